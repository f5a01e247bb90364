"""What is to be told of a page beside its text (頁の点検): scans, unknown characters, struck words, annotations."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from plancomment.read.pdf.calls import Calls
from plancomment.read.pdf.documents import Leaf
from plancomment.read.pdf.glyphs import Piece, letters_within
from plancomment.read.pdf.layout import Page
from plancomment.read.pdf.rulings import Ruling

__all__ = ["Facts", "inspect"]

_FEW = 30  # characters: a scanned page may still bear a stamp or a page number
_COVERED = 0.5  # of the page by pictures
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RAISED = re.compile("[0-9０-９]*[⁰¹²³⁴-⁹]+[0-9０-９]*")
_INVISIBLE = 3  # text rendering mode: neither filled nor stroked (ISO 32000-1, table 106)
_PROBES = 20
_ANNOTATIONS = 1_000  # of one page
_WORDS = 2_000  # characters of one annotation
_LINK, _POPUP, _WIDGET = 2, 16, 20
_PAIRS = 4_000_000  # lines that are held against words, of one page


@attrs.frozen
class Facts:
    """What was seen on a page.

    Attributes:
        number: of the page in the file.
        characters: how many it has.
        is_scan: pictures cover it and there is almost no text.
        is_recognised: pictures cover it and its text is invisible, as OCR leaves it.
        unknown: characters of which the file does not say what they are, ``""`` if there are none.
        struck: words with a line through them.
        notes: the words of annotations and form fields.
        raised: numbers with a raised figure beside them.
    """

    number: int
    characters: int
    is_scan: bool
    is_recognised: bool
    unknown: str
    struck: tuple[str, ...]
    notes: tuple[str, ...]
    raised: tuple[str, ...] = ()


def inspect(calls: Calls, leaf: Leaf, page: Page) -> Facts:
    """What is to be told of a page."""
    raw = calls.raw
    area = page.width * page.height
    covered = sum(
        max(0.0, min(x1, page.width) - max(x0, 0.0)) * max(0.0, min(bottom, page.height) - max(top, 0.0))
        for x0, top, x1, bottom in page.drawn.pictures
    )
    is_covered = covered >= _COVERED * area
    few = page.characters < _FEW
    return Facts(
        page.number,
        page.characters,
        is_covered and few,
        is_covered and not few and _is_invisible(raw, leaf, page.pieces),
        "".join(_unknown(page.pieces, has_odd=_UNKNOWN.search(leaf.text.replace("\x02", "")) is not None)),
        tuple(_struck(calls, leaf, page)),
        tuple(_notes(raw, leaf.page.raw)),
        tuple(found for piece in page.pieces for found in _RAISED.findall(piece.text) if found not in leaf.text),
    )


def _is_invisible(raw: Any, leaf: Leaf, pieces: Sequence[Piece]) -> bool:
    """Whether the text is one that is not painted: some of it is looked at, all over the page."""
    step = max(1, len(pieces) // _PROBES)
    modes = []
    for piece in pieces[::step]:
        item = raw.FPDFText_GetTextObject(leaf.textpage.raw, piece.first)
        if item:
            modes.append(raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE)
    return sum(map(bool, modes)) * 2 > len(modes)


def _unknown(pieces: Iterable[Piece], *, has_odd: bool) -> Iterable[str]:
    for piece in pieces:
        if not piece.is_known:
            yield piece.text
        elif has_odd or "\ufffd" in piece.text:  # what pdfium leaves out of its text stands in pieces only
            yield from _UNKNOWN.findall(piece.text)


def _struck(calls: Calls, leaf: Leaf, page: Page) -> Iterable[str]:
    """Words through whose middle a level line goes."""
    level = [ruling for ruling in page.drawn.rulings if ruling.is_level]
    if not level or len(level) * len(page.pieces) > _PAIRS:
        return
    for piece in page.pieces:
        if piece.way != "upright":
            continue
        upper, lower = piece.base - 0.6 * piece.size, piece.base - 0.18 * piece.size
        hits = [line for line in level if upper < line.top < lower and _crosses(line, piece)]
        if hits:
            spans = [(line.x0, line.x1) for line in hits]
            words = letters_within(calls, leaf.textpage.raw, piece, page.frame, spans)
            if words:
                yield words


def _crosses(line: Ruling, piece: Piece) -> bool:
    return min(line.x1, piece.x1) - max(line.x0, piece.x0) > 0.4 * piece.size


def _notes(raw: Any, page: Any) -> Iterable[str]:
    """The words of annotations: comments, stamps, text boxes; and what form fields hold."""
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind not in (_LINK, _POPUP):
            words = _value(raw, annotation, b"V" if kind == _WIDGET else b"Contents")
            if words:
                yield words
        raw.FPDFPage_CloseAnnot(annotation)


def _value(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    words = " ".join(buffer.raw[: size - 2].decode("utf-16-le", "replace").split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
