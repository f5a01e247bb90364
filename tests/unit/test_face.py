"""The public names are pinned: adding one is a decision, losing one is a break."""

import ast
import importlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import plancomment as pc


def test_the_public_names() -> None:
    assert sorted(pc.__all__) == sorted(NAMES)
    for name in NAMES:
        assert getattr(pc, name).__doc__, name


def test_type_checkers_see_the_same_names() -> None:
    stub = ast.parse(Path(pc.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    seen = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(seen) == sorted(pc.__all__)
    for name, path in seen.items():
        assert getattr(importlib.import_module(path.rpartition(".")[0]), name) is getattr(pc, name)


def test_what_is_not_there_is_said_so() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tallly'"):
        pc.tallly  # type: ignore[attr-defined]  # noqa: B018
    assert dir(pc) == sorted([*pc.__all__, "__version__"])


def test_every_name_comes_from_a_room_of_its_own() -> None:
    rooms = {path.stem for path in Path(pc.__file__).parent.iterdir()}
    assert not rooms & set(pc.__all__)


def test_the_version_is_the_package_version() -> None:
    assert pc.__version__ == version("plancomment")


def test_importing_loads_nothing_optional() -> None:
    code = (
        "import sys, plancomment as pc\n"
        "for name in pc.__all__: getattr(pc, name)\n"
        "heavy = {'hypothesis', 'click', 'sudachipy', 'pytest', 'lxml', 'docx', 'pdfplumber', 'pypdfium2'}\n"
        "print(sorted((heavy | {'python_calamine'}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_strategies_without_hypothesis_name_the_extra() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "try:\n    import plancomment.strategies\n"
        "except ImportError as error:\n    print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == (
        'MissingExtraError hypothesis is not installed; it comes with: pip install "plancomment[hypothesis]"'
    )


NAMES = [
    "Alignment",
    "CHECKS",
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
    "LAYOUTS",
    "Layout",
    "Ledger",
    "LedgerRow",
    "Limits",
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
    "read_tracked",
    "reconcile",
    "redact",
    "save_project",
    "suggest_links",
    "take_table",
    "tally",
    "to_json",
    "to_patch",
    "trace",
    "write",
    "write_proposals",
    "write_tracked",
]
