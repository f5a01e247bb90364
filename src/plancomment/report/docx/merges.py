"""Where merged cells are cut, so that no page shows them blank (結合セルの分割).

Word shows the text of a cell that is merged downwards from its first row on, and nothing more on the pages behind. No
file can tell where a page will end. So rows that merged cells hold together become blocks that are not higher than a
part of a page, or than the tallest of those cells: rows of a low block stay on one page, and in a high one the text
itself goes on over the page. Each block but the first repeats what was cut.
"""

from collections.abc import Iterator, Sequence

import attrs

from plancomment.report.document import Cell

__all__ = ["Held", "held_rows", "line_count"]

_Slots = tuple[tuple[Cell, bool], ...]
#: Of a page: what rows may take that are not cut, what a block may take, how high a row may be that is not broken.
_GROUP, _BLOCK, _WHOLE = 0.5, 0.35, 0.25
#: A repeated text that is longer than its block is cut, but never shorter than this many lines.
_LEAST = 8


@attrs.frozen
class Held:
    """How a row is held on its page (行の保持).

    Attributes:
        whole: it is not broken over two pages (行を分割しない).
        keep: it stays with the next row (次の行と分離しない).
        begins: it begins a block that repeats the cells merged from above (再掲).
        lines: how many lines a repeated text may take; 0 for all of it (行数).
    """

    whole: bool = True
    keep: bool = False
    begins: bool = False
    lines: int = 0


def line_count(text: str, width: int) -> int:
    """The lines that a text takes where so many narrow characters stand in one: an estimate, without any font."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    # A wide character takes three bytes and two places, a narrow one of ASCII one and one.
    if "\n" not in text:
        return max(1, -(-_places(text) // width))
    return sum(max(1, -(-_places(line) // width)) for line in text.split("\n"))


def _places(line: str) -> int:
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2


def held_rows(grid: Sequence[_Slots], widths: Sequence[int], page: int) -> list[Held]:
    """For every row of a table; ``widths`` in narrow characters by column, ``page`` in lines."""
    heights: list[int] = []
    crossing: list[int] = []
    tall: dict[int, int] = {}
    columns = len(widths)
    for number, slots in enumerate(grid):
        height, crosses, place = 1, 0, 0
        while place < columns:
            cell, starts = slots[place]
            if not starts:
                crosses += 1
            elif cell.rowspan > 1:
                tall[number] = max(tall.get(number, 0), _height(cell, place, widths))
            else:
                height = max(height, _height(cell, place, widths))
            place += cell.colspan
        heights.append(height)
        crossing.append(crosses)
    held = []
    for first, end in _joined(crossing):
        if end == first + 1:
            held.append(Held(whole=heights[first] <= page * _WHOLE))
        else:
            tallest = max(tall.get(row, 1) for row in range(first, end))
            held += _cut(heights[first:end], crossing[first:end], tallest, page)
    return held


def _height(cell: Cell, place: int, widths: Sequence[int]) -> int:
    width = widths[place] if cell.colspan == 1 else sum(widths[place : place + cell.colspan])
    return line_count(cell.runs[0].text if len(cell.runs) == 1 else cell.text, width)


def _joined(crossing: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that merged cells hold together, as first row and the one behind the last."""
    first = 0
    for row in range(1, len(crossing) + 1):
        if row == len(crossing) or not crossing[row]:
            yield first, row
            first = row


def _cut(heights: Sequence[int], crossing: Sequence[int], tallest: int, page: int) -> Iterator[Held]:
    """The blocks of one group, row by row."""
    most = max(int(page * _BLOCK), tallest)
    if sum(heights) <= page * _GROUP:
        most = sum(heights)
    first = 0
    while first < len(heights):
        end, total = first + 1, heights[first]
        while end < len(heights) and total + heights[end] <= most:
            total += heights[end]
            end += 1
        if end < len(heights):
            end = _best(heights, crossing, first, end, total)
            total = sum(heights[first:end])
        low = total <= page * _GROUP
        cut = 0 if tallest <= max(total, int(page * _BLOCK)) else max(total, _LEAST)
        for row in range(first, end):
            is_last = row == end - 1
            # The last row of a block grows where a merged text is higher than its rows.
            height = heights[row] + (max(tallest - total, 0) if is_last else 0)
            yield Held(height <= page * _WHOLE, low and not is_last, first > 0 and row == first, cut)
        first = end


def _best(heights: Sequence[int], crossing: Sequence[int], first: int, end: int, total: int) -> int:
    """The place up to ``end`` that cuts the fewest cells, of those that leave the block half as high at least."""
    best, height = end, total
    for row in range(end - 1, first, -1):
        height -= heights[row]
        if 2 * height < total:
            break
        if crossing[row] < crossing[best]:
            best = row
    return best
