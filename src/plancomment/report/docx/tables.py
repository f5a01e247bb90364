"""Tables (表): rows written as XML, fixed columns, titles on every page, merged cells that no page shows blank."""

from collections.abc import Iterator, Sequence

import attrs

from plancomment.report.controls import visible
from plancomment.report.document import Cell, Column, Row, Run, Table
from plancomment.report.docx.markup import NOTHING, Xml, element, joined
from plancomment.report.docx.merges import Held, held_rows, line_count
from plancomment.report.docx.runs import Pen
from plancomment.report.docx.styles import LEADING, MARGIN, SIZE
from plancomment.textdiff.clusters import graphemes

__all__ = ["table"]

_Slots = tuple[tuple[Cell, bool], ...]
_Frame = tuple[int, int, str, str, bool, bool, int, bool]
#: Fonts are measured by no one here: full-width characters are as wide as they are high, others half of that.
_NARROW = SIZE // 2
_INDENT = 200
_KEEP = element("w:keepNext")
_JUSTIFIED = {"start": NOTHING, "center": element("w:jc", val="center"), "end": element("w:jc", val="right")}
_RESTART, _CONTINUE = element("w:vMerge", val="restart"), element("w:vMerge")
_WHOLE = element("w:cantSplit")
_WHOLE_ROW = element("w:trPr", [_WHOLE])
_TITLES = element("w:trPr", [_WHOLE, element("w:tblHeader")])
_SHADES = {
    name: element("w:shd", val="clear", color="auto", fill=fill)
    for name, fill in (("head", "E6EEF3"), ("group", "D3E1E9"), ("subgroup", "EEF4F7"), ("side", "F4F6F7"))
}
_WORDS = {
    "ja": {"again": "（再掲）", "more": "…（全文は上の「{place}」の欄のとおり）", "full": "…（全文は上のとおり）"},
    "en": {"again": "(Repeated) ", "more": "… (in full above, at {place})", "full": "… (in full above)"},
}
#: Longer words, or more than one line of them, say that they are printed again.
_SHORT = 10


def table(given: Table, pen: Pen, *, width: int, height: int, lang: str) -> Iterator[Xml]:
    """Caption, table, notes; ``width`` and ``height`` are those of the page's text, in twentieths of a point."""
    captioned = pen.mark(given.anchor)
    if given.caption:
        caption = pen.line([Run(given.caption)])
        yield pen.paragraph("caption", joined([captioned, caption]))
        captioned = NOTHING
    yield element("w:tbl", _Rows(given, pen, _shares(given.columns, width), height, lang).write(captioned))
    for note in given.notes:
        yield pen.paragraph("note", pen.line([Run(note)]))
    # Tables without a paragraph between them would be one; and the last thing on a page is a paragraph.
    yield pen.paragraph("behind", NOTHING)


