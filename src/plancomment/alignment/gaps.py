"""The best pairing of what lies between two ties (隙間の対応): by likeness, in one order, with splits and merges.

Needleman and Wunsch's table (1970), with steps that take several texts of one side at once, as W. Gale and K. Church
(1993) have them for sentences.
"""

from collections.abc import Sequence
from itertools import accumulate

import attrs

from plancomment.alignment.likeness import Likeness
from plancomment.alignment.units import Side, Unit

__all__ = ["Link", "Weigher", "best_pairing", "compatible"]

# One link: the positions on the old side and on the new side. Several on one side: a merge or a split.
Link = tuple[tuple[int, ...], tuple[int, ...]]

# Likeness is counted in hundredths of a character: 200 for each one in common, less 45 for each one of both
# texts, so that two texts pair when they share more than 45 % ...
_SHARED, _WEIGHT = 200, 45
# ... and with less when they also share label, heading or kind: a clause rewritten in its place may keep 32 %.
_SAME_LABEL, _SAME_HEADING, _SAME_KIND = 6, 4, 3
# One text is gone and one is new at the same place, and nothing else: they need less in common still.
_ALONE = 8
# A part of a split must add at least this per cent of itself to what the whole has in common, and be this long.
_PART_SHARE, _PART_LENGTH = 60, 6
# So many parts a whole may have.
_MOST_PARTS = 6
# Texts of this length that share less than this per cent of the shorter one's trigrams are not even weighed.
_WEIGHED_LENGTH, _WEIGHED_SHARE = 12, 10


def compatible(old: Unit, new: Unit) -> bool:
    """Whether two units may pair at all: a table pairs with a table only."""
    return old.kind == new.kind or not (old.closed or new.closed)


@attrs.frozen
class Weigher:
    """What speaks for a pair, and for a whole and its parts.

    Attributes:
        likeness: what texts have in common (類似度).
    """

    likeness: Likeness

    def may_belong(self, old: Unit, new: Unit, around_old: int, around_new: int) -> bool:
        """Whether the lengths allow a pair, or one to be a part of the other, together with what stands around it."""
        least = _WEIGHT - _SAME_LABEL - _SAME_HEADING - _SAME_KIND - _ALONE
        one, other = len(old.body), len(new.body)
        return (
            _SHARED * min(one, other) >= least * (one + other)
            or (one > other and _SHARED * around_new >= least * (one + around_new))
            or (one < other and _SHARED * around_old >= least * (other + around_old))
        )

    def shared(self, old: Unit, new: Unit) -> int:
        """Characters in common; 0 where too few trigrams are for a pair or a part."""
        if not compatible(old, new):
            return 0
        shorter = min(len(old.body), len(new.body))
        if old.key == new.key:
            return shorter
        if shorter >= _WEIGHED_LENGTH and self.likeness.few_trigrams(old.body, new.body, _WEIGHED_SHARE):
            return 0
        return self.likeness.common(old.body, new.body)

    def score(self, old: Unit, new: Unit, shared: int, bonus: int = 0) -> int:
        """Likeness of a pair, with a bonus for its place; positive where it is worth pairing."""
        total = len(old.body) + len(new.body)
        if (not shared and total and old.key != new.key) or not compatible(old, new):
            return 0
        # The constant lets two empty texts pair, and prefers many pairs to few.
        return _SHARED * shared + (bonus + _bonus(old, new) - _WEIGHT) * total + 1

    def may_be_part(self, whole: Unit, part: Unit, shared: int) -> bool:
        """Whether a part could add enough of itself, were it the only one."""
        enough = 100 * shared >= _PART_SHARE * len(part.body) and len(part.body) >= _PART_LENGTH
        return enough and whole.splits and part.splits

    def split_score(self, whole: Unit, parts: Sequence[Unit], shared: Sequence[int]) -> int:
        """Likeness of one text and neighbours on the other side that may be its parts; 0 where they are not."""
        # Together they have no more in common than the whole is long, nor than each has for itself.
        most = min(len(whole.body), sum(shared))
        others = [max(much for x, much in enumerate(shared) if x != at) for at in range(len(parts))]
        if not _all_add(most, others, parts):
            return 0
        joined = "".join(part.body for part in parts)
        common = self.likeness.common(whole.body, joined)
        if len(parts) > 2:
            others = [
                self.likeness.common(whole.body, "".join(part.body for part in parts if part is not left_out))
                for left_out in parts
            ]
        if not _all_add(common, others, parts):
            return 0
        return _SHARED * common + (_bonus(whole, parts[0]) - _WEIGHT) * (len(whole.body) + len(joined))


def _all_add(common: int, others: Sequence[int], parts: Sequence[Unit]) -> bool:
    """Whether each part adds enough to what the other ones have in common with the whole."""
    return all(
        100 * (common - other) >= _PART_SHARE * len(part.body) for other, part in zip(others, parts, strict=True)
    )


def _around(units: Sequence[Unit]) -> list[int]:
    """For each text the length of all that could be parts of one whole together with it."""
    sums = list(accumulate((len(unit.body) for unit in units), initial=0))
    reach = _MOST_PARTS - 1
    return [sums[min(at + reach + 1, len(units))] - sums[max(at - reach, 0)] for at in range(len(units))]


