"""The page as a whole: landmarks, sections, what is in its head (HTML 出力).

Escaped by construction (see :mod:`plancomment.report.html.markup`): a line break is ``<br>`` and a line feed, so that
the text nodes of a cell give its text back. Every cell is isolated, so that bidirectional controls cannot turn what
stands beside it. A content security policy says that nothing is loaded, and that nothing runs but the page's own
script, which the page does not need.

A diagram is drawn (see :mod:`plancomment.report.html.picture`), and so are figures that are worth a chart (see
:mod:`plancomment.report.html.charts`).
"""

from collections.abc import Iterable, Iterator

from plancomment.report.diagram import Diagram
from plancomment.report.document import Document, Paragraph, Section, Table
from plancomment.report.html.charts import draw_chart
from plancomment.report.html.markup import LINE, Markup, element, end, join, lined, plain, start, text
from plancomment.report.html.picture import draw
from plancomment.report.html.runs import write_runs
from plancomment.report.html.script import script
from plancomment.report.html.style import digest, style
from plancomment.report.html.tables import write_table

__all__ = ["render"]

_WORDS = {
    "ja": {"skip": "本文へ移動", "contents": "目次", "top": "ページの先頭へ戻る"},
    "en": {"skip": "Skip to the content", "contents": "Contents", "top": "Back to the top"},
}


def render(document: Document) -> str:
    """The document as an HTML page (UTF-8, LF line ends)."""
    body = [
        element("a", [text(_WORDS[document.lang]["skip"])], class_="skip", href="#page:main"),
        element(
            "header", [*_publisher(document), element("h1", [text(document.title)], id=document.anchor)], id="page:top"
        ),
        *_contents(document),
        element("main", lined(_sections(document)), id="page:main", tabindex=-1),
        element("footer", lined(_footer(document))),
        element("script", [Markup(script())]),
    ]
    # Told to whoever reads the page: white space counts in its texts, and the line feed behind a <br> is that <br>.
    whole = [start("body", data_white_space="exact"), *lined(body), end("body")]
    page = join((start("html", lang=document.lang), element("head", lined(_head(document))), LINE, *whole, end("html")))
    return f"<!DOCTYPE html>\n{page}\n"


def _head(document: Document) -> Iterator[Markup]:
    sheet, look = style(document.lang, document.look), document.look
    yield element("meta", charset="utf-8")
    # Where a browser knows the sources of elements and attributes apart, no style sheet but this one counts.
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src '{digest(script())}'; style-src 'unsafe-inline'; style-src-elem '{digest(sheet)}'"
    )
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    dated = look.dated.isoformat() if look.dated is not None else ""
    properties = {
        "author": look.author,
        "description": look.subject,
        "keywords": ", ".join(look.keywords),
        "dcterms.date": dated,
    }
    yield from (element("meta", name=name, content=value) for name, value in properties.items() if value)
    yield element("title", [plain(document.title)])
    yield element("style", [Markup(sheet)])


def _publisher(document: Document) -> list[Markup]:
    return [element("p", [text(document.publisher)], class_="publisher"), LINE] if document.publisher else []


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
                parts.append(element("p", write_runs(block.runs)))
            elif isinstance(block, Diagram):
                pictures += 1
                parts.extend((draw(block, pictures), *_notes(block.notes)))
            else:
                tables += 1
                parts.extend(_table(block, tables, document.lang))
        yield element(
            "section",
            lined(parts),
            id=_section_id(section, number),
            class_="landscape" if section.landscape else "",
        )


def _table(table: Table, number: int, lang: str) -> Iterator[Markup]:
    """The table, with its chart beside it, and its notes."""
    written = write_table(table, number)
    chart = draw_chart(table, number, lang) if table.chart else None
    yield written if chart is None else element("div", lined((written, chart)), class_="charted")
    yield from _notes(table.notes)


def _footer(document: Document) -> Iterator[Markup]:
    yield from _notes(document.notes)
    top = element("a", [text(_WORDS[document.lang]["top"])], href="#page:top")
    yield element("p", [top], class_="top")


def _notes(notes: Iterable[str]) -> Iterator[Markup]:
    items = [element("li", [text(note)]) for note in notes]
    if items:
        yield element("ul", lined(items), class_="notes")
