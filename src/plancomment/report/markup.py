"""Pieces of an HTML page, escaped by construction: only :func:`text`, :func:`plain` and :func:`element` make them.

So the type checker finds any text that is put into a page unescaped. A line break is ``<br>`` and a line feed, so that
the text nodes of a cell give its text back. Control characters are shown by signs; a text with bidirectional controls
stands in ``<bdi>``. ``<br>`` and ``<bdi>`` are all that a text can add to the elements of a page (see
:mod:`plancomment.report.controls`).
"""

import re
from collections.abc import Iterable
from typing import NewType

from plancomment.report.controls import has_bidi_controls, is_one_plain_line, lines, visible

__all__ = ["LINE", "Markup", "element", "lined", "plain", "text"]

Markup = NewType("Markup", str)

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SIGN = re.compile('[&<>"]')
_BREAK = Markup("<br>\n")
#: What stands between elements: for the reader of the source.
LINE = Markup("\n")
_VOID = ("meta", "col")


def _escape(words: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], words)


def text(words: str) -> Markup:
    """A text with its line breaks."""
    if is_one_plain_line(words):
        return Markup(_escape(words))
    body = Markup(_BREAK.join(_escape(line) for line in lines(visible(words))))
    return element("bdi", [body]) if has_bidi_controls(words) else body


def plain(words: str) -> Markup:
    """A text where no elements may stand, such as the page's title: its line breaks become spaces."""
    return Markup(_escape(" ".join(lines(visible(words)))))


def element(tag: str, content: Iterable[Markup] = (), /, **attributes: str | int) -> Markup:
    """One element; an attribute whose value is "" is left out, ``class_`` is class and ``aria_label`` aria-label."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_escape(str(value))}"'
        for name, value in attributes.items()
        if value != ""
    )
    return Markup(f"<{tag}{given}>" if tag in _VOID else f"<{tag}{given}>{''.join(content)}</{tag}>")


def lined(parts: Iterable[Markup]) -> list[Markup]:
    """Each on a line of its own."""
    return [LINE, *(piece for part in parts for piece in (part, LINE))]
