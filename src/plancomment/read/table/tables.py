"""Tables of comments and answers (意見と回答の表) as offices keep them: a row is one comment, with its answer."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from plancomment import cells, files
from plancomment.errors import ReadError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.read.table.headers import NAMES, is_header, row_numbers
from plancomment.read.table.intake import Intake
from plancomment.read.table.rows import Record, RowReader
from plancomment.responses import DispositionScheme

__all__ = ["read_table"]

_SUFFIXES = (".csv", ".tsv", ".json")
_HEADER_ROWS = 20


def read_table(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    scheme: DispositionScheme | None = None,
) -> Intake:
    """Comments and answers from a table: ``.csv``, ``.tsv`` (UTF-8 or CP932) or ``.json`` (a list of objects).

    The header is the first of the first 20 rows with two known names, or with all the names in ``columns``
    (``{"summary": "意見の概要"}``: a field and its header). A blank answer and disposition mean the answer above.
    Numbers that restart in each category become ids such as ``2-47``. Without a scheme, disposition ids are the
    symbols as found; with one, symbols and labels are looked up in it.

    Raises:
        UnknownFormatError: the file name ends otherwise.
        MissingFileError: there is no such file.
        ReadError: nothing can be read at all: no header, or not the format that the name promises.
        WrongTypeError, WrongValueError: columns or scheme are not what they should be; an unknown field.
    """
    place = files.as_path(path)
    wanted = _checked(columns, scheme)
    suffix = place.suffix.lower()
    if suffix not in _SUFFIXES:
        later = "; a later extra will bring .xlsx" if suffix in (".xlsx", ".xls", ".xlsm", ".ods") else ""
        raise UnknownFormatError(f"{place.name}: tables are read from {', '.join(_SUFFIXES)}, not {suffix!r}{later}")
    source = place.name
    text = files.read_text(place)
    reading = RowReader(source, scheme)
    if suffix == ".json":
        header, records = _json_records(text, source, wanted, reading)
    else:
        header, records = _csv_records(text, source, wanted, "\t" if suffix == ".tsv" else ",")
    reading.read(header, records, wanted)
    return reading.intake()


def _checked(columns: object, scheme: object) -> dict[str, str]:
    if scheme is not None and not isinstance(scheme, DispositionScheme):
        raise WrongTypeError(f"scheme must be a DispositionScheme, not {type(scheme).__name__}")
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(isinstance(text, str) for pair in columns.items() for text in pair):
        raise WrongTypeError("columns must be a dict of field names and headers")
    unknown = [field for field in columns if field not in NAMES]
    if unknown:
        raise WrongValueError(f"unknown field(s) in columns: {', '.join(unknown)} (known: {', '.join(NAMES)})")
    return dict(columns)


# ---- records


def _csv_records(
    text: str, source: str, columns: Mapping[str, str], delimiter: str
) -> tuple[Sequence[str], list[Record]]:
    parsed = cells.parse_csv(text.removeprefix("\ufeff"), source, delimiter=delimiter)
    rows = [
        Record(number, [cells.unguard(cell) or "" for cell in record])
        for number, (_, record) in zip(row_numbers(parsed), parsed, strict=True)
    ]
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        if is_header(row.cells, columns):
            return row.cells, rows[at + 1 :]
    seen = [cell.strip()[:20] for row in rows[:_HEADER_ROWS] for cell in row.cells if cell.strip()]
    raise _no_header(source, seen, columns)


def _no_header(source: str, seen: Sequence[str], columns: Mapping[str, str]) -> ReadError:
    wanted = list(columns.values()) or [names[0] for names in NAMES.values()]
    there = list(dict.fromkeys(seen))[:40]
    return ReadError(
        source,
        [
            f"no header row: {'all' if columns else 'two'} of these names were looked for in the first {_HEADER_ROWS} "
            f"rows: {', '.join(wanted)}",
            f"there are: {', '.join(there) or 'none'}",
        ],
    )


def _json_records(
    text: str, source: str, columns: Mapping[str, str], reading: RowReader
) -> tuple[Sequence[str], list[Record]]:
    try:
        data = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique_keys)
    except (ValueError, RecursionError) as error:
        raise ReadError(source, [f"not JSON: {error}"]) from error
    if not isinstance(data, list):
        raise ReadError(source, [f"must be a list of objects, not {type(data).__name__}"])
    header = list(dict.fromkeys(key for item in data if isinstance(item, dict) for key in item))
    if not is_header(header, columns):
        raise _no_header(source, [key[:20] for key in header], columns)
    records = []
    for row, item in enumerate(data, start=1):
        bad = [key for key, value in item.items() if not _is_cell(value)] if isinstance(item, dict) else []
        if not isinstance(item, dict) or bad:
            reading.records_read += 1
            reading.refuse(
                row, "PC613", bad[0] if bad else None, "holds what is no text or whole number", "は使えない値です"
            )
        else:
            records.append(Record(row, ["" if item.get(key) is None else str(item[key]) for key in header]))
    return header, records


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice in one object")
    return found


def _is_cell(value: object) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
