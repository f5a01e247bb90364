"""The order in which the lines of a page are read (読み順): columns first, else from the top."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import attrs

from plancomment.read.pdf.lines import Line, join_segments

__all__ = ["Column", "arrange", "widen"]

_SAME = 3.0  # points
_LINES = 4  # a column has at least as many lines on each side
_TRIES = 12  # places at which most segments begin
_DEEPEST = 5
_NARROW = 0.8  # of the width between equal margins: lines no longer than that may all be short


@attrs.frozen
class Column:
    """Lines that stand below one another.

    Attributes:
        lines: from the top.
        left: where most of its lines begin.
        right: where its full lines end.
        is_parted: whether another column stands beside it.
    """

    lines: tuple[Line, ...]
    left: float
    right: float
    is_parted: bool = False


def arrange(rows: Sequence[Sequence[Line]], depth: int = 0, *, is_parted: bool = False) -> list[Column]:
    """Rows of segments as columns in reading order.

    Two columns are seen where no segment crosses the gutter and the file has one side before the other, or where the
    segments to the right of it begin at one place and most of those to its left reach up to it. What stands above and
    below them is a column of its own.
    """
    segments = [segment for row in rows for segment in row if segment.text]
    if not segments:
        return []
    gutter = _gutter(segments) if depth < _DEEPEST else None
    if gutter is None:
        lines = tuple(join_segments([s for s in row if s.text]) for row in rows if any(s.text for s in row))
        left, right = _margins([line for line in lines if line.stands_for is None] or lines)
        return [Column(lines, left, right, is_parted)]
    x, top, bottom = gutter
    above = [[s for s in row if s.base < top] for row in rows]
    below = [[s for s in row if s.base > bottom] for row in rows]
    inside = [[s for s in row if top <= s.base <= bottom] for row in rows]
    columns = arrange(above, depth + 1, is_parted=is_parted)
    columns += arrange([[s for s in row if s.x1 <= x] for row in inside], depth + 1, is_parted=True)
    columns += arrange([[s for s in row if s.x1 > x] for row in inside], depth + 1, is_parted=True)
    return columns + arrange(below, depth + 1, is_parted=is_parted)


def _gutter(segments: Sequence[Line]) -> tuple[float, float, float] | None:
    """Where a right column begins, and the first and last base of the lines beside the gutter."""
    leftmost = min(segment.x0 for segment in segments)
    rightmost = max(segment.x1 for segment in segments)
    begins: dict[int, list[Line]] = {}
    for segment in segments:
        if segment.x0 > leftmost + 0.25 * (rightmost - leftmost):
            begins.setdefault(round(segment.x0 / _SAME), []).append(segment)
    for key in sorted(begins, key=lambda key: (-len(begins[key]), key))[:_TRIES]:
        if len(begins[key]) < 2:
            break
        x = min(segment.x0 for segment in begins[key]) - 0.5
        found = _beside(segments, x, begins[key])
        if found is not None:
            return x, *found
    return None


def _beside(segments: Sequence[Line], x: float, seeds: Sequence[Line]) -> tuple[float, float] | None:
    """The part of the page where nothing crosses x and both sides have the lines of a running text."""
    middle = sorted(seeds, key=lambda segment: segment.base)[len(seeds) // 2].base
    crossing = [segment.base for segment in segments if segment.x0 < x < segment.x1]
    top = max((base for base in crossing if base < middle), default=-1.0)
    bottom = min((base for base in crossing if base > middle), default=1e9)
    inside = [segment for segment in segments if top < segment.base < bottom]
    right = [segment for segment in inside if segment.x0 >= x]
    left = [segment for segment in inside if segment.x1 <= x]
    if len(right) < 2 or len(left) < 2:
        return None
    size = left[0].size
    edge = max(segment.x1 for segment in left)
    if x - edge < 0.8 * size or x - edge > 8 * size:
        return None
    if not _is_parted(left, right) and not _is_running(left, right, edge):
        return None
    first = max(min(segment.base for segment in left), min(segment.base for segment in right))
    start = min(segment.base for segment in inside if segment.base >= first - 3 * size)
    return start, max(segment.base for segment in inside)


def _is_parted(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the file has all of one side before all of the other: rows of a table go to and fro."""
    lefts = [segment.pieces[0].first for segment in left if segment.pieces]
    rights = [segment.pieces[0].first for segment in right if segment.pieces]
    return bool(lefts and rights) and (max(lefts) < min(rights) or max(rights) < min(lefts))


