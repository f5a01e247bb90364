"""A document as an Excel workbook (Excel 出力)."""

from plancomment.report.xlsx.book import render
from plancomment.report.xlsx.lengths import LongCell, long_cells

__all__ = ["LongCell", "long_cells", "render"]
