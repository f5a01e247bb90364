"""The numbers of the items in lists, counted as a browser counts them (HTML Standard, 4.4.8; 番号)."""

from typing import Any

import attrs

from plancomment.read.html.styles import list_style, marker

__all__ = ["Numbering", "as_number"]


@attrs.define
class _List:
    """How an open list counts."""

    style: str
    number: int
    step: int


@attrs.define
class Numbering:
    """The lists around the text; the last one counts."""

    _lists: list[_List] = attrs.Factory(list)

    def begin(self, element: Any, tag: str) -> None:
        step = -1 if tag == "ol" and "reversed" in element.attrib else 1
        first = sum(1 for child in element if child.tag == "li") if step < 0 else 1
        style = list_style(element, "decimal" if tag == "ol" else "disc")
        self._lists.append(_List(style, as_number(element.get("start") if tag == "ol" else None, first), step))

    def end(self) -> None:
        self._lists.pop()

    def count(self, item: Any) -> str:
        """The number that an item shows; none outside of lists."""
        if not self._lists:
            return ""
        around = self._lists[-1]
        if item.keys():
            around.number = as_number(item.get("value"), around.number)
        label = marker(around.number, list_style(item, around.style))
        around.number += around.step
        return label


def as_number(value: str | None, usual: int) -> int:
    """The whole number that an attribute says, the usual one where it says none."""
    text = (value or "").strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else usual
