"""The rows of the comparison table: what shares one, tables, numbers, notation, documents."""

import attrs
import pytest

from plancomment.comparison import Comparison, compare, remark
from plancomment.plan import Clause, Location, Plan, join_plans
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


def kinds(comparison: Comparison) -> list[str]:
    return [revision.kind for revision in comparison.revisions]


def texts(old: str, new: str, *, cosmetic: bool = True) -> Comparison:
    """Two Markdown texts compared."""
    return compare(parse_plan(old, version="素案"), parse_plan(new, version="成案"), cosmetic=cosmetic)


def shown(comparison: Comparison) -> list[tuple[list[str], str | None, str | None, str]]:
    """Places, both sides and remark of every row."""
    return [([one.place for one in row.locations], row.old, row.new, row.note) for row in comparison.entries]


# ── what shares a row ──


def test_the_same_change_at_several_places_shares_a_row() -> None:
    old, new = "高齢化への対応", "高齢化等への対応"
    comparison = compare(
        plan("素案", ("#", "１", old), BUS, ("#", "２", old), PARK),
        plan("成案", ("#", "１", new), BUS, ("#", "２", new), PARK),
    )
    assert kinds(comparison) == ["amended", "amended"]
    (entry,) = comparison.entries
    assert (entry.old, entry.new, entry.note) == (old, new, "")
    assert entry.revision_ids == tuple(revision.id for revision in comparison.revisions)
    assert [(place.version, place.line, place.place) for place in entry.locations] == [
        ("素案", 1, "１　見出し"),
        ("素案", 3, "２　見出し"),
    ]


