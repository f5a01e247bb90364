"""Numbers that belong to somebody: telephone, postal code, 個人番号, 法人番号, date of birth; mail addresses.

Texts are folded character by character first (full-width and kanji digits, all kinds of strokes), so that a position in
the folded text is one in the text. All rules are linear in the length of the text.
"""

import re
from collections.abc import Iterator

__all__ = ["birth_dates", "folded", "mails", "official_numbers", "phones", "postal_codes"]

_STROKES = "‐‑‒–—―−－ーｰ─━"
_FOLDED = {
    **{ord(char): str(at) for at, char in enumerate("〇一二三四五六七八九")},
    **{0xFF01 + at: chr(0x21 + at) for at in range(94)},
    **dict.fromkeys(map(ord, _STROKES), "-"),
    0x3000: " ",
    0xA0: " ",
    ord("／"): "/",
    ord("零"): "0",
}
# Forms of one character that names are written with.
_FORMS = {ord(form): usual for form, usual in zip("髙﨑濵嶋邉", "高崎浜島邊", strict=True)}
# Names have kanji digits and long vowels: 三宅, マリー.
_WORDS = _FORMS | {char: plain for char, plain in _FOLDED.items() if chr(char) not in "〇一二三四五六七八九零ー"}
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-](?:[A-Za-z0-9._%+-]{0,63}?)(?: ?(?:@|\(at\)|\[at\]|<at>) ?)"
    r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_BEFORE, _AFTER = r"(?<![0-9])(?<![0-9][-.,/])", r"(?![0-9])(?![-][0-9])"
_GAP = r"[ ]?[-() .・][ ]?"
_PHONE = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?:\+ ?81|0081)[- ]?\(?0?\)?[- ]?[1-9][0-9]{{0,3}}[-) ]?[0-9]{{1,4}}[- ]?[0-9]{{4}}"
    rf"|(?:\(0[0-9]{{1,4}}\) ?|0[0-9]{{1,4}}{_GAP})[0-9]{{1,4}}{_GAP}[0-9]{{3,4}}"
    rf"|0[5-9]0[0-9]{{8}}|0[1-9][0-9]{{8}}"
    rf"){_AFTER}"
)
_POSTAL = re.compile(rf"(?:〒 ?|(?<=郵便番号)[: は]{{0,3}}){_BEFORE}[0-9]{{3}} ?-? ?[0-9]{{4}}{_AFTER}")
_POSTAL_BY_PLACE = re.compile(rf"{_BEFORE}[0-9]{{3}}-[0-9]{{4}}(?= ?[一-龠]{{1,3}}[都道府県市])")
_TWELVE = re.compile(rf"{_BEFORE}[0-9]{{4}}[- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_AFTER}")
_THIRTEEN = re.compile(rf"{_BEFORE}[0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_AFTER}")
_DATE = r"(?:明治|大正|昭和|平成|令和|西暦|[MTSHR])? ?[0-9十元]{1,4} ?[年./-] ?[0-9十]{1,3} ?[月./-] ?[0-9十]{1,3} ?日?"
_BORN = re.compile(
    rf"(?:(?<=生年月日)|(?<=誕生日))[^0-9\n、。]{{0,4}}?(?P<after>{_DATE})"
    rf"|(?P<before>{_DATE})(?= ?(?:生まれ|生(?![一-龠])|に生まれ))"
)


def folded(text: str, *, digits: bool = True) -> str:
    """The text with plain digits, letters, signs and strokes, of the same length; kanji digits stay if asked for."""
    return text.translate(_FOLDED if digits else _WORDS)


def mails(text: str) -> Iterator[tuple[int, int, float]]:
    """Mail addresses in a folded text: start, end, score."""
    for found in _MAIL.finditer(text):
        yield found.start(), found.end(), 1.0


def phones(text: str) -> Iterator[tuple[int, int, float]]:
    """Telephone and fax numbers: ten digits, eleven of mobile and IP telephones (総務省の電気通信番号計画)."""
    for found in _PHONE.finditer(text):
        words = found.group()
        digits = "".join(char for char in words if char.isdigit())
        if digits.startswith(("0081", "81")):
            digits = "0" + digits[digits.index("81") + 2 :].removeprefix("0")
        if len(digits) == (11 if digits[:3] in ("050", "060", "070", "080", "090") or digits[:4] == "0800" else 10):
            yield found.start(), found.end(), 1.0 if not words.isdigit() else 0.9


def postal_codes(text: str) -> Iterator[tuple[int, int, float]]:
    """Postal codes behind 〒 or 郵便番号, or before the name of a place."""
    for found in _POSTAL.finditer(text):
        yield found.start(), found.end(), 1.0
    for found in _POSTAL_BY_PLACE.finditer(text):
        yield found.start(), found.end(), 0.9


def official_numbers(text: str) -> Iterator[tuple[str, int, int, float]]:
    """個人番号 of twelve and 法人番号 of thirteen digits whose check digits are right.

    個人番号: 平成26年総務省令第85号5条. 法人番号: 平成26年財務省令第70号2条.
    """
    for found in _THIRTEEN.finditer(text):
        if _is_corporate(_digits(found.group())):
            yield "corporate_number", found.start(), found.end(), 0.9
    for found in _TWELVE.finditer(text):
        if _is_personal(_digits(found.group())):
            yield "my_number", found.start(), found.end(), 0.9


def _digits(words: str) -> list[int]:
    return [int(char) for char in words if char.isdigit()]


def _is_personal(digits: list[int]) -> bool:
    lowest = digits[-2::-1]
    rest = sum(digit * (at + 1 if at <= 6 else at - 5) for at, digit in enumerate(lowest, 1)) % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest) and len(set(digits)) > 1


def _is_corporate(digits: list[int]) -> bool:
    lowest = digits[:0:-1]
    rest = sum(digit * (1 if at % 2 else 2) for at, digit in enumerate(lowest, 1)) % 9
    return digits[0] == 9 - rest


def birth_dates(text: str) -> Iterator[tuple[int, int, float]]:
    """Days behind 生年月日, or before 生まれ and 生."""
    for found in _BORN.finditer(text):
        name = "after" if found.group("after") is not None else "before"
        yield found.start(name), found.end(name), 1.0
