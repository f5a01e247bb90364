"""What of the final's own XML means the same in the draft (成案から写せるもの): words with looks, frames of tables."""

import copy
from collections.abc import Sequence
from typing import Any

import attrs

from plancomment.read.docx.names import MATH, W
from plancomment.read.docx.values import value_of
from plancomment.tracking.numbers import Numbers
from plancomment.tracking.pieces import NAMES, Piece
from plancomment.tracking.told import Told

__all__ = ["Copies", "StyleNames"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _names(words: str) -> frozenset[str]:
    return frozenset(f"{W}{name}" for name in words.split())


_LOOKS = _names(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish"
)
_PARAGRAPH = _names(
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment textboxTightWrap outlineLvl"
)
_TABLE = _names(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
)
_ROW = _names("gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden")
_CELL = _names("tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark")
_STYLES = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}
_VAL = f"{W}val"
_EQUATIONS = (f"{MATH}oMath", f"{MATH}oMathPara")


@attrs.define
class StyleNames:
    """The styles of a file by id and by name (スタイル名).

    Attributes:
        names: the name of each kind and id.
        ids: the id of each kind and name.
    """

    names: dict[tuple[str, str], str] = attrs.field(factory=dict)
    ids: dict[tuple[str, str], str] = attrs.field(factory=dict)

    @classmethod
    def read(cls, root: Any | None) -> "StyleNames":
        found = cls()
        for style in () if root is None else root.iter(f"{W}style"):
            kind, key = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
            name = (value_of(style, f"{W}name") or key).casefold()
            found.names.setdefault((kind, key), name)
            found.ids.setdefault((kind, name), key)
        return found


