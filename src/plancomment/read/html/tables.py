"""The cells of one table, placed as a browser places them (HTML Standard, 4.9.12)."""

import attrs

from plancomment.errors import ReadError
from plancomment.read.blocks import Block, CellBlock, TableBlock
from plancomment.read.limits import Limits

__all__ = ["Cell", "Grid"]


@attrs.define
class Cell:
    """A cell that is being read; rows and columns are counted from 0."""

    row: int
    column: int
    rows: int
    columns: int
    header: bool
    line: int | None
    text: str = ""
    anchors: tuple[tuple[int, str], ...] = ()


@attrs.define
class Grid:
    """A table that is being read; rows and columns are counted from 0.

    Attributes:
        source: the file's name, for errors.
        limits: what a table may hold.
        in_head: whether the rows stand in a thead.
        after: what stands in its cells and is no text: tables, and titles of figures; it follows the table.
    """

    source: str
    limits: Limits
    in_head: bool = False
    after: list[Block] = attrs.Factory(list)
    height: int = 0
    width: int = 0
    cells: list[Cell | CellBlock] = attrs.Factory(list)
    _taken: list[int] = attrs.Factory(list)  # for each column, the first row that no cell from above covers
    _column: int = 0
    _reach: int = 0  # the first row that no cell from above covers, in any column
    _tall: list[Cell] = attrs.Factory(list)  # the cells of this thead, tbody or tfoot that cover several rows

    def begin_group(self, *, is_head: bool = False) -> None:
        """No cell covers rows of another thead, tbody or tfoot; also called at the end of one."""
        for cell in self._tall:
            cell.rows = min(cell.rows, self.height - cell.row)
        self._tall = []
        self._reach = min(self._reach, self.height)
        self._taken = [min(until, self.height) for until in self._taken]
        self.in_head = is_head

    def begin_row(self) -> None:
        self.height += 1
        self._column = 0
        if self.height > self.limits.rows:
            raise self._too_large("rows")

    def begin_cell(self, rows: str, columns: str, header: bool, line: int | None) -> Cell:
        if not self.height:
            self.begin_row()
        row = self.height - 1
        while self._column < len(self._taken) and self._taken[self._column] > row:
            self._column += 1
        first, taken, wide = self._column, self._taken, _span(columns, 1000) if columns else 1
        # A browser lets it overlap a cell from above; then both would begin or end in one place.
        end = first + 1
        while end < first + wide and not (end < len(taken) and taken[end] > row):
            end += 1
        down = _span(rows, 65_534, zero=65_534) if rows else 1
        self.width = max(self.width, end)
        if self.width > self.limits.columns:
            raise self._too_large("columns")
        if self.width * self.height > self.limits.cells:
            raise self._too_large("cells")
        taken.extend([0] * (end - len(taken)))
        taken[first:end] = [row + down] * (end - first)
        self._column = end
        cell = Cell(row, first, down, end - first, header or self.in_head, line)
        self.cells.append(cell)
        self._reach = max(self._reach, row + down)
        if down > 1:
            self._tall.append(cell)
        return cell

    def add_row(self, cells: list[CellBlock]) -> None:
        """A row of cells that cover one place each, and stand there unless cells from above do."""
        self.begin_row()
        height, width = self.height, max(self.width, len(cells))
        if self._reach >= height or width > self.limits.columns or width * height > self.limits.cells:
            for cell in cells:
                self.begin_cell("", "", cell.header, cell.file_line).text = cell.text
        else:
            self.width, self._column = width, len(cells)
            self.cells.extend(cells)

    def _too_large(self, name: str) -> ReadError:
        limit = getattr(self.limits, name)
        return ReadError(self.source, [f"a table of more than {limit} {name} (Limits.{name})"])

    def table(self) -> TableBlock:
        self.begin_group()
        cells = [
            one
            if isinstance(one, CellBlock)
            else CellBlock(
                one.row + 1,
                one.column + 1,
                one.text,
                one.rows,
                one.columns,
                one.header,
                None,
                None,
                one.anchors,
                one.line,
            )
            for one in self.cells
        ]
        return TableBlock(tuple(cells), self.height, self.width)


def _span(value: str, most: int, *, zero: int = 1) -> int:
    """A rowspan or colspan: 1 where it is no number; 0 means to the end of the group for rows."""
    text = value.strip()[:9]
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(int(text), most) or zero
