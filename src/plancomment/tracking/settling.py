"""Accepting or rejecting all tracked changes of a document (変更履歴の承諾・元に戻す): ECMA-376 part 1, 17.13.5.

A paragraph whose end is not there goes on in the next one, which keeps its own properties. Works on the tree in place.
"""

from typing import Any

from plancomment.read.docx.names import W

__all__ = ["count_changes", "settle"]

_INSERTIONS, _DELETIONS = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_PARAGRAPH, _PROPERTIES, _MARK = f"{W}p", f"{W}pPr", f"{W}rPr"
_RANGES = tuple(
    f"{W}{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_FORMER = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid", "numbering")
)
# What stays of changed properties although the change is rejected: it is no part of what the change tells.
_LASTING = frozenset(
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPr", "sectPr", "cellIns", "cellDel", "headerReference",
                 "footerReference")
)  # fmt: skip
_HOLDERS = frozenset({_MARK, f"{W}trPr", f"{W}numPr", f"{W}tcPr"})
_INVISIBLE = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "sdtPr", "sdtEndPr", "customXmlPr"),
    )
) | frozenset(_RANGES)
_PASSED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))


def settle(root: Any, *, accept: bool) -> int:
    """Accept all tracked changes below an element, or reject them all; how many there were."""
    gone, kept = (_DELETIONS, _INSERTIONS) if accept else (_INSERTIONS, _DELETIONS)
    count = _settle_formats(root, accept) + _settle_rows(root, gone, kept)
    count += _settle_wrapped(root, gone, kept, accept)
    count += _settle_ends(root, gone, kept)
    for marker in list(root.iter(*_RANGES)):
        marker.getparent().remove(marker)
    return count


def count_changes(root: Any) -> int:
    """How many tracked changes stand below an element."""
    cells = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
    return sum(1 for _ in root.iter(*_INSERTIONS, *_DELETIONS, *_FORMER, *cells))


def _settle_formats(root: Any, accept: bool) -> int:
    changes = list(root.iter(*_FORMER))
    for change in changes:
        parent = change.getparent()
        parent.remove(change)
        if accept or not len(change):
            continue
        for child in list(parent):
            if child.tag not in _LASTING:
                parent.remove(child)
        marks = 0 if parent.tag in (f"{W}pPr", f"{W}trPr", f"{W}tcPr") else len(parent)
        for at, child in enumerate(list(change[0])):
            parent.insert(marks + at, child)
    return len(changes)


def _settle_rows(root: Any, gone: tuple[str, ...], kept: tuple[str, ...]) -> int:
    count = 0
    for properties in list(root.iter(f"{W}trPr", f"{W}tcPr")):
        cells = (f"{W}cellIns", f"{W}cellDel") if gone is _INSERTIONS else (f"{W}cellDel", f"{W}cellIns")
        marks = [child for child in properties if child.tag in (*gone, *kept, *cells)]
        count += len(marks)
        for mark in marks:
            properties.remove(mark)
        if any(mark.tag in gone or mark.tag == cells[0] for mark in marks):
            row = properties.getparent()
            if row.getparent() is not None:
                _remove_with_empty(row)
    return count


def _remove_with_empty(row: Any) -> None:
    """A row or cell, and the table or row that has nothing else."""
    parent = row.getparent()
    parent.remove(row)
    inner = {f"{W}tbl": f"{W}tr", f"{W}tr": f"{W}tc"}.get(parent.tag)
    if inner is not None and parent.getparent() is not None and next(parent.iter(inner), None) is None:
        _remove_with_empty(parent)


def _settle_wrapped(root: Any, gone: tuple[str, ...], kept: tuple[str, ...], accept: bool) -> int:
    count = 0
    for change in list(root.iter(*gone, *kept)):
        parent = change.getparent()
        if parent is None or (parent.tag == _MARK and parent.getparent().tag == _PROPERTIES):
            continue
        count += 1
        if parent.tag in _HOLDERS or not len(change):
            if parent.tag == f"{W}numPr" and not accept:
                parent.getparent().remove(parent)
            else:
                parent.remove(change)
        elif change.tag in gone:
            parent.remove(change)
        else:
            at = parent.index(change)
            parent[at : at + 1] = list(change)
    for old, new in ((f"{W}delText", f"{W}t"), (f"{W}delInstrText", f"{W}instrText")):
        for element in list(root.iter(old)):
            element.tag = new
    return count


def _settle_ends(root: Any, gone: tuple[str, ...], kept: tuple[str, ...]) -> int:
    count = 0
    for mark in list(root.iter(_MARK)):
        if mark.getparent().tag != _PROPERTIES:
            continue
        found = [child for child in mark if child.tag in (*gone, *kept)]
        count += len(found)
        for child in found:
            mark.remove(child)
        if any(child.tag in gone for child in found):
            _join(mark.getparent().getparent())
        if not len(mark):
            mark.getparent().remove(mark)
    return count


def _join(paragraph: Any) -> None:
    """A paragraph whose end is not there: what it holds begins the next one."""
    parent, following = paragraph.getparent(), _following(paragraph)
    content = [child for child in paragraph if child.tag != _PROPERTIES]
    if following is None:
        is_last = parent.tag == f"{W}tc" and paragraph.getnext() is None
        if not is_last and all(child.tag in _INVISIBLE for child in content):
            parent.remove(paragraph)
        return
    at = 1 if len(following) and following[0].tag == _PROPERTIES else 0
    following[at:at] = content
    parent.remove(paragraph)


def _following(paragraph: Any) -> Any | None:
    """The paragraph that follows, with no table between them; content controls are no bounds."""
    element = paragraph
    while True:
        following = element.getnext()
        while following is None and element.getparent().tag in _PASSED:
            element = element.getparent()
            following = element.getnext()
        while following is not None and following.tag in _PASSED and len(following):
            following = following[0]
        if following is None or following.tag == _PARAGRAPH:
            return following
        if following.tag not in _INVISIBLE:
            return None
        element = following
