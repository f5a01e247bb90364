"""Names that are not known, and those that were probably meant (綴りの候補)."""

import difflib
from collections.abc import Iterator, Sequence

__all__ = ["meant", "wrong_names"]


def meant(name: str, names: Sequence[str]) -> str:
    """``(did you mean …?)`` with the nearest of the names, ``""`` where none is near."""
    near = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def wrong_names(given: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """What is wrong with a list of names: unknown ones, and those that stand twice."""
    for index, name in enumerate(given):
        if name not in names:
            yield f"{name[:40]!r} is unknown{meant(name, names)}; known are {', '.join(names)}"
        elif name in given[:index]:
            yield f"{name!r} stands twice"
