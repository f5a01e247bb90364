"""Paragraphs, tables and what is anchored in them, in reading order (本文・脚注・図中の文字)."""

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.read.blocks import Block, Role, TextBlock
from plancomment.read.docx.alternatives import ALTERNATIVES, choose
from plancomment.read.docx.drawings import Drawings
from plancomment.read.docx.lines import Line, Properties, read_properties
from plancomment.read.docx.names import W
from plancomment.read.docx.numbering import Counters, Numbering
from plancomment.read.docx.runs import CHANGES, Runs
from plancomment.read.docx.tables import TableReader, only_cell
from plancomment.read.docx.values import whole_number
from plancomment.read.limits import Limits

__all__ = ["Story"]

_PARAGRAPH, _TABLE, _PROPERTIES = f"{W}p", f"{W}tbl", f"{W}pPr"
_SKIPPED = frozenset(f"{W}{name}" for name in ("sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "r"))


@attrs.define
class Story:
    """Reads one run of text: the body, a text box, a note.

    Attributes:
        runs: what reads within paragraphs.
        numbering: the lists of the file.
        counters: the numbers reached in this story.
        drawings: what takes drawings apart.
        limits: how much is taken on.
        role: of its paragraphs, where they are nothing else.
        place: where it stands.
        blocks: what was read so far; in a cell also blank paragraphs.
        beside: text boxes and notes that wait for the end of the paragraph or table that they belong to.
    """

    runs: Runs
    numbering: Numbering
    counters: Counters
    drawings: Drawings
    limits: Limits
    box: Callable[[Any], Sequence[Block]]
    note: Callable[[str, str], Sequence[Block]]
    role: Role = "body"
    place: str = ""
    blocks: list[Block] = attrs.field(factory=list)
    beside: list[Block] = attrs.field(factory=list)
    _cells: int = 0
    _line: Line | None = None

    def read(self, parent: Any) -> list[Block]:
        """The blocks in a body, a text box, a note."""
        self._children(parent)
        self._end_line()
        return self.blocks

    def _children(self, parent: Any) -> None:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self._end_line()
                self._table(child)
            elif tag == ALTERNATIVES:
                self._children(choose(child))
            elif tag == f"{W}sdt":
                self._control(child)
            elif tag in CHANGES:
                if self.runs.is_there(child):
                    self._children(child)
            elif tag == f"{W}altChunk":
                self.runs.told.unread("a document within the document", "文書内の別文書")
            elif tag not in _SKIPPED and len(child):
                self._children(child)

    def _control(self, control: Any) -> None:
        """A content control; one that holds the table of contents says so."""
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        is_contents = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
        self.runs.fields.contents += is_contents
        self._children(control)
        if is_contents:
            self._end_line()
            self.runs.fields.contents -= 1

    def _paragraph(self, paragraph: Any) -> None:
        runs = self.runs
        first = paragraph[0] if len(paragraph) else None
        own = first if first is not None and first.tag == _PROPERTIES else paragraph.find(_PROPERTIES)
        properties = read_properties(own, runs.styles, original=runs.original)
        line = self._line
        if line is None:
            line = Line(properties)
            if properties.breaks_page:
                runs.pages.asked(again=False)
        line.properties = properties
        runs.read(paragraph, line)
        runs.told.insertions += properties.is_mark_inserted
        runs.told.deletions += properties.is_mark_deleted
        self._line = line
        if not (properties.is_mark_inserted if runs.original else properties.is_mark_deleted):
            self._show(line)
            self._line = None
        if properties.ends_section:
            runs.pages.section_ends()

    def _end_line(self) -> None:
        """Shows a paragraph whose end was deleted, but which nothing follows."""
        line, self._line = self._line, None
        if line is not None and (line.has_begun or line.hidden or line.struck or line.drawings):
            self._show(line)

    def _show(self, line: Line) -> None:
        text = "".join(line.parts)
        if len(text) > self.limits.cell_characters:
            raise ReadError(
                self.runs.told.source,
                [f"a paragraph of {len(text)} characters, more than {self.limits.cell_characters} "
                 "(Limits.cell_characters)"],
            )  # fmt: skip
        told, properties = self.runs.told, line.properties
        page = line.page if line.has_begun else self.runs.pages.reached
        told.hidden(page, "".join(line.hidden))
        told.struck(page, "".join(line.struck))
        if properties.style.is_contents or (line.is_contents and not properties.level):
            label, separator, _ = self._number(properties)
            told.contents_line(label + separator + text)
        elif text or not (line.hidden and properties.is_mark_hidden):
            self._add(line, text)
        self._anchored(line)
        self._flush()

    def _flush(self) -> None:
        """Text boxes and notes follow what they belong to; those of cells wait for the end of the table."""
        if not self._cells:
            self.blocks += self.beside
            self.beside.clear()

    def _add(self, line: Line, text: str) -> None:
        properties = line.properties
        label, separator, depth = self._number(properties)
        if (
            not text
            and (line.struck or not label)
            and not (self._cells and not line.struck)
            and not (line.anchors and properties.level)
        ):
            return
        role, level = self.role, 0
        if properties.level:
            role, level = "heading", properties.level
        elif properties.style.is_caption or line.is_caption:
            role = "caption"
        elif label and role == "body":
            role, level = "item", depth
        page = line.page if line.has_begun or not label else self.runs.pages.here()
        self.blocks.append(TextBlock(text, role, label, separator, level, page, None, self.place, tuple(line.anchors)))

    def _number(self, properties: Properties) -> tuple[str, str, int]:
        """The automatic number of a paragraph, what stands behind it, and how deep in its list it stands from 1."""
        style = properties.style
        key = properties.num_id if properties.num_id is not None else style.num_id
        listing = None if key is None else self.numbering.listing(key)
        if listing is None:
            return "", "", 0
        given = properties.num_level
        level = None
        if given is None and properties.num_id is None:
            level = self.numbering.level_of_style(listing, style.id)
            given = style.num_level
            if level is None and given is None:
                level = self.numbering.level_of_style(listing, style.num_style)
        if level is None:
            level = 0 if given is None else whole_number(given, 0, 8)
        if level is None:
            self.runs.told.mended(f"a list has no level {given!r:.20}", f"番号付けに階層{given!r:.20}はありません")
            level = 0
        label, separator = self.counters.advance(listing, level)
        return label, separator, level + 1

    def _anchored(self, line: Line) -> None:
        for drawing in line.drawings:
            for place, piece in self.drawings.pieces(drawing):
                if not place:
                    self.beside += self.box(piece)
                elif piece.strip():
                    self.beside.append(TextBlock(piece, "box", page=line.page, place=place))
        for kind, key in line.notes:
            self.beside += self.note(kind, key)

    def _table(self, table: Any) -> None:
        frame = None if self._cells else only_cell(table)
        if frame is not None:
            self._children(frame)
            self._end_line()
            return
        block = TableReader(self.runs, self.limits, self._cell).read(table)
        if block is not None:
            self.blocks.append(block)
        self._flush()

    def _cell(self, cell: Any) -> list[Block]:
        outer, self.blocks = self.blocks, []
        line, self._line = self._line, None
        self._cells += 1
        self._children(cell)
        self._end_line()
        self._cells -= 1
        inner, self.blocks, self._line = self.blocks, outer, line
        return inner
