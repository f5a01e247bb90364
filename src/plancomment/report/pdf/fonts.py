"""Which fonts a PDF is set in (書体): those asked for, or the first of those with Japanese that are installed."""

import difflib
from collections.abc import Set

import attrs

from plancomment.errors import UnknownFormatError
from plancomment.report.look import Look

__all__ = ["GOTHIC", "MINCHO", "Fonts", "choose_fonts"]

#: 明朝体 for the text, in the order in which they are looked for.
MINCHO: tuple[str, ...] = (
    "Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Source Han Serif JP", "BIZ UDPMincho", "BIZ UDMincho",
    "Yu Mincho", "YuMincho", "MS PMincho", "MS Mincho", "Hiragino Mincho ProN", "IPAexMincho", "IPAMincho",
)  # fmt: skip
#: ゴシック体 for titles and headings.
GOTHIC: tuple[str, ...] = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Source Han Sans JP", "BIZ UDPGothic", "BIZ UDGothic",
    "Yu Gothic", "YuGothic", "Meiryo", "MS PGothic", "MS Gothic", "Hiragino Sans", "Hiragino Kaku Gothic ProN",
    "IPAexGothic", "IPAGothic",
)  # fmt: skip


@attrs.frozen
class Fonts:
    """The names of fonts, the first one first; the others for what it has not (書体).

    Attributes:
        text: of the text (本文).
        heading: of titles and headings (見出し).
    """

    text: tuple[str, ...]
    heading: tuple[str, ...]


def choose_fonts(look: Look, installed: Set[str]) -> Fonts:
    """The fonts for a look, out of the families that are installed.

    Raises:
        UnknownFormatError: a font that the look names is not there, or none with Japanese is.
    """
    known = {name.casefold(): name for name in sorted(installed)}
    problems = [
        f"the font {name!r} is not installed{_similar(name, known)}"
        for name in dict.fromkeys((look.font, look.heading_font))
        if name and name.casefold() not in known
    ]
    if problems:
        raise UnknownFormatError("; ".join(problems))
    serif = [name for name in MINCHO if name in installed]
    sans = [name for name in GOTHIC if name in installed]
    own, own_heading = (known.get(name.casefold(), "") for name in (look.font, look.heading_font))
    if not (serif or sans or own):
        raise UnknownFormatError(
            f"a PDF needs a font with Japanese, and none of these is installed: {', '.join((*MINCHO, *GOTHIC))}; "
            "install one, or name one in [report] font"
        )
    text = [own, *serif[:1], *sans[:1]]
    heading = [own_heading or own, *sans[:1], *serif[:1]]
    return Fonts(*(tuple(dict.fromkeys(name for name in names if name)) for names in (text, heading)))


def _similar(name: str, known: dict[str, str]) -> str:
    close = [known[one] for one in difflib.get_close_matches(name.casefold(), known, n=3)]
    return f"; is it one of {', '.join(close)}?" if close else ""
