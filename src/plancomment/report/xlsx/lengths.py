"""Texts that are longer than a cell of Excel, so that who publishes can be told (長いセル)."""

from collections.abc import Iterator

import attrs

from plancomment import fields
from plancomment.report.document import Document, Paragraph, Run, Table
from plancomment.report.xlsx.places import AGAIN
from plancomment.report.xlsx.texts import LIMIT, cut, fragments, units, written

__all__ = ["LongCell", "long_cells"]


@attrs.frozen
class LongCell:
    """A text that stands in several cells of the workbook, as one cell does not hold it (分割したセル).

    Attributes:
        table: the title of the table, or of the section for a paragraph (表).
        row: the row of the table, from 1 below the titles, 0 for the titles; None for a paragraph (行).
        column: the title of the column, ``""`` for a paragraph (列).
        length: how long the text is, in UTF-16 units as Excel counts them (文字数).
        pieces: the cells that it stands in (セルの数).
    """

    table: str = attrs.field(validator=fields.text)
    row: int | None = attrs.field(validator=fields.optional(fields.natural))
    column: str = attrs.field(validator=fields.text)
    length: int = attrs.field(validator=fields.position)
    pieces: int = attrs.field(validator=fields.position)


def long_cells(document: Document) -> tuple[LongCell, ...]:
    """The cells and paragraphs that the workbook holds in several cells, in the order of the document.

    :func:`render` writes a note below each table that has one.
    """
    found = []
    for table, row, column, runs in _texts(document):
        if sum(len(run.text) for run in runs) > LIMIT // 10:
            length = units("".join(written(run.text) for run in runs))
            if length > LIMIT:
                pieces = len(cut(fragments(runs, document.look.marks), AGAIN[document.lang]))
                found.append(LongCell(table, row, column, length, pieces))
    return tuple(found)


def _texts(document: Document) -> Iterator[tuple[str, int | None, str, tuple[Run, ...]]]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield section.title, None, "", block.runs
            elif isinstance(block, Table):
                for column in block.columns:
                    yield block.caption or section.title, 0, column.title, (Run(column.title),)
                for at, row in enumerate(block.grid(), start=1):
                    for column, (cell, starts) in zip(block.columns, row, strict=True):
                        if starts:
                            yield block.caption or section.title, at, column.title, cell.runs
