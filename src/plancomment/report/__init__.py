"""What is published: a neutral page made from the values, and one file per format that writes it (公表資料)."""

import os
from pathlib import Path

from plancomment import codec, files
from plancomment.errors import UnknownFormatError, WrongTypeError
from plancomment.report import csv, html, markdown
from plancomment.report.document import Document, Table

__all__ = ["render", "write"]

_WRITTEN = (".md", ".html", ".csv", ".json")


def render(document: Document | Table, suffix: str) -> bytes:
    """The bytes of a file with that ending, as :func:`write` writes them.

    Raises:
        WrongTypeError: it is no document; or a table, for another format than CSV.
        UnknownFormatError: nobody here writes files with that ending.
        WriteError: a text holds half a surrogate pair, which no file can hold.
    """
    if not isinstance(document, (Document, Table)):
        raise WrongTypeError(f"a Document or a Table is written, not {type(document).__name__}")
    if suffix not in _WRITTEN:
        raise UnknownFormatError(f"{suffix or 'no ending'!r} is not written; written are {', '.join(_WRITTEN)}")
    if suffix == ".csv":
        return files.encode(csv.render(document), suffix, encoding="utf-8-sig")
    if isinstance(document, Table):
        raise WrongTypeError(f"a single table is written as .csv, not as {suffix}")
    if suffix == ".md":
        return files.encode(markdown.render(document), suffix)
    if suffix == ".html":
        return files.encode(html.render(document), suffix)
    return files.encode(codec.render_json(document, name="Document", indent=1), suffix)


def write(document: Document | Table, path: str | os.PathLike[str]) -> Path:
    """Write a document in the format that the file's name ends in; a single table as CSV (書き出し).

    ``.md`` Markdown with tables, ``.html`` one self-contained page, ``.csv`` all tables below each other (UTF-8 with a
    byte order mark), ``.json`` the document itself. The same document gives the same bytes. The file is put in place
    whole, or not at all.

    Raises:
        WrongTypeError: it is no document; or a table, for another format than CSV.
        UnknownFormatError: nobody here writes files with that ending.
        WriteError: nothing was written.
    """
    return files.write_bytes(path, render(document, files.as_path(path).suffix.lower()))