def _shares(columns: Sequence[Column], width: int) -> list[int]:
    """The widths of the columns, in the proportion asked for; what rounding leaves goes to the last."""
    whole = sum(column.width for column in columns)
    shares = [width * column.width // whole for column in columns]
    shares[-1] += width - sum(shares)
    return shares


@attrs.define
class _Rows:
    """Writes the rows of one table."""

    table: Table
    pen: Pen
    widths: list[int]
    height: int
    lang: str
    places: dict[int, tuple[str, str]] = attrs.field(factory=dict)
    frames: dict[_Frame, tuple[str, str]] = attrs.field(factory=dict)

    def write(self, captioned: Xml) -> Iterator[Xml]:
        """The table's own properties, its columns, its titles, its rows."""
        given = self.table
        yield element(
            "w:tblPr",
            [
                element("w:tblStyle", val=self.pen.styles["table"]),
                element("w:tblW", w=sum(self.widths), type="dxa"),
                element("w:tblLayout", type="fixed"),
                element(
                    "w:tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
                ),
                *([element("w:tblCaption", val=given.caption)] if given.caption else []),
            ],
        )
        yield element("w:tblGrid", [element("w:gridCol", w=width) for width in self.widths])
        titles = [
            self._cell(
                self.widths[at], [self.pen.paragraph("head", self.pen.line([Run(column.title)]))], _SHADES["head"]
            )
            for at, column in enumerate(given.columns)
        ]
        yield element("w:tr", [_TITLES, *self._marked(titles, captioned)])
        narrow = [max((width - 2 * MARGIN) // _NARROW, 2) for width in self.widths]
        grid = given.grid()
        # The titles stand on every page; above and below the text of a row there is a little space.
        page = max(self.height // LEADING - 4, 8)
        held = held_rows(grid, narrow, page)
        for number, (row, slots) in enumerate(zip(given.rows, grid, strict=True)):
            follows = given.rows[number + 1].kind if number + 1 < len(given.rows) else ""
            yield self._row(row, slots, held[number], keep=row.kind == "heading" or follows == "total")

    @staticmethod
    def _marked(cells: Sequence[Xml], marks: Xml) -> Iterator[Xml]:
        """The cells, with bookmarks at the beginning of the first paragraph."""
        yield Xml(cells[0].replace("</w:pPr>", f"</w:pPr>{marks}", 1)) if marks else cells[0]
        yield from cells[1:]

    def _cell(self, width: int, paragraphs: Sequence[Xml], more: Xml = NOTHING) -> Xml:
        return Xml(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{"".join(paragraphs)}</w:tc>')

    def _row(self, row: Row, slots: _Slots, held: Held, *, keep: bool) -> Xml:
        cells: list[str] = []
        keeps = keep or held.keep
        place = 0
        while place < len(slots):
            cell, starts = slots[place]
            merge = "" if cell.rowspan == 1 else "restart" if starts or held.begins else "continue"
            level = row.level if place == 0 else 0
            frame = (place, cell.colspan, merge, row.kind, row.level > 0, cell.header, level, keeps)
            begin, before = self.frames.get(frame) or self._frame(*frame)
            anchor = row.anchor if place == 0 else ""
            if starts:
                if merge:
                    # What the row is called where its text is printed again, and cut.
                    self.places[id(cell)] = (visible(slots[0][0].text) if place else "", row.anchor)
                content = self.pen.lines(cell.runs)
                if anchor or cell.anchor:
                    content[0] = Xml(self.pen.mark(anchor, cell.anchor) + content[0])
            elif held.begins:
                content = self._again(anchor, cell, sum(self.widths[place : place + cell.colspan]), held.lines)
            else:
                content = [self.pen.mark(anchor)]
            between = f"</w:p>{before}"
            cells.append(f"{begin}{before}{between.join(content)}</w:p></w:tc>")
            place += cell.colspan
        properties = _WHOLE_ROW if held.whole else NOTHING
        return Xml(f"<w:tr>{properties}{''.join(cells)}</w:tr>")

    def _frame(
        self, place: int, colspan: int, merge: str, kind: str, below: bool, header: bool, level: int, keeps: bool
    ) -> tuple[str, str]:
        """What stands before the text of a cell, and of each line in it; many cells have the same."""
        style, shade = _kind(kind, below=below, header=header)
        spans = [element("w:gridSpan", val=colspan)] if colspan > 1 else []
        merged = {"": NOTHING, "restart": _RESTART, "continue": _CONTINUE}[merge]
        width = element("w:tcW", w=sum(self.widths[place : place + colspan]), type="dxa")
        begin = f"<w:tc>{element('w:tcPr', [width, *spans, merged, shade])}"
        # A long text that may go on over the page must not be held by what the rows beside it ask for.
        kept = _KEEP if keeps and not merge else NOTHING
        indent = element("w:ind", left=_INDENT * min(level, 10)) if level else NOTHING
        align = NOTHING if style == "group" else _JUSTIFIED[self.table.columns[place].align]
        named = element("w:pStyle", val=self.pen.styles[style])
        found = begin, f"<w:p>{element('w:pPr', [named, kept, indent, align])}"
        self.frames[place, colspan, merge, kind, below, header, level, keeps] = found
        return found

    def _again(self, anchor: str, cell: Cell, width: int, most: int) -> list[Xml]:
        """The lines of a merged cell once more, below the name of its row; ``most`` at most, 0 for all."""
        words, text = _WORDS[self.lang], cell.text
        runs = list(cell.runs)
        narrow = max((width - 2 * MARGIN) // _NARROW, 2)
        if most and line_count(text, narrow) > most:
            place, link = self.places[id(cell)]
            end = words["more"].format(place=place) if place else words["full"]
            runs = [*_shortened(runs, most - 1, narrow), Run(end, emphasis="muted", link=link)]
        if len(text) > _SHORT or "\n" in text:
            runs = [Run(words["again"], emphasis="muted"), *runs]
        content = self.pen.lines(runs, anchored=False)
        content[0] = joined([self.pen.mark(anchor), self.pen.again(), content[0]])
        return content


def _kind(kind: str, *, below: bool, header: bool) -> tuple[str, Xml]:
    """The style of a cell's text, and its shade."""
    if kind == "heading":
        return "group", _SHADES["subgroup" if below else "group"]
    if kind == "total":
        return "total", _SHADES["side"]
    return ("side", _SHADES["side"]) if header else ("cell", NOTHING)


def _shortened(runs: Sequence[Run], most: int, width: int) -> Iterator[Run]:
    """The beginning of a text that takes so many lines, between characters as a person counts them."""
    for run in runs:
        if most <= 0:
            return
        text = "\n".join(run.text.split("\n")[:most])
        if line_count(text, width) > most:
            text = text[: most * width // 2]
            text = text[: graphemes(text)[-1][0]] or text
        yield attrs.evolve(run, text=text, anchor="")
        # Several runs may stand in one line; a run of line breaks alone takes as many as it has.
        most -= max(line_count(text, width) - 1, text.count("\n"))
