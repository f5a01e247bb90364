"""Published results of invented towns, each printed in another manner, and the rules that read them."""

import datetime
from pathlib import Path

import pytest

from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount
from plancomment.errors import MissingFileError, ReadError, UnknownFormatError, WrongTypeError
from plancomment.read.published import Published, read_published
from plancomment.read.published.categories import CategoryTree, split_number
from plancomment.read.published.columns import answer_columns
from plancomment.read.published.dispositions import SchemeReader, implies_revision, split_symbol
from plancomment.read.published.headings import reads_as_disposition
from plancomment.read.published.legends import legend_items
from plancomment.read.published.lines import Line, split_lines
from plancomment.read.published.parts import find_references, split_parts
from plancomment.read.published.periods import find_period
from plancomment.read.published.slipped import comparison_sides, is_near_copy
from plancomment.read.published.statements import find_statements
from plancomment.read.published.summary import (
    count_table,
    find_authority,
    find_plan_title,
    old_version_name,
    undecorated,
)

# ｜ stands for a tab, so that blank cells can be seen.
MINATO = """資料３
みなと町地域防災計画（案）に対する
パブリックコメントの実施結果について

１　募集期間
　令和４年１２月２０日（火）から１月２０日（金）まで
２　意見提出者数　１２人・２団体（うち町外１人）
３　意見件数
　　８件
４　提出方法
｜提出方法｜件数
｜電子メール｜５
｜ＦＡＸ｜３
｜合計｜８

５　意見の対応区分
区分｜対応内容｜件数
Ａ｜修正するもの｜１
Ｂ｜既に盛り込まれているもの｜２
Ｃ｜素案どおりとするもの｜４
合計｜｜８

６　ご意見の概要とご意見に対する町の考え方

第１章　計画の基本的な考え方
番号｜ご意見の概要｜対応区分｜町の考え方
１｜避難所の場所がわかりにくい。｜Ａ｜ご意見を踏まえ、１２ページの「避難所」を「指定避難所」に修正しました。
２｜備蓄を増やしてほしい。
毛布もほしい。｜Ｂ｜■備蓄について
備蓄は計画に記載しています。
■訓練について
訓練を行います。
- 3 -

番号｜ご意見の概要｜対応区分｜町の考え方
３｜訓練が少ない。｜Ｃ｜No.２（訓練について）の回答のとおりです。
第２章　地震対策
４｜耐震化を進めてほしい。｜Ｃ｜ありがとうございます。
５｜耐震化。｜｜
６｜揺れが心配。｜Ａ｜
７｜火事が心配。｜｜「No.３０」の回答のとおりです。
９｜津波が心配。｜Ｅ｜検討します。

７　新旧対照表
頁｜箇所｜修正前｜修正後｜備考
12｜３行目｜避難所｜指定避難所｜意見１
13｜表２｜（新設）｜津波避難ビルの一覧｜
14｜本文｜古い地図｜（削る）｜
15～16｜本文｜川の名｜川の名前｜
""".replace("｜", "\t")

MIDORI = """# 「緑川市子ども計画」のパブリック・コメント結果

- 募集時期: 2023/5/1～5/31
- 提出方法：郵送 3通、ＦＡＸ １通
- 提出された意見数 4件

| 項目 | 意見数 | 割合 |
|---|---|---|
| 子育て支援 | 3件 | 75％ |
| その他 | 1件 | － |

| No | 意見 | 市の対応 |
|---|---|---|
| 子育て支援 | | |
| 1 | 公園が少ない。 | 20頁に「公園の再整備」との記述を追加しました。 |
| 2 | 保育料が高い。<br>下げてほしい。 | 国の動きを見てまいります。 |
| 3 | 給食。 | |
| その他 | | |
| 4 | 計画はよい。 | 「よりよいまち」を目指してまいります。No.1と同様です。 |

### 修正箇所

| 変更箇所 | 新 | 旧 |
|---|---|---|
| 本編 P.20 本文 | 公園の再整備を進める | 公園の整備を進める |
| 概要版 表紙 | 令和6年 | 令和5年 |
""".replace("｜", "\t")

SLIPPED = """「さくら村総合計画（素案）」への意見募集の結果
意見の概要｜村の考え方
道路。｜直しました。

変更箇所｜｜旧｜新｜
本編｜P.3｜見出し｜村の道を守る｜
｜P.4｜１行目｜村の道をともに守る｜
｜P.5｜２行目｜まったく別の文章です｜
｜P.6｜３行目｜川の水をきれいに保つ｜川の水を皆できれいに保つ
｜｜図の題｜｜
P.7｜５行目｜山の木を植える｜山の木を皆で植える｜
概要版｜P.1｜表｜（略）｜（略）｜はみ出し
""".replace("｜", "\t")


def read(folder: Path, text: str, name: str = "result.txt") -> Published:
    place = folder / name
    place.write_bytes(text.encode("utf-8"))
    return read_published(place)


def told(published: Published) -> list[tuple[str, int | None]]:
    return [(one.code, one.place.line if one.place is not None else None) for one in published.findings]


def row(*cells: str) -> Line:
    return Line(1, cells)


# --- a result with chapters, letters for dispositions, numbers that run through, line breaks within cells


@pytest.fixture
def minato(tmp_path: Path) -> Published:
    return read(tmp_path, MINATO)


def test_title_period_and_totals(minato: Published) -> None:
    consultation = minato.consultation
    assert consultation.title == "みなと町地域防災計画（案）に対するパブリックコメントの実施結果について"
    assert consultation.plan_title == "みなと町地域防災計画（案）"
    assert consultation.authority == "みなと町"
    assert consultation.opened_on == datetime.date(2022, 12, 20)
    assert consultation.closed_on == datetime.date(2023, 1, 20)
    assert consultation.printed is not None
    assert consultation.printed.persons == Count(12, "人")
    assert consultation.printed.groups == Count(2, "団体")
    assert consultation.printed.comments == Count(8, "件")
    assert consultation.printed.by_channel == (
        PrintedCount("電子メール", Count(5, "件")),
        PrintedCount("ＦＡＸ", Count(3, "件")),
    )


def test_dispositions_with_letters(minato: Published) -> None:
    scheme = minato.consultation.scheme
    assert scheme is not None
    assert [(one.id, one.symbol, one.label, one.implies_revision) for one in scheme.dispositions] == [
        ("1", "Ａ", "修正するもの", True),
        ("2", "Ｂ", "既に盛り込まれているもの", False),
        ("3", "Ｃ", "素案どおりとするもの", False),
        ("4", "Ｅ", "", None),
    ]


