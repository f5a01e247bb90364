"""Labels of Japanese plans (項番号): 第１章, １－１, （１）, ①, ア, 図1; told apart from words and quantities.

A label is only what a reader would take for one: 3つの, 2040年, 10 月 1 日, アンケート and 一人 stay whole, and so does
a reference such as （１）及び（２）.
"""

import functools
import re
import unicodedata
from typing import Literal

from plancomment.errors import WrongTypeError

__all__ = ["LabelStyle", "label_shape", "label_style", "split_label"]

LabelStyle = Literal["", "chapter", "article", "number", "item", "bullet", "caption"]

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
_KANJI = "一二三四五六七八九十百"
_BULLETS = "・･○●■□◆◇◎◯〇▲△▼▽★☆▶►➢➤•▪◦‣"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿⓪❶-❿⑴-⒇⒈-⒛⒜-ⓩ㋐-㋾㊀-㊉㈠-㈩"
_COUNTERS = (
    "(?:年度?|月|日|時間?|分|秒|週|人|名|者|件|つ|個|回|か所|カ所|ヵ所|ヶ所|箇所|か年|カ年|ヵ年|ヶ年|箇年|か月|カ月|ヵ月|ヶ月|箇月|"
    "割|倍|円|万|億|兆|千|歳|才|度|号|台|戸|校|社|本|枚|冊|頁|ページ|階|点|位|通|ポイント)"
)
_AFTER_COUNTER = "(?:間|末|後|前|目|当たり|あたり|以上|以下|未満|程度|分|余り?)"


@functools.cache
def _labels() -> re.Pattern[str]:
    digits, number = "[0-9０-９]", f"(?:[0-9０-９]{{1,3}}|[{_KANJI}〇]{{1,5}})"
    dash = "[-－‐‑–−]"
    roman = "[Ⅰ-Ⅻⅰ-ⅻ]"
    kana, kanji, letter = f"[{_KANA}ｱ-ﾝ]", f"[{_KANJI}]{{1,3}}", "[A-Za-zＡ-Ｚａ-ｚ]"
    branch = f"(?:の{number}){{0,3}}"
    stop = r"[.．](?![0-9０-９A-Za-z])"
    inside = f"(?:{digits}{{1,3}}(?:{dash}{digits}{{1,2}}){{0,3}}|{kana}|{kanji}|{letter}|{roman}|[ivxIVX]{{1,4}})"
    return re.compile(
        rf"(?P<chapter>第\s?{number}\s?[編部章節款目]{branch}(?=[\s：:（(「『【]|$))"
        rf"|(?P<article>第\s?{number}\s?[条項号]{branch}(?=[\s（(]|$))"
        rf"|(?P<caption>(?:図表|図|表|写真|グラフ)\s?{digits}{{1,3}}(?:(?:{dash}|[.．]){digits}{{1,3}}){{0,3}}"
        r"(?:[：:]|[.．](?![0-9０-９])|(?=[\s（(「『【]|$)))"
        rf"|(?P<closed>[（(]{inside}[）)]|[{_CIRCLED}](?:{dash}{digits}{{1,2}})?|(?:{digits}{{1,3}}|{kana}|{letter})[）)])"
        rf"|(?P<stopped>(?:{digits}{{1,3}}|[IVX]{{1,5}}|{roman}|{letter}|{kana}|{kanji}){stop})"
        rf"|(?P<levels>{digits}{{1,2}}(?:(?:{dash}|[.．]){digits}{{1,2}}){{1,4}}[.．]?(?=\s)|{roman}(?:{dash}{digits}{{1,2}}){{0,3}}(?=\s))"
        rf"|(?P<bare>(?:{digits}{{1,3}}|{kanji}){branch}(?=\s)|{kana}(?=\s)|[A-ZＡ-Ｚ](?=\s)|[a-zａ-ｚ](?=　))"
        rf"|(?P<bullet>[{_BULLETS}](?![{_BULLETS}×✕…])|{dash}(?=\s))"
    )


@functools.cache
def _quantity() -> re.Pattern[str]:
    """What follows a number with a space between them in justified text: 10 月 1 日, 3 つの, 12.4 %."""
    return re.compile(
        rf"{_COUNTERS}{_AFTER_COUNTER}?(?![一-鿿々ァ-ヶー])|{_COUNTERS}{_AFTER_COUNTER}|年度|万|億"
        r"|[%％‰℃㎞㎡㎢ヘ]|(?:km|kg|cm|mm|ha|kW|MW|GB|m|t|L)(?![A-Za-z])"
    )


