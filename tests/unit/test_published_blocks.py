"""Layouts of published results as blocks: what merged cells, sheets, pages and columns mean. Invented towns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import plancomment as pc
from plancomment.errors import ReadError
from plancomment.findings import Finding, Place, Severity
from plancomment.read.blocks import Block, CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.published import Published, read_published
from plancomment.read.published.results import read_blocks

TITLE = TextBlock("「岬町水道ビジョン（案）」への意見募集の結果", "heading", level=1)
TITLES = ["No.", "意見", "対応", "町の考え方"]
LONG = "ご指摘の配水管は、老朽度の調査の結果に基づき、優先度の高い路線から順に計画的な更新を進めてまいります。"


def table(*rows: Sequence[Any], sheet: str = "", first_row: int = 1, pages: Sequence[int] = ()) -> TableBlock:
    """A table; None is covered by the cell above, ``...`` by the cell on the left."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if not isinstance(text, str):
                continue
            height, width = 1, 1
            while r + height < len(rows) and rows[r + height][c] is None:
                height += 1
            while c + width < len(row) and row[c + width] is ...:
                width += 1
            page = pages[r] if pages else None
            cells.append(CellBlock(r + 1, c + 1, text, height, width, page=page, file_line=None if sheet else r + 10))
    return TableBlock(tuple(cells), len(rows), len(rows[0]), sheet, first_row)


def read(*blocks: Block, findings: tuple[Finding, ...] = ()) -> Published:
    return read_blocks(Contents("result.docx", blocks, findings))


def answered(published: Published) -> list[tuple[str, ...]]:
    return [one.comment_ids for one in published.consultation.responses]


def told(published: Published) -> list[tuple[str, str]]:
    return [(one.code, one.message.partition(": ")[2]) for one in published.findings]


# --- merged cells


def test_a_blank_cell_that_is_not_merged_has_no_answer_where_the_table_merges() -> None:
    published = read(
        TITLE,
        table(
            TITLES,
            ["1", "道。", "Ａ", "はい。"],
            ["2", "川。", None, None],
            ["3", "橋。", "", ""],
            ["4", "坂。", "Ｂ", "ええ。"],
        ),
    )
    assert answered(published) == [("1", "2"), ("4",)]
    assert published.consultation.comments[2].disposition_id is None
    assert [one.code for one in pc.audit(published.consultation) if one.subjects == ("3",)] != []


def test_a_blank_cell_belongs_to_the_answer_above_where_the_table_does_not_merge() -> None:
    published = read(TITLE, table(TITLES, ["1", "道。", "Ａ", "はい。"], ["2", "川。", "", ""]))
    assert answered(published) == [("1", "2")]


def test_a_disposition_without_an_answer_yet() -> None:
    published = read(
        TITLE,
        table(TITLES, ["1", "道。", "Ａ", "はい。"], ["2", "川。", None, None], ["3", "橋。", "Ｂ", ""]),
    )
    assert answered(published) == [("1", "2")]
    assert published.consultation.effective_dispositions() == {"1": "1", "2": "1", "3": "2"}


def test_dispositions_and_answers_are_merged_apart() -> None:
    published = read(
        TITLE,
        table(
            TITLES,
            ["1", "道。", "Ａ", "はい。"],
            ["2", "川。", None, "ええ。"],
            ["3", "橋。", "Ｂ", None],
            ["4", "坂。", None, "いいえ。"],
        ),
    )
    assert answered(published) == [("1",), ("2", "3"), ("4",)]
    assert published.consultation.effective_dispositions() == {"1": "1", "2": "1", "3": "2", "4": "2"}


def test_a_merged_blank_cell_answers_nobody() -> None:
    published = read(
        TITLE,
        table(TITLES, ["1", "道。", "Ａ", "はい。"], ["2", "川。", "", ""], ["3", "橋。", None, None]),
    )
    assert answered(published) == [("1",)]


def test_one_comment_with_a_merged_number_and_two_answers() -> None:
    published = read(
        TITLE, table(TITLES, ["1", "道。", "Ａ", "前半。"], [None, None, None, "後半。"], ["2", "川。", "Ａ", "ええ。"])
    )
    assert [one.text for one in published.consultation.responses] == ["前半。\n後半。", "ええ。"]
    assert [one.summary for one in published.consultation.comments] == ["道。", "川。"]


def test_a_comment_merged_over_two_numbers_is_the_same_words() -> None:
    published = read(TITLE, table(TITLES, ["1", "道。", "Ａ", "はい。"], ["2", None, None, None]))
    assert [(one.id, one.summary) for one in published.consultation.comments] == [("1", "道。"), ("2", "道。")]
    assert answered(published) == [("1", "2")]


