"""Runs as the fragments that a cell of Excel holds, and what has to be done so that every text survives there.

XlsxWriter takes a text that looks like its own XML for XML, and escapes ``_x000D_`` wrongly in rich text and where two
such signs share a low line; a text of that kind is written in fragments, which nobody takes for an escape. Excel holds
32,767 UTF-16 units in one cell: a longer text is cut into pieces, never shortened.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment.report.controls import is_one_plain_line, lines, visible
from plancomment.report.document import Run
from plancomment.report.look import Marks

__all__ = ["LIMIT", "Fragment", "Ink", "Text", "cut", "fragments", "safe", "units", "written"]

#: How many UTF-16 units a cell can hold.
LIMIT = 32_767
_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_MUTED = "#595959"
_CHANGED = {"del": "#A61B1B", "ins": "#0B5A2A"}


@attrs.frozen
class Ink:
    """How characters look (文字の体裁).

    Attributes:
        bold: 太字.
        underline: 0 for none, 1 for one line, 2 for two (下線).
        strike: 取消線.
        color: ``"#RRGGBB"``, ``""`` for that of the cell (色).
    """

    bold: bool = False
    underline: int = 0
    strike: bool = False
    color: str = ""


Fragment = tuple[str, Ink]


@attrs.frozen
class Text:
    """What one cell says (セルの内容).

    Attributes:
        fragments: neighbours that look alike are one (文字列).
        anchors: names in it, each with the character before which it stands, from 0 (アンカー).
        link: the anchor that the cell leads to, ``""`` where its runs lead to none or to several (リンク).
    """

    fragments: tuple[Fragment, ...]
    anchors: tuple[tuple[int, str], ...] = ()
    link: str = ""

    @property
    def plain(self) -> str:
        """Its fragments joined."""
        return self.fragments[0][0] if len(self.fragments) == 1 else "".join(text for text, _ in self.fragments)


def written(text: str) -> str:
    """A text as a cell holds it: control characters as signs, line breaks as Excel writes them."""
    return text if is_one_plain_line(text) else "\n".join(lines(visible(text)))


def units(text: str) -> int:
    """How long Excel takes a text to be: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fragments(runs: Iterable[Run], marks: Marks) -> Text:
    """The runs of a cell as what Excel holds."""
    found: list[Fragment] = []
    anchors: list[tuple[int, str]] = []
    links: set[str] = set()
    length = 0
    for run in runs:
        if run.anchor:
            anchors.append((length, run.anchor))
        if not run.text:
            continue
        if run.link:
            links.add(run.link)
        text, ink = written(run.text), _ink(run, marks)
        length += len(text)
        if found and found[-1][1] == ink:
            text = found.pop()[0] + text
        found.append((text, ink))
    return Text(tuple(found), tuple(anchors), links.pop() if len(links) == 1 else "")


_PLAIN = Ink()


def _ink(run: Run, marks: Marks) -> Ink:
    if not run.emphasis:
        return _PLAIN
    if run.emphasis == "underline":
        if marks == "strike" and run.tag == "del":
            return Ink(strike=True)
        return Ink(underline=1, color=_CHANGED.get(run.tag, "") if marks == "color" else "")
    if run.emphasis == "double-underline":
        return Ink(underline=2)
    if run.emphasis == "muted":
        return Ink(color=_MUTED)
    return Ink(bold=run.emphasis == "strong", strike=run.emphasis == "strike")


def cut(text: Text, sign: str) -> tuple[Text, ...]:
    """The pieces of a text, each short enough for one cell; each but the first begins with the sign.

    A piece ends behind a line break where there is one near its end, and never within a character that is written with
    several code points.
    """
    plain = text.plain
    if units(plain) <= LIMIT:
        return (text,)
    pieces = []
    start = 0
    while start < len(plain):
        room = LIMIT - (units(sign) if start else 0)
        end = _end(plain, start, room)
        part = tuple(_between(text.fragments, start, end))
        anchors = tuple((at - start, name) for at, name in text.anchors if start <= at < end or at == end == len(plain))
        if start:
            part = ((sign, Ink()), *part)
            anchors = tuple((at + len(sign), name) for at, name in anchors)
        pieces.append(Text(part, anchors, text.link))
        start = end
    return tuple(pieces)


def _end(plain: str, start: int, room: int) -> int:
    """Where a piece that begins there has to end."""
    end = min(start + room, len(plain))
    over = units(plain[start:end]) - room
    while over > 0:
        end -= (over + 1) // 2
        over = units(plain[start:end]) - room
    if end == len(plain):
        return end
    line = plain.rfind("\n", max(start, end - 2_000), end) + 1
    if line > start:
        return line
    for back in range(end, max(start, end - 32), -1):
        if not (_joins(plain[back]) or plain[back - 1] == "\u200d"):
            return back
    return end


def _joins(char: str) -> bool:
    """Whether it belongs to the character before it: a mark, a variation selector, a joiner."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or char in "\uff9e\uff9f"


def _between(parts: Sequence[Fragment], start: int, end: int) -> Iterator[Fragment]:
    at = 0
    for text, ink in parts:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        at += len(text)
        if piece:
            yield piece, ink


def safe(parts: Sequence[Fragment]) -> list[Fragment]:
    """The fragments, cut once more where XlsxWriter or a reader would take a text for something else."""
    found: list[Fragment] = []
    for text, ink in parts:
        if "_x" in text:
            ends = [match.end() for match in _ESCAPE.finditer(text)]
            pieces = [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
            found += [(piece, ink) for piece in pieces]
        else:
            found.append((text, ink))
    if len(found) == 1 and found[0][0].startswith("<r>"):
        text, ink = found[0]
        return [("<", ink), (text[1:], ink)]
    return found
