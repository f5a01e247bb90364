"""The styles of a reference document (スタイル), with those of ours that it lacks."""

from typing import Any

from plancomment.errors import ReadError
from plancomment.report.docx.base import NAMESPACES
from plancomment.report.docx.markup import Xml, element, joined, part
from plancomment.report.docx.opening import SOURCE, parsed
from plancomment.report.docx.styles import STYLES, W, fonts, style
from plancomment.report.look import Look

__all__ = ["borrow_styles"]

_W = f"{{{W}}}"
_STYLE, _NAME, _ID, _TYPE = f"{_W}style", f"{_W}name", f"{_W}styleId", f"{_W}type"
_CHANGES = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "rsid")


def borrow_styles(root: Any, look: Look, lang: str) -> dict[str, str]:
    """Makes a list of styles one that has all that a result needs; their ids, by what they are for.

    Numbers that its headings make by themselves go: those of a result are in its titles.

    Raises:
        ReadError: it is no list of styles, or two of its styles have one id.
    """
    if root.tag != f"{_W}styles":
        raise ReadError(SOURCE, ["its list of styles is none"])
    for name in (*_CHANGES, "numPr"):
        for one in list(root.iter(f"{_W}{name}")):
            one.getparent().remove(one)
    there: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for one in root.iterfind(_STYLE):
        given = one.find(_NAME)
        key, named = one.get(_ID, ""), given.get(f"{_W}val", "") if given is not None else ""
        if not key or key in taken:
            raise ReadError(SOURCE, [f"two of its styles have the id {key!r:.80}" if key else "a style has no id"])
        taken.add(key)
        there.setdefault((one.get(_TYPE, "paragraph"), named.lower()), key)
    ids: dict[str, str] = {}
    missing = []
    for key, spec in STYLES.items():
        known = there.get((spec.kind, spec.name.lower()))
        if known is None:
            missing.append(key)
            known = _free(spec.id, taken)
        ids[key] = known
    _default(root, ids["normal"])
    added = joined(
        style(key, ids, look, font=look.font, heading_font=look.heading_font or look.font) for key in missing
    )
    for one in parsed(part(Xml(f"<w:styles {NAMESPACES}>{added}</w:styles>")), "styles"):
        root.append(one)
    _speak(root, lang)
    _letter(root, ids, look)
    return ids


def _free(wanted: str, taken: set[str]) -> str:
    """An id that no style has yet."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    taken.add(name)
    return name


def _default(root: Any, normal: str) -> None:
    """Only one style can be that of paragraphs that name none."""
    for one in root.iterfind(_STYLE):
        if one.get(_TYPE) == "paragraph" and one.get(_ID) != normal:
            one.attrib.pop(f"{_W}default", None)


def _made(xml: Xml) -> Any:
    return parsed(part(Xml(f"<w:rPr {NAMESPACES}>{xml}</w:rPr>")), "styles")[0]


def _run_properties(root: Any) -> Any:
    """Of the file's defaults; made where they are not there."""
    from lxml import etree

    place = root
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(f"{_W}{name}")
        if found is None:
            found = etree.Element(f"{_W}{name}")
            place.insert(0, found)
        place = found
    return place


def _speak(root: Any, lang: str) -> None:
    """The language of the result, whatever the reference was written in."""
    properties = _run_properties(root)
    for old in properties.findall(f"{_W}lang"):
        properties.remove(old)
    code = "en-US" if lang == "en" else "ja-JP"
    properties.append(_made(element("w:lang", val=code, eastAsia="ja-JP", bidi="ar-SA")))


def _letter(root: Any, ids: dict[str, str], look: Look) -> None:
    """The fonts of the look, where it names any; else those of the reference stay."""
    from lxml import etree

    wanted = {ids[key]: look.heading_font for key, spec in STYLES.items() if spec.heading and look.heading_font}
    if look.font:
        wanted[ids["normal"]] = look.font
        _set_font(_run_properties(root), look.font)
    for one in root.iterfind(_STYLE):
        if one.get(_ID) in wanted:
            properties = one.find(f"{_W}rPr")
            if properties is None:
                properties = etree.Element(f"{_W}rPr")
                before = one.find(f"{_W}pPr")
                after = next((child for child in one if child.tag in _BEHIND), None)
                if before is not None:
                    before.addnext(properties)
                elif after is not None:
                    after.addprevious(properties)
                else:
                    one.append(properties)
            _set_font(properties, wanted[one.get(_ID)])


_BEHIND = frozenset(f"{_W}{name}" for name in ("tblPr", "trPr", "tcPr", "tblStylePr"))


def _set_font(properties: Any, font: str) -> None:
    for old in properties.findall(f"{_W}rFonts"):
        properties.remove(old)
    properties.insert(0, _made(fonts(font)))
