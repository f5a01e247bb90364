"""PDF files opened with pdfium, without trust (PDFを開く)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.limits import Limits
from plancomment.read.pdf.calls import Calls, make_calls
from plancomment.read.pdf.glyphs import Frame
from plancomment.read.pdf.streams import check_streams

__all__ = ["Engines", "Leaf", "load_engines", "open_pages"]

_LARGEST = 15_000.0  # points: PDF allows 14,400


@attrs.frozen
class Engines:
    """The libraries that read PDFs: pypdfium2, its raw calls, the quick ones, and the tables of pdfplumber."""

    pdfium: Any
    raw: Any
    calls: Calls
    plumber: Any


@attrs.frozen(eq=False)
class Leaf:
    """One page, open: valid until the next one is asked for."""

    page: Any
    textpage: Any
    text: str
    frame: Frame
    number: int


def load_engines() -> Engines:
    """The libraries.

    Raises:
        MissingExtraError: one is not installed.
    """
    try:
        import pypdfium2
        import pypdfium2.raw
    except ImportError as error:
        raise MissingExtraError("pypdfium2", "pdf") from error
    try:
        from pdfplumber import table
    except ImportError as error:
        raise MissingExtraError("pdfplumber", "pdf") from error
    return Engines(pypdfium2, pypdfium2.raw, make_calls(pypdfium2.raw), table)


@contextmanager
def open_pages(engines: Engines, data: bytes, source: str, limits: Limits) -> Iterator[Iterator[Leaf]]:
    """The pages of a file, one after the other.

    Raises:
        ReadError: it is no PDF, is damaged, is locked with a password, or goes beyond the limits.
    """
    if b"%PDF-" not in data[:1024]:
        raise ReadError(source, ["it is no PDF: it does not begin with %PDF-"])
    try:
        document = engines.pdfium.PdfDocument(data)
    except engines.pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (engines.raw.FPDF_ERR_PASSWORD, engines.raw.FPDF_ERR_SECURITY):
            raise ReadError(source, ["it is locked with a password: save it without one"]) from error
        raise ReadError(source, [f"it is damaged, or no PDF: {error}"]) from error
    try:
        count = len(document)
        if count > limits.pages:
            raise ReadError(source, [f"it has {count} pages, more than {limits.pages} (Limits.pages)"])
        if count == 0:
            raise ReadError(source, ["it has no pages"])
        if b"/Encrypt" in data:
            check_streams(_unlocked(engines, document, source), source, limits)
        yield _leaves(engines, document, source, limits, count)
    finally:
        document.close()


def _unlocked(engines: Engines, document: Any, source: str) -> bytes:
    """A file that may be read but not changed, as it is without encryption: its streams cannot be counted before."""
    copy = io.BytesIO()
    try:
        document.save(copy, flags=engines.raw.FPDF_REMOVE_SECURITY)
    except engines.pdfium.PdfiumError as error:
        raise ReadError(source, [f"it is encrypted and damaged: {error}"]) from error
    return copy.getvalue()


def _leaves(engines: Engines, document: Any, source: str, limits: Limits, count: int) -> Iterator[Leaf]:
    for index in range(count):
        try:
            page = document[index]
        except engines.pdfium.PdfiumError as error:
            raise ReadError(source, [f"page {index + 1} is damaged: {error}"]) from error
        try:
            textpage = page.get_textpage()
            try:
                yield _leaf(engines, page, textpage, source, limits, index + 1)
            finally:
                textpage.close()
        except engines.pdfium.PdfiumError as error:
            raise ReadError(source, [f"the text of page {index + 1} is damaged: {error}"]) from error
        finally:
            page.close()


def _leaf(engines: Engines, page: Any, textpage: Any, source: str, limits: Limits, number: int) -> Leaf:
    one, two, three, four = page.get_bbox()
    left, right, bottom, top = min(one, three), max(one, three), min(two, four), max(two, four)
    turn = page.get_rotation() // 90 % 4
    frame = Frame(left, bottom, right, top, turn)
    if not (0 < frame.width <= _LARGEST and 0 < frame.height <= _LARGEST):
        raise ReadError(source, [f"page {number} measures {frame.width:.0f} by {frame.height:.0f} points"])
    characters = textpage.count_chars()
    if characters > limits.cell_characters:
        raise ReadError(
            source,
            [f"page {number} has {characters} characters, more than {limits.cell_characters} (Limits.cell_characters)"],
        )
    text = textpage.get_text_range() if characters else ""
    return Leaf(page, textpage, text, frame, number)
