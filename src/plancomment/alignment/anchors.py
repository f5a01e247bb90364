"""What ties two sequences together (対応の起点): equal elements, rare ones first, in one order on both sides.

Unique elements come first, recursively (B. Cohen's "patience diff"); where nothing is unique, the rarest of
what repeats (the "histogram diff" of JGit), as the longest run around it. Elements are small whole numbers,
one for each different text.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import attrs

__all__ = ["Budget", "heaviest_increasing", "increasing", "slide", "tie"]

# An element with more pairs of places than this says nothing about who became whom.
_MOST_PAIRS = 1024


@attrs.define
class Budget:
    """The work that is left, counted in steps and never in seconds (計算量の上限).

    Attributes:
        steps: elements that the search for ties may look at.
        cells: pairs of texts that may be weighed against each other.
        gap_cells: the same between two ties; not used up.
        characters: rows of at most 1,000 characters that exact likeness may make and go through.
        estimates: characters whose pairs may be counted where exact likeness costs too much.
        visits: entries that the search for moved and amended texts may look at.
        coarsened: something was left undone because one of them ran out.
    """

    steps: int = 20_000_000
    cells: int = 300_000
    gap_cells: int = 40_000
    characters: int = 8_000_000
    estimates: int = 8_000_000
    visits: int = 1_000_000
    coarsened: bool = False

    def take(self, resource: str, amount: int) -> bool:
        """Take the amount if it is there; if not, remember that something was left undone."""
        left: int = getattr(self, resource) - amount
        if left < 0:
            self.coarsened = True
            return False
        setattr(self, resource, left)
        return True


def tie(old: Sequence[int], new: Sequence[int], budget: Budget) -> list[tuple[int, int]]:
    """Pair equal elements, in one order on both sides; pairs of positions, sorted."""
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
        found = _unique(old, new, (i, i_end, j, j_end)) or _rarest(old, new, (i, i_end, j, j_end))
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


def slide(
    ties: Sequence[tuple[int, int]], ends: tuple[int, int], keys: Sequence[int], begins: Sequence[bool], side: int
) -> list[tuple[int, int]]:
    """Let what stands on one side only begin where a block begins, as far as equal elements leave the choice.

    Of 目的 P, 目的 Q against 目的 Q the first 目的 and P are left over, not P and the second 目的.

    Args:
        ties: sorted pairs of positions.
        ends: the lengths of both sequences.
        keys: the elements of the side looked at.
        begins: which of them begin a block.
        side: 0 for the old side, 1 for the new one.
    """
    slid = [*ties, ends]
    for at in range(1, len(slid)):
        start, end = slid[at - 1][side] + 1, slid[at][side]
        if start == end or slid[at][1 - side] != slid[at - 1][1 - side] + 1 or begins[start]:
            continue
        steps = 0
        while steps < at and slid[at - 1 - steps][side] == start - 1 - steps:
            if keys[end - 1 - steps] != keys[start - 1 - steps]:
                break
            steps += 1
            if begins[start - steps]:
                for step in range(1, steps + 1):
                    other = slid[at - step][1 - side]
                    slid[at - step] = (end - step, other) if side == 0 else (other, end - step)
                break
    return slid[:-1]


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
