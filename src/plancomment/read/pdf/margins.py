"""Running heads, feet and page numbers (柱・ノンブル): what stands in the margins of many pages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import attrs

from plancomment.read.pdf.lines import Line

__all__ = ["Margins", "find_margins"]

_ZONE = 0.13  # of the height of a page
_SAME = 4.0  # points
_PAGES = 3  # pages on which the same words must stand in the same place; two in a file of two
_DEEP = 4  # rows looked at, from the edge
_SMALL = 1.1  # times the size of the running text; a larger line that is numbered is a heading
_LOOSE = 1.75  # times the size of the text: lines are rarely set farther apart
_FAR = 1.3  # times the usual distance of lines
_NUMBER = re.compile(r"[0-9０-９]{1,5}|(?<![A-Za-z])[ivxl]{1,6}(?![A-Za-z])")
_SIGNS = r"[\-－‐‑–−—―・.．()（）\[\]<>＜＞〔〕【】~～|｜pPｐＰ頁ページ]*"
_ALONE = re.compile(rf"{_SIGNS}#{_SIGNS}(?:(?:/|／|of)#{_SIGNS})?")
_AT_END = re.compile(rf"{_SIGNS}#[^#]+$|[^#]+#{_SIGNS}$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

_Rows = Sequence[Sequence[Line]]
_Member = tuple[int, Line]


@attrs.frozen
class Margins:
    """What stands in the margins.

    Attributes:
        running: for each page, the lines that are no text of it.
        words: those lines, each told once, page numbers as ``#``, with the pages of the file.
        printed: for each page of the file, the number printed on it, None where none is known; empty if no numbers
            run on through the file.
    """

    running: Mapping[int, frozenset[Line]]
    words: tuple[tuple[str, tuple[int, ...]], ...]
    printed: Mapping[int, int | None]


@attrs.define
class _Found:
    """What runs: for each line, the words to tell of it; and the numbers of each page."""

    told: dict[Line, str] = attrs.field(factory=dict)
    numbers: dict[int, set[int]] = attrs.field(factory=dict)


def find_margins(pages: Mapping[int, _Rows], heights: Mapping[int, float], body_size: float) -> Margins:
    """The running lines of pages, and the numbers printed on them. Rows go from the top of each page.

    A line runs if it stands in the outer 13 % of the page, at one height on three pages, with the same words; a page
    number may differ as the pages do. On each page only what lies outside of all other text is taken off.
    """
    edges = {page: _edges(rows, heights[page]) for page, rows in pages.items()}
    keyed: dict[tuple[str, int], list[_Member]] = {}
    for page, sides in edges.items():
        for line in (line for side in sides for row in side for line in row):
            keyed.setdefault(_key(line, heights[page]), []).append((page, line))
    found = _Found()
    for (key, place), members in sorted(_near(keyed).items(), key=lambda item: (item[1][0][0], item[0])):
        _collect(key, members, len(pages), body_size, found)
        if len(pages) < _PAGES and place < 0 and _ALONE.fullmatch(key):  # too few to see a row of numbers
            own = [line for page, line in members if _is_own_number(line, page) and len(pages[page]) > 1]
            found.told.update((line, key) for line in own)
    pitch = min(_pitch(pages.values()), _LOOSE * body_size)
    running: dict[int, frozenset[Line]] = {}
    words: dict[str, set[int]] = {}
    for page, sides in edges.items():
        taken = [
            line
            for side, inward in zip(sides, _inward(pages[page]), strict=True)
            for line in _peel(side, inward, found.told, pitch)
        ]
        running[page] = frozenset(taken)
        for line in taken:
            words.setdefault(found.told[line], set()).add(page)
    told = tuple((text, tuple(sorted(on))) for text, on in words.items())
    return Margins(running, told, _printed(found.numbers, list(pages)))


def _edges(rows: _Rows, height: float) -> tuple[list[Sequence[Line]], list[Sequence[Line]]]:
    """The rows within the upper and within the lower zone, each from the edge inwards."""
    upper = [row for row in rows[:_DEEP] if row[0].base <= _ZONE * height]
    lower = [row for row in rows[len(upper) :][-_DEEP:] if row[0].base >= (1 - _ZONE) * height]
    return upper, lower[::-1]


def _inward(rows: _Rows) -> tuple[_Rows, _Rows]:
    return rows, rows[::-1]


def _pitch(pages: Iterable[_Rows]) -> float:
    """The usual distance between two rows."""
    steps = sorted(after[0].base - before[0].base for rows in pages for before, after in pairwise(rows))
    return steps[len(steps) // 2] if steps else 0.0


def _peel(side: _Rows, inward: _Rows, told: Mapping[Line, str], pitch: float) -> list[Line]:
    """The running lines of one edge, as far as nothing else stands outside of them.

    Words that follow the text at the usual distance of its lines belong to it, however often they come again.
    """
    taken: list[list[Line]] = []
    for row in side:
        here = [line for line in row if line in told]
        taken.append(here)
        if len(here) < len(row):
            break
    while taken and len(taken) < len(inward):
        here, following = taken[-1], inward[len(taken)]
        if here and abs(following[0].base - here[0].base) > _FAR * pitch:
            break
        if here and all(_ALONE.fullmatch(told[line]) for line in here):
            break
        taken.pop()
    return [line for here in taken for line in here]


def _key(line: Line, height: float) -> tuple[str, int]:
    text = _NUMBER.sub("#", "".join(line.text.split()))
    from_edge = line.base if line.base < height / 2 else line.base - height - 1000
    return text, round(from_edge / _SAME)


def _near(keyed: Mapping[tuple[str, int], list[_Member]]) -> dict[tuple[str, int], list[_Member]]:
    """Groups at neighbouring heights are one: rounding parts what stands a hair apart."""
    joined: dict[tuple[str, int], list[_Member]] = {}
    for (text, place), members in sorted(keyed.items(), key=lambda item: item[0]):
        joined[text, place] = joined.pop((text, place - 1), []) + members
    return joined


def _collect(key: str, members: Sequence[_Member], pages: int, body_size: float, found: _Found) -> None:
    """Take the members that run into what was found."""
    alone = _ALONE.fullmatch(key) is not None
    enough = min(_PAGES, max(pages, 2))
    if "#" in key:
        steady = _steady(members)
        on = {page for page, _, _ in steady}
        is_small = all(line.size <= _SMALL * body_size for _, line, _ in steady)
        is_small = is_small and _AT_END.match(key) is not None and len(on) * 10 >= 6 * pages
        if len(on) >= enough and (alone or is_small):
            for page, line, word in steady:
                found.told[line] = key
                if word.isdecimal():
                    found.numbers.setdefault(page, set()).add(int(word))
            if alone:
                found.told.update((line, key) for _, line in members)
            return
    exact: dict[str, list[_Member]] = {}
    for page, line in members:
        exact.setdefault(line.text, []).append((page, line))
    for text, kept in exact.items():
        if len({page for page, _ in kept}) >= enough:
            found.told.update((line, text) for _, line in kept)


def _is_own_number(line: Line, page: int) -> bool:
    """Whether a line is the number of its page in the file and nothing else: 1, - 1 -, 1/2."""
    number = _NUMBER.search(line.text)
    return number is not None and number[0].isdecimal() and int(number[0]) == page


def _value(word: str) -> int:
    if word.isdecimal():
        return int(word)
    values = [_ROMAN[char] for char in word]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _steady(members: Sequence[_Member]) -> list[tuple[int, Line, str]]:
    """The members one of whose numbers goes on as the pages do, and that number.

    Numbers that leave out a sheet have several distances to the number of the page, each on two pages or more.
    """
    found: dict[int, list[tuple[int, Line, str]]] = {}
    for page, line in members:
        for at, word in enumerate(_NUMBER.findall("".join(line.text.split()))):
            found.setdefault(at, []).append((page, line, unicodedata.normalize("NFKC", word)))
    best: list[tuple[int, Line, str]] = []
    for listed in found.values():
        offsets = Counter(_value(word) - page for page, _, word in listed)
        kept = [entry for entry in listed if offsets[_value(entry[2]) - entry[0]] >= 2]
        if len(kept) * 2 >= len(listed) and len(kept) > len(best):
            best = kept
    return best


def _printed(numbers: Mapping[int, set[int]], pages: Sequence[int]) -> dict[int, int | None]:
    """The printed number of every page, if one row of numbers runs through the file, else nothing.

    A page without a number has the one that fits between its neighbours, if just one fits.
    """
    offsets = Counter(number - page for page, found in numbers.items() for number in found)
    own = {
        page: page + max((number - page for number in found), key=lambda offset: (offsets[offset], -offset))
        for page, found in numbers.items()
    }
    known = sorted(own)
    if len(known) < 2 or any(own[b] <= own[a] for a, b in pairwise(known)):
        return {}
    printed: dict[int, int | None] = {}
    for page in pages:
        before = max((at for at in known if at <= page), default=known[0])
        after = min((at for at in known if at >= page), default=known[-1])
        number = page + own[before] - before
        printed[page] = number if number == page + own[after] - after and number > 0 else None
    return printed
