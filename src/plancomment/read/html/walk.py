"""A walk through the elements of a page, which makes the blocks; without recursion, however deep they stand."""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.findings import Finding
from plancomment.read.html import remarks
from plancomment.read.html.pages import Page
from plancomment.read.html.styles import PREFORMATTED, is_hidden, is_preformatted, list_style, marker
from plancomment.read.html.tables import Grid
from plancomment.read.html.tags import (
    BLOCKS,
    CELLS,
    CONTAINERS,
    ELSEWHERE,
    FRAMES,
    HEADINGS,
    LISTS,
    NO_TEXT,
    OFFICE_FRAMES,
    ROLES,
    SILENT_INPUTS,
)
from plancomment.read.html.texts import collapse
from plancomment.read.html.writing import Frame, Item, Writer
from plancomment.read.limits import Limits

__all__ = ["Walk"]

_Closer = Callable[[], object]


@attrs.define
class _List:
    """How an open list counts."""

    style: str
    number: int
    step: int


@attrs.define
class Walk:
    """A walk through one page.

    Attributes:
        page: the page.
        source: the file's name.
        limits: how deep elements may stand.
        writer: makes the blocks.
        keep_struck: whether words that are marked as deleted are text.
        findings: what was left out, in the order of the page.
        readings: the words with a reading beside them, each with it (ルビ).
        absent: for each kind of element whose content is not in the file, the names of such.
    """

    page: Page
    source: str
    limits: Limits
    writer: Writer
    keep_struck: bool = False
    findings: list[Finding] = attrs.Factory(list)
    readings: list[str] = attrs.Factory(list)
    absent: dict[str, list[str]] = attrs.Factory(dict)
    _lists: list[_List] = attrs.Factory(list)
    _referred: set[str] = attrs.Factory(set)
    _verbatim: int = 0
    _inside: int = 0  # how many elements around it hold the document

    def walk(self, root: Any) -> None:
        """Everything in an element, in the order of the page."""
        writer, deepest, is_exact = self.writer, self.limits.depth, self.page.exact
        stack: list[tuple[Any, str, Iterator[Any], Sequence[_Closer]]] = []
        closers = self._enter(root, root.tag)
        if closers is not None:
            stack.append((root, root.tag, iter(root), closers))
        while stack:
            element, tag, children, closers = stack[-1]
            is_deep = len(stack) >= deepest
            for child in children:
                inner_tag = child.tag
                inner = self._enter(child, inner_tag)
                if inner is not None:
                    if is_deep:
                        raise ReadError(self.source, [f"nested deeper than {deepest} (Limits.depth)"])
                    if len(child):
                        stack.append((child, inner_tag, iter(child), inner))
                        break
                    self._leave(inner_tag, inner)
                tail = child.tail
                if tail:
                    if is_exact and inner_tag == "br":
                        tail = tail.removeprefix("\n")
                    self._characters(tail, element, tag)
            else:
                stack.pop()
                self._leave(tag, closers)
                if stack and (tail := element.tail):
                    self._characters(tail, *stack[-1][:2])
        writer.flush()

    def _leave(self, tag: str, closers: Sequence[_Closer]) -> None:
        is_cell = tag in CELLS and closers and isinstance(closers[0], functools.partial)
        if tag in BLOCKS and not is_cell:  # a cell takes its last paragraph itself
            self.writer.flush()
        for close in reversed(closers):
            close()

    def _enter(self, element: Any, tag: str) -> Sequence[_Closer] | None:
        """Begin an element: what to do at its end; None if nothing of it is read."""
        if tag in NO_TEXT:
            return None
        names = element.keys()  # most elements have no attributes, and need no more looks
        mains = self.page.mains
        if (names or tag in _CAREFUL or (mains and not self._inside)) and self._is_left_out(element, tag):
            return None
        is_block = tag in BLOCKS
        if is_block:
            self.writer.flush()
        if names:
            self._name(element, tag, is_block)
        if tag in _REPLACED:
            _REPLACED[tag](self, element)
            return None
        if tag == "ruby":
            self._ruby(element)
        closers = self._begin(element, tag, names) if is_block else ()
        if mains and element in mains:
            self._inside += 1
            closers = (*closers, self._leave_main)
        text = element.text
        if tag in PREFORMATTED or ("style" in names and is_preformatted(element)):
            self._verbatim += 1
            closers = (*closers, self._leave_preformatted)
            text = text.removeprefix("\n") if text else text
        if text:
            self._characters(text, element, tag)
        return closers

    def _leave_main(self) -> None:
        self._inside -= 1

    def _leave_preformatted(self) -> None:
        self._verbatim -= 1

    def _characters(self, text: str, parent: Any, tag: str) -> None:
        writer = self.writer
        if self.page.exact:
            if tag in CONTAINERS and not text.strip(" \t\n\r\f"):
                return
            writer.text.add_exactly(text)
        elif not self._inside and self.page.mains:
            if text.strip():
                self.findings.append(remarks.left_out(self.source, _line(parent), f"<{tag}>", text))
            return
        elif self._verbatim:
            writer.text.add_exactly(text)
        else:
            writer.text.add(text)
        if writer.line is None and not writer.text.is_blank:
            writer.line = _line(parent)

    def _name(self, element: Any, tag: str, is_block: bool) -> None:
        """The names that links lead to; whether the element is a footnote that a link led to before."""
        if tag == "a":
            target = element.get("href", "")
            if target.startswith("#"):
                self._referred.add(target[1:])
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if not name:
            return
        if not is_block and name in self.page.notes and name in self._referred and self.writer.text.is_blank:
            self.writer.note = f"脚注{self.page.notes[name]}"
        self.writer.anchor(name, around=is_block)

    # ---- what is left out

    def _is_left_out(self, element: Any, tag: str) -> bool:
        if self.page.exact:
            return tag == "nav" or element.get("class") in ("skip", "top")
        if is_hidden(element):
            self._tell(remarks.hidden, element)
            return True
        if tag in ("del", "s", "strike"):
            self._tell(remarks.kept if self.keep_struck else remarks.struck, element)
            return not self.keep_struck
        if not self._frames(element, tag):
            return False
        words = _words(element)
        if words.strip():
            self.findings.append(remarks.left_out(self.source, _line(element), f"<{tag}>", words))
        title = self.page.title
        if title is not None and (title is element or element in title.iterancestors()):
            self._inside += 1
            self.walk(title)
            self._inside -= 1
        return True

    def _frames(self, element: Any, tag: str) -> bool:
        """Whether it only frames the document."""
        if self.page.mains and not self._inside:
            return element not in self.page.mains and element not in self.page.around
        role = element.get("role")
        if tag == "nav" or role == "navigation":
            return True
        if tag == "div" and element.get("title") in OFFICE_FRAMES and element.getparent().tag == "body":
            return True
        if self._inside or not (tag in FRAMES or role in ROLES):
            return False
        return next(element.iterancestors("article", "section"), None) is None

    def _tell(self, remark: Callable[[str, int | None, str], Finding], element: Any) -> None:
        words = _words(element)
        if words.strip():
            self.findings.append(remark(self.source, _line(element), words))

    # ---- blocks

    def _begin(self, element: Any, tag: str, names: Sequence[str]) -> Sequence[_Closer]:
        writer = self.writer
        closers: Sequence[_Closer] = ()
        if tag in HEADINGS or ("role" in names and element.get("role") == "heading"):
            level = HEADINGS.get(tag) or max(_number(element.get("aria-level"), 2), 1)
            closers = (self._frame(Frame("heading", level, writer.frames[-1].item)),)
        elif tag in _BEGINNINGS:
            closers = (_BEGINNINGS[tag](self, element, tag),)
        elif writer.grids and (grid := writer.grids[-1]) is not None:
            closers = self._table_part(element, tag, names, grid)
        name = element.get("id") if names else None
        if name in self.page.notes and name in self._referred:
            note = Frame("note", 0, writer.frames[-1].item, f"脚注{self.page.notes[name]}")
            closers = (*closers, self._frame(note))
        return closers

    def _frame(self, frame: Frame) -> _Closer:
        self.writer.frames.append(frame)
        return self.writer.frames.pop

    def _caption(self, element: Any, tag: str) -> _Closer:
        return self._frame(Frame("caption"))

    def _code(self, element: Any, tag: str) -> _Closer:
        return self._frame(Frame("code", 0, self.writer.frames[-1].item))

    def _table(self, element: Any, tag: str) -> _Closer:
        grid = None if element in self.page.layouts else Grid(self.source, self.limits)
        self.writer.begin_table(grid, _line(element))
        return self.writer.end_table

    def _list(self, element: Any, tag: str) -> _Closer:
        self.writer.show_number(_line(element))
        self.writer.depth += 1
        step = -1 if tag == "ol" and "reversed" in element.attrib else 1
        first = sum(1 for child in element if child.tag == "li") if step < 0 else 1
        style = list_style(element, "decimal" if tag == "ol" else "disc")
        self._lists.append(_List(style, _number(element.get("start") if tag == "ol" else None, first), step))
        self.writer.frames.append(Frame())

        def close() -> None:
            self.writer.frames.pop()
            self._lists.pop()
            self.writer.depth -= 1

        return close

    def _item(self, element: Any, tag: str) -> _Closer:
        if tag == "dd":
            return self._frame(Frame())
        label = ""
        if tag == "li" and self._lists:
            around = self._lists[-1]
            around.number = _number(element.get("value"), around.number)
            label = marker(around.number, list_style(element, around.style))
            around.number += around.step
        frame = Frame("item", 0, Item(label))
        self.writer.frames.append(frame)

        def close() -> None:
            self.writer.show_number(_line(element))
            self.writer.frames.pop()

        return close

    def _table_part(self, element: Any, tag: str, names: Sequence[str], grid: Grid) -> Sequence[_Closer]:
        if tag in CELLS:
            rows, columns = (element.get("rowspan", ""), element.get("colspan", "")) if names else ("", "")
            cell = grid.begin_cell(rows, columns, tag == "th", _line(element))
            self.writer.begin_cell()
            return (functools.partial(self.writer.end_cell, grid, cell),)
        if tag == "tr":
            grid.begin_row()
        elif tag in ("thead", "tbody", "tfoot"):
            grid.begin_group(is_head=tag == "thead")
            return (grid.begin_group,)
        return ()

    # ---- what stands for something else

    def _ruby(self, element: Any) -> None:
        if next(element.iterancestors("ruby"), None) is not None:
            return
        reading = "".join(
            one.text or "" for rt in element.iter("rt") for one in rt.iter() if one.tag not in ("rp", "rt") or one is rt
        )
        base = _words(element)
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
            self.writer.line = self.writer.line or _line(element)

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
        self.writer.line = self.writer.line or _line(element)

    def _elsewhere(self, element: Any) -> None:
        given = element.attrib
        name = given.get("title") or given.get("aria-label") or given.get("src") or given.get("data") or ""
        self.absent.setdefault(element.tag, []).append(" ".join(filter(None, (name, collapse(_words(element))))))


