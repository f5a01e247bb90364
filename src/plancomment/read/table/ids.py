"""Ids of comments (意見ID): the given one, else the printed number, with its part before it where numbers restart."""

import re
import unicodedata
from collections.abc import Sequence

from plancomment import fields
from plancomment.errors import WrongValueError

__all__ = ["are_ids", "assign_ids", "is_id", "plain_number"]

_NO = re.compile(r"^no\.?", re.IGNORECASE)
_PLAIN = re.compile("[0-9A-Za-z_.-]+").fullmatch


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    if _PLAIN(text):
        return True
    try:
        fields.check_identifier("the id", text)
    except WrongValueError:
        return False
    return True


def are_ids(texts: Sequence[str]) -> bool:
    """Whether each of them can be an id and none occurs twice, as far as a look at all together tells."""
    return len(set(texts)) == len(texts) and "" not in texts and _PLAIN("".join(texts)) is not None


def plain_number(cell: str) -> str:
    """A printed number as part of an id: No.４７ and （47） give 47."""
    if cell.isdigit() and cell.isascii():
        return cell
    number = _NO.sub("", "".join(unicodedata.normalize("NFKC", cell).split())).strip("().:")
    return number if number.isprintable() else ""


def assign_ids(
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    id_column: int | None,
    number_column: int | None,
    category_column: int | None,
) -> list[str]:
    """An id for each row; ``numbers`` are their places in the file."""
    if id_column is not None:
        return [row[id_column].strip() for row in rows]
    if number_column is None:
        return [str(index) for index in range(1, len(rows) + 1)]
    printed = [row[number_column] for row in rows]
    joined = "".join(printed)
    if not (joined.isdigit() and joined.isascii()):  # nearly always they are plain figures
        printed = list(map(plain_number, printed))
    names = [name or f"row{number}" for number, name in zip(numbers, printed, strict=True)]
    if len(set(names)) == len(names):
        return names
    parts = _parts(rows, printed, category_column)
    homes: dict[str, set[int]] = {}
    for number, part in zip(printed, parts, strict=True):
        if number:
            homes.setdefault(number, set()).add(part)
    if all(len(home) == 1 for home in homes.values()):
        return names
    return [f"{part}-{name}" for name, part in zip(names, parts, strict=True)]


def _parts(rows: Sequence[Sequence[str]], printed: Sequence[str], category_column: int | None) -> list[int]:
    """In which part of the table each row stands: its category, else the run of numbers since the last 1."""
    parts, seen = [], dict[str, int]()
    if category_column is not None:
        name = ""
        for row in rows:
            name = row[category_column].strip() or name
            parts.append(seen.setdefault(name, len(seen) + 1))
        return parts
    part, before = 1, ""
    for number in printed:
        if number == "1" and before:
            part += 1
        before = number or before
        parts.append(part)
    return parts
