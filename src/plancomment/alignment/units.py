"""What is paired (対応付けの単位): texts with what tells them apart, made only where somebody looks closely.

Most of a plan stays as it is. What is equal as given is paired by that alone; folded texts, labels and headings are
made of the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

import attrs

from plancomment.plan import Clause
from plancomment.textdiff.keys import comparison_key

__all__ = ["ClauseUnits", "Numbering", "Side", "Unit", "sides"]


@attrs.frozen(eq=False)
class Unit:
    """One text to be paired.

    Attributes:
        key: equal for units whose texts say the same (照合キー).
        body: the text, folded for likeness (本文).
        label: its label, folded; ``""`` for none (項番号).
        heading: the heading it stands under, folded (見出し).
        kind: what it is; units of different kinds pair with less ease (種別).
        closed: it pairs with its own kind only, such as a table (同種のみ).
        splits: it may be split or merged (分割・統合).
    """

    key: Hashable
    body: str
    label: str = ""
    heading: str = ""
    kind: str = ""
    closed: bool = False
    splits: bool = False


@attrs.define(eq=False)
class Side:
    """A sequence of units on one side of a pairing; ``side[at]`` makes the unit when it is first asked for.

    Attributes:
        numbers: for each unit a number that is equal only where the unit's key is, on both sides (原文の番号).
        begins: whether a block begins at a unit, such as a chapter with its heading (区切り).
    """

    numbers: Sequence[int]
    begins: Callable[[int], bool]
    _make: Callable[[int], Unit]
    _made: dict[int, Unit] = attrs.field(init=False, factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: int) -> Unit:
        unit = self._made.get(at)
        if unit is None:
            unit = self._made[at] = self._make(at)
        return unit


def sides(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Side, Side]:
    """Two sides of units that are made already."""
    places: dict[Hashable, int] = {}
    numbers = [places.setdefault(unit.key, at) for at, unit in enumerate((*old, *new))]
    middle = len(old)
    return (
        Side(numbers[:middle], lambda at: old[at].kind == "heading", old.__getitem__),
        Side(numbers[middle:], lambda at: new[at].kind == "heading", new.__getitem__),
    )


@attrs.define(eq=False)
class ClauseUnits:
    """The clauses of a plan as units, each made when it is first asked for.

    Attributes:
        clauses: in reading order (条項).
    """

    clauses: Sequence[Clause]
    _made: dict[int, Unit] = attrs.field(init=False, factory=dict)
    # Labels and headings repeat.
    _folded: dict[str, str] = attrs.field(init=False, factory=dict)

    def __getitem__(self, at: int) -> Unit:
        if at not in self._made:
            clause = self.clauses[at]
            body, label, path = comparison_key(clause.text), self._fold(clause.label), clause.heading_path
            self._made[at] = Unit(
                (clause.kind, body) if body else (clause.kind, "", label),
                body,
                label,
                self._fold(path[-1]) if path else "",
                clause.kind,
                splits=clause.kind in ("paragraph", "item"),
            )
        return self._made[at]

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = comparison_key(text)
        return self._folded[text]


@attrs.define(eq=False)
class Numbering:
    """Numbers for the clauses of two plans: equal for equal texts of one kind, as given, and for equal tables."""

    _texts: dict[str, Callable[[str, int], int]] = attrs.field(
        init=False, factory=lambda: defaultdict(lambda: dict[str, int]().setdefault)
    )
    _tables: dict[Hashable, int] = attrs.field(init=False, factory=dict)
    _count: int = attrs.field(init=False, default=0)

    def of(self, clauses: Sequence[Clause]) -> list[int]:
        """Return a number for each clause; where there is no text, the label counts in its place."""
        texts, start = self._texts, self._count
        self._count += len(clauses)
        return [
            texts[clause.kind](text, at)
            if (text := clause.text).strip()
            else texts[f"{clause.kind} without text"](clause.label, at)
            for at, clause in enumerate(clauses, start)
        ]

    def of_table(self, cells: Sequence[Clause], numbers: Sequence[int]) -> int:
        """Return a number for a table of these cells, whose numbers are given: equal for equal texts in one shape."""
        shape = tuple((cell.row, cell.column) for cell in cells)
        # Below 0, where no clause has its number.
        return self._tables.setdefault((shape, *numbers), -1 - len(self._tables))
