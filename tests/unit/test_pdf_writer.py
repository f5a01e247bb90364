"""PDF files: what they show, what two other readers see in them, and what no word of the public can do there."""

import datetime
import io
import os
import re
import subprocess
import sys

import pytest

import plancomment as pc
from plancomment.errors import MissingExtraError, UnknownFormatError
from plancomment.report import pdf
from plancomment.report.diagram import Diagram, DiagramEdge, DiagramNode
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.look import Look
from plancomment.report.pdf.fonts import GOTHIC, MINCHO, choose_fonts

typst = pytest.importorskip("typst")
pdfium = pytest.importorskip("pypdfium2")
pdfplumber = pytest.importorskip("pdfplumber")
resolve1 = pytest.importorskip("pdfminer.pdftypes").resolve1
if not {*MINCHO, *GOTHIC} & set(typst.Fonts().families()):
    pytest.skip("no font with Japanese is installed", allow_module_level=True)

HOSTILE = '#read("/etc/passwd") *太字* $x$ @ref // 消える /* も */ `c` <a> \\ ~ -- = # [x] #[y] #panic()'


def squeezed(text):
    return re.sub(r"[\s\u2068\u2069\ufffe]", "", text)


def pages(data):
    file = pdfium.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in file]


def text_of(data):
    return squeezed("".join(pages(data)))


def table(*texts, **more):
    return Table(
        [Column("番号", 1), Column("文", 5)], [Row([Cell([Run("1")]), Cell([Run(one)])]) for one in texts], **more
    )


def page(*blocks, look=None, **more):
    return Document("表題", [Section("節", blocks)], look=look or Look(), **more)


def test_every_text_of_the_bundled_example_is_there(tmp_path):
    project = pc.load_project("examples/minato")
    trace = pc.trace(project.comparison, project.consultation, links=project.links, causes=project.causes)
    document = pc.build_report(project.consultation, comparison=project.comparison, trace=trace)
    pc.write(document, tmp_path / "a.pdf")
    seen = text_of((tmp_path / "a.pdf").read_bytes())
    for section in document.sections:
        assert squeezed(section.title) in seen
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        # A cell may go on over the page, so each end of it is looked for.
                        for end in (squeezed(cell.text)[:10], squeezed(cell.text)[-10:]):
                            assert end in seen, cell.text


def test_words_of_the_public_are_no_markup():
    data = pdf.render(page(Paragraph([Run(HOSTILE)]), table(HOSTILE)))
    assert text_of(data).count(squeezed(HOSTILE)) == 2
    assert b"root:" not in data


def test_line_breaks_and_white_space_stay():
    words = "一行目\r\n\u3000二行目\r三行目\n\n五行目\tタブ"
    data = pdf.render(page(Paragraph([Run(words)])))
    seen = [squeezed(line) for line in pages(data)[0].splitlines()]
    assert [line for line in seen if "行目" in line] == ["一行目", "二行目", "三行目", "五行目タブ"]
    with pdfplumber.open(io.BytesIO(data)) as file:
        signs = {one["text"]: one for one in reversed(file.pages[0].chars)}
    tops = [signs[one]["top"] for one in "一二三五"]
    assert tops[3] - tops[2] > 1.5 * (tops[2] - tops[1])
    assert signs["二"]["x0"] > signs["一"]["x0"]


def test_titles_stand_on_every_page_and_merged_cells_cover_their_rows():
    rows = [Row([Cell([Run("1")]), Cell([Run("回答" * 40)], rowspan=40)])]
    rows += [Row([Cell([Run(f"意見{number}" * 30)])]) for number in range(39)]
    data = pdf.render(page(Table([Column("左の題", 1), Column("右の題", 2)], rows)))
    shown = pages(data)
    assert len(shown) > 2
    assert all("左の題右の題" in squeezed(one) for one in shown)
    with pdfplumber.open(io.BytesIO(data)) as file:
        found = file.pages[1].find_tables()[0]
    assert len({cell[2] for cell in found.cells}) == 2


def test_links_lead_to_their_anchors_whatever_they_are_called():
    names = ["comment-1", "given-2-47~~2", "区分①-𠮷", "a.b_c"]
    rows = [Row([Cell([Run("x", anchor=name)]), Cell([Run("y", link=name)])], anchor=f"row-{n}")
            for n, name in enumerate(names)]  # fmt: skip
    data = pdf.render(page(Table([Column("a"), Column("b")], rows)))
    with pdfplumber.open(io.BytesIO(data)) as file:
        links = file.pages[0].annots
        places = [resolve1(one["data"]["Dest"]) for one in links]
    assert len(places) == len(names)
    heights = [float(resolve1(place)[3]) for place in places]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == len(names)


def test_the_file_says_what_the_look_says_and_nothing_else():
    plain = pdfium.PdfDocument(pdf.render(page(table("文")))).get_metadata_dict(skip_empty=True)
    assert set(plain) == {"Title", "Creator"}
    assert plain["Title"] == "表題"
    look = Look(author="町", subject="結果", keywords=["意見", "計画"], dated=datetime.date(2025, 3, 4))
    told = pdfium.PdfDocument(pdf.render(page(table("文"), look=look))).get_metadata_dict()
    assert (told["Author"], told["Subject"]) == ("町", "結果")
    assert "20250304" in told["CreationDate"]


