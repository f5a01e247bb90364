"""The file as a whole: what is handed to Typst, and what comes back."""

from plancomment.errors import UnknownFormatError
from plancomment.report.document import Document

__all__ = ["render"]


def render(document: Document) -> bytes:
    """The document as the bytes of a .pdf file."""
    raise UnknownFormatError("PDF files are not written yet")
