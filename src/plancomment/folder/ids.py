"""Ids as people type them and spreadsheets change them: full-width forms, and days made of 1-5 (IDの表記の揺れ)."""

import re
import unicodedata
from collections.abc import Collection, Iterator

__all__ = ["hint", "resolve"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ─"), "-")


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_DASHES).lower().split())


def resolve(typed: str, known: Collection[str]) -> str:
    """The known id that was typed, or that alone is the same but for width, case and dashes; else what was typed."""
    if typed in known:
        return typed
    alike = [name for name in known if _fold(name) == _fold(typed)]
    return alike[0] if len(alike) == 1 else typed


def hint(typed: str, known: Collection[str]) -> str:
    """Which id a spreadsheet made a day of, in words to stand behind an error; ``""`` if none can be told."""
    for name in _undated(_fold(typed)):
        if name in known:
            return f"; a spreadsheet makes such a day of {name!r}: type it with an apostrophe in front, as '{name}"
    return ""


def _undated(day: str) -> Iterator[str]:
    """The ids that may have been typed where a day stands now."""
    found = re.fullmatch(r"(?:\d{4}[-/年])?(\d{1,2})[-/月](\d{1,2})日?(?:t?0?0:00(?::00)?)?", day)
    numbers = (int(found[1]), int(found[2])) if found else None
    named = re.fullmatch(r"(\d{1,2})-([a-z]{3})|([a-z]{3})-(\d{1,2})", day)
    if named and (named[2] or named[3]) in _MONTHS:
        numbers = _MONTHS.index(named[2] or named[3]) + 1, int(named[1] or named[4])
    if numbers:
        yield from (f"{numbers[0]}{sign}{numbers[1]}" for sign in "-/")
