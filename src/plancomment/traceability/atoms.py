"""The smallest pieces of a reference to a place: P.8, 24ページ, 第３章, 施策３－１, 図表4, 12行目, （２） (箇所の語).

They are found in the text as it is written, full-width, half-width and in kanji digits, with their positions, and have
one spelling (``name``) under which they are looked up: 第三章 and 第３章 are both 第3章.
"""

import functools
import re
from collections.abc import Iterator
from typing import Literal

import attrs

from plancomment.textdiff.keys import comparison_key

__all__ = ["Atom", "AtomKind", "find_atoms", "fold", "heading_names", "place_name"]

AtomKind = Literal["version", "document", "page", "line", "path", "item", "figure", "label"]

#: No reader means more pages than this by one range.
_LONGEST_RANGE = 50
_DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")}
# One sign for one sign, so that positions stay: width, dashes and waves.
_FOLDED = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("〜∼˜", "~")
    | dict.fromkeys("‐‑‒–—―−─", "-")
    | {"\u3000": " ", "㌻": "頁"}
)


@attrs.frozen
class Atom:
    """One piece of a reference (箇所の語).

    Attributes:
        kind: what it names: ``"page"`` 頁, ``"line"`` 行, ``"path"`` 章・節, ``"item"`` 施策・基本方針など,
            ``"figure"`` 図表, ``"label"`` 項番号, ``"document"`` 文書, ``"version"`` 版.
        name: its one spelling; ``""`` for pages and lines.
        start: where it begins, counted in characters from 0.
        end: where it ends.
        numbers: the pages or lines, from 1; () for the rest.
    """

    kind: AtomKind
    name: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()


def fold(text: str) -> str:
    """The text in half width with one sign for dashes and waves; every character keeps its position."""
    return text.translate(_FOLDED)


@functools.cache
def _pattern() -> re.Pattern[str]:
    kanji = "〇一二三四五六七八九十百"
    number = f"(?:[0-9]{{1,4}}|[{kanji}]{{1,5}})"
    small = rf"(?:[0-9]{{1,2}}(?![0-9]|[,.][0-9])|[{kanji}]{{1,3}})"
    range_, listed = r"\s*(?:~|-|から|より)\s*", r"\s*(?:[、・]|,(?![0-9]{3}(?![0-9]))|及び|と)\s*"
    more_p = (
        rf"(?:{range_}(?:[Pp]\.?\s*)?[0-9]{{1,4}}|{listed}(?:[Pp]\.?\s*[0-9]{{1,4}}|[0-9]{{1,4}}(?=の|\)|ページ|頁)))"
    )
    more = rf"(?:(?:ページ|頁)?(?:{range_}|{listed}){number})"
    branch = rf"(?:\s*[-の.・(]\s*{small}\)?){{0,3}}"
    counted = (
        "(?!年|か月|カ月|月|日|時|分|人|名|件|%|％|パーセント|倍|割|円|万|億|千|つ|個|本(?!編)|か所|ヶ所|カ所|箇所|歳|回|度|点|次|期|位|番|"
        "種|施設|事業|施策|校|地区|団体|世帯|台|棟|枚|部(?!分)|冊|社|者|項目|分野|方針|目標|ページ|頁|ポイント|程度|以上|以下|km|m|㎡|ha|[0-9])"
    )
    first = "基本|重点|主要|個別|具体的?|戦略的?|まちづくり|行動"
    nouns = "方針|目標|施策|戦略|政策|プロジェクト|事業|取組|取り組み|視点|柱|課題|アクション|指標|分野|テーマ"
    upper = r"[0-9IVX]{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
    return re.compile(
        rf"(?P<page>(?<![A-Za-z])[Pp]{{1,2}}(?:age)?[.,]?\s*[0-9]{{1,4}}{more_p}{{0,9}}(?![A-Za-z0-9])(?:ページ|頁)?"
        rf"|(?<![0-9][,.])(?<![0-9{kanji}全約計総])第?{number}{more}{{0,9}}\s*(?:ページ|頁)"
        r"(?!数|分(?!野)|程度|以内|にわた|ずつ|ほど|くらい|ぐらい|を超))"
        rf"|(?P<line>(?<!下から)(?<![0-9]){number}(?:\s*行目)?(?:{range_}{number})?\s*行目)"
        rf"|(?P<path>第\s?{number}\s?(?:[編部章節款項]|条(?:の[0-9]{{1,2}}(?![0-9年月日人件頁ペ]))?)"
        rf"|(?:各論|総論|序論|本論)(?=\s*(?:の\s*)?(?:[(]{small}[)]|[①-⑳])))"
        rf"|(?P<figure>(?:(?<![一-鿿])(?:図表|図|表|資料|様式)|グラフ|写真|別紙|別表|別添|付表|附表|参考資料|コラム)"
        rf"\s?(?:{small}{branch}|{upper})(?!\s*(?:年|月|日|枚|部(?!分)|点|つ|個|種|冊|件|人|名|ページ|頁|回|%)))"
        rf"|(?P<item>(?:(?:{first}){{0,2}}(?:{nouns}))\s?(?:[(]{small}[)]|{small}{branch}|{upper}){counted})"
        r"|(?P<document>概要版|資料編|本編|本文|別冊|用語集|用語解説)"
        r"|(?P<version>素案|原案|計画案|成案|最終案|確定版|策定版|修正前|修正後)"
        rf"|(?P<label>[(][0-9一二三四五六七八九十アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホa-zA-Z]{{1,3}}[)]"
        r"|[①-⑳])"
    )