def test_headings_without_tabs_are_categories(minato: Published) -> None:
    categories = minato.consultation.categories
    assert [(one.id, one.number, one.label) for one in categories] == [
        ("1", "第１章", "計画の基本的な考え方"),
        ("2", "第２章", "地震対策"),
    ]
    assert [one.id for one in minato.consultation.comments] == ["1-1", "1-2", "1-3", "2-4", "2-5", "2-6", "2-7", "2-9"]


def test_line_breaks_within_cells_are_kept(minato: Published) -> None:
    second = minato.consultation.comments[1]
    assert second.summary == "備蓄を増やしてほしい。\n毛布もほしい。"
    parts = minato.consultation.responses[1].parts
    assert [(part.title, part.text) for part in parts] == [
        ("備蓄について", "備蓄は計画に記載しています。"),
        ("訓練について", "訓練を行います。"),
    ]


def test_answers_that_are_shared_or_refer(minato: Published) -> None:
    consultation = minato.consultation
    by_id = {one.id: one for one in consultation.responses}
    assert by_id["A2-4"].comment_ids == ("2-4", "2-5", "2-6")
    # A blank answer beside a disposition: the answer of the row above, the disposition its own.
    assert [one.disposition_id for one in consultation.comments] == [None, None, None, None, None, "1", None, None]
    assert [(one.response_id, one.part_title) for one in by_id["A1-3"].refers_to] == [("A1-2", "訓練について")]
    assert by_id["A2-7"].refers_to == ()
    assert by_id["A2-7"].disposition_id is None
    assert consultation.problems() == ()


def test_a_stated_revision_with_its_page(minato: Published) -> None:
    (stated,) = minato.consultation.responses[0].stated_revisions
    assert (stated.id, stated.old, stated.new) == ("S1", "避難所", "指定避難所")
    assert stated.location is not None
    assert (stated.location.version, stated.location.page) == ("成案", 12)


def test_added_and_deleted_rows_and_remarks(minato: Published) -> None:
    comparison = minato.comparison
    assert comparison is not None
    assert comparison.old_version == "案"
    assert [(one.kind, one.old, one.new) for one in comparison.revisions] == [
        ("amended", "避難所", "指定避難所"),
        ("added", None, "津波避難ビルの一覧"),
        ("deleted", "古い地図", None),
        ("amended", "川の名", "川の名前"),
    ]
    places = [one.locations[0] for one in comparison.revisions]
    assert [(one.version, one.page, one.line, one.place) for one in places] == [
        ("案", 12, 3, "３行目"),
        ("成案", 13, None, "表２"),
        ("案", 14, None, "本文"),
        ("案", 15, None, "15～16 本文"),
    ]
    assert [entry.note for entry in comparison.entries] == ["意見１", "", "", ""]
    assert comparison.entries[1].old == "（新設）"
    assert comparison.entries[2].new == "（削る）"


def test_what_could_not_be_read_is_told(minato: Published) -> None:
    lines = MINATO.split("\n")
    expected = [
        ("PC605", "資料３"),
        ("PC605", "２　意見提出者数　１２人・２団体（うち町外１人）"),
        ("PC607", "７	火事が心配。		「No.３０」の回答のとおりです。"),
        ("PC605", "９	津波が心配。	Ｅ	検討します。"),
        ("PC606", "９	津波が心配。	Ｅ	検討します。"),
    ]
    assert told(minato) == [(code, lines.index(line) + 1) for code, line in expected]


# --- Markdown, no dispositions, new before old


@pytest.fixture
def midori(tmp_path: Path) -> Published:
    return read(tmp_path, MIDORI, "result.md")


def test_markdown_tables(midori: Published) -> None:
    consultation = midori.consultation
    assert (consultation.plan_title, consultation.authority) == ("緑川市子ども計画", "緑川市")
    assert (consultation.opened_on, consultation.closed_on) == (datetime.date(2023, 5, 1), datetime.date(2023, 5, 31))
    assert consultation.scheme is None
    assert [one.category_id for one in consultation.comments] == ["1", "1", "1", "2"]
    assert consultation.comments[1].summary == "保育料が高い。\n下げてほしい。"
    assert [one.comment_ids for one in consultation.responses] == [("1-1",), ("1-2", "1-3"), ("2-4",)]
    assert consultation.printed is not None
    assert consultation.printed.by_category == (
        PrintedCount("子育て支援", Count(3, "件"), "1"),
        PrintedCount("その他", Count(1, "件"), "2"),
    )
    assert consultation.printed.by_channel == (
        PrintedCount("郵送", Count(3, "通")),
        PrintedCount("ＦＡＸ", Count(1, "通")),
    )


def test_numbers_that_run_on_are_referred_to_across_categories(midori: Published) -> None:
    assert [one.response_id for one in midori.consultation.responses[2].refers_to] == ["A1-1"]


def test_new_before_old_and_one_column_of_places(midori: Published) -> None:
    comparison = midori.comparison
    assert comparison is not None
    places = [one.locations[0] for one in comparison.revisions]
    assert [(one.document, one.page, one.place) for one in places] == [("本編", 20, "本文"), ("概要版", None, "表紙")]
    assert [(one.old, one.new) for one in comparison.revisions] == [
        ("公園の整備を進める", "公園の再整備を進める"),
        ("令和5年", "令和6年"),
    ]


# --- slipped columns


@pytest.fixture
def slipped(tmp_path: Path) -> Published:
    return read(tmp_path, SLIPPED)


def test_slipped_columns(slipped: Published) -> None:
    comparison = slipped.comparison
    assert comparison is not None
    assert [(one.kind, one.old, one.new) for one in comparison.revisions] == [
        ("amended", "村の道を守る", "村の道をともに守る"),
        ("unknown", None, None),
        ("unknown", "まったく別の文章です", None),
        ("amended", "川の水をきれいに保つ", "川の水を皆できれいに保つ"),
        ("amended", "川の水をきれいに保つ", "川の水を皆できれいに保つ"),
        ("amended", "山の木を植える", "山の木を皆で植える"),
        ("amended", "（略）", "（略）"),
    ]
    places = [one.locations[0] for one in comparison.revisions]
    assert [(one.document, one.page, one.line) for one in places] == [
        ("本編", 3, None),
        ("本編", 4, 1),
        ("本編", 5, 2),
        ("本編", 6, 3),
        ("本編", 6, None),
        ("本編", 7, 5),
        ("概要版", 1, None),
    ]
    assert comparison.entries[3].revision_ids == tuple(one.id for one in comparison.revisions[3:5])
    assert [one.place for one in comparison.entries[3].locations] == ["３行目", "図の題"]


