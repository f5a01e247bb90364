"""Ruling lines, frames and pictures of a page (罫線・枠・図版), from what pdfium says was drawn."""

import ctypes
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import attrs

from plancomment.read.pdf.calls import Calls, refer
from plancomment.read.pdf.glyphs import Frame

__all__ = ["Drawn", "Ruling", "read_drawn"]

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_SHORT = 1.0
_MOST = 20_000  # lines of one page; what has more is a drawing and no table
_DEPTH = 8
_SEGMENTS = 4_000  # of one path


@attrs.frozen
class Ruling:
    """One line, level or upright, from (x0, top) to (x1, bottom)."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@attrs.define
class Drawn:
    """What is drawn on a page beside its text.

    Attributes:
        rulings: lines that can be those of a table.
        pictures: the places of images: x0, top, x1, bottom.
        crowded: whether there were more lines than are looked at.
    """

    rulings: list[Ruling] = attrs.field(factory=list)
    pictures: list[tuple[float, float, float, float]] = attrs.field(factory=list)
    crowded: bool = False


_Matrix = tuple[float, float, float, float, float, float]
_UNTURNED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_drawn(calls: Calls, page: Any, frame: Frame) -> Drawn:
    """The lines and pictures of a page of pypdfium2.raw."""
    drawn, raw, place = Drawn(), calls.raw, refer(page)
    text = raw.FPDF_PAGEOBJ_TEXT
    get_object, get_type = calls.get_object, calls.get_type
    places = [at for at in range(raw.FPDFPage_CountObjects(page)) if get_type(get_object(place, at)) != text]
    _walk(raw, (raw.FPDFPage_GetObject(page, at) for at in places), frame, _UNTURNED, drawn, 0)
    return drawn


def _walk(raw: Any, objects: Iterable[Any], frame: Frame, outer: _Matrix, drawn: Drawn, depth: int) -> None:
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path(raw, item, frame, outer, drawn)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(_bounds(raw, item, frame, outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = (raw.FPDFFormObj_GetObject(item, at) for at in range(raw.FPDFFormObj_CountObjects(item)))
            _walk(raw, inner, frame, _multiply(_matrix(raw, item), outer), drawn, depth + 1)
        if len(drawn.rulings) > _MOST:
            drawn.crowded = True
            drawn.rulings.clear()
        if drawn.crowded:
            return


def _matrix(raw: Any, item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od,
        c * oa + d * oc, c * ob + d * od,
        e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def _apply(matrix: _Matrix, frame: Frame, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return frame.place(a * x + c * y + e, b * x + d * y + f)


def _bounds(raw: Any, item: Any, frame: Frame, outer: _Matrix) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides))
    left, bottom, right, top = (side.value for side in sides)
    x0, y0 = _apply(outer, frame, left, bottom)
    x1, y1 = _apply(outer, frame, right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _path(raw: Any, item: Any, frame: Frame, outer: _Matrix, drawn: Drawn) -> None:
    """The level and upright lines of one path. A filled rectangle is a line if it is thin, else shading."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    outlines = _outlines(raw, item, _multiply(_matrix(raw, item), outer), frame)
    for points in outlines:
        if stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= _SHORT or abs(ay - by) <= _SHORT:
                    _add(drawn, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        elif 4 <= len(points) <= 6:  # the first point may come again, and once more by closing
            xs, ys = [x for x, _ in points], [y for _, y in points]
            _add(drawn, min(xs), min(ys), max(xs), max(ys))


def _add(drawn: Drawn, x0: float, top: float, x1: float, bottom: float) -> None:
    """A line along the middle of a thin rectangle; nothing for a thick one or a dot."""
    if bottom - top <= _THIN and x1 - x0 > max(_THIN, bottom - top):
        middle = (top + bottom) / 2
        drawn.rulings.append(Ruling(x0, middle, x1, middle))
    elif x1 - x0 <= _THIN and bottom - top > max(_THIN, x1 - x0):
        middle = (x0 + x1) / 2
        drawn.rulings.append(Ruling(middle, top, middle, bottom))


def _outlines(raw: Any, item: Any, matrix: _Matrix, frame: Frame) -> list[list[tuple[float, float]]]:
    """The straight outlines of a path, one list of points for each; those with curves are left out."""
    count = raw.FPDFPath_CountSegments(item)
    if count > _SEGMENTS:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    outlines: list[list[tuple[float, float]]] = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        raw.FPDFPathSegment_GetPoint(segment, x_ref, y_ref)
        point = _apply(matrix, frame, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([point])
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outlines[-1].append(point)
        else:
            outlines[-1] = []
        if raw.FPDFPathSegment_GetClose(segment) and len(outlines[-1]) > 1:
            outlines[-1].append(outlines[-1][0])
    return outlines
