"""Rows of a table on the rows of a sheet: merged cells, heights, and texts that stand in several cells (行の配置).

A row that needs more height than Excel's rows have stands on several, with its cells merged over them. A text that is
cut into pieces has each further piece on rows of its own.
"""

import math
from collections.abc import Sequence

import attrs

from plancomment.report.xlsx.measures import HIGHEST

__all__ = ["LaidRows", "Slot", "lay"]


@attrs.frozen
class Slot:
    """A cell of a table that wants room (セルの枠).

    Attributes:
        row: its first row in the table, from 0.
        rows: how many rows it covers.
        heights: what each piece of its text needs, in points.
    """

    row: int
    rows: int
    heights: tuple[float, ...]


@attrs.frozen
class LaidRows:
    """Where rows and pieces stand, in rows of the sheet, from 0 (配置した行).

    Attributes:
        heights: of the sheet's rows, in points.
        tops: the first row of the sheet for each row of the table, and the one behind the last.
        pieces: for each slot and each piece, its first row of the sheet and the one behind its last.
    """

    heights: list[float]
    tops: list[int]
    pieces: list[list[tuple[int, int]]]


def lay(slots: Sequence[Slot], count: int, least: float) -> LaidRows:
    """Room for all slots of a table with so many rows, none lower than ``least``."""
    strips, spans = _strips(slots, count)
    heights = [least] * strips[-1]
    for at in sorted(range(len(slots)), key=lambda at: slots[at].rows):
        for (start, end), height in zip(spans[at], slots[at].heights, strict=True):
            if end - start == 1:
                if height > heights[start]:
                    heights[start] = height
                continue
            lacking = (height - sum(heights[start:end])) / (end - start)
            if lacking > 0:
                heights[start:end] = [one + lacking for one in heights[start:end]]
    shown: list[float] = []
    edges = [0]
    for height in heights:
        parts = math.ceil(height / HIGHEST)
        shown += [round(height / parts, 2)] * parts
        edges.append(len(shown))
    pieces = [[(edges[start], edges[end]) for start, end in span] for span in spans]
    return LaidRows(shown, [edges[strip] for strip in strips], pieces)


def _strips(slots: Sequence[Slot], count: int) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """The first strip of each row, and the strips of each piece: every piece has one of its own, the first the rest."""
    needed = [1] * count
    for slot in sorted(slots, key=lambda slot: slot.rows):
        if len(slot.heights) > 1:
            covered = sum(needed[slot.row : slot.row + slot.rows])
            needed[slot.row + slot.rows - 1] += max(len(slot.heights) - covered, 0)
    first = [0]
    for number in needed:
        first.append(first[-1] + number)
    spans = []
    for slot in slots:
        start, end, more = first[slot.row], first[slot.row + slot.rows], len(slot.heights) - 1
        own = [(end - more + at, end - more + at + 1) for at in range(more)]
        spans.append([(start, end - more), *own])
    return first, spans
