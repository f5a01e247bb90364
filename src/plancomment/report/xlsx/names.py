"""Names that Excel takes: of sheets, short, without its signs, each there once; of columns (シート名・列名)."""

import unicodedata

from plancomment.report.xlsx.texts import units, written

__all__ = ["column_letters", "sheet_name"]

_LONGEST = 31
# What a name cannot hold, and the sign of full width that reads the same.
_SIGNS = str.maketrans("[]:*?/\\\n\t'", "［］：＊？／＼  ’")
# Names that Excel keeps for itself, as it folds them.
_KEPT = ("history", "履歴")


def column_letters(column: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA (列名)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_name(title: str, taken: set[str]) -> str:
    """A name for the tab of a sheet with that title; ``taken`` holds the others, folded, and gets this one.

    Excel takes names for equal that differ in case only; those that differ in width only are kept apart here as well.
    """
    words = "".join(char for char in written(title).translate(_SIGNS) if unicodedata.category(char) != "Cf")
    words = " ".join(words.split(" ")).strip(" ") or "Sheet"
    number = 1
    while True:
        sign = f" ({number})" if number > 1 else ""
        name = _cut(words, _LONGEST - len(sign)) + sign
        if _folded(name) not in taken and _folded(name) not in _KEPT:
            taken.add(_folded(name))
            return name
        number += 1


def _cut(words: str, longest: int) -> str:
    if units(words) <= longest:
        return words
    kept = words[: longest - 1]
    while units(kept) > longest - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
