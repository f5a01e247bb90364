"""Word, by Python's own parser."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from plancomment.proofreading.seen import Seen

__all__ = ["read_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "word/document.xml"


def read_word(data: bytes) -> Seen:
    """The cells and the text of a Word file that was just written: nobody else's file is given here."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = ElementTree.fromstring(packed.read(_PART))
    cells = tuple("".join(_texts(cell)) for cell in root.iter(f"{_W}tc"))
    return Seen(cells, "".join(_texts(root)))


def _texts(element: "ElementTree.Element[str]") -> Iterator[str]:
    return (one.text or "" for one in element.iter(f"{_W}t"))
