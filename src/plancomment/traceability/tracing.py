"""From comments, responses and revisions to links, each with its basis, evidence and fingerprint (反映対応の作成)."""

from collections.abc import Container, Iterable, Iterator, Sequence

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.responses import Response
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability import evidence
from plancomment.traceability.evidence import Citation, Shown
from plancomment.traceability.links import BASES, Basis, Cause, Trace, TraceLink, fingerprint

__all__ = ["trace"]

# How sure a link is, by what it rests on. They order links and say how far to trust one; no link is made by them.
_STATED_IN_WORDS = 0.95
_STATED_BY_REFERENCE = 0.8
_STATED_BY_PLACE = 0.75
_QUOTED_CHANGE = 0.9
_QUOTED_CLAUSE = 0.7
_CITED_PLACE = 0.6
_CITED_LOST = 0.5
_SUGGESTED = 0.3
# Words that stand in more revisions than this name none of them.
_COMMON = 3


def trace(
    comparison: Comparison,
    consultation: Consultation,
    *,
    links: Sequence[TraceLink] = (),
    causes: Sequence[Cause] = (),
    suggest: bool = True,
) -> Trace:
    """Link the revisions of a comparison to the comments that moved them (反映対応).

    A person's ``links`` stand above everything found here; one that a person rejected keeps others from being made.
    ``stated``: a response states the revision, for all comments that it answers. ``quoted``: a comment or a response
    quotes words that were changed. ``cited``: a comment names the page or place of the old plan. A comment whose
    disposition implies no revision gets suggestions at most. With ``suggest=False`` mere suggestions are left out.

    Raises:
        nothing for broken references: a link whose end does not exist stays, and is a finding of the audit (PC115).
    """
    fields.require(comparison, Comparison, "trace")
    fields.require(consultation, Consultation, "trace")
    case = _Case.make(comparison, consultation)
    best: dict[tuple[str, str], TraceLink] = {}
    for link in (*_declared(links), *_stated(case), *_quoted(case)):
        _keep_best(best, link)
    explained = {link.revision_id for link in best.values() if link.counts}
    for link in _cited(case, explained):
        _keep_best(best, link)
    for link in _same_place(case, tuple(best.values())):
        best.setdefault((link.revision_id, link.comment_id), link)
    kept = [link for link in best.values() if suggest or link.basis != "suggested" or link.status != "proposed"]
    revisions = {revision.id: index for index, revision in enumerate(comparison.revisions)}
    comments = {comment.id: index for index, comment in enumerate(consultation.comments)}
    kept.sort(
        key=lambda link: (
            revisions.get(link.revision_id, len(revisions)),
            link.revision_id,
            BASES.index(link.basis),
            -link.score,
            comments.get(link.comment_id, len(comments)),
            link.comment_id,
        )
    )
    known = {link.revision_id for link in kept if link.counts} | {cause.revision_id for cause in causes}
    unexplained = (one.id for one in comparison.revisions if one.needs_reason and one.id not in known)
    return Trace(tuple(kept), tuple(causes), tuple(unexplained))


def _keep_best(best: dict[tuple[str, str], TraceLink], link: TraceLink) -> None:
    known = best.get((link.revision_id, link.comment_id))
    if known is None or _rank(link) < _rank(known):
        best[link.revision_id, link.comment_id] = link


def _rank(link: TraceLink) -> tuple[int, float]:
    """Smaller is stronger; what a person declared or decided comes before everything."""
    decided = link.basis == "declared" or link.status != "proposed"
    return (-1 if decided else BASES.index(link.basis), -link.score)


