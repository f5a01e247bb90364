"""Where the nodes of a diagram stand so that its lines cross little (図の配置).

What hangs together is one band, below each other in the order of the left side. Within a band both sides are put in
order by the mean place of their neighbours, to and fro (the barycentre method of Sugiyama, Tagawa and Toda, 1981); the
order with the fewest crossings is kept. Everything is counted in whole numbers and bounded, so that the same diagram
always looks the same.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

import attrs

__all__ = ["Band", "arrange", "crossings"]

#: How often both sides are put in order; more changes next to nothing.
_SWEEPS = 12

Pairs = Sequence[tuple[int, int]]


@attrs.frozen
class Band:
    """What hangs together, and where it stands (図の一段).

    Attributes:
        left: (node, place) from the top; a node is its number on its side, a place counts half rows from 0.
        right: likewise.
        edges: the numbers of the edges in it.
        height: in half rows; a node is two of them high.
    """

    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]
    edges: tuple[int, ...]
    height: int


def arrange(edges: Pairs) -> tuple[Band, ...]:
    """The bands of a diagram with these edges, each from a node on the left to one on the right, given by numbers.

    Nodes without an edge are in no band.
    """
    return tuple(_band(edges, numbers) for numbers in _together(edges))


def _together(edges: Pairs) -> list[list[int]]:
    """The numbers of the edges that hang together, in the order of their first node on the left."""
    by_left: dict[int, list[int]] = {}
    by_right: dict[int, list[int]] = {}
    for number, (left, right) in enumerate(edges):
        by_left.setdefault(left, []).append(number)
        by_right.setdefault(right, []).append(number)
    groups = []
    seen: set[int] = set()
    for start in sorted(by_left):
        if start in seen:
            continue
        seen.add(start)
        todo, found = [start], set[int]()
        while todo:
            for number in by_left[todo.pop()]:
                found.add(number)
                for other in by_right[edges[number][1]]:
                    if edges[other][0] not in seen:
                        seen.add(edges[other][0])
                        todo.append(edges[other][0])
        groups.append(sorted(found))
    return groups


def _band(edges: Pairs, numbers: Sequence[int]) -> Band:
    pairs = sorted({edges[number] for number in numbers})
    lefts, rights = _ordered(pairs)
    rows = max(len(lefts), len(rights))
    if len(lefts) == rows:
        left = {node: 2 * index for index, node in enumerate(lefts)}
        right = _beside(rights, left, [(second, first) for first, second in pairs], rows)
    else:
        right = {node: 2 * index for index, node in enumerate(rights)}
        left = _beside(lefts, right, pairs, rows)
    return Band(tuple(left.items()), tuple(right.items()), tuple(numbers), 2 * rows)


def _ordered(pairs: Pairs) -> tuple[list[int], list[int]]:
    lefts = sorted({left for left, _ in pairs})
    rights = sorted({right for _, right in pairs})
    best = (crossings(pairs, lefts, rights), lefts, rights)
    turned = [(right, left) for left, right in pairs]
    for sweep in range(_SWEEPS):
        if not best[0]:
            break
        before = lefts, rights
        if sweep % 2:
            lefts = _by_mean(lefts, pairs, rights)
        else:
            rights = _by_mean(rights, turned, lefts)
        count = crossings(pairs, lefts, rights)
        if count < best[0]:
            best = (count, lefts, rights)
        elif before == (lefts, rights) and sweep:
            break
    return best[1], best[2]


def _by_mean(nodes: Sequence[int], pairs: Pairs, others: Sequence[int]) -> list[int]:
    """The nodes in the order of the mean places of their neighbours; where means are equal, in the order they had."""
    places = {node: index for index, node in enumerate(others)}
    sums: dict[int, list[int]] = {node: [] for node in nodes}
    for node, other in pairs:
        sums[node].append(places[other])
    return sorted(nodes, key=lambda node: sum(sums[node]) / len(sums[node]))


def crossings(pairs: Pairs, lefts: Sequence[int], rights: Sequence[int]) -> int:
    """How many pairs of lines cross, with the nodes of both sides in these orders (交差数)."""
    left = {node: index for index, node in enumerate(lefts)}
    right = {node: index for index, node in enumerate(rights)}
    ends: list[int] = []
    count = 0
    for _, end in sorted((left[one], right[other]) for one, other in pairs):
        count += len(ends) - bisect_right(ends, end)
        insort(ends, end)
    return count


def _beside(
    nodes: Sequence[int], others: dict[int, int], pairs: Iterable[tuple[int, int]], rows: int
) -> dict[int, int]:
    """Places for the shorter side: each near the mean of its neighbours, two half rows apart, in the given order."""
    wanted: dict[int, list[int]] = {node: [] for node in nodes}
    for node, other in pairs:
        wanted[node].append(others[other])
    places: list[int] = []
    for node in nodes:
        mean = sum(wanted[node]) // len(wanted[node])
        places.append(max(mean, places[-1] + 2) if places else mean)
    last = 2 * rows - 2
    for index in reversed(range(len(places))):
        places[index] = last = min(places[index], last)
        last -= 2
    return dict(zip(nodes, places, strict=True))
