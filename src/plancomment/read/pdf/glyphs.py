"""Characters of a page as pdfium finds them, gathered into pieces that stand together (文字の並び).

Only the first and the last character between two breaks are asked for their places: pdfium breaks its text wherever a
line ends or a gap opens, so nothing between them jumps. What a narrow gap parts is one piece all the same. Sizes are
points, places are measured from the upper left corner of the page as it is shown.
"""

import ctypes
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal

import attrs

from plancomment.read.pdf.calls import Calls, refer

__all__ = ["Box", "Frame", "Piece", "Way", "cut_piece", "is_japanese", "letters_within", "read_pieces", "turn_of"]

_BREAK = re.compile("[ \r\n\x02\ufffe\uffff]+")
_ASCENT = 0.88  # of an em square above the baseline, as Japanese fonts have it
_NAME = 128  # bytes of a font's name
_QUARTER = 0.27  # em: the gap between Japanese and Latin characters is a quarter, and never read as a space
_HAIR = 0.01  # points: what is no farther apart stands on one line
_TIGHT = 0.1  # em: nor is a gap up to this one, between any two
_TWO, _FOUR, _SIX = struct.Struct("=2d").unpack, struct.Struct("=4f").unpack, struct.Struct("=6f").unpack
_FIGURES = re.compile("[0-9０-９]{2,}")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LIFTED = 0.5  # points, at least
_MARK = 0.8  # times the size of a number: a raised mark behind it
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


@lru_cache(maxsize=8192)
def is_japanese(char: str) -> bool:
    """Whether no space is set between this character and the next: kana, kanji, full-width signs."""
    return (char >= "\u2e80" and unicodedata.east_asian_width(char) in "WFH") or char in "“”‘’…―—・①②③"


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
        joins: places in the text where pdfium counts one more character, a space for a gap that is none to a reader.
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
    joins: tuple[int, ...] = ()

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

    __slots__ = (
        "calls", "flags_at", "four", "four_at", "frame", "get_box", "get_origin", "name", "name_at", "names", "page",
        "point", "six", "six_at", "x_at", "y_at",
    )  # fmt: skip

    def __init__(self, calls: Calls, page: Any, frame: Frame) -> None:
        self.calls, self.get_origin, self.get_box = calls, calls.get_origin, calls.get_box
        self.page = refer(page)
        self.frame = frame
        point, four, six = (ctypes.c_double * 2)(), (ctypes.c_float * 4)(), (ctypes.c_float * 6)()
        self.x_at, self.y_at = ctypes.byref(point), ctypes.byref(point, ctypes.sizeof(ctypes.c_double))
        self.four_at, self.six_at = ctypes.byref(four), ctypes.byref(six)  # FS_RECTF, FS_MATRIX
        self.point, self.four, self.six = (memoryview(held).cast("B") for held in (point, four, six))
        self.name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        self.name_at, self.flags_at = ctypes.byref(self.name), ctypes.byref(flags)
        self.names: dict[bytes, str] = {}

    def origin(self, at: int) -> tuple[float, float]:
        self.get_origin(self.page, at, self.x_at, self.y_at)
        x, y = _TWO(self.point)
        frame = self.frame
        return (x - frame.left, frame.top - y) if frame.turn == 0 else frame.place(x, y)

    def size(self, at: int) -> tuple[float, Way]:
        """The size of a character, and how it stands."""
        self.calls.get_matrix(self.page, at, self.six_at)
        a, b, c, d, _, _ = _SIX(self.six)
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
        left, top, right, bottom = _FOUR(self.four)
        return left, bottom, right, top

    def right(self, at: int) -> float:
        """The right edge of a character, as shown."""
        right: float
        self.get_box(self.page, at, self.four_at)
        left, top, right, bottom = _FOUR(self.four)
        if self.frame.turn == 0:
            return right - self.frame.left
        return self.frame.box(left, bottom, right, top)[2]

    def font(self, at: int) -> str:
        self.calls.get_font(self.page, at, self.name_at, _NAME, self.flags_at)
        name: bytes = self.name.value
        if name not in self.names:
            decoded = name.decode("utf-8", "replace")
            self.names[name] = decoded.partition("+")[2] or decoded
        return self.names[name]

    def is_known(self, at: int) -> bool:
        return bool(self.calls.is_unmapped(self.page, at) != 1)


def read_pieces(calls: Calls, page: Any, text: str, frame: Frame) -> list[Piece]:
    """The pieces of a page, in the order of the file. ``page`` is a text page of pypdfium2.raw, ``text`` its text."""
    asker = _Asker(calls, page, frame)
    text, starts = _numbered(calls.raw, page, text)
    text = _with_raised(asker, text, starts)
    pieces: list[Piece] = []
    begin, spaced, before = 0, False, None
    is_generated = calls.is_generated
    for found in [*_BREAK.finditer(text), None]:
        end = len(text) if found is None else found.start()
        if end > begin:
            first, last = (begin, end - 1) if starts is None else (starts[begin], starts[end] - 1)
            part = text[begin:end]
            if before is None or spaced or not _is_added(asker, before, part, first, last):
                pieces.append(_piece(asker, part, first, last, spaced, before))
        if found is None:
            break
        begin = found.end()
        broken = found[0]
        if broken == " ":
            at = end if starts is None else starts[end]  # a space of the file, or one that pdfium put where a gap is
            spaced = is_generated(asker.page, at) == 0
            before = pieces[-1] if pieces else None
        else:
            spaced, before = broken[0] == " " and _is_space(asker, found.start(), starts), None
            if broken[0] in "\x02\ufffe" and pieces:
                pieces[-1] = attrs.evolve(pieces[-1], text=pieces[-1].text + "-")
    return pieces


