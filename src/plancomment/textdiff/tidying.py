"""What makes the marks of an official of a shortest edit script: whole phrases, no islands (傍線の整え)."""

from collections.abc import Sequence

from plancomment.textdiff.script import Hunk
from plancomment.textdiff.words import word_kind

__all__ = ["tidy"]


def tidy(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Slide every edit to its best place and absorb stray islands, until nothing moves any more.

    Every slide raises the sum of the scores and every absorption takes a hunk away, so this ends, and a
    second run changes nothing.
    """
    while True:
        slid = _slid(a, b, hunks)
        tidied = _absorbed(a, b, slid)
        if tidied == hunks:
            return hunks
        hunks = tidied


def _slid(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Move pure insertions and deletions that repeat their surroundings to the best word boundary."""
    moved = list(hunks)
    for number, (i1, i2, j1, j2) in enumerate(hunks):
        if i1 < i2 and j1 < j2:
            continue
        words, start, stop = (a, i1, i2) if i1 < i2 else (b, j1, j2)
        # One word of the text in common has to stay on each side, or two edits would run into one.
        low = moved[number - 1][1] + 1 if number else 0
        high = hunks[number + 1][0] - 1 if number + 1 < len(hunks) else len(a)
        best, best_score = 0, -1
        for way, room in ((-1, i1 - low), (1, high - i2)):
            shift = 0
            while abs(shift) < min(room, stop - start):
                leaving = start + shift + way if way < 0 else start + shift
                entering = stop + shift + way if way < 0 else stop + shift
                if words[leaving] != words[entering]:
                    break
                if best_score < 0:
                    best_score = _score(words, start, stop)
                shift += way
                score = _score(words, start + shift, stop + shift)
                if score > best_score:
                    best, best_score = shift, score
        moved[number] = (i1 + best, i2 + best, j1 + best, j2 + best)
    return moved


def _score(words: Sequence[str], start: int, stop: int) -> int:
    """Return how well words[start:stop] stands by itself: good cuts at both ends, brackets in pairs."""
    kinds = [word_kind(word) for word in words[start:stop]]
    paired = 6 if kinds.count("open") == kinds.count("close") and kinds[0] != "close" else 0
    return paired + _cut(words, start) + _cut(words, stop)


def _cut(words: Sequence[str], at: int) -> int:
    """Return how good a cut before words[at] is; the ends of the text count as ends of a sentence."""
    before = word_kind(words[at - 1]) if at else "end"
    after = word_kind(words[at]) if at < len(words) else "end"
    if before == "end":
        return 9
    # A 読点 goes with the word after it: 証人{>、鑑定人}、参考人.
    if after == "comma":
        return 6
    if after == "open" or before in ("close", "space"):
        return 5
    if before == "comma" or after == "end":
        return 4
    if before == "open" or after in ("close", "space"):
        return 3
    if before == "particle":
        return 1 if after == "particle" else 4
    return 2


def _absorbed(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Make one hunk of two when what stands between them is too little to be read by itself."""
    kept: list[Hunk] = []
    for hunk in hunks:
        while kept and _is_stray(a, b, kept[-1], hunk):
            first = kept.pop()
            hunk = (first[0], hunk[1], first[2], hunk[3])
        kept.append(hunk)
    return kept


def _is_stray(a: Sequence[str], b: Sequence[str], left: Hunk, right: Hunk) -> bool:
    """Tell whether the words between two neighbouring hunks should be marked with them."""
    island = a[left[1] : right[0]]
    if len(island) > 2:
        return False
    both = _replaces(left) and _replaces(right)
    if len(island) == 1:
        word, kind = island[0], word_kind(island[0])
        # A lone を, し or の, a space between two English words.
        if (kind == "particle" and len(word) == 1) or kind == "space":
            return True
        if word == "・" and both:
            return True
        # 利活用を推進し → 利活用推進・…: where a particle opens or closes a compound, its word goes along.
        mixed = (left[0] < left[1] or right[0] < right[1]) and (left[2] < left[3] or right[2] < right[3])
        if mixed and kind == "word" and (_is_bare_particle(a, b, left) or _is_bare_particle(a, b, right)):
            return True
    # A short echo inside a sentence that was written anew.
    rewritten = min(max(left[1] - left[0], left[3] - left[2]), max(right[1] - right[0], right[3] - right[2]))
    return both and rewritten >= 4 * len(island) and all(word_kind(word) in ("particle", "word") for word in island)


def _replaces(hunk: Hunk) -> bool:
    return hunk[0] < hunk[1] and hunk[2] < hunk[3]


def _is_bare_particle(a: Sequence[str], b: Sequence[str], hunk: Hunk) -> bool:
    words = [*a[hunk[0] : hunk[1]], *b[hunk[2] : hunk[3]]]
    return len(words) == 1 and word_kind(words[0]) == "particle" and len(words[0]) == 1
