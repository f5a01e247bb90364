"""What a page looks like as far as it changes what is read: what is hidden, and the numbers of lists."""

import functools
import re
from typing import Any

__all__ = [
    "PREFORMATTED",
    "STRUCK",
    "changes_text",
    "declarations",
    "is_hidden",
    "is_preformatted",
    "is_struck",
    "list_style",
    "marker",
]

#: Elements in which white space counts.
PREFORMATTED = frozenset(("pre", "textarea", "listing", "xmp", "plaintext"))
#: Elements whose words are marked as deleted.
STRUCK = frozenset(("del", "s", "strike"))
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = ("none", "disc", "circle", "square")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_LETTERS = {
    "lower-alpha": "abcdefghijklmnopqrstuvwxyz",
    "upper-alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "katakana": _KANA,
    "katakana-iroha": _IROHA,
    "hiragana": "".join(chr(ord(char) - 0x60) for char in _KANA),
    "hiragana-iroha": "".join(chr(ord(char) - 0x60) for char in _IROHA),
}
# Signs that are used as long as there are some, then plain numbers (CSS Counter Styles, "fixed").
_FIXED = {
    "cjk-earthly-branch": "子丑寅卯辰巳午未申酉戌亥",
    "cjk-heavenly-stem": "甲乙丙丁戊己庚辛壬癸",
    "circled-decimal": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_SAME = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha", "cjk-ideographic": "japanese-informal"}
_DIGITS = "〇一二三四五六七八九"
_NUMERIC = ("decimal", "decimal-leading-zero", "lower-roman", "upper-roman", "cjk-decimal", "japanese-informal")
_KNOWN = (*_BULLETS, *_NUMERIC, *_LETTERS, *_FIXED, *_SAME)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@functools.lru_cache(maxsize=1024)
def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in small letters."""
    said: dict[str, str] = {}
    for name, value in _DECLARATION.findall(style[:2000]):
        said.pop(name.lower(), None)  # the last one counts, and stands last
        said[name.lower()] = value.strip().lower()
    return said


def is_hidden(element: Any) -> bool:
    """Whether the page itself says, where the element stands, that it is not shown (非表示)."""
    given = element.attrib
    if "hidden" in given or (element.tag == "dialog" and "open" not in given):
        return True
    style = given.get("style")
    return bool(style) and _hides(declarations(style))


def is_struck(element: Any) -> bool:
    """Whether its words are marked as deleted, by its tag or its style attribute (取消線)."""
    if element.tag in STRUCK:
        return True
    style = element.get("style")
    return bool(style) and _strikes(declarations(style))


def is_preformatted(element: Any) -> bool:
    """Whether white space counts in it, as its tag or its style attribute says."""
    if element.tag in PREFORMATTED:
        return True
    style = element.get("style")
    return bool(style) and _keeps_spaces(declarations(style))


@functools.lru_cache(maxsize=1024)
def changes_text(style: str) -> bool:
    """Whether a style attribute may change what is read of its element."""
    said = declarations(style)
    return (
        _hides(said)
        or _strikes(said)
        or _keeps_spaces(said)
        or not said.keys().isdisjoint(("list-style", "list-style-type"))
    )


def _hides(said: dict[str, str]) -> bool:
    return said.get("display", "").startswith("none") or said.get("visibility", "").startswith(("hidden", "collapse"))


def _strikes(said: dict[str, str]) -> bool:
    """The later of two declarations counts; what is said of a part of the text around it cannot be taken back."""
    lines = [value for name, value in said.items() if name in ("text-decoration", "text-decoration-line")]
    return bool(lines) and "line-through" in lines[-1]


def _keeps_spaces(said: dict[str, str]) -> bool:
    return said.get("white-space", "").startswith(("pre", "break-spaces"))


def list_style(element: Any, inherited: str) -> str:
    """How a list or an item is numbered: by its style attribute, its type attribute, else as the list around it."""
    style = element.get("style")
    if style:
        said = declarations(style)
        words = f"{said.get('list-style', '')} {said.get('list-style-type', '')}".split()
        known = [word for word in words if word in _KNOWN]
        if known:
            return _SAME.get(known[-1], known[-1])
    given = element.get("type", "")
    return _TYPES.get(given) or (given.lower() if given.lower() in _BULLETS else inherited)


def marker(number: int, style: str) -> str:
    """The number of an item as a browser shows it: 1. a. i. 一、 ア、; ``""`` for a bullet (CSS Counter Styles 3)."""
    if style == "decimal":
        return f"{number}."
    if style in _BULLETS:
        return ""
    if style == "decimal-leading-zero":
        return f"{number:03d}." if number < 0 else f"{number:02d}."
    if style in ("lower-roman", "upper-roman") and 0 < number < 4000:
        text = _roman(number)
        return f"{text if style == 'lower-roman' else text.upper()}."
    if style in _LETTERS and number > 0:
        return _letters(number, _LETTERS[style]) + ("." if style.endswith("alpha") else "、")
    if style in _FIXED and 0 < number <= len(_FIXED[style]):
        return _FIXED[style][number - 1] + ("" if style == "circled-decimal" else "、")
    if style == "cjk-decimal" and number >= 0:
        return "".join(_DIGITS[int(digit)] for digit in str(number)) + "、"
    if style == "japanese-informal" and abs(number) < 10_000:
        return f"{'マイナス' if number < 0 else ''}{_japanese(abs(number))}、"
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text + _SMALL_ROMAN[number]


def _letters(number: int, letters: str) -> str:
    """a … z, aa, ab …"""
    text = ""
    while number:
        number, at = divmod(number - 1, len(letters))
        text = letters[at] + text
    return text


def _japanese(number: int) -> str:
    """十一, 二百三: a one before ten, hundred and thousand is not said."""
    text = ""
    for value, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        text += (_DIGITS[digit] if digit > 1 else "") + name if digit else ""
    return text + (_DIGITS[number] if number or not text else "")
