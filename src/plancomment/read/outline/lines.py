"""Plain text (テキスト) into clauses: every line that is not blank is one; lines are counted from the page marks."""

import re

from plancomment.read.labels import split_label
from plancomment.read.outline.clauses import Outline
from plancomment.read.outline.headings import heading_rank
from plancomment.read.pagemarks import PageMark

__all__ = ["add_lines"]

_NEWLINES = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def add_lines(outline: Outline, text: str) -> None:
    """Put the lines of a text into the outline; a form feed begins the next page."""
    outline.counts_lines = True
    if "\f" in text:
        outline.mark(PageMark(page=1))
    for number, raw in enumerate(_NEWLINES.split(text), start=1):
        for index, piece in enumerate(raw.split("\f")):
            if index:
                outline.mark(PageMark(page=(outline.page or 0) + 1))
            line = piece.strip()
            comment = _COMMENT.fullmatch(line)
            if comment is not None and "-->" not in comment[1]:
                mark = outline.comment(comment[1], number)
                if mark is not None:
                    outline.mark(mark)
            elif line:
                _add_line(outline, line)


def _add_line(outline: Outline, line: str) -> None:
    label, separator, body = split_label(line)
    rank = heading_rank(label, line)
    if rank is None:
        outline.body(label, separator, body)
    else:
        outline.heading(rank, None, label, separator, body)
