"""The records of a table (表の記録): its rows without blank ones, repeated headers, sums and headings."""

from collections.abc import Sequence

import attrs

from plancomment.errors import ReadError
from plancomment.findings import Severity
from plancomment.read.table.checks import Sums, holds_records, read_sums
from plancomment.read.table.grids import Grid
from plancomment.read.table.headers import Header, Merge, header_key
from plancomment.read.table.notes import Notes

__all__ = ["Records", "collect_records"]

# A row with more words than this in the column of comments is neither a header nor a sum.
_SHORT = 24
_OWN = ("text", "summary", "answer", "id", "number")


@attrs.define
class Records:
    """The rows that are records, each as long as the header, with one blank cell behind the last (記録).

    Attributes:
        header: the header above them.
        numbers: the row of each in its file.
        rows: the cells of each.
        sums: rows of sums, each with the number of records above it and its row.
        headings: a heading that stands above a record, by the record's index.
        further: rows whose comment is the merged cell of the record before them, by that record's index.
        answered_above: rows whose answer is a merged cell that begins in another row, and that row.
        exact: fields in whose columns cells are merged: there, a blank cell is blank.
    """

    header: Header
    numbers: list[int] = attrs.Factory(list)
    rows: list[Sequence[str]] = attrs.Factory(list)
    sums: list[tuple[int, int, Sums]] = attrs.Factory(list)
    headings: dict[int, tuple[int, str]] = attrs.Factory(dict)
    further: list[tuple[int, int, Sequence[str]]] = attrs.Factory(list)
    answered_above: dict[int, int] = attrs.Factory(dict)
    exact: set[str] = attrs.Factory(set)


@attrs.define
class _Merged:
    """What the merged cells below a header mean, by row of the grid."""

    filled: dict[int, list[tuple[int, int]]] = attrs.Factory(dict)  # row: column and the row to take it from
    continued: set[int] = attrs.Factory(set)
    headings: dict[int, int] = attrs.Factory(dict)  # row: column


def collect_records(grid: Grid, at: int, header: Header, notes: Notes, body: Sequence[int]) -> Records:
    """The records below the header in row ``at`` of a grid; ``body`` are the columns that make a row a record."""
    records = Records(header)
    begin, width = at + header.lines, len(header.texts)
    merged = _read_merges(grid, begin, header, records, notes, body)
    unnamed = [column for column, text in enumerate(header.texts) if not text.strip()]
    delimiter = grid.delimiter
    first_row = grid.first_row
    numbers, rows = records.numbers, records.rows
    for index in range(begin, len(grid.rows)):
        cells = grid.rows[index]
        joined = "".join(cells)
        if not joined or joined.isspace():
            continue
        if unnamed or len(cells) > width:
            loose = [n for n, cell in enumerate(cells) if (n >= width or n in unnamed) and cell and not cell.isspace()]
            if loose:
                notes.report_loose(index + first_row, loose)
        short = width - len(cells)
        padded = (*cells, "") if not short else (*cells[:width], *[""] * (short + 1))
        if index in merged.filled:
            padded = _fill(padded, merged.filled[index], grid.rows)
        if ("\n" in joined or "\r" in joined) and len(joined) > width:
            _look_for_records(padded, index + first_row, header, delimiter, notes)
        few = len(padded[body[0]]) <= _SHORT and sum([len(padded[column]) for column in body]) <= _SHORT
        if few and _is_no_record(index, padded, records, merged, notes, first_row):
            continue
        numbers.append(index + first_row)
        rows.append(padded)
    return records


def _fill(cells: tuple[str, ...], places: Sequence[tuple[int, int]], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    filled = list(cells)
    for column, top in places:
        filled[column] = rows[top][column]
    return tuple(filled)


def _is_no_record(
    index: int, cells: Sequence[str], records: Records, merged: _Merged, notes: Notes, first_row: int
) -> bool:
    """Whether a row with few words is a heading, a row of sums, a repeated header or belongs to the row above."""
    row = index + first_row
    column = merged.headings.get(index)
    if column is not None and sum(bool(cell.strip()) for cell in cells) == 1:
        records.headings[len(records.rows)] = (row, cells[column].strip())
        return True
    if index in merged.continued and records.rows:
        records.further.append((len(records.rows) - 1, row, cells))
        return True
    sums = read_sums(cells)
    if sums is not None:
        records.sums.append((len(records.rows), row, sums))
        return True
    texts = records.header.texts
    if sum(map(len, cells)) > 2 * sum(map(len, texts)) + 20:
        return False
    keys = [header_key(text) for text in texts]
    again = [header_key(cell) for cell in cells[: len(keys)]]
    lines = [header_key(name) for name in " ".join(texts).split()] if records.header.lines > 1 else []
    if again == keys or (lines and all(not key or key in lines for key in again)):
        message, message_ja = "the header is repeated", "見出しの行が繰り返されています。"
        notes.note("PC618", Severity.INFO, row, None, message, message_ja)
        return True
    return False


def _look_for_records(cells: Sequence[str], row: int, header: Header, delimiter: str, notes: Notes) -> None:
    width = len(header.texts)
    for column, cell in enumerate(cells[:-1]):
        if ("\n" in cell or "\r" in cell) and holds_records(cell, width, delimiter):
            notes.note(
                "PC627",
                Severity.ERROR,
                row,
                header.texts[column],
                f"the cell holds lines shaped like records ({len(cell.splitlines())} lines): a stray quotation mark "
                "may have swallowed them",
                f'セルの中に表の行のような文があります（{len(cell.splitlines())}行）。引用符（"）の誤りで行が失われた可能性が'
                "あります。",
            )


# ---- merged cells


def _read_merges(
    grid: Grid, begin: int, header: Header, records: Records, notes: Notes, body: Sequence[int]
) -> _Merged:
    merged = _Merged()
    fields = {column: field for field, columns in header.where.items() for column in columns}
    width, covered = len(header.texts), 0
    for merge in grid.merges:
        top, left, bottom, right = merge
        if top < begin:
            continue
        right = min(right, width - 1)
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > max(len(grid.rows) * width, 1) * 2:
            raise ReadError(notes.source, ["merged cells lie upon one another"])
        if _is_heading(merge, width, body):
            merged.headings[top] = left
        elif bottom > top:
            for column in range(left, right + 1):
                _read_merge(top, bottom, column, fields.get(column, ""), records, merged, grid.first_row)
    return merged


def _is_heading(merge: Merge, width: int, body: Sequence[int]) -> bool:
    """A cell that lies across the columns of a single row is a heading."""
    top, left, bottom, right = merge
    across = min(right, width - 1) - left + 1
    return top == bottom and width > 1 and across * 3 >= width * 2 and any(left <= column <= right for column in body)


def _read_merge(
    top: int, bottom: int, column: int, field: str, records: Records, merged: _Merged, first_row: int
) -> None:
    if not field:
        return
    records.exact.add(field)
    for row in range(top + 1, bottom + 1):
        if field == "answer":
            records.answered_above[row + first_row] = top + first_row
        elif field in ("text", "summary"):
            merged.continued.add(row)
        elif field not in _OWN:
            merged.filled.setdefault(row, []).append((column, top))
