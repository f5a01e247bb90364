"""The text of a paragraph, piece by piece with the elements that hold it (段落の文字とその要素).

What has no text of its own, but is seen, stands in the text as a control character, which no XML file can hold: a
picture, a note's number, a page break. So it is compared, kept and deleted like a word.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from plancomment.read.docx.names import MATH, MC, W
from plancomment.read.docx.symbols import plain_symbol

__all__ = [
    "BREAK",
    "NAMES",
    "NOTE",
    "PICTURE",
    "FieldState",
    "Piece",
    "plain",
    "read_pieces",
    "run_texts",
    "unfold_fields",
]

PICTURE, NOTE, BREAK = "\x01", "\x02", "\x0c"
#: What the signs stand for, in English and Japanese.
NAMES = {
    PICTURE: ("a picture or another object", "図・画像など"),
    NOTE: ("the mark of a footnote or endnote", "脚注・文末脚注の番号"),
    BREAK: ("a page break", "改ページ"),
}
_RUN, _TEXT, _RUN_PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
_FIELD, _INSTRUCTION, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_OBJECTS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"})
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_EQUATIONS = frozenset({f"{MATH}oMath", f"{MATH}oMathPara"})
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo")
)


@attrs.define(eq=False)
class Piece:
    """One element of a paragraph, with the text that it shows (断片).

    Attributes:
        text: what it shows; ``""`` for what is not seen.
        element: the child of a run, or what stands among the runs.
        run: the run that holds it, None for an equation or object that stands among the runs.
        depth: in how many links, content controls and fields the place behind it stands.
        field: the number of the field that it belongs to as a whole, 0 for none: a field shows what a program
            reckons, so that half of it cannot be changed.
        is_copied: whether a copy of the element means the same in another file.
    """

    text: str
    element: Any
    run: Any | None
    depth: int = 0
    field: int = 0
    is_copied: bool = True

    @property
    def is_text(self) -> bool:
        """Whether it can be cut."""
        return bool(self.element.tag == _TEXT)

    @property
    def holder(self) -> Any:
        """The element that stands among the runs."""
        return self.element if self.run is None else self.run


@attrs.define
class FieldState:
    """The fields that are open where a paragraph begins, each within the one before (開いているフィールド).

    Attributes:
        closed: the beginnings of fields that have an end; others are no fields.
        open: of each open field its number, whether its result has begun, and its instruction so far.
        count: how many fields have begun.
        floor: how many of the open ones began before this paragraph.
        links: the numbers of the fields that are links, whose words are ordinary words.
    """

    closed: frozenset[Any]
    open: list[tuple[int, bool, str]] = attrs.field(factory=list)
    count: int = 0
    floor: int = 0
    links: set[int] = attrs.field(factory=set)

    def copy(self) -> "FieldState":
        return FieldState(self.closed, list(self.open), self.count)

    @property
    def is_silent(self) -> bool:
        return any(not shows for _, shows, _ in self.open)

    @property
    def is_contents(self) -> bool:
        """Whether a table of contents is open (目次)."""
        return any(words.split()[:1] == ["TOC"] for _, _, words in self.open)

    @property
    def outermost(self) -> int:
        """The number of the outermost field that began in this paragraph, 0 for none."""
        return self.open[self.floor][0] if len(self.open) > self.floor else 0

    def mark(self, element: Any) -> None:
        """Begins, turns or ends a field."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            if element in self.closed:
                self.begin("", shows=False)
        elif kind == "separate" and self.open:
            number, _, words = self.open[-1]
            self.open[-1] = number, True, words
        elif kind == "end" and self.open:
            self.end()

    def begin(self, words: str, *, shows: bool) -> None:
        self.count += 1
        self.open.append((self.count, shows, words))

    def end(self) -> None:
        number, _, words = self.open.pop()
        self.floor = min(self.floor, len(self.open))
        if words.split()[:1] == ["HYPERLINK"]:
            self.links.add(number)

    def instruct(self, words: str) -> None:
        if self.open and not self.open[-1][1]:
            number, shows, before = self.open[-1]
            self.open[-1] = number, shows, before + words


