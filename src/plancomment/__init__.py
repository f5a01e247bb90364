"""plancomment: public consultations on municipal plans (パブリックコメント).

    files ─read─► values ─compare─► revisions ─trace─► links ─tally, audit─► counts, findings ─report─► documents

Every name below is a value (frozen, comparable, printable as JSON) or a function from values to values.
"""

import importlib

__version__ = "0.1.0"

# A room is imported when a name of it is first asked for: making some ninety attrs classes takes a tenth of a second,
# and most programs need a few of them. __init__.pyi says the same to type checkers; a test holds both together.
_ROOMS = {
    "alignment": "Alignment ClausePair align",
    "archive": "dump from_json load to_json",
    "auditing": "CHECKS audit",
    "comments": "Category Comment Submission",
    "comparison": "Comparison ComparisonEntry Revision compare",
    "consultation": "Consultation join_consultations",
    "counts": "Count PrintedCount PrintedTotals",
    "dates": "format_date odd_date parse_date",
    "deciding": "Decided read_decisions",
    "errors": (
        "InvalidConsultationError InvalidDataError MissingExtraError MissingFileError PlancommentError ReadError "
        "UnitMismatchError UnknownFormatError WriteError WrongTypeError WrongValueError"
    ),
    "findings": "Finding Place Severity",
    "linking": "Proposal proposals write_proposals",
    "plan": "Clause Location Plan join_plans",
    "project": "Project load_project new_project save_project",
    "publishing": "Examined examine publish",
    "read.ledger": "Ledger LedgerRow",
    "read.limits": "Limits",
    "read.outline": "parse_plan read_plan read_tracked",
    "read.published": "Published read_published",
    "read.table": "Intake read_table",
    "reconciliation": "reconcile",
    "report": "write",
    "report.contents": "build_report",
    "report.document": "Document",
    "report.layout": "Layout",
    "responses": "Disposition DispositionScheme Reference Response ResponsePart StatedRevision",
    "taking": "Taken take_table",
    "tallies": "CrossCell Tally TallyRow tally",
    "textdiff": "Move Segment Tag TextDiff apply_patch diff_text to_patch",
    "traceability.coverage": "Coverage DispositionCoverage coverage",
    "traceability.graph": "Graph GraphEdge GraphNode graph",
    "traceability.likeness": "suggest_links",
    "traceability.links": "Cause Trace TraceLink",
    "traceability.tracing": "trace",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}

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
    "Ledger",
    "LedgerRow",
    "Limits",
    "Location",
    "MissingExtraError",
    "MissingFileError",
    "Move",
    "Place",
    "Plan",
    "PlancommentError",
    "PrintedCount",
    "PrintedTotals",
    "Project",
    "Proposal",
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
    "Taken",
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
    "format_date",
    "from_json",
    "graph",
    "join_consultations",
    "join_plans",
    "load",
    "load_project",
    "new_project",
    "odd_date",
    "parse_date",
    "parse_plan",
    "proposals",
    "publish",
    "read_decisions",
    "read_plan",
    "read_published",
    "read_table",
    "read_tracked",
    "reconcile",
    "save_project",
    "suggest_links",
    "take_table",
    "tally",
    "to_json",
    "to_patch",
    "trace",
    "write",
    "write_proposals",
]


def __getattr__(name: str) -> object:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'plancomment' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"plancomment.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
