"""A document as a Word file (Word 出力)."""

from plancomment.report.docx.package import render

__all__ = ["render"]
