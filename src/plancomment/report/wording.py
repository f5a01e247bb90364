"""The words that a result prints of its own, in the language and the manner of its layout (文言)."""

import datetime
from collections.abc import Mapping

import attrs

from plancomment import dates
from plancomment.counts import Count
from plancomment.report.english import ENGLISH
from plancomment.report.japanese import JAPANESE
from plancomment.report.layout import Layout

__all__ = ["TEXTS", "Words"]

TEXTS: Mapping[str, Mapping[str, str]] = {"ja": JAPANESE, "en": ENGLISH}

_UNITS = {
    "人": ("person", "persons"),
    "団体": ("group", "groups"),
    "通": ("submission", "submissions"),
    "件": ("comment", "comments"),
}
_CHANGES = ("change", "changes")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@attrs.frozen
class Words:
    """The words of one language, with what the layout says instead (文言).

    Attributes:
        lang: ``"ja"`` or ``"en"`` (言語).
        layout: its titles and its way to write dates (様式).
        publisher: the authority, whose last letter names its kind: 市の考え方, 町の考え方 (実施機関).
    """

    lang: str
    layout: Layout
    publisher: str = ""
    _given: Mapping[str, str] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(lambda self: dict(self.layout.titles), takes_self=True)
    )

    def say(self, key: str, **values: object) -> str:
        """The words of that key; ``values`` stand in their places as they are."""
        given = self._given.get(key)
        if given is not None:
            return given
        return TEXTS[self.lang][key].format(**{"authority": self._authority(), "opinions": self._opinions(), **values})

    def _opinions(self) -> str:
        """意見, or what the layout calls them instead."""
        return self.layout.opinions or TEXTS[self.lang]["opinions"]

    def _authority(self) -> str:
        """市, 町, 県 … as the publisher's name ends; 実施機関 for another one."""
        if self.layout.office:
            return self.layout.office
        word = TEXTS[self.lang]["authority"]
        if self.lang == "ja" and self.publisher:
            last = self.publisher.rstrip()[-1:]
            return last if last in "市区町村都道府県省庁" else TEXTS[self.lang]["publisher"]
        return word

    def heading(self, number: int, title: str) -> str:
        """The heading of the section of that number, from 1, as the layout numbers them."""
        shape = self.layout.numbering
        if shape == "none":
            return title
        if shape == "1":
            return self.say("heading", number=number, title=title)
        for first, written in (
            ("1", str(number)),
            ("１", _wide(number)),
            ("Ⅰ", _roman(number)),
            ("一", _kanji(number)),
        ):
            shape = shape.replace(first, written) if first in self.layout.numbering else shape
        return self.say("sign", sign=shape, title=title)

    def count(self, count: Count) -> str:
        """A number with its unit: 1,979人, 92 comments."""
        return str(count) if self.lang == "ja" else f"{count.value:,} {self.unit(count.unit, count.value)}"

    def unit(self, unit: str, value: int = 2) -> str:
        """The unit for so many: 件, comment, comments."""
        return unit if self.lang == "ja" else _UNITS[unit][value != 1]

    def changes(self, value: int) -> str:
        """A number of changes to the plan: 12件, 12 changes."""
        return f"{value:,}件" if self.lang == "ja" else f"{value:,} {_CHANGES[value != 1]}"

    def changes_unit(self) -> str:
        """The unit of changes to the plan: 件, changes."""
        return "件" if self.lang == "ja" else _CHANGES[1]

    def day(self, day: datetime.date | None) -> str:
        """A day as the layout wants it, 記載なし for None."""
        if day is None:
            return self.say("no_day")
        if self.lang == "ja":
            return dates.format_date(day, style=self.layout.dates)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def bracketed(self, text: str) -> str:
        """The text in the brackets of the language, to be put behind other words."""
        return self.say("brackets", text=text)


def _wide(number: int) -> str:
    """The number in full-width digits."""
    return str(number).translate(dict(zip(range(0x30, 0x3A), "０１２３４５６７８９", strict=True)))


def _roman(number: int) -> str:
    """Ⅰ to Ⅻ: a result has no more sections."""
    return chr(0x2160 + number - 1)


def _kanji(number: int) -> str:
    """一 to 十: a result has no more sections."""
    return "一二三四五六七八九十"[number - 1]
