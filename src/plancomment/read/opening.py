"""A file's contents, by the ending of its name (ファイルを開く)."""

import os
from collections.abc import Callable, Mapping
from typing import Literal

from plancomment import files
from plancomment.errors import UnknownFormatError
from plancomment.read import docx, html, markdown, pdf, spreadsheets
from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits

__all__ = ["READERS", "open_contents"]

#: The reader for each ending. Each takes the file's bytes, its name and the limits.
READERS: Mapping[str, Callable[[bytes, str, Limits], Contents]] = {
    ".docx": docx.read_blocks,
    ".docm": docx.read_blocks,
    ".pdf": pdf.read_blocks,
    ".html": html.read_blocks,
    ".htm": html.read_blocks,
    ".md": markdown.read_blocks,
    ".markdown": markdown.read_blocks,
    ".xlsx": spreadsheets.read_blocks,
    ".xlsm": spreadsheets.read_blocks,
    ".xls": spreadsheets.read_blocks,
    ".ods": spreadsheets.read_blocks,
}


def open_contents(
    path: str | os.PathLike[str],
    limits: Limits,
    *,
    changes: Literal["accepted", "original"] = "accepted",
    keep_struck: bool = False,
) -> Contents:
    """The blocks of a file; ``changes`` says how tracked changes (変更履歴) are read, which only Word files have.

    ``keep_struck`` says that words struck out in a Word file, a page or a spreadsheet (取り消し線) are text: there a
    published result marks what went. In a plan they are deleted.

    Raises:
        UnknownFormatError: no reader for that ending.
        MissingFileError: there is no such file.
        MissingExtraError: what reads that format is not installed; the extra is named.
        ReadError: it cannot be understood, or goes beyond the limits.
    """
    place = files.as_path(path)
    reader = READERS.get(place.suffix.lower())
    if reader is None:
        raise UnknownFormatError(f"{place.name}: files are read from {', '.join(READERS)}, not from {place.suffix!r}")
    data = files.read_bytes(place, limit=limits.file_bytes)
    if reader is docx.read_blocks:
        return docx.read_blocks(data, place.name, limits, changes=changes, keep_struck=keep_struck)
    if reader is html.read_blocks:
        return html.read_blocks(data, place.name, limits, keep_struck=keep_struck)
    if reader is spreadsheets.read_blocks:
        return spreadsheets.read_blocks(data, place.name, limits, keep_struck=keep_struck)
    return reader(data, place.name, limits)
