"""Extended grapheme clusters (書記素クラスター): what a reader sees as one character, and no edit may cut.

After Unicode Standard Annex #29, with what Japanese texts add: variation selectors, か+゙, half-width ﾞ. Positions are
code points, 0-based, end-exclusive.
"""

import functools
import re
import sys
import unicodedata
from collections.abc import Callable

__all__ = ["graphemes", "is_simple"]

# Everything outside this class may join its neighbour, and takes the slow road below.
_NOT_SIMPLE = (
    "[^\t\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0391-\u03ff\u0410-\u044f\u2010-\u2027\u2030-\u203b\u2070-\u2071"
    "\u2074-\u208e\u20a0-\u20bf\u2100-\u2bff\u2e80-\u2eff\u3000-\u3029\u3030-\u3096\u309b-\u30ff\u3190-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9d\uffe0-\uffee\U00020000-\U0003fffd]"
)
_PREPENDED = frozenset(
    map(
        chr,
        (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0xD4E, 0x110BD, 0x110CD, 0x111C2, 0x111C3),
    )
)
_PICTOGRAPH = "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001fffd]"


def is_simple(text: str, start: int = 0, stop: int = sys.maxsize) -> bool:
    """Tell whether every code point of the text, or of a part of it, is a grapheme cluster by itself."""
    return _find(_NOT_SIMPLE)(text, start, stop) is None


@functools.cache
def _find(pattern: str) -> Callable[..., re.Match[str] | None]:
    # Compiled when first used: large classes cost more than all the rest of an import.
    return re.compile(pattern).search


@functools.lru_cache(maxsize=8192)
def _role(char: str) -> str:
    """Return the part that a code point plays in a cluster, after UAX #29, table 2."""
    code, category = ord(char), unicodedata.category(char)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"
    if char in "\u200c\u200d\uff9e\uff9f\u0e33\u0eb3" or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return "joiner" if char == "\u200d" else "extend"
    if category in ("Mn", "Me", "Mc"):
        return "virama" if unicodedata.combining(char) == 9 else "extend"
    if char in _PREPENDED:
        return "prepend"
    if category in ("Cc", "Cf", "Zl", "Zp"):
        return "control"
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    return "pictograph" if _find(_PICTOGRAPH)(char) else "other"


_JAMO = {("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("LV", "V"), ("V", "V")}
_JAMO |= {("LV", "T"), ("V", "T"), ("LVT", "T"), ("T", "T")}


def graphemes(text: str) -> list[tuple[int, int]]:
    """Return the spans of the extended grapheme clusters (書記素クラスタ), which cover the text exactly.

    Follows UAX #29: CRLF, combining marks (か+゙, NFD), variation selectors (葛+selector), half-width voiced
    marks (ｶﾞ), emoji with ZWJ, skin tone or keycap, flags, Hangul jamo. Where a rule needs tables that Python
    lacks (Indic conjuncts, some pictographs), clusters are joined rather than split. Code points that the
    running Python does not know yet count as letters.

    >>> graphemes("ｶﾞ🇯🇵")
    [(0, 2), (2, 4)]
    """
    if is_simple(text):
        return [(i, i + 1) for i in range(len(text))]
    spans: list[tuple[int, int]] = []
    start, flags, pictured, joined, conjunct = 0, 0, False, False, False
    before = ""
    for i, char in enumerate(text):
        role = _role(char)
        glued = (
            (char == "\n" and text[i - 1] == "\r" and i > 0)
            or (role in ("extend", "joiner", "virama") and before not in ("", "control"))
            or (before == "prepend" and role != "control")
            or (before, role) in _JAMO
            or (role == "pictograph" and joined)
            or (role == "flag" and flags % 2 == 1 and before == "flag")
            or (role == "other" and conjunct and unicodedata.category(char) == "Lo")
        )
        if not glued and i:
            spans.append((start, i))
            start, flags, pictured, conjunct = i, 0, False, False
        flags += role == "flag"
        joined = pictured and role == "joiner"
        pictured = role == "pictograph" or (pictured and role in ("extend", "virama", "joiner"))
        conjunct = role == "virama" or (conjunct and role in ("extend", "joiner"))
        before = role
    if text:
        spans.append((start, len(text)))
    return spans