@attrs.frozen
class _Case:
    """What every rule needs, made ready once."""

    shown: tuple[Shown, ...]
    wanted: tuple[Shown, ...]
    comments: dict[str, Comment]
    responses: tuple[Response, ...]
    answers: dict[str, tuple[Response, ...]]
    implies: dict[str, bool | None]
    documents: tuple[str, ...]
    citations: dict[str, tuple[Citation, ...]]

    @classmethod
    def make(cls, comparison: Comparison, consultation: Consultation) -> "_Case":
        scheme = consultation.scheme
        implies: dict[str, bool | None] = {}
        for comment_id, disposition_id in consultation.effective_dispositions().items():
            disposition = scheme.get(disposition_id) if scheme is not None else None
            implies[comment_id] = disposition.implies_revision if disposition is not None else None
        comments = {comment.id: comment for comment in consultation.comments if not comment.is_withheld}
        shown = evidence.shown_by(comparison)
        pages = (page for one in shown for page in sorted(one.old_pages | one.new_pages))
        return cls(
            shown,
            # A mere move or renumbering follows from another revision: naming its place says nothing about it.
            tuple(one for one in shown if one.revision.needs_reason),
            comments,
            consultation.responses,
            consultation.responses_by_comment(),
            implies,
            tuple(dict.fromkeys(document for document, _ in pages)),
            {comment_id: evidence.citations(_words_of(comment)) for comment_id, comment in comments.items()},
        )

    def link(self, one: Shown, comment_id: str, basis: Basis, score: float, words: str) -> TraceLink:
        mark = fingerprint(one.revision, self.comments[comment_id])
        return TraceLink(one.revision.id, comment_id, basis, score, words, "proposed", mark)

    def or_suggested(self, comment_id: str, basis: Basis, score: float) -> tuple[Basis, float]:
        """The basis, or a mere suggestion where the disposition says that the comment changed nothing."""
        return ("suggested", _SUGGESTED) if self.implies.get(comment_id) is False else (basis, score)


def _words_of(comment: Comment) -> str:
    return "\n".join(text for text in (comment.text, comment.summary) if text)


def _declared(links: Iterable[TraceLink]) -> Iterator[TraceLink]:
    yield from links


def _stated(case: _Case) -> Iterator[TraceLink]:
    """Links that a response states, for every comment that it answers, and for those answered by reference to it."""
    referring: dict[str, list[Response]] = {}
    for response in case.responses:
        for reference in response.refers_to:
            referring.setdefault(reference.response_id, []).append(response)
    for response in case.responses:
        cited = [citation for comment_id in response.comment_ids for citation in case.citations.get(comment_id, ())]
        for stated in (*response.stated_revisions, *evidence.exchanges(response.text)):
            has_words = stated.old is not None or stated.new is not None
            score = _STATED_IN_WORDS if has_words else _STATED_BY_PLACE
            for one in evidence.stated_in(stated, case.shown, cited):
                yield from _stated_for(case, one, response, score, stated.words)
                for other in referring.get(response.id, ()):
                    yield from _stated_for(case, one, other, _STATED_BY_REFERENCE, stated.words)


def _stated_for(case: _Case, one: Shown, response: Response, score: float, words: str) -> Iterator[TraceLink]:
    for comment_id in dict.fromkeys(response.comment_ids):
        if comment_id in case.comments:
            basis: Basis = "stated"
            if score == _STATED_BY_REFERENCE:
                basis, score = case.or_suggested(comment_id, basis, score)
            yield case.link(one, comment_id, basis, score, words)


def _quoted(case: _Case) -> Iterator[TraceLink]:
    """Links by quoted words: a comment's from the old plan, a response's of what was put in or taken out."""
    for comment_id, comment in case.comments.items():
        for quote in evidence.quotations(_words_of(comment)):
            if len(comparison_key(quote)) < evidence.SHORTEST_QUOTE:
                continue
            where = [one for one in case.wanted if one.old is not None and comparison_key(quote) in one.old]
            pages = [citation for citation in case.citations[comment_id] if citation.quote == quote]
            here = [one for one in where if any(one.on_page(page, case.documents) for page in pages)]
            for one in here or where:
                changed = one.changed(quote)
                basis, score = case.or_suggested(comment_id, "quoted", _QUOTED_CHANGE if changed else _QUOTED_CLAUSE)
                if len(here or where) > _COMMON or not (changed or here):
                    # Words that stand in many places, or that stayed as they were and no page is named with them.
                    basis, score = "suggested", _SUGGESTED
                yield case.link(one, comment_id, basis, score, f"「{quote}」")
        yield from _quoted_by_responses(case, comment_id)


