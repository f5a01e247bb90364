"""How two sequences of texts are paired: ties, gaps, likeness, and the bounds on the work."""

import random
import sys
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment.alignment import align
from plancomment.alignment import likeness as likeness_module
from plancomment.alignment.anchors import (
    Budget,
    Run,
    heaviest_increasing,
    increasing,
    join_runs,
    slide,
    tie,
    tie_runs,
)
from plancomment.alignment.gaps import Link
from plancomment.alignment.likeness import Likeness, trigrams
from plancomment.alignment.matching import match, match_elsewhere
from plancomment.alignment.units import Side, Unit, sides
from plancomment.plan import Clause, Location, Plan

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"


def plan(version: str, *rows: str) -> Plan:
    place = Location(version, "本編")
    return Plan(version, tuple(Clause(f"c{at}", "paragraph", "", row, (), place) for at, row in enumerate(rows)))


def units(*bodies: str) -> list[Unit]:
    return [Unit(body, body) for body in bodies]


def linked(old: list[Unit], new: list[Unit], budget: Budget) -> list[Link]:
    """Pairs and links together, in the order of the old side."""
    runs, links = match(*sides(old, new), budget)
    pairs = [((i + step,), (j + step,)) for i, j, length in runs for step in range(length)]
    return sorted([*pairs, *links])


def random_text(chance: random.Random, length: int = 30) -> str:
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(length))


# ── gaps and bounds ──


def test_a_gap_too_large_is_cut_by_what_is_most_alike() -> None:
    chance = random.Random(5)
    old = [random_text(chance) for _ in range(12)]
    new = [text[:10] + "変更後" + text[12:] for text in old]
    budget = Budget(gap_cells=100)
    assert linked(units(*old), units(*new), budget) == [((at,), (at,)) for at in range(12)]
    assert not budget.coarsened


def test_a_gap_too_large_without_anything_alike_is_told() -> None:
    chance = random.Random(6)
    old, new = ([random_text(chance) for _ in range(40)] for _ in range(2))
    budget = Budget(gap_cells=100)
    assert linked(units(*old), units(*new), budget) == []
    assert budget.coarsened


def test_what_crosses_in_a_gap_too_large_is_found_by_one_look_up() -> None:
    chance = random.Random(8)
    old = [random_text(chance) for _ in range(60)]
    new = [text[:9] + "変更後" + text[11:] for text in old]
    new = new[30:] + new[:30]
    budget = Budget(gap_cells=200)
    assert linked(units(*old), units(*new), budget) == [((at,), ((at + 30) % 60,)) for at in range(60)]
    # Each side is looked up once between the ties, and once more for what is left.
    assert Budget().visits - budget.visits < 4 * 60 * 31


@pytest.mark.parametrize("bound", ["steps", "cells", "characters", "visits"])
def test_a_bound_that_is_hit_is_told_and_nothing_is_paired_twice(bound: str) -> None:
    chance = random.Random(7)
    old = [random_text(chance) for _ in range(30)]
    new = [text[:9] + random_text(chance, 6) + text[15:] for text in old]
    chance.shuffle(new)
    budget = attrs.evolve(Budget(), **{bound: 5})
    links = linked(units(*old), units(*new), budget)
    assert budget.coarsened
    for side in (0, 1):
        places = [at for link in links for at in link[side]]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("turned", [False, True])
def test_many_clauses_that_become_one_cost_no_work_where_the_lengths_forbid_it(turned: bool) -> None:
    chance = random.Random(600)
    parts = [random_text(chance, 40) for _ in range(600)]
    many, one = units(*parts), units("".join(parts))
    for unit in (*many, *one):
        assert not unit.splits
    budget = Budget()
    assert linked(*((one, many) if turned else (many, one)), budget) == []
    assert budget.characters == Budget().characters
    assert not budget.coarsened


def test_what_stands_everywhere_still_pairs_with_its_like() -> None:
    old = units("始", *["巡回", "路線"] * 40, "終")
    new = units("初", *["路線", "巡回", "巡回"] * 40, "了")
    links = linked(old, new, Budget())
    assert len(links) >= 79
    assert all(old[i].key == new[j].key for (i,), (j,) in links)


def test_short_texts_are_not_looked_up_elsewhere() -> None:
    old, new = sides(units("目標値", random_text(random.Random(1))), units("目標値"))
    assert match_elsewhere(old, new, Budget()) == []


def test_of_much_text_a_sample_of_the_trigrams_finds_what_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plancomment.alignment.moves._INDEXED", 1000)
    chance = random.Random(9)
    old = [random_text(chance, 60) for _ in range(40)]
    new = [text[:20] + "変更" + text[22:] for text in old]
    chance.shuffle(new)
    found = match_elsewhere(*sides(units(*old), units(*new)), Budget())
    assert len(found) == 40
    assert all(old[i][:20] == new[j][:20] for i, j in found)


