"""The marks an official would draw between two texts (新旧の傍線): :func:`diff_text` and its values.

Two layers, both kept: segments hold the text, marks hold positions. What differs is found passage by passage
(passages): texts become words (words), words a shortest edit script (script), and that the marks of an official
(tidying).
"""

import enum
from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff.clusters import graphemes, is_simple
from plancomment.textdiff.keys import cosmetic_key
from plancomment.textdiff.passages import changed_passages
from plancomment.textdiff.script import Hunk, edit_script
from plancomment.textdiff.words import Segmenter

__all__ = ["Granularity", "Move", "Segment", "Tag", "TextDiff", "diff_text"]

Granularity = Literal["word", "char"]

# What a phrase gains or loses when it is taken to another place.
_EDGES = "、，,・ 　\n"


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
class Move:
    """A phrase that stands elsewhere in the same text now (文中の移動).

    Attributes:
        old: where it stood: start and end in the old text, code points, 0-based, end-exclusive (旧の位置).
        new: where it stands (新の位置).
        text: the phrase, without 、 and spaces at its edges (語句).

    Raises:
        WrongTypeError: a place is no pair of whole numbers, or `text` no str.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    text: str

    def __attrs_post_init__(self) -> None:
        for place in (self.old, self.new):
            if not (isinstance(place, tuple) and [type(end) for end in place] == [int, int]):
                raise WrongTypeError("the places of a move are pairs of whole numbers")
        if not isinstance(self.text, str):
            raise WrongTypeError(f"the text of a move is a str, not {type(self.text).__name__}")


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

    @property
    def moves(self) -> tuple[Move, ...]:
        """The marked phrases that are only taken from one place to another (文中の移動), in the order of `old`.

        What was deleted in one place and inserted in another is one move when both say the same but for 、 and
        spaces at their edges, and are longer than three code points. The marks stay as they are.
        """
        # What moved passed something that stayed; most texts have one change only.
        if not any(segment.tag is Tag.EQUAL for segment in self.segments[1:-1]):
            return ()
        came: dict[str, list[tuple[int, int]]] = {}
        for span in reversed(self.marks_new):
            came.setdefault(self.new[slice(*span)].strip(_EDGES), []).append(span)
        found = []
        for old_mark in self.marks_old:
            phrase = self.old[slice(*old_mark)].strip(_EDGES)
            # Where a comma was taken off, what follows it must not be a part of its grapheme cluster.
            if len(phrase) > 3 and came.get(phrase) and is_simple(phrase[0]):
                i, j = self.old.index(phrase, old_mark[0]), self.new.index(phrase, came[phrase].pop()[0])
                found.append(Move((i, i + len(phrase)), (j, j + len(phrase)), phrase))
        return tuple(found)

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
        return _made(old, new, (), segmenter, False)
    if granularity == "char":
        hunks, coarsened = _changed_signs(old, new)
    else:
        hunks, coarsened = changed_passages(old, new, segmenter)
    return _made(old, new, hunks, segmenter, coarsened)


def _changed_signs(old: str, new: str) -> tuple[list[Hunk], bool]:
    """Return the places that differ between grapheme clusters, without any clean-up."""
    old_spans, new_spans = graphemes(old), graphemes(new)
    script, coarsened = edit_script([old[i:j] for i, j in old_spans], [new[i:j] for i, j in new_spans])
    old_cuts, new_cuts = [0, *(end for _, end in old_spans)], [0, *(end for _, end in new_spans)]
    return [(old_cuts[i], old_cuts[i_end], new_cuts[j], new_cuts[j_end]) for i, i_end, j, j_end in script], coarsened


def _made(old: str, new: str, hunks: Sequence[Hunk], segmenter: str, coarsened: bool) -> TextDiff:
    """Return the diff of places that differ: no segment empty, no two of a tag in a row, delete before insert.

    What is made here rebuilds both sides as long as the hunks are right; checking it again would cost more than
    finding most of them. The tests hold every diff against its texts.
    """
    segments: list[Segment] = []
    done = 0
    for i1, i2, j1, j2 in hunks:
        if i1 > done:
            segments.append(_trusted(Tag.EQUAL, old[done:i1]))
        if i1 < i2:
            segments.append(_trusted(Tag.DELETE, old[i1:i2]))
        if j1 < j2:
            segments.append(_trusted(Tag.INSERT, new[j1:j2]))
        done = i2
    if done < len(old):
        segments.append(_trusted(Tag.EQUAL, old[done:]))
    diff = _new_diff(TextDiff)
    _set_old(diff, old)
    _set_new(diff, new)
    _set_segments(diff, tuple(segments))
    _set_segmenter(diff, segmenter)
    _set_coarsened(diff, coarsened)
    return diff


def _trusted(tag: Tag, text: str) -> Segment:
    segment = _new_segment(Segment)
    _set_tag(segment, tag)
    _set_text(segment, text)
    return segment


_new_segment, _new_diff = Segment.__new__, TextDiff.__new__
_set_tag, _set_text = (vars(Segment)[name].__set__ for name in ("tag", "text"))
_set_old, _set_new, _set_segments, _set_segmenter, _set_coarsened = (
    vars(TextDiff)[name].__set__ for name in ("old", "new", "segments", "segmenter", "coarsened")
)