def _quoted_by_responses(case: _Case, comment_id: str) -> Iterator[TraceLink]:
    for response in case.answers.get(comment_id, ()):
        text = response.text
        implies = case.implies.get(comment_id)
        says_so = implies is True or (implies is None and evidence.states_change(text))
        for quote in evidence.quotations(text):
            if len(comparison_key(quote)) < evidence.SHORTEST_QUOTE:
                continue
            where = [one for one in case.wanted if not one.is_lost and one.changed(quote)]
            sure = says_so and len({(one.old, one.new) for one in where}) <= _COMMON
            for one in where:
                basis: Basis = "quoted" if sure else "suggested"
                score = _QUOTED_CHANGE if sure else _SUGGESTED
                yield case.link(one, comment_id, basis, score, f"「{quote}」")


def _cited(case: _Case, explained: Container[str]) -> Iterator[TraceLink]:
    """Links by place: a page of the old plan, with words or a label behind it or alone, or a place a response names.

    A page alone claims no change that words explain already: on a page that two comments name, one of them may have
    changed nothing.
    """
    for comment_id in case.comments:
        for citation in case.citations[comment_id]:
            here = [one for one in case.wanted if one.on_page(citation, case.documents)]
            fitting = _about(here, citation)
            alone = len({(one.old, one.new) for one in fitting if not one.is_lost}) <= 1
            for one in fitting:
                basis, score = case.or_suggested(comment_id, "cited", _CITED_LOST if one.is_lost else _CITED_PLACE)
                told = one.says(citation.quote) or (
                    bool(citation.label) and comparison_key(citation.label) in one.labels
                )
                if not told and (not alone or one.revision.id in explained):
                    # Several changes there, or one that others explain, and nothing tells that this one is meant.
                    basis, score = "suggested", _SUGGESTED
                yield case.link(one, comment_id, basis, score, citation.words)
        yield from _cited_by_responses(case, comment_id)


def _about(here: Sequence[Shown], citation: Citation) -> list[Shown]:
    """Those whose own words the quote is in, else those whose place it names; and those whose words are lost.

    A label behind the page (２ページの（１）) rules out what bears another one.
    """
    label = comparison_key(citation.label)
    here = [one for one in here if not label or not one.labels or label in one.labels]
    saying = [one for one in here if one.says(citation.quote)]
    if saying:
        return [one for one in here if one.is_lost or one in saying]
    return [one for one in here if one.is_lost or not citation.quote or one.is_at(citation.quote)]


def _cited_by_responses(case: _Case, comment_id: str) -> Iterator[TraceLink]:
    for response in case.answers.get(comment_id, ()):
        if case.implies.get(comment_id) is False or not evidence.states_change(response.text):
            continue
        cited = evidence.citations(response.text)
        for citation in cited:
            here = [one for one in case.wanted if one.on_page(citation, case.documents, new_too=True)]
            fitting = _about(here, citation)
            for one in fitting:
                basis: Basis = "cited" if len(fitting) == 1 else "suggested"
                yield case.link(
                    one, comment_id, basis, _CITED_PLACE if basis == "cited" else _SUGGESTED, citation.words
                )
        for quote in evidence.quotations(response.text):
            here = [one for one in case.wanted if len(comparison_key(quote)) >= 3 and one.is_at(quote)]
            # A place named without a page may stand in several rows: only one that is alone can be meant.
            if len(here) == 1 and not cited and not case.citations[comment_id]:
                yield case.link(here[0], comment_id, "cited", _CITED_PLACE, f"「{quote}」")


def _same_place(case: _Case, links: Sequence[TraceLink]) -> Iterator[TraceLink]:
    """A lost row whose place is called as a linked row's is called: perhaps the same comments moved it."""
    by_revision: dict[str, list[TraceLink]] = {}
    for link in links:
        if link.counts:
            by_revision.setdefault(link.revision_id, []).append(link)
    for one in case.wanted:
        if not one.is_lost or not one.places:
            continue
        for other in case.wanted:
            if other is not one and other.places & one.places:
                for link in by_revision.get(other.revision.id, ()):
                    if link.comment_id in case.comments:
                        place = next(iter(location.place for location in one.revision.locations), "")
                        yield case.link(one, link.comment_id, "suggested", _SUGGESTED, place)
