"""OpenDocument and old Excel sheets, written here by hand: what LibreOffice does not write of its own accord."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from plancomment.errors import ReadError
from plancomment.read.blocks import Contents, TableBlock
from plancomment.read.limits import Limits
from plancomment.read.published import read_published
from plancomment.read.spreadsheets import read_blocks

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
SPACES = "".join(
    f' xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in [("o", "office"), ("t", "table"), ("x", "text"), ("s", "style"), ("d", "drawing")]
)


def document(rows: str, *, styles: str = "", named: str = "") -> bytes:
    out = io.BytesIO()
    head = f'{SPACES} xmlns:c="{CALC}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("styles.xml", f"<o:document-styles{head}>{named}</o:document-styles>")
        archive.writestr(
            "content.xml",
            f"<o:document-content{head}><o:automatic-styles>{styles}</o:automatic-styles><o:body><o:spreadsheet>"
            f'<t:table t:name="意見">{rows}</t:table></o:spreadsheet></o:body></o:document-content>',
        )
    return out.getvalue()


def read(data: bytes) -> Contents:
    return read_blocks(data, "file", Limits())


def grid(data: bytes) -> list[list[str]]:
    (block,) = read(data).blocks
    assert isinstance(block, TableBlock)
    return block.grid()


def told(data: bytes) -> list[tuple[str, str]]:
    return [(finding.code, finding.message.rpartition(": ")[2]) for finding in read(data).findings]


def cell(text: str, attributes: str = 'o:value-type="string"') -> str:
    return f"<t:table-cell {attributes}>{text and f'<x:p>{text}</x:p>'}</t:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<t:table-row {attributes}>{''.join(cells)}</t:table-row>"


@pytest.mark.parametrize(
    ("attributes", "shown", "text"),
    [
        ('o:value-type="float" o:value="3"', "3.00", "3"),
        ('o:value-type="float" o:value="1234"', "1,234", "1234"),
        ('o:value-type="float" o:value="12"', "0012", "0012"),
        ('o:value-type="float" o:value="12"', "12件", "12件"),
        ('o:value-type="float" o:value="1"', "TRUE", "TRUE"),
        ('o:value-type="float" o:value="3.14159"', "3", "3.14159"),
        ('o:value-type="float" o:value="5"', "", "5"),
        ('o:value-type="float"', "5", "5"),
        ('o:value-type="percentage" o:value="0.255"', "26%", "25.5%"),
        ('o:value-type="currency" o:value="500"', "¥500", "¥500"),
        ('o:value-type="date" o:date-value="2026-10-01"', "令和8年10月1日", "2026-10-01"),
        ('o:value-type="date" o:date-value="2026-10-01T14:30:00"', "10/1 14:30", "2026-10-01 14:30:00"),
        ('o:value-type="date" o:date-value="2026-10-01T14:30:00"', "10/1", "2026-10-01"),
        ('o:value-type="date" o:date-value="?"', "10月", "10月"),
        ('o:value-type="time" o:time-value="PT09H05M07.5S"', "9:05", "09:05:07"),
        ('o:value-type="time" o:time-value="P1DT1H"', "25:00", "25:00:00"),
        ('o:value-type="time" o:time-value="soon"', "9:05", "9:05"),
        ('o:value-type="boolean" o:boolean-value="true"', "はい", "TRUE"),
        ('o:value-type="string" o:string-value="隠れた値"', "", "隠れた値"),
    ],
)
def test_values_of_opendocument(attributes: str, shown: str, text: str) -> None:
    assert grid(document(row(cell(shown, attributes)))) == [[text]]


def test_white_space_of_opendocument() -> None:
    text = 'a\n   b<x:s x:c="3"/>c<x:s/><x:s x:c="x"/>d<x:tab/>e<x:line-break/>f</x:p><x:p>  g'
    ruby = "<x:ruby><x:ruby-base>東京</x:ruby-base><x:ruby-text>とうきょう</x:ruby-text></x:ruby>"
    assert grid(document(row(cell(text), cell(ruby)))) == [["a b   c  d\te\nf\ng", "東京"]]


def test_repetitions_groups_and_hidden_rows_of_opendocument() -> None:
    rows = (
        '<t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/>'
        + row(cell(""), attributes='t:number-rows-repeated="3"')
        + row(cell("a", 'o:value-type="string" t:number-columns-repeated="3"'), attributes='t:number-rows-repeated="2"')
        + f'<t:table-row-group t:display="false">{row(cell("b"))}</t:table-row-group>'
        + row(cell(""), cell("c"), attributes='t:visibility="filter"')
    )
    data = document(rows)
    (block,) = read(data).blocks
    assert isinstance(block, TableBlock)
    assert block.first_row == 4
    assert block.grid() == [["a", "a", "a"], ["a", "a", "a"], ["b", "", ""], ["", "c", ""]]
    assert told(data) == [("PC621", "6-7"), ("PC621", "C")]


def test_struck_out_words_errors_and_formulas_of_opendocument() -> None:
    struck = '<s:style s:name="{}"{}><s:text-properties s:text-line-through-style="{}"/></s:style>'
    styles = struck.format("T1", "", "solid") + struck.format("T2", ' s:parent-style-name="T1"', "none")
    styles += '<s:style s:name="T3" s:parent-style-name="N"/>'
    rows = row(
        cell('a<x:span x:style-name="T1">b<x:span>c</x:span></x:span><x:span x:style-name="T2">d</x:span>'),
        cell("e", 'o:value-type="string" t:style-name="T3"'),
        cell("#N/A", 't:formula="of:=x" o:value-type="string" o:string-value="" c:value-type="error"'),
        cell("Err:502", 't:formula="of:=x" o:value-type="string"'),
        cell("", 't:formula="of:=y"'),
    )
    data = document(rows, styles=styles, named=struck.format("N", "", "wavy"))
    assert grid(data) == [["ad", "e", "#N/A", "Err:502"]]
    assert told(data) == [("PC622", "e"), ("PC622", "bc"), ("PC623", "#N/A"), ("PC623", "Err:502"),
                          ("PC624", told(data)[4][1])]  # fmt: skip
    assert "of:=y" in told(data)[4][1]


def test_words_beside_the_cells_of_opendocument() -> None:
    shape = "<d:frame><d:custom-shape><x:p>図</x:p><x:p>中</x:p></d:custom-shape></d:frame>"
    note = "<o:annotation><dc:creator>担当</dc:creator><dc:date>2026</dc:date><x:p>メモ</x:p></o:annotation>"
    inner = "<t:table><t:table-row><t:table-cell><x:p>内</x:p></t:table-cell></t:table-row></t:table>"
    data = document(f"<t:shapes>{shape}</t:shapes>" + row(f"<t:table-cell>{note}<x:p>本文</x:p>{inner}</t:table-cell>"))
    assert grid(data) == [["本文\n内"]]
    assert told(data) == [("PC625", "図\n中"), ("PC625", "メモ")]


def test_too_many_sheets_are_refused() -> None:
    data = document("").replace(b'<t:table t:name="', b"<t:table/>" * 3 + b'<t:table t:name="')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", f"<o:d{SPACES}><o:spreadsheet>{'<t:table/>' * 3}</o:spreadsheet></o:d>")
    assert data
    assert read_blocks(out.getvalue(), "f", Limits()).blocks == ()
    with pytest.raises(ReadError, match="more than 2 sheets"):
        read_blocks(out.getvalue(), "f", Limits(entries=2))


# ── old Excel files ─────────────────────────────────────────────────────────────────────────────────


def record(number: int, *fields: object, form: str = "", more: bytes = b"") -> bytes:
    body = struct.pack(f"<{form}", *fields) + more
    return struct.pack("<HH", number, len(body)) + body


def text(words: str) -> bytes:
    return struct.pack("<HB", len(words.encode("utf-16-le")) // 2, 1) + words.encode("utf-16-le")


def compound(stream: bytes, size: int = 512) -> bytes:
    """A compound file of one stream Workbook; short streams stand in sectors of 64 bytes."""
    is_small = len(stream) < 4096
    units = stream.ljust(-(-len(stream) // size) * size, b"\0")
    count = len(units) // size
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE]  # the stream, the directory, the small table
    fat = [*chain, 0xFFFFFFFD]
    fat += [0xFFFFFFFF] * (size // 4 - len(fat))
    small = [*range(1, -(-len(stream) // 64)), 0xFFFFFFFE]
    small += [0xFFFFFFFF] * (size // 4 - len(small))
    head = bytearray(size)
    struct.pack_into("<8s16xHHHHH6xIIIIIIIII", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE,
                     {512: 9, 4096: 12}[size], 6, 0, 1, count, 0, 4096, count + 1, 1, 0xFFFFFFFE, 0)  # fmt: skip
    struct.pack_into("<109I", head, 76, count + 2, *[0xFFFFFFFF] * 108)

    def entry(title: str, kind: int, start: int, length: int) -> bytes:
        name = title.encode("utf-16-le")
        return struct.pack("<64sHBB12x36xIQ", name, len(name) + 2, kind, 1, start, length)

    root = entry("Root Entry", 5, 0 if is_small else 0xFFFFFFFE, len(stream) if is_small else 0)
    directory = (root + entry("Workbook", 2, 0, len(stream))).ljust(size, b"\0")
    return bytes(head) + units + directory + struct.pack(f"<{size // 4}I", *small) + struct.pack(f"<{size // 4}I", *fat)


def old_book(cells: bytes, before: bytes = b"", kind: int = 0) -> bytes:
    bof = record(0x809, 0x600, 5, form="HH12x")
    sheet = b"\x02\x01" + "意見".encode("utf-16-le")
    start = len(bof + before) + 4 + 6 + len(sheet) + 4
    return bof + before + record(0x85, start, 0, kind, form="IBB", more=sheet) + record(10) + bof + cells + record(10)


FONTS = b"".join(record(0x31, 200, 8 if struck else 0, form="HH10x") for struck in (0, 0, 0, 0, 1))
STYLES = (
    record(0x41E, 170, form="H", more=text("0000"))
    + record(0xE0, 0, 0, form="HH16x")
    + record(0xE0, 0, 170, form="HH16x")
    + record(0xE0, 5, 0, form="HH16x")
)


@pytest.mark.parametrize("size", [512, 4096])
def test_numbers_logical_values_and_formulas_of_old_files(size: int) -> None:
    cells = (
        record(0x203, 0, 0, 0, 1.5, form="HHHd")
        + record(0x27E, 0, 1, 1, (7 << 2) | 2, form="HHHI")
        + record(
            0xBD, 0, 2, form="HH", more=struct.pack("<HIHIH", 0, (1234 << 2) | 3, 0, (-5 << 2) & 0xFFFFFFFF | 2, 3)
        )
        + record(0x27E, 0, 4, 0, struct.unpack("<Q", struct.pack("<d", 0.5))[0] >> 32, form="HHHI")
        + record(0x205, 1, 0, 0, 1, 0, form="HHHBB")
        + record(0x205, 1, 1, 0, 42, 1, form="HHHBB")
        + record(0x06, 1, 2, 0, 2.25, 0, form="HHHdH6x")
        + record(0x06, 1, 3, 0, form="HHH", more=b"\0\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x207, more=text("式の値"))
        + record(0x06, 1, 4, 0, form="HHH", more=b"\1\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x06, 1, 5, 0, form="HHH", more=b"\2\0\x0f\0\0\0\xff\xff" + bytes(8))
        + record(0x06, 1, 6, 0, form="HHH", more=b"\3\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x204, 2, 0, 2, form="HHH", more=text("消した"))
        + record(0x201, 2, 1, 0, form="HHH")
    )
    data = compound(old_book(cells, FONTS + STYLES), size)
    assert grid(data) == [
        ["1.5", "0007", "12.34", "-5", "0.5", ""],
        ["TRUE", "#N/A", "2.25", "式の値", "FALSE", "#VALUE!"],
        ["消した", "", "", "", "", ""],
    ]
    assert told(data) == [("PC622", "消した"), ("PC623", "#N/A"), ("PC623", "#VALUE!")]


def test_shared_texts_of_old_files_go_on_in_other_records() -> None:
    wide = "意見と".encode("utf-16-le")
    first = struct.pack("<II", 3, 3) + struct.pack("<HBH", 3, 9, 1) + wide + struct.pack("<HH", 2, 5)
    second = struct.pack("<HB", 5, 0) + b"ab"
    third = b"\1" + "かきく".encode("utf-16-le") + struct.pack("<HBI", 1, 5, 4) + "𠮷".encode("utf-16-le")[:2]
    strings = record(0xFC, more=first + second) + record(0x3C, more=third + b"extr")
    cells = b"".join(record(0xFD, n, 0, 0, n, form="HHHI") for n in range(3))
    data = compound(old_book(cells, FONTS + STYLES + strings))
    assert grid(data) == [["意見"], ["abかきく"], ["\ufffd"]]
    assert told(data) == [("PC622", "と")]


def test_struck_out_runs_of_old_files_stay_in_a_published_comparison(tmp_path: Path) -> None:
    texts = [("No.", 0), ("意見の概要", 0), ("市の考え方", 0), ("1", 0), ("駅を直して", 0), ("直します。", 0)]
    texts += [("旧", 0), ("新", 0), ("三十分で着く。", 3), ("十五分で着く。", 0)]
    shared = b"".join(
        struct.pack("<HB", len(words), 9) + struct.pack("<H", 2) + words.encode("utf-16-le")
        + struct.pack("<HHHH", 0, 5, struck, 0)
        if struck
        else text(words)
        for words, struck in texts
    )  # fmt: skip
    strings = record(0xFC, len(texts), len(texts), form="II", more=shared)
    places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (4, 0), (4, 1), (5, 0), (5, 1)]
    cells = b"".join(record(0xFD, *place, 0, at, form="HHHI") for at, place in enumerate(places))
    data = compound(old_book(cells, FONTS + STYLES + strings))
    assert grid(data)[5][0] == "で着く。"
    assert told(data) == [("PC622", "三十分")]
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    published = read_published(path)
    assert published.comparison is not None
    assert "三十分で着く。" in str(published.comparison)
    assert [one.message for one in published.findings if one.code == "PC622"] == ["struck-out words were kept: 三十分"]


def test_what_is_hidden_merged_or_beside_in_old_files() -> None:
    cells = (
        record(0x7D, 1, 1, 0, 0, 1, form="HHHHH2x")
        + record(0x208, 0, form="H10x", more=struct.pack("<HH", 0x20, 0))
        + record(0x204, 0, 1, 0, form="HHH", more=text("x"))
        + record(0x204, 1, 0, 0, form="HHH", more=text("y"))
        + record(0xE5, 1, 0, 1, 1, 1, form="HHHHH")
        + record(0x1B6, 4, form="10xH6x") + record(0x3C, more=b"\1" + "メモだよ".encode("utf-16-le"))
        + record(0x809, 0x600, 0x20, form="HH12x") + record(0x203, 9, 9, 0, 1.0, form="HHHd") + record(10)
    )  # fmt: skip
    data = compound(old_book(cells) + bytes(5000))
    assert grid(data) == [["", "x"], ["y", ""]]
    assert told(data) == [("PC621", "1"), ("PC621", "B"), ("PC625", "メモだよ")]
    assert read(data).blocks[0].merged[0].rows == 2  # type: ignore[union-attr]


def test_charts_of_old_files_are_told() -> None:
    data = compound(old_book(b"", kind=2))
    assert read(data).blocks == ()
    assert told(data) == [("PC625", "意見")]


def test_the_date_system_of_1904_in_old_files() -> None:
    before = record(0x22, 1, form="H") + record(0xE0, 0, 14, form="HH16x")
    assert grid(compound(old_book(record(0x203, 0, 0, 0, 44834.0, form="HHHd"), before))) == [["2026-10-01"]]