def test_an_answer_that_is_printed_again_is_one_answer() -> None:
    published = read(
        TITLE,
        table(
            TITLES,
            ["1", "管。", "Ａ", LONG],
            ["2", "水。", "Ａ", "はい。"],
            ["3", "配管。", "Ａ", LONG],
            ["4", "泉。", "Ａ", "はい。"],
        ),
    )
    # Short ones say too little to be the same.
    assert answered(published) == [("1", "3"), ("2",), ("4",)]


# --- rows, titles and headings


def test_repeated_titles_and_pages_change_nothing() -> None:
    published = read(
        TITLE,
        table(TITLES, ["1", "道。", "Ａ", "はい。"], TITLES, ["2", "川。", "Ａ", "ええ。"], pages=[1, 1, 2, 2]),
        TextBlock("- 2 -", page=2),
        table(["3", "橋。", "Ａ", "うん。"], pages=[3]),
    )
    assert answered(published) == [("1",), ("2",), ("3",)]
    assert [place.page for place in published.places] == [1, 2, 3]
    assert told(published) == []


@pytest.mark.parametrize("number", ["追1", "①", "12-3", "（1）", "Ａ1", "1,2"])
def test_any_number_begins_a_row_where_rows_are_known(number: str) -> None:
    published = read(TITLE, table(TITLES, ["1", "道。", "Ａ", "はい。"], [number, "川。", "Ａ", "ええ。"]))
    assert [one.number for one in published.consultation.comments] == ["1", number]


def test_a_paragraph_below_a_table_is_not_of_its_last_row() -> None:
    published = read(TITLE, table(TITLES, ["1", "道。", "Ａ", "はい。"]), TextBlock("以上です。"))
    assert published.consultation.responses[0].text == "はい。"
    assert told(published) == [("PC605", "以上です。")]


def test_headings_over_the_whole_width() -> None:
    published = read(
        TITLE,
        table(
            TITLES,
            ["１　水源", ..., ..., ...],
            ["1", "道。", "Ａ", "はい。"],
            ["２　料金", ..., ..., ...],
            ["1", "川。", "Ａ", "ええ。"],
        ),
    )
    assert [(one.number, one.label) for one in published.consultation.categories] == [("１", "水源"), ("２", "料金")]
    assert [one.id for one in published.consultation.comments] == ["1-1", "2-1"]


def test_a_table_for_each_chapter() -> None:
    published = read(
        TITLE,
        TextBlock("第１章　水源", "heading", level=2),
        table(TITLES, ["1", "道。", "Ａ", "はい。"]),
        TextBlock("第２章　料金", "heading", level=2),
        table(TITLES, ["1", "川。", "Ａ", "ええ。"]),
    )
    assert [(one.id, one.category_id) for one in published.consultation.comments] == [("1-1", "1"), ("2-1", "2")]


def test_a_sheet_for_each_chapter() -> None:
    published = read(
        table(["「岬町水道ビジョン（案）」への意見募集の結果", "", "", ""], sheet="概要"),
        table(TITLES, ["1", "道。", "Ａ", "はい。"], sheet="水源"),
        table(TITLES, ["1", "川。", "Ａ", "ええ。"], sheet="料金", first_row=3),
    )
    assert [one.label for one in published.consultation.categories] == ["水源", "料金"]
    assert [one.id for one in published.consultation.comments] == ["1-1", "2-1"]
    assert published.places == (
        Place(file="result.docx", sheet="水源", row=2),
        Place(file="result.docx", sheet="料金", row=4),
    )
    assert told(published) == []


# --- columns


@pytest.mark.parametrize(
    "titles",
    [
        ["該当箇所", "番号", "意見", "考え方"],
        ["番号", "意見", "考え方", "該当箇所"],
        ["番号", "項目", "意見", "考え方"],
    ],
)
def test_places_that_group_the_comments_are_categories(titles: list[str]) -> None:
    column = next(index for index, one in enumerate(titles) if one in ("該当箇所", "項目"))
    rows = []
    for number, place in enumerate(["水源", "水源", "料金", "料金", "水源"], start=1):
        row = [str(number), f"意見{number}。", f"考え{number}。"]
        row.insert(column, place)
        rows.append(row)
    published = read(TITLE, table(titles, *rows))
    assert [one.label for one in published.consultation.categories] == ["水源", "料金"]
    assert [one.category_id for one in published.consultation.comments] == ["1", "1", "2", "2", "1"]
    assert [one.id for one in published.consultation.comments] == ["1", "2", "3", "4", "5"]
    assert published.consultation.scheme is None
    assert told(published) == []


def test_places_of_single_comments_are_told_with_the_comment() -> None:
    published = read(
        TITLE,
        table(
            ["番号", "意見", "考え方", "該当箇所"], ["1", "道。", "はい。", "P.3"], ["2", "川。", "ええ。", "P.9 表2"]
        ),
    )
    assert published.consultation.categories == ()
    assert [(one.code, one.subjects) for one in published.findings] == [("PC605", ("1",)), ("PC605", ("2",))]
    assert told(published) == [("PC605", "P.3"), ("PC605", "P.9 表2")]


