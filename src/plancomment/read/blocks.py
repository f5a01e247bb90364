"""What a file holds, in reading order, whatever its format (ファイルの内容): the waist between formats and meanings.

A format (Word, PDF, HTML, Markdown, a spreadsheet) is read into blocks by its own module, ``read_blocks`` in each; what
the blocks mean (clauses of a plan, a published result, a table of comments) is told by modules that know no format.
"""

from typing import Literal

import attrs

from plancomment.findings import Finding

__all__ = ["Block", "CellBlock", "Contents", "Role", "TableBlock", "TextBlock"]

Role = Literal["body", "heading", "item", "caption", "note", "box"]


@attrs.frozen
class TextBlock:
    """One paragraph, heading, item of a list, caption, note or text box (段落).

    Attributes:
        text: exactly as given, without a number that the file makes by itself; a line break is ``\\n`` (本文).
        role: ``"heading"`` 見出し, ``"item"`` 箇条書き, ``"caption"`` 図表の題, ``"note"`` 脚注, ``"box"`` 図中の
            文字, else ``"body"`` (役割).
        label: the number that the file makes by itself, as it shows it (第１条, ①, 1.); ``""`` where there is none; a
            number that was typed is still in ``text`` (自動番号).
        separator: what the file shows between that number and the text (番号と本文の間).
        level: a heading's depth from 1, an item's depth in its list from 1, 0 for the rest (階層).
        page: the page it begins on, from 1, None if not known (頁).
        line: the line it begins on: of the page in a PDF, of the file in a text; None if not known (行).
        place: where it stands, if not in the running text: 脚注1, 図中の文字, ヘッダー … (箇所).
    """

    text: str
    role: Role = "body"
    label: str = ""
    separator: str = ""
    level: int = 0
    page: int | None = None
    line: int | None = None
    place: str = ""


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
        line: the line of the file or page it begins on, from 1, None if not known (行番号).
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    page: int | None = None
    line: int | None = None


@attrs.frozen
class TableBlock:
    """One table, or the used part of one sheet (表).

    Attributes:
        cells: by row, then column; blank cells are there with text ``""`` or left out (セル).
        height: how many rows it has, blank ones included (行数).
        width: how many columns it has (列数).
        sheet: the name of the sheet, ``""`` for a table that stands in no spreadsheet (シート).
        first_row: the row of the sheet in which its first row stands, from 1 (先頭行).
    """

    cells: tuple[CellBlock, ...]
    height: int
    width: int
    sheet: str = ""
    first_row: int = 1

    def grid(self) -> list[list[str]]:
        """The texts, row by row; ``""`` where nothing stands and where a merged cell covers (格子)."""
        rows = [[""] * self.width for _ in range(self.height)]
        for cell in self.cells:
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
