"""What stands in the file, from its title to its last note (本文)."""

from collections.abc import Iterator, Mapping

import attrs

from plancomment.report.diagram import Diagram
from plancomment.report.document import Document, Paragraph, Run, Section, Table
from plancomment.report.docx.bookmarks import bookmark_names
from plancomment.report.docx.diagrams import as_table
from plancomment.report.docx.markup import NOTHING, Xml, joined
from plancomment.report.docx.runs import Pen, looks
from plancomment.report.docx.sections import Page, grouped, section_properties
from plancomment.report.docx.tables import table

__all__ = ["Setting", "body"]

#: Word has no more levels of headings.
_DEEPEST = 9


@attrs.frozen
class Setting:
    """What the pages of a file have in common (体裁).

    Attributes:
        page: upright or turned, as most of the file is (用紙).
        styles: the ids of styles by what they are for (スタイル).
        furniture: headers and footers, as references to their parts (ヘッダー・フッター).
        more: further properties of every section, up to its columns (節の設定).
        grid: the distance of lines, for every section (行送り).
        first: another header on the first page (先頭ページのみ別指定).
    """

    page: Page
    furniture: Xml
    styles: Mapping[str, str]
    more: Xml = NOTHING
    grid: Xml = NOTHING
    first: bool = False


def body(document: Document, setting: Setting) -> Xml:
    """The content of ``w:body``."""
    pen = Pen(bookmark_names(_anchors(document)), setting.styles, looks(setting.styles, document.look.marks))
    pieces = [pen.paragraph("title", joined([pen.mark(document.anchor), pen.line([Run(document.title)])]))]
    if document.publisher:
        pieces.append(pen.paragraph("publisher", pen.line([Run(document.publisher)])))
    groups = list(grouped(document))
    for number, (landscape, sections) in enumerate(groups, start=1):
        page = setting.page.turned(landscape=landscape)
        for section in sections:
            pieces.extend(_section(section, pen, page, document.lang))
        properties = section_properties(
            page, setting.furniture, setting.more, setting.grid, first=setting.first and number == 1
        )
        if number < len(groups):
            pieces.append(pen.paragraph("behind", NOTHING, properties))
        else:
            pieces.extend(pen.paragraph("note", pen.line([Run(note)])) for note in document.notes)
            pieces.append(properties)
    return joined(pieces)


def _anchors(document: Document) -> Iterator[str]:
    """All names that a link can lead to, in order."""
    yield from filter(None, (document.anchor, *(section.anchor for section in document.sections)))
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            yield from (run.anchor for run in block.runs if run.anchor)
            continue
        if block.anchor:
            yield block.anchor
        for row in block.rows if isinstance(block, Table) else ():
            yield from filter(None, (row.anchor, *(cell.anchor for cell in row.cells)))
            yield from (run.anchor for cell in row.cells for run in cell.runs if run.anchor)


def _section(section: Section, pen: Pen, page: Page, lang: str) -> Iterator[Xml]:
    title = pen.line([Run(section.title)])
    yield pen.paragraph(f"heading {min(section.level, _DEEPEST)}", joined([pen.mark(section.anchor), title]))
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield pen.paragraph("normal", pen.line(block.runs))
        else:
            given = as_table(block, lang) if isinstance(block, Diagram) else block
            yield from table(given, pen, width=page.text_width, height=page.text_height, lang=lang)
