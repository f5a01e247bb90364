"""Spreadsheets (.xlsx, .xlsm, .ods, .xls) as blocks: one table for each sheet that holds anything (表計算ファイル).

Excel workbooks and OpenDocument sheets are read by what the standard library has (zlib, expat, regular expressions), as
streams, with everything counted that a file could claim of itself.
"""

from plancomment.errors import ReadError
from plancomment.memory import no_collection
from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits
from plancomment.read.packages import open_package
from plancomment.read.spreadsheets import ods, xls, xlsx
from plancomment.read.spreadsheets.compound import MAGIC, open_compound
from plancomment.read.spreadsheets.sheets import Allowance

__all__ = ["read_blocks"]


def read_blocks(data: bytes, source: str, limits: Limits, *, keep_struck: bool = False) -> Contents:
    """The sheets of a spreadsheet that hold anything, as tables, in the order of their tabs.

    What the file is, is told by its content, whatever the ending of its name. Texts are exactly as given; numbers,
    dates and the like as the office sees them (see docs/reference/spreadsheets.md). Formulas are not computed, macros
    and links not followed. Words struck out within a cell (取り消し線) are left out; ``keep_struck`` makes them text,
    as in a published comparison table. Either way they are told (PC622).

    Raises:
        ReadError: it is no spreadsheet, is damaged or locked, or goes beyond the limits.
    """
    allowance = Allowance(source, limits, keep_struck)
    try:
        with no_collection():
            if data.startswith(MAGIC):
                tables, findings = xls.read_stream(open_compound(data, source), allowance)
            else:
                package = open_package(data, source, limits)
                read = ods.read_document if "content.xml" in package else xlsx.read_workbook
                tables, findings = read(package, allowance)
    except MemoryError as error:
        raise ReadError(source, ["it needs more memory than there is"]) from error
    return Contents(source, tuple(tables), tuple(findings))
