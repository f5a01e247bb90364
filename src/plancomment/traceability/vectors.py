"""Texts as sparse vectors of character triples, and an index that compares one with all (文字 n-gram).

Pure Python: the inner loops run over lists of numbers, and a text is compared only with texts that share a piece of it.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import add, mul

import attrs

__all__ = ["Index", "Vector", "folded", "joined", "rarities", "triples", "vector_of"]

#: Pieces with what each adds to a cosine, heaviest first.
Vector = Sequence[tuple[str, float]]

_BETWEEN = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """The text for counting: Unicode NFKC, small letters, a space for every run of signs and at each end; or ``""``."""
    kept = _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    return f" {kept} " if kept else ""


def triples(text: str) -> list[str]:
    """Its runs of three characters, in order."""
    return list(map(add, map(add, text, text[1:]), text[2:]))


def _dampened(count: float) -> float:
    """What a count weighs: less for every further time (sublinear term frequency)."""
    return 1.0 + math.log(count) if count > 1 else count


def rarities(texts: int, frequencies: Mapping[str, int]) -> dict[str, float]:
    """What each piece weighs by how few of so many texts hold it (inverse document frequency, K. Spärck Jones 1972)."""
    by_frequency = {frequency: math.log((1 + texts) / frequency) for frequency in set(frequencies.values())}
    return {gram: by_frequency[frequency] for gram, frequency in frequencies.items()}


def vector_of(counts: Mapping[str, float], weights: Mapping[str, float]) -> Vector:
    """The vector of a text by its counts: of length 1, and times the weights that the other side leaves out."""
    sizes = {gram: _dampened(count) * weights[gram] for gram, count in counts.items()}
    length = math.sqrt(math.fsum(size * size for size in sizes.values()))
    if not length:
        return ()
    return sorted(((gram, size * weights[gram] / length) for gram, size in sizes.items()), key=_heaviest_first)


def _heaviest_first(piece: tuple[str, float]) -> tuple[float, str]:
    return -piece[1], piece[0]


@attrs.define
class Index:
    """An inverted index: for each piece, the texts that it stands in.

    Attributes:
        size: how many texts were taken in (件).
        holders: piece → numbers of the texts that hold it, ascending.
        uneven: piece → numbers of the texts in which its count is not 1, and what it weighs there above 1.
        scales: for each text, 1 / the length of its vector; set by :meth:`close`.
    """

    size: int = 0
    holders: defaultdict[str, list[int]] = attrs.field(factory=lambda: defaultdict(list))
    uneven: dict[str, tuple[list[int], list[float]]] = attrs.field(factory=dict)
    scales: list[float] = attrs.field(factory=list)

    def add(self, counts: Mapping[str, float]) -> None:
        """Take in one text."""
        number, holders = self.size, self.holders
        for gram in counts:
            holders[gram].append(number)
        for gram, count in [one for one in counts.items() if one[1] != 1]:
            numbers, above = self.uneven.setdefault(gram, ([], []))
            numbers.append(number)
            above.append(_dampened(count) - 1.0)
        self.size += 1

    def close(self, weights: Mapping[str, float]) -> None:
        """Work out the lengths of all vectors, once the weights of the pieces are known."""
        squares = [0.0] * self.size
        for gram, numbers in self.holders.items():
            square = weights[gram] ** 2
            for number in numbers:
                squares[number] += square
        for gram, (numbers, above) in self.uneven.items():
            square = weights[gram] ** 2
            for number, more in zip(numbers, above, strict=True):
                # (1 + more)² - 1
                squares[number] += square * more * (2.0 + more)
        self.scales = [1.0 / math.sqrt(square) if square > 0.0 else 0.0 for square in squares]

    def sums(
        self, vector: Iterable[tuple[str, float]], most: float = math.inf, base: Sequence[float] = ()
    ) -> list[float]:
        """For each text its product with a vector, before the text is brought to length 1, added to ``base`` if given.

        About ``most`` entries are read: pieces from the lightest on go unread.
        """
        row = list(base) if base else [0.0] * self.size
        holders, uneven = self.holders, self.uneven
        for gram, weight in vector:
            # Not holders[gram], which would take in the piece.
            numbers = holders.get(gram)
            if numbers is None:
                continue
            most -= len(numbers)
            if most < 0:
                break
            for number in numbers:
                row[number] += weight
            if gram in uneven:
                for number, more in zip(*uneven[gram], strict=True):
                    row[number] += weight * more
        return row

    def cosines(
        self, vector: Iterable[tuple[str, float]], most: float = math.inf, base: Sequence[float] = ()
    ) -> list[float]:
        """How like each text is to a vector of length 1, from 0 to 1; the rest as for :meth:`sums`."""
        return list(map(mul, self.sums(vector, most, base), self.scales))


def joined(*parts: tuple[float, Vector]) -> Vector:
    """Several vectors as one, each times a number: linear, so that one look-up does for all."""
    together: dict[str, float] = {}
    for factor, vector in parts:
        for gram, weight in vector:
            together[gram] = together.get(gram, 0.0) + factor * weight
    return sorted(together.items(), key=_heaviest_first)
