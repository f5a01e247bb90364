"""Excel workbooks, written here as raw XML: what is read of a cell, and what is told."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment.errors import ReadError
from plancomment.read.blocks import Contents, TableBlock
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks, streams, worksheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="0000"/><numFmt numFmtId="171" formatCode="0.0%"/></numFmts>'
    "<fonts><font/><font><strike/></font></fonts>"
    '<cellStyleXfs><xf fontId="1"/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/><xf fontId="1"/>'
    "</cellXfs>"
    "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
)


def book(
    rows: str | bytes, *, strings: str = "", state: str = "visible", after: str = "", **parts: str | bytes
) -> bytes:
    """A workbook of one sheet 意見; ``parts`` replaces or adds entries of the archive."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>' if isinstance(rows, str) else rows
    )
    entries: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="意見" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" uniqueCount="4000000000">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(data: bytes, **limits: int) -> Contents:
    return read_blocks(data, "file.xlsx", Limits(**limits))


def table(data: bytes, **limits: int) -> TableBlock:
    (block,) = read(data, **limits).blocks
    assert isinstance(block, TableBlock)
    return block


def told(data: bytes) -> list[tuple[str, str | None]]:
    """Code and place of every finding."""
    places = [(finding.code, finding.place) for finding in read(data).findings]
    return [(code, f"{place.column or ''}{place.row or ''}" if place else None) for code, place in places]


def cell(inner: str, attributes: str = "") -> str:
    return f'<row r="1"><c r="A1"{attributes}>{inner}</c></row>'


@pytest.mark.parametrize(
    ("attributes", "inner", "text"),
    [
        ("", "<v>3</v>", "3"),
        ("", "<v>3.0</v>", "3"),
        ("", "<v>3.5</v>", "3.5"),
        ("", "<v>0.30000000000000004</v>", "0.3"),
        ("", "<v>123456789012</v>", "123456789012"),
        ("", "<v>1.23456789012E+20</v>", "123456789012000000000"),
        ("", "<v>-7</v>", "-7"),
        (' t="n"', "<v>12</v>", "12"),
        (' s="1"', "<v>46296</v>", "2026-10-01"),
        (' s="2"', "<v>46296.604224537</v>", "2026-10-01 14:30:05"),
        (' s="3"', "<v>7</v>", "0007"),
        (' s="4"', "<v>0.255</v>", "25.5%"),
        (' s="99"', "<v>8</v>", "8"),
        (' t="b"', "<v>1</v>", "TRUE"),
        (' t="b"', "<v>0</v>", "FALSE"),
        (' t="d"', "<v>2026-10-01T00:00:00Z</v>", "2026-10-01"),
        (' t="d"', "<v>2026-10-01T09:00:00</v>", "2026-10-01 09:00:00"),
        (' t="str"', "<f>A1</f><v>式の 値</v>", "式の 値"),
        (' t="inlineStr"', "<is><t>中の文字</t></is>", "中の文字"),
        (
            ' t="inlineStr"',
            '<is><t xml:space="preserve">  字下げ &amp; 続き\n二行目 </t></is>',
            "  字下げ & 続き\n二行目 ",
        ),
        (' t="inlineStr"', "<is><t>改行_x000D_\n、_x0041_、_x005F_x000D_</t></is>", "改行\r\n、A、_x000D_"),
        (' t="inlineStr"', "<is><t>_xD842__xDFB7_野家 _xD842_</t></is>", "𠮷野家 _xD842_"),
        (' t="inlineStr"', "<is><t>&#x20BB7;&#10;&lt;b&gt;</t></is>", "𠮷\n<b>"),
        (
            ' t="inlineStr"',
            '<is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></is>',
            "東京",
        ),
        (' t="inlineStr"', "<is><r><t>前</t></r><r><rPr><b/></rPr><t>後</t></r></is>", "前後"),
        (' t="inlineStr"', "<is><t><![CDATA[<p>]]></t></is>", "<p>"),
    ],
)
def test_a_cell_reads_as_the_office_sees_it(attributes: str, inner: str, text: str) -> None:
    data = book(cell(inner, attributes))
    assert table(data).rows == ((text,),)
    assert read(data).findings == ()


def test_a_sheet_is_a_table_from_its_first_row_with_text() -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c><c r="D3"/></row><row r="4" spans="1:2"/>'
    rows += '<row r="6"><c r="A6"><v>2</v></c></row>'
    block = table(book(rows))
    assert (block.sheet, block.first_row, block.height, block.width) == ("意見", 3, 4, 2)
    assert block.rows == (("", "1"), ("", ""), ("", ""), ("2", ""))
    assert [(each.row, each.column, each.text) for each in block.cells] == [(1, 2, "1"), (4, 1, "2")]
    assert block.grid() == [list(texts) for texts in block.rows]


def test_a_blank_sheet_is_no_block() -> None:
    assert read(book('<row r="1"><c r="A1" s="1"/></row>')).blocks == ()
    assert read(book("")).blocks == ()


