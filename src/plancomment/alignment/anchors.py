"""What ties two sequences together (対応の起点): equal elements, rare ones first, in one order on both sides.

Unique elements come first, recursively (B. Cohen's "patience diff"); where nothing is unique, the rarest of
what repeats (the "histogram diff" of JGit), as the longest run around it. Elements are small whole numbers,
one for each different text.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import attrs

__all__ = ["Budget", "Run", "heaviest_increasing", "increasing", "join_runs", "slide", "tie", "tie_runs"]

# Where elements begin to be equal on the old side and on the new side, and how many follow each other so.
Run = tuple[int, int, int]

# An element with more pairs of places than this says nothing about who became whom.
_MOST_PAIRS = 1024


@attrs.define
class Budget:
    """The work that is left, counted in steps and never in seconds (計算量の上限).

    Attributes:
        steps: elements that the search for ties may look at.
        cells: pairs of texts that may be weighed against each other.
        gap_cells: the same between two ties; not used up.
        characters: rows of at most 1,000 characters that exact likeness may go through.
        estimates: characters that may be looked at where exact likeness costs too much.
        visits: entries that the search for moved and amended texts may look at.
        coarsened: something was left undone because one of them ran out.
    """

    steps: int = 20_000_000
    cells: int = 200_000
    gap_cells: int = 40_000
    characters: int = 4_000_000
    estimates: int = 8_000_000
    visits: int = 2_000_000
    coarsened: bool = False

    def take(self, resource: str, amount: int) -> bool:
        """Take the amount if it is there; if not, remember that something was left undone."""
        left: int = getattr(self, resource) - amount
        if left < 0:
            self.coarsened = True
            return False
        setattr(self, resource, left)
        return True


def tie_runs(old: Sequence[int], new: Sequence[int], budget: Budget) -> list[Run]:
    """Pair equal elements by those that are unique, in one order on both sides; sorted runs, as long as they can be.

    The same as :func:`tie`, but for what only repeats, in one pass over what stays as it is: nearly all of a plan.
    """
    if not budget.take("steps", len(old) + len(new)):
        return []
    runs = _unique_runs(old, new)
    kept = heaviest_increasing([j for _, j, _ in runs], [length for _, _, length in runs])
    found: list[Run] = []
    i = j = 0
    for i_run, j_run, length in [*(runs[at] for at in sorted(kept)), (len(old), len(new), 0)]:
        between = tie(old[i:i_run], new[j:j_run], budget, rare=False) if i < i_run and j < j_run else []
        found += [(i + x, j + y, 1) for x, y in between]
        found.append((i_run, j_run, length))
        i, j = i_run + length, j_run + length
    return join_runs(found)


def _unique_runs(old: Sequence[int], new: Sequence[int]) -> list[Run]:
    """Runs of equal elements that begin with one that is unique on both sides, in the order of the old side."""
    old_times, new_times = Counter(old), Counter(new)
    places = dict(zip(new, range(len(new)), strict=True))
    runs = []
    i = 0
    while i < len(old):
        if old_times[old[i]] == 1 == new_times.get(old[i]):
            place = places[old[i]]
            runs.append((i, place, _run_length(old, new, i, place)))
            i += runs[-1][2]
        else:
            i += 1
    return runs


def _run_length(old: Sequence[int], new: Sequence[int], i: int, j: int) -> int:
    """How many elements are equal from here on, a stretch at once while it is."""
    start, most, stretch = i, i + min(len(old) - i, len(new) - j), 32
    while i + stretch <= most and old[i : i + stretch] == new[j : j + stretch]:
        i, j = i + stretch, j + stretch
    while i < most and old[i] == new[j]:
        i, j = i + 1, j + 1
    return i - start


def join_runs(runs: Iterable[Run]) -> list[Run]:
    """Sorted runs, those that follow each other on both sides together, without empty ones."""
    joined: list[Run] = []
    for i, j, length in runs:
        if joined and i == joined[-1][0] + joined[-1][2] and j == joined[-1][1] + joined[-1][2]:
            i, j, length = joined[-1][0], joined[-1][1], joined.pop()[2] + length
        if length:
            joined.append((i, j, length))
    return joined


def tie(old: Sequence[int], new: Sequence[int], budget: Budget, *, rare: bool = True) -> list[tuple[int, int]]:
    """Pair equal elements, in one order on both sides; pairs of positions, sorted.

    Args:
        old: the elements of one side.
        new: the elements of the other side.
        budget: the work that is left.
        rare: where nothing is unique, tie by the rarest of what repeats.
    """
    ties: list[tuple[int, int]] = []
    ranges = [(0, len(old), 0, len(new))]
    while ranges:
        i, i_end, j, j_end = ranges.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            ties.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            ties.append((i_end, j_end))
        if i == i_end or j == j_end or not budget.take("steps", i_end - i + j_end - j):
            continue
        found = _unique(old, new, (i, i_end, j, j_end))
        if rare and not found:
            found = _rarest(old, new, (i, i_end, j, j_end))
        ties += found
        if found:
            for i_found, j_found in [*found, (i_end, j_end)]:
                ranges.append((i, i_found, j, j_found))
                i, j = i_found + 1, j_found + 1
    return sorted(ties)


def _unique(old: Sequence[int], new: Sequence[int], span: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    i, i_end, j, j_end = span
    old_times, new_times = Counter(old[i:i_end]), Counter(new[j:j_end])
    places = {new[at]: at for at in range(j, j_end)}
    pairs = [(at, places[old[at]]) for at in range(i, i_end) if old_times[old[at]] == 1 == new_times[old[at]]]
    return [pairs[at] for at in increasing([place for _, place in pairs])]


def _rarest(old: Sequence[int], new: Sequence[int], span: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """The longest equal run through an occurrence of the rarest common element."""
    i, i_end, j, j_end = span
    old_times, new_times = Counter(old[i:i_end]), Counter(new[j:j_end])
    common = [(times * new_times[one], one) for one, times in old_times.items() if one in new_times]
    if not common or min(common)[0] > _MOST_PAIRS:
        return []
    rarest = min(common)[1]
    places = [at for at in range(j, j_end) if new[at] == rarest]
    runs = []
    for x in (at for at in range(i, i_end) if old[at] == rarest):
        for y in places:
            back = forth = 0
            while x - back > i and y - back > j and old[x - back - 1] == new[y - back - 1]:
                back += 1
            while x + forth < i_end and y + forth < j_end and old[x + forth] == new[y + forth]:
                forth += 1
            runs.append((-back - forth, abs((x - i) - (y - j)), x - back, y - back))
    length, _, x, y = min(runs)
    return [(x + at, y + at) for at in range(-length)]


def slide(runs: Sequence[Run], keys: Sequence[int], begins: Callable[[int], bool], side: int) -> list[Run]:
    """Let what stands on one side only begin where a block begins, as far as equal elements leave the choice.

    Of 目的 P, 目的 Q against 目的 Q the first 目的 and P are left over, not P and the second 目的.

    Args:
        runs: sorted runs of equal elements, as long as they can be; one of no elements ends them.
        keys: the elements of the side looked at.
        begins: whether a block begins at an element of it.
        side: 0 for the old side, 1 for the new one.
    """
    slid = list(runs)
    for at in range(1, len(slid)):
        before, after = slid[at - 1], slid[at]
        start, end = before[side] + before[2], after[side]
        if start == end or after[1 - side] != before[1 - side] + before[2] or begins(start):
            continue
        for steps in range(1, before[2] + 1):
            if keys[end - steps] != keys[start - steps]:
                break
            if begins(start - steps):
                slid[at - 1] = (before[0], before[1], before[2] - steps)
                slid[at] = (after[0] - steps, after[1] - steps, after[2] + steps)
                break
    return slid


def increasing(values: Sequence[int]) -> list[int]:
    """The positions of a longest strictly increasing subsequence, in order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        rank = bisect_left(tails, value)
        before.append(ends[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(value)
            ends.append(position)
        else:
            tails[rank], ends[rank] = value, position
    chosen = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chosen.append(position)
        position = before[position]
    return chosen[::-1]


def heaviest_increasing(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The positions of a strictly increasing subsequence of the greatest weight; values are all different.

    A Fenwick tree keeps, for each rank, the heaviest subsequence that ends at or below it: n log n.
    """
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)
    before: list[int] = []
    top = (0, -1)
    for position, (value, weight) in enumerate(zip(values, weights, strict=True)):
        node, below = ranks[value] - 1, (0, -1)
        while node:
            if best[node][0] > below[0]:
                below = best[node]
            node &= node - 1
        before.append(below[1])
        here, node = (below[0] + weight, position), ranks[value]
        while node < len(best):
            if here[0] > best[node][0]:
                best[node] = here
            node += node & -node
        if here[0] > top[0]:
            top = here
    chosen = set()
    position = top[1]
    while position >= 0:
        chosen.add(position)
        position = before[position]
    return chosen
