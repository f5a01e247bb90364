"""Elements that hold characters only, as most do: their text in one step instead of a walk (文字だけの要素).

Each function gives what the walk would give, or None where only the walk can tell.
"""

from typing import Any

from plancomment.read.blocks import Block, CellBlock, TableBlock, TextBlock
from plancomment.read.html.elements import NO_LINE, file_line
from plancomment.read.html.styles import changes_text
from plancomment.read.html.tags import CELLS, GROUPS, HEADINGS
from plancomment.read.html.texts import WHITE, collapse_lines
from plancomment.read.limits import Limits

__all__ = ["LEAVES", "MOST_LEVELS", "is_plain", "read_leaf", "read_list", "read_row", "read_table"]

#: Elements that are looked at in this way.
LEAVES = frozenset(
    (
        *HEADINGS,
        *CELLS,
        "address",
        "blockquote",
        "center",
        "dd",
        "div",
        "dt",
        "li",
        "ol",
        "p",
        "summary",
        "table",
        "tr",
        "ul",
    )
)
#: How many elements may stand in one another here: a table, a group, a row, a cell and inline elements.
MOST_LEVELS = 8
_MOST_INLINE = 3
# Elements that change nothing but the looks of the text in them.
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
# Attributes that change nothing that is read, whatever they say.
_HARMLESS = frozenset(
    (
        "abbr",
        "align",
        "bgcolor",
        "border",
        "char",
        "charoff",
        "class",
        "color",
        "dir",
        "face",
        "headers",
        "height",
        "lang",
        "nowrap",
        "rel",
        "scope",
        "size",
        "tabindex",
        "target",
        "valign",
        "width",
    )
)
_BREAK = "\0"  # no page holds one: it would not be a text
_BLANK = ("", None)


def read_leaf(element: Any, most: int) -> tuple[str, int | None] | None:
    """The text in an element, of at most so many characters, and the line of the file on which it begins."""
    text = element.text
    owner = element
    if len(element):
        pieces: list[str] = []
        owners: list[Any] = []
        if not _gather(element, pieces, owners, _MOST_INLINE):
            return None
        if not owners:
            return _BLANK
        owner = owners[0]
        text = "".join(pieces)
        if _BREAK in text:
            text = "\n".join([collapse_lines(line) for line in text.split(_BREAK)]).strip("\n")
        else:
            text = collapse_lines(text)
    elif not text:
        return _BLANK
    else:
        text = collapse_lines(text)
    line = owner.sourceline
    return None if len(text) > most else (text, line if line and line < NO_LINE else None)


def read_list(element: Any, label: str, depth: int, most: int) -> list[Block] | None:
    """The items of a list, which shows no numbers or, with a label, 1. 2. 3. …, and stands in so many lists."""
    text = element.text
    if text and text.strip(WHITE):
        return None
    blocks: list[Block] = []
    separator = label and " "
    for number, item in enumerate(element, 1):
        if item.tag != "li":
            return None
        names = item.keys()
        leaf = None if names and not is_plain(item, "li", names) else read_leaf(item, most)
        tail = item.tail
        if leaf is None or (tail and tail.strip(WHITE)):
            return None
        text, line = leaf
        if label:
            label = f"{number}."
        if text:
            blocks.append(TextBlock(text, "item", label, separator, depth, None, None, "", (), line))
        elif label:
            blocks.append(TextBlock("", "item", label, level=depth, file_line=file_line(item)))
    return blocks


def read_table(table: Any, limits: Limits) -> TableBlock | None:
    """A table in which every cell covers one place."""
    rows = _read_rows(table, 0, None, limits.cell_characters)
    if rows is None:
        return None
    cells, height, width = rows
    if height > limits.rows or width > limits.columns or width * height > limits.cells:
        return None
    return TableBlock(tuple(cells), height, width)


def _read_rows(around: Any, height: int, in_head: bool | None, most: int) -> tuple[list[CellBlock], int, int] | None:
    """The cells of a table, or of a group with so many rows above it; how many rows there are then, and columns."""
    text = around.text
    if text and text.strip(WHITE):
        return None
    cells: list[CellBlock] = []
    width = 0
    for child in around:
        tag = child.tag
        names = child.keys()
        tail = child.tail
        if (names and not is_plain(child, tag, names)) or (tail and tail.strip(WHITE)):
            return None
        if tag == "tr":
            made = read_row(child, height + 1, in_head or False, most)
            if made is None:
                return None
            cells += made
            height, columns = height + 1, len(made)
        elif tag in GROUPS and in_head is None:
            group = _read_rows(child, height, tag == "thead", most)
            if group is None:
                return None
            cells += group[0]
            height, columns = group[1:]
        else:
            return None
        if columns > width:
            width = columns
    return cells, height, width


def read_row(row: Any, height: int, in_head: bool, most: int) -> list[CellBlock] | None:
    """The cells of a row, as they stand where no cell from above covers more than one place."""
    text = row.text
    if text and text.strip(WHITE):
        return None
    cells: list[CellBlock] = []
    for column, cell in enumerate(row, 1):
        tag = cell.tag
        if tag not in CELLS:
            return None
        names = cell.keys()
        if names or len(cell):
            leaf = None if names and not is_plain(cell, tag, names) else read_leaf(cell, most)
            if leaf is None:
                return None
            text = leaf[0]
        else:
            text = collapse_lines(cell.text or "")
            if len(text) > most:
                return None
        tail = cell.tail
        if tail and tail.strip(WHITE):
            return None
        line = cell.sourceline
        if line is not None and line >= NO_LINE:
            line = None
        cells.append(CellBlock(height, column, text, 1, 1, in_head or tag == "th", None, None, (), line))
    return cells


def _gather(element: Any, pieces: list[str], owners: list[Any], levels: int) -> bool:
    """Add the characters in an element, and the element that holds the first of them; False if there is more in it."""
    text = element.text
    if text:
        pieces.append(text)
        if not owners and text.strip(WHITE):
            owners.append(element)
    for child in element:
        tag = child.tag
        names = child.keys()
        if names and not is_plain(child, tag, names):
            return False
        if tag == "br":
            pieces.append(_BREAK)
        elif tag not in _INLINE or not levels or not _gather(child, pieces, owners, levels - 1):
            return False
        tail = child.tail
        if tail:
            pieces.append(tail)
            if not owners and tail.strip(WHITE):
                owners.append(element)
    return True


def is_plain(element: Any, tag: str, names: list[str]) -> bool:
    """Whether its attributes change nothing that is read."""
    if _HARMLESS.issuperset(names):
        return True
    for name in names:
        if name in _HARMLESS or name.startswith(("data-", "aria-", "on")):
            continue
        value = element.get(name)
        if name == "href":
            is_plain = not value.startswith("#")
        elif name == "style":
            is_plain = not changes_text(value)
        else:
            is_plain = name == "title" and tag != "div"
        if not is_plain:
            return False
    return True