def test_it_is_tagged_in_its_language_and_says_ua():
    data = pdf.render(page(table("文"), lang="en"))
    file = pdfium.PdfDocument(data)
    assert pdfium.raw.FPDFCatalog_IsTagged(file.raw)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_landscape_sections_have_pages_of_their_own():
    sections = [Section("縦", [table("文")]), Section("横", [table("文")], landscape=True), Section("縦二", [])]

    def shapes(**look):
        file = pdfium.PdfDocument(pdf.render(Document("題", sections, look=Look(**look))))
        return [one.get_width() > one.get_height() for one in file]

    assert shapes() == [False, True, False]
    assert shapes(landscape="all") == [True]
    assert shapes(landscape="none") == [False]
    a3 = pdfium.PdfDocument(pdf.render(Document("題", look=Look(paper="A3"))))
    assert round(a3[0].get_width() / 72 * 25.4) == 297


@pytest.mark.parametrize("marks", ["underline", "strike", "color"])
def test_changed_words_are_marked_by_lines(marks):
    def lines_of(runs):
        data = pdf.render(page(Paragraph(runs), look=Look(marks=marks)))
        with pdfplumber.open(io.BytesIO(data)) as file:
            return len(file.pages[0].lines) + len(file.pages[0].rects) + len(file.pages[0].curves)

    plain = lines_of([Run("文字")])
    assert lines_of([Run("文字", "underline", tag="ins")]) == plain + 1
    assert lines_of([Run("文字", "underline", tag="del")]) == plain + 1
    assert lines_of([Run("文字", "double-underline", tag="ins")]) == plain + 2
    assert lines_of([Run("文字", "strike")]) == plain + 1


def test_a_character_that_no_font_has_is_shown_by_its_number():
    seen = text_of(pdf.render(page(table("外字\ue000と\U0010fff0の字"))))
    assert "外字［U+E000］と［U+10FFF0］の字" in seen
    assert "書体にない文字" in seen


def test_figures_have_a_chart_and_a_diagram_is_left_out():
    rows = [Row([Cell([Run(name)]), Cell([Run(f"{n}件")], number=n)]) for name, n in (("東", 3), ("西", 9))]
    rows.append(Row([Cell([Run("計")]), Cell([Run("12件")], number=12)], kind="total"))
    given = Table(
        [Column("区分"), Column("件数", align="end")], rows, chart="bar", caption="区分別", notes=["注\n二行"]
    )
    drawn = Diagram([DiagramNode("a", "図の左")], [DiagramNode("b", "図の右")], [DiagramEdge("a", "b")], ("左", "右"))
    data = pdf.render(page(given, drawn))
    seen = text_of(data)
    assert seen.count("9件") == 2
    assert seen.count("12件") == 1
    assert "図の左" not in seen
    flat = pdf.render(page(Table(given.columns, [Row([Cell([Run("東")]), Cell([Run("三")])])], chart="bar")))
    assert text_of(flat).count("三") == 1


def test_a_document_without_anything_is_a_page():
    assert len(pages(pdf.render(Document("")))) == 1


def test_a_font_that_is_not_there_is_named():
    with pytest.raises(UnknownFormatError, match="'Noto Serif CJK JQ' is not installed; is it one of Noto"):
        choose_fonts(Look(font="Noto Serif CJK JQ"), {"Noto Serif CJK JP"})
    with pytest.raises(UnknownFormatError, match=r"'x'.*'y'"):
        choose_fonts(Look(font="x", heading_font="y"), {"Meiryo"})
    with pytest.raises(UnknownFormatError, match=r"a font with Japanese.*MS Mincho"):
        choose_fonts(Look(), {"DejaVu Sans"})
    assert choose_fonts(Look(), {"Meiryo", "DejaVu Sans"}).text == ("Meiryo",)
    assert choose_fonts(Look(font="dejavu sans"), {"Meiryo", "DejaVu Sans"}).text == ("DejaVu Sans", "Meiryo")


def test_what_typst_refuses_is_one_error(monkeypatch):
    def refuse(*args, **more):
        raise typst.TypstError("something else")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(UnknownFormatError, match="something else"):
        pdf.render(page(table("文")))


def test_without_typst_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match="typst"):
        pdf.render(page(table("文")))


@pytest.mark.parametrize("surroundings", [{"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, {"TZ": "UTC", "LC_ALL": "C"}])
def test_the_same_bytes_in_another_process(surroundings, tmp_path):
    code = (
        "import sys, plancomment as pc\n"
        "project = pc.load_project('examples/minato')\n"
        "pc.write(pc.build_report(project.consultation, comparison=project.comparison), sys.argv[1])\n"
    )
    project = pc.load_project("examples/minato")
    pc.write(pc.build_report(project.consultation, comparison=project.comparison), tmp_path / "a.pdf")
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "b.pdf")], check=True, env={**os.environ, **surroundings}
    )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
