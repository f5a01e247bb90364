"""One page as it is laid out (頁の構成): running text, tables with the words of their cells, frames."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs

from plancomment.read.pdf.calls import Calls
from plancomment.read.pdf.glyphs import Box, Frame, Piece, Way, cut_piece, read_pieces, turn_of
from plancomment.read.pdf.grids import Grid, GridCell, find_grids
from plancomment.read.pdf.lines import Line, make_segments
from plancomment.read.pdf.rulings import Drawn, read_drawn

__all__ = ["Framed", "Page", "Tabular", "lay_out"]

_PLACES: dict[Way, str] = {"vertical": "縦書き", "level": "横書き"}
_LEVEL = 3  # characters that are set level within a vertical line
_READING = 0.62  # times the size of what is below
_KANA = re.compile("[ぁ-ゖァ-ヺー・゛゜]+")
_WORD = re.compile("[A-Za-zＡ-Ｚａ-ｚ一-鿿々]{1,12}")
_PAIRS = 4_000_000  # pieces that are held against each other, of one page
_WHOLE = 0.6  # of the page: a frame as large as this is an ornament round everything


@attrs.frozen(eq=False)
class Tabular:
    """A table: its grid, and the pieces in each cell."""

    grid: Grid
    words: dict[GridCell, list[Piece]]


@attrs.frozen(eq=False)
class Framed:
    """Words in a frame, or written in another direction than the page: pieces, and what to call the place."""

    pieces: tuple[Piece, ...]
    place: str


@attrs.frozen(eq=False)
class Page:
    """One page.

    Attributes:
        number: of the page in the file, from 1.
        width, height: as shown, in points.
        rows: the running text and, as lines of their own, what stands for tables and frames; from the top.
        characters: how many it has, blanks not counted.
        drawn: lines and pictures.
        crowded: whether tables were not looked for because there are too many lines.
        way: how most letters stand.
        frame: from the coordinates of the file to the page as read.
        pieces: all of its text, that of tables and frames as well.
        readings: small kana over characters (ルビ), which are no text.
    """

    number: int
    width: float
    height: float
    rows: tuple[tuple[Line, ...], ...]
    characters: int
    drawn: Drawn
    crowded: bool
    way: Way
    frame: Frame
    pieces: tuple[Piece, ...]
    readings: tuple[str, ...]


def lay_out(calls: Calls, plumber: Any, page: Any, textpage: Any, text: str, frame: Frame, number: int) -> Page:
    """The layout of a page. ``plumber`` is pdfplumber.table, ``page`` and ``textpage`` are of pypdfium2.raw.

    A page most of whose letters are turned, or written vertically, is read as if it were turned.
    """
    pieces = read_pieces(calls, textpage, text, frame)
    way = _usual_way(pieces)
    if way != "upright":
        pieces = _turned(pieces, way, frame)
        frame = frame.turned(turn_of(way))
    drawn = read_drawn(calls, page, frame)
    grids, crowded = find_grids(plumber, drawn.rulings) if len(drawn.rulings) >= 4 else ([], False)
    everything = tuple(pieces)
    pieces, readings = _part_readings(pieces)
    held: list[tuple[Tabular | Framed, float, float, float]] = []
    for grid in grids:
        inside = [piece for piece in pieces if grid.holds(*piece.middle)]
        is_frame = len(grid.cells) == 1
        area = (grid.x1 - grid.x0) * (grid.bottom - grid.top)
        if not inside or (is_frame and area >= _WHOLE * frame.width * frame.height):
            continue
        taken = set(map(id, inside))
        pieces = [piece for piece in pieces if id(piece) not in taken]
        item = (
            Framed(tuple(inside), "囲み") if is_frame else Tabular(grid, _words(calls, textpage, grid, inside, frame))
        )
        held.append((item, grid.x0, grid.top, grid.x1))
    for other in dict.fromkeys(piece.way for piece in pieces if piece.way != "upright"):
        turned = tuple(piece for piece in pieces if piece.way == other)
        boxes = [piece.box for piece in turned]
        x0, top, x1 = min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes)
        held.append((Framed(turned, _PLACES.get(other, "向きの違う文字")), x0, top, x1))
    rows = [tuple(row) for row in make_segments(piece for piece in pieces if piece.way == "upright")]
    rows += [(Line("\ufffc", x0, x1, top, 0.0, "", stands_for=item),) for item, x0, top, x1 in held]
    rows.sort(key=lambda row: (row[0].base, row[0].x0))
    characters = sum(len(found) for found in text.split())
    return Page(
        number, frame.width, frame.height, tuple(rows), characters, drawn, crowded, way, frame, everything, readings
    )


def _part_readings(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces without the small kana, or words, that stand over larger letters, and those."""
    largest = _READING * max((piece.size for piece in pieces), default=0.0)
    small = [
        piece
        for piece in pieces
        if piece.size <= largest
        and piece.way == "upright"
        and (_KANA.fullmatch(piece.text) or _WORD.fullmatch(piece.text))
    ]
    if len(small) * len(pieces) > _PAIRS:
        return pieces, ()
    readings = [piece for piece in small if any(_stands_over(piece, other) for other in pieces)]
    if not readings:
        return pieces, ()
    taken = set(map(id, readings))
    return [piece for piece in pieces if id(piece) not in taken], tuple(piece.text for piece in readings)


