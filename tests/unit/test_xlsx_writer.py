"""Excel: every text is read back as it was by three readers, nothing becomes a formula, and nothing travels along."""

import builtins
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import plancomment as pc
from plancomment.errors import MissingExtraError, WriteError
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks
from plancomment.report import render as render_any
from plancomment.report.diagram import Diagram, DiagramNode
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.look import Look
from plancomment.report.xlsx import places
from plancomment.report.xlsx.book import render
from plancomment.report.xlsx.formats import number_format
from plancomment.report.xlsx.lengths import long_cells
from plancomment.report.xlsx.measures import HIGHEST, text_height
from plancomment.report.xlsx.names import column_letters, sheet_name
from plancomment.report.xlsx.rows import Slot, lay
from plancomment.report.xlsx.texts import LIMIT, Text, cut, fragments, units, written

ROOT = Path(__file__).parents[2]
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "{=A1}",
    "http://example.jp/?a=1#b",
    "mailto:taro@example.jp",
    "internal:Sheet1!A1",
    "external:c:\\x.xlsx",
    "file:///etc/passwd",
    "_x000D_",
    "_x0041_x0042_x0043_",
    "<r><t>乗っ取り</t></r>",
    "<r></r>",
    "<si><t>x</t></si> &amp; ]]>",
    " 前後の空白 ",
    "\u3000全角の空白\u3000",
    "\n",
    "\t",
    "一行目\r\n二行目\r三行目\n",
    "\x00\x08\x1f\x7f\x85\ufffe\ud800",
    "\U00020bb7野家で👍",
    "葛\U000e0100城",
    "'単引用",
    "007",
    "2-1",
    "TRUE",
    "#N/A",
    "1e5",
    "\u202eabc\u202c",
    "",
]


def cell(text: str, rowspan: int = 1, colspan: int = 1, **more: object) -> Cell:
    return Cell((Run(text),), rowspan, colspan, **more)


def head(text: str, rowspan: int = 1) -> Cell:
    return Cell((Run(text),), rowspan, header=True)


def texts_table(*rows: Row, caption: str = "一覧", **more: object) -> Table:
    return Table((Column("番号", 1), Column("意見", 5), Column("考え方", 5)), rows, caption=caption, **more)


def figures(*counts: int, caption: str = "件数の表", unit: str = "件", **more: object) -> Table:
    rows = [Row((head(f"区分{n}"), cell(f"{count}{unit}", number=count))) for n, count in enumerate(counts)]
    return Table((Column("区分", 3), Column("件数", align="end", unit=unit)), rows, caption=caption, **more)


def document(*tables: Table, title: str = "題", **more: object) -> Document:
    return Document(title, [Section("節", tables)], **more)


def minato(lang: str = "ja") -> Document:
    project = pc.load_project(ROOT / "examples/minato")
    made = pc.examine(project)
    return pc.build_report(
        project.consultation, comparison=project.comparison, trace=made.trace, findings=made.findings, lang=lang
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_xml(data: bytes, number: int = 1) -> ElementTree.Element:
    return ElementTree.fromstring(parts(data)[f"xl/worksheets/sheet{number}.xml"])


def with_openpyxl(data: bytes) -> list[list[list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[["" if one is None else str(one) for one in row] for row in sheet.values] for sheet in book]


def with_calamine(data: bytes) -> list[list[list[str]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return [[[f"{one:g}" if isinstance(one, float) else str(one) for one in row] for row in rows] for rows in sheets]


def with_ours(data: bytes) -> list[list[list[str]]]:
    blocks = read_blocks(data, "a.xlsx", Limits(), keep_struck=True).blocks
    return [[[""] * one.width] * (one.first_row - 1) + one.grid() for one in blocks]


def body(rows: list[list[str]], width: int = 3) -> list[list[str]]:
    """The rows below the titles, as wide as the table."""
    start = next(number for number, row in enumerate(rows) if row[0] == "番号") + 1
    return [row[:width] for row in rows[start:]]


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("read", [with_openpyxl, with_calamine, with_ours], ids=lambda read: read.__name__)
def test_hostile_texts_are_read_back_as_they_were(read):
    rows = [
        Row((head(str(n)), cell(text), Cell((Run(text, emphasis="underline", tag="ins"), Run("尾")))))
        for n, text in enumerate(HOSTILE)
    ]
    data = render(document(texts_table(*rows)))
    assert body(read(data)[0]) == [[str(n), written(text), written(text) + "尾"] for n, text in enumerate(HOSTILE)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=()), max_size=20), min_size=2, max_size=2), max_size=4)
)
def test_any_text_is_read_back(pairs):
    rows = [Row((head("x"), cell(a), Cell((Run(a, emphasis="strike"), Run(b))))) for a, b in pairs]
    data = render(document(texts_table(*rows)))
    said = [["x", written(a), written(a) + written(b)] for a, b in pairs]
    assert body(with_calamine(data)[0])[: len(said)] == said
    assert body(with_ours(data)[0])[: len(said)] == said


