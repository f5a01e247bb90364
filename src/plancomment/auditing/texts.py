"""PC4xx: texts that stand twice, or look changed by a program (文面)."""

import functools
import re
from collections.abc import Iterator

from plancomment.auditing.case import Case
from plancomment.findings import Finding, Severity
from plancomment.textdiff.keys import comparison_key

__all__ = ["check_coarse", "check_copied_answers", "check_date_like_ids", "check_twins"]

#: Comments shorter than this (in characters of their key) are often equal by chance: 「賛成です。」.
_SHORTEST_TWIN = 12
#: Shorter answers (likewise) are set phrases: 「今後の参考とさせていただきます。」.
_SHORTEST_COPY = 40


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


def check_copied_answers(case: Case) -> Iterator[Finding]:
    """PC404: one response text typed several times. Short ones are set phrases and are passed over."""
    seen: dict[tuple[str, str | None], list[str]] = {}
    for response in case.consultation.responses:
        key = comparison_key(response.text)
        if len(key) >= _SHORTEST_COPY and not response.refers_to:
            seen.setdefault((key, response.disposition_id), []).append(response.id)
    for ids in seen.values():
        if len(set(ids)) > 1:
            yield Finding(
                "PC404",
                Severity.INFO,
                tuple(ids),
                f"the responses {', '.join(ids)} have the same text: they could be one, shared by all their comments",
                f"回答{'、'.join(ids)}は同じ文面です。一つの回答として共有できます。",
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
