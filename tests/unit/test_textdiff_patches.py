"""A diff as a patch for other programs (docs: law P32), and the phrases that moved within a text."""

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment.archive import from_json, to_json
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff import Move, apply_patch, diff_text, to_patch
from plancomment.textdiff.clusters import graphemes

words = [
    "市民",
    "計画",
    "の",
    "を",
    "、",
    "。",
    "30分",
    "か\u3099",
    "👩\u200d👧",
    "%",
    "\n",
    "\t",
    " ",
    "@@ -1 +1 @@\n",
    "-",
    "+",
]
texts = st.lists(st.sampled_from(words), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_p32_a_patch_makes_new_of_old(old: str, new: str) -> None:
    assert apply_patch(to_patch(diff_text(old, new)), old) == new


@settings(max_examples=150, deadline=None)
@given(texts, texts, texts)
def test_p32_a_patch_refuses_every_other_text(old: str, new: str, other: str) -> None:
    patch = to_patch(diff_text(old, new))
    if other != old:
        with pytest.raises(WrongValueError, match="another text"):
            apply_patch(patch, other)


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_diff_match_patch_itself_can_apply_it(old: str, new: str) -> None:
    peer = diff_match_patch()
    result, applied = peer.patch_apply(peer.patch_fromText(to_patch(diff_text(old, new))), old)
    assert (result, all(applied)) == (new, True)


def test_a_patch_names_lengths_in_code_points_and_holds_the_whole_text() -> None:
    patch = to_patch(diff_text("会議は30分とする。", "会議は15分とする。"))
    assert patch.splitlines()[0] == "@@ -1,10 +1,10 @@"
    assert [line[0] for line in patch.splitlines()[1:]] == [" ", "-", "+", " "]


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ("計画", "no patch"),
        ("@@ -1,2 +1,2 @@\n*ab\n", "no patch"),
        ("@@ -1,3 +1,3 @@\n ab\n", "damaged"),
        ("@@ -1,2 +1,2 @@\n ab\n@@ -9,2 +9,2 @@\n ab\n", "has 2"),
        ("", "has 0"),
    ],
)
def test_what_is_no_patch_of_ours_is_refused(patch: str, said: str) -> None:
    with pytest.raises(WrongValueError, match=said):
        apply_patch(patch, "ab")


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(WrongTypeError):
        to_patch("30分")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        apply_patch("", None)  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="surrogate"):
        to_patch(diff_text("a", "a\ud800"))


# ── moves within a text ──────────────────────────────────────────────────────────────────────────────


def test_a_phrase_taken_from_the_front_to_the_back_is_a_move() -> None:
    old = "市民と協働して、公園の花壇や並木の手入れを進めます。"
    new = "公園の花壇や並木の手入れを、市民と協働して進めます。"
    diff = diff_text(old, new)
    (move,) = diff.moves
    assert move.text == "市民と協働して"
    assert old[slice(*move.old)] == new[slice(*move.new)] == move.text
    assert move.old[0] == 0
    assert move.new == (14, 21)


def test_each_place_belongs_to_one_move() -> None:
    phrase = "必要に応じて"
    diff = diff_text(f"{phrase}、道路を直し、{phrase}橋を架ける。", "道路を直し、橋を架ける。")
    assert diff.moves == ()
    moved = diff_text(f"{phrase}、町の道路と水路を直す。", f"町の道路と水路を直す。{phrase}、{phrase}、見直す。")
    assert len(moved.moves) <= 1


def test_a_move_can_be_kept_and_refuses_wrong_types() -> None:
    (move,) = diff_text("来年度までに空き家の調査を終える。", "空き家の調査を来年度までに終える。").moves
    assert from_json(to_json(move)) == move
    for old, text in (((0, 1.5), "語句"), ([0, 1], "語句"), ((0, 1), None)):
        with pytest.raises(WrongTypeError):
            Move(old, (2, 3), text)  # type: ignore[arg-type]


def test_a_text_with_very_many_marks_is_searched_too() -> None:
    old = "".join(f"第{number}号を置く。\n" for number in range(150))
    assert diff_text(old, old.replace("号", "項")).moves == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("窓口は午前９時から開く。", "窓口は午前９時30分から開く。"),
        ("条例第12条第１項に定める。", "条例第12条第１項第３号に定める。"),
        ("令和８年４月に開く。", "令和８年４月１日に開く。"),
    ],
)
def test_what_only_became_longer_did_not_move(old: str, new: str) -> None:
    assert diff_text(old, new).moves == ()


def test_other_words_of_the_same_length_are_no_move() -> None:
    assert diff_text("防災計画書を改める。", "環境計画書を改める。").moves == ()


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_a_move_is_the_same_phrase_inside_a_mark_on_each_side(old: str, new: str) -> None:
    diff = diff_text(old, new)
    for move in diff.moves:
        assert old[slice(*move.old)] == new[slice(*move.new)] == move.text
        assert any(start <= move.old[0] and move.old[1] <= end for start, end in diff.marks_old)
        assert any(start <= move.new[0] and move.new[1] <= end for start, end in diff.marks_new)


def test_short_words_are_no_moves() -> None:
    assert diff_text("市は道を直す。", "道を直す。市は").moves == ()
    assert diff_text("30分", "15分").moves == ()


def test_a_move_cuts_no_grapheme_cluster() -> None:
    diff = diff_text("市民、\u3099デジタル化", "デジタル化、\u3099市民")
    for move in diff.moves:
        assert {*move.old} <= {0, *(end for _, end in graphemes(diff.old))}
        assert {*move.new} <= {0, *(end for _, end in graphemes(diff.new))}
