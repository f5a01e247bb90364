"""The looks of the HTML page: one style sheet, nothing from outside (HTMLの体裁)."""

import base64
import functools
import hashlib
from importlib import resources

from plancomment.report.look import Look

__all__ = ["digest", "style"]

# What a screen reader says around changed words, because an underline must not be the only sign; what begins a note;
# what a card of a narrow screen says of cells that are merged over several rows.
_SAID = {
    "ja": {
        "del": "［改正前の部分］",
        "ins": "［改正後の部分］",
        "u": "［下線］",
        "end": "［ここまで］",
        "note": "※ ",
        "shared": "（{}行に共通）",
        "reached": "（上と共通の欄は省略）",
    },
    "en": {
        "del": "[changed from] ",
        "ins": "[changed to] ",
        "u": "[underlined] ",
        "end": " [end]",
        "note": "Note: ",
        "shared": " (for {} rows)",
        "reached": "(cells shared with the above are not repeated)",
    },
}
_FONTS = (
    '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic Medium", "Yu Gothic", "Noto Sans JP", '
    '"Noto Sans CJK JP", Meiryo, sans-serif'
)
_MARKS = {
    "underline": "",
    "strike": "del:not(.double) { text-decoration-line: line-through; text-decoration-thickness: .08em; }",
    "color": "del { color: var(--old); background: var(--old-back); } "
    "ins { color: var(--new); background: var(--new-back); }",
}
_PAGES = {
    "wide": "@page { size: PAPER; } @page wide { size: PAPER landscape; } "
    "@media print { .landscape { page: wide; break-before: page; } }",
    "all": "@page { size: PAPER landscape; }",
    "none": "@page { size: PAPER; }",
}


@functools.cache
def _sheet() -> str:
    return resources.files("plancomment.report.html").joinpath("style.css").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=8)
def style(lang: str, look: Look) -> str:
    """The style sheet of a page in that language and with these looks."""
    said = _SAID[lang]
    before, after = said["shared"].split("{}")
    words = {**said, "shared": before, "shared-end": after}
    variables = [
        *(f'--say-{name}: "{one}";' for name, one in words.items()),
        f"--font: {_family(look.font)};",
        f"--heading-font: {_family(look.heading_font) if look.heading_font else 'var(--font)'};",
    ]
    pages = _PAGES[look.landscape].replace("PAPER", look.paper)
    own = (f":root {{ {' '.join(variables)} }}", _MARKS[look.marks], pages)
    return "\n" + _sheet() + "".join(one + "\n" for one in own if one)


def _family(font: str) -> str:
    return f"{_string(font)}, {_FONTS}" if font else _FONTS


def _string(words: str) -> str:
    """A string of CSS: what is neither letter nor digit is written by its number, so that it cannot end the string."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in words) + '"'


@functools.lru_cache(maxsize=8)
def digest(source: str) -> str:
    """How a content security policy names a script or a style sheet (CSP Level 3, 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
