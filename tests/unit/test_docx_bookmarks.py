"""Bookmarks of a Word file, and what they say of a result that this library wrote."""

import zipfile

import pytest

import plancomment as pc
from plancomment.read.blocks import TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.opening import open_contents

docx = pytest.importorskip("docx")
pytest.importorskip("lxml")


def blocks_of(path):
    return open_contents(path, Limits()).blocks


def bookmark(paragraph, name):
    for tag in ("bookmarkStart", "bookmarkEnd"):
        made = docx.oxml.OxmlElement(f"w:{tag}")
        made.set(docx.oxml.ns.qn("w:id"), "1")
        if tag == "bookmarkStart":
            made.set(docx.oxml.ns.qn("w:name"), name)
        paragraph._p.append(made)


def test_a_bookmark_is_told_with_its_place_in_the_text(tmp_path):
    file = docx.Document()
    paragraph = file.add_paragraph("前の文字")
    bookmark(paragraph, "here")
    bookmark(paragraph, "_GoBack")
    paragraph.add_run("後の文字")
    file.save(tmp_path / "a.docx")
    (block,) = blocks_of(tmp_path / "a.docx")
    assert isinstance(block, TextBlock)
    assert (block.text, block.anchors) == ("前の文字後の文字", ((4, "here"),))


def test_bookmarks_in_a_covered_cell_name_the_row(tmp_path):
    file = docx.Document()
    table = file.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "結合"
    table.cell(1, 1).text = "二"
    covered = table.rows[1]._tr.tc_lst[0].p_lst[0]
    bookmark(docx.text.paragraph.Paragraph(covered, None), "row_2")
    file.save(tmp_path / "a.docx")
    (block,) = blocks_of(tmp_path / "a.docx")
    assert isinstance(block, TableBlock)
    assert [(cell.text, cell.rows, cell.anchors) for cell in block.cells] == [
        ("結合", 2, ()),
        ("", 1, ()),
        ("二", 1, ((0, "row_2"),)),
    ]


def shared(count, words):
    comments = [pc.Comment(f"{number}", summary=f"意見{number}" * 30) for number in range(1, count + 1)]
    answer = pc.Response("A1", [one.id for one in comments], [pc.ResponsePart(words)])
    return pc.Consultation("長い回答", comments=comments, responses=[answer])


def test_an_answer_that_is_printed_again_on_the_next_page_is_one_answer(tmp_path):
    given = shared(60, "共通の回答です。" * 20)
    pc.write(pc.build_report(given), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        assert "again_1" in file.read("word/document.xml").decode()
    found = pc.read_published(tmp_path / "a.docx").consultation
    (answer,) = found.responses
    assert answer.comment_ids == tuple(str(number) for number in range(1, 61))
    assert answer.parts[0].text == "共通の回答です。" * 20


def test_signs_that_keep_the_direction_of_writing_apart_are_no_text(tmp_path):
    words = "\u202e逆向き"
    given = pc.Consultation(
        "題", comments=[pc.Comment("1", summary=words)], responses=[pc.Response("A1", ["1"], [pc.ResponsePart("答")])]
    )
    pc.write(pc.build_report(given), tmp_path / "a.docx")
    pc.write(pc.build_report(given), tmp_path / "a.html")
    read = [pc.read_published(tmp_path / name).consultation.comments for name in ("a.docx", "a.html")]
    assert read[0] == read[1]
    assert "\u2068" not in read[0][0].published_text
