"""A Word file from its bytes to its blocks (Wordファイルの読み取り)."""

from collections.abc import Sequence
from typing import Any, Literal

import attrs

from plancomment.errors import ReadError, WrongValueError
from plancomment.read.blocks import Block, Contents, Role
from plancomment.read.docx.drawings import Drawings
from plancomment.read.docx.fields import Fields, closed_fields
from plancomment.read.docx.lines import NO_PROPERTIES, Line
from plancomment.read.docx.names import W
from plancomment.read.docx.notes import Notes, tell_headers, tell_remarks
from plancomment.read.docx.numbering import Counters, Numbering
from plancomment.read.docx.pages import Pages, Section
from plancomment.read.docx.parts import Parts, open_parts
from plancomment.read.docx.runs import Runs
from plancomment.read.docx.stories import Story
from plancomment.read.docx.styles import Styles
from plancomment.read.docx.told import Told
from plancomment.read.docx.values import value_of, whole_number
from plancomment.read.limits import Limits

__all__ = ["read_blocks"]


def read_blocks(
    data: bytes,
    source: str,
    limits: Limits,
    *,
    changes: Literal["accepted", "original"] = "accepted",
    keep_struck: bool = False,
) -> Contents:
    """The blocks of a Word file (.docx, .docm).

    ``changes`` says which side of tracked changes is read: ``"accepted"``, as if all were accepted (変更の承諾), or
    ``"original"``, the text before them (変更前). Words that are struck out by hand (取り消し線) count as deleted, so
    that only the original has them; with ``keep_struck`` they are text on either side, as in a published comparison
    table that strikes out what went. They are told either way (PC643).

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is no Word file, is damaged, or goes beyond the limits.
        WrongValueError: ``changes`` is something else.
    """
    if changes not in ("accepted", "original"):
        raise WrongValueError(f"changes must be 'accepted' or 'original', got {changes!r:.40}")
    try:
        parts, root = open_parts(data, source, limits)
        return _Document.open(parts, root, changes == "original", keep_struck).read()
    except RecursionError as error:
        raise ReadError(source, ["it is nested too deeply (Limits.depth)"]) from error
    except MemoryError as error:
        raise ReadError(source, ["it needs more memory than there is (Limits.unpacked_bytes)"]) from error


@attrs.define
class _Document:
    """All that is shared while one file is read."""

    parts: Parts
    body: Any
    told: Told
    styles: Styles
    numbering: Numbering
    pages: Pages
    drawings: Drawings
    fields: frozenset[Any]
    original: bool
    keep_struck: bool
    footnotes: Notes
    endnotes: Notes
    last: list[Block] = attrs.field(factory=list)
    boxed: Counters = attrs.field(factory=Counters)

    @classmethod
    def open(cls, parts: Parts, root: Any, original: bool, keep_struck: bool) -> "_Document":
        body = root.find(f"{W}body")
        if body is None:
            raise ReadError(parts.source, [f"{parts.main} has no body"])
        told = Told(parts.source)
        styles = Styles.read(parts.of_kind("styles"))
        return cls(
            parts,
            body,
            told,
            styles,
            Numbering.read(parts.of_kind("numbering"), styles.numbering_of, told.mended),
            Pages.of(next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None, _sections(body)),
            Drawings(parts, told),
            closed_fields(root),
            original,
            keep_struck or original,
            Notes.read(parts.of_kind("footnotes"), "footnote", "脚注"),
            Notes.read(parts.of_kind("endnotes"), "endnote", "文末脚注"),
        )

    def read(self) -> Contents:
        blocks = self._story(self.pages, Counters(), self.fields, "body", "").read(self.body)
        tell_headers(self.parts, self.body, self.told)
        tell_remarks(self.parts, self.told)
        self._tell_outside()
        findings = self.told.findings(
            has_pages=self.pages.known, is_original=self.original, is_struck_kept=self.keep_struck
        )
        return Contents(self.parts.source, (*blocks, *self.last), findings)

    def _tell_outside(self) -> None:
        """What the document names outside the file is not followed; links that a reader may click are ordinary."""
        for relation in self.parts.relations(self.parts.main).values():
            if relation.is_external and relation.kind != "hyperlink":
                kind, target = relation.kind[:40], relation.target[:200]
                self.told.unread(f"{kind} outside the file ({target})", f"ファイルの外の{kind}（{target}）")

    def _story(self, pages: Pages, counters: Counters, fields: frozenset[Any], role: Role, place: str) -> Story:
        line = Line(NO_PROPERTIES)
        runs = Runs(self.styles, pages, self.told, self.original, self.keep_struck, Fields(fields), line)
        limits = self.parts.limits
        return Story(runs, self.numbering, counters, self.drawings, limits, self._box, self._note, role, place)

    def _box(self, content: Any) -> Sequence[Block]:
        return self._story(self.pages.still(), self.boxed, self.fields, "box", "図中の文字").read(content)

    def _note(self, kind: str, key: str) -> Sequence[Block]:
        notes = self.footnotes if kind == "footnote" else self.endnotes
        place, element = notes.take(key)
        if element is None:
            return ()
        blocks = self._story(self.pages.still(), notes.counters, closed_fields(element), "note", place).read(element)
        if kind == "footnote":
            return blocks
        self.last += blocks
        return ()


def _sections(body: Any) -> list[Section]:
    """How the sections begin, in their order."""
    sections = []
    for element in body.iter(f"{W}sectPr"):
        if element.getparent().tag == f"{W}sectPrChange":
            continue
        numbers = element.find(f"{W}pgNumType")
        start = None if numbers is None else whole_number(numbers.get(f"{W}start"), 0, 100_000)
        sections.append(Section(value_of(element, f"{W}type") or "nextPage", start))
    return sections
