"""Attribute values of a Word file, read without believing them (属性値)."""

from typing import Any

from plancomment.read.docx.names import W

__all__ = ["is_on", "value_of", "whole_number"]

_VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: Any) -> bool:
    """Whether an on/off property such as ``<w:vanish/>`` is on: it is unless it says that it is not."""
    return element.get(_VAL, "1").lower() not in _OFF


def value_of(parent: Any, name: str) -> str | None:
    """``w:val`` of a child, None without the child or the attribute."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(_VAL)


def whole_number(text: str | None, least: int, most: int) -> int | None:
    """A whole number within bounds, None for everything else (also for a number of a million digits)."""
    if text is None or len(text) > 12:
        return None
    try:
        number = int(text)
    except ValueError:
        return None
    return number if least <= number <= most else None
