"""What texts cite: pages, chapters, items, figures, documents, lines, labels and quoted words; and where that is."""

import pytest

import plancomment as pc
from plancomment.traceability.atoms import find_atoms, heading_names, place_name
from plancomment.traceability.citations import Atlas, Citation, citations, quotations, resolve


def told(citation: Citation) -> dict[str, object]:
    """The fields that say something, without the words and their position."""
    names = ("pages", "document", "quote", "label", "path", "item", "figure", "lines", "version")
    return {name: getattr(citation, name) for name in names if getattr(citation, name)}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("計画書P8の「(イ)子どもの居場所」部分", {"pages": (8,), "quote": "(イ)子どもの居場所"}),
        ("24ページ", {"pages": (24,)}),
        ("第２４頁", {"pages": (24,)}),
        ("二十四ページ", {"pages": (24,)}),
        ("P.5～6", {"pages": (5, 6)}),
        ("p.12-13", {"pages": (12, 13)}),
        ("Ｐ．１２", {"pages": (12,)}),
        ("5頁から7頁", {"pages": (5, 6, 7)}),
        ("８・９ページ", {"pages": (8, 9)}),
        ("8頁と10頁", {"pages": (8, 10)}),
        ("P8、P10", {"pages": (8, 10)}),
        ("P8、10月から", {"pages": (8,)}),
        ("第3章（２）", {"path": ("第3章",), "label": "（２）"}),
        ("第三章", {"path": ("第3章",)}),
        ("第２章第１節", {"path": ("第2章", "第1節")}),
        ("第10条第2項", {"path": ("第10条", "第2項")}),
        ("第10条の2", {"path": ("第10条の2",)}),
        ("概要版", {"document": "概要版"}),
        ("資料編", {"document": "資料編"}),
        ("概要版の3ページ", {"document": "概要版", "pages": (3,)}),
        ("図表4", {"figure": "図表4"}),
        ("図3-2", {"figure": "図3-2"}),
        ("表１", {"figure": "表1"}),
        ("別紙2", {"figure": "別紙2"}),
        ("各論(5)", {"path": ("各論",), "label": "(5)"}),
        ("基本方針2", {"item": "基本方針2"}),
        ("基本方針（２）", {"item": "基本方針2"}),
        ("施策３－１", {"item": "施策3-1"}),
        ("施策３の１", {"item": "施策3-1"}),
        ("基本方針2の施策３－１", {"path": ("基本方針2",), "item": "施策3-1"}),
        ("12行目", {"lines": (12,)}),
        ("P.8 5～6行目", {"pages": (8,), "lines": (5, 6)}),
        ("第３章（２）の12ページ", {"path": ("第3章",), "label": "（２）", "pages": (12,)}),
        ("図表4（12ページ）", {"figure": "図表4", "pages": (12,)}),
        ("素案8ページ", {"pages": (8,), "version": "素案"}),
        ("修正後の9ページ", {"pages": (9,), "version": "修正後"}),
    ],
)
def test_one_citation(text: str, fields: dict[str, object]) -> None:
    (found,) = citations(f"私は{text}に反対です。")
    assert told(found) == fields
    assert f"私は{text}に反対です。"[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        *("PDCAを回す", "GDP2%", "ＩＣＴＰ３", "P2P通信", "P.", ""),
        *("0ページ", "100ページ数", "全24ページの計画", "1,500ページ", "3ページ分"),
        *("課題は3つ", "目標80%", "目標2030年", "事業20件", "代表1名", "発表3", "取組3年目"),
        *("第3期計画", "第1回会議", "下から3行目", "本編を読んだ", "素案に賛成", "①と②"),
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert citations(text) == ()


def test_pieces_that_stand_apart_are_places_of_their_own() -> None:
    found = citations("第２章と、12ページの図3について。概要版では3行目。")
    assert [told(one) for one in found] == [
        {"path": ("第2章",)},
        {"pages": (12,), "figure": "図3"},
        {"document": "概要版"},
        {"lines": (3,)},
    ]


def test_the_position_is_that_of_the_words() -> None:
    text = "はじめに。Ｐ．１２の『緑』と、第３章「水辺」の話。"
    assert [(one.words, text[one.start : one.end] == one.words) for one in citations(text)] == [
        ("Ｐ．１２の『緑』", True),
        ("第３章「水辺」", True),
    ]


@pytest.mark.parametrize("text", ["第1章" * 3000, "1-" * 9000, "「" * 9000, "基本" * 9000, "P8、" * 3000, "百" * 9000])
def test_odd_texts_are_read_in_one_pass(text: str) -> None:
    assert len(citations(text)) <= 3000


def test_quotations_of_all_kinds() -> None:
    assert quotations("「『緑』の町」と「水」、「水」と『風』と｢花｣") == ("『緑』の町", "水", "風", "花")


def test_one_spelling() -> None:
    assert place_name("第二十一章") == place_name("第２１章") == "第21章"
    assert heading_names("第３章　基本目標Ⅱ　水と緑") == {"第3章", "基本目標II"}
    assert heading_names("（２）公園") == {"(2)"}
    assert [atom.numbers for atom in find_atoms("九〇ページ、百二十頁")] == [(90, 120)]


PLAN = """\
# 第１章　現状

<!-- page: 3, line: 2 -->
（１）人口は減っています。

（２）空き家は増えています。

# 第２章　施策

## 施策2-1　公園

<!-- page: 5, line: 1 -->
①公園の木を植え替えます。

<!-- page: 5, line: 8 -->
②池の水を抜きます。

図2　公園の数

<!-- page: 8 -->
終わりに。
"""


@pytest.fixture(scope="module")
def plan() -> pc.Plan:
    return pc.parse_plan(PLAN, version="素案", document="本編")


def texts(found: tuple[pc.Clause, ...] | None) -> list[str] | None:
    return None if found is None else [clause.text for clause in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P3の（２）", ["空き家は増えています。"]),
        ("3ページ「人口は減って」", ["人口は減っています。"]),
        ("5ページ8行目", ["池の水を抜きます。", "公園の数"]),
        ("図２", ["公園の数"]),
        ("99ページ", []),
        ("第３章", []),
        ("施策2-7", []),
        ("別紙1", None),
        ("概要版の3ページ", None),
        ("資料編", None),
        ("3ページの（２）「その言葉はどこにもない」", ["空き家は増えています。"]),
    ],
)
def test_where_a_citation_points(plan: pc.Plan, text: str, expected: list[str] | None) -> None:
    (citation,) = citations(text)
    found = texts(resolve(citation, plan))
    if expected and "行目" in text:
        assert found is not None
        assert found[0] == expected[0]
    else:
        assert found == expected


