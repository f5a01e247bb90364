"""Pages put together to blocks (頁から内容へ): what runs over pages is joined, running heads are left out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from plancomment.findings import Finding
from plancomment.read.blocks import Block, Contents, TextBlock
from plancomment.read.pdf import remarks
from plancomment.read.pdf.columns import Column, arrange, widen
from plancomment.read.pdf.inspection import Facts
from plancomment.read.pdf.layout import Framed, Page, Tabular
from plancomment.read.pdf.lines import make_lines
from plancomment.read.pdf.margins import find_margins
from plancomment.read.pdf.paragraphs import Paragraph, Placed, join_lines
from plancomment.read.pdf.roles import Body, find_body, find_entries, find_notes, style_of, tell_roles
from plancomment.read.pdf.tables import Joined, join_parts, make_part

__all__ = ["assemble"]

_SOLID = 1.5  # em: the distance of lines where none shows it


def assemble(source: str, pages: Sequence[Page], facts: Sequence[Facts]) -> Contents:
    """The blocks of pages that have been laid out, and what is told of them."""
    lines = [line for page in pages for row in page.rows for line in row if line.stands_for is None]
    body = find_body(lines)
    margins = find_margins(
        {page.number: [row for row in page.rows if row[0].stands_for is None] for page in pages},
        {page.number: page.height for page in pages},
        body.size,
    )
    arranged = []
    for page in pages:
        running = margins.running[page.number]
        columns = arrange([[line for line in row if line not in running] for row in page.rows])
        arranged.append((page.width, columns))
    flow = list(zip(pages, widen(arranged), strict=True))
    names = {page.number: margins.printed.get(page.number, None if margins.printed else page.number) for page in pages}
    assembly = _Assembly(source, names, body)
    assembly.read(flow)
    offset = next((name - number for number, name in margins.printed.items() if name), None)
    findings = [
        remarks.page_numbers(source, offset),
        *remarks.heads_left_out(source, margins.words),
        *assembly.findings,
        *_tell(source, pages, facts),
    ]
    return Contents(source, tuple(assembly.blocks), tuple(findings))


def _tell(source: str, pages: Sequence[Page], facts: Sequence[Facts]) -> Iterator[Finding]:
    """What the pages are, where a reader would want to look."""
    if scanned := [fact.number for fact in facts if fact.is_scan]:
        yield remarks.scanned_pages(source, scanned)
    if unknown := [fact for fact in facts if fact.unknown]:
        yield remarks.unknown_characters(source, [fact.number for fact in unknown], unknown[0].unknown)
    for fact in facts:
        if fact.struck:
            yield remarks.struck_words(source, fact.number, fact.struck)
    for page in pages:
        if page.readings:
            yield remarks.readings_aside(source, page.number, page.readings)
    for fact in facts:
        if fact.raised:
            yield remarks.raised_figures(source, fact.number, fact.raised)
    if vertical := [page.number for page in pages if page.way == "vertical"]:
        yield remarks.turned_pages(source, vertical, is_vertical=True)
    if turned := [page.number for page in pages if page.way not in ("upright", "vertical")]:
        yield remarks.turned_pages(source, turned, is_vertical=False)
    if crowded := [page.number for page in pages if page.crowded]:
        yield remarks.crowded_pages(source, crowded)
    if recognised := [fact.number for fact in facts if fact.is_recognised]:
        yield remarks.recognised_pages(source, recognised)
    for fact in facts:
        if fact.notes:
            yield remarks.notes_over(source, fact.number, fact.notes)


@attrs.define
class _Assembly:
    """Blocks being made, page after page."""

    source: str
    names: Mapping[int, int | None]
    body: Body
    items: list[list[Placed] | Joined | tuple[Framed, int]] = attrs.field(factory=list)
    waiting: list[Placed] = attrs.field(factory=list)
    notes: dict[int, list[Placed]] = attrs.field(factory=dict)
    blocks: list[Block] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)

    def read(self, flow: Sequence[tuple[Page, Sequence[Column]]]) -> None:
        """Gather lines until a table or a frame comes, page after page, and make blocks of what was gathered."""
        within = _within([column for _, columns in flow for column in columns])
        for page, columns in flow:
            number = 0
            for column in columns:
                pitch, notes, entries = _pitch(column), find_notes(column, self.body), find_entries(column.lines)
                anchor = None
                for line in column.lines:
                    if line.stands_for is not None:
                        self._hold(line.stands_for, page.number)
                        continue
                    number += 1
                    style, is_note = style_of(line, self.body), line in notes
                    leading = within * line.size
                    shown, is_entry = entries.get(line, line), line in entries
                    placed = Placed(
                        shown, column, page.number, number, pitch, style, any(style), is_note, leading, is_entry
                    )
                    if is_note and self.waiting:
                        anchor = anchor or self.waiting[-1]
                        self.notes.setdefault(id(anchor), []).append(placed)
                    else:
                        self.waiting.append(placed)
        self._blocks()

    def _hold(self, held: object, page: int) -> None:
        """Take in a table or frame; the part of a table may go on with the one on the page before."""
        if isinstance(held, Tabular):
            part = make_part(held, page)
            before = self.items[-1] if self.items and not self.waiting else None
            if isinstance(before, Joined) and before.parts[-1].page == page - 1 and join_parts(before, part):
                return
            self._flush()
            self.items.append(Joined([part]))
        elif isinstance(held, Framed):
            self._flush()
            self.items.append((held, page))

    def _flush(self) -> None:
        if self.waiting:
            self.items.append(self.waiting)
            self.waiting = []

    def _blocks(self) -> None:
        self._flush()
        groups = [self._paragraphs(item) if isinstance(item, list) else [] for item in self.items]
        roles = iter(tell_roles([paragraph for group in groups for paragraph in group], self.body))
        for item, group in zip(self.items, groups, strict=True):
            for paragraph in group:
                told, first = next(roles), paragraph.lines[0]
                page = self.names[first.page]
                block = TextBlock(paragraph.text, told.role, "", "", told.level, page, first.number, told.place)
                self.blocks.append(block)
            if not isinstance(item, list):
                self._held(item)

    def _paragraphs(self, lines: Sequence[Placed]) -> list[Paragraph]:
        """Lines as paragraphs, the footnotes of a page behind the paragraph that ends on it."""
        paragraphs: list[Paragraph] = []
        for paragraph in join_lines(lines):
            paragraphs.append(paragraph)
            for placed in paragraph.lines:
                paragraphs += join_lines(self.notes.get(id(placed), ()))
        return paragraphs

    def _held(self, item: Joined | tuple[Framed, int]) -> None:
        if isinstance(item, tuple):
            framed, page = item
            for text in _framed(framed):
                self.blocks.append(TextBlock(text, "box", page=self.names[page], place=framed.place))
            return
        held = item
        self.blocks.append(held.block(self.names))
        page, last = held.parts[0].page, held.parts[-1].page
        if last > page:
            self.findings.append(remarks.tables_joined(self.source, page, last, held.headers, held.mended))


def _within(columns: Sequence[Column]) -> float:
    """The usual distance, in em, between a line that breaks off at the right margin and the next one."""
    steps = sorted(
        (after.base - line.base) / line.size
        for column in columns
        for line, after in pairwise(column.lines)
        if line.stands_for is None
        and after.stands_for is None
        and line.size > 0
        and abs(line.size - after.size) < 0.1 * line.size
        and column.right - line.x1 < 2 * line.size
        and not line.text.endswith("。")
        and after.base > line.base
    )
    return steps[len(steps) // 2] if steps else _SOLID


def _framed(held: Framed) -> list[str]:
    lines = [line for line in make_lines(held.pieces) if line.text]
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    column = Column(tuple(lines), left, max(line.x1 for line in lines))
    pitch = _pitch(column)
    placed = [Placed(line, column, 1, at, pitch) for at, line in enumerate(lines, start=1)]
    return [paragraph.text for paragraph in join_lines(placed)]


def _pitch(column: Column) -> float:
    """The usual distance between two lines of a column."""
    lines = [line for line in column.lines if line.stands_for is None]
    steps = sorted(after.base - before.base for before, after in pairwise(lines))
    return steps[len(steps) // 2] if steps else 0.0
