"""What a second reader sees in a file (読み取った内容)."""

import attrs

__all__ = ["Seen"]


@attrs.frozen
class Seen:
    """Its cells, and all that it says.

    Attributes:
        cells: the texts of all cells of all tables, in order (セル).
        text: all text, cells included (全文).
    """

    cells: tuple[str, ...]
    text: str
