"""PC5xx: periods and names that cannot be published so (公表)."""

from collections.abc import Iterator

from plancomment.auditing.case import Case
from plancomment.dates import format_date
from plancomment.findings import Finding, Severity

__all__ = ["check_names", "check_period"]


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
