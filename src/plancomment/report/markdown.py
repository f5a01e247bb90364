"""A document as Markdown with tables as GitHub writes them (Markdown 出力).

Nothing in a text becomes markup: every sign that Markdown or HTML could take for its own is escaped, so that the number
of tables, rows and headings depends on the document alone, and the text comes back exactly when the page is parsed. A
line break in a cell is ``<br>``. Markdown has no merged cells: the cells below are blank, and a note says what that
means. Changed words stand in ``<u>``; a double underline is ``<u><strong>``, and a note says so. A diagram, which
Markdown cannot draw, is left out: a table says the same.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from plancomment.report.controls import has_bidi_controls, is_one_plain_line, lines, visible
from plancomment.report.document import Cell, Document, Paragraph, Run, Section, Table

__all__ = ["render"]

_NOTES = {
    "ja": {
        "merged": "空欄は、そのすぐ上の欄と同じ内容であることを示します。",
        "double": "この形式では、二重下線を太字の下線で示しています。",
    },
    "en": {
        "merged": "A blank cell has the same content as the cell above it.",
        "double": "In this format a double underline is shown as a bold underline.",
    },
}
_RULES = {"start": ":---", "center": ":---:", "end": "---:"}


@functools.cache
def _special() -> re.Pattern[str]:
    # Signs of Markdown and HTML, and the colon and the dot of addresses that some readers link by themselves.
    return re.compile(r"[\\`*_{}\[\]<>&#|~$@^]|:(?=//)|(?<=[Ww]{3})\.")


@functools.cache
def _block_sign() -> re.Pattern[str]:
    return re.compile(r"[-+=]|\d{1,9}(?=[.)])")


def _text(text: str) -> str:
    """A text so that it is itself: escaped, its line breaks as ``<br>``."""
    if is_one_plain_line(text):
        return _special().sub(r"\\\g<0>", text)
    body = "<br>".join(_special().sub(r"\\\g<0>", line) for line in lines(visible(text)))
    return f"<bdi>{body}</bdi>" if has_bidi_controls(text) else body


def _kept(inline: str) -> str:
    """Inline Markdown whose white space at both ends a parser would strip, kept as numbered signs."""
    head = len(inline) - len(inline.lstrip())
    tail = len(inline.rstrip())
    if head == 0 and tail == len(inline):
        return inline
    tail = max(head, tail)
    signs = ["".join(f"&#{ord(char)};" for char in part) for part in (inline[:head], inline[tail:])]
    return f"{signs[0]}{inline[head:tail]}{signs[1]}"


def _paragraph(inline: str) -> str:
    """Inline Markdown as a paragraph: a sign at its start that would open a list or a line is written as its number."""
    match = _block_sign().match(inline)
    return f"&#{ord(inline[0])};{inline[1:]}" if match is not None else _kept(inline)


def render(document: Document) -> str:
    """The document as Markdown: title, contents, sections, tables (UTF-8, LF line ends)."""
    # Told to whoever reads the file by its anchors: the white space in its headings and cells is that of the texts.
    parts = ["<!-- white space counts -->"] if document.anchor else []
    parts.append(f"# {_anchor(document.anchor)}{_kept(_text(document.title))}")
    if document.publisher:
        parts.append(_paragraph(_text(document.publisher)))
    links = [f"- [{_text(one.title)}](#{one.anchor})" for one in document.sections if one.anchor and one.level == 1]
    if links:
        parts.append("\n".join(links))
    for section in document.sections:
        parts.extend(_section(section, document.lang))
    parts.extend(_paragraph(_text(note)) for note in document.notes)
    return "\n\n".join(parts) + "\n"


def _section(section: Section, lang: str) -> Iterator[str]:
    yield f"{'#' * min(section.level + 1, 6)} {_anchor(section.anchor)}{_kept(_text(section.title))}"
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(_runs(block.runs))
        elif isinstance(block, Table):
            yield from _table(block, lang)


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>' if name else ""


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = _text(run.text)
    if not run.text:
        return _anchor(run.anchor)
    if run.emphasis == "underline":
        text = f"<u>{text}</u>"
    elif run.emphasis == "double-underline":
        text = f"<u><strong>{text}</strong></u>"
    elif run.emphasis == "strong":
        text = f"<strong>{text}</strong>"
    elif run.emphasis == "strike":
        text = f"<s>{text}</s>"
    return _anchor(run.anchor) + (f"[{text}](#{run.link})" if run.link else text)


def _table(table: Table, lang: str) -> Iterator[str]:
    if table.caption:
        yield f"{_anchor(table.anchor)}<strong>{_text(table.caption)}</strong>"
    rows = [
        _line_of([_kept(_text(column.title)) for column in table.columns]),
        _line_of([_RULES[column.align] for column in table.columns]),
    ]
    merged = False
    for row, slots in zip(table.rows, table.grid(), strict=True):
        cells = [_cell(cell) if starts else "" for cell, starts in slots]
        indent = "\u3000" * row.level if row.kind != "heading" else ""
        cells[0] = _anchor(row.anchor) + _kept(indent) + cells[0]
        merged = merged or any(cell.rowspan > 1 for cell in row.cells)
        rows.append(_line_of(cells))
    yield "\n".join(rows)
    notes = [_text(note) for note in table.notes]
    if merged:
        notes.append(_NOTES[lang]["merged"])
    if any(run.emphasis == "double-underline" for row in table.rows for cell in row.cells for run in cell.runs):
        notes.append(_NOTES[lang]["double"])
    if notes:
        yield _paragraph("<br>".join(notes))


def _line_of(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _anchor(cell.anchor) + _kept(_runs(cell.runs))
