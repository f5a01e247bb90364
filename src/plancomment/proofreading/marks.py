"""Markdown, by markdown-it-py."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plancomment.proofreading.seen import Seen

__all__ = ["read_marks"]


def read_marks(data: bytes) -> Seen:
    """The cells and the text of a Markdown file."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(data.decode("utf-8"))
    cells: list[str] = []
    texts: list[str] = []
    is_cell = False
    for token in tokens:
        is_cell = token.type in ("td_open", "th_open") or (is_cell and token.type == "inline")
        if token.type == "inline":
            text = _text(token.children or ())
            texts.append(text)
            if is_cell:
                cells.append(text)
    return Seen(tuple(cells), "\n".join(texts))


def _text(tokens: Sequence[Token]) -> str:
    return "".join(one.content for one in tokens if one.type in ("text", "text_special", "code_inline"))
