"""PC506 to PC513: what must be in a published result and is not (公示事項の点検).

The list is that of the Administrative Procedure Act (行政手続法), article 43: the title, the day the draft was
published, the comments or that there were none, the result of considering them with the difference from the draft, and
the reasons; where comments were summarised, the originals are open to the public; what was left out, and why. Municipal
ordinances have the like. A layout says which of it it wants (``Layout.requires``); without that nothing is asked for.
"""

from collections.abc import Iterator, Sequence

from plancomment import fields
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.findings import Finding, Severity
from plancomment.report.layout import Layout
from plancomment.responses import Response

__all__ = ["missing_parts"]

#: So many comments are told by name.
_MOST = 5


def missing_parts(
    consultation: Consultation, *, layout: Layout, comparison: Comparison | None = None
) -> tuple[Finding, ...]:
    """What the layout requires and its result would lack, in the order of the law (公示事項の不足).

    Args:
        consultation: the record.
        layout: what is required, and which sections and columns are printed.
        comparison: what changed in the plan, if that is printed.

    Raises:
        WrongTypeError: an argument is of another type.
    """
    fields.require(consultation, Consultation, "missing_parts")
    fields.require(layout, Layout, "missing_parts")
    if comparison is not None:
        fields.require(comparison, Comparison, "missing_parts")
    wanted = set(layout.requires)
    return tuple(
        finding
        for name, found in (
            ("title", _title(consultation, layout)),
            ("draft_date", _draft_date(consultation, layout)),
            ("comments", _comments(layout)),
            ("difference", _difference(consultation, layout, comparison)),
            ("reasons", _reasons(consultation, layout)),
            ("withheld_reasons", _withheld_reasons(consultation)),
            ("public", _internal(layout)),
            ("originals", _originals(consultation, layout)),
        )
        if name in wanted
        for finding in found
    )


def _finding(code: str, told: str, told_ja: str, subjects: Sequence[str] = ()) -> Finding:
    severity = Severity.WARNING if code in ("PC512", "PC513") else Severity.ERROR
    return Finding(code, severity, tuple(subjects), told, told_ja)


def _named(ids: Sequence[str]) -> tuple[str, str]:
    """How many comments, and the first of them by id: in English and in Japanese."""
    more, more_ja = (" …", "ほか") if len(ids) > _MOST else ("", "")
    shown = ", ".join(repr(one) for one in ids[:_MOST]) + more
    return f"{len(ids):,} comment(s): {shown}", f"{len(ids):,}件：" + "、".join(ids[:_MOST]) + more_ja


def _title(consultation: Consultation, layout: Layout) -> Iterator[Finding]:
    if not consultation.title.strip():
        yield _finding("PC506", "the consultation has no title", "意見募集の件名がありません。")
    if not consultation.plan_title.strip():
        yield _finding("PC506", "the plan has no title (plan_title)", "題名（計画名 plan_title）がありません。")
    elif "summary" not in layout.sections:
        yield _finding(
            "PC506",
            "the layout leaves out the section 'summary', where the plan's title stands",
            "様式に、題名を載せる節（summary）がありません。",
        )


def _draft_date(consultation: Consultation, layout: Layout) -> Iterator[Finding]:
    if consultation.draft_published_on is None:
        yield _finding(
            "PC507",
            "the day on which the draft was published is not known (draft_published_on)",
            "案の公示の日（draft_published_on）がありません。",
        )
    elif "summary" not in layout.sections:
        yield _finding(
            "PC507",
            "the layout leaves out the section 'summary', where the day of the draft stands",
            "様式に、案の公示の日を載せる節（summary）がありません。",
        )


def _comments(layout: Layout) -> Iterator[Finding]:
    if "comments" not in layout.sections:
        yield _finding(
            "PC508",
            "the layout leaves out the section 'comments': neither the comments nor that there were none is told",
            "様式に、提出意見（なかったときはその旨）を載せる節（comments）がありません。",
        )


def _difference(consultation: Consultation, layout: Layout, comparison: Comparison | None) -> Iterator[Finding]:
    if comparison is not None and "comparison" in layout.sections:
        return
    promised = list(_promised(consultation))
    if comparison is None and not promised:
        return
    if comparison is not None:
        told, told_ja = (
            "the layout leaves out the section 'comparison': the difference from the draft is not shown",
            "様式に、案との差異を載せる節（comparison）がありません。",
        )
    else:
        named, named_ja = _named(promised)
        told = f"there is no comparison, although the plan was to be changed for {named}"
        told_ja = f"意見を反映するとしていますが（{named_ja}）、案との差異（新旧対照表）がありません。"
    yield _finding("PC509", told, told_ja, promised[:_MOST])


def _promised(consultation: Consultation) -> Iterator[str]:
    """The published comments whose disposition or answer says that the plan was changed."""
    scheme = consultation.scheme
    stated = {one for answer in consultation.responses if answer.stated_revisions for one in answer.comment_ids}
    for comment_id, disposition_id in consultation.effective_dispositions().items():
        disposition = scheme.get(disposition_id) if scheme is not None else None
        if comment_id in stated or (disposition is not None and disposition.implies_revision):
            yield comment_id


def _reasons(consultation: Consultation, layout: Layout) -> Iterator[Finding]:
    if "answer" not in layout.comment_columns or "comments" not in layout.sections:
        yield _finding(
            "PC510",
            "the layout has no column 'answer': what became of the comments, and why, is not told",
            "様式に、考慮した結果とその理由を載せる列（answer）がありません。",
        )
    answers = consultation.responses_by_comment()
    silent = [
        comment.id
        for comment in consultation.comments
        if not comment.is_withheld and not any(_says_something(one) for one in answers.get(comment.id, ()))
    ]
    if silent:
        named, named_ja = _named(silent)
        yield _finding(
            "PC510",
            f"no result and no reason is given for {named}",
            f"考慮した結果とその理由がない意見があります（{named_ja}）。",
            silent[:_MOST],
        )


def _says_something(response: Response) -> bool:
    return bool(response.text.strip() or response.refers_to)


def _withheld_reasons(consultation: Consultation) -> Iterator[Finding]:
    silent = [one.id for one in consultation.comments if one.is_withheld and not (one.withheld_reason or "").strip()]
    if silent:
        named, named_ja = _named(silent)
        yield _finding(
            "PC511",
            f"left out without a reason: {named}",
            f"理由を示さずに除いた意見があります（{named_ja}）。",
            silent[:_MOST],
        )


def _internal(layout: Layout) -> Iterator[Finding]:
    if "findings" in layout.sections:
        yield _finding(
            "PC512",
            "the section 'findings' would be published, which tells what the office still has to look at",
            "庁内用の節（点検結果 findings）が公表資料に入ります。",
        )


def _originals(consultation: Consultation, layout: Layout) -> Iterator[Finding]:
    shortened = [
        one.id
        for one in consultation.comments
        if not one.is_withheld and one.summary is not None and one.summary != one.text
    ]
    if shortened and not layout.originals.strip():
        named, named_ja = _named(shortened)
        yield _finding(
            "PC513",
            f"nothing tells where the originals can be read of what is summarised, {named}",
            f"要約した意見（{named_ja}）の原文をどこで閲覧できるかが書かれていません（originals）。",
            shortened[:_MOST],
        )
