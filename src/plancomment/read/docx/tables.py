"""Tables with merged cells, as the grid that is seen (結合のある表)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.read.blocks import Block, CellBlock, TableBlock, TextBlock
from plancomment.read.docx.alternatives import ALTERNATIVES, choose
from plancomment.read.docx.names import W
from plancomment.read.docx.runs import Runs
from plancomment.read.docx.values import is_on, whole_number
from plancomment.read.limits import Limits

__all__ = ["TableReader", "cell_text", "only_cell"]

_ROW, _CELL, _TABLE = f"{W}tr", f"{W}tc", f"{W}tbl"
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_INSERTED, _DELETED = frozenset({f"{W}ins", f"{W}moveTo"}), frozenset({f"{W}del", f"{W}moveFrom"})
_VAL = f"{W}val"


@attrs.define
class _Cell:
    """A cell while its table is read; it grows downwards and to the right."""

    row: int
    column: int
    text: str
    columns: int
    header: bool
    page: int | None
    anchors: list[tuple[int, str]]
    rows: int = 1


@attrs.define
class TableReader:
    """Reads one table.

    Attributes:
        runs: what reads the text, for tracked changes, pages and findings.
        limits: how much is taken on.
        contents_of: the blocks in a cell, blank paragraphs included.
    """

    runs: Runs
    limits: Limits
    contents_of: Callable[[Any], Sequence[Block]]
    _cells: list[_Cell] = attrs.field(factory=list)
    _open: dict[int, _Cell] = attrs.field(factory=dict)
    _height: int = 0
    _width: int = 0

    def read(self, table: Any) -> TableBlock | None:
        """The table; None if nothing of it is left."""
        for row in _within(table, _ROW):
            properties = row.find(_ROW_PROPERTIES)
            if self._is_gone(properties, _INSERTED, _DELETED):
                self.runs.pass_over(row)
            elif properties is not None and _says(properties, "hidden"):
                self._hide(row)
            else:
                self._row(row, properties)
        if not self._cells:
            return None
        self._check(cells=self._height * self._width)
        cells = tuple(
            CellBlock(
                cell.row,
                cell.column,
                cell.text,
                cell.rows,
                cell.columns,
                cell.header,
                cell.page,
                None,
                tuple(cell.anchors),
            )
            for cell in self._cells
        )
        return TableBlock(cells, self._height, self._width)

    def _row(self, row: Any, properties: Any | None) -> None:
        self._height += 1
        self._check(rows=self._height)
        header = properties is not None and _says(properties, "tblHeader")
        column = 1 + self._skipped(properties, "gridBefore")
        open_cells: dict[int, _Cell] = {}
        self.runs.pages.row_begins()
        beside: _Cell | None = None
        covered: list[tuple[int, str]] = []  # what names the row, in a cell that is covered
        for cell in _within(row, _CELL):
            span, merge, is_beside = self._measure(cell.find(_CELL_PROPERTIES))
            if span == 0:
                self.runs.pass_over(cell)
                continue
            self._check(columns=column + span - 1)
            above = self._open.get(column)
            if is_beside and beside is not None:
                self._cover(cell)
                beside.columns += span
            elif merge == "continue" and above is not None and above.columns == span:
                covered += self._cover(cell)
                above.rows += 1
                open_cells[column] = beside = above
            else:
                beside = self._new(cell, column, span, header, covered)
                covered = []
                if merge is not None:
                    open_cells[column] = beside
            column += span
            self._width = max(self._width, column - 1)
        self.runs.pages.row_ends()
        self._width = max(self._width, column - 1 + self._skipped(properties, "gridAfter"))
        self._check(columns=self._width)
        self._open = open_cells

    def _new(self, element: Any, column: int, span: int, header: bool, names: list[tuple[int, str]]) -> _Cell:
        self.runs.pages.cell_begins()
        blocks = self.contents_of(element)
        text = cell_text(blocks)
        if len(text) > self.limits.cell_characters:
            where = f"a table, row {self._height}, column {column}"
            self._refuse(f"{where}: a cell of {len(text)} characters", "cell_characters")
        page = next((block.page for block in blocks if isinstance(block, TextBlock) and block.page is not None), None)
        cell = _Cell(self._height, column, text, span, header, page, [*names, *cell_anchors(blocks)])
        self._cells.append(cell)
        return cell

    def _cover(self, element: Any) -> list[tuple[int, str]]:
        """What a merged cell covers is not seen: its words are told, should it have any; the bookmarks in it."""
        self.runs.pages.cell_begins()
        blocks = self.contents_of(element)
        self.runs.told.hidden(self.runs.pages.here(), cell_text(blocks))
        return [(0, name) for _, name in cell_anchors(blocks)]

    def _hide(self, row: Any) -> None:
        words = " ".join(cell_text(self.contents_of(cell)) for cell in _within(row, _CELL))
        self.runs.told.hidden(self.runs.pages.here(), words)

    def _measure(self, properties: Any | None) -> tuple[int, str | None, bool]:
        """How many columns a cell takes, 0 if it is gone; how it is merged with the one above, and the one before."""
        if properties is None:
            return 1, None, False
        if self._is_gone(properties, {f"{W}cellIns"}, {f"{W}cellDel"}):
            return 0, None, False
        span, merge, beside = 1, None, False
        for element in properties:
            if element.tag == f"{W}gridSpan":
                span = self._span(element.get(_VAL), least=1)
            elif element.tag == f"{W}vMerge":
                merge = element.get(_VAL, "continue")
            elif element.tag == f"{W}hMerge":
                beside = element.get(_VAL, "continue") == "continue"
        return span, merge, beside

    def _skipped(self, properties: Any | None, name: str) -> int:
        element = None if properties is None else properties.find(f"{W}{name}")
        return 0 if element is None else self._span(element.get(_VAL), least=0)

    def _span(self, given: str | None, *, least: int) -> int:
        span = whole_number(given, least, self.limits.columns)
        if span is None:
            self.runs.told.mended(
                f"a cell cannot be {given!r:.20} columns wide, it is taken as {least}",
                f"セルの幅{given!r:.20}列は{least}列としました",
            )
            return least
        return span

    def _is_gone(self, properties: Any | None, inserted: Any, deleted: Any) -> bool:
        """Whether a row or cell is not there, counting how it changed."""
        if properties is None:
            return False
        tags = {child.tag for child in properties}
        is_inserted, is_deleted = not tags.isdisjoint(inserted), not tags.isdisjoint(deleted)
        self.runs.told.insertions += is_inserted
        self.runs.told.deletions += is_deleted
        return is_inserted if self.runs.original else is_deleted

    def _check(self, **counted: int) -> None:
        for name, count in counted.items():
            if count > getattr(self.limits, name):
                self._refuse(f"a table of {count} {name}", name)

    def _refuse(self, what: str, limit: str) -> None:
        raise ReadError(self.runs.told.source, [f"{what}, more than {getattr(self.limits, limit)} (Limits.{limit})"])


def only_cell(table: Any) -> Any | None:
    """The cell of a table of one cell that holds another table: a frame around text (枠); None for other tables."""
    rows = _within(table, _ROW)
    row, more = next(rows, None), next(rows, None)
    if row is None or more is not None:
        return None
    cells = _within(row, _CELL)
    cell, more = next(cells, None), next(cells, None)
    if cell is None or more is not None or cell.find(_TABLE) is None:
        return None
    return cell


def cell_text(blocks: Sequence[Block]) -> str:
    """The text of a cell: its paragraphs, and the rows of tables within it, line by line."""
    lines: list[str] = []
    for at, block in enumerate(blocks):
        if isinstance(block, TextBlock):
            is_after_table = at > 0 and at == len(blocks) - 1 and isinstance(blocks[at - 1], TableBlock)
            line = block.label + block.separator + block.text
            if line or not is_after_table:  # Word wants a paragraph behind a table, and leaves it blank
                lines.append(line)
        else:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            lines.extend("\t".join(texts) for texts in rows.values())
    return "\n".join(lines)


def cell_anchors(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """The bookmarks in the paragraphs of a cell, by their position in its text."""
    found: list[tuple[int, str]] = []
    begin = 0
    for block in blocks:
        if isinstance(block, TextBlock):
            lead = len(block.label) + len(block.separator)
            found += [(begin + (lead + at if at else 0), name) for at, name in block.anchors]
            begin += lead + len(block.text) + 1
        else:
            begin += len(cell_text([block])) + 1
    return found


def _says(properties: Any, name: str) -> bool:
    element = properties.find(f"{W}{name}")
    return element is not None and is_on(element)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those within content controls and other wrappers."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _within(choose(child), tag)
        elif child.tag not in (_ROW_PROPERTIES, _CELL_PROPERTIES, f"{W}tblPr", f"{W}sdtPr") and len(child):
            yield from _within(child, tag)
