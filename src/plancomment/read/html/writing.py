"""Blocks put together from what stands in the elements of a page, one after the other (ブロックの組立て)."""

from collections.abc import Sequence

import attrs

from plancomment.errors import ReadError
from plancomment.findings import Finding
from plancomment.read.blocks import Block, Role, TableBlock, TextBlock
from plancomment.read.html import remarks
from plancomment.read.html.tables import Cell, Grid
from plancomment.read.html.texts import Text
from plancomment.read.limits import Limits

__all__ = ["Frame", "Item", "Writer"]


@attrs.define
class Item:
    """An item of a list: the number it shows, and whether its text has begun."""

    label: str
    is_begun: bool = False


@attrs.define
class Frame:
    """What a paragraph is, by the elements around it."""

    role: Role = "body"
    level: int = 0
    item: Item | None = None
    place: str = ""


@attrs.define
class Writer:
    """The blocks so far, and the paragraph that is being written.

    Attributes:
        source: the file's name, for errors and findings.
        limits: how long a text may be.
        exact: whether white space counts everywhere.
        text: the paragraph so far.
        line: the line of the file on which it began.
        note: the place of a footnote that this paragraph turned out to be, ``""`` if it is none.
        images: what the pictures in it say.
        boxes: what stands in the drawings in it.
        frames: what it is; the last one counts.
        depth: how many lists it stands in.
        grids: the tables around it; None for one that only places what is in it.
        findings: what had to be put elsewhere.
    """

    source: str
    limits: Limits
    exact: bool
    text: Text = attrs.Factory(Text)
    line: int | None = None
    note: str = ""
    images: list[str] = attrs.Factory(list)
    boxes: list[str] = attrs.Factory(list)
    frames: list[Frame] = attrs.Factory(lambda: [Frame()])
    depth: int = 0
    grids: list[Grid | None] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)
    _sinks: list[list[Block]] = attrs.Factory(lambda: [[]])
    _anchors: list[str] = attrs.Factory(list)  # of elements around the next text

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._sinks[0])

    def anchor(self, name: str, *, around: bool) -> None:
        """A name that links can lead to: of an element around the next text, or within the text."""
        if around or self.text.is_blank:
            self._anchors.append(name)
        else:
            self.text.add_anchor(name)

    def settle(self) -> bool:
        """The end of a paragraph; whether nothing waits for the next one."""
        if self.text.parts or self.images or self.boxes:
            self.flush()
        return self.line is None and not self._anchors and not self.note

    def add_paragraph(self, text: str, level: int, line: int | None) -> None:
        """A whole paragraph, or a heading of that level if it is not 0, where nothing waits for it."""
        frame = self.frames[-1]
        if frame.item is not None:
            self._paragraph(text, (), Frame("heading", level, frame.item) if level else frame, line)
        elif level:
            self._sinks[-1].append(TextBlock(text, "heading", "", "", level, None, None, "", (), line))
        else:
            role, level = frame.role, frame.level if frame.role == "heading" else self.depth
            self._sinks[-1].append(TextBlock(text, role, "", "", level, None, None, frame.place, (), line))

    def add_text(self, text: str, line: int | None) -> None:
        """A whole paragraph that is no part of an item, where nothing waits for it."""
        self._sinks[-1].append(TextBlock(text, "body", "", "", self.depth, None, None, "", (), line))

    def add_item(self, text: str, label: str, line: int | None) -> None:
        """A whole item of a list, where nothing waits for it."""
        if text or label:
            separator = " " if text and label else ""
            self._sinks[-1].append(TextBlock(text, "item", label, separator, self.depth, None, None, "", (), line))

    def add_blocks(self, blocks: Sequence[Block], line: int | None) -> None:
        """A whole list or table that begins on that line, where nothing waits for it."""
        self.show_number(line)
        self._sinks[-1].extend(blocks)

    def flush(self) -> None:
        """The end of a paragraph."""
        if not self.text.parts and not self.images and not self.boxes:
            return
        text, anchors = self.text.take(exactly=self.exact)
        images, boxes, line, frame = self.images, self.boxes, self.line, self.frames[-1]
        is_blank = not text if self.exact else self.text.is_blank
        if is_blank and images and frame.role == "heading":
            text, images, is_blank = " ".join(images), [], False
        self.text, self.images, self.boxes, self.line = Text(), [], [], None
        if not is_blank:
            self._paragraph(text, anchors, frame, line)
        for role, texts in (("caption", images), ("box", boxes)):
            for one in texts:
                place = "図中の文字" if role == "box" else ""
                self._put(TextBlock(one, role, place=place, file_line=line))  # type: ignore[arg-type]
        self.note = ""

    def _paragraph(self, text: str, anchors: tuple[tuple[int, str], ...], frame: Frame, line: int | None) -> None:
        role, label, place = frame.role, "", frame.place
        if frame.item is not None and not frame.item.is_begun:
            frame.item.is_begun = True
            label = frame.item.label
        elif role == "item":
            role = "body"
        if self.note:
            role, place = "note", self.note
        if self._anchors:
            anchors = (*((0, name) for name in self._anchors), *anchors)
            self._anchors = []
        level = frame.level if role == "heading" else self.depth
        self._check(text, line)
        separator = " " if label else ""
        self._sinks[-1].append(TextBlock(text, role, label, separator, level, None, None, place, anchors, line))

    def show_number(self, line: int | None) -> None:
        """An item that begins with a list or table, or is blank, still shows its number."""
        item = self.frames[-1].item
        if item is not None and not item.is_begun and item.label:
            item.is_begun = True
            self._put(TextBlock("", "item", item.label, level=self.depth, file_line=line))

    def _put(self, block: Block) -> None:
        if isinstance(block, TextBlock):
            self._check(block.text, block.file_line)
        self._sinks[-1].append(block)

    def _check(self, text: str, line: int | None) -> None:
        most = self.limits.cell_characters
        if len(text) > most:
            where = f"line {line}: " if line else ""
            raise ReadError(self.source, [f"{where}a text of more than {most} characters (Limits.cell_characters)"])

    # ---- tables

    def begin_cell(self) -> None:
        self._sinks.append([])
        self.frames.append(Frame())

    def end_cell(self, grid: Grid, cell: Cell) -> None:
        """What the cell holds as one text; tables in it, and titles of figures beside text, follow the table."""
        parts = self._sinks.pop()
        if not parts and not self.images and not self.boxes:
            self._only_text(cell)
            return
        self._sinks.append(parts)
        self.flush()
        self._sinks.pop()
        self.frames.pop()
        apart = [one for one in parts if isinstance(one, TableBlock) or one.role == "caption"]
        if len(apart) == len(parts) and not any(isinstance(one, TableBlock) for one in parts):
            apart = []
        text, anchors = "", [(0, name) for name in self._anchors]
        self._anchors = []
        pieces = [one for one in parts if isinstance(one, TextBlock) and one not in apart]
        begin = 0
        lines = []
        for one in pieces:
            lines.append(f"{one.label}{one.separator}{one.text}")
            shift = begin + len(one.label) + len(one.separator)
            anchors.extend((position + shift if position else begin, name) for position, name in one.anchors)
            begin += len(lines[-1]) + 1
        text = "\n".join(lines)
        self._check(text, cell.line)
        cell.text, cell.anchors = text, tuple(anchors)
        grid.after.extend(apart)
        if any(isinstance(one, TableBlock) for one in apart):
            self.findings.append(remarks.in_cell(self.source, cell.line, cell.row + 1, cell.column + 1))

    def _only_text(self, cell: Cell) -> None:
        """A cell of one paragraph, as most are."""
        self.frames.pop()
        if self.text.parts:
            text, anchors = self.text.take(exactly=self.exact)
            if text and (self.exact or not self.text.is_blank):
                self._check(text, cell.line)
                cell.text, cell.anchors = text, anchors
            self.text, self.line, self.note = Text(), None, ""
        if self._anchors:
            cell.anchors = (*((0, name) for name in self._anchors), *cell.anchors)
            self._anchors = []

    def begin_table(self, grid: Grid | None, line: int | None) -> None:
        if grid is not None:
            self.show_number(line)
        self.grids.append(grid)

    def end_table(self) -> None:
        grid = self.grids.pop()
        if grid is not None:
            if grid.cells:
                self._put(grid.table())
            self._sinks[-1].extend(grid.after)
