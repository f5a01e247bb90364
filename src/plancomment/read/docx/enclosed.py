"""What an EQ field shows (囲い文字, old-style ruby, fractions): Word keeps it in the field's instruction only."""

import functools
import re
import unicodedata

import attrs

__all__ = ["Shown", "shown_by"]

_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)\s*')
_FUNCTION = re.compile(r"\\([a-z]+)", re.IGNORECASE)
_OPTION = re.compile(r"\s*\\([a-z]+)\s*(-?\d*)\s*", re.IGNORECASE)
_CIRCLES = "○◯〇"


@attrs.define
class Shown:
    """What an EQ field shows.

    Attributes:
        text: its text.
        readings: (base, reading) of old-style ruby in it.
    """

    text: str = ""
    readings: list[tuple[str, str]] = attrs.field(factory=list)


def shown_by(instruction: str) -> Shown:
    """The text of an EQ instruction.

    >>> shown_by(r"EQ \\o\\ac(○,3)").text, shown_by(r"EQ \\o\\ad(\\s\\up 9(りかん),罹患)").readings
    ('③', [('罹患', 'りかん')])
    """
    shown = Shown()
    body = _SWITCH.sub("", instruction.strip()[2:]).strip()
    shown.text, _ = _expression(body, 0, shown, inside=False)
    return shown


def _expression(text: str, at: int, shown: Shown, *, inside: bool) -> tuple[str, int]:
    """The text from a position on, up to the comma or bracket that ends an argument; and where it ends."""
    pieces = []
    while at < len(text):
        char = text[at]
        if inside and char in ",)":
            break
        if char != "\\":
            pieces.append(char)
            at += 1
        elif (function := _FUNCTION.match(text, at)) is not None:
            piece, at = _call(text, function.end(), function[1].lower(), shown)
            pieces.append(piece)
        else:
            pieces.append(text[at + 1 : at + 2])
            at += 2
    return "".join(pieces), at


def _call(text: str, at: int, name: str, shown: Shown) -> tuple[str, int]:
    """What a function shows, from behind its name on; and where its arguments end."""
    while (option := _OPTION.match(text, at)) is not None:
        at = option.end()
    if text[at : at + 1] != "(":
        return "", at
    starts: list[int] = []
    arguments: list[str] = []
    while at < len(text) and text[at] != ")":
        starts.append(at + 1)
        argument, at = _expression(text, at + 1, shown, inside=True)
        arguments.append(argument)
    is_raised = [text.startswith("\\s", start) for start in starts]
    return _joined(name, arguments, is_raised, shown), at + 1


def _joined(name: str, arguments: list[str], is_raised: list[bool], shown: Shown) -> str:
    if name == "o" and True in is_raised and False in is_raised:
        base = "".join(argument for argument, raised in zip(arguments, is_raised, strict=True) if not raised)
        reading = "".join(argument for argument, raised in zip(arguments, is_raised, strict=True) if raised)
        shown.readings.append((base, reading))
        return base
    if name == "o" and len(arguments) == 2 and arguments[0] in tuple(_CIRCLES):
        return _circled().get(unicodedata.normalize("NFKC", arguments[1]), "".join(arguments))
    return ("/" if name == "f" else "").join(arguments)


@functools.cache
def _circled() -> dict[str, str]:
    """The characters that are another one in a circle, by that other one: ③ by 3, ㊞ by 印."""
    circled = {}
    for code in (*range(0x2460, 0x2500), *range(0x3251, 0x32FF)):
        kind, _, codes = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<circle>":
            circled["".join(chr(int(part, 16)) for part in codes.split())] = chr(code)
    return circled
