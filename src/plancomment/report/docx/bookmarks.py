"""The names of bookmarks (ブックマーク): anchors, as Word can hold them, so that a reader gets the anchors back.

Word takes names of at most 40 letters, digits and underscores that begin with a letter, and holds names for the same
that differ in case alone. An anchor (``comment-2-47``, ``given-2-47~~2``) becomes a name so:

============================  =========================================================================
in the anchor                 in the name
============================  =========================================================================
``-``                         ``_``; ``__h`` where one of ``-._~``, or what Word does not take, follows
``.``, ``_``, ``~``           ``__d``, ``__u``, ``__t``
``~~``, ``~n~``               ``__s``, ``__n``
what Word does not take       ``__x2460_``, its number
============================  =========================================================================

What does not fit in one name stands in several, at one place of the text: ``L3_1_…``, ``L3_2_…`` are the pieces of the
third such anchor. ``again_5`` is no anchor: the cell that it stands in repeats the one above it.
``plancomment.read.published.bookmarks`` reads them.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["AGAIN", "bookmark_names"]

#: What the bookmark of a repeated cell begins with.
AGAIN = "again_"
#: As many characters as Word allows.
_MOST = 40
_PIECE = 28
_TAKEN = re.compile(r"L\d+_\d+_|again_", re.IGNORECASE)
_SIGNED = re.compile("~n~|~~|[-._~]")
_TOKEN = re.compile("~n~|~~|.", re.DOTALL)
_CODES = {"~n~": "__n", "~~": "__s", ".": "__d", "_": "__u", "~": "__t"}
_FOLLOWING = frozenset("-._~")


@functools.lru_cache(4096)
def _code(token: str) -> str:
    if token in _CODES:
        return _CODES[token]
    if token == "-":
        return "_"
    # Letters and decimal digits that a single unit of UTF-16 holds; ① is a digit to Python only.
    kind = unicodedata.category(token)
    return token if (kind[0] == "L" or kind == "Nd") and ord(token) < 0x10000 else f"__x{ord(token):x}_"


def _ascii_code(match: re.Match[str]) -> str:
    if match[0] != "-":
        return _CODES[match[0]]
    return "__h" if match.string[match.end() : match.end() + 1] in _FOLLOWING else "_"


def _encoded(anchor: str) -> str:
    if anchor.isascii():
        return _SIGNED.sub(_ascii_code, anchor)
    codes = [_code(token) for token in _TOKEN.findall(anchor)]
    return "".join(
        "__h" if code == "_" and following.startswith("_") else code
        for code, following in zip(codes, [*codes[1:], ""], strict=True)
    )


def bookmark_names(anchors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names of every anchor, in order; more than one where it is too long for one; a link leads to the first."""
    names: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    long = 0
    for anchor in anchors:
        name = _encoded(anchor)
        # Nobody tells what Word holds for the same besides case: wide and narrow letters are not tried.
        key = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
        if len(name) <= _MOST and name[0].isalpha() and key not in seen and not _TAKEN.match(name):
            seen.add(key)
            names[anchor] = (name,)
            continue
        long += 1
        pieces = [name[start : start + _PIECE] for start in range(0, len(name), _PIECE)]
        names[anchor] = tuple(f"L{long}_{number}_{piece}" for number, piece in enumerate(pieces, start=1))
    return names