@attrs.define
class Copies:
    """Copies of what stands in the final, for the draft.

    Attributes:
        root: the draft, which makes its elements.
        old_styles: the draft's styles.
        new_styles: the final's styles.
        numbers: the automatic numbers of both.
        told: what cannot be carried.
    """

    root: Any
    old_styles: StyleNames
    new_styles: StyleNames
    numbers: Numbers
    told: Told

    def _properties(self, element: Any | None, name: str, allowed: frozenset[str]) -> Any:
        """The properties that mean the same in the draft."""
        made = self.root.makeelement(f"{W}{name}")
        for child in () if element is None else element:
            kind = _STYLES.get(child.tag)
            if child.tag not in allowed:
                continue
            if kind is not None:
                if (key := self.style(kind, child.get(_VAL, ""))) is not None:
                    made.append(made.makeelement(child.tag, {_VAL: key}))
            elif child.tag == f"{W}numPr":
                if (number := self.numbers.carried(child)) is not None:
                    made.append(number)
            else:
                kept = copy.deepcopy(child)
                for inner in list(kept.iter()):
                    _without_relations(inner)
                made.append(kept)
        return made

    def style(self, kind: str, key: str) -> str | None:
        """The draft's style of the same name as the final's; None, and told, if it has none."""
        name = self.new_styles.names.get((kind, key))
        if name is None:
            return None
        found = self.old_styles.ids.get((kind, name))
        if found is None:
            self.told.style(name)
        return found

    def paragraph_properties(self, paragraph: Any, text: str) -> Any:
        """``w:pPr`` of a paragraph of the final."""
        given = paragraph.find(f"{W}pPr")
        made = self._properties(given, "pPr", _PARAGRAPH)
        if given is not None:
            if _ends_section(given):
                self.told.lost("the end of a section", "セクションの区切り", text)
            number = given.find(f"{W}numPr")
            if number is not None and made.find(f"{W}numPr") is None and self.numbers.is_shown(number):
                self.told.lost("the automatic number", "自動の番号", text)
        return made

    def kept_properties(self, old: Any, new: Any, text: str) -> Any:
        """``w:pPr`` of a paragraph of the final that the draft has, too; what cannot be carried is as in the draft."""
        was, given = old.find(f"{W}pPr"), new.find(f"{W}pPr")
        made = self._properties(given, "pPr", _PARAGRAPH)
        style, former = (value_of(one, f"{W}pStyle") for one in (given, was))
        if style is not None and made.find(f"{W}pStyle") is None and former is not None:
            made.insert(0, made.makeelement(f"{W}pStyle", {_VAL: former}))
        number = None if given is None else given.find(f"{W}numPr")
        if number is not None and made.find(f"{W}numPr") is None:
            kept = None if was is None else was.find(f"{W}numPr")
            if kept is not None:
                made.append(copy.deepcopy(kept))
            elif self.numbers.is_shown(number):
                self.told.lost("the automatic number", "自動の番号", text)
        if _ends_section(given) and not _ends_section(was):
            self.told.lost("the end of a section", "セクションの区切り", text)
        return made

    def runs(self, pieces: Sequence[Piece], start: int, end: int, text: str) -> list[Any]:
        """What stands between two positions of a paragraph of the final, as elements for a mark of insertion."""
        made: list[Any] = []
        source, position = None, 0
        for piece in pieces:
            begin, position = position, position + len(piece.text)
            low, high = max(begin, start), min(position, end)
            if low >= high:
                continue
            if not piece.is_copied:
                words = piece.text[low - begin : high - begin]
                if words in NAMES:
                    self.told.lost(*NAMES[words], text)
                continue
            if piece.element.tag in _EQUATIONS:
                made.append(self._clean(piece.element))
                source = None
                continue
            if piece.run is not source or not made:
                source = piece.run
                made.append(self._run(source))
            made[-1].append(self._content(piece, low - begin, high - begin))
        return made

    def _run(self, run: Any) -> Any:
        made = self.root.makeelement(f"{W}r")
        looks = self._properties(run.find(f"{W}rPr"), "rPr", _LOOKS)
        if len(looks):
            made.append(looks)
        return made

    def _content(self, piece: Piece, low: int, high: int) -> Any:
        if not piece.is_text:
            return self._clean(piece.element)
        element = self.root.makeelement(f"{W}t", {_SPACE: "preserve"})
        element.text = piece.text[low:high]
        return element

    def _clean(self, element: Any) -> Any:
        """A copy without anything that means something else in another file."""
        made = copy.deepcopy(element)
        for inner in list(made.iter()):
            _without_relations(inner)
            if inner.tag == f"{W}rPr":
                inner[:] = list(self._properties(inner, "rPr", _LOOKS))
        return made

    def table_frame(self, table: Any) -> Any:
        """``w:tbl`` without rows."""
        made = self.root.makeelement(f"{W}tbl")
        made.append(self._properties(table.find(f"{W}tblPr"), "tblPr", _TABLE))
        grid = made.makeelement(f"{W}tblGrid")
        for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
            width = column.get(f"{W}w")
            grid.append(grid.makeelement(f"{W}gridCol", {f"{W}w": width} if width else {}))
        made.append(grid)
        return made

    def row_frame(self, row: Any) -> Any:
        """``w:tr`` without cells."""
        return self._framed("tr", row, "trPr", _ROW)

    def cell_frame(self, cell: Any) -> Any:
        """``w:tc`` without content."""
        return self._framed("tc", cell, "tcPr", _CELL)

    def _framed(self, name: str, element: Any, properties: str, allowed: frozenset[str]) -> Any:
        made = self.root.makeelement(f"{W}{name}")
        kept = self._properties(element.find(f"{W}{properties}"), properties, allowed)
        if len(kept):
            made.append(kept)
        return made


def _ends_section(properties: Any | None) -> bool:
    return properties is not None and properties.find(f"{W}sectPr") is not None


def _without_relations(element: Any) -> None:
    for key in list(element.attrib):
        local = key.rpartition("}")[2]
        if key.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}") or local.startswith(
            "rsid"
        ):
            del element.attrib[key]
