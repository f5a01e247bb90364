"""What a comparison table says in words: the place of a clause (変更箇所), and the remarks column (備考)."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

import attrs

from plancomment.plan import Clause, Location

__all__ = [
    "Lang",
    "describe",
    "follows",
    "has_number",
    "lines",
    "locate",
    "moved_from",
    "order",
    "places",
    "renumbering",
    "span",
]

Lang = Literal["ja", "en"]

_KINDS = {"heading": "見出し", "caption": "図表の題", "cell": "表"}
_BODY = "本文"
_KANJI = "一二三四五六七八九"
_GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
# Signs that only a list by いろは reaches this early.
_ONLY_IROHA = frozenset("ロハニホヘト")


def describe(clause: Clause, above: Iterable[str] = ()) -> str:
    """The place in words, as a table would print it (箇所): the two innermost headings, the label, what it is.

    The title that stands above a whole document tells nothing that the document's name does not. `above` are the
    labels between heading and clause, such as （２） for its ア.

    >>> from plancomment.plan import Clause, Location
    >>> place = Location("素案", "本編")
    >>> describe(Clause("c1", "item", "（１）", "歩道を広げる。", ("第２章 まちづくり", "２　基本方針"), place))
    '第２章 まちづくり　２　基本方針　（１）'
    """
    parts = [_above(clause.heading_path, clause.kind == "heading"), *above, clause.label]
    if clause.kind == "cell" and clause.row is not None and clause.column is not None:
        parts.append(f"表 {clause.row}行{clause.column}列")
    elif clause.kind in _KINDS:
        parts.append(_KINDS[clause.kind])
    elif not clause.label:
        parts.append(_BODY)
    return "　".join(part for part in parts if part)


@functools.lru_cache(maxsize=1024)
def _above(path: tuple[str, ...], is_heading: bool) -> str:
    if path and (len(path) > 1 or is_heading) and not _begins_with_label().match(path[0]):
        path = path[1:]
    return "　".join(part for part in path[-2:] if part)


@functools.cache
def _begins_with_label() -> re.Pattern[str]:
    return re.compile(
        r"第|[（(]?[0-9０-９一二三四五六七八九十]|[①-⑳Ⅰ-Ⅻ]|[A-Za-zＡ-Ｚａ-ｚ][.．\s]|[ア-ン][.．\s]|[■●○◎◇◆□]"
    )


def locate(clause: Clause, above: Iterable[str] = ()) -> Location:
    """Where the clause stands, with its place in words where none was given; page and line as they are.

    Without a page a given place (脚注1, 表1 2行3列) does not find the clause: the headings above stand in front then.
    """
    found = clause.location
    if found.place and (found.page is not None or not clause.heading_path):
        return found
    if found.place:
        path = _above(clause.heading_path, clause.kind == "heading")
        return Location(found.version, found.document, None, found.line, f"{path}　{found.place}")
    return Location(found.version, found.document, found.page, found.line, describe(clause, above))


def lines(clauses: Iterable[Clause]) -> Iterator[tuple[Clause, ...]]:
    """The cells of one table row together, any other clause alone."""
    for line, members in groupby(clauses, key=_table_row):
        if line is None:
            yield from ((one,) for one in members)
        else:
            yield tuple(members)


def _table_row(clause: Clause) -> tuple[str, tuple[str, ...], int] | None:
    if clause.kind != "cell" or clause.row is None:
        return None
    return (clause.location.document, clause.heading_path, clause.row)


def _nothing(clause: Clause) -> tuple[str, ...]:
    return ()


def places(clauses: Sequence[Clause], above: Callable[[Clause], tuple[str, ...]] = _nothing) -> tuple[Location, ...]:
    """Where the clauses of a revision stand, see :func:`locate`; a table row or column has one place (表 3行)."""
    if len(clauses) == 1:
        return (locate(clauses[0], above(clauses[0])),)
    if len(clauses) > 1 and all(one.kind == "cell" for one in clauses) and len({one.column for one in clauses}) == 1:
        return (_locate_line(clauses[0], r"\2"),)
    return tuple(
        locate(line[0], above(line[0])) if len(line) == 1 else _locate_line(line[0], r"\1") for line in lines(clauses)
    )


def _locate_line(cell: Clause, kept: str) -> Location:
    found = locate(cell)
    return attrs.evolve(found, place=_row_and_column().sub(kept, found.place))


@functools.cache
def _row_and_column() -> re.Pattern[str]:
    return re.compile("([0-9]+行)([0-9]+列)$")


def moved_from(old: Location, new: Location, lang: Lang = "ja") -> str:
    """A remark such as 「第２章　（１）から移動」, with document and page where they tell more; else 「移動」."""
    document = old.document if old.document != new.document else ""
    page = "" if old.page is None else f"p. {old.page}" if lang == "en" else f"P.{old.page}"
    whence = [part for part in (document, page, old.place if old.place != _BODY else "") if part]
    if lang == "en":
        return f"moved from {', '.join(whence)}" if whence else "moved"
    return f"{'　'.join(whence)}から移動" if whence else "移動"


def renumbering(olds: Sequence[str], news: Sequence[str], lang: Lang = "ja") -> str:
    """A remark such as 「（２）～（４）を（３）～（５）に繰り下げ」, for one label or a run of them."""
    before, after = span(olds), span(news)
    if lang == "en":
        if not before or not after:
            return f"labelled {after}" if after else f"label {before} removed"
        return f"{before} renumbered as {after}"
    if not before or not after:
        return f"{after}を付す" if after else f"{before}を除く"
    return f"{before}を{after}に{_verb(olds[0], news[0])}"


@functools.lru_cache(maxsize=1024)
def _verb(old: str, new: str) -> str:
    first, second = order(old, new), order(new, old)
    if first and _form(old) == _form(new) and first != second:
        return "繰り下げ" if first < second else "繰り上げ"
    return "改める"


def span(labels: Sequence[str]) -> str:
    """One label, or the first and the last of a run: （２）～（４）."""
    return labels[0] if labels[0] == labels[-1] else f"{labels[0]}～{labels[-1]}"


@functools.lru_cache(maxsize=4096)
def follows(label: str, following: str) -> bool:
    """Whether the second label is the next one of a list: （３） after （２）, 第３条 or 第２条の２ after 第２条.

    The signs of a list without numbers follow themselves.
    """
    one, two = order(label, following), order(following, label)
    if not one and not two:
        return label == following
    if len(one) == len(two):
        return one[:-1] == two[:-1] and two[-1] - one[-1] == 1 and _form(label) == _form(following)
    if not one or not two:
        return False
    if len(two) > len(one):
        return two == (*one, 2)
    return two[:-1] == one[: len(two) - 1] and two[-1] - one[len(two) - 1] == 1


@functools.cache
def _pieces() -> re.Pattern[str]:
    return re.compile("[0-9]+|[一二三四五六七八九十百]+|[ア-ンヰヱ]|[A-Za-z]")


def order(label: str, *others: str) -> tuple[int, ...]:
    """The numbers in a label, for telling which of two comes first; () where it has none.

    カタカナ are counted アイウ, or イロハ where this or another label of the list can only be that.

    >>> order("（１０）"), order("第十二条の三"), order("ア"), order("③"), order("1-2"), order("・")
    ((10,), (12, 3), (1,), (3,), (1, 2), ())
    """
    folded = "".join(map(_fold, label))
    kana = _IROHA if _ONLY_IROHA & set("".join((folded, *others))) else _GOJUON
    return tuple(_number(piece, kana) for piece in _pieces().findall(folded))


@functools.lru_cache(maxsize=1024)
def has_number(label: str) -> bool:
    """Whether the label counts, as （２） and ア do, and ・ does not."""
    return bool(order(label))


def _form(label: str) -> str:
    """A label without its numbers: （１） and （２） have one form, ２ and ② have two."""
    return _pieces().sub("#", "".join(map(_fold, label)))


def _fold(char: str) -> str:
    value = unicodedata.numeric(char, None)
    if value is None or char in _KANJI or char in "十百" or value != int(value):
        return unicodedata.normalize("NFKC", char)
    digits = str(int(value))
    # ①, ⅱ and ㈢ are whole numbers; a plain digit is a part of one.
    return digits if char.isdecimal() else f" {digits} "


def _number(piece: str, kana: str) -> int:
    if piece.isdecimal():
        return int(piece[:18])
    if piece in kana:
        return kana.index(piece) + 1
    if piece.isascii():
        return ord(piece.lower()) - ord("a") + 1
    total = current = 0
    for char in piece:
        if char in "十百":
            total += max(current, 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = 10 * current + _KANJI.find(char) + 1
    return total + current
