"""Texts in an encoding that lacks characters: CP932, what Excel takes a CSV file without a mark for (文字コード).

Nothing is lost silently: a character that CP932 does not have becomes one that reads the same where there is one, else
its number in brackets (𠮷 → ［U+20BB7］), and whoever writes the file is told. Python's own encoder changes six
characters without a word (U+301C WAVE DASH and its kin, which Unicode and Microsoft place differently); here they are
told like the others.
"""

import functools

__all__ = ["fitted", "misfits"]

# Unicode's and JIS's character, and the one that Microsoft's table has in its place, or that reads the same.
_LIKE = {
    "\u00a2": "\uffe0",
    "\u00a3": "\uffe1",
    "\u00a5": "\uffe5",
    "\u00ac": "\uffe2",
    "\u2014": "\u2015",
    "\u2016": "\u2225",
    "\u2212": "\uff0d",
    "\u301c": "\uff5e",
    "\u00a0": " ",
}


@functools.lru_cache(maxsize=4096)
def _written(char: str) -> str:
    """What is written for a character: itself where CP932 has it."""
    try:
        if char.encode("cp932").decode("cp932") == char and char not in "\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3":
            return char
    except UnicodeError:
        pass
    return _LIKE.get(char) or f"［U+{ord(char):04X}］"


def misfits(text: str) -> dict[str, str]:
    """The characters of a text that CP932 does not have, each with what is written for it (表せない文字).

    >>> misfits("2〜3人の𠮷野")
    {'〜': '～', '𠮷': '［U+20BB7］'}
    """
    if text.isascii():
        return {}
    return {char: sign for char in dict.fromkeys(text) if (sign := _written(char)) != char}


def fitted(text: str) -> str:
    """The text as CP932 can hold it."""
    found = misfits(text)
    return text.translate({ord(char): sign for char, sign in found.items()}) if found else text
