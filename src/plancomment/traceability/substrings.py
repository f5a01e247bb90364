"""Many texts, looked up by words that stand in them, exactly or nearly (文字列の索引).

Pairs of neighbouring characters are the index. Words stand exactly in a text that has all their pairs and holds them;
nearly in one that has most of their pairs close together. A near text must have one of the rarest few of the pairs
(prefix filtering: S. Chaudhuri, V. Ganti, R. Kaushik 2006, "A primitive operator for similarity joins").
"""

import attrs

__all__ = ["Near", "Substrings"]

#: Words with fewer characters are near to too much.
SHORTEST_NEAR = 8
#: So many of the pairs of the words must stand in a text that is near them.
_SHARE = 0.65
#: So many pairs of long words are looked at, and so many texts for words that stand in none.
_MOST_PAIRS, _MOST_TEXTS = 400, 64


@attrs.frozen
class Near:
    """A text that holds most of some words (近い文言).

    Attributes:
        at: its place among the texts, from 0.
        share: how many of the pairs of characters of the words it has, from 0 to 1.
        words: the piece of it that is meant.
    """

    at: int
    share: float
    words: str


@attrs.frozen(eq=False)
class Substrings:
    """Texts by the pairs of characters in them. Texts of equal content are looked at once.

    Attributes:
        texts: the texts, as comparison keys.
    """

    texts: tuple[str, ...]
    _pairs: dict[str, list[int]] = attrs.field(init=False, factory=dict)
    _found: dict[str, tuple[int, ...]] = attrs.field(init=False, factory=dict)
    _near: dict[str, tuple[Near, ...]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for at, text in enumerate(self.texts):
            for pair in {text[place : place + 2] for place in range(len(text) - 1)}:
                self._pairs.setdefault(pair, []).append(at)

    def find(self, words: str) -> tuple[int, ...]:
        """The places of the texts that hold the words, in order; none for no words."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = self._search(words)
        return found

    def _search(self, words: str) -> tuple[int, ...]:
        if len(words) < 2:
            return tuple(at for at, text in enumerate(self.texts) if words and words in text)
        rarest: list[int] | None = None
        for place in range(min(len(words) - 1, _MOST_PAIRS)):
            places = self._pairs.get(words[place : place + 2])
            if places is None:
                return ()
            if rarest is None or len(places) < len(rarest):
                rarest = places
        return tuple(at for at in rarest or () if words in self.texts[at])

    def near(self, words: str) -> tuple[Near, ...]:
        """The texts that hold nearly these words, the nearest first; none for short words."""
        found = self._near.get(words)
        if found is None:
            found = self._near[words] = tuple(self._nearest(words)) if len(words) >= SHORTEST_NEAR else ()
        return found

    def _nearest(self, words: str) -> list[Near]:
        pairs = sorted({words[place : place + 2] for place in range(min(len(words) - 1, _MOST_PAIRS))})
        pairs.sort(key=lambda pair: len(self._pairs.get(pair, ())))
        needed = -int(-len(pairs) * _SHARE // 1)
        candidates: dict[int, None] = {}
        for pair in pairs[: len(pairs) - needed + 1]:
            candidates.update(dict.fromkeys(self._pairs.get(pair, ())))
            if len(candidates) > _MOST_TEXTS:
                break
        found = []
        for at in sorted(candidates)[:_MOST_TEXTS]:
            text = self.texts[at]
            common = [pair for pair in pairs if pair in text]
            if len(common) >= needed:
                near = _window(words, text, at, needed, len(pairs))
                if near is not None:
                    found.append(near)
        return sorted(found, key=lambda one: (-one.share, one.at))


def _window(words: str, text: str, at: int, needed: int, total: int) -> Near | None:
    """The stretch of a text, not much longer than the words, that has most of their pairs."""
    wanted = {words[place : place + 2] for place in range(len(words) - 1)}
    hits = [place for place in range(len(text) - 1) if text[place : place + 2] in wanted]
    length = len(words) + max(4, len(words) // 4)
    best: tuple[int, int, int] | None = None
    first = 0
    counts: dict[str, int] = {}
    for place in hits:
        pair = text[place : place + 2]
        counts[pair] = counts.get(pair, 0) + 1
        while place + 2 - hits[first] > length:
            gone = text[hits[first] : hits[first] + 2]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            first += 1
        size = (len(counts), -(place + 2 - hits[first]), -hits[first])
        if best is None or size > best:
            best = size
    if best is None or best[0] < needed:
        return None
    return Near(at, min(1.0, best[0] / total), text[-best[2] : -best[2] - best[1]])