def _with_raised(asker: _Asker, text: str, starts: list[int] | None) -> str:
    """A text whose raised figures are written as such: the mark of a note behind a number, 350³, is no part of it."""
    letters: list[str] = []
    for found in _FIGURES.finditer(text):
        places = range(*found.span()) if starts is None else starts[found.start() : found.end()]
        if abs(asker.origin(places[-1])[1] - asker.origin(places[0])[1]) < _LIFTED:
            continue
        if asker.size(places[0])[1] != "upright":
            continue
        set_so = [(asker.origin(at)[1], asker.size(at)[0]) for at in places]
        base, size = max(set_so)
        letters = letters or list(text)
        for at, (own, small) in enumerate(set_so, start=found.start()):
            if small <= _MARK * size and 0.15 * size < base - own < 0.7 * size:
                letters[at] = _RAISED[int(text[at])]
    return "".join(letters) or text


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


def _is_space(asker: _Asker, begin: int, starts: list[int] | None) -> bool:
    """Whether a break is a space that the file has, and not one that pdfium put where a gap is."""
    at = begin if starts is None else starts[begin]
    return bool(asker.calls.is_generated(asker.page, at) == 0)


def _piece(asker: _Asker, text: str, first: int, last: int, spaced: bool, before: Piece | None) -> Piece:
    """One piece. Behind a space, on the same line, it is taken to be set as the piece ``before`` it is."""
    x0, base = asker.origin(first)
    way: Way
    if before is not None and before.way == "upright" and -_HAIR < before.base - base < _HAIR:
        size, way, font, is_known = before.size, before.way, before.font, before.is_known
    else:
        (size, way), font, is_known = asker.size(first), asker.font(first), asker.is_known(first)
    if way == "upright":
        x1 = asker.right(last)
        if last == first or x1 - x0 >= _FLAT * size or abs(asker.origin(last)[1] - base) < 0.5 * size:
            return Piece(text, x0, x1 if x1 > x0 else x0, base, size, font, first, spaced, "upright", None, is_known)
        way = "vertical"
    begin, end = asker.box(first), asker.box(last)
    whole = min(begin[0], end[0]), min(begin[1], end[1]), max(begin[2], end[2]), max(begin[3], end[3])
    x0, _, x1, bottom = asker.frame.turned(_TURNS[way]).box(*whole)
    base = bottom - (1 - _ASCENT) * size
    return Piece(text, x0, x1, base, size, font, first, spaced, way, asker.frame.box(*whole), is_known)


def _is_added(asker: _Asker, before: Piece, text: str, first: int, last: int) -> bool:
    """Whether what follows a piece was added to it, as no space is seen between them, whatever is around them.

    Most gaps of Japanese text are the quarter em beside Latin letters and figures. Single characters are left as they
    are, as they may be a line that is set wide.
    """
    x0, base = asker.origin(first)
    size, gap, written = before.size, x0 - before.x1, before.text
    if not (-_HAIR < before.base - base < _HAIR and -_TIGHT * size <= gap < _QUARTER * size):
        return False
    if before.way != "upright" or len(written) == len(text) == 1:
        return False
    if gap >= _TIGHT * size and not is_japanese(written[-1]) and not is_japanese(text[0]):
        return False
    x1 = asker.right(last)
    if last != first and x1 - x0 < _FLAT * size and abs(asker.origin(last)[1] - base) >= 0.5 * size:
        return False  # they stand below one another
    before.joins += (len(written),)
    before.text = written + text
    if x1 > before.x1:
        before.x1 = x1
    return True


def _places(piece: Piece) -> Iterator[tuple[str, int]]:
    """Each character of a piece, with its place among those that pdfium counts."""
    at = piece.first
    for index, char in enumerate(piece.text):
        at += index in piece.joins
        yield char, at
        at += 2 if char > "\uffff" else 1


def cut_piece(calls: Calls, page: Any, piece: Piece, frame: Frame, edges: list[float]) -> list[Piece]:
    """An upright piece cut wherever the middle of a character lies beyond the next edge: two cells without a gap."""
    asker = _Asker(calls, page, frame)
    cut: list[Piece] = []
    zone = -1
    for index, (char, at) in enumerate(_places(piece)):
        x0, right = asker.origin(at)[0], asker.right(at)
        here = sum(1 for edge in edges if edge <= (x0 + right) / 2)
        if not cut:
            cut.append(attrs.evolve(piece, text=char, joins=()))
        elif here != zone:
            cut[-1].x1 = min(x0, cut[-1].x1) if index in piece.joins else x0
            cut.append(attrs.evolve(piece, text=char, x0=x0, first=at, spaced=False, joins=()))
        else:
            if index in piece.joins:
                cut[-1].joins += (len(cut[-1].text),)
            cut[-1].text += char
        zone = here
    return cut


def letters_within(calls: Calls, page: Any, piece: Piece, frame: Frame, spans: Iterable[tuple[float, float]]) -> str:
    """The characters of an upright piece whose middles lie between two places, of one pair or another."""
    asker, pairs = _Asker(calls, page, frame), tuple(spans)
    letters = ""
    for char, at in _places(piece):
        left, _, right, _ = frame.box(*asker.box(at))
        middle = (left + right) / 2
        if any(x0 <= middle <= x1 for x0, x1 in pairs):
            letters += char
    return letters
