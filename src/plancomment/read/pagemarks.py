"""Page marks (頁の印): where a printed page or line begins, written into a plan text as an HTML comment.

The whole grammar; full-width digits and signs mean the same::

    <!-- page: 8 -->            what follows stands on page 8            also: p.8, 8頁, ページ: 8
    <!-- page: 8, line: 7 -->   the next clause begins at printed line 7 of page 8
    <!-- line: 12 -->           the next clause begins at printed line 12 also: 行: 12, 12行目

``=`` may stand for ``:``. A comment that begins with such a word and a sign or number, or is a number and 頁 or 行 and
nothing else, is meant as a mark and must be one. Any other comment (3行空ける) is no mark and is ignored.
"""

import functools
import re
import unicodedata

import attrs

from plancomment.errors import WrongValueError

__all__ = ["PageMark", "read_mark"]


@attrs.frozen
class PageMark:
    """Where what follows is printed (頁の印).

    Attributes:
        page: the page, from 1, None if the mark names a line only (頁).
        line: the line on that page, from 1, None if the mark names none (行).
    """

    page: int | None = None
    line: int | None = None


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    page = r"(?:(?:page|ページ|頁|p)\s*[.:=]?\s*(?P<page>[0-9]{1,6})|(?P<page2>[0-9]{1,6})\s*(?:頁|ページ))"
    line = r"(?:(?:line|行)\s*[:=]?\s*(?P<line>[0-9]{1,6})|(?P<line2>[0-9]{1,6})\s*行目?)"
    mark = rf"(?:{page}(?:\s*[,、;]?\s*{line})?|(?P<only>{line.replace('line>', 'line3>').replace('line2', 'line4')}))"
    meant = (
        r"(?:page|ページ|頁|line|行|p)\s*(?:[:=]|\.?\s*[-+]?[0-9])"
        r"|[-+]?[0-9]+\s*(?:頁|ページ)(?:\s*[,、;]?\s*(?:(?:line|行)\s*[:=]|[-+]?[0-9]+\s*行目?$|(?:line|行)\s*[0-9]|$))"
        r"|[-+]?[0-9]+\s*行目?$"
    )
    return re.compile(mark), re.compile(meant)


def read_mark(comment: str) -> PageMark | None:
    """The mark in a comment (without its ``<!--`` and ``-->``), None for a comment that is none.

    Raises:
        WrongValueError: it is meant as a mark, but names no page or line.

    >>> read_mark(" page: 8, line: 7 ")
    PageMark(page=8, line=7)
    """
    mark, meant = _patterns()
    folded = unicodedata.normalize("NFKC", comment).strip().lower()
    if not meant.match(folded):
        return None
    match = mark.fullmatch(folded)
    numbers = match.groupdict() if match is not None else {}
    page, line = (
        next((int(value) for name, value in numbers.items() if name.startswith(prefix) and value), None)
        for prefix in ("page", "line")
    )
    if (page is None and line is None) or page == 0 or line == 0:
        raise WrongValueError(
            f"not a page mark: <!-- {' '.join(comment.split())[:40]} --> (expected <!-- page: 8 -->, "
            "<!-- page: 8, line: 7 --> or <!-- line: 12 -->, counted from 1)"
        )
    return PageMark(page, line)
