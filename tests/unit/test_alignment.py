"""Which clause became which: exact texts, moves, likeness, splits and merges, tables, documents, bounds."""

import gzip
import json
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import pytest

from plancomment.alignment import Alignment, ClausePair, align
from plancomment.alignment import likeness as likeness_module
from plancomment.alignment.anchors import Budget, heaviest_increasing, increasing, slide, tie
from plancomment.alignment.likeness import Likeness
from plancomment.alignment.matching import Unit, match, match_elsewhere
from plancomment.errors import WrongTypeError
from plancomment.plan import Clause, Location, Plan

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"
PARK = "公園の遊具を計画的に更新し、子どもが安心して遊べる場をつくります。"
FLOOD = "浸水のおそれがある区域を地図に示し、避難の経路を周知します。"
LIBRARY = "図書館の開館時間を延長し、仕事帰りにも利用できるようにします。"
FARM = "新たに農業を始める人に、農地のあっせんと技術の指導を行います。"


def plan(version: str, *rows: str | tuple[str, ...], document: str = "本編") -> Plan:
    """A plan of paragraphs (a str), labelled items ((label, text)) and headings (("#", label, text))."""
    clauses: list[Clause] = []
    path: tuple[str, ...] = ()
    for row in rows:
        place = Location(version, document)
        name = f"{document}{len(clauses)}"
        if isinstance(row, str):
            clauses.append(Clause(name, "paragraph", "", row, path, place))
        elif row[0] == "#":
            clauses.append(Clause(name, "heading", row[1], row[2], (), place, level=1))
            path = (row[1] + row[2],)
        else:
            clauses.append(Clause(name, "item", row[0], row[1], path, place))
    return Plan(version, tuple(clauses))


def table(version: str, rows: Sequence[Sequence[str]], *before: str) -> Plan:
    clauses = list(plan(version, *before).clauses)
    place = Location(version, "本編")
    for r, row in enumerate(rows, start=1):
        for c, text in enumerate(row, start=1):
            clauses.append(Clause(f"cell{r}-{c}", "cell", "", text, (), place, row=r, column=c))
    return Plan(version, tuple(clauses))


def texts(alignment: Alignment) -> list[tuple[str, str]]:
    return [
        ("|".join(one.text for one in pair.old), "|".join(one.text for one in pair.new)) for pair in alignment.pairs
    ]


def assert_complete(alignment: Alignment, old: Plan, new: Plan) -> None:
    olds = [clause for pair in alignment.pairs for clause in pair.old]
    assert sorted(clause.id for clause in olds) == sorted(clause.id for clause in old.clauses)
    assert [clause for pair in alignment.pairs for clause in pair.new] == list(new.clauses)
    places = {clause.id: at for at, clause in enumerate(old.clauses)}
    kept = [places[clause.id] for pair in alignment.pairs if not pair.moved for clause in pair.old]
    assert kept == sorted(kept)


def test_equal_plans_pair_every_clause_with_itself() -> None:
    one = plan("素案", BUS, PARK, "同上。", "同上。", "", "")
    alignment = align(one, one)
    assert [(pair.old, pair.new, pair.moved) for pair in alignment.pairs] == [((c,), (c,), False) for c in one.clauses]
    assert not alignment.coarsened


def test_two_thousand_equal_clauses_pair_in_order_and_one_more_is_one_addition() -> None:
    old, new = plan("旧", *["同上とする。"] * 2000), plan("新", *["同上とする。"] * 2001)
    pairs = align(old, new).pairs
    assert sum(not pair.old for pair in pairs) == 1
    assert sum(bool(pair.old and pair.new) and not pair.moved for pair in pairs) == 2000


