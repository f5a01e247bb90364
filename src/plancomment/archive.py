"""Values as JSON files and back: owns the table of types that a file may hold."""

import os
from pathlib import Path
from typing import Any

from plancomment import codec, files
from plancomment.alignment import Alignment, ClausePair
from plancomment.comments import Category, Comment, Submission
from plancomment.comparison import Comparison, ComparisonEntry, Revision
from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.errors import UnknownFormatError, WrongTypeError
from plancomment.findings import Finding, Place
from plancomment.personal.values import Masked, PersonalData, Redacted
from plancomment.plan import Clause, Location, Plan
from plancomment.read.limits import Limits
from plancomment.read.published import Published
from plancomment.read.table import Intake, Ledger, LedgerRow
from plancomment.report.diagram import Diagram, DiagramEdge, DiagramNode
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.layout import Layout
from plancomment.report.look import Look
from plancomment.responses import Disposition, DispositionScheme, Reference, Response, ResponsePart, StatedRevision
from plancomment.tallies import CrossCell, Tally, TallyRow
from plancomment.textdiff import Move, Segment, TextDiff
from plancomment.traceability.coverage import Coverage, DispositionCoverage
from plancomment.traceability.graph import Graph, GraphEdge, GraphNode
from plancomment.traceability.links import Cause, Trace, TraceLink

__all__ = ["dump", "from_json", "load", "to_json"]

_CLASSES: tuple[type, ...] = (
    Alignment,
    Category,
    Cause,
    Cell,
    Clause,
    ClausePair,
    Column,
    Comment,
    Comparison,
    ComparisonEntry,
    Consultation,
    Count,
    Coverage,
    CrossCell,
    Diagram,
    DiagramEdge,
    DiagramNode,
    Disposition,
    DispositionCoverage,
    DispositionScheme,
    Document,
    Finding,
    Graph,
    GraphEdge,
    GraphNode,
    Intake,
    Layout,
    Ledger,
    LedgerRow,
    Limits,
    Location,
    Look,
    Masked,
    Move,
    Paragraph,
    PersonalData,
    Place,
    Plan,
    PrintedCount,
    PrintedTotals,
    Published,
    Redacted,
    Reference,
    Response,
    ResponsePart,
    Revision,
    Row,
    Run,
    Section,
    Segment,
    StatedRevision,
    Submission,
    Table,
    Tally,
    TallyRow,
    TextDiff,
    Trace,
    TraceLink,
)
# A tuple of values of one class is written too, under the class's name with [] behind it.
_NAMES: dict[type, str] = {kind: kind.__name__ for kind in _CLASSES}
_KINDS: dict[str, Any] = {kind.__name__: kind for kind in _CLASSES}
_KINDS |= {f"{kind.__name__}[]": tuple[kind, ...] for kind in _CLASSES}  # type: ignore[valid-type]


def _name(value: object) -> str:
    if isinstance(value, tuple):
        kinds = {type(item) for item in value}
        if len(kinds) == 1 and (kind := kinds.pop()) in _NAMES:
            return f"{_NAMES[kind]}[]"
        if not value:
            return "Finding[]"
    elif type(value) in _NAMES:
        return _NAMES[type(value)]
    raise WrongTypeError(f"{_told(value)} cannot be kept as JSON; docs/reference/names.md tells what can")


def _told(value: object) -> str:
    """What was given, with what is in it: a tuple of one kind of value is kept, other ones are not."""
    if not isinstance(value, tuple):
        return f"a value of the type {type(value).__name__}"
    kinds = sorted({type(item).__name__ for item in value})
    return f"a tuple of {' and '.join(kinds[:3])}{' and more' if len(kinds) > 3 else ''}"


def to_json(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """A value, or a tuple of values of one kind, as JSON text; ``indent`` spaces make it readable.

    With ``ascii_only`` every other character is escaped, so that any terminal and pipe can carry the text.

    Raises:
        WrongTypeError: it is no value that can be kept.
    """
    return codec.render_json(value, name=_name(value), indent=indent, ascii_only=ascii_only)


def from_json(text: str, *, source: str = "JSON") -> Any:
    """The value in a JSON text that :func:`to_json` wrote; ``from_json(to_json(x)) == x``.

    Raises:
        InvalidDataError: it is not such a text; ``problems`` names everything that is wrong, with its path.
    """
    return codec.parse_json(text, _KINDS, source=source)


def dump(value: object, path: str | os.PathLike[str], *, indent: int | None = 1) -> Path:
    """Write a value to a JSON file (UTF-8), whole or not at all.

    Raises:
        WrongTypeError: it is no value that can be kept.
        UnknownFormatError: the file's name does not end in ``.json``: another program would take it for what it is not.
        WriteError: nothing was written.
    """
    text = to_json(value, indent=indent)
    place = files.as_path(path)
    if place.suffix.lower() != ".json":
        raise UnknownFormatError(f"{place}: values are kept as .json; graph_tables gives a graph as CSV")
    return files.write_text(place, text)


def load(path: str | os.PathLike[str]) -> Any:
    """The value in a JSON file that :func:`dump` wrote.

    Raises:
        MissingFileError: there is no such file.
        ReadError: it is no text.
        InvalidDataError: it holds no value of this library.
    """
    return from_json(files.read_text(path).removeprefix("\ufeff"), source=files.as_path(path).name)
