"""Whose end is there, on either side (段落記号の扱い): a story or a cell ends with a paragraph that stays.

The end of the last paragraph can neither come nor go. Where the last one of what was put together does, its end counts
as that of the one which is the last on the other side, as in a text that somebody typed while changes were tracked.
"""

from typing import Any, Literal

import attrs

from plancomment.tracking.pairing import Step

__all__ = ["Item", "close_ends", "items_of"]

State = Literal["keep", "gone", "new"]


@attrs.define(eq=False)
class Item:
    """A paragraph or table as it is put into the tracked file.

    Attributes:
        step: what it is made of.
        state: whether it stays, goes or comes.
        end: likewise its end, for a paragraph.
        move: the number of the move that it is one end of, 0 for none.
        joins: what it says stands in the next paragraph, so that it is none itself.
        follows: it ends what this one ended, and looks like it on the side that this one does not know.
        element: the element in the tracked file.
    """

    step: Step
    state: State
    end: State
    move: int = 0
    joins: bool = False
    follows: "Item | None" = None
    element: Any = None

    @property
    def is_table(self) -> bool:
        block = self.step.old or self.step.new
        return block is not None and block.is_table


def items_of(steps: list[Step]) -> list[Item]:
    """The steps as items, with the ends that they have by themselves."""
    made = []
    for step in steps:
        state: State = "gone" if step.new is None else "new" if step.old is None else "keep"
        made.append(Item(step, state, state, step.move))
    return made


def close_ends(items: list[Item]) -> None:
    """Makes the last end stay.

    A body that ends with a table, as no program writes it, has no last paragraph: its ends come and go by themselves.
    """
    for side in (lambda item: item.step.old, lambda item: item.step.new):
        last_block = next((block for block in map(side, reversed(items)) if block is not None), None)
        if last_block is None or last_block.is_table:
            return
    if items[-1].is_table or items[-1].end == "keep":
        return
    last = items[-1]
    known = [at for at, item in enumerate(items[:-1]) if not item.is_table and item.end not in (last.end,)]
    last.end, other = "keep", last.end
    if not known:
        return
    at = known[-1]
    before = items[at]
    last.follows = before
    if before.end == "keep":
        before.end = other
    else:
        before.joins = True
    # What has no end of its own cannot be told as moved.
    broken = {item.move for item in items[at:] if item.move}
    for item in items:
        if item.move in broken:
            item.move = 0
