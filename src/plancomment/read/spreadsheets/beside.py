"""Words of a workbook that stand beside its cells: notes, conversations, text in shapes (セル外の文字)."""

import re

import attrs

from plancomment.read.packages import Package
from plancomment.read.spreadsheets.parsing import Attributes, Parser, parse_parts
from plancomment.read.spreadsheets.sheets import Sheet, column_number
from plancomment.read.spreadsheets.strings import MAIN, RichText

__all__ = ["note_words"]

_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_SHAPES = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
_DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@attrs.define
class _Words:
    sheet: Sheet
    rich: RichText
    _row: int = 0
    _column: int = 0

    def begin(self, attributes: Attributes) -> None:
        found = _REFERENCE.fullmatch(attributes.get("ref", "").strip().upper())
        self._row, self._column = (int(found[2]), column_number(found[1])) if found else (0, 0)
        self.rich.clear()

    def end_line(self) -> None:
        self.rich.runs.append(("\n", False))

    def end_note(self) -> None:
        self._end("note")

    def end_shape(self) -> None:
        self._end("text box")

    def _end(self, what: str) -> None:
        words = "".join(text for text, _ in self.rich.runs).strip("\n")
        self.rich.clear()
        if words.strip():
            self.sheet.note(what, words, self._row, self._column)


def note_words(package: Package, part: str, sheet: Sheet) -> None:
    """Note the words of a part with notes, conversations or shapes.

    Raises:
        ReadError: it is not XML, or goes beyond the limits.
    """
    words = _Words(sheet, RichText(part, sheet.allowance))
    starts = {
        f"{_THREADED} threadedComment": words.begin,
        f"{_THREADED} text": words.rich.begin_text,
        **{f"{space} comment": words.begin for space in MAIN},
        **{f"{space} {name}": handler for space in MAIN for name, handler in words.rich.starts().items()},
        **{f"{space} txBody": words.begin for space in _SHAPES},
        **{f"{space} t": words.rich.begin_text for space in _DRAWING},
    }
    ends = {
        f"{_THREADED} threadedComment": words.end_note,
        f"{_THREADED} text": words.rich.end_text,
        **{f"{space} comment": words.end_note for space in MAIN},
        **{f"{space} {name}": handler for space in MAIN for name, handler in words.rich.ends().items()},
        **{f"{space} txBody": words.end_shape for space in _SHAPES},
        **{f"{space} t": words.rich.end_text for space in _DRAWING},
        **{f"{space} p": words.end_line for space in _DRAWING},
    }
    limits = sheet.allowance.limits
    parse_parts(package.stream(part), Parser(package.source, part, limits, starts, ends, words.rich.add))