def test_no_text_becomes_a_formula_or_a_link_and_nothing_outside_is_named():
    section = Section("=1", [Paragraph((Run("=p"),)), *(figures(1, caption=one, chart="bar") for one in HOSTILE)])
    rows = [Row((head(text), cell(text), cell(text))) for text in HOSTILE]
    named = [Row((head(text), cell("3件", number=3))) for text in HOSTILE]
    bars = Table((Column("=B1"), Column("=B2", align="end")), named, caption="=x!A1", chart="bar")
    section = attrs.evolve(section, blocks=(*section.blocks, bars))
    listed = Section("=2", [texts_table(*rows, caption="=c", notes=HOSTILE)])
    found = parts(render(Document("=t", [section, listed], publisher="=p", notes=HOSTILE)))
    for name, data in found.items():
        tree = ElementTree.fromstring(data)
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not tags & {"hyperlink", "legacyDrawing", "externalReference", "oleObject", "comment"}, name
        if name.startswith("xl/worksheets/sheet"):
            assert "f" not in tags
        for element in tree.iter():
            assert element.get("TargetMode") is None
    charts = "".join(data.decode() for name, data in found.items() if name.startswith("xl/charts/"))
    assert set(re.findall(r"<c:f>(?:'=1'![$A-Z0-9:]+)</c:f>", charts)) == set(re.findall(r"<c:f>.*?</c:f>", charts))


def test_only_what_excel_needs_travels_along():
    found = parts(render(minato()))
    known = r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml|"
    known += r"xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
    known += r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/(?:charts/chart|drawings/drawing)\d+\.xml"
    known += r"|xl/drawings/_rels/drawing\d+\.xml\.rels"
    assert all(re.fullmatch(known, name) for name in found)
    workbook = ElementTree.fromstring(found["xl/workbook.xml"])
    assert all(sheet.get("state") is None for sheet in workbook.iter(f"{SPACE}sheet"))
    # Excel keeps print areas, print titles and filters as names of its own; there are no others.
    names = {name.get("name") for name in workbook.iter(f"{SPACE}definedName")}
    assert names <= {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}
    for name, data in found.items():
        if name.startswith("xl/worksheets/sheet"):
            tree = ElementTree.fromstring(data)
            assert not [one for one in tree.iter() if one.get("hidden")]


def test_properties_are_the_title_the_language_and_what_the_look_says():
    core = parts(render(document(title="題<&>")))["docProps/core.xml"].decode()
    assert re.findall(r"<(?:dc|cp|dcterms):(\w+)[ >]", core) == ["coreProperties", "title", "language"]
    assert "<dc:title>題&lt;&amp;&gt;</dc:title><dc:language>ja</dc:language>" in core
    look = Look(author="みなと野市", subject="件名", keywords=("a", "b"), dated=datetime.date(2026, 3, 1))
    core = parts(render(document(look=look)))["docProps/core.xml"].decode()
    assert "<dc:creator>みなと野市</dc:creator>" in core
    assert "<cp:keywords>a, b</cp:keywords>" in core
    assert core.count("2026-03-01T00:00:00Z") == 2


def test_same_document_same_bytes_in_other_processes_zones_and_hash_seeds(tmp_path):
    code = (
        "import sys, test_xlsx_writer as t; from pathlib import Path; "
        "Path(sys.argv[1]).write_bytes(t.render(t.minato()))"
    )
    made = []
    for number, (seed, zone) in enumerate([("0", "Asia/Tokyo"), ("1", "UTC"), ("77", "America/New_York")]):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parent)}
        path = tmp_path / f"{number}.xlsx"
        subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=True)
        made.append(path.read_bytes())
    assert made[0] == made[1] == made[2] == render(minato())


# ── long texts ───────────────────────────────────────────────────────────────────────────────────────


