"""The marks an official would draw between two texts (新旧の傍線): :func:`diff_text` and its values.

Two layers, both kept: segments hold the text, marks hold positions. The shortest edit script between the
words comes from diff-match-patch (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986),
run without its clock; what makes whole words, units and no islands of it is below.
"""

import enum
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import attrs
from diff_match_patch import diff_match_patch

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff.keys import cosmetic_key
from plancomment.textdiff.words import Segmenter, graphemes, is_simple, segment, word_kind

__all__ = ["Granularity", "Segment", "Tag", "TextDiff", "diff_text"]

Granularity = Literal["word", "char"]

# Work is bounded by sizes, never by time. Between two stretches whose word counts have a product of at most
# MAX_CELLS the edit script is a shortest one; above it the stretches are first tied together at what occurs
# once on each side, and the gaps between may use TOTAL_CELLS together. What is left over is replaced whole.
MAX_CELLS = 250_000
TOTAL_CELLS = 2_000_000

# (start, end) in the old words, (start, end) in the new words: one place that differs.
_Hunk = tuple[int, int, int, int]


class Tag(enum.StrEnum):
    """What a segment is (区分): in both texts (equal), only in old (delete) or only in new (insert)."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@attrs.frozen
class Segment:
    """A piece of text (断片) and the side or sides it stands on; unpacks as ``tag, text``.

    Attributes:
        tag: which side the text stands on (新旧の別).
        text: the piece itself, never empty in a diff (文字列).

    Raises:
        WrongTypeError: `tag` is no Tag, or `text` no str.
    """

    tag: Tag
    text: str

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.tag, Tag) or not isinstance(self.text, str):
            raise WrongTypeError(
                f"a segment is a Tag and a str, not {type(self.tag).__name__} and {type(self.text).__name__}"
            )

    def __iter__(self) -> Iterator[str]:
        yield self.tag
        yield self.text


@attrs.frozen
class TextDiff:
    """What changed between two texts (新旧の差分).

    Attributes:
        old: the text before, exactly as given (旧).
        new: the text after, exactly as given (新).
        segments: in order; equal and delete rebuild `old`, equal and insert rebuild `new`, code point for code point.
        segmenter: what the words were found with (単語分割).
        coarsened: the texts were too large for a shortest script; the marks are right, but may be longer than they
            had to be (粗い比較).

    Raises:
        WrongValueError: the segments do not rebuild both sides.
        WrongTypeError: a field is of another type.
    """

    old: str
    new: str
    segments: tuple[Segment, ...]
    segmenter: str = "builtin"
    coarsened: bool = False

    def __attrs_post_init__(self) -> None:
        if not (isinstance(self.old, str) and isinstance(self.new, str) and isinstance(self.segmenter, str)):
            raise WrongTypeError("old, new and segmenter are strings")
        if not isinstance(self.segments, tuple) or not isinstance(self.coarsened, bool):
            raise WrongTypeError("segments is a tuple of Segment, coarsened a bool")
        old, new = [], []
        for piece in self.segments:
            if not isinstance(piece, Segment):
                raise WrongTypeError(f"segments holds a {type(piece).__name__}, which is no Segment")
            if piece.tag is not Tag.INSERT:
                old.append(piece.text)
            if piece.tag is not Tag.DELETE:
                new.append(piece.text)
        if "".join(old) != self.old or "".join(new) != self.new:
            raise WrongValueError("the segments do not rebuild old and new")

    @property
    def marks_old(self) -> tuple[tuple[int, int], ...]:
        """The spans to underline in `old` (旧の傍線): code points, 0-based, end-exclusive."""
        return self._marks(Tag.DELETE)

    @property
    def marks_new(self) -> tuple[tuple[int, int], ...]:
        """The spans to underline in `new` (新の傍線): code points, 0-based, end-exclusive."""
        return self._marks(Tag.INSERT)

    @property
    def is_equal(self) -> bool:
        """Whether both texts are the same, code point for code point (変更なし)."""
        return self.old == self.new

    @property
    def is_cosmetic(self) -> bool:
        """Whether the texts differ in width, variants, Unicode form or spacing only (表記のみの差)."""
        return self.old != self.new and cosmetic_key(self.old) == cosmetic_key(self.new)

    def _marks(self, side: Tag) -> tuple[tuple[int, int], ...]:
        marks, position = [], 0
        for piece in self.segments:
            if piece.tag is side or piece.tag is Tag.EQUAL:
                end = position + len(piece.text)
                if piece.tag is side:
                    marks.append((position, end))
                position = end
        return tuple(marks)


def diff_text(old: str, new: str, *, granularity: Granularity = "word", segmenter: Segmenter = "builtin") -> TextDiff:
    """Compare two texts and mark whole words and units (文言の比較).

    `granularity` "word" gives the marks of a comparison table; "char" gives the shortest script on grapheme
    clusters, without any clean-up. `segmenter` "builtin" needs nothing, "sudachi" needs the extra `ja`.
    The result depends on the arguments only: no clock, no hash seed, nothing that happens to be installed.

    Raises WrongTypeError when `old` or `new` is not a str, WrongValueError for another granularity or
    segmenter, MissingExtraError when SudachiPy is asked for and missing.

    >>> [f"{tag}:{text}" for tag, text in diff_text("30分以内", "15分以内").segments]
    ['delete:30分', 'insert:15分', 'equal:以内']
    """
    if not isinstance(old, str) or not isinstance(new, str):
        raise WrongTypeError(f"texts are str, not {type(old).__name__} and {type(new).__name__}")
    if granularity not in ("word", "char"):
        raise WrongValueError(f"granularity must be 'word' or 'char', not {granularity!r}")
    if segmenter not in ("builtin", "sudachi"):
        raise WrongValueError(f"segmenter must be 'builtin' or 'sudachi', not {segmenter!r}")
    if old == new:
        return TextDiff(old, new, (Segment(Tag.EQUAL, old),) if old else (), segmenter)
    if granularity == "char":
        old_spans, new_spans = graphemes(old), graphemes(new)
    else:
        start, old_stop, new_stop = _window(old, new, segmenter)
        old_spans = segment(old, segmenter, start, old_stop)
        new_spans = segment(new, segmenter, start, new_stop)
    a, b = [old[i:j] for i, j in old_spans], [new[i:j] for i, j in new_spans]
    hunks, coarsened = _edit_script(a, b)
    if granularity == "word":
        hunks = _tidy(a, b, hunks)
    return TextDiff(old, new, _segments(old, new, old_spans, new_spans, hunks), segmenter, coarsened)


# ── from texts to words, and back ────────────────────────────────────────────────────────────────────

# Behind these no word goes on and no word looks back, so that only what lies between two of them is cut.
_SAFE = {"builtin": re.compile("[。、\n]"), "sudachi": re.compile("[。\n]")}


def _common_prefix(a: str, b: str) -> int:
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


def _window(old: str, new: str, segmenter: str) -> tuple[int, int, int]:
    """Return start, old stop and new stop of the part that has to be cut into words.

    The part reaches back as far as an edit of its length can slide: leaving out the rest changes nothing.
    """
    if not (is_simple(old) and is_simple(new)):
        return 0, len(old), len(new)
    comma = "、" if segmenter == "builtin" else "。"
    prefix = _common_prefix(old, new)
    rest = min(len(old), len(new)) - prefix
    suffix = _common_prefix(old[: -rest - 1 : -1], new[: -rest - 1 : -1]) if rest else 0
    reach = prefix - (max(len(old), len(new)) - prefix - suffix) - 1
    start = (
        max(old.rfind("。", 0, reach), old.rfind(comma, 0, reach), old.rfind("\n", 0, reach)) + 1 if reach > 0 else 0
    )
    following = _SAFE[segmenter].search(old, len(old) - suffix)
    kept = len(old) - following.end() if following else 0
    return start, len(old) - kept, len(new) - kept


def _segments(
    old: str,
    new: str,
    old_spans: Sequence[tuple[int, int]],
    new_spans: Sequence[tuple[int, int]],
    hunks: list[_Hunk],
) -> tuple[Segment, ...]:
    """Return the canonical segments: none empty, no two of a tag in a row, delete before insert."""
    segments: list[Segment] = []
    done = 0
    for i1, i2, j1, j2 in hunks:
        at = old_spans[i1][0] if i1 < len(old_spans) else old_spans[-1][1] if old_spans else 0
        if at > done:
            segments.append(Segment(Tag.EQUAL, old[done:at]))
        done = at
        if i1 < i2:
            done = old_spans[i2 - 1][1]
            segments.append(Segment(Tag.DELETE, old[at:done]))
        if j1 < j2:
            segments.append(Segment(Tag.INSERT, new[new_spans[j1][0] : new_spans[j2 - 1][1]]))
    if done < len(old):
        segments.append(Segment(Tag.EQUAL, old[done:]))
    return tuple(segments)


# ── the edit script ──────────────────────────────────────────────────────────────────────────────────


def _engine() -> Any:
    engine = diff_match_patch()
    # No deadline: under a clock the same texts give other marks on a busy machine.
    engine.Diff_Timeout = 0
    return engine


_ENGINE = _engine()


def _edit_script(a: Sequence[str], b: Sequence[str]) -> tuple[list[_Hunk], bool]:
    """Return where two lists of words differ, and whether a cap on work was hit."""
    i1, i2, j1, j2 = _trimmed(a, b, (0, len(a), 0, len(b)))
    if (i2 - i1) * (j2 - j1) <= MAX_CELLS:
        return _shortest(a, b, (i1, i2, j1, j2)), False
    hunks: list[_Hunk] = []
    budget = TOTAL_CELLS
    for block in _anchored_blocks(a, b, (i1, i2, j1, j2)):
        cells = (block[1] - block[0]) * (block[3] - block[2])
        if cells <= min(MAX_CELLS, budget):
            budget -= cells
            hunks += _shortest(a, b, block)
        else:
            hunks.append(block)
    return _joined(hunks), True


def _trimmed(a: Sequence[str], b: Sequence[str], block: _Hunk) -> _Hunk:
    """Take the words off a block that both sides begin and end with."""
    i1, i2, j1, j2 = block
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _shortest(a: Sequence[str], b: Sequence[str], block: _Hunk) -> list[_Hunk]:
    """Return a shortest edit script of one block; words become code points, all that the engine knows."""
    i1, i2, j1, j2 = block
    if i1 == i2 and j1 == j2:
        return []
    if i1 == i2 or j1 == j2 or (i2 - i1 == 1 == j2 - j1):
        return [block]
    codes: dict[str, str] = {}
    for word in (*a[i1:i2], *b[j1:j2]):
        if word not in codes:
            number = len(codes) + 1
            codes[word] = chr(number if number < 0xD800 else number + 0x800)
    left, right = "".join([codes[word] for word in a[i1:i2]]), "".join([codes[word] for word in b[j1:j2]])
    hunks: list[_Hunk] = []
    i, j = i1, j1
    for sign, text in _ENGINE.diff_main(left, right, False):
        if sign:
            hunks.append((i, i + len(text), j, j) if sign < 0 else (i, i, j, j + len(text)))
        i += len(text) if sign <= 0 else 0
        j += len(text) if sign >= 0 else 0
    return _joined(hunks)


def _joined(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Make one hunk of hunks that touch."""
    joined: list[_Hunk] = []
    for i1, i2, j1, j2 in hunks:
        if joined and joined[-1][1] == i1 and joined[-1][3] == j1:
            i1, j1 = joined[-1][0], joined[-1][2]
            joined.pop()
        if i1 < i2 or j1 < j2:
            joined.append((i1, i2, j1, j2))
    return joined


