"""What speaks for a link between one revision and one comment, piece by piece (反映対応の証拠の収集)."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal

import attrs

from plancomment.comments import Comment
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.responses import Response, StatedRevision
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability import weights
from plancomment.traceability.agreement import SHORTEST_QUOTE, nearly_stated_in, stated_in
from plancomment.traceability.citations import Citation, citations, quotations
from plancomment.traceability.links import Basis
from plancomment.traceability.shown import Shown, ShownRevisions, shown_by
from plancomment.traceability.statements import Statements, read_statements

__all__ = ["Case", "Piece", "from_comments", "from_places", "from_responses", "from_same_places"]

Source = Literal["response words", "response place", "comment words", "comment place"]
#: Words that stand in more different revisions than this name none of them.
COMMON = 3
#: More revisions than this are not even suggested.
_MANY = 8
#: The same words put in at more places than this were not quoted for the sake of each of them.
_MOST_PLACES = 64
#: A quotation of this length (in characters of its key) was hardly made by chance.
_TELLING = 10
_OLD_WORDS = frozenset({"素案", "原案", "計画案", "修正前"})
_NEW_WORDS = frozenset({"成案", "最終案", "確定版", "策定版", "修正後"})


@attrs.frozen
class Piece:
    """One piece of evidence (証拠).

    Attributes:
        source: what says so; pieces of different sources are taken for independent (出所).
        basis: the kind of link it makes by itself (根拠).
        weight: how sure it makes the link by itself (確度).
        words: the words that it rests on, as they stand in the comment or response (証拠).
        note: in which version they were found, and how near, in no words of a comment (補足).
    """

    source: Source
    basis: Basis
    weight: float
    words: str
    note: str = ""

    def weakened(self) -> "Piece":
        """The same as a mere suggestion."""
        return attrs.evolve(self, basis="suggested", weight=weights.WEAK)


Found = tuple[Shown, Piece]


@attrs.frozen(eq=False)
class Case:
    """What all of them look at, made ready once.

    Attributes:
        shown: the revisions.
        old: the name of the old version.
        new: the name of the new version.
        comments: the published comments by id.
        responses: the responses.
        implies: whether a comment's disposition implies a revision, None where the words do not tell.
        citations: what each comment cites, each place once.
    """

    shown: ShownRevisions
    old: str
    new: str
    comments: dict[str, Comment]
    responses: tuple[Response, ...]
    implies: dict[str, bool | None]
    citations: dict[str, tuple[Citation, ...]]
    _read: dict[str, Statements] = attrs.field(init=False, factory=dict)

    def read(self, text: str) -> Statements:
        """What a part of a response says about changes; many responses say the same."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = read_statements(text)
        return found

    @classmethod
    def make(cls, comparison: Comparison, consultation: Consultation) -> "Case":
        scheme = consultation.scheme
        known = {one.id: one.implies_revision for one in reversed(scheme.dispositions)} if scheme is not None else {}
        effective = consultation.effective_dispositions()
        comments = {comment.id: comment for comment in consultation.comments if not comment.is_withheld}
        return cls(
            shown_by(comparison),
            comparison.old_version,
            comparison.new_version,
            comments,
            consultation.responses,
            {name: known.get(disposition) if disposition else None for name, disposition in effective.items()},
            {name: _different(citations(words_of(comment))) for name, comment in comments.items()},
        )

    def version_note(self, one: Shown, citation: Citation, *, new_too: bool) -> str:
        """In which version a cited place was found."""
        old = one.on_page(citation, self.shown.documents)
        new = new_too and one.on_page(attrs.evolve(citation, version=""), self.shown.documents, new_too=True)
        if citation.pages and old != new:
            return f"{self.old if old else self.new}の箇所"
        return f"{self.old}の箇所" if not new_too else f"{self.old}・{self.new}の箇所"


def words_of(comment: Comment) -> str:
    """What a comment says, as submitted and as summarised."""
    return "\n".join(text for text in (comment.text, comment.summary) if text)


