"""A file as grids of cells (表の格子): CSV, JSON, and what every other format is read into."""

import codecs
import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from plancomment import cells, files
from plancomment.errors import ReadError, UnknownFormatError
from plancomment.findings import Finding
from plancomment.read.blocks import TableBlock
from plancomment.read.limits import Limits
from plancomment.read.opening import READERS, open_contents
from plancomment.read.table.headers import Merge, shown

__all__ = ["ENCODINGS", "SUFFIXES", "Grid", "Grids", "read_grids"]

#: What files of tables end in.
SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".json", *READERS)
#: The encodings that ``encoding=`` may name, as Python calls them.
ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "euc_jis_2004",
    "shift_jis_2004",
    "gb18030",
    "cp1252",
)
_HALF = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@attrs.define
class Grid:
    """One table or sheet.

    Attributes:
        rows: the cells row by row, blank rows included; a row may be shorter than the table is wide.
        sheet: the name of the sheet, ``""`` where there are none.
        first_row: the number of the first row.
        merges: the merged cells, as indices into ``rows`` and their cells.
        unusable: rows of a JSON file that hold something else than text, each with the name that holds it.
        delimiter: what divides the cells of a CSV file, ``""`` for other files.
        is_cut: whether the file ends without a line break, as one that was cut would.
    """

    rows: Sequence[Sequence[str]]
    sheet: str = ""
    first_row: int = 1
    merges: Sequence[Merge] = ()
    unusable: Sequence[tuple[int, str | None]] = ()
    delimiter: str = ""
    is_cut: bool = False


@attrs.frozen
class Grids:
    """All tables of a file, in its order, with what its format noticed."""

    source: str
    grids: Sequence[Grid]
    findings: Sequence[Finding] = ()
    has_sheets: bool = False


def read_grids(place: Path, encoding: str | None, limits: Limits) -> Grids:
    """The tables of a file.

    Raises:
        UnknownFormatError: the file name ends in something that holds no tables.
        MissingFileError: there is no such file.
        MissingExtraError: what reads the format is not installed.
        ReadError: it cannot be understood, or goes beyond the limits.
    """
    suffix, source = place.suffix.lower(), place.name
    if suffix in READERS:
        contents = open_contents(place, limits, keep_struck=True)
        blocks = [block for block in contents.blocks if isinstance(block, TableBlock)]
        has_sheets = suffix in (".xlsx", ".xlsm", ".xls", ".ods")
        return Grids(source, [_of_block(block) for block in blocks], contents.findings, has_sheets)
    if suffix not in SUFFIXES:
        raise UnknownFormatError(f"{source}: tables are read from {', '.join(SUFFIXES)}, not from {suffix!r}")
    text = _decode(files.read_bytes(place, limit=limits.file_bytes), source, encoding).removeprefix("\ufeff")
    if suffix == ".json":
        return Grids(source, [_of_json(text, source, limits)])
    return Grids(source, [_of_csv(text, source, "\t" if suffix == ".tsv" else ",", limits)])


def _decode(data: bytes, source: str, encoding: str | None) -> str:
    if encoding is None:
        try:
            return files.decode(data, source)
        except ReadError as error:
            hint = f"or say which it is with encoding=, one of {', '.join(ENCODINGS)}"
            raise ReadError(source, [*error.problems, hint]) from None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"it is not {encoding}: byte {error.start + 1} is 0x{data[error.start]:02x}"
        raise ReadError(source, [problem]) from None


