"""Spreadsheets made to harm: every one ends in a table or in one error, within 512 MB, in a process that lives on."""

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from plancomment.errors import ReadError
from plancomment.read import spreadsheets
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'
TAIL = "</sheetData></worksheet>"
DEEP = "<a>" * 100_000
MEGA = "x" * 1_000_000


def packed(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def book(sheet: str | bytes, **parts: str | bytes) -> bytes:
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{part}"/>'
        for n, (kind, part) in enumerate([("worksheet", "s.xml"), ("sharedStrings", "t.xml"), ("styles", "y.xml")])
    )
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="1" r:id="r0"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            "xl/s.xml": sheet,
            **parts,
        }
    )


def rows(text: str) -> bytes:
    return book(HEAD + text + TAIL)


def document(tables: str) -> bytes:
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<o:document-content xmlns:o="{ODF}office:1.0" xmlns:t="{ODF}table:1.0" '
            f'xmlns:x="{ODF}text:1.0"><o:body>'
            f"<o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>",
        }
    )


ONE = '<t:table-cell o:value-type="string"><x:p>a</x:p></t:table-cell>'
LYING = '<dimension ref="A1:XFD1048576"/>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
LONG = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{MEGA}</t></is></c></row>'

#: What is made, and a part of what is said of it; "" for a file that is read.
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "far column": (lambda: rows(FIRST + FAR), "XFD1048576: more than 1000 columns"),
    "far row": (lambda: rows(FIRST + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "more than 200000 rows"),
    "row beyond all": (lambda: rows('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'), "stands in row 1"),
    "lying dimension": (lambda: book(f'<worksheet xmlns="{MAIN}">{LYING}<sheetData>{FIRST}{TAIL}'), ""),
    "lying counts": (
        lambda: book(
            HEAD + '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + TAIL,
            **{"xl/t.xml": f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>'},
        ),
        "",
    ),
    "text beyond all": (lambda: rows('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "beyond the 0 that there are"),
    "text of no number": (lambda: rows('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "no number of a shared text"),
    "cell twice": (lambda: rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "two cells A1"),
    "row twice": (lambda: rows(FIRST + FIRST), "two rows 1"),
    "diagonal": (
        lambda: rows(
            "".join(f'<row r="{n}"><c r="{"ALL" if n % 2 else "A"}{n}"><v>1</v></c></row>' for n in range(1, 9000))
        ),
        "more than 4000000 cells",
    ),
    "merge of everything": (
        lambda: book(f'{HEAD}{FIRST}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'),
        "",
    ),
    "merges over merges": (
        lambda: book(
            f'{HEAD}{FIRST}<row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells>'
            + '<mergeCell ref="A1:A2"/>' * 50_000
            + "</mergeCells></worksheet>"
        ),
        "merged cells overlap",
    ),
    "entities": (lambda: book(BOMB + HEAD + '<row r="1"><c r="A1"><v>&c;</v></c></row>' + TAIL), "document type"),
    "entities in texts": (lambda: book(HEAD + TAIL, **{"xl/t.xml": BOMB + f'<sst xmlns="{MAIN}"/>'}), "document type"),
    "deep rows": (lambda: rows(DEEP), "nested deeper than 200"),
    "deep styles": (lambda: book(HEAD + TAIL, **{"xl/y.xml": DEEP}), "nested deeper than 200"),
    "long cell": (lambda: rows(f'<row r="1"><c r="A1" t="str"><v>{MEGA}y</v></c></row>'), "1000000 characters"),
    "long text": (
        lambda: book(HEAD + TAIL, **{"xl/t.xml": f'<sst xmlns="{MAIN}"><si><t>{MEGA}y</t></si></sst>'}),
        "1000000 characters",
    ),
    "long run": (lambda: rows(LONG.replace("<t>", "<r><t>y").replace("</t>", "</t></r>")), "1000000 characters"),
    "longest cell": (lambda: rows(LONG), ""),
    "endless tag": (lambda: rows(f'<row r="1" a="{MEGA * 6}"/>'), "longer than 4000000 bytes"),
    "endless comment": (lambda: rows(f"<!--{MEGA * 6}-->"), "longer than 4000000 bytes"),
    "head without end": (lambda: book(f'<worksheet xmlns="{MAIN}">{MEGA * 6}'), "is not XML"),
    "zip bomb": (lambda: rows(" " * 210_000_000), "unpacks to more than 200000000 bytes"),
    "cut off": (lambda: book(HEAD + FIRST), "is not XML"),
    "no UTF-8": (lambda: book(HEAD.encode() + "意見".encode("cp932") + TAIL.encode()), "is not XML"),
    "no encoding": (lambda: book(b'<?xml version="1.0" encoding="x-none"?><a/>'), "is not XML"),
    "control character": (lambda: rows(FIRST.replace("<v>1", "<v>\x01")), "is not XML"),
    "control by number": (lambda: rows(FIRST.replace("<v>1", "<v>&#1;")), "is not XML"),
    "half a character": (lambda: rows(FIRST.replace("<v>1", "<v>&#xD800;")), "is not XML"),
    "unknown entity in a text": (
        lambda: book(HEAD + TAIL, **{"xl/t.xml": f'<sst xmlns="{MAIN}"><si><t>&nbsp;</t></si></sst>'}),
        "is not XML",
    ),
    "half a character in a text": (
        lambda: book(HEAD + TAIL, **{"xl/t.xml": f'<sst xmlns="{MAIN}"><si><t>&#xDC00;</t></si></sst>'}),
        "is not XML",
    ),
    "no character": (lambda: rows(FIRST.replace("<v>1", "<v>\ufffe")), "is not XML"),
    "text beyond all, the other way": (
        lambda: rows('<row  r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        "beyond the 0 that there are",
    ),
    "row twice, the other way": (lambda: rows(FIRST + FIRST.replace("<row", "<row ")), "two rows 1"),
    "rows of no order": (lambda: rows(FIRST.replace("1", "2") + FIRST), ""),
    "cells of no order": (lambda: rows('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), ""),
    "row of another number": (lambda: rows('<row r="1"><c r="A2"><v>1</v></c></row>'), "stands in row 1"),
    "wide row": (lambda: rows('<row r="1">' + '<c t="str"><v>a</v></c>' * 1001 + "</row>"), "more than 1000 columns"),
    "unknown entity": (lambda: rows(FIRST.replace("<v>1", "<v>&nbsp;")), "is not XML"),
    "no sheets": (lambda: packed({"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}), "names no sheet"),
    "no sheet part": (
        lambda: packed(
            {
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="1" r:id="a"/>'
                "</sheets></workbook>"
            }
        ),
        "does not hold it",
    ),
    "many styles": (
        lambda: book(
            HEAD + TAIL,
            **{"xl/y.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 200_001}</cellXfs></styleSheet>'},
        ),
        "more than 200000 entries",
    ),
    "binary workbook": (lambda: packed({"xl/workbook.bin": b"x"}), "no Excel workbook"),
    "Word file": (lambda: packed({"word/document.xml": "<a/>"}), "no Excel workbook"),
    "repeated rows": (
        lambda: document(f'<t:table><t:table-row t:number-rows-repeated="1048576">{ONE}</t:table-row></t:table>'),
        "repeated 1048576 times",
    ),
    "repeated columns": (
        lambda: document(
            "<t:table><t:table-row>"
            + ONE.replace("<t:table-cell", '<t:table-cell t:number-columns-repeated="999999999"')
            + "</t:table-row></t:table>"
        ),
        "more than 1000 columns",
    ),
    "repeated both": (
        lambda: document(
            '<t:table><t:table-row t:number-rows-repeated="100000">'
            + ONE.replace("<t:table-cell", '<t:table-cell t:number-columns-repeated="900"')
            + "</t:table-row></t:table>"
        ),
        "more than 4000000 cells",
    ),
    "repeated spaces": (
        lambda: document(
            "<t:table><t:table-row>" + ONE.replace("a<", '<x:s x:c="999999999"/><') + "</t:table-row></t:table>"
        ),
        "1000000 characters",
    ),
    "repeated blanks": (
        lambda: document(
            '<t:table><t:table-row t:number-rows-repeated="999999999">'
            '<t:table-cell t:number-columns-repeated="999999999"/></t:table-row></t:table>'
        ),
        "",
    ),
    "deep document": (lambda: document("<t:table>" * 300), "nested deeper than 200"),
    "text document": (
        lambda: packed({"content.xml": f'<o:document-content xmlns:o="{ODF}office:1.0"/>'}),
        "no OpenDocument spreadsheet",
    ),
    "locked document": (
        lambda: packed({"content.xml": b"\x01\x02", "META-INF/manifest.xml": "<m:encryption-data/>"}),
        "locked with a password",
    ),
    "text": (lambda: "番号,意見\r\n".encode("cp932"), "no office file"),
    "nothing": (lambda: b"", "it is empty"),
}

CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000))
from pathlib import Path
from plancomment.errors import ReadError
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks
said = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_blocks(path.read_bytes(), path.name, Limits())
        said[path.name] = ""
    except ReadError as error:
        said[path.name] = str(error)
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a process of little memory says of every case."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in CASES.items():
        (folder / name).write_bytes(make())
    done = subprocess.run([sys.executable, "-c", CHILD, str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of memory to set")
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_ends_in_a_table_or_in_one_error(name: str, said: dict[str, str]) -> None:
    expected = CASES[name][1]
    if expected:
        assert expected in said[name]
        assert said[name].startswith(f"{name}: ")
    else:
        assert said[name] == ""


@pytest.mark.parametrize("name", [name for name in CASES if name != "zip bomb"])
def test_the_same_is_said_where_there_is_memory(name: str) -> None:
    make, expected = CASES[name]
    if expected:
        with pytest.raises(ReadError, match=re.escape(expected)):
            read_blocks(make(), name, Limits())
    else:
        assert read_blocks(make(), name, Limits()).source == name


def test_memory_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(spreadsheets, "open_package", fail)
    with pytest.raises(ReadError, match="more memory than there is"):
        read_blocks(b"", "f", Limits())


def test_the_limits_are_parameters() -> None:
    data = rows(FIRST + '<row r="2"><c r="C2"><v>123</v></c></row>')
    assert read_blocks(data, "f", Limits()).blocks
    for limits, message in [
        (Limits(rows=1), r"Limits\.rows"),
        (Limits(columns=2), r"Limits\.columns"),
        (Limits(cells=5), r"Limits\.cells"),
        (Limits(cell_characters=2), r"Limits\.cell_characters"),
        (Limits(depth=1), r"Limits\.depth"),
        (Limits(unpacked_bytes=100), r"Limits\.unpacked_bytes"),
    ]:
        with pytest.raises(ReadError, match=message):
            read_blocks(data, "f", limits)


def test_reading_opens_no_file_and_no_socket() -> None:
    events: list[str] = []
    is_on = True

    def watch(event: str, args: object) -> None:
        if is_on and event.startswith(("open", "socket", "subprocess", "os.")):
            events.append(event)

    sys.addaudithook(watch)
    try:
        read_blocks(rows(FIRST), "f", Limits())
    finally:
        is_on = False
    assert events == []


# ── old Excel files ─────────────────────────────────────────────────────────────────────────────────


def record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream, which is filled up to its smallest length."""
    stream = stream.ljust(4096, b"\0")
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    count = len(stream) // 512
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE]  # the stream, then the directory
    tables = (len(chain) + 128) // 128
    fat = [*chain, *[0xFFFFFFFD] * tables]
    fat += [0xFFFFFFFF] * (128 * tables - len(fat))
    head = bytearray(512)
    struct.pack_into("<8s16xHHHHH6xIIIIIIIII", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6,
                     0, tables, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    struct.pack_into("<109I", head, 76, *range(count + 1, count + 1 + tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(title: str, kind: int, start: int, length: int) -> bytes:
        text = title.encode("utf-16-le")
        return struct.pack("<64sHBB12x36xIQ", text, len(text) + 2, kind, 1, start, length)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 0, len(stream)) + bytes(256)
    return bytes(head) + stream + directory + struct.pack(f"<{128 * tables}I", *fat)


def old_book(cells: bytes, *, globals_: bytes = b"", version: int = 0x600, count: int = 1) -> bytes:
    bof = record(0x809, struct.pack("<HH12x", version, 5))
    name = b"\x02\x0041" if version == 0x600 else b"\x0241"
    length = len(bof) + len(globals_) + count * len(record(0x85, bytes(6) + name)) + 4
    sheets = record(0x85, struct.pack("<IBB", length, 0, 0) + name) * count
    return bof + globals_ + sheets + record(10) + bof + cells + record(10)


def number_cell(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 12.5))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (compound(old_book(number_cell(0, 0) + number_cell(65535, 255)) + b""), ""),
        (compound(old_book(number_cell(0, 0) + number_cell(65535, 2000))), "more than 1000 columns"),
        (compound(old_book(number_cell(0, 0) * 2)), "two cells A1"),
        (compound(old_book(b"", globals_=record(0x2F, b"\0" * 6))), "locked with a password"),
        (compound(old_book(b"", count=2)), "two sheets begin at one place"),
        (compound(old_book(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 9)))), "it is damaged"),
        (
            compound(old_book(b"", globals_=record(0xFC, struct.pack("<II", 1, 0xFFFFFFFF) + b"\xff\xff\x01ab"))),
            "damaged",
        ),
        (compound(old_book(record(0x203, b"\0"))), "it is damaged"),
        (compound(b"\0" * 5000), "names no sheet"),
        (compound(b"", "WordDocument"), "holds no Excel workbook"),
        (compound(b"", "EncryptedPackage"), "locked with a password"),
        (compound(b"")[:600], "leads out of the file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ends within its head"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no known size"),
    ],
)
def test_a_hostile_old_file_ends_in_a_table_or_in_one_error(data: bytes, message: str) -> None:
    if message:
        with pytest.raises(ReadError, match=message):
            read_blocks(data, "f.xls", Limits())
    else:
        assert len(read_blocks(data, "f.xls", Limits(cells=20_000_000)).blocks) == 1
        with pytest.raises(ReadError, match="more than 4000000 cells"):
            read_blocks(data, "f.xls", Limits())


def test_a_chain_of_sectors_that_leads_into_itself_ends() -> None:
    data = bytearray(compound(old_book(b"")))
    fat = data.rfind(struct.pack("<I", 0xFFFFFFFD))
    start = fat - fat % 512
    struct.pack_into("<I", data, start, 0)
    with pytest.raises(ReadError, match="into itself"):
        read_blocks(bytes(data), "f.xls", Limits())


def test_excel_95_texts_are_read_by_their_code_page() -> None:
    words = "ご意見".encode("cp932")
    cell = record(0x204, struct.pack("<HHHH", 1, 1, 0, len(words)) + words)
    data = compound(old_book(cell, globals_=record(0x42, struct.pack("<H", 932)), version=0x500), "Book")
    (block,) = read_blocks(data, "f.xls", Limits()).blocks
    assert (block.first_row, block.rows) == (2, (("", "ご意見"),))  # type: ignore[union-attr]
