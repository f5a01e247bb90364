"""A document as one HTML page that needs nothing else: no script, no font, no picture from outside (HTML 出力).

Escaped by construction: pages are made of ``Markup``, which only :func:`_text` and :func:`_element` make, so that the
type checker finds any text that is put into a page unescaped. A line break is ``<br>`` and a line feed, so that the
text nodes of a cell give its text back. Control characters are shown by signs; a text with bidirectional controls
stands in ``<bdi>`` and every cell is isolated, so that it cannot turn what stands beside it. ``<br>`` and ``<bdi>`` are
all that a text can add to the elements of a page (see :mod:`plancomment.report.controls`).

Changed words are ``<del>`` on the old side and ``<ins>`` on the new one, both underlined and announced by screen
readers.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NewType

from plancomment.report.controls import has_bidi_controls, is_one_plain_line, lines, visible
from plancomment.report.document import Cell, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.style import style

__all__ = ["render"]

Markup = NewType("Markup", str)

_WORDS = {
    "ja": {"skip": "本文へ移動", "contents": "目次", "top": "ページの先頭へ戻る"},
    "en": {"skip": "Skip to the content", "contents": "Contents", "top": "Back to the top"},
}
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SIGN = re.compile('[&<>"]')
_BREAK = Markup("<br>\n")
# What stands between elements: for the reader of the source.
_LINE = Markup("\n")
_VOID = ("meta", "col")


def _escape(text: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], text)


def _text(text: str) -> Markup:
    if is_one_plain_line(text):
        return Markup(_escape(text))
    body = Markup(_BREAK.join(_escape(line) for line in lines(visible(text))))
    return _element("bdi", [body]) if has_bidi_controls(text) else body


def _plain(text: str) -> Markup:
    """A text where no elements may stand, such as the page's title: its line breaks become spaces."""
    return Markup(_escape(" ".join(lines(visible(text)))))


def _element(tag: str, content: Iterable[Markup] = (), /, **attributes: str | int) -> Markup:
    """One element; an attribute whose value is "" is left out, ``class_`` is class and ``aria_label`` aria-label."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_escape(str(value))}"'
        for name, value in attributes.items()
        if value != ""
    )
    return Markup(f"<{tag}{given}>" if tag in _VOID else f"<{tag}{given}>{''.join(content)}</{tag}>")


def render(document: Document) -> str:
    """The document as an HTML page (UTF-8, LF line ends)."""
    words = _WORDS[document.lang]
    head = [
        _element("meta", charset="utf-8"),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("title", [_plain(document.title)]),
        _element("style", [Markup(style(document.lang))]),
    ]
    publisher = [_element("p", [_text(document.publisher)], class_="publisher"), _LINE] if document.publisher else []
    body = [
        _element("a", [_text(words["skip"])], class_="skip", href="#page:main"),
        _element("header", [*publisher, _element("h1", [_text(document.title)], id=document.anchor)], id="page:top"),
        *_contents(document),
        _element("main", _lined(_sections(document)), id="page:main", tabindex=-1),
        _element("footer", _lined(_footer(document))),
    ]
    # Told to whoever reads the page: white space counts in its texts, and the line feed behind a <br> is that <br>.
    whole = _element("body", _lined(body), data_white_space="exact")
    page = _element("html", [_element("head", _lined(head)), _LINE, whole], lang=document.lang)
    return f"<!DOCTYPE html>\n{page}\n"


def _lined(parts: Iterable[Markup]) -> list[Markup]:
    return [_LINE, *(piece for part in parts for piece in (part, _LINE))]


def _contents(document: Document) -> Iterator[Markup]:
    entries = [
        _element("li", [_element("a", [_text(section.title)], href=f"#{_section_id(section, number)}")])
        for number, section in enumerate(document.sections, start=1)
    ]
    if entries:
        title = _element("h2", [_text(_WORDS[document.lang]["contents"])], id="page:contents")
        yield _element("nav", _lined([title, _element("ul", _lined(entries))]), aria_labelledby="page:contents")


def _section_id(section: Section, number: int) -> str:
    return section.anchor or f"page:section-{number}"


def _sections(document: Document) -> Iterator[Markup]:
    tables = 0
    for number, section in enumerate(document.sections, start=1):
        parts = [_element(f"h{min(section.level + 1, 6)}", [_text(section.title)])]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                parts.append(_element("p", _runs(block.runs)))
            else:
                tables += 1
                parts.extend(_table(block, tables))
        yield _element(
            "section",
            _lined(parts),
            id=_section_id(section, number),
            class_="landscape" if section.landscape else "",
        )


def _footer(document: Document) -> Iterator[Markup]:
    yield from _notes(document.notes)
    top = _element("a", [_text(_WORDS[document.lang]["top"])], href="#page:top")
    yield _element("p", [top], class_="top")


def _notes(notes: Iterable[str]) -> Iterator[Markup]:
    items = [_element("li", [_text(note)]) for note in notes]
    if items:
        yield _element("ul", _lined(items), class_="notes")


def _table(table: Table, number: int) -> Iterator[Markup]:
    name = f"page:table-{number}"
    whole = sum(column.width for column in table.columns)
    figures = any(column.align == "end" for column in table.columns)
    columns = (
        [] if figures else [_element("col", style=f"width:{100 * one.width / whole:.1f}%") for one in table.columns]
    )
    titles = [_element("th", [_text(column.title)], scope="col") for column in table.columns]
    parts = [
        *([_element("caption", [_text(table.caption)], id=name)] if table.caption else []),
        *([_element("colgroup", columns)] if columns else []),
        _element("thead", [_element("tr", titles)]),
        _element("tbody", _lined(_rows(table))),
    ]
    kind = "figures" if figures else "wide" if len(table.columns) > 2 else ""
    # The region can be scrolled with the keyboard where the table is wider than the screen.
    labelled = {"role": "region", "aria_labelledby": name} if table.caption else {}
    yield _element(
        "div", [_element("table", _lined(parts), id=table.anchor, class_=kind)], class_="scroll", tabindex=0, **labelled
    )
    yield from _notes(table.notes)


def _rows(table: Table) -> Iterator[Markup]:
    for row, slots in zip(table.rows, table.grid(), strict=True):
        cells = [_cell(cell, row, table.columns[place].align) for place, (cell, starts) in enumerate(slots) if starts]
        yield _element(
            "tr",
            cells,
            id=row.anchor,
            class_="" if row.kind == "body" else row.kind,
            style=f"--level:{row.level}" if row.level else "",
        )


def _cell(cell: Cell, row: Row, align: str) -> Markup:
    header = cell.header or row.kind == "heading"
    return _element(
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
    text = _text(run.text)
    if run.emphasis in ("underline", "double-underline"):
        text = _element(run.tag or "u", [text], class_="double" if run.emphasis == "double-underline" else "")
    elif run.tag:
        text = _element(run.tag, [text], class_="plain")
    if run.emphasis == "strong":
        text = _element("strong", [text])
    elif run.emphasis == "strike":
        text = _element("s", [text])
    elif run.emphasis == "muted":
        text = _element("span", [text], class_="muted")
    text = _element("a", [text], href=f"#{run.link}") if run.link else text
    return _element("span", [text], id=run.anchor) if run.anchor else text
