"""Numbers of spreadsheets as the office sees them: dates, percentages, leading zeros (表示形式).

Number formats: ECMA-376 part 1, 18.8.30 and 18.8.31; the ids from 27 to 58 as Japanese Excel gives them. Dates count
days from 1899-12-30, as Excel has it from 1900-03-01 on, or from 1904-01-01.
"""

import datetime
import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import attrs

__all__ = [
    "BUILTIN",
    "NUMBER",
    "Format",
    "Section",
    "builtin_formats",
    "read_format",
    "show_duration",
    "show_number",
    "show_plain",
]

Kind = Literal["plain", "percent", "date", "time", "moment", "elapsed", "picture"]

#: The formats that files name by number only.
BUILTIN: Mapping[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm:ss",
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/標準)'
    r"|(?P<noon>AM/PM|A/P|午前/午後|上午/下午)|(?P<power>E[+-])|(?P<end>;)|(?P<char>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)")
#: A number as files write it.
NUMBER = re.compile(r"[-+]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,4})?")
_LAST_DAY = 2_958_466  # 9999-12-31 and a day
_GENERAL = "\0"


@attrs.frozen
class Section:
    """One of the parts between the semicolons of a number format (書式の区分).

    Attributes:
        kind: what it makes of a number (種類).
        picture: of a ``"picture"``, what is shown in order: ``"0"``, ``"#"``, ``"?"`` are digits, the character NUL
            stands for the number in full, and each other text for itself (並び).
        condition: the sign and number of ``[<=999]``, None where there is none (条件).
    """

    kind: Kind = "plain"
    picture: tuple[str, ...] = ()
    condition: tuple[str, float] | None = None


@attrs.frozen
class Format:
    """A number format (表示形式).

    Attributes:
        sections: for positive numbers, negative ones and zero, as far as the format tells them apart (区分).
    """

    sections: tuple[Section, ...] = (Section(),)

    @property
    def is_plain(self) -> bool:
        """Whether a whole number is shown as its digits (標準)."""
        return all(section.kind == "plain" for section in self.sections)


def read_format(code: str) -> Format:
    """What a number format means, such as ``yyyy/m/d`` or ``"R8-"000``."""
    sections: list[Section] = []
    parts: list[re.Match[str]] = []
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "end":
            sections.append(_section(parts))
            parts = []
        else:
            parts.append(match)
    return Format((*sections, _section(parts))[:4])


@functools.cache
def builtin_formats() -> Mapping[int, Format]:
    """The formats that files name by number only."""
    return {number: read_format(code) for number, code in BUILTIN.items()}


def _section(parts: list[re.Match[str]]) -> Section:
    condition: tuple[str, float] | None = None
    letters = ""
    picture: list[str] = []
    for match in parts:
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "bracket":
            if found := _CONDITION.fullmatch(text):
                condition = (found[1], float(found[2]))
            elif re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
                return Section("elapsed")
        elif kind == "general":
            picture.append(_GENERAL)
        elif kind in ("quoted", "escaped"):
            picture.append(text)
            if text in ("0", "#", "?"):  # a literal sign, not a digit
                letters += "E"
        elif kind == "char":
            letters += text.lower()
            picture.append(text)
        elif kind == "power":
            letters += "E"
    return Section(_kind(letters, picture), tuple(picture), condition)


def _kind(letters: str, picture: list[str]) -> Kind:
    """What the signs of a section mean; ``letters`` are those outside of quotes."""
    has_time = "h" in letters or "s" in letters
    has_day = any(sign in letters for sign in "ydge") or "aaa" in letters or ("m" in letters and not has_time)
    if has_day or has_time:
        return "moment" if has_day and has_time else "date" if has_day else "time"
    if "%" in letters:
        return "percent"
    if any(sign in letters for sign in ".,/E@"):
        return "plain"
    if letters.count("0") > 1:
        return "picture"
    words = "".join(text for text in picture if text not in ("0", "#", "?", _GENERAL))
    return "picture" if words.strip() else "plain"


