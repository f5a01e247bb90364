"""Which passages of two texts have to be cut into words, and what differs in them (比較する範囲).

What both texts begin and end with is set aside first. Texts that are too large for one shortest script are tied
together at their sentences, and every passage between two ties is compared by itself.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from plancomment.textdiff.clusters import is_simple
from plancomment.textdiff.phrases import BREAKS
from plancomment.textdiff.script import Hunk, Work, between_anchors, edit_script
from plancomment.textdiff.tidying import tidy
from plancomment.textdiff.words import Segmenter, boundaries

__all__ = ["LONGEST_PASSAGE", "MAX_PRODUCT", "changed_passages", "common_prefix"]

# Above this product of their lengths in code points, texts are tied together at their sentences before they are cut
# into words: a shortest script of the whole would not be worth its price.
MAX_PRODUCT = 8_000_000
# A passage without ties that is longer than this, both sides together, is replaced whole.
LONGEST_PASSAGE = 500_000


def changed_passages(old: str, new: str, segmenter: Segmenter) -> tuple[list[Hunk], bool]:
    """Return the places that differ, as positions in both texts, and whether a cap on work was hit."""
    window = _window(old, new, segmenter)
    i1, i2, j1, j2 = window
    if (i2 - i1) * (j2 - j1) <= MAX_PRODUCT:
        hunks, coarsened = _compared(old, new, window, segmenter, None)
        if not coarsened:
            return hunks, False
    hunks, work = [], Work()
    for passage in _tied(old, new, window):
        i1, i2, j1, j2 = passage
        if i1 == i2 or j1 == j2 or i2 - i1 + j2 - j1 > LONGEST_PASSAGE:
            hunks.append(passage)
        else:
            # Cut out, so that nothing is done to the whole text once for each passage.
            old_part, new_part = old[i1:i2], new[j1:j2]
            found, _ = _compared(old_part, new_part, (0, i2 - i1, 0, j2 - j1), segmenter, work)
            hunks += [(i1 + i, i1 + i_end, j1 + j, j1 + j_end) for i, i_end, j, j_end in found]
    return hunks, True


def _compared(old: str, new: str, window: Hunk, segmenter: Segmenter, work: Work | None) -> tuple[list[Hunk], bool]:
    """Compare two passages word by word: the marks, and whether the work was too much for a shortest script."""
    i1, i2, j1, j2 = window
    old_cuts, new_cuts = boundaries(old, segmenter, i1, i2), boundaries(new, segmenter, j1, j2)
    a = [old[start:end] for start, end in itertools.pairwise(old_cuts)]
    b = [new[start:end] for start, end in itertools.pairwise(new_cuts)]
    script, coarsened = edit_script(a, b, work)
    hunks = [(old_cuts[i], old_cuts[i_end], new_cuts[j], new_cuts[j_end]) for i, i_end, j, j_end in tidy(a, b, script)]
    return hunks, coarsened


# ── what both texts begin and end with ───────────────────────────────────────────────────────────────

# Behind these no word goes on and no word looks back, so that only what lies between two of them is cut.
_SAFE = {"builtin": BREAKS, "sudachi": re.compile("[。\n]")}


def _window(old: str, new: str, segmenter: Segmenter) -> Hunk:
    """Return the part of both texts that has to be cut into words.

    It reaches back as far as an edit of its length can slide: leaving out the rest changes nothing.
    """
    prefix = common_prefix(old, new)
    rest = min(len(old), len(new)) - prefix
    suffix = common_prefix(old[: -rest - 1 : -1], new[: -rest - 1 : -1]) if rest else 0
    breaks = _SAFE[segmenter]
    start = _last_break(old, breaks, prefix - (max(len(old), len(new)) - prefix - suffix) - 1)
    # A break looks back by two signs, which have to stand in both texts.
    for following in breaks.finditer(old, len(old) - suffix):
        end = following.end()
        if end < len(old) and is_simple(old[end]) and (suffix - len(old) + end > 2 or following[0] in "。、\n"):
            return start, end, start, len(new) - len(old) + end
    return start, len(old), start, len(new)


def _last_break(text: str, breaks: re.Pattern[str], limit: int) -> int:
    """Return the end of the last break up to a place, 0 where there is none."""
    high = limit
    while high > 0:
        low = max(high - 40, 0)
        # One sign more than the limit: a break looks ahead.
        for end in [found.end() for found in breaks.finditer(text, low, high + 1)][::-1]:
            if end <= high and is_simple(text[end]):
                return end
        high = low
    return 0


def common_prefix(a: str, b: str) -> int:
    """Return how many code points both texts begin with, by halves: comparing slices is what Python does fastest."""
    if a[:1] != b[:1]:
        return 0
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


# ── texts that are too large ─────────────────────────────────────────────────────────────────────────


def _tied(old: str, new: str, window: Hunk, *, finely: bool = False) -> Iterator[Hunk]:
    """Return the passages between the sentences that occur once on each side, in one order (patience).

    Passages that are still too long are tied together once more, at their phrases.
    """
    i1, i2, j1, j2 = window
    old_cuts, new_cuts = _pieces(old, i1, i2, finely), _pieces(new, j1, j2, finely)
    olds = [old[start:end] for start, end in itertools.pairwise(old_cuts)]
    news = [new[start:end] for start, end in itertools.pairwise(new_cuts)]
    for k1, k2, l1, l2 in _gaps(olds, news):
        passage = (old_cuts[k1], old_cuts[k2], new_cuts[l1], new_cuts[l2])
        long = passage[1] - passage[0] + passage[3] - passage[2] > LONGEST_PASSAGE
        if long and not finely and k1 < k2 and l1 < l2:
            yield from _tied(old, new, passage, finely=True)
        else:
            yield passage


def _gaps(olds: Sequence[str], news: Sequence[str]) -> Iterator[Hunk]:
    gaps = list(between_anchors(olds, news))
    if gaps == [(0, len(olds), 0, len(news))] and len(olds) == len(news) > 1:
        # Nothing ties them together, but they are as many: each is compared with the one in its place.
        return ((at, at + 1, at, at + 1) for at in range(len(olds)) if olds[at] != news[at])
    return iter(gaps)


@functools.cache
def _ends(finely: bool) -> re.Pattern[str]:
    return re.compile("[。！？、，,;；]+|\\s+" if finely else "[。！？\n]+|[.!?] +")


def _pieces(text: str, start: int, stop: int, finely: bool) -> list[int]:
    """Return where the sentences or phrases begin, and the end of the last; none cuts a grapheme cluster."""
    cuts = [start]
    for match in _ends(finely).finditer(text, start, stop):
        end = match.end()
        if end < stop and is_simple(text[end]):
            cuts.append(end)
    if stop > start:
        cuts.append(stop)
    return cuts