def _different(found: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple({attrs.evolve(one, words="", start=0, end=0): one for one in found}.values())


# ── what responses say ───────────────────────────────────────────────────────────────────────────────


@attrs.frozen(eq=False)
class Sayings:
    """What one response says about revisions, for whichever comment it answers.

    Attributes:
        stated: statements that the texts show, with the title of their part and whether they were only promised.
        quoted: revisions whose changed words it quotes.
        cited: revisions whose place it names.
        says_so: it says in words that the plan was changed.
    """

    stated: tuple[tuple[str, bool, Shown, Piece], ...]
    quoted: tuple[Found, ...]
    cited: tuple[Found, ...]
    says_so: bool


def from_responses(case: Case, response: Response) -> Sayings:
    """All that a response says about revisions."""
    cited = [citation for name in response.comment_ids for citation in case.citations.get(name, ())]
    stated: list[tuple[str, bool, Shown, Piece]] = []
    told: set[str | None] = set()
    exchanged: set[str | None] = set()
    for title, promised, statement in _statements(case, response):
        found = list(_stated(case, statement, cited))
        stated.extend((title, promised, one, piece) for one, piece in found)
        exchanged |= {statement.old, statement.new}
        if found:
            told |= {statement.old, statement.new}
    says_so = bool(response.stated_revisions) or any(case.read(part.text).says_so for part in response.parts)
    # Words that a statement explains speak for no other revision.
    quotes = [quote for quote in quotations(response.text) if quote not in told]
    return Sayings(
        tuple(stated),
        tuple(_quoted_by_response(case, quotes)),
        tuple(_cited_by_response(case, response, exchanged)) if says_so else (),
        says_so,
    )


def _statements(case: Case, response: Response) -> Iterator[tuple[str, bool, StatedRevision]]:
    """The statements of a response, given and read from its text, each once, with the title of their part."""
    seen: set[tuple[str | None, str | None]] = set()
    for stated in response.stated_revisions:
        seen.add((stated.old, stated.new))
        titles = [part.title for part in response.parts if stated.words and stated.words in part.text]
        yield titles[0] if titles else "", False, stated
    for part in response.parts:
        read = case.read(part.text)
        for promised, several in ((False, read.done), (True, read.promised)):
            for stated in several:
                if (stated.old, stated.new) not in seen:
                    seen.add((stated.old, stated.new))
                    yield part.title, promised, stated


def _stated(case: Case, stated: StatedRevision, cited: Sequence[Citation]) -> Iterator[Found]:
    has_words = stated.old is not None or stated.new is not None
    weight = weights.STATED if has_words else weights.STATED_PLACE
    found = stated_in(stated, case.shown, cited)
    for one in found:
        yield one, Piece("response words", "stated", weight, stated.words)
    if found or not has_words:
        return
    near = nearly_stated_in(stated, case.shown)
    if len({nearly.shown.content for nearly in near}) == 1:
        for nearly in near:
            note = f"近い文言：{nearly.difference}"
            yield nearly.shown, Piece("response words", "stated", weights.NEARLY_STATED, stated.words, note)


def _quoted_by_response(case: Case, quotes: Iterable[str]) -> Iterator[Found]:
    for quote in quotes:
        key = comparison_key(quote)
        if len(key) < SHORTEST_QUOTE:
            continue
        places = case.shown.places_saying(key)
        found = case.shown.at(places if len(places) <= _MOST_PLACES else ())
        where = [one for one in found if one.revision.needs_reason and one.changed(quote)]
        contents = {one.content for one in where}
        for one in where if len(contents) <= _MANY else ():
            note = f"{case.new if key in (one.new or '') else case.old}の文言"
            piece = Piece("response words", "quoted", weights.QUOTED_BY_RESPONSE, f"「{quote}」", note)
            yield one, piece if len(contents) <= COMMON else piece.weakened()


def _cited_by_response(case: Case, response: Response, exchanged: Container[str | None]) -> Iterator[Found]:
    """Places that a response names: in the version it names, else in either; words of its statements are none."""
    cited = _different(citations(response.text))
    for citation in cited:
        old, new = citation.version not in _NEW_WORDS, citation.version not in _OLD_WORDS
        here = [one for one in case.shown.cited(citation, old=old, new=new) if one.revision.needs_reason]
        fitting = _about(case, here, citation)
        if len(fitting) > _MANY:
            continue
        for one in fitting:
            note = case.version_note(one, citation, new_too=new)
            piece = Piece("response place", "cited", weights.CITED_BY_RESPONSE, citation.words, note)
            yield one, piece if len(fitting) == 1 else piece.weakened()
    if cited or any(case.citations.get(name) for name in response.comment_ids):
        return
    for quote in quotations(response.text):
        if quote in exchanged:
            continue
        here = [one for one in case.shown.placed(quote) if one.revision.needs_reason]
        # A place named without a page may stand in several rows: only one that is alone can be meant.
        if len(here) == 1 and len(comparison_key(quote)) >= SHORTEST_QUOTE - 1:
            yield here[0], Piece("response place", "cited", weights.CITED_BY_RESPONSE, f"「{quote}」")


# ── what comments say ────────────────────────────────────────────────────────────────────────────────


def from_comments(case: Case, comment_id: str, *, is_told: bool) -> Iterator[Found]:
    """Revisions whose old words a comment quotes, exactly or nearly.

    Of several different changes with these words none counts where the response states what the comment moved.
    """
    implies = case.implies.get(comment_id)
    for quote in quotations(words_of(case.comments[comment_id])):
        key = comparison_key(quote)
        if len(key) < SHORTEST_QUOTE:
            continue
        places = case.shown.places_saying(key)
        if not places:
            yield from _nearly_quoted(case, quote, key, implies)
            continue
        pages = [citation for citation in case.citations[comment_id] if citation.quote == quote and citation.pages]
        on_pages = {one.at for page in pages for one in case.shown.cited(page)}
        where, here = (
            [one for one in case.shown.at(chosen) if one.revision.needs_reason and key in (one.old or "")]
            for chosen in (places if len(places) <= _MOST_PLACES else (), places & on_pages)
        )
        chosen = here or where
        contents = {one.content for one in chosen}
        if len(chosen) > _MANY:
            continue
        for one in chosen:
            changed = one.changed(quote)
            weight = weights.QUOTED_CHANGE if changed else weights.QUOTED_CLAUSE
            piece = Piece("comment words", "quoted", weight, f"「{quote}」", f"{case.old}の文言")
            # Words that stand in many places, or that stayed as they were and no page is named with them.
            telling = changed and len(chosen) <= COMMON and _is_telling(key, one, implies)
            sure = len(contents) <= (1 if is_told else COMMON) and (bool(here) or telling)
            yield one, piece if sure else piece.weakened()


def _is_telling(key: str, one: Shown, implies: bool | None) -> bool:
    """Whether quoted words are more than a word or a place that happened to be changed.

    Any word of a clause that is gone altogether was taken out: a quotation must be long, or most of it. A heading is
    quoted as a place, unless its disposition says that the comment changed something.
    """
    if any(clause.kind == "heading" for clause in one.revision.old_clauses):
        return implies is True and one.new is not None
    return one.new is not None or len(key) >= _TELLING or 2 * len(key) >= len(one.old or "")


def _nearly_quoted(case: Case, quote: str, key: str, implies: bool | None) -> Iterator[Found]:
    """Words quoted from memory: near to old words that were changed. Names of places are no such words."""
    if case.shown.placed(quote):
        return
    near = [(one, there) for one, there in case.shown.nearly_saying(key) if there in (one.old or "")]
    near = [(one, there) for one, there in near if one.revision.needs_reason]
    contents = {one.content for one, _ in near}
    for one, there in near if len(near) <= _MANY and len(contents) <= COMMON else ():
        note = f"{case.old}の近い文言：{there}"
        piece = Piece("comment words", "quoted", weights.QUOTED_NEARLY, f"「{quote}」", note)
        sure = len(contents) == 1 and there not in (one.new or "") and _is_telling(key, one, implies)
        yield one, piece if sure else piece.weakened()


def from_places(case: Case, comment_id: str, explained: Container[str], *, is_told: bool) -> Iterator[Found]:
    """Revisions at the places of the old plan that a comment names, with words or a label behind them or alone.

    A place alone claims no change that words explain already (``explained``): on a page that two comments name, one of
    them may have changed nothing. It claims none either where the response states what the comment moved (``is_told``).
    """
    for citation in case.citations[comment_id]:
        new = citation.version in _NEW_WORDS
        here = [one for one in case.shown.cited(citation, old=not new, new=new) if one.revision.needs_reason]
        fitting = _about(case, here, citation)
        alone = len({one.content for one in fitting if not one.is_lost}) <= 1
        broad = not (citation.pages or citation.item or citation.figure or citation.label or citation.quote)
        if len(fitting) > _MANY or (broad and case.implies.get(comment_id) is False):
            continue
        for one in fitting:
            told = one.says(citation.quote) or (bool(citation.label) and comparison_key(citation.label) in one.labels)
            weight = weights.CITED_WORDS if told else weights.CITED_CHAPTER if broad else weights.CITED_ALONE
            weight = weights.CITED_LOST if one.is_lost else weight
            note = case.version_note(one, citation, new_too=new)
            piece = Piece("comment place", "cited", weight, citation.words, note)
            # Several changes there, or one that others explain, and nothing tells that this one is meant.
            vague = not alone or one.revision.id in explained or (broad and case.implies.get(comment_id) is not True)
            vague = vague or (is_told and not one.is_lost)
            yield one, piece.weakened() if vague and not told else piece
    if not case.citations[comment_id]:
        yield from _named(case, comment_id, is_told=is_told)


def _named(case: Case, comment_id: str, *, is_told: bool) -> Iterator[Found]:
    """A heading in quotation marks, where nothing else is cited: what was changed below it may be meant."""
    if is_told or case.implies.get(comment_id) is not True:
        return
    for quote in quotations(words_of(case.comments[comment_id])):
        if len(comparison_key(quote)) < SHORTEST_QUOTE:
            continue
        here = [one for one in case.shown.placed(quote) if one.revision.needs_reason]
        for one in here if len(here) <= COMMON else ():
            yield one, Piece("comment place", "suggested", weights.WEAK, f"「{quote}」", f"{case.old}の見出し")


def _about(case: Case, here: Sequence[Shown], citation: Citation) -> list[Shown]:
    """Those whose own words the quote is in, else those whose place it names; and those whose words are lost.

    A label behind the place (２ページの（１）) rules out what bears another one.
    """
    label, key = comparison_key(citation.label), comparison_key(citation.quote)
    if label:
        under = [one for one in here if label in one.labels or any(place.startswith(label) for place in one.places)]
        here = under or [one for one in here if not one.labels]
    if not key:
        return list(here) if len(here) <= _MANY else []
    said = case.shown.places_saying(key)
    saying = [one for one in here if one.at in said]
    if saying:
        return [one for one in here if one.is_lost or one.at in said]
    placed = {one.at for one in case.shown.placed(citation.quote)}
    return [one for one in here if one.is_lost or one.at in placed]


def from_same_places(case: Case, linked: dict[str, list[str]]) -> Iterator[tuple[Shown, str, Piece]]:
    """A lost row whose place is called as a linked row's is called: perhaps the same comments moved it."""
    for one in case.shown:
        if not one.is_lost or not one.places or not one.revision.needs_reason:
            continue
        place = next((location.place for location in one.revision.locations), "")
        for other in case.shown.sharing_place(one)[:_MANY]:
            for comment_id in linked.get(other.revision.id, ()):
                if comment_id in case.comments:
                    yield one, comment_id, Piece("comment place", "suggested", weights.WEAK, place, "同じ名の箇所")
