"""Lines made of pieces (行), with the spaces that a reader sees between them.

Text as given is text as a reader sees it: gaps that only fill a line (justification, the quarter em between Japanese
and Latin letters, letters set wide) are layout and no spaces. The rule: a space that the file has stays as it is;
where pdfium reports a mere gap, two Latin words get a space, and beside a Japanese character a gap of 0.6 em or more
becomes an ideographic space U+3000, unless all characters of the line stand apart equally.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

from plancomment.read.labels import label_style
from plancomment.read.pdf.glyphs import Piece, is_japanese

__all__ = ["Line", "join_segments", "join_words", "make_lines", "make_segments"]

_WIDE = 0.6  # em: a gap from here on is seen as a space between Japanese characters
_LABEL_GAP = 0.3  # em: behind a label
_NARROW = 0.12  # em: and from here on between Latin words
_APART = 1.4  # em: a gap from here on may be the gutter between two columns
_SPREAD = 2.5  # em: a line with such a gap is set like the row of a table
_OVERLAP = 0.5
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@attrs.define(eq=False)  # not frozen, as pieces are not
class Line:
    """A line, or a part of it that stands apart from the rest.

    Attributes:
        text: without white space at its ends.
        x0, x1: its left and right edges.
        base: where it stands, from the top of the page.
        size: the size of most of its letters.
        font: the font of most of its letters.
        pieces: what it is made of, from the left.
        is_spread: whether it has wide gaps, as the rows of a table without lines have.
        stands_for: a table or box that takes part in the order of reading as if it were a line.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    pieces: tuple[Piece, ...] = ()
    is_spread: bool = False
    stands_for: object = None


def join_words(before: str, after: str) -> str:
    """Two ends of lines as one text: Latin words get a space between them, Japanese and broken words none."""
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    if is_japanese(last) or is_japanese(first) or last.isspace() or first.isspace():
        return before + after
    if last in "-‐‑" and len(before) > 1 and before[-2].isalnum():
        return before + after
    return f"{before} {after}"


def make_segments(pieces: Iterable[Piece]) -> list[list[Line]]:
    """Rows from the top, each with its segments from the left; a gap of 1.4 em parts two segments."""
    return [_segments(row) for row in _rows(pieces)]


def make_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of pieces that stand in one column, from the top."""
    return [join_segments(segments) for segments in make_segments(pieces)]


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside one another, from the top; a raised or lowered small one goes with its neighbours."""
    rows: list[list[Piece]] = []
    main: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.x0)):
        if main is not None:
            if piece.base == main.base:
                is_beside = True
            elif piece.base - main.base > main.size + piece.size:
                is_beside = False
            else:
                overlap = min(piece.bottom, main.bottom) - max(piece.top, main.top)
                is_beside = overlap >= _OVERLAP * min(piece.size, main.size)
            if is_beside:
                rows[-1].append(piece)
                if piece.size > main.size:
                    main = piece
                continue
        rows.append([piece])
        main = piece
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda piece: (piece.x0, piece.first))
    return rows


def _segments(row: Sequence[Piece]) -> list[Line]:
    segments: list[Line] = []
    begin, right = 0, row[0].x1
    for at in range(1, len(row)):
        before, piece = row[at - 1], row[at]
        if piece.x0 - right >= _APART * (piece.size if piece.size > before.size else before.size):
            segments.append(_segment(row[begin:at]))
            begin, right = at, piece.x1
        elif piece.x1 > right:
            right = piece.x1
    segments.append(_segment(row[begin:]))
    return segments


def _segment(pieces: Sequence[Piece]) -> Line:
    text = pieces[0].text
    if len(pieces) > 1:
        even = _is_even(pieces)
        for at, (before, after) in enumerate(pairwise(pieces)):
            text += ("" if even else _space(before, after, is_first=at == 0)) + after.text
    if not text.isprintable() and _CONTROL.search(text):
        text = _CONTROL.sub("", text)
    stripped = text.strip()
    first = pieces[0]
    if len(pieces) == 1 and len(stripped) == len(text):
        return Line(text, first.x0, max(first.x0, first.x1), first.base, first.size, first.font, tuple(pieces))
    x0, x1 = first.x0, max(piece.x1 for piece in pieces)
    size, font = _style(pieces)
    if stripped:  # the blanks of Japanese indents are as wide as letters
        indent, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
        x0, x1 = x0 + indent * size, x1 - trail * size
    base = max(pieces, key=lambda piece: (piece.size, len(piece.text))).base
    return Line(stripped, x0, max(x0, x1), base, size, font, tuple(pieces))


def _style(pieces: Sequence[Piece]) -> tuple[float, str]:
    if len(pieces) == 1:
        return pieces[0].size, pieces[0].font
    counts: dict[tuple[float, str], int] = {}
    for piece in pieces:
        key = (piece.size, piece.font)
        counts[key] = counts.get(key, 0) + len(piece.text)
    return max(counts, key=lambda key: counts[key])


def _is_even(pieces: Sequence[Piece]) -> bool:
    """Whether single characters stand apart equally, as 均等割付 sets them."""
    if len(pieces) < 4 or any(len(piece.text) > 1 or piece.spaced for piece in pieces[1:]) or len(pieces[0].text) > 1:
        return False
    gaps = [(after.x0 - before.x1) / after.size for before, after in pairwise(pieces) if after.size]
    return bool(gaps) and max(gaps) - min(gaps) <= 0.25


def _space(before: Piece, after: Piece, *, is_first: bool) -> str:
    """What stands between two pieces of a line; ``is_first`` if the one before begins it and may be a label."""
    if after.spaced:
        return " "
    gap = after.x0 - before.x1
    size = max(before.size, after.size)
    if _LABEL_GAP * size <= gap < _WIDE * size and is_first and label_style(before.text):
        return " "
    if is_japanese(before.text[-1]) or is_japanese(after.text[0]):
        return "\u3000" if gap >= _WIDE * size else ""
    return " " if gap >= _NARROW * size else ""


def join_segments(segments: Sequence[Line]) -> Line:
    """One line of segments that stand in one row, with a space for each gap between them."""
    if len(segments) == 1:
        return segments[0]
    text = segments[0].text
    for before, after in pairwise(segments):
        japanese = is_japanese(before.text[-1:] or "　") or is_japanese(after.text[:1] or "　")
        text += ("\u3000" if japanese and not after.pieces[0].spaced else " ") + after.text
    pieces = tuple(piece for segment in segments for piece in segment.pieces)
    size, font = _style(pieces)
    spread = any(after.x0 - before.x1 >= _SPREAD * size for before, after in pairwise(segments))
    longest = max(segments, key=lambda segment: len(segment.text))
    return Line(text, segments[0].x0, max(s.x1 for s in segments), longest.base, size, font, pieces, spread)
