"""Pieces of an HTML page, escaped by construction: only the functions here make them.

So the type checker finds any text that is put into a page unescaped. A line break is ``<br>`` and a line feed, so that
the text nodes of a cell give its text back. Control characters are shown by signs; a text with bidirectional controls
stands in ``<bdi>``. ``<br>`` and ``<bdi>`` are all that a text can add to the elements of a page (see
:mod:`plancomment.report.controls`).
"""

from collections.abc import Iterable
from typing import NewType

from plancomment.report.controls import has_bidi_controls, is_one_plain_line, lines, visible

__all__ = ["LINE", "Markup", "attribute", "element", "end", "join", "lined", "named", "plain", "start", "text"]

Markup = NewType("Markup", str)

_BREAK = Markup("<br>\n")
#: What stands between elements: for the reader of the source.
LINE = Markup("\n")
_VOID = ("meta", "col")


def _escape(words: str) -> Markup:
    # Most texts have none of them, and then each of these costs one search in C. Not so a call of Markup for each text.
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")  # type: ignore[return-value]


def text(words: str) -> Markup:
    """A text with its line breaks."""
    # Printable are no controls, no halves of surrogates, nothing bidirectional; line feeds and ideographic spaces stand
    # in so many texts that they are looked past.
    if words.isprintable():
        return _escape(words)
    if words.replace("\n", "").replace("\u3000", "").isprintable():
        return Markup(_escape(words).replace("\n", _BREAK))
    if is_one_plain_line(words):
        return _escape(words)
    body = Markup(_BREAK.join(_escape(line) for line in lines(visible(words))))
    return element("bdi", [body]) if has_bidi_controls(words) else body


def plain(words: str) -> Markup:
    """A text where no elements may stand, such as the page's title: its line breaks become spaces."""
    return _escape(" ".join(lines(visible(words))))


def attribute(name: str, value: str | int) -> Markup:
    """An attribute, with the space before it; nothing where its value is "".

    In its value, line breaks are spaces and control characters are shown by signs.
    """
    if value == "":
        return Markup("")
    if isinstance(value, str):
        value = _escape(value) if value.isprintable() else plain(value)
    return Markup(f' {name}="{value}"')


def named(anchor: str) -> Markup:
    """The attribute ``id``. An anchor holds nothing to escape (see :mod:`plancomment.report.anchors`)."""
    return f' id="{anchor}"'  # type: ignore[return-value]


def start(tag: str, /, **attributes: str | int) -> Markup:
    """Where an element begins; ``class_`` is class and ``aria_label`` aria-label."""
    given = "".join(attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return Markup(f"<{tag}{given}>")


def end(tag: str) -> Markup:
    """Where it ends."""
    return Markup(f"</{tag}>")


def element(tag: str, content: Iterable[Markup] = (), /, **attributes: str | int) -> Markup:
    """One element; an attribute whose value is "" is left out (see :func:`start`)."""
    opening = start(tag, **attributes)
    return opening if tag in _VOID else Markup(f"{opening}{''.join(content)}</{tag}>")


def join(parts: Iterable[Markup]) -> Markup:
    """One piece made of several."""
    return Markup("".join(parts))


def lined(parts: Iterable[Markup]) -> list[Markup]:
    """Each on a line of its own."""
    return [LINE, *(piece for part in parts for piece in (part, LINE))]
