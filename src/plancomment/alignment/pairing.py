"""Which clause of the old plan became which clause of the new one (条項の対応)."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment import fields
from plancomment.alignment.anchors import Budget, heaviest_increasing
from plancomment.alignment.matching import Link, Unit, match, match_elsewhere
from plancomment.errors import WrongTypeError
from plancomment.plan import Clause, Plan
from plancomment.textdiff.keys import comparison_key

__all__ = ["Alignment", "ClausePair", "align"]


@attrs.frozen
class ClausePair:
    """What belongs together on both sides (条項の組); at most one side is empty.

    Attributes:
        old: the clauses before; (): the new ones were added; several: they were merged (旧の条項).
        new: the clauses after; (): the old ones were deleted; several: one was split (新の条項).
        moved: it stands elsewhere in the order now, or in another document (移動).
    """

    old: tuple[Clause, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Clause))
    new: tuple[Clause, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Clause))
    moved: bool = attrs.field(default=False, validator=fields.flag)


@attrs.frozen
class Alignment:
    """All clauses of two plans, each in exactly one pair (新旧の対応).

    Attributes:
        pairs: in the order of the new plan, what was deleted where it stood; without the moved pairs the old
            clauses too stand in their order (組).
        coarsened: the plans differ so widely that a bound on the work was hit: some clauses may be told as
            deleted and added that belong together (粗い対応).
    """

    pairs: tuple[ClausePair, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(ClausePair))
    coarsened: bool = attrs.field(default=False, validator=fields.flag)


def align(old: Plan, new: Plan) -> Alignment:
    """Pair the clauses of two versions (対応付け).

    Clauses are paired by what they say and by what they are: equal texts first, then like texts, favoured by
    the same label, heading and kind; tables row by row and column by column. The pairs are the same, whichever
    plan is called old, and depend on the texts only.

    Raises:
        WrongTypeError: an argument is no Plan.
    """
    for plan in (old, new):
        if not isinstance(plan, Plan):
            raise WrongTypeError(f"align takes two plans, not {type(plan).__name__}")
    # Where several pairings are equally good, the sides must not decide: the texts do.
    turned = list(map(_content, old.clauses)) > list(map(_content, new.clauses))
    first, second = (new, old) if turned else (old, new)
    budget = Budget()
    links = _links(first.clauses, second.clauses, budget)
    moved = _out_of_order(links, first.clauses, second.clauses) | _across_documents(links, first, second)
    found = [(link, at in moved) for at, link in enumerate(links)]
    if turned:
        found = sorted(((news, olds), moves) for (olds, news), moves in found)
    return Alignment(tuple(_ordered(found, old.clauses, new.clauses)), budget.coarsened)


def _content(clause: Clause) -> tuple[str | tuple[str, ...] | int, ...]:
    """Everything that pairing looks at."""
    document = clause.location.document
    return (clause.text, clause.label, clause.kind, clause.heading_path, document, clause.row or 0, clause.column or 0)


# ── from clauses to units and back ───────────────────────────────────────────────────────────────────


def _links(old: Sequence[Clause], new: Sequence[Clause], budget: Budget) -> list[Link]:
    """Links between clauses, in the order of the old side. A table counts as one unit first."""
    old_units, new_units = _units(old), _units(new)
    old_blocks, new_blocks = _blocks(old), _blocks(new)
    links: list[Link] = []
    for olds, news in match(_joined(old_units, old_blocks), _joined(new_units, new_blocks), budget):
        old_block, new_block = old_blocks[olds[0]], new_blocks[news[0]]
        if old_units[old_block[0]].kind == new_units[new_block[0]].kind == "cell":
            links += _cell_links(_Table(old, old_units, old_block), _Table(new, new_units, new_block), budget)
        else:
            links.append((_flat(old_blocks, olds), _flat(new_blocks, news)))
    links += _left_over_cells(links, old_units, new_units, budget)
    return sorted(links)


def _units(clauses: Sequence[Clause]) -> list[Unit]:
    folded: dict[str, str] = {"": ""}

    def fold(text: str) -> str:
        if text not in folded:
            folded[text] = comparison_key(text)
        return folded[text]

    units = []
    for clause in clauses:
        body, label = comparison_key(clause.text), fold(clause.label)
        units.append(
            Unit(
                key=(clause.kind, body) if body else (clause.kind, "", label),
                body=body,
                label=label,
                heading=fold(clause.heading_path[-1]) if clause.heading_path else "",
                kind=clause.kind,
                splits=clause.kind in ("paragraph", "item"),
            )
        )
    return units


def _blocks(clauses: Sequence[Clause]) -> list[range]:
    """Clauses one by one, and the cells of one table together."""
    blocks: list[range] = []
    before: Clause | None = None
    for at, clause in enumerate(clauses):
        if before is not None and _same_table(before, clause):
            blocks[-1] = range(blocks[-1].start, at + 1)
        else:
            blocks.append(range(at, at + 1))
        before = clause
    return blocks


def _same_table(before: Clause, clause: Clause) -> bool:
    if before.row is None or before.column is None or clause.row is None or clause.column is None:
        return False
    return (
        before.kind == clause.kind == "cell"
        and (before.row, before.column) < (clause.row, clause.column)
        and before.location.document == clause.location.document
        and before.heading_path == clause.heading_path
    )


def _joined(units: Sequence[Unit], blocks: Iterable[range]) -> list[Unit]:
    joined = []
    for block in blocks:
        first = units[block[0]]
        if first.kind != "cell":
            joined.append(first)
            continue
        cells = [units[at] for at in block]
        body = "".join(cell.body for cell in cells)
        key = ("table", *(cell.key for cell in cells))
        joined.append(Unit(key, body, heading=first.heading, kind="table", closed=True))
    return joined


def _flat(blocks: Sequence[range], places: Iterable[int]) -> tuple[int, ...]:
    return tuple(at for place in places for at in blocks[place])


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────


@attrs.frozen(init=False, eq=False)
class _Table:
    """The cells of one table by row and column; a cell without them is row and column 0."""

    cells: dict[tuple[int, int], int]
    units: Sequence[Unit]

    def __init__(self, clauses: Sequence[Clause], units: Sequence[Unit], block: range) -> None:
        cells = {(clauses[at].row or 0, clauses[at].column or 0): at for at in block}
        self.__attrs_init__(cells, units)

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


def _cell_links(old: _Table, new: _Table, budget: Budget) -> list[Link]:
    """Cells pair where both their rows and their columns do."""
    rows = _line_pairs(old.lines(0), new.lines(0), budget)
    columns = _line_pairs(old.lines(1), new.lines(1), budget)
    return [
        ((at,), (new.cells[rows[row], columns[column]],))
        for (row, column), at in old.cells.items()
        if row in rows and column in columns and (rows[row], columns[column]) in new.cells
    ]


def _line_pairs(old: dict[int, Unit], new: dict[int, Unit], budget: Budget) -> dict[int, int]:
    old_numbers, new_numbers = list(old), list(new)
    links = match(list(old.values()), list(new.values()), budget)
    pairs = {old_numbers[i]: new_numbers[j] for (i,), (j,) in links}
    if len(old) == len(new):
        # The table kept its shape: a line without a partner kept its place.
        paired = set(pairs.values())
        olds = [number for number in old_numbers if number not in pairs]
        news = [number for number in new_numbers if number not in paired]
        pairs.update(zip(olds, news, strict=True))
    return pairs


def _left_over_cells(links: Iterable[Link], old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> list[Link]:
    """Sentences that left their table, or came into one."""
    old_taken = {at for olds, _ in links for at in olds}
    new_taken = {at for _, news in links for at in news}
    olds = [at for at in range(len(old)) if at not in old_taken]
    news = [at for at in range(len(new)) if at not in new_taken]
    if not any(units[at].kind == "cell" for units, places in ((old, olds), (new, news)) for at in places):
        return []
    found = match_elsewhere([old[at] for at in olds], [new[at] for at in news], budget)
    return [((olds[i],), (news[j],)) for (i,), (j,) in found]


# ── order ────────────────────────────────────────────────────────────────────────────────────────────


def _out_of_order(links: Sequence[Link], old: Sequence[Clause], new: Sequence[Clause]) -> set[int]:
    """The fewest clauses without which both sides stand in one order.

    Of equally many those that left their heading, then the shorter ones.
    """
    weights = []
    for olds, news in links:
        stays = old[olds[0]].heading_path[-1:] == new[news[0]].heading_path[-1:]
        # Three sums in one number: more clauses outweigh everything, then more headings kept, then more text.
        weights.append((len(olds) << 80) + (stays << 40) + sum(len(old[at].text) for at in olds))
    return set(range(len(links))) - heaviest_increasing([news[0] for _, news in links], weights)


def _across_documents(links: Sequence[Link], old: Plan, new: Plan) -> set[int]:
    """Links from one document to another, where both exist on both sides: nothing was merely renamed."""
    lasting = set(old.documents) & set(new.documents)
    moved = set()
    for at, (olds, news) in enumerate(links):
        before = old.clauses[olds[0]].location.document
        after = new.clauses[news[0]].location.document
        if before != after and before in lasting and after in lasting:
            moved.add(at)
    return moved


def _ordered(found: Sequence[tuple[Link, bool]], old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[ClausePair]:
    """Pairs in the order of the new side; the deleted stand right behind what they stood behind."""
    paired = {at for (olds, _), _ in found for at in olds}
    deleted = [at for at in range(len(old)) if at not in paired]
    starts = {news[0]: (olds, news, moved) for (olds, news), moved in found}
    inside = {at for (_, news), _ in found for at in news[1:]}
    # For each pair that keeps the order, where the next one begins on the old side.
    kept = sorted((news[0], olds[0]) for (olds, news), moved in found if not moved)
    limits = dict(zip([-1, *(at for at, _ in kept)], [*(start for _, start in kept), len(old)], strict=True))
    given = 0
    for at in range(-1, len(new)):
        if at >= 0 and at not in inside:
            olds, news, moved = starts.get(at, ((), (at,), False))
            yield ClausePair(tuple(old[i] for i in olds), tuple(new[j] for j in news), moved)
        while at in limits and given < len(deleted) and deleted[given] < limits[at]:
            yield ClausePair((old[deleted[given]],), ())
            given += 1
