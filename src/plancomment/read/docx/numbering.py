"""Automatic numbers, as Word shows them (自動番号).

What a list is: ECMA-376 part 1, 17.9. A paragraph's number comes from a level of an abstract list (``w:abstractNum``)
through a list of the document (``w:num``), which may override it; all lists of one abstract list count together.
"""

import re
from collections.abc import Callable
from typing import Any

import attrs

from plancomment.read.docx.names import MC, W
from plancomment.read.docx.numerals import is_known, show_number
from plancomment.read.docx.symbols import plain_bullet
from plancomment.read.docx.values import is_on, value_of, whole_number

__all__ = ["Counters", "Level", "Listing", "Numbering"]

_LEVELS = 9
_MOST = 32_767
_LONGEST = 255
_VAL = f"{W}val"
_PLACE = re.compile("%([1-9])")
_SEPARATORS = {"space": " ", "nothing": ""}


@attrs.frozen
class Level:
    """One level of a list.

    Attributes:
        start: the first number.
        form: the number format's name; ``"000"`` for a custom one with leading zeros.
        text: what is shown, with %1 to %9 for the numbers of the levels.
        restart: after a number of which level (from 1) it begins anew; 0 never, None after each higher one.
        separator: what stands behind the number.
        is_legal: whether all numbers in it are shown in plain digits.
        style: the paragraph style that it is linked with.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    separator: str = "\t"
    is_legal: bool = False
    style: str = ""


@attrs.frozen
class Listing:
    """A list of the document.

    Attributes:
        id: its id.
        abstract: the abstract list that it counts with.
        levels: nine levels.
        restarts: the levels that begin anew at its first paragraph on them.
    """

    id: str
    abstract: str
    levels: tuple[Level, ...]
    restarts: tuple[int, ...] = ()


@attrs.define
class Numbering:
    """The lists of one file, resolved when asked for."""

    _abstracts: dict[str, Any] = attrs.field(factory=dict)
    _nums: dict[str, Any] = attrs.field(factory=dict)
    _numbering_of: Callable[[str], str | None] = lambda style: None
    _note: Callable[[str, str], None] = lambda english, japanese: None
    _listings: dict[str, Listing | None] = attrs.field(factory=dict)
    _levels: dict[str, tuple[Level, ...]] = attrs.field(factory=dict)
    _styled: dict[tuple[str, str], int | None] = attrs.field(factory=dict)

    @classmethod
    def read(
        cls, root: Any | None, numbering_of: Callable[[str], str | None], note: Callable[[str, str], None]
    ) -> "Numbering":
        """The lists of the numbering part. ``numbering_of`` tells the list that a numbering style names; ``note`` takes
        what had to be mended."""
        lists = cls(numbering_of=numbering_of, note=note)
        for element in () if root is None else root:
            if element.tag == f"{W}abstractNum":
                lists._abstracts.setdefault(element.get(f"{W}abstractNumId", ""), element)
            elif element.tag == f"{W}num":
                lists._nums.setdefault(element.get(f"{W}numId", ""), element)
        return lists

    def listing(self, key: str) -> Listing | None:
        """The list of that id, None if there is none."""
        if key not in self._listings:
            self._listings[key] = self._read_listing(key)
        return self._listings[key]

    def level_of_style(self, listing: Listing, style: str) -> int | None:
        """The level, from 0, that is linked with a paragraph style."""
        key = (listing.id, style)
        if key not in self._styled:
            linked = (at for at, level in enumerate(listing.levels) if level.style == style)
            self._styled[key] = next(linked, None)
        return self._styled[key]

    def _read_listing(self, key: str) -> Listing | None:
        num = self._nums.get(key)
        abstract = self._abstract_of(key)
        if num is None or abstract is None:
            if whole_number(key, 1, 2**31) is not None:
                self._note(f"the list {key} is not defined", f"番号付け{key}は定義されていません")
            return None
        if abstract not in self._levels:
            self._levels[abstract] = self._read_levels(self._abstracts[abstract], (Level(form="none"),) * _LEVELS)
        levels = list(self._levels[abstract])
        restarts = []
        for override in num.iterfind(f"{W}lvlOverride"):
            at = whole_number(override.get(f"{W}ilvl"), 0, _LEVELS - 1)
            if at is None:
                continue
            levels = list(self._read_levels(override, tuple(levels), at))
            start = value_of(override, f"{W}startOverride")
            if start is not None:
                levels[at] = attrs.evolve(levels[at], start=self._start(start, levels[at].start))
                restarts.append(at)
        return Listing(key, abstract, tuple(levels), tuple(restarts))

    def _abstract_of(self, key: str) -> str | None:
        """The abstract list behind a list, through numbering styles, however they point at one another."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            num = self._nums.get(key)
            abstract = value_of(num, f"{W}abstractNumId")
            if abstract is None or abstract not in self._abstracts:
                return None
            style = value_of(self._abstracts[abstract], f"{W}numStyleLink")
            linked = None if style is None else self._numbering_of(style)
            if linked is None or linked not in self._nums:
                return abstract
            key = linked
        return None

    def _read_levels(self, parent: Any, base: tuple[Level, ...], only: int | None = None) -> tuple[Level, ...]:
        levels = list(base)
        for element in parent.iterfind(f"{W}lvl"):
            at = whole_number(element.get(f"{W}ilvl"), 0, _LEVELS - 1) if only is None else only
            if at is None:
                self._note("a level beyond the ninth of a list was left out", "番号付けの10番目以降の階層を除きました")
            else:
                levels[at] = self._read_level(element)
        return tuple(levels)

    def _read_level(self, element: Any) -> Level:
        form = self._form(element)
        text = value_of(element, f"{W}lvlText") or ""
        if len(text) > _LONGEST:
            self._note(f"a list's number was cut to {_LONGEST} characters", f"番号の書式を{_LONGEST}字に切りました")
            text = text[:_LONGEST]
        if form == "bullet":
            fonts = element.find(f"{W}rPr/{W}rFonts")
            text = plain_bullet(text, "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
        legal = element.find(f"{W}isLgl")
        start = value_of(element, f"{W}start")
        return Level(
            start=0 if start is None else self._start(start, 1),  # 17.9.25: zero where it is not said
            form=form,
            text=text,
            restart=whole_number(value_of(element, f"{W}lvlRestart"), 0, _LEVELS),
            separator=_SEPARATORS.get(value_of(element, f"{W}suff") or "tab", "\t"),
            is_legal=legal is not None and is_on(legal),
            style=value_of(element, f"{W}pStyle") or "",
        )

    def _form(self, element: Any) -> str:
        number = element.find(f"{W}numFmt")
        if number is None:
            number = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
        form = "decimal" if number is None else number.get(_VAL, "decimal")
        if form == "custom":
            first = number.get(f"{W}format", "").partition(",")[0].strip()
            if first.isdigit() and first.strip("01") == "" and len(first) <= 9:
                return "0" * len(first)
        if not is_known(form):
            self._note(
                f"numbers of the form {form!r:.40} are shown in digits", f"番号の書式{form:.40}を算用数字で示しました"
            )
        return str(form)

    def _start(self, given: str, instead: int) -> int:
        start = whole_number(given, 0, _MOST)
        if start is None:
            self._note(f"a list cannot begin with {given!r:.40}", f"番号の開始値{given:.40}は使えません")
        return instead if start is None else start


@attrs.define
class Counters:
    """The numbers reached so far in one story: the text, or the text boxes, or the notes."""

    _reached: dict[str, list[int | None]] = attrs.field(factory=dict)
    _begun: set[tuple[str, int]] = attrs.field(factory=set)

    def advance(self, listing: Listing, at: int) -> tuple[str, str]:
        """The next number of a level, from 0, and what stands behind it; both ``""`` where nothing is shown."""
        reached = self._reached.setdefault(listing.abstract, [None] * _LEVELS)
        if at in listing.restarts and (listing.id, at) not in self._begun:
            self._begun.add((listing.id, at))
            reached[at] = None
        level = listing.levels[at]
        for above in range(at):
            if reached[above] is None:
                reached[above] = listing.levels[above].start
        last = reached[at]
        reached[at] = level.start if last is None else last + 1
        for below in range(at + 1, _LEVELS):
            restart = listing.levels[below].restart
            if restart is None or at < restart:
                reached[below] = None
        label = _PLACE.sub(lambda place: _shown(listing, reached, int(place[1]) - 1, level.is_legal), level.text)
        return label, level.separator if label else ""


def _shown(listing: Listing, reached: list[int | None], at: int, is_legal: bool) -> str:
    level = listing.levels[at]
    number = reached[at]
    is_counted = level.form not in ("bullet", "none")
    return show_number(level.start if number is None else number, "decimal" if is_legal and is_counted else level.form)
