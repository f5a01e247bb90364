"""Pairing two sequences of texts (対応付け): which one became which, with moves, splits and merges.

Works on :class:`Unit`, so that the clauses of a plan, the rows of a table and its columns are paired by one
engine. Exact texts tie the sequences together first; what is unique and lies across these ties was moved.
Between the ties the best pairing by likeness that keeps the order is found, with splits and merges; what is
left is looked up elsewhere by its rare trigrams. Whole numbers only, and no order that depends on a hash or
a clock.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import attrs

from plancomment.alignment.anchors import Budget, increasing, slide, tie
from plancomment.alignment.likeness import Likeness, trigrams

__all__ = ["Link", "Unit", "match", "match_elsewhere"]

# One link: the positions on the old side and on the new side. Two on one side: a merge or a split.
Link = tuple[tuple[int, ...], tuple[int, ...]]

# Likeness is counted in hundredths of a character: 200 for each one in common, less 45 for each one of both
# texts, so that two texts pair when they share more than 45 % ...
_SHARED, _WEIGHT = 200, 45
# ... and with less when they also share label, heading or kind: a clause rewritten in its place may keep 32 %.
_SAME_LABEL, _SAME_HEADING, _SAME_KIND = 6, 4, 3
# A part of a split must add at least this per cent of itself to what the whole has in common, and be this long.
_PART_SHARE, _PART_LENGTH = 60, 6
# Elsewhere, where nothing but the words speaks for a pair: per cent in common, and the least length. The same
# for a neighbour of something that was moved.
_MOVED_SHARE, _MOVED_LENGTH, _BESIDE_SHARE = 70, 8, 50
# A trigram that more texts share says little, and only so many candidates are weighed for each text.
_RARE, _CANDIDATES = 16, 4
# Texts of this length that share less than this per cent of the shorter one's trigrams are not even weighed.
_WEIGHED_LENGTH, _WEIGHED_SHARE = 12, 10
# How many pairs are weighed at once where a gap had to be cut blindly.
_SMALL_GAP = 900


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


def match(old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> list[Link]:
    """Pair two sequences; every position stands in at most one link. Links come in the order of the old side."""
    matcher = _Matcher(old, new, budget)
    numbers: dict[Hashable, int] = {}
    old_keys = [numbers.setdefault(unit.key, len(numbers)) for unit in old]
    new_keys = [numbers.setdefault(unit.key, len(numbers)) for unit in new]
    ends = (len(old), len(new))
    ties = tie(old_keys, new_keys, budget)
    for side, keys, units in ((0, old_keys, old), (1, new_keys, new)):
        ties = slide(ties, ends, keys, [unit.kind == "heading" for unit in units], side)
    for i, j in ties:
        matcher.link((i,), (j,))
    matcher.move_unique(old_keys, new_keys)
    for span in _spans(ties, *ends):
        matcher.fill(*span)
    spine = sorted((*ties, *matcher.filled))
    matcher.move_equal()
    matcher.move_alike()
    for span in _spans(spine, *ends):
        matcher.rewrite(*span)
    return sorted({link for link in matcher.old_links if link is not None})


def match_elsewhere(old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> list[Link]:
    """Pair what is alike in its words, wherever it stands."""
    matcher = _Matcher(old, new, budget)
    found = matcher.candidates(matcher.free_old(), matcher.free_new())
    return sorted(((i,), (j,)) for _, i, j in found)


def _spans(ties: Iterable[tuple[int, int]], i_end: int, j_end: int) -> Iterable[tuple[int, int, int, int]]:
    """What lies between ties, where there is something on both sides."""
    i = j = 0
    for i_tie, j_tie in (*ties, (i_end, j_end)):
        if i < i_tie and j < j_tie:
            yield i, i_tie, j, j_tie
        i, j = i_tie + 1, j_tie + 1


@attrs.define
class _Matcher:
    """The pairing under way: who is linked already, and the work that is left."""

    old: Sequence[Unit]
    new: Sequence[Unit]
    budget: Budget
    old_links: list[Link | None] = attrs.field(init=False)
    new_links: list[Link | None] = attrs.field(init=False)
    filled: list[tuple[int, int]] = attrs.field(init=False, factory=list)
    likeness: Likeness = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.old_links = [None] * len(self.old)
        self.new_links = [None] * len(self.new)
        self.likeness = Likeness(self.budget)

    def link(self, olds: tuple[int, ...], news: tuple[int, ...]) -> None:
        for i in olds:
            self.old_links[i] = (olds, news)
        for j in news:
            self.new_links[j] = (olds, news)

    def free_old(self, start: int = 0, end: int | None = None) -> list[int]:
        end = len(self.old) if end is None else end
        return [i for i in range(start, end) if self.old_links[i] is None]

    def free_new(self, start: int = 0, end: int | None = None) -> list[int]:
        end = len(self.new) if end is None else end
        return [j for j in range(start, end) if self.new_links[j] is None]

    def move_unique(self, old_keys: Sequence[int], new_keys: Sequence[int]) -> None:
        """What stands once on each side and is not tied stands elsewhere now; its neighbours may have come along."""
        free = self.free_old()
        old_times, new_times = Counter(old_keys), Counter(new_keys)
        places = {key: j for j, key in enumerate(new_keys)}
        moved = [
            (i, places[old_keys[i]])
            for i in free
            if self.old[i].body and old_times[old_keys[i]] == 1 == new_times[old_keys[i]]
        ]
        for i, j in moved:
            self.link((i,), (j,))
        for i, j in moved:
            self.grow(i, j)

    def grow(self, i: int, j: int) -> None:
        """Link the free neighbours of a moved pair, as long as they are alike."""
        for step in (1, -1):
            x, y = i + step, j + step
            while 0 <= x < len(self.old) and 0 <= y < len(self.new):
                if self.old_links[x] is not None or self.new_links[y] is not None:
                    break
                if not self.alike(x, y, _BESIDE_SHARE):
                    break
                self.link((x,), (y,))
                x, y = x + step, y + step

    def alike(self, i: int, j: int, share: int) -> bool:
        old, new = self.old[i], self.new[j]
        if old.key == new.key:
            return True
        total = len(old.body) + len(new.body)
        if not total or not _compatible(old, new) or 200 * min(len(old.body), len(new.body)) < share * total:
            return False
        return 200 * self.likeness.common(old.body, new.body) >= share * total

    def fill(self, i: int, i_end: int, j: int, j_end: int, size: int | None = None) -> None:
        """Pair what is free between two ties, keeping the order; ``size`` bounds what is weighed at once."""
        olds, news = self.free_old(i, i_end), self.free_new(j, j_end)
        cells = len(olds) * len(news)
        if not cells:
            return
        if cells <= (self.budget.gap_cells if size is None else size) and self.budget.take("cells", cells):
            for link in self.best_pairing(olds, news):
                self.link(*link)
                self.filled.append((link[0][0], link[1][0]))
            return
        # Too large to weigh everything against everything: what is most alike cuts it into smaller gaps.
        pairs = sorted((x, y) for _, x, y in self.candidates(olds, news))
        ties = [pairs[at] for at in increasing([y for _, y in pairs])]
        for x, y in ties:
            self.link((x,), (y,))
            self.filled.append((x, y))
        if ties:
            for x, y in [*ties, (i_end, j_end)]:
                self.fill(i, x, j, y, size)
                i, j = x + 1, y + 1
        elif self.budget.cells >= _SMALL_GAP < cells:
            # Nothing is alike enough: look near the diagonal only.
            self.budget.coarsened = True
            i_middle, j_middle = olds[len(olds) // 2], news[len(news) // 2]
            self.fill(i, i_middle, j, j_middle, _SMALL_GAP)
            self.fill(i_middle, i_end, j_middle, j_end, _SMALL_GAP)

    def best_pairing(self, olds: list[int], news: list[int]) -> list[Link]:
        """The pairing of the greatest likeness that keeps the order: 1-1, 1-2 (split), 2-1 (merge), 1-0, 0-1."""
        shared = [[self.shared(i, j) for j in news] for i in olds]
        width = len(news) + 1
        scores = [[0] * width for _ in range(len(olds) + 1)]
        steps = [[(0, 0)] * width for _ in range(len(olds) + 1)]
        for x in range(len(olds) + 1):
            for y in range(width):
                options = [(scores[x - 1][y], (1, 0))] if x else []
                if y:
                    options.append((scores[x][y - 1], (0, 1)))
                if x and y:
                    if (one := self.score(olds[x - 1], news[y - 1], shared[x - 1][y - 1])) > 0:
                        options.append((scores[x - 1][y - 1] + one, (1, 1)))
                    if (
                        y > 1
                        and (split := self.split_score(olds[x - 1], news[y - 2 : y], shared[x - 1][y - 2 : y])) > 0
                    ):
                        options.append((scores[x - 1][y - 2] + split, (1, 2)))
                    column = [shared[x - 2][y - 1], shared[x - 1][y - 1]] if x > 1 else []
                    if x > 1 and (merge := self.split_score(news[y - 1], olds[x - 2 : x], column, merge=True)) > 0:
                        options.append((scores[x - 2][y - 1] + merge, (2, 1)))
                if options:
                    scores[x][y], steps[x][y] = max(options)
        links: list[Link] = []
        x, y = len(olds), len(news)
        while x and y:
            back, left = steps[x][y]
            if back and left:
                links.append((tuple(olds[x - back : x]), tuple(news[y - left : y])))
            x, y = x - back, y - left
        return links

    def shared(self, i: int, j: int) -> int:
        """Characters in common; 0 where too few trigrams are for a pair or a part."""
        old, new = self.old[i], self.new[j]
        if not _compatible(old, new):
            return 0
        if old.key == new.key:
            return min(len(old.body), len(new.body))
        if min(len(old.body), len(new.body)) >= _WEIGHED_LENGTH:
            one, two = self.likeness.grams_of(old.body), self.likeness.grams_of(new.body)
            if 100 * len(one & two) < _WEIGHED_SHARE * min(len(one), len(two)):
                return 0
        return self.likeness.common(old.body, new.body)

    def score(self, i: int, j: int, shared: int) -> int:
        """Likeness of a pair; positive where it is worth pairing."""
        old, new = self.old[i], self.new[j]
        if not _compatible(old, new):
            return 0
        total = len(old.body) + len(new.body)
        if old.key != new.key and not shared and total:
            return 0
        # The constant lets two empty texts pair, and prefers many pairs to few.
        return _SHARED * shared + (_bonus(old, new) - _WEIGHT) * total + 1

    def split_score(self, i: int, parts: list[int], shared: list[int], *, merge: bool = False) -> int:
        """Likeness of one text and two neighbours on the other side that may be its parts; 0 where they are not."""
        whole = self.new[i] if merge else self.old[i]
        first, second = ((self.old if merge else self.new)[at] for at in parts)
        if parts[1] != parts[0] + 1 or not (whole.splits and first.splits and second.splits):
            return 0
        if min(len(first.body), len(second.body)) < _PART_LENGTH:
            return 0
        # Both together have no more in common than the whole is long, nor than each has for itself.
        if not _both_add(min(len(whole.body), sum(shared)), shared, first, second):
            return 0
        both = first.body + second.body
        common = self.likeness.common(whole.body, both)
        if not _both_add(common, shared, first, second):
            return 0
        return _SHARED * common + (_bonus(whole, first) - _WEIGHT) * (len(whole.body) + len(both))

    def candidates(self, olds: list[int], news: list[int]) -> list[tuple[int, int, int]]:
        """Pairs alike in their words alone, most alike first, each text once: (share in ‰, old, new)."""
        holders: dict[str, list[int]] = {}
        for j in news:
            if len(self.new[j].body) >= _MOVED_LENGTH:
                for gram in trigrams(self.new[j].body):
                    holders.setdefault(gram, []).append(j)
        weighed = []
        for i in olds:
            body = self.old[i].body
            if len(body) < _MOVED_LENGTH:
                continue
            hits: Counter[int] = Counter()
            for gram in trigrams(body):
                found = holders.get(gram, ())
                if len(found) <= _RARE:
                    hits.update(found)
            if not self.budget.take("visits", len(body) + hits.total()):
                break
            for _, j in sorted((-times, j) for j, times in hits.items())[:_CANDIDATES]:
                other = self.new[j].body
                if _compatible(self.old[i], self.new[j]) and 200 * min(len(body), len(other)) >= _MOVED_SHARE * (
                    len(body) + len(other)
                ):
                    share = 2000 * self.likeness.common(body, other) // (len(body) + len(other))
                    weighed.append((-share, i, j))
        chosen = []
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for share, i, j in sorted(weighed):
            if -share >= 10 * _MOVED_SHARE and i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                chosen.append((-share, i, j))
        return chosen

    def move_equal(self) -> None:
        """Equal texts that are left on both sides, long enough not to be equal by chance, are one that moved."""
        places: dict[Hashable, list[int]] = {}
        for j in reversed(self.free_new()):
            if len(self.new[j].body) >= _MOVED_LENGTH:
                places.setdefault(self.new[j].key, []).append(j)
        moved = []
        for i in self.free_old():
            if left := places.get(self.old[i].key):
                moved.append((i, left.pop()))
                self.link((i,), (moved[-1][1],))
        for i, j in moved:
            self.grow(i, j)

    def move_alike(self) -> None:
        """Texts that are left and alike were moved and amended."""
        for _, i, j in self.candidates(self.free_old(), self.free_new()):
            if self.old_links[i] is None and self.new_links[j] is None:
                self.link((i,), (j,))
                self.grow(i, j)

    def rewrite(self, i: int, i_end: int, j: int, j_end: int) -> None:
        """A heading or a table line in its old place is the same one, however little of its words is left."""
        olds, news = self.free_old(i, i_end), self.free_new(j, j_end)
        if len(olds) == len(news) and all(map(self.same_place, olds, news)):
            for x, y in zip(olds, news, strict=True):
                self.link((x,), (y,))

    def same_place(self, i: int, j: int) -> bool:
        old, new = self.old[i], self.new[j]
        named = old.kind == "heading" or (old.kind == "line" and old.label != "")
        return named and old.kind == new.kind and old.label == new.label


def _compatible(old: Unit, new: Unit) -> bool:
    return old.kind == new.kind or not (old.closed or new.closed)


def _both_add(common: int, shared: Sequence[int], first: Unit, second: Unit) -> bool:
    """Whether each part adds enough to what the other one has in common with the whole."""
    return 100 * (common - shared[0]) >= _PART_SHARE * len(second.body) and 100 * (
        common - shared[1]
    ) >= _PART_SHARE * len(first.body)


def _bonus(old: Unit, new: Unit) -> int:
    bonus = _SAME_LABEL if old.label == new.label != "" else 0
    bonus += _SAME_HEADING if old.heading == new.heading else 0
    return bonus + (_SAME_KIND if old.kind == new.kind else 0)
