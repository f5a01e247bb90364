"""Runs and paragraphs (文字列・段落): marks, links, bookmarks, and texts that turn the direction of writing.

Every line of a cell is a paragraph of its own: Word shows it so, every program reads it back as lines, and a
bidirectional control in one line ends with it. Where a line has several runs, one with such controls stands between
U+2068 and U+2069, which are runs of their own in the style 方向の分離: no part of the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from plancomment.report.controls import has_bidi_controls
from plancomment.report.document import Run
from plancomment.report.docx.bookmarks import AGAIN
from plancomment.report.docx.markup import NOTHING, Xml, element, joined, text
from plancomment.report.look import Marks

__all__ = ["Pen", "looks"]

_Look = tuple[str, str, bool]
_SINGLE, _DOUBLE = (element("w:u", val=kind) for kind in ("single", "double"))
_STRIKE = element("w:strike")
_BOLD = joined([element("w:b"), element("w:bCs")])


def looks(styles: Mapping[str, str], marks: Marks) -> dict[_Look, Xml]:
    """The properties of a run by its emphasis, its tag, and whether it is a link."""
    found: dict[_Look, Xml] = {}
    for emphasis in ("", "strong", "underline", "double-underline", "strike", "muted"):
        for tag in ("", "ins", "del"):
            for linked in (False, True):
                name = ""
                if emphasis in ("underline", "double-underline"):
                    name = {"ins": "inserted", "del": "deleted"}.get(tag, "")
                elif emphasis == "muted":
                    name = "muted"
                name = name or ("link" if linked else "")
                style = [element("w:rStyle", val=styles[name])] if name else []
                # In the order that the schema asks for. Said by the run too, so that a text that is copied keeps it.
                inner = [*style, *_decoration(emphasis, tag, marks)]
                found[emphasis, tag, linked] = element("w:rPr", inner) if inner else NOTHING
    return found


def _decoration(emphasis: str, tag: str, marks: Marks) -> Iterator[Xml]:
    if emphasis == "strong":
        yield _BOLD
    elif emphasis == "strike" or (emphasis == "underline" and tag == "del" and marks == "strike"):
        yield _STRIKE
    elif emphasis == "underline":
        yield _SINGLE
    elif emphasis == "double-underline":
        yield _DOUBLE


@attrs.define
class Pen:
    """Writes runs and paragraphs, and counts the bookmarks.

    Attributes:
        names: the bookmarks of every anchor.
        styles: the ids of the styles, by what they are for.
        looks: the properties of runs.
        bookmarks: how many were written.
        repeats: how many cells repeat another.
    """

    names: Mapping[str, tuple[str, ...]]
    styles: Mapping[str, str]
    looks: Mapping[_Look, Xml]
    bookmarks: int = 0
    repeats: int = 0

    def mark(self, *anchors: str) -> Xml:
        """The bookmarks of these anchors, at one place; nothing for ``""``."""
        return self._marks(name for anchor in anchors if anchor for name in self.names[anchor])

    def again(self) -> Xml:
        """The bookmark of a cell that repeats the one above it."""
        self.repeats += 1
        return self._marks([f"{AGAIN}{self.repeats}"])

    def _marks(self, names: Iterable[str]) -> Xml:
        made = []
        for name in names:
            self.bookmarks += 1
            number = self.bookmarks
            made.append(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>')
        return Xml("".join(made))

    def run(self, run: Run, words: str | None = None, *, isolated: bool = False) -> Xml:
        """A run with these of its words, all by default; its anchor is not written."""
        words = run.text if words is None else words
        if not words:
            return NOTHING
        look = self.looks[run.emphasis, run.tag, bool(run.link)]
        body = Xml(f"<w:r>{look}{text(words)}</w:r>")
        if isolated and not words.isprintable() and has_bidi_controls(words):
            body = joined([self._isolation("\u2068"), body, self._isolation("\u2069")])
        if run.link:
            return Xml(f'<w:hyperlink w:anchor="{self.names[run.link][0]}" w:history="1">{body}</w:hyperlink>')
        return body

    def _isolation(self, sign: str) -> Xml:
        style = element("w:rPr", [element("w:rStyle", val=self.styles["isolation"])])
        return Xml(f"<w:r>{style}{text(sign)}</w:r>")

    def line(self, runs: Sequence[Run]) -> Xml:
        """The runs one after the other; their line breaks stay within the paragraph."""
        return joined(piece for run in runs for piece in (self.mark(run.anchor), self.run(run, isolated=len(runs) > 1)))

    def lines(self, runs: Sequence[Run], *, anchored: bool = True) -> list[Xml]:
        """The runs line by line; without their anchors where they stand elsewhere already."""
        if len(runs) == 1 and "\n" not in runs[0].text and "\r" not in runs[0].text:
            body = self.run(runs[0])
            return [Xml(self.mark(runs[0].anchor) + body)] if anchored and runs[0].anchor else [body]
        found: list[list[tuple[Run, str, bool]]] = [[]]
        for run in runs:
            for number, words in enumerate(run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    found.append([])
                found[-1].append((run, words, number == 0))
        return [
            joined(
                piece
                for run, words, begins in line
                for piece in (
                    self.mark(run.anchor) if begins and anchored else NOTHING,
                    self.run(run, words, isolated=len(line) > 1),
                )
            )
            for line in found
        ]

    def paragraph(self, style: str, content: Xml, more: Xml = NOTHING) -> Xml:
        """A paragraph in the style for something; ``more`` are properties of its own."""
        return Xml(f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{more}</w:pPr>{content}</w:p>')
