"""Masking what was found, with a log that holds no secret (墨消しと記録)."""

from collections.abc import Collection, Iterable
from typing import Literal

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.consultation import Consultation
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.personal.finding import find_personal_data
from plancomment.personal.values import Kind, Masked, Redacted
from plancomment.responses import Response

__all__ = ["MASK", "redact"]

#: What stands for a masked text, however long that was.
MASK = "●●"


def redact(consultation: Consultation, *, keep: Iterable[str] = (), words: Iterable[str] = ()) -> Redacted:
    """Mask what looks like personal data in comments and answers with ●● (墨消し).

    The same mask stands for every find, so that neither its length nor what was equal is told. No count changes, and
    masking twice gives the same. Submitters' ids and the like are no texts: :func:`~plancomment.public_view` leaves
    them out.

    Args:
        consultation: the values.
        keep: the places that a person decided to keep, as :attr:`Masked.key` names them.
        words: words that a person wants masked wherever they stand, of two characters or more.

    Raises:
        WrongTypeError: ``consultation`` is none, or ``keep`` or ``words`` are no texts.
        WrongValueError: a key of ``keep`` names no find; one of ``words`` is shorter than two characters.
    """
    fields.require(consultation, Consultation, "redact")
    kept, named = _texts(keep, "keep"), _texts(words, "words")
    short = sorted(word for word in named if len(word.strip()) < 2)
    if short:
        raise WrongValueError(f"words to mask must have two characters or more; {len(short)} of them have not")
    work = _Masking(kept, sorted(named, key=lambda word: (-len(word), word)))
    comments = tuple(work.comment(comment) for comment in consultation.comments)
    responses = tuple(work.response(response) for response in consultation.responses)
    unknown = sorted(kept - {one.key for one in work.log})
    if unknown:
        raise WrongValueError(f"keep names no find: {', '.join(unknown)}")
    return Redacted(attrs.evolve(consultation, comments=comments, responses=responses), tuple(work.log))


def _texts(given: Iterable[str], name: str) -> frozenset[str]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongTypeError(f"{name} must be several str, not {type(given).__name__}")
    found = tuple(given)
    if not all(isinstance(one, str) for one in found):
        raise WrongTypeError(f"{name} must be several str")
    return frozenset(found)


@attrs.define
class _Masking:
    keep: Collection[str]
    words: list[str]
    log: list[Masked] = attrs.field(factory=list)

    def comment(self, comment: Comment) -> Comment:
        changes = {
            name: self.text(value, "comment", comment.id, name)
            for name in ("text", "summary", "withheld_reason")
            if (value := getattr(comment, name)) is not None
        }
        return attrs.evolve(comment, **changes)

    def response(self, response: Response) -> Response:
        parts = tuple(
            attrs.evolve(
                part,
                title=self.text(part.title, "response", response.id, f"parts[{at}].title"),
                text=self.text(part.text, "response", response.id, f"parts[{at}].text"),
            )
            for at, part in enumerate(response.parts)
        )
        return attrs.evolve(response, parts=parts)

    def text(self, text: str, owner: Literal["comment", "response"], key: str, field: str) -> str:
        places: list[tuple[int, int, Kind, bool]] = [
            (one.start, one.end, one.kind, False) for one in find_personal_data(text)
        ]
        for word in self.words:
            places += [(at, at + len(word), "name", True) for at in _places(text, word)]
        made: list[str] = []
        end = 0
        chosen: list[tuple[int, int, Kind, bool]] = []
        for place in sorted(places, key=lambda one: (not one[3], one[0] - one[1], one[0])):
            if not any(place[0] < other[1] and other[0] < place[1] for other in chosen):
                chosen.append(place)
        for number, (start, stop, kind, is_named) in enumerate(sorted(chosen), start=1):
            masked = Masked(owner, key, field, kind, number, "hand" if is_named else "rule")
            if masked.key in self.keep:
                masked = attrs.evolve(masked, kept=True)
            self.log.append(masked)
            made += [text[end:start], text[start:stop] if masked.kept else MASK]
            end = stop
        return "".join([*made, text[end:]])


def _places(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word))
    return found
