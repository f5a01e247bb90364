"""Headers and footers of a reference document (ヘッダー・フッター): what is seen of them, and nothing that hides there.

Comments, tracked changes, names of people, bookmarks, macros' buttons, objects, links that lead out of the file and
hidden words go; of fields only those stay that say something of the new file.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from plancomment.errors import ReadError
from plancomment.report.docx.base import IMAGES
from plancomment.report.docx.opening import SOURCE, Archive
from plancomment.report.docx.styles import W

__all__ = ["Pictures", "clean"]

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "KEYWORDS"})
#: What they show is not shown either.
_PERSONAL = frozenset(
    {"AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE", "COMMENTS"}
)
_UNWRAPPED = frozenset(
    f"{_W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "sdt", "sdtContent")
)
_DROPPED = frozenset(
    f"{_W}{name}"
    for name in (
        *("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *(
            "bookmarkStart",
            "bookmarkEnd",
            "permStart",
            "permEnd",
            "proofErr",
            "object",
            "control",
            "altChunk",
            "subDoc",
        ),
        *("contentPart", "footnoteReference", "endnoteReference", "numPr", "lastRenderedPageBreak", "movie"),
        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "moveFromRangeStart", "moveFromRangeEnd"),
        *("moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "fldData"),
        *("customXmlDelRangeStart", "customXmlDelRangeEnd", "pPrChange", "rPrChange", "tblPrChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "tblPrExChange", "sectPrChange", "cellIns", "cellDel", "cellMerge"),
    )
)
_PERSON = ("author", "date", "initials")
_SOURCES = ("href", "src", f"{_OFFICE}href", f"{_OFFICE}title")
_CLICKS = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver", "svgBlip"})
_BEGINNINGS = {
    "png": (b"\x89PNG",),
    "jpeg": (b"\xff\xd8",),
    "jpg": (b"\xff\xd8",),
    "gif": (b"GIF8",),
    "bmp": (b"BM",),
    "tiff": (b"II*\0", b"MM\0*"),
    "tif": (b"II*\0", b"MM\0*"),
    "emf": (b"\x01\0\0\0",),
    "wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0"),
}


@attrs.define
class Pictures:
    """The pictures that stand in headers and footers (画像).

    Attributes:
        archive: where they come from.
        parts: the names and bytes they get.
    """

    archive: Archive
    parts: dict[str, bytes] = attrs.field(factory=dict)
    _known: dict[str, str] = attrs.field(factory=dict)

    def take(self, place: str) -> str:
        """The new place of a picture, ``""`` where it is none that Word files hold.

        Raises:
            ReadError: it cannot be unpacked.
        """
        if place in self._known:
            return self._known[place]
        ending = place.rpartition(".")[2].lower()
        if ending not in IMAGES:
            return ""
        data = self.archive.read(place)
        if not data.startswith(_BEGINNINGS[ending]):
            raise ReadError(SOURCE, [f"{place:.80} is no {ending} picture"])
        made = f"media/image{len(self.parts) + 1}.{ending}"
        self.parts[f"word/{made}"] = data
        self._known[place] = made
        return made


def clean(root: Any, name: str, pictures: Pictures) -> dict[str, str]:
    """Rids a header or footer of what is not seen; its relations to pictures, by id, with the place of each.

    Raises:
        ReadError: a picture cannot be unpacked.
    """
    _unwrap(root)
    for run in [one for one in root.iter(f"{_W}r") if _is_hidden(one)]:
        _remove(run)
    _Fields(root).clean()
    relations = pictures.archive.relations(name)
    kept: dict[str, str] = {}
    for element in list(root.iter()):
        _forget(element)
        for key in [key for key in element.attrib if key.startswith(_R)]:
            relation = relations.get(element.get(key))
            place = ""
            if relation is not None and relation.kind == "image" and not relation.external:
                place = pictures.take(relation.place)
            if place and not key.endswith("}link"):
                kept[element.get(key)] = place
            else:
                del element.attrib[key]
                _without_relation(element)
    # What is not there any more needs no relation.
    used = {value for one in root.iter() for key, value in one.attrib.items() if key.startswith(_R)}
    return {key: place for key, place in kept.items() if key in used}


def _unwrap(root: Any) -> None:
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if element.tag in _DROPPED:
            _remove(element)
        elif element.tag in _UNWRAPPED:
            _replace(element)


def _replace(element: Any) -> None:
    """What stands in an element in its place."""
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    _remove(element)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_hidden(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vanish")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def _forget(element: Any) -> None:
    """Without who wrote it, when, and where a picture came from."""
    name = element.tag.rpartition("}")[2]
    for key in list(element.attrib):
        own = key.rpartition("}")[2]
        is_person = own.startswith("rsid") or own in ("paraId", "textId") or (key.startswith(_W) and own in _PERSON)
        if is_person or key in _SOURCES:
            del element.attrib[key]
    if name in ("docPr", "cNvPr"):
        # Both are paths of somebody's computer more often than words.
        if "name" in element.attrib:
            element.set("name", "")
        if any(sign in element.get("descr", "") for sign in ("\\", "/")):
            del element.attrib["descr"]


def _without_relation(element: Any) -> None:
    """What leads nowhere any more goes, with the drawing it stands in; a link on a drawing goes alone."""
    if element.tag.rpartition("}")[2] in _CLICKS:
        _remove(element)
        return
    if any(key.startswith(_R) for key in element.attrib):
        return
    for one in (element, *element.iterancestors()):
        if one.tag in (f"{_W}drawing", f"{_W}pict"):
            _remove(one)
            return


@attrs.define
class _Field:
    """A field while it is read: where it begins and ends, what it asks for, what it shows."""

    signs: list[Any]
    instruction: str = ""
    shown: list[Any] = attrs.field(factory=list)
    begun: bool = False

    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


@attrs.define
class _Fields:
    """Removes the fields that ask for anything but numbers of pages, headings and properties."""

    root: Any
    _open: list[_Field] = attrs.field(factory=list)

    def clean(self) -> None:
        for simple in list(self.root.iter(f"{_W}fldSimple")):
            name = (simple.get(f"{_W}instr", "").split() or [""])[0].upper()
            if name in _PERSONAL:
                _remove(simple)
            elif name not in _FIELDS:
                _replace(simple)
        for field in list(self._fields()):
            name = field.name()
            if name not in _FIELDS:
                for sign in field.signs:
                    _remove(sign)
            if name in _PERSONAL:
                for text in field.shown:
                    _remove(text)

    def _fields(self) -> Iterator[_Field]:
        for element in self.root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
            kind = element.get(f"{_W}fldCharType")
            if element.tag == f"{_W}instrText":
                if self._open:
                    self._open[-1].instruction += element.text or ""
                    self._open[-1].signs.append(element)
                else:
                    yield _Field([element])
            elif element.tag == f"{_W}t":
                for field in self._open:
                    field.shown.append(element)
            elif kind == "begin":
                self._open.append(_Field([element]))
            elif self._open:
                self._open[-1].signs.append(element)
                if kind == "end":
                    yield self._open.pop()
            else:
                yield _Field([element])
        # A field that does not end is none.
        for field in self._open:
            field.instruction = ""
            yield field