def test_slips_are_told(slipped: Published) -> None:
    assert told(slipped) == [
        ("PC602", 6),
        ("PC603", 7),
        ("PC604", 8),
        ("PC602", 11),
        ("PC605", 12),
    ]
    assert slipped.findings[-1].message.endswith(": はみ出し")
    assert slipped.comparison is not None
    assert slipped.findings[0].subjects == (slipped.comparison.revisions[0].id,)


def test_a_table_without_numbers(slipped: Published) -> None:
    assert [(one.id, one.number, one.summary) for one in slipped.consultation.comments] == [("1", "", "道路。")]


def test_a_text_beside_a_blank_old_cell_and_a_row_without_texts(tmp_path: Path) -> None:
    text = "意見\t回答\nあ。\tい。\n\n箇所\t旧\t新\n本編 表\t\t新しい表\n資料編 図\t\t\n続き\t\t\n"
    published = read(tmp_path, text)
    assert published.comparison is not None
    kinds = [(one.kind, one.old, one.new) for one in published.comparison.revisions]
    assert kinds == [("unknown", None, "新しい表"), ("unknown", None, None), ("unknown", None, None)]
    assert [code for code, _ in told(published)] == ["PC604", "PC603", "PC603"]


def test_lines_below_a_row_of_the_comparison_table(tmp_path: Path) -> None:
    text = "意見\t回答\nあ。\tい。\n\n箇所\t旧\t新\n1行目\t森の道\t森の広い道\n次の行\n\n(注)下線は修正部分\n"
    published = read(tmp_path, text)
    assert published.comparison is not None
    assert published.comparison.revisions[0].new == "森の広い道\n次の行"
    assert told(published) == [("PC605", 8)]


def test_near_copies() -> None:
    assert is_near_copy("村の道を守る", "村の道をともに守る")
    assert not is_near_copy("村の道を守る", "村の道を守る")
    assert not is_near_copy("村の道", "村の 道")
    assert not is_near_copy("村の道を守る", "川の水を流す")
    assert not is_near_copy("村の道を守る", "")


def test_titles_of_comparison_tables() -> None:
    found = comparison_sides(row("No.", "該当頁", "素案（旧）", "成案（新）", "変更理由"))
    assert found is not None
    assert (found.old, found.new, found.page, found.number, found.note) == (2, 3, 1, 0, 4)
    assert comparison_sides(row("番号", "意見", "回答")) is None


# --- the rows of comments


def answers_of(tmp_path: Path, *rows: str) -> Consultation:
    return read(tmp_path, "\n".join(("意見募集の結果", "No.\t意見概要\t対応\t市の考え方", *rows))).consultation


def test_a_heading_ends_a_shared_answer(tmp_path: Path) -> None:
    consultation = answers_of(tmp_path, "1 道\t\t\t", "1\tあ\t①\tい", "2 川\t\t\t", "1\tう\t\t")
    assert [one.comment_ids for one in consultation.responses] == [("1-1",)]


def test_a_scheme_made_of_the_cells(tmp_path: Path) -> None:
    consultation = answers_of(tmp_path, "1\tあ\t修正しました\tい", "2\tう\t② 参考\tえ", "3\tお\t②\tか")
    assert consultation.scheme is not None
    assert [(one.symbol, one.label, one.implies_revision) for one in consultation.scheme.dispositions] == [
        ("", "修正しました", True),
        ("②", "参考", False),
    ]
    assert [one.disposition_id for one in consultation.responses] == ["1", "2", "2"]


def test_a_row_that_goes_on_behind_repeated_titles(tmp_path: Path) -> None:
    consultation = answers_of(
        tmp_path, "1\tあ\t①\tい", "", "No.\t意見概要\t対応\t市の考え方", "\tうえ\t\tおか", "2\tき\t①\tく"
    )
    assert [one.summary for one in consultation.comments] == ["あ\nうえ", "き"]
    assert [one.text for one in consultation.responses] == ["い\nおか", "く"]


def test_the_titles_may_change_within_the_document(tmp_path: Path) -> None:
    consultation = answers_of(tmp_path, "1\tあ\t①\tい", "No.\t意見概要\t市の考え方", "2\tう\tえ", "3\tお\tか")
    assert [one.text for one in consultation.responses] == ["い", "え", "か"]


def test_a_double_number_and_a_cell_too_many(tmp_path: Path) -> None:
    published = read(tmp_path, "No.\t意見\t回答\n1\tあ\tい\n1\tう\tえ\tお\n")
    assert [one.id for one in published.consultation.comments] == ["1", "1~2"]
    assert told(published) == [("PC605", 3), ("PC606", 3)]


def test_a_known_heading_continues_on_the_next_page(tmp_path: Path) -> None:
    consultation = answers_of(tmp_path, "(1)道\t\t\t", "1\tあ\t①\tい", "(1) 道（続き）\t\t\t", "2\tう\t①\tえ")
    assert [one.label for one in consultation.categories] == ["道"]
    assert [one.id for one in consultation.comments] == ["1-1", "1-2"]


def test_list_items_within_an_answer_are_no_headings(tmp_path: Path) -> None:
    text = "内訳\t件数\n(1)道\t1件\n\nNo.\t意見\t回答\n(1)道\t\t\n1\tあ\t次のとおりです。\n(2)橋\n2\tう\tえ\n"
    consultation = read(tmp_path, text).consultation
    assert [one.label for one in consultation.categories] == ["道"]
    assert consultation.responses[0].text == "次のとおりです。\n(2)橋"


def test_a_category_above_the_titles_of_each_table(tmp_path: Path) -> None:
    text = "内訳\t件数\n道\t1件\n川\t1件\n\n道\nNo.\t意見\t回答\n1\tあ\tい\n\n橋\nNo.\t意見\t回答\n1\tう\tえ\n"
    consultation = read(tmp_path, text).consultation
    assert [(one.id, one.label) for one in consultation.categories] == [("1", "道"), ("2", "川"), ("3", "橋")]
    assert [one.id for one in consultation.comments] == ["1-1", "3-1"]


def test_a_line_like_a_category_within_the_comparison_table(tmp_path: Path) -> None:
    text = "No.\t意見\t回答\n道\t\t\n1\tあ\tい\n\n箇所\t旧\t新\n1行目\t森の\t森の広い\n道\n"
    published = read(tmp_path, text)
    assert published.comparison is not None
    assert published.comparison.revisions[0].new == "森の広い\n道"


