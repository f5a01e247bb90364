"""Columns of a table of comments that no field holds, and lines that say nothing new. Invented towns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plancomment.findings import Finding
from plancomment.read.published import Published, read_published
from plancomment.read.published.columns import answer_columns
from plancomment.read.published.lines import Line

TITLE = "「霞浜市みどりの計画（案）」への意見募集の結果"
ROWS = [
    ["No", "意見の概要", "件数", "市の考え方"],
    ["1", "木を植えてほしい。", "3", "植えてまいります。"],
    ["2", "公園がほしい。", "1件", "検討します。"],
]


def as_markdown(folder: Path, rows: list[list[str]]) -> Path:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    path = folder / "result.md"
    path.write_text("\n".join((f"# {TITLE}", "", *lines, "")), encoding="utf-8")
    return path


def as_text(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "result.txt"
    path.write_text("\n".join((TITLE, *("\t".join(row) for row in rows), "")), encoding="utf-8")
    return path


def as_workbook(folder: Path, rows: list[list[str]]) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="makes the workbook")
    pytest.importorskip("python_calamine", reason="reads the workbook")
    path = folder / "result.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, TITLE)
        for index, row in enumerate(rows, start=2):
            sheet.write_row(index, 0, row)
    return path


def unread(published: Published) -> list[Finding]:
    return [one for one in published.findings if one.code == "PC605"]


@pytest.mark.parametrize("make", [as_markdown, as_text, as_workbook])
@pytest.mark.parametrize("title", ["件数", "意見件数", "意見の件数", "意見数"])
def test_a_column_of_figures_beside_comments_is_told_once(
    tmp_path: Path, make: Callable[[Path, list[list[str]]], Path], title: str
) -> None:
    titles = [title if one == "件数" else one for one in ROWS[0]]
    published = read_published(make(tmp_path, [titles, *ROWS[1:]]))
    assert [one.summary for one in published.consultation.comments] == ["木を植えてほしい。", "公園がほしい。"]
    assert [one.text for one in published.consultation.responses] == ["植えてまいります。", "検討します。"]
    (told,) = unread(published)
    assert told.subjects == ("1", "2")
    assert told.message.endswith("comment '1' 3, comment '2' 1件")
    assert told.message_ja.endswith("意見「1」3、意見「2」1件")
    assert told.place is not None


@pytest.mark.parametrize("make", [as_markdown, as_text])
@pytest.mark.parametrize("total", [["合計", "", "4", ""], ["", "合計", "4", ""]])
def test_the_sum_below_such_a_column_is_no_comment(
    tmp_path: Path, make: Callable[[Path, list[list[str]]], Path], total: list[str]
) -> None:
    published = read_published(make(tmp_path, [*ROWS, total]))
    assert [one.summary for one in published.consultation.comments] == ["木を植えてほしい。", "公園がほしい。"]
    assert unread(published)[-1].message.endswith(": 合計 4")
    assert published.ledger is not None
    assert (published.ledger.taken, len(published.ledger.refused)) == (2, 1)


@pytest.mark.parametrize(
    "titles",
    [
        ("対応", "内容", "件数"),
        ("区分", "意見への対応", "内容", "件数"),
        ("意見の内容", "対応方針", "件数"),
        ("No", "意見の概要", "件数", "市の考え方", "修正件数"),
    ],
)
def test_titles_of_tables_of_figures_stay_so(titles: tuple[str, ...]) -> None:
    assert answer_columns(Line(1, titles)) is None


def test_a_place_without_a_field_names_its_comment(tmp_path: Path) -> None:
    rows = [
        ["No", "該当箇所", "意見の概要", "市の考え方"],
        ["1", "3頁", "木を植えてほしい。", "植えてまいります。"],
        ["2", "3頁", "公園がほしい。", "検討します。"],
        ["3", "8頁", "川がきれいだ。", "ありがとうございます。"],
    ]
    told = unread(read_published(as_markdown(tmp_path, rows)))
    assert [one.message for one in told] == [
        "this text of comment '1' could not be read: 3頁",
        "this text of comment '2' could not be read: 3頁",
        "this text of comment '3' could not be read: 8頁",
    ]
    assert [one.message_ja for one in told[:2]] == [
        "意見「1」に読み取れない文字列があります：3頁",
        "意見「2」に読み取れない文字列があります：3頁",
    ]


@pytest.mark.parametrize(
    ("line", "left"),
    [("霞浜市", []), ("霞浜市　", []), ("霞浜市役所", ["霞浜市役所"]), ("別浜市", ["別浜市"]), ("令和7年12月", None)],
)
def test_a_line_with_the_authority_that_was_found_is_not_told(
    tmp_path: Path, line: str, left: list[str] | None
) -> None:
    path = as_text(tmp_path, [[one for index, one in enumerate(row) if index != 2] for row in ROWS])
    path.write_text(f"{line}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    published = read_published(path)
    assert published.consultation.authority == "霞浜市"
    told = [one.message.partition(": ")[2] for one in unread(published)]
    assert told == (["令和7年12月"] if left is None else left)


@pytest.mark.parametrize("merged", [False, True])
def test_blank_paragraphs_at_the_ends_of_a_cell_are_layout(tmp_path: Path, *, merged: bool) -> None:
    docx = pytest.importorskip("docx", reason="makes the document")
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=3, cols=3)
    texts = ["No", "意見の概要", "市の考え方", "1", "木。\n", "", "2", "公園。", ""]
    for cell, text in zip((one for row in table.rows for one in row.cells), texts, strict=True):
        cell.text = text.strip()
        if text.endswith("\n"):
            cell.add_paragraph("")
    answer = table.cell(1, 2).merge(table.cell(2, 2)) if merged else table.cell(1, 2)
    answer.text = ""
    for text in ("植えます。", "", "　公園も。", "", "　"):
        answer.add_paragraph(text)
    path = tmp_path / "result.docx"
    document.save(str(path))
    published = read_published(path)
    assert [one.summary for one in published.consultation.comments] == ["木。", "公園。"]
    assert [one.text for one in published.consultation.responses] == ["植えます。\n\n　公園も。"]
    assert unread(published) == []
