"""How much two texts have in common (類似度), in characters, within a budget of work.

Texts are weighed against many others, so whatever is made of one text (masks, trigrams, pairs of characters) is made
once and kept, up to a bound.
"""

from collections import Counter

import attrs

from plancomment.alignment.anchors import Budget

__all__ = ["Likeness", "trigrams"]

# Above this product of lengths, likeness is estimated from pairs of characters.
_LONGEST = 200_000_000
# A step costs about as much as this many bits of a row.
_ROW = 1000
# So many rows of masks are kept (some 60 MB), and the pairs of so many characters.
_KEPT_ROWS, _KEPT_PAIRS = 500_000, 500_000


@attrs.define
class Likeness:
    """What the texts of one matching have in common, and what was made of them for it.

    Attributes:
        budget: the work that is left (計算量の上限).
    """

    budget: Budget
    _grams: dict[str, frozenset[str]] = attrs.field(init=False, factory=dict)
    _masks: dict[str, dict[str, int]] = attrs.field(init=False, factory=dict)
    _masks_kept: int = attrs.field(init=False, default=0)
    _pairs: dict[str, Counter[str]] = attrs.field(init=False, factory=dict)
    _pairs_kept: int = attrs.field(init=False, default=0)

    def common(self, one: str, other: str) -> int:
        """Return the length of a longest common subsequence, estimated where the texts are too long for it.

        0 where even the estimate costs more than is left.
        """
        # Which of them lies along the rows changes only the work: a long text does, and the short one is gone through.
        if len(other) > max(len(one), _ROW) and len(one) * _rows(other) < len(other) * _rows(one):
            one, other = other, one
        if len(one) * len(other) <= _LONGEST:
            masks = self._masks_of(one, other)
            if masks is not None:
                return _common_length(masks, len(one), other)
        self.budget.coarsened = True
        made = sum(len(text) for text in (one, other) if text not in self._pairs)
        if not self.budget.take("estimates", min(len(one), len(other)) + made):
            return 0
        few, many = sorted((self._pairs_of(one), self._pairs_of(other)), key=len)
        return sum(min(times, many[pair]) for pair, times in few.items())

    def grams_of(self, text: str) -> frozenset[str]:
        """Return the different trigrams of a text."""
        if text not in self._grams:
            self._grams[text] = frozenset(trigrams(text))
        return self._grams[text]

    def _masks_of(self, along: str, text: str) -> dict[str, int] | None:
        """Return the masks for going through a text along another one; None if that costs more than is left.

        A short text gets all its masks at once, a long one those that are asked for.
        """
        masks, row = self._masks.get(along), _rows(along)
        if row == 1:
            wanted, made = set[str](), len(along) if masks is None else 0
        else:
            wanted = set(text).difference(masks or ())
            made = len(wanted) * row
        if not self.budget.take("characters", len(text) * row + made):
            return None
        if self._masks_kept + made > _KEPT_ROWS:
            self._masks.clear()
            self._masks_kept, masks = 0, None
            wanted = set(text) if row > 1 else wanted
        self._masks_kept += made
        if masks is None:
            masks = self._masks[along] = _all_masks(along) if row == 1 else {}
        for char in wanted:
            masks[char] = _mask(along, char)
        return masks

    def _pairs_of(self, text: str) -> Counter[str]:
        if text not in self._pairs:
            if self._pairs_kept + len(text) > _KEPT_PAIRS:
                self._pairs.clear()
                self._pairs_kept = 0
            self._pairs_kept += len(text)
            self._pairs[text] = Counter(text[at : at + 2] for at in range(len(text) - 1))
        return self._pairs[text]


def trigrams(text: str) -> list[str]:
    """Return the different runs of three characters, in order."""
    return list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))


def _rows(text: str) -> int:
    """How many steps one row along the text costs."""
    return 1 + len(text) // _ROW


def _all_masks(text: str) -> dict[str, int]:
    """For each character the places where it stands, as the bits of a number; for short texts."""
    masks: dict[str, int] = {}
    for place, char in enumerate(text):
        masks[char] = masks.get(char, 0) | (1 << place)
    return masks


def _mask(text: str, char: str) -> int:
    """The places of one character; 0 where it stands nowhere."""
    bits = bytearray(len(text) // 8 + 1)
    place = text.find(char)
    while place >= 0:
        bits[place >> 3] |= 1 << (place & 7)
        place = text.find(char, place + 1)
    return int.from_bytes(bits, "little")


def _common_length(masks: dict[str, int], length: int, text: str) -> int:
    """The length of a longest common subsequence, a row of the table at once (H. Hyyrö 2004, "Bit-parallel LCS")."""
    full = row = (1 << length) - 1
    for char in text:
        if mask := masks.get(char):
            both = row & mask
            row = ((row + both) | (row - both)) & full
    return length - row.bit_count()