# What may be left out although it has no attribute.
_CAREFUL = FRAMES | {"dialog", "del", "s", "strike"}

# These begin alike wherever they stand.
_BEGINNINGS: dict[str, Callable[[Walk, Any, str], _Closer]] = {
    **dict.fromkeys(("figcaption", "caption"), Walk._caption),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Walk._code),
    **dict.fromkeys((*sorted(LISTS), "dl"), Walk._list),
    **dict.fromkeys(("li", "dt", "dd"), Walk._item),
    "table": Walk._table,
}

_REPLACED: dict[str, Callable[[Walk, Any], None]] = {
    "br": Walk._break,
    "img": Walk._image,
    "input": Walk._input,
    "svg": Walk._drawing,
    **dict.fromkeys(sorted(ELSEWHERE), Walk._elsewhere),
}


def _line(element: Any) -> int | None:
    """The line of the file; libxml2 counts no further than 65,535."""
    line = element.sourceline
    return line if line and line < 65_535 else None


def _figure_captions(element: Any) -> set[str]:
    """What the figure around a picture says of it as text; the picture need not say it once more."""
    figure = next(element.iterancestors("figure"), None)
    return set() if figure is None else {collapse(_words(one)) for one in figure.iter("figcaption")}


def _number(value: str | None, usual: int) -> int:
    text = (value or "").strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else usual


def _words(element: Any) -> str:
    """All the text in an element that a browser shows, as far as tags tell."""
    parts = [element.text or ""]
    stack = [(element, iter(element))]
    while stack:
        around, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                parts.append(around.tail or "")
        elif child.tag in NO_TEXT:
            parts.append(child.tail or "")
        else:
            parts.append(child.text or "")
            stack.append((child, iter(child)))
    return "".join(parts)
