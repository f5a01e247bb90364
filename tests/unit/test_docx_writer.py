"""The Word file: whole tables, links that lead somewhere, texts that come back, nothing that travels along."""

import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import mammoth
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from plancomment.read.published.bookmarks import anchor_of
from plancomment.report.controls import has_bidi_controls, lines, visible
from plancomment.report.diagram import Diagram, DiagramEdge, DiagramNode
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.docx import render
from plancomment.report.docx.bookmarks import bookmark_names
from plancomment.report.look import Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The order of the schema (ECMA-376, part 1, annex A); Word refuses a file that has another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike dstrike vanish color spacing w kern position sz szCs highlight u shd lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "sectPr": "headerReference footerReference type pgSz pgMar pgBorders pgNumType cols titlePg docGrid",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
}  # fmt: skip
HOSTILE = [
    "</w:t></w:r><w:r>]]> &amp; <!-- <![CDATA[",
    "\"引用\" '単引用' =1+1 {{x}} a<b",
    "tab\there\r\nand\rlines\n",
    "\u3000 全角と空白  ",
    "𠮷野家 葛\U000e0100城 ｶﾞ 👨‍👩‍👧",
]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, name: str = "word/document.xml"):
    return etree.fromstring(parts(data)[name])


def page(*texts: str, **look) -> Document:
    table = Table((Column("意見"),), [Row((Cell((Run(text),)),)) for text in texts], caption="表")
    return Document("結果", [Section("節", [table])], look=Look(**look))


def cells(data: bytes) -> list[str]:
    return [
        cell.text for table in python_docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells
    ]


def shared(count: int, comment: str, answer: str, **more) -> Document:
    """So many comments with one answer."""
    rows = [
        Row(
            (
                Cell((Run(str(number)),), header=True),
                Cell((Run(comment),)),
                *([Cell((Run(answer, anchor="answer-R"),), rowspan=count)] if number == 0 else []),
            ),
            anchor=f"comment-{number}",
        )
        for number in range(count)
    ]
    table = Table((Column("No."), Column("意見", 5), Column("考え方", 5)), rows)
    return Document("結果", [Section("一覧", [table])], **more)


def merges(data: bytes) -> list[str | None]:
    """Of the last column, from the first row below the titles on."""
    found = []
    for row in list(root(data).iter(f"{W}tr"))[1:]:
        merge = row.findall(f"{W}tc")[-1].find(f"{W}tcPr/{W}vMerge")
        found.append(None if merge is None else merge.get(f"{W}val", "continue"))
    return found


def test_the_order_of_properties_is_that_of_the_schema():
    document = shared(30, "意見" * 40, "考え方" * 30, look=Look(landscape="all"), notes=["注"], publisher="架空市")
    for name, part in parts(render(document)).items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        for element in etree.fromstring(part).iter():
            order = ORDER.get(etree.QName(element).localname, "").split()
            if order:
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_and_adds_no_element(text):
    data = render(page(text, "次"))
    assert cells(data) == ["意見", "\n".join(lines(text)), "次"]
    assert len(list(root(data).iter(f"{W}tr"))) == 3


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
@example("a\x00b\ud800\x0b\ufffe")
def test_any_text_comes_back_as_it_is_shown(text):
    assert cells(render(page(text)))[1] == "\n".join(lines(visible(text)))


def test_mammoth_reads_the_same_texts():
    texts = ["一つ目の意見", "a<b & c", "行\n二行"]
    html = mammoth.convert_to_html(io.BytesIO(render(page(*texts)))).value
    for text in ("結果", "節", "一つ目の意見", "a&lt;b &amp; c", "<p>行</p><p>二行</p>"):
        assert text in html


def test_controls_of_direction_are_isolated_among_other_runs_and_end_with_the_line():
    mixed = Document("題", [Section("節", [Paragraph((Run("甲\u202e乙"), Run("丙")))])])
    text = "".join(root(render(mixed)).itertext())
    assert "\u2068甲\u202e乙\u2069丙" in text
    assert cells(render(page("甲\u202e乙")))[1] == "甲\u202e乙"
    assert has_bidi_controls(text)


def test_same_bytes_in_another_process(tmp_path: Path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_docx_writer as t;"
        "sys.stdout.buffer.write(t.render(t.shared(30, '意見' * 40, '考え方' * 30)))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/Lima"))
    }
    assert made == {render(shared(30, "意見" * 40, "考え方" * 30))}


def test_nothing_but_what_was_asked_for_is_in_the_file():
    found = parts(render(page("意見")))
    assert sorted(found) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    everything = b"".join(found.values())
    assert not re.search(rb"External|creator|w:author|dcterms:created|rsid|vanish|attachedTemplate", everything)
    assert all(
        name.encode() in found["[Content_Types].xml"] for name in found if name.startswith("word/") and "_" not in name
    )


