"""The text within a paragraph (段落内の文字): runs, fields, tracked changes, ruby, symbols, equations."""

from collections.abc import Callable
from typing import Any

import attrs

from plancomment.read.docx.alternatives import ALTERNATIVES, choose
from plancomment.read.docx.enclosed import Shown
from plancomment.read.docx.fields import Fields
from plancomment.read.docx.lines import Line
from plancomment.read.docx.names import MATH, W
from plancomment.read.docx.pages import Pages
from plancomment.read.docx.styles import Styles, read_looks
from plancomment.read.docx.symbols import plain_symbol
from plancomment.read.docx.told import Told

__all__ = ["CHANGES", "Runs"]

_TEXT, _PROPERTIES, _STORED_BREAK = f"{W}t", f"{W}rPr", f"{W}lastRenderedPageBreak"
_RUN, _TYPE, _ID = f"{W}r", f"{W}type", f"{W}id"
_STYLE, _CHANGE, _VAL = f"{W}rStyle", f"{W}rPrChange", f"{W}val"
#: The marks of tracked changes, and whether each is an insertion.
CHANGES = {f"{W}ins": True, f"{W}moveTo": True, f"{W}del": False, f"{W}moveFrom": False}
_NAME, _ISOLATIONS = f"{W}name", ("\u2068", "\u2069")
_FIELD_CHAR, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"


@attrs.define
class Runs:
    """Reads what stands within paragraphs, one story at a time.

    Attributes:
        styles: of the file.
        pages: the page reached.
        told: what is not text.
        original: whether tracked changes are undone.
        keep_struck: whether words that are struck out by hand are text.
        fields: the fields that are open here.
        line: the paragraph under way.
    """

    styles: Styles
    pages: Pages
    told: Told
    original: bool
    keep_struck: bool
    fields: Fields
    line: Line
    _hides: bool = False
    _strikes: bool = False
    _isolates: bool = False

    def read(self, paragraph: Any, line: Line) -> None:
        """Adds a paragraph's content to the line."""
        self.line = line
        if self.fields.contents:
            line.is_contents = True
        self._plain_looks()
        self._content(paragraph)

    def _content(self, parent: Any) -> None:
        """What a paragraph, or anything within it that holds runs, consists of."""
        for child in parent:
            if child.tag == _RUN:
                self._run(child)
            else:
                handler = _WITHIN_PARAGRAPH.get(child.tag)
                if handler is not None:
                    handler(self, child)
                elif len(child):
                    self._content(child)

    def _run(self, run: Any) -> None:
        self._plain_looks()
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._put(child.text if not len(child) else "".join(child.itertext()))
            elif tag == _PROPERTIES:
                self._looks(child)
            elif (handler := _WITHIN_RUN.get(tag)) is not None:
                handler(self, child)
        self._plain_looks()

    def _put(self, text: str | None) -> None:
        """Adds text as it stands here: shown, hidden or struck out."""
        if not text or self.fields.is_silent or (self._isolates and text in _ISOLATIONS):
            return
        line = self.line
        if self._hides:
            line.hidden.append(text)
            return
        if self._strikes:
            line.struck.append(text)
            if not self.keep_struck:
                return
        if not line.has_begun or self.pages.is_pending:
            page = self.pages.here()
            if not line.has_begun:
                line.page = page
                line.has_begun = True
        line.parts.append(text)
        line.length += len(text)

    def _plain_looks(self) -> None:
        style = self.line.properties.style
        self._hides, self._strikes = style.is_hidden, style.is_struck
        self._isolates = False

    def _looks(self, properties: Any) -> None:
        """What run properties say: what a run says itself counts; what two styles say cancels out (17.7.3)."""
        if self.original and (change := properties.find(_CHANGE)) is not None:
            properties = change.find(_PROPERTIES)
            if properties is None:
                return
        hides, strikes = read_looks(properties)
        named = properties.find(_STYLE)
        if named is not None:
            style = self.styles.of_run(named.get(_VAL, ""))
            self._hides ^= style.is_hidden
            self._strikes ^= style.is_struck
            self._isolates = style.is_isolation
        self._hides = self._hides if hides is None else hides
        self._strikes = self._strikes if strikes is None else strikes

    def is_there(self, change: Any) -> bool:
        """Whether what was inserted or deleted is part of the text that is read; counts it either way."""
        is_insertion = CHANGES[change.tag]
        self.told.insertions += is_insertion
        self.told.deletions += not is_insertion
        is_there = is_insertion != self.original
        if not is_there:
            self.pass_over(change)
        return is_there

    def _change(self, element: Any) -> None:
        if self.is_there(element):
            self._content(element)

    def pass_over(self, element: Any) -> None:
        """Takes from what is not read only its page breaks, and the ends of its fields."""
        for child in element.iter(_STORED_BREAK, _FIELD_CHAR, _INSTRUCTION):
            if child.tag == _STORED_BREAK:
                self.pages.stored()
            elif child.tag == _FIELD_CHAR:
                self.fields.mark(child)

    def _break(self, element: Any) -> None:
        kind = element.get(_TYPE)
        if kind == "page":
            self.pages.asked()
        elif kind != "column":
            self._put("\n")

    def _stored_break(self, element: Any) -> None:
        self.pages.stored()

    def _symbol(self, element: Any) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
            sign = plain_symbol(code, element.get(f"{W}font", "")) or chr(code)
            sign.encode()
        except (ValueError, OverflowError):
            self.told.mended("a symbol without a character was left out", "文字のない記号を除きました")
        else:
            self._put(sign)

    def _field_mark(self, element: Any) -> None:
        self._equation_field(self.fields.mark(element))
        self._field_changed()

    def _equation_field(self, shown: Shown | None) -> None:
        if shown is not None and not self.fields.is_silent:
            self._put(shown.text)
            for base, reading in shown.readings:
                self.told.reading(base, reading)

    def _field_changed(self) -> None:
        if self.fields.captions:
            self.line.is_caption = True
        if self.fields.contents:
            self.line.is_contents = True

    def _instruction(self, element: Any) -> None:
        self.fields.instruct(element.text or "")

    def _simple_field(self, element: Any) -> None:
        self.fields.open_simple(element.get(f"{W}instr", ""))
        self._field_changed()
        self._content(element)
        self._equation_field(self.fields.close())

    def _ruby(self, element: Any) -> None:
        line, before, looks = self.line, len(self.line.parts), (self._hides, self._strikes)
        for base in element.iterfind(f"{W}rubyBase"):
            self._content(base)
        self._hides, self._strikes = looks
        words = "".join(line.parts[before:])
        reading = "".join(text.text or "" for text in element.iterfind(f"{W}rt//{W}t"))
        if words and reading:
            self.told.reading(words, reading)

    def _note(self, element: Any) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        if not (self._hides or self.fields.is_silent or (self._strikes and not self.keep_struck)):
            self.line.notes.append((kind, element.get(_ID, "")))

    def _drawing(self, element: Any) -> None:
        if not (self._hides or self.fields.is_silent):
            self.line.drawings.append(element)

    def _alternatives(self, element: Any) -> None:
        """Within a run: what is chosen stands for the element itself."""
        branch = choose(element)
        for child in branch:
            if child.tag == _TEXT:
                self._put("".join(child.itertext()))
            elif child.tag == _RUN:
                self._run(child)
            elif (handler := _WITHIN_RUN.get(child.tag) or _WITHIN_PARAGRAPH.get(child.tag)) is not None:
                handler(self, child)
            else:
                self._content(child)

    def _equation(self, element: Any) -> None:
        self._put(self._equation_text(element))

    def _equation_text(self, element: Any) -> str:
        """The text of an equation, a fraction with its bar; what it looks like is not kept."""
        tag = element.tag
        if tag in (f"{MATH}t", _TEXT, f"{W}delText"):
            return element.text or ""
        if tag in CHANGES and not self.is_there(element):
            return ""
        parts: Any = element
        if tag == f"{MATH}f":
            parts = [part for name in ("num", "den") if (part := element.find(MATH + name)) is not None]
        return ("/" if tag == f"{MATH}f" else "").join(self._equation_text(part) for part in parts)

    def _sub_document(self, element: Any) -> None:
        self.told.unread("a sub-document in another file", "別ファイルのサブ文書")

    def _bookmark(self, element: Any) -> None:
        # Word's own begin with an underscore: tables of contents, the place last edited.
        name = element.get(_NAME, "")
        if name and not name.startswith("_"):
            self.line.anchors.append((self.line.length, name))

    def _deleted_text(self, element: Any) -> None:
        self._put(element.text)