def find_atoms(text: str) -> Iterator[Atom]:
    """Every piece in the order of the text; which of them make one reference is for the caller to say."""
    folded = fold(text)
    for match in _pattern().finditer(folded):
        kind: AtomKind = match.lastgroup  # type: ignore[assignment]
        words = match[0].rstrip()
        end = match.start() + len(words)
        if kind in ("page", "line"):
            numbers = _numbers(words)
            if numbers:
                yield Atom(kind, "", match.start(), end, numbers)
        else:
            yield Atom(kind, place_name(words), match.start(), end)


@functools.cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(r"([0-9]+|[〇一二三四五六七八九十百]+)((?:\s|ページ|頁|行目|[Pp.])*(?:~|-|から|より))?")


def _numbers(words: str) -> tuple[int, ...]:
    """The pages or lines named: 5-7 is 5, 6, 7; 8、10 is 8, 10; a range that runs backwards is its two ends."""
    numbers: list[int] = []
    begun: int | None = None
    for match in _number_pattern().finditer(words):
        number = _value(match[1])
        if begun is not None and begun < number <= begun + _LONGEST_RANGE:
            numbers.extend(range(begun + 1, number + 1))
        else:
            numbers.append(number)
        begun = number if match[2] else None
    return tuple(number for number in dict.fromkeys(numbers) if number >= 1)


def _value(digits: str) -> int:
    """The number that digits, Arabic or kanji (十二, 一二〇), mean."""
    if digits.isdecimal():
        return int(digits)
    if not set(digits) & set("十百"):
        return int("".join(_DIGITS[char] for char in digits))
    total = current = 0
    for char in digits:
        if char in _DIGITS:
            current = int(_DIGITS[char])
        else:
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
    return total + current


@functools.cache
def _kanji_number() -> re.Pattern[str]:
    return re.compile(
        r"(?<=第)[〇一二三四五六七八九十百]+|(?<=[針標策略業組点柱題野表図紙添論])[〇一二三四五六七八九十百]+(?![一-鿿])"
    )


def place_name(words: str) -> str:
    """The one spelling of a chapter, item, figure or label: 第三章 → 第3章, 施策３の１ → 施策3-1, 方針（２） → 方針2.

    >>> place_name("施策３－１"), place_name("第三章")
    ('施策3-1', '第3章')
    """
    name = _kanji_number().sub(lambda found: str(_value(found[0])), comparison_key(words))
    if name.startswith("(") or (name.startswith("第") and not name[-1:].isdecimal()):
        return name
    name = re.sub(r"(?<=[0-9IVX])[-の.・(](?=[0-9])", "-", name)
    return re.sub(r"(?<=[^0-9])[(]([0-9]+)[)]$", r"\1", name).removesuffix(")")


def heading_names(heading: str) -> frozenset[str]:
    """The names by which a heading, caption or label can be referred to: 「第３章　基本方針２」 → 第3章, 基本方針2."""
    names = {
        atom.name
        for atom in find_atoms(heading)
        if atom.kind in ("path", "item", "figure") or (atom.kind == "label" and atom.start == 0)
    }
    names.update(name for name in ("各論", "総論", "序論", "本論") if name in heading)
    return frozenset(names)
