"""What a table may have lost without an error (見えない欠落の点検): looked for in its cells, numbers and sums."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import attrs

from plancomment.read.table.headers import header_key
from plancomment.read.table.names import TOTALS

__all__ = ["CELL_LIMITS", "Oddity", "Sums", "find_gaps", "find_oddities", "holds_records", "read_sums"]

#: Characters at which spreadsheets cut a cell: today's limit, and that of old formats and databases.
CELL_LIMITS: tuple[int, ...] = (32_767, 255)
_CHUNK = 256

_UNUSABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
_unusable = re.compile(f"[{_UNUSABLE}]")
# One look at many rows together; only where it finds something is each cell looked at.
_suspect = re.compile(f"[{_UNUSABLE}\x80-\x9f\ufffd縺繧繝ãäåæçè‚ƒ?]")
_LETTER = "[一-鿿ァ-ヶ々]"
_replaced = re.compile(rf"\ufffd|(?:^|{_LETTER}|[「（、。])\?{{2,}}(?=[一-鿿ぁ-んァ-ヶ])|[一-鿿]\?[一-鿿]")
_HIGH = "\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_misread = re.compile(
    rf"[\x80-\x9f]"  # control characters that no text has
    rf"|(?:[縺繧繝][^ぁ-ん]){{2}}"  # UTF-8 read as CP932
    rf"|(?:[ãäåæçèé][{_HIGH}]{{1,2}}){{2}}"  # UTF-8 read as a Western encoding
    r"|(?:[‚ƒ][\x20-\xff]){3}"  # CP932 read as a Western encoding
)


@attrs.frozen
class Oddity:
    """A cell that holds what no text has: ``kind`` is ``"unusable"``, ``"replaced"`` or ``"misread"``."""

    index: int
    column: int
    kind: str


def find_oddities(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> Iterator[Oddity]:
    """Cells of the given columns with control characters, half surrogates, replaced or misread characters."""
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        if not _suspect.search("\n".join(["\n".join(row) for row in chunk])):
            continue
        for index, row in enumerate(chunk, start):
            for column in columns:
                text = row[column]
                if not text.isascii() or not text.isprintable():
                    if _unusable.search(text):
                        yield Oddity(index, column, "unusable")
                    elif _misread.search(text):
                        yield Oddity(index, column, "misread")
                    elif _replaced.search(text):
                        yield Oddity(index, column, "replaced")


def holds_records(cell: str, width: int, delimiter: str) -> bool:
    """Whether a further line of a cell is shaped like a record, which a stray quote swallowed (引用符の誤り).

    Such a line has as many cells as the table has columns; with two columns only, the first has to be a number.
    """
    for line in cell.splitlines()[1:]:
        for mark in [delimiter] if delimiter else [",", "\t"]:
            pieces = line.split(mark)
            if len(pieces) >= max(width, 2) and (width > 2 or _plain(pieces[0]) is not None):
                return True
    return False


def _plain(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip().strip('"')
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else None


# ---- numbers


def find_gaps(ids: Sequence[str]) -> list[str]:
    """The numbers that are missing between the first and the last of ids that run on (欠番).

    Ids that end in a number are looked at by what stands before it (2-46, 2-48). Where more numbers are missing than
    are there, they do not run on, and nothing is missing.
    """
    runs: dict[str, set[int]] = {}
    joined = "".join(ids)
    if joined.isdigit() and joined.isascii() and max(map(len, ids)) <= 9:  # as nearly always
        runs[""] = set(map(int, filter(None, ids)))
        ids = ()
    for one in ids:
        digits = len(one) - len(one.rstrip("0123456789"))
        if 0 < digits <= 9:
            runs.setdefault(one[: len(one) - digits], set()).add(int(one[len(one) - digits :]))
    missing: list[str] = []
    for head, numbers in runs.items():
        first, last = min(numbers), max(numbers)
        if 0 < last - first + 1 - len(numbers) <= len(numbers):
            missing.extend(f"{head}{number}" for number in range(first, last) if number not in numbers)
    return missing


# ---- rows of sums


@attrs.frozen
class Sums:
    """What a row of sums says: its figures of comments, and whether it is a sum of a part only (合計行・小計行)."""

    name: str
    figures: tuple[int, ...]
    is_part: bool


def read_sums(cells: Sequence[str]) -> Sums | None:
    """A row of sums: its first filled cell says so, and the others hold figures; None for any other row."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if len(filled) < 2 or len(filled[0]) > 12:
        return None
    name = header_key(filled[0]).strip("()")
    if name not in TOTALS:
        return None
    figures = []
    for cell in filled[1:]:
        match = re.fullmatch(r"([0-9][0-9,]{0,12})(件|人|名|通|団体|個|意見)?", header_key(cell))
        if match is None:
            return None
        if match[2] in (None, "件", "意見"):
            figures.append(int(match[1].replace(",", "")))
    return Sums(filled[0].strip(), tuple(figures), name == "小計")