def test_a_text_longer_than_a_cell_stands_in_several_and_is_told():
    long = "長い意見。\n" * 9_000 + "\U00020bb7" * 20_000
    rows = [
        Row((head("1"), cell(long, anchor="a"), cell("答"))),
        Row((head("2"), cell("短い"), cell(long, rowspan=2))),
        Row((head("3"), cell("短い"))),
    ]
    table = texts_table(*rows, caption="表")
    paragraph = Paragraph((Run("段" * 40_000),))
    made = Document("題", [Section("節", [table, paragraph])])
    data = render(made)
    for read in (with_openpyxl, with_calamine, with_ours):
        cells = [one for row in read(data)[0] for one in row if len(one) > 1_000]
        assert all(units(one) <= LIMIT for one in cells)
        joined = "".join(one.removeprefix("（続き）") for one in cells)
        assert joined == long * 2 + "段" * 40_000
    told = long_cells(made)
    length = len(long) + 20_000
    assert [(one.table, one.row, one.column, one.length, one.pieces) for one in told] == [
        ("表", 1, "意見", length, 3),
        ("表", 2, "考え方", length, 3),
        ("節", None, "", 40_000, 2),
    ]
    notes = [row[0] for row in with_openpyxl(data)[0] if "32,767字" in row[0]]
    assert notes == [
        "1行目の「意見」は、1つのセルに入る文字数（32,767字）を超えるため、3つのセルに分けています。",
        "2行目の「考え方」は、1つのセルに入る文字数（32,767字）を超えるため、3つのセルに分けています。",
    ]
    names = [row[-1] for row in with_openpyxl(data)[0]]
    assert [one for one in names if one.endswith(">")] == ["2>", "2>", "3>", "3>", "1>"]
    assert long_cells(document(texts_table(Row((cell("1"), cell("2"), cell("3")))))) == ()