def test_a_merged_column_of_categories_beside_the_printed_counts() -> None:
    published = read(
        TITLE,
        table(["項目", "件数"], ["１　水源", "2件"], ["２　料金", "1件"]),
        table(
            ["項目", "番号", "意見", "考え方", "頁"],
            ["１　水源", "1", "道。", "はい。", "3"],
            [None, "2", "川。", "ええ。", ""],
            ["２　料金", "3", "橋。", "うん。", "9"],
        ),
    )
    assert [(one.id, one.label) for one in published.consultation.categories] == [("1", "水源"), ("2", "料金")]
    assert [one.category_id for one in published.consultation.comments] == ["1", "1", "2"]
    assert published.consultation.printed is not None
    assert pc.reconcile(pc.tally(published.consultation), published.consultation.printed) == ()
    assert told(published) == [("PC605", "3"), ("PC605", "9")]


def test_an_opinion_category_beside_a_disposition() -> None:
    published = read(
        TITLE,
        table(
            ["区分", "No.", "意見", "対応", "考え方"],
            ["水源", "1", "道。", "Ａ", "はい。"],
            ["料金", "2", "川。", "Ｂ", "ええ。"],
        ),
    )
    assert [one.label for one in published.consultation.categories] == ["水源", "料金"]
    assert published.consultation.effective_dispositions() == {"1": "1", "2": "2"}


def test_headings_win_over_a_column_of_categories() -> None:
    published = read(
        TITLE,
        table(["番号", "項目", "意見", "考え方"], ["第１章　水源", ..., ..., ...], ["1", "井戸", "道。", "はい。"]),
    )
    assert [one.label for one in published.consultation.categories] == ["水源"]
    assert told(published) == [("PC605", "井戸")]


# --- references


def test_references_that_lead_nowhere_on_or_in_a_circle() -> None:
    published = read(
        TITLE,
        table(
            TITLES,
            ["1", "道。", "Ａ", "No.2の回答のとおりです。"],
            ["2", "川。", "Ａ", "「No.1」の回答のとおりです。"],
            ["3", "橋。", "Ａ", "No.9の回答のとおりです。"],
            ["4", "坂。", "Ａ", "No.4の回答のとおりです。"],
            ["5", "池。", "Ａ", "No.6の回答と同じです。あわせて検討します。"],
            ["6", "港。", "Ａ", "No.7の回答のとおりです。"],
            ["7", "浜。", "Ａ", "＜浜について＞\n守ります。"],
        ),
    )
    refers = {one.id: [to.response_id for to in one.refers_to] for one in published.consultation.responses}
    assert refers == {"A1": ["A2"], "A2": ["A1"], "A3": [], "A4": [], "A5": ["A6"], "A6": ["A7"], "A7": []}
    assert [(one.code, one.subjects) for one in published.findings] == [("PC607", ("A3",)), ("PC670", ("A4",))]
    assert [one.code for one in published.consultation.problems()] == ["PC112"]


# --- comparison tables


def sides(published: Published) -> list[tuple[str, str | None, str | None]]:
    assert published.comparison is not None
    return [(one.kind, one.old, one.new) for one in published.comparison.revisions]


def places(published: Published) -> list[tuple[str, int | None, str]]:
    assert published.comparison is not None
    found = [place for one in published.comparison.entries for place in one.locations]
    return [(one.document, one.page, one.place) for one in found]


COMMENTS = table(["No.", "意見", "考え方"], ["1", "道。", "はい。"])


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        (["変更箇所", "旧", "新"], ["3ページ", "管を直す", "管を急いで直す"]),
        (["改正後", "改正前"], ["管を急いで直す", "管を直す"]),
        (["現行", "改正案", "備考"], ["管を直す", "管を急いで直す", "意見1"]),
        (["新", "旧", "備考", "変更箇所"], ["管を急いで直す", "管を直す", "意見1", "3ページ"]),
        (["頁", "修正前", "修正後", "修正理由"], ["3", "管を直す", "管を急いで直す", "意見1"]),
        (["備考", "旧", "新"], ["意見1", "管を直す", "管を急いで直す"]),
    ],
)
def test_columns_of_the_comparison_table_in_any_order(titles: list[str], cells: list[str]) -> None:
    published = read(TITLE, COMMENTS, table(titles, cells))
    assert sides(published) == [("amended", "管を直す", "管を急いで直す")]
    assert published.comparison is not None
    assert published.comparison.entries[0].note == ("意見1" if "意見1" in cells else "")
    has_place = any(title in ("変更箇所", "頁") for title in titles)
    assert [place[1] for place in places(published)] == [3 if has_place else None]
    assert told(published) == []