def test_text_behind_the_table_is_told(tmp_path: Path) -> None:
    published = read(tmp_path, "No.\t意見\t回答\n1\tあ\tい\n\n問い合わせ先 市役所\n余り\t字\n")
    assert told(published) == [("PC605", 4), ("PC605", 5)]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("No.", "意見概要", "対応", "市の考え方"), (0, 1, 2, 3)),
        (("№", "ご意見（要旨）", "ご意見に対する市の考え方"), (0, 1, None, 2)),
        (("番号", "意見の内容", "市の対応"), (0, 1, None, 2)),
        (("意見", "回答", "反映状況"), (None, 0, 2, 1)),
    ],
)
def test_titles_of_comment_tables(titles: tuple[str, ...], expected: tuple[int | None, ...]) -> None:
    found = answer_columns(row(*titles))
    assert found is not None
    assert (found.number, found.summary, found.disposition, found.answer) == expected


def test_no_titles_of_comment_tables() -> None:
    assert answer_columns(row("意見への対応", "件数")) is None
    assert (
        answer_columns(row("No.", "道路を直してほしいという意見がたいへん多く寄せられているのではないか", "回答"))
        is None
    )


def test_parts() -> None:
    assert [
        (one.title, one.text) for one in split_parts("前文。 ＜道について＞ 直します。 <川について> 掘ります。")
    ] == [
        ("", "前文。"),
        ("道について", "直します。"),
        ("川について", "掘ります。"),
    ]
    assert [one.text for one in split_parts("人口が＜5万人＞です。 ")] == ["人口が＜5万人＞です。 "]
    assert split_parts("") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「No.1」の回答のとおりです。", (("1", ""),)),
        ("No.６（学校について）の回答のとおり", (("6", "学校について"),)),
        ("2-5番と同様です。", (("2-5", ""),)),
        ("No.3に対する市の考え方と同じです。", (("3", ""),)),
        ("No.3の路線は廃止しました。", ()),
    ],
)
def test_references(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert find_references(text) == expected


# --- statements of change


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「道」を「大きな道」に修正しました。", [("道", "大きな道")]),
        ("「道」を「路」に、「川」を「河」に改めました。", [("道", "路"), ("川", "河")]),
        ("表現を「広い道」に改めました。", [(None, "広い道")]),
        ("「広い道」としました。", [(None, "広い道")]),
        ("「広い道」との記述を追加しました。", [(None, "広い道")]),
        ("「計画」の箇所に「広い道」を追記することとしました。", [(None, "広い道")]),
        ("「計画」に「広い道」を追加しました。", [(None, "広い道")]),
        ("「古い道」を削除しました。", [("古い道", None)]),
        ("「古い道」を削除し、「広い道」を追加しました。", [("古い道", None), (None, "広い道")]),
        ("【修正前】古い道 【修正後】広い道", [("古い道", "広い道")]),
        ("素案では「道」と記載しておりましたが、「路」に修正しました。", [(None, "路")]),
        ("「幸せな村」を目指してまいります。", []),
        ("「幸せな村」を掲げています。", []),
        ("「幸せな職場を実現します」としています。", []),
        ("説明を見直しました。", []),
        ("「道」を「路」に修正します。", []),
        ("ご意見をいただきました。", []),
        ("", []),
        ("「閉じない括弧を追加しました", []),
    ],
)
def test_statements(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = find_statements(text, version="成案", implied=None)
    assert [(one.old, one.new) for one in found] == expected


def test_statements_of_a_disposition_that_implies_a_revision() -> None:
    (unquoted,) = find_statements("ありがとうございます。説明を見直しました。", version="成案", implied=True, first=4)
    assert (unquoted.id, unquoted.old, unquoted.new, unquoted.words) == ("S4", None, None, "説明を見直しました。")
    (planned,) = find_statements("「道」を「路」に修正します。", version="成案", implied=True)
    assert (planned.old, planned.new) == ("道", "路")
    assert find_statements("今後検討します。", version="成案", implied=True) == ()


def test_where_a_statement_says_the_change_is() -> None:
    (stated,) = find_statements(
        "概要版Ｐ３、５行目の「『川』の章」の部分に「橋。」と追記しました。", version="成案", implied=None
    )
    assert stated.location is not None
    assert (stated.location.document, stated.location.page, stated.location.line) == ("概要版", 3, 5)
    assert (stated.location.place, stated.new) == ("『川』の章", "橋。")


# --- the summary


def test_figures_that_count_two_things_are_not_guessed(tmp_path: Path) -> None:
    published = read(
        tmp_path, "意見募集結果\n意見提出者 1,979人・団体\n意見数\t4,273件\n修正箇所 12件\nNo.\t意見\t回答\n"
    )
    printed = published.consultation.printed
    assert printed is not None
    assert (printed.persons, printed.groups) == (None, None)
    assert (printed.comments, printed.revisions) == (Count(4273, "件"), Count(12, "件"))
    assert told(published) == [("PC605", 2)]


def test_a_label_without_its_value_swallows_nothing(tmp_path: Path) -> None:
    published = read(tmp_path, "意見募集の結果\n(1)募集期間\n未定\n募集期間は未定です\n1 道\nNo.\t意見\t回答\n")
    assert published.consultation.opened_on is None
    assert told(published) == [("PC605", 3), ("PC605", 4)]


def test_a_result_without_any_comment(tmp_path: Path) -> None:
    published = read(tmp_path, "「森町計画（素案）」への意見募集の結果\n意見数 0件\n")
    assert published.consultation.comments == ()
    assert published.comparison is None
    assert published.consultation.printed is not None
    assert published.consultation.printed.comments == Count(0, "件")


def test_tables_of_figures_of_other_kinds(tmp_path: Path) -> None:
    text = (
        "意見募集の結果\n年代\t人数\n20代\t3\n\n大項目\t小項目\t件数\n道\t(1)橋\t1件\n\t(2)坂\t2件\n合計\t\t4件\n"
        "総合計\t\tなし\n\n提出方法別\n内容\t人数\n窓口 3人\n備考\t\n\t\t\n\nNo.\t意見\t回答\n(1)橋\t\t\n1\tあ\tい\n"
    )
    published = read(tmp_path, text)
    printed = published.consultation.printed
    assert printed is not None
    assert printed.by_category is not None
    assert [(one.id, one.number) for one in published.consultation.categories][:3] == [
        ("1", ""),
        ("1.1", "(1)"),
        ("1.2", "(2)"),
    ]
    assert [(row.label, row.count) for row in printed.by_category][:2] == [
        ("橋", Count(1, "件")),
        ("坂", Count(2, "件")),
    ]
    assert printed.comments == Count(4, "件")
    assert ("PC605", 3) in told(published)


def test_titles_of_tables_of_figures() -> None:
    def kind(*titles: str, heading: str = "") -> str | None:
        found = count_table(row(*titles), heading)
        return found.kind if found is not None else None

    assert kind("意見への対応", "件数") == "disposition"
    assert kind("提出手段", "通数") == "channel"
    assert kind("年齢", "人数") == "other"
    assert kind("区分", "件数") == "category"
    assert kind("区分", "件数", heading="意見の対応状況") == "disposition"
    assert kind("件数", "区分") is None
    assert kind("意見数", "92件") is None


@pytest.mark.parametrize(
    ("text", "opened", "closed"),
    [
        ("令和3年10月19日～令和3年11月12日", "2021-10-19", "2021-11-12"),
        ("令和３年１０月１９日（火）から同年１１月１２日（金）まで", "2021-10-19", "2021-11-12"),
        ("平成30年12月1日〜28日", "2018-12-01", "2018-12-28"),
        ("令和3年12月20日～4年1月20日", "2021-12-20", "2022-01-20"),
        ("2023.5.1-2023.5.31", "2023-05-01", "2023-05-31"),
        ("R5.5.1～R5.5.31", "2023-05-01", "2023-05-31"),
        ("令和5年5月1日", "2023-05-01", None),
        ("令和3年10月19日～11月31日", "2021-10-19", None),
        ("令和3年13月1日～", None, None),
        ("未定", None, None),
    ],
)
def test_periods(text: str, opened: str | None, closed: str | None) -> None:
    first, last, findings = find_period(text, 7)
    assert (first.isoformat() if first else None, last.isoformat() if last else None) == (opened, closed)
    assert findings == []


def test_an_odd_era_is_told() -> None:
    _, last, findings = find_period("平成31年4月1日～平成31年5月7日", 7)
    assert last == datetime.date(2019, 5, 7)
    assert [(one.code, one.place.line if one.place else None) for one in findings] == [("PC502", 7)]


def test_titles_plans_and_cities() -> None:
    assert undecorated(" ■【森町計画の結果】 ") == "森町計画の結果"
    assert undecorated("「森町計画」の結果") == "「森町計画」の結果"
    assert find_plan_title("『森町計画』（案）の「意見」") == "森町計画"
    assert find_plan_title("森町計画（案）に関する意見について") == "森町計画（案）"
    assert find_plan_title("お知らせ") == ""
    assert find_authority("第2次森町都市計画") == "森町"
    assert find_authority("(仮称)東村山市計画") == ""
    assert find_authority("DX計画") == ""
    assert [old_version_name(title) for title in ("計画(素案)", "計画（最終案）", "計画案", "計画")] == [
        "素案",
        "最終案",
        "案",
        "素案",
    ]


# --- small rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(9) 人材", ("bracketed", "(9)", "人材")),
        ("第２章　地震", ("章", "第２章", "地震")),
        ("1-2 道", ("compound2", "1-2", "道")),
        ("Ⅲ．橋", ("roman", "Ⅲ．", "橋")),
        ("ア 坂", ("kana", "ア", "坂")),
        ("Ａ．坂", ("letter", "Ａ．", "坂")),
        ("①坂", ("circled", "①", "坂")),
        ("3将来", ("plain", "3", "将来")),
        ("24時間サービス", ("", "", "24時間サービス")),
        ("全般", ("", "", "全般")),
        ("12", ("", "", "12")),
    ],
)
def test_numbers_of_headings(text: str, expected: tuple[str, str, str]) -> None:
    assert split_number(text) == expected