def test_cells_without_references_count_on() -> None:
    block = table(
        book("<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>")
    )
    assert block.rows is not None
    assert block.rows[0] == ("1", "2", "", "")
    assert block.rows[4] == ("", "", "3", "4")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("prefix", ["", "x:", "s-1:"])
def test_prefixes_quotes_order_and_encodings_change_nothing(prefix: str, encoding: str) -> None:
    declared = "" if encoding == "utf-8-sig" else f'<?xml version="1.0" encoding="{encoding}"?>\r\n'
    text = (
        f"<P:worksheet S='{MAIN}'><!-- <sheetData> --><P:sheetData>\r\n<P:row  r='1' ><P:c t='inlineStr' r='A1'>"
        "<P:is><P:t>あ&#x20;&amp;</P:t></P:is></P:c></P:row>"
        '<P:row r="2"><P:c r="A2"><P:v>5</P:v></P:c></P:row></P:sheetData></P:worksheet>'
    )
    text = declared + text.replace("P:", prefix).replace(" S=", f" xmlns:{prefix[:-1]}=" if prefix else " xmlns=")
    assert table(book(text.encode(encoding))).rows == (("あ &",), ("5",))


def test_elements_of_other_namespaces_are_no_cells() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><o:row xmlns:o="urn:o" r="2"><o:c r="A2"><o:v>9</o:v></o:c></o:row>'
    assert table(book(rows + '<row r="3" xmlns="urn:o"><c r="A3"><v>9</v></c></row>')).rows == (("1",),)


def test_rows_within_comments_are_not_read() -> None:
    hidden = '<row r="2"><c r="A2"><v>9</v></c></row>'
    filler = f"<!-- {' ' * 1_100_000} {hidden}" + " " * 1_100_000
    data = book(f'<row r="1"><c r="A1"><v>1</v></c></row>{filler}{hidden} -->')
    assert table(data).rows == (("1",),)


def test_shared_texts_keep_runs_and_lose_readings() -> None:
    strings = (
        '<si><t>東京都</t><rPh sb="0" eb="3"><t>トウキョウト</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>'
        '<si><r><rPr><sz val="11"/></rPr><t xml:space="preserve">高齢者 </t></r><r><t>支援</t></r></si><si/>'
        "<si><t>&lt;_x0041_&gt;</t></si>"
    )
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(4))
    assert table(book(rows, strings=strings)).rows == (("東京都",), ("高齢者 支援",), ("",), ("<A>",))


def test_struck_out_runs_are_left_out_and_told() -> None:
    struck = "<r><rPr><strike/></rPr><t>旧い</t></r>"
    strings = f'<si><r><t>これは</t></r>{struck}<r><rPr><strike val="0"/></rPr><t>新しい</t></r></si><si>{struck}</si>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="5"><v>12</v></c></row>'
    data = book(rows, strings=strings)
    assert table(data).rows == (("これは新しい", "旧い", "12"),)
    assert told(data) == [("PC622", "B1"), ("PC622", "C1"), ("PC622", "A1")]
    assert "旧い" in read(data).findings[2].message


def test_errors_and_formulas_without_value_are_told() -> None:
    data = book(
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>SUM(A1:A9)</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c></row>'
    )
    assert table(data).rows == (("#REF!", "", "", "", "2"),)
    assert told(data) == [("PC623", "A1"), ("PC624", "B1"), ("PC624", "C1")]
    assert "=SUM(A1:A9)" in read(data).findings[1].message_ja


def test_what_nobody_sees_is_read_and_told() -> None:
    rows = "".join(f'<row r="{n}" hidden="{int(n in (2, 3, 5))}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 7))
    columns = '<cols><col min="1" max="9" hidden="1"/></cols>'
    sheet = f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{rows}</sheetData></worksheet>'
    data = book(sheet.encode(), state="veryHidden")
    assert table(data).height == 6
    assert told(data) == [("PC621", "")] * 3
    assert [finding.message.partition("read")[2] for finding in read(data).findings] == ["", ": 2-3, 5", ": A"]


def test_merged_cells_stand_at_their_corner() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:XFD1"/><mergeCell ref="B2:B3"/></mergeCells>'
    data = book(rows, after=merges)
    assert [(each.row, each.column, each.rows, each.text) for each in table(data).cells] == [
        (1, 1, 2, "1"),
        (1, 2, 2, "2"),
    ]
    assert told(data) == [("PC621", "B3")]


def test_a_merge_that_overlaps_is_ignored_and_many_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 2, 3))
    data = book(
        rows, after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A2:A2"/><mergeCell ref="A2:A3"/></mergeCells>'
    )
    with pytest.raises(ReadError, match="merged cells overlap"):
        read(data)
    rows += '<row r="4"><c r="A4"><v>4</v></c></row>'
    data = book(rows, after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A2:A3"/></mergeCells>')
    assert len(table(data).merged) == 1


def test_the_date_system_of_1904() -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="1" r:id="r1"/></sheets></workbook>'
    )
    data = book(cell("<v>44834</v>", ' s="1"'), **{"xl/workbook.xml": workbook})
    assert table(data).rows == (("2026-10-01",),)


