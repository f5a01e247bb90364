"""How far the promises are shown and the revisions explained (反映状況): figures that add up, and what is missing.

Only a link that counts (:attr:`TraceLink.counts`), between a revision that the comparison has and a comment that is
published, is counted here. A suggestion that nobody confirmed counts nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.counts import Count
from plancomment.tallies import tally
from plancomment.traceability.links import Trace

__all__ = ["Coverage", "DispositionCoverage", "coverage"]

_count = fields.instance_of(Count)
_ids = fields.tuple_of(str)


@attrs.frozen
class DispositionCoverage:
    """What the comments of one disposition moved (対応区分別の反映状況).

    Attributes:
        id: the disposition; None for comments that have none yet (対応区分, 未定).
        label: as printed, without the symbol (区分名).
        number: the symbol as printed (記号).
        implies_revision: whether such a comment must have changed the plan; None if the words do not tell.
        comments: published comments (意見, 件).
        linked: of these, with a link to a revision (修正箇所を示した意見, 件).
        revisions: the different revisions that they moved (修正箇所, 件). One that comments of two dispositions moved
            is counted in both rows.
    """

    id: str | None = attrs.field(validator=fields.optional(fields.text))
    label: str = attrs.field(validator=fields.text)
    number: str = attrs.field(validator=fields.text)
    implies_revision: bool | None = attrs.field(validator=fields.optional(fields.flag))
    comments: Count = attrs.field(validator=_count)
    linked: Count = attrs.field(validator=_count)
    revisions: Count = attrs.field(validator=_count)


@attrs.frozen
class Coverage:
    """How far comments and revisions explain each other (反映状況).

    ``revisions`` = ``by_comments`` + ``by_causes`` + the unexplained + ``needless``; ``required`` = all but
    ``needless``; ``explained`` = ``by_comments`` + ``by_causes``; ``promised`` = ``shown`` + the missing. The rows of
    ``by_disposition`` add up to ``comments`` and ``linked``.

    Attributes:
        comments: published comments (公表する意見, 件).
        linked: of these, with a link to a revision (修正箇所を示した意見, 件).
        promised: published comments whose disposition implies a revision (計画に反映するとした意見, 件).
        shown: of these, with a link to a revision (うち修正箇所を示した意見, 件).
        missing: the ids of the others, in the order of the comments (修正箇所の示されていない意見).
        revisions: all revisions (修正, 件).
        by_comments: those that a comment moved (意見による修正, 件).
        by_causes: those without a comment, but with a cause (事務局修正, 件).
        unexplained: the ids of those that need a reason and have none, in their order (理由不明の修正).
        suggested: of these, those for which there is at least a suggestion (候補のみの修正).
        needless: mere moves and renumberings for which nobody gave a reason (理由を要しない修正, 件).
        by_disposition: a row for each disposition in the scheme's order, then ids that are not in it, then 未定.
    """

    comments: Count = attrs.field(validator=_count)
    linked: Count = attrs.field(validator=_count)
    promised: Count = attrs.field(validator=_count)
    shown: Count = attrs.field(validator=_count)
    missing: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=_ids)
    revisions: Count = attrs.field(validator=_count)
    by_comments: Count = attrs.field(validator=_count)
    by_causes: Count = attrs.field(validator=_count)
    unexplained: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=_ids)
    suggested: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=_ids)
    needless: Count = attrs.field(validator=_count)
    by_disposition: tuple[DispositionCoverage, ...] = attrs.field(
        converter=fields.as_tuple, validator=fields.tuple_of(DispositionCoverage)
    )

    @property
    def explained(self) -> Count:
        """The revisions that have a reason: a comment or a cause (理由を示した修正, 件)."""
        return self.by_comments + self.by_causes

    @property
    def required(self) -> Count:
        """The revisions that need a reason, or were given one (理由を要する修正, 件)."""
        return self.revisions - self.needless


def coverage(trace: Trace, comparison: Comparison, consultation: Consultation) -> Coverage:
    """How many promises are shown in the plan, how many revisions are explained, and which are not (反映状況)."""
    fields.require(trace, Trace, "coverage")
    fields.require(comparison, Comparison, "coverage")
    fields.require(consultation, Consultation, "coverage")
    revisions = {revision.id for revision in comparison.revisions}
    comments = {comment.id for comment in consultation.comments if not comment.is_withheld}
    ends = [link for link in trace.links if link.revision_id in revisions and link.comment_id in comments]
    pairs = {(link.comment_id, link.revision_id) for link in ends if link.counts}
    likely = {link.revision_id for link in ends if link.basis == "suggested" and link.status == "proposed"}
    linked = {comment_id for comment_id, _ in pairs}
    moved = {revision_id for _, revision_id in pairs}
    caused = {cause.revision_id for cause in trace.causes}
    kinds: Counter[str] = Counter()
    unexplained = []
    for revision in comparison.revisions:
        if revision.id in moved:
            kinds["comments"] += 1
        elif revision.id in caused:
            kinds["causes"] += 1
        elif revision.needs_reason:
            unexplained.append(revision.id)
        else:
            kinds["needless"] += 1
    published = list(_published(consultation))
    scheme = consultation.scheme.dispositions if consultation.scheme is not None else ()
    implying = {one.id for one in scheme if _implies(consultation, one.id)}
    promised = [comment.id for comment, disposition_id in published if disposition_id in implying]
    missing = tuple(comment_id for comment_id in promised if comment_id not in linked)
    return Coverage(
        comments=_of(len(published)),
        linked=_of(sum(comment.id in linked for comment, _ in published)),
        promised=_of(len(promised)),
        shown=_of(len(promised) - len(missing)),
        missing=missing,
        revisions=_of(len(comparison.revisions)),
        by_comments=_of(kinds["comments"]),
        by_causes=_of(kinds["causes"]),
        unexplained=tuple(unexplained),
        suggested=tuple(one for one in unexplained if one in likely),
        needless=_of(kinds["needless"]),
        by_disposition=tuple(_rows(consultation, published, pairs)),
    )


def _of(number: int) -> Count:
    return Count(number, "件")


def _implies(consultation: Consultation, disposition_id: str | None) -> bool | None:
    found = consultation.scheme.get(disposition_id) if consultation.scheme is not None else None
    return found.implies_revision if found is not None else None


def _published(consultation: Consultation) -> Iterator[tuple[Comment, str | None]]:
    """Each published comment with its disposition: its own, else its response's."""
    find = consultation.response_dispositions().get
    for comment in consultation.comments:
        if not comment.is_withheld:
            own = comment.disposition_id
            yield comment, own if own is not None else find(comment.id)


def _rows(
    consultation: Consultation,
    published: Iterable[tuple[Comment, str | None]],
    pairs: Iterable[tuple[str, str]],
) -> Iterator[DispositionCoverage]:
    moved: dict[str, set[str]] = {}
    for comment_id, revision_id in pairs:
        moved.setdefault(comment_id, set()).add(revision_id)
    linked: Counter[str | None] = Counter()
    revisions: dict[str | None, set[str]] = {}
    for comment, disposition_id in published:
        if comment.id in moved:
            linked[disposition_id] += 1
            revisions.setdefault(disposition_id, set()).update(moved[comment.id])
    for row in tally(consultation).by_disposition:
        yield DispositionCoverage(
            row.id,
            row.label,
            row.number,
            _implies(consultation, row.id),
            row.count,
            _of(linked[row.id]),
            _of(len(revisions.get(row.id, ()))),
        )
