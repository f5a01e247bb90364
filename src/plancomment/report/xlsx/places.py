"""Where everything of a sheet stands: rows, columns, heights, and the names that lead there (配置).

All is placed before anything is written, so that a link can lead to what comes later.
"""

from collections.abc import Iterator

import attrs

from plancomment.errors import WriteError
from plancomment.report.document import Cell, Row, Run, Table
from plancomment.report.look import Look
from plancomment.report.xlsx.measures import SIZE, em_width, line_height, number_width, text_height
from plancomment.report.xlsx.rows import Slot, lay
from plancomment.report.xlsx.sheets import Chart, Line, Sheet
from plancomment.report.xlsx.texts import LIMIT, Ink, Text, cut, fragments, units

__all__ = ["AGAIN", "SIZES", "Box", "PlacedSheet", "PlacedTable", "chart_rows", "place"]

#: What a piece of a text begins with that continues the cell above.
AGAIN = {"ja": "（続き）", "en": "(continued) "}
#: The size of the characters of each kind of line, in points.
SIZES = {"publisher": 10, "title": 16, "heading": 13, "caption": 11, "text": SIZE, "note": 9, "aside": 8}
# Columns as Excel counts them, in digits: of a page upright and across; of the first column of figures and of the
# others; of what stands beside the page.
_PAGE = {"A4": (92.0, 138.0), "A3": (130.0, 196.0)}
_FIRST, _OTHER, _FIGURES = 36.0, 11.0, 5
_LEAST, _ASIDE = 5.0, 16.0
_ROWS, _COLUMNS = 1_048_576, 16_384
_GAP = 14.0
_CHART_ROW = 15.0
# What stands beside a row of a table without a name, so that it can be told from the lines below the table.
_UNNAMED = "・"
_NAMES = {"ja": "識別名", "en": "Identifiers"}
_CUT = {
    "ja": "{row}行目の「{column}」は、1つのセルに入る文字数（32,767字）を超えるため、{pieces}つのセルに分けています。",
    "en": "Row {row}, “{column}”: a cell holds 32,767 characters, so the text stands in {pieces} cells.",
}


@attrs.frozen
class Box:
    """A cell of the sheet, perhaps merged; rows and columns count from 0 (セル).

    Attributes:
        top: its first row.
        left: its first column.
        bottom: its last row.
        right: its last column.
        text: what it says.
        kind: how it looks: a kind of line, or ``"titles"``, ``"name"``, ``"cell"``, ``"group"``, ``"total"``,
            ``"aside"`` (種類).
        align: ``"start"``, ``"center"`` or ``"end"`` (文字の配置).
        level: how far it is moved in (階層).
        number: the number that its text prints, None for text (数値).
        link: the name of the document that it leads to, ``""`` for none (リンク).
    """

    top: int
    left: int
    bottom: int
    right: int
    text: Text
    kind: str
    align: str = "start"
    level: int = 0
    number: int | None = None
    link: str = ""


@attrs.frozen
class PlacedTable:
    """Where a table stands (表の位置).

    Attributes:
        table: what it shows.
        tops: the first row of its titles, of each of its rows, and the row behind its last one.
    """

    table: Table
    tops: tuple[int, ...]


@attrs.define
class PlacedSheet:
    """A sheet with everything in its place (配置済みのシート).

    Attributes:
        sheet: what stands on it.
        name: of its tab.
        widths: of its columns, in digits.
        page: how many columns are printed; what stands beside them is for those who work with the file.
        boxes: what its cells say.
        heights: of its rows, in points.
        names: for each row, the names that stand in it, as they are written beside it.
        tables: its tables.
        charts: for each chart the row in which it begins, and its table.
        targets: the row and column of each name.
    """

    sheet: Sheet
    name: str
    widths: list[float]
    page: int
    boxes: list[Box] = attrs.field(factory=list)
    heights: list[float] = attrs.field(factory=list)
    names: dict[int, list[str]] = attrs.field(factory=dict)
    tables: list[PlacedTable] = attrs.field(factory=list)
    charts: list[tuple[int, PlacedTable]] = attrs.field(factory=list)
    targets: dict[str, tuple[int, int]] = attrs.field(factory=dict)


def place(sheet: Sheet, name: str, look: Look, lang: str) -> PlacedSheet:
    """The sheet with everything in its place.

    Raises:
        WriteError: it has more rows or columns than Excel.
    """
    widths = _widths(sheet, look)
    placed = PlacedSheet(sheet, name, widths, len(widths))
    placer = _Placer(placed, look, lang)
    for part in sheet.parts:
        if isinstance(part, Line):
            placer.add_line(part)
        elif isinstance(part, Chart):
            placer.add_chart(part.table)
        else:
            placer.add_table(part)
    if any(_groups(table) for table in sheet.tables):
        widths.append(_ASIDE)
    if placed.names:
        placer.add_names()
        widths.append(_ASIDE)
    if len(placed.heights) > _ROWS or len(widths) > _COLUMNS:
        size = f"{len(placed.heights)} rows and {len(widths)} columns"
        raise WriteError(f"the sheet {name!r} was not written: {size} are more than Excel has")
    return placed


