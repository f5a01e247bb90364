"""Fields (フィールド): their results are text, their instructions are not."""

from typing import Any

import attrs

from plancomment.read.docx.enclosed import Shown, shown_by
from plancomment.read.docx.names import W

__all__ = ["Fields", "closed_fields"]

_MARK, _KIND = f"{W}fldChar", f"{W}fldCharType"


@attrs.define
class _Field:
    """An open field: its instruction so far, and whether its result has begun."""

    instruction: list[str] = attrs.field(factory=list)
    shows: bool = False
    kind: str = ""


@attrs.define
class Fields:
    """The fields that are open where the text is read, each within the one before (入れ子のフィールド).

    Attributes:
        is_silent: how many instructions stand open here; what is within one, nobody sees.
        contents: how many tables of contents are open.
        captions: how many numbers of figures or tables (SEQ) are open.
    """

    _closed: frozenset[Any] = frozenset()
    _open: list[_Field] = attrs.field(factory=list)
    is_silent: int = 0
    contents: int = 0
    captions: int = 0

    def mark(self, element: Any) -> Shown | None:
        """Begins, turns or ends a field; what it shows without having a result in the file (EQ)."""
        kind = element.get(_KIND)
        if kind == "begin":
            if element in self._closed:
                self._open.append(_Field())
                self.is_silent += 1
        elif kind == "separate":
            if self._open and not self._open[-1].shows:
                self.is_silent -= 1
                self._turn(self._open[-1])
        elif kind == "end" and self._open:
            return self.close()
        return None

    def instruct(self, text: str) -> None:
        """A piece of the instruction of the innermost field."""
        if self._open and not self._open[-1].shows:
            self._open[-1].instruction.append(text)

    def open_simple(self, instruction: str) -> None:
        """A field with its instruction in an attribute; ends with :meth:`close`."""
        self._open.append(_Field([instruction]))
        self._turn(self._open[-1])

    def close(self) -> Shown | None:
        """Ends the innermost field; what an EQ field shows."""
        field = self._open.pop()
        if field.shows:
            self.contents -= field.kind == "TOC"
            self.captions -= field.kind == "SEQ"
        else:
            self.is_silent -= 1
        return shown_by("".join(field.instruction)) if _kind(field) == "EQ" else None

    def _turn(self, field: _Field) -> None:
        field.shows = True
        field.kind = _kind(field)
        self.contents += field.kind == "TOC"
        self.captions += field.kind == "SEQ"


def _kind(field: _Field) -> str:
    words = "".join(field.instruction).split(maxsplit=1)
    return words[0].upper() if words else ""


def closed_fields(root: Any) -> frozenset[Any]:
    """The beginnings of fields that have an end; the others would make all the rest an instruction."""
    begun: list[Any] = []
    closed = []
    for element in root.iter(_MARK):
        kind = element.get(_KIND)
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            closed.append(begun.pop())
    return frozenset(closed)
