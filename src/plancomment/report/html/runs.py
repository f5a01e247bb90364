"""Stretches of text of one look (文字列): ``<del>`` on the old side, ``<ins>`` on the new one, links, emphasis.

What is changed is underlined or struck out, and said by screen readers; the style sheet tells how it looks.
"""

from collections.abc import Iterable

from plancomment.report.document import Run
from plancomment.report.html.markup import Markup, element, end, join, named, text

__all__ = ["write_run", "write_runs"]

_SPAN, _CLOSE, _END = Markup("<span"), Markup(">"), end("span")


def write_runs(runs: Iterable[Run]) -> list[Markup]:
    """The runs, one behind the other."""
    return [write_run(run) for run in runs]


def write_run(run: Run) -> Markup:
    """A run, in the elements that its look, link and anchor need."""
    written = text(run.text)
    emphasis, tag = run.emphasis, run.tag
    if emphasis or tag:
        written = _emphasized(written, emphasis, tag)
    if run.link:
        written = element("a", [written], href=f"#{run.link}")
    return join((_SPAN, named(run.anchor), _CLOSE, written, _END)) if run.anchor else written


def _emphasized(written: Markup, emphasis: str, tag: str) -> Markup:
    if emphasis in ("underline", "double-underline"):
        return element(tag or "u", [written], class_="double" if emphasis == "double-underline" else "")
    if tag:
        written = element(tag, [written], class_="plain")
    if emphasis == "strong":
        return element("strong", [written])
    if emphasis == "strike":
        return element("s", [written])
    return element("span", [written], class_="muted") if emphasis == "muted" else written
