"""Revisions of every kind, their texts, labels, ids and places."""

import attrs
import pytest

from plancomment.comparison import Comparison, Revision, compare, content_ids
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.plan import Clause, Location, Plan
from plancomment.read.outline import parse_plan

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"
PARK = "公園の遊具を計画的に更新し、子どもが安心して遊べる場をつくります。"
FLOOD = "浸水のおそれがある区域を地図に示し、避難の経路を周知します。"
LIBRARY = "図書館の開館時間を延長し、仕事帰りにも利用できるようにします。"
FARM = "新たに農業を始める人に、農地のあっせんと技術の指導を行います。"


def plan(version: str, *rows: str | tuple[str, ...], document: str = "本編") -> Plan:
    """Paragraphs (a str), labelled items ((label, text)) and headings (("#", label, text)), 10 to a page."""
    clauses: list[Clause] = []
    path: tuple[str, ...] = ()
    for at, row in enumerate(rows):
        place = Location(version, document, page=at // 10 + 1, line=at % 10 + 1)
        if isinstance(row, str):
            clauses.append(Clause(f"{document}{at}", "paragraph", "", row, path, place))
        elif row[0] == "#":
            clauses.append(Clause(f"{document}{at}", "heading", row[1], row[2], (), place, "　", 1))
            path = (f"{row[1]}　{row[2]}",)
        else:
            clauses.append(Clause(f"{document}{at}", "item", row[0], row[1], path, place, "　", 1))
    return Plan(version, tuple(clauses))


def only(comparison: Comparison) -> Revision:
    (revision,) = comparison.revisions
    return revision


def kinds(comparison: Comparison) -> list[str]:
    return [revision.kind for revision in comparison.revisions]


# ── revisions ──


def test_equal_plans_have_no_revision_and_empty_ones_compare() -> None:
    old, new = plan("素案", BUS, ("（１）", PARK)), plan("成案", BUS, ("（１）", PARK))
    comparison = compare(old, new)
    assert comparison == Comparison("texts", "素案", "成案", (), (), "builtin")
    assert compare(old, old).revisions == ()
    assert compare(Plan("素案"), Plan("成案")).entries == ()
    assert kinds(compare(Plan("素案"), new)) == ["added", "added"]
    assert kinds(compare(old, Plan("成案"))) == ["deleted", "deleted"]


def test_amended() -> None:
    new = BUS.replace("課題", "大きな論点")
    revision = only(compare(plan("素案", PARK, BUS), plan("成案", PARK, new)))
    assert (revision.kind, revision.old, revision.new) == ("amended", BUS, new)
    assert revision.diff is not None
    assert (revision.diff.old, revision.diff.new) == (BUS, new)
    assert [BUS[start:end] for start, end in revision.diff.marks_old] == ["課題"]
    assert revision.label_diff is None
    assert (revision.moved, revision.renumbered, revision.needs_reason) == (False, False, True)
    assert [(one.version, one.page, one.line, one.place) for one in revision.locations] == [
        ("素案", 1, 2, "本文"),
        ("成案", 1, 2, "本文"),
    ]
    assert [clause.text for clause in (*revision.old_clauses, *revision.new_clauses)] == [BUS, new]


def test_added_and_deleted_stand_where_they_stood() -> None:
    comparison = compare(plan("素案", PARK, BUS, LIBRARY), plan("成案", PARK, FARM, LIBRARY, FLOOD))
    assert [(one.kind, one.old, one.new, one.diff) for one in comparison.revisions] == [
        ("deleted", BUS, None, None),
        ("added", None, FARM, None),
        ("added", None, FLOOD, None),
    ]
    assert [[place.version for place in one.locations] for one in comparison.revisions] == [
        ["素案"],
        ["成案"],
        ["成案"],
    ]


def test_moved_and_moved_with_an_amendment_or_another_label() -> None:
    rest = (("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    old = plan("素案", ("ア", BUS), *rest)
    moved = only(compare(old, plan("成案", *rest, ("ア", BUS))))
    assert (moved.kind, moved.moved, moved.renumbered, moved.needs_reason) == ("moved", False, False, False)
    assert moved.diff is not None
    assert moved.diff.is_equal
    labelled = only(compare(old, plan("成案", *rest, ("（５）", BUS))))
    assert (labelled.kind, labelled.moved, labelled.renumbered) == ("moved", False, True)
    amended = only(compare(old, plan("成案", *rest, ("（５）", BUS.replace("課題", "論点")))))
    assert (amended.kind, amended.moved, amended.renumbered) == ("amended", True, True)


def test_renumbered_with_and_without_an_amendment() -> None:
    old = plan("素案", ("（１）", BUS), ("（２）", PARK), ("（３）", ""))
    new = plan("成案", ("（１）", FARM), ("（２）", BUS), ("（３）", PARK.replace("遊具", "遊具等")), ("（４）", ""))
    comparison = compare(old, new)
    assert kinds(comparison) == ["added", "renumbered", "amended", "renumbered"]
    _, bus, park, empty = comparison.revisions
    for revision, labels in ((bus, ("（１）", "（２）")), (park, ("（２）", "（３）")), (empty, ("（３）", "（４）"))):
        assert revision.label_diff is not None
        assert (revision.label_diff.old, revision.label_diff.new) == labels
    assert (bus.renumbered, park.renumbered, park.moved) == (False, True, False)
    assert (empty.old, empty.new) == ("", "")


def test_a_renumbered_or_renamed_heading_leaves_its_children_alone() -> None:
    old = plan("素案", ("#", "２", "移動手段の確保"), ("（１）", BUS), PARK)
    assert kinds(compare(old, plan("成案", ("#", "３", "移動手段の確保"), ("（１）", BUS), PARK))) == ["renumbered"]
    assert kinds(compare(old, plan("成案", ("#", "２", "移動手段等の確保"), ("（１）", BUS), PARK))) == ["amended"]


@pytest.mark.parametrize("text", [BUS.replace("、", "、\n　"), f" {BUS}", f"\ufeff{BUS}", BUS.replace("が", " が ")])
def test_white_space_page_and_line_are_no_revision(text: str) -> None:
    assert compare(plan("素案", PARK, BUS), plan("成案", PARK, text)).revisions == ()
    assert compare(plan("素案", PARK, text), plan("成案", PARK, BUS)).revisions == ()
    moved = attrs.evolve(plan("成案", BUS).clauses[0], location=Location("成案", "本編", page=9, line=8, place="図中"))
    assert compare(plan("素案", BUS), Plan("成案", (moved,))).revisions == ()


def test_a_space_between_numbers_is_no_layout() -> None:
    old, new = plan("素案", "定員は 1 2 名の順とする。"), plan("成案", "定員は 12 名の順とする。")
    assert kinds(compare(old, new)) == ["amended"]


def test_a_cosmetic_difference_is_an_amendment_that_says_so() -> None:
    revision = only(compare(plan("素案", "第1期（2年）の計画"), plan("成案", "第１期(2年)の計画")))
    assert revision.kind == "amended"
    assert revision.diff is not None
    assert revision.diff.is_cosmetic


def test_a_circled_number_is_not_the_number() -> None:
    revision = only(compare(plan("素案", "施策①を進める。"), plan("成案", "施策1を進める。")))
    assert revision.diff is not None
    assert not revision.diff.is_cosmetic


def test_split_and_merged() -> None:
    first, second = "路線バスの運行を支援し、", "鉄道との乗継ぎに要する待ち時間を短くします。"
    whole, parts = (PARK, ("（１）", first + second), FLOOD), (PARK, ("（１）", first), ("（２）", second), FLOOD)
    revision = only(compare(plan("素案", *whole), plan("成案", *parts)))
    assert (revision.kind, revision.old, revision.new) == ("amended", first + second, f"{first}\n{second}")
    assert len(revision.locations) == 3
    merged = only(compare(plan("素案", *parts), plan("成案", *whole)))
    assert merged.old == f"{first}\n{second}"


def test_blank_clauses_are_no_revisions() -> None:
    assert compare(plan("素案", BUS, "　"), plan("成案", BUS)).revisions == ()
    assert compare(plan("素案", BUS), plan("成案", "", BUS)).revisions == ()


def test_ids_come_from_the_content_alone() -> None:
    changed = BUS.replace("課題", "論点")
    one = only(compare(plan("素案", BUS), plan("成案", changed)))
    other = compare(plan("案", FARM, PARK, BUS, LIBRARY), plan("確定", PARK, changed, LIBRARY))
    assert one.id == other.revisions[1].id == content_ids([("", BUS, "", changed)])[0]
    twice = compare(plan("素案", BUS, PARK, BUS), plan("成案", changed, PARK, changed))
    assert [revision.id for revision in twice.revisions] == [one.id, f"{one.id}-2"]
    assert twice.revision(f"{one.id}-2") is twice.revisions[1]


def test_wrong_arguments() -> None:
    with pytest.raises(WrongTypeError, match="not str"):
        compare("素案", Plan("成案"))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="not list"):
        compare(Plan("素案"), [])  # type: ignore[arg-type]
    with pytest.raises(WrongValueError):
        compare(Plan("素案"), Plan("成案"), segmenter="mecab")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="cosmetic as a bool, not int"):
        compare(Plan("素案"), Plan("成案"), cosmetic=0)  # type: ignore[arg-type]


# ── places ──


def test_the_place_of_an_inner_item_names_the_items_above_it() -> None:
    old = f"## １　交通\n\n（１）　{PARK}\n　ア　{BUS}\n　　①　{FLOOD}\n　　②　{LIBRARY}\n　イ　{FARM}\n"
    new = (
        old.replace("利用者", "乗客")
        .replace("仕事帰り", "帰宅の途中")
        .replace("新たに", "はじめて")
        .replace("遊具", "遊具等")
    )
    sides = [parse_plan(text, version=name) for text, name in ((old, "素案"), (new, "成案"))]
    assert [row.locations[0].place for row in compare(*sides).entries] == [
        "１　交通　（１）",
        "１　交通　（１）　ア",
        "１　交通　（１）　ア　②",
        "１　交通　（１）　イ",
    ]


def test_the_place_of_an_item_names_its_article_but_no_bullet_and_no_other_list() -> None:
    place = Location("素案", "本編")
    rows = [
        ("paragraph", "第１条", PARK, 0, ()),
        ("item", "・", BUS, 1, ()),
        ("item", "一", FLOOD, 2, ()),
        ("item", "一", LIBRARY, 1, ("２　別表",)),
    ]
    old = [
        Clause(f"c{at}", kind, label, text, path, place, "　", level)
        for at, (kind, label, text, level, path) in enumerate(rows)
    ]  # type: ignore[arg-type]
    new = [attrs.evolve(one, text=one.text.replace("。", "と定めます。")) for one in old]
    elsewhere = attrs.evolve(old[1], id="d", location=Location("素案", "資料編"))
    comparison = compare(Plan("素案", (*old, elsewhere)), Plan("素案", (*new,)))
    assert [row.locations[0].place for row in comparison.entries] == [
        "第１条",
        "第１条　・",
        "第１条　一",
        "２　別表　一",
        "・",
    ]
