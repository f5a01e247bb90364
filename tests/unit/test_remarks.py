"""The place of a clause in words, and what the remarks column says about moves and numbers."""

from collections.abc import Sequence

import attrs
import pytest

from plancomment.comparison import Comparison, Revision, compare, remark, said
from plancomment.plan import Clause, Location
from plancomment.read.outline import parse_plan
from plancomment.remarks import describe, follows, locate, moved_from, order, places, renumbering, span

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"
FARM = "新たに農業を始める人に、農地のあっせんと技術の指導を行います。"


@pytest.mark.parametrize(
    ("kind", "label", "path", "cell", "expected"),
    [
        ("item", "（１）", ("第１部", "第２章 交通", "２　基本方針"), None, "第２章 交通　２　基本方針　（１）"),
        ("heading", "２", ("第２章 交通",), None, "第２章 交通　２　見出し"),
        ("heading", "", (), None, "見出し"),
        ("paragraph", "", ("第２章 交通",), None, "第２章 交通　本文"),
        ("cell", "", ("２　目標",), (3, 2), "２　目標　表 3行2列"),
        ("cell", "", (), None, "表"),
        ("caption", "図１", (), None, "図１　図表の題"),
    ],
)
def test_describe(kind: str, label: str, path: Sequence[str], cell: tuple[int, int] | None, expected: str) -> None:
    row, column = cell or (None, None)
    clause = Clause("c", kind, label, "文", tuple(path), Location("案", "本編"), row=row, column=column)  # type: ignore[arg-type]
    assert describe(clause) == expected
    assert locate(clause).place == expected
    given = attrs.evolve(clause, location=Location("案", "本編", 3, 4, "図中のコメント"))
    assert locate(given) == given.location


def test_moved_from_names_the_document_where_it_is_another() -> None:
    old = Location("素案", "概要版", 4, place="２　方針　（１）")
    here, there = Location("成案", "概要版"), Location("成案", "本編")
    assert moved_from(old, here) == "P.4　２　方針　（１）から移動"
    assert moved_from(old, there) == "概要版　P.4　２　方針　（１）から移動"
    assert moved_from(old, there, "en") == "moved from 概要版, p. 4, ２　方針　（１）"
    assert moved_from(attrs.evolve(old, page=None), here) == "２　方針　（１）から移動"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["（２）"], ["（３）"], "（２）を（３）に繰り下げ"),
        (["第十一条"], ["第十条"], "第十一条を第十条に繰り上げ"),
        (["1-9"], ["1-10"], "1-9を1-10に繰り下げ"),
        (["ア"], ["②"], "アを②に改める"),
        (["２"], ["（３）"], "２を（３）に改める"),
        (["（１）"], ["(1)"], "（１）を(1)に改める"),
        (["第２条"], ["第２条の２"], "第２条を第２条の２に改める"),
        (["・"], ["（１）"], "・を（１）に改める"),
        ([""], ["（１）"], "（１）を付す"),
        (["（１）"], [""], "（１）を除く"),
        (["ロ"], ["ハ"], "ロをハに繰り下げ"),
        (["イ"], ["ウ"], "イをウに繰り下げ"),
        (["イ"], ["ロ"], "イをロに繰り下げ"),
    ],
)
def test_renumbering(old: list[str], new: list[str], expected: str) -> None:
    assert renumbering(old, new) == expected


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("第百二十三条", (123,)),
        ("⑫", (12,)),
        ("Ⅲ", (3,)),
        ("（ｱ）", (1,)),
        ("b", (2,)),
        ("第３章", (3,)),
        ("½", (1, 2)),
        ("", ()),
        ("9" * 40, (10**18 - 1,)),
    ],
)
def test_order(label: str, numbers: tuple[int, ...]) -> None:
    assert order(label) == numbers


def test_a_move_from_nowhere_in_particular() -> None:
    old, new = Location("素案", "本編", place="本文"), Location("成案", "本編", place="本文")
    assert (moved_from(old, new), moved_from(old, new, "en")) == ("移動", "moved")
    assert moved_from(attrs.evolve(old, page=4), new) == "P.4から移動"


