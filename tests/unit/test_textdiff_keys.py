"""Comparison keys: the short way for what is its own key gives what the long way gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.textdiff import keys
from plancomment.textdiff.keys import comparison_key, cosmetic_key


def spelled_out(text: str, table: dict[int, str]) -> str:
    """Every code point folded, composed, then the spaces."""
    parts = unicodedata.normalize("NFC", text.translate(table)).split()
    result = ""
    for part in parts:
        apart = result[-1:].isascii() and part[0].isascii() and result != ""
        numbers = apart and result[-1].isdecimal() and part[0].isdecimal()
        words = apart and result[-1].isalpha() and part[0].isalpha()
        result += (" " if numbers or words else "") + part
    return result


@pytest.mark.parametrize(("key", "table"), [(comparison_key, keys._ALL_FORMS), (cosmetic_key, keys._SAME_SIGN)])
def test_every_code_point_alone_and_beside_a_letter(key: object, table: dict[int, str]) -> None:
    assert callable(key)
    for code in range(0x30000):
        for text in (chr(code), f"か{chr(code)}", f"1{chr(code)}2"):
            assert key(text) == spelled_out(text, table), hex(code)


signs = st.text(
    alphabet="あかがハ゛ﾊﾞ\u3099\u309a１1aＡ 　\n\t（(～〜−○①㈱⾼葛\U000e0100\ufeff。、漢字e\u0301", max_size=14
)


@given(signs)
def test_keys_of_texts(text: str) -> None:
    assert comparison_key(text) == spelled_out(text, keys._ALL_FORMS)
    assert cosmetic_key(text) == spelled_out(text, keys._SAME_SIGN)


@pytest.mark.parametrize("text", ["", "公園の遊具を、計画的に更新する。「安心」", "ヴァイオリン・ー々", "A-1!~"])
def test_what_is_its_own_key_is_not_copied(text: str) -> None:
    assert comparison_key(text) is text