def _anchored_blocks(a: Sequence[str], b: Sequence[str], block: _Hunk) -> Iterator[_Hunk]:
    """Cut a large block at the sentences, then at the words, that occur once on each side (patience)."""
    a_lines, b_lines = _lines(a, block[0], block[1]), _lines(b, block[2], block[3])
    for i1, i2, j1, j2 in _between_anchors([line for _, line in a_lines], [line for _, line in b_lines]):
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
            for k1, k2, l1, l2 in _between_anchors(a[i:i_end], b[j:j_end]):
                yield _trimmed(a, b, (i + k1, i + k2, j + l1, j + l2))


def _lines(words: Sequence[str], start: int, stop: int) -> list[tuple[int, str]]:
    """Return the sentences of a block, each with the position of its first word."""
    lines, begin = [], start
    for position in range(start, stop):
        if word_kind(words[position]) == "end" or position == stop - 1:
            lines.append((begin, "".join(words[begin : position + 1])))
            begin = position + 1
    return lines


def _between_anchors(a: Sequence[str], b: Sequence[str]) -> Iterator[_Hunk]:
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


# ── the clean-up ─────────────────────────────────────────────────────────────────────────────────────


def _tidy(a: Sequence[str], b: Sequence[str], hunks: list[_Hunk]) -> list[_Hunk]:
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


def _slid(a: Sequence[str], b: Sequence[str], hunks: list[_Hunk]) -> list[_Hunk]:
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


def _absorbed(a: Sequence[str], b: Sequence[str], hunks: list[_Hunk]) -> list[_Hunk]:
    """Make one hunk of two when what stands between them is too little to be read by itself."""
    kept: list[_Hunk] = []
    for hunk in hunks:
        while kept and _is_stray(a, b, kept[-1], hunk):
            first = kept.pop()
            hunk = (first[0], hunk[1], first[2], hunk[3])
        kept.append(hunk)
    return kept


def _is_stray(a: Sequence[str], b: Sequence[str], left: _Hunk, right: _Hunk) -> bool:
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


def _replaces(hunk: _Hunk) -> bool:
    return hunk[0] < hunk[1] and hunk[2] < hunk[3]


def _is_bare_particle(a: Sequence[str], b: Sequence[str], hunk: _Hunk) -> bool:
    words = [*a[hunk[0] : hunk[1]], *b[hunk[2] : hunk[3]]]
    return len(words) == 1 and word_kind(words[0]) == "particle" and len(words[0]) == 1
