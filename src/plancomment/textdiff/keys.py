"""Comparison keys (比較用の正規化): two spellings of one text give one key.

A key is for comparing only. Text that is stored, shown or diffed is never replaced by its key.
"""

import re
import string
import unicodedata
from itertools import pairwise

__all__ = ["comparison_key", "cosmetic_key"]

# Forms that Unicode does not fold, or folds to what no Japanese text means; one line for each family.
_VARIANTS = {
    **dict.fromkeys("〜～∼˜", "~"),
    **dict.fromkeys("○◯", "〇"),
    **dict.fromkeys("−－‐‑‒–﹣⁃", "-"),
    **dict.fromkeys("―─━", "—"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("·‧∙", "・"),
    # CJK radicals that PDF producers write in place of ideographs. NFKC leaves the supplement alone, and
    # turns the Kangxi radical ⼾ into 戶, which Japanese does not use (Unicode, EquivalentUnifiedIdeograph.txt).
    **dict(
        zip(
            "⺁⺒⺝⺟⺠⺩⺬⺮⺶⻁⻄⻆⻊⻑⻗⻘⻝⻞⻣⻤⻨⻩⻫⻭⻯⻲⼾",
            "厂巳月母民王示竹羊虎西角足長雨青食食骨鬼麦黄斉歯竜亀戸",
            strict=True,
        )
    ),
    # Invisible: byte order mark, zero width space, word joiner, soft hyphen, Mongolian selectors.
    **dict.fromkeys("\ufeff\u200b\u2060\u00ad\u180b\u180c\u180d", ""),
    **dict.fromkeys(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))), ""),
}

# Compatibility forms that are only another way to print the same sign. <circle>, <super>, <sub>, <fraction>
# are not among them: ① is not 1, and 10² is not 102.
_COSMETIC_FORMS = ("<wide>", "<narrow>", "<square>", "<vertical>", "<small>")
_KANGXI_RADICALS = range(0x2F00, 0x2FD6)
# What is its own key and joins no neighbour; the rest, which is little in most texts, is folded.
_FOLDABLE = re.compile("[^!-~、。々〇「」ぁ-ゖァ-ヺ・ー一-鿿]+")
_DIGITS, _LETTERS = frozenset(string.digits), frozenset(string.ascii_letters)


class _Folding(dict[int, str]):
    """A translation table that works out each code point once, when it is first met."""

    def __init__(self, *, all_forms: bool) -> None:
        super().__init__()
        self._all_forms = all_forms

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = unicodedata.decomposition(char)
        folded = _VARIANTS.get(char)
        if folded is None:
            kept = form.startswith("<") and not form.startswith(_COSMETIC_FORMS) and code not in _KANGXI_RADICALS
            # A space-like sign would fold to a space; leave it to the rule for spaces.
            kept = (kept and not self._all_forms) or char.isspace()
            folded = char if kept else unicodedata.normalize("NFKC", char)
            folded = "".join(_VARIANTS.get(part, part) for part in folded)
        self[code] = folded
        return folded


_ALL_FORMS = _Folding(all_forms=True)
_SAME_SIGN = _Folding(all_forms=False)


def _key(text: str, table: _Folding) -> str:
    folded, count = _FOLDABLE.subn(lambda found: found[0].translate(table), text)
    if not count:
        return text
    # Narrow ｶ + ﾞ become カ + a combining mark, which only composition makes one sign again.
    folded = unicodedata.normalize("NFC", folded)
    parts = folded.split()
    kept = parts[:1]
    for before, after in pairwise(parts):
        if _keep_apart(before[-1], after[0]):
            kept.append(" ")
        kept.append(after)
    return "".join(kept)


def _keep_apart(before: str, after: str) -> bool:
    """Whether a space between these is a sign of its own: two numbers, two Latin words. Any other is layout."""
    return (before in _DIGITS and after in _DIGITS) or (before in _LETTERS and after in _LETTERS)


def comparison_key(text: str) -> str:
    """Return the key under which texts are looked up and matched (照合用のキー).

    Width and compatibility forms are folded as in Unicode NFKC (UAX #15), and so are the variants that
    NFKC keeps apart: 〜/～, ○/〇, hyphens, radicals. Variation selectors, the byte order mark and white
    space go, except a space between two digits or two Latin letters. Case is kept.

    >>> comparison_key("ＤＸ の推進（①）") == comparison_key("DXの推進(1)")
    True
    """
    return _key(text, _ALL_FORMS)


def cosmetic_key(text: str) -> str:
    """Return the key that is equal when texts differ in width, variants or spacing only (表記のみの差).

    Weaker than :func:`comparison_key`: signs that mean something else stay apart (① and 1, ² and 2, Ⅲ and
    III), so that a changed label is never taken for a change of spelling.

    >>> cosmetic_key("３０％ 以上") == cosmetic_key("30%以上"), cosmetic_key("①") == cosmetic_key("1")
    (True, False)
    """
    return _key(text, _SAME_SIGN)
