"""Headers and rows of tables (表の見出しと行): which column means what, and where the header of a table stands."""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence

import attrs

from plancomment.read.table.names import GENERIC, NAMES, PATTERNS, PRIVATE, QUESTION, STAMPS

__all__ = ["NAMES", "Header", "Merge", "field_of", "find_header", "header_key", "shown"]

_HEADER_ROWS = 20
_BRACKETS = r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕|<[^<>]*>|《[^》]*》"
_NOTE = re.compile(rf"(?:{_BRACKETS}|※.*|\*+|必須|任意|[::])$")
_LEAD = re.compile(
    rf"^(?:{_BRACKETS}|[●○■□◆◇▼▽◎※*・]|(?:問|設問|質問|q)?[0-9]{{1,3}}(?:-[0-9]{{1,2}})?[.:、)]|(?:問|設問|質問|q)[0-9]{{1,3}})"
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, counted from 0


@attrs.frozen
class Header:
    """A header and what its columns mean (見出し).

    Attributes:
        texts: the name of each column; two lines are joined by a space; nothing that cannot be shown.
        where: the columns of each field, the one to read first.
        private: columns of names, addresses and the like (個人情報の列).
        questions: columns in which a form asked for an opinion in free words (自由記述の列).
        stamped: whether a form service noted when each row was sent (送信日時の有無).
        lines: how many rows it takes (行数).
    """

    texts: Sequence[str]
    where: Mapping[str, Sequence[int]]
    private: Sequence[int] = ()
    questions: Sequence[int] = ()
    stamped: bool = False
    lines: int = 1

    @property
    def has_comments(self) -> bool:
        """Whether a column holds opinions."""
        return "text" in self.where or "summary" in self.where

    @property
    def has_answers(self) -> bool:
        """Whether a column holds answers, and another tells which comments they answer."""
        return "answer" in self.where and any(field in self.where for field in ("comment_ids", "id", "number"))


def header_key(header: str) -> str:
    """What is compared of a header: widths, white space and capitals do not tell two apart (見出しの照合)."""
    return "".join(unicodedata.normalize("NFKC", header).split()).casefold()


def shown(text: str) -> str:
    """The text with control characters and half surrogates written as escapes, for names in messages."""
    return _UNSEEN.sub(lambda match: " " if match[0] in "\t\n\r" else f"\\u{ord(match[0]):04x}", text)


_KNOWN = {header_key(name): field for field, names in NAMES.items() for name in names}
_STAMP_KEYS = frozenset(header_key(name) for name in STAMPS)
_GENERIC_KEYS = frozenset(header_key(name) for name in GENERIC)


@functools.lru_cache(maxsize=4096)
def field_of(key: str) -> str:
    """The field that a header's key names; ``"private"`` and ``"question"`` for those; ``""`` for none."""
    if not key or len(key) > 300:
        return ""
    candidates = [key]
    while (shorter := _LEAD.sub("", _NOTE.sub("", candidates[-1]))) != candidates[-1] and shorter:
        candidates.append(shorter)
    for candidate in candidates:
        found = _KNOWN.get(candidate)
        if found is not None:
            is_summary = found == "text" and candidate is not key and re.search("概要|要旨|要約", key)
            return "summary" if is_summary else found
    for candidate in candidates:
        for field, pattern in PATTERNS:
            if pattern.fullmatch(candidate):
                return field
        if QUESTION.fullmatch(candidate):
            return "question"
        if PRIVATE.fullmatch(candidate):
            return "private"
    return ""


def read_header(texts: Sequence[str], columns: Mapping[str, Sequence[str]], lines: int = 1) -> Header:
    """What the columns of a header mean; ``columns`` names the headers of a field by hand."""
    own = {header_key(name): field for field, names in columns.items() for name in names}
    where: dict[str, list[int]] = {}
    private, questions, stamped = [], [], False
    for at, text in enumerate(texts):
        key = header_key(text)
        field = own.get(key) or field_of(key)
        if key in own or (field in NAMES and field not in columns):
            where.setdefault(field, []).append(at)
            stamped |= key in _STAMP_KEYS
        elif field == "private":
            private.append(at)
        elif field == "question":
            questions.append(at)
    if questions and "text" not in where and "summary" not in where:
        where["text"], questions = questions, []
        return Header([shown(text) for text in texts], where, private, where["text"], stamped, lines)
    for names in columns.values():
        if len(names) > 1:  # in the order in which they were named
            order = [header_key(name) for name in names]
            for places in where.values():
                places.sort(key=lambda at: order.index(k) if (k := header_key(texts[at])) in order else -1)
    return Header([shown(text) for text in texts], where, private, questions, stamped, lines)


def find_header(
    rows: Sequence[Sequence[str]],
    columns: Mapping[str, Sequence[str]],
    merges: Sequence[Merge] = (),
    *,
    is_survey: bool = False,
) -> tuple[int, Header] | None:
    """The header among the first 20 filled rows, and the row in which it begins (見出し行の検出).

    It is the first row with all headers named by hand, or else with two known names of which one means opinions; or
    else the first with two known names. Of what is said to be a form's export, a time stamp is enough.
    """
    second = None
    seen = 0
    for at, row in enumerate(rows):
        if not any(row):
            continue
        seen += 1
        if seen > _HEADER_ROWS:
            break
        header = _header_at(rows, at, columns, merges, is_survey)
        if header is None:
            continue
        if columns or header.has_comments:
            return at, header
        second = second or (at, header)
    return second


def _header_at(
    rows: Sequence[Sequence[str]],
    at: int,
    columns: Mapping[str, Sequence[str]],
    merges: Sequence[Merge],
    is_survey: bool,
) -> Header | None:
    if not _names(rows[at], columns):
        return None
    lines = max([bottom - top + 1 for top, _, bottom, _ in merges if top == at], default=1)
    if lines == 1 and _is_second_line(rows, at, columns):
        lines = 2
    if 1 < lines <= 4 and len(rows) >= at + lines:
        joined = read_header(_joined(rows[at : at + lines], at, columns, merges), columns, lines)
        if _is_header(joined, columns, is_survey):
            return joined
    single = read_header(rows[at], columns)
    return single if _is_header(single, columns, is_survey) else None


def _names(row: Sequence[str], columns: Mapping[str, Sequence[str]]) -> list[int]:
    """The columns of a row whose cells are names of columns."""
    own = {header_key(name) for names in columns.values() for name in names}
    return [at for at, cell in enumerate(row) if cell and ((key := header_key(cell)) in own or field_of(key))]


def _is_header(header: Header, columns: Mapping[str, Sequence[str]], is_survey: bool) -> bool:
    if columns:
        keys = {header_key(text) for text in header.texts}
        return all(header_key(name) in keys for names in columns.values() for name in names)
    return len(header.where) + bool(header.private) >= 2 or (is_survey and header.stamped)


def _is_second_line(rows: Sequence[Sequence[str]], at: int, columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether the next row is the lower line of a header in two lines, of which a CSV file lost the merges."""
    if len(rows) <= at + 1 or list(rows[at + 1]) == list(rows[at]):
        return False
    upper, lower = rows[at], rows[at + 1]
    filled = [column for column, cell in enumerate(lower) if cell.strip()]
    named = set(_names(lower, columns)) | {column for column in filled if header_key(lower[column]) in _GENERIC_KEYS}
    above = [column for column, cell in enumerate(upper) if cell.strip()]
    return (
        bool(filled)
        and set(filled) <= named
        # Some column of the upper line goes on below, and some cell of it was merged over its neighbour.
        and any(column not in filled for column in above)
        and any(column not in above for column in filled)
    )


def _joined(
    rows: Sequence[Sequence[str]], at: int, columns: Mapping[str, Sequence[str]], merges: Sequence[Merge]
) -> list[str]:
    """The names of the columns of a header in several lines: the lowest that says enough by itself."""
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    inside = [merge for merge in merges if at <= merge[0] < at + len(rows)]
    for top, left, _, right in inside:
        for column in range(left + 1, min(right + 1, width)):
            grid[top - at][column] = grid[top - at][left]
    if not inside:  # a blank cell of the upper line belongs to the one on its left, where the lower line is filled
        for column in range(1, width):
            if not grid[0][column].strip() and grid[1][column].strip():
                grid[0][column] = grid[0][column - 1]
    own = {header_key(name) for names in columns.values() for name in names}
    return [
        _column_name(list(dict.fromkeys(line[column] for line in grid if line[column].strip())), own)
        for column in range(width)
    ]


def _column_name(parts: Sequence[str], own: set[str]) -> str:
    if not parts:
        return ""
    whole = " ".join(parts)
    if header_key(whole) in own or (header_key(parts[-1]) not in own and field_of(header_key("".join(parts)))):
        return whole
    if header_key(parts[-1]) in _GENERIC_KEYS and len(parts) > 1 and header_key(parts[-1]) not in own:
        return parts[-2]
    return parts[-1] if header_key(parts[-1]) in own or field_of(header_key(parts[-1])) else whole