def chart_rows(table: Table) -> int:
    """How many rows of 15 points (20 pixels) a chart of the table takes."""
    return 4 + 2 * sum(1 for row in table.rows if row.kind == "body" and row.level == 0)


def _widths(sheet: Sheet, look: Look) -> list[float]:
    if sheet.is_list:
        columns = sheet.tables[0].columns
        share = _PAGE[look.paper][sheet.landscape] / sum(column.width for column in columns)
        widths = [max(round(share * column.width, 1), _LEAST) for column in columns]
    else:
        figures = max((len(table.columns) - 1 for table in sheet.tables), default=0)
        widths = [_FIRST] + [_OTHER] * max(figures, _FIGURES)
    # A number has no second line: where it does not fit, Excel prints ### instead.
    for table in sheet.tables:
        counted = any(cell.number is not None for row in table.rows for cell in row.cells)
        for slots in table.grid() if counted else ():
            for at, (cell, starts) in enumerate(slots):
                if cell.number is not None and starts:
                    widths[at] = max(widths[at], number_width(cell.text))
    return widths


def _groups(table: Table) -> str:
    """The title of the column that says under which headings a row stands, ``""`` where there is none."""
    return table.groups if any(row.kind == "heading" for row in table.rows) else ""


@attrs.define
class _Placer:
    """Puts one part below the other."""

    placed: PlacedSheet
    look: Look
    lang: str

    def add_line(self, line: Line) -> None:
        """A text over the whole width; with room above it where it begins something new."""
        placed = self.placed
        begins = line.kind in ("heading", "caption") or line.anchors or any(run.anchor for run in line.runs)
        if begins and placed.tables and placed.heights[-1] != _GAP:
            placed.heights.append(_GAP)
        size = SIZES[line.kind]
        pitch = line_height(self.look.font, size)
        ems = em_width(sum(placed.widths[: placed.page]), size)
        pieces = cut(fragments(line.runs, self.look.marks), AGAIN[self.lang])
        laid = lay([Slot(0, 1, tuple(text_height(one.plain, ems, pitch) for one in pieces))], 1, pitch + 4)
        top = len(placed.heights)
        placed.heights += laid.heights
        self._note(line.anchors, top, 0)
        for at, (text, (start, end)) in enumerate(zip(pieces, laid.pieces[0], strict=True)):
            if at:
                placed.names.setdefault(top + start, []).append("1>")
            self._note_within(text, top + start, 0, 1)
            placed.boxes.append(Box(top + start, 0, top + end - 1, placed.page - 1, text, line.kind, "", line.level))

    def add_table(self, table: Table) -> None:
        """Titles and rows, a note for each text that was cut, and room for a chart."""
        placed = self.placed
        if placed.tables and placed.tables[-1].tops[-1] == len(placed.heights):
            placed.heights.append(_GAP)
        base = len(placed.heights)
        cells = list(_cells(table))
        texts = [cut(fragments(one.cell.runs, self.look.marks), AGAIN[self.lang]) for one in cells]
        slots = self._slots(table, cells, texts)
        laid = lay(slots, len(table.rows) + 1, line_height(self.look.font, SIZE) + 3)
        placed.heights += laid.heights
        for row, top in zip(table.rows, laid.tops[1:], strict=False):
            self._note((row.anchor,) if row.anchor else (), base + top, 0)
        last = len(table.columns)
        for one, pieces, slot, spans in zip(cells, texts, slots, laid.pieces, strict=True):
            right = one.column + one.cell.colspan
            right = self._end(table) if right == last else right
            for at, (text, (start, end)) in enumerate(zip(pieces, spans, strict=True)):
                self._note_piece(one, text, base + start, at)
                number = one.cell.number if len(pieces) == 1 else None
                # LibreOffice does not break the lines of a cell with a link, and would print only its first line.
                link = text.link if slot.heights[0] < self._two_lines else ""
                where = (base + start, one.column, base + end - 1, right - 1)
                placed.boxes.append(Box(*where, text, one.kind, one.align, one.level, number, link))
        tops = tuple(base + top for top in laid.tops)
        if _groups(table):
            self._add_groups(table, tops)
        for one, pieces in zip(cells, texts, strict=True):
            if len(pieces) > 1:
                words = _CUT[self.lang]
                title = table.columns[one.column].title
                said = words.format(row=one.row, column=title[:100], pieces=len(pieces))
                self.add_line(Line((Run(said),), "note"))
        placed.tables.append(PlacedTable(table, tops))

    @property
    def _two_lines(self) -> float:
        return 2 * line_height(self.look.font, SIZE)

    def _slots(self, table: Table, cells: list["_Cell"], texts: list[tuple[Text, ...]]) -> list[Slot]:
        pitch = line_height(self.look.font, SIZE)
        widths = self.placed.widths[: self._end(table)]
        edges = [*range(len(table.columns)), len(widths)]
        known: dict[tuple[int, int], float] = {}
        slots = []
        for one, pieces in zip(cells, texts, strict=True):
            span = (one.column, one.column + one.cell.colspan)
            ems = known.get(span)
            if ems is None:
                ems = known[span] = em_width(sum(widths[edges[span[0]] : edges[span[1]]]))
            room = ems - 1.5 * one.level if ems > 1.5 * one.level + 1 else 1.0
            if one.cell.number is not None:
                room = max(room, 2 * number_width(one.cell.text))
            heights = tuple(text_height(text.plain, room, pitch) for text in pieces)
            slots.append(Slot(one.row, one.cell.rowspan, heights))
        return slots

    def _end(self, table: Table) -> int:
        """The column behind the table: of texts on a sheet of figures, the last one reaches to the end of the page."""
        small = self.placed.sheet.is_list or table.columns[-1].align == "end"
        return len(table.columns) if small else self.placed.page

    def _note(self, anchors: tuple[str, ...], row: int, column: int, sign: str = "") -> None:
        for name in anchors:
            self.placed.names.setdefault(row, []).append(sign + name)
            self.placed.targets[name] = (row, column)

    def _note_within(self, text: Text, row: int, column: int, number: int) -> None:
        for at, name in text.anchors:
            self._note((name,), row, column, f"{number}+{at}=")

    def _note_piece(self, one: "_Cell", text: Text, row: int, at: int) -> None:
        if at:
            self.placed.names.setdefault(row, []).append(f"{one.column + 1}>")
        elif one.cell.anchor:
            self._note((one.cell.anchor,), row, one.column, f"{one.column + 1}=")
        if text.anchors:
            self._note_within(text, row, one.column, one.column + 1)

    def _add_groups(self, table: Table, tops: tuple[int, ...]) -> None:
        """Beside each row the headings that it stands under, so that the table can be filtered by them."""
        at = self.placed.page
        boxes = self.placed.boxes
        path: list[str] = []
        boxes.append(Box(tops[0], at, tops[1] - 1, at, _aside(table.groups), "aside", ""))
        told = _aside("")
        for row, top, end in zip(table.rows, tops[1:], tops[2:], strict=False):
            if row.kind == "heading":
                path[row.level :] = [*[""] * (row.level - len(path)), row.cells[0].text]
                told = _aside("／".join(filter(None, path)))
            boxes.append(Box(top, at, end - 1, at, told, "aside", ""))

    def add_names(self) -> None:
        """Beside each row the names that it has, so that who reads the file knows what is what."""
        placed = self.placed
        at = len(placed.widths)
        for one in placed.tables:
            placed.boxes.append(Box(one.tops[0], at, one.tops[1] - 1, at, _aside(_NAMES[self.lang]), "aside", ""))
            for top in one.tops[1:-1]:
                placed.names.setdefault(top, [_UNNAMED])
        for row, names in placed.names.items():
            for more, told in enumerate(_filled(names)):
                text = Text(((told, Ink()),))
                placed.boxes.append(Box(row, at + more, row, at + more, text, "aside", ""))

    def add_chart(self, table: Table) -> None:
        """Room for the chart of the table that was added last."""
        placed = self.placed
        placed.heights.append(_GAP / 2)
        placed.charts.append((len(placed.heights), placed.tables[-1]))
        placed.heights += [_CHART_ROW] * chart_rows(table)


