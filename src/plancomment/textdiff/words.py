"""Where a text may be cut (語・単位の境界): the words and units to quote.

Positions are code points, 0-based, end-exclusive. Two segmenters stand behind one function: the built-in one
(:mod:`plancomment.textdiff.phrases`) and SudachiPy (:mod:`plancomment.textdiff.dictionary`).
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from plancomment.errors import WrongValueError
from plancomment.textdiff.clusters import graphemes, is_simple
from plancomment.textdiff.dictionary import sudachi_cuts
from plancomment.textdiff.kana import PARTICLES
from plancomment.textdiff.kanji import LONGEST_KEPT
from plancomment.textdiff.phrases import builtin_cuts

__all__ = ["Segmenter", "WordKind", "boundaries", "segment", "word_kind"]

Segmenter = Literal["builtin", "sudachi"]
WordKind = Literal["end", "comma", "open", "close", "space", "particle", "word", "sign"]

_CUTTERS: dict[str, Callable[[str, int, int], list[int]]] = {"builtin": builtin_cuts, "sudachi": sudachi_cuts}


def segment(
    text: str, segmenter: Segmenter = "builtin", start: int = 0, stop: int | None = None
) -> list[tuple[int, int]]:
    """Return the spans of the words of a text (語の範囲), which they cover exactly from `start` to `stop`.

    `start` and `stop` are code points; they must stand at a line break, after 。 or 、 or at the ends of the text,
    and not inside a grapheme cluster. Every boundary is also a boundary of a grapheme cluster. `"sudachi"` takes
    the words of SudachiPy (mode C) between the same units, and raises MissingExtraError without the extra `ja`;
    another name raises WrongValueError.

    >>> [text[a:b] for text in ["令和３年度に見直しを進めます。"] for a, b in segment(text)]
    ['令和３年度', 'に', '見直し', 'を', '進めます', '。']
    """
    return list(itertools.pairwise(boundaries(text, segmenter, start, len(text) if stop is None else stop)))


def boundaries(text: str, segmenter: Segmenter, start: int, stop: int) -> list[int]:
    """Return `start` and the end of every word up to `stop` (語の境界), as :func:`segment` finds them."""
    cutter = _CUTTERS.get(segmenter)
    if cutter is None:
        raise WrongValueError(f"segmenter must be 'builtin' or 'sudachi', not {segmenter!r}")
    if is_simple(text, start, stop):
        return [start, *cutter(text, start, stop)]
    spans = graphemes(text)
    signs = "".join([_sign(text[a:b]) for a, b in spans])
    ends = [0, *(b for _, b in spans)]
    place = {end: number for number, end in enumerate(ends)}
    return [start, *(ends[cut] for cut in cutter(signs, place[start], place[stop]))]


def _sign(cluster: str) -> str:
    """Return one character that stands for a cluster: 葛 for 葛+selector, が for か+゙, a line break for CRLF."""
    if len(cluster) == 1:
        return cluster
    return "\n" if cluster == "\r\n" else unicodedata.normalize("NFC", cluster)[0]


@functools.cache
def _is_particle() -> Callable[[str], object]:
    return re.compile(rf"{PARTICLES}|等|及び|並びに|又は|若しくは|または|および|し|する|します|した|して").fullmatch


def word_kind(word: str) -> WordKind:
    """Return what a word is to its neighbours (語の種別): an end, a comma, a bracket, a particle, …"""
    return _kept_kind(word) if len(word) <= LONGEST_KEPT else _find_kind(word)


def _find_kind(word: str) -> WordKind:
    last = word[-1]
    if last in "。．！？!?\n\r":
        return "end"
    if len(word) == 1:
        if last in "、，,・;；:：":
            return "comma"
        category = unicodedata.category(last)
        if category in ("Ps", "Pi"):
            return "open"
        if category in ("Pe", "Pf"):
            return "close"
        if last.isspace():
            return "space"
        if category[0] in "PSC":
            return "sign"
    if word.isspace():
        return "space"
    return "particle" if _is_particle()(word) else "word"


_kept_kind = functools.lru_cache(maxsize=16384)(_find_kind)