def test_properties_are_those_of_the_look():
    look = Look(author="企画課", subject="件名", keywords=("意見", "公表"), dated=datetime.date(2024, 3, 1))
    given = python_docx.Document(io.BytesIO(render(Document("題\n目", look=look)))).core_properties
    assert (given.title, given.author, given.subject, given.keywords) == ("題 目", "企画課", "件名", "意見, 公表")
    assert given.created.date() == given.modified.date() == datetime.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("marks", "old", "new"),
    [("underline", {"u"}, {"u"}), ("strike", {"strike"}, {"u"}), ("color", {"u"}, {"u"})],
)
def test_changed_words_are_marked_as_the_look_says(marks, old, new):
    runs = [
        Run("旧", "underline", tag="del"),
        Run("新", "underline", tag="ins"),
        Run("号", "double-underline", tag="ins"),
    ]
    runs += [Run("強", "strong"), Run("消", "strike"), Run("淡", "muted")]
    data = render(Document("題", [Section("節", [Paragraph(tuple(runs))])], look=Look(marks=marks)))
    looks = {}
    for run in root(data).iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        names = {etree.QName(one).localname: one.get(f"{W}val") for one in properties} if properties is not None else {}
        looks["".join(run.itertext())] = names
    assert set(looks["旧"]) - {"rStyle"} == old
    assert set(looks["新"]) - {"rStyle"} == new
    assert (looks["旧"]["rStyle"], looks["新"]["rStyle"]) == ("PlanDeleted", "PlanInserted")
    assert looks["号"]["u"] == "double"
    assert "b" in looks["強"]
    assert "strike" in looks["消"]
    assert looks["淡"]["rStyle"] == "PlanMuted"
    assert (b"00539C" in parts(data)["word/styles.xml"]) == (marks == "color")


def test_one_font_for_every_script_and_the_language():
    styles = root(render(Document("題", look=Look(font="ＭＳ 明朝", heading_font="ＭＳ ゴシック"))), "word/styles.xml")
    found = {tuple(one.attrib.values()) for one in styles.iter(f"{W}rFonts")}
    assert found == {("ＭＳ 明朝",) * 4, ("ＭＳ ゴシック",) * 4}
    assert styles.find(f".//{W}lang").get(f"{W}val") == "ja-JP"
    english = root(render(Document("Title", lang="en")), "word/styles.xml")
    assert english.find(f".//{W}lang").get(f"{W}val") == "en-US"


def test_sections_are_turned_where_they_ask_for_it():
    sections = [Section("縦", level=1), Section("横", landscape=True), Section("縦", level=1)]
    for wanted, turned in (("wide", [0, 1, 0]), ("all", [1]), ("none", [0])):
        sizes = root(render(Document("題", sections, look=Look(landscape=wanted)))).iter(f"{W}pgSz")
        assert [one.get(f"{W}orient") == "landscape" for one in sizes] == [bool(one) for one in turned]
    assert next(root(render(Document("題", look=Look(paper="A3")))).iter(f"{W}pgSz")).get(f"{W}w") == "16838"


