"""What a comparison table says in words: the place of a clause (変更箇所), and the remarks column (備考)."""

import functools
import re
import unicodedata
from collections.abc import Sequence

import attrs

from plancomment.plan import Clause, Location

__all__ = ["describe", "locate", "moved_from", "order", "renumbering", "span"]

_KINDS = {"heading": "見出し", "caption": "図表の題", "cell": "表"}
_KANJI = "一二三四五六七八九"
_GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
# Signs that only a list by いろは reaches this early.
_ONLY_IROHA = frozenset("ロハニホヘト")


def describe(clause: Clause) -> str:
    """The place in words, as a table would print it (箇所): the two innermost headings, the label, what it is.

    The title that stands above a whole document tells nothing that the document's name does not.

    >>> from plancomment.plan import Clause, Location
    >>> place = Location("素案", "本編")
    >>> describe(Clause("c1", "item", "（１）", "歩道を広げる。", ("第２章 まちづくり", "２　基本方針"), place))
    '第２章 まちづくり　２　基本方針　（１）'
    """
    path = clause.heading_path
    if path and (len(path) > 1 or clause.kind == "heading") and not _begins_with_label().match(path[0]):
        path = path[1:]
    parts = [*path[-2:], clause.label]
    if clause.kind == "cell" and clause.row is not None and clause.column is not None:
        parts.append(f"表 {clause.row}行{clause.column}列")
    elif clause.kind in _KINDS:
        parts.append(_KINDS[clause.kind])
    elif not clause.label:
        parts.append("本文")
    return "　".join(part for part in parts if part)


@functools.cache
def _begins_with_label() -> re.Pattern[str]:
    return re.compile(
        r"第|[（(]?[0-9０-９一二三四五六七八九十]|[①-⑳Ⅰ-Ⅻ]|[A-Za-zＡ-Ｚａ-ｚ][.．\s]|[ア-ン][.．\s]|[■●○◎◇◆□]"
    )


def locate(clause: Clause) -> Location:
    """Where the clause stands, with its place in words where none was given; page and line as they are."""
    if clause.location.place:
        return clause.location
    return attrs.evolve(clause.location, place=describe(clause))


def moved_from(old: Clause, new: Clause) -> str:
    """A remark such as 「第２章　（１）から移動」, with document and page where they tell more."""
    place = locate(old)
    document = place.document if place.document != new.location.document else ""
    page = f"P.{place.page}" if place.page is not None else ""
    return "　".join(part for part in (document, page, place.place) if part) + "から移動"


def renumbering(olds: Sequence[str], news: Sequence[str]) -> str:
    """A remark such as 「（２）～（４）を（３）～（５）に繰り下げ」, for one label or a run of them."""
    if not olds[0]:
        return f"{news[0]}を付す"
    if not news[0]:
        return f"{olds[0]}を除く"
    before, after = order(olds[0], news[0]), order(news[0], olds[0])
    verb = "改める"
    if before and _form(olds[0]) == _form(news[0]) and before != after:
        verb = "繰り下げ" if before < after else "繰り上げ"
    return f"{span(olds)}を{span(news)}に{verb}"


def span(labels: Sequence[str]) -> str:
    """One label, or the first and the last of a run: （２）～（４）."""
    return labels[0] if len(labels) == 1 else f"{labels[0]}～{labels[-1]}"


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
