"""Which comments are like which revisions: suggestions for a person to look at, never proof (類似による候補)."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from heapq import nlargest, nsmallest
from typing import Literal, TypeVar

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.comparison import Revision
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.responses import Response
from plancomment.traceability.bags import comment_bag, revision_bag
from plancomment.traceability.links import TraceLink, fingerprint
from plancomment.traceability.vectors import Index, Vector, joined, triples

__all__ = ["suggest_links"]

T = TypeVar("T")

#: How much of its neighbours' likeness a revision takes over: neighbours in a document often have one comment.
NEAR = 0.75
#: How much of a comment's mean likeness to all other revisions is taken off: what is like everything says little.
COMMON = 0.5

# From likeness to probability (logistic regression): base, factor of the likeness, of its lead over the next best.
_ODDS = {"revision": (-3.0, 10.0, 20.0), "comment": (-3.0, 10.0, 20.0)}

# Entries of the index read for all revisions together; small input never comes near it: there all pieces are compared.
_READS = 12_000_000
# Likeness that is equal to so many places is a tie: the last ones of floating point differ between machines.
_PLACES = 6
_EQUAL = 2 * 10**-_PLACES
_BLOCK = 128
# So many words are shown as evidence, each up to so many characters, from so many characters of a revision.
_SHOWN, _LONGEST, _SCANNED = 3, 30, 2000
_PARTICLES = re.compile("^[ぁ-ん]+|[ぁ-ん]+$")


def suggest_links(
    revisions: Iterable[Revision],
    comments: Iterable[Comment],
    *,
    responses: Iterable[Response] = (),
    top: int = 5,
    by: Literal["revision", "comment"] = "revision",
) -> tuple[TraceLink, ...]:
    """Suggest links by likeness of the words, the ``top`` best for each revision, or for each comment (類似による候補).

    Runs of three characters of the changed words, the words around them, the headings and the document are
    weighed by rarity (TF-IDF) and compared with those of each comment and its responses. For each revision, the
    likeness of its neighbours in the same document counts too, so give the revisions of a comparison in one call and
    in their order. Score: the probability that the link is right, as measured where each revision had its comment
    among those given (docs/explanation/likeness.md). Evidence: the shared words that weigh most.

    Withheld comments are left out, and so are revisions that need no reason (moves and renumberings). Links stand in
    the order of the revisions (of the comments), best first; ties by id. No word in common: no link.

    Raises:
        WrongTypeError: an argument, or a value within one, of another class.
        WrongValueError: ``top`` below 1, or another ``by``.
    """
    revisions = _checked(revisions, Revision)
    comments = _checked(comments, Comment)
    responses = _checked(responses, Response)
    if not isinstance(top, int) or isinstance(top, bool):
        raise WrongTypeError(f"suggest_links takes an int as top, not {type(top).__name__}")
    if top < 1:
        raise WrongValueError(f"top counts from 1, got {top}")
    if by not in ("revision", "comment"):
        raise WrongValueError(f"by must be 'revision' or 'comment', got {str(by)[:40]!r}")
    wanted = [revision for revision in revisions if revision.needs_reason]
    open_to_all = [comment for comment in comments if not comment.is_withheld]
    if not wanted or not open_to_all:
        return ()
    if by == "revision":
        # Comments of one length have vectors of one length, nearly: then _best need not look at most of them.
        open_to_all.sort(key=lambda comment: len(comment.text or "") + len(comment.summary or ""))
    case = _prepared(wanted, open_to_all, responses)
    return tuple(_by_revision(case, top) if by == "revision" else _by_comment(case, top))


def _checked(values: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    if not isinstance(values, Iterable):
        raise WrongTypeError(f"suggest_links takes {kind.__name__} values, not one {type(values).__name__}")
    values = tuple(values)
    for value in values:
        fields.require(value, kind, "suggest_links")
    return values


@attrs.frozen
class _Case:
    """Everything made ready once.

    Attributes:
        revisions: those that need a reason.
        vectors: theirs.
        readings: for each revision its words, in pieces with what each adds to the likeness.
        comments: those that are not withheld.
        words: of each comment and its responses, folded.
        index: of the comments.
        most: entries of the index that are read for one revision.
    """

    revisions: Sequence[Revision]
    vectors: Sequence[Vector]
    readings: Sequence["_Reading"]
    comments: Sequence[Comment]
    words: Sequence[str]
    index: Index
    most: int


_Reading = Sequence[tuple[str, Sequence[tuple[str, float]]]]


def _prepared(revisions: Sequence[Revision], comments: Sequence[Comment], responses: Iterable[Response]) -> _Case:
    answers: dict[str, list[str]] = {}
    for response in responses:
        for comment_id in dict.fromkeys(response.comment_ids):
            answers.setdefault(comment_id, []).append(response.text)
    bags = [revision_bag(revision) for revision in revisions]
    index = Index()
    for bag in bags:
        index.ask(bag.counts)
    words = []
    for comment in comments:
        said = comment_bag(comment, answers.get(comment.id, ()))
        index.add(said.counts)
        words.append(said.words)
    index.close()
    vectors = [index.vector(number) for number in range(len(bags))]
    readings = [_reading(bag.words, vector, index) for bag, vector in zip(bags, vectors, strict=True)]
    most = max(len(comments) // 2, _READS // len(revisions))
    return _Case(revisions, vectors, readings, comments, words, index, most)


def _reading(words: str, vector: Vector, index: Index) -> _Reading:
    shares, numbers = dict(vector), index.numbers
    several = dict.fromkeys(f" {word} " for word in words[:_SCANNED].split())
    return [(word, [(piece, shares.get(numbers.get(piece, -1), 0.0)) for piece in triples(word)]) for word in several]


# ── the best of each ─────────────────────────────────────────────────────────────────────────────────


def _by_revision(case: _Case, top: int) -> Iterator[TraceLink]:
    index, count = case.index, len(case.revisions)
    ranks = _ranks([comment.id for comment in case.comments])
    blocks = _blocks(index.scales)
    common = COMMON / max(1, count - 1)
    off = index.sums(joined(*((-common, vector) for vector in case.vectors)))
    documents = [{location.document for location in one.locations} for one in case.revisions]
    for number in range(count):
        near = [at for at in (number - 1, number + 1) if 0 <= at < count and documents[at] == documents[number]]
        # What the comment has in common with this revision itself is not what it has in common with all.
        parts = [(1.0 + common, case.vectors[number]), *((NEAR / len(near), case.vectors[at]) for at in near)]
        best = _best(index.sums(joined(*parts), case.most, off), index.scales, blocks, ranks, top)
        yield from _links(case, "revision", [((number, *near), at, value, lead) for at, value, lead in best])


def _by_comment(case: _Case, top: int) -> Iterator[TraceLink]:
    ranks = _ranks([revision.id for revision in case.revisions])
    kept: list[list[tuple[float, int, int]]] = [[] for _ in case.comments]
    floors = [0.0] * len(case.comments)
    for number, vector in enumerate(case.vectors):
        rank, row = ranks[number], case.index.cosines(vector, case.most)
        better = [at for at, (value, floor) in enumerate(zip(row, floors, strict=True)) if value > floor]
        for at in better:
            held = kept[at]
            held.append((-round(row[at], _PLACES), rank, number))
            if len(held) > 3 * (top + 1):
                held.sort()
                del held[top + 1 :]
                floors[at] = -held[-1][0] - _EQUAL
    for at, held in enumerate(kept):
        best = _led(nsmallest(top + 1, held), top)
        yield from _links(case, "comment", [((number,), at, value, lead) for number, value, lead in best])


def _ranks(names: Sequence[str]) -> Sequence[int]:
    """For each name its place in their order, by which ties are broken whatever the order of the input."""
    ranks = [0] * len(names)
    for rank, number in enumerate(sorted(range(len(names)), key=names.__getitem__)):
        ranks[number] = rank
    return ranks


def _blocks(scales: Sequence[float]) -> Sequence[tuple[int, int, float, float]]:
    """Where blocks of comments begin and end, with their least and greatest scale."""
    bounds = [(start, min(start + _BLOCK, len(scales))) for start in range(0, len(scales), _BLOCK)]
    return [(start, end, min(scales[start:end]), max(scales[start:end])) for start, end in bounds]


def _best(
    sums: Sequence[float],
    scales: Sequence[float],
    blocks: Sequence[tuple[int, int, float, float]],
    ranks: Sequence[int],
    top: int,
) -> list[tuple[int, float, float]]:
    """The greatest of sum times scale; the greatest sum of each block tells in which blocks to look."""
    peaks = [max(sums[start:end]) for start, end, _, _ in blocks]
    surely = [peak * least for peak, (_, _, least, _) in zip(peaks, blocks, strict=True)]
    floor = max(nlargest(top + 1, surely)[-1] - _EQUAL if len(surely) > top else 0.0, 0.0)
    found = [
        (at, sums[at] * scales[at])
        for peak, (start, end, _, most) in zip(peaks, blocks, strict=True)
        if peak * most > floor
        for at in range(start, end)
    ]
    held = [(-round(value, _PLACES), ranks[at], at) for at, value in found if value > floor]
    return _led(nsmallest(top + 1, held), top)


def _led(best: Sequence[tuple[float, int, int]], top: int) -> list[tuple[int, float, float]]:
    """Number, value, and lead over the best other one, of so many at most; given one more, best first, and negated."""
    found = []
    for place, (below, _, number) in enumerate(best[:top]):
        other = best[0] if place else best[1] if len(best) > 1 else (0.0, 0, 0)
        found.append((number, -below, other[0] - below))
    return found


# ── what is told of them ─────────────────────────────────────────────────────────────────────────────


def _links(case: _Case, by: str, found: Iterable[tuple[Sequence[int], int, float, float]]) -> Iterator[TraceLink]:
    """Links of a revision, given with its neighbours that spoke for it: their words are shown where it has none."""
    for numbers, at, value, lead in found:
        pieces = set(triples(case.words[at]))
        words = next(filter(None, (_evidence(case.readings[number], pieces) for number in numbers)), "")
        if words:
            revision, comment = case.revisions[numbers[0]], case.comments[at]
            mark, score = fingerprint(revision, comment), _probability(by, value, lead)
            yield TraceLink(revision.id, comment.id, "suggested", score, words, "proposed", mark)


def _probability(by: str, value: float, lead: float) -> float:
    base, factor, ahead = _ODDS[by]
    return round(1.0 / (1.0 + math.exp(-(base + factor * value + ahead * lead))), 3)


def _evidence(reading: _Reading, pieces: Set[str]) -> str:
    """The words of the revision that stand in the comment too, those that weigh most first, with 、 between them.

    A word here is a run of pieces that the comment holds as well; particles at its ends are left out.
    """
    runs: dict[str, float] = {}
    for word, shares in reading:
        start, weight = 0, 0.0
        for at, (piece, share) in enumerate(shares):
            if piece in pieces:
                weight += share
                continue
            if at > start:
                _keep_run(runs, word[start : at + 2], weight)
            start, weight = at + 1, 0.0
        if len(shares) > start:
            _keep_run(runs, word[start:], weight)
    return "、".join(run for _, run in nsmallest(_SHOWN, [(-weight, run) for run, weight in runs.items()]))


def _keep_run(runs: dict[str, float], run: str, weight: float) -> None:
    run = run.strip()
    bare = _PARTICLES.sub("", run)
    name = (bare if len(bare) > 1 else run)[:_LONGEST]
    runs[name] = max(weight, runs.get(name, 0.0))
