"""Pages: their size and margins, upright or turned, and what stands at their foot (用紙・節)."""

from collections.abc import Iterator

import attrs

from plancomment.report.document import Document, Section
from plancomment.report.docx.markup import Xml, element, joined
from plancomment.report.look import Look

__all__ = ["PAGES", "Page", "footer", "grouped", "section_properties"]


@attrs.frozen
class Page:
    """A page as it is set up, in twentieths of a point (ページ設定).

    Attributes:
        width: of the paper (用紙の幅).
        height: of the paper (用紙の高さ).
        top: the margin above; below 0 the header may reach into the text (上余白).
        right: likewise (右余白).
        bottom: likewise (下余白).
        left: likewise (左余白).
        header: from the edge of the paper to the header (ヘッダーの位置).
        footer: from the edge to the footer (フッターの位置).
        gutter: for the binding, beside the left margin (とじしろ).
    """

    width: int
    height: int
    top: int = 1134
    right: int = 1134
    bottom: int = 1134
    left: int = 1134
    header: int = 567
    footer: int = 567
    gutter: int = 0

    @property
    def text_width(self) -> int:
        """What is left between the margins."""
        return max(self.width - self.left - self.right - self.gutter, 1000)

    @property
    def text_height(self) -> int:
        """Likewise from above to below."""
        return max(self.height - abs(self.top) - abs(self.bottom), 1000)

    def turned(self, *, landscape: bool) -> "Page":
        """The page upright or turned; the margins turn with the paper."""
        if (self.width > self.height) == landscape:
            return self
        return attrs.evolve(
            self,
            width=self.height,
            height=self.width,
            top=self.left,
            right=abs(self.top),
            bottom=self.right,
            left=abs(self.bottom),
        )


#: By the name of the paper.
PAGES = {"A4": Page(11906, 16838), "A3": Page(16838, 23811)}


def _is_landscape(section: Section, look: Look) -> bool:
    return look.landscape == "all" or (look.landscape == "wide" and section.landscape)


def grouped(document: Document) -> Iterator[tuple[bool, list[Section]]]:
    """The sections that follow each other on pages of one kind, and whether these are turned; one group at least."""
    groups: list[tuple[bool, list[Section]]] = []
    for section in document.sections:
        turned = _is_landscape(section, document.look)
        if not groups or groups[-1][0] != turned:
            groups.append((turned, []))
        groups[-1][1].append(section)
    return iter(groups or [(document.look.landscape == "all", [])])


def section_properties(page: Page, furniture: Xml, more: Xml, grid: Xml, *, first: bool) -> Xml:
    """A ``w:sectPr``; ``furniture`` are its header and footer, ``first`` asks for another on its first page."""
    turned = "landscape" if page.width > page.height else ""
    margins = {name: getattr(page, name) for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")}
    return element(
        "w:sectPr",
        [
            furniture,
            element("w:type", val="nextPage"),
            element("w:pgSz", w=page.width, h=page.height, orient=turned),
            element("w:pgMar", **margins),
            more or element("w:cols", space=720),
            *([element("w:titlePg")] if first else []),
            grid,
        ],
    )


def _field(name: str) -> Xml:
    """A number that Word counts; until it does, 1."""
    return element("w:fldSimple", [Xml("<w:r><w:t>1</w:t></w:r>")], instr=f" {name} ")


def footer(style: str, namespaces: Xml) -> Xml:
    """The foot of a page: its number, and how many there are."""
    between = Xml('<w:r><w:t xml:space="preserve"> / </w:t></w:r>')
    properties = element("w:pPr", [element("w:pStyle", val=style)])
    line = joined([properties, _field("PAGE"), between, _field("NUMPAGES")])
    return Xml(f"<w:ftr {namespaces}><w:p>{line}</w:p></w:ftr>")
