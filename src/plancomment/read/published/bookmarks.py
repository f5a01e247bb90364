"""A Word file that this library wrote, as the page that it shows (本ライブラリのWordファイル).

Its anchors are bookmarks, in names that Word can hold; ``plancomment.report.docx.bookmarks`` tells how they are made.
Where a merged cell goes on over a page, its text is printed again; a bookmark says so, and the cells are one.
"""

import re
from collections.abc import Iterable, Sequence

import attrs

from plancomment.read.blocks import Block, CellBlock, Contents, TextBlock

__all__ = ["anchor_of", "with_anchors"]

_SIGNS = {"d": ".", "h": "-", "n": "~n~", "s": "~~", "t": "~", "u": "_"}
_WRITTEN = re.compile(r"__x([0-9a-f]{1,6})_|__([dhnstu])|_|[^_]+")
_PIECE = re.compile(r"L([0-9]+)_([0-9]+)_")
_AGAIN = re.compile(r"again_[0-9]+")
_OWN = re.compile(r"result_?[a-z]*")

_Anchors = tuple[tuple[int, str], ...]


def anchor_of(name: str) -> str:
    """The anchor that a bookmark's name, or its pieces ``L3_1_…`` joined without what numbers them, stands for.

    >>> anchor_of("given_2_47__s2")
    'given-2-47~~2'
    """

    def sign(match: re.Match[str]) -> str:
        if match[1]:
            number = int(match[1], 16)
            return chr(number) if number < 0x110000 else match[0]
        if match[2]:
            return _SIGNS[match[2]]
        return "-" if match[0] == "_" else match[0]

    return _WRITTEN.sub(sign, name)


def with_anchors(contents: Contents) -> Contents:
    """The contents with anchors in place of bookmarks; the contents themselves where none is the title of a result."""
    if not any(
        _OWN.fullmatch(name) for block in contents.blocks if isinstance(block, TextBlock) for _, name in block.anchors
    ):
        return contents
    return attrs.evolve(contents, blocks=tuple(_block(block) for block in contents.blocks))


def _block(block: Block) -> Block:
    if isinstance(block, TextBlock):
        return attrs.evolve(block, anchors=_anchors(block.anchors))
    return attrs.evolve(block, cells=_joined(block.cells))


def _anchors(given: Iterable[tuple[int, str]]) -> _Anchors:
    """The anchors, those in several pieces as one."""
    found: list[tuple[int, str]] = []
    number = ""
    for at, name in given:
        piece = _PIECE.match(name)
        if piece is None:
            found.append((at, name))
        elif found and number == piece[1]:
            found[-1] = (found[-1][0], found[-1][1] + name[piece.end() :])
        else:
            found.append((at, name[piece.end() :]))
        number = piece[1] if piece is not None else ""
    return tuple((at, anchor_of(name)) for at, name in found)


def _joined(cells: Sequence[CellBlock]) -> tuple[CellBlock, ...]:
    """The cells, those that are printed again joined to the ones above."""
    found: list[CellBlock] = []
    above: dict[int, int] = {}  # where in ``found`` the last cell of each column is
    waiting: list[tuple[int, str]] = []  # what names a row whose first cell is joined
    row = 0
    for cell in cells:
        if cell.row != row:
            row, waiting = cell.row, []
        own = [(at, name) for at, name in cell.anchors if not _AGAIN.fullmatch(name)]
        upper = found[above[cell.column]] if cell.column in above else None
        if (
            len(own) < len(cell.anchors)
            and upper is not None
            and (upper.columns, upper.row + upper.rows) == (cell.columns, cell.row)
        ):
            found[above[cell.column]] = attrs.evolve(upper, rows=upper.rows + cell.rows)
            waiting += [(0, name) for _, name in own]
            continue
        above[cell.column] = len(found)
        found.append(attrs.evolve(cell, anchors=_anchors([*waiting, *own])))
        waiting = []
    return tuple(found)