def test_merged_sides_share_a_row_and_blank_ones_have_no_text() -> None:
    published = read(
        TITLE,
        COMMENTS,
        table(
            ["変更箇所", ..., "旧", "新"],
            ["本編", "P.3", "管を直す", "管を急いで直す"],
            [None, "P.4", None, None],
            [None, "P.5", "", "新しい表"],
            ["資料編", "P.6", "古い表", ""],
            [None, "P.7", "", ""],
        ),
    )
    assert sides(published) == [
        ("amended", "管を直す", "管を急いで直す"),
        ("amended", "管を直す", "管を急いで直す"),
        ("added", None, "新しい表"),
        ("deleted", "古い表", None),
        ("unknown", None, None),
    ]
    assert places(published) == [
        ("本編", 3, ""),
        ("本編", 4, ""),
        ("本編", 5, ""),
        ("資料編", 6, ""),
        ("資料編", 7, ""),
    ]
    assert published.comparison is not None
    assert [len(one.revision_ids) for one in published.comparison.entries] == [2, 1, 1, 1]
    assert [one.code for one in published.findings] == ["PC603"]


def test_every_comparison_table_is_read() -> None:
    published = read(
        TITLE,
        COMMENTS,
        TextBlock("新旧対照表（本編）", "heading", level=2),
        table(["箇所", "旧", "新"], ["1行目", "管を直す", "管を急いで直す"]),
        TextBlock("新旧対照表（概要版）", "heading", level=2),
        table(["箇所", "旧", "新"], ["1行目", "水を守る", "水を皆で守る"]),
        TextBlock("【資料編】"),
        table(["新", "旧"], ["水の図", "図"]),
    )
    assert sides(published) == [
        ("amended", "管を直す", "管を急いで直す"),
        ("amended", "水を守る", "水を皆で守る"),
        ("amended", "図", "水の図"),
    ]
    assert [place[0] for place in places(published)] == ["本編", "概要版", "資料編"]
    assert told(published) == []


# --- figures, and what has no place


def test_figures_of_other_kinds_are_told() -> None:
    published = read(
        TITLE,
        TextBlock("意見提出者　5名・1団体"),
        table(["提出方法", "人数"], ["電子メール", "3人"], ["窓口", "2人"]),
        table(["年代", "人数"], ["20代", "3"], ["50代", "2"]),
        table(TITLES, ["1", "道。", "Ａ", "はい。"]),
    )
    printed = published.consultation.printed
    assert printed is not None
    assert (printed.persons, printed.groups) == (pc.Count(5, "人"), pc.Count(1, "団体"))
    assert printed.by_channel == (
        pc.PrintedCount("電子メール", pc.Count(3, "人")),
        pc.PrintedCount("窓口", pc.Count(2, "人")),
    )
    assert told(published) == [("PC605", "20代 3"), ("PC605", "50代 2")]


def test_running_heads_and_notes_are_told_with_their_place() -> None:
    published = read(
        TextBlock("資料３", place="ヘッダー", page=1),
        TITLE,
        TextBlock("注の言葉", "note", page=2),
        TextBlock(" ", place="フッター"),
        COMMENTS,
        findings=(Finding("PC640", Severity.INFO, (), "pages", "頁", Place(file="result.docx")),),
    )
    assert [one.code for one in published.findings] == ["PC640", "PC605", "PC605"]
    assert [one.place.page for one in published.findings if one.place is not None] == [None, 1, 2]


def test_the_ledger_counts_every_row() -> None:
    published = read(
        TITLE, table(TITLES, ["1", "道。", "Ａ", "はい。"], ["", "", "余り", "の欄"], ["計", "", "", "1件です。"])
    )
    ledger = published.ledger
    assert ledger is not None
    assert ledger.records_read == ledger.taken + len(ledger.refused) + len(ledger.withheld)
    assert ledger.taken == len(published.consultation.comments) == len(published.places) == 1
    assert [row.place.row for row in ledger.refused] == [row for row in (3, 4) if row == 4]


def test_no_table_of_comments_tells_which_rows_were_seen() -> None:
    with pytest.raises(ReadError, match=r"rows that were seen: 品名 \| 数; 卵 \| 3"):
        read(TextBlock("買い物"), table(["品名", "数"], ["卵", "3"]))
    with pytest.raises(ReadError, match="it is empty"):
        read(TextBlock(" "))


def test_limits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "result.txt"
    path.write_text("意見\t回答\nあ。\tい。\n", encoding="utf-8")
    assert read_published(path, limits=pc.Limits(file_bytes=1000)).consultation.comments
    with pytest.raises(ReadError, match="bytes"):
        read_published(path, limits=pc.Limits(file_bytes=10))
    with pytest.raises(pc.WrongTypeError):
        read_published(path, limits=10)  # type: ignore[arg-type]