def test_renumbered_siblings_share_a_row() -> None:
    old = plan("素案", ("（１）", BUS), ("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    new = plan("成案", ("（１）", BUS), ("（２）", FARM), ("（３）", PARK), ("（４）", FLOOD), ("（５）", LIBRARY))
    comparison = compare(old, new)
    assert kinds(comparison) == ["added", "renumbered", "renumbered", "renumbered"]
    added, shifted = comparison.entries
    assert (added.old, added.new, added.locations[0].version) == (None, FARM, "成案")
    assert shifted.note == "（２）～（４）を（３）～（５）に繰り下げ"
    assert (shifted.old, shifted.new) == ("（２）～（４）", "（３）～（５）")
    assert shifted.revision_ids == tuple(revision.id for revision in comparison.revisions[1:])
    assert [place.version for place in shifted.locations] == ["素案"] * 3
    back = compare(new, old)
    assert back.entries[1].note == "（３）～（５）を（２）～（４）に繰り上げ"


def test_renumbered_strangers_do_not_share_a_row() -> None:
    old = plan("素案", ("#", "１", "目標"), ("（１）", BUS), ("#", "２", "方針"), ("（１）", PARK), ("（２）", FLOOD))
    new = plan("成案", ("#", "１", "目標"), ("（２）", BUS), ("#", "２", "方針"), ("（２）", PARK), ("（４）", FLOOD))
    comparison = compare(old, new)
    assert [entry.note for entry in comparison.entries] == [
        "（１）を（２）に繰り下げ",
        "（１）を（２）に繰り下げ",
        "（２）を（４）に繰り下げ",
    ]


def test_renumbered_items_of_another_level_do_not_share_a_row() -> None:
    old, new = plan("素案", ("（１）", BUS), ("（２）", PARK)), plan("成案", ("（２）", BUS), ("（３）", PARK))
    deeper = [attrs.evolve(one.clauses[1], level=2) for one in (old, new)]
    before, after = (Plan(one.version, (one.clauses[0], deep)) for one, deep in zip((old, new), deeper, strict=True))
    assert len(compare(before, after).entries) == 2


def test_what_moved_together_shares_a_row() -> None:
    block = (("#", "３", "安全"), FLOOD, ("（１）", ""))
    old = plan("素案", ("#", "１", "交通"), *block, BUS, PARK, LIBRARY, FARM)
    new = plan("成案", ("#", "１", "交通"), BUS, PARK, LIBRARY, FARM, *block)
    comparison = compare(old, new)
    assert kinds(comparison) == ["moved", "moved", "moved"]
    (entry,) = comparison.entries
    assert entry.old == entry.new == f"３　安全\n{FLOOD}\n（１）"
    assert entry.note == "P.1　３　見出しから移動（ほか2項目）"
    assert len(entry.locations) == 3


def test_what_moved_from_two_places_takes_two_rows() -> None:
    rest = (
        PARK,
        LIBRARY,
        "第三の柱は、市民との協働です。",
        "終わりに、評価の方法を定めます。",
        "資料は巻末に示します。",
    )
    old, new = plan("素案", BUS, *rest[:2], FLOOD, *rest[2:]), plan("成案", *rest, BUS, FLOOD)
    assert [entry.old for entry in compare(old, new).entries] == [BUS, FLOOD]


def test_notes_of_an_amendment() -> None:
    rest = (("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    old = plan("素案", ("（１）", BUS), *rest)
    comparison = compare(old, plan("成案", *rest, ("（５）", BUS.replace("課題", "論点"))))
    assert comparison.entries[0].note == "P.1　（１）から移動"


def test_a_clause_of_a_label_alone_shows_its_label() -> None:
    comparison = compare(plan("素案", BUS), plan("成案", BUS, ("（１）", "")))
    assert comparison.revisions[0].new == ""
    assert (comparison.entries[0].old, comparison.entries[0].new) == (None, "（１）")
    assert compare(plan("素案", BUS, ("（１）", "")), plan("成案", BUS)).entries[0].old == "（１）"


def test_splits_and_merges_show_their_labels_and_say_so() -> None:
    first, second = "路線バスの運行を支援し、", "鉄道との乗継ぎに要する待ち時間を短くします。"
    whole, parts = (PARK, ("（１）", first + second), FLOOD), (PARK, ("（１）", first), ("（２）", second), FLOOD)
    (split,) = compare(plan("素案", *whole), plan("成案", *parts)).entries
    assert (split.note, split.new) == ("2つに分割", f"（１）　{first}\n（２）　{second}")
    assert [place.version for place in split.locations] == ["素案"]
    (merged,) = compare(plan("素案", *parts), plan("成案", *whole)).entries
    assert (merged.note, merged.old) == ("2つを統合", split.new)
    assert [place.version for place in merged.locations] == ["素案", "素案"]
    # Only the words between them differ, but two clauses are not one: that is no matter of notation.
    assert len(compare(plan("素案", *whole), plan("成案", *parts), cosmetic=False).entries) == 1


# ── numbers ──


def test_a_run_of_numbers_goes_on_over_a_sibling_that_is_amended_too() -> None:
    old = plan("素案", ("（１）", BUS), ("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    amended = FLOOD.replace("避難", "安全な避難")
    new = plan("成案", ("（１）", BUS), ("（２）", FARM), ("（３）", PARK), ("（４）", amended), ("（５）", LIBRARY))
    comparison = compare(old, new)
    assert kinds(comparison) == ["added", "renumbered", "amended", "renumbered"]
    assert [entry.note for entry in comparison.entries] == [
        "",
        "（２）～（４）を（３）～（５）に繰り下げ",
        "（３）を（４）に繰り下げ",
    ]
    assert len(comparison.entries[1].revision_ids) == 2


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (
            "（１）ア|（２）イ|（３）ウ|（４）エ",
            "（１）ア|（２）新|（３）イ|（４）ウ|（５）エ",
            "（２）～（４）を（３）～（５）に繰り下げ",
        ),
        ("①ア|②イ|③ウ", "①ア|②新|③イ|④ウ", "②～③を③～④に繰り下げ"),
        ("ア　甲|イ　乙|ウ　丙", "ア　甲|イ　新|ウ　乙|エ　丙", "イ～ウをウ～エに繰り下げ"),
        ("イ　甲|ロ　乙|ハ　丙", "イ　甲|ロ　新|ハ　乙|ニ　丙", "ロ～ハをハ～ニに繰り下げ"),
        ("1-1　甲|1-2　乙|1-3　丙", "1-1　甲|1-2　新|1-3　乙|1-4　丙", "1-2～1-3を1-3～1-4に繰り下げ"),
        (
            "第十二条　甲|第十二条の二　乙|第十三条　丙",
            "第十二条　甲|第十二条の二　新|第十二条の三　乙|第十三条　丙",
            "第十二条の二を第十二条の三に繰り下げ",
        ),
        (
            "第一条　甲|第二条　乙|第二条の二　丙|第三条　丁",
            "第一条　甲|第二条　新|第三条　乙|第三条の二　丙|第四条　丁",
            "第二条～第三条を第三条～第四条に繰り下げ",
        ),
    ],
)
def test_an_inserted_item_is_one_row_and_the_renumbered_rest_another(before: str, after: str, note: str) -> None:
    bodies = {"甲": BUS, "乙": PARK, "丙": FLOOD, "丁": LIBRARY, "新": FARM}
    bodies |= {"ア": BUS, "イ": PARK, "ウ": FLOOD, "エ": LIBRARY}

    def write(items: str) -> str:
        return "\n".join(f"{item[:-1].rstrip()}　{bodies[item[-1]]}" for item in items.split("|"))

    sides = (parse_plan(write(one), version=name, format="text") for one, name in ((before, "素案"), (after, "成案")))
    comparison = compare(*sides)
    added, renumbered = comparison.entries
    assert kinds(comparison)[0] == "added"
    assert set(kinds(comparison)[1:]) == {"renumbered"}
    assert (added.old, added.new, renumbered.note) == (None, FARM, note)


def test_lists_inside_a_list_are_told_apart() -> None:
    old = f"（１）　{BUS}\n　ア　{PARK}\n　イ　{FLOOD}\n"
    old += f"（２）　{LIBRARY}\n　ア　自転車道を整備します。\n　イ　駅前を再開発します。\n"
    new = (
        old.replace("（２）", "（３）")
        .replace("　ア　自転車", f"　ア　{FARM}\n　イ　自転車")
        .replace("イ　駅前", "ウ　駅前")
    )
    comparison = texts(old, new.replace("（３）", "（２）　空き家を活用します。\n（３）"))
    assert [(one.old, one.new, one.note) for one in comparison.entries] == [
        (None, "空き家を活用します。", ""),
        ("（２）", "（３）", "（２）を（３）に繰り下げ"),
        (None, FARM, ""),
        ("ア～イ", "イ～ウ", "ア～イをイ～ウに繰り下げ"),
    ]
    # The last item of one list and the first of the next follow by their numbers only.
    old = f"（１）　{BUS}\n　ア　{PARK}\n（２）　{FLOOD}\n　イ　{LIBRARY}\n"
    new = old.replace("イ　", "ウ　").replace("ア　", "イ　")
    assert [one.note for one in texts(old, new).entries] == ["アをイに繰り下げ", "イをウに繰り下げ"]


def test_numbers_under_two_headings_are_two_rows() -> None:
    old = plan("素案", ("#", "", "目標"), ("（１）", BUS), ("#", "", "目標"), ("（２）", PARK))
    new = plan("成案", ("#", "", "目標"), ("（２）", BUS), ("#", "", "目標"), ("（３）", PARK))
    assert len(compare(old, new).entries) == 2


def test_renumbered_chapters_share_a_row_whatever_stands_between() -> None:
    chapters = [("交通", BUS), ("公園", PARK), ("防災", FLOOD)]
    old = [row for at, (title, text) in enumerate(chapters, 1) for row in (("#", str(at), title), ("（１）", text))]
    new = [row for at, (title, text) in enumerate(chapters, 2) for row in (("#", str(at), title), ("（１）", text))]
    (entry,) = compare(plan("素案", *old), plan("成案", *new)).entries
    assert entry.note == "1～3を2～4に繰り下げ"


def test_a_list_that_gets_numbers_is_one_row() -> None:
    bullets, numbered = ([("・", BUS), ("・", PARK)], [("（１）", BUS), ("（２）", PARK)])
    bare = [attrs.evolve(one, label="") for one in plan("素案", *numbered).clauses]
    new = plan("成案", *numbered)
    assert [one.note for one in compare(plan("素案", *bullets), new).entries] == ["・を（１）～（２）に改める"]
    assert [one.note for one in compare(Plan("素案", tuple(bare)), new).entries] == ["（１）～（２）を付す"]


# ── tables ──

TABLE = """\
## 指標

| 項目 | 現状 | 目標 |
| --- | --- | --- |
| 路線バス | 30便 | 40便 |
| 歩道 | 2 km | 4 km |
"""


def test_an_added_table_row_is_one_revision_and_one_row() -> None:
    new = TABLE.replace("| 歩道", "| 駐輪場 | 3か所 | 6か所 |\n| 歩道").replace("40便", "50便")
    comparison = texts(TABLE, new)
    assert kinds(comparison) == ["amended", "added"]
    added = comparison.revisions[1]
    assert (added.old, added.new) == (None, "駐輪場\n3か所\n6か所")
    assert [clause.text for clause in added.new_clauses] == ["駐輪場", "3か所", "6か所"]
    assert [one.place for one in added.locations] == ["指標　表1 3行"]
    assert shown(comparison) == [
        (["指標　表1 2行3列"], "40便", "50便", ""),
        (["指標　表1 3行"], None, "駐輪場 ｜ 3か所 ｜ 6か所", ""),
    ]
    back = texts(new, TABLE).entries
    assert [(one.old, one.new) for one in back] == [("50便", "40便"), ("駐輪場 ｜ 3か所 ｜ 6か所", None)]


def test_an_added_table_column_is_one_revision_and_one_row() -> None:
    new = "\n".join(
        line + end
        for line, end in zip(
            TABLE.split("\n"), ("", "", " 担当 |", " --- |", " 交通課 |", " 道路課 |", ""), strict=True
        )
    )
    comparison = texts(TABLE, new)
    assert kinds(comparison) == ["added"]
    assert shown(comparison) == [(["指標　表1 4列"], None, "担当\n交通課\n道路課", "")]


def test_the_place_of_a_table_row_without_a_given_place() -> None:
    at = Location("成案", "本編", page=3)
    cells = [Clause(f"c{n}", "cell", "", text, ("２　目標",), at, row=2, column=n) for n, text in enumerate("甲乙", 1)]
    (entry,) = compare(Plan("素案"), Plan("成案", tuple(cells))).entries
    assert (entry.new, [(one.page, one.place) for one in entry.locations]) == ("甲 ｜ 乙", [(3, "２　目標　表 2行")])


def test_a_moved_table_row_is_one_row() -> None:
    table = TABLE + "| 図書館 | 5館 | 6館 |\n| 公園 | 8か所 | 9か所 |\n"
    lines = table.split("\n")
    lines.insert(7, lines.pop(4))
    (entry,) = texts(table, "\n".join(lines)).entries
    assert (entry.old, entry.new) == ("路線バス ｜ 30便 ｜ 40便",) * 2
    assert [one.place for one in entry.locations] == ["指標　表1 5行"]
    assert entry.note == "指標　表1 2行から移動"


# ── notation ──


def test_revisions_of_notation_only_say_so_and_can_be_left_out() -> None:
    old, new = f"第1期（2年）の計画\n\n（１）　{BUS}\n", f"第１期(2年)の計画\n\n(1)　{BUS}\n"
    full = texts(old, new)
    assert [one.note for one in full.entries] == ["表記のみの修正", "表記のみの修正"]
    assert [one.is_cosmetic for one in full.revisions] == [True, True]
    assert full.omitted == ()
    short = texts(old, new, cosmetic=False)
    assert short.revisions == short.omitted == full.revisions
    assert short.entries == ()


def test_what_is_more_than_notation_is_never_left_out() -> None:
    old = plan("素案", BUS, "第1期の計画", PARK, FLOOD, ("（１）", LIBRARY))
    new = plan("成案", BUS, PARK, FLOOD, "第１期の計画", ("（２）", LIBRARY.replace("、", "､")))
    comparison = compare(old, new, cosmetic=False)
    assert [one.is_cosmetic for one in comparison.revisions] == [False, False]
    assert len(comparison.entries) == 2
    assert comparison.omitted == ()


def test_a_unicode_form_is_notation_and_line_ends_are_nothing() -> None:
    old, new = plan("素案", "カ\u3099イドの育成"), plan("成案", "ガイドの育成")
    assert compare(old, new).entries[0].note == "表記のみの修正"
    assert texts(f"\ufeff{BUS}\r\n\r\n{PARK}\r\n", f"{BUS}\n\n{PARK}\n").revisions == ()


# ── documents ──


def test_a_renamed_document_is_no_revision() -> None:
    old, new = plan("素案", BUS, PARK, document="本編"), plan("成案", BUS, PARK, document="計画本編")
    assert compare(old, new).revisions == ()
    # A change names the document of the old version, and of the new one for what was added.
    new = plan("成案", BUS, FARM, PARK.replace("遊具", "遊具等"), document="計画本編")
    assert [[place.document for place in row.locations] for row in compare(old, new).entries] == [
        ["計画本編"],
        ["本編"],
    ]


def test_a_chapter_that_moved_to_another_document_is_one_row() -> None:
    chapter = (("#", "第２章", "防災"), ("（１）", FLOOD), ("（２）", FARM))
    rest = (("#", "第１章", "交通"), BUS)
    data = (LIBRARY, PARK, "資料は巻末に示します。", "評価の方法を定めます。")
    old = join_plans(plan("素案", *rest, *chapter), plan("素案", *data, document="資料編"))
    new = join_plans(plan("成案", *rest), plan("成案", *data, *chapter, document="資料編"))
    comparison = compare(old, new)
    assert kinds(comparison) == ["moved"] * 3
    (entry,) = comparison.entries
    assert entry.note == "本編　P.1　第２章　見出しから移動（ほか2項目）"
    assert [place.document for place in entry.locations] == ["資料編"] * 3
    assert [[one.document for one in revision.locations] for revision in comparison.revisions] == [
        ["本編", "資料編"]
    ] * 3


def test_a_phrase_that_moved_within_its_sentence_is_told() -> None:
    comparison = texts("来年度までに空き家の調査を終えます。", "空き家の調査を来年度までに終えます。")
    (entry,), (revision,) = comparison.entries, comparison.revisions
    assert entry.note == "「来年度までに」を文中で移動"
    assert remark([revision], "en") == "「来年度までに」 moved within the text"
