"""Texts as sparse vectors of character triples, and an index that compares one with all (文字 n-gram).

Pure Python: the inner loops run over lists of numbers, and a text is compared only with texts that share a piece of it.
"""

import math
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import add, mul

import attrs

__all__ = ["Index", "Vector", "folded", "joined", "triples"]

#: Pieces by number with what each adds to a cosine, heaviest first.
Vector = Sequence[tuple[int, float]]

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


def joined(*parts: tuple[float, Vector]) -> Vector:
    """Several vectors as one, each times a number: linear, so that one look-up does for all."""
    together: dict[int, float] = {}
    for factor, vector in parts:
        for piece, weight in vector:
            together[piece] = together.get(piece, 0.0) + factor * weight
    return sorted(together.items(), key=_heaviest_first)


def _heaviest_first(piece: tuple[int, float]) -> tuple[float, int]:
    return -piece[1], piece[0]


class _Numbers(dict[str, int]):
    """Each piece by the order in which it was first asked for."""

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        return number


@attrs.define
class Index:
    """An inverted index of answers to questions: only pieces of the questions are looked up (転置索引).

    First :meth:`ask` every question, then :meth:`add` every answer, then :meth:`close`; then :meth:`cosines`.

    Attributes:
        numbers: piece → its number; those of the questions come first.
        asked: the pieces of each question, by number, with their counts.
        size: how many answers were taken in (件).
        holders: for each piece of a question the numbers of the answers that hold it, ascending.
        uneven: piece → numbers of the answers in which its count is not 1, and what it weighs there above 1.
        frequencies: how many texts hold each piece.
        weights: what each piece weighs by how few texts hold it; set by :meth:`close`.
        scales: for each answer, 1 / the length of its vector; set by :meth:`close`.
    """

    numbers: _Numbers = attrs.field(factory=_Numbers)
    asked: list[dict[int, float]] = attrs.field(factory=list)
    size: int = 0
    holders: list[list[int]] = attrs.field(factory=list)
    uneven: dict[int, tuple[list[int], list[float]]] = attrs.field(factory=dict)
    frequencies: Counter[int] = attrs.field(factory=Counter)
    weights: list[float] = attrs.field(factory=list)
    scales: list[float] = attrs.field(factory=list)
    _held: "list[array[int]]" = attrs.field(factory=list)

    def ask(self, counts: Mapping[str, float]) -> None:
        """Take in one question."""
        numbered = dict(zip(map(self.numbers.__getitem__, counts), counts.values(), strict=True))
        self.asked.append(numbered)
        self.frequencies.update(numbered.keys())

    def add(self, counts: Mapping[str, float]) -> None:
        """Take in one answer."""
        if not self.holders:
            self.holders = [[] for _ in self.numbers]
        number, holders, known = self.size, self.holders, len(self.holders)
        held = array("I", map(self.numbers.__getitem__, counts))
        self._held.append(held)
        self.frequencies.update(held)
        for piece in held:
            if piece < known:
                holders[piece].append(number)
        for piece, count in [one for one in zip(held, counts.values(), strict=True) if one[1] != 1]:
            numbers, above = self.uneven.setdefault(piece, ([], []))
            numbers.append(number)
            above.append(_dampened(count) - 1.0)
        self.size += 1

    def close(self) -> None:
        """Weigh the pieces by how few of all texts hold them (inverse document frequency, K. Spärck Jones 1972)."""
        texts = 1 + self.size + len(self.asked)
        by_frequency = {known: math.log(texts / known) for known in set(self.frequencies.values())}
        self.weights = [by_frequency[self.frequencies[piece]] for piece in range(len(self.numbers))]
        square = [weight * weight for weight in self.weights]
        lengths = [sum(map(square.__getitem__, held)) for held in self._held]
        self._held.clear()
        for piece, (numbers, above) in self.uneven.items():
            for number, more in zip(numbers, above, strict=True):
                # (1 + more)² - 1
                lengths[number] += square[piece] * more * (2.0 + more)
        self.scales = [1.0 / math.sqrt(length) if length > 0.0 else 0.0 for length in lengths]

    def vector(self, question: int) -> Vector:
        """The vector of a question: of length 1, and times the weights that the answers leave out."""
        weights = self.weights
        sizes = {piece: _dampened(count) * weights[piece] for piece, count in self.asked[question].items()}
        length = math.sqrt(math.fsum(size * size for size in sizes.values()))
        if not length:
            return ()
        return sorted(((piece, size * weights[piece] / length) for piece, size in sizes.items()), key=_heaviest_first)

    def sums(
        self, vector: Iterable[tuple[int, float]], most: float = math.inf, base: Sequence[float] = ()
    ) -> list[float]:
        """For each answer its product with a vector, before the answer is brought to length 1, added to ``base``.

        About ``most`` entries are read: pieces from the lightest on go unread.
        """
        row = list(base) if base else [0.0] * self.size
        holders, uneven = self.holders, self.uneven
        for piece, weight in vector:
            numbers = holders[piece]
            most -= len(numbers)
            if most < 0:
                break
            for number in numbers:
                row[number] += weight
            if piece in uneven:
                for number, more in zip(*uneven[piece], strict=True):
                    row[number] += weight * more
        return row

    def cosines(
        self, vector: Iterable[tuple[int, float]], most: float = math.inf, base: Sequence[float] = ()
    ) -> list[float]:
        """How like each answer is to a vector of length 1, from 0 to 1; the rest as for :meth:`sums`."""
        return list(map(mul, self.sums(vector, most, base), self.scales))
