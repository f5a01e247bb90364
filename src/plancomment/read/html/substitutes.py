"""Elements that stand for something else than the text in them: breaks, pictures, fields, readings (文字でない要素)."""

from collections.abc import Callable
from typing import Any

import attrs

from plancomment.read.html.elements import file_line, words
from plancomment.read.html.tags import ELSEWHERE, SILENT_INPUTS
from plancomment.read.html.texts import collapse
from plancomment.read.html.writing import Writer

__all__ = ["SUBSTITUTED", "Substitutes"]


@attrs.define
class Substitutes:
    """What stands in the place of such elements, and what of them is not in the file.

    Attributes:
        writer: makes the blocks.
        readings: the words with a reading beside them, each with it (ルビ).
        absent: for each kind of element whose content is not in the file, the names of such.
    """

    writer: Writer
    readings: list[str] = attrs.Factory(list)
    absent: dict[str, list[str]] = attrs.Factory(dict)

    def write(self, element: Any, tag: str) -> None:
        """What stands for an element of one of the SUBSTITUTED tags."""
        _WRITERS[tag](self, element)

    def set_aside(self, ruby: Any) -> None:
        """The readings of a ruby element; its words are text."""
        if next(ruby.iterancestors("ruby"), None) is not None:
            return
        reading = "".join(
            one.text or "" for rt in ruby.iter("rt") for one in rt.iter() if one.tag not in ("rp", "rt") or one is rt
        )
        base = words(ruby)
        if reading.strip():
            self.readings.append(f"{collapse(base)}（{collapse(reading)}）")

    def _break(self, element: Any) -> None:
        self.writer.text.add_break()

    def _image(self, element: Any) -> None:
        said = element.get("alt")
        if said is None:
            self.absent.setdefault("img", []).append(element.get("src", ""))
        elif said.strip() and collapse(said) not in _figure_captions(element):
            self.writer.images.append(collapse(said))
            self.writer.line = self.writer.line or file_line(element)

    def _input(self, element: Any) -> None:
        kind = element.get("type", "text").lower()
        if kind == "image":
            self._image(element)
        elif kind not in SILENT_INPUTS:
            self.writer.text.add(element.get("value") or element.get("placeholder") or "")

    def _drawing(self, element: Any) -> None:
        texts = [collapse("".join(one.itertext())) for one in element.iter("text", "foreignobject")]
        title = next(element.iter("title"), None)
        if title is not None and collapse("".join(title.itertext())):
            self.writer.images.append(collapse("".join(title.itertext())))
        self.writer.boxes.extend(text for text in texts if text)
        self.writer.line = self.writer.line or file_line(element)

    def _elsewhere(self, element: Any) -> None:
        given = element.attrib
        name = given.get("title") or given.get("aria-label") or given.get("src") or given.get("data") or ""
        self.absent.setdefault(element.tag, []).append(" ".join(filter(None, (name, collapse(words(element))))))


_WRITERS: dict[str, Callable[[Substitutes, Any], None]] = {
    "br": Substitutes._break,
    "img": Substitutes._image,
    "input": Substitutes._input,
    "svg": Substitutes._drawing,
    **dict.fromkeys(sorted(ELSEWHERE), Substitutes._elsewhere),
}
#: Elements for which something else stands.
SUBSTITUTED = frozenset(_WRITERS)


def _figure_captions(element: Any) -> set[str]:
    """What the figure around a picture says of it as text; the picture need not say it once more."""
    figure = next(element.iterancestors("figure"), None)
    return set() if figure is None else {collapse(words(one)) for one in figure.iter("figcaption")}
