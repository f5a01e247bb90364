"""PDF, by pdfium: its text objects in the order in which they were drawn, which is that of the document.

The text of a page as pdfium gives it goes by lines, across the columns of a table.
"""

import ctypes
from typing import Any

__all__ = ["read_print"]

_DEPTH = 10


def read_print(data: bytes) -> tuple[str, ...] | None:
    """The words of each page, None where there is nothing to read them with."""
    try:
        import pypdfium2
    except ImportError:
        return None
    with pypdfium2.PdfDocument(data) as file:
        return tuple(_words(page, pypdfium2.raw) for page in file)


def _words(page: Any, raw: Any) -> str:
    lines = page.get_textpage()
    found = []
    for one in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=_DEPTH):
        size = raw.FPDFTextObj_GetText(one.raw, lines.raw, None, 0)
        signs = (ctypes.c_ushort * (size // 2))()
        raw.FPDFTextObj_GetText(one.raw, lines.raw, signs, size)
        found.append(bytes(signs).decode("utf-16-le", "replace").rstrip("\0"))
    return "".join(found)
