"""What is published: a neutral page made from the values, and one file per format that writes it (公表資料)."""

import os
from pathlib import Path

from plancomment import codec, files
from plancomment.errors import UnknownFormatError, WrongTypeError
from plancomment.report import csv, docx, html, markdown, pdf, xlsx
from plancomment.report.document import Document, Table

__all__ = ["WRITTEN", "render", "write"]

#: The endings of the files that are written.
WRITTEN: tuple[str, ...] = (".md", ".html", ".docx", ".xlsx", ".pdf", ".csv", ".json")


def render(
    document: Document | Table, suffix: str, *, reference: bytes | None = None, encoding: str = "utf-8-sig"
) -> bytes:
    """The bytes of a file with that ending, as :func:`write` writes them; ``reference`` is the bytes of its reference.

    Raises:
        WrongTypeError: it is no document; or a table, for another format than CSV.
        UnknownFormatError: nobody here writes files with that ending; a reference for another format than Word; an
            encoding that is not written, or for another format than CSV.
        MissingExtraError: the format needs an extra that is not installed.
        WriteError: a text holds half a surrogate pair, which no file can hold.
    """
    if not isinstance(document, (Document, Table)):
        raise WrongTypeError(f"a Document or a Table is written, not {type(document).__name__}")
    if suffix not in WRITTEN:
        raise UnknownFormatError(f"{suffix or 'no ending'!r} is not written; written are {', '.join(WRITTEN)}")
    if reference is not None and suffix != ".docx":
        raise UnknownFormatError(f"a reference document is for .docx, not for {suffix}")
    chosen = next((one for one in csv.ENCODINGS if one == encoding), None)
    if chosen is None or (chosen != "utf-8-sig" and suffix != ".csv"):
        raise UnknownFormatError(f"{encoding!r} is no encoding for {suffix}; .csv has {', '.join(csv.ENCODINGS)}")
    if suffix == ".csv":
        return files.encode(csv.render(document, encoding=chosen), suffix, encoding=chosen)
    if isinstance(document, Table):
        raise WrongTypeError(f"a single table is written as .csv, not as {suffix}")
    if suffix == ".docx":
        return docx.render(document, reference=reference)
    if suffix == ".xlsx":
        return xlsx.render(document)
    if suffix == ".pdf":
        return pdf.render(document)
    if suffix == ".md":
        return files.encode(markdown.render(document), suffix)
    if suffix == ".html":
        return files.encode(html.render(document), suffix)
    return files.encode(codec.render_json(document, name="Document", indent=1), suffix)


def write(
    document: Document | Table,
    path: str | os.PathLike[str],
    *,
    reference: str | os.PathLike[str] | None = None,
    encoding: str = "utf-8-sig",
) -> Path:
    """Write a document in the format that the file's name ends in; a single table as CSV (書き出し).

    ``.md`` Markdown with tables, ``.html`` one self-contained page, ``.docx`` Word, ``.xlsx`` Excel, ``.pdf`` tagged
    PDF, ``.csv`` all tables below each other (UTF-8 with a byte order mark), ``.json`` the document itself. The same
    document gives the same bytes. The file is put in place whole, or not at all.

    Args:
        document: what :func:`plancomment.build_report` made, or one of its tables.
        path: the file; what stands there is replaced.
        reference: for ``.docx``, a Word file whose styles, header, footer and page set-up are taken over (ひな形).
        encoding: for ``.csv``, ``"utf-8-sig"`` or ``"cp932"``; a character that CP932 does not have is replaced by a
            sign that says which (``plancomment.report.csv.replaced_characters`` lists them) (文字コード).

    Raises:
        WrongTypeError: it is no document; or a table, for another format than CSV.
        UnknownFormatError: nobody here writes files with that ending; a reference for another format than Word; an
            encoding that is not written, or for another format than CSV.
        MissingExtraError: the format needs an extra that is not installed.
        MissingFileError, ReadError: the reference is not there or no Word file.
        WriteError: nothing was written.
    """
    known = files.read_bytes(reference) if reference is not None else None
    return files.write_bytes(
        path, render(document, files.as_path(path).suffix.lower(), reference=known, encoding=encoding)
    )
