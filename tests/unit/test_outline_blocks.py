"""Blocks by hand into clauses: what any format's reader may give, and what a plan makes of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.findings import Finding, Place, Severity
from plancomment.plan import Clause, Plan
from plancomment.read.blocks import Block, CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.outline.assembly import assemble


def plan(*blocks: Block, infers: bool = True, findings: Sequence[Finding] = ()) -> Plan:
    return assemble(Contents("plan.docx", blocks, tuple(findings)), "素案", "本編", infers=infers)


def shown(clauses: Sequence[Clause]) -> list[tuple[str, str, str, int]]:
    return [(one.kind, one.label, one.text, one.level) for one in clauses]


def heading(text: str, level: int, label: str = "", separator: str = "") -> TextBlock:
    return TextBlock(text, "heading", label, separator, level)


def test_marked_headings_make_the_paths() -> None:
    made = plan(
        heading("みどりの計画", 1),
        heading("総論", 2, "第１章", "　"),
        TextBlock("本市は海に面しています。"),
        heading("第２章　各論", 2),
        heading("背景", 3, "2-1", "\t"),
        TextBlock("（１）　港"),
        TextBlock("ア　桟橋"),
    )
    assert shown(made.clauses) == [
        ("heading", "", "みどりの計画", 1),
        ("heading", "第１章", "総論", 2),
        ("paragraph", "", "本市は海に面しています。", 0),
        ("heading", "第２章", "各論", 2),
        ("heading", "2-1", "背景", 3),
        ("item", "（１）", "港", 1),
        ("item", "ア", "桟橋", 2),
    ]
    assert made.clauses[1].full_text == "第１章　総論"
    assert made.clauses[2].heading_path == ("みどりの計画", "第１章　総論")
    assert made.clauses[-1].heading_path == ("みどりの計画", "第２章　各論", "2-1\t背景")
    assert made.findings == ()


def test_where_no_headings_are_marked_numbers_tell_them() -> None:
    made = plan(
        TextBlock("第１章　総論"),
        TextBlock("背景", label="１－１", separator="　"),
        TextBlock("１　市は、この計画を毎年見直します。"),
        TextBlock("目的", "item", "第２章", " ", 1),
        TextBlock("範囲", "item", "2-1", " ", 2),
        TextBlock("市の全域", "item", "1.", " ", 1),
        TextBlock("３　図\n4　表\n\n市の全域を示す。\n海も示す。"),
        TextBlock("第３章\n資料"),
    )
    assert [(one.kind, one.full_text, one.level) for one in made.clauses] == [
        ("heading", "第１章　総論", 1),
        ("heading", "１－１　背景", 2),
        ("item", "１　市は、この計画を毎年見直します。", 1),
        ("heading", "第２章 目的", 1),
        ("heading", "2-1 範囲", 2),
        ("item", "1. 市の全域", 1),
        ("heading", "３　図", 2),
        ("heading", "4　表", 2),
        ("paragraph", "市の全域を示す。\n海も示す。", 0),
        ("heading", "第３章\n資料", 1),
    ]
    assert [(one.code, one.severity, one.subjects) for one in made.findings] == [("PC666", Severity.INFO, ("本編",))]
    assert made.findings[0].message == "the file marks no headings: 7 were told by their numbers"


def test_a_title_alone_leaves_the_rest_to_numbers_but_two_headings_do_not() -> None:
    chapters = (TextBlock("第１章　総論"), TextBlock("１　背景"), TextBlock("本市は海に面しています。"))
    titled = plan(heading("みどりの計画", 1), *chapters)
    assert titled.clauses[-1].heading_path == ("みどりの計画", "第１章　総論", "１　背景")
    assert [one.level for one in titled.clauses] == [1, 2, 3, 0]
    two = plan(heading("みどりの計画", 1), *chapters, heading("資料", 1))
    assert [one.kind for one in two.clauses] == ["heading", "paragraph", "item", "paragraph", "heading"]
    deep = plan(heading("背景", 2), *chapters)
    assert deep.clauses[-1].heading_path == ("背景",)
    # A title 目次 is no heading of the plan.
    assert (
        plan(heading("目　次", 1), heading("みどりの計画", 1), *chapters).clauses[-1].heading_path[0] == "みどりの計画"
    )


def test_markdown_says_itself_what_is_a_heading() -> None:
    made = plan(TextBlock("第１章　総論"), TextBlock("第２章……3"), TextBlock("第３章……9"), infers=False)
    assert [(one.kind, one.text) for one in made.clauses] == [
        ("paragraph", "総論"),
        ("paragraph", "第２章……3"),
        ("paragraph", "第３章……9"),
    ]
    assert made.findings == ()


def test_items_and_their_labels() -> None:
    made = plan(
        heading("本文", 1),
        TextBlock("鉄道", "item", "(1)", " ", 1),
        TextBlock("　駅　", "item", "", "", 2),
        TextBlock("・車庫", "item", "", "", 2),
        TextBlock("", "item", "(2)", " ", 1),
        TextBlock("目的を定める。", "item", "第１条", "　", 1),
        TextBlock("路線図", "item", "図1", "　", 1),
        TextBlock("続きの段落", level=1),
        TextBlock("①線路", level=1),
        TextBlock("  \n "),
    )
    assert shown(made.clauses[1:]) == [
        ("item", "(1)", "鉄道", 1),
        ("item", "", "駅", 2),
        ("item", "・", "車庫", 2),
        ("item", "(2)", "", 1),
        ("paragraph", "第１条", "目的を定める。", 0),
        ("caption", "図1", "路線図", 0),
        ("paragraph", "", "続きの段落", 0),
        ("item", "①", "線路", 2),
    ]
    assert made.clauses[4].separator == ""


def test_a_line_with_a_label_of_its_own_is_a_clause_of_its_own() -> None:
    made = plan(
        heading("第１章\n総論", 1),
        TextBlock("取組は次のとおり。\n　（１）　鉄道\n　　の駅\n（２）\n バス\n\n", page=3, line=7),
        TextBlock("北駅\n南駅", "item", "①", "　", 1),
        TextBlock("桟橋\nア　北\nイ　南", "item", "②", "", 1),
    )
    assert [(one.kind, one.label, one.separator, one.text) for one in made.clauses] == [
        ("heading", "第１章", "\n", "総論"),
        ("paragraph", "", "", "取組は次のとおり。"),
        ("item", "（１）", "　", "鉄道\n　　の駅"),
        ("item", "（２）", "\n ", "バス"),
        ("item", "①", "　", "北駅\n南駅"),
        ("item", "②", "", "桟橋"),
        ("item", "ア", "　", "北"),
        ("item", "イ", "　", "南"),
    ]
    assert [(one.location.page, one.location.line) for one in made.clauses[1:4]] == [(3, 7), (3, None), (3, None)]


def test_a_label_that_fills_a_line_which_is_layout_stands_before_the_text() -> None:
    broken = TextBlock("　第１条目的を定める。", breaks=(4,))
    assert [(one.label, one.text) for one in plan(broken).clauses] == [("第１条", "目的を定める。")]
    later = TextBlock("（１）鉄道の駅を結ぶ路線", breaks=(6, 9))
    assert [(one.label, one.text) for one in plan(later).clauses] == [("（１）", "鉄道の駅を結ぶ路線")]


def test_cells_have_row_column_and_place() -> None:
    table = TableBlock(
        (
            CellBlock(1, 1, "路線", columns=2, header=True, page=4),
            CellBlock(2, 1, "　北線\n南線 ", rows=2, page=4),
            CellBlock(2, 2, "１　8人", page=4),
            CellBlock(3, 2, "  "),
        ),
        3,
        2,
    )
    made = plan(heading("交通", 1), table, table)
    assert [(one.kind, one.text, one.row, one.column, one.location.place) for one in made.clauses[1:4]] == [
        ("cell", "路線", 1, 1, "表1 1行1列"),
        ("cell", "北線\n南線", 2, 1, "表1 2行1列"),
        ("cell", "１　8人", 2, 2, "表1 2行2列"),
    ]
    assert {(one.label, one.location.page, one.heading_path) for one in made.clauses[1:]} == {("", 4, ("交通",))}
    assert made.clauses[-1].location.place == "表2 2行2列"


def test_a_table_of_one_cell_is_a_frame_around_paragraphs() -> None:
    frame = TableBlock((CellBlock(1, 1, "コラム　港\n　港は深い。\n\n（１）　桟橋", page=3),), 1, 1)
    wide = TableBlock((CellBlock(1, 1, "港", columns=2),), 1, 2)
    table = TableBlock((CellBlock(1, 1, "港"),), 2, 1)
    made = plan(heading("交通", 1), frame, wide, table)
    assert [(one.kind, one.full_text, one.location.page, one.location.place) for one in made.clauses[1:]] == [
        ("paragraph", "コラム　港", 3, "囲み"),
        ("paragraph", "港は深い。", 3, "囲み"),
        ("item", "（１）　桟橋", 3, "囲み"),
        ("paragraph", "港", None, "囲み"),
        ("cell", "港", None, "表1 1行1列"),
    ]
    assert [one.kind for one in plan(frame, infers=False).clauses] == ["cell"]


def test_notes_boxes_captions_and_what_stands_beside_the_text() -> None:
    made = plan(
        heading("交通", 1),
        TextBlock("（１）　鉄道"),
        TextBlock("ア　駅"),
        TextBlock("１　国の統計による。", "note", place="脚注1"),
        TextBlock("（１）　港へ\n山へ", "box", place="図中の文字"),
        TextBlock("みなと市", place="ヘッダー"),
        TextBlock("イ　線路"),
        TextBlock("図1　路線図", "caption"),
        TextBlock("駅の写真", "caption", "図2", "　"),
        TextBlock("  a\n b ", "code"),
    )
    assert [(*one, clause.location.place) for one, clause in zip(shown(made.clauses), made.clauses, strict=True)][
        1:
    ] == [
        ("item", "（１）", "鉄道", 1, ""),
        ("item", "ア", "駅", 2, ""),
        ("paragraph", "１", "国の統計による。", 0, "脚注1"),
        ("item", "（１）", "港へ\n山へ", 1, "図中の文字"),
        ("paragraph", "", "みなと市", 0, "ヘッダー"),
        ("item", "イ", "線路", 2, ""),
        ("caption", "図1", "路線図", 0, ""),
        ("caption", "図2", "駅の写真", 0, ""),
        ("paragraph", "", "  a\n b ", 0, ""),
    ]


def test_a_typed_table_of_contents_is_left_out_and_told() -> None:
    made = plan(
        TextBlock("目　次"),
        TextBlock("第１章　総論\t1", page=2),
        TextBlock(" "),
        TextBlock("１－１ 背景   ２頁"),
        TextBlock("第２章　各論 ・・・・・・ 10"),
        TextBlock("図表目次"),
        TextBlock("図1　地図…… 12"),
        TextBlock("第１章　総論"),
        TextBlock("人口は   8"),
        TextBlock("資料1…………… ３"),
        TextBlock("資料2．．．．．．．．．．- 12 -"),
        TextBlock("人口……8"),
        TextBlock("海\n山…… 8"),
        TextBlock("あ" * 120 + "…… 8"),
    )
    assert [(one.kind, one.full_text) for one in made.clauses] == [
        ("paragraph", "目　次"),
        ("paragraph", "図表目次"),
        ("heading", "第１章　総論"),
        ("paragraph", "人口は   8"),
        ("paragraph", "海\n山…… 8"),
        ("paragraph", "あ" * 120 + "…… 8"),
    ]
    first = made.findings[0]
    assert (first.code, first.place) == ("PC665", Place("plan.docx", page=2))
    assert first.message == ("7 line(s) of a table of contents were left out, from '第１章 総論 1' to '人口……8'")
    assert first.message_ja == "目次7行（「第１章 総論 1」から「人口……8」まで）を除きました。"
    assert plan(TableBlock((), 0, 0), TextBlock("人口……8")).clauses[0].text == "人口……8"


def test_findings_of_the_reader_come_with_the_plan_and_pages_name_its_version() -> None:
    found = [
        Finding("PC640", "info", (), "a", "あ", Place("plan.docx", page=3)),
        Finding("PC641", "info", (), "b", "い", Place("plan.docx", page=3, version="成案")),
        Finding("PC642", "info", (), "c", "う", Place("plan.docx")),
        Finding("PC643", "info", (), "d", "え"),
    ]
    made = plan(TextBlock("海"), findings=found)
    assert [one.place and one.place.version for one in made.findings] == ["素案", "成案", None, None]
    assert made == plan(TextBlock("海"))


def test_a_plan_without_text_or_without_headings_is_told() -> None:
    assert [one.code for one in plan().findings] == ["PC668"]
    assert plan(infers=False).findings == ()
    many = [TextBlock(f"海は{number}番目に青い。") for number in range(30)]
    assert [(one.code, str(one.severity)) for one in plan(*many).findings] == [("PC667", "warning")]
    assert plan(*many[1:]).findings == ()
    assert plan(heading("海", 1), *many).findings == ()


TEXTS = st.text(st.sampled_from("海山（）１２①ア・図第章条、。…\t 　\n"), max_size=24)
BLOCKS = st.builds(
    TextBlock,
    TEXTS,
    st.sampled_from(["body", "heading", "item", "caption", "note", "box", "code"]),
    st.sampled_from(["", "", "第１章", "(1)", "①", "1."]),
    st.sampled_from(["", " ", "　"]),
    st.integers(0, 4),
)


@pytest.mark.parametrize("infers", [True, False])
@given(blocks=st.lists(BLOCKS, max_size=12))
def test_no_text_is_lost_and_none_is_made_up(infers: bool, blocks: list[TextBlock]) -> None:
    made = plan(*blocks, infers=infers)
    read = "".join("".join(clause.full_text.split()) for clause in made.clauses)
    given_text = "".join("".join((block.label + block.text).split()) for block in blocks)
    if not any(one.code == "PC665" for one in made.findings):
        lost = "".join(block.label for block in blocks if not block.text.strip() and block.role == "code")
        assert sorted(read) == sorted(given_text) or lost
    assert [one.id for one in made.clauses] == [f"本編-{number:04d}" for number in range(1, len(made.clauses) + 1)]
    assert all(one.text == one.text.strip() for one in made.clauses if one.kind in ("heading", "item", "cell"))
