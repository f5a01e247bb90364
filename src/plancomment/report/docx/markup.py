"""Pieces of the XML of a Word file, escaped by construction: only these functions make them.

So the type checker finds any text that is put into a part unescaped. Control characters are shown by signs (see
:mod:`plancomment.report.controls`); a tab is ``w:tab`` and a line break ``w:br``, as Word writes them itself.
"""

import re
from collections.abc import Iterable
from typing import NewType

from plancomment import files
from plancomment.report.controls import lines, visible

__all__ = ["NOTHING", "Xml", "element", "joined", "part", "plain", "text"]

Xml = NewType("Xml", str)
#: No XML at all.
NOTHING = Xml("")

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SIGN = re.compile('[&<>"]')
#: Of every part of a Word file.
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BETWEEN = {"\t": '</w:t><w:tab/><w:t xml:space="preserve">', "\n": '</w:t><w:br/><w:t xml:space="preserve">'}
_EMPTY = '<w:t xml:space="preserve"></w:t>'


def _escape(words: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], words)


def text(words: str) -> Xml:
    """A text as what a run holds."""
    # Most texts are printable, which Python tells at once; an ideographic space is not, and needs a second look.
    if not words.isprintable():
        words = "\n".join(lines(visible(words)))
    body = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\t" not in body and "\n" not in body:
        return Xml(f'<w:t xml:space="preserve">{body}</w:t>')
    for sign, between in _BETWEEN.items():
        body = body.replace(sign, between)
    return Xml(f'<w:t xml:space="preserve">{body}</w:t>'.replace(_EMPTY, ""))


def plain(words: str) -> Xml:
    """A text where no elements may stand, such as a property: its line breaks become spaces."""
    return Xml(_escape(" ".join(lines(visible(words)))))


def element(tag: str, content: Iterable[Xml] = (), /, **attributes: str | int) -> Xml:
    """An element; ``val=`` stands for ``w:val``, ``r_id=`` for ``r:id``; an attribute that is "" is left out."""
    given = "".join(
        f' {name.replace("_", ":", 1) if "_" in name else f"w:{name}"}="{plain(str(value))}"'
        for name, value in attributes.items()
        if value != ""
    )
    body = "".join(content)
    return Xml(f"<{tag}{given}>{body}</{tag}>" if body else f"<{tag}{given}/>")


def joined(pieces: Iterable[Xml]) -> Xml:
    """One after the other."""
    return Xml("".join(pieces))


def part(root: Xml) -> bytes:
    """A part of the file."""
    return files.encode(_HEAD + root, "a part of the Word file")