def show_number(written: str, form: Format, *, from_1904: bool = False) -> str:
    """A number as it is written in the file, as the office sees it; what is no number stays as it is.

    Dates are ``2026-10-01``, with their time ``2026-10-01 14:30:00``; every other number keeps all its digits.
    """
    if not NUMBER.fullmatch(written.strip()):
        return written
    written = written.strip()
    value = float(written)
    if value in (float("inf"), float("-inf")):
        return written
    section = _choose(form.sections, value)
    if section.kind == "percent":
        return f"{show_plain(str(Decimal(written) * 100))}%"
    if section.kind == "elapsed":
        return show_duration(value * 86_400)
    if section.kind in ("date", "time", "moment"):
        return _moment(value + 1462 if from_1904 else value, section.kind) or show_plain(written)
    if section.kind == "picture":
        is_signed = value < 0 and len(form.sections) > 1 and section is form.sections[1]
        return _picture(value, written, section.picture, is_signed)
    return show_plain(written)


def show_plain(written: str) -> str:
    """A number in plain digits: whole ones with all of them, others with the 15 that Excel knows."""
    digits = written.removeprefix("-")
    if digits.isdecimal() and (digits[0] != "0" or written == "0"):
        return written
    number = Decimal(written)
    if number != number.to_integral_value():
        number = Decimal(f"{float(written):.15g}")
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def show_duration(seconds: float) -> str:
    """Hours, minutes and seconds, such as ``25:30:00``."""
    total = round(abs(seconds))
    sign = "-" if seconds < 0 and total else ""
    return f"{sign}{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"


def _choose(sections: tuple[Section, ...], value: float) -> Section:
    """The section for a value; without conditions they stand for positive, negative, zero."""
    conditional = [section for section in sections if section.condition is not None]
    for section in conditional:
        sign, bound = section.condition or ("", 0.0)
        order = "<" if value < bound else ">" if value > bound else "="
        if order in sign:
            return section
    if conditional:
        return next((section for section in sections if section.condition is None), sections[0])
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _moment(value: float, kind: str) -> str | None:
    """Day and time of a count of days, None for one that no calendar has."""
    if not 0 <= value < _LAST_DAY or 60 <= value < 61:  # day 60 would be 29 February 1900
        return None
    days, seconds = divmod(round(value * 86_400), 86_400)
    time = show_duration(seconds)
    if kind == "time" or (kind == "moment" and days == 0):
        return time
    if days == 0 or days >= _LAST_DAY:
        return None
    if kind == "date":  # the time of day is not shown, and does not round to the next day
        days = int(value)
    day = datetime.date(1899, 12, 30) + datetime.timedelta(days + (1 if days < 60 else 0))
    return day.isoformat() if kind == "date" else f"{day.isoformat()} {time}"


def _picture(value: float, written: str, picture: tuple[str, ...], is_signed: bool) -> str:
    """The digits put into the places of a format, from the right; all that are left over at the first place."""
    sign = "-" if value < 0 and not is_signed else ""
    places = sum(text in ("0", "#", "?") for text in picture)
    if _GENERAL in picture or (places and value != int(value)):
        if _GENERAL not in picture:
            return show_plain(written)
        return sign + "".join(show_plain(written.lstrip("-")) if text == _GENERAL else text for text in picture)
    if not any(text.strip() for text in picture):
        return show_plain(written)  # a format that hides its number
    digits = show_plain(written).lstrip("-") if value else ""
    shown: list[str] = []
    for text in reversed(picture):
        if text not in ("0", "#", "?"):
            shown.append(text)
            continue
        places -= 1
        taken, digits = (digits, "") if not places else (digits[-1:], digits[:-1])
        shown.append(taken or ("0" if text == "0" else ""))
    return sign + "".join(reversed(shown))
