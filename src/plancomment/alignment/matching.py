"""Pairing two sequences of texts (対応付け): which one became which, with moves, splits and merges.

Works on units, so that the clauses of a plan, the rows of a table and its columns are paired by one engine. Exact
texts tie the sequences together first; what is unique and lies across these ties was moved. Between the ties the best
pairing by likeness that keeps the order is found, with splits and merges; what is left is looked up elsewhere by its
rare trigrams, in one piece or in parts. Whole numbers only, and no order that depends on a hash or a clock.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from math import isqrt

import attrs

from plancomment.alignment.anchors import Budget, Run, increasing, join_runs, slide, tie, tie_runs
from plancomment.alignment.gaps import Link, Weigher, best_pairing, compatible
from plancomment.alignment.likeness import Likeness
from plancomment.alignment.moves import LEAST_LENGTH, alike_elsewhere, parts_elsewhere
from plancomment.alignment.units import Side

__all__ = ["Pair", "free_places", "match", "match_elsewhere"]

# A position on the old side and one on the new side.
Pair = tuple[int, int]
# Where something begins and ends on the old side, and on the new side.
Span = tuple[int, int, int, int]

# Per cent that a neighbour of something that was moved must have in common with its partner.
_BESIDE_SHARE = 50
# How many pairs are weighed at once where a gap had to be cut blindly.
_SMALL_GAP = 900


def match(old: Side, new: Side, budget: Budget) -> tuple[list[Run], list[Link]]:
    """Pair two sequences; every position stands in at most one run or link.

    Returns:
        The pairs of one text and one, as runs, and the links of several texts and one, both in the order of the
        old side.
    """
    ties = _tied_closer(tie_runs(old.numbers, new.numbers, budget), old, new, budget)
    for at, side in enumerate((old, new)):
        ties = slide([*ties, (len(old), len(new), 0)], side.numbers, side.begins, at)
    ties = join_runs(ties)
    matcher = _Matcher(old, new, Likeness(budget), bytearray(len(old)), bytearray(len(new)))
    for i, j, length in ties:
        matcher.old_taken[i : i + length] = matcher.new_taken[j : j + length] = b"\1" * length
    matcher.move_unique()
    gaps = list(_gaps(ties, (0, len(old), 0, len(new))))
    filled = [list(matcher.fill(*gap)) for gap in gaps]
    matcher.move_equal()
    matcher.move_parts()
    matcher.move_alike()
    for gap, pairs in zip(gaps, filled, strict=True):
        for smaller in _gaps([(i, j, 1) for i, j in pairs], gap):
            matcher.rewrite(*smaller)
    return sorted([*ties, *((i, j, 1) for i, j in matcher.pairs)]), sorted(matcher.links)


def match_elsewhere(old: Side, new: Side, budget: Budget) -> list[Pair]:
    """Pair what is alike in its words, wherever it stands."""
    return sorted(alike_elsewhere(old, new, range(len(old)), range(len(new)), Likeness(budget)))


def free_places(taken: bytearray, start: int, end: int) -> list[int]:
    """The places between these where nothing is set."""
    places = []
    at = taken.find(0, start, end)
    while at >= 0:
        places.append(at)
        at = taken.find(0, at + 1, end)
    return places


def _gaps(runs: Iterable[Run], span: Span) -> Iterator[Span]:
    """What lies between runs, where there is something on both sides."""
    i, i_end, j, j_end = span
    for i_run, j_run, length in (*runs, (i_end, j_end, 0)):
        if i < i_run and j < j_run:
            yield i, i_run, j, j_run
        i, j = i_run + length, j_run + length


def _tied_closer(ties: list[Run], old: Side, new: Side, budget: Budget) -> list[Run]:
    """Further ties between these: texts that say the same and are written in another width, or that repeat."""
    found = []
    for i, i_end, j, j_end in _gaps(ties, (0, len(old), 0, len(new))):
        numbers: dict[Hashable, int] = {}
        olds = [numbers.setdefault(old[at].key, len(numbers)) for at in range(i, i_end)]
        known = len(numbers)
        news = [numbers.setdefault(new[at].key, len(numbers)) for at in range(j, j_end)]
        if min(news) < known:
            found += [(i + x, j + y, 1) for x, y in tie(olds, news, budget)]
    return join_runs(sorted(ties + found)) if found else ties


@attrs.define(eq=False)
class _Matcher:
    """The pairing under way: who is taken already, what was linked beside the ties, and the work that is left."""

    old: Side
    new: Side
    likeness: Likeness
    old_taken: bytearray
    new_taken: bytearray
    pairs: list[Pair] = attrs.field(init=False, factory=list)
    links: list[Link] = attrs.field(init=False, factory=list)

    def pair(self, i: int, j: int) -> None:
        self.pairs.append((i, j))
        self.old_taken[i] = self.new_taken[j] = True

    def link(self, olds: tuple[int, ...], news: tuple[int, ...]) -> None:
        if len(olds) == len(news) == 1:
            self.pair(olds[0], news[0])
            return
        self.links.append((olds, news))
        for i in olds:
            self.old_taken[i] = True
        for j in news:
            self.new_taken[j] = True

    def free(self, i: int, i_end: int, j: int, j_end: int) -> tuple[list[int], list[int]]:
        """The places that are not taken, between these on the old side and between those on the new one."""
        return free_places(self.old_taken, i, i_end), free_places(self.new_taken, j, j_end)

    def all_free(self) -> tuple[list[int], list[int]]:
        return self.free(0, len(self.old), 0, len(self.new))

    def move_unique(self) -> None:
        """What stands once on each side and is not tied stands elsewhere now; its neighbours may have come along."""
        olds, news = self.all_free()
        if not olds or not news:
            return
        old_times, new_times = Counter(self.old.numbers), Counter(self.new.numbers)
        times: Counter[Hashable] = Counter(self.new[j].key for j in news)
        places = {self.new[j].key: j for j in news if new_times[self.new.numbers[j]] == 1}
        moved: dict[Hashable, list[Pair]] = {}
        for i in olds:
            unit = self.old[i]
            if unit.body and unit.key in places and times[unit.key] == 1 == old_times[self.old.numbers[i]]:
                moved.setdefault(unit.key, []).append((i, places[unit.key]))
        pairs = [found[0] for found in moved.values() if len(found) == 1]
        for i, j in pairs:
            self.pair(i, j)
        for i, j in pairs:
            self.grow(i, j)

    def grow(self, i: int, j: int) -> None:
        """Link the free neighbours of a moved pair, as long as they are alike."""
        for step in (1, -1):
            x, y = i + step, j + step
            while 0 <= x < len(self.old) and 0 <= y < len(self.new):
                if self.old_taken[x] or self.new_taken[y] or not self.alike(x, y):
                    break
                self.pair(x, y)
                x, y = x + step, y + step

    def alike(self, i: int, j: int) -> bool:
        old, new = self.old[i], self.new[j]
        if old.key == new.key:
            return True
        total = len(old.body) + len(new.body)
        if not total or not compatible(old, new) or 200 * min(len(old.body), len(new.body)) < _BESIDE_SHARE * total:
            return False
        return 200 * self.likeness.common(old.body, new.body) >= _BESIDE_SHARE * total

    def fill(self, i: int, i_end: int, j: int, j_end: int, alike: list[Pair] | None = None) -> Iterator[Pair]:
        """Pair what is free between two ties, keeping the order; ``alike`` are pairs that may cut it further."""
        olds, news = self.free(i, i_end, j, j_end)
        budget = self.likeness.budget
        if not olds or not news:
            return
        if len(olds) * len(news) <= budget.gap_cells and budget.take("cells", len(olds) * len(news)):
            yield from self.weigh(olds, news)
            return
        # Too large to weigh everything against everything: what is most alike cuts it into smaller gaps.
        if alike is None:
            alike = sorted(alike_elsewhere(self.old, self.new, olds, news, self.likeness))
        inside = [(x, y) for x, y in alike[bisect_left(alike, (i,)) : bisect_left(alike, (i_end,))] if j <= y < j_end]
        if not inside:
            yield from self.fill_blindly(olds, news)
            return
        for x, y in [*(inside[at] for at in increasing([y for _, y in inside])), (i_end, j_end)]:
            yield from self.fill(i, x, j, y, alike)
            if x < i_end:
                self.pair(x, y)
                yield x, y
            i, j = x + 1, y + 1

    def fill_blindly(self, olds: list[int], news: list[int]) -> Iterator[Pair]:
        """Nothing is alike enough to cut a large gap: weigh near its diagonal only, as far as the budget goes."""
        budget = self.likeness.budget
        budget.coarsened = True
        pieces = 1 + isqrt(len(olds) * len(news) // _SMALL_GAP)
        for at in range(pieces):
            some, others = (side[len(side) * at // pieces : len(side) * (at + 1) // pieces] for side in (olds, news))
            if some and others and budget.take("cells", len(some) * len(others)):
                yield from self.weigh(some, others)

    def weigh(self, olds: list[int], news: list[int]) -> Iterator[Pair]:
        for link in best_pairing(self.old, self.new, olds, news, Weigher(self.likeness)):
            self.link(*link)
            yield link[0][0], link[1][0]

    def move_equal(self) -> None:
        """Equal texts that are left on both sides, long enough not to be equal by chance, are one that moved."""
        olds, news = self.all_free()
        places: dict[Hashable, list[int]] = {}
        for j in reversed(news):
            if len(self.new[j].body) >= LEAST_LENGTH:
                places.setdefault(self.new[j].key, []).append(j)
        moved = []
        for i in olds:
            if left := places.get(self.old[i].key):
                moved.append((i, left.pop()))
                self.pair(*moved[-1])
        for i, j in moved:
            self.grow(i, j)

    def move_parts(self) -> None:
        """What is left in one piece here and in several there was split or merged, and moved."""
        olds, news = self.all_free()
        for i, parts in parts_elsewhere(self.old, self.new, olds, news, self.likeness):
            self.link((i,), parts)
        olds, news = self.all_free()
        for j, parts in parts_elsewhere(self.new, self.old, news, olds, self.likeness):
            self.link(parts, (j,))

    def move_alike(self) -> None:
        """Texts that are left and alike were moved and amended."""
        for i, j in alike_elsewhere(self.old, self.new, *self.all_free(), self.likeness):
            if not self.old_taken[i] and not self.new_taken[j]:
                self.pair(i, j)
                self.grow(i, j)

    def rewrite(self, i: int, i_end: int, j: int, j_end: int) -> None:
        """A heading or a table line in its old place is the same one, however little of its words is left."""
        olds, news = self.free(i, i_end, j, j_end)
        if len(olds) == len(news) and all(map(self.same_place, olds, news)):
            for x, y in zip(olds, news, strict=True):
                self.pair(x, y)

    def same_place(self, i: int, j: int) -> bool:
        old, new = self.old[i], self.new[j]
        named = old.kind == "heading" or (old.kind == "line" and old.label != "")
        return named and old.kind == new.kind and old.label == new.label
