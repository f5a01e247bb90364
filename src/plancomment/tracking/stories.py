"""A body or a cell as the paragraphs and tables in it (本文・セルの段落と表), as far as they are compared."""

from collections.abc import Iterator
from typing import Any

import attrs

from plancomment.read.docx.fields import closed_fields
from plancomment.read.docx.names import W
from plancomment.read.docx.styles import Styles, heading_level
from plancomment.read.docx.values import value_of
from plancomment.tracking.pieces import FieldState, run_texts

__all__ = ["Block", "Cell", "Row", "Story", "read_story", "said"]

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_PASSED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
_PROPERTIES = f"{W}pPr"


@attrs.define(eq=False)
class Block:
    """A paragraph or a table (段落・表).

    Attributes:
        element: ``w:p`` or ``w:tbl``.
        text: of a paragraph; ``""`` for a table.
        state: the fields that are open where a paragraph begins.
        level: of a heading, from 1; 0 for all else (見出しの階層).
        rows: of a table.
    """

    element: Any
    text: str = ""
    state: FieldState | None = None
    level: int = 0
    rows: "tuple[Row, ...] | None" = None

    @property
    def is_table(self) -> bool:
        return self.rows is not None


@attrs.define(eq=False)
class Cell:
    """A cell (セル).

    Attributes:
        element: ``w:tc``.
        form: how many columns it takes, and how it is merged with the one above.
        blocks: what stands in it.
    """

    element: Any
    form: tuple[str, str]
    blocks: tuple[Block, ...]


@attrs.define(eq=False)
class Row:
    """A row (行).

    Attributes:
        element: ``w:tr``.
        cells: its cells.
    """

    element: Any
    cells: tuple[Cell, ...]

    @property
    def form(self) -> tuple[tuple[str, str], ...]:
        """How its cells are merged: rows of one form can be compared cell by cell."""
        return tuple(cell.form for cell in self.cells)


@attrs.define(eq=False)
class Story:
    """The text of a document (本文).

    Attributes:
        blocks: what is compared, in order.
        contents: the lines of tables of contents, which are not (目次).
    """

    blocks: tuple[Block, ...]
    contents: tuple[str, ...]


def read_story(root: Any, styles: Styles) -> Story:
    """The body of a document."""
    reader = _Reader(styles, FieldState(closed_fields(root)))
    blocks = tuple(reader.blocks(root.find(f"{W}body")))
    return Story(blocks, tuple(reader.contents))


@attrs.define
class _Reader:
    styles: Styles
    state: FieldState
    contents: list[str] = attrs.field(factory=list)

    def blocks(self, parent: Any, *, is_contents: bool = False) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                block = self._paragraph(child, is_contents)
                if block is not None:
                    yield block
            elif tag == _TABLE:
                yield Block(child, rows=tuple(self._row(row) for row in _inside(child, _ROW)))
            elif tag in _PASSED:
                gallery = child.find(f"{W}sdtPr/{W}docPartObj")
                named = value_of(gallery, f"{W}docPartGallery") == "Table of Contents"
                yield from self.blocks(child, is_contents=is_contents or named)

    def _paragraph(self, element: Any, is_contents: bool) -> Block | None:
        begins = self.state.copy()
        text = run_texts(element, self.state)
        properties = element.find(_PROPERTIES)
        style = self.styles.of_paragraph(value_of(properties, f"{W}pStyle"))
        level = heading_level(value_of(properties, f"{W}outlineLvl"))
        level = style.level if level is None else level
        in_contents = begins.is_contents or self.state.is_contents
        if is_contents or style.is_contents or (in_contents and not level):
            self.contents.append(text)
            return None
        return Block(element, text, begins, level)

    def _row(self, row: Any) -> Row:
        return Row(row, tuple(self._cell(cell) for cell in _inside(row, _CELL)))

    def _cell(self, cell: Any) -> Cell:
        properties = cell.find(f"{W}tcPr")
        span, merge = value_of(properties, f"{W}gridSpan") or "1", ""
        if properties is not None:
            for name in ("vMerge", "hMerge"):
                element = properties.find(f"{W}{name}")
                merge += "" if element is None else name + element.get(f"{W}val", "continue")
        return Cell(cell, (span, merge), tuple(self.blocks(cell)))


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those within content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED:
            yield from _inside(child, tag)


def said(blocks: tuple[Block, ...]) -> list[object]:
    """What blocks say, for holding one document beside another: texts, and tables as rows of cells."""
    return [
        block.text if block.rows is None else [[said(cell.blocks) for cell in row.cells] for row in block.rows]
        for block in blocks
    ]
