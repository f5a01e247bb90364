"""What a file is built upon (ひな形): our own base document, or what was taken from a reference document."""

from collections.abc import Mapping

import attrs

from plancomment.report.docx.markup import NOTHING, Xml, joined, plain
from plancomment.report.docx.sections import Page
from plancomment.report.docx.styles import W

__all__ = ["IMAGES", "NAMESPACES", "OFFICE", "Base", "bare", "relations"]

OFFICE = "http://schemas.openxmlformats.org"
#: Of every part that is a Word document, header, list of styles …
NAMESPACES = Xml(f'xmlns:w="{W}" xmlns:r="{OFFICE}/officeDocument/2006/relationships"')
#: The pictures that may stand in headers and footers, by the ending of their names.
IMAGES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "tif": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}


@attrs.frozen
class Base:
    """A Word file before its text (ひな形).

    Attributes:
        parts: its parts by name (パート).
        styles: the ids of its styles, by what they are for (スタイル).
        furniture: headers and footers, as references to their parts (ヘッダー・フッター).
        page: its page, None for the one of the look (用紙).
        more: further properties of every section, up to its columns (節の設定).
        grid: the distance of lines, for every section (行送り).
        first: another header on the first page (先頭ページのみ別指定).
        mirrored: inner and outer margins (見開きページ).
        even: other headers on even pages (奇数・偶数ページ別指定).
    """

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    furniture: Xml = NOTHING
    page: Page | None = None
    more: Xml = NOTHING
    grid: Xml = NOTHING
    first: bool = False
    mirrored: bool = False
    even: bool = False


def bare(tag: str, **attributes: str) -> Xml:
    """An empty element without a prefix, as the package's own lists have them."""
    given = "".join(f' {name}="{plain(value)}"' for name, value in attributes.items())
    return Xml(f"<{tag}{given}/>")


def relations(*given: tuple[str, str, str]) -> Xml:
    """A list of relations: id, kind, place."""
    inner = [bare("Relationship", Id=name, Type=kind, Target=place) for name, kind, place in given]
    return Xml(f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{joined(inner)}</Relationships>')