def test_chapters_and_items_hold_what_stands_below_them(plan: pc.Plan) -> None:
    atlas = Atlas(plan)
    (chapter,) = citations("第二章")
    (item,) = citations("第２章の施策２－１")
    below = texts(resolve(item, atlas))
    assert below is not None
    assert "公園の木を植え替えます。" in below
    assert "人口は減っています。" not in (texts(resolve(chapter, atlas)) or [])
    assert set(below) <= set(texts(resolve(chapter, atlas)) or [])


def test_a_page_between_others_holds_what_began_before(plan: pc.Plan) -> None:
    (citation,) = citations("7ページ")
    found = texts(resolve(citation, plan))
    assert found is not None
    assert len(found) == 1


def test_a_plan_without_pages_says_nothing_about_pages() -> None:
    bare = pc.parse_plan("# 第１章　現状\n\n人口は減っています。\n", version="素案")
    (page,), (chapter,) = citations("99ページ"), citations("第２章の99ページ")
    assert resolve(page, bare) is None
    assert resolve(chapter, bare) == ()
    assert resolve(citations("表3")[0], bare) is None


def test_a_whole_document(plan: pc.Plan) -> None:
    both = pc.join_plans(plan, pc.parse_plan("短いまとめです。\n", version="素案", document="概要版"))
    (citation,) = citations("概要版の文字が多い。")
    assert texts(resolve(citation, both)) == ["短いまとめです。"]
    (figure,) = citations("99ページの図2")
    assert texts(resolve(figure, both)) == []
