"""A sheet while it is read, whatever the format of its file, and what it becomes: a table and findings (シート)."""

from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from plancomment.errors import ReadError
from plancomment.read.blocks import CellBlock, TableBlock
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets.formats import Format

__all__ = ["TOLD", "Allowance", "Remark", "Sheet", "Style", "column_letters", "column_number", "make_table"]

#: How many cells of one kind are told one by one; of the others the number is told.
TOLD = 20
#: How many merged cells, and how many hidden columns, a sheet may have.
_MOST = 1_000_000

Remark = Literal["struck", "run", "kept", "error", "formula", "covered"]


def column_letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA (列名)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column of that name, from 1: the reverse of :func:`column_letters` (列番号)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@attrs.define
class Allowance:
    """What may still be taken in, over all sheets of a file (残りの枠).

    Attributes:
        source: the file's name, for errors.
        limits: what a file may hold.
        keep_struck: whether words struck out within a cell are taken in.
        held: places of cells taken so far, of the rows in hand.
    """

    source: str
    limits: Limits
    keep_struck: bool = False
    held: int = 0

    def refuse(self, problem: str) -> ReadError:
        """The error that tells the problem."""
        return ReadError(self.source, [problem])

    def take(self, sheet: str, places: int) -> None:
        """Note that so many places more are held.

        Raises:
            ReadError: they are too many.
        """
        self.held += places
        if self.held > self.limits.cells:
            raise self.refuse(f"sheet {sheet!r:.80}: more than {self.limits.cells} cells in the file (Limits.cells)")

    def too_wide(self, sheet: str, row: int, column: int) -> ReadError:
        """The error that tells of a cell beyond the last column that is read."""
        return self.refuse(
            f"sheet {sheet!r:.80}, cell {column_letters(column)}{row}: more than {self.limits.columns} columns "
            "(Limits.columns)"
        )

    def check_length(self, where: str, length: int) -> None:
        """Refuse a text of so many characters.

        Raises:
            ReadError: it is too long.
        """
        if length > self.limits.cell_characters:
            raise self.refuse(
                f"{where}: a cell of more than {self.limits.cell_characters} characters (Limits.cell_characters)"
            )