def _bonus(old: Unit, new: Unit) -> int:
    bonus = _SAME_LABEL if old.label == new.label != "" else 0
    bonus += _SAME_HEADING if old.heading == new.heading else 0
    return bonus + (_SAME_KIND if old.kind == new.kind else 0)


def best_pairing(old: Side, new: Side, olds: Sequence[int], news: Sequence[int], weigher: Weigher) -> list[Link]:
    """The pairing of the greatest likeness that keeps the order: pairs, splits, merges, and what has no partner.

    Args:
        old: the old side.
        new: the new side.
        olds: the positions on the old side that are free, in order.
        news: the same on the new side.
        weigher: what tells likeness.
    """
    if len(olds) == len(news) == 1:
        one, other = old[olds[0]], new[news[0]]
        shared = weigher.shared(one, other) if weigher.may_belong(one, other, 0, 0) else 0
        return [((olds[0],), (news[0],))] if weigher.score(one, other, shared, _ALONE) > 0 else []
    table = _Table([old[i] for i in olds], [new[j] for j in news], olds, news, weigher)
    links: list[Link] = []
    x, y = len(olds), len(news)
    steps = table.steps()
    while x and y:
        back, left = steps[x][y]
        if back and left:
            links.append((tuple(olds[x - back : x]), tuple(news[y - left : y])))
        x, y = x - back, y - left
    return links[::-1]


@attrs.define(eq=False)
class _Table:
    """Everything on one side of a gap weighed against everything on the other."""

    old: list[Unit]
    new: list[Unit]
    olds: Sequence[int]
    news: Sequence[int]
    weigher: Weigher
    shared: list[list[int]] = attrs.field(init=False)
    # Which new text may be a part of which old one, and which old text a part of which new one.
    splits: list[list[bool]] = attrs.field(init=False)
    merges: list[list[bool]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        weigher, new = self.weigher, self.new
        around_old, around_new = _around(self.old), _around(new)
        self.shared = [
            [
                weigher.shared(one, other) if weigher.may_belong(one, other, beside, around) else 0
                for other, around in zip(new, around_new, strict=True)
            ]
            for one, beside in zip(self.old, around_old, strict=True)
        ]
        rows = list(zip(self.old, self.shared, strict=True))
        self.splits = [
            [weigher.may_be_part(one, part, much) for part, much in zip(new, row, strict=True)] for one, row in rows
        ]
        self.merges = [
            [weigher.may_be_part(whole, one, much) for whole, much in zip(new, row, strict=True)] for one, row in rows
        ]

    def steps(self) -> list[list[tuple[int, int]]]:
        """For each place the best last step to it: how many texts of the old and of the new side it takes."""
        width = len(self.new) + 1
        scores = [[0] * width for _ in range(len(self.old) + 1)]
        steps = [[(0, 0)] * width for _ in range(len(self.old) + 1)]
        for y in range(1, width):
            steps[0][y] = (0, 1)
        for x, (one, row) in enumerate(zip(self.old, self.shared, strict=True), start=1):
            steps[x][0] = (1, 0)
            above, here = scores[x - 1], scores[x]
            for y, (other, shared) in enumerate(zip(self.new, row, strict=True), start=1):
                best, step = max((above[y], (1, 0)), (here[y - 1], (0, 1)))
                if (pair := self.weigher.score(one, other, shared)) > 0:
                    best, step = max((best, step), (above[y - 1] + pair, (1, 1)))
                for gain, (back, left) in self.several(x, y):
                    best, step = max((best, step), (scores[x - back][y - left] + gain, (back, left)))
                here[y], steps[x][y] = best, step
        return steps

    def several(self, x: int, y: int) -> list[tuple[int, tuple[int, int]]]:
        """The splits and merges that end at this place, and what they are worth."""
        found = []
        # Where the last part has nearly all of the whole in common, no other part can add enough.
        alike = self.shared[x - 1][y - 1]
        splits = 100 * (len(self.old[x - 1].body) - alike) >= _PART_SHARE * _PART_LENGTH
        merges = 100 * (len(self.new[y - 1].body) - alike) >= _PART_SHARE * _PART_LENGTH
        for count in range(2, _MOST_PARTS + 1 if splits else 2):
            if y < count or not self.splits[x - 1][y - count] or not self.splits[x - 1][y - 1]:
                break
            shared = self.shared[x - 1][y - count : y]
            if self.news[y - 1] - self.news[y - count] == count - 1:
                gain = self.weigher.split_score(self.old[x - 1], self.new[y - count : y], shared)
                found += [(gain, (1, count))] if gain > 0 else []
        for count in range(2, _MOST_PARTS + 1 if merges else 2):
            if x < count or not self.merges[x - count][y - 1] or not self.merges[x - 1][y - 1]:
                break
            shared = [self.shared[at][y - 1] for at in range(x - count, x)]
            if self.olds[x - 1] - self.olds[x - count] == count - 1:
                gain = self.weigher.split_score(self.new[y - 1], self.old[x - count : x], shared)
                found += [(gain, (count, 1))] if gain > 0 else []
        return found
