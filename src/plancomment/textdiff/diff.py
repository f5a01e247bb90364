"""The marks an official would draw between two texts (新旧の傍線): :func:`diff_text` and its values.

Two layers, both kept: segments hold the text, marks hold positions. Texts become words (words), words a shortest edit
script (script), and that the marks of an official (tidying).
"""

import enum
import re
from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff.clusters import graphemes, is_simple
from plancomment.textdiff.keys import cosmetic_key
from plancomment.textdiff.script import Hunk, edit_script
from plancomment.textdiff.tidying import tidy
from plancomment.textdiff.words import Segmenter, segment

__all__ = ["Granularity", "Segment", "Tag", "TextDiff", "diff_text"]

Granularity = Literal["word", "char"]


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
    hunks, coarsened = edit_script(a, b)
    if granularity == "word":
        hunks = tidy(a, b, hunks)
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
    hunks: list[Hunk],
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