def test_closed_units_pair_with_their_kind_only() -> None:
    old, new = Unit("a", BUS, kind="table", closed=True), Unit("b", BUS, kind="paragraph")
    assert linked([old], [new], Budget()) == []


# ── likeness ──


def naive(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for char in one:
        before = 0
        for at, that in enumerate(other, start=1):
            before, row[at] = row[at], before + 1 if char == that else max(row[at], row[at - 1])
    return row[-1]


words = st.text(alphabet="あいうかが、。1２𠮷", max_size=30)


@pytest.fixture(params=["core", "fast"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With rapidfuzz (extra ``fast``) and without it."""
    if request.param == "fast":
        pytest.importorskip("rapidfuzz", reason="the extra `fast` is not installed")
    else:
        monkeypatch.setattr(likeness_module, "_compiled", lambda: None)
    return str(request.param)


def test_likeness_is_the_length_of_a_longest_common_subsequence(either_way: str) -> None:
    chance = random.Random(12)
    for _ in range(200):
        one, other = ("".join(chance.choices("路線公園整備1。𠮷", k=chance.randrange(40))) for _ in range(2))
        assert Likeness(Budget()).common(one, other) == naive(one, other)
    long, short = random_text(chance, 2500), random_text(chance, 30)
    assert Likeness(Budget()).common(long, short) == Likeness(Budget()).common(short, long) == naive(long, short)


@settings(deadline=None)
@given(words, words)
def test_likeness_with_and_without_the_extra_fast_is_the_same(one: str, other: str) -> None:
    pytest.importorskip("rapidfuzz", reason="the extra `fast` is not installed")
    compiled = likeness_module._compiled()
    assert compiled is not None
    rows = likeness_module._Rows(one)
    assert compiled(one, other) == rows.common_length(other) == naive(one, other)


def test_alignments_with_and_without_the_extra_fast_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidfuzz", reason="the extra `fast` is not installed")
    chance = random.Random(13)
    old = [
        "".join(chance.choices("路線公園整備図書市民計画の及びを、。", k=chance.randrange(4, 60))) for _ in range(150)
    ]
    new = [text[: chance.randrange(60)] + chance.choice(["", "新", "等を"]) + text[9:] for text in old]
    new[20:60] = chance.sample(new[20:60], 40)
    sides_of = plan("旧", *old), plan("新", *new)
    tight = Budget(characters=6000, cells=3000)
    with_it = align(*sides_of), match(*sides(units(*old), units(*new)), first := attrs.evolve(tight))
    monkeypatch.setattr(likeness_module, "_compiled", lambda: None)
    without = align(*sides_of), match(*sides(units(*old), units(*new)), second := attrs.evolve(tight))
    assert with_it == without
    assert first == second
    assert first.coarsened


def test_without_the_extra_fast_the_core_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    likeness_module._compiled.cache_clear()
    try:
        assert likeness_module._compiled() is None
        assert Likeness(Budget()).common("市民の公園", "公園の市民") == 2
    finally:
        likeness_module._compiled.cache_clear()


def test_what_begins_and_ends_alike_costs_only_its_middle(either_way: str) -> None:
    budget, text = Budget(), random_text(random.Random(14), 100_000)
    assert Likeness(budget).common(text, text[:50_000] + "改" + text[50_001:]) == 99_999
    assert Budget().characters - budget.characters == 2
    assert not budget.coarsened


def test_texts_too_long_are_estimated_within_a_bound() -> None:
    chance = random.Random(15)
    text = "".join(random_text(chance, 12) + "の" for _ in range(4000))
    other = "".join(
        piece if chance.random() < 0.8 else random_text(chance, 13)
        for piece in [text[at : at + 13] for at in range(0, len(text), 13)]
    )
    budget = Budget()
    assert 0.6 * len(text) < Likeness(budget).common("甲" + text + "甲", "乙" + other + "乙") < 0.9 * len(text)
    assert budget.coarsened
    spent = Budget(estimates=10)
    assert Likeness(spent).common("甲" + text, "乙" + other[:-1]) == 0
    assert spent.coarsened


def test_a_pair_of_very_long_texts_pairs_and_tells_that_it_was_estimated() -> None:
    old = "あいうえお" * 8000
    new = "かかか" + "あいうえおん" * 6000
    budget = Budget()
    assert linked(units(old), units(new), budget) in ([], [((0,), (0,))])
    assert budget.coarsened


def test_trigrams() -> None:
    assert trigrams("公園の整備") == ["公園の", "園の整", "の整備"]
    assert trigrams("公園") == []
    assert set(trigrams("公園の整備", 3)) < {"公園の", "園の整", "の整備"}


def test_few_trigrams(monkeypatch: pytest.MonkeyPatch) -> None:
    likeness = Likeness(Budget())
    other = "図書館の開館時間を延長し、仕事帰りにも利用できるようにします。"
    assert likeness.few_trigrams(BUS, other, 10)
    assert not likeness.few_trigrams(BUS, other[:10] + BUS[5:20] + other[10:], 10)
    monkeypatch.setattr(likeness_module, "_KEPT_GRAMS", 1)
    assert likeness.few_trigrams("甲" + BUS, other, 10)
    spent = Likeness(Budget(characters=0))
    assert spent.few_trigrams("乙" + BUS + "丙", BUS, 10)
    assert spent.budget.coarsened


# ── ties ──


def numbers(text: str) -> list[int]:
    return [ord(one) for one in text]


TIES = [
    ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
    ("", "abc", []),
    ("xaby", "zabw", [(1, 1), (2, 2)]),
    ("paabq", "raabaas", [(1, 1), (2, 2), (3, 3)]),
    ("abab", "cbabad", [(1, 1), (2, 2), (3, 3)]),
    ("ab", "cd", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), TIES)
def test_ties(old: str, new: str, expected: list[tuple[int, int]]) -> None:
    assert tie(numbers(old), numbers(new), Budget()) == expected


def test_nothing_is_tied_by_what_stands_everywhere() -> None:
    assert tie([1, *[0, 2] * 40, 3], [4, *[2, 0, 0] * 40, 5], Budget()) == []
    assert tie([1, 0, 0, 3], [4, 0, 0, 5], Budget(), rare=False) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", [(0, 0, 3)]),
        ("abcxdef", "abcydef", [(0, 0, 3), (4, 4, 3)]),
        ("abcdefg", "defgabc", [(3, 0, 4)]),
        ("aabaa", "aacaa", [(0, 0, 2), (3, 3, 2)]),
        ("ppqxx", "xxqpp", [(2, 2, 1)]),
        ("ab", "cd", []),
        ("", "", []),
    ],
)
def test_runs_of_ties(old: str, new: str, expected: list[Run]) -> None:
    assert tie_runs(numbers(old), numbers(new), Budget()) == expected


@given(st.lists(st.integers(0, 12), max_size=60), st.data())
def test_runs_are_ordered_equal_and_as_long_as_they_can_be(old: list[int], data: st.DataObject) -> None:
    new = data.draw(st.one_of(st.permutations(old), st.lists(st.integers(0, 12), max_size=60)))
    runs = tie_runs(old, new, Budget())
    for i, j, length in runs:
        assert length > 0
        assert old[i : i + length] == new[j : j + length]
    for (i, j, length), (i_next, j_next, _) in pairwise(runs):
        assert i + length <= i_next
        assert j + length <= j_next
        assert (i + length, j + length) != (i_next, j_next)


def test_runs_of_ties_take_steps() -> None:
    budget = Budget(steps=5)
    assert tie_runs(numbers("abc"), numbers("abc"), budget) == []
    assert budget.coarsened


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HpHq", "Hq", [(2, 0), (3, 1)]),
        ("aHpHqz", "aHqz", [(0, 0), (3, 1), (4, 2), (5, 3)]),
        ("HHpHHq", "HHq", [(0, 0), (4, 1), (5, 2)]),  # a block begins with the innermost heading that does
        ("HxpHxq", "Hxq", [(3, 0), (4, 1), (5, 2)]),
        ("xpxq", "xq", [(0, 0), (3, 1)]),  # no heading: nothing tells better
        ("HpHq", "Hnq", [(0, 0), (3, 2)]),  # not on one side only
    ],
)
def test_slide(old: str, new: str, expected: list[tuple[int, int]]) -> None:
    ends = (len(old), len(new), 0)
    ties = join_runs((i, j, 1) for i, j in tie(numbers(old), numbers(new), Budget()))
    runs = slide([*ties, ends], numbers(old), lambda at: old[at] == "H", 0)
    assert [(i + at, j + at) for i, j, length in runs for at in range(length)] == expected
    turned = [(j, i, length) for i, j, length in (*ties, ends)]
    runs = slide(turned, numbers(old), lambda at: old[at] == "H", 1)
    assert [(j + at, i + at) for i, j, length in runs for at in range(length)] == expected


def test_increasing() -> None:
    assert increasing([]) == []
    assert increasing([3, 1, 2, 5, 4]) == [1, 2, 4]
    assert heaviest_increasing([], []) == set()
    assert heaviest_increasing([3, 1, 2], [5, 1, 1]) == {0}
    assert heaviest_increasing([3, 1, 2], [1, 1, 1]) == {1, 2}


def test_a_side_makes_a_unit_once() -> None:
    made = []

    def make(at: int) -> Unit:
        made.append(at)
        return Unit(at, str(at))

    side = Side([0, 1], lambda _: False, make)
    assert side[1] is side[1]
    assert (made, len(side)) == ([1], 2)
