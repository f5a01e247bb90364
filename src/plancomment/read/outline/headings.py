"""Which lines are headings where only their numbers tell, and which belong to a table of contents (見出し・目次)."""

import re
from collections.abc import Sequence

from plancomment.read.blocks import Block, TextBlock
from plancomment.read.labels import label_shape, label_style

__all__ = ["contents_lines", "counts_one", "heading_rank", "infers_headings"]

_CHAPTERS = "編部章節款目"
_NUMBERS = re.compile(r"\d+|[A-ZⅠ-ⅿ]+")
# Dots or a gap lead to the page number; whether a gap will do depends on what stands above the line.
_PAGE = r"(?:[-‐－]\s?)?(?:[0-9０-９]{1,4}|[ivxlcⅰ-ⅻ]{1,6})(?:\s?[-‐－])?(?:\s?(?:頁|ページ))?"
_DOTTED = re.compile(rf"\S.*?\s*(?:(?:[.．…‥・･·⋯]\s?){{3,}}|[…‥⋯]+)\s*{_PAGE}")
_SPACED = re.compile(rf"\S.*?\s+{_PAGE}")
_LAST = frozenset("0123456789０１２３４５６７８９ivxlcⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ-‐－頁ジ")
_TITLES = frozenset({"目次", "もくじ", "図目次", "表目次", "図表目次", "contents", "tableofcontents"})
_LONGEST = 120
_TITLE = 24


def heading_rank(label: str, line: str) -> int | None:
    """How deep a line with that label stands as a heading, None if it is none.

    第１編 … 第１目 stand above Ⅰ, that above １, that above 1-1; a line that ends in 。 or is long is a sentence.
    """
    style = label_style(label)
    if line.endswith("。"):
        return None
    if style == "chapter" and len(line) <= 80:
        return _CHAPTERS.index(next(char for char in label if char in _CHAPTERS))
    if style == "number" and len(line) <= 40:
        return len(_CHAPTERS) + len(_NUMBERS.findall(label)) - ("1" not in label_shape(label))
    return None


def infers_headings(blocks: Sequence[Block]) -> bool:
    """Whether the file marks no headings, or nothing but its title, so that only numbers can tell them."""
    marked = [
        block
        for block in blocks
        if isinstance(block, TextBlock) and block.role == "heading" and not _is_title(block.text)
    ]
    return not marked or (len(marked) == 1 and marked[0].level <= 1)


def counts_one(label: str) -> bool:
    """Whether a label holds one number only, as those of lists do: 1. and (2), but not 1-1."""
    return len(_NUMBERS.findall(label)) <= 1


def contents_lines(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The lines of tables of contents (目次), by their index among the blocks: they repeat what stands below.

    Such a line ends in a page number behind dots, with another one beside it or below a title 目次; below that title
    white space before the number will do.
    """
    dotted = [_leads_to_page(_DOTTED, block) for block in blocks]
    found: list[int] = []
    is_below_title = False
    for at, block in enumerate(blocks):
        beside = [one for one in (at - 1, at + 1) if 0 <= one < len(blocks) and dotted[one]]
        if isinstance(block, TextBlock) and _is_title(block.text):
            is_below_title = True
            continue
        if (dotted[at] and beside) or (is_below_title and (dotted[at] or _leads_to_page(_SPACED, block))):
            found.append(at)
        else:
            is_below_title = is_below_title and _is_blank(block)
    return tuple(found)


def _is_title(text: str) -> bool:
    return len(text) <= _TITLE and "".join(text.split()).lower() in _TITLES


def _is_blank(block: Block) -> bool:
    return isinstance(block, TextBlock) and not block.text.strip()


def _leads_to_page(pattern: re.Pattern[str], block: Block) -> bool:
    """Whether it is one line that ends in a page number, as the pattern has it."""
    if not isinstance(block, TextBlock) or len(block.text) > _LONGEST:
        return False
    text = block.text.strip()
    return text[-1:] in _LAST and "\n" not in text and pattern.fullmatch(text) is not None
