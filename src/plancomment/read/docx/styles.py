"""What the styles of a Word file say of a paragraph and of a run (スタイル)."""

import re
from typing import Any

import attrs

from plancomment.read.docx.names import W
from plancomment.read.docx.values import is_on, value_of, whole_number

__all__ = ["BODY_TEXT", "Style", "Styles", "heading_level", "read_looks"]

_VAL, _ID, _TYPE = f"{W}val", f"{W}styleId", f"{W}type"
_HEADING = re.compile(r"(?:heading|見出し)[\s　]*([1-9１-９])(?![0-9０-９])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|表題)\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"toc(?:\s*[1-9]|\s+heading)|目次|table of figures|図表目次", re.IGNORECASE)
_CAPTION = re.compile(r"caption|図表番号", re.IGNORECASE)
#: ``w:outlineLvl`` 9 is 本文.
BODY_TEXT = 9
_TOGGLES = {f"{W}vanish": 0, f"{W}strike": 1, f"{W}dstrike": 1}

# The one that this library's own files have.
_ISOLATION = "方向の分離"


@attrs.frozen
class Style:
    """A style with all that it inherits (スタイル).

    Attributes:
        id: its id, ``""`` for none.
        level: the heading level from 1, 0 for no heading (見出しの階層).
        is_contents: whether it is one of a table of contents (目次).
        is_caption: whether it is 図表番号.
        num_id: the list that it belongs to, None for none (番号付けの定義).
        num_level: the level there, as given, counted from 0, None if it does not say.
        num_style: the style of the chain that named the list.
        breaks_page: 段落前で改ページする.
        is_hidden: 隠し文字.
        is_struck: 取り消し線.
        is_isolation: it marks signs that only keep the direction of writing apart (方向の分離).
    """

    id: str = ""
    level: int = 0
    is_contents: bool = False
    is_caption: bool = False
    num_id: str | None = None
    num_level: str | None = None
    num_style: str = ""
    breaks_page: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    is_isolation: bool = False


def heading_level(outline: str | None) -> int | None:
    """The heading level of a ``w:outlineLvl``: 0 for 本文, None where it says nothing that makes sense."""
    level = whole_number(outline, 0, BODY_TEXT)
    return None if level is None else (level + 1) % (BODY_TEXT + 1)


def read_looks(properties: Any) -> tuple[bool | None, bool | None]:
    """Whether run properties hide and whether they strike out; None where they do not say."""
    looks: list[bool | None] = [None, None]
    for element in properties:
        at = _TOGGLES.get(element.tag)
        if at is not None:
            looks[at] = is_on(element) or (at == 1 and bool(looks[1]))
    return looks[0], looks[1]


@attrs.define
class Styles:
    """The styles of one file, resolved through what they are based on when asked for.

    Attributes:
        paragraph: the default paragraph style, for paragraphs that name none.
    """

    _elements: dict[tuple[str, str], Any] = attrs.field(factory=dict)
    _names: dict[str, str] = attrs.field(factory=dict)
    _resolved: dict[tuple[str, str], Style] = attrs.field(factory=dict)
    _root_style: Style = Style()
    _default: str = ""

    @classmethod
    def read(cls, root: Any | None) -> "Styles":
        """The styles of the styles part; None if there is none."""
        styles = cls()
        if root is None:
            return styles
        for element in root.iter(f"{W}style"):
            kind, key = element.get(_TYPE, "paragraph"), element.get(_ID, "")
            styles._elements.setdefault((kind, key), element)
            if kind == "paragraph" and element.get(f"{W}default", "0") in ("1", "true", "on"):
                styles._default = key
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            hidden, struck = read_looks(defaults)
            styles._root_style = Style(is_hidden=bool(hidden), is_struck=bool(struck))
        return styles

    def of_paragraph(self, key: str | None) -> Style:
        """The paragraph style of that id; the default one for None or an unknown id."""
        if key is None or ("paragraph", key) not in self._elements:
            key = self._default
        return self._resolve("paragraph", key)

    def of_run(self, key: str) -> Style:
        """The character style of that id."""
        return self._resolve("character", key)

    def numbering_of(self, key: str) -> str | None:
        """The list that a numbering style names."""
        return self._resolve("numbering", key).num_id

    def _resolve(self, kind: str, key: str) -> Style:
        chain: list[str] = []
        seen: set[str] = set()
        while key not in seen and (kind, key) not in self._resolved and (kind, key) in self._elements:
            chain.append(key)
            seen.add(key)
            key = value_of(self._elements[kind, key], f"{W}basedOn") or ""
        base = self._resolved.get((kind, key))
        if base is None:
            base = self._root_style if kind == "paragraph" else Style()
        for name in reversed(chain):
            base = self._resolved[kind, name] = _inherit(self._elements[kind, name], name, base)
        return base


def _inherit(element: Any, key: str, base: Style) -> Style:
    """A style upon the one that it is based on."""
    name = value_of(element, f"{W}name") or ""
    changes: dict[str, Any] = {"id": key}
    if match := _HEADING.match(name):
        changes["level"] = int(match[1])
    elif _TITLE.match(name):
        changes["level"] = 1
    changes["is_isolation"] = name == _ISOLATION
    changes["is_contents"] = base.is_contents or bool(_CONTENTS.match(name))
    changes["is_caption"] = base.is_caption or bool(_CAPTION.match(name))
    paragraph = element.find(f"{W}pPr")
    if paragraph is not None:
        level = heading_level(value_of(paragraph, f"{W}outlineLvl"))
        if level is not None:
            changes["level"] = level
        breaks = paragraph.find(f"{W}pageBreakBefore")
        if breaks is not None:
            changes["breaks_page"] = is_on(breaks)
        changes |= _numbering(paragraph.find(f"{W}numPr"), key)
    run = element.find(f"{W}rPr")
    if run is not None:
        hidden, struck = read_looks(run)
        changes |= {} if hidden is None else {"is_hidden": hidden}
        changes |= {} if struck is None else {"is_struck": struck}
    return attrs.evolve(base, **changes)


def _numbering(element: Any | None, key: str) -> dict[str, Any]:
    if element is None:
        return {}
    changes: dict[str, Any] = {}
    if (num_id := value_of(element, f"{W}numId")) is not None:
        changes |= {"num_id": num_id, "num_style": key}
    if (level := value_of(element, f"{W}ilvl")) is not None:
        changes["num_level"] = level
    return changes
