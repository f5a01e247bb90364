"""Text in the cells of a CSV file that a spreadsheet opens: never a formula, and read back exactly as it was.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula (OWASP, *CSV Injection*), and
when it opens a CSV file it turns ``2-47`` into a day of February, ``2.10`` into 2.1 and ``007`` into 7. Such a cell
gets one apostrophe in front, which makes it text; a cell that has apostrophes there already gets one more, so that
taking one away always gives the text back.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from plancomment.errors import ReadError

__all__ = ["guard", "parse_csv", "render_csv", "row_numbers", "unguard"]

_GUARDED = re.compile(
    r"'*(?:[=+\-@\t\r＝＋－＠]"  # a formula
    r"|[0-9]{1,4}(?:[-/][0-9]{1,4}){1,2}$"  # taken for a date
    r"|0[0-9]+$|[0-9]*\.[0-9]*0$|[0-9]{12,}$|[0-9]+[eE][0-9]+$"  # a number that would lose digits
    r"|$)"
)
# csv's own limit of 131,072 characters a field would refuse long comments; this one only stops nonsense.
_FIELD_LIMIT = 50_000_000
_LINE_END = re.compile(r"\r\n|\r|\n")


def guard(text: str | None) -> str:
    """The cell for a text; None becomes an empty cell and ``""`` a lone apostrophe, so that they stay apart."""
    if text is None:
        return ""
    return "'" + text if _GUARDED.match(text) else text


def unguard(cell: str) -> str | None:
    """The text of a cell that :func:`guard` or a person wrote; None for an empty cell."""
    if not cell:
        return None
    return cell[1:] if cell[0] == "'" and _GUARDED.match(cell) else cell


def render_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as CSV (RFC 4180): CRLF line ends, quotes only where needed; line breaks inside cells are kept."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def parse_csv(text: str, source: str, *, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    """The records of a CSV text, each with the line it begins on (from 1). Blank lines are left out.

    Raises:
        ReadError: quotes that do not close or do not fit; the line is named.
    """
    # One for the whole process, so that it is only ever raised: another thread may be reading.
    if csv.field_size_limit() < _FIELD_LIMIT:
        csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for record in reader:
            if any(record):
                records.append((begins, record))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(source, [f"line {begins}: {error}"]) from error
    return records


def row_numbers(records: Sequence[tuple[int, list[str]]]) -> list[int]:
    """The rows of a spreadsheet in which CSV records stand, blank rows and line breaks in cells considered.

    ``records`` are those of :func:`parse_csv`, each with the line it begins on.
    """
    numbers, row, following = [], 0, 1
    for line, record in records:
        row += 1 + line - following
        numbers.append(row)
        following = line + 1 + sum(len(_LINE_END.findall(cell)) for cell in record)
    return numbers
