"""The anchors of a result that this library wrote: which piece of the page is what (アンカーの読み方).

The report gives every row and cell a name made of a kind and ids (``plancomment.report.material.anchor``): the row
``comment-2-47``, the cell ``given-2-47~~2`` (that comment has the disposition 2), the place in a cell where the second
part of a response begins, ``part-A12~~2``. They are what links lead to, and they make reading exact: however a text
looks, it is no title, no number and no row.
"""

import functools
import re
from collections.abc import Iterator, Sequence

import attrs

from plancomment.findings import Place
from plancomment.read.blocks import CellBlock, TableBlock

__all__ = ["Anchor", "AnchoredRow", "anchored_rows", "split_anchor"]


@functools.cache
def _token() -> re.Pattern[str]:
    return re.compile(r"~([0-9a-f]{1,6})~|(~~)|(~n~|~)|([^~]+)")


def split_anchor(name: str) -> tuple[str, tuple[str | None, ...]]:
    """The kind and the ids that a name is made of; no ids where it is made of none.

    >>> split_anchor("given-2-47~~~n~")
    ('given', ('2-47', None))
    """
    kind, _, rest = name.partition("-")
    ids: list[str | None] = [""]
    for match in _token().finditer(rest):
        if match[2]:
            ids.append("")
        elif match[3]:
            ids[-1] = None
        else:
            ids[-1] = (ids[-1] or "") + (_char(match[1]) if match[1] else match[4])
    return kind, tuple(ids)


def _char(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else digits


@attrs.frozen
class Anchor:
    """A name in a cell (アンカー).

    Attributes:
        offset: where in the text it stands.
        kind: what it names.
        ids: of what.
    """

    offset: int
    kind: str
    ids: tuple[str | None, ...]

    def id(self, index: int = 0) -> str:
        """One of the ids, ``""`` where it is not there."""
        return (self.ids[index] if index < len(self.ids) else "") or ""


@attrs.frozen
class AnchoredRow:
    """A row of a table, with what its anchors say (アンカーのある行).

    Attributes:
        place: where it stands.
        cells: by column from 1, with the anchors in each.
    """

    place: Place
    cells: dict[int, tuple[CellBlock, tuple[Anchor, ...]]]

    def find(self, *kinds: str) -> tuple[CellBlock, Anchor] | None:
        """The first cell with an anchor of one of these kinds, and that anchor."""
        return next(
            ((cell, one) for cell, anchors in self.cells.values() for one in anchors if one.kind in kinds), None
        )

    def text(self, column: int) -> str:
        """The text in that column, ``""`` where no cell begins there."""
        return self.cells[column][0].text if column in self.cells else ""


def anchored_rows(table: TableBlock, source: str) -> Iterator[AnchoredRow]:
    """The rows of a table, from the top."""
    rows: dict[int, list[CellBlock]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for number, cells in sorted(rows.items()):
        first = cells[0]
        place = Place(file=source, row=number, page=first.page, line=first.file_line or first.line)
        yield AnchoredRow(place, {cell.column: (cell, _anchors(cell.anchors)) for cell in cells})


def _anchors(given: Sequence[tuple[int, str]]) -> tuple[Anchor, ...]:
    return tuple(Anchor(offset, *split_anchor(name)) for offset, name in given)
