"""A shortest edit script between two sequences of words (編集手順), bounded by sizes and never by time.

Up to the stated sizes it is a shortest one, from the engine; above them the words are first tied together at what
occurs once on each side (patience).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from plancomment.textdiff.engine import differences
from plancomment.textdiff.words import word_kind

__all__ = ["Hunk", "Work", "between_anchors", "edit_script"]

# Work is bounded by sizes, never by time. Between two stretches whose word counts have a product of at most
# MAX_CELLS the edit script is a shortest one; above it the stretches are first tied together at what occurs
# once on each side, and the gaps between may use TOTAL_CELLS together. What is left over is replaced whole.
# Stretches of at most FREE_CELLS use nothing up: together they cost no more than cutting the texts into words.
MAX_CELLS = 250_000
TOTAL_CELLS = 2_000_000
FREE_CELLS = 2_500

# (start, end) in the old words, (start, end) in the new words: one place that differs.
Hunk = tuple[int, int, int, int]


@attrs.define
class Work:
    """The work that is left, counted in cells of the table of two word lists, never in seconds (計算量の上限).

    Attributes:
        cells: products of two word counts that may still be searched for a shortest script.
    """

    cells: int = TOTAL_CELLS

    def take(self, block: Hunk) -> bool:
        """Take what a shortest script of the block costs, if it is there."""
        size = (block[1] - block[0]) * (block[3] - block[2])
        if size <= FREE_CELLS:
            return True
        if size > min(MAX_CELLS, self.cells):
            return False
        self.cells -= size
        return True


def edit_script(a: Sequence[str], b: Sequence[str], work: Work | None = None) -> tuple[list[Hunk], bool]:
    """Return where two lists of words differ, and whether the work for a shortest script was too much."""
    trimmed = _trimmed(a, b)
    if (trimmed[1] - trimmed[0]) * (trimmed[3] - trimmed[2]) <= FREE_CELLS:
        return _shortest(a, b, trimmed), False
    work = Work() if work is None else work
    if work.take(trimmed):
        return _shortest(a, b, trimmed), False
    hunks: list[Hunk] = []
    for block in _anchored_blocks(a, b, trimmed):
        if work.take(block):
            hunks += _shortest(a, b, block)
        else:
            hunks.append(block)
    return _joined(hunks), True


def _trimmed(a: Sequence[str], b: Sequence[str], block: Hunk | None = None) -> Hunk:
    """Take the words off a block that both sides begin and end with."""
    i1, i2, j1, j2 = (0, len(a), 0, len(b)) if block is None else block
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _shortest(a: Sequence[str], b: Sequence[str], block: Hunk) -> list[Hunk]:
    """Return a shortest edit script of one block; words become code points, all that the engine knows."""
    i1, i2, j1, j2 = block
    if i1 == i2 and j1 == j2:
        return []
    if i1 == i2 or j1 == j2:
        return [block]
    if i2 - i1 == 1 or j2 - j1 == 1:
        return _around(a, b, block)
    if (i2 - i1) * (j2 - j1) <= FREE_CELLS:
        return _tabled(a, b, block)
    codes: dict[str, str] = {}
    for word in (*a[i1:i2], *b[j1:j2]):
        if word not in codes:
            number = len(codes) + 1
            codes[word] = chr(number if number < 0xD800 else number + 0x800)
    left, right = "".join([codes[word] for word in a[i1:i2]]), "".join([codes[word] for word in b[j1:j2]])
    hunks: list[Hunk] = []
    i, j = i1, j1
    for sign, text in differences(left, right):
        if sign:
            hunks.append((i, i + len(text), j, j) if sign < 0 else (i, i, j, j + len(text)))
        i += len(text) if sign <= 0 else 0
        j += len(text) if sign >= 0 else 0
    return _joined(hunks)


def _tabled(a: Sequence[str], b: Sequence[str], block: Hunk) -> list[Hunk]:
    """Return the script of a small block, for which asking the engine would cost more than the answer.

    The table of a longest common subsequence, a row at once as the bits of a number, read backwards (H. Hyyrö,
    "Bit-parallel LCS-length computation revisited", 2004). It is as short as the engine's.
    """
    i1, i2, j1, j2 = block
    places: dict[str, int] = {}
    for bit, word in enumerate(b[j1:j2]):
        places[word] = places.get(word, 0) | 1 << bit
    full = row = (1 << (j2 - j1)) - 1
    # A bit that is not set: here the subsequence grows by one word.
    rows = [row]
    for word in a[i1:i2]:
        both = row & places.get(word, 0)
        row = ((row + both) | (row - both)) & full
        rows.append(row)
    hunks: list[Hunk] = []
    i_end, j_end = i2, j2
    i, j = i2 - i1, j2 - j1
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
        elif not rows[i - 1] >> (j - 1) & 1:
            i -= 1
        else:
            i, j = i - 1, j - 1
            if i1 + i + 1 < i_end or j1 + j + 1 < j_end:
                hunks.append((i1 + i + 1, i_end, j1 + j + 1, j_end))
            i_end, j_end = i1 + i, j1 + j
    if i1 < i_end or j1 < j_end:
        hunks.append((i1, i_end, j1, j_end))
    return hunks[::-1]


def _around(a: Sequence[str], b: Sequence[str], block: Hunk) -> list[Hunk]:
    """Return the script of a block with one word on one side: it is kept where it first occurs on the other."""
    i1, i2, j1, j2 = block
    i, j = i1, j1
    while i < i2 and j < j2 and a[i] != b[j]:
        if i2 - i1 == 1:
            j += 1
        else:
            i += 1
    if i == i2 or j == j2:
        return [block]
    return [hunk for hunk in ((i1, i, j1, j), (i + 1, i2, j + 1, j2)) if hunk[0] < hunk[1] or hunk[2] < hunk[3]]


def _joined(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Make one hunk of hunks that touch."""
    joined: list[Hunk] = []
    for i1, i2, j1, j2 in hunks:
        if joined and joined[-1][1] == i1 and joined[-1][3] == j1:
            i1, j1 = joined[-1][0], joined[-1][2]
            joined.pop()
        if i1 < i2 or j1 < j2:
            joined.append((i1, i2, j1, j2))
    return joined


