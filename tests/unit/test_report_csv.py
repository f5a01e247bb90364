"""CSV: complete rows, plain numbers, no formulas, one file for each table."""

import csv
import io

import pytest

from plancomment.cells import unguard
from plancomment.comments import Category, Comment
from plancomment.consultation import Consultation
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.csv import render, tables
from plancomment.report.document import Cell, Column, Document, Row, Run, Section, Table
from plancomment.responses import Response, ResponsePart


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def cell(text: str, rowspan: int = 1, colspan: int = 1, number: int | None = None) -> Cell:
    return Cell((Run(text),), rowspan, colspan, number=number)


def document(*rows: Row, groups: str = "", unit: str = "") -> Document:
    table = Table((Column("左"), Column("右", unit=unit)), rows, caption="表", anchor="t", groups=groups)
    return Document("題", [Section("節", [table])])


def test_merged_cells_stand_in_each_of_their_rows():
    written = render(
        document(Row((cell("1"), cell("共通", rowspan=2))), Row((cell("2"),)), Row((cell("広い", colspan=2),)))
    )
    assert read(written) == [["表"], ["左", "右"], ["1", "共通"], ["2", "共通"], ["広い", "広い"], []]


def test_heading_rows_become_a_column_or_stay_rows():
    rows = (
        Row((cell("A", colspan=2),), kind="heading"),
        Row((cell("1"), cell("甲"))),
        Row((cell("A1", colspan=2),), kind="heading", level=1),
        Row((cell("2"), cell("乙"))),
        Row((cell("B", colspan=2),), kind="heading"),
        Row((cell("3"), cell("丙"))),
        Row((cell("B12", colspan=2),), kind="heading", level=2),
        Row((cell("4"), cell("丁"))),
    )
    assert read(render(document(*rows, groups="区分").tables[0])) == [
        ["区分", "左", "右"],
        ["A", "1", "甲"],
        ["A／A1", "2", "乙"],
        ["B", "3", "丙"],
        ["B／B12", "4", "丁"],
    ]
    assert read(render(document(*rows[:2]).tables[0]))[1:] == [["A", ""], ["1", "甲"]]


def test_numbers_are_plain_and_the_title_names_their_unit():
    written = document(
        Row((cell("a"), cell("1,979件", number=1979))), Row((cell("b"), cell("0件", number=0)), level=1), unit="件"
    )
    assert read(render(written.tables[0])) == [["左", "右（件）"], ["a", "1979"], ["\u3000b", "0"]]
    english = document(unit="comments").tables[0]
    assert read(render(english)) == [["左", "右 (comments)"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-5", "@SUM(A1)", "＝1", "'=1", '"引用", 改行\nあり', "\t=1", "ふつう"]
)
def test_no_text_becomes_a_formula_and_every_text_comes_back(text):
    table = Table((Column(text),), [Row((cell(text),))], caption=text, groups=text)
    rows = read(render(Document(text, [Section(text, [table])])))
    assert all(not one[0].startswith(("=", "+", "-", "@", "\t", "＝")) for one in rows if one)
    assert [unguard(one[0]) for one in rows if one] == [text, text, text]


def test_an_empty_cell_is_empty():
    assert read(render(document(Row((cell(""), cell("x")))).tables[0]))[1] == ["", "x"]


def test_each_table_of_a_report_has_its_own_name(tmp_path):
    report = build_report(
        Consultation(
            "募集",
            categories=[Category("k", "くらし")],
            comments=[Comment("1", text="=cmd()", category_id="k"), Comment("2", text="二\r\n行", category_id="k")],
            responses=[Response("R", ("1", "2"), (ResponsePart("答え"),))],
        )
    )
    named = dict(tables(report))
    assert list(named) == ["summary", "categories", "comments"]
    path = write(named["comments"], tmp_path / "comments.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(path.read_bytes().decode("utf-8-sig")) == [
        ["項目", "No.", "意見の概要", "市の考え方"],
        ["くらし", "1", "'=cmd()", "答え"],
        ["くらし", "2", "二\r\n行", "答え"],
    ]
    assert read(render(named["categories"])) == [["項目", "件数（件）"], ["くらし", "2"], ["合計", "2"]]


def test_a_table_without_an_anchor_is_named_by_its_place():
    unnamed = Table((Column("左"),))
    assert [stem for stem, _ in tables(Document("題", [Section("節", [unnamed, unnamed])]))] == ["table-1", "table-2"]
    assert render(Document("題", [Section("節", [unnamed])])) == "左\r\n\r\n"
