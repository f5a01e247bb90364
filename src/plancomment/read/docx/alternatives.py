"""Of several ways to say the same thing, the one to read (代替表現)."""

from typing import Any

from plancomment.read.docx.names import MATH, MC, W

__all__ = ["ALTERNATIVES", "choose"]

ALTERNATIVES = f"{MC}AlternateContent"


def choose(element: Any) -> Any:
    """The first choice, or the fallback where only that holds text; ``()`` where there is neither."""
    choice, fallback = element.find(f"{MC}Choice"), element.find(f"{MC}Fallback")
    if choice is None:
        return () if fallback is None else fallback
    if fallback is not None and not _has_text(choice) and _has_text(fallback):
        return fallback
    return choice


def _has_text(element: Any) -> bool:
    return next(element.iter(f"{W}t", f"{MATH}t"), None) is not None
