"""The characters of one paragraph or cell, with white space as a browser shows it (空白の扱い)."""

import functools
import re
import unicodedata

import attrs

__all__ = ["WHITE", "Text", "collapse", "collapse_lines"]

#: What collapses; no-break and ideographic spaces are characters.
WHITE = " \t\n\r\f"

_SPACES = re.compile(r"([ \t\n\r\f]+)")
_RUNS = re.compile(r"[\t\r\f]|  ")


@functools.lru_cache(maxsize=8192)
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFH" and not "\uac00" <= char <= "\ud7a3"


def collapse(text: str) -> str:
    """Words on one line, for findings and the texts of pictures; an ideographic space is a character."""
    return _SPACES.sub(" ", text).strip(" ")


def collapse_lines(text: str) -> str:
    """The characters of a whole paragraph, or of a line of it: as ``Text`` gives them."""
    if not (" " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text):
        return text  # ten times as fast as a regular expression
    pieces: list[str] = []
    for line in text.split("\n"):
        piece = line.strip(WHITE)
        if piece:
            if _RUNS.search(piece) is not None:
                piece = _SPACES.sub(" ", piece)
            if pieces and not (_wide(pieces[-1][-1]) and _wide(piece[0])):
                pieces.append(" ")
            pieces.append(piece)
    return "".join(pieces)


@attrs.define
class Text:
    """What stands in one paragraph so far.

    White space collapses to one space, and to none at the ends of lines; where it holds a line break of the source, to
    none between two characters of full width (CSS Text 3, 4.1.3). No-break and ideographic spaces are characters.
    """

    parts: list[str] = attrs.Factory(list)
    length: int = 0
    space: str = ""  # that has not been written yet
    anchors: list[tuple[int, str]] = attrs.Factory(list)
    at_start: bool = True
    is_blank: bool = True

    def add(self, text: str) -> None:
        """Text in which white space collapses."""
        if not (" " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text):
            if text:
                self._write(text)
            return
        for at, piece in enumerate(_SPACES.split(text)):
            if at % 2:
                self.space = "\n" if "\n" in piece or self.space == "\n" else " "
            elif piece:
                self._write(piece)

    def _write(self, piece: str) -> None:
        if self.space:
            self._space_before(piece)
        self.parts.append(piece)
        self.length += len(piece)
        self.at_start = self.is_blank = False

    def add_exactly(self, text: str) -> None:
        """Text in which white space counts."""
        if text:
            self._space_before(text)
            self._put(text)
            self.at_start = text[-1] == "\n"
            self.is_blank = self.is_blank and not text.strip(WHITE)

    def add_break(self) -> None:
        self.space = ""
        self._put("\n")
        self.at_start = True

    def add_anchor(self, name: str) -> None:
        self.anchors.append((self.length, name))

    def _space_before(self, text: str) -> None:
        if self.space and not self.at_start:
            last = self.parts[-1][-1]
            if not (self.space == "\n" and _wide(last) and _wide(text[0])):
                self._put(" ")
        self.space = ""

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def take(self, *, exactly: bool) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The text and its anchors; line breaks at its ends show nothing and go, unless white space counts."""
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        lead = 0
        if not exactly:
            shown = text.strip("\n")
            if self.anchors and shown is not text:
                lead = len(text) - len(text.lstrip("\n"))
            text = shown
        if not self.anchors:
            return text, ()
        return text, tuple((min(max(at - lead, 0), len(text)), name) for at, name in self.anchors)