@pytest.mark.parametrize(("old", "new"), [((), ()), ((BUS,), ()), ((), (BUS,)), ((BUS,), (PARK,))])
def test_empty_and_unrelated_plans(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    before, after = plan("旧", *old), plan("新", *new)
    alignment = align(before, after)
    assert_complete(alignment, before, after)
    assert all(not (pair.old and pair.new) for pair in alignment.pairs)


def test_a_deletion_stands_behind_what_it_stood_behind_and_before_what_was_added_there() -> None:
    assert texts(align(plan("旧", BUS, PARK, LIBRARY), plan("新", BUS, FARM, LIBRARY))) == [
        (BUS, BUS),
        (PARK, ""),
        ("", FARM),
        (LIBRARY, LIBRARY),
    ]
    assert texts(align(plan("旧", PARK, BUS), plan("新", BUS))) == [(PARK, ""), (BUS, BUS)]


def test_small_changes_and_width_pair_in_place() -> None:
    amended = BUS.replace("課題", "大きな課題")
    wide = PARK.replace("、", "､")
    assert texts(align(plan("旧", BUS, PARK), plan("新", amended, wide))) == [(BUS, amended), (PARK, wide)]


def test_the_label_decides_between_equal_texts() -> None:
    old = plan("旧", ("（１）", ""), ("（２）", ""), ("（３）", ""))
    new = plan("新", ("（１）", ""), ("（３）", ""))
    pairs = [(pair.old[0].label, [one.label for one in pair.new]) for pair in align(old, new).pairs]
    assert pairs == [("（１）", ["（１）"]), ("（２）", []), ("（３）", ["（３）"])]


def test_one_clause_moved_far_is_the_one_that_moved() -> None:
    old = plan("旧", BUS, PARK, FLOOD, LIBRARY, FARM)
    new = plan("新", PARK, FLOOD, LIBRARY, FARM, BUS)
    assert [(pair.new[0].text, pair.moved) for pair in align(old, new).pairs] == [
        (PARK, False),
        (FLOOD, False),
        (LIBRARY, False),
        (FARM, False),
        (BUS, True),
    ]


def test_of_two_that_changed_places_the_one_that_left_its_heading_moved() -> None:
    old = plan("旧", ("#", "１", "交通"), ("（１）", BUS), ("（２）", PARK), ("（３）", FLOOD), ("#", "２", "生活"))
    new = plan("新", ("#", "１", "交通"), ("（１）", BUS), ("（２）", FLOOD), ("#", "２", "生活"), ("（１）", PARK))
    assert [pair.new[0].text for pair in align(old, new).pairs if pair.moved] == [PARK]
    near = plan("新", ("#", "１", "交通"), ("（１）", BUS), ("#", "２", "生活"), ("（１）", PARK), ("（２）", FLOOD))
    assert [pair.new[0].text for pair in align(old, near).pairs if pair.moved] == ["生活"]


def test_a_moved_block_takes_along_a_common_heading_and_an_amended_clause() -> None:
    others = (
        "第二の段落では財源について述べる。",
        "第三の段落では体制を定めている。",
        "終わりに、評価の方法を示した。",
    )
    block_old = (("#", "", "目的"), PARK, FLOOD)
    block_new = (("#", "", "目的"), PARK, FLOOD.replace("周知", "広く周知"))
    old = plan("旧", *block_old, ("#", "", "目的"), BUS, *others)
    new = plan("新", ("#", "", "目的"), BUS, *others, *block_new)
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    moved = [(pair.old[0].text, pair.new[0].text) for pair in alignment.pairs if pair.moved]
    assert moved == [("目的", "目的"), (PARK, PARK), (FLOOD, FLOOD.replace("周知", "広く周知"))]


def test_moved_and_amended_elsewhere() -> None:
    amended = BUS.replace("課題", "大きな課題")
    alignment = align(plan("旧", BUS, PARK, FLOOD, LIBRARY), plan("新", PARK, FLOOD, LIBRARY, amended))
    assert [(pair.old[0].text, pair.new[0].text, pair.moved) for pair in alignment.pairs][-1] == (BUS, amended, True)


def test_a_repeated_long_text_that_left_one_place_for_another_moved() -> None:
    old = plan("旧", BUS, PARK, BUS, FLOOD, LIBRARY)
    new = plan("新", PARK, BUS, FLOOD, LIBRARY, BUS)
    alignment = align(old, new)
    assert [pair.moved for pair in alignment.pairs] == [False, False, False, False, True]
    assert_complete(alignment, old, new)


def test_split_and_merge() -> None:
    first, second = "路線バスの運行を支援し、", "鉄道との乗継ぎに要する待ち時間を短くします。"
    whole = plan("旧", PARK, first + second, FLOOD)
    parts = plan("新", PARK, first, second, FLOOD)
    assert texts(align(whole, parts))[1] == (first + second, f"{first}|{second}")
    assert texts(align(parts, whole))[1] == (f"{first}|{second}", first + second)


def test_a_new_neighbour_is_no_part_of_a_split() -> None:
    alignment = align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, BUS.replace("課題", "論点"), FARM, FLOOD))
    assert texts(alignment)[1:3] == [(BUS, BUS.replace("課題", "論点")), ("", FARM)]


