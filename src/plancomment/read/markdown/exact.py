"""Texts of a Markdown file that says that white space counts in it, with the anchors that stand in them (リンク先)."""

import html
import re
from collections.abc import Iterable

from markdown_it.token import Token

__all__ = ["exact_text", "is_exact"]

_ANCHOR = re.compile(r'<a\s+id="([^"]*)"\s*>')
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_exact(text: str) -> bool:
    """Whether the file begins with the comment that says so, as those that this library writes do."""
    return text.startswith("<!-- white space counts -->")


def exact_text(tokens: Iterable[Token]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text of a heading or cell, character by character, and the anchors in it with their positions."""
    text: list[str] = []
    anchors: list[tuple[int, str]] = []
    length = 0
    for token in tokens:
        piece = ""
        if token.type in ("softbreak", "hardbreak"):
            piece = "\n"
        elif token.type in ("text", "code_inline"):
            piece = token.content
        elif token.type == "html_inline":
            found = _ANCHOR.fullmatch(token.content)
            if found is not None:
                anchors.append((length, html.unescape(found[1])))
            elif _BREAK.fullmatch(token.content):
                piece = "\n"
        text.append(piece)
        length += len(piece)
    return "".join(text), tuple(anchors)
