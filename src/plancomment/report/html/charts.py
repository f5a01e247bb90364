"""Bars beside a table of figures (グラフ): SVG in the page, each bar with its name and number, whatever its width.

Lengths are shares of the width that there is and letters keep their size, so that a chart can be read on a telephone.
The table beside it says the same; of names that are too long the chart shows the beginning.
"""

from collections.abc import Iterator

import attrs

from plancomment.report.document import Cell, Table
from plancomment.report.html.markup import LINE, Markup, element, lined, plain

__all__ = ["draw_chart"]

#: With more bars than this, only those of the first level are drawn.
MOST_BARS = 30
# In tenths of the size of a letter: how high a bar is with its name above it, and where name and bar stand in it.
_STEP, _NAME, _TOP, _HEIGHT = 31, 11, 15, 11
# The longest bar, in hundredths of the width: its number stands behind it.
_LONGEST = 80
_WORDS = {
    "ja": ("{}（グラフ）", "{}の横棒グラフ。棒の右に数を示す。同じ数は表にもある。"),
    "en": ("{} (chart)", "Bar chart: {}. The number stands behind each bar. The table says the same."),
}


@attrs.frozen
class _Bar:
    """A row of the table that has a number."""

    name: str
    told: str
    number: int
    level: int


def draw_chart(table: Table, number: int, lang: str) -> Markup | None:
    """The chart of the first column of numbers, None where there are not two bars; ``number``: the table's."""
    bars = list(_bars(table))
    if len(bars) > MOST_BARS:
        bars = [bar for bar in bars if not bar.level]
    most = max((bar.number for bar in bars), default=0)
    if not 2 <= len(bars) <= MOST_BARS or not most:
        return None
    title, told = (words.format(table.caption) for words in _WORDS[lang])
    names = (f"page:chart-{number}", f"page:chart-{number}-told")
    parts = [
        element("title", [plain(title)], id=names[0]),
        element("desc", [plain(told)], id=names[1]),
        *(piece for place, bar in enumerate(bars) for piece in _draw(bar, place * _STEP, most)),
    ]
    picture = element(
        "svg",
        lined(parts),
        class_="bars",
        role="img",
        width="100%",
        height=_em(len(bars) * _STEP),
        aria_labelledby=names[0],
        aria_describedby=names[1],
    )
    return element("figure", [LINE, picture, LINE], class_="picture")


def _bars(table: Table) -> Iterator[_Bar]:
    for row in table.rows:
        cells = row.cells
        told = next((cell for cell in cells if cell.number is not None), None)
        if row.kind == "body" and told is not None and told.number is not None:
            yield _Bar(_line(cells[0]), _line(told), told.number, row.level)


def _line(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _draw(bar: _Bar, top: int, most: int) -> Iterator[Markup]:
    indent = min(bar.level, 4) * 14
    share = _LONGEST * bar.number / most
    yield element("text", [plain(bar.name)], x=_em(indent), y=_em(top + _NAME))
    if bar.number:
        yield element(
            "rect",
            x=_em(indent),
            y=_em(top + _TOP),
            width=f"{share:.2f}%",
            height=_em(_HEIGHT),
            class_="part" if bar.level else "",
        )
    # Behind the bar by the indent and half a letter.
    yield element(
        "text", [plain(bar.told)], x=f"{share:.2f}%", y=_em(top + _TOP + 10), dx=_em(indent + 5), class_="number"
    )


def _em(tenths: int) -> str:
    return f"{tenths / 10:g}em"
