"""The lines of a result, cut into cells; what a text extraction left in them is taken out and told.

Only the marks are taken out. White space beside a mark (、 ``<u>``その他 ``</u>`` とも) and within a cell (a line break
of the cell that became a space) stays as the file has it, although it often is the extraction's: every text that is
read is a piece of the file without its marks, character by character, and can be looked up there.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

import attrs

from plancomment.findings import Finding
from plancomment.read.published import remarks

__all__ = ["Grid", "Line", "fold", "split_lines"]


@attrs.frozen
class Grid:
    """What a file tells of a row of a table beside its texts (表の行の構造). An extracted text tells nothing of it.

    Attributes:
        covered: the columns of this row that a merged cell from above covers (縦に結合された欄).
        texts: what stands in those merged cells, by column (結合セルの本文).
        merging: the columns in which the table has cells merged downwards at all (縦の結合がある列).
        whole: whether one cell is as wide as the table (全幅の見出し行).
        page: the page on which the row begins, None if not known (頁).
    """

    covered: frozenset[int] = frozenset()
    texts: Mapping[int, str] = attrs.field(factory=dict)
    merging: frozenset[int] = frozenset()
    whole: bool = False
    page: int | None = None

    def is_told(self, *columns: int) -> bool:
        """Whether the table merges in all these columns, so that a blank cell that is not covered is truly blank."""
        return self.merging.issuperset(columns)


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([text for cell in cells if (text := cell.strip())])


@attrs.frozen
class Line:
    """One physical line of an extracted text, one line of a paragraph, or one row of a table (行).

    Attributes:
        number: its number in the file, from 1; for blocks one that only tells their order and the gaps between them
            (行番号).
        cells: the text between the tabs, or in the columns of the table, without marks of the extraction (セル).
        grid: what the file tells of the row; None for a line of an extracted text and for a paragraph (構造).
        filled: the cells that are not blank, without white space at their ends; made once, asked for again and again
            (空欄でないセル).
    """

    number: int
    cells: tuple[str, ...]
    grid: Grid | None = None
    filled: tuple[str, ...] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(lambda line: _filled(line.cells), takes_self=True)
    )

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

    def covers(self, index: int | None) -> bool:
        """Whether a merged cell from above covers that column."""
        return self.grid is not None and index in self.grid.covered

    def whole_cell(self, index: int | None) -> str:
        """The cell at that index, or the merged cell from above that covers it."""
        covered = self.grid is not None and index is not None and self.grid.texts.get(index)
        return covered or self.cell(index)


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text for comparing words of tables and headings: NFKC, no white space. Never stored."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@functools.cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"<\s*/?\s*(p|u|b|s|br)\s*/?\s*>", re.IGNORECASE)


@functools.cache
def _line_end() -> re.Pattern[str]:
    return re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> tuple[list[Line], list[Finding]]:
    """The lines of a text, blank ones included, and a PC601 for each kind of mark on each line."""
    lines: list[Line] = []
    findings: list[Finding] = []
    for number, raw in enumerate(_line_end().split(text), start=1):
        clean, kinds = _without_marks(raw.replace("\f", ""))
        findings.extend(remarks.marks_removed(number, kind, times) for kind, times in kinds.items())
        lines.append(Line(number, tuple(clean.split("\t"))))
    return lines, findings


def _without_marks(raw: str) -> tuple[str, Counter[str]]:
    """The line without ``<p> <u> <b> <s>`` marks, ``<br>`` as a line break, and how many of each there were."""
    kinds: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        kind = match[1].lower()
        kinds[kind] += 1
        return "\n" if kind == "br" else ""

    return _marks().sub(take, raw), kinds
