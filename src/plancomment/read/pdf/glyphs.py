"""Characters of a page as pdfium finds them, gathered into pieces that stand together (文字の並び).

Only the first and the last character of a piece are asked for their places: pdfium breaks its text wherever a line ends
or a gap opens, so nothing between two breaks jumps. Sizes are points, places are measured from the upper left corner of
the page as it is shown.
"""

import ctypes
import re
from typing import Any, Literal

import attrs

from plancomment.read.pdf.calls import Calls, address_of

__all__ = ["Box", "Frame", "Piece", "Way", "cut_piece", "letters_within", "read_pieces", "turn_of"]

_BREAK = re.compile("[ \r\n\x02\ufffe\uffff]+")
_ASCENT = 0.88  # of an em square above the baseline, as Japanese fonts have it
_NAME = 128  # bytes of a font's name
_FLAT = 1.3  # em: two characters no wider than this may stand below one another


#: x0, top, x1, bottom of a place on the page as shown.
Box = tuple[float, float, float, float]
#: How letters stand: turned by quarters, written vertically, or level on a page that is turned to be read.
Way = Literal["upright", "down", "reverse", "up", "vertical", "level"]
_TURNS: dict[Way, int] = {"upright": 0, "down": 3, "reverse": 2, "up": 1, "vertical": 3, "level": 0}


