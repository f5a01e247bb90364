"""HTML pages as blocks, parsed as browsers do; what a browser does not show is no text, and is told."""

from plancomment.memory import no_collection
from plancomment.read.blocks import Contents
from plancomment.read.html import remarks
from plancomment.read.html.encodings import decode
from plancomment.read.html.pages import parse_page
from plancomment.read.html.substitutes import Substitutes
from plancomment.read.html.walk import Walk
from plancomment.read.html.writing import Writer
from plancomment.read.limits import Limits

__all__ = ["read_blocks"]


def read_blocks(data: bytes, source: str, limits: Limits, *, keep_struck: bool = False) -> Contents:
    """The blocks of an HTML page (HTML文書).

    Headings, paragraphs, items of lists with the number that a browser shows, tables with their merged cells, the
    texts of pictures as captions, footnotes that raised links lead to. Of a page that marks its document (``main``, or
    the only ``article``) only that is read; ``nav``, ``header``, ``footer`` and ``aside`` of the page itself are not.
    Left out and told: these (PC660), words marked as deleted (PC661), hidden ones (PC662), readings of ruby (PC663) and
    what is not in the file as text (PC664). With ``keep_struck`` words marked as deleted are text, as in a published
    comparison table that strikes out what went; they are told as well. See docs/reference/html.md.

    Raises:
        MissingExtraError: lxml is not installed; it comes with the extra html.
        ReadError: its encoding is unknown, or it goes beyond the limits.
    """
    text, declared = decode(data, source)
    page = parse_page(text, source, limits)
    writer = Writer(source, limits, page.exact)
    substitutes = Substitutes(writer)
    walk = Walk(page, source, limits, writer, substitutes, keep_struck)
    if page.root is not None:
        with no_collection():
            walk.walk(page.root)
    findings = [remarks.misdeclared(source, declared)] if declared else []
    findings += sorted([*walk.findings, *writer.findings], key=remarks.line_of)
    if substitutes.readings:
        findings.append(remarks.readings(source, substitutes.readings))
    findings += [remarks.elsewhere(source, tag, names) for tag, names in sorted(substitutes.absent.items())]
    return Contents(source, writer.blocks, tuple(findings))
