"""Word files made of their XML, so that a test shows what stands in the file."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import pytest

from plancomment.findings import Finding
from plancomment.read.blocks import Contents, TableBlock, TextBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

_OFFICE = "http://schemas.openxmlformats.org"
_NAMES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments"}  # fmt: skip
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_PACKAGE = f"{_OFFICE}/package/2006"


def _root(name: str, content: str) -> str:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {names}>{content}</{name}>'


def _types(kinds: Mapping[str, str]) -> str:
    """What the package says of its parts; other programs want to know."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    plain = (("xml", "application/xml"), ("rels", "application/vnd.openxmlformats-package.relationships+xml"))
    types = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in plain)
    for name, kind in (("document", "document.main"), *((kind, kind) for kind in kinds)):
        types += f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'


class Word:
    """Makes Word files, and reads them."""

    @staticmethod
    def root(name: str, content: str) -> str:
        """A part with all namespaces declared."""
        return _root(name, content)

    @staticmethod
    def r(text: str, looks: str = "") -> str:
        """A run."""
        return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    @classmethod
    def p(cls, *pieces: str, style: str = "", own: str = "", mark: str = "") -> str:
        """A paragraph: pieces that begin with ``<`` are XML, the others text; ``mark`` says what its end is."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
        content = "".join(piece if piece.startswith("<") else cls.r(piece) for piece in pieces)
        return f"<w:p><w:pPr>{named}{own}{marked}</w:pPr>{content}</w:p>"

    @classmethod
    def numbered(cls, text: str, num: int = 1, level: int = 0) -> str:
        """A paragraph of a list."""
        return cls.p(text, own=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')

    @staticmethod
    def field(instruction: str, *result: str) -> str:
        """A complex field."""
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        asked = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        return mark("begin") + asked + mark("separate") + "".join(result) + mark("end")

    @classmethod
    def table(cls, *rows: str) -> str:
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"

    @classmethod
    def row(cls, *cells: str, own: str = "") -> str:
        """A row; cells that do not begin with ``<`` are texts."""
        made = (cell if cell.startswith("<") else cls.cell(cell) for cell in cells)
        return f"<w:tr><w:trPr>{own}</w:trPr>{''.join(made)}</w:tr>"

    @classmethod
    def cell(cls, *paragraphs: str, own: str = "") -> str:
        made = (piece if piece.startswith("<") else cls.p(piece) for piece in paragraphs)
        return f"<w:tc><w:tcPr>{own}</w:tcPr>{''.join(made)}</w:tc>"

    @staticmethod
    def file(body: str, parts: Mapping[str, tuple[str, str]] | None = None, external: str = "", **named: str) -> bytes:
        """The bytes of a file. ``named``: the content of styles, numbering, footnotes …; ``parts``: kind and XML of
        others by their names, related under their stems; ``external``: more relationships, as XML."""
        files = {"word/document.xml": _root("w:document", f"<w:body>{body}</w:body>")}
        links = ""
        for kind, content in named.items():
            files[f"word/{kind}.xml"] = _root(f"w:{_ROOTS[kind]}", content)
            links += f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for name, (kind, content) in (parts or {}).items():
            files[f"word/{name}"] = content
            stem = name.rpartition("/")[2].partition(".")[0]
            links += f'<Relationship Id="{stem}" Type="{_RELATIONS}/{kind}" Target="{name}"/>'
        relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
        main = f'<Relationship Id="a" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        files["_rels/.rels"] = relations.format(main)
        files["word/_rels/document.xml.rels"] = relations.format(links + external)
        files["[Content_Types].xml"] = _types(named)
        return Word.archive(files)

    @staticmethod
    def archive(files: Mapping[str, str | bytes]) -> bytes:
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return kept.getvalue()

    @classmethod
    def read(cls, body: str, *, changes: Any = "accepted", limits: Limits | None = None, **more: Any) -> Contents:
        """The blocks of a file of that body."""
        return read_blocks(cls.file(body, **more), "plan.docx", limits or Limits(), changes=changes)

    @classmethod
    def lines(cls, body: str, **more: Any) -> list[str]:
        """Its paragraphs with their numbers, as they are shown."""
        blocks = cls.read(body, **more).blocks
        return [block.label + block.separator + block.text for block in blocks if isinstance(block, TextBlock)]

    @classmethod
    def grid(cls, body: str, **more: Any) -> list[list[str]]:
        """The texts of its one table."""
        (table,) = (block for block in cls.read(body, **more).blocks if isinstance(block, TableBlock))
        return table.grid()

    @staticmethod
    def told(contents: Contents, code: str) -> list[Finding]:
        """The findings of a code."""
        return [finding for finding in contents.findings if finding.code == code]


@pytest.fixture(scope="session")
def word() -> type[Word]:
    return Word
