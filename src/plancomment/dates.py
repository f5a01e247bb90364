"""Japanese dates (和暦・西暦): read as offices write them, written as offices read them.

Eras and their first days: 明治 1868-10-23 (proclaimed; counted from 1868-01-25), 大正 1912-07-30, 昭和 1926-12-25,
平成 1989-01-08, 令和 2019-05-01 (元号を改める政令). A date that names an era before or after its days, such as
平成31年5月1日, still has one meaning and is read; :func:`odd_date` reports it.
"""

import datetime
import functools
import re
import unicodedata
from typing import Literal

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.findings import Finding, Place, Severity

__all__ = ["format_date", "odd_date", "parse_date"]

# name, sign, first day, last day
_ERAS = (
    ("明治", "M", datetime.date(1868, 1, 25), datetime.date(1912, 7, 29)),
    ("大正", "T", datetime.date(1912, 7, 30), datetime.date(1926, 12, 24)),
    ("昭和", "S", datetime.date(1926, 12, 25), datetime.date(1989, 1, 7)),
    ("平成", "H", datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)),
    ("令和", "R", datetime.date(2019, 5, 1), datetime.date.max),
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}


@functools.cache
def _pattern() -> re.Pattern[str]:
    number = r"[0-9]{1,4}|[〇零一二三四五六七八九十廿]{1,5}"
    return re.compile(
        rf"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHRmtshr])\s*\.?\s*)?"
        rf"(?P<year>元|{number})\s*(?:年|[./-])\s*"
        rf"(?P<month>{number})\s*(?:月|[./-])\s*"
        rf"(?P<day>{number})\s*日?\s*(?:\(\s*[月火水木金土日](?:曜日?)?\s*\))?"
    )


def _number(digits: str) -> int:
    """An Arabic or kanji number below 10,000: 十九, 二〇二一, 廿一."""
    if digits == "元":
        return 1
    if digits.isascii():
        return int(digits)
    digits = digits.replace("廿", "二十")
    if "十" not in digits:
        return int("".join(str(_DIGITS[char]) for char in digits))
    tens, _, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        raise ValueError(digits)
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _read(text: str) -> tuple[datetime.date, str | None]:
    """The date and the name of the era it was written in, None for a western year."""
    if not isinstance(text, str):
        raise WrongTypeError(f"a date must be str, not {type(text).__name__}")
    # Signs such as ㋿ and full-width digits mean the same day; the given text itself is not kept.
    folded = unicodedata.normalize("NFKC", text).strip()
    match = _pattern().fullmatch(folded)
    if match is None:
        raise WrongValueError(f"not a date: {text[:40]!r} (expected 令和3年10月19日, R3.10.19 or 2021-10-19)")
    try:
        year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
        sign = match["era"]
        if sign is None:
            if match["year"] == "元" or year < 1868:
                raise ValueError("a year without an era")
            return datetime.date(year, month, day), None
        era = next(era for era in _ERAS if sign.upper() == era[1] or era[0].startswith(sign))
        if year < 1:
            raise ValueError("eras count from 1")
        return datetime.date(era[2].year + year - 1, month, day), era[0]
    except ValueError as error:
        raise WrongValueError(f"no such day: {text[:40]!r} ({error})") from None


def parse_date(text: str) -> datetime.date:
    """The day that a Japanese or western date names.

    Reads 令和3年10月19日, R3.10.19, 令3.10.19, ２０２１年１０月１９日, 令和元年5月1日, 令和三年十月十九日, 2021-10-19,
    2021/10/19, each with or without a weekday in brackets.

    Raises:
        WrongValueError: the text is no date, or no such day exists.

    >>> parse_date("令和3年10月19日")
    datetime.date(2021, 10, 19)
    """
    return _read(text)[0]


def odd_date(text: str, *, place: Place | None = None) -> Finding | None:
    """A finding PC502 where the era had not begun or was over on that day (平成31年5月1日), else None.

    Raises:
        WrongValueError: the text is no date.
    """
    day, era = _read(text)
    if era is None:
        return None
    _, _, first, last = next(row for row in _ERAS if row[0] == era)
    if first <= day <= last:
        return None
    better = format_date(day) if day >= _ERAS[0][2] else day.isoformat()
    return Finding(
        "PC502",
        Severity.WARNING,
        (),
        f"the date {text.strip()!r} lies outside its era; {better} is the same day",
        f"「{text.strip()}」は元号の期間に含まれない日付です（同じ日は{better}）。",
        place,
    )


def format_date(day: datetime.date, *, style: Literal["era", "western", "iso"] = "era") -> str:
    """The day as offices print it: 令和3年10月19日 (``era``, 元年 for a first year), 2021年10月19日 or 2021-10-19.

    Raises:
        WrongValueError: an unknown style, or a day before 明治.

    >>> format_date(datetime.date(2019, 5, 1))
    '令和元年5月1日'
    """
    if not isinstance(day, datetime.date):
        raise WrongTypeError(f"format_date takes a date, not {type(day).__name__}")
    if style == "iso":
        return day.isoformat()
    if style == "western":
        return f"{day.year}年{day.month}月{day.day}日"
    if style != "era":
        raise WrongValueError(f"style must be 'era', 'western' or 'iso', got {style!r}")
    for name, _, first, last in reversed(_ERAS):
        if first <= day <= last:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise WrongValueError(f"no era is known for {day.isoformat()}")
