"""Numbers in labels (項番号の数え方): which they are, and how the next one is printed."""

import functools
import re

from plancomment.exercises.prose import wide

__all__ = ["NumberForm", "form_of", "printed"]

# What stands before the number, the kind of its digits, what stands behind it.
NumberForm = tuple[str, str, str]

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_SIGNS = {"circled": _CIRCLED, "kana": _KANA}


@functools.cache
def _pattern() -> re.Pattern[str]:
    number = f"(?P<narrow>[0-9]{{1,4}})|(?P<wide>[０-９]{{1,4}})|(?P<circled>[{_CIRCLED}])|(?P<kana>[{_KANA}])"
    return re.compile(rf"(第|[（(]|表|図|)(?:{number})([章節条項号編部）)．.]?)")


def form_of(label: str) -> tuple[NumberForm, int] | None:
    """The form of a label and its number, None for what holds no single number: ・, 1-2, a word."""
    match = _pattern().fullmatch(label)
    if match is None:
        return None
    kind = next(name for name in ("narrow", "wide", "circled", "kana") if match[name])
    sign = match[kind]
    number = _SIGNS[kind].index(sign) + 1 if kind in _SIGNS else int(sign)
    return (match[1], kind, match[6]), number


def printed(form: NumberForm, number: int) -> str:
    """The label with this number; behind the last sign of a kind full-width digits go on."""
    before, kind, behind = form
    if kind in _SIGNS and 0 < number <= len(_SIGNS[kind]):
        return f"{before}{_SIGNS[kind][number - 1]}{behind}"
    return f"{before}{number if kind == 'narrow' else wide(number)}{behind}"
