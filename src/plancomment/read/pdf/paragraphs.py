"""Lines joined to paragraphs (段落): what ends a line only because the paper ends is one text."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs

from plancomment.read.labels import split_label
from plancomment.read.pdf.columns import Column
from plancomment.read.pdf.glyphs import is_japanese
from plancomment.read.pdf.lines import Line, join_words

__all__ = ["Paragraph", "Placed", "has_leader", "join_lines", "join_paragraph"]

_INDENT = 0.6  # em
_REACH = 1.7  # em: how far from the right margin a full line may end
_LABELLED = 2.7  # em: the same for an item whose sentence goes on
_FIRST = 1.6  # em: the first line of a paragraph is not set in by more
_WIDER = 1.25  # times the distance of lines within paragraphs: more behind 。 parts paragraphs
_PITCH = 1.4  # times the usual distance of lines: more parts paragraphs
_LEADER = re.compile(r"(?:[.．…‥・]\s*){3,}[0-9０-９]*$")
_ENDS = frozenset(".．…‥・ 0123456789０１２３４５６７８９")
_NOTE = re.compile(r"[0-9０-９]{1,3}(?![0-9０-９年月日人件％%,.])|[*＊※†‡⁰¹²³⁴-⁹]|[（(]?注")  # begins the next footnote
_DATED = re.compile(r"[0-9０-９元一二三四五六七八九十]\s*[年月日]$")  # the date of a cover
_TOKEN = re.compile(r"[A-Za-z0-9.,%&/+-]+")


@attrs.define(eq=False)  # not frozen, as lines are not
class Placed:
    """A line with its place in the file.

    Attributes:
        line: the line.
        column: the column that it stands in.
        page: of the file, from 1.
        number: of the line on its page, from 1.
        pitch: the usual distance between lines of that column, 0 if there is none.
        style: what must be alike for two lines to be one paragraph, beside their places.
        is_heading: whether it is set larger or bolder than the running text.
        is_note: whether it belongs to a footnote.
        within: the usual distance between lines of one paragraph in the file, 0 if it is not looked at.
        is_entry: whether it is a line of a table of contents.
    """

    line: Line
    column: Column
    page: int
    number: int
    pitch: float
    style: object = None
    is_heading: bool = False
    is_note: bool = False
    within: float = 0.0
    is_entry: bool = False


@attrs.frozen(eq=False)
class Paragraph:
    """Lines that are one text, and that text."""

    lines: tuple[Placed, ...]
    text: str


def has_leader(text: str) -> bool:
    """Whether dots lead to the page number at the end of a line, as in a table of contents (目次)."""
    if text[-1:] not in _ENDS and text[-1:].isprintable():  # most lines: no search through them
        return False
    return _LEADER.search(text) is not None


def join_paragraph(texts: Iterable[str]) -> str:
    """The texts of lines as one: Japanese without, Latin words with a space between."""
    whole = ""
    for text in texts:
        whole = join_words(whole, text)
    return whole


def join_lines(placed: Iterable[Placed]) -> list[Paragraph]:
    """Lines in reading order as paragraphs."""
    paragraphs: list[list[Placed]] = []
    for line in placed:
        if paragraphs and _continues(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [Paragraph(tuple(lines), join_paragraph(line.line.text for line in lines)) for lines in paragraphs]


def _continues(before: Sequence[Placed], after: Placed) -> bool:
    """Whether a line goes on with the paragraph of the lines before it."""
    last = before[-1]
    if (last.style, last.is_note) != (after.style, after.is_note) or last.line.is_spread or after.line.is_spread:
        return False
    if abs(last.line.size - after.line.size) > 0.1 * last.line.size:
        return False
    if _label(after.line.text) or (after.is_note and _NOTE.match(after.line.text)):
        return False
    if last.is_entry or after.is_entry:
        return False
    if last.is_heading and _is_centred(last, after):
        return True
    if not _is_full(before, after.line) or has_leader(last.line.text):
        return False
    if last.page == after.page and last.column is after.column and last.pitch:
        step = after.line.base - last.line.base
        if step > _PITCH * max(last.pitch, last.line.size) or step <= 0:
            return False
        if last.within and last.line.text.endswith("。") and step > _WIDER * last.within:
            return False
    return not _begins_anew(before, after)


@lru_cache(maxsize=256)
def _label(text: str) -> str:
    """The label of a line; each line is asked for it again and again."""
    return split_label(text)[0]


def _is_centred(last: Placed, after: Placed) -> bool:
    """Whether two lines of a title stand over one another, neither from the left margin."""
    if last.page != after.page or after.line.base - last.line.base > 2.2 * after.line.size:
        return False
    em = after.line.size
    apart = abs(last.line.x0 + last.line.x1 - after.line.x0 - after.line.x1) / 2
    if last.line.text.endswith("。") or _DATED.search(last.line.text):
        return False
    return apart < 0.3 * em and abs(last.line.x0 - after.line.x0) > 0.3 * em


def _is_full(before: Sequence[Placed], following: Line) -> bool:
    """Whether the last of these lines ends because the column ends: what follows would not have gone on it.

    An item whose sentence goes on may end a little earlier: no word is left over that would stand there by itself.
    """
    placed = before[-1]
    room = placed.column.right - placed.line.x1
    token = _TOKEN.match(following.text)
    goes_on = bool(_label(before[0].line.text)) and is_japanese(placed.line.text[-1:] or "。")
    reach = _LABELLED if goes_on and not placed.line.text.endswith(("。", "）", "」")) else _REACH
    needed = reach if token is None else max(reach, 0.6 * len(token[0]) + 0.5)
    return room < needed * placed.line.size


def _begins_anew(before: Sequence[Placed], after: Placed) -> bool:
    """Whether a line is set in as the first line of a paragraph is.

    Measured from the edge of the column and from that of the page: left and right pages may have other margins, and a
    column may not show where its text begins.
    """
    first, last = before[0], before[-1]
    em = _INDENT * after.line.size
    shift = after.column.left - last.column.left
    if len(before) > 1:
        step = after.line.x0 - last.line.x0
        return min(abs(step), abs(step - shift)) > em
    step = after.line.x0 - first.line.x0
    step = min(step, step - shift)
    label = _label(first.line.text)
    if label or first.line.text[:1] in "※注*＊":  # a hanging indent is as deep as the label is wide
        return step > (len(label) + 2.5) * first.line.size
    if step <= em and last.line.text.endswith("。"):  # two first lines, each set in: one paragraph and the next
        inset = min(after.line.x0 - after.column.left, last.line.x0 - last.column.left)
        return em < inset < _FIRST * after.line.size
    return step > em
