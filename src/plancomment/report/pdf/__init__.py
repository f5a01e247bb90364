"""A document as a tagged PDF (PDF 出力)."""

from plancomment.report.pdf.page import render

__all__ = ["render"]
