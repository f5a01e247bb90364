"""Which part of a document stands on which sheet (シートの割付け).

Small tables of figures stand below each other on one sheet for each section, as an office lays out its tallies; a table
of texts has a sheet of its own, so that it can be filtered and its titles stay on the screen and on every page.
"""

from collections.abc import Iterator
from typing import Literal

import attrs

from plancomment.report.document import Document, Paragraph, Run, Section, Table

__all__ = ["Chart", "Line", "Sheet", "arrange", "is_small"]


@attrs.frozen
class Line:
    """A text over the whole width of a sheet (全幅の行).

    Attributes:
        runs: its text (文字列).
        kind: what it is: the publisher, the document's title, a heading, a caption, a paragraph or a note (種類).
        anchors: names that it has (アンカー).
        level: of a heading (階層).
    """

    runs: tuple[Run, ...]
    kind: Literal["publisher", "title", "heading", "caption", "text", "note"]
    anchors: tuple[str, ...] = ()
    level: int = 1


@attrs.frozen
class Chart:
    """Room for the chart of a table above it (グラフ).

    Attributes:
        table: whose figures it shows.
    """

    table: Table


@attrs.define
class Sheet:
    """What stands on one sheet (シート).

    Attributes:
        title: what its tab is named after (シート名のもと).
        is_list: whether it holds a table of texts; else it holds lines and small tables (一覧表).
        parts: from the top (内容).
        landscape: on pages wider than high (横向き).
    """

    title: str
    is_list: bool
    parts: list[Line | Table | Chart] = attrs.field(factory=list)
    landscape: bool = False

    @property
    def tables(self) -> list[Table]:
        """Its tables, from the top."""
        return [part for part in self.parts if isinstance(part, Table)]

    def takes(self, table: Table) -> bool:
        """Whether the table can stand below what is there."""
        if not self.is_list:
            return is_small(table)
        return not is_small(table) and self.tables[0].columns == table.columns


def is_small(table: Table) -> bool:
    """Whether a table tells figures or facts, each in one line, and not texts side by side."""
    if any(column.align == "end" for column in table.columns):
        return True
    return len(table.columns) <= 2 and all(row.cells and row.cells[0].header for row in table.rows)


def arrange(document: Document) -> list[Sheet]:
    """The sheets of a workbook, in the order of the document; at least one.

    A diagram, which a cell cannot hold, is left out: a table says the same.
    """
    waiting: list[Line] = []
    if document.publisher:
        waiting.append(Line((Run(document.publisher),), "publisher"))
    waiting.append(Line((Run(document.title),), "title", _names(document.anchor)))
    sheets: list[Sheet] = []
    for group in _groups(document):
        sheets += _sheets(group, document, waiting)
        waiting = []
    if not sheets:
        sheets.append(Sheet(document.title, False, list(waiting)))
    sheets[-1].parts += [Line((Run(note),), "note") for note in document.notes]
    return sheets


def _groups(document: Document) -> Iterator[list[Section]]:
    """Each section of level 1 with those below it."""
    group: list[Section] = []
    for section in document.sections:
        if section.level == 1 and group:
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _sheets(group: list[Section], document: Document, before: list[Line]) -> list[Sheet]:
    sheets: list[Sheet] = []
    waiting = list(before)
    for section in group:
        waiting.append(Line((Run(section.title),), "heading", _names(section.anchor), section.level))
        for block in section.blocks:
            if not isinstance(block, (Paragraph, Table)):
                continue
            if isinstance(block, Paragraph):
                waiting.append(Line(block.runs, "text"))
            else:
                _place(block, group[0].title if not sheets else section.title, sheets, waiting)
            if sheets and not sheets[-1].is_list:
                sheets[-1].parts += waiting
                waiting.clear()
            if sheets:
                sheets[-1].landscape |= _is_wide(section, document)
    if waiting:
        if not sheets:
            sheets.append(Sheet(group[0].title, False, [], _is_wide(group[0], document)))
        sheets[-1].parts += waiting
    return sheets


def _place(table: Table, heading: str, sheets: list[Sheet], waiting: list[Line]) -> None:
    """Put a table on the last sheet, or on a new one, behind the lines that wait for it."""
    if not sheets or not sheets[-1].takes(table):
        title = heading if not sheets or not table.caption else table.caption
        sheets.append(Sheet(title, not is_small(table)))
    parts = sheets[-1].parts
    parts += waiting
    waiting.clear()
    if table.caption or table.anchor:
        parts.append(Line((Run(table.caption),), "caption", _names(table.anchor)))
    parts.append(table)
    parts += [Line((Run(note),), "note") for note in table.notes]
    if table.chart:
        parts.append(Chart(table))


def _is_wide(section: Section, document: Document) -> bool:
    return document.look.landscape == "all" or (document.look.landscape == "wide" and section.landscape)


def _names(anchor: str) -> tuple[str, ...]:
    return (anchor,) if anchor else ()
