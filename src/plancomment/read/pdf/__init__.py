"""PDF files as blocks (PDF)."""

from collections.abc import Sequence

from plancomment.errors import ReadError
from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits
from plancomment.read.pdf.contents import assemble
from plancomment.read.pdf.documents import load_engines, open_pages
from plancomment.read.pdf.inspection import Facts, inspect
from plancomment.read.pdf.layout import lay_out
from plancomment.read.pdf.remarks import name_pages
from plancomment.read.pdf.streams import check_streams

__all__ = ["read_blocks"]

_ALMOST_NONE = 200  # characters of a whole file whose pages are pictures but for one in ten


def read_blocks(data: bytes, source: str, limits: Limits) -> Contents:
    """The paragraphs and tables of a PDF, in reading order.

    ``TextBlock.page`` is the printed page number where one runs through the file (None for a page before the first
    one), else the page of the file, from 1; a finding PC650 says which. ``TextBlock.line`` counts the lines of the
    running text of a page from 1, without running heads, tables and frames. Findings name pages of the file.

    Raises:
        MissingExtraError: pdfplumber or pypdfium2 is not installed.
        ReadError: it is no PDF, is damaged, locked or scanned, or goes beyond the limits.
    """
    engines = load_engines()
    check_streams(data, source, limits)
    pages, facts = [], []
    with open_pages(engines, data, source, limits) as leaves:
        for leaf in leaves:
            page = lay_out(
                engines.calls, engines.plumber, leaf.page.raw, leaf.textpage.raw, leaf.text, leaf.frame, leaf.number
            )
            pages.append(page)
            facts.append(inspect(engines.calls, leaf, page))
    _refuse_scans(source, facts)
    return assemble(source, pages, facts)


def _refuse_scans(source: str, facts: Sequence[Facts]) -> None:
    """Raise ReadError if there is no text, or almost none beside scanned pages."""
    scanned = [fact.number for fact in facts if fact.is_scan]
    characters = sum(fact.characters for fact in facts if not fact.is_scan)
    mostly = len(scanned) * 10 >= 9 * len(facts) and characters < _ALMOST_NONE
    if scanned and (characters == 0 or mostly):
        raise ReadError(
            source, [f"no text on pages {name_pages(scanned)}; it seems to be scanned: run OCR first (画像のPDF)"]
        )
    if not any(fact.characters for fact in facts):
        raise ReadError(
            source,
            ["no text on any page; its letters may be drawn as shapes: save it again with its fonts, or run OCR first"],
        )
