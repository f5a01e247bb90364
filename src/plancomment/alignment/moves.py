"""What stands elsewhere now (移動): pairs of texts found by their rare trigrams, wherever they stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from plancomment.alignment.gaps import compatible
from plancomment.alignment.likeness import Likeness, trigrams
from plancomment.alignment.units import Side

__all__ = ["LEAST_LENGTH", "alike_elsewhere", "parts_elsewhere"]

# Where nothing but the words speaks for a pair: per cent in common, and the least length.
_MOVED_SHARE, LEAST_LENGTH = 75, 8
# Per cent of its rare trigrams that a part must share with the whole it came from, or went into.
_PART_SHARE = 60
# A trigram that more texts share says little, and only so many candidates are weighed for each text.
_RARE, _CANDIDATES = 16, 4
# So many characters are looked up as they are (the index takes some 60 MB).
_INDEXED = 500_000


def alike_elsewhere(
    old: Side, new: Side, olds: Sequence[int], news: Sequence[int], likeness: Likeness
) -> list[tuple[int, int]]:
    """Pairs alike in their words alone, most alike first, each text once.

    Args:
        old: the old side.
        new: the new side.
        olds: the positions on the old side to look at.
        news: the same on the new side.
        likeness: what texts have in common, and the work that is left.
    """
    weighed = []
    for i, hits, _ in _looked_up(old, new, olds, news, likeness):
        body = old[i].body
        for _, j in sorted((-times, j) for j, times in hits.items())[:_CANDIDATES]:
            other = new[j].body
            total = len(body) + len(other)
            if compatible(old[i], new[j]) and 200 * min(len(body), len(other)) >= _MOVED_SHARE * total:
                share = 2000 * likeness.common(body, other) // total
                if share >= 10 * _MOVED_SHARE:
                    weighed.append((-share, i, j))
    chosen = []
    old_taken: set[int] = set()
    new_taken: set[int] = set()
    for _, i, j in sorted(weighed):
        if i not in old_taken and j not in new_taken:
            old_taken.add(i)
            new_taken.add(j)
            chosen.append((i, j))
    return chosen


def parts_elsewhere(
    side: Side, other: Side, wholes: Sequence[int], parts: Sequence[int], likeness: Likeness
) -> list[tuple[int, tuple[int, ...]]]:
    """Texts of one side that stand on the other one in parts, wherever that is: each with its parts, neighbours all.

    Args:
        side: the side of the wholes.
        other: the side of the parts.
        wholes: the positions that may be wholes.
        parts: the positions that may be parts.
        likeness: what texts have in common, and the work that is left.
    """
    wholes = [at for at in wholes if side[at].splits]
    beside = set(parts)
    parts = [at for at in parts if other[at].splits and not beside.isdisjoint((at - 1, at + 1))]
    if _one_in(side, wholes, other, parts) > 1:
        return []
    # The whole that has most of a part; parts that follow each other and have one whole belong together.
    owners: dict[int, int] = {}
    for part, hits, count in _looked_up(other, side, parts, wholes, likeness):
        times, whole = min(((-times, at) for at, times in hits.items()), default=(0, -1))
        if -100 * times >= _PART_SHARE * count and len(side[whole].body) > len(other[part].body):
            owners[part] = whole
    found: dict[int, tuple[int, ...]] = {}
    for part in sorted(owners):
        whole, before = owners[part], found.get(owners[part], ())
        if not before or before[-1] == part - 1:
            found[whole] = (*before, part)
    return [
        (whole, run)
        for whole, run in sorted(found.items())
        if len(run) > 1 and _share(side[whole].body, "".join(other[at].body for at in run), likeness) >= _MOVED_SHARE
    ]


def _share(one: str, other: str, likeness: Likeness) -> int:
    """Per cent that two texts have in common."""
    return 200 * likeness.common(one, other) // (len(one) + len(other))


def _one_in(one: Side, some: Sequence[int], other: Side, others: Sequence[int]) -> int:
    """Of more text than is looked up as it is, only trigrams that begin with one character in so many are taken."""
    return 1 + sum(len(side[at].body) for side, places in ((one, some), (other, others)) for at in places) // _INDEXED


def _looked_up(
    one: Side, other: Side, places: Sequence[int], among: Sequence[int], likeness: Likeness
) -> Iterator[tuple[int, Counter[int], int]]:
    """For each text how often its rare trigrams stand in which texts of the other side, and how many it has."""
    one_in = _one_in(one, places, other, among)
    holders: dict[str, list[int]] = {}
    for at in among:
        grams = _grams(other[at].body, one_in)
        if not likeness.budget.take("visits", len(grams)):
            break
        for gram in grams:
            holders.setdefault(gram, []).append(at)
    for at in places:
        grams = _grams(one[at].body, one_in)
        hits = Counter(chain.from_iterable(found for gram in grams if len(found := holders.get(gram, ())) <= _RARE))
        if not likeness.budget.take("visits", len(grams) + hits.total()):
            break
        if hits:
            yield at, hits, len(grams)


def _grams(text: str, one_in: int) -> list[str]:
    """The different trigrams, in order; none of a text too short to be known by them."""
    return list(dict.fromkeys(trigrams(text, one_in))) if len(text) >= LEAST_LENGTH else []
