"""Several comments in one cell (一つのセルの複数の意見), taken apart where that was asked for."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["SPLITS", "split_text"]

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_BEFORE = r"(?:^|(?<=[\s。．.」』）)、；;]))"
# ①と②, ①、②, ①から③, ①については: a reference to another point, not the beginning of one.
_AFTER = (
    r"(?!\s*(?:と|や|及び|から|[・、,～〜~]\s*[①-㊿（(0-9０-９]|(?:について|に関して|に対して|の(?:とおり|通り|意見))))"
)
_circled = re.compile(f"(?<![「『（(第のとや記前])[①-⑳㉑-㉟㊱-㊿]{_AFTER}")
_numbered = re.compile(
    rf"{_BEFORE}(?:[（(](?P<closed>\d{{1,2}})[）)]|(?P<open>\d{{1,2}})[）)]|(?P<stopped>\d{{1,2}})[.．、](?!\d)){_AFTER}"
)
_bullet = re.compile(r"^[ \t　]*[・･●○■□◆◇▪‣•-][ 　]?", re.MULTILINE)
_blank_lines = re.compile(r"(?:\r\n|\r|\n)[ \t　]*(?:\r\n|\r|\n)\s*")
_line_end = re.compile(r"\r\n|\r|\n")


def _at_circled(text: str) -> list[int]:
    places: list[int] = []
    for match in _circled.finditer(text):
        if match[0] == _CIRCLED[len(places) : len(places) + 1]:
            places.append(match.start())
    return places


def _at_numbered(text: str) -> list[int]:
    places: list[int] = []
    style = ""
    for match in _numbered.finditer(text):
        kind = match.lastgroup or ""
        if int(match[kind]) == len(places) + 1 and kind == (style or kind):
            places.append(match.start())
            style = kind
    return places


def _at_bullets(text: str) -> list[int]:
    return [match.start() for match in _bullet.finditer(text)]


def _after(pattern: re.Pattern[str]) -> Callable[[str], list[int]]:
    return lambda text: [0, *(match.end() for match in pattern.finditer(text))]


_FINDERS: Mapping[str, Callable[[str], Sequence[int]]] = {
    "circled": _at_circled,
    "numbered": _at_numbered,
    "bullets": _at_bullets,
    "lines": _after(_line_end),
    "paragraphs": _after(_blank_lines),
}
#: How a cell may be taken apart: at ① ②, at (1) (2) or 1. 2., at ・, at each line, at blank lines.
SPLITS: tuple[str, ...] = tuple(_FINDERS)


def split_text(text: str, how: str) -> list[str]:
    """The pieces of a text: each exactly as it stands, without the white space between two pieces.

    Numbers must run from 1 on, so that a reference to another point does not cut. What stands before the first mark
    belongs to the first piece. One piece, the text itself, where there is nothing to split.

    >>> split_text("①木を植えてほしい。②花も植えてほしい。", "circled")
    ['①木を植えてほしい。', '②花も植えてほしい。']
    """
    places = list(_FINDERS[how](text))
    if len(places) < 2:
        return [text]
    edges = [0, *places[1:], len(text)]
    pieces = [text[start:end].strip() for start, end in itertools.pairwise(edges)]
    pieces = [piece for piece in pieces if piece]
    return pieces if len(pieces) > 1 else [text]
