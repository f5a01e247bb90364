"""Holding a file against the document that it was made of (原稿との照合).

Every title, cell, caption and note of the document must stand in the file, in the document's order. White space, which
formats treat each in their own way, and signs that only turn the direction of writing do not count.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from plancomment.proofreading.books import read_book
from plancomment.proofreading.marks import read_marks
from plancomment.proofreading.pages import read_page
from plancomment.proofreading.prints import read_print
from plancomment.proofreading.seen import Seen
from plancomment.proofreading.texts import read_csv
from plancomment.proofreading.word import read_word
from plancomment.report.controls import visible
from plancomment.report.document import Document, Paragraph, Table

__all__ = ["proofread", "proofread_tables"]

_READERS: Mapping[str, Callable[[bytes], Seen]] = {
    ".md": read_marks,
    ".html": read_page,
    ".docx": read_word,
    ".xlsx": read_book,
}
_NO_SIGN = re.compile(r"[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
# What is looked for in print, in texts of Japanese and Latin letters, figures and common signs only: old forms of
# characters may come out as the usual ones, words from right to left in another order, and others as a number.
_SIGN = re.compile(r"［U\+[0-9A-F]{4,6}］")
_NOT_LOOKED_FOR = re.compile(r"[^0-9A-Za-z\u3041-\u30fe\u4e00-\u9fff]+")
_PLAIN = re.compile(
    r"(?!.*［U\+)[\x20-\x7e\u2010-\u2027\u2030-\u203b\u2460-\u24ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]*"
)
_END = 12
_TOLD = 5


@attrs.frozen
class _Wanted:
    """A text of the document, and where it stands."""

    text: str
    where: str


def proofread(data: bytes, suffix: str, document: Document) -> tuple[str, ...]:
    """What of a document does not stand in a file made of it: a sentence for each text, at most five.

    Markdown is read with markdown-it-py, HTML, Word and CSV with Python's own parsers, Excel with the reader that
    :func:`plancomment.read_table` has. In a PDF, where words are signs on a page, the beginning and the end of every
    text are looked for, with pypdfium2; nothing is said where that is not installed.
    """
    if suffix == ".pdf":
        printed = read_print(data)
        return () if printed is None else _told(_not_printed(printed, document))
    seen = _READERS[suffix](data)
    return _told([*_missing(_squeezed_all(seen.cells), _cells(document)), *_absent(seen.text, document)])


def proofread_tables(data: bytes, encoding: str, table: Table) -> tuple[str, ...]:
    """The same for one table in a CSV file: every row has its cells, every figure its number."""
    rows = read_csv(data, encoding)
    problems = []
    if len({len(row) for row in rows}) > 1:
        problems.append("its rows have different numbers of cells")
    if encoding == "utf-8-sig":
        found = {_squeezed(cell) for row in rows for cell in row}
        found |= {part for row in rows for part in _squeezed(row[0]).split("／")} if rows else set()
        for wanted in _table_cells(table, 1, figures=True):
            if wanted.text and wanted.text not in found and not any(wanted.text in one for one in found):
                problems.append(f"{wanted.where}: {wanted.text[:40]!r} is not there")
    return _told(problems)


def _told(problems: Sequence[str]) -> tuple[str, ...]:
    more = [f"and {len(problems) - _TOLD} more"] if len(problems) > _TOLD else []
    return (*problems[:_TOLD], *more)


def _squeezed(text: str) -> str:
    return _NO_SIGN.sub("", visible(text))


def _squeezed_all(texts: Sequence[str]) -> list[str]:
    return [_NO_SIGN.sub("", text) for text in texts]


def _cells(document: Document) -> Iterator[_Wanted]:
    for number, table in enumerate(document.tables, start=1):
        yield from _table_cells(table, number)


def _table_cells(table: Table, number: int, *, figures: bool = False) -> Iterator[_Wanted]:
    name = table.caption or f"table {number}"
    for column in table.columns:
        yield _Wanted(_squeezed(column.title), f"{name}, title")
    for at, slots in enumerate(table.grid(), start=1):
        for column, (cell, begins) in zip(table.columns, slots, strict=True):
            if begins:
                text = str(cell.number) if figures and cell.number is not None else cell.text
                yield _Wanted(_squeezed(text), f"{name}, row {at}, column {column.title}")


def _missing(found: Sequence[str], wanted: Iterator[_Wanted]) -> list[str]:
    """Texts that do not stand behind the one before them; a cell that is printed again, on the next page, is passed."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(found):
        places.setdefault(text, []).append(at)
    problems = []
    last = -1
    for one in wanted:
        if not one.text:
            continue
        own = places.get(one.text, ())
        at = bisect_right(own, last)
        if at < len(own):
            last = own[at]
        else:
            problems.append(f"{one.where}: {one.text[:40]!r} is not there")
    return problems


def _absent(text: str, document: Document) -> list[str]:
    whole = _NO_SIGN.sub("", text)
    return [f"{one.where}: {one.text[:40]!r} is not there" for one in _prose(document) if one.text not in whole]


def _prose(document: Document) -> Iterator[_Wanted]:
    yield _Wanted(_squeezed(document.title), "title")
    for section in document.sections:
        yield _Wanted(_squeezed(section.title), "title of a section")
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield _Wanted(_squeezed("".join(run.text for run in block.runs)), section.title)
            elif isinstance(block, Table):
                yield _Wanted(_squeezed(block.caption), section.title)
                yield from (_Wanted(_squeezed(note), f"note in {section.title}") for note in block.notes)
    yield from (_Wanted(_squeezed(note), "note at the end") for note in document.notes)


def _not_printed(pages: Sequence[str], document: Document) -> list[str]:
    printed = [_plain(page) for page in pages]
    whole = "".join(printed)
    problems = []
    for one in (*_prose(document), *_cells(document)):
        text = _plain(one.text)
        if _PLAIN.fullmatch(one.text) and not all(
            end in whole or _goes_on(end, printed) for end in (text[:_END], text[-_END:])
        ):
            problems.append(f"{one.where}: {one.text[:40]!r} is not there")
    return problems


def _plain(text: str) -> str:
    return _NOT_LOOKED_FOR.sub("", _SIGN.sub("", text))


def _goes_on(text: str, pages: Sequence[str]) -> bool:
    """Whether it begins on one page and ends on the next."""
    return any(
        text[:cut] in page and text[cut:] in following
        for page, following in itertools.pairwise(pages)
        for cut in range(1, len(text))
    )
