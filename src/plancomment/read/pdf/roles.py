"""What a paragraph is, by its size, weight and label (段落の役割): heading, item, caption, note or body."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import attrs

from plancomment.read.blocks import Role
from plancomment.read.labels import label_style, split_label
from plancomment.read.pdf.columns import Column
from plancomment.read.pdf.lines import Line
from plancomment.read.pdf.paragraphs import Paragraph, has_leader

__all__ = ["Body", "Told", "find_body", "find_entries", "find_notes", "style_of", "tell_roles"]

_LARGER = 1.12  # times the size of the running text: a heading
_SMALLER = 0.93  # times the size of the running text: a footnote
_LONGEST = 80  # characters of a heading
_BOLD = re.compile(r"bold|heavy|black|(?<![a-z])w[6-9](?![0-9])|-[56789]00|ゴシック|gothic|ｺﾞｼｯｸ", re.IGNORECASE)
_PAGE = re.compile(r"[0-9０-９]{1,4}")
_ENTRY_GAP = 0.35  # em: a quarter stands between Japanese and any number
_MARK = re.compile(r"[0-9０-９]{1,3}|[*＊※†‡⁰¹²³⁴-⁹]+|[（(]?注[0-9０-９]*[）)]?")


@attrs.frozen
class Body:
    """What most of the running text is set in: its size in points, and whether its font is a bold one."""

    size: float
    is_bold: bool


@attrs.frozen
class Told:
    """What a paragraph is: its role, its level, and its place if it stands apart."""

    role: Role
    level: int = 0
    place: str = ""


def find_body(lines: Iterable[Line]) -> Body:
    """The size and weight of most characters."""
    counts: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        counts[_rounded(line.size), _is_bold(line.font)] += len(line.text)
    if not counts:
        return Body(10.5, False)
    size, is_bold = max(counts, key=lambda key: (counts[key], -key[0], key[1]))
    return Body(size, is_bold)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


@lru_cache(maxsize=1024)
def _is_bold(font: str) -> bool:
    return _BOLD.search(font) is not None


def find_notes(column: Column, body: Body) -> frozenset[Line]:
    """The footnotes of a column: its last lines, if they are small, from the first that begins with a mark."""
    small: list[Line] = []
    for line in reversed(column.lines):
        if line.stands_for is not None or line.size > _SMALLER * body.size:
            break
        small.append(line)
    while small and not _MARK.match(small[-1].text):
        small.pop()
    return frozenset(small)


def find_entries(lines: Sequence[Line]) -> dict[Line, Line]:
    """The lines of a table of contents (目次): each with the line as it is to be read, a gap before its page number.

    Three lines or more that end in a number, set apart from what is before it; the numbers never fall.
    """
    found = [line for line in lines if line.stands_for is None and _entry_gap(line) >= _ENTRY_GAP * line.size]
    numbers = [int(line.pieces[-1].text) for line in found]
    if len(found) < 3 or len(found) * 2 < len(lines) or numbers != sorted(numbers):
        return {}
    return {line: attrs.evolve(line, text=_parted(line)) for line in found}


def _entry_gap(line: Line) -> float:
    if len(line.pieces) < 2 or not _PAGE.fullmatch(line.pieces[-1].text):
        return 0.0
    return line.pieces[-1].x0 - line.pieces[-2].x1


def _parted(line: Line) -> str:
    number = line.pieces[-1].text
    title = line.text[: len(line.text) - len(number)]
    return line.text if title != title.rstrip() else f"{title}\u3000{number}"


def style_of(line: Line, body: Body) -> tuple[bool, bool]:
    """What two lines must have alike to be one paragraph: headings and text never are."""
    return line.size >= _LARGER * body.size, _is_bold(line.font) and not body.is_bold


def tell_roles(paragraphs: Sequence[Paragraph], body: Body) -> list[Told]:
    """The role of each paragraph. Headings are ranked by size, bold before plain; items by how far they are set in.

    The level of a heading is how deep it stands below others. The large lines of a cover, before the first heading with
    a label, enclose nothing.
    """
    above: list[int] = []
    ranks = _ranks(paragraphs, body)
    told: list[Told] = []
    indents: list[float] = []
    for paragraph in paragraphs:
        text, first = paragraph.text, paragraph.lines[0]
        key = _heading_key(paragraph, text, body)
        label = split_label(text)[0]
        if first.is_note:
            mark = _MARK.match(text)
            told.append(Told("note", place=f"脚注{mark[0]}" if mark and mark[0][0] not in "（(注*＊※" else "脚注"))
        elif label_style(label) == "caption" and len(text) <= _LONGEST:
            told.append(Told("caption"))
        elif key is not None:
            indents.clear()
            rank = ranks.get(key)
            above = [] if rank is None else [*(other for other in above if other < rank), rank]
            told.append(Told("heading", max(1, len(above))))
        elif label:
            indent = first.line.x0 - first.column.left
            while indents and indents[-1] >= indent - 0.5 * body.size:
                indents.pop()
            indents.append(indent)
            told.append(Told("item", len(indents)))
        else:
            told.append(Told("body"))
    return told


def _ranks(paragraphs: Sequence[Paragraph], body: Body) -> Mapping[tuple[float, bool], int]:
    """The rank of each size of heading from 1; none for a size that only lines before the first label have."""
    keys: list[tuple[float, bool]] = []
    begun: int | None = None
    for paragraph in paragraphs:
        text = paragraph.text
        key = None if paragraph.lines[0].is_note else _heading_key(paragraph, text, body)
        if key is None:
            continue
        if begun is None and label_style(split_label(text)[0]) in ("chapter", "article", "number", "item"):
            begun = len(keys)
        keys.append(key)
    ordered = sorted(set(keys[begun or 0 :]), key=lambda key: (-key[0], not key[1]))
    return {key: rank for rank, key in enumerate(ordered, start=1)}


def _heading_key(paragraph: Paragraph, text: str, body: Body) -> tuple[float, bool] | None:
    """The size and weight of a heading, None for what is none."""
    if len(text) > _LONGEST or text.endswith(("。", "、", "，")) or paragraph.lines[0].is_entry or has_leader(text):
        return None
    line = paragraph.lines[0].line
    is_larger, is_bolder = line.size >= _LARGER * body.size, _is_bold(line.font) and not body.is_bold
    label = label_style(split_label(text)[0])
    if is_larger or is_bolder or (label == "chapter" and len(paragraph.lines) == 1 and line.size >= 0.95 * body.size):
        return _rounded(line.size), _is_bold(line.font)
    return None