def test_headings_are_not_split() -> None:
    old = plan("旧", ("#", "１", "移動手段の確保と見守り活動の充実"), PARK)
    new = plan("新", ("#", "１", "移動手段の確保と"), ("#", "２", "見守り活動の充実"), PARK)
    assert all(len(pair.new) == 1 for pair in align(old, new).pairs)


def test_a_heading_renamed_in_its_place_stays_the_same_heading_and_an_item_does_not() -> None:
    old = plan("旧", ("#", "１", "目的"), PARK, ("#", "２", "体制"), FLOOD)
    new = plan("新", ("#", "１", "目的"), PARK, ("#", "２", "推進のしくみ"), FLOOD)
    assert texts(align(old, new))[2] == ("体制", "推進のしくみ")
    old, new = (plan(version, PARK, ("（２）", text), FLOOD) for version, text in (("旧", BUS), ("新", FARM)))
    assert texts(align(old, new))[1:3] == [(BUS, ""), ("", FARM)]


def test_a_clause_half_rewritten_stays_the_same_clause() -> None:
    half = BUS[: len(BUS) // 2] + FARM[len(FARM) // 2 :]
    assert texts(align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, half, FLOOD)))[1] == (BUS, half)


def test_a_paragraph_may_become_an_item() -> None:
    alignment = align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, ("・", BUS), FLOOD))
    assert texts(alignment)[1] == (BUS, BUS)


# ── tables ──


ROWS = (("施策", "令和6年度", "令和7年度"), ("巡回バス", "12便", "14便"), ("乗合タクシー", "3台", "4台"))


def cell_pairs(old: Plan, new: Plan) -> dict[str, str]:
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    return {
        pair.old[0].id if pair.old else "+" + pair.new[0].id: pair.new[0].id if pair.new else "-"
        for pair in alignment.pairs
    }


def test_cells_pair_by_row_and_column_whatever_they_say() -> None:
    new = (ROWS[0], ("巡回バス", "20便", "31便"), ROWS[2])
    pairs = cell_pairs(table("旧", ROWS, BUS), table("新", new, BUS))
    assert all(old == new for old, new in pairs.items())
    assert len(pairs) == 10


def test_a_row_that_shares_nothing_keeps_its_place_while_the_table_keeps_its_shape() -> None:
    new = (ROWS[0], ("デマンド交通", "一", "二"), ROWS[2])
    assert all(old == new for old, new in cell_pairs(table("旧", ROWS), table("新", new)).items())


def test_an_inserted_row_and_an_inserted_column() -> None:
    row = (ROWS[0], ("貸自転車", "50台", "80台"), *ROWS[1:])
    pairs = cell_pairs(table("旧", ROWS), table("新", row))
    assert pairs["cell2-2"] == "cell3-2"
    assert sorted(key for key in pairs if key[0] == "+") == ["+cell2-1", "+cell2-2", "+cell2-3"]
    column = [(line[0], extra, *line[1:]) for line, extra in zip(ROWS, ("担当", "交通課", "福祉課"), strict=True)]
    pairs = cell_pairs(table("旧", ROWS), table("新", column))
    assert pairs["cell3-2"] == "cell3-3"
    assert sorted(key for key in pairs if key[0] == "+") == ["+cell1-2", "+cell2-2", "+cell3-2"]
    pairs = cell_pairs(table("新", column), table("旧", ROWS))
    assert pairs["cell3-3"] == "cell3-2"
    assert sorted(key for key, value in pairs.items() if value == "-") == ["cell1-2", "cell2-2", "cell3-2"]


def test_two_tables_in_a_row_and_cells_without_row_and_column() -> None:
    first, second = table("旧", ROWS), table("旧", (("区分", "人数"), ("市民", "40人")))
    cells = tuple(attrs.evolve(cell, id=f"b{cell.id}") for cell in second.clauses)
    loose = Clause("loose", "cell", "", "合計", (), Location("旧", "本編"))
    old = Plan("旧", (*first.clauses, *cells, loose))
    new = Plan("新", tuple(attrs.evolve(c, location=Location("新", "本編")) for c in (*cells, loose)))
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    assert {pair.new[0].id for pair in alignment.pairs if pair.old and pair.new} == {c.id for c in new.clauses}
    assert not any(pair.moved for pair in alignment.pairs)