@attrs.define
class Sheet:
    """What was read of one sheet (シート).

    Attributes:
        name: as its tab shows it (シート名).
        allowance: what may still be taken in.
        is_hidden: whether nobody sees it who opens the file (非表示).
        rows: texts by the number of the row, from column A on; rows and ends of rows without text are left out (行).
        merges: first row, first column, last row and last column of what is merged, from 1 (結合).
        hidden_rows: numbers of hidden rows, those that a filter hides among them (非表示の行).
        hidden_columns: first and last of hidden columns (非表示の列).
        remarks: for each kind of remark, the first cells that it is about: row, column and words (所見).
        counts: for each kind of remark, how many cells it is about (所見の数).
        beside: the first words that stand beside the cells: what they are, row, column (0: at no cell) and the words
            themselves (セル外の文字).
        beside_count: how many such words there are (セル外の文字の数).
    """

    name: str
    allowance: Allowance
    is_hidden: bool = False
    rows: dict[int, Sequence[str]] = attrs.field(factory=dict)
    merges: list[tuple[int, int, int, int]] = attrs.field(factory=list)
    hidden_rows: set[int] = attrs.field(factory=set)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    remarks: dict[Remark, list[tuple[int, int, str]]] = attrs.field(factory=dict)
    counts: dict[Remark, int] = attrs.field(factory=dict)
    beside: list[tuple[str, int, int, str]] = attrs.field(factory=list)
    beside_count: int = 0

    def add_row(self, row: int, texts: list[str]) -> None:
        """Take the texts of a row, from column A on; the list is kept and shortened by what is blank at its end.

        Raises:
            ReadError: the row was there before, or it is too wide.
        """
        self.add_rows([(row, texts)])

    def add_rows(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Take many rows, each as :meth:`add_row` does, and count their places together.

        Raises:
            ReadError: a row was there before, or they are too wide or too many.
        """
        held, widest, places = self.rows, self.allowance.limits.columns, 0
        for row, texts in rows:
            if not (texts and texts[-1]):
                texts = texts[: next((at for at in range(len(texts), 0, -1) if texts[at - 1]), 0)]
                if not texts:
                    continue
            if row in held:
                raise self.allowance.refuse(f"sheet {self.name!r:.80} has two rows {row}")
            width = len(texts)
            if width > widest:
                raise self.allowance.too_wide(self.name, row, width)
            places += width
            held[row] = texts
        self.allowance.take(self.name, places)

    def add_cells(self, row: int, cells: Iterable[tuple[int, str]]) -> None:
        """Take cells of one row, each with its column from 1.

        Raises:
            ReadError: the row was there before, it is too wide, or a cell is told twice.
        """
        texts: list[str] = []
        for column, text in cells:
            if not text:
                continue
            if column > len(texts):
                if column > self.allowance.limits.columns:
                    raise self.allowance.too_wide(self.name, row, column)
                texts.extend([""] * (column - len(texts)))
            elif texts[column - 1]:
                raise self.allowance.refuse(f"sheet {self.name!r:.80} has two cells {column_letters(column)}{row}")
            texts[column - 1] = text
        self.add_row(row, texts)

    def add_merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Take a merged cell, from its first row and column to its last.

        Raises:
            ReadError: there are too many.
        """
        if len(self.merges) >= _MOST:
            raise self.allowance.refuse(f"sheet {self.name!r:.80} has more than {_MOST} merged cells")
        self.merges.append((*first, *last))

    def hide_columns(self, first: int, last: int) -> None:
        """Take a run of hidden columns.

        Raises:
            ReadError: there are too many.
        """
        if len(self.hidden_columns) >= _MOST:
            raise self.allowance.refuse(f"sheet {self.name!r:.80} has more than {_MOST} runs of hidden columns")
        self.hidden_columns.append((first, last))

    def remark(self, kind: Remark, row: int, column: int, words: str) -> None:
        """Note a cell that has to be told of."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        cells = self.remarks.setdefault(kind, [])
        if len(cells) < TOLD:
            cells.append((row, column, words))

    def note(self, what: str, words: str, row: int = 0, column: int = 0) -> None:
        """Note words that stand beside the cells, or at a cell but not in it."""
        self.beside_count += 1
        if len(self.beside) < TOLD:
            self.beside.append((what, row, column, words))


@attrs.frozen
class Style:
    """What the style of a cell means for its text (セルの書式).

    Attributes:
        format: its number format (表示形式).
        is_struck: whether its text is struck out (取り消し線).
    """

    format: Format = attrs.field(factory=Format)
    is_struck: bool = False


def make_table(sheet: Sheet) -> TableBlock | None:
    """The used part of the sheet, from its first row with text to its last, and from column A; None if it holds none.

    The rows of the sheet are used up.

    Raises:
        ReadError: it has more rows or cells than the limits allow, or its merged cells overlap.
    """
    if not sheet.rows:
        return None
    allowance = sheet.allowance
    first, last = min(sheet.rows), max(sheet.rows)
    height, width = last - first + 1, max(map(len, sheet.rows.values()))
    if height > allowance.limits.rows:
        raise allowance.refuse(
            f"sheet {sheet.name!r:.80} has text from row {first} to row {last}: more than {allowance.limits.rows} rows "
            "(Limits.rows)"
        )
    allowance.take(sheet.name, height * width - sum(map(len, sheet.rows.values())))
    blank = ("",) * width
    rows: list[tuple[str, ...]] = []
    for row in range(first, last + 1):
        texts = sheet.rows.pop(row, None)
        rows.append(blank if texts is None else tuple(texts) + blank[len(texts) :])
    return TableBlock(_merge(sheet, rows, first, width), height, width, sheet.name, first, tuple(rows))


def _merge(sheet: Sheet, rows: list[tuple[str, ...]], first: int, width: int) -> tuple[CellBlock, ...]:
    """The merged cells within the rows, which lose the texts that merged cells cover.

    One that overlaps another is taken for separate cells. When all together are larger than the table, they are
    refused, so that the work stays within the size of the table.
    """
    taken = bytearray(len(rows) * width if sheet.merges else 0)
    merged: list[CellBlock] = []
    area = 0
    for top, left, bottom, right in sorted(sheet.merges):
        if bottom < first or right < left:
            continue
        top, bottom, right = max(top - first, 0), min(bottom - first + 1, len(rows)), min(right, width)
        tall, wide = bottom - top, right - left + 1
        if tall < 1 or wide < 1 or tall * wide == 1:
            continue
        area += tall * wide
        if area > len(taken):
            raise sheet.allowance.refuse(f"sheet {sheet.name!r:.80}: merged cells overlap")
        places = [row * width + left - 1 for row in range(top, bottom)]
        if any(taken.find(1, place, place + wide) >= 0 for place in places):
            continue
        for place in places:
            taken[place : place + wide] = b"\1" * wide
        merged.append(CellBlock(top + 1, left, rows[top][left - 1], tall, wide))
        _cover(sheet, rows, first, merged[-1])
    return tuple(merged)


def _cover(sheet: Sheet, rows: list[tuple[str, ...]], first: int, cell: CellBlock) -> None:
    """Take away the texts that a merged cell covers, which nobody sees, and note them."""
    left, right = cell.column - 1, cell.column - 1 + cell.columns
    for at in range(cell.row - 1, cell.row - 1 + cell.rows):
        texts = list(rows[at])
        kept = cell.text if at == cell.row - 1 else ""
        for column in range(left, right):
            if texts[column] and not (at == cell.row - 1 and column == left):
                sheet.remark("covered", first + at, column + 1, texts[column])
        texts[left:right] = [kept] + [""] * (cell.columns - 1)
        rows[at] = tuple(texts)