@pytest.mark.parametrize(
    ("olds", "news", "expected"),
    [
        (["（２）", "（３）"], ["（３）", "（４）"], "（２）～（３） renumbered as （３）～（４）"),
        ([""], ["（１）"], "labelled （１）"),
        (["（１）"], [""], "label （１） removed"),
    ],
)
def test_renumbering_in_english(olds: list[str], news: list[str], expected: str) -> None:
    assert renumbering(olds, news, "en") == expected


def test_span() -> None:
    assert [span(["（１）"]), span(["・", "・"]), span(["ア", "イ", "ウ"])] == ["（１）", "・", "ア～ウ"]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("（２）", "（３）", True),
        ("（２）", "（４）", False),
        ("（２）", "③", False),
        ("ロ", "ハ", True),
        ("1-2", "1-3", True),
        ("1-3", "2-1", False),
        ("第二条", "第二条の二", True),
        ("第二条", "第二条の三", False),
        ("第二条の二", "第三条", True),
        ("第二条の二", "第四条", False),
        ("・", "・", True),
        ("・", "○", False),
        ("・", "（１）", False),
        ("（１）", "・", False),
        ("", "", True),
    ],
)
def test_follows(one: str, two: str, expected: bool) -> None:
    assert follows(one, two) is expected


def cell(row: int, column: int, place: str = "") -> Clause:
    where = Location("素案", "本編", 2, None, place)
    return Clause(f"{row}-{column}", "cell", "", "文", ("２　目標",), where, row=row, column=column)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([cell(3, 1), cell(3, 2)], ["２　目標　表 3行"]),
        ([cell(1, 2), cell(2, 2)], ["２　目標　表 2列"]),
        ([cell(3, 2)], ["２　目標　表 3行2列"]),
        ([cell(3, 1, "表4 3行1列"), cell(3, 2, "表4 3行2列")], ["表4 3行"]),
        ([cell(1, 2, "表4 1行2列"), cell(2, 2, "表4 2行2列")], ["表4 2列"]),
        ([cell(3, 1, "別表の備考"), cell(3, 2, "別表の備考")], ["別表の備考"]),
        ([cell(3, 1), cell(3, 2), cell(4, 1)], ["２　目標　表 3行", "２　目標　表 4行1列"]),
        ([], []),
    ],
)
def test_places(cells: list[Clause], expected: list[str]) -> None:
    assert [one.place for one in places(cells)] == expected
    assert all(one.page == 2 for one in places(cells))


# ── the remarks of a row in another language ──


def texts(old: str, new: str) -> Comparison:
    return compare(parse_plan(old, version="素案"), parse_plan(new, version="成案"))


def english(comparison: Comparison) -> list[str]:
    found = {one.id: one for one in comparison.revisions}
    return [said(row, [found[one] for one in row.revision_ids], "en") for row in comparison.entries]


def test_remarks_can_be_said_in_english() -> None:
    old = "（１）　路線バスの運行を支援し、鉄道との乗継ぎに要する待ち時間を短くします。\n\n（２）　第1期\n\n"
    parts = old.replace("、鉄道", "、\n\n（２）　鉄道").replace("（２）　第1期", "（３）　第１期")
    assert english(texts(old, parts)) == ["split in 2", "（２） renumbered as （３）"]
    assert english(texts(parts, old)) == ["2 merged in one", "（３） renumbered as （２）"]
    assert english(texts("第1期", "第１期")) == ["notation only"]
    one, two = (
        f"（１）　{BUS}\n（２）　{FARM}\n",
        "（３）　歩道を広げます。\n（４）　駐輪場を設けます。\n（５）　公園を直します。\n",
    )
    assert english(texts(one + two, two + one)) == ["moved from （１） (and 1 more)"]


def test_a_remark_that_somebody_wrote_stays_as_it_is() -> None:
    comparison = texts(f"（１）　{BUS}", f"（２）　{BUS}")
    (entry,), (revision,) = comparison.entries, comparison.revisions
    assert entry.note == remark([revision]) == "（１）を（２）に繰り下げ"
    assert said(entry, [revision], "ja") == entry.note
    assert said(entry, [revision], "en") == "（１） renumbered as （２）"
    written = attrs.evolve(entry, note="様式の変更による。")
    bare = attrs.evolve(revision, old_clauses=())
    for shown in ([revision], [], [bare], [attrs.evolve(revision, locations=())], [Revision("R1", "moved", BUS, BUS)]):
        assert said(written, shown, "en") == "様式の変更による。"
