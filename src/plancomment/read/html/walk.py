"""A walk through the elements of a page, which makes the blocks; without recursion, however deep they stand."""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.findings import Finding
from plancomment.read.html import remarks
from plancomment.read.html.elements import file_line, words
from plancomment.read.html.leaves import LEAVES, MOST_LEVELS, is_plain, read_leaf, read_list, read_row, read_table
from plancomment.read.html.numbering import Numbering, as_number
from plancomment.read.html.pages import Page
from plancomment.read.html.styles import (
    PREFORMATTED,
    STRUCK,
    is_hidden,
    is_preformatted,
    is_struck,
)
from plancomment.read.html.substitutes import SUBSTITUTED, Substitutes
from plancomment.read.html.tables import Grid
from plancomment.read.html.tags import (
    BLOCKS,
    CELLS,
    CONTAINERS,
    FRAMES,
    GROUPS,
    HEADINGS,
    LISTS,
    NO_TEXT,
    OFFICE_FRAMES,
    ROLES,
)
from plancomment.read.html.texts import WHITE
from plancomment.read.html.writing import Frame, Item, Writer
from plancomment.read.limits import Limits

__all__ = ["Walk"]

_Closer = Callable[[], object]


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
        substitutes: stands in for elements whose text is not what they show.
    """

    page: Page
    source: str
    limits: Limits
    writer: Writer
    substitutes: Substitutes
    keep_struck: bool = False
    findings: list[Finding] = attrs.Factory(list)
    _numbering: Numbering = attrs.Factory(Numbering)
    _referred: set[str] = attrs.Factory(set)
    _verbatim: int = 0
    _struck: int = 0  # how many elements around it are marked as deleted, but keep their place
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
            is_plain = len(stack) + MOST_LEVELS < deepest and self._is_plain()
            for child in children:
                inner_tag = child.tag
                if not (is_plain and inner_tag in LEAVES and self._take(child, inner_tag)):
                    inner = self._enter(child, inner_tag)
                    if inner is not None:
                        if is_deep:
                            raise ReadError(self.source, [f"nested deeper than {deepest} (Limits.depth)"])
                        if len(child):
                            stack.append((child, inner_tag, iter(child), inner))
                            break
                        self._leave(inner_tag, inner)
                tail = child.tail
                if tail and (not is_plain or writer.text.parts or tail.strip(WHITE)):
                    if is_exact and inner_tag == "br":
                        tail = tail.removeprefix("\n")
                    self._characters(tail, element, tag)
            else:
                stack.pop()
                self._leave(tag, closers)
                if stack and (tail := element.tail):
                    self._characters(tail, *stack[-1][:2])
        writer.flush()

    def _is_plain(self) -> bool:
        """Whether all here is read, with white space as usual."""
        if self.page.exact or self._verbatim or self._struck:
            return False
        return self._inside > 0 or not self.page.mains

    def _take(self, element: Any, tag: str) -> bool:
        """Write an element that holds characters only, in one step; False if the walk has to look at it."""
        names = element.keys()
        writer, most = self.writer, self.limits.cell_characters
        if (names and not is_plain(element, tag, names)) or not writer.settle():
            return False
        if tag in _STRUCTURES:
            return self._take_structure(element, tag)
        leaf = read_leaf(element, most)
        if leaf is None:
            return False
        text, line = leaf
        if tag in _ITEMS:
            label = self._numbering.count(element) if tag == "li" else ""
            writer.add_item(text, label, line if text else file_line(element))
        elif tag in CELLS and writer.grids and (grid := writer.grids[-1]) is not None:
            grid.begin_cell("", "", tag == "th", file_line(element)).text = text
        elif text and tag == "dd":
            writer.add_text(text, line)
        elif text:
            writer.add_paragraph(text, HEADINGS.get(tag, 0), line)
        return True

    def _take_structure(self, element: Any, tag: str) -> bool:
        writer, limits = self.writer, self.limits
        if tag == "table":
            table = read_table(element, limits)
            if table is None:
                return False
            writer.add_blocks((table,) if table.cells else (), file_line(element))
        elif tag == "tr":
            grid = writer.grids[-1] if writer.grids else None
            if grid is None:
                return False
            cells = read_row(element, grid.height + 1, grid.in_head, limits.cell_characters)
            if cells is None:
                return False
            grid.add_row(cells)
        else:
            items = read_list(element, "1." if tag == "ol" else "", writer.depth + 1, limits.cell_characters)
            if items is None:
                return False
            writer.add_blocks(items, file_line(element))
        return True

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
        names = element.keys()  # most elements have none that counts, and need no more looks
        mains = self.page.mains
        if names and not self.page.exact and is_plain(element, tag, names):
            names = []
        is_told = names or tag in _CAREFUL or self._struck or (mains and not self._inside)
        if is_told and self._is_left_out(element, tag):
            return None
        is_block = tag in BLOCKS
        if is_block:
            self.writer.flush()
        if names:
            self._name(element, tag, is_block)
        if tag in SUBSTITUTED:
            self.substitutes.write(element, tag)
            return None
        if tag == "ruby":
            self.substitutes.set_aside(element)
        closers = self._begin(element, tag, names) if is_block else ()
        if mains and element in mains:
            self._inside += 1
            closers = (*closers, self._leave_main)
        if "style" in names and tag in _PLACED and self._is_emptied(element):
            self._struck += 1
            closers = (*closers, self._leave_struck)
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

    def _leave_struck(self) -> None:
        self._struck -= 1

    def _leave_preformatted(self) -> None:
        self._verbatim -= 1

    def _characters(self, text: str, parent: Any, tag: str) -> None:
        writer = self.writer
        if self._struck:
            return
        if self.page.exact:
            if tag in CONTAINERS and not text.strip(WHITE):
                return
            writer.text.add_exactly(text)
        elif not self._inside and self.page.mains:
            if text.strip():
                self.findings.append(remarks.left_out(self.source, file_line(parent), f"<{tag}>", text))
            return
        elif self._verbatim:
            writer.text.add_exactly(text)
        else:
            writer.text.add(text)
        if writer.line is None and not writer.text.is_blank:
            writer.line = file_line(parent)

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
            return tag == "nav" or element.get("class") in ("skip", "top", "picture")
        if self._struck:  # its words have been told
            return tag not in _PLACED or is_hidden(element)
        if is_hidden(element):
            self._tell(remarks.hidden, element)
            return True
        if is_struck(element):
            self._tell(remarks.kept if self.keep_struck else remarks.struck, element)
            if not self.keep_struck:
                return tag not in _PLACED or self._frames(element, tag)
            if tag in STRUCK:
                return False
        if not self._frames(element, tag):
            return False
        text = words(element)
        if text.strip():
            self.findings.append(remarks.left_out(self.source, file_line(element), f"<{tag}>", text))
        title = self.page.title
        if title is not None and (title is element or element in title.iterancestors()):
            self._inside += 1
            self.walk(title)
            self._inside -= 1
        return True

    def _is_emptied(self, element: Any) -> bool:
        """Whether the words of a row, cell or item are left out, while it keeps its place and number."""
        return not self.keep_struck and not self.page.exact and is_struck(element)

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
        text = words(element)
        if text.strip():
            self.findings.append(remark(self.source, file_line(element), text))

    # ---- blocks

    def _begin(self, element: Any, tag: str, names: Sequence[str]) -> Sequence[_Closer]:
        writer = self.writer
        closers: Sequence[_Closer] = ()
        if tag in HEADINGS or ("role" in names and element.get("role") == "heading"):
            level = HEADINGS.get(tag) or max(as_number(element.get("aria-level"), 2), 1)
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
        self.writer.begin_table(grid, file_line(element))
        return self.writer.end_table

    def _list(self, element: Any, tag: str) -> _Closer:
        self.writer.show_number(file_line(element))
        self.writer.depth += 1
        self._numbering.begin(element, tag)
        self.writer.frames.append(Frame())

        def close() -> None:
            self.writer.frames.pop()
            self._numbering.end()
            self.writer.depth -= 1

        return close

    def _item(self, element: Any, tag: str) -> _Closer:
        if tag == "dd":
            return self._frame(Frame())
        frame = Frame("item", 0, Item(self._numbering.count(element) if tag == "li" else ""))
        self.writer.frames.append(frame)

        def close() -> None:
            self.writer.show_number(file_line(element))
            self.writer.frames.pop()

        return close

    def _table_part(self, element: Any, tag: str, names: Sequence[str], grid: Grid) -> Sequence[_Closer]:
        if tag in CELLS:
            rows, columns = (element.get("rowspan", ""), element.get("colspan", "")) if names else ("", "")
            cell = grid.begin_cell(rows, columns, tag == "th", file_line(element))
            self.writer.begin_cell()
            return (functools.partial(self.writer.end_cell, grid, cell),)
        if tag == "tr":
            grid.begin_row()
        elif tag in GROUPS:
            grid.begin_group(is_head=tag == "thead")
            return (grid.begin_group,)
        return ()


# What may be left out although it has no attribute.
_CAREFUL = FRAMES | STRUCK | {"dialog"}
# What keeps its place although its words are left out: others are counted by it.
_PLACED = CELLS | GROUPS | {"tr", "li"}
_STRUCTURES = frozenset(("tr", "ol", "ul", "table"))
_ITEMS = frozenset(("li", "dt"))

# These begin alike wherever they stand.
_BEGINNINGS: dict[str, Callable[[Walk, Any, str], _Closer]] = {
    **dict.fromkeys(("figcaption", "caption"), Walk._caption),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Walk._code),
    **dict.fromkeys((*sorted(LISTS), "dl"), Walk._list),
    **dict.fromkeys(("li", "dt", "dd"), Walk._item),
    "table": Walk._table,
}