def test_the_tree_finds_its_way() -> None:
    tree = CategoryTree()
    tree.add("plain", "1", "道", depth=0)
    other = tree.add("bracketed", "(1)", "その他", depth=1)
    assert tree.add("kana", "ア", "坂") == "1.1.1"
    assert tree.add("", "", "道全般") == "1.2"
    assert tree.add("bracketed", "(2)", "橋") == "1.3"
    top = tree.add("plain", "2", "その他")
    assert (other, top, tree.top, tree.current) == ("1.1", "2", "2", "2")
    assert tree.find("２", "その 他") == "2"
    assert tree.find("（１）", "その他") == "1.1"
    assert tree.find("", "無い") is None
    tree.enter("1.1.1")
    assert (tree.top, tree.current) == ("1", "1.1.1")
    tree.leave()
    assert (tree.top, tree.current) == (None, None)
    assert tree.find("1", "その他") == "1.1"


def test_labels_without_numbers_stand_at_the_top() -> None:
    tree = CategoryTree()
    assert [tree.add("", "", label) for label in ("道", "川")] == ["1", "2"]
    assert tree.add("bracketed", "(1)", "橋") == "2.1"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("計画を修正する", True),
        ("ご意見を反映しました", True),
        ("修正しない", False),
        ("既に記載", False),
        ("原案のとおりとする", False),
        ("今後の参考とする", False),
        ("市の考え方を示す", None),
    ],
)
def test_what_the_words_of_a_disposition_imply(label: str, expected: bool | None) -> None:
    assert implies_revision(label) is expected


def test_symbols() -> None:
    assert split_symbol("② 反映") == ("②", "反映")
    assert split_symbol("Ⅰ．修正") == ("Ⅰ", "修正")
    assert split_symbol("(1)修正") == ("(1)", "修正")
    assert split_symbol("ABC") == ("", "ABC")
    scheme = SchemeReader()
    scheme.add("◎", "修正")
    scheme.add("1", "その他")
    found = [scheme.find(cell) for cell in ("◎", "修正", "◎ 修正", "１", "◎その他", "△")]
    assert [one.id if one is not None else None for one in found] == ["1", "1", "1", "2", None, None]


def test_lines_and_marks() -> None:
    lines, findings = split_lines("a\tb\r\n\f<u>c</u>\r<b>d</b>\u2028e\nx < 3 <q>")
    assert [line.cells for line in lines] == [("a", "b"), ("c",), ("d\u2028e",), ("x < 3 <q>",)]
    assert [(one.code, one.place.line if one.place else None) for one in findings] == [("PC601", 2), ("PC601", 3)]
    assert lines[0].cell(None) == lines[0].cell(3) == ""


# --- headings, legends and lines that tell a disposition, a category or a figure

HINOKI = """「檜町総合計画（案）」への意見募集の結果
２　意見の概要と町の考え方
Ⅰ．当該意見を踏まえて内容を修正するもの（２件）
No.｜該当箇所｜意見の概要｜町の考え方
1｜３ページ｜言葉が古い。｜「こよみ」を「暦」に統一しました。
2｜４ページ｜同じ意見。｜

Ⅱ．その他の主な意見
No.｜該当箇所｜意見の概要｜町の考え方
1｜５ページ｜川がきれいだ。｜Ⅰ No.1の回答と同じです。
"""


