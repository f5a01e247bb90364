"""What a row of the comparison table shows of a clause: the marked words, and how much of the text around them (抜粋).

What is left out is left out of both sides at the same place, because it is cut from a text that both have; a sign
stands for it. Words that changed are never left out.
"""

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

import attrs

from plancomment.textdiff import Segment, Tag, TextDiff

__all__ = ["Piece", "blank_like", "excerpt"]

Extent = Literal["clause", "sentence", "phrase"]
Side = Literal["old", "new"]

_OPENING = "（(「『〔［【《〈"
_CLOSING = "）)」』〕］】》〉"
_PAUSES = "、，,;"


@attrs.frozen
class Piece:
    """A stretch of one side (字句).

    Attributes:
        kind: ``"same"`` on both sides, ``"changed"`` on this one only, ``"omitted"`` left out here and there,
            ``"lacking"`` on the other side only.
        text: what stands there; of ``"lacking"``, on the other side.
    """

    kind: Literal["same", "changed", "omitted", "lacking"]
    text: str


def excerpt(diff: TextDiff, side: Side, extent: Extent, sign: str) -> tuple[Piece, ...]:
    """One side, piece by piece, with so much of the unchanged text around each change (抜粋).

    A sentence ends at 。！？ and line breaks, a phrase at 、 and the like, too, but none within brackets. Texts no
    longer than the sign that would stand for them are kept.
    """
    own = Tag.DELETE if side == "old" else Tag.INSERT
    # Both sides are cut at the same places, those of the old one.
    ends = _ends(diff.old, extent) if extent != "clause" else ()
    found: list[Piece] = []
    start = 0
    for index, segment in enumerate(diff.segments):
        if segment.tag is own:
            found.append(Piece("changed", segment.text))
        elif segment.tag is not Tag.EQUAL:
            if not _has_counterpart(diff.segments, index):
                found.append(Piece("lacking", segment.text))
        elif extent == "clause":
            found.append(Piece("same", segment.text))
        else:
            length = len(segment.text)
            inner = [end - start for end in ends[bisect_right(ends, start) : bisect_right(ends, start + length)]]
            found.extend(_shown(diff.segments, index, inner, extent, sign))
        if segment.tag is not Tag.INSERT:
            start += len(segment.text)
    return tuple(found)


def _has_counterpart(segments: Sequence[Segment], index: int) -> bool:
    """Whether a change on one side stands beside one on the other side: a deletion comes before its insertion."""
    other = index + 1 if segments[index].tag is Tag.DELETE else index - 1
    return 0 <= other < len(segments) and segments[other].tag not in (Tag.EQUAL, segments[index].tag)


def _shown(segments: Sequence[Segment], index: int, ends: Sequence[int], extent: Extent, sign: str) -> Iterator[Piece]:
    """What is kept of a text that both sides have: its ends, as far as the sentence or phrase of a change reaches."""
    text = segments[index].text
    before, after = segments[:index], segments[index + 1 :]
    head, tail = 0, len(text)
    if (before or not after) and not _is_complete(before, extent):
        head = ends[0] if ends else len(text)
    if after:
        tail = ends[-1] if ends else 0
    head, tail = _without_breaks(text, head, tail)
    if tail - head <= len(sign):
        yield Piece("same", text)
        return
    if head:
        yield Piece("same", text[:head])
    yield Piece("omitted", text[head:tail])
    if tail < len(text):
        yield Piece("same", text[tail:])


def _is_complete(before: Sequence[Segment], extent: Extent) -> bool:
    """Whether the change right before ends where a sentence or phrase ends, on every side that it is on."""
    changed = [segment.text for segment in takewhile(lambda one: one.tag is not Tag.EQUAL, reversed(before))]
    return bool(changed) and all(_ends(text, extent)[-1:] == [len(text)] for text in changed)


def _without_breaks(text: str, head: int, tail: int) -> tuple[int, int]:
    """Line breaks around what is left out are kept, so that the sign stands on a line of its own."""
    while head < tail and text[head] == "\n":
        head += 1
    while head < tail and text[tail - 1] == "\n":
        tail -= 1
    return head, tail


def _ends(text: str, extent: Extent) -> list[int]:
    """Where sentences or phrases end, as positions behind their last sign; none within brackets."""
    ends = []
    depth = 0
    for match in _signs().finditer(text):
        sign = match[0]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(depth - 1, 0)
        elif sign == "\n":
            depth = 0
            ends.append(match.end())
        elif not depth and (extent == "phrase" or sign not in _PAUSES):
            ends.append(match.end())
    return ends


@functools.cache
def _signs() -> re.Pattern[str]:
    # ｜ stands between the cells of a table's row.
    return re.compile(f"[{_OPENING}{_CLOSING}。！？、，｜\\n]|[.!?,;](?= )")


def blank_like(text: str) -> str:
    """White space as wide as a text, in one line: an ideographic space for each full width (空白)."""
    width = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text if char != "\n")
    return "\u3000" * ((width + 1) // 2)
