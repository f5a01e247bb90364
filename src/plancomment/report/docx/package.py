"""The file as a whole (パッケージ): parts, properties, and how they are put together.

Nothing but what the document says stands in it: no author, template, comment, macro, day or program that was not asked
for. It is written as XML by this library itself and needs no other one; a reference document needs lxml.
"""

import re
from collections.abc import Iterator, Mapping

from plancomment.memory import no_collection
from plancomment.report.document import Document
from plancomment.report.docx.base import IMAGES, NAMESPACES, OFFICE, Base, bare, relations
from plancomment.report.docx.body import Setting, body
from plancomment.report.docx.markup import Xml, element, joined, part, plain
from plancomment.report.docx.reference import read_reference
from plancomment.report.docx.sections import PAGES, footer
from plancomment.report.docx.styles import FONT, HEADING_FONT, STYLES, defaults, style
from plancomment.report.look import Look
from plancomment.report.packing import packed

__all__ = ["render"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
#: The parts that the document leads to, by the kind of relation that does.
_PART = re.compile(r"word/((document|styles|settings|numbering|fontTable|theme|header|footer)\d*)\.xml")
_KINDS = {
    "document": f"{_WORD}.document.main+xml",
    **{name: f"{_WORD}.{name}+xml" for name in ("styles", "settings", "numbering", "fontTable", "header", "footer")},
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_ENDINGS = {"rels": f"{_PACKAGE}.relationships+xml", "xml": "application/xml"}
_CORE_TYPE = f"{_PACKAGE}.core-properties+xml"
_CORE = (
    f'xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_W3C = ' xsi:type="dcterms:W3CDTF"'


def render(document: Document, *, reference: bytes | None = None) -> bytes:
    """The document as the bytes of a .docx file; with the styles of a reference document where one is given.

    Raises:
        MissingExtraError: a reference is given and lxml is not installed.
        ReadError: the reference is no Word file that could be one; ``problems`` lists all that is wrong with it.
    """
    look, lang = document.look, document.lang
    base = _own(look, lang) if reference is None else read_reference(reference, look, lang)
    parts = dict(base.parts)
    page = base.page or PAGES[look.paper]
    setting = Setting(page, base.furniture, base.styles, base.more, base.grid, base.first)
    with no_collection():
        content = body(document, setting)
    parts["word/document.xml"] = part(Xml(f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"))
    parts["word/numbering.xml"] = part(_numbering(lang))
    parts["word/settings.xml"] = part(_settings(lang, base))
    parts["docProps/core.xml"] = part(_core(document))
    parts["_rels/.rels"] = part(
        relations(
            ("rId1", f"{OFFICE}/officeDocument/2006/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{OFFICE}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )
    parts["word/_rels/document.xml.rels"] = part(relations(*_of_document(parts)))
    parts["[Content_Types].xml"] = part(_types(parts))
    return packed(parts)


def _own(look: Look, lang: str) -> Base:
    """Our own base document."""
    ids = {key: spec.id for key, spec in STYLES.items()}
    font, heading_font = look.font or FONT, look.heading_font or HEADING_FONT
    written = [style(key, ids, look, font=font, heading_font=heading_font) for key in STYLES]
    return Base(
        parts={
            "word/styles.xml": part(Xml(f"<w:styles {NAMESPACES}>{defaults(look, lang)}{joined(written)}</w:styles>")),
            "word/footer1.xml": part(footer(ids["footer"], NAMESPACES)),
            "word/fontTable.xml": part(_font_table()),
        },
        styles=ids,
        furniture=element("w:footerReference", type="default", r_id="rIdfooter1"),
    )


def _font_table() -> Xml:
    """What programs that lack our fonts may know them by, or take instead."""
    fonts = []
    for name, other, panose, family in (
        (FONT, "Yu Mincho", "02020400000000000000", "roman"),
        (HEADING_FONT, "Yu Gothic", "020B0400000000000000", "swiss"),
    ):
        inner = [
            element("w:altName", val=other),
            element("w:panose1", val=panose),
            element("w:charset", val="80"),
            element("w:family", val=family),
            element("w:pitch", val="variable"),
        ]
        fonts.append(element("w:font", inner, name=name))
    return Xml(f"<w:fonts {NAMESPACES}>{joined(fonts)}</w:fonts>")


def _numbering(lang: str) -> Xml:
    """The sign in front of notes, which is no part of their text."""
    sign, hanging = ("Note:", 560) if lang == "en" else ("※", 280)
    level = element(
        "w:lvl",
        [
            element("w:start", val=1),
            element("w:numFmt", val="bullet"),
            element("w:lvlText", val=sign),
            element("w:lvlJc", val="left"),
            element("w:pPr", [element("w:ind", left=hanging, hanging=hanging)]),
        ],
        ilvl=0,
    )
    kind = element("w:multiLevelType", val="singleLevel")
    listing = element("w:abstractNum", [kind, level], abstractNumId=0)
    number = element("w:num", [element("w:abstractNumId", val=0)], numId=1)
    return Xml(f"<w:numbering {NAMESPACES}>{listing}{number}</w:numbering>")


def _settings(lang: str, base: Base) -> Xml:
    code = "en-US" if lang == "en" else "ja-JP"
    # Without it Word opens the file as one of Word 2007, with the looks of that time.
    mode = element("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    inner = [
        *([element("w:mirrorMargins")] if base.mirrored else []),
        element("w:defaultTabStop", val=840),
        *([element("w:evenAndOddHeaders")] if base.even else []),
        element("w:characterSpacingControl", val="compressPunctuation"),
        element("w:compat", [mode]),
        element("w:themeFontLang", val=code, eastAsia="ja-JP"),
    ]
    return Xml(f"<w:settings {NAMESPACES}>{joined(inner)}</w:settings>")


def _core(document: Document) -> Xml:
    """The file's properties: what the look says, the title, the language."""
    look = document.look
    day = f"{look.dated.isoformat()}T00:00:00Z" if look.dated is not None else ""
    given = {
        "dc:title": plain(document.title),
        "dc:subject": plain(look.subject),
        "dc:creator": plain(look.author),
        "cp:keywords": plain(", ".join(look.keywords)),
        "dc:language": plain("en-US" if document.lang == "en" else "ja-JP"),
        "dcterms:created": plain(day),
        "dcterms:modified": plain(day),
    }
    inner = [
        Xml(f"<{tag}{_W3C if tag.startswith('dcterms') else ''}>{value}</{tag}>")
        for tag, value in given.items()
        if value
    ]
    return Xml(f"<cp:coreProperties {_CORE}>{joined(inner)}</cp:coreProperties>")


def _of_document(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """The relations from the document to its parts: id, kind, place."""
    for name in sorted(parts):
        match = _PART.fullmatch(name)
        if match is not None and match[2] != "document":
            yield f"rId{match[1]}", f"{OFFICE}/officeDocument/2006/relationships/{match[2]}", match[0][5:]


def _types(parts: Mapping[str, bytes]) -> Xml:
    """The content type of every part."""
    inner = [bare("Default", Extension=ending, ContentType=kind) for ending, kind in _ENDINGS.items()]
    images = sorted({name.rpartition(".")[2] for name in parts if name.startswith("word/media/")})
    inner += [bare("Default", Extension=ending, ContentType=IMAGES[ending]) for ending in images]
    for name in sorted(parts):
        match = _PART.fullmatch(name)
        if match is not None:
            inner.append(bare("Override", PartName=f"/{name}", ContentType=_KINDS[match[2]]))
    inner.append(bare("Override", PartName="/docProps/core.xml", ContentType=_CORE_TYPE))
    return Xml(f'<Types xmlns="{OFFICE}/package/2006/content-types">{joined(inner)}</Types>')
