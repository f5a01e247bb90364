"""A workbook that this library wrote, as the page that it shows (本ライブラリのExcelブック).

Beside its tables stands a column of names (識別名), which says what each row and cell is; see
docs/reference/excel-output.md. With it the sheets become titles and tables with anchors again, and are read like any
page of this library.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

import attrs

from plancomment.read.blocks import Block, CellBlock, Contents, TableBlock, TextBlock

__all__ = ["as_page"]

_TITLES = ("識別名", "Identifiers")
# What is told of "page / pages" at the foot, where nothing stands but the stroke.
_FOOTER = "(header or footer): /"
_AGAIN = re.compile(r"（続き）|\(continued\) ")
_TOKEN = re.compile(r"(?:([0-9]{1,5})(?:\+([0-9]{1,9}))?=)?([\w.~-]+)|([0-9]{1,5})>|・")


def as_page(contents: Contents) -> Contents:
    """The contents with such sheets as titles and tables; the contents themselves where no sheet has the column."""
    sheets = [block for block in contents.blocks if isinstance(block, TableBlock)]
    if not any(title in row for block in sheets for row in block.rows or () for title in _TITLES):
        return contents
    blocks: list[Block] = []
    for block in contents.blocks:
        blocks += _Sheet(block).blocks() if isinstance(block, TableBlock) else [block]
    told = tuple(one for one in contents.findings if not (one.code == "PC625" and one.message.endswith(_FOOTER)))
    return attrs.evolve(contents, blocks=tuple(blocks), findings=told)


@attrs.define
class _Names:
    """What stands beside one row of a sheet.

    Attributes:
        anchors: by column of the table, from 1, and 0 for the row itself: where in the text each name stands.
        again: the columns whose text continues the text above.
        begins: whether a row of the table begins here.
    """

    anchors: dict[int, list[tuple[int, str]]] = attrs.field(factory=dict)
    again: set[int] = attrs.field(factory=set)
    begins: bool = False


def _names(told: str) -> _Names:
    """The names in a text; none where anything else stands there."""
    names = _Names()
    for word in told.split(" "):
        if not word:
            continue
        match = _TOKEN.fullmatch(word)
        if match is None:
            return _Names()
        if match[4]:
            names.again.add(int(match[4]))
            continue
        names.begins = True
        if match[3]:
            names.anchors.setdefault(int(match[1] or 0), []).append((int(match[2] or 0), match[3]))
    return names


class _Sheet:
    """One sheet: its texts, its merged cells, and the names beside its rows; everything counts from 0."""

    def __init__(self, block: TableBlock) -> None:
        self.block = block
        self.grid: Sequence[Sequence[str]] = block.rows or block.grid()
        self.spans = {(cell.row - 1, cell.column - 1): (cell.rows, cell.columns) for cell in block.merged}
        self.covered = bytearray(block.height * block.width)
        self.reached = bytearray(block.height)
        for (row, column), (rows, columns) in self.spans.items():
            self.reached[row + 1 : row + rows] = b"\1" * (rows - 1)
            for at in range(row * block.width + column, (row + rows) * block.width, block.width):
                self.covered[at : at + columns] = b"\1" * columns
            self.covered[row * block.width + column] = 0
        titled = [at for row in self.grid for at, text in enumerate(row) if text in _TITLES]
        self.beside = max(titled, default=block.width - 1)
        self.names = [_names(" ".join(row[self.beside :])) for row in self.grid]

    def blocks(self) -> list[Block]:
        """Its titles, texts and tables, from the top."""
        found: list[Block] = []
        row = 0
        while row < len(self.grid):
            if self.grid[row][self.beside] in _TITLES:
                end = row + 1
                while end < len(self.grid) and self._is_inside(end):
                    end += 1
                found.append(self._table(row, end))
                row = end
            else:
                self._add_line(row, found)
                row += 1
        return found

    def _is_inside(self, row: int) -> bool:
        is_title = self.grid[row][self.beside] in _TITLES
        return not is_title and bool(self.names[row].begins or self.names[row].again or self.reached[row])

    def _add_line(self, row: int, found: list[Block]) -> None:
        text, names = self.grid[row][0], self.names[row]
        last = found[-1] if found else None
        if 1 in names.again and isinstance(last, TextBlock):
            more, anchors = self._more(row, 0, len(last.text))
            found[-1] = attrs.evolve(last, text=last.text + more, anchors=(*last.anchors, *anchors))
        elif text or names.begins:
            own = names.anchors.get(0, [])
            told = tuple(sorted([*own, *names.anchors.get(1, [])]))
            found.append(TextBlock(text, "heading" if own else "body", anchors=told))

    def _table(self, titles: int, end: int) -> TableBlock:
        """The table whose titles stand in that row."""
        page = max((columns for (_, column), (_, columns) in self.spans.items() if column == 0), default=1)
        width = max((at + 1 for at in range(min(page, self.beside)) if self.grid[titles][at]), default=1)
        # A row of the table stands on several of the sheet where its text is too high, or too long, for one.
        begins = [titles, *(at for at in range(titles + 1, end) if self.names[at].begins), end]
        cells: list[CellBlock] = []
        for number, row in enumerate(begins[:-1], start=1):
            anchors = self.names[row].anchors.get(0, []) if number > 1 else []
            for column in range(width):
                if self.covered[row * self.block.width + column]:
                    continue
                text, own, last = self._cell(row, column, end)
                rows = bisect_left(begins, max(last, begins[number])) - number + 1
                columns = min(column + self.spans.get((row, column), (1, 1))[1], width) - column
                anchors = [*anchors, *own]
                cells.append(
                    CellBlock(number, column + 1, text, rows, columns, number == 1, anchors=tuple(sorted(anchors)))
                )
                anchors = []
        return TableBlock(tuple(cells), len(begins) - 1, width, self.block.sheet, self.block.first_row + titles)

    def _cell(self, row: int, column: int, end: int) -> tuple[str, list[tuple[int, str]], int]:
        """The text of a cell with all that continues it below, its names, and the row behind its last one."""
        text = self.grid[row][column]
        pieces, length = [text], len(text)
        anchors = list(self.names[row].anchors.get(column + 1, []))
        last = row + self.spans.get((row, column), (1, 1))[0]
        while last < end and column + 1 in self.names[last].again:
            more, names = self._more(last, column, length)
            pieces.append(more)
            length += len(more)
            anchors += names
            last += self.spans.get((last, column), (1, 1))[0]
        return "".join(pieces), anchors, last

    def _more(self, row: int, column: int, length: int) -> tuple[str, list[tuple[int, str]]]:
        """A text that continues one of that length, without its sign, and the names in it."""
        text = self.grid[row][column]
        sign = _AGAIN.match(text)
        cut = sign.end() if sign is not None else 0
        names = self.names[row].anchors.get(column + 1, [])
        return text[cut:], [(max(at - cut, 0) + length, name) for at, name in names]
