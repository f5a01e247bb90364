"""The period of a consultation as it is printed: 令和3年10月19日～11月12日 and the like (募集期間)."""

import datetime
import functools
import re
import unicodedata

from plancomment.dates import odd_date, parse_date
from plancomment.errors import WrongValueError
from plancomment.findings import Finding, Place

__all__ = ["find_period"]


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = r"(?:元|[0-9]{1,4}|[〇零一二三四五六七八九十]{1,5})"
    weekday = r"\s*(?:\(\s*[月火水木金土日](?:曜日?)?(?:\s*[・、]\s*[祝休])?\s*\))?"
    era = r"(?:明治|大正|昭和|平成|令和|[MTSHR]\s*\.?(?=\s*[0-9元]))"
    first = re.compile(
        rf"(?P<year>{era}?\s*{number}\s*(?:年|[./-]))\s*"
        rf"(?P<month>{number})\s*(?P<separator>月|[./-])\s*(?P<day>{number})\s*日?{weekday}"
    )
    to = r"\s*(?:から|より|~|〜|-|‐|–|—|―|−|ー|・|→|、)\s*(?:同?)"
    last = re.compile(
        rf"{to}(?:(?P<year>{era}?\s*{number}\s*(?:年|[./-](?=\s*{number}\s*[./-]))|年)\s*)?"
        rf"(?:(?P<month>{number})\s*(?:月|[./-])\s*)?(?P<day>{number})\s*日?{weekday}"
    )
    return first, last


def find_period(text: str, line: int) -> tuple[datetime.date | None, datetime.date | None, list[Finding]]:
    """First and last day of the period in a line, None for each that is not there, with PC502 for odd eras.

    What the last day leaves out (year, month, 同年) is that of the first; a month before the first one's belongs to
    the next year (12月20日～1月20日).
    """
    folded = unicodedata.normalize("NFKC", text)
    first_pattern, last_pattern = _patterns()
    first = first_pattern.search(folded)
    if first is None:
        return None, None, []
    separator = first["separator"]
    first_text = f"{first['year']}{first['month']}{separator}{first['day']}"
    opened, findings = _day(first_text, line)
    if opened is None:
        return None, None, []
    last = last_pattern.match(folded, first.end())
    if last is None:
        return opened, None, findings
    year = last["year"] if last["year"] and last["year"] != "年" else None
    closed, more = _day(f"{year or first['year']}{last['month'] or first['month']}{separator}{last['day']}", line)
    if closed is None and year is not None and not year.strip()[0].isalpha():
        closed, more = _day(_with_era(first["year"], year, last["month"] or first["month"], last["day"]), line)
    if closed is not None and closed < opened and not last["year"] and last["month"]:
        closed = _next_year(closed)
    return opened, closed, [*findings, *more]


def _with_era(first_year: str, year: str, month: str, day: str) -> str:
    """3年11月12日 behind 令和3年…: the era is that of the first day."""
    era = re.match(r"明治|大正|昭和|平成|令和|[MTSHR]", first_year.strip())
    return f"{era[0] if era is not None else ''}{year}{month}月{day}"


def _day(text: str, line: int) -> tuple[datetime.date | None, list[Finding]]:
    try:
        odd = odd_date(text, place=Place(line=line))
        return parse_date(text), [odd] if odd is not None else []
    except WrongValueError:
        return None, []


def _next_year(day: datetime.date) -> datetime.date | None:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return None