@attrs.frozen
class _Cell:
    """A cell of a table with what its place says of its looks; row 0 is that of the titles."""

    cell: Cell
    row: int
    column: int
    kind: str
    align: str
    level: int


def _cells(table: Table) -> Iterator[_Cell]:
    for at, column in enumerate(table.columns):
        yield _Cell(Cell((Run(column.title),)), 0, at, "titles", "center", 0)
    for number, (row, slots) in enumerate(zip(table.rows, table.grid(), strict=True), start=1):
        for at, (cell, starts) in enumerate(slots):
            if starts:
                align = "start" if row.kind == "heading" else table.columns[at].align
                yield _Cell(cell, number, at, _kind(row, cell), align, row.level if at == 0 else 0)


def _kind(row: Row, cell: Cell) -> str:
    if row.kind == "body":
        return "name" if cell.header else "cell"
    return "group" if row.kind == "heading" else "total"


def _aside(text: str) -> Text:
    """A text beside the page; what is longer than a cell is told in full where it comes from."""
    return cut(fragments((Run(text),), "underline"), "")[0]


def _filled(names: list[str]) -> Iterator[str]:
    """The names as texts that a cell can hold, by far the most in one."""
    told: list[str] = []
    length = 0
    for name in names:
        length += units(name) + 1
        if length > LIMIT:
            yield " ".join(told)
            told, length = [], units(name) + 1
        told.append(name)
    yield " ".join(told)
