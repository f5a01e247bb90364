"""The page's script: filters, search, views, the way back from a link; the page is whole without it."""

import functools
from importlib import resources

__all__ = ["script"]


@functools.cache
def script() -> str:
    """The script, as it stands in every page, whatever its language."""
    return "\n" + resources.files("plancomment.report.html").joinpath("script.js").read_text(encoding="utf-8")
