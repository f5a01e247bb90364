"""plancomment: public consultations on municipal plans (パブリックコメント).

    files ─read─► values ─compare─► revisions ─trace─► links ─tally, audit─► counts, findings ─report─► documents

Every name below is a value (frozen, comparable, printable as JSON) or a function from values to values.
"""

from plancomment.alignment import Alignment, ClausePair, align
from plancomment.archive import dump, from_json, load, to_json
from plancomment.auditing import CHECKS, audit
from plancomment.comments import Category, Comment, Submission
from plancomment.comparison import Comparison, ComparisonEntry, Revision, compare
from plancomment.consultation import Consultation, join_consultations
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.dates import format_date, odd_date, parse_date
from plancomment.errors import (
    InvalidConsultationError,
    InvalidDataError,
    MissingExtraError,
    MissingFileError,
    PlancommentError,
    ReadError,
    UnitMismatchError,
    UnknownFormatError,
    WriteError,
    WrongTypeError,
    WrongValueError,
)
from plancomment.findings import Finding, Place, Severity
from plancomment.plan import Clause, Location, Plan, join_plans
from plancomment.project import Project, load_project, new_project, save_project
from plancomment.publishing import Examined, examine, publish
from plancomment.read.intake import Intake
from plancomment.read.outline import parse_plan, read_plan
from plancomment.read.published import Published, read_published
from plancomment.read.table import read_table
from plancomment.reconciliation import reconcile
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.document import Document
from plancomment.report.layout import Layout
from plancomment.responses import Disposition, DispositionScheme, Reference, Response, ResponsePart, StatedRevision
from plancomment.tallies import CrossCell, Tally, TallyRow, tally
from plancomment.textdiff import Segment, Tag, TextDiff, diff_text
from plancomment.traceability.links import Cause, Trace, TraceLink
from plancomment.traceability.tracing import trace

__version__ = "0.1.0"

__all__ = [
    "CHECKS",
    "Alignment",
    "Category",
    "Cause",
    "Clause",
    "ClausePair",
    "Comment",
    "Comparison",
    "ComparisonEntry",
    "Consultation",
    "Count",
    "CrossCell",
    "Disposition",
    "DispositionScheme",
    "Document",
    "Examined",
    "Finding",
    "Intake",
    "InvalidConsultationError",
    "InvalidDataError",
    "Layout",
    "Location",
    "MissingExtraError",
    "MissingFileError",
    "Place",
    "Plan",
    "PlancommentError",
    "PrintedCount",
    "PrintedTotals",
    "Project",
    "Published",
    "ReadError",
    "Reference",
    "Response",
    "ResponsePart",
    "Revision",
    "Segment",
    "Severity",
    "StatedRevision",
    "Submission",
    "Tag",
    "Tally",
    "TallyRow",
    "TextDiff",
    "Trace",
    "TraceLink",
    "UnitMismatchError",
    "UnknownFormatError",
    "WriteError",
    "WrongTypeError",
    "WrongValueError",
    "align",
    "audit",
    "build_report",
    "compare",
    "diff_text",
    "dump",
    "examine",
    "format_date",
    "from_json",
    "join_consultations",
    "join_plans",
    "load",
    "load_project",
    "new_project",
    "odd_date",
    "parse_date",
    "parse_plan",
    "publish",
    "read_plan",
    "read_published",
    "read_table",
    "reconcile",
    "save_project",
    "tally",
    "to_json",
    "trace",
    "write",
]