def _is_running(left: Sequence[Line], right: Sequence[Line], edge: float) -> bool:
    """Whether both sides have lines as a running text has them: many, most of them full."""
    if len(left) < _LINES or len(right) < _LINES:
        return False
    size = left[0].size
    full = [segment for segment in left if edge - segment.x1 <= 2 * size]
    wide = sum(1 for segment in right if segment.x1 - segment.x0 >= 6 * size)
    return len(full) * 2 >= len(left) and wide * 2 >= len(right)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where most lines of a column begin and its full lines end."""
    lefts: dict[int, int] = {}
    for line in lines:
        key = round(line.x0 / _SAME)
        lefts[key] = lefts.get(key, 0) + 1
    often = [key for key, count in lefts.items() if count > 1] or list(lefts)
    left = min(line.x0 for line in lines if round(line.x0 / _SAME) in often)
    rights = sorted(line.x1 for line in lines)
    return left, rights[-1 if len(rights) < 10 else -1 - len(rights) // 20]


def widen(pages: Sequence[tuple[float, Sequence[Column]]]) -> list[list[Column]]:
    """The columns of pages, each as wide as those of its kind on any page; a page is its width and its columns.

    A column of a few short lines does not show where its full lines would end: another at the same place does, or the
    margin on the right is taken to be as wide as that on the left.
    """
    widest: dict[tuple[int, bool, int], float] = {}
    lefts: set[tuple[int, bool, int]] = set()
    for width, columns in pages:
        for column in columns:
            lefts.add(_kind(width, column, column.left))
            for at in (-2 * _SAME, 0.0, 2 * _SAME):
                key = _kind(width, column, column.left + at)
                widest[key] = max(widest.get(key, 0.0), column.right)
    return [[_widened(width, column, widest, lefts) for column in columns] for width, columns in pages]


def _kind(width: float, column: Column, left: float) -> tuple[int, bool, int]:
    """What columns of one kind have alike: the page, whether they stand alone, where they begin (to 6 points)."""
    return round(width), column.is_parted, round(left / (2 * _SAME))


def _widened(
    width: float,
    column: Column,
    widest: Mapping[tuple[int, bool, int], float],
    lefts: AbstractSet[tuple[int, bool, int]],
) -> Column:
    left, right = column.left, column.right
    em = column.lines[0].size
    if column.lines[0].stands_for is None and all(line.x0 >= left - 0.1 * em for line in column.lines):
        outer = _kind(width, column, left - em)
        if outer in lefts and outer != _kind(width, column, left):
            left -= em  # nothing but first lines of paragraphs, each set in by one letter
        elif not column.is_parted and abs(left - em - (width - right)) < 0.3 * em:
            left -= em  # the same, as the margin on the right shows
    if _breaks(column) >= 2:
        return attrs.evolve(column, left=left)
    right = max(right, widest[_kind(width, column, column.left)])
    mirrored = width - left
    if not column.is_parted and right - left < _NARROW * (mirrored - left):
        right = mirrored
    return attrs.evolve(column, left=left, right=right)


def _breaks(column: Column) -> int:
    """How many lines end in the middle of a sentence where the widest line ends: the column is as wide as that."""
    lines = [line for line in column.lines if line.stands_for is None]
    return sum(
        1
        for line, after in pairwise(lines)
        if column.right - line.x1 < 0.7 * line.size
        and not line.text.endswith("。")
        and after.x0 <= line.x0 + 0.1 * line.size
        and 0 < after.base - line.base < 2.5 * line.size
        and not (line.is_spread or after.is_spread)
    )
