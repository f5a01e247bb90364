"""The lines of a paragraph, heading or cell, and what they are when they are read as one."""

import re
import unicodedata
from collections.abc import Iterable

import attrs
from markdown_it.token import Token

from plancomment.read.pagemarks import PageMark

__all__ = ["Line", "image_text", "join", "strip"]

# Bold beside a Japanese bracket, **「…」**を, is no emphasis to CommonMark; to everybody who writes it, it is.
_LEFT_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")


@attrs.define
class Line:
    """One line of inline text: its marks (each with whether text stood before it), and the texts of its images."""

    number: int
    text: str = ""
    hard: bool = False
    marks: list[tuple[bool, PageMark]] = attrs.Factory(list)
    images: list[str] = attrs.Factory(list)
    has_comment: bool = False


def _wide(char: str) -> bool:
    width = unicodedata.east_asian_width(char)
    return width in "WFH" or (width == "A" and not char.isalpha())


def join(lines: Iterable[Line]) -> tuple[str, tuple[int, ...]]:
    """The text of the lines, and where a line begins that a reader of the page does not see.

    A line break is kept where it was meant, else it is layout: a space only between words with spaces.
    """
    text, breaks = "", []
    for line in lines:
        if text and line.text:
            if line.hard:
                text += "\n"
            else:
                text += "" if _wide(text[-1]) and _wide(line.text[0]) else " "
                breaks.append(len(text))
        text += line.text
    return text, tuple(breaks)


def image_text(token: Token) -> str:
    return "".join(image_text(child) if child.children else child.content for child in token.children or ())


def strip(line: Line, source: str) -> Line:
    """The line without white space at its ends; ``source`` is the text that all the lines were read from."""
    line.text = line.text.strip()
    if "**" in line.text and "\\*" not in source and "`" not in source:
        line.text = _LEFT_BOLD.sub(r"\1", line.text)
    return line
