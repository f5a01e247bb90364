"""What the record fails to say: rules with stable codes, each a small function (点検).

PC1xx broken references, PC2xx coverage, PC3xx tallies, PC4xx texts, PC5xx publication; docs/reference/findings.md
explains each. A caller passes his own rules beside them: ``audit(consultation, checks=(*CHECKS, mine))``.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from plancomment import fields
from plancomment.comparison import Comparison, Revision
from plancomment.consultation import Consultation
from plancomment.dates import format_date
from plancomment.findings import Finding, Place, Severity
from plancomment.reconciliation import reconcile
from plancomment.responses import Response, StatedRevision
from plancomment.tallies import tally
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability import evidence
from plancomment.traceability.links import Trace

__all__ = ["CHECKS", "Case", "audit"]

#: Comments shorter than this (in characters of their key) are often equal by chance: 「賛成です。」.
_SHORTEST_TWIN = 12


@attrs.frozen
class Case:
    """What a rule looks at (点検の対象).

    Attributes:
        consultation: the record.
        comparison: what the texts show, None where it is not at hand: rules about it then say nothing.
        trace: the links, None likewise.
    """

    consultation: Consultation
    comparison: Comparison | None = None
    trace: Trace | None = None


Check = Callable[[Case], Iterable[Finding]]


def audit(
    consultation: Consultation,
    *,
    comparison: Comparison | None = None,
    trace: Trace | None = None,
    checks: Sequence[Check] | None = None,
) -> tuple[Finding, ...]:
    """Everything that the rules notice, in the order of the rules and, within one, of the record (点検).

    Args:
        consultation: the record.
        comparison: the revisions; without it nothing is said about them.
        trace: the links between both; without it nothing is said about coverage.
        checks: the rules to run, :data:`CHECKS` by default.
    """
    fields.require(consultation, Consultation, "audit")
    for value, kind in ((comparison, Comparison), (trace, Trace)):
        if value is not None:
            fields.require(value, kind, "audit")
    case = Case(consultation, comparison, trace)
    return tuple(finding for check in (CHECKS if checks is None else checks) for finding in check(case))


def check_references(case: Case) -> Iterator[Finding]:
    """PC101-PC114: ids that are double, unknown or in a circle."""
    yield from case.consultation.problems()


def check_link_ends(case: Case) -> Iterator[Finding]:
    """PC115: a link or a cause whose revision or comment does not exist."""
    if case.trace is None or case.comparison is None:
        return
    revisions = {revision.id for revision in case.comparison.revisions}
    comments = {comment.id: comment for comment in case.consultation.comments}
    for link in case.trace.links:
        if link.revision_id not in revisions:
            yield _lost_end(
                "link", "対応", link.revision_id, f"comment {link.comment_id!r}", f"意見「{link.comment_id}」"
            )
        if link.comment_id not in comments:
            yield Finding(
                "PC115",
                Severity.ERROR,
                (link.comment_id, link.revision_id),
                f"a link of revision {link.revision_id} names the comment {link.comment_id!r}, which does not exist",
                f"修正{link.revision_id}の対応にある意見「{link.comment_id}」がありません。",
            )
        elif comments[link.comment_id].is_withheld and link.counts:
            yield Finding(
                "PC115",
                Severity.ERROR,
                (link.comment_id, link.revision_id),
                f"a link of revision {link.revision_id} names the comment {link.comment_id!r}, which is withheld",
                f"修正{link.revision_id}の対応にある意見「{link.comment_id}」は非公表です。",
            )
    for cause in case.trace.causes:
        if cause.revision_id not in revisions:
            yield _lost_end(
                "cause", "理由", cause.revision_id, f"kind {cause.kind!r}", f"種別「{_CAUSES[cause.kind]}」"
            )


_CAUSES = {"council": "議会", "committee": "審議会", "correction": "誤字", "update": "時点修正", "other": "その他"}


def _lost_end(noun: str, noun_ja: str, revision_id: str, other: str, other_ja: str) -> Finding:
    return Finding(
        "PC115",
        Severity.ERROR,
        (revision_id,),
        f"a {noun} ({other}) names the revision {revision_id}, which the texts do not show: "
        "it was changed again, or is gone",
        f"{noun_ja}（{other_ja}）にある修正{revision_id}がありません。文面が変わったか、修正がなくなっています。",
    )


def check_answers(case: Case) -> Iterator[Finding]:
    """PC201: a published comment without a response."""
    answered = {comment_id for response in case.consultation.responses for comment_id in response.comment_ids}
    for comment in case.consultation.comments:
        if not comment.is_withheld and comment.id not in answered:
            yield Finding(
                "PC201",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} has no response",
                f"意見「{comment.id}」に対する市の考え方がありません。",
            )


def check_dispositions(case: Case) -> Iterator[Finding]:
    """PC202: a published comment without a disposition; PC203: one whose responses disagree about it."""
    consultation = case.consultation
    if consultation.scheme is None or not consultation.scheme.dispositions:
        return
    effective = consultation.effective_dispositions()
    answers = consultation.responses_by_comment()
    for comment in consultation.comments:
        if comment.is_withheld or effective[comment.id] is not None:
            continue
        responses = answers.get(comment.id, ())
        torn = [response for response in responses if response.disposition_id is not None]
        if torn:
            told = ", ".join(f"{response.id!r} says {response.disposition_id!r}" for response in torn)
            yield Finding(
                "PC203",
                Severity.ERROR,
                (comment.id, *(response.id for response in torn)),
                f"comment {comment.id!r} has responses with different dispositions: {told}",
                f"意見「{comment.id}」の対応区分が回答によって異なります"
                f"（{'、'.join(f'{response.id}：{response.disposition_id}' for response in torn)}）。",
            )
        elif responses:
            yield Finding(
                "PC202",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} has no disposition",
                f"意見「{comment.id}」の対応区分がありません。",
            )


def check_promises(case: Case) -> Iterator[Finding]:
    """PC204: a disposition that implies a revision, and no revision that the comment moved."""
    consultation = case.consultation
    if case.trace is None or case.comparison is None or consultation.scheme is None:
        return
    moved = {link.comment_id for link in case.trace.links if link.counts}
    effective = consultation.effective_dispositions()
    for comment in consultation.comments:
        disposition = consultation.scheme.get(effective.get(comment.id))
        if disposition is None or not disposition.implies_revision or comment.id in moved:
            continue
        name = f"{disposition.symbol}{disposition.label}"
        yield Finding(
            "PC204",
            Severity.ERROR,
            (comment.id,),
            f"comment {comment.id!r} is marked {name!r}, but no revision is linked to it",
            f"意見「{comment.id}」は「{name}」ですが、対応する修正がありません。",
        )


def check_reasons(case: Case) -> Iterator[Finding]:
    """PC205: a revision that no comment and no cause explains.

    A row that a published table lost is a warning only, and so is a revision of notation.
    """
    if case.trace is None or case.comparison is None:
        return
    unexplained = set(case.trace.unexplained)
    for revision in case.comparison.revisions:
        if revision.id in unexplained:
            place = _place(revision)
            told = _told(revision)
            where, where_ja = (f" ({told})", f"（{told}）") if told else ("", "")
            yield Finding(
                "PC205",
                Severity.WARNING if revision.kind == "unknown" or revision.is_cosmetic else Severity.ERROR,
                (revision.id,),
                f"revision {revision.id} ({revision.kind}){where} is explained by no comment and no cause",
                f"修正{revision.id}{where_ja}の理由となる意見もその他の理由もありません。",
                place,
            )


def _place(revision: Revision) -> Place | None:
    if not revision.locations:
        return None
    location = revision.locations[0]
    return Place(page=location.page, line=location.line, version=location.version)


def _told(revision: Revision) -> str:
    """The first place of a revision in one line: 本編 P.8 見出し."""
    if not revision.locations:
        return ""
    location = revision.locations[0]
    page = f"P.{location.page}" if location.page is not None else ""
    return " ".join(part for part in (location.document, page, location.place) if part)


def check_statements(case: Case) -> Iterator[Finding]:
    """PC206: a response says that words or a place of the plan were changed, and the texts do not show it."""
    if case.comparison is None:
        return
    shown = evidence.shown_by(case.comparison)
    comments = {comment.id: comment for comment in case.consultation.comments}
    for response in case.consultation.responses:
        for stated in response.stated_revisions:
            if stated.old is None and stated.new is None and stated.location is None:
                continue
            texts = (comments[one] for one in response.comment_ids if one in comments)
            cited = [c for one in texts for text in (one.text, one.summary) if text for c in evidence.citations(text)]
            found = evidence.stated_in(stated, shown, cited)
            if not any(evidence.is_there(stated, one) for one in found):
                yield _not_shown(response, stated, tuple(one.revision for one in found))


def _not_shown(response: Response, stated: StatedRevision, elsewhere: Sequence[Revision]) -> Finding:
    words = "".join(
        f", {name} {text!r}" for name, text in (("old", stated.old), ("new", stated.new)) if text is not None
    )
    words_ja = "".join(
        f"{name}「{text}」" for name, text in (("旧", stated.old), ("新", stated.new)) if text is not None
    )
    others = ", ".join(dict.fromkeys(_told(one) for one in elsewhere))
    location = stated.location
    place = Place(page=location.page, line=location.line, version=location.version) if location is not None else None
    return Finding(
        "PC206",
        Severity.ERROR,
        (response.id, stated.id, *response.comment_ids),
        f"response {response.id!r} states the revision {stated.id!r}{words}, which the texts do not show"
        + (f" there, only at {others}" if elsewhere else ""),
        f"回答「{response.id}」が述べる修正「{stated.id}」{words_ja}は、"
        + (f"その箇所の文面に見当たりません（ほかの箇所：{others}）。" if elsewhere else "文面に見当たりません。"),
        place,
    )


def check_withheld(case: Case) -> Iterator[Finding]:
    """PC207: a comment withheld without a reason."""
    for comment in case.consultation.comments:
        if comment.withheld_reason is not None and not comment.withheld_reason.strip():
            yield Finding(
                "PC207",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} is withheld without a reason",
                f"意見「{comment.id}」の非公表の理由がありません。",
            )


def check_totals(case: Case) -> Iterator[Finding]:
    """PC301-PC304: printed figures that disagree with the counted ones.

    While a comment has no disposition that counts, or no category that exists, that breakdown cannot be right yet: it
    is passed over, since what is missing is a finding of its own.
    """
    printed = case.consultation.printed
    if printed is None:
        return
    scheme = case.consultation.scheme
    known = {one.id for one in scheme.dispositions} if scheme is not None else set()
    if any(found not in known for found in case.consultation.effective_dispositions().values()):
        printed = attrs.evolve(printed, by_disposition=None)
    categories = {category.id for category in case.consultation.categories} | {None}
    if any(comment.category_id not in categories for comment in case.consultation.comments):
        printed = attrs.evolve(printed, by_category=None)
    yield from reconcile(tally(case.consultation), printed)


def check_twins(case: Case) -> Iterator[Finding]:
    """PC401: one comment text under two ids. Short texts are often equal by chance and are passed over."""
    seen: dict[str, list[str]] = {}
    for comment in case.consultation.comments:
        text = comment.text if comment.text is not None else comment.summary
        key = comparison_key(text or "")
        if len(key) >= _SHORTEST_TWIN:
            seen.setdefault(key, []).append(comment.id)
    for ids in seen.values():
        if len(set(ids)) > 1:
            yield Finding(
                "PC401",
                Severity.WARNING,
                tuple(ids),
                f"the comments {', '.join(ids)} have the same text",
                f"意見{'、'.join(ids)}は同じ文面です。",
            )


def check_coarse(case: Case) -> Iterator[Finding]:
    """PC402: the comparison hit a cap on work: its rows are right, but may be coarser than they had to be."""
    if case.comparison is not None and case.comparison.coarsened:
        yield Finding(
            "PC402",
            Severity.WARNING,
            (),
            "the texts are so large or so different that the comparison is coarser than usual; look at its rows",
            "文面が大きいか大きく異なるため、比較が通常より粗くなっています。対照表を確認してください。",
        )


def check_period(case: Case) -> Iterator[Finding]:
    """PC501: the period ends before it begins, or begins before the draft was published."""
    one = case.consultation
    for first, second, told, told_ja in (
        (one.opened_on, one.closed_on, "closes on {1}, before it opens on {0}", "終了日{1}が開始日{0}より前です"),
        (
            one.draft_published_on,
            one.opened_on,
            "opens on {1}, before the draft was published on {0}",
            "開始日{1}が案の公示日{0}より前です",
        ),
    ):
        if first is not None and second is not None and second < first:
            yield Finding(
                "PC501",
                Severity.ERROR,
                (),
                f"the consultation {told.format(first.isoformat(), second.isoformat())}",
                f"募集の{told_ja.format(*(format_date(day, style='western') for day in (first, second)))}。",
            )


def check_names(case: Case) -> Iterator[Finding]:
    """PC504: a title or name that still has the ○○ of the template."""
    one = case.consultation
    for name, name_ja, text in (
        ("title", "件名", one.title),
        ("plan_title", "計画名", one.plan_title),
        ("authority", "実施機関", one.authority),
    ):
        if "○○" in text:
            yield Finding(
                "PC504",
                Severity.WARNING,
                (),
                f"the {name} still has the ○○ of the template",
                f"{name_ja}にひな形の「○○」が残っています。",
            )


def check_date_like_ids(case: Case) -> Iterator[Finding]:
    """PC403: a comment's id that looks like a date: a spreadsheet makes 1月1日 of 1-1."""
    for comment in case.consultation.comments:
        if _date_like().fullmatch(comment.id):
            yield Finding(
                "PC403",
                Severity.WARNING,
                (comment.id,),
                f"the comment id {comment.id!r} looks like a date: a spreadsheet may have changed an id such as 1-1",
                f"意見のID「{comment.id}」は日付のようです。表計算ソフトが「1-1」などを日付に変えた可能性があります。",
            )


@functools.cache
def _date_like() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}月\d{1,2}日|\d{4}[/-]\d{1,2}[/-]\d{1,2}|[A-Z][a-z]{2}-\d{2}|\d{1,2}-[A-Z][a-z]{2}")


#: The rules, in the order in which they run.
CHECKS: tuple[Check, ...] = (
    check_references,
    check_link_ends,
    check_answers,
    check_dispositions,
    check_promises,
    check_reasons,
    check_statements,
    check_withheld,
    check_totals,
    check_twins,
    check_coarse,
    check_date_like_ids,
    check_period,
    check_names,
)