def test_titles_are_repeated_and_widths_stand_in_grid_and_cells():
    data = render(shared(3, "意見", "考え方"))
    rows = list(root(data).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    grid = [int(one.get(f"{W}w")) for one in root(data).iter(f"{W}gridCol")]
    assert sum(grid) == 9638
    for row in rows:
        assert [int(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")] == grid


def test_a_low_merged_cell_stays_whole_and_a_high_one_is_repeated():
    assert merges(render(shared(3, "意見", "考え方"))) == ["restart", "continue", "continue"]
    data = render(shared(40, "意見" * 30, "考え方です。" * 10))
    blocks = merges(data)
    assert blocks[0] == "restart"
    assert blocks.count("restart") > 3
    assert set(blocks) == {"restart", "continue"}
    again = [one.get(f"{W}name") for one in root(data).iter(f"{W}bookmarkStart") if "again" in one.get(f"{W}name")]
    assert again == [f"again_{number}" for number in range(1, blocks.count("restart"))]
    assert "".join(root(data).itertext()).count("（再掲）" + "考え方です。" * 10) == len(again)
    # Rows of one block stay on one page; a block never stays with the next.
    kept = [row.find(f".//{W}keepNext") is not None for row in list(root(data).iter(f"{W}tr"))[1:]]
    assert all(keeps == (following == "continue") for keeps, following in zip(kept, [*blocks[1:], None], strict=True))


def test_a_long_answer_is_cut_where_it_is_repeated_and_leads_to_the_whole():
    data = render(shared(30, "意見" * 60, "\n".join(["長い考え方を書きました。" * 10] * 20)))
    text = "".join(root(data).itertext())
    assert "…（全文は上の「0」の欄のとおり）" in text
    link = next(root(data).iter(f"{W}hyperlink"))
    assert link.get(f"{W}anchor") == "comment_0"
    english = render(shared(30, "opinion " * 30, "an answer " * 500, lang="en"))
    assert "… (in full above, at 0)" in "".join(root(english).itertext())


def test_a_short_cell_is_repeated_without_a_word():
    data = render(shared(40, "意見" * 60, "②"))
    assert "再掲" not in "".join(root(data).itertext())
    assert "again_1" in parts(data)["word/document.xml"].decode()


def test_headings_totals_levels_and_numbers():
    rows = [
        Row((Cell((Run("区分", "strong"),), colspan=2, header=True),), kind="heading"),
        Row((Cell((Run("項目"),), header=True), Cell((Run("3件"),), number=3)), level=1),
        Row((Cell((Run("合計"),)), Cell((Run("3件"),))), kind="total"),
    ]
    table = Table((Column("項目", 3), Column("件数", align="end")), rows, caption="表", notes=["注の文"])
    data = render(Document("題", [Section("節", [table], level=1)]))
    rows = list(root(data).iter(f"{W}tr"))
    assert rows[1].find(f".//{W}gridSpan").get(f"{W}val") == "2"
    assert rows[2].find(f".//{W}ind").get(f"{W}left") == "200"
    assert [one.get(f"{W}val") for one in rows[2].iter(f"{W}jc")] == ["right"]
    assert {one.get(f"{W}val") for one in rows[3].iter(f"{W}pStyle")} == {"PlanTotal"}
    # The row before the sum stays with it.
    assert rows[2].find(f".//{W}keepNext") is not None
    styles = [one.get(f"{W}val") for one in root(data).iter(f"{W}pStyle")]
    assert styles[:3] == ["Title", "Heading1", "Caption"]
    assert styles[-2:] == ["PlanNote", "PlanBehind"]


def test_links_lead_to_bookmarks_and_bookmarks_stand_once():
    table = Table(
        (Column("甲"), Column("乙")),
        [
            Row(
                (Cell((Run("一", link="row~41~-b~~2"),)), Cell((Run("二", anchor="Row-1"),), anchor="row-1")),
                anchor="row~41~-b~~2",
            )
        ],
        anchor="table",
    )
    long = "part-" + "長い名前" * 12
    runs = (Run("先", link=long, anchor=long), Run("名", link="row-1"), Run("行", link="Row-1"))
    data = render(Document("題", [Section("節", [Paragraph(runs), table], anchor="section-a")], anchor="result-of"))
    names = [one.get(f"{W}name") for one in root(data).iter(f"{W}bookmarkStart")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", name) for name in names)
    assert {one.get(f"{W}anchor") for one in root(data).iter(f"{W}hyperlink")} <= set(names)
    ids = [one.get(f"{W}id") for one in root(data).iter(f"{W}bookmarkStart")]
    assert ids == [one.get(f"{W}id") for one in root(data).iter(f"{W}bookmarkEnd")]
    assert len(set(ids)) == len(ids)


@settings(max_examples=200)
@given(st.lists(st.from_regex(r"[\w.~-]{1,60}", fullmatch=True), unique=True, max_size=6))
@example(["a--b", "a-.b-", "again-5", "L1-2-x", "A-b", "a-b", "9", "given-1~~~n~", "区分①-𠮷"])
def test_every_anchor_comes_back_from_its_bookmarks(anchors):
    names = bookmark_names(anchors)
    written = [name for one in names.values() for name in one]
    assert len({name.lower() for name in written}) == len(written)
    for anchor, own in names.items():
        assert all(len(name) <= 40 and re.fullmatch(r"[^\W\d]\w*", name) for name in own)
        joined = "".join(re.sub(r"^L\d+_\d+_", "", name) for name in own)
        assert anchor_of(joined) == anchor


def test_a_diagram_is_a_table_of_its_lines():
    left = [DiagramNode("a", "意見1", "文", link="x"), DiagramNode("b", "意見2")]
    right = [DiagramNode("p", "箇所1"), DiagramNode("q", "箇所2"), DiagramNode("r", "箇所3")]
    edges = [DiagramEdge("a", "p"), DiagramEdge("a", "q", "dashed")]
    drawn = Diagram(left, right, edges, ("意見", "箇所"), (("dashed", "引用"),), "対応図", "picture", ("注",))
    data = render(Document("題", [Section("節", [drawn], anchor="x")]))
    assert cells(data)[:9] == [
        "意見",
        "種類",
        "箇所",
        "意見1\u3000文",
        "実線",
        "箇所1",
        "意見1\u3000文",
        "引用",
        "箇所2",
    ]
    assert cells(data)[9:] == ["意見2", "", "", "", "", "箇所3"]


def test_python_docx_sees_one_table_for_each_even_without_captions():
    table = Table((Column("甲"),), [Row((Cell((Run("乙"),)),))])
    assert len(python_docx.Document(io.BytesIO(render(Document("題", [Section("節", [table, table])])))).tables) == 2


def test_an_empty_document():
    found = python_docx.Document(io.BytesIO(render(Document("題"))))
    assert [one.text for one in found.paragraphs] == ["題"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path):
    place = tmp_path / "a.docx"
    place.write_bytes(render(shared(12, "意見" * 60, "\n".join(["考え方" * 40] * 9))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(place)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
