"""What the sheets of an Excel workbook share: texts, styles, the way days are counted (ブック)."""

from collections.abc import Sequence

import attrs

from plancomment.read.spreadsheets.formats import show_number
from plancomment.read.spreadsheets.sheets import Style
from plancomment.read.spreadsheets.strings import Strings

__all__ = ["Book"]

#: How many numbers are remembered as they were shown.
_CACHED = 50_000
_NO_STYLE = Style()


@attrs.define
class Book:
    """What the sheets of a workbook share (ブック).

    Attributes:
        strings: shared texts (共有文字列).
        styles: of cells, in the order of the file (セルの書式).
        from_1904: whether days are counted from 1904 (1904年から計算する).
        shown: numbers shown before, by style and digits.
        plain: styles by which whole numbers are shown as their digits.
    """

    strings: Strings = attrs.field(factory=Strings)
    styles: Sequence[Style] = ()
    from_1904: bool = False
    shown: dict[tuple[str | None, str], str] = attrs.field(factory=dict)
    plain: set[str | None] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.plain = {str(at) for at, style in enumerate(self.styles) if style.format.is_plain}
        if self.style(None).format.is_plain:
            self.plain.add(None)

    def style(self, index: str | None) -> Style:
        """The style of that number; the usual one where there is none."""
        if index is None:
            return self.styles[0] if self.styles else _NO_STYLE
        at = int(index)
        return self.styles[at] if at < len(self.styles) else _NO_STYLE

    def show(self, style: str | None, written: str) -> str:
        """A number as the office sees it."""
        if style in self.plain and written.isdigit() and written.isascii() and written[0] != "0":
            return written
        text = self.shown.get((style, written))
        if text is None:
            text = show_number(written, self.style(style).format, from_1904=self.from_1904)
            if len(self.shown) >= _CACHED:
                self.shown.clear()
            self.shown[style, written] = text
        return text
