"""A neutral page: what is published, before it is any file format. Emphasis, links and merged cells survive here.

Text is plain text everywhere: a writer escapes it, and nothing in it is ever markup, a formula or a path. A line break
inside a text is a line break on the page.
"""

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.report.anchors import anchor_name
from plancomment.report.diagram import Diagram
from plancomment.report.look import Look

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Document",
    "Paragraph",
    "Row",
    "Run",
    "Section",
    "Table",
]

Emphasis = Literal["", "strong", "underline", "double-underline", "strike", "muted"]


def _natural(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError(f"{type(instance).__name__}.{attribute.name} must be int, not {type(value).__name__}")
    if value < 0:
        raise WrongValueError(f"{type(instance).__name__}.{attribute.name} must not be negative, got {value}")


@attrs.frozen
class Run:
    """A stretch of text of one look (文字列).

    Attributes:
        text: plain text; line breaks stay line breaks (本文).
        emphasis: ``""``, ``"strong"`` 太字, ``"underline"`` 下線 (changed words), ``"double-underline"`` 二重下線
            (a changed label), ``"strike"`` 取消線 or ``"muted"`` 淡色 (強調).
        link: an anchor of this document that it leads to, ``""`` for none (文書内リンク).
        tag: ``"ins"`` for words that were added, ``"del"`` for words that went, ``""`` for the rest, so that a format
            can say which without showing it by colour (追加・削除の別).
        anchor: where a link can lead to, ``""`` for none; it stands at the beginning of the text (アンカー).
    """

    text: str = attrs.field(validator=fields.text)
    emphasis: Emphasis = attrs.field(
        default="", validator=fields.one_of("", "strong", "underline", "double-underline", "strike", "muted")
    )
    link: str = attrs.field(default="", validator=anchor_name)
    tag: Literal["", "ins", "del"] = attrs.field(default="", validator=fields.one_of("", "ins", "del"))
    anchor: str = attrs.field(default="", validator=anchor_name)


@attrs.frozen
class Paragraph:
    """A paragraph between tables (段落).

    Attributes:
        runs: its text, piece by piece (文字列).
    """

    runs: tuple[Run, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Run))


@attrs.frozen
class Column:
    """A column of a table (列).

    Attributes:
        title: what stands above it (列の見出し).
        width: its share of the table's width, in proportion to the other columns' (幅).
        align: ``"start"`` 左, ``"center"`` 中央 or ``"end"`` 右 (文字の配置).
        unit: of the numbers in it, for formats whose numbers stand without one, such as ``"件"`` (単位).
    """

    title: str = attrs.field(validator=fields.text)
    width: int = attrs.field(default=1, validator=fields.position)
    align: Literal["start", "center", "end"] = attrs.field(
        default="start", validator=fields.one_of("start", "center", "end")
    )
    unit: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Cell:
    """A cell, perhaps merged over several rows or columns (セル).

    Attributes:
        runs: its text, piece by piece (文字列).
        rowspan: the rows it covers, downwards, 1 or more (縦結合).
        colspan: the columns it covers, 1 or more (横結合).
        header: it names its row (行の見出し).
        anchor: where a link can lead to, ``""`` for none (アンカー).
        number: the number that its text prints with a unit, for formats that hold numbers; None for text (数値).
    """

    runs: tuple[Run, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Run))
    rowspan: int = attrs.field(default=1, validator=fields.position)
    colspan: int = attrs.field(default=1, validator=fields.position)
    header: bool = attrs.field(default=False, validator=fields.flag)
    anchor: str = attrs.field(default="", validator=anchor_name)
    number: int | None = attrs.field(default=None, validator=fields.optional(_natural))

    @property
    def text(self) -> str:
        """Its runs joined."""
        return "".join(run.text for run in self.runs)


@attrs.frozen
class Row:
    """A row of a table; cells merged from rows above are left out (行).

    Attributes:
        cells: from the first column on (セル).
        anchor: where a link can lead to, ``""`` for none (アンカー).
        kind: ``"body"``; ``"heading"`` for a line between rows that names those below it (見出し行); ``"total"``
            for a sum of the rows above (合計行).
        level: how deep it stands below other rows of the table: 0 not at all, 1 below the last row of 0 … (階層).
    """

    cells: tuple[Cell, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Cell))
    anchor: str = attrs.field(default="", validator=anchor_name)
    kind: Literal["body", "heading", "total"] = attrs.field(
        default="body", validator=fields.one_of("body", "heading", "total")
    )
    level: int = attrs.field(default=0, validator=_natural)


@attrs.frozen
class Table:
    """A table with a row of column titles (表).

    Attributes:
        columns: from the left (列).
        rows: from the top, without the row of titles (行).
        caption: what the table shows, ``""`` for none (表題).
        anchor: where a link can lead to; formats with one file for each table name it so (アンカー).
        notes: printed below it (表の注).
        groups: the title of the column into which formats for machines put the texts of heading rows, ``""`` to keep
            those rows (区分の列名).
        chart: ``"bar"`` where its figures are worth a chart in formats that have charts: the first column names them,
            the first column of numbers tells how many, and totals are left out; ``""`` for none (グラフ).

    Raises:
        WrongValueError: the cells do not fill the table exactly; the row is named, counted from 1 below the titles.
    """

    columns: tuple[Column, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Column))
    rows: tuple[Row, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Row))
    caption: str = attrs.field(default="", validator=fields.text)
    anchor: str = attrs.field(default="", validator=anchor_name)
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    groups: str = attrs.field(default="", validator=fields.text)
    chart: Literal["", "bar"] = attrs.field(default="", validator=fields.one_of("", "bar"))

    def __attrs_post_init__(self) -> None:
        if not self.columns:
            raise WrongValueError(f"Table {self.anchor!r} has no columns")
        for _ in _slots(self):
            pass

    def grid(self) -> tuple[tuple[tuple[Cell, bool], ...], ...]:
        """Every row with one cell for each column, and whether the cell begins right there.

        A merged cell stands at every place that it covers, with True at the first only.
        """
        return tuple(_slots(self))


