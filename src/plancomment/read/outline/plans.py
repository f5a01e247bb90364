"""Plan texts (計画の本文) in Markdown or plain text, read into clauses.

Pages and lines come from explicit marks only, see :mod:`plancomment.read.pagemarks`: ``<!-- page: 8 -->``,
``<!-- page: 8, line: 7 -->``, ``<!-- line: 12 -->``; in plain text also from a form feed, which begins the next page.
"""

import os
import re
from typing import Literal

from plancomment import fields, files
from plancomment.errors import ReadError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.plan import Plan
from plancomment.read.labels import label_shape, label_style, split_label
from plancomment.read.outline.clauses import Outline
from plancomment.read.outline.markdown import MarkdownReader
from plancomment.read.pagemarks import PageMark

__all__ = ["parse_plan", "read_plan"]

_SUFFIXES: dict[str, Literal["markdown", "text"]] = {".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_NEWLINES = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CHAPTERS = "編部章節款目"


def parse_plan(
    text: str, *, version: str, document: str = "本編", format: Literal["markdown", "text"] = "markdown"
) -> Plan:
    """The clauses of a plan text (計画の本文), one document of one version.

    Markdown: ``#`` headings, list items, paragraphs, table cells (row and column from 1, the header row is row 1;
    place 「表1 2行3列」), and captions (a paragraph that begins 図1, and the text of an image). Line breaks inside a
    paragraph are layout, but a line that begins with a label of its own is a clause of its own. Text: every line that
    is not blank is a clause; lines are counted from the last page mark.

    Raises:
        WrongTypeError: text, version or document is no str.
        WrongValueError: another format, or a document name that cannot be part of an id.
        ReadError: page marks that cannot be read, all of them, with their lines.
    """
    if not isinstance(text, str):
        raise WrongTypeError(f"text must be str, not {type(text).__name__}")
    if format not in ("markdown", "text"):
        raise WrongValueError(f"format must be 'markdown' or 'text', got {format!r}")
    return _parse(text, version, document, format, source=document)


def read_plan(path: str | os.PathLike[str], *, version: str, document: str | None = None) -> Plan:
    """The plan text in a file: Markdown (``.md``, ``.markdown``) or plain text (``.txt``), UTF-8 or CP932.

    ``document`` is the file's name without its ending where it is None.

    Raises:
        UnknownFormatError: the file name ends otherwise.
        MissingFileError: there is no such file.
        ReadError: it is no text, or its page marks cannot be read.
    """
    place = files.as_path(path)
    kind = _SUFFIXES.get(place.suffix.lower())
    if kind is None:
        known = ", ".join(_SUFFIXES)
        raise UnknownFormatError(f"{place.name}: plan texts are read from {known}, not from {place.suffix!r}")
    text = files.read_text(place)
    return _parse(text, version, place.stem if document is None else document, kind, source=str(path))


def _parse(text: str, version: str, document: str, kind: str, *, source: str) -> Plan:
    fields.check_identifier("document", document)
    if not isinstance(version, str):
        raise WrongTypeError(f"version must be str, not {type(version).__name__}")
    outline = Outline(version, document)
    if kind == "text":
        _read_lines(outline, text)
    else:
        MarkdownReader(outline).read(text)
    if outline.problems:
        raise ReadError(source, [f"line {line}: {problem}" for line, problem in sorted(outline.problems)])
    return Plan(version, tuple(outline.clauses))


def _read_lines(outline: Outline, text: str) -> None:
    outline.counts_lines = True
    if "\f" in text:
        outline.mark(PageMark(page=1))
    for number, raw in enumerate(_NEWLINES.split(text), start=1):
        for index, piece in enumerate(raw.split("\f")):
            if index:
                outline.mark(PageMark(page=(outline.page or 0) + 1))
            line = piece.strip()
            comment = _COMMENT.fullmatch(line)
            if comment is not None and "-->" not in comment[1]:
                mark = outline.comment(comment[1], number)
                if mark is not None:
                    outline.mark(mark)
            elif line:
                _text_line(outline, line)


def _text_line(outline: Outline, line: str) -> None:
    label, separator, body = split_label(line)
    rank = _heading_rank(label, line)
    if rank is None:
        outline.body(label, separator, body)
    else:
        outline.heading(rank, None, label, separator, body)


def _heading_rank(label: str, line: str) -> int | None:
    """How deep a line of plain text stands as a heading, None if it is none."""
    style = label_style(label)
    if line.endswith("。"):
        return None
    if style == "chapter" and len(line) <= 80:
        return _CHAPTERS.index(next(char for char in label if char in _CHAPTERS))
    if style == "number" and len(line) <= 40:
        return len(_CHAPTERS) + len(re.findall(r"\d+|[A-ZⅠ-ⅿ]+", label)) - ("1" not in label_shape(label))
    return None
