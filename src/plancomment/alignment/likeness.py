"""How much two texts have in common (類似度), in characters, within a budget of work.

The length of a longest common subsequence, worked out a row of the table at once on Python's long numbers. Where
rapidfuzz is installed (extra ``fast``) its compiled function gives the same number sooner; what is asked, what it is
charged for and every result are the same with and without it.
"""

import functools
from collections import Counter
from collections.abc import Callable

import attrs

from plancomment.alignment.anchors import Budget
from plancomment.textdiff.passages import common_prefix

__all__ = ["Likeness", "trigrams"]

# A step costs about as much as this many bits of a row, or as looking up so many trigrams.
_ROW, _GRAMS_A_STEP = 1000, 16
# No single pair of texts may take more of the budget than this: some 32,000 characters against as many.
_MOST_FOR_ONE = 2_000_000
# So many trigrams of one text are held against those of another, and so many are kept (some 50 MB); those of a
# longer text are not looked at.
_GRAMS, _KEPT_GRAMS, _LONGEST_WITH_GRAMS = 200, 400_000, 20_000
# An estimate cuts texts at their commonest characters, until these are one in so many, or so many different ones.
_ONE_IN, _MOST_CUTS = 12, 8


@attrs.define(eq=False)
class _Rows:
    """A text along the rows of the table: for each character the places where it stands, as the bits of a number.

    Attributes:
        text: the text along the rows.
    """

    text: str
    _masks: dict[str, int] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        if len(self.text) <= _ROW:
            for place, char in enumerate(self.text):
                self._masks[char] = self._masks.get(char, 0) | (1 << place)

    def common_length(self, other: str) -> int:
        """Length of a longest common subsequence (H. Hyyrö 2004, "Bit-parallel LCS-length computation revisited")."""
        masks, length = self._masks, len(self.text)
        if length > _ROW:
            for char in set(other).difference(masks):
                masks[char] = _mask(self.text, char)
        full = row = (1 << length) - 1
        for char in other:
            if mask := masks.get(char):
                both = row & mask
                row = ((row + both) | (row - both)) & full
        return length - row.bit_count()


@attrs.define
class Likeness:
    """What the texts of one matching have in common, and what was made of them for it.

    Attributes:
        budget: the work that is left (計算量の上限).
    """

    budget: Budget
    _grams: dict[tuple[str, int], frozenset[str]] = attrs.field(init=False, factory=dict)
    _grams_kept: int = attrs.field(init=False, default=0)
    _rows: _Rows | None = attrs.field(init=False, default=None)

    def common(self, one: str, other: str) -> int:
        """Return the length of a longest common subsequence, estimated where the texts are too long for it.

        0 where it costs more than is left.
        """
        if one == other:
            return len(one)
        shorter = min(len(one), len(other))
        start = common_prefix(one, other)
        end = _common_end(one, other, shorter - start)
        if 2 * (start + end) < shorter:
            return self._inner(one, other)
        # Mostly the same: what differs in the middle decides.
        one, other = one[start : len(one) - end], other[start : len(other) - end]
        return start + end + (self._inner(one, other) if one and other else 0)

    def few_trigrams(self, one: str, other: str, percent: int) -> bool:
        """Whether the texts share less than this per cent of the trigrams of the one that has fewer."""
        shorter, longer = sorted((len(one), len(other)))
        affix = 3 + percent * shorter // 100
        if one[:affix] == other[:affix] or one[-affix:] == other[-affix:] or longer > _LONGEST_WITH_GRAMS:
            return False
        # Of long texts those that begin with one character in so many tell enough.
        one_in = 1 + longer // _GRAMS
        if not self.budget.take("characters", shorter // one_in // _GRAMS_A_STEP):
            return True
        first, second = self._grams_of(one, one_in), self._grams_of(other, one_in)
        return 100 * len(first & second) < percent * min(len(first), len(second))

    def _inner(self, one: str, other: str) -> int:
        # Which of them lies along the rows changes only the work: a long text does, and the short one is gone through.
        work = len(one) * _rows(other) + len(other) * _rows(one)
        if work <= _MOST_FOR_ONE and self.budget.take("characters", work):
            compiled = _compiled()
            return compiled(one, other) if compiled else self._common_length(one, other)
        self.budget.coarsened = True
        # An estimate of short texts costs as much as the truth.
        if max(len(one), len(other)) <= _ROW or not self.budget.take("estimates", len(one) + len(other)):
            return 0
        return _estimate(one, other)

    def _common_length(self, one: str, other: str) -> int:
        if len(other) > max(len(one), _ROW):
            one, other = other, one
        if self._rows is None or self._rows.text != one:
            self._rows = _Rows(one)
        return self._rows.common_length(other)

    def _grams_of(self, text: str, one_in: int) -> frozenset[str]:
        grams = self._grams.get((text, one_in))
        if grams is None:
            grams = self._grams[text, one_in] = frozenset(trigrams(text, one_in))
            self._grams_kept += len(grams)
            if self._grams_kept > _KEPT_GRAMS:
                self._grams.clear()
                self._grams_kept = 0
        return grams


def trigrams(text: str, one_in: int = 1) -> list[str]:
    """The runs of three characters, in order, or those of them that begin with one character in so many."""
    if one_in == 1:
        return [text[at : at + 3] for at in range(len(text) - 2)]
    return [text[at : at + 3] for at in range(len(text) - 2) if not ord(text[at]) % one_in]


@functools.cache
def _compiled() -> Callable[[str, str], int] | None:
    try:
        from rapidfuzz.distance import LCSseq
    except ImportError:
        return None
    similarity: Callable[[str, str], int] = LCSseq.similarity
    return similarity


def _common_end(one: str, other: str, most: int) -> int:
    """How many characters both texts end with, at most this many."""
    if one[-1:] != other[-1:]:
        return 0
    return common_prefix(one[len(one) - most :][::-1], other[len(other) - most :][::-1])


def _estimate(one: str, other: str) -> int:
    """How many characters stand in pieces that both texts have, wherever they stand.

    The texts are cut at what they have most of: particles and signs in a Japanese one, spaces in an English one.
    """
    times = Counter(one + other)
    cuts, covered = [], 0
    for count, char in sorted((-count, char) for char, count in times.items())[:_MOST_CUTS]:
        cuts.append(char)
        covered -= count
        if covered * _ONE_IN >= len(one) + len(other):
            break
    for cut in cuts[1:]:
        one, other = one.replace(cut, cuts[0]), other.replace(cut, cuts[0])
    few, many = sorted((Counter(one.split(cuts[0])), Counter(other.split(cuts[0]))), key=len)
    return sum(min(count, many[piece]) * (len(piece) + 1) for piece, count in few.items() if piece and piece in many)


def _rows(text: str) -> int:
    """How many steps one row along the text costs."""
    return 1 + len(text) // _ROW


def _mask(text: str, char: str) -> int:
    """The places of one character; 0 where it stands nowhere."""
    bits = bytearray(len(text) // 8 + 1)
    place = text.find(char)
    while place >= 0:
        bits[place >> 3] |= 1 << (place & 7)
        place = text.find(char, place + 1)
    return int.from_bytes(bits, "little")
