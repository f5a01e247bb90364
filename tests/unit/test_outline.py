"""Plan texts in Markdown and plain text, read into clauses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.errors import MissingFileError, ReadError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.plan import Clause, Plan
from plancomment.read.outline import parse_plan, read_plan


def md(text: str) -> tuple[Clause, ...]:
    return parse_plan(text, version="素案").clauses


def txt(text: str) -> tuple[Clause, ...]:
    return parse_plan(text, version="素案", format="text").clauses


def kinds(clauses: tuple[Clause, ...]) -> list[tuple[str, str, str, int]]:
    return [(clause.kind, clause.label, clause.text, clause.level) for clause in clauses]


def test_headings_carry_the_headings_above_them() -> None:
    clauses = md(
        "# 計画\n\n## 第１章　総論\n\n本市は、海に面しています。\n\n### １　背景\n\n## 第２章　各論\n\n山もあります。"
    )
    assert kinds(clauses) == [
        ("heading", "", "計画", 1),
        ("heading", "第１章", "総論", 2),
        ("paragraph", "", "本市は、海に面しています。", 0),
        ("heading", "１", "背景", 3),
        ("heading", "第２章", "各論", 2),
        ("paragraph", "", "山もあります。", 0),
    ]
    assert clauses[1].full_text == "第１章　総論"
    assert clauses[2].heading_path == ("計画", "第１章　総論")
    assert clauses[4].heading_path == ("計画",)
    assert clauses[5].heading_path == ("計画", "第２章　各論")
    assert [clause.id for clause in clauses] == [f"本編-{number:04d}" for number in range(1, 7)]


def test_labels_make_items_at_the_depth_of_their_list() -> None:
    clauses = md("（１）　鉄道\n\nア　駅\n\nイ　線路\n\n（２）　バス\n\n第１条　目的\n\n図1　路線図")
    assert kinds(clauses) == [
        ("item", "（１）", "鉄道", 1),
        ("item", "ア", "駅", 2),
        ("item", "イ", "線路", 2),
        ("item", "（２）", "バス", 1),
        ("paragraph", "第１条", "目的", 0),
        ("caption", "図1", "路線図", 0),
    ]


def test_lists_keep_the_printed_number() -> None:
    clauses = md("3. 鉄道\n   の駅\n\n   続きの段落\n4. バス\n   - 停留所\n   - （１）車庫\n5)\n\n- ・港")
    assert kinds(clauses) == [
        ("item", "3.", "鉄道の駅", 1),
        ("paragraph", "", "続きの段落", 0),
        ("item", "4.", "バス", 1),
        ("item", "", "停留所", 2),
        ("item", "（１）", "車庫", 2),
        ("item", "5)", "", 1),
        ("item", "・", "港", 1),
    ]
    assert clauses[0].full_text == "3. 鉄道の駅"


def test_a_numbered_item_of_nothing_but_a_list_table_or_code_keeps_its_number() -> None:
    assert kinds(md("1. - 駅\n2. ```\n   code\n   ```\n3. # 見出し"))[:2] == [
        ("item", "1.", "", 1),
        ("item", "", "駅", 2),
    ]
    assert [clause.label for clause in md("1. - 駅\n2. ```\n   code\n   ```\n3. # 見出し")] == [
        "1.",
        "",
        "2.",
        "",
        "3.",
        "",
    ]


def test_line_breaks_are_layout_but_a_label_begins_a_clause() -> None:
    clauses = md(
        "本市の鉄道は、\n市の中央を走る。The line\nis old. 駅は\nA駅である。\n（１）　北駅\n①\n南駅\n②  \n西駅\n東駅"
    )
    assert kinds(clauses) == [
        ("paragraph", "", "本市の鉄道は、市の中央を走る。The line is old. 駅は A駅である。", 0),
        ("item", "（１）", "北駅", 1),
        ("item", "①", "南駅", 2),
        ("item", "②", "西駅東駅", 2),
    ]
    assert clauses[3].full_text == "②\n西駅東駅"


def test_hard_breaks_stay() -> None:
    assert [clause.text for clause in md("北駅  \n南駅\\\n西駅<br>東駅<br>\n中駅")] == ["北駅\n南駅\n西駅\n東駅\n中駅"]


def test_inline_markup_is_not_text() -> None:
    text = '**計画**の*素案*は[市のページ](https://example.jp/a "題")に`code`と<u>下線</u>&amp;\\*で。**「公共」**を<https://a.jp>'
    assert [clause.text for clause in md(text)] == [
        "計画の素案は市のページにcodeと下線&*で。**「公共」**をhttps://a.jp"
    ]
    assert [clause.text for clause in md("市は**「公共」**を支える。")] == ["市は「公共」を支える。"]
    assert [clause.text for clause in md("`a**b**`である。")] == ["a**b**である。"]


def test_what_looks_like_a_link_definition_stays_text() -> None:
    assert [clause.text for clause in md("[注1]: 出典である\n\n<p>市は\n\n海にある</p>")] == [
        "[注1]: 出典である",
        "市は",
        "海にある",
    ]


def test_tables_become_cells() -> None:
    clauses = md("| 路線 | 人数 |\n|---|---:|\n| 北線 |  |\n| **南**線 | 12人<br>3人 | 余り |\n\n|a|\n|-|\n|b|")
    assert [(clause.row, clause.column, clause.text, clause.location.place) for clause in clauses] == [
        (1, 1, "路線", "表1 1行1列"),
        (1, 2, "人数", "表1 1行2列"),
        (2, 1, "北線", "表1 2行1列"),
        (3, 1, "南線", "表1 3行1列"),
        (3, 2, "12人\n3人", "表1 3行2列"),
        (3, 3, "余り", "表1 3行3列"),
        (1, 1, "a", "表2 1行1列"),
        (2, 1, "b", "表2 2行1列"),
    ]
    assert {clause.kind for clause in clauses} == {"cell"}


def test_a_page_mark_between_table_rows_is_no_row() -> None:
    clauses = md("| 路線 |\n|---|\n| 北線 |\n<!-- page: 4 -->\n| 南線 <!-- page: 5 --> |\n| 西線 ![海の写真](a.png) |")
    assert [(clause.text, clause.row, clause.location.page) for clause in clauses] == [
        ("路線", 1, None),
        ("北線", 2, None),
        ("南線", 3, 4),
        ("西線", 4, 5),
        ("海の写真", None, 5),
    ]


def test_images_quotes_and_code() -> None:
    clauses = md(
        "![図2　市の*全体*図](a.png)\n\n海の![写真](b.png)である\n\n![](c.png)\n\n"
        "> 市長の言葉\n\n```txt\na\n b\n```\n\n```\n```\n\n    c\n"
    )
    assert kinds(clauses) == [
        ("caption", "図2", "市の全体図", 0),
        ("paragraph", "", "海のである", 0),
        ("caption", "", "写真", 0),
        ("paragraph", "", "市長の言葉", 0),
        ("paragraph", "", "a\n b", 0),
        ("paragraph", "", "c", 0),
    ]


def test_page_marks_tell_page_and_line() -> None:
    text = (
        "<!-- page: 7 -->\n\n北駅\n\n<!-- page: 8, line: 7 -->\n"
        "南駅は市の<!-- page: 9 -->中央に\n<!-- line: 3 -->\nある\n\n西駅\n\n東駅\n\n"
        "<!-- ９頁 -->\n# 見出し<!-- p.10 -->\n\n中駅<!-- an aside -->\n\n"
        "<!--\nan aside\n\n- of lines\n--> 港\n\n<!--\npage: 11\n-->\n\n山"
    )
    assert [(clause.text, clause.location.page, clause.location.line) for clause in md(text)] == [
        ("北駅", 7, None),
        ("南駅は市の中央にある", 8, 7),
        ("西駅", 9, 3),
        ("東駅", 9, None),
        ("見出し", 9, None),
        ("中駅", 10, None),
        ("港", 10, None),
        ("山", 11, None),
    ]


def test_all_malformed_marks_are_reported_together() -> None:
    text = "<!-- page: x -->\n\n市は\n海に<!-- page: 0 -->ある\n\n| a |\n|---|\n| <!-- line: 0 --> |\n\n<!-- 開いたまま"
    with pytest.raises(ReadError) as caught:
        md(text)
    assert [str(problem).split(":")[0] for problem in caught.value.problems] == [
        "line 1",
        "line 4",
        "line 8",
        "line 10",
    ]
    assert "page: x" in str(caught.value)
    with pytest.raises(ReadError) as caught:
        txt("市は\n<!-- page: x -->\n海\n<!-- line: 0 -->")
    assert [str(problem).split(":")[0] for problem in caught.value.problems] == ["line 2", "line 4"]


def test_text_lines_are_clauses_with_counted_lines() -> None:
    clauses = txt(
        "計画の名\r\n<!-- page: 3 -->\r\n第１章　総論\r\n\r\n1-1 背景\r\n　本市は、海に面しています。\r\n"
        "（１）　鉄道\r\nア　駅\n<!-- memo -->\n2　市は、この計画を見直します。\n<!-- line: 20 -->\n第２章　各論\n"
        "１．山\n図1　地図\n第一条　目的を定める。"
    )
    assert kinds(clauses) == [
        ("paragraph", "", "計画の名", 0),
        ("heading", "第１章", "総論", 1),
        ("heading", "1-1", "背景", 2),
        ("paragraph", "", "本市は、海に面しています。", 0),
        ("item", "（１）", "鉄道", 1),
        ("item", "ア", "駅", 2),
        ("item", "2", "市は、この計画を見直します。", 3),
        ("heading", "第２章", "各論", 1),
        ("heading", "１．", "山", 2),
        ("caption", "図1", "地図", 0),
        ("paragraph", "第一条", "目的を定める。", 0),
    ]
    places = [(clause.location.page, clause.location.line) for clause in clauses]
    assert places == [(None, None), *[(3, line) for line in (1, 2, 3, 4, 5, 6, 20, 21, 22, 23)]]
    assert clauses[-1].heading_path == ("第２章　各論", "１．山")


def test_roman_numbers_stand_above_arabic_ones() -> None:
    clauses = txt("Ⅰ　総論\n1　背景\n1-1　海\nⅡ　各論\nⅡ－１　山")
    assert [clause.level for clause in clauses] == [1, 2, 3, 1, 2]


def test_a_form_feed_begins_the_next_page() -> None:
    clauses = txt("北駅\n南駅\n\f西駅\n東駅\f")
    assert [(clause.text, clause.location.page, clause.location.line) for clause in clauses] == [
        ("北駅", 1, 1),
        ("南駅", 1, 2),
        ("西駅", 2, 1),
        ("東駅", 2, 2),
    ]


def test_empty_texts_and_double_labels_are_legal() -> None:
    assert parse_plan("", version="素案") == Plan("素案", ())
    assert parse_plan(" \n", version="素案", format="text") == Plan("素案", ())
    assert [clause.label for clause in md("（１）海\n\n（１）山\n\n# \n\n<!-- -->")] == ["（１）", "（１）"]


def test_wrong_arguments() -> None:
    with pytest.raises(WrongTypeError, match="bytes"):
        parse_plan(b"", version="素案")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="version"):
        parse_plan("", version=1)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="document"):
        parse_plan("", version="素案", document=None)  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="document"):
        parse_plan("", version="素案", document=" ")
    with pytest.raises(WrongValueError, match="'html'"):
        parse_plan("", version="素案", format="html")  # type: ignore[arg-type]


def test_nesting_has_a_limit_that_is_told() -> None:
    assert [clause.text for clause in md(">" * 60 + " 海")] == ["海"]
    with pytest.raises(ReadError, match="nested"):
        md(">" * 300 + " 海")


def test_files_are_read_by_their_ending(tmp_path: Path) -> None:
    (tmp_path / "本編.md").write_bytes("# 海\n".encode("utf-8-sig"))
    (tmp_path / "概要.txt").write_bytes("① 海\n".encode("cp932"))
    (tmp_path / "bad.md").write_text("<!-- page: x -->")
    plan = read_plan(tmp_path / "本編.md", version="素案")
    assert (plan.documents, plan.clauses[0].kind) == (("本編",), "heading")
    assert read_plan(str(tmp_path / "概要.txt"), version="素案", document="概要版").documents == ("概要版",)
    with pytest.raises(UnknownFormatError, match=r"\.md"):
        read_plan(tmp_path / "a.xlsx", version="素案")
    with pytest.raises(MissingFileError):
        read_plan(tmp_path / "a.md", version="素案")
    with pytest.raises(ReadError, match=r"bad\.md"):
        read_plan(tmp_path / "bad.md", version="素案")


WORDS = st.text(st.sampled_from("海山川市民計画、。（）１２①ア・図一 \n第章条|>-#*`1.）"), max_size=60)


@given(WORDS)
def test_no_text_is_lost_in_markdown(text: str) -> None:
    read = "".join(clause.full_text for clause in md(text))
    for char in "海山川市民計画、。（）１２①ア・図一第章条）":
        assert read.count(char) == text.count(char)


@given(st.text(max_size=60))
def test_no_text_is_lost_in_plain_text(text: str) -> None:
    read = "".join(clause.full_text for clause in txt(text.replace("<", "")))
    assert "".join(read.split()) == "".join(text.replace("<", "").split())


@pytest.mark.parametrize(
    "text",
    [
        "- | a | b |\n  |---|---|\n  | 1 | 2 | 3 |",
        "12. | a | b |\n    |---|---|\n    | 1 | 2 | 3 |",
        "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |",
        "> - > a | b\n>   > --|--\n>   > 1 | 2 | 3",
    ],
)
def test_tables_in_lists_and_quotations_have_the_cells_they_show(text: str) -> None:
    cells = [(one.row, one.column, one.text) for one in md(text) if one.kind == "cell"]
    assert cells == [(1, 1, "a"), (1, 2, "b"), (2, 1, "1"), (2, 2, "2"), (2, 3, "3")]


@pytest.mark.parametrize("piece", ["<![CDATA[ 秘密 ]]>", "<?php 秘密 ?>", "<!DOCTYPE 秘密>"])
def test_only_tags_and_comments_are_markup(piece: str) -> None:
    assert [clause.text for clause in md(f"港{piece}<b>山</b><!-- 海 -->\n\n# {piece}")] == [f"港{piece}山", piece]
    assert [clause.text for clause in md(f"| {piece} |\n|---|")] == [piece]
    broken = piece.replace(" ", "\n", 1)
    assert "".join(md(f"港{broken}山")[0].text.split()) == f"港{piece}山".replace(" ", "")


def test_text_behind_the_marks_of_a_fence_is_text() -> None:
    assert kinds(md("```第１条 目的\n海\n```\n\n~~~ 港 の `山`\n~~~\n\n```python\nx\n```")) == [
        ("paragraph", "第１条", "目的", 0),
        ("paragraph", "", "海", 0),
        ("paragraph", "", "港 の 山", 0),
        ("paragraph", "", "x", 0),
    ]


@pytest.mark.parametrize(
    "comment", ["3行空ける", "page", "行間を空ける", "pは太字", "8頁の図を差し替える", "1行目は太字", "頁の下"]
)
def test_comments_that_only_speak_of_pages_are_no_marks(comment: str) -> None:
    for clauses in (md(f"<!-- {comment} -->\n海"), txt(f"<!-- {comment} -->\n海")):
        assert [(one.text, one.location.page, one.location.line) for one in clauses] == [("海", None, None)]


@pytest.mark.parametrize(
    "comment", ["page:", "page = x", "line: 0", "page 3 below", "p.-1", "頁: 三", "0頁", "-3行目", "8頁 0行"]
)
def test_marks_that_are_meant_but_broken_are_refused(comment: str) -> None:
    with pytest.raises(ReadError, match="not a page mark"):
        md(f"<!-- {comment} -->\n海")


@pytest.mark.parametrize("comment", ["page = 8, line = 7", "8頁7行目", "８ページ、行：７", "p8 7行"])
def test_marks_in_all_spellings(comment: str) -> None:
    location = md(f"<!-- {comment} -->\n海")[0].location
    assert (location.page, location.line) == (8, 7)
