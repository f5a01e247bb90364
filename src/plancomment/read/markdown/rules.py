"""CommonMark with tables, as plans and results need it: nothing that a reader of the source sees may vanish."""

import functools

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.rules_core import StateCore

__all__ = ["MAX_NESTING", "MAX_SIGNS", "cut_cells", "parser"]

#: Each list, quotation and item is a level of its own, and markdown-it calls itself for each.
MAX_NESTING = 100
#: Of one paragraph, heading or cell; each may begin or end something, and markdown-it looks for its other end.
MAX_SIGNS = 2_000
_SIGNS = "[]*_<`"


def _block_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Comments of several lines are blocks; everything else in HTML is inline, so that no text in it is lost and a
    page mark on a line of its own does not end a paragraph or table."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return line.startswith("<!--") and "-->" not in line and html_block(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table whose rows remember their line as the list or quotation around it leaves it: without its marks."""
    before = len(state.tokens)
    found = table(state, start, end, silent)
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            at = token.map[0]
            token.meta["line"] = state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]
    return found


def _count_signs(state: StateCore) -> None:
    """Refuse, by what the caller put into ``env``, a paragraph that would take time by the square of its signs."""
    refuse = state.env.get("refuse")
    for token in state.tokens:
        if refuse is not None and token.type == "inline" and sum(map(token.content.count, _SIGNS)) > MAX_SIGNS:
            refuse(token.map[0] + 1 if token.map else 1)


@functools.cache
def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable("table")
    # A line such as [注1]: 出典 is text to its readers; as a link definition it would vanish.
    made.disable("reference")
    made.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    made.block.ruler.at("html_block", _block_comment, {"alt": ["paragraph", "reference", "blockquote"]})
    made.core.ruler.before("inline", "signs", _count_signs)
    return made


def cut_cells(line: str, width: int) -> list[str]:
    """The cells of a row that has more of them than the header: Markdown drops them, a plan must not."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells[width:]]