def _stands_over(piece: Piece, other: Piece) -> bool:
    gap = other.top - piece.bottom
    if not _KANA.fullmatch(piece.text):  # as close as readings are, and over nothing but the line below
        gap = gap if gap >= -0.25 * other.size else other.size
        gap = gap if other.x0 - other.size <= piece.x0 and piece.x1 <= other.x1 + other.size else other.size
    return (
        piece.size <= _READING * other.size
        and -0.4 * other.size <= gap <= 0.4 * other.size
        and min(piece.x1, other.x1) - max(piece.x0, other.x0) >= 0.5 * (piece.x1 - piece.x0)
    )


def _usual_way(pieces: Sequence[Piece]) -> Way:
    """How most letters stand."""
    counts: Counter[Way] = Counter()
    for piece in pieces:
        if piece.way != "upright":
            counts[piece.way] += len(piece.text)
    if not counts:
        return "upright"
    counts["upright"] = sum(len(piece.text) for piece in pieces if piece.way == "upright")
    return max(counts, key=lambda way: (counts[way], way == "upright"), default="upright")


def _turned(pieces: Sequence[Piece], way: Way, frame: Frame) -> list[Piece]:
    """The pieces on a page that is turned from ``frame`` so that those of one way stand upright.

    Two or three level characters within a vertical line (縦中横) belong to it.
    """
    quarters = turn_of(way)
    upright = [attrs.evolve(piece, way="upright", shown=None) for piece in pieces if piece.way == way]
    others = []
    is_searched = way == "vertical" and len(pieces) ** 2 <= _PAIRS
    for piece in pieces:
        if piece.way == way:
            continue
        box = frame.turn_box(piece.box, quarters)
        if is_searched and piece.way == "upright" and len(piece.text) <= _LEVEL and _is_within(box, upright):
            base = box[1] + 0.5 * (box[3] - box[1]) + 0.38 * piece.size
            upright.append(attrs.evolve(piece, x0=box[0], x1=box[2], base=base))
        else:
            others.append(attrs.evolve(piece, way="level" if piece.way == "upright" else piece.way, shown=box))
    return [*upright, *others]


def _is_within(box: Box, pieces: Sequence[Piece]) -> bool:
    """Whether a box stands in a line of one of the pieces, directly before or behind it."""
    middle = (box[1] + box[3]) / 2
    return any(
        piece.top <= middle <= piece.bottom and min(abs(box[0] - piece.x1), abs(piece.x0 - box[2])) <= piece.size
        for piece in pieces
    )


def _words(
    calls: Calls, textpage: Any, grid: Grid, pieces: Sequence[Piece], frame: Frame
) -> dict[GridCell, list[Piece]]:
    """The pieces of each cell. What lies over the edge of a cell is cut there, character by character."""
    words: dict[GridCell, list[Piece]] = {}
    for piece in pieces:
        x, middle = piece.middle
        row = [cell for cell in grid.cells if cell.top <= middle < cell.bottom]
        if piece.way != "upright":
            words.setdefault(_cell(row or grid.cells, x, middle), []).append(piece)
            continue
        if any(piece.x0 + 1 < edge < piece.x1 - 1 for cell in row for edge in (cell.x0, cell.x1)):
            edges = sorted({edge for cell in row for edge in (cell.x0, cell.x1)})
            parts = cut_piece(calls, textpage, piece, frame, edges)
        else:
            parts = [piece]
        for part in parts:
            cell = _cell(row or grid.cells, (part.x0 + part.x1) / 2, middle)
            words.setdefault(cell, []).append(part)
    return words


def _cell(cells: Sequence[GridCell], x: float, y: float) -> GridCell:
    """The cell at a place, or the one nearest to it."""

    def distance(cell: GridCell) -> tuple[float, int, int]:
        across = max(cell.x0 - x, x - cell.x1, 0.0)
        down = max(cell.top - y, y - cell.bottom, 0.0)
        return across + down, cell.row, cell.column

    return min(cells, key=distance)
