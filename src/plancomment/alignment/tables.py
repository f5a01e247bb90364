"""Tables (表): each is one unit among the clauses; two that belong together are paired by row and column."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment.alignment.anchors import Budget, Run
from plancomment.alignment.matching import match
from plancomment.alignment.units import ClauseUnits, Numbering, Side, Unit, sides
from plancomment.plan import Clause

__all__ = ["Blocks", "block_pairs", "free_lines"]


@attrs.frozen(eq=False)
class Blocks:
    """The clauses of a plan one by one, and the cells of one table together.

    Attributes:
        units: the clauses (条項).
        starts: where each block begins, and where the last one ends.
        tables: which of them are tables, though they be of one cell.
    """

    units: ClauseUnits
    starts: Sequence[int]
    tables: Sequence[int]

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> "Blocks":
        """Find the tables among the clauses."""
        cells = [at for at, clause in enumerate(clauses) if clause.kind == "cell"]
        inside = {at for at in cells if at and _same_table(clauses[at - 1], clauses[at])}
        starts = [at for at in range(len(clauses) + 1) if at not in inside] if inside else range(len(clauses) + 1)
        return cls(ClauseUnits(clauses), starts, [bisect_left(starts, at) for at in cells if at not in inside])

    def __getitem__(self, at: int) -> range:
        """The places of the clauses of a block."""
        return range(self.starts[at], self.starts[at + 1])

    def places(self, blocks: Iterable[int]) -> tuple[int, ...]:
        """The places of all clauses of these blocks."""
        return tuple(place for at in blocks for place in self[at])

    def side(self, numbering: Numbering) -> Side:
        """The blocks as one side of a pairing; equal numbers mean tables of equal texts and of one shape."""
        clauses, starts = self.units.clauses, self.starts
        numbers = numbering.of(clauses)
        if self.tables:
            of_cells, numbers = numbers, [numbers[start] for start in starts[:-1]]
            for at in self.tables:
                start, end = starts[at], starts[at + 1]
                numbers[at] = numbering.of_table(clauses[start:end], of_cells[start:end])
        return Side(numbers, lambda at: clauses[starts[at]].kind == "heading", self._unit)

    def _unit(self, at: int) -> Unit:
        first = self.units[self.starts[at]]
        if first.kind != "cell":
            return first
        cells = [self.units[place] for place in self[at]]
        body = "".join(cell.body for cell in cells)
        return Unit(("table", *(cell.key for cell in cells)), body, heading=first.heading, kind="table", closed=True)


def _same_table(before: Clause, clause: Clause) -> bool:
    if before.row is None or before.column is None or clause.row is None or clause.column is None:
        return False
    return (
        before.kind == clause.kind == "cell"
        and (before.row, before.column) < (clause.row, clause.column)
        and before.location.document == clause.location.document
        and before.heading_path == clause.heading_path
    )


# ── rows and columns ─────────────────────────────────────────────────────────────────────────────────


@attrs.frozen(init=False, eq=False)
class _Table:
    """The cells of one table by row and column; a cell without them is row and column 0."""

    cells: dict[tuple[int, int], int]
    units: ClauseUnits

    def __init__(self, units: ClauseUnits, block: range) -> None:
        clauses = units.clauses
        self.__attrs_init__({(clauses[at].row or 0, clauses[at].column or 0): at for at in block}, units)

    def lines(self, axis: int) -> dict[int, Unit]:
        """Its rows (axis 0) or columns (axis 1) as units; the first cell is the label."""
        members: dict[int, list[Unit]] = {}
        for place, at in sorted(self.cells.items()):
            members.setdefault(place[axis], []).append(self.units[at])
        return {
            number: Unit(
                key=tuple(unit.key for unit in units),
                body="".join(unit.body for unit in units),
                label=units[0].body,
                kind="line",
            )
            for number, units in sorted(members.items())
        }


def block_pairs(old: Blocks, new: Blocks, i: int, j: int, budget: Budget) -> list[Run]:
    """Pairs of clauses of two blocks that belong together; cells where both their rows and their columns pair.

    Args:
        old: the blocks of the old side.
        new: the blocks of the new side.
        i: which of them is the old one.
        j: which is the new one.
        budget: the work that is left.
    """
    if old.units.clauses[old.starts[i]].kind != "cell":
        return [(old.starts[i], new.starts[j], 1)]
    before, after = _Table(old.units, old[i]), _Table(new.units, new[j])
    rows = _line_pairs(before.lines(0), after.lines(0), budget)
    columns = _line_pairs(before.lines(1), after.lines(1), budget)
    return [
        (at, after.cells[rows[row], columns[column]], 1)
        for (row, column), at in before.cells.items()
        if row in rows and column in columns and (rows[row], columns[column]) in after.cells
    ]


def _line_pairs(old: dict[int, Unit], new: dict[int, Unit], budget: Budget) -> dict[int, int]:
    old_numbers, new_numbers = list(old), list(new)
    runs, _ = match(*sides(list(old.values()), list(new.values())), budget)
    pairs = {old_numbers[i + step]: new_numbers[j + step] for i, j, length in runs for step in range(length)}
    if len(old) == len(new):
        # The table kept its shape: a line without a partner kept its place.
        paired = set(pairs.values())
        olds = [number for number in old_numbers if number not in pairs]
        news = [number for number in new_numbers if number not in paired]
        pairs.update(zip(olds, news, strict=True))
    return pairs


def free_lines(blocks: Blocks, free: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """What stands on one side only: all cells of a table's row together, then those of a column, the rest one by one.

    Args:
        blocks: the clauses of one side.
        free: the places of those without a partner, in order.
    """
    clauses, left = blocks.units.clauses, set(free)
    together: dict[int, tuple[int, ...]] = {}
    if any(clauses[at].kind == "cell" for at in free):
        for at in blocks.tables:
            if len(blocks[at]) > 1 and not left.isdisjoint(blocks[at]):
                for line in _whole_lines(clauses, blocks[at], left):
                    together.update(dict.fromkeys(line, line))
    return (line for at in free if (line := together.get(at, (at,)))[0] == at)


def _whole_lines(clauses: Sequence[Clause], block: range, free: set[int]) -> Iterator[tuple[int, ...]]:
    """The rows of a table in which all cells are free, and then the columns in what remains."""
    whole: set[int] = set()
    for numbers in ([clauses[at].row for at in block], [clauses[at].column for at in block]):
        lines: dict[int | None, list[int]] = {}
        for at, number in zip(block, numbers, strict=True):
            if at not in whole:
                lines.setdefault(number, []).append(at)
        for line in lines.values():
            if free.issuperset(line):
                whole.update(line)
                yield tuple(line)
