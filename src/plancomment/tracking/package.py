"""The tracked file as a whole (変更履歴つきのWordファイル): the draft's own package with another document part."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.read.docx.names import W
from plancomment.read.docx.parts import Parts, open_parts
from plancomment.read.docx.styles import Styles
from plancomment.read.limits import Limits
from plancomment.read.packages import open_package
from plancomment.report.packing import packed
from plancomment.tracking.marks import Marks
from plancomment.tracking.media import Source
from plancomment.tracking.settling import count_changes
from plancomment.tracking.stories import Story, read_story

__all__ = ["Opened", "comment_marks", "open_document", "put_together"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "[Content_Types].xml"
#: The parts besides the document that may hold tracked changes.
_OTHERS = ("header", "footer", "footnotes", "endnotes")


@attrs.define
class Opened:
    """A Word file that is open (開いたファイル).

    Attributes:
        source: its name.
        root: the document.
        files: its parts.
    """

    source: str
    root: Any
    files: Source

    @property
    def parts(self) -> Parts:
        return self.files.parts

    def story(self) -> Story:
        """What it says, as it is now."""
        return read_story(self.root, Styles.read(self.parts.of_kind("styles")))

    def changes(self) -> int:
        """How many tracked changes it holds, in headers, footers and notes, too."""
        return count_changes(self.root) + sum(count_changes(root) for _, root in self.others())

    def others(self) -> list[tuple[str, Any]]:
        """The parts beside the document that show text, each with its kind."""
        roots = [
            (relation.kind, self.parts.root(relation.target))
            for relation in self.parts.relations(self.parts.main).values()
            if relation.kind in _OTHERS and not relation.is_external
        ]
        return [(kind, root) for kind, root in roots if root is not None]


def open_document(data: bytes, source: str, limits: Limits) -> Opened:
    """A Word file.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is no Word file, is damaged, or has no body.
    """
    parts, root = open_parts(data, source, limits)
    if root.find(f"{W}body") is None:
        raise ReadError(source, [f"{parts.main} has no body"])
    return Opened(source, root, Source(parts, open_package(data, source, limits)))


def put_together(opened: Opened, comments: Sequence[tuple[str, list[str]]], marks: Marks) -> bytes:
    """The bytes of the file with what its document says now, and with more comments."""
    parts, package = opened.parts, opened.files.package
    names = [name for name in package.names if not name.endswith("/")]
    contents = {name: package.read(name) for name in names}
    spelt = {name.replace("\\", "/").lstrip("/").lower(): name for name in names}
    contents[spelt[parts.main.lower()]] = _bytes(opened.root)
    if comments:
        _add_comments(opened, contents, spelt, comments, marks)
    return packed(contents)


def comment_marks(root: Any) -> int:
    """How many comments a document shows."""
    return sum(1 for _ in root.iter(f"{W}commentReference"))


def _add_comments(
    opened: Opened,
    contents: dict[str, bytes],
    spelt: Mapping[str, str],
    comments: Sequence[tuple[str, list[str]]],
    marks: Marks,
) -> None:
    parts = opened.parts
    known = next((one for one in parts.relations(parts.main).values() if one.kind == "comments"), None)
    root = parts.root(known.target) if known is not None and not known.is_external else None
    if root is None or known is None:
        name = posixpath.join(posixpath.dirname(parts.main), "comments.xml")
        while name.lower() in spelt:
            name = name.removesuffix(".xml") + "0.xml"
        root = opened.root.makeelement(f"{W}comments", nsmap={"w": W[1:-1]})
        _relate(opened, contents, spelt, posixpath.basename(name))
        _declare(contents, parts, name)
    else:
        name = spelt[known.target.lower()]
    for key, lines in comments:
        date = {"date": marks.date} if marks.date else {}
        comment = marks.element("comment", id=key, author=marks.author, **date, initials=marks.author[:3])
        for line in lines:
            comment.append(_paragraph(line, marks))
        root.append(comment)
    contents[name] = _bytes(root)


def _paragraph(line: str, marks: Marks) -> Any:
    paragraph, run = marks.element("p"), marks.element("r")
    for number, piece in enumerate(line.splitlines()):
        if number:
            run.append(marks.element("br"))
        text = marks.element("t")
        text.text = "".join(char if char >= " " or char == "\t" else "\ufffd" for char in piece)
        text.set(_SPACE, "preserve")
        run.append(text)
    paragraph.append(run)
    return paragraph


def _relate(opened: Opened, contents: dict[str, bytes], spelt: Mapping[str, str], target: str) -> None:
    parts = opened.parts
    folder, file = posixpath.split(parts.main)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    root = parts.root(name)
    if root is None:
        root = opened.root.makeelement(
            f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"}
        )
    used, number = set(parts.relations(parts.main)), 1
    while f"rId{number}" in used:
        number += 1
    kind = {"Id": f"rId{number}", "Type": f"{_OFFICE}/comments", "Target": target}
    root.append(root.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", kind))
    contents[spelt.get(name.lower(), name)] = _bytes(root)


def _declare(contents: dict[str, bytes], parts: Parts, name: str) -> None:
    root = parts.root(_TYPES)
    if root is None:
        raise ReadError(parts.source, [f"the archive has no {_TYPES}"])
    kind = {"PartName": f"/{name}", "ContentType": _COMMENTS}
    root.append(root.makeelement(f"{{{_PACKAGE}/content-types}}Override", kind))
    contents[_TYPES] = _bytes(root)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