def test_a_sentence_may_leave_its_table() -> None:
    old = table("旧", (("課題", BUS), ("方針", PARK)), FLOOD)
    new = plan("新", FLOOD, LIBRARY, BUS.replace("課題", "大きな課題"))
    assert (BUS, BUS.replace("課題", "大きな課題")) in texts(align(old, new))


def test_equal_line_keys_of_a_cell_do_not_hide_the_cell_kind() -> None:
    pairs = texts(align(plan("旧", PARK, "目標値"), table("新", (("目標値", "実績値"),), PARK)))
    assert ("目標値", "") in pairs


# ── documents ──


def test_a_renamed_document_is_no_move_and_a_chapter_in_another_document_is() -> None:
    old = plan("旧", BUS, PARK, document="本編")
    assert not any(pair.moved for pair in align(old, plan("新", BUS, PARK, document="計画書")).pairs)
    summary = plan("旧", LIBRARY, FARM, document="概要版")
    both = Plan("旧", (*old.clauses, *summary.clauses))
    after = Plan("新", (*plan("新", BUS).clauses, *plan("新", PARK, LIBRARY, FARM, document="概要版").clauses))
    assert [pair.moved for pair in align(both, after).pairs] == [False, True, False, False]


# ── the same whichever side is old; bounds; types ──


def test_swapping_the_sides_swaps_the_pairs() -> None:
    old = plan("旧", BUS, PARK, FLOOD, LIBRARY, "同上。", "同上。")
    new = plan("新", PARK, BUS.replace("課題", "論点"), "同上。", FARM, LIBRARY, FLOOD)
    there, back = align(old, new), align(new, old)
    assert {(pair.old, pair.new, pair.moved) for pair in there.pairs} == {
        (pair.new, pair.old, pair.moved) for pair in back.pairs
    }


def test_only_plans_are_aligned() -> None:
    with pytest.raises(WrongTypeError, match="not str"):
        align("素案", Plan("新"))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="not NoneType"):
        align(Plan("旧"), None)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        ClausePair((), ("x",))  # type: ignore[arg-type]


def units(*bodies: str) -> list[Unit]:
    return [Unit(body, body) for body in bodies]


def random_text(chance: random.Random, length: int = 30) -> str:
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(length))


def test_a_gap_too_large_is_cut_by_what_is_most_alike() -> None:
    chance = random.Random(5)
    old = [random_text(chance) for _ in range(12)]
    new = [text[:10] + "変更後" + text[12:] for text in old]
    budget = Budget(gap_cells=100)
    assert match(units(*old), units(*new), budget) == [((at,), (at,)) for at in range(12)]
    assert not budget.coarsened


def test_a_gap_too_large_without_anything_alike_is_told() -> None:
    chance = random.Random(6)
    old, new = ([random_text(chance) for _ in range(40)] for _ in range(2))
    budget = Budget(gap_cells=100)
    assert match(units(*old), units(*new), budget) == []
    assert budget.coarsened


@pytest.mark.parametrize("bound", ["steps", "cells", "characters", "visits"])
def test_a_bound_that_is_hit_is_told_and_nothing_is_paired_twice(bound: str) -> None:
    chance = random.Random(7)
    old = [random_text(chance) for _ in range(30)]
    new = [text[:9] + random_text(chance, 6) + text[15:] for text in old]
    chance.shuffle(new)
    budget = attrs.evolve(Budget(), **{bound: 5})
    links = match(units(*old), units(*new), budget)
    assert budget.coarsened
    for side in (0, 1):
        places = [at for link in links for at in link[side]]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("joined", ["merged", "split"])
@pytest.mark.parametrize("count", [600, 1500])
def test_many_clauses_that_become_one_are_told_in_bounded_work(joined: str, count: int) -> None:
    chance = random.Random(count)
    parts = [random_text(chance, 40) for _ in range(count)]
    many, one = plan("many", *parts), plan("one", "".join(parts))
    old, new = (many, one) if joined == "merged" else (one, many)
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    assert alignment.coarsened is (count > 600)


@pytest.mark.parametrize("turned", [False, True])
def test_a_text_that_many_are_weighed_against_lies_along_the_rows_and_is_prepared_once(turned: bool) -> None:
    chance = random.Random(11)
    parts = [random_text(chance, 40) for _ in range(50)]
    whole, budget = "".join(parts), Budget()
    likeness = Likeness(budget)
    for part in parts:
        assert likeness.common(*((part, whole) if turned else (whole, part))) == 40
    row = 1 + len(whole) // 1000
    assert Budget().characters - budget.characters == row * (len(whole) + len(set(whole)))
    assert not budget.coarsened


