"""A result published as a workbook is read back like the page that says the same."""

import io
from pathlib import Path

import attrs
import openpyxl
import pytest

import plancomment as pc
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.published.workbooks import as_page
from plancomment.read.spreadsheets import read_blocks
from plancomment.report import render
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table

ROOT = Path(__file__).parents[2]


def minato(lang: str = "ja") -> Document:
    project = pc.load_project(ROOT / "examples/minato")
    made = pc.examine(project)
    return pc.build_report(project.consultation, comparison=project.comparison, trace=made.trace, lang=lang)


def read(document: Document, folder: Path, suffix: str) -> pc.Published:
    return pc.read_published(pc.write(document, folder / f"result{suffix}"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_workbook_says_what_the_page_says(lang, tmp_path):
    page, book = (read(minato(lang), tmp_path, suffix) for suffix in (".html", ".xlsx"))
    assert book.consultation == page.consultation
    assert book.comparison == page.comparison
    assert [(one.code, one.message) for one in book.findings] == [(one.code, one.message) for one in page.findings]
    assert len(book.consultation.comments) == 31


def test_texts_beyond_a_cell_come_back_whole(tmp_path):
    comments = (
        pc.Comment("1", summary="長い意見。\n" * 9_000, number="1"),
        pc.Comment("2", summary="短い意見", number="2"),
        pc.Comment("3", summary="（続き）から始まる意見" + "。" * 40_000, number="3"),
    )
    parts = (pc.ResponsePart("回答一。" * 20_000), pc.ResponsePart("回答二", title="題"))
    responses = (pc.Response("A", ("1", "2"), parts), pc.Response("B", ("3",), (pc.ResponsePart("回答三"),)))
    given = pc.Consultation("募集", comments=comments, responses=responses)
    page, book = (read(pc.build_report(given), tmp_path, suffix) for suffix in (".html", ".xlsx"))
    assert book.consultation == page.consultation
    assert [one.summary for one in book.consultation.comments] == [one.summary for one in comments]


def test_without_the_column_it_is_read_like_any_workbook(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(render(minato(), ".xlsx")))
    for sheet in book:
        for row in sheet.iter_rows():
            for one in row:
                if one.value == "識別名":
                    sheet.delete_cols(one.column)
    book.save(tmp_path / "a.xlsx")
    assert pc.read_published(tmp_path / "a.xlsx").consultation.comments


def blocks(document: Document) -> list[TextBlock | TableBlock]:
    return list(as_page(read_blocks(render(document, ".xlsx"), "a.xlsx", Limits())).blocks)


def test_lines_and_tables_are_told_apart():
    row = Row((Cell((Run("甲", anchor="x"),), anchor="c"), Cell((Run("乙"),)), Cell((Run("丙"),))), anchor="r")
    table = Table([Column(t) for t in "abc"], [row], caption="表", anchor="t", notes=("注",))
    text = Paragraph((Run("段" * 33_000), Run("落", anchor="p")))
    made = Document("題", [Section("一", [text]), Section("二", [table, table.__class__(table.columns)])], anchor="d")
    made = attrs.evolve(made, publisher="市")
    found = blocks(made)
    assert [(one.text[:2], one.role, one.anchors) for one in found if isinstance(one, TextBlock)] == [
        ("市", "body", ()),
        ("題", "heading", ((0, "d"),)),
        ("一", "body", ()),
        ("段段", "body", ((33_000, "p"),)),
        ("二", "body", ()),
        ("表", "heading", ((0, "t"),)),
        ("注", "body", ()),
    ]
    first, second = (one for one in found if isinstance(one, TableBlock))
    assert [(cell.row, cell.column, cell.text, cell.header) for cell in first.cells] == [
        *((1, at, text, True) for at, text in enumerate("abc", 1)),
        *((2, at, text, False) for at, text in enumerate("甲乙丙", 1)),
    ]
    assert first.cells[3].anchors == ((0, "c"), (0, "r"), (0, "x"))
    assert (second.height, second.width, second.sheet) == (1, 3, "二")


def test_other_words_in_the_column_are_no_names():
    rows = (("表題", "", ""), ("番号", "意見", "識別名"), ("1", "甲", "comment-1、2"), ("2", "乙", "comment-2"))
    contents = Contents("a.xlsx", (TextBlock("x"), TableBlock((), 4, 3, "シート", 1, rows)))
    found = as_page(contents).blocks
    assert isinstance(found[2], TableBlock)
    assert found[2].height == 1
    assert [one.text for one in found if isinstance(one, TextBlock)] == ["x", "表題", "1", "2"]
    plain = Contents(
        "a.xlsx", (TableBlock((), 1, 1, "シート", 1, (("甲",),)), TableBlock((CellBlock(1, 1, "x"),), 1, 1))
    )
    assert as_page(plain) is plain


def test_a_large_sheet_with_merged_cells_takes_time_in_proportion():
    rows = (("a", "識別名"), *((str(n), f"r-{n}") for n in range(40_000)))
    merged = tuple(CellBlock(n, 1, str(n - 2), 2) for n in range(2, 40_000, 2))
    (table,) = as_page(Contents("a.xlsx", (TableBlock(merged, 40_001, 2, "シート", 1, rows),))).blocks
    assert isinstance(table, TableBlock)
    assert table.height == 40_001
    assert [cell.rows for cell in table.cells[:4]] == [1, 2, 2, 2]
