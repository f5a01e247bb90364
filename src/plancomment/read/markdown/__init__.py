"""Markdown texts as blocks: CommonMark with tables, read token by token; no text between the markup is lost.

Pages and printed lines come from explicit marks only, see :mod:`plancomment.read.pagemarks`.
"""

from plancomment import files
from plancomment.errors import ReadError
from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits, check_lines
from plancomment.read.markdown.tokens import Reader

__all__ = ["parse_blocks", "read_blocks"]


def read_blocks(data: bytes, source: str, limits: Limits) -> Contents:
    """The blocks of a Markdown file (マークダウン), UTF-8 or CP932.

    Raises:
        ReadError: it is no text, its page marks cannot be read, or it goes beyond the limits.
    """
    return parse_blocks(files.decode(data, source), source, limits)


def parse_blocks(text: str, source: str, limits: Limits) -> Contents:
    """The blocks of a Markdown text: headings, paragraphs, items of lists, tables, and the texts of images as captions.

    A line break in a paragraph is layout and told in ``breaks``, unless it is meant; a line that begins with a label of
    its own begins a block of its own. The labels of ordered lists are those that were typed: ``3.`` and ``3)``.

    Raises:
        ReadError: page marks that cannot be read, all of them, with their lines; or it goes beyond the limits.
    """
    check_lines(text, source, limits)
    reader = Reader(source, limits)
    reader.read(text)
    if reader.problems:
        raise ReadError(source, [f"line {line}: {problem}" for line, problem in sorted(reader.problems)])
    return Contents(source, tuple(reader.blocks))
