"""A document as one HTML page that needs nothing else: no script, no font, no picture from outside (HTML 出力)."""

from plancomment.report.html.page import render

__all__ = ["render"]
