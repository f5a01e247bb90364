"""Automatic numbers (自動の番号): the list of the draft that is defined as one of the final is."""

import re
from typing import Any

import attrs

from plancomment.read.docx.names import W
from plancomment.read.docx.values import value_of

__all__ = ["Numbers"]

_VAL = f"{W}val"
# What differs between lists that look the same.
_OWN = re.compile(r"rsid.*|tplc|durableId|nsid|abstractNumId")


@attrs.define
class Numbers:
    """The lists of both files.

    Attributes:
        old: the numbering part of the draft, None if it has none.
        new: that of the final.
    """

    old: Any | None
    new: Any | None
    _known: dict[str, str | None] = attrs.field(factory=dict)

    def carried(self, number: Any) -> Any | None:
        """``w:numPr`` for the draft that says what one of the final says; None if the draft has no such list."""
        level, key = value_of(number, f"{W}ilvl"), value_of(number, f"{W}numId")
        if key is not None and key != "0":
            if key not in self._known:
                self._known[key] = self._counterpart(key)
            found = self._known[key]
            if found is None:
                return None
            key = found
        made = number.makeelement(number.tag)
        for name, value in (("ilvl", level), ("numId", key)):
            if value is not None:
                made.append(made.makeelement(f"{W}{name}", {_VAL: value}))
        return made

    def is_shown(self, number: Any) -> bool:
        """Whether a ``w:numPr`` of the final shows a number at all: list 0 takes it away."""
        return (value_of(number, f"{W}numId") or "0") != "0"

    def _counterpart(self, key: str) -> str | None:
        wanted = _definition(self.new, key)
        if wanted is None or self.old is None:
            return None
        keys: list[str] = [element.get(f"{W}numId", "") for element in self.old.iterfind(f"{W}num")]
        for candidate in sorted(keys, key=lambda one: one != key):
            if _definition(self.old, candidate) == wanted:
                return candidate
        return None


def _definition(root: Any | None, key: str) -> object:
    """How a list numbers, in a form that is equal for lists that number alike; None if there is no such list."""
    if root is None:
        return None
    for number in root.iterfind(f"{W}num"):
        if number.get(f"{W}numId") == key:
            named = value_of(number, f"{W}abstractNumId")
            for listing in root.iterfind(f"{W}abstractNum"):
                if listing.get(f"{W}abstractNumId") == named:
                    return _said(listing), [_said(one) for one in number.iterfind(f"{W}lvlOverride")]
    return None


def _said(element: Any) -> object:
    local = [(name.rpartition("}")[2], value) for name, value in sorted(element.attrib.items())]
    return (
        element.tag,
        [pair for pair in local if not _OWN.fullmatch(pair[0])],
        [_said(child) for child in element if child.tag not in (f"{W}nsid", f"{W}tmpl")],
    )
