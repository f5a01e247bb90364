"""The face as type checkers see it; at run time each name is imported when it is first asked for."""

from plancomment.alignment import Alignment as Alignment
from plancomment.alignment import ClausePair as ClausePair
from plancomment.alignment import align as align
from plancomment.archive import dump as dump
from plancomment.archive import from_json as from_json
from plancomment.archive import load as load
from plancomment.archive import to_json as to_json
from plancomment.auditing import CHECKS as CHECKS
from plancomment.auditing import audit as audit
from plancomment.comments import Category as Category
from plancomment.comments import Comment as Comment
from plancomment.comments import Submission as Submission
from plancomment.comparison import Comparison as Comparison
from plancomment.comparison import ComparisonEntry as ComparisonEntry
from plancomment.comparison import Revision as Revision
from plancomment.comparison import compare as compare
from plancomment.consultation import Consultation as Consultation
from plancomment.consultation import join_consultations as join_consultations
from plancomment.counts import Count as Count
from plancomment.counts import PrintedCount as PrintedCount
from plancomment.counts import PrintedTotals as PrintedTotals
from plancomment.dates import format_date as format_date
from plancomment.dates import odd_date as odd_date
from plancomment.dates import parse_date as parse_date
from plancomment.deciding import Decided as Decided
from plancomment.deciding import read_decisions as read_decisions
from plancomment.errors import InvalidConsultationError as InvalidConsultationError
from plancomment.errors import InvalidDataError as InvalidDataError
from plancomment.errors import MissingExtraError as MissingExtraError
from plancomment.errors import MissingFileError as MissingFileError
from plancomment.errors import PlancommentError as PlancommentError
from plancomment.errors import ReadError as ReadError
from plancomment.errors import UnitMismatchError as UnitMismatchError
from plancomment.errors import UnknownFormatError as UnknownFormatError
from plancomment.errors import WriteError as WriteError
from plancomment.errors import WrongTypeError as WrongTypeError
from plancomment.errors import WrongValueError as WrongValueError
from plancomment.findings import Finding as Finding
from plancomment.findings import Place as Place
from plancomment.findings import Severity as Severity
from plancomment.linking import Proposal as Proposal
from plancomment.linking import proposals as proposals
from plancomment.linking import write_proposals as write_proposals
from plancomment.personal.finding import find_personal_data as find_personal_data
from plancomment.personal.masking import redact as redact
from plancomment.personal.values import Masked as Masked
from plancomment.personal.values import PersonalData as PersonalData
from plancomment.personal.values import Redacted as Redacted
from plancomment.plan import Clause as Clause
from plancomment.plan import Location as Location
from plancomment.plan import Plan as Plan
from plancomment.plan import join_plans as join_plans
from plancomment.project import Project as Project
from plancomment.project import load_project as load_project
from plancomment.project import new_project as new_project
from plancomment.project import save_project as save_project
from plancomment.publishing import Examined as Examined
from plancomment.publishing import examine as examine
from plancomment.publishing import publish as publish
from plancomment.read.ledger import Ledger as Ledger
from plancomment.read.ledger import LedgerRow as LedgerRow
from plancomment.read.limits import Limits as Limits
from plancomment.read.outline import parse_plan as parse_plan
from plancomment.read.outline import read_plan as read_plan
from plancomment.read.outline import read_tracked as read_tracked
from plancomment.read.published import Published as Published
from plancomment.read.table import Intake as Intake
from plancomment.read.table import read_table as read_table
from plancomment.reconciliation import reconcile as reconcile
from plancomment.redaction import public_trace as public_trace
from plancomment.redaction import public_view as public_view
from plancomment.report import write as write
from plancomment.report.contents import build_report as build_report
from plancomment.report.csv import graph_tables as graph_tables
from plancomment.report.document import Document as Document
from plancomment.report.layout import Layout as Layout
from plancomment.report.layout import load_layout as load_layout
from plancomment.report.layouts import LAYOUTS as LAYOUTS
from plancomment.report.look import Look as Look
from plancomment.report.publication import missing_parts as missing_parts
from plancomment.responses import Disposition as Disposition
from plancomment.responses import DispositionScheme as DispositionScheme
from plancomment.responses import Reference as Reference
from plancomment.responses import Response as Response
from plancomment.responses import ResponsePart as ResponsePart
from plancomment.responses import StatedRevision as StatedRevision
from plancomment.results import read_published as read_published
from plancomment.taking import Taken as Taken
from plancomment.taking import take_table as take_table
from plancomment.tallies import CrossCell as CrossCell
from plancomment.tallies import Tally as Tally
from plancomment.tallies import TallyRow as TallyRow
from plancomment.tallies import tally as tally
from plancomment.textdiff import Move as Move
from plancomment.textdiff import Segment as Segment
from plancomment.textdiff import Tag as Tag
from plancomment.textdiff import TextDiff as TextDiff
from plancomment.textdiff import apply_patch as apply_patch
from plancomment.textdiff import diff_text as diff_text
from plancomment.textdiff import to_patch as to_patch
from plancomment.traceability.coverage import Coverage as Coverage
from plancomment.traceability.coverage import DispositionCoverage as DispositionCoverage
from plancomment.traceability.coverage import coverage as coverage
from plancomment.traceability.graph import Graph as Graph
from plancomment.traceability.graph import GraphEdge as GraphEdge
from plancomment.traceability.graph import GraphNode as GraphNode
from plancomment.traceability.graph import graph as graph
from plancomment.traceability.likeness import suggest_links as suggest_links
from plancomment.traceability.links import Cause as Cause
from plancomment.traceability.links import Trace as Trace
from plancomment.traceability.links import TraceLink as TraceLink
from plancomment.traceability.tracing import trace as trace
from plancomment.tracking import write_tracked as write_tracked

__version__: str
__all__ = [
    "CHECKS",
    "LAYOUTS",
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
    "Coverage",
    "CrossCell",
    "Decided",
    "Disposition",
    "DispositionCoverage",
    "DispositionScheme",
    "Document",
    "Examined",
    "Finding",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "Intake",
    "InvalidConsultationError",
    "InvalidDataError",
    "Layout",
    "Location",
    "Look",
    "Masked",
    "MissingExtraError",
    "MissingFileError",
    "Move",
    "PersonalData",
    "Place",
    "Plan",
    "PlancommentError",
    "PrintedCount",
    "PrintedTotals",
    "Project",
    "Proposal",
    "Published",
    "ReadError",
    "Redacted",
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
    "apply_patch",
    "audit",
    "build_report",
    "compare",
    "coverage",
    "diff_text",
    "dump",
    "examine",
    "find_personal_data",
    "format_date",
    "from_json",
    "graph",
    "graph_tables",
    "join_consultations",
    "join_plans",
    "load",
    "load_layout",
    "load_project",
    "missing_parts",
    "new_project",
    "odd_date",
    "parse_date",
    "parse_plan",
    "proposals",
    "public_trace",
    "public_view",
    "publish",
    "read_decisions",
    "read_plan",
    "read_published",
    "read_table",
    "reconcile",
    "redact",
    "save_project",
    "suggest_links",
    "tally",
    "to_json",
    "to_patch",
    "trace",
    "write",
    "write_proposals",
    "write_tracked",
]
