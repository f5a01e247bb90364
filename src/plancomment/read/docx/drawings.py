"""The words in what is drawn (図形・図・グラフ): text boxes, WordArt, SmartArt, titles of charts, alternative texts."""

from collections.abc import Iterator
from typing import Any

import attrs

from plancomment.read.docx.alternatives import ALTERNATIVES, choose
from plancomment.read.docx.names import CHART, DIAGRAM, DRAWING, PLACING, VML, R, W
from plancomment.read.docx.parts import Parts
from plancomment.read.docx.told import Told

__all__ = ["Drawings"]

_BOX, _TEXT = f"{W}txbxContent", f"{DRAWING}t"
_PARAGRAPH = f"{DRAWING}p"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_PICTURES = frozenset({f"{DRAWING}blip", f"{VML}imagedata"})


@attrs.define
class Drawings:
    """Takes drawings apart, each part of the file once."""

    parts: Parts
    told: Told
    _seen: set[str] = attrs.field(factory=set)

    def pieces(self, drawing: Any) -> Iterator[tuple[str, Any]]:
        """What holds words, in the order of the file: ``("", w:txbxContent)`` or ``(place, text)``."""
        waiting = [drawing]
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag == _BOX:
                yield "", element
            elif tag == ALTERNATIVES:
                waiting.extend(reversed(choose(element)))
            elif tag == _PARAGRAPH:
                yield "図中の文字", _drawn_text(element)
            elif tag == f"{CHART}chart":
                yield from self._chart(element.get(f"{R}id"))
            elif tag == f"{DIAGRAM}relIds":
                yield from self._diagram(element.get(f"{R}dm"))
            else:
                self._tell(element)
                if tag == f"{VML}textpath":
                    yield "図中の文字", element.get("string", "")
                waiting.extend(reversed(element))

    def _tell(self, element: Any) -> None:
        """What is seen, but not read: pictures, other documents; and what is not seen: alternative texts."""
        tag = element.tag
        if tag in _PICTURES:
            self.told.unread("a picture", "画像")
        elif tag == _OLE:
            self.told.unread("an embedded object", "埋め込みオブジェクト")
        elif tag == f"{PLACING}docPr":
            for words in (element.get("title", ""), element.get("descr", "")):
                self.told.outside("The alternative text of a figure", "図の代替テキスト", words)
        elif tag == f"{VML}shape":
            self.told.outside("The alternative text of a figure", "図の代替テキスト", element.get("alt", ""))

    def _chart(self, key: str | None) -> Iterator[tuple[str, Any]]:
        root = self._once(key)
        if root is None:
            return
        for paragraph in root.iter(_PARAGRAPH):
            yield "グラフ", _drawn_text(paragraph)
        self.told.unread("the figures of a chart", "グラフの数値")

    def _diagram(self, key: str | None) -> Iterator[tuple[str, Any]]:
        root = self._once(key)
        for point in () if root is None else root.iter(f"{DIAGRAM}t"):
            yield "図中の文字", "\n".join(_drawn_text(paragraph) for paragraph in point.iterfind(_PARAGRAPH))

    def _once(self, key: str | None) -> Any | None:
        relation = self.parts.relations(self.parts.main).get(key or "")
        if relation is None or relation.is_external or relation.target in self._seen:
            return None
        self._seen.add(relation.target)
        return self.parts.root(relation.target)


def _drawn_text(paragraph: Any) -> str:
    """The text of a paragraph of DrawingML."""
    return "".join(
        "\n" if element.tag == f"{DRAWING}br" else element.text or ""
        for element in paragraph.iter(_TEXT, f"{DRAWING}br")
    )
