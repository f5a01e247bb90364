"""Which clause became which: exact texts, moves, likeness, splits and merges, documents."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from plancomment.alignment import Alignment, ClausePair, align
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


def texts(alignment: Alignment) -> list[tuple[str, str]]:
    return [
        ("|".join(one.text for one in pair.old), "|".join(one.text for one in pair.new)) for pair in alignment.pairs
    ]


def assert_complete(alignment: Alignment, old: Plan, new: Plan) -> None:
    """Every clause in one pair, and both sides in order but for moves; a table column counts by its first cell."""
    olds = [clause.id for pair in alignment.pairs for clause in pair.old]
    news = [clause.id for pair in alignment.pairs for clause in pair.new]
    assert sorted(olds) == sorted(clause.id for clause in old.clauses)
    assert sorted(news) == sorted(clause.id for clause in new.clauses)
    places = {clause.id: at for at, clause in enumerate(old.clauses)}
    kept = [places[pair.old[0].id] for pair in alignment.pairs if pair.old and not pair.moved]
    assert kept == sorted(kept)
    places = {clause.id: at for at, clause in enumerate(new.clauses)}
    assert (order := [places[pair.new[0].id] for pair in alignment.pairs if pair.new]) == sorted(order)


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


@pytest.mark.parametrize("count", [3, 5])
def test_one_clause_becomes_several_and_several_become_one(count: int) -> None:
    parts = (
        "駅前に駐輪場を設け、",
        "商店街の歩道を広げ、",
        "古い街路灯を取り替え、",
        "案内板を三か国語で示し、",
        "花壇の世話を続けます。",
    )
    whole, pieces = "".join(parts[:count]), parts[:count]
    old, new = plan("旧", PARK, whole, FLOOD), plan("新", PARK, *pieces, FLOOD)
    assert texts(align(old, new))[1] == (whole, "|".join(pieces))
    assert texts(align(new, old))[1] == ("|".join(pieces), whole)


@pytest.mark.parametrize("count", [2, 3])
def test_split_or_merged_and_moved(count: int) -> None:
    parts = ("歩行者が安全に渡れるように、", "通学路の交差点に信号機を増やすよう求め、", "見守りの人数も増やします。")[
        :count
    ]
    whole, rest = "".join(parts), (PARK, FLOOD, LIBRARY, FARM)
    old, new = plan("旧", whole, *rest), plan("新", *rest, *parts)
    for one, other, expected in ((old, new, (whole, "|".join(parts))), (new, old, ("|".join(parts), whole))):
        alignment = align(one, other)
        assert_complete(alignment, one, other)
        assert [
            ("|".join(c.text for c in pair.old), "|".join(c.text for c in pair.new))
            for pair in alignment.pairs
            if pair.moved
        ] == [expected]


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


def test_alone_in_its_place_a_clause_may_lose_most_of_its_words_but_not_all() -> None:
    little = "路線バスの将来については、利用者と市が話し合う場を設けて決めます。"
    assert texts(align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, little, FLOOD)))[1] == (BUS, little)
    assert texts(align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, FARM, FLOOD)))[1:3] == [(BUS, ""), ("", FARM)]


def test_what_is_written_in_another_width_everywhere_stays_in_place() -> None:
    wide = str.maketrans("0123456789()", "０１２３４５６７８９（）")
    rows = [f"{number}年度(第{number}期)の目標は{number * 7}件とします。" for number in range(2, 60)]
    rows[7:7] = ["同上(再掲)"] * 3
    old, new = plan("旧", *rows), plan("新", *(row.translate(wide) for row in rows))
    assert [(pair.old[0].id, pair.new[0].id, pair.moved) for pair in align(old, new).pairs] == [
        (one.id, one.id, False) for one in old.clauses
    ]


def test_moved_and_written_in_another_width() -> None:
    wide = "3年度までに5か所の公園を整備します。", "３年度までに５か所の公園を整備します。"
    alignment = align(plan("旧", wide[0], BUS, FLOOD), plan("新", BUS, FLOOD, wide[1]))
    assert [(pair.old[0].text, pair.new[0].text) for pair in alignment.pairs if pair.moved] == [wide]


def test_a_paragraph_may_become_an_item() -> None:
    alignment = align(plan("旧", PARK, BUS, FLOOD), plan("新", PARK, ("・", BUS), FLOOD))
    assert texts(alignment)[1] == (BUS, BUS)


# ── documents ──


def documents(version: str, **rows: tuple[str | tuple[str, ...], ...]) -> Plan:
    return Plan(
        version, tuple(one for name, some in rows.items() for one in plan(version, *some, document=name).clauses)
    )


def test_a_renamed_document_is_no_move_and_a_clause_in_another_document_is() -> None:
    old = plan("旧", BUS, PARK, document="本編")
    assert not any(pair.moved for pair in align(old, plan("新", BUS, PARK, document="計画書")).pairs)
    both = documents("旧", 本編=(BUS, PARK), 概要版=(LIBRARY, FARM))
    after = documents("新", 本編=(BUS,), 概要版=(PARK, LIBRARY, FARM))
    assert [pair.moved for pair in align(both, after).pairs] == [False, True, False, False]


def test_two_documents_renamed_at_once_are_no_move() -> None:
    old = documents("旧", 本編=(BUS, PARK), 概要版=(LIBRARY, FARM))
    new = documents("新", 計画書=(BUS, PARK), 概要=(LIBRARY, FARM))
    assert [(pair.old[0].text, pair.new[0].text, pair.moved) for pair in align(old, new).pairs] == [
        (text, text, False) for text in (BUS, PARK, LIBRARY, FARM)
    ]


def test_a_chapter_moved_to_another_document_takes_its_amended_clause_along() -> None:
    chapter = (("#", "３", "安全"), FLOOD, ("（１）", FARM))
    changed = (("#", "２", "安全"), FLOOD.replace("周知", "広く周知"), ("（１）", FARM))
    old = documents("旧", 本編=(BUS, PARK, *chapter), 資料編=(("#", "１", "用語"), LIBRARY))
    new = documents("新", 本編=(BUS, PARK), 資料編=(("#", "１", "用語"), LIBRARY, *changed))
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    assert [(pair.old[0].text, pair.new[0].text) for pair in alignment.pairs if pair.moved] == [
        ("安全", "安全"),
        (FLOOD, FLOOD.replace("周知", "広く周知")),
        (FARM, FARM),
    ]
    assert not any(pair.moved for pair in alignment.pairs if pair.new[0].text in (BUS, PARK, LIBRARY))


def test_a_run_across_two_documents_of_which_the_border_shifted_moves_only_what_crossed_it() -> None:
    old = documents("旧", 本編=(BUS, PARK, FLOOD), 概要版=(LIBRARY, FARM))
    new = documents("新", 本編=(BUS,), 概要版=(PARK, FLOOD, LIBRARY, FARM))
    assert [pair.moved for pair in align(old, new).pairs] == [False, True, True, False, False]


# ── the same whichever side is old; types ──


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


# ── real texts ──


def lines(name: str, count: int) -> Iterator[tuple[Plan, Plan]]:
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for _, line in zip(range(count), stream, strict=False):
            record = json.loads(line)
            yield plan("旧", *record["old"].split("\n")), plan("新", *record["new"].split("\n"))


@pytest.mark.parametrize("name", ["law_pairs_dev.jsonl.gz", "guide_pairs_dev.jsonl.gz"])
def test_real_revisions_are_covered_exactly(name: str) -> None:
    for old, new in lines(name, 20):
        alignment = align(old, new)
        assert_complete(alignment, old, new)
        assert not alignment.coarsened
