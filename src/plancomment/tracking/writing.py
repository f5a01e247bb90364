"""The draft with all marked that became the final (見え消し): from two stories to marks in the draft's own XML."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from plancomment.alignment.anchors import Budget
from plancomment.read.docx.names import W
from plancomment.textdiff.words import Segmenter
from plancomment.tracking.changes import Changes, find_changes
from plancomment.tracking.copies import Copies
from plancomment.tracking.ends import Item, close_ends, items_of
from plancomment.tracking.formats import bare, become, former, set_format
from plancomment.tracking.marks import Marks, first_place, insert_between
from plancomment.tracking.media import Media
from plancomment.tracking.pairing import RowStep, pair_blocks
from plancomment.tracking.paragraphs import edit
from plancomment.tracking.pieces import PICTURE, FieldState, Piece, plain, read_pieces, unfold_fields
from plancomment.tracking.stories import Block, Row

__all__ = ["Writer"]

_END = {"gone": "del", "new": "ins"}
_MOVE = {"gone": "moveFrom", "new": "moveTo"}


@attrs.define
class Writer:
    """Writes one tracked file.

    Attributes:
        marks: what makes the marks.
        copies: what copies from the final.
        media: what compares pictures.
        segmenter: what cuts texts into words.
        budget: the work that is left for finding what belongs together.
        places: where a block of either side stands in the tracked file, and the mark on its words: ``""``, ``"ins"``
            or ``"del"``.
    """

    marks: Marks
    copies: Copies
    media: Media
    segmenter: Segmenter
    budget: Budget
    places: dict[Block, tuple[Any, str]] = attrs.field(factory=dict)
    _moves: int = 0

    def write(self, home: Any, olds: Sequence[Block], news: Sequence[Block]) -> None:
        """Marks what stands in a body or a cell."""
        items = items_of(pair_blocks(olds, news, self.budget))
        close_ends(items)
        following: list[Any | None] = [None] * len(items)
        for at in range(len(items) - 2, -1, -1):
            old = items[at + 1].step.old
            following[at] = following[at + 1] if old is None else old.element
        before = None
        for item, after in zip(items, following, strict=True):
            self._fill(item)
            if item.step.old is None:
                _put(home, before, after, item.element)
            before = item.element
        self._end(items)

    # ── one paragraph or table ───────────────────────────────────────────────────────────────────────

    def _fill(self, item: Item) -> None:
        old, new = item.step.old, item.step.new
        name = _MOVE[item.state] if item.move else _END.get(item.state, "")
        if old is not None and new is not None:
            item.element = old.element
            self.places[old] = self.places[new] = (old.element, "")
            if old.rows is None:
                self._amend(old, new)
            else:
                self._amend_rows(old.element, item.step.rows)
        elif old is not None:
            item.element = old.element
            self._take_out(old, name)
        elif new is not None:
            item.element = self._made(new, name)

    def _amend(self, old: Block, new: Block) -> None:
        become(old.element, self.copies.kept_properties(old.element, new.element, new.text), self.marks)
        if old.text == new.text and plain(old.text) == old.text:
            return
        pieces, others = self._pieces(old), read_pieces(new.element, _state(new))
        changes = find_changes(pieces, others, self.segmenter)
        self._tell_pictures(old.text, pieces, others, changes)
        added: dict[int, list[Any]] = {}
        for at, start, end in changes.added:
            runs = self.copies.runs(others, start, end, new.text)
            if runs:
                added[at] = [self._wrapped("ins", runs)]
        if added or any(changes.gone):
            edit(old.element, pieces, changes.gone, added, self.marks)

    def _tell_pictures(self, text: str, pieces: Sequence[Piece], others: Sequence[Piece], changes: Changes) -> None:
        if PICTURE not in text:
            return
        old, new = _by_place(pieces), _by_place(others)
        for i, j in changes.kept:
            if text[i] == PICTURE and self.media.differ(old[i].element, new[j].element):
                self.copies.told.lost("another picture or object", "差し替えられた図・画像など", text)

    def _take_out(self, block: Block, name: str = "del") -> None:
        self.places[block] = (block.element, "del")
        for row in block.rows or ():
            self._take_out_row(row)
        if block.rows is None:
            edit(block.element, self._pieces(block), [True] * len(block.text), {}, self.marks, name=name)

    def _made(self, block: Block, name: str = "ins") -> Any:
        if block.rows is not None:
            made = self.copies.table_frame(block.element)
            made.extend(self._made_row(row) for row in block.rows)
        else:
            made = self.marks.element("p")
            properties = self.copies.paragraph_properties(block.element, block.text)
            if len(properties):
                made.append(properties)
            runs = self.copies.runs(read_pieces(block.element, _state(block)), 0, len(block.text), block.text)
            if runs:
                made.append(self._wrapped(name, runs))
        self.places[block] = (made, "ins")
        return made

    def _wrapped(self, name: str, runs: Iterable[Any]) -> Any:
        mark = self.marks.mark(name)
        mark.extend(runs)
        return mark

    @staticmethod
    def _pieces(block: Block) -> list[Piece]:
        """The pieces of a paragraph that is changed."""
        state = _state(block)
        state.closed |= unfold_fields(block.element)
        return read_pieces(block.element, state)

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────────

    def _amend_rows(self, table: Any, steps: Sequence[RowStep]) -> None:
        before = None
        for at, step in enumerate(steps):
            if step.old is None and step.new is not None:
                element = self._made_row(step.new)
                after = next((later.old.element for later in steps[at:] if later.old is not None), None)
                insert_between(table, before, after, [element])
            elif step.old is not None:
                element = step.old.element
                if step.new is None:
                    self._take_out_row(step.old)
                else:
                    for old, new in zip(step.old.cells, step.new.cells, strict=True):
                        self.write(old.element, old.blocks, new.blocks)
            before = element

    def _take_out_row(self, row: Row) -> None:
        self.marks.mark_row(row.element, "del")
        for cell in row.cells:
            for block in cell.blocks:
                self._take_out(block)
                if not block.is_table:
                    self.marks.mark_end(block.element, "del")

    def _made_row(self, row: Row) -> Any:
        made = self.copies.row_frame(row.element)
        self.marks.mark_row(made, "ins")
        for cell in row.cells:
            frame = self.copies.cell_frame(cell.element)
            for block in cell.blocks:
                frame.append(self._made(block))
                if not block.is_table:
                    self.marks.mark_end(frame[-1], "ins")
            if not cell.blocks or cell.blocks[-1].is_table:
                frame.append(self.marks.element("p"))
            made.append(frame)
        return made

    # ── the ends of paragraphs ───────────────────────────────────────────────────────────────────────

    def _end(self, items: Sequence[Item]) -> None:
        numbers: dict[int, int] = {}
        for item in items:
            if item.move:
                self._mark_move(item, numbers)
            elif not item.is_table and item.end != "keep" and not item.joins:
                self.marks.mark_end(item.element, _END[item.end])
        for at, item in enumerate(items):
            if item.follows is not None:
                self._follow(item, item.follows)
            if item.joins:
                self._join(item.element, next(later.element for later in items[at + 1 :] if not later.is_table))

    def _mark_move(self, item: Item, numbers: dict[int, int]) -> None:
        if item.move not in numbers:
            self._moves += 1
            numbers[item.move] = self._moves
        name = _MOVE[item.state]
        self.marks.mark_end(item.element, name)
        start, end = self.marks.move_range(name, numbers[item.move])
        item.element.insert(first_place(item.element), start)
        item.element.addnext(end)

    def _follow(self, item: Item, before: Item) -> None:
        """The last paragraph ends what another one ended on one side, and looks like that one there."""
        if item.state == "new":
            set_format(item.element, bare(item.element), former(before.element), self.marks)
        else:
            set_format(item.element, bare(before.element), bare(item.element), self.marks)

    def _join(self, paragraph: Any, following: Any) -> None:
        """What one paragraph says begins another one, and it is gone."""
        at = first_place(following)
        following[at:at] = list(paragraph)[first_place(paragraph) :]
        paragraph.getparent().remove(paragraph)
        for block, (element, mark) in list(self.places.items()):
            if element is paragraph:
                self.places[block] = (following, mark)


def _put(home: Any, before: Any | None, after: Any | None, element: Any) -> None:
    if before is None and after is None:
        # The properties of the last section end a body.
        sections = [child for child in home if child.tag == f"{W}sectPr"]
        home.insert(home.index(sections[-1]) if sections else len(home), element)
    else:
        insert_between(home, before, after, [element])


def _state(block: Block) -> FieldState:
    return FieldState(frozenset()) if block.state is None else block.state.copy()


def _by_place(pieces: Sequence[Piece]) -> dict[int, Piece]:
    """The piece at each place of the text."""
    return dict(enumerate(piece for piece in pieces for _ in piece.text))
