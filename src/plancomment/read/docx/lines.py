"""A paragraph while it is read (段落), with what its properties say."""

from typing import Any

import attrs

from plancomment.read.docx.names import W
from plancomment.read.docx.styles import Style, Styles, heading_level, read_looks
from plancomment.read.docx.values import is_on, value_of

__all__ = ["NO_PROPERTIES", "Line", "Properties", "read_properties"]

_VAL = f"{W}val"
_STYLE, _OUTLINE, _NUMBER = f"{W}pStyle", f"{W}outlineLvl", f"{W}numPr"
_BREAK, _MARK, _SECTION, _CHANGE = f"{W}pageBreakBefore", f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"
_INSERTED, _DELETED = frozenset({f"{W}ins", f"{W}moveTo"}), frozenset({f"{W}del", f"{W}moveFrom"})


@attrs.frozen
class Properties:
    """What a paragraph says of itself, upon its style (段落の書式).

    Attributes:
        style: its style, with all that it inherits.
        level: the heading level from 1, 0 for none.
        num_id: the list that it names itself, None if it leaves that to the style.
        num_level: the level that it names itself.
        breaks_page: 段落前で改ページする.
        is_mark_inserted: its end was inserted while changes were tracked.
        is_mark_deleted: its end was deleted while changes were tracked.
        is_mark_hidden: its end is hidden, and it with it if nothing else is seen.
        ends_section: whether the section ends with it.
    """

    style: Style
    level: int = 0
    num_id: str | None = None
    num_level: str | None = None
    breaks_page: bool = False
    is_mark_inserted: bool = False
    is_mark_deleted: bool = False
    is_mark_hidden: bool = False
    ends_section: bool = False


NO_PROPERTIES = Properties(Style())


@attrs.define
class Line:
    """A paragraph under way; several of the file where the ends between them are not there (段落).

    Attributes:
        properties: of the last of them: they stand in its end (17.13.5.15).
        parts: the pieces of its text.
        hidden: pieces that are not shown.
        struck: pieces that are struck out by hand.
        page: the page of its first piece.
        has_begun: whether there is any piece.
        drawings: what is anchored in it.
        notes: kind and id of the notes it refers to.
        is_caption: whether it holds a number of figures or tables (SEQ).
        is_contents: whether it stands in a table of contents.
        anchors: the bookmarks in it, each with the position in the text where it begins.
        length: how many characters the pieces have.
    """

    properties: Properties
    parts: list[str] = attrs.field(factory=list)
    hidden: list[str] = attrs.field(factory=list)
    struck: list[str] = attrs.field(factory=list)
    page: int | None = None
    has_begun: bool = False
    drawings: list[Any] = attrs.field(factory=list)
    notes: list[tuple[str, str]] = attrs.field(factory=list)
    is_caption: bool = False
    is_contents: bool = False
    anchors: list[tuple[int, str]] = attrs.field(factory=list)
    length: int = 0


def read_properties(element: Any | None, styles: Styles, *, original: bool) -> Properties:
    """The properties in a ``w:pPr``; as they were before tracked changes if ``original``."""
    if element is None:
        style = styles.of_paragraph(None)
        return Properties(style, level=style.level, breaks_page=style.breaks_page, is_mark_hidden=style.is_hidden)
    found: dict[Any, Any] = {child.tag: child for child in element}
    mark, section = found.get(_MARK), found.get(_SECTION)
    if original and (change := found.get(_CHANGE)) is not None:
        old = change.find(f"{W}pPr")
        found = {} if old is None else {child.tag: child for child in old}
    named = found.get(_STYLE)
    style = styles.of_paragraph(None if named is None else named.get(_VAL))
    changes: dict[str, Any] = {"level": style.level, "breaks_page": style.breaks_page}
    if (outline := found.get(_OUTLINE)) is not None and (level := heading_level(outline.get(_VAL))) is not None:
        changes["level"] = level
    if (breaks := found.get(_BREAK)) is not None:
        changes["breaks_page"] = is_on(breaks)
    if (number := found.get(_NUMBER)) is not None and not (original and number.find(f"{W}ins") is not None):
        changes["num_id"] = value_of(number, f"{W}numId")
        changes["num_level"] = value_of(number, f"{W}ilvl")
    changes["is_mark_hidden"] = style.is_hidden
    if mark is not None:
        tags = {child.tag for child in mark}
        changes["is_mark_inserted"] = not tags.isdisjoint(_INSERTED)
        changes["is_mark_deleted"] = not tags.isdisjoint(_DELETED)
        hidden, _ = read_looks(mark)
        changes["is_mark_hidden"] = style.is_hidden if hidden is None else hidden
    return Properties(style, ends_section=section is not None, **changes)
