"""HTML, by Python's own parser."""

from html.parser import HTMLParser

import attrs

from plancomment.proofreading.seen import Seen

__all__ = ["read_page"]

_UNSEEN = frozenset({"script", "style", "svg", "template"})


@attrs.define(eq=False)
class _Page:
    cells: list[list[str]] = attrs.field(factory=list)
    open: list[list[str]] = attrs.field(factory=list)
    texts: list[str] = attrs.field(factory=list)
    unseen: int = 0


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = self.page
        if tag in _UNSEEN:
            page.unseen += 1
        elif tag in ("td", "th"):
            page.cells.append([])
            page.open.append(page.cells[-1])

    def handle_endtag(self, tag: str) -> None:
        page = self.page
        if tag in _UNSEEN:
            page.unseen -= 1
        elif tag in ("td", "th") and page.open:
            page.open.pop()

    def handle_data(self, data: str) -> None:
        page = self.page
        if not page.unseen:
            page.texts.append(data)
            if page.open:
                page.open[-1].append(data)


def read_page(data: bytes) -> Seen:
    """The cells and the text of an HTML page."""
    parser = _Parser()
    parser.feed(data.decode("utf-8"))
    parser.close()
    return Seen(tuple("".join(cell) for cell in parser.page.cells), "".join(parser.page.texts))
