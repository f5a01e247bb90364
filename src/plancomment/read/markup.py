"""XML from office files: no entities, no document types, nothing fetched, no deeper than allowed."""

from typing import Any

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.limits import Limits

__all__ = ["parse_xml"]


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
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,  # the sizes are limited before, by what was unpacked
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(source, [f"{part} is not XML: {error}"]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(source, [f"{part} declares a document type, which no office file does"])
    depth = _depth(root, limits.depth)
    if depth > limits.depth:
        raise ReadError(source, [f"{part} is nested deeper than {limits.depth} (Limits.depth)"])
    return root


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