@pytest.mark.parametrize("text", ["x" * LIMIT, "\U00020bb7" * (LIMIT // 2), "あ" * LIMIT])
def test_a_text_that_just_fits_is_not_cut(text):
    assert cut(fragments((Run(text),), "underline"), "（続き）") == (fragments((Run(text),), "underline"),)


def test_a_cut_never_parts_a_character():
    def pieces(text: str) -> list[str]:
        return [one.plain for one in cut(fragments((Run(text),), "underline"), "＞")]

    assert pieces("か\u3099" * LIMIT)[0] == "か\u3099" * (LIMIT // 2)
    assert pieces("a" + "👩\u200d👧" * 20_000)[0].endswith("👧")
    assert "".join(pieces("a" + "\u3099" * 50_000)).replace("＞", "") == "a" + "\u3099" * 50_000
    whole = "行\n" + "x" * 50_000 + "\n"
    assert "".join(pieces(whole)).replace("＞", "") == whole


def test_anchors_and_looks_follow_a_cut():
    runs = (Run("あ" * 30_000), Run("い" * 10_000, emphasis="underline", anchor="b"), Run("", anchor="end"))
    first, second = cut(fragments(runs, "underline"), "＞")
    assert first.anchors == ((30_000, "b"),)
    assert second.anchors == ((1 + 40_000 - LIMIT, "end"),)
    assert [len(text) for text, _ in second.fragments] == [1, 40_000 - LIMIT]
    assert second.fragments[1][1].underline == 1


# ── looks ────────────────────────────────────────────────────────────────────────────────────────────


def fonts(data: bytes) -> set[str]:
    """The fonts of all cells, fragments and charts."""
    found = parts(data)
    named = set(re.findall(rb'<(?:name|rFont) val="([^"]*)"', found["xl/styles.xml"] + found["xl/sharedStrings.xml"]))
    for name, part in found.items():
        if name.startswith("xl/charts/"):
            named |= set(re.findall(rb'<a:(?:latin|ea) typeface="([^"]*)"', part))
    return {one.decode() for one in named}


def test_every_cell_fragment_and_chart_has_the_japanese_font():
    made = minato()
    whole = attrs.evolve(made, sections=(*made.sections, Section("図", [figures(3, 1, chart="bar")])))
    data = render(whole)
    assert fonts(data) == {"游ゴシック"}
    shared = ElementTree.fromstring(parts(data)["xl/sharedStrings.xml"])
    pieces = list(shared.iter(f"{SPACE}r"))
    assert pieces
    assert all(piece.find(f"{SPACE}rPr/{SPACE}rFont") is not None for piece in pieces)
    look = Look(font="ＭＳ 明朝", heading_font="ＭＳ ゴシック")
    assert fonts(render(attrs.evolve(whole, look=look))) == {"ＭＳ 明朝", "ＭＳ ゴシック"}


@pytest.mark.parametrize(
    ("marks", "old", "new"),
    [
        ("underline", ("<u/>", ""), ("<u/>", "")),
        ("strike", ("<strike/>", ""), ("<u/>", "")),
        ("color", ("<u/>", "FFA61B1B"), ("<u/>", "FF0B5A2A")),
    ],
)
def test_changed_words_look_as_the_look_says(marks, old, new):
    runs = [
        Run("前"),
        Run("旧", emphasis="underline", tag="del"),
        Run("間"),
        Run("新", emphasis="underline", tag="ins"),
        Run("札", emphasis="double-underline", tag="ins"),
        Run("消", emphasis="strike"),
        Run("太", emphasis="strong"),
        Run("淡", emphasis="muted"),
    ]
    data = render(document(texts_table(Row((head("1"), Cell(runs), cell("")))), look=Look(marks=marks)))
    shared = parts(data)["xl/sharedStrings.xml"].decode()
    looks = {text: look for look, text in re.findall(r"<r><rPr>(.*?)</rPr><t[^>]*>(.)</t></r>", shared)}
    for text, (sign, color) in (("旧", old), ("新", new)):
        assert sign in looks[text]
        assert (color or 'theme="1"') in looks[text]
    assert '<u val="double"/>' in looks["札"]
    assert "<strike/>" in looks["消"]
    assert "<b/>" in looks["太"]
    assert "FF595959" in looks["淡"]
    assert looks["前"].count("<") == 4


def test_a_text_of_one_look_has_it_as_its_cell():
    made = document(texts_table(Row((head("1"), Cell((Run("全部", emphasis="underline", tag="ins"),)), cell("")))))
    sheet = openpyxl.load_workbook(io.BytesIO(render(made))).active
    found = next(one for row in sheet.iter_rows() for one in row if one.value == "全部")
    assert found.font.underline == "single"


def test_figures_are_numbers_shown_with_their_unit():
    made = document(figures(0, 1979, 7, unit="人・団体"))
    sheet = openpyxl.load_workbook(io.BytesIO(render(made))).active
    shown = [(one.value, one.number_format) for row in sheet.iter_rows() for one in row if isinstance(one.value, int)]
    assert shown == [(0, '0"人・団体"'), (1979, '0"人・団体"'), (7, '0"人・団体"')]
    assert [row[1] for row in with_ours(render(made))[0][-3:]] == ["0人・団体", "1979人・団体", "7人・団体"]


@pytest.mark.parametrize(
    ("text", "number", "picture"),
    [
        ("1,979人", 1979, '#,##0"人"'),
        ("約12件", 12, '"約"0"件"'),
        ('3"', 3, '0\\"'),
        ("7", 7, "0"),
        ("十二件", 12, None),
        ("12件（うち1件）", 12, None),
        ("1件\n", 1, None),
        (f"{10**15}件", 10**15, None),
        ("1" + "件" * 300, 1, None),
    ],
)
def test_number_formats_print_the_text(text, number, picture):
    assert number_format(text, number) == picture


def test_a_number_whose_text_no_format_prints_stays_a_text():
    rows = [Row((head("a"), cell("十二件", number=12)))]
    made = document(Table((Column("区分"), Column("件数", align="end")), rows))
    assert with_openpyxl(render(made))[0][-1][:2] == ["a", "十二件"]


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────


def test_figures_share_a_sheet_and_each_table_of_texts_has_its_own():
    listed = texts_table(Row((head("1"), cell("甲"), cell("乙"))), caption="意見", notes=("注",))
    made = Document(
        "題",
        [
            Section("１　結果", [figures(1), figures(2, caption="別の表"), Paragraph((Run("段落"),))]),
            Section("２　意見", [Paragraph((Run("前書き"),)), listed, Paragraph((Run("後書き"),))]),
            Section("３　対応", [figures(3), listed, attrs.evolve(listed, columns=[Column(t) for t in "abc"])]),
            Section("４　空", []),
            Section("５　親", []),
            Section("子", [listed], level=2),
            Section("次の子", [listed], level=2),
        ],
        notes=("終わりの注",),
        publisher="みなと野市",
    )
    data = render(made)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["１　結果", "２　意見", "３　対応", "意見", "意見 (2)", "４　空", "５　親"]
    columns = {name: [row[0].value for row in book[name].iter_rows() if row[0].value] for name in book.sheetnames}
    assert columns["１　結果"][:4] == ["みなと野市", "題", "１　結果", "件数の表"]
    assert columns["２　意見"] == ["２　意見", "前書き", "意見", "番号", "1", "注", "後書き"]
    assert columns["５　親"] == [
        "５　親",
        "子",
        "意見",
        "番号",
        "1",
        "注",
        "次の子",
        "意見",
        "番号",
        "1",
        "注",
        "終わりの注",
    ]
    assert book["２　意見"].freeze_panes == "A5"
    assert book["２　意見"].auto_filter.ref == "A4:C5"
    assert book["２　意見"].print_title_rows == "$4:$4"
    assert book["１　結果"].auto_filter.ref is None
    assert book["５　親"].auto_filter.ref is None


def test_a_document_without_sections_has_one_sheet():
    for made in (Document("題"), Document("", notes=("注",)), Document("題", [Section("節")])):
        assert len(openpyxl.load_workbook(io.BytesIO(render(made))).sheetnames) == 1


def test_pages_are_set_up_for_print():
    listed = texts_table(Row((head("1"), cell("甲"), cell("乙"))), groups="項目")
    made = Document("題", [Section("縦", [figures(1)]), Section("横", [listed], landscape=True)])

    def pages(look: Look) -> list[tuple[str, int]]:
        book = openpyxl.load_workbook(io.BytesIO(render(attrs.evolve(made, look=look))))
        for sheet in book:
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
                1,
                0,
            ) or sheet.page_setup.fitToHeight == 0
            assert sheet.oddFooter.center.text == "&P / &N"
        return [(sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) for sheet in book]

    assert pages(Look()) == [("portrait", 9), ("landscape", 9)]
    assert pages(Look(landscape="all", paper="A3")) == [("landscape", 8), ("landscape", 8)]
    assert pages(Look(landscape="none", font='"&,')) == [("portrait", 9), ("portrait", 9)]


def test_column_widths_follow_their_shares():
    columns = [Column("a", 1), Column("b", 10), Column("c", 30)]
    rows = [Row([cell(t) for t in "xyz"])]
    sheet = openpyxl.load_workbook(io.BytesIO(render(document(Table(columns, rows))))).active
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[2] == pytest.approx(3 * widths[1], rel=0.05)
    assert widths[0] >= 5


def test_a_column_is_wide_enough_for_its_numbers():
    # Excel prints ### where a number does not fit.
    sheet = openpyxl.load_workbook(io.BytesIO(render(document(figures(31, 10**9, unit=" submissions"))))).active
    assert sheet.column_dimensions["B"].width > len("1000000000 submissions")
    heights = {row: sheet.row_dimensions[row].height for row in (5, 6)}
    assert max(heights.values()) < 25


def test_merged_cells_and_heading_rows_stand_as_they_are():
    table = texts_table(
        Row((cell("１　総論", colspan=3),), kind="heading", anchor="g"),
        Row((head("1"), cell("甲"), cell("共通の答え", rowspan=2))),
        Row((head("2"), cell("乙"))),
        Row((cell("（１）細目", colspan=3),), kind="heading", level=1),
        Row((head("3"), cell("丙"), cell("答え"))),
        groups="項目",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render(document(table)))).active
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A5:C5", "C6:C7", "A8:C8"} <= merged
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["番号", "意見", "考え方", "項目", "識別名"],
        ["１　総論", None, None, "１　総論", "g"],
        ["1", "甲", "共通の答え", "１　総論", "・"],
        ["2", "乙", None, "１　総論", "・"],
        ["（１）細目", None, None, "１　総論／（１）細目", "・"],
        ["3", "丙", "答え", "１　総論／（１）細目", "・"],
    ]
    assert sheet.auto_filter.ref == "A4:E9"
    # What stands beside the table is not printed.
    assert sheet.print_area.endswith("$A$1:$C$9")


def test_the_last_column_of_facts_reaches_to_the_end_of_the_page():
    facts = Table((Column("項目"), Column("内容")), [Row((head("名称"), cell("計画")))])
    sheet = openpyxl.load_workbook(io.BytesIO(render(document(facts, figures(1))))).active
    assert "B4:F4" in {str(one) for one in sheet.merged_cells.ranges}


def tables_of(data: bytes) -> list[list[list[tuple[int, str, int, str]]]]:
    """The tables as a reader finds them by the names: rows of (column, text, rows covered, names)."""
    found = []
    for block in read_blocks(data, "a.xlsx", Limits(), keep_struck=True).blocks:
        grid = block.grid()
        tall = {(cell.row - 1, cell.column - 1): cell.rows for cell in block.merged}
        reached = {(row + more, column) for (row, column), rows in tall.items() for more in range(1, rows)}
        at = max(row.index("識別名") for row in grid if "識別名" in row)
        number = 0
        while number < len(grid):
            if grid[number][at] != "識別名":
                number += 1
                continue
            width = len([title for title in grid[number][:at] if title]) or 1
            first = number = number + 1
            while number < len(grid) and (grid[number][at] or any((number, c) in reached for c in range(width))):
                number += 1
            tokens = [[one for one in grid[row][at].split(" ") if one] for row in range(first, number)]
            starts = [
                row for row, told in zip(range(first, number), tokens, strict=True) if any(t[-1] != ">" for t in told)
            ]
            rows = []
            for row in starts:
                cells = []
                for column in range(width):
                    rows_below = tall.get((row, column), 1)
                    covers = max(len([one for one in starts if row <= one < row + rows_below]), 1)
                    if (row, column) in reached:
                        continue
                    text = grid[row][column]
                    for below in range(row + 1, number):
                        if f"{column + 1}>" in tokens[below - first]:
                            text += grid[below][column].removeprefix("（続き）")
                        elif (below, column) not in reached:
                            break
                    cells.append((column, text, covers, " ".join(tokens[row - first])))
                rows.append(cells)
            found.append(rows)
    return found


def test_tables_come_back_with_their_merged_cells_and_names():
    table = texts_table(
        Row((cell("１　総論", colspan=3),), kind="heading", anchor="g"),
        Row(
            (head("1"), cell("甲" * 50_000, anchor="x"), Cell((Run("共"), Run("通", anchor="y")), rowspan=2)),
            anchor="c1",
        ),
        Row((head("2"), cell("乙" * 3_000))),
        Row((head("3"), cell("丙"), cell(""))),
        caption="",
        anchor="t",
        notes=("注",),
    )
    data = render(document(table, attrs.evolve(table, anchor="", rows=[Row([cell(t) for t in "abc"])])))
    first, second = tables_of(data)
    assert first == [
        [(0, "１　総論", 1, "g"), (1, "", 1, "g"), (2, "", 1, "g")],
        [(0, "1", 1, "c1 2=x 3+1=y"), (1, "甲" * 50_000, 1, "c1 2=x 3+1=y"), (2, "共通", 2, "c1 2=x 3+1=y")],
        [(0, "2", 1, "・"), (1, "乙" * 3_000, 1, "・")],
        [(0, "3", 1, "・"), (1, "丙", 1, "・"), (2, "", 1, "・")],
    ]
    assert second == [[(0, "a", 1, "・"), (1, "b", 1, "・"), (2, "c", 1, "・")]]


def test_the_tables_of_the_example_come_back():
    made = minato()
    texts = [
        [
            [(at, written(one.text), one.rowspan) for at, (one, starts) in enumerate(slots) if starts]
            for slots in table.grid()
        ]
        for table in made.tables
    ]
    found = [[[one[:3] for one in row] for row in table] for table in tables_of(render(made))]
    for table, rows, expected in zip(made.tables, found, texts, strict=True):
        for row, cells, wanted in zip(table.rows, rows, expected, strict=True):
            assert cells[: len(wanted)] == wanted or (row.kind == "heading" and cells[0] == wanted[0])


def named(data: bytes) -> dict[str, tuple[str, int]]:
    """What a reader makes of the names beside the tables: for each the text of its cell and where it stands in it."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for token in str(row[-1].value or "").split(" "):
                match = re.fullmatch(r"(?:(\d+)(?:\+(\d+))?=)?([\w.~-]+)", token)
                if match is not None and token != "識別名":
                    found[match[3]] = (str(row[int(match[1] or 1) - 1].value or ""), int(match[2] or 0))
    return found


def test_every_anchor_can_be_read_back():
    made = minato()
    told = named(render(made))
    expected: dict[str, tuple[str, int]] = {made.anchor: (made.title, 0)}
    for section in made.sections:
        expected[section.anchor] = (section.title, 0)
    for table in made.tables:
        expected[table.anchor] = (table.caption, 0)
        for row in table.rows:
            expected[row.anchor] = (row.cells[0].text, 0)
            for one in row.cells:
                expected[one.anchor] = (one.text, 0)
                at = 0
                for run in one.runs:
                    expected[run.anchor] = (one.text, at)
                    at += len(run.text)
    expected.pop("", None)
    drawn = {one.anchor for section in made.sections for one in section.blocks if isinstance(one, Diagram)}
    missing = set(expected) - set(told) - drawn
    assert not missing
    texts = {name: text for name, (text, _) in told.items()}
    # A row whose first cell is merged from above has its name beside a blank cell.
    assert all(texts[name] in (text, "") for name, (text, _) in expected.items() if name in texts)
    assert all(told[name][1] == at for name, (_, at) in expected.items() if name in told)


def test_more_names_than_a_cell_holds_stand_in_several():
    runs = [Run("あ", anchor=f"{'n' * 200}{n}") for n in range(300)]
    data = render(document(texts_table(Row((head("1"), Cell(runs), cell(""))))))
    rows = with_openpyxl(data)[0]
    told = " ".join(one for row in rows for one in row[3:] if "=" in one).split(" ")
    assert [one.partition("=")[2] for one in told] == [run.anchor for run in runs]


def test_links_lead_to_cells_where_one_line_holds_them():
    target = Row((head("1"), cell("甲"), cell("乙")), anchor="t")
    rows = [
        Row((head("2"), Cell((Run("短い", link="t"),)), Cell((Run("長い" * 60, link="t"),)))),
        Row((head("3"), Cell((Run("a", link="t"), Run("b", link="u"))), cell("", anchor="u"))),
        Row((head("4"), Cell((Run("a", link="t"), Run("b", emphasis="strong", link="t"))), cell(""))),
    ]
    made = Document("題", [Section("'節'!", [texts_table(target, *rows)])])
    sheet = openpyxl.load_workbook(io.BytesIO(render(made))).active
    links = [one.hyperlink for row in sheet.iter_rows() for one in row if one.hyperlink is not None]
    found = {one.ref: (one.location, one.target) for one in links}
    assert found == {"B6": (f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!A5", None)}
    assert sheet["B6"].value == "短い"


def test_a_link_to_what_cannot_be_drawn_is_a_text():
    drawing = Diagram((DiagramNode("a", "甲", link="d"),), (), (), anchor="d")
    rows = [Row((head("1"), Cell((Run("図", link="d"),)), cell("")))]
    made = Document("題", [Section("節", [drawing, texts_table(*rows)])])
    assert b"<hyperlink " not in parts(render(made))["xl/worksheets/sheet1.xml"]
    assert "図" in [one for row in with_openpyxl(render(made))[0] for one in row]


# ── charts ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_chart_shows_the_rows_without_totals_and_without_breakdowns():
    rows = [
        Row((head("甲"), cell("12件", number=12))),
        Row((head("甲の内訳"), cell("5件", number=5)), level=1),
        Row((head("乙"), cell("3件", number=3))),
        Row((head("合計"), cell("15件", number=15)), kind="total"),
    ]
    table = Table((Column("項目", 3), Column("件数", align="end")), rows, caption="項目別", chart="bar", notes=("注",))
    chart = parts(render(document(table, figures(4, 2, chart="bar"))))
    first = chart["xl/charts/chart1.xml"].decode()
    assert "<c:f>('節'!$A$5,'節'!$A$7)</c:f>" in first or "<c:f>(節!$A$5,節!$A$7)</c:f>" in first
    assert "<a:t>項目別</a:t>" in first
    assert 'lang="ja-JP"' in first
    second = chart["xl/charts/chart2.xml"].decode()
    assert re.findall(r"<c:v>(\d+)</c:v>", second) == ["4", "2"]
    assert re.findall(r"<c:v>(区分\d)</c:v>", second) == ["区分0", "区分1"]


@pytest.mark.parametrize(
    "table",
    [
        texts_table(Row((head("1"), cell("甲"), cell("乙"))), chart="bar"),
        figures(chart="bar"),
        Table((Column("a"), Column("b", align="end")), [Row((head("x"), cell("未公表")))], chart="bar"),
    ],
)
def test_a_table_without_numbers_has_no_chart(table):
    assert not [name for name in parts(render(document(table))) if "chart" in name]


def test_a_chart_in_english_says_so():
    made = document(figures(1, chart="bar"), lang="en")
    assert 'lang="en-US"' in parts(render(made))["xl/charts/chart1.xml"].decode()


# ── room ─────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_are_as_high_as_their_texts_need():
    long = "市民の皆様の御意見を踏まえ、計画を修正しました。" * 12
    rows = [
        Row((head("1"), cell("甲"), cell(long, rowspan=3))),
        Row((head("2"), cell("乙"))),
        Row((head("3"), cell("丙"))),
        Row((head("4"), cell("短い"), cell("短い"))),
        Row((head("5"), cell(long * 6), cell("短い"))),
    ]
    data = render(document(texts_table(*rows)))
    heights = {int(row.get("r")): float(row.get("ht")) for row in sheet_xml(data).iter(f"{SPACE}row")}
    shared = sum(heights[row] for row in (5, 6, 7))
    assert shared >= 17 * len(long) / 33
    assert heights[8] < 25
    assert max(heights.values()) <= HIGHEST
    # A text that no row is high enough for stands in a cell over several rows.
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert "B9:B11" in {str(one) for one in sheet.merged_cells.ranges}


def test_slots_get_the_room_that_they_ask_for():
    laid = lay([Slot(0, 1, (20.0,)), Slot(0, 2, (100.0,)), Slot(1, 1, (900.0, 30.0))], 2, 10.0)
    assert laid.tops == [0, 1, 5]
    assert sum(laid.heights[1:4]) == pytest.approx(900.0, abs=0.1)
    assert laid.pieces == [[(0, 1)], [(0, 5)], [(1, 4), (4, 5)]]
    spread = lay([Slot(0, 1, (10.0,)), Slot(1, 1, (10.0,)), Slot(0, 2, (60.0,))], 2, 10.0)
    assert spread.heights == [30.0, 30.0]


def test_heights_grow_with_the_text_and_shrink_with_the_width():
    assert text_height("あ" * 100, 10, 17) > text_height("あ" * 100, 20, 17) > text_height("a" * 100, 20, 17)
    assert text_height("a\nb\nc", 20, 17) == 3 * 17 + 3
    assert text_height("", 20, 17) == 17 + 3


def test_names_of_sheets_are_short_legal_and_different():
    taken: set[str] = set()
    titles = [
        "a/b:c",
        "A／B：C",
        "'履歴'",
        "履歴",
        "History",
        "",
        "  ",
        "x" * 40,
        "X" * 40,
        "𠮷" * 20,
        "改\n行\x00\u202e",
    ]
    names = [sheet_name(title, taken) for title in titles]
    assert names[:7] == ["a／b：c", "A／B：C (2)", "’履歴’", "履歴 (2)", "History (2)", "Sheet", "Sheet (2)"]
    assert len(set(names)) == len(titles)
    for name in names:
        assert units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\n\x00\u202e]", name)
        assert not name.startswith("'")
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_more_rows_than_excel_has_are_refused(monkeypatch):
    monkeypatch.setattr(places, "_ROWS", 3)
    with pytest.raises(WriteError, match="more than Excel has"):
        render(document(figures(1, 2, 3)))


def test_without_the_extra_the_error_names_it(monkeypatch):
    real = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name == "xlsxwriter":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"plancomment\[xlsx\]"):
        render(Document("題"))


def test_write_makes_the_file(tmp_path):
    path = pc.write(minato("en"), tmp_path / "result.xlsx")
    assert path.read_bytes() == render_any(minato("en"), ".xlsx")
    assert "Identifiers" in [one for row in with_openpyxl(path.read_bytes())[0] for one in row]


def test_an_empty_text_is_no_fragment():
    assert fragments((Run(""), Run("", anchor="a")), "underline") == Text((), ((0, "a"),))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_every_word(tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    rows = [
        Row((head(str(n)), cell("市民の意見を踏まえ計画を修正。" * n), cell(f"答えその{n}終"))) for n in range(1, 30)
    ]
    path = pc.write(document(texts_table(*rows, groups="項目"), figures(3, 5, chart="bar")), tmp_path / "a.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = pdfium.PdfDocument(path.with_suffix(".pdf"))
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pages))
    assert text.count("計画を修正。") == sum(range(1, 30))
    assert all(f"答えその{n}終" in text for n in range(1, 30))
    assert text.count("考え方") == len(pages) - 1