def test_likeness_is_the_same_whichever_way_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(12)
    pairs = [(random_text(chance, 1200), random_text(chance, 50)) for _ in range(6)]
    expected = [Likeness(Budget()).common(*pair) for pair in pairs]
    assert all(expected)
    monkeypatch.setattr(likeness_module, "_KEPT_ROWS", 100)
    kept = Likeness(Budget())
    assert [kept.common(*pair) for pair in (*pairs, *pairs)] == expected * 2
    monkeypatch.setattr(likeness_module, "_ROW", 10_000)
    kept = Likeness(Budget())
    assert [kept.common(*pair) for pair in (*pairs, *pairs)] == expected * 2


def test_estimates_too_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(characters=0, estimates=40)
    kept = Likeness(budget)
    assert [kept.common("あいうえお", "いうえおか") for _ in range(7)] == [3] * 6 + [0]
    assert (budget.coarsened, budget.estimates) == (True, 0)
    monkeypatch.setattr(likeness_module, "_KEPT_PAIRS", 8)
    assert Likeness(Budget(characters=0)).common("あいうえお", "いうえおか") == 3


def test_very_long_texts_are_estimated() -> None:
    old, new = "あいうえお" * 4000, "あいうえお" * 3999 + "かきくけこ"
    budget = Budget()
    assert match(units(old), units(new), budget) == [((0,), (0,))]
    assert budget.coarsened


def test_what_stands_everywhere_still_pairs_with_its_like() -> None:
    old = units("始", *["巡回", "路線"] * 40, "終")
    new = units("初", *["路線", "巡回", "巡回"] * 40, "了")
    links = match(old, new, Budget())
    assert len(links) >= 79
    assert all(old[i].key == new[j].key for (i,), (j,) in links)


def test_short_texts_are_not_looked_up_elsewhere() -> None:
    assert match_elsewhere(units("目標値", random_text(random.Random(1))), units("目標値"), Budget()) == []


def test_closed_units_pair_with_their_kind_only() -> None:
    old, new = Unit("a", BUS, kind="table", closed=True), Unit("b", BUS, kind="paragraph")
    assert match([old], [new], Budget()) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("", "abc", []),
        ("xaby", "zabw", [(1, 1), (2, 2)]),
        ("paabq", "raabaas", [(1, 1), (2, 2), (3, 3)]),
        ("abab", "cbabad", [(1, 1), (2, 2), (3, 3)]),
        ("ab", "cd", []),
    ],
)
def test_ties(old: str, new: str, expected: list[tuple[int, int]]) -> None:
    assert tie([ord(one) for one in old], [ord(one) for one in new], Budget()) == expected


def test_nothing_is_tied_by_what_stands_everywhere() -> None:
    assert tie([1, *[0, 2] * 40, 3], [4, *[2, 0, 0] * 40, 5], Budget()) == []


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
    numbers = [[ord(one) for one in side] for side in (old, new)]
    ties = tie(numbers[0], numbers[1], Budget())
    begins = [[one == "H" for one in side] for side in (old, new)]
    assert slide(ties, (len(old), len(new)), numbers[0], begins[0], 0) == expected
    turned = [(j, i) for i, j in ties]
    assert slide(turned, (len(new), len(old)), numbers[0], begins[0], 1) == [(j, i) for i, j in expected]


def test_increasing() -> None:
    assert increasing([]) == []
    assert increasing([3, 1, 2, 5, 4]) == [1, 2, 4]
    assert heaviest_increasing([], []) == set()
    assert heaviest_increasing([3, 1, 2], [5, 1, 1]) == {0}
    assert heaviest_increasing([3, 1, 2], [1, 1, 1]) == {1, 2}


# ── real texts ──


def lines(name: str, count: int) -> Iterator[tuple[Plan, Plan]]:
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for _, line in zip(range(count), stream, strict=False):
            record = json.loads(line)
            yield plan("旧", *record["old"].split("\n")), plan("新", *record["new"].split("\n"))


def test_real_revisions_are_covered_exactly() -> None:
    for old, new in lines("law_pairs_dev.jsonl.gz", 20):
        alignment = align(old, new)
        assert_complete(alignment, old, new)
        assert not alignment.coarsened