def hinoki(tmp_path: Path, *lines: str) -> Published:
    """A result of 檜町 with these lines below its title; ｜ stands for a tab."""
    return read(tmp_path, "\n".join(("「檜町総合計画（案）」への意見募集の結果", *lines)).replace("｜", "\t"))


def scheme_of(published: Published) -> list[tuple[str, str, str, bool | None]]:
    scheme = published.consultation.scheme
    assert scheme is not None
    return [(one.id, one.symbol, one.label, one.implies_revision) for one in scheme.dispositions]


def test_headings_tell_the_dispositions(tmp_path: Path) -> None:
    published = read(tmp_path, HINOKI.replace("｜", "\t"))
    consultation = published.consultation
    assert scheme_of(published) == [
        ("1", "Ⅰ", "当該意見を踏まえて内容を修正するもの", True),
        ("2", "Ⅱ", "その他の主な意見", False),
    ]
    assert consultation.categories == ()
    assert consultation.effective_dispositions() == {"D1-1": "1", "D1-2": "1", "D2-1": "2"}
    assert [one.comment_ids for one in consultation.responses] == [("D1-1", "D1-2"), ("D2-1",)]
    assert [(one.old, one.new) for one in consultation.responses[0].stated_revisions] == [("こよみ", "暦")]
    assert consultation.printed is not None
    assert consultation.printed.by_disposition == (
        PrintedCount("当該意見を踏まえて内容を修正するもの", Count(2, "件"), "1"),
    )
    assert consultation.problems() == ()
    # The column 該当箇所 has no place in the values.
    assert told(published) == [("PC605", 5), ("PC605", 6), ("PC605", 10)]
    assert [one.message.partition(": ")[2] for one in published.findings] == ["３ページ", "４ページ", "５ページ"]


def test_the_numbers_of_comments_may_run_through_such_headings(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "No.｜意見｜回答",
        "Ａ　修正するもの｜｜",
        "1｜道。｜",
        "Ｂ　素案どおりとするもの｜｜",
        "2｜坂。｜はい。",
        "Ｂ　素案どおりとするもの（続き）｜｜",
        "3｜川。｜いいえ。",
    )
    assert [one[1:3] for one in scheme_of(published)] == [("Ａ", "修正するもの"), ("Ｂ", "素案どおりとするもの")]
    # The first has no answer that could carry its disposition.
    assert published.consultation.comments[0].disposition_id == "1"
    assert published.consultation.effective_dispositions() == {"D1-1": "1", "D2-2": "2", "D2-3": "2"}
    assert told(published) == []


def test_dispositions_above_categories(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "I．修正するもの",
        "１　道",
        "No.｜意見｜回答",
        "1｜道。｜はい。",
        "",
        "II．その他の主な意見",
        "以下のとおりです。",
        "No.｜意見｜回答",
        "1｜川。｜No.1の回答と同じです。",
    )
    assert [one[1:3] for one in scheme_of(published)] == [("I", "修正するもの"), ("II", "その他の主な意見")]
    assert [(one.id, one.category_id) for one in published.consultation.comments] == [("1-1", "1"), ("D2-1", None)]
    assert published.consultation.effective_dispositions() == {"1-1": "1", "D2-1": "2"}
    assert told(published) == [("PC605", 8)]


def test_categories_above_dispositions(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "第１章　道",
        "Ⅰ　修正するもの",
        "No.｜意見｜回答",
        "1｜道。｜はい。",
        "",
        "第２章　橋",
        "Ⅰ　修正するもの",
        "No.｜意見｜回答",
        "2｜橋。｜はい。",
        "",
        "Ⅱ　参考とするもの",
        "No.｜意見｜回答",
        "3｜橋。｜ええ。",
        "",
        "第３章　川",
        "No.｜意見｜回答",
        "4｜川。｜ええ。",
    )
    assert [one.label for one in published.consultation.categories] == ["道", "橋", "川"]
    assert [one.id for one in published.consultation.comments] == ["1-1", "2-2", "2-3", "3-4"]
    assert [one.disposition_id for one in published.consultation.responses] == ["1", "1", "2", None]
    assert told(published) == []


def test_other_headings_in_the_words_of_results_are_categories(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "Ⅰ．道路に関する意見",
        "No.｜意見｜回答",
        "1｜道。｜はい。",
        "",
        "Ⅱ．その他の主な意見",
        "No.｜意見｜回答",
        "1｜川。｜はい。",
    )
    assert published.consultation.scheme is None
    assert [(one.number, one.label) for one in published.consultation.categories] == [
        ("Ⅰ．", "道路に関する意見"),
        ("Ⅱ．", "その他の主な意見"),
    ]
    assert [one.category_id for one in published.consultation.comments] == ["1", "2"]
    unmarked = hinoki(tmp_path, "橋に関する意見", "No.｜意見｜回答", "1｜橋。｜はい。")
    assert [one.label for one in unmarked.consultation.categories] == ["橋に関する意見"]


def test_headings_that_only_name_the_table(tmp_path: Path) -> None:
    table = ("No.｜意見｜回答", "1｜道。｜はい。", "")
    for heading in (
        "２　提出された意見の概要と町の考え方",
        "２　檜町総合計画（案）に対する主な意見",
        "２　檜町の将来に対する意見と町の考え方",
    ):
        published = hinoki(tmp_path, heading, *table)
        assert published.consultation.categories == ()
        assert told(published) == []
    two = hinoki(tmp_path, "Ⅰ　道路に関する意見と考え方", *table, "Ⅱ　河川に関する意見と考え方", *table)
    assert [one.label for one in two.consultation.categories] == [
        "道路に関する意見と考え方",
        "河川に関する意見と考え方",
    ]
    fact = hinoki(tmp_path, "意見提出者　３名（うち町外の１団体）", *table)
    assert fact.consultation.categories == ()


def test_headings_beside_a_scheme_or_a_column_of_dispositions_tell_none(tmp_path: Path) -> None:
    column = hinoki(tmp_path, "Ⅰ　修正するもの", "No.｜意見｜対応｜回答", "1｜道。｜Ａ｜はい。")
    assert [one[1] for one in scheme_of(column)] == ["Ａ"]
    assert [one.label for one in column.consultation.categories] == ["修正するもの"]
    listed = hinoki(tmp_path, "対応区分：Ａ 修正　Ｂ 参考", "Ⅰ　修正した意見", "No.｜意見｜回答", "1｜道。｜はい。")
    assert [one[1] for one in scheme_of(listed)] == ["Ａ", "Ｂ"]
    assert [one.label for one in listed.consultation.categories] == ["修正した意見"]


