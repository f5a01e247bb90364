"""A page parsed, and which part of it is the document (本文の範囲)."""

import re
from typing import Any

import attrs

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.html.attributes import check_attributes
from plancomment.read.html.tags import FRAMES, HEADINGS
from plancomment.read.limits import Limits

__all__ = ["Page", "parse_page"]

# What follows </body> is still shown by every browser, and a </br> is a <br>; libxml2 drops both.
_ENDS = re.compile(r"</(?:body|html)(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK_END = re.compile(r"</br\s*/?>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")
_INSIDE = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
# What may stand in a head. The body begins behind it, said or not; libxml2 keeps what it does not know in the head.
_HEAD = re.compile(
    rf"(?:\s+|<!--.*?-->|<[!?][^>]*>|</?(?:html|head|meta|link|base)(?=[\s/>]){_INSIDE}>"
    rf"|<(title|style|script|template|noscript)(?=[\s/>]){_INSIDE}>.*?</\1\s*>)*+",
    re.IGNORECASE | re.DOTALL,
)
_BODY = re.compile(r"<(?:body|frameset)[\s/>]", re.IGNORECASE)
_EMBED = re.compile(rf"<embed(?=[\s/>]){_INSIDE}>", re.IGNORECASE)
# Without these no element has such a role; they may be written with references of characters.
_MAIN_ROLE = re.compile(r"""=\s*["']?(?:main|&)""")
_NO_TABLE = re.compile(r"""=\s*["']?(?:presentation|none|&)""")
# libxml2 itself stops there unless it is told that everything may be huge.
_USUAL_DEPTH, _USUAL_TEXT = 250, 9_000_000


@attrs.frozen
class Page:
    """A parsed page.

    Attributes:
        root: the outermost element as lxml has it, None for an empty page.
        mains: the elements that hold the document; empty where the page does not say.
        around: the elements around these.
        layouts: the tables that only place what is in them (レイアウト表).
        notes: the ids of footnotes, each with the sign that leads to it (脚注).
        title: a heading of the first level that stands outside of the document, where the document has none.
        exact: whether the page says that white space counts in its texts: one that this library wrote.
    """

    root: Any
    mains: frozenset[Any] = frozenset()
    around: frozenset[Any] = frozenset()
    layouts: frozenset[Any] = frozenset()
    notes: dict[str, str] = attrs.Factory(dict)
    title: Any = None
    exact: bool = False


def parse_page(text: str, source: str, limits: Limits) -> Page:
    """The page.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it has more elements than allowed, or they are nested too deeply.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError("lxml", "html") from error
    if text.count("<") > 2 * limits.elements:
        raise ReadError(source, [f"it has more than {limits.elements} elements (Limits.elements)"])
    check_attributes(text, source)
    huge = limits.depth > _USUAL_DEPTH or limits.cell_characters > _USUAL_TEXT
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge)
    try:
        root = etree.fromstring(_prepared(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError, MemoryError) as error:
        raise ReadError(source, [f"it cannot be read as HTML: {error or 'it needs too much memory'}"]) from error
    fatal = parser.error_log.filter_from_fatals()
    if len(fatal):
        reason = fatal[0].message.strip()
        raise ReadError(source, [f"nested too deeply, or a text too large (Limits.depth, .cell_characters): {reason}"])
    if root is None:
        return Page(None)
    if any(body.get("data-white-space") == "exact" for body in root.iter("body")):
        return Page(root, exact=True)
    mains = _mains(root, has_roles=_MAIN_ROLE.search(text) is not None)
    return Page(
        root,
        frozenset(mains),
        frozenset(above for main in mains for above in main.iterancestors()),
        _layouts(root, has_roles=_NO_TABLE.search(text) is not None),
        _notes(root),
        _title(root, mains),
    )


def _prepared(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    text = _BREAK_END.sub("<br>", _ENDS.sub("", text))
    text = _EMBED.sub(lambda match: f"{match[0]}</embed>", text)  # it holds nothing, but libxml2 waits for its end
    if _BODY.search(text) is None:
        head = _HEAD.match(text)
        at = head.end() if head is not None else 0
        text = f"{text[:at]}<body>{text[at:]}"
    return text


def _mains(root: Any, *, has_roles: bool) -> list[Any]:
    """The outermost <main> elements, else the only <article> that stands in no other."""
    found = root.xpath("//main" if not has_roles else "//main | //*[@role = 'main']")
    if not found:
        articles = [one for one in root.iter("article") if next(one.iterancestors("article"), None) is None]
        return articles if len(articles) == 1 else []
    inside = set(found)
    return [one for one in found if not any(above in inside for above in one.iterancestors())]


def _title(root: Any, mains: list[Any]) -> Any:
    """The first h1 of a page whose document has none."""
    titles = list(root.iter("h1"))
    document = set(mains)
    for title in titles:
        above = list(title.iterancestors())
        if any(one in document for one in above) if mains else not any(one.tag in FRAMES for one in above):
            return None
    return titles[0] if titles else None


def _layouts(root: Any, *, has_roles: bool) -> frozenset[Any]:
    """Tables that have no titles of rows or columns, but headings or other tables in their cells."""
    mixed = _tables_around(root, "table", *HEADINGS)
    if mixed:
        mixed -= _tables_around(root, "th", "caption", "thead")
    if has_roles:
        mixed.update(one for one in root.iter("table") if one.get("role") in ("presentation", "none"))
    return frozenset(mixed)


def _tables_around(root: Any, *tags: str) -> set[Any]:
    """The innermost tables around the elements with these tags."""
    around: dict[Any, Any] = {None: None}  # for each element on the way up: the table that it is or stands in
    tables = set()
    for one in root.iter(*tags):
        above = one.getparent()
        path = []
        while above not in around:
            path.append(above)
            above = None if above.tag == "table" else above.getparent()
        table = path[-1] if path and path[-1].tag == "table" else around[above]
        around.update(dict.fromkeys(path, table))
        if table is not None:
            tables.add(table)
    return tables


def _notes(root: Any) -> dict[str, str]:
    """The footnotes: what links lead to that stand raised, or are said to be references of notes."""
    notes: dict[str, str] = {}
    for link in root.iter("a"):
        target = link.get("href", "")
        if not target.startswith("#") or len(target) < 2:
            continue
        raised = next(link.iterancestors("sup"), None) is not None or next(link.iter("sup"), None) is not None
        if raised or link.get("role") == "doc-noteref":
            notes.setdefault(target[1:], "".join(link.itertext()).strip())
    return notes
