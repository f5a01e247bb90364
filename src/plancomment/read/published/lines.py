"""The lines of an extracted text, cut into cells; what the extraction left in them is taken out and told.

Only the marks are taken out. White space beside a mark (、 ``<u>``その他 ``</u>`` とも) and within a cell (a line break
of the cell that became a space) stays as the file has it, although it often is the extraction's: every text that is
read is a piece of the file without its marks, character by character, and can be looked up there.
"""

import functools
import re
import unicodedata
from collections import Counter

import attrs

from plancomment.findings import Finding
from plancomment.read.published import remarks

__all__ = ["Line", "fold", "split_lines"]


@attrs.frozen
class Line:
    """One physical line (物理行).

    Attributes:
        number: its number in the file, from 1 (行番号).
        cells: the text between the tabs (in Markdown: between the bars), without marks of the extraction (セル).
    """

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that are not blank, without white space at their ends."""
        return tuple(cell.strip() for cell in self.cells if cell.strip())

    @property
    def is_row(self) -> bool:
        """Whether it has several cells, blank ones included: a row of a table."""
        return len(self.cells) > 1

    @property
    def text(self) -> str:
        """The filled cells, one space between them."""
        return " ".join(self.filled)

    def cell(self, index: int | None) -> str:
        """The cell at that index, ``""`` where there is none."""
        return self.cells[index] if index is not None and index < len(self.cells) else ""


def fold(text: str) -> str:
    """The text for comparing words of tables and headings: NFKC, no white space. Never stored."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@functools.cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"<\s*/?\s*(p|u|b|s|br)\s*/?\s*>", re.IGNORECASE)


@functools.cache
def _line_end() -> re.Pattern[str]:
    return re.compile(r"\r\n|\r|\n")


def split_lines(text: str, *, markdown: bool = False) -> tuple[list[Line], list[Finding]]:
    """The lines of a text, blank ones included, and a PC601 for each kind of mark on each line."""
    lines: list[Line] = []
    findings: list[Finding] = []
    for number, raw in enumerate(_line_end().split(text), start=1):
        clean, kinds = _without_marks(raw.replace("\f", ""))
        findings.extend(remarks.marks_removed(number, kind, times) for kind, times in kinds.items())
        lines.append(Line(number, _markdown_cells(clean) if markdown else tuple(clean.split("\t"))))
    return lines, findings


def _without_marks(raw: str) -> tuple[str, Counter[str]]:
    """The line without ``<p> <u> <b> <s>`` marks, ``<br>`` as a line break, and how many of each there were."""
    kinds: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        kind = match[1].lower()
        kinds[kind] += 1
        return "\n" if kind == "br" else ""

    return _marks().sub(take, raw), kinds


def _markdown_cells(raw: str) -> tuple[str, ...]:
    """The cells of a row ``| a | b |``; the ruler below a header is blank; a heading loses its ``#``."""
    row = raw.strip()
    if len(row) < 2 or row[0] != "|" or row[-1] != "|":
        return (raw.lstrip("# "),)
    cells = re.split(r"(?<!\\)\|", row[1:-1])
    if all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
        return ("",)
    return tuple(cell.strip().replace("\\|", "|") for cell in cells)
