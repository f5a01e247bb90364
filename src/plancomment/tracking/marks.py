"""The marks of tracked changes (変更履歴の印), as ECMA-376 part 1, 17.13.5 has them."""

import datetime
from typing import Any

import attrs

from plancomment.read.docx.names import W

__all__ = ["Marks", "first_place", "insert_between", "properties_of"]

_ID, _PROPERTIES, _MARK = f"{W}id", f"{W}pPr", f"{W}rPr"


@attrs.define
class Marks:
    """Makes marks, each with an id of its own.

    Attributes:
        root: the document, which makes its elements.
        author: who is named as having changed the text.
        date: when, as Word writes it; ``""`` for not saying.
        last: the greatest id so far.
        counts: how many marks of each kind there are.
    """

    root: Any
    author: str
    date: str
    last: int
    counts: dict[str, int] = attrs.field(factory=dict)

    @classmethod
    def of(cls, root: Any, author: str, dated: datetime.date | None) -> "Marks":
        """Marks for a document, with ids that it does not have."""
        used = [int(value) for element in root.iter() if (value := element.get(_ID, "")).isdecimal() and len(value) < 9]
        return cls(root, author, f"{dated.isoformat()}T00:00:00Z" if dated else "", max(used, default=0))

    def element(self, kind: str, **attributes: str) -> Any:
        """An element of the main namespace."""
        return self.root.makeelement(f"{W}{kind}", {f"{W}{key}": value for key, value in attributes.items()})

    def number(self) -> str:
        self.last += 1
        return str(self.last)

    def mark(self, kind: str, **attributes: str) -> Any:
        """A mark that says who and when."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        date = {"date": self.date} if self.date else {}
        return self.element(kind, id=self.number(), author=self.author, **date, **attributes)

    def mark_end(self, paragraph: Any, name: str) -> None:
        """Marks the end of a paragraph, which joins it to the next one where it is not there."""
        properties = properties_of(paragraph)
        looks = properties.find(_MARK)
        if looks is None:
            looks = properties.makeelement(_MARK)
            behind = next((child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")), None)
            if behind is None:
                properties.append(looks)
            else:
                behind.addprevious(looks)
        looks.insert(0, self.mark(name))

    def mark_row(self, row: Any, name: str) -> None:
        """Marks a row as inserted or deleted."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = row.makeelement(f"{W}trPr")
            row.insert(sum(child.tag == f"{W}tblPrEx" for child in row), properties)
        changed = properties.find(f"{W}trPrChange")
        if changed is None:
            properties.append(self.mark(name))
        else:
            changed.addprevious(self.mark(name))

    def move_range(self, name: str, number: int) -> tuple[Any, Any]:
        """The beginning and the end of what moved: ``moveFrom`` or ``moveTo``."""
        start = self.mark(f"{name}RangeStart", name=f"move{number}")
        return start, self.element(f"{name}RangeEnd", id=start.get(_ID))


def properties_of(paragraph: Any) -> Any:
    """The properties of a paragraph, made where it has none."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = paragraph.makeelement(_PROPERTIES)
        paragraph.insert(0, properties)
    return properties


def first_place(paragraph: Any) -> int:
    """Where the content of a paragraph begins."""
    return 1 if len(paragraph) and paragraph[0].tag == _PROPERTIES else 0


def insert_between(parent: Any, before: Any | None, after: Any | None, elements: list[Any]) -> None:
    """Puts elements behind one and before another, as high as both allow: not into a link that only one stands in."""
    if before is None and after is None:
        parent.extend(elements)
        return
    anchor: Any = before if before is not None else after
    others = set() if before is None or after is None else {*after.iterancestors()}
    # What has no neighbour on one side stands directly in the parent.
    tops = others or {parent}
    while anchor.getparent() not in tops:
        anchor = anchor.getparent()
    home = anchor.getparent()
    at = home.index(anchor) + (before is not None)
    home[at:at] = elements
