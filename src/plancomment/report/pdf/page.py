"""The file as a whole: what is handed to Typst, and what comes back (PDFファイル).

The template ``page.typ`` is fixed; every word comes in as data, in one JSON text, so that no comment is ever read as
markup. Nothing is written to the disk, and no clock is asked.
"""

import json
import re
from importlib import resources
from typing import Any

from plancomment.errors import MissingExtraError, UnknownFormatError
from plancomment.report.document import Document
from plancomment.report.pdf.fonts import choose_fonts
from plancomment.report.pdf.material import as_data

__all__ = ["render"]

_STANDARD = "ua-1"
#: A page with more unknown characters than this is made without them being looked for one by one.
_MOST = 50
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)|(.)", re.DOTALL)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def render(document: Document) -> bytes:
    """The document as the bytes of a .pdf file: tagged, PDF/UA-1 (ISO 14289-1) as far as Typst goes.

    A character that no font has is printed as its number (``［U+E000］``), and a note at the end says so.

    Raises:
        MissingExtraError: ``typst`` is not installed (extra ``typst``).
        UnknownFormatError: no font with Japanese is installed, or not the one that the look asks for; or Typst refuses
            the document for a reason of its own.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("typst", "typst") from error
    fonts = choose_fonts(document.look, frozenset(typst.Fonts().families()))
    template = resources.files(__package__).joinpath("page.typ").read_bytes()
    # What a font has at the numbers of 外字 is its own affair, and says nothing.
    unknown = set(_PRIVATE.findall(json.dumps(as_data(document, fonts, frozenset()), ensure_ascii=False)))
    standard: str | None = _STANDARD
    while True:
        data = json.dumps(as_data(document, fonts, frozenset(unknown)), ensure_ascii=False)
        try:
            return _compiled(typst, template, data, standard)
        except typst.TypstError as error:
            found = _missing(str(error)) - unknown
            if standard is None:
                raise UnknownFormatError(f"Typst does not make a PDF of this document: {error}") from error
            # What the standard does not allow (a part without a title) is printed all the same, tagged.
            if not found or len(unknown) > _MOST:
                standard = None
            unknown |= found


def _compiled(typst: Any, template: bytes, data: str, standard: str | None) -> bytes:
    standards = {} if standard is None else {"pdf_standards": [standard]}
    made: bytes = typst.compile(template, sys_inputs={"data": data}, **standards)
    return made


def _missing(message: str) -> set[str]:
    """The characters of a message of Typst's that no font has."""
    match = _MISSING.search(message)
    if match is None:
        return set()
    return {
        chr(int(one[1], 16)) if one[1] else _NAMED.get(one[2], one[2]) if one[2] else one[3]
        for one in _ESCAPED.finditer(match[1])
    }
