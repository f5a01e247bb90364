"""The workbook as a whole: its sheets are placed, then written, then packed, the same bytes for the same document.

Every text is written as a text, so that none becomes a formula or an address; the only links are those of the document
itself, from cell to cell.
"""

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

import attrs

from plancomment.errors import MissingExtraError
from plancomment.memory import no_collection
from plancomment.report.controls import visible
from plancomment.report.document import Document
from plancomment.report.look import Look
from plancomment.report.packing import packed
from plancomment.report.xlsx.charts import add_chart, localized
from plancomment.report.xlsx.formats import Formats, font_name, number_format
from plancomment.report.xlsx.measures import SIZE
from plancomment.report.xlsx.names import column_letters, sheet_name
from plancomment.report.xlsx.places import Box, PlacedSheet, place
from plancomment.report.xlsx.sheets import arrange
from plancomment.report.xlsx.texts import Ink, safe

__all__ = ["render"]

_PAPER = {"A4": 9, "A3": 8}
_PROPERTIES = "docProps/core.xml"
_MOST_LINKS = 65_000  # Excel has 65,530 on a sheet
_LONGEST_LINK = 255
_FROZEN = 220.0  # points above the rows that still leave room for them on a screen
_PLAIN = Ink()


def render(document: Document) -> bytes:
    """The document as the bytes of an .xlsx file (Excel 出力); see docs/reference/excel-output.md.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        WriteError: a table has more rows than a sheet of Excel.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("xlsxwriter", "xlsx") from error
    look = document.look
    taken: set[str] = set()
    with no_collection():
        placed = [place(sheet, sheet_name(sheet.title, taken), look, document.lang) for sheet in arrange(document)]
        made = io.BytesIO()
        usual = {"font_name": font_name(look.font), "font_size": SIZE, "font_family": 3, "font_charset": 128}
        book = xlsxwriter.Workbook(made, {"in_memory": True, "default_format_properties": usual})
        _Writer(book, Formats(book, look), look, _targets(placed)).write(placed)
        book.close()
        with zipfile.ZipFile(made) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_PROPERTIES] = _properties(document)
    for name in parts:
        if name.startswith("xl/charts/"):
            parts[name] = localized(parts[name], document.lang)
    return packed(parts)


def _targets(placed: list[PlacedSheet]) -> dict[str, str]:
    """The cell that each name of the document stands at, as links name it."""
    return {
        name: f"internal:'{one.name.replace(chr(39), chr(39) * 2)}'!{column_letters(column)}{row + 1}"
        for one in placed
        for name, (row, column) in one.targets.items()
    }


def _properties(document: Document) -> bytes:
    """The properties of the file: the document's title and language, and what its look says."""
    look = document.look
    told = [
        ("dc:title", document.title),
        ("dc:subject", look.subject),
        ("dc:creator", look.author),
        ("cp:keywords", ", ".join(look.keywords)),
        ("dc:language", document.lang),
    ]
    inside = "".join(f"<{name}>{escape(visible(text))}</{name}>" for name, text in told if text)
    if look.dated is not None:
        day = f'xsi:type="dcterms:W3CDTF">{look.dated.isoformat()}T00:00:00Z'
        inside += "".join(f"<dcterms:{name} {day}</dcterms:{name}>" for name in ("created", "modified"))
    names = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{xml}<cp:coreProperties {names}>{inside}</cp:coreProperties>".encode()


@attrs.define
class _Writer:
    """Writes placed sheets into a workbook of XlsxWriter."""

    book: Any
    formats: Formats
    look: Look
    targets: dict[str, str]
    links: int = 0

    def write(self, placed: list[PlacedSheet]) -> None:
        """All sheets, in order."""
        pages = [self.book.add_worksheet(one.name) for one in placed]
        for page, one in zip(pages, placed, strict=True):
            self.links = 0
            self._set_up(page, one)
            for row, height in enumerate(one.heights):
                page.set_row(row, height)
            for box in one.boxes:
                self._write(page, box)
            for top, table in one.charts:
                add_chart(self.book, page, one, top, table, self.look)

    def _set_up(self, page: Any, one: PlacedSheet) -> None:
        """Columns, paper, what is printed and repeated, what stays on the screen, what is filtered."""
        for at, width in enumerate(one.widths):
            page.set_column(at, at, width)
        page.hide_gridlines(2)
        page.set_paper(_PAPER[self.look.paper])
        if one.sheet.landscape:
            page.set_landscape()
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.75)
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, len(one.heights) - 1, one.page - 1)
        font = font_name(self.look.font)
        named = f'&"{font},Regular"' if not re.search(r'[&",]', font) else ""
        page.set_footer(f"&C{named}&9&P / &N")
        if not one.sheet.is_list:
            return
        titles, first, end = one.tables[0].tops[0], one.tables[0].tops[1], one.tables[0].tops[-1]
        page.repeat_rows(titles, first - 1)
        if sum(one.heights[:first]) <= _FROZEN:
            page.freeze_panes(first, 0)
        # Numbers of comments are labels: Excel would put a mark of warning on each.
        page.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(one.widths) - 1)}{len(one.heights)}"})
        if len(one.tables) == 1 and end > first:
            page.autofilter(titles, 0, end - 1, len(one.widths) - 1)

    def _write(self, page: Any, box: Box) -> None:
        parts = safe(box.text.fragments)
        alike = len(box.text.fragments) == 1
        ink = box.text.fragments[0][1] if alike else _PLAIN
        picture = number_format(box.text.plain, box.number) if box.number is not None else None
        form = self.formats.cell(box, ink, picture or "")
        if box.bottom > box.top or box.right > box.left:
            page.merge_range(box.top, box.left, box.bottom, box.right, "", form)
        target = self.targets.get(box.link, "")
        if target and len(parts) == 1 and len(parts[0][0]) <= _LONGEST_LINK and self.links < _MOST_LINKS:
            self.links += 1
            page.write_url(box.top, box.left, target, form, parts[0][0])
        elif picture is not None:
            page.write_number(box.top, box.left, box.number, form)
        elif not parts:
            page.write_blank(box.top, box.left, None, form)
        elif len(parts) == 1:
            page.write_string(box.top, box.left, parts[0][0], form)
        else:
            told = [each for text, ink in parts for each in (self.formats.fragment(box, ink), text)]
            page.write_rich_string(box.top, box.left, *told, form)
