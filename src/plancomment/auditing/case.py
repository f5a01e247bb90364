"""What a rule looks at (点検の対象)."""

from collections.abc import Callable, Iterable

import attrs

from plancomment.comparison import Comparison, Revision
from plancomment.consultation import Consultation
from plancomment.findings import Finding, Place
from plancomment.plan import Plan
from plancomment.traceability.links import Trace

__all__ = ["Case", "Check", "place_of", "told"]


@attrs.frozen
class Case:
    """What a rule looks at (点検の対象). What is None is not at hand, and rules about it say nothing.

    Attributes:
        consultation: the record.
        comparison: what the texts show (新旧対照表).
        trace: the links (反映対応).
        draft: the plan as consulted on (素案).
        final: the plan as decided (成案).
    """

    consultation: Consultation
    comparison: Comparison | None = None
    trace: Trace | None = None
    draft: Plan | None = None
    final: Plan | None = None


#: A rule: a function of a case that yields what it notices.
Check = Callable[[Case], Iterable[Finding]]


def place_of(revision: Revision) -> Place | None:
    """The first place of a revision, None if it has none."""
    if not revision.locations:
        return None
    location = revision.locations[0]
    return Place(page=location.page, line=location.line, version=location.version)


def told(revision: Revision) -> str:
    """The first place of a revision in one line: 本編 P.8 見出し."""
    if not revision.locations:
        return ""
    location = revision.locations[0]
    page = f"P.{location.page}" if location.page is not None else ""
    return " ".join(part for part in (location.document, page, location.place) if part)