_REFERENCE = re.compile(r"[、，。～〜~]|(?:から|及び|又は|並びに|と|や|・)(?=[（(]?[0-9０-９①-⑳ア-ン])")
_PARTICLE = re.compile(r"[はをがに]|の(?:とおり|通り|よう|うち)|で(?:は|す|示)|より|から|及び|と[、]")
# Letter-spaced words, イ ン フ ラ or 一　般, are no labels: one more character of the same script stands alone.
_SPACED = re.compile(
    r"(?:[ァ-ヶｦ-ﾝ]\s+[ァ-ヶーｦ-ﾟ]|[一二三四五六七八九十百]\s+(?!略)[一-鿿々]|[A-Za-zＡ-Ｚａ-ｚ]\s+[A-Za-zＡ-Ｚａ-ｚ])(?:\s|$)"
)
_SPACE = re.compile(r"\s*")


def split_label(line: str) -> tuple[str, str, str]:
    """The label, the white space after it and the rest; label and white space are ``""`` if there is no label.

    The three joined are always the line.

    Raises:
        WrongTypeError: ``line`` is no str.

    >>> split_label("第１章　計画の策定に当たって")
    ('第１章', '\\u3000', '計画の策定に当たって')
    >>> split_label("10月1日から募集する")
    ('', '', '10月1日から募集する')
    """
    if not isinstance(line, str):
        raise WrongTypeError(f"a line must be str, not {type(line).__name__}")
    match = _labels().match(line)
    if match is None:
        return "", "", line
    label = match[0]
    separator = _SPACE.match(line, match.end())[0]  # type: ignore[index]  # it matches everywhere
    body = line[len(label) + len(separator) :]
    if _is_label(match.lastgroup or "", label, separator, body):
        return label, separator, body
    return "", "", line


def _is_label(group: str, label: str, separator: str, body: str) -> bool:
    """Whether what looks like a label is one, judged by what follows it."""
    if group in ("levels", "bare"):
        if not body:
            return False
        if _SPACED.match(label + separator + body):
            return False
        if "　" in separator or "\t" in separator:
            return True
        latin = unicodedata.normalize("NFKC", label).isalpha() and label.isascii()
        return not (_quantity().match(body) or (latin and body[0].isascii()))
    if group == "bullet":
        return bool(body) and not (not separator and _quantity().match(body))
    if group == "closed":
        return bool(separator) or not _REFERENCE.match(body)
    if group == "caption":
        return not _PARTICLE.match(body)
    if group == "stopped" and label[0].isascii() and label[0].isalpha():
        return bool(separator) or not body[:1].isascii()
    return True


def label_style(label: str) -> LabelStyle:
    """What a label is used for.

    ``"chapter"`` 編・部・章・節・款・目, ``"article"`` 条・項・号, ``"number"`` １．, 1-1, Ⅰ, ``"item"`` （１）, ①, ア,
    一, ``"bullet"`` ・, ``"caption"`` 図1; ``""`` for what is no label.
    """
    # White space behind it makes bare numbers labels, too; the 文 stands for any text.
    match = _labels().match(f"{label}　文文")
    if match is None or match.end() != len(label):
        return ""
    group = match.lastgroup or ""
    if group in ("chapter", "article", "caption", "bullet"):
        return group  # type: ignore[return-value]  # the groups bear the names of the styles
    if group == "levels":
        return "number"
    if group in ("stopped", "bare") and unicodedata.normalize("NFKC", label[0]) in "0123456789IVX":
        return "number"
    return "item"


def label_shape(label: str) -> str:
    """The label with its number taken out, equal for the labels of one list: （１） and （12） give ``"(1)"``."""
    shape = []
    for char in label:
        folded = unicodedata.normalize("NFKC", char)
        if unicodedata.category(char) in ("No", "Nl") and char not in "〇":
            shape.append("Ⅰ" if unicodedata.category(char) == "Nl" else "①")
        elif unicodedata.category(char) == "So" and char not in _BULLETS:
            shape.append("㋐")
        elif folded in _KANA:
            shape.append("ア")
        elif folded in _KANJI:
            shape.append("一")
        elif folded.isdigit():
            shape.append("1")
        elif folded.isascii() and folded.isalpha():
            shape.append("A" if folded.isupper() else "a")
        else:
            shape.append(folded)
    return re.sub(r"1+", "1", re.sub("一+", "一", "".join(shape)))