def test_only_twenty_cells_of_a_kind_are_told_one_by_one() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(1, 31))
    findings = read(book(cells)).findings
    assert len(findings) == 21
    assert findings[-1].message.startswith("10 more cells")


def test_notes_shapes_headers_and_charts_are_told() -> None:
    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:sp><d:txBody><a:p><a:r><a:t>図の</a:t></a:r>'
        "</a:p><a:p><a:r><a:t>中</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
    )
    comments = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"><text><r><t>要確認</t></r></text></comment>'
        "</commentList></comments>"
    )
    data = book(
        cell("<v>1</v>"),
        after="<headerFooter><oddHeader>&amp;L取扱注意&amp;P頁</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>",
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="a" Type="{OFFICE}/drawing" Target="../d.xml"/>'
            f'<Relationship Id="b" Type="{OFFICE}/comments" Target="../c.xml"/>'
            f'<Relationship Id="e" Type="{OFFICE}/drawing" TargetMode="External" Target="http://example.invalid/"/>'
            "</Relationships>",
            "xl/d.xml": drawing,
            "xl/c.xml": comments,
        },
    )
    findings = read(data).findings
    assert [(finding.code, finding.message.partition("read ")[2]) for finding in findings] == [
        ("PC625", "(header or footer): 取扱注意 頁"),
        ("PC625", "(note): 要確認"),
        ("PC625", "(text box): 図の\n中"),
    ]
    assert findings[1].place is not None
    assert (findings[1].place.row, findings[1].place.column) == (2, "B")


def test_a_chart_sheet_is_skipped_and_told() -> None:
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/chartsheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    contents = read(book("", **{"xl/_rels/workbook.xml.rels": relations}))
    assert contents.blocks == ()
    assert [finding.code for finding in contents.findings] == ["PC625"]


# ── the plain way and the parser agree ──────────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    [
        '<c r="{c}{r}"><v>{n}</v></c>',
        '<c r="{c}{r}" s="1"><v>{n}</v></c>',
        '<c r="{c}{r}" s="5" t="s"><v>1</v></c>',
        '<c r="{c}{r}" t="s"><v>0</v></c>',
        '<c r="{c}{r}" t="s"><v>2</v></c>',
        '<c r="{c}{r}" t="s" ph="1"><v>0</v></c>',
        '<c r="{c}{r}" t="b"><v>1</v></c>',
        '<c r="{c}{r}" t="e"><v>#N/A</v></c>',
        '<c r="{c}{r}"><f>A1</f><v>{n}.50</v></c>',
        '<c r="{c}{r}"><f t="shared" si="0"/><v>7</v></c>',
        '<c r="{c}{r}"><f>A1</f></c>',
        '<c r="{c}{r}"><f>A1</f><v></v></c>',
        '<c r="{c}{r}" t="str"><f>A1</f><v>a&amp;_x0041_</v></c>',
        '<c r="{c}{r}" t="inlineStr"><is><t>文 &#x20BB7;</t></is></c>',
        '<c r="{c}{r}" t="inlineStr"><is><r><t>文</t></r></is></c>',
        '<c r="{c}{r}"/>',
        '<c r="{c}{r}" s="3"/>',
        "",
    ]
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="20" hidden="true"']),
        st.tuples(PIECES, PIECES, PIECES),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, gap=st.sampled_from(["", "\n", '<row r="{r}"/>']))
def test_the_plain_way_and_the_parser_agree(rows: list[tuple[str, tuple[str, ...]]], gap: str) -> None:
    text = ""
    for number, (attributes, pieces) in enumerate(rows):
        row = 2 * number + 1
        cells = "".join(piece.format(c=column, r=row, n=row) for column, piece in zip("ABD", pieces, strict=True))
        text += f'<row r="{row}"{attributes}>{cells}</row>{gap.format(r=row + 1)}'
    strings = "<si><t>共有</t></si><si><t>消す</t></si><si><r><t>残</t></r><r><rPr><strike/></rPr><t>消</t></r></si>"
    data = book(text, strings=strings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheets, "plain_text", lambda block: None)
        exact = read(data)
    assert read(data) == exact


def test_the_plain_way_is_the_way_of_the_usual_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    take = streams.read_items

    def spy(pieces, parser, reader, names, try_take):  # type: ignore[no-untyped-def]
        take(pieces, parser, reader, names, lambda block, prefix: taken.append(try_take(block, prefix)) or taken[-1])

    monkeypatch.setattr(worksheets, "read_items", spy)
    table(
        book(
            '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>',
            strings="<si><t>a</t></si>",
        )
    )
    assert taken == [True]


def test_a_block_may_end_anywhere() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60_001))
    block = table(book(rows + '<row r="60001"><c r="A60001"><f>x</f></c></row>'))
    assert block.rows == tuple((str(n),) for n in range(1, 60_001))
