"""Plans (計画の本文) of any format, read into clauses.

Pages and lines of Markdown and plain text come from explicit marks only, see :mod:`plancomment.read.pagemarks`:
``<!-- page: 8 -->``, ``<!-- page: 8, line: 7 -->``, ``<!-- line: 12 -->``; in plain text also from a form feed, which
begins the next page.
"""

import os
from pathlib import Path
from typing import Literal

from plancomment import fields, files
from plancomment.errors import ReadError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.plan import Plan
from plancomment.read.limits import Limits, as_limits, check_lines, within_memory
from plancomment.read.markdown import parse_blocks
from plancomment.read.opening import open_contents
from plancomment.read.outline.assembly import assemble
from plancomment.read.outline.clauses import Outline
from plancomment.read.outline.lines import add_lines

__all__ = ["SUFFIXES", "parse_plan", "read_plan", "read_tracked"]

_MARKDOWN = (".md", ".markdown")
_TEXT = (".txt",)
_WORD = (".docx", ".docm")
#: The endings of the files that plans are read from.
SUFFIXES = (*_MARKDOWN, *_TEXT, *_WORD, ".pdf", ".html", ".htm")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_DOCUMENT = "本編"


def parse_plan(
    text: str, *, version: str, document: str = _DOCUMENT, format: Literal["markdown", "text"] = "markdown"
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
    _check_names(version, document)
    if format == "text":
        return _read_text(text, version, document, source=document)
    return assemble(parse_blocks(text, document, Limits()), version, document, infers=False)


def read_plan(
    path: str | os.PathLike[str],
    *,
    version: str,
    document: str | None = None,
    limits: Limits | None = None,
    changes: Literal["accepted", "original"] = "accepted",
) -> Plan:
    """The plan in a file: Markdown, plain text, Word, PDF or HTML, by the ending of its name (計画の読み取り).

    Headings are what the file marks as such; in Word, PDF and HTML files that mark none, or nothing but a title, their
    numbers tell them (第１章, １－１), as in plain text. Numbers that the file makes by itself are labels like typed
    ones. What the reader left out, mended or estimated stands in ``Plan.findings``.

    Args:
        path: the file: ``.md``, ``.markdown``, ``.txt`` (UTF-8 or CP932), ``.docx``, ``.docm``, ``.pdf``, ``.html``
            or ``.htm``.
        version: the name of the plan version, such as 素案 (版).
        document: the name of the document, such as 本編; the file's name without its ending where it is None (文書).
        limits: how much is taken on, the usual limits where it is None (上限).
        changes: whether tracked changes of a Word file are read as accepted or as if never made; other formats have
            none (変更履歴の扱い).

    Raises:
        WrongTypeError: an argument is of another type.
        WrongValueError: another ``changes``, or a document name that cannot be part of an id.
        UnknownFormatError: the file name ends otherwise; a spreadsheet is no plan.
        MissingFileError: there is no such file.
        MissingExtraError: what reads that format is not installed; the extra is named.
        ReadError: it cannot be understood, its page marks cannot be read, or it goes beyond the limits.
    """
    place = files.as_path(path)
    suffix = place.suffix.lower()
    if changes not in ("accepted", "original"):
        raise WrongValueError(f"changes must be 'accepted' or 'original', got {changes!r}")
    allowed = as_limits(limits)
    if suffix not in SUFFIXES:
        raise UnknownFormatError(f"{place.name}: {_unknown(suffix)}")
    name = _document_name(place) if document is None else document
    _check_names(version, name)
    with within_memory(place):
        if suffix in _TEXT:
            text = files.read_text(place, limit=allowed.file_bytes)
            check_lines(text, str(path), allowed)
            return _read_text(text, version, name, source=str(path))
        return assemble(open_contents(place, allowed, changes=changes), version, name, infers=suffix not in _MARKDOWN)


def read_tracked(
    path: str | os.PathLike[str],
    *,
    old_version: str = "素案",
    new_version: str = "成案",
    document: str | None = None,
    limits: Limits | None = None,
) -> tuple[Plan, Plan]:
    """A Word file with tracked changes (変更履歴・見え消し) as two plans: as it was, and with every change accepted.

    ``compare(*read_tracked(path))`` is the comparison table of the tracked changes.

    Args:
        path: the Word file, ``.docx`` or ``.docm``.
        old_version: the name of the version before the changes (旧の版).
        new_version: the name of the version with the changes (新の版).
        document: the name of the document; the file's name without its ending where it is None (文書).
        limits: how much is taken on, the usual limits where it is None (上限).

    Raises:
        UnknownFormatError: it is no Word file.
        ReadError: it holds no tracked change of its words, or as :func:`read_plan`.
        WrongTypeError, WrongValueError, MissingFileError, MissingExtraError: as :func:`read_plan`.
    """
    place = files.as_path(path)
    if place.suffix.lower() not in _WORD:
        known = " and ".join(_WORD)
        raise UnknownFormatError(f"{place.name}: tracked changes are read from {known}, not from {place.suffix!r}")
    old = read_plan(place, version=old_version, document=document, limits=limits, changes="original")
    new = read_plan(place, version=new_version, document=document, limits=limits, changes="accepted")
    if _said(old) == _said(new):
        raise ReadError(str(path), ["it holds no tracked change (変更履歴) of its words: there is nothing to compare"])
    return old, new


def _said(plan: Plan) -> list[tuple[object, ...]]:
    """What a plan says, whatever its version is called and on whatever pages it stands."""
    return [(one.kind, one.full_text, one.label, one.level, one.row, one.column) for one in plan.clauses]


def _unknown(suffix: str) -> str:
    if suffix in _SHEETS:
        return (
            f"a spreadsheet is no plan: plans are read from {', '.join(SUFFIXES)}, tables of comments with read_table"
        )
    return f"plan texts are read from {', '.join(SUFFIXES)}, not from {suffix!r}"


def _document_name(place: Path) -> str:
    """The file's name without its ending, as far as it can be part of an id; 本編 where nothing is left."""
    name = "".join(char if char.isprintable() else " " for char in place.stem)
    return name.strip() or _DOCUMENT


def _check_names(version: str, document: str) -> None:
    fields.check_identifier("document", document)
    if not isinstance(version, str):
        raise WrongTypeError(f"version must be str, not {type(version).__name__}")


def _read_text(text: str, version: str, document: str, *, source: str) -> Plan:
    outline = Outline(version, document)
    add_lines(outline, text)
    if outline.problems:
        raise ReadError(source, [f"line {line}: {problem}" for line, problem in sorted(outline.problems)])
    return Plan(version, tuple(outline.clauses))