def _slots(table: Table) -> Iterator[tuple[tuple[Cell, bool], ...]]:
    """The rows of :meth:`Table.grid`; raises where cells overlap, leave a gap or reach out of the table."""
    width = len(table.columns)
    above: list[tuple[Cell, int] | None] = [None] * width  # what reaches down into this row, and for how many rows
    for number, row in enumerate(table.rows, start=1):
        slots: list[tuple[Cell, bool]] = []
        waiting = iter(row.cells)
        while len(slots) < width:
            reaching = above[len(slots)]
            if reaching is not None:
                slots.append((reaching[0], False))
                continue
            cell = next(waiting, None)
            end = len(slots) + cell.colspan if cell is not None else width + 1
            if cell is None or end > width or any(above[len(slots) : end]):
                raise WrongValueError(f"Table {table.anchor!r}: the cells of row {number} do not fill its columns")
            above[len(slots) : end] = [(cell, cell.rowspan)] * cell.colspan
            slots.append((cell, True))
            slots.extend([(cell, False)] * (cell.colspan - 1))
        if next(waiting, None) is not None:
            raise WrongValueError(f"Table {table.anchor!r}: row {number} has more cells than columns")
        above = [(one[0], one[1] - 1) if one is not None and one[1] > 1 else None for one in above]
        yield tuple(slots)
    if any(above):
        raise WrongValueError(f"Table {table.anchor!r}: a merged cell reaches below the last row")


Block = Paragraph | Table | Diagram


@attrs.frozen
class Section:
    """A headed part of the page (節).

    Attributes:
        title: the heading (見出し).
        blocks: paragraphs, tables and diagrams, in order (本文).
        level: 1 below the document's title, 2 below a section of level 1 … (階層).
        anchor: where a link can lead to, ``""`` for none (アンカー).
        landscape: it wants pages wider than high, in formats that have pages (横向き).
    """

    title: str = attrs.field(validator=fields.text)
    blocks: tuple[Block, ...] = attrs.field(default=(), converter=fields.as_tuple)
    level: int = attrs.field(default=1, validator=fields.position)
    anchor: str = attrs.field(default="", validator=anchor_name)
    landscape: bool = attrs.field(default=False, validator=fields.flag)

    @blocks.validator
    def _check_blocks(self, attribute: Any, value: Any) -> None:
        if not isinstance(value, tuple) or not all(isinstance(block, (Paragraph, Table, Diagram)) for block in value):
            raise WrongTypeError("Section.blocks must be a tuple of Paragraph, Table or Diagram")


@attrs.frozen
class Document:
    """What is published, before it is a file (公表資料).

    Attributes:
        title: of the whole (表題).
        sections: in order; a section's level is at most one deeper than that of the section before it (節).
        lang: the language of titles and words that are not quoted, ``"ja"`` or ``"en"`` (言語).
        notes: printed at the end (注).
        publisher: who publishes it, ``""`` if that is not to be printed (公表者).
        anchor: where a link to the title can lead to, ``""`` for none (アンカー).
        look: marks, fonts, paper, properties of the file (体裁).

    Raises:
        WrongValueError: an anchor stands twice, a link leads nowhere, or a level is skipped.
    """

    title: str = attrs.field(validator=fields.text)
    sections: tuple[Section, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Section)
    )
    lang: Literal["ja", "en"] = attrs.field(default="ja", validator=fields.one_of("ja", "en"))
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    publisher: str = attrs.field(default="", validator=fields.text)
    anchor: str = attrs.field(default="", validator=anchor_name)
    look: Look = attrs.field(factory=Look, validator=fields.instance_of(Look))

    def __attrs_post_init__(self) -> None:
        level = 0
        for section in self.sections:
            if section.level > level + 1:
                raise WrongValueError(f"section {section.anchor!r} has level {section.level} below level {level}")
            level = section.level
        seen: set[str] = set()
        for anchor in _anchors(self):
            if anchor in seen:
                raise WrongValueError(f"the anchor {anchor!r} stands twice in the document")
            seen.add(anchor)
        lost = sorted(set(_links(self)) - seen)
        if lost:
            raise WrongValueError(f"links lead to anchors that do not exist: {', '.join(lost[:10])}")

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order (表)."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))


def _anchors(document: Document) -> Iterator[str]:
    yield from filter(None, (document.anchor, *(section.anchor for section in document.sections)))
    for table in document.tables:
        yield from filter(None, (table.anchor, *(row.anchor for row in table.rows)))
        yield from (cell.anchor for row in table.rows for cell in row.cells if cell.anchor)
    yield from (run.anchor for run in _runs(document) if run.anchor)
    yield from (one.anchor for one in _diagrams(document) if one.anchor)


def _diagrams(document: Document) -> Iterator[Diagram]:
    return (block for section in document.sections for block in section.blocks if isinstance(block, Diagram))


def _links(document: Document) -> Iterator[str]:
    yield from (run.link for run in _runs(document) if run.link)
    yield from (node.link for one in _diagrams(document) for node in (*one.left, *one.right) if node.link)


def _runs(document: Document) -> Iterator[Run]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.runs
