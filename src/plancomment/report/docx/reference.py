"""A city's own Word file as the base of ours (ひな形文書).

Taken over are its styles, its theme, its headers and footers with their pictures, paper, margins, borders, the format
of page numbers and other headers on first and even pages. All else stays behind: text, properties, comments, macros,
templates, custom XML, numbering, embedded fonts and whatever leads out of the file.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from plancomment.errors import ReadError
from plancomment.report.docx.base import NAMESPACES, OFFICE, Base, relations
from plancomment.report.docx.borrowed import borrow_styles
from plancomment.report.docx.furniture import Pictures, clean
from plancomment.report.docx.markup import NOTHING, Xml, element, joined, part
from plancomment.report.docx.opening import SOURCE, Archive, Relation, open_archive, parsed
from plancomment.report.docx.sections import Page
from plancomment.report.docx.styles import W, defaults
from plancomment.report.look import Look

__all__ = ["read_reference"]

T = TypeVar("T")
_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VAL = f"{_W}val"
_MEASURE = re.compile(r"(-?\d{1,5})(?:\.\d+)?")
#: Word's own limits of a page, and the least that our tables stand in.
_LEAST, _MOST, _TEXT = 2_000, 31_680, 3_000
_KINDS = ("default", "first", "even")
_FORMATS = re.compile(r"[A-Za-z]{1,40}")


def read_reference(data: bytes, look: Look, lang: str = "ja") -> Base:
    """What is taken over from a reference document.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is no Word file, or damaged; ``problems`` lists all that is wrong with it.
    """
    archive = open_archive(data)
    whole = archive.relations("")
    main = next((one.place for one in whole.values() if one.kind == "officeDocument" and not one.external), "")
    if not main:
        raise ReadError(SOURCE, ["it is no Word file: nothing says where its text stands"])
    root = parsed(archive.read(main), main)
    if root.tag != f"{_W}document":
        raise ReadError(SOURCE, ["it is no Word file, or saved as Strict Open XML: save it as a Word document"])
    return _Reference(archive, archive.relations(main), root, look, lang).take()


@attrs.define
class _Reference:
    """A reference document while it is read; what is wrong with it is collected."""

    archive: Archive
    relations: dict[str, Relation]
    root: Any
    look: Look
    lang: str
    parts: dict[str, bytes] = attrs.field(factory=dict)
    problems: list[str] = attrs.field(factory=list)

    def take(self) -> Base:
        sections = list(self.root.iter(f"{_W}sectPr"))
        last = sections[-1] if sections else None
        styles = self._tried(self._styles, dict[str, str]())
        self._tried(self._theme, None)
        page = self._tried(lambda: self._page(last), None)
        furniture = list(self._furniture(sections))
        even = mirrored = False
        settings = self._tried(lambda: self._other("settings"), None)
        if settings is not None:
            even, mirrored = _says(settings, "evenAndOddHeaders"), _says(settings, "mirrorMargins")
        if self.problems:
            raise ReadError(SOURCE, self.problems)
        return Base(
            parts=self.parts,
            styles=styles,
            furniture=joined(furniture),
            page=page,
            more=_more(last),
            grid=_grid(last),
            first=last is not None and _says(last, "titlePg"),
            mirrored=mirrored,
            even=even,
        )

    def _tried(self, step: Callable[[], T], instead: T) -> T:
        try:
            return step()
        except ReadError as error:
            self.problems.extend(str(problem) for problem in error.problems)
            return instead

    def _other(self, kind: str) -> Any | None:
        """The root of the part that the document names as such, None where it names none."""
        place = next((one.place for one in self.relations.values() if one.kind == kind and not one.external), "")
        return parsed(self.archive.read(place), place) if place else None

    def _styles(self) -> dict[str, str]:
        root = self._other("styles")
        if root is None:
            empty = Xml(f"<w:styles {NAMESPACES}>{defaults(self.look, self.lang)}</w:styles>")
            root = parsed(part(empty), "styles")
        ids = borrow_styles(root, self.look, self.lang)
        self.parts["word/styles.xml"] = _written(root)
        return ids

    def _theme(self) -> None:
        root = self._other("theme")
        if root is None:
            return
        for one in list(root.iter()):
            if one.tag.endswith("}blipFill"):
                # A picture of the background of drawings: we have none, and it would need a relation.
                fill = '<a:solidFill xmlns:a="{}"><a:schemeClr val="phClr"/></a:solidFill>'
                one.getparent().replace(one, parsed(fill.format(one.tag[1:].partition("}")[0]).encode(), "theme"))
        for one in root.iter():
            for key in [key for key in one.attrib if key.startswith(_R)]:
                del one.attrib[key]
        self.parts["word/theme1.xml"] = _written(root)

    def _page(self, section: Any | None) -> Page | None:
        size = section.find(f"{_W}pgSz") if section is not None else None
        if section is None or size is None:
            return None
        given = {name: _measure(size, name, 0) for name in ("w", "h")}
        margin = section.find(f"{_W}pgMar")
        margins = {
            name: _measure(margin, name, 0 if name == "gutter" else 567 if name.endswith("er") else 1134)
            for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")
            if margin is not None
        }
        page = Page(given["w"], given["h"], **margins)
        if not all(_LEAST <= given[name] <= _MOST for name in given):
            raise ReadError(SOURCE, [f"a page of {given['w']} × {given['h']} twips is none"])
        turned = (page, page.turned(landscape=page.width <= page.height))
        if any(value < 0 for name, value in margins.items() if name not in ("top", "bottom")) or any(
            one.width - one.left - one.right - one.gutter < _TEXT or one.height - abs(one.top) - abs(one.bottom) < _TEXT
            for one in turned
        ):
            raise ReadError(SOURCE, ["its margins leave no room for text"])
        return page

    def _furniture(self, sections: list[Any]) -> Iterator[Xml]:
        """Headers and footers of the last section: its own, or what it has from those before it."""
        pictures = Pictures(self.archive)
        for name in ("header", "footer"):
            for number, kind in enumerate(_KINDS, start=1):
                key = next(
                    (
                        one.get(f"{_R}id", "")
                        for section in reversed(sections)
                        for one in section.findall(f"{_W}{name}Reference")
                        if one.get(f"{_W}type", "default") == kind
                    ),
                    None,
                )
                relation = self.relations.get(key) if key is not None else None
                if key is None:
                    continue
                if relation is None or relation.external:
                    self.problems.append(f"the {name} of {kind} pages is not in the file")
                    continue
                own = f"{name}{number}"
                if self._tried(lambda place=relation.place, own=own: self._one(place, own, pictures), False):  # type: ignore[misc]
                    yield element(f"w:{name}Reference", type=kind, r_id=f"rId{own}")
        self.parts |= pictures.parts

    def _one(self, place: str, own: str, pictures: Pictures) -> bool:
        root = parsed(self.archive.read(place), place)
        if root.tag not in (f"{_W}hdr", f"{_W}ftr"):
            raise ReadError(SOURCE, [f"{place:.80} is no header or footer"])
        kept = clean(root, place, pictures)
        self.parts[f"word/{own}.xml"] = _written(root)
        if kept:
            image = f"{OFFICE}/officeDocument/2006/relationships/image"
            listed = relations(*((key, image, kept[key]) for key in sorted(kept)))
            self.parts[f"word/_rels/{own}.xml.rels"] = part(listed)
        return True


def _written(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _says(parent: Any, name: str) -> bool:
    found = parent.find(f"{_W}{name}")
    return found is not None and found.get(_VAL, "1") not in ("0", "false", "off")


def _measure(given: Any, name: str, usual: int) -> int:
    value = given.get(f"{_W}{name}")
    if value is None:
        return usual
    match = _MEASURE.fullmatch(value)
    if match is None:
        raise ReadError(SOURCE, [f"the page's {name} is {value!r:.40}, which is no number of twips"])
    return int(match[1])


def _more(section: Any | None) -> Xml:
    """Borders and the format of page numbers; columns are not taken over, our tables need the whole width."""
    pieces = []
    if section is not None and (borders := section.find(f"{_W}pgBorders")) is not None:
        sides = []
        for name in ("top", "left", "bottom", "right"):
            one = borders.find(f"{_W}{name}")
            # Borders made of pictures need parts of their own.
            if one is not None and _FORMATS.fullmatch(one.get(_VAL, "")) and not _has_relation(one):
                given = {key: one.get(f"{_W}{key}", "") for key in ("val", "sz", "space", "color")}
                sides.append(element(f"w:{name}", **given))
        if sides:
            where = borders.get(f"{_W}offsetFrom", "")
            pieces.append(element("w:pgBorders", sides, offsetFrom=where if where in ("page", "text") else ""))
    if section is not None and (number := section.find(f"{_W}pgNumType")) is not None:
        named = number.get(f"{_W}fmt", "")
        if _FORMATS.fullmatch(named):
            pieces.append(element("w:pgNumType", fmt=named))
    return joined([*pieces, element("w:cols", space=720)])


def _has_relation(one: Any) -> bool:
    return any(key.startswith(_R) for key in one.attrib)


def _grid(section: Any | None) -> Xml:
    """The distance of lines; a grid for characters would spread those in tables."""
    found = section.find(f"{_W}docGrid") if section is not None else None
    if found is None or found.get(f"{_W}type", "default") == "default":
        return NOTHING
    pitch = found.get(f"{_W}linePitch", "")
    return element("w:docGrid", type="lines", linePitch=pitch) if re.fullmatch(r"\d{1,5}", pitch) else NOTHING
