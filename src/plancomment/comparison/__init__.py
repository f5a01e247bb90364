"""What changed between two versions of a plan: revisions, and the rows of the old/new comparison table (新旧対照表)."""

from plancomment.comparison.comparing import compare
from plancomment.comparison.rows import remark, said, shown_label
from plancomment.comparison.values import Comparison, ComparisonEntry, Revision, RevisionKind, content_ids

__all__ = [
    "Comparison",
    "ComparisonEntry",
    "Revision",
    "RevisionKind",
    "compare",
    "content_ids",
    "remark",
    "said",
    "shown_label",
]