def test_a_heading_of_a_disposition_without_comments_is_told(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "Ⅰ　計画に反映した意見",
        "Ⅱ　参考とした意見",
        "No.｜意見｜回答",
        "1｜道。｜はい。",
    )
    assert [one[1:3] for one in scheme_of(published)] == [("Ⅱ", "参考とした意見")]
    assert told(published) == [("PC605", 2)]


def test_list_items_within_an_answer_tell_no_disposition(tmp_path: Path) -> None:
    published = hinoki(tmp_path, "No.｜意見｜回答", "1｜道。｜次の二つです。", "(1)修正した道", "2｜川。｜はい。")
    assert published.consultation.scheme is None
    text = hinoki(tmp_path, "No.｜意見｜回答", "1｜道。｜二つです。", "① 計画に反映した", "二つ目。", "2｜川。｜はい。")
    assert text.consultation.scheme is None
    assert text.consultation.responses[0].text == "二つです。\n① 計画に反映した\n二つ目。"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("当該意見を踏まえて内容を修正するもの", True),
        ("意見を反映し、素案を修正したもの", True),
        ("既に盛り込まれているもの", True),
        ("素案に記載済み", True),
        ("原案どおりとする意見", True),
        ("今後の参考とさせていただくご意見", True),
        ("対応が困難なもの", False),
        ("修正", True),
        ("その他", None),
        ("その他（感想など）", None),
        ("計画の見直しについて", False),
        ("災害時の対応", False),
        ("道路の維持", False),
        ("修正箇所", False),
    ],
)
def test_headings_that_read_as_dispositions(label: str, expected: bool | None) -> None:
    assert reads_as_disposition(label) is expected


@pytest.mark.parametrize(
    ("line", "symbols", "labels"),
    [
        ("対応区分：A 修正　B 既に盛込み　C 素案どおり　D その他", "ABCD", "修正 既に盛込み 素案どおり その他"),
        ("※対応区分   Ａ：修正、Ｂ：既に盛込み、Ｃ：その他", "ＡＢＣ", "修正 既に盛込み その他"),
        ("（対応区分：①修正する②反映済み③その他）", "①②③", "修正する 反映済み その他"),
        ("「対応」欄の記号：◎…修正　○…反映済み　×…不採用", "◎○×", "修正 反映済み 不採用"),
        ("【反映状況】Ａ（修正）　Ｂ（第２章に記載済み）", "ＡＢ", "修正 第２章に記載済み"),
        ("５　凡例　ア 修正　イ P.3 のとおり（A 案）", "アイ", "修正 P.3のとおり（A案）"),
        ("対応区分｜1 修正｜2 参考", "12", "修正 参考"),
    ],
)
def test_a_legend_is_the_scheme(tmp_path: Path, line: str, symbols: str, labels: str) -> None:
    published = hinoki(
        tmp_path, line, "No.｜意見｜対応｜回答", f"1｜道。｜{symbols[1]}｜はい。", f"2｜川。｜{symbols[0]}｜ええ。"
    )
    found = [(one[1], one[2].replace(" ", "")) for one in scheme_of(published)]
    assert found == list(zip(symbols, labels.split(), strict=True))
    assert scheme_of(published)[0][3] is True
    assert [one.disposition_id for one in published.consultation.responses] == ["2", "1"]
    assert told(published) == []


def test_a_legend_on_several_lines_and_a_table_of_the_same_symbols(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "対応区分",
        "Ａ：修正するもの",
        "Ｂ：参考とするもの",
        "",
        "対応区分｜件数",
        "A｜1",
        "B 参考｜0",
        "",
        "No.｜意見｜対応｜回答",
        "1｜道。｜Ａ｜はい。",
        "",
        "対応区分：Ａ 修正するもの　Ｂ 参考とするもの",
        "対応区分：Ａ 修正するもの　Ｂ その他",
    )
    assert scheme_of(published) == [("1", "Ａ", "修正するもの", True), ("2", "Ｂ", "参考とするもの", False)]
    assert published.consultation.printed is not None
    assert published.consultation.printed.by_disposition == (
        PrintedCount("修正するもの", Count(1, "件"), "1"),
        PrintedCount("参考", Count(0, "件"), "2"),
    )
    # The second legend below the table contradicts the first.
    assert told(published) == [("PC605", 14)]


@pytest.mark.parametrize(
    "text",
    [
        "対応区分 件数",
        "対応区分：A B C",
        "対応：検討します",
        "対応区分は A 修正 B",
        "区分 対応内容",
        "檜町の対応区分です",
    ],
)
def test_no_legends(text: str) -> None:
    assert not legend_items(text)


@pytest.mark.parametrize(
    ("line", "persons", "groups", "codes"),
    [
        ("提出者：3名（うち1団体）", 2, 1, []),
        ("意見提出者　１２人（うち団体２）", 10, 2, []),
        ("提出者数　５者（個人３名、２団体）", 3, 2, []),
        ("提出者　5名・1団体", 5, 1, []),
        ("提出者　5名・3団体（うち町外1団体）", 5, 3, ["PC605"]),
        # What these say cannot be put into figures of persons alone and of groups alone.
        ("提出者　3名（うち町外の1団体）", None, None, ["PC605"]),
        ("提出者　3名（うち4団体）", None, None, ["PC605"]),
        ("提出者　5者（個人3名、1団体）", 5, 1, ["PC605"]),
    ],
)
def test_groups_that_are_among_the_persons(
    tmp_path: Path, line: str, persons: int | None, groups: int | None, codes: list[str]
) -> None:
    published = hinoki(tmp_path, line, "意見数　0件")
    printed = published.consultation.printed
    assert printed is not None
    assert printed.persons == (Count(persons, "人") if persons is not None else None)
    assert printed.groups == (Count(groups, "団体") if groups is not None else None)
    assert [code for code, _ in told(published)] == codes
    assert all(one.message.endswith(line) for one in published.findings)


def test_figures_of_persons_and_groups_that_contradict_each_other(tmp_path: Path) -> None:
    published = hinoki(tmp_path, "提出者　3名（うち1団体）", "提出者　4名（うち1団体）", "意見数　0件")
    assert published.consultation.printed is not None
    assert published.consultation.printed.persons == Count(2, "人")
    assert told(published) == [("PC605", 3)]


def test_white_space_of_the_extraction_stays(tmp_path: Path) -> None:
    # Every text is a piece of the file without its marks; only the marks are taken out.
    published = hinoki(
        tmp_path,
        "No.｜意見｜回答",
        "1｜道に親しみが ない。｜はい。",
        "",
        "旧｜新",
        "道とする。｜道、 <u>川</u> とする。",
    )
    assert published.consultation.comments[0].summary == "道に親しみが ない。"
    assert published.comparison is not None
    assert published.comparison.revisions[0].new == "道、 川 とする。"


