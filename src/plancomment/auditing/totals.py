"""PC3xx: printed figures that disagree with the counted ones (集計)."""

from collections.abc import Iterator

import attrs

from plancomment.auditing.case import Case
from plancomment.findings import Finding
from plancomment.reconciliation import reconcile
from plancomment.tallies import tally

__all__ = ["check_totals"]


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
