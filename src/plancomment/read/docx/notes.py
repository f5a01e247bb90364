"""Footnotes and endnotes, and what stands around the text: headers, footers, comments (脚注・ヘッダー・コメント)."""

import re
from typing import Any

import attrs

from plancomment.read.docx.names import R, W
from plancomment.read.docx.numbering import Counters
from plancomment.read.docx.parts import Parts
from plancomment.read.docx.told import Told

__all__ = ["Notes", "tell_headers", "tell_remarks"]

_ID, _TYPE = f"{W}id", f"{W}type"
_TEXTS = (f"{W}t", f"{W}tab", f"{W}br", f"{W}cr")
_PAGE_NUMBER = re.compile(r"[\s\d０-９〇一二三四五六七八九十百ivxlcIVXLC（）()\-－‐–—/／第全頁ページPpage.．・]*")


@attrs.define
class Notes:
    """The notes of one kind (脚注, 文末脚注), numbered as they are met; each is read once.

    Attributes:
        name: what they are called.
        counters: the numbers of lists reached in them, which run through all.
    """

    name: str
    counters: Counters = attrs.field(factory=Counters)
    _elements: dict[str, Any] = attrs.field(factory=dict)
    _count: int = 0

    @classmethod
    def read(cls, root: Any | None, tag: str, name: str) -> "Notes":
        """The notes of a part, without the lines that Word draws above them."""
        elements: dict[str, Any] = {}
        for element in () if root is None else root.iter(f"{W}{tag}"):
            if element.get(_TYPE, "normal") == "normal":
                elements.setdefault(element.get(_ID, ""), element)
        return cls(name, elements=elements)

    def take(self, key: str) -> tuple[str, Any | None]:
        """The place and the element of the note of that id; None if there is none, or it was taken before."""
        element = self._elements.pop(key, None)
        self._count += element is not None
        return f"{self.name}{self._count}", element


def tell_headers(parts: Parts, body: Any, told: Told) -> None:
    """Headers and footers are left out, and told if they say more than the page."""
    relations = parts.relations(parts.main)
    seen = set()
    for reference in body.iter(f"{W}headerReference", f"{W}footerReference"):
        relation = relations.get(reference.get(f"{R}id", ""))
        if relation is None or relation.is_external or relation.target in seen:
            continue
        seen.add(relation.target)
        root = parts.root(relation.target)
        words = "" if root is None else _words(root)
        if not _PAGE_NUMBER.fullmatch(words):
            is_header = reference.tag == f"{W}headerReference"
            told.outside("A header" if is_header else "A footer", "ヘッダー" if is_header else "フッター", words)


def tell_remarks(parts: Parts, told: Told) -> None:
    """The comments in the margin."""
    root = parts.of_kind("comments")
    for comment in () if root is None else root.iter(f"{W}comment"):
        told.remark(_words(comment))


def _words(element: Any) -> str:
    """All text below an element, its paragraphs with spaces between."""
    paragraphs = []
    for paragraph in element.iter(f"{W}p"):
        pieces = [child.text or "" if child.tag == _TEXTS[0] else " " for child in paragraph.iter(*_TEXTS)]
        paragraphs.append("".join(pieces).strip())
    return " ".join(words for words in paragraphs if words)
