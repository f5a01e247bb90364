"""Looks of paragraphs that change (段落書式の変更), as far as they are headings, lists and styles."""

import copy
from collections.abc import Sequence
from typing import Any

from plancomment.read.docx.names import W
from plancomment.tracking.marks import Marks, properties_of

__all__ = ["bare", "become", "former", "set_format"]

# In the order in which a file has them.
_NAMES = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle
"""
_ORDER = {f"{W}{name}": at for at, name in enumerate(_NAMES.split())}
_CHANGE, _PROPERTIES = f"{W}pPrChange", f"{W}pPr"
#: What makes a paragraph a heading or an item of a list.
_TOLD = (f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl")


def bare(paragraph: Any) -> list[Any]:
    """Copies of what the properties of a paragraph say of its looks."""
    properties = paragraph.find(_PROPERTIES)
    return [copy.deepcopy(child) for child in (() if properties is None else properties) if child.tag in _ORDER]


def former(paragraph: Any) -> list[Any]:
    """The same, before the change that the paragraph tells."""
    change = paragraph.find(f"{_PROPERTIES}/{_CHANGE}/{_PROPERTIES}")
    return bare(paragraph) if change is None else [copy.deepcopy(child) for child in change]


def set_format(paragraph: Any, now: Sequence[Any], then: Sequence[Any], marks: Marks) -> None:
    """Gives a paragraph looks, and tells those that it had."""
    properties = properties_of(paragraph)
    for child in list(properties):
        if child.tag in _ORDER or child.tag == _CHANGE:
            properties.remove(child)
    properties[:0] = [copy.deepcopy(child) for child in now]
    if _said(now) != _said(then):
        change = marks.mark("pPrChange")
        change.append(change.makeelement(_PROPERTIES))
        change[0].extend(copy.deepcopy(child) for child in then)
        properties.append(change)


def become(paragraph: Any, wanted: Any, marks: Marks) -> None:
    """Makes a paragraph what ``wanted``, a ``w:pPr`` of the final, says: a heading, an item of a list, or neither."""
    then = bare(paragraph)
    told = [[child for child in children if child.tag in _TOLD] for children in (then, wanted)]
    if _said(told[0]) != _said(told[1]):
        now = [child for child in then if child.tag not in _TOLD] + [copy.deepcopy(child) for child in told[1]]
        set_format(paragraph, sorted(now, key=lambda child: _ORDER[child.tag]), then, marks)


def _said(elements: Sequence[Any]) -> list[object]:
    return [(element.tag, sorted(element.attrib.items()), _said(element)) for element in elements]
