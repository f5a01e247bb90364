"""Tables as ruling lines make them (罫線の表): cells, their rows and columns, and what they span.

Lines are snapped, joined and crossed, and cells are made of the crossings, by the functions of pdfplumber (after Anssi
Nurminen's thesis, 2013, as Tabula does it). The lines come from pdfium, so that one parser reads the file.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from plancomment.read.pdf.rulings import Ruling

__all__ = ["Grid", "GridCell", "find_grids"]

_SNAP = 3.0  # points: lines no farther apart are one
_CROSSINGS = 6_000  # of one page; the search for cells grows with their square
_PAIRS = 4_000_000


@attrs.frozen
class GridCell:
    """A cell: its box, its first row and column from 1, and how many of each it covers."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int
    rows: int
    columns: int


@attrs.frozen
class Grid:
    """A table without its words.

    Attributes:
        cells: by row, then column.
        height: how many rows.
        width: how many columns.
        x0, top, x1, bottom: the box round all cells.
        edges: where the columns begin and end, from the left of the page.
    """

    cells: tuple[GridCell, ...]
    height: int
    width: int
    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def find_grids(plumber: Any, rulings: Sequence[Ruling]) -> tuple[list[Grid], bool]:
    """The tables that lines make, from the top, and whether there were too many lines to look.

    ``plumber`` is pdfplumber.table. A frame round one cell is a grid of one cell.
    """
    edges = plumber.merge_edges([_edge(ruling) for ruling in rulings], _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [*edges, *_open_sides(edges)]
    upright = sum(1 for edge in edges if edge["orientation"] == "v")
    if upright * (len(edges) - upright) > _PAIRS:
        return [], True
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _CROSSINGS:
        return [], True
    cells = plumber.intersections_to_cells(crossings)
    return sorted(map(_grid, _groups(cells)), key=lambda grid: (grid.top, grid.x0)), False


def _edge(ruling: Ruling) -> dict[str, Any]:
    return {
        "x0": ruling.x0,
        "x1": ruling.x1,
        "top": ruling.top,
        "bottom": ruling.bottom,
        "width": ruling.x1 - ruling.x0,
        "height": ruling.bottom - ruling.top,
        "orientation": "h" if ruling.is_level else "v",
        "object_type": "line",
    }


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Upright lines for tables that have none at their left and right ends, as Japanese tables often do.

    Three level lines or more that end at one place, with an upright line that crosses them elsewhere.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    made = []
    for side in ("x0", "x1"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for edge in level:
            ends.setdefault(round(edge[side] / _SNAP), []).append(edge)
        for group in ends.values():
            x = group[0][side]
            if len(group) < 3 or any(abs(edge["x0"] - x) <= _SNAP for edge in upright):
                continue
            top, bottom = min(edge["top"] for edge in group), max(edge["top"] for edge in group)
            crossing = [
                edge
                for edge in upright
                if any(line["x0"] + _SNAP < edge["x0"] < line["x1"] - _SNAP for line in group)
                and edge["top"] <= bottom
                and edge["bottom"] >= top
            ]
            if crossing:
                made.append(_edge(Ruling(x, top, x, bottom)))
    return made


def _groups(cells: list[tuple[float, float, float, float]]) -> list[list[tuple[float, float, float, float]]]:
    """Cells that share a corner, together."""
    owner: dict[tuple[float, float], int] = {}
    parent: list[int] = []

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for index, (x0, top, x1, bottom) in enumerate(cells):
        parent.append(index)
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            if corner in owner:
                parent[root(index)] = root(owner[corner])
            owner[corner] = index
    groups: dict[int, list[tuple[float, float, float, float]]] = {}
    for index, cell in enumerate(cells):
        groups.setdefault(root(index), []).append(cell)
    return list(groups.values())


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid:
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    column, row = {x: at for at, x in enumerate(xs)}, {y: at for at, y in enumerate(ys)}
    cells = [
        GridCell(
            x0, top, x1, bottom, row[top] + 1, column[x0] + 1, row[bottom] - row[top], column[x1] - column[x0]
        )
        for x0, top, x1, bottom in boxes
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), len(ys) - 1, len(xs) - 1, xs[0], ys[0], xs[-1], ys[-1], tuple(xs))
