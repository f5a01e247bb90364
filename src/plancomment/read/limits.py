"""How much a reader takes on before it refuses a file (読み取りの上限), so that no file can fill the memory or hang."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import attrs

from plancomment import fields
from plancomment.errors import ReadError, WrongTypeError

__all__ = ["Limits", "as_limits", "check_lines", "within_memory"]


def _limit(default: int) -> Any:
    return attrs.field(default=default, validator=fields.position)


@attrs.frozen
class Limits:
    """What a file may hold at most; beyond it a reader refuses the file and says which limit it was (読み取りの上限).

    Each is far above what offices have. Whoever has more raises one: ``read_table(path, limits=Limits(rows=10**6))``.

    Attributes:
        file_bytes: bytes of the file itself (ファイルの大きさ).
        entries: files within a .docx, .xlsx or .ods, which are archives (収納ファイル数).
        unpacked_bytes: bytes that one of them, and all that are read together, unpack to; counted while unpacking,
            whatever the archive says of itself (展開後の大きさ).
        rows: rows of one table or sheet (行数).
        columns: columns of one table or sheet (列数).
        cells: cells of one table or sheet, rows times columns (セル数).
        cell_characters: characters of one cell or paragraph (1セル・1段落の文字数).
        depth: how deep elements, lists, quotations or JSON values may stand in one another (入れ子の深さ).
        pages: pages of a PDF (頁数).
        lines: lines of a Markdown or plain text (行数).
        elements: elements of an HTML page, or of one XML part of an office file, told by their tags (要素数).
    """

    file_bytes: int = _limit(200_000_000)
    entries: int = _limit(10_000)
    unpacked_bytes: int = _limit(200_000_000)
    rows: int = _limit(200_000)
    columns: int = _limit(1_000)
    cells: int = _limit(4_000_000)
    cell_characters: int = _limit(1_000_000)
    depth: int = _limit(200)
    pages: int = _limit(3_000)
    lines: int = _limit(200_000)
    elements: int = _limit(500_000)


def as_limits(limits: object) -> Limits:
    """The limits given, the usual ones for None.

    Raises:
        WrongTypeError: something else was given.
    """
    if limits is None:
        return Limits()
    if not isinstance(limits, Limits):
        raise WrongTypeError(f"limits must be Limits or None, not {type(limits).__name__}")
    return limits


def check_lines(text: str, source: str, limits: Limits) -> None:
    """Refuse a text of more lines than allowed, before anything is made of them.

    Raises:
        ReadError: it has more.
    """
    if text.count("\n") + text.count("\r") > limits.lines and len(text.splitlines()) > limits.lines:
        raise ReadError(source, [f"it has more than {limits.lines} lines (Limits.lines)"])


@contextlib.contextmanager
def within_memory(source: str | os.PathLike[str]) -> Iterator[None]:
    """The last net below the limits: what the machine's memory cannot hold is refused like what goes beyond them."""
    try:
        yield
    except MemoryError:
        raise ReadError(os.fspath(source), ["this machine's memory does not suffice to read it"]) from None
