"""Marking words of a paragraph as deleted and putting new ones beside them (段落内の変更履歴)."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment.read.docx.names import W
from plancomment.tracking.marks import Marks, insert_between
from plancomment.tracking.pieces import Piece

__all__ = ["edit"]

_RUN, _TEXT, _LOOKS = f"{W}r", f"{W}t", f"{W}rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = {_TEXT: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
# What belongs to more than its place: it goes with the whole field, or stays.
_LASTING = frozenset(f"{W}{name}" for name in ("fldChar", "instrText", "commentReference", "annotationRef"))


@attrs.define(eq=False)
class _Part:
    """A piece that is deleted or kept as a whole.

    Attributes:
        piece: the piece.
        start: where its text begins.
        end: where it ends.
        is_gone: whether it is deleted.
        holder: what stands for it among the runs, in the end.
    """

    piece: Piece
    start: int
    end: int
    is_gone: bool = False
    holder: Any = None


def edit(
    paragraph: Any,
    pieces: Sequence[Piece],
    gone: Sequence[bool],
    added: Mapping[int, list[Any]],
    marks: Marks,
    *,
    name: str = "del",
) -> None:
    """Mark characters of a paragraph as deleted, and put elements at positions of its text.

    Args:
        paragraph: the paragraph, which is changed.
        pieces: its pieces.
        gone: for each character of its text whether it goes; the same for all of a piece that cannot be cut.
        added: elements by position in the text, without those of equal positions that go.
        marks: what makes the marks.
        name: of the mark: ``"del"``, or ``"moveFrom"`` for what stands elsewhere now.
    """
    parts = _cut(pieces, gone, added)
    _decide(parts, gone, is_all=bool(gone) and all(gone))
    gaps = {at: _gap(parts, at) for at in added}
    _divide(parts, marks, name, set(gaps.values()))
    for part in parts:
        if part.is_gone or added:
            _unbind(part.holder)
    # From behind, so that what stands at one gap keeps its order.
    for at, elements in sorted(added.items()):
        gap = gaps[at]
        before = parts[gap - 1].holder if gap else None
        after = parts[gap].holder if gap < len(parts) else None
        insert_between(paragraph, before, after, elements)
        if gap:
            parts[gap - 1].holder = elements[-1]


def _cut(pieces: Sequence[Piece], gone: Sequence[bool], added: Mapping[int, list[Any]]) -> list[_Part]:
    """The pieces with their places; texts are cut where something changes within them."""
    parts: list[_Part] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        cuts = [at for at in range(start + 1, end) if at in added or gone[at] != gone[at - 1]] if piece.is_text else []
        begins = [start, *cuts]
        element = piece.element
        for number, (begin, stop) in enumerate(zip(begins, [*cuts, end], strict=True)):
            text = piece.text[begin - start : stop - start]
            if cuts:
                if number:
                    following = element.makeelement(_TEXT)
                    element.addnext(following)
                    element = following
                for child in list(element):
                    element.remove(child)
                element.text = text
                element.set(_SPACE, "preserve")
            parts.append(_Part(attrs.evolve(piece, text=text, element=element), begin, stop))
        start = end
    return parts


def _decide(parts: Sequence[_Part], gone: Sequence[bool], *, is_all: bool) -> None:
    fields: dict[int, bool] = {}
    for part in parts:
        number = part.piece.field
        fields[number] = fields.get(number, True) and all(gone[part.start : part.end])
    shown = {part.piece.field for part in parts if part.piece.text}
    previous: _Part | None = None
    for part in parts:
        number = part.piece.field
        if number:
            # A field that shows nothing goes with all the rest only.
            part.is_gone = fields[number] and (number in shown or is_all)
        elif part.piece.text:
            part.is_gone = gone[part.start]
        elif part.piece.element.tag not in _LASTING and part.piece.run is not None:
            same = previous is not None and previous.piece.run is part.piece.run
            part.is_gone = is_all or (same and previous is not None and previous.is_gone)
        previous = part


def _gap(parts: Sequence[_Part], at: int) -> int:
    """Before which part something stands that is put at a position: in as few links and fields as can be."""
    low = max((number + 1 for number, part in enumerate(parts) if part.piece.text and part.end <= at), default=0)
    high = low
    while high < len(parts) and not parts[high].piece.text:
        high += 1
    return min(range(low, high + 1), key=lambda number: (parts[number - 1].piece.depth if number else 0, number))


def _divide(parts: Sequence[_Part], marks: Marks, name: str, gaps: set[int]) -> None:
    """Makes runs that are kept or deleted as a whole, and puts the latter into marks."""
    number = 0
    while number < len(parts):
        end, run, is_gone = number + 1, parts[number].piece.run, parts[number].is_gone
        while end < len(parts) and end not in gaps and parts[end].piece.run is run and parts[end].is_gone == is_gone:
            if run is None:
                break
            end += 1
        _make(parts, number, end, marks, name, alone=number in gaps)
        number = end


def _make(parts: Sequence[_Part], number: int, end: int, marks: Marks, name: str, *, alone: bool) -> None:
    """One run of some parts; a new one, if those before it in its run stand apart."""
    first = parts[number]
    run: Any = first.piece.run
    holder: Any = first.piece.element if run is None else run
    is_cut = number > 0 and parts[number - 1].piece.run is first.piece.run
    if run is not None and is_cut:
        holder = run.makeelement(_RUN, dict(run.attrib))
        looks = run.find(_LOOKS)
        if looks is not None:
            holder.append(copy.deepcopy(looks))
        for part in parts[number:end]:
            holder.append(part.piece.element)
        parts[number - 1].holder.addnext(holder)
    if first.is_gone:
        before = parts[number - 1].holder if number and parts[number - 1].is_gone and not alone else None
        if before is not None and holder.getprevious() is before:
            before.append(holder)
        else:
            before = marks.mark(name)
            holder.addprevious(before)
            before.append(holder)
        if name == "del":
            for child in holder:
                child.tag = _DELETED.get(child.tag, child.tag)
        holder = before
    for part in parts[number:end]:
        part.holder = holder


def _unbind(element: Any) -> None:
    """A content control that shows what is stored elsewhere would show it again when the file is opened."""
    for control in element.iterancestors(f"{W}sdt"):
        for binding in [one for one in control.iterfind(f"{W}sdtPr/*") if one.tag.endswith("}dataBinding")]:
            binding.getparent().remove(binding)
