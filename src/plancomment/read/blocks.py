"""What a file holds, in reading order, whatever its format (ファイルの内容): the waist between formats and meanings.

A format (Word, PDF, HTML, Markdown, a spreadsheet) is read into blocks by its own module, ``read_blocks`` in each; what
the blocks mean (clauses of a plan, a published result, a table of comments) is told by modules that know no format.
"""

from typing import Literal

import attrs

from plancomment.findings import Finding

__all__ = ["Block", "CellBlock", "Contents", "Role", "TableBlock", "TextBlock"]

Role = Literal["body", "heading", "item", "caption", "note", "box", "code"]


@attrs.frozen
class TextBlock:
    """One paragraph, heading, item of a list, caption, note or text box (段落).

    Attributes:
        text: exactly as given, without a number that the file makes by itself; a line break is ``\\n`` (本文).
        role: ``"heading"`` 見出し, ``"item"`` 箇条書き, ``"caption"`` 図表の題, ``"note"`` 脚注, ``"box"`` 図中の
            文字, ``"code"`` 整形済みの文字 (white space counts), else ``"body"`` (役割).
        label: the number that the file makes by itself, as it shows it (第１条, ①, 1.); ``""`` where there is none; a
            number that was typed is still in ``text`` (自動番号).
        separator: what the file shows between that number and the text (番号と本文の間).
        level: a heading's depth from 1; for the rest, how many lists it stands in, an item's own included (階層).
        page: the page it begins on, from 1, None if not known (頁).
        line: the printed line it begins on: of the page in a PDF, as a mark tells it in a text; None if not known (行).
        place: where it stands, if not in the running text: 脚注1, 図中の文字, ヘッダー … (箇所).
        anchors: the names in it that links can lead to, each with the position in the text where it stands; the
            paragraph's own at 0 (リンク先).
        file_line: the line of the file it begins on, from 1, for findings; None where files have no lines (原稿の行).
        breaks: positions in the text where the file began a new line that is layout only and no ``\\n`` (折返し).
    """

    text: str
    role: Role = "body"
    label: str = ""
    separator: str = ""
    level: int = 0
    page: int | None = None
    line: int | None = None
    place: str = ""
    anchors: tuple[tuple[int, str], ...] = ()
    file_line: int | None = None
    breaks: tuple[int, ...] = ()


@attrs.frozen
class CellBlock:
    """One cell; a merged one stands where its upper left corner is, and nowhere else (セル).

    Attributes:
        row: of its upper left corner, from 1 (行).
        column: of its upper left corner, from 1 (列).
        text: exactly as given; paragraphs and line breaks within it are ``\\n`` (本文).
        rows: how many rows it covers (縦の結合).
        columns: how many columns it covers (横の結合).
        header: whether the file says that it is a title: ``th``, a repeated header row … (見出しセル).
        page: the page it begins on, from 1, None if not known (頁).
        line: the printed line it begins on, from 1, None if not known (行).
        anchors: the names in it that links can lead to, each with the position in the text where it stands; its own,
            and in the first cell of a row the row's, at 0 (リンク先).
        file_line: the line of the file it begins on, from 1, for findings; None where files have no lines (原稿の行).
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    page: int | None = None
    line: int | None = None
    anchors: tuple[tuple[int, str], ...] = ()
    file_line: int | None = None


@attrs.frozen
class TableBlock:
    """One table, or the used part of one sheet (表).

    A large sheet is given as plain ``rows`` of text and only those cells that say more than their text (merged,
    header); ``cells`` and ``grid()`` are the same either way.

    Attributes:
        cells: by row, then column; blank cells are there with text ``""`` or left out (セル).
        height: how many rows it has, blank ones included (行数).
        width: how many columns it has (列数).
        sheet: the name of the sheet, ``""`` for a table that stands in no spreadsheet (シート).
        first_row: the row of the sheet in which its first row stands, from 1 (先頭行).
        rows: the texts, row by row, each as long as the table is wide; ``""`` where nothing stands and where a merged
            cell covers; None where ``cells`` tells all of them (行ごとの本文).
    """

    _cells: tuple[CellBlock, ...]
    height: int
    width: int
    sheet: str = ""
    first_row: int = 1
    rows: tuple[tuple[str, ...], ...] | None = None

    @property
    def cells(self) -> tuple[CellBlock, ...]:
        """By row, then column; made anew at each call where the table was given as ``rows`` (セル)."""
        if self.rows is None:
            return self._cells
        special = {(cell.row, cell.column): cell for cell in self._cells}
        return tuple(
            special.get((row, column)) or CellBlock(row, column, text)
            for row, texts in enumerate(self.rows, 1)
            for column, text in enumerate(texts, 1)
            if text or (row, column) in special
        )

    @property
    def merged(self) -> tuple[CellBlock, ...]:
        """The cells that cover more than one place, by row, then column (結合セル)."""
        return tuple(cell for cell in self._cells if cell.rows > 1 or cell.columns > 1)

    def grid(self) -> list[list[str]]:
        """The texts, row by row; ``""`` where nothing stands and where a merged cell covers (格子)."""
        if self.rows is not None:
            return [list(texts) for texts in self.rows]
        rows = [[""] * self.width for _ in range(self.height)]
        for cell in self._cells:
            rows[cell.row - 1][cell.column - 1] = cell.text
        return rows


Block = TextBlock | TableBlock


@attrs.frozen
class Contents:
    """What one file holds (ファイルの内容).

    Attributes:
        source: the file's name, for findings and errors (ファイル名).
        blocks: in reading order (内容).
        findings: what was left out, mended or is approximate, each with its place (所見).
    """

    source: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