def read_pieces(paragraph: Any, state: FieldState) -> list[Piece]:
    """The pieces of a paragraph, in order; ``state`` is brought to its end."""
    state.floor = len(state.open)
    pieces = list(_within(paragraph, state, 0))
    divided = state.links | {number for number, _, _ in state.open}
    for piece in pieces:
        if piece.field in divided:
            piece.field = 0
    return pieces


def _within(parent: Any, state: FieldState, depth: int) -> Iterator[Piece]:
    for child in parent:
        tag = child.tag
        if tag == _RUN:
            yield from _of_run(child, state, depth)
        elif tag in _WRAPPERS:
            yield from _within(child, state, depth + 1)
        elif tag == _SIMPLE:
            state.begin(child.get(f"{W}instr", ""), shows=True)
            yield from _within(child, state, depth)
            state.end()
        elif tag in _EQUATIONS:
            yield Piece(_equation(child), child, None, depth + len(state.open), state.outermost)
        elif tag == f"{MC}AlternateContent":
            yield Piece(PICTURE, child, None, depth + len(state.open), state.outermost, is_copied=False)


def _of_run(run: Any, state: FieldState, depth: int) -> Iterator[Piece]:
    for child in run:
        tag = child.tag
        if tag == _RUN_PROPERTIES:
            continue
        number = state.outermost
        text, is_copied = "", True
        if tag == _FIELD:
            state.mark(child)
            is_copied = False
        elif tag == _INSTRUCTION:
            state.instruct(child.text or "")
            is_copied = False
        elif not state.is_silent:
            text = _shown(child)
            is_copied = text not in (PICTURE, NOTE)
        yield Piece(text, child, run, depth + len(state.open), number or state.outermost, is_copied)


def _shown(element: Any) -> str:
    """What a child of a run shows."""
    tag = element.tag
    if tag == _TEXT:
        return (element.text or "") if not len(element) else "".join(element.itertext())
    if tag in _CHARACTERS:
        return _CHARACTERS[tag]
    if tag == f"{W}br":
        return {"page": BREAK, "column": ""}.get(element.get(f"{W}type", ""), "\n")
    if tag in _OBJECTS:
        return PICTURE
    if tag in _NOTES:
        return NOTE
    if tag == f"{W}sym":
        return _sign(element)
    if tag == f"{W}ruby":
        return "".join(text.text or "" for text in element.iterfind(f"{W}rubyBase//{W}t"))
    return ""


def _sign(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
        return plain_symbol(code, element.get(f"{W}font", "")) or chr(code)
    except (ValueError, OverflowError):
        return ""


def _equation(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{MATH}t", _TEXT))


def run_texts(paragraph: Any, state: FieldState) -> str:
    """The text of a paragraph, without its pieces; ``state`` is brought to its end."""
    return "".join([piece.text for piece in _within(paragraph, state, 0)])


def plain(text: str) -> str:
    """The text without the signs for what is no text."""
    return text.replace(PICTURE, "").replace(NOTE, "").replace(BREAK, "")


def unfold_fields(paragraph: Any) -> set[Any]:
    """Makes every field that has its instruction in an attribute one of several runs, which can be marked as deleted.

    Word would bring back the result of an emptied one as soon as it reckons its fields again. Returns the marks with
    which they begin.
    """
    begun: set[Any] = set()
    for simple in list(paragraph.iter(_SIMPLE)):
        make = simple.makeelement
        signs = []
        for kind in ("begin", "", "separate", "end"):
            run = make(_RUN)
            sign = make(_FIELD, {f"{W}fldCharType": kind}) if kind else make(_INSTRUCTION)
            if not kind:
                sign.text = simple.get(f"{W}instr", "")
            run.append(sign)
            signs.append(run)
        begun.add(signs[0][0])
        parent = simple.getparent()
        at = parent.index(simple)
        kept = [child for child in simple if child.tag != f"{W}fldData"]
        parent[at : at + 1] = [*signs[:3], *kept, signs[3]]
    return begun
