"""Words that are struck out: deleted in a plan, a mark of what went in a published result (取り消し線)."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits
from plancomment.read.opening import open_contents
from plancomment.read.published import read_published
from plancomment.read.table import read_table

docx = pytest.importorskip("docx")
pytest.importorskip("lxml")

COMMENTS = (("No.", "意見の概要", "市の考え方"), ("1", "~駅を~直してほしい。", "直します。"))
TABLES = (COMMENTS, (("旧", "新"), ("~三十分~で着く。", "十五分で着く。")))


def pieces(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text, each with whether it is struck out: every second one between ~ signs."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(text.split("~"))]


def as_word() -> bytes:
    document: Any = docx.Document()
    document.add_paragraph("潮見市計画（案）に対する意見募集の結果")
    for rows in TABLES:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                for piece, is_struck in pieces(text):
                    cell.paragraphs[0].add_run(piece).font.strike = is_struck
        document.add_paragraph("修正の内容")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_page() -> bytes:
    page = "<!doctype html><meta charset=utf-8><h1>潮見市計画（案）に対する意見募集の結果</h1>"
    for rows in TABLES:
        page += "<table>"
        for row in rows:
            page += "<tr>"
            for text in row:
                page += "<td>" + "".join(f"<del>{piece}</del>" if struck else piece for piece, struck in pieces(text))
        page += "</table><p>修正の内容</p>"
    return page.encode()


def as_workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        struck = book.add_format({"font_strikeout": True})
        for rows in TABLES:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for column, text in enumerate(row):
                    if "~" in text:
                        runs = [part for piece, is_struck in pieces(text) if piece
                                for part in ([struck, piece] if is_struck else [piece])]  # fmt: skip
                        sheet.write_rich_string(at, column, *runs)
                    else:
                        sheet.write_string(at, column, text)
    return buffer.getvalue()


def as_open_document() -> bytes:
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [("o", "office"), ("t", "table"), ("x", "text"), ("s", "style")]
    )
    sheets = ""
    for number, rows in enumerate(TABLES):
        sheets += f'<t:table t:name="{number}">'
        for row in rows:
            cells = [
                "".join(f'<x:span x:style-name="T">{p}</x:span>' if struck else p for p, struck in pieces(text))
                for text in row
            ]
            sheets += "<t:table-row>"
            sheets += "".join(f'<t:table-cell o:value-type="string"><x:p>{c}</x:p></t:table-cell>' for c in cells)
            sheets += "</t:table-row>"
        sheets += "</t:table>"
    style = '<s:style s:name="T"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<o:document-content{spaces}><o:automatic-styles>{style}</o:automatic-styles><o:body><o:spreadsheet>"
            f"{sheets}</o:spreadsheet></o:body></o:document-content>",
        )
    return buffer.getvalue()


WRITERS = {".docx": as_word, ".html": as_page, ".xlsx": as_workbook, ".ods": as_open_document}


@pytest.fixture(params=sorted(WRITERS))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    place: Path = tmp_path / f"a{request.param}"
    place.write_bytes(WRITERS[request.param]())
    return place


def told(findings: Any) -> list[tuple[str, bool]]:
    return [(one.code, "kept" in one.message) for one in findings if one.code in ("PC622", "PC643", "PC661")]


def test_a_published_comparison_keeps_the_old_words(path: Path) -> None:
    published = read_published(path)
    assert published.comparison is not None
    assert "三十分で着く。" in str(published.comparison)
    assert [comment.summary for comment in published.consultation.comments] == ["駅を直してほしい。"]
    assert [kept for _, kept in told(published.findings)] == [True, True]


def test_a_plan_does_not_have_them(path: Path) -> None:
    contents = open_contents(path, Limits())
    assert "三十" not in str(contents.blocks)
    assert [kept for _, kept in told(contents.findings)] == [False, False]


def test_a_table_of_comments_keeps_them(path: Path) -> None:
    assert read_table(path).comments[0].summary == "駅を直してほしい。"


def test_tracked_deletions_stay_deleted() -> None:
    document: Any = docx.Document()
    paragraph = document.add_paragraph("海")
    paragraph.add_run("山").font.strike = True
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph._p.append(
        docx.oxml.parse_xml(f'<w:del {space} w:id="1" w:author="a"><w:r><w:delText>川</w:delText></w:r></w:del>')
    )
    buffer = io.BytesIO()
    document.save(buffer)
    read = {
        (changes, kept): read_blocks(buffer.getvalue(), "a.docx", Limits(), changes=changes, keep_struck=kept).blocks
        for changes in ("accepted", "original")
        for kept in (False, True)
    }
    assert {key: blocks[0].text for key, blocks in read.items()} == {
        ("accepted", False): "海",
        ("accepted", True): "海山",
        ("original", False): "海山川",
        ("original", True): "海山川",
    }
