"""The layouts that come with plancomment, each a short TOML that a city can copy and edit (様式のひな形)."""

from importlib import resources
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from plancomment.errors import ReadError, WrongValueError

__all__ = ["LAYOUTS", "layout_text", "read_layout_text"]

#: The names of the layouts, the usual one first (様式の名前).
LAYOUTS: tuple[str, ...] = (
    "standard",
    "new-old-remarks",
    "after-before",
    "before-after",
    "current-proposed",
    "places",
    "no-disposition",
    "categories",
    "phrases",
    "gyosei-tetsuzuki-43",
    "english",
)


def layout_text(name: str) -> str:
    """The TOML of a layout, to be copied and edited (様式の写し).

    Raises:
        WrongValueError: no layout has that name.
    """
    if name not in LAYOUTS:
        raise WrongValueError(f"no layout is called {name!r:.40}; known are {', '.join(LAYOUTS)}")
    return resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def read_layout_text(text: str, source: str) -> dict[str, Any]:
    """The keys of a layout's TOML as plain data.

    Raises:
        ReadError: it is no TOML.
    """
    try:
        return dict(tomlkit.parse(text).unwrap())
    except (TOMLKitError, RecursionError, ValueError) as error:
        raise ReadError(source, [f"not TOML: {error}"]) from None
