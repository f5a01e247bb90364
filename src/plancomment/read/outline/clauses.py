"""Clauses put together one after the other, with the headings above them and the page they stand on (条項の組立て)."""

import attrs

from plancomment.errors import WrongValueError
from plancomment.plan import Clause, ClauseKind, Location
from plancomment.read.labels import label_shape, label_style
from plancomment.read.pagemarks import PageMark, read_mark

__all__ = ["Outline"]


@attrs.define
class Outline:
    """The clauses so far, and where the next one stands."""

    version: str
    document: str
    clauses: list[Clause] = attrs.Factory(list)
    problems: list[tuple[int, str]] = attrs.Factory(list)
    page: int | None = None
    line: int | None = None
    counts_lines: bool = False
    headings: list[tuple[int, str]] = attrs.Factory(list)
    shapes: list[str] = attrs.Factory(list)

    def mark(self, mark: PageMark) -> None:
        if mark.page is not None:
            self.page = mark.page
            self.line = 1 if self.counts_lines else None
        if mark.line is not None:
            self.line = mark.line

    def comment(self, content: str, line: int) -> PageMark | None:
        """The mark in a comment; a malformed one is noted."""
        try:
            return read_mark(content)
        except WrongValueError as error:
            self.problems.append((line, str(error)))
            return None

    def add(
        self,
        kind: ClauseKind,
        label: str,
        separator: str,
        text: str,
        *,
        level: int = 0,
        place: str = "",
        row: int | None = None,
        column: int | None = None,
    ) -> None:
        where = Location(self.version, self.document, self.page, self.line, place)
        number = f"{self.document}-{len(self.clauses) + 1:04d}"
        path = tuple(printed for _, printed in self.headings)
        self.clauses.append(Clause(number, kind, label, text, path, where, separator, level, row, column))
        # A mark tells the line of one clause; only plain text has lines that can be counted on.
        self.line = self.line + 1 if self.counts_lines and self.line is not None else None

    def heading(self, rank: int, level: int | None, label: str, separator: str, text: str) -> None:
        """A heading below the last one of a smaller rank; its level is its depth where none is given."""
        while self.headings and self.headings[-1][0] >= rank:
            self.headings.pop()
        self.add("heading", label, separator, text, level=len(self.headings) + 1 if level is None else level)
        self.headings.append((rank, f"{label}{separator}{text}"))
        self.shapes.clear()

    def body(
        self, label: str, separator: str, text: str, *, depth: int = 0, listed: bool = False, place: str = ""
    ) -> None:
        """A paragraph, item or caption, as its label tells; ``depth`` is that of the list around it."""
        style = label_style(label)
        if style == "caption":
            self.add("caption", label, separator, text, place=place)
        elif listed:
            self.add("item", label, separator, text, level=depth, place=place)
        elif style in ("number", "item", "bullet"):
            self.add("item", label, separator, text, level=depth + self._item_level(label), place=place)
        else:
            self.add("paragraph", label, separator, text, place=place)

    def _item_level(self, label: str) -> int:
        """Below which other labels since the last heading this one's list stands: （１） 1, ア below it 2, （２） 1."""
        shape = label_shape(label)
        if shape in self.shapes:
            del self.shapes[self.shapes.index(shape) + 1 :]
        else:
            self.shapes.append(shape)
        return len(self.shapes)
