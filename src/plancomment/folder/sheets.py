"""CSV tables of a consultation folder (表): every problem is placed, every untouched cell stays as it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from plancomment import cells, files
from plancomment.errors import PlancommentError, ReadError
from plancomment.findings import Finding, Place
from plancomment.read.table.headers import header_key

__all__ = ["Column", "Row", "Sheet", "read_sheet", "render_sheet"]


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        name: the field's name; a header that says so is taken, too.
        header: the header as written (見出し).
        read: the value of a cell's text, None for an empty cell; raises what is wrong with it.
        write: the cell's text for a value.
        required: whether a table without this column cannot be understood.
        odd: what is noticed in a text that can be read all the same.
        plain: for days and numbers, which a spreadsheet may take for what they are.
    """

    name: str
    header: str
    read: Callable[[str | None], Any]
    write: Callable[[Any], str | None]
    required: bool = False
    odd: Callable[[str, Place], Finding | None] | None = None
    plain: bool = False


@attrs.define
class Row:
    """One row below the header: its number in a spreadsheet, its cells as they are, and its values by field.

    ``sound`` is False where a value is missing because its cell could not be read.
    """

    number: int
    cells: list[str]
    values: dict[str, Any]
    sound: bool = True


@attrs.define
class Sheet:
    """A table as read (読み取った表)."""

    source: str
    header: list[str]
    where: dict[str, int]
    rows: list[Row] = attrs.Factory(list)
    problems: list[str] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)

    def place(self, row: Row, name: str | None = None) -> Place:
        """The place of a row, or of its cell in one column."""
        column = self.header[self.where[name]] if name in self.where else None
        return Place(file=self.source, row=row.number, column=column)

    def report(self, row: Row, name: str | None, problem: object) -> None:
        """Note what is wrong with a row or with one of its cells."""
        self.problems.append(f"{self.place(row, name)}: {problem}")


def read_sheet(data: bytes, source: str, columns: Sequence[Column]) -> Sheet:
    """The table in a CSV file, UTF-8 or CP932; whatever is wrong with it is in ``problems``."""
    sheet = Sheet(source, [], {})
    try:
        records = cells.parse_csv(files.decode(data, source), source)
    except ReadError as error:
        sheet.problems.extend(f"{source}, {problem}" for problem in error.problems)
        return sheet
    numbers = cells.row_numbers(records)
    sheet.header = records[0][1] if records else []
    _find_columns(sheet, columns)
    if not sheet.problems:
        for number, (_, record) in zip(numbers[1:], records[1:], strict=True):
            sheet.rows.append(_read_row(sheet, number, record, columns))
    return sheet


def _find_columns(sheet: Sheet, columns: Sequence[Column]) -> None:
    names = {header_key(word): column.name for column in columns for word in (column.name, column.header)}
    found = [names.get(header_key(header)) for header in sheet.header]
    for name, times in Counter(found).items():
        if name is not None and times > 1:
            double = " and ".join(repr(sheet.header[at]) for at, one in enumerate(found) if one == name)
            sheet.problems.append(f"{sheet.source}, row 1: two columns are the same: {double}")
    missing = [column.header for column in columns if column.required and column.name not in found]
    if missing:
        there = ", ".join(header.strip()[:20] for header in sheet.header if header.strip()) or "none"
        sheet.problems.append(f"{sheet.source}, row 1: missing column(s) {', '.join(missing)} (there are: {there})")
    sheet.where = {name: at for at, name in enumerate(found) if name is not None}


def _read_row(sheet: Sheet, number: int, record: list[str], columns: Sequence[Column]) -> Row:
    row = Row(number, record, {})
    if any(record[len(sheet.header) :]):
        row.sound = False
        sheet.report(row, None, f"has {len(record)} cells, but the header has {len(sheet.header)}")
    for column in columns:
        at = sheet.where.get(column.name)
        text = cells.unguard(record[at]) if at is not None and at < len(record) else None
        try:
            row.values[column.name] = column.read(text)
            finding = column.odd(text, sheet.place(row, column.name)) if column.odd and text else None
        except PlancommentError as error:
            row.sound = False
            sheet.report(row, column.name, error)
        else:
            if finding is not None:
                sheet.findings.append(finding)
    return row


def render_sheet(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], keys: Sequence[str], old: Sheet | None
) -> bytes:
    """A table as CSV for spreadsheets (UTF-8 with a byte order mark, CRLF).

    A row that has the same ``keys`` in the old table keeps its other columns, and every cell whose value is the same.

    Raises:
        UnicodeEncodeError: a text holds half a surrogate pair.
    """
    header = list(old.header) if old is not None and old.header else [column.header for column in columns]
    where = dict(old.where) if old is not None and old.header else {one.name: at for at, one in enumerate(columns)}
    for column in columns:
        if column.name not in where:
            where[column.name] = len(header)
            header.append(column.header)
    former: dict[tuple[Any, ...], list[Row]] = {}
    for row in old.rows if old is not None else ():
        former.setdefault(tuple(row.values.get(key) for key in keys), []).append(row)
    lines = [header]
    for values in rows:
        same = former.get(tuple(values[key] for key in keys))
        before = same.pop(0) if same else None
        line = [""] * len(header)
        if before is not None:
            line[: len(before.cells)] = before.cells[: len(header)]
        for column in columns:
            value = values[column.name]
            if before is None or column.name not in before.values or before.values[column.name] != value:
                text = column.write(value)
                line[where[column.name]] = text or "" if column.plain else cells.guard(text)
        lines.append(line)
    return cells.render_csv(lines).encode("utf-8-sig")
