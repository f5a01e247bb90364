"""Which paragraph, table or row of the draft became which one of the final (段落・表・行の対応)."""

from collections.abc import Sequence
from typing import Any

import attrs

from plancomment.alignment.anchors import Budget, heaviest_increasing
from plancomment.alignment.likeness import Likeness
from plancomment.alignment.matching import match
from plancomment.alignment.units import Unit, sides
from plancomment.read.docx.names import W
from plancomment.textdiff.keys import comparison_key
from plancomment.tracking.pieces import plain
from plancomment.tracking.stories import Block, Row, said

__all__ = ["RowStep", "Step", "pair_blocks", "pair_rows"]


@attrs.frozen(eq=False)
class Step:
    """One paragraph or table of what both versions say (段落・表の組).

    Attributes:
        old: that of the draft, None for what is new.
        new: that of the final, None for what is gone.
        move: the number of the move that it is one end of, 0 for none.
        rows: of two tables that are one, their rows.
    """

    old: Block | None
    new: Block | None
    move: int = 0
    rows: "tuple[RowStep, ...]" = ()


@attrs.frozen(eq=False)
class RowStep:
    """One row (行の組); ``old`` and ``new`` as in :class:`Step`."""

    old: Row | None
    new: Row | None


def pair_blocks(olds: Sequence[Block], news: Sequence[Block], budget: Budget) -> list[Step]:
    """The steps from the one sequence to the other, in an order that both keep.

    What is gone stands before what is new. The last paragraphs of both belong together where nothing else does. Only
    a paragraph whose words all stand elsewhere now has moved; one that was changed, too, is gone and new.
    """
    pairs = _pairs([_unit(block) for block in olds], [_unit(block) for block in news], budget)
    pairs = [(i, j) for i, j in pairs if olds[i].is_table == news[j].is_table]
    kept, moved = _ordered(pairs, [len(block.text) + 1 for block in olds])
    if olds and news and not (olds[-1].is_table or news[-1].is_table):
        last = len(olds) - 1, len(news) - 1
        if not any(i == last[0] or j == last[1] for i, j in (*kept, *moved)):
            kept.append(last)
    numbers = {(i, j): at for at, (i, j) in enumerate(moved, start=1) if _is_move(olds[i], news[j])}
    old_moves, new_moves = {i: at for (i, _), at in numbers.items()}, {j: at for (_, j), at in numbers.items()}
    steps: list[Step] = []
    before = (0, 0)
    for i, j in [*kept, (len(olds), len(news))]:
        steps += [Step(olds[at], None, old_moves.get(at, 0)) for at in range(before[0], i)]
        steps += [Step(None, news[at], new_moves.get(at, 0)) for at in range(before[1], j)]
        if i < len(olds):
            steps += _paired(olds[i], news[j], budget)
        before = i + 1, j + 1
    return steps


def _is_move(old: Block, new: Block) -> bool:
    """Whether a paragraph can be told as moved: all of it can be taken to another place."""
    if old.is_table or old.text != new.text or not old.text.strip() or plain(old.text) != old.text:
        return False
    return old.element.find(f"{W}pPr/{W}sectPr") is None


def _paired(old: Block, new: Block, budget: Budget) -> list[Step]:
    if old.rows is None or new.rows is None:
        return [Step(old, new)]
    rows = tuple(pair_rows(old.rows, new.rows, budget))
    if any(row.old is not None and row.new is not None for row in rows):
        return [Step(old, new, rows=rows)]
    # Tables that have no row in common are two tables.
    return [Step(old, None), Step(None, new)]


def pair_rows(olds: Sequence[Row], news: Sequence[Row], budget: Budget) -> list[RowStep]:
    """The steps from the rows of a table to those of another; only rows whose cells are merged alike are one."""
    pairs = _pairs([_row_unit(row) for row in olds], [_row_unit(row) for row in news], budget)
    kept, _ = _ordered([(i, j) for i, j in pairs if olds[i].form == news[j].form], [1] * len(olds))
    steps: list[RowStep] = []
    before = (0, 0)
    for i, j in [*kept, (len(olds), len(news))]:
        steps += [RowStep(row, None) for row in olds[before[0] : i]]
        steps += [RowStep(None, row) for row in news[before[1] : j]]
        if i < len(olds):
            steps.append(RowStep(olds[i], news[j]))
        before = i + 1, j + 1
    return steps


def _pairs(olds: list[Unit], news: list[Unit], budget: Budget) -> list[tuple[int, int]]:
    """One and one; of several that became one, or of one that became several, the likest."""
    runs, links = match(*sides(olds, news), budget)
    pairs = [(i + at, j + at) for i, j, length in runs for at in range(length)]
    likeness = Likeness(budget)
    for i_many, j_many in links:
        pairs.append(
            max(((i, j) for i in i_many for j in j_many), key=lambda pair: _likeness(olds, news, pair, likeness))
        )
    return sorted(pairs)


def _likeness(olds: list[Unit], news: list[Unit], pair: tuple[int, int], likeness: Likeness) -> tuple[int, int, int]:
    return likeness.common(olds[pair[0]].body, news[pair[1]].body), -pair[0], -pair[1]


def _ordered(
    pairs: list[tuple[int, int]], weights: Sequence[int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs that stand in one order on both sides, of the greatest weight, and the others."""
    kept = heaviest_increasing([j for _, j in pairs], [weights[i] for i, _ in pairs])
    return (
        [pair for at, pair in enumerate(pairs) if at in kept],
        [pair for at, pair in enumerate(pairs) if at not in kept],
    )


def _unit(block: Block) -> Unit:
    if block.is_table:
        words = _words(said((block,)))
        return Unit(("table", *map(comparison_key, words)), comparison_key("\n".join(words)), kind="table", closed=True)
    body, kind = comparison_key(block.text), "heading" if block.level else "paragraph"
    return Unit((kind, body), body, kind=kind)


def _row_unit(row: Row) -> Unit:
    words = _words([said(cell.blocks) for cell in row.cells])
    kind = f"row {row.form}"
    label = comparison_key(words[0]) if words else ""
    return Unit((kind, *map(comparison_key, words)), comparison_key("\n".join(words)), label, kind=kind, closed=True)


def _words(parts: Any) -> list[str]:
    """All texts in lists of lists, in order."""
    if isinstance(parts, str):
        return [parts]
    return [word for part in parts for word in _words(part)]
