"""The blocks of a file as lines: one for each line of a paragraph, one for each row of a table (ブロックから行へ)."""

import re

import attrs

from plancomment.findings import Finding, Place
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.published import remarks
from plancomment.read.published.lines import Grid, Line

__all__ = ["Sheet", "lines_of_blocks"]


@attrs.define
class Sheet:
    """Lines and where they stand (行と位置).

    Attributes:
        lines: in reading order, none of them blank; between two blocks, and where rows are blank, numbers are left out.
        places: where each number stands in the file.
        findings: text outside of the running text, such as running heads.
        names: the numbers of lines that are the name of a sheet, which may mean nothing.
    """

    lines: list[Line] = attrs.field(factory=list)
    places: dict[int, Place] = attrs.field(factory=dict)
    findings: list[Finding] = attrs.field(factory=list)
    names: set[int] = attrs.field(factory=set)
    _number: int = 0

    def add(self, cells: tuple[str, ...], place: Place, grid: Grid | None = None) -> None:
        """One more line, right below the one above."""
        self._number += 1
        self.places[self._number] = place
        self.lines.append(Line(self._number, cells, grid))

    def leave_gap(self) -> None:
        """The next line stands apart."""
        self._number += 1


def lines_of_blocks(contents: Contents) -> Sheet:
    """The lines of all blocks, each with its place.

    A row of a table that has one cell as wide as the table, and rows of a sheet that hold a single cell before any
    other row of their part, are lines of text: in a spreadsheet titles and headings stand in cells, too.
    """
    sheet = Sheet()
    tabs = list(dict.fromkeys(block.sheet for block in contents.blocks if isinstance(block, TableBlock)))
    tab = ""
    for block in contents.blocks:
        sheet.leave_gap()
        if isinstance(block, TableBlock):
            if (
                len(tabs) > 1
                and block.sheet not in ("", tab)
                and not re.match(r"(?i)(?:sheet|シート)\s*[0-9]*$", block.sheet)
            ):
                sheet.add((block.sheet,), Place(sheet=block.sheet))
                sheet.names.add(sheet.lines[-1].number)
            tab = block.sheet
            _add_table(sheet, block)
        elif block.place.startswith(("ヘッダー", "フッター")) or block.role == "note":
            _tell(sheet, block)
        else:
            _add_text(sheet, block)
    return sheet


def _tell(sheet: Sheet, block: TextBlock) -> None:
    if block.text.strip():
        place = Place(page=block.page, line=block.file_line or block.line)
        told = remarks.unread(1, f"{block.label}{block.separator}{block.text}")
        sheet.findings.append(attrs.evolve(told, place=place))


def _add_text(sheet: Sheet, block: TextBlock) -> None:
    place = Place(page=block.page, line=block.file_line or block.line)
    text = f"{block.label}{block.separator}{block.text}"
    if block.role == "body" and "。" in text:
        # A paragraph is one statement, however its lines are broken.
        sheet.add((text,), place)
        return
    for line in text.split("\n"):
        if line.strip():
            sheet.add((line,), place)


def _add_table(sheet: Sheet, table: TableBlock) -> None:
    if table.width == 0:
        return
    # A large sheet is not taken apart into cells: only the merged ones say more than their text.
    given = table.merged if table.rows is not None else table.cells
    grid, starts = table.grid(), {(cell.row, cell.column): cell for cell in given}
    owners = _owners(table)
    merging = frozenset(
        column - 1
        for cell in table.merged
        if cell.rows > 1
        for column in range(cell.column, cell.column + cell.columns)
    )
    begun = False
    for index, texts in enumerate(grid):
        row = index + 1
        filled = [text for text in texts if text.strip()]
        covered = {column: owners[row, column] for column in range(1, table.width + 1) if (row, column) in owners}
        if not filled and not any(cell.text.strip() for cell in covered.values()):
            sheet.leave_gap()
            begun = False
            continue
        first = next((starts[row, column] for column in range(1, table.width + 1) if (row, column) in starts), None)
        place = _place(table, row, first)
        whole = first is not None and first.columns >= table.width > 1
        alone = table.width == 1 or (table.sheet != "" and not begun and len(filled) == 1)
        if alone and not covered:
            for line in filled[0].split("\n"):
                if line.strip():
                    sheet.add((line,), place)
            continue
        begun = True
        sheet.add(
            tuple(_without_outer_blanks(text) for text in texts),
            place,
            Grid(
                covered=frozenset(column - 1 for column in covered),
                texts={column - 1: _without_outer_blanks(cell.text) for column, cell in covered.items()},
                merging=merging,
                whole=whole,
                page=place.page,
            ),
        )


def _without_outer_blanks(text: str) -> str:
    """A cell's text without blank lines at its ends: a blank paragraph there is layout. Those within it stay."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _owners(table: TableBlock) -> dict[tuple[int, int], CellBlock]:
    """The merged cell that covers a place from above, by row and column."""
    return {
        (row, column): cell
        for cell in table.merged
        if cell.rows > 1
        for row in range(cell.row + 1, min(cell.row + cell.rows, table.height + 1))
        for column in range(cell.column, min(cell.column + cell.columns, table.width + 1))
    }


def _place(table: TableBlock, row: int, first: CellBlock | None) -> Place:
    page, line = (first.page, first.file_line or first.line) if first is not None else (None, None)
    if table.sheet:
        return Place(sheet=table.sheet, row=table.first_row + row - 1)
    return Place(row=row, page=page, line=line)
