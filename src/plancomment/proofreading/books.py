"""Excel, by the reader of spreadsheets: what stands on several rows of the sheet is one cell again."""

from plancomment.proofreading.seen import Seen
from plancomment.read.blocks import TableBlock
from plancomment.read.limits import Limits
from plancomment.read.published.workbooks import as_page
from plancomment.read.spreadsheets import read_blocks

__all__ = ["read_book"]


def read_book(data: bytes) -> Seen:
    """The cells and the text of a workbook."""
    page = as_page(read_blocks(data, "result.xlsx", Limits(), keep_struck=True))
    cells = [cell.text for block in page.blocks if isinstance(block, TableBlock) for cell in block.cells]
    texts = [block.text for block in page.blocks if not isinstance(block, TableBlock)]
    return Seen(tuple(cells), "\n".join((*texts, *cells)))