def encoding_name(name: str) -> str | None:
    """The usual name of an encoding that may be asked for, None for any other; ``shift_jis`` is taken as CP932."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    known = {"shift_jis": "cp932"}.get(known, known)
    return next((one for one in ENCODINGS if codecs.lookup(one).name == known), None)


# ---- blocks


def _of_block(block: TableBlock) -> Grid:
    rows: Sequence[Sequence[str]] = block.rows if block.rows is not None else block.grid()
    merges = [
        (cell.row - 1, cell.column - 1, min(cell.row + cell.rows, block.height + 1) - 2, cell.column + cell.columns - 2)
        for cell in block.merged
    ]
    return Grid(rows, block.sheet, block.first_row, merges)


# ---- CSV


def _of_csv(text: str, source: str, delimiter: str, limits: Limits) -> Grid:
    head = "\n".join(text.split("\n", 20)[:20])
    if delimiter == "," and delimiter not in head:  # as some spreadsheets write it
        delimiter = next((other for other in "\t;" if other in head), delimiter)
    rows = _parse(text, source, delimiter, limits)
    if "'" in text:
        for row in rows:
            for at, cell in enumerate(row):
                if cell[:1] == "'":
                    row[at] = cells.unguard(cell) or ""
    return Grid(rows, delimiter=delimiter, is_cut=bool(text) and text[-1] not in "\r\n")


def _parse(text: str, source: str, delimiter: str, limits: Limits) -> list[list[str]]:
    """The records, none of them beyond the limits: they are counted while they are made."""
    # The size is one for the whole process, so that it is only ever raised: another thread may be reading.
    if csv.field_size_limit() < limits.cell_characters:
        csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(_lines(text, source, delimiter, limits), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    cells_left = limits.cells
    try:
        for row in reader:
            rows.append(row)
            cells_left -= len(row)
            if len(row) > limits.columns:
                raise ReadError(source, [f"a row has {len(row)} cells, more than {limits.columns} (Limits.columns)"])
            if cells_left < 0:
                raise ReadError(source, [f"it has more than {limits.cells} cells (Limits.cells)"])
            if len(rows) > limits.rows:
                raise ReadError(source, [f"it has more than {limits.rows} rows (Limits.rows)"])
            if sum(map(len, row)) > limits.cell_characters and max(map(len, row)) > limits.cell_characters:
                raise csv.Error("field limit")
    except csv.Error as error:
        reason = str(error)
        if "field limit" in reason:
            reason = f"a cell has more than {limits.cell_characters} characters (Limits.cell_characters)"
        raise ReadError(source, [f"line {max(reader.line_num, 1)}: {reason}"]) from None
    return rows


def _lines(text: str, source: str, delimiter: str, limits: Limits) -> Iterator[str]:
    """The lines with their ends, one at a time: a whole copy of the text would take four bytes a character."""
    for match in _LINE.finditer(text):
        line = match[0]
        if len(line) > limits.cell_characters and line.count(delimiter) > limits.cell_characters:
            raise ReadError(source, [f"a row has more than {limits.columns} cells (Limits.columns)"])
        yield line


# ---- JSON


def _of_json(text: str, source: str, limits: Limits) -> Grid:
    data = _load(text, source, limits)
    if not isinstance(data, list):
        raise ReadError(source, [f"must be a list of objects, not {type(data).__name__}"])
    if len(data) > limits.rows:
        raise ReadError(source, [f"it has more than {limits.rows} rows (Limits.rows)"])
    header = list(dict.fromkeys(key for item in data if isinstance(item, dict) for key in item))
    if len(header) > limits.columns:
        raise ReadError(source, [f"it has {len(header)} names, more than {limits.columns} (Limits.columns)"])
    if len(header) * len(data) > limits.cells:
        raise ReadError(source, [f"it has more than {limits.cells} cells (Limits.cells)"])
    if any(map(_HALF.search, header)):
        raise ReadError(source, ["the name of a value holds half of a surrogate pair"])
    rows: list[list[str]] = [header]
    unusable: list[tuple[int, str | None]] = []
    for row, item in enumerate(data, start=1):
        bad = [key for key, value in item.items() if not _is_cell(value)] if isinstance(item, dict) else []
        if not isinstance(item, dict) or bad:
            unusable.append((row, shown(bad[0]) if bad else None))
            rows.append([])
            continue
        rows.append(["" if item.get(key) is None else str(item[key]) for key in header])
        if max(map(len, rows[-1]), default=0) > limits.cell_characters:
            problem = f"object {row}: a value has more than {limits.cell_characters} characters"
            raise ReadError(source, [f"{problem} (Limits.cell_characters)"])
    return Grid(rows, first_row=0, unusable=unusable)


def _load(text: str, source: str, limits: Limits) -> Any:
    """Strictly: no value twice in an object, no NaN, no number too long, nothing nested deeper than allowed."""
    # Signs within texts count too, so that the bounds are far above what a table within the limits has.
    if text.count("[") + text.count("{") > 10 * limits.rows or text.count(",") > 5 * limits.cells:
        raise ReadError(source, [f"it has far more values than {limits.rows} rows may hold (Limits.rows, .cells)"])
    try:
        data = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except RecursionError:
        raise ReadError(source, [f"nested deeper than {limits.depth} (Limits.depth)"]) from None
    except ValueError as error:
        raise ReadError(source, [f"not JSON: {error}"]) from None
    level, depth = [data], 0
    while level := [inner for one in level if isinstance(one, list | dict) for inner in _inside(one)]:
        depth += 1
        if depth > limits.depth:
            raise ReadError(source, [f"nested deeper than {limits.depth} (Limits.depth)"])
    return data


def _inside(value: list[Any] | dict[str, Any]) -> Sequence[Any]:
    return value if isinstance(value, list) else list(value.values())


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON number")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice in one object")
    return found


def _is_cell(value: object) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
