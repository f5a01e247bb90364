"""Signs of the symbol fonts that Word uses, as characters that every font has (記号フォント)."""

__all__ = ["plain_bullet", "plain_symbol"]

#: Wingdings, by the code within the font.
_WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x7A: "⌧", 0x80: "⓪", 0x81: "①",
    0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x8C: "❶",
    0x8D: "❷", 0x8E: "❸", 0x8F: "❹", 0x90: "❺", 0x91: "❻", 0x92: "❼", 0x93: "❽", 0x94: "❾", 0x95: "❿", 0x9E: "·",
    0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
#: Symbol, by the code within the font.
_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "・", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xBC: "…", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}
_BULLET = "・"
_PRIVATE = range(0xF000, 0xF100)


def plain_symbol(code: int, font: str) -> str | None:
    """The character for a sign of a symbol font, None if it is not known."""
    known = _FONTS.get(font.lower())
    return None if known is None else known.get(code & 0xFF if code in _PRIVATE else code)


def plain_bullet(text: str, font: str) -> str:
    """A bullet as it is shown, but in characters of an ordinary font; ``・`` for a sign that is not known.

    >>> plain_bullet("\\uf06c", "Wingdings"), plain_bullet("\\uf0b7", "Symbol"), plain_bullet("○", "")
    ('●', '・', '○')
    """
    shown = []
    for char in text:
        is_sign = ord(char) in _PRIVATE or font.lower() in _FONTS or font.lower().startswith(("wingdings", "webdings"))
        is_sign = (is_sign and ord(char) < 0x100) or ord(char) in _PRIVATE
        shown.append((plain_symbol(ord(char), font) or _BULLET) if is_sign else char)
    return "○" if shown == ["o"] else "".join(shown)
