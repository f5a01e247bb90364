"""A result as CSV: tables below each other, each with its title above and a blank line below (CSVの結果).

A file with one table has neither. Every row is complete, as spreadsheets want it for filters and sums: a shared answer
stands in each of its rows, and the path of headings in a first column. Both become merged cells and rows of headings
again, so that the page is read like any other.
"""

from collections.abc import Sequence

from plancomment import cells
from plancomment.errors import ReadError
from plancomment.read.blocks import Block, CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits

__all__ = ["read_sheets"]

_HEADINGS = ("項目", "Item")
_NUMBERS = ("No.", "No", "番号")
_BETWEEN = "／"
_NOTHING, _OPINION = "―", 2
# From this length on equal texts in neighbouring rows are one answer to several comments.
_SHARED = 40


def read_sheets(text: str, source: str, limits: Limits) -> Contents:
    """The tables of a CSV text.

    Raises:
        ReadError: quotes that do not close, or more rows, columns or characters than the limits allow.
    """
    records = cells.parse_csv(text, source)
    _check(records, source, limits)
    blocks: list[Block] = []
    group: list[tuple[int, list[str]]] = []
    for number, (_, record) in zip([*cells.row_numbers(records), 0], [*records, (0, [])], strict=True):
        if group and number != group[-1][0] + 1:
            blocks += _blocks(group)
            group = []
        group.append((number, [cells.unguard(cell) or "" for cell in record]))
    return Contents(source, tuple(blocks))


def _check(records: Sequence[tuple[int, list[str]]], source: str, limits: Limits) -> None:
    if len(records) > limits.rows:
        raise ReadError(source, [f"it has {len(records)} rows, more than {limits.rows} (Limits.rows)"])
    if sum(len(record) for _, record in records) > limits.cells:
        raise ReadError(source, [f"it has more than {limits.cells} cells (Limits.cells)"])
    problems = []
    for line, record in records:
        if len(record) > limits.columns:
            problems.append(f"line {line}: {len(record)} cells, more than {limits.columns} (Limits.columns)")
        if max(map(len, record)) > limits.cell_characters:
            problems.append(
                f"line {line}: a cell of more than {limits.cell_characters} characters (Limits.cell_characters)"
            )
    if problems:
        raise ReadError(source, problems)


def _blocks(group: list[tuple[int, list[str]]]) -> list[Block]:
    """The title of a table and the table."""
    blocks: list[Block] = []
    if len(group) > 1 and len(group[0][1]) == 1:
        blocks.append(TextBlock(group[0][1][0], role="heading", level=2, file_line=group[0][0]))
        group = group[1:]
    rows = [record for _, record in group]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    own = rows[0][0] in _HEADINGS and width > 1 and rows[0][1] in _NUMBERS
    # A stroke stands where there is nothing to say; what somebody wrote stays.
    written = {_OPINION} if own else set()
    rows = [["" if cell == _NOTHING and at not in written else cell for at, cell in enumerate(row)] for row in rows]
    if own:
        blocks.append(_with_headings(rows, group[0][0]))
    else:
        blocks.append(TableBlock((), len(rows), width, first_row=group[0][0], rows=tuple(map(tuple, rows))))
    return blocks


def _with_headings(rows: Sequence[Sequence[str]], first_row: int) -> TableBlock:
    """The table with its headings in rows of their own; long texts that are repeated are one cell."""
    made: list[CellBlock] = [CellBlock(1, at, title, header=True) for at, title in enumerate(rows[0][1:], 1)]
    path: list[str] = []
    above: dict[int, int] = {}
    width, height = len(rows[0]) - 1, 1
    for row in rows[1:]:
        headings = row[0].split(_BETWEEN) if row[0] else []
        same = next((at for at, pair in enumerate(zip(path, headings, strict=False)) if pair[0] != pair[1]), None)
        same = min(len(path), len(headings)) if same is None else same
        for heading in headings[same:]:
            height += 1
            made.append(CellBlock(height, 1, heading, columns=width))
            above = {}
        path = headings
        height += 1
        for at, text in enumerate(row[1:], 1):
            place = above.get(at)
            if place is not None and len(text) >= _SHARED and made[place].text == text:
                cell = made[place]
                made[place] = CellBlock(cell.row, at, text, rows=height - cell.row + 1)
                continue
            above[at] = len(made)
            made.append(CellBlock(height, at, text))
    return TableBlock(tuple(sorted(made, key=lambda one: (one.row, one.column))), height, width, first_row=first_row)
