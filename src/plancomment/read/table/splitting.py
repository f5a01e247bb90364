"""Several comments in one cell (一つのセルの複数の意見), taken apart where that was asked for."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["SPLITS", "is_odd", "split_text"]

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_BEFORE = r"(?:^|(?<=[\s。．.」』）)、；;]))"
# ①と②, ①、②, ①から③, ①については: a reference to another point, not the beginning of one.
_AFTER = (
    r"(?!\s*(?:と|や|及び|から|[・、,～〜~]\s*[①-㊿（(0-9０-９]|(?:について|に関して|に対して|の(?:とおり|通り|意見))))"
)
_MARK = "[①-⑳㉑-㉟㊱-㊿]"
_mark = re.compile(_MARK)
# Behind a line break, 。 or white space a mark begins a point; within words, only where words follow it at once.
_circled = re.compile(
    rf"(?:{_BEFORE}{_MARK}|(?<![「『（(第のとや記前〜～~①-⑳㉑-㉟㊱-㊿]){_MARK}(?![の、・,]))"
    rf"{_AFTER}(?!\s*{_MARK}|\s*[〜～~]|\s*の順)"
)
_numbered = re.compile(
    rf"{_BEFORE}(?:[（(](?P<closed>\d{{1,2}})[）)]|(?P<open>\d{{1,2}})[）)]|(?P<stopped>\d{{1,2}})[.．、](?!\d)){_AFTER}"
)
_bullet = re.compile(r"^[ \t　]*[・･●○■□◆◇▪‣•-][ 　]?", re.MULTILINE)
_blank_lines = re.compile(r"(?:\r\n|\r|\n)[ \t　]*(?:\r\n|\r|\n)\s*")
_line_end = re.compile(r"\r\n|\r|\n")


def _at_circled(text: str) -> list[int]:
    found = list(_circled.finditer(text))
    if "".join(match[0] for match in found) != _CIRCLED[: len(found)]:
        return []
    places = [match.start() for match in found]
    pieces = [text[start + 1 : end] for start, end in itertools.pairwise([*places, len(text)])]
    return places if all(any(sign.isalpha() for sign in piece) for piece in pieces) else []


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


def is_odd(text: str, how: str) -> bool:
    """Whether a text has several circled marks and is not split at them: they are out of order, or only named."""
    return how == "circled" and len(_mark.findall(text)) > 1 and len(split_text(text, how)) == 1


def split_text(text: str, how: str) -> list[str]:
    """The pieces of a text: each exactly as it stands, without the white space between two pieces.

    Numbers must run from 1 on, so that a reference to another point does not cut; with circled ones out of order, or
    without words between them, the text stays whole. What stands before the first mark
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