@attrs.frozen
class Frame:
    """How a page's own coordinates become places on the page as shown.

    Attributes:
        left, bottom, right, top: the visible part of the page, in its own coordinates, in points.
        turn: quarters of a turn, clockwise, by which the page is shown.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 2 == 0 else self.right - self.left

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own coordinates is shown: from the left, from the top."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direct(self, a: float, b: float) -> tuple[float, float]:
        """A direction, shown; to the right and down."""
        return ((a, -b), (b, a), (-a, b), (-b, -a))[self.turn]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a box of the page's own coordinates is shown."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def turned(self, quarters: int) -> "Frame":
        """The page turned on by quarters, clockwise."""
        return attrs.evolve(self, turn=(self.turn + quarters) % 4)

    def turn_box(self, box: Box, quarters: int) -> Box:
        """A box of the page as shown, on the page turned on by quarters."""
        x0, top, x1, bottom = box
        width, height = self.width, self.height
        return (
            box,
            (height - bottom, x0, height - top, x1),
            (width - x1, height - bottom, width - x0, height - top),
            (top, width - x1, bottom, width - x0),
        )[quarters % 4]


def turn_of(way: Way) -> int:
    """The quarters, clockwise, by which a page must be turned to read what stands in this way."""
    return _TURNS[way]


@attrs.define(eq=False)  # not frozen: there are a hundred on a page, and frozen ones take four times as long to make
class Piece:
    """Characters of one line, one beside the other, without a gap.

    Letters that do not stand upright are measured on the page turned so that they do.

    Attributes:
        text: as pdfium gives it.
        x0: its left edge.
        x1: its right edge.
        base: the line it stands on, from the top of the page.
        size: the size of the letters.
        font: the name of the font, without the tag of a subset.
        first: the place of its first character among those of the page, to ask for more.
        spaced: whether a space that is a character of the file stands before it.
        way: how the letters stand.
        shown: where it is on the page as shown, None for upright letters.
        is_known: False if the file does not say which characters its glyphs are.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    first: int
    spaced: bool = False
    way: Way = "upright"
    shown: Box | None = None
    is_known: bool = True

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + (1 - _ASCENT) * self.size

    @property
    def box(self) -> Box:
        """Where it is on the page as shown."""
        return self.shown or (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the piece on the page as shown."""
        x0, top, x1, bottom = self.box
        return (x0 + x1) / 2, (top + bottom) / 2


class _Asker:
    """What pdfium tells of a character, asked with as few calls as can be."""

    def __init__(self, calls: Calls, page: Any, frame: Frame) -> None:
        self.calls = calls
        self.page = address_of(page)
        self.frame = frame
        self.point = (ctypes.c_double * 2)()
        self.x_at = ctypes.addressof(self.point)
        self.y_at = self.x_at + ctypes.sizeof(ctypes.c_double)
        self.four, self.six = (ctypes.c_float * 4)(), (ctypes.c_float * 6)()  # FS_RECTF, FS_MATRIX
        self.four_at, self.six_at = ctypes.addressof(self.four), ctypes.addressof(self.six)
        self.buffer, self.flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        self.buffer_at, self.flags_at = ctypes.addressof(self.buffer), ctypes.addressof(self.flags)

    def origin(self, at: int) -> tuple[float, float]:
        self.calls.get_origin(self.page, at, self.x_at, self.y_at)
        x, y = self.point
        return self.frame.place(x, y)

    def size(self, at: int) -> tuple[float, Way]:
        """The size of a character, and how it stands."""
        self.calls.get_matrix(self.page, at, self.six_at)
        a, b, c, d, _, _ = self.six
        size: float = self.calls.get_size(self.page, at) * (c * c + d * d) ** 0.5
        across, down = self.frame.direct(a, b)
        if abs(down) <= 0.2 * across:
            return size, "upright"
        if abs(down) > abs(across):
            return size, "down" if down > 0 else "up"
        return size, "upright" if across > 0 else "reverse"

    def box(self, at: int) -> Box:
        """The box of a character, in the page's own coordinates."""
        self.calls.get_box(self.page, at, self.four_at)
        left, top, right, bottom = self.four
        return left, bottom, right, top

    def right(self, at: int) -> float:
        """The right edge of a character, as shown."""
        self.calls.get_box(self.page, at, self.four_at)
        left, top, right, bottom = self.four
        if self.frame.turn == 0:
            return right - self.frame.left
        return self.frame.box(left, bottom, right, top)[2]

    def font(self, at: int) -> str:
        self.calls.get_font(self.page, at, self.buffer_at, _NAME, self.flags_at)
        name = self.buffer.value.decode("utf-8", "replace")
        return name.partition("+")[2] or name

    def is_known(self, at: int) -> bool:
        return bool(self.calls.is_unmapped(self.page, at) != 1)


def read_pieces(calls: Calls, page: Any, text: str, frame: Frame) -> list[Piece]:
    """The pieces of a page, in the order of the file. ``page`` is a text page of pypdfium2.raw, ``text`` its text."""
    asker = _Asker(calls, page, frame)
    text, starts = _numbered(calls.raw, page, text)
    pieces: list[Piece] = []
    begin, spaced, before = 0, False, None
    for found in [*_BREAK.finditer(text), None]:
        end = len(text) if found is None else found.start()
        if end > begin:
            first, last = (begin, end - 1) if starts is None else (starts[begin], starts[end] - 1)
            pieces.append(_piece(asker, text[begin:end], first, last, spaced, before))
        if found is None:
            break
        begin = found.end()
        spaced = _is_space(asker, found, starts)
        before = pieces[-1] if pieces and found[0] == " " else None
        if found[0][0] in "\x02\ufffe" and pieces:
            pieces[-1] = attrs.evolve(pieces[-1], text=pieces[-1].text + "-")
    return pieces


def _numbered(raw: Any, page: Any, text: str) -> tuple[str, list[int] | None]:
    """The text, and where pdfium counts each of its characters; None if it counts them as Python does.

    pdfium counts characters beyond the basic plane twice, and leaves glyphs without a character out of the text.
    """
    count = raw.FPDFText_CountChars(page)
    if count == len(text):
        return text, None
    if count != len(text.encode("utf-16-le", "surrogatepass")) // 2:
        codes = [raw.FPDFText_GetUnicode(page, at) & 0xFFFF for at in range(count)]
        text = b"".join((code or 0xFFFD).to_bytes(2, "little") for code in codes).decode("utf-16-le", "replace")
    places = [0]
    for char in text:
        places.append(places[-1] + (2 if char > "\uffff" else 1))
    return text, places


def _is_space(asker: _Asker, found: re.Match[str], starts: list[int] | None) -> bool:
    """Whether a break is a space that the file has, and not one that pdfium put where a gap is."""
    if found[0][0] != " ":
        return False
    at = found.start() if starts is None else starts[found.start()]
    return bool(asker.calls.is_generated(asker.page, at) == 0)


def _piece(asker: _Asker, text: str, first: int, last: int, spaced: bool, before: Piece | None) -> Piece:
    """One piece. Behind a space, on the same line, it is taken to be set as the piece ``before`` it is."""
    x0, base = asker.origin(first)
    way: Way
    if before is not None and before.way == "upright" and abs(before.base - base) < 0.01:
        size, way, font, is_known = before.size, before.way, before.font, before.is_known
    else:
        (size, way), font, is_known = asker.size(first), asker.font(first), asker.is_known(first)
    if way == "upright":
        x1 = asker.right(last)
        if last == first or x1 - x0 >= _FLAT * size or abs(asker.origin(last)[1] - base) < 0.5 * size:
            return Piece(text, x0, max(x0, x1), base, size, font, first, spaced, "upright", None, is_known)
        way = "vertical"
    begin, end = asker.box(first), asker.box(last)
    whole = min(begin[0], end[0]), min(begin[1], end[1]), max(begin[2], end[2]), max(begin[3], end[3])
    x0, _, x1, bottom = asker.frame.turned(_TURNS[way]).box(*whole)
    base = bottom - (1 - _ASCENT) * size
    return Piece(text, x0, x1, base, size, font, first, spaced, way, asker.frame.box(*whole), is_known)


def cut_piece(calls: Calls, page: Any, piece: Piece, frame: Frame, edges: list[float]) -> list[Piece]:
    """An upright piece cut wherever the middle of a character lies beyond the next edge: two cells without a gap."""
    asker = _Asker(calls, page, frame)
    cut: list[Piece] = []
    begin, left, zone, at = 0, piece.x0, -1, piece.first
    for index, char in enumerate(piece.text):
        x0 = asker.origin(at)[0]
        middle = (x0 + asker.right(at)) / 2
        here = sum(1 for edge in edges if edge <= middle)
        if index and here != zone:
            cut.append(
                attrs.evolve(
                    piece, text=piece.text[begin:index], x0=left, x1=x0, first=at, spaced=not cut and piece.spaced
                )
            )
            begin, left = index, x0
        zone = here
        at += 2 if char > "\uffff" else 1
    cut.append(attrs.evolve(piece, text=piece.text[begin:], x0=left, spaced=not cut and piece.spaced))
    return cut


def letters_within(calls: Calls, page: Any, piece: Piece, frame: Frame, x0: float, x1: float) -> str:
    """The characters of an upright piece whose middles lie between two places."""
    asker = _Asker(calls, page, frame)
    letters, at = "", piece.first
    for char in piece.text:
        left, _, right, _ = frame.box(*asker.box(at))
        if x0 <= (left + right) / 2 <= x1:
            letters += char
        at += 2 if char > "\uffff" else 1
    return letters
