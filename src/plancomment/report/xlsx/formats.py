"""The formats of a workbook, each made once: how a cell looks and how the characters in it look (書式)."""

import functools
import re
from typing import Any

import attrs

from plancomment.report.controls import visible
from plancomment.report.look import Look
from plancomment.report.xlsx.measures import SIZE
from plancomment.report.xlsx.places import SIZES, Box
from plancomment.report.xlsx.texts import Ink

__all__ = ["FONT", "Formats", "font_name", "number_format"]

#: The Japanese font that Excel takes by itself.
FONT = "游ゴシック"
_LINE = "#8A949B"
_FILLS = {"titles": "#DCE6F1", "group": "#E9EFF5", "name": "#F5F7F9", "total": "#F1F1F1"}
_BOLD = ("titles", "group", "total", "title", "heading", "caption")
_FRAMED = ("titles", "group", "name", "total", "cell")
_MUTED, _LINK = "#595959", "#0B4F96"
_ALIGN = {"start": "left", "center": "center", "end": "right", "": "left"}
#: The family of gothic fonts and the Japanese character set, as Excel writes them beside a font's name.
_JAPANESE = {"font_family": 3, "font_charset": 128}


def font_name(asked: str) -> str:
    """The font that was asked for, else :data:`FONT`."""
    return re.sub(r"[\r\n\t]", " ", visible(asked)).strip()[:31] or FONT


@functools.lru_cache(maxsize=1024)
def number_format(text: str, number: int) -> str | None:
    """The format by which Excel prints the number as that text; None where none does.

    >>> number_format("1,979人", 1979)
    '#,##0"人"'
    """
    for digits, picture in ((str(number), "0"), (f"{number:,}", "#,##0")):
        before, found, behind = text.partition(digits)
        if found and number < 10**15 and not re.search(r"[\d\n]", before + behind):
            written = _literal(before) + picture + _literal(behind)
            return written if len(written) <= 200 else None
    return None


def _literal(words: str) -> str:
    return "".join('\\"' if part == '"' else f'"{part}"' for part in re.split('(")', words) if part)


@attrs.define
class Formats:
    """Makes formats and remembers them (書式の一覧).

    Attributes:
        book: XlsxWriter's workbook.
        look: fonts of the document.
    """

    book: Any
    look: Look
    _made: dict[tuple[Any, ...], Any] = attrs.field(factory=dict)

    def cell(self, box: Box, ink: Ink, picture: str) -> Any:
        """The format of a cell; ``ink`` is that of its characters where they all look alike."""
        key = (box.kind, box.align, box.level, ink, picture, bool(box.link))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.book.add_format(self._cell(box, ink, picture))
        return made

    def fragment(self, box: Box, ink: Ink) -> Any:
        """The format of some characters of a cell."""
        key = (box.kind, ink)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.book.add_format(self._characters(box.kind, ink))
        return made

    def _characters(self, kind: str, ink: Ink) -> dict[str, Any]:
        heading = kind in ("title", "heading") and self.look.heading_font
        color = ink.color or (_MUTED if kind in ("note", "aside") else "")
        return {
            "font_name": font_name(heading or self.look.font),
            "font_size": SIZES.get(kind, SIZE),
            **_JAPANESE,
            **({"bold": True} if ink.bold or kind in _BOLD else {}),
            **({"underline": ink.underline} if ink.underline else {}),
            **({"font_strikeout": True} if ink.strike else {}),
            **({"font_color": color} if color else {}),
        }

    def _cell(self, box: Box, ink: Ink, picture: str) -> dict[str, Any]:
        kind = box.kind
        aligned = {"align": _ALIGN[box.align], "valign": "vcenter" if kind == "titles" else "top", "text_wrap": True}
        frame = {"border": 1, "border_color": _LINE} if kind in _FRAMED else {}
        fill = {"bg_color": _FILLS[kind]} if kind in _FILLS else {}
        if kind == "total":
            frame["top"] = 2
        moved = {"indent": min(box.level, 15)} if box.level and kind in _FRAMED and box.align == "start" else {}
        shown = {"num_format": picture} if picture else {}
        link = {"font_color": _LINK} if box.link else {}
        return {**self._characters(kind, ink), **aligned, **frame, **fill, **moved, **shown, **link}
