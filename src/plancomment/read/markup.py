"""XML from office files: no entities, no document types, nothing fetched, no deeper than allowed."""

import re
from typing import Any

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.limits import Limits

__all__ = ["parse_xml"]

# What stands before the outermost element, but a document type.
_PROLOG = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]{1,40})")
# Below these libxml2 itself stops at a depth of 256, and at a text of 10 million bytes.
_USUAL_DEPTH, _USUAL_TEXT = 250, 3_000_000


def parse_xml(data: bytes, source: str, part: str, limits: Limits, *, extra: str) -> Any:
    """The root of an XML part, as an lxml element. ``extra`` is the one that brings lxml, named if it is missing.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is not well formed, declares a document type, or is nested too deeply; ``part`` is named.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError("lxml", extra) from error
    data = _as_utf8(data, source, part)
    if data.startswith(b"<!", _PROLOG.match(data).end()):  # type: ignore[union-attr]  # it matches everywhere
        # Refused before anything is parsed: libxml2 opens an external one under some settings that forbid it.
        raise ReadError(source, [f"{part} declares a document type, which no office file does"])
    if data.count(b"<") > 2 * limits.elements:
        raise ReadError(source, [f"{part} has more than {limits.elements} elements (Limits.elements)"])
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=limits.depth > _USUAL_DEPTH or limits.cell_characters > _USUAL_TEXT,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = f", or nested deeper than {limits.depth} (Limits.depth)" if "depth" in str(error) else ""
        raise ReadError(source, [f"{part} is not XML{deep}: {error}"]) from error
    except MemoryError as error:
        raise ReadError(source, [f"{part} needs more memory than there is"]) from error
    depth = _depth(root, limits.depth)
    if depth > limits.depth:
        raise ReadError(source, [f"{part} is nested deeper than {limits.depth} (Limits.depth)"])
    return root


def _as_utf8(data: bytes, source: str, part: str) -> bytes:
    """The part in UTF-8 without its mark: office files are UTF-8 or, with a mark, UTF-16 (ECMA-376, part 2)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16").encode()
        except UnicodeError as error:
            raise ReadError(source, [f"{part} is not XML: {error}"]) from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(data)
    name = declared[1].decode("latin-1").lower() if declared is not None else "utf-8"
    if name not in ("utf-8", "utf8", "us-ascii", "ascii") or b"\0" in data[:2]:
        raise ReadError(source, [f"{part} is in the encoding {name!r}; office files are in UTF-8"])
    return data


def _depth(root: Any, limit: int) -> int:
    """How deep the elements stand, counted up to one more than the limit."""
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > limit:
            break
    return deepest