_Handler = Callable[[Runs, Any], None]


def _character(text: str) -> _Handler:
    return lambda runs, element: runs._put(text)


def _nothing(runs: Runs, element: Any) -> None:
    """For what says nothing, or is read elsewhere."""


_WITHIN_PARAGRAPH: dict[Any, _Handler] = {
    f"{W}pPr": _nothing,
    f"{W}sdtPr": _nothing,
    f"{W}sdtEndPr": _nothing,
    f"{W}smartTagPr": _nothing,
    f"{W}customXmlPr": _nothing,
    f"{W}fldData": _nothing,
    **dict.fromkeys(CHANGES, Runs._change),
    f"{W}fldSimple": Runs._simple_field,
    f"{W}subDoc": Runs._sub_document,
    f"{W}bookmarkStart": Runs._bookmark,
    f"{MATH}oMath": Runs._equation,
    f"{MATH}oMathPara": Runs._equation,
    ALTERNATIVES: Runs._alternatives,
}

_WITHIN_RUN: dict[Any, _Handler] = {
    f"{W}tab": _character("\t"),
    f"{W}ptab": _character("\t"),
    f"{W}cr": _character("\n"),
    f"{W}noBreakHyphen": _character("\u2011"),
    f"{W}br": Runs._break,
    _STORED_BREAK: Runs._stored_break,
    f"{W}delText": Runs._deleted_text,
    f"{W}sym": Runs._symbol,
    _FIELD_CHAR: Runs._field_mark,
    _INSTRUCTION: Runs._instruction,
    f"{W}ruby": Runs._ruby,
    f"{W}footnoteReference": Runs._note,
    f"{W}endnoteReference": Runs._note,
    f"{W}drawing": Runs._drawing,
    f"{W}pict": Runs._drawing,
    f"{W}object": Runs._drawing,
    ALTERNATIVES: Runs._alternatives,
    f"{MATH}oMath": Runs._equation,
}
