"""What is published: a neutral page made from the values, and one file per format that writes it (公表資料)."""

import os
from pathlib import Path

from plancomment import codec, files
from plancomment.errors import UnknownFormatError, WrongTypeError
from plancomment.report import csv, html, markdown
from plancomment.report.document import Document, Table

__all__ = ["write"]

_WRITTEN = (".md", ".html", ".csv", ".json")


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
    if not isinstance(document, (Document, Table)):
        raise WrongTypeError(f"write takes a Document or a Table, not {type(document).__name__}")
    suffix = Path(path).suffix.lower()
    if suffix not in _WRITTEN:
        raise UnknownFormatError(f"{suffix or 'no ending'!r} is not written; written are {', '.join(_WRITTEN)}")
    if suffix == ".csv":
        return files.write_text(path, csv.render(document), encoding="utf-8-sig")
    if isinstance(document, Table):
        raise WrongTypeError(f"a single table is written as .csv, not as {suffix}")
    if suffix == ".md":
        return files.write_text(path, markdown.render(document))
    if suffix == ".html":
        return files.write_text(path, html.render(document))
    return files.write_text(path, codec.render_json(document, name="Document", indent=1))