@pytest.mark.parametrize("titles", ["旧｜新", "旧｜新｜理由", "No.｜旧｜新", "新｜旧"])
def test_a_comparison_table_without_places(tmp_path: Path, titles: str) -> None:
    cells = {"旧": "森の道を守る", "新": "森の広い道を守る", "理由": "意見１", "No.": "1"}
    row_of_texts = "｜".join(cells[title] for title in titles.split("｜"))
    published = hinoki(tmp_path, "No.｜意見｜回答", "1｜道。｜はい。", "", "新旧対照表", titles, row_of_texts)
    assert published.comparison is not None
    (revision,) = published.comparison.revisions
    (location,) = revision.locations
    assert (revision.old, revision.new) == (cells["旧"], cells["新"])
    assert (location.document, location.page, location.line, location.place) == ("", None, None, "")


@pytest.mark.parametrize(
    "text",
    [
        "「{}」を「{}」に統一しました。",
        "「{}」を「{}」へ改めました。",
        "「{}」を「{}」に見直しました。",
        "「{}」を「{}」に訂正した。",
        "「{}」を「{}」にしました。",
        "「{}」から「{}」に変更しました。",
        "「{}」の表記を「{}」に統一しました。",
        "「{}」（５頁）を「{}」に修正いたしました。",
        "「{}」について、「{}」に修正することとしました。",
    ],
)
def test_replaced_words_of_any_length(text: str) -> None:
    for old, new in (("木", "樹"), ("子供", "子ども"), ("森" * 3000, "林" * 3000)):
        (stated,) = find_statements(text.format(old, new), version="成案", implied=None)
        assert (stated.old, stated.new) == (old, new)
    (planned,) = find_statements("「木」から「樹」に統一します。", version="成案", implied=True)
    assert (planned.old, planned.new) == ("木", "樹")
    assert find_statements("「木」から「樹」に統一します。", version="成案", implied=None) == ()
    assert find_statements("「木」を「樹」に修正したいと考えます。", version="成案", implied=True) == ()


def test_brackets_that_never_close_cost_little() -> None:
    assert find_statements("「" * 200_000 + "木」を「樹」に改めました。", version="成案", implied=None)[0].new == "樹"


# --- files that are no published result


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.txt, \.csv, \.docx"):
        read_published(tmp_path / "result.doc")
    with pytest.raises(UnknownFormatError, match="no suffix"):
        read_published(tmp_path / "result")
    with pytest.raises(MissingFileError):
        read_published(tmp_path / "missing.txt")
    with pytest.raises(WrongTypeError):
        read_published(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01\x02", "encoding"),
        (b"\x81\x20", "encoding"),
        ("買い物の一覧\n卵\n".encode(), "no table of comments"),
        ("意見募集の結果\n意見数 3件\n".encode("cp932"), "no table of comments"),
    ],
)
def test_no_published_result(tmp_path: Path, data: bytes, reason: str) -> None:
    place = tmp_path / "result.txt"
    place.write_bytes(data)
    with pytest.raises(ReadError, match=reason):
        read_published(place)


@pytest.mark.parametrize(
    "data",
    [
        "P.28｜｜ご意見の受付｜市の考え方の公表",
        "P.40｜｜市民の意見を聴く。｜市民の意見を聴き、市の考え方を公表する。",
        "P.40｜｜市民意見｜回答の公表",
        "P.40｜｜市民の意見｜市の回答",
        "P.41｜｜素案｜成案",
        "P.42｜意見の表｜内容｜件数",
        "｜表の欄｜意見の内容｜市の考え方",
    ],
)
def test_rows_of_the_comparison_table_in_the_words_of_titles(tmp_path: Path, data: str) -> None:
    published = hinoki(
        tmp_path,
        "No.｜意見｜回答",
        "1｜道を。｜はい。",
        "",
        "頁｜箇所｜旧｜新",
        "P.3｜本文｜森の道｜森の広い道",
        data,
        "P.50｜本文｜川の道とする｜川の広い道とする",
    )
    assert [one.id for one in published.consultation.comments] == ["1"]
    assert published.comparison is not None
    assert len(published.comparison.revisions) == 3
    assert published.comparison.entries[1].new == data.split("｜")[-1]


def test_a_table_of_comments_behind_a_comparison_table(tmp_path: Path) -> None:
    published = hinoki(
        tmp_path,
        "旧｜新",
        "森の道｜森の広い道",
        "番号｜提出されたご意見の概要｜対応区分｜ご意見に対する本市の考え方",
        "1｜道を。｜①｜はい。",
    )
    assert [one.summary for one in published.consultation.comments] == ["道を。"]
    assert published.comparison is not None
    assert len(published.comparison.revisions) == 1


@pytest.mark.parametrize("above", ["問い合わせ先　市役所", "項目｜件数"])
@pytest.mark.parametrize(
    "stray",
    [
        "991｜意見提出者は３名でよい。｜①｜意見数は4件です。",
        "992｜募集期間が短い｜②｜募集期間は令和5年1月4日から1月9日まで",
        "993｜ご意見をよく読んで｜①｜市の考え方を示す対応",
    ],
)
def test_rows_like_comments_outside_of_their_table_are_told(tmp_path: Path, above: str, stray: str) -> None:
    published = hinoki(tmp_path, "意見数　0件", "", above, stray)
    assert published.consultation.comments == ()
    assert published.consultation.categories == ()
    assert published.consultation.printed is not None
    assert published.consultation.printed.persons is None
    assert ("PC605", 5) in told(published)
    assert any(one.message.endswith(stray.replace("｜", " ")) for one in published.findings)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("(2)意見提出者 33名ほか資料編参照", ["ほか資料編参照"]),
        ("意見提出者数　３３名　道路を直すこと。　意見数　５件（延べ）", ["道路を直すこと。　意見数"]),
        ("提出方法　郵送 3通、FAX 2通　詳しくは別冊", ["詳しくは別冊"]),
        ("道路を直すこと。意見提出者　3名", ["道路を直すこと"]),
        ("３３名の方から提出された５件のご意見です。", []),
    ],
)
def test_what_stands_behind_a_figure_is_told(tmp_path: Path, line: str, left: list[str]) -> None:
    published = hinoki(tmp_path, line, "意見数　0件" if "件" not in line else "", "No.｜意見｜回答")
    assert [one.message.removeprefix("this text could not be read: ") for one in published.findings] == left
