"""How a table is to be read, where its own names do not tell (読み取りの指定)."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.read.table.grids import ENCODINGS, encoding_name
from plancomment.read.table.headers import NAMES
from plancomment.read.table.splitting import SPLITS

__all__ = ["FORMS", "Options", "as_options"]

#: How rows become comments: each row of a form's export is one submission; a table has one comment a row.
FORMS: tuple[str, ...] = ("survey", "table")


@attrs.frozen
class Options:
    """The wishes of a caller, checked (読み取りの指定).

    Attributes:
        columns: the headers of a field, by field; several for ``text`` alone (列の対応).
        sheet: the sheet of comments (意見のシート).
        responses: the sheet of answers (回答のシート).
        split: how a cell with several comments is taken apart (分割).
        form: one of :data:`FORMS`, None to tell by the header (様式).
        encoding: of a text file, None to tell by rule (文字コード).
    """

    columns: Mapping[str, Sequence[str]] = attrs.field(factory=dict)
    sheet: str | None = None
    responses: str | None = None
    split: str | None = None
    form: str | None = None
    encoding: str | None = None


def as_options(
    columns: Any = None,
    sheet: Any = None,
    responses: Any = None,
    split: Any = None,
    form: Any = None,
    encoding: Any = None,
) -> Options:
    """The arguments of ``read_table``, or the keys of ``[intake]`` in consultation.toml, checked.

    Raises:
        WrongTypeError: one of them is of another type.
        WrongValueError: a field, an encoding, a form or a way to split that is not known.
    """
    for name, value in (("sheet", sheet), ("responses", responses), ("encoding", encoding)):
        if value is not None and not isinstance(value, str):
            raise WrongTypeError(f"{name} must be str or None, not {type(value).__name__}")
    for name, value, known in (("split", split, SPLITS), ("form", form, FORMS)):
        if value is not None and not isinstance(value, str):
            raise WrongTypeError(f"{name} must be str or None, not {type(value).__name__}")
        if value is not None and value not in known:
            raise WrongValueError(f"{name} must be one of {', '.join(known)}, not {value!r:.40}")
    found = None if encoding is None else encoding_name(encoding)
    if encoding is not None and found is None:
        raise WrongValueError(f"encoding must be one of {', '.join(ENCODINGS)}, not {encoding!r:.40}")
    return Options(_as_columns(columns), sheet, responses, split, form, found)


def _as_columns(columns: object) -> dict[str, Sequence[str]]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(isinstance(field, str) for field in columns):
        raise WrongTypeError("columns must be a dict of field names and headers")
    unknown = [field for field in columns if field not in NAMES]
    if unknown:
        raise WrongValueError(f"unknown field(s) in columns: {', '.join(unknown)} (known: {', '.join(NAMES)})")
    found: dict[str, Sequence[str]] = {}
    for field, names in columns.items():
        several = [names] if isinstance(names, str) else names
        if not isinstance(several, list | tuple) or not all(isinstance(name, str) for name in several):
            raise WrongTypeError(f"columns: {field} must be a header or a list of headers")
        if not several or not all(name.strip() for name in several):
            raise WrongValueError(f"columns: {field} names no header")
        if len(several) > 1 and field != "text":
            raise WrongValueError(f"columns: only text may have several headers, not {field}")
        found[field] = tuple(several)
    return found
