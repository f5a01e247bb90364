"""Words in the cells of a table, and tables that go on over pages (表)."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import attrs

from plancomment.read.blocks import CellBlock, TableBlock
from plancomment.read.pdf.columns import Column
from plancomment.read.pdf.glyphs import Piece
from plancomment.read.pdf.grids import GridCell
from plancomment.read.pdf.layout import Tabular
from plancomment.read.pdf.lines import Line, join_words, make_lines
from plancomment.read.pdf.paragraphs import Placed, join_lines

__all__ = ["Joined", "Part", "join_parts", "make_part"]

_SAME = 4.0  # points
_BROKEN = 4  # characters: a shorter line fills its cell because that is narrow
_NUMBER = re.compile(r"(?:No\.?)?\s*[0-9０-９]+(?:[-－‐][0-9０-９]+)*")


@attrs.frozen(eq=False)
class Cell:
    """A cell with its text, and whether its last line is full, so that the text may go on elsewhere."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    page: int
    is_full: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its text breaks off."""
        return self.is_full and not self.text.endswith(("。", "）"))

    def before(self, rest: "Cell", rows: int) -> "Cell":
        """This cell with the rest of it behind, covering so many rows."""
        texts = filter(None, (self.text, rest.text))
        text = join_words(self.text, rest.text) if self.is_full else "\n".join(texts)
        return attrs.evolve(self, text=text, rows=rows, is_full=rest.is_full if rest.text else self.is_full)


@attrs.frozen(eq=False)
class Part:
    """The part of a table on one page.

    Attributes:
        cells: by row, then column.
        height, width: rows and columns.
        edges: where the columns begin and end.
        page: of the file.
    """

    cells: tuple[Cell, ...]
    height: int
    width: int
    edges: tuple[float, ...]
    page: int

    def row(self, number: int) -> list[tuple[int, int, str]]:
        """The cells that begin in a row: column, columns covered, text without its blanks."""
        return [
            (cell.column, cell.columns, "".join(cell.text.split())) for cell in self.cells if cell.row == number
        ]  # fmt: skip


@attrs.define(eq=False)
class Joined:
    """A whole table and what was done to make it: repeated header rows left out, cells joined."""

    parts: list[Part]
    headers: list[tuple[int, str]] = attrs.field(factory=list)
    mended: list[int] = attrs.field(factory=list)

    def block(self, pages: Mapping[int, int | None]) -> TableBlock:
        """The table; ``pages`` tells the page to name for each page of the file."""
        cells = [cell for part in self.parts for cell in part.cells]
        height = sum(part.height for part in self.parts)
        blocks = tuple(
            CellBlock(cell.row, cell.column, cell.text, cell.rows, cell.columns, page=pages[cell.page])
            for cell in cells
        )
        return TableBlock(blocks, height, self.parts[0].width)


def make_part(tabular: Tabular, page: int) -> Part:
    """The cells of a grid with their texts, lines joined as in paragraphs; rows that hold nothing but lines go."""
    cells = []
    for cell in tabular.grid.cells:
        text, is_full = _cell_text(cell, tabular.words.get(cell, ()))
        cells.append(Cell(cell.row, cell.column, cell.rows, cell.columns, text, page, is_full))
    return Part(tuple(cells), tabular.grid.height, tabular.grid.width, tabular.grid.edges, page)


def _cell_text(cell: GridCell, pieces: Sequence[Piece]) -> tuple[str, bool]:
    lines = [line for line in make_lines(pieces) if line.text]
    if not lines:
        return "", False
    left = min(line.x0 for line in lines)
    padding = min(max(left - cell.x0, 1.0), lines[0].size)
    column = Column(tuple(lines), left, max(cell.x1 - padding, *(line.x1 for line in lines)))
    pitch = _pitch(lines)
    placed = [Placed(line, column, 1, at, pitch) for at, line in enumerate(lines, start=1)]
    text = "\n".join(paragraph.text for paragraph in join_lines(placed))
    last = lines[-1]
    return text, column.right - last.x1 < 1.7 * last.size and len(last.text) >= _BROKEN


def _pitch(lines: Sequence[Line]) -> float:
    steps = sorted(after.base - before.base for before, after in pairwise(lines))
    return steps[len(steps) // 2] if steps else 0.0


def join_parts(before: Joined, after: Part) -> bool:
    """Put the part of a table on the next page behind it, if it is one; whether it was.

    The columns stand at the same places. Rows that repeat the first rows of the table are left out. Where the part
    then begins with a row whose first cell is blank, and the row before it ended in a line that was full, the two rows
    are one that the page break has cut.
    """
    first, last = before.parts[0], before.parts[-1]
    if len(first.edges) != len(after.edges):
        return False
    shift = after.edges[0] - first.edges[0]
    if any(abs(a - b - shift) > _SAME for a, b in zip(after.edges, first.edges, strict=True)):
        return False
    repeated = 0
    while repeated < min(first.height, after.height) - 1 and after.row(repeated + 1) == first.row(repeated + 1):
        if not any(text for _, _, text in after.row(repeated + 1)):
            break
        repeated += 1
    if repeated:
        before.headers.append((after.page, "／".join(text for _, _, text in after.row(1) if text)))
    offset = sum(part.height for part in before.parts) - repeated
    cells = [attrs.evolve(cell, row=cell.row + offset) for cell in after.cells if cell.row > repeated]
    part = attrs.evolve(after, cells=tuple(cells), height=after.height - repeated)
    before.parts.append(part)
    row = offset + repeated + 1
    if _is_cut(last, cells, row):
        _mend(before, row)
        before.mended.append(after.page)
    elif _mend_merged(before, row):
        before.mended.append(after.page)
    return True


def _is_cut(last: Part, cells: Sequence[Cell], row: int) -> bool:
    """Whether the first row of a part is the rest of the row before it.

    Its first cell is blank, it has no number, and a text above it broke off in a full line, or every row has a number.
    """
    begun = [cell for cell in cells if cell.row == row]
    filled = [cell for cell in begun if cell.text]
    if not filled or begun[0].text or any(_NUMBER.fullmatch(cell.text) for cell in filled):
        return False
    above = {cell.column: cell for cell in last.cells}  # the lowest cell of each column, as cells go by row
    if any(cell.column not in above for cell in filled):
        return False
    if any(above[cell.column].is_open for cell in filled):
        return True
    numbers = [cell for cell in last.cells if cell.column == begun[0].column]
    return 2 * sum(1 for cell in numbers if _NUMBER.fullmatch(cell.text)) >= len(numbers)


def _mend(table: Joined, row: int) -> None:
    """Put the cells of a row behind those above them."""
    *others, last, part = table.parts
    rest = {cell.column: cell for cell in part.cells if cell.row == row}
    above = {cell.column: cell for cell in last.cells}
    changed = {
        id(above[column]): above[column].before(cell, above[column].rows + cell.rows - 1)
        for column, cell in rest.items()
        if column in above
    }
    cells = tuple(changed.get(id(cell), cell) for cell in last.cells)
    kept = tuple(attrs.evolve(cell, row=cell.row - 1) for cell in part.cells if cell.row > row)
    table.parts = [
        *others,
        attrs.evolve(last, cells=cells),
        attrs.evolve(part, cells=kept, height=part.height - 1),
    ]


def _mend_merged(table: Joined, row: int) -> bool:
    """Put the rest of a merged cell that a page break cut between two of its rows behind it; whether there was one.

    A merged cell that covers rows on both pages comes again on the second. It is known by a text that broke off, or by
    a blank cell beside it in a column that has no blank ones (②, the answer: both go on).
    """
    *others, last, part = table.parts
    above = {cell.column: cell for cell in last.cells}
    begun = [cell for cell in part.cells if cell.row == row and cell.column > 1 and cell.column in above]
    blank = [cell for cell in begun if not cell.text and _is_filled(table.parts[:-1], cell.column)]
    rest = [cell for cell in begun if cell.text and _goes_on(above[cell.column], cell, is_beside=bool(blank))]
    if not rest:
        return False
    changed = {id(above[c.column]): above[c.column].before(c, above[c.column].rows + c.rows) for c in (*rest, *blank)}
    gone = {id(cell) for cell in (*rest, *blank)}
    cells = tuple(changed.get(id(cell), cell) for cell in last.cells)
    kept = tuple(cell for cell in part.cells if id(cell) not in gone)
    table.parts = [*others, attrs.evolve(last, cells=cells), attrs.evolve(part, cells=kept)]
    return True


def _is_filled(parts: Sequence[Part], column: int) -> bool:
    return all(cell.text for part in parts for cell in part.cells if cell.column == column)


def _goes_on(upper: Cell, cell: Cell, *, is_beside: bool) -> bool:
    """Whether a cell is the rest of the one above it on the page before."""
    if upper.columns != cell.columns or not upper.is_full:
        return False
    return is_beside or (upper.is_open and (upper.rows > 1 or cell.rows > 1 or "。" in upper.text))
