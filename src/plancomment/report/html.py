"""A document as one HTML page that needs nothing else: no script, no font, no picture from outside (HTML 出力).

Escaped by construction (see :mod:`plancomment.report.markup`): a line break is ``<br>`` and a line feed, so that the
text nodes of a cell give its text back. Every cell is isolated, so that bidirectional controls cannot turn what stands
beside it.

Changed words are ``<del>`` on the old side and ``<ins>`` on the new one, both underlined and announced by screen
readers. A diagram is drawn (see :mod:`plancomment.report.picture`).
"""

from collections.abc import Iterable, Iterator

from plancomment.report.diagram import Diagram
from plancomment.report.document import Cell, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.markup import LINE, Markup, element, lined, plain, text
from plancomment.report.picture import draw
from plancomment.report.style import style

__all__ = ["render"]

_WORDS = {
    "ja": {"skip": "本文へ移動", "contents": "目次", "top": "ページの先頭へ戻る"},
    "en": {"skip": "Skip to the content", "contents": "Contents", "top": "Back to the top"},
}


def render(document: Document) -> str:
    """The document as an HTML page (UTF-8, LF line ends)."""
    words = _WORDS[document.lang]
    head = [
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", [plain(document.title)]),
        element("style", [Markup(style(document.lang))]),
    ]
    publisher = [element("p", [text(document.publisher)], class_="publisher"), LINE] if document.publisher else []
    body = [
        element("a", [text(words["skip"])], class_="skip", href="#page:main"),
        element("header", [*publisher, element("h1", [text(document.title)], id=document.anchor)], id="page:top"),
        *_contents(document),
        element("main", lined(_sections(document)), id="page:main", tabindex=-1),
        element("footer", lined(_footer(document))),
    ]
    # Told to whoever reads the page: white space counts in its texts, and the line feed behind a <br> is that <br>.
    whole = element("body", lined(body), data_white_space="exact")
    page = element("html", [element("head", lined(head)), LINE, whole], lang=document.lang)
    return f"<!DOCTYPE html>\n{page}\n"


def _contents(document: Document) -> Iterator[Markup]:
    entries = [
        element("li", [element("a", [text(section.title)], href=f"#{_section_id(section, number)}")])
        for number, section in enumerate(document.sections, start=1)
    ]
    if entries:
        title = element("h2", [text(_WORDS[document.lang]["contents"])], id="page:contents")
        yield element("nav", lined([title, element("ul", lined(entries))]), aria_labelledby="page:contents")


def _section_id(section: Section, number: int) -> str:
    return section.anchor or f"page:section-{number}"


def _sections(document: Document) -> Iterator[Markup]:
    tables = pictures = 0
    for number, section in enumerate(document.sections, start=1):
        parts = [element(f"h{min(section.level + 1, 6)}", [text(section.title)])]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                parts.append(element("p", _runs(block.runs)))
            elif isinstance(block, Diagram):
                pictures += 1
                parts.extend((draw(block, pictures), *_notes(block.notes)))
            else:
                tables += 1
                parts.extend(_table(block, tables))
        yield element(
            "section",
            lined(parts),
            id=_section_id(section, number),
            class_="landscape" if section.landscape else "",
        )


def _footer(document: Document) -> Iterator[Markup]:
    yield from _notes(document.notes)
    top = element("a", [text(_WORDS[document.lang]["top"])], href="#page:top")
    yield element("p", [top], class_="top")


def _notes(notes: Iterable[str]) -> Iterator[Markup]:
    items = [element("li", [text(note)]) for note in notes]
    if items:
        yield element("ul", lined(items), class_="notes")


def _table(table: Table, number: int) -> Iterator[Markup]:
    name = f"page:table-{number}"
    whole = sum(column.width for column in table.columns)
    figures = any(column.align == "end" for column in table.columns)
    columns = (
        [] if figures else [element("col", style=f"width:{100 * one.width / whole:.1f}%") for one in table.columns]
    )
    titles = [element("th", [text(column.title)], scope="col") for column in table.columns]
    parts = [
        *([element("caption", [text(table.caption)], id=name)] if table.caption else []),
        *([element("colgroup", columns)] if columns else []),
        element("thead", [element("tr", titles)]),
        element("tbody", lined(_rows(table))),
    ]
    kind = "figures" if figures else "wide" if len(table.columns) > 2 else ""
    # The region can be scrolled with the keyboard where the table is wider than the screen.
    labelled = {"role": "region", "aria_labelledby": name} if table.caption else {}
    yield element(
        "div", [element("table", lined(parts), id=table.anchor, class_=kind)], class_="scroll", tabindex=0, **labelled
    )
    yield from _notes(table.notes)


def _rows(table: Table) -> Iterator[Markup]:
    for row, slots in zip(table.rows, table.grid(), strict=True):
        cells = [_cell(cell, row, table.columns[place].align) for place, (cell, starts) in enumerate(slots) if starts]
        yield element(
            "tr",
            cells,
            id=row.anchor,
            class_="" if row.kind == "body" else row.kind,
            style=f"--level:{row.level}" if row.level else "",
        )


def _cell(cell: Cell, row: Row, align: str) -> Markup:
    header = cell.header or row.kind == "heading"
    return element(
        "th" if header else "td",
        _runs(cell.runs),
        id=cell.anchor,
        scope=_scope(cell) if header else "",
        class_="" if align == "start" or row.kind == "heading" else align,
        rowspan=cell.rowspan if cell.rowspan > 1 else "",
        colspan=cell.colspan if cell.colspan > 1 else "",
    )


def _scope(cell: Cell) -> str:
    if cell.colspan > 1:
        return "colgroup"
    return "rowgroup" if cell.rowspan > 1 else "row"


def _runs(runs: Iterable[Run]) -> list[Markup]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Markup:
    written = text(run.text)
    if run.emphasis in ("underline", "double-underline"):
        written = element(run.tag or "u", [written], class_="double" if run.emphasis == "double-underline" else "")
    elif run.tag:
        written = element(run.tag, [written], class_="plain")
    if run.emphasis == "strong":
        written = element("strong", [written])
    elif run.emphasis == "strike":
        written = element("s", [written])
    elif run.emphasis == "muted":
        written = element("span", [written], class_="muted")
    written = element("a", [written], href=f"#{run.link}") if run.link else written
    return element("span", [written], id=run.anchor) if run.anchor else written
