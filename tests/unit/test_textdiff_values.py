"""The values of the text-diff engine: what they refuse, how they compare, what they say about spelling."""

import copy
import pickle

import attrs
import pytest

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff import Segment, Tag, TextDiff, diff_text, words
from plancomment.textdiff.keys import comparison_key, cosmetic_key


def test_a_segment_unpacks() -> None:
    tag, text = Segment(Tag.INSERT, "市民")
    assert (tag, text) == ("insert", "市民")


def test_values_compare_and_hash_by_content() -> None:
    first, second = diff_text("市民が", "市民も"), diff_text("市民が", "市民も")
    assert first == second
    assert hash(first) == hash(second)
    assert pickle.loads(pickle.dumps(first)) == first == copy.deepcopy(first)


def test_values_are_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        diff_text("a", "b").old = "c"  # type: ignore[misc]


@pytest.mark.parametrize("segments", [(), (Segment(Tag.EQUAL, "町"),), (Segment(Tag.DELETE, "市"),)])
def test_segments_must_rebuild_both_sides(segments: tuple[Segment, ...]) -> None:
    with pytest.raises(WrongValueError):
        TextDiff("市", "町", segments)


def test_wrong_types_are_refused() -> None:
    with pytest.raises(WrongTypeError):
        diff_text(None, "a")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        Segment("equal", "a")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        TextDiff("a", "a", [Segment(Tag.EQUAL, "a")])  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        TextDiff("a", "a", ("a",))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        TextDiff("a", 1, ())  # type: ignore[arg-type]


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(WrongValueError, match="granularity"):
        diff_text("a", "b", granularity="line")  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="segmenter"):
        diff_text("a", "b", segmenter="mecab")  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="segmenter"):
        words.segment("a", "mecab")  # type: ignore[arg-type]


def test_marks_are_code_point_positions_on_each_side() -> None:
    diff = diff_text("窓口は30分以内とします。", "窓口は必ず15分以内とします。")
    assert [diff.old[a:b] for a, b in diff.marks_old] == ["30分"]
    assert "".join(diff.new[a:b] for a, b in diff.marks_new) == "必ず15分"
    assert diff_text("𠮷田町", "𠮷田市").marks_new == ((0, 3),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（案）", "(案)"),
        ("５km", "5 km"),
        ("３～５人", "3〜5人"),
        ("○", "〇"),
        ("1−2", "1-2"),
        ("⼈⼝", "人口"),
        ("⻑期", "長期"),
        ("葛\U000e0100城", "葛城"),
        ("が", "か\u3099"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("DX 推進", "DX推進"),
        ("あ\r\nい", "あ\nい"),
        ("\ufeff市", "市"),
    ],
)
def test_spelling_only(old: str, new: str) -> None:
    diff = diff_text(old, new)
    assert diff.is_cosmetic
    assert not diff.is_equal


@pytest.mark.parametrize(
    ("old", "new"),
    [("①", "1"), ("10²", "102"), ("1 5", "15"), ("to day", "today"), ("DX", "dx"), ("市", "町")],
)
def test_more_than_spelling(old: str, new: str) -> None:
    assert not diff_text(old, new).is_cosmetic


def test_equal_texts_are_equal_and_not_cosmetic() -> None:
    diff = diff_text("市民", "市民")
    assert diff.is_equal
    assert not diff.is_cosmetic
    assert not diff.coarsened


def test_the_two_keys_differ_in_strength() -> None:
    assert comparison_key("①㈱") == "1(株)"
    assert cosmetic_key("①㈱") == "①㈱"