def _anchored_blocks(a: Sequence[str], b: Sequence[str], block: Hunk) -> Iterator[Hunk]:
    """Cut a large block at the sentences, then at the words, that occur once on each side (patience)."""
    a_lines, b_lines = _lines(a, block[0], block[1]), _lines(b, block[2], block[3])
    for i1, i2, j1, j2 in between_anchors([line for _, line in a_lines], [line for _, line in b_lines]):
        # Positions of lines become positions of words.
        outer = (
            a_lines[i1][0] if i1 < len(a_lines) else block[1],
            a_lines[i2][0] if i2 < len(a_lines) else block[1],
            b_lines[j1][0] if j1 < len(b_lines) else block[3],
            b_lines[j2][0] if j2 < len(b_lines) else block[3],
        )
        i, i_end, j, j_end = _trimmed(a, b, outer)
        if (i_end - i) * (j_end - j) <= MAX_CELLS:
            yield i, i_end, j, j_end
        else:
            for k1, k2, l1, l2 in between_anchors(a[i:i_end], b[j:j_end]):
                yield _trimmed(a, b, (i + k1, i + k2, j + l1, j + l2))


def _lines(words: Sequence[str], start: int, stop: int) -> list[tuple[int, str]]:
    """Return the sentences of a block, each with the position of its first word."""
    lines, begin = [], start
    for position in range(start, stop):
        if word_kind(words[position]) == "end" or position == stop - 1:
            lines.append((begin, "".join(words[begin : position + 1])))
            begin = position + 1
    return lines


def between_anchors(a: Sequence[str], b: Sequence[str]) -> Iterator[Hunk]:
    """Return the gaps between the longest rising chain of items that occur exactly once on each side."""
    a_counts, b_counts = Counter(a), Counter(b)
    place = {item: j for j, item in enumerate(b) if b_counts[item] == 1}
    pairs = [(i, place[item]) for i, item in enumerate(a) if a_counts[item] == 1 and item in place]
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(chain[length - 1] if length else -1)
        tails[length : length + 1] = [j]
        chain[length : length + 1] = [number]
    anchors: list[tuple[int, int]] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        anchors.append(pairs[number])
        number = before[number]
    i, j = 0, 0
    for next_i, next_j in [*reversed(anchors), (len(a), len(b))]:
        if next_i > i or next_j > j:
            yield i, next_i, j, next_j
        i, j = next_i + 1, next_j + 1
