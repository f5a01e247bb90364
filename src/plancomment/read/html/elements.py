"""Where an element stands in its file, and the words in it (要素の行と文字)."""

from typing import Any

from plancomment.read.html.tags import NO_TEXT

__all__ = ["NO_LINE", "file_line", "words"]

#: libxml2 counts no further than to this line, which may be any later one.
NO_LINE = 65_535


def file_line(element: Any) -> int | None:
    """The line of the file on which an element begins, None where it is not known."""
    line = element.sourceline
    return line if line and line < NO_LINE else None


def words(element: Any) -> str:
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
