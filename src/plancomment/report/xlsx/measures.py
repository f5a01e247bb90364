"""How much room texts take on the page, as far as it can be told without the font: widths, lines, heights (行の高さ).

Excel does not make a row higher for a merged cell, and no program does before it opens the file; so every row gets its
height here. An estimate on the safe side: rather a line too many than a line that nobody sees.
"""

import math

__all__ = ["HIGHEST", "SIZE", "em_width", "line_height", "number_width", "text_height"]

#: The highest row that Excel has is 409.5 points; a text that needs more stands in several rows, merged.
HIGHEST = 400.0
#: The size of the text in points.
SIZE = 10
# Of an em: the digits and letters of Japanese fonts, and room for the words that break late.
_NARROW = 0.56
# Fonts whose lines are much higher than their characters.
_AIRY = ("游", "Yu", "メイリオ", "Meiryo")


def line_height(font: str, size: float) -> float:
    """The height of a line in points."""
    return size * (1.7 if font.startswith(_AIRY) else 1.45)


def em_width(columns: float, size: float = SIZE) -> float:
    """How many characters of full width stand side by side in columns of so many digits, as Excel counts them."""
    pixels = columns * 7 - 2  # 7 to a digit is the narrowest; 5 more around it, about 7 that stay white
    return max(pixels / (size * 4 / 3), 1.0)


def number_width(text: str) -> float:
    """The column, in digits, in which a number with its unit fits on one line, also in bold characters."""
    narrow = len(text.encode("ascii", "ignore"))
    return round(min(1.25 * narrow + 2.1 * (len(text) - narrow) + 1.5, 60.0), 1)


def text_height(text: str, ems: float, line: float) -> float:
    """The height in points that a text needs in a cell so wide, with lines so high."""
    usable = max(ems - 0.6, ems * 0.75)  # a line may end early, before a sign that begins none
    if text.isascii():
        usable = max(usable - 1.5, usable * 0.75)  # words are not cut
    count = 0
    for one in text.split("\n"):
        narrow = len(one.encode("ascii", "ignore"))
        count += max(math.ceil((len(one) - narrow + narrow * _NARROW) / usable), 1)
    return count * line + 3.0
