"""Characters that a page cannot carry as they are: shown by a sign instead of hidden or lost (制御文字).

A control character becomes its Unicode control picture (U+0000 → ␀), what has none its number in brackets.
Bidirectional controls stay in the text, because right-to-left words need them; a format that can isolates the text that
holds them.
"""

import functools
import re

__all__ = ["has_bidi_controls", "is_one_plain_line", "lines", "visible"]


@functools.cache
def _unprintable() -> re.Pattern[str]:
    # Controls but tab and line breaks; half surrogates, which no encoding can hold; code points that are no characters.
    others = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    return re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{others}]")


@functools.cache
def _bidi() -> re.Pattern[str]:
    return re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"［U+{code:04X}］"


def visible(text: str) -> str:
    """The text with a sign in the place of every character that a page cannot carry; else the text itself.

    >>> visible("a\\x00b")
    'a␀b'
    """
    return _unprintable().sub(_sign, text)


def has_bidi_controls(text: str) -> bool:
    """Whether the text holds characters that turn the direction of what follows (U+202E and its kin)."""
    return _bidi().search(text) is not None


@functools.cache
def _unplain() -> re.Pattern[str]:
    return re.compile(f"[\r\n]|{_unprintable().pattern}|{_bidi().pattern}")


def is_one_plain_line(text: str) -> bool:
    """Whether there is nothing here to break, to show by a sign, or to isolate; most texts are so."""
    return _unplain().search(text) is None


def lines(text: str) -> list[str]:
    """The lines of a text, whichever way it breaks them (CRLF, CR, LF); ``""`` is one empty line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
