"""What hostile and broken files do to the readers: a result or one clear error, in bounded time and memory.

The files are made here, as data: format × kind. Each batch is read in a process of its own that may use 512 MB
(P76), and once with every opening of files and sockets noted (P82).
"""

import io
import json
import os
import resource
import struct
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plancomment.errors import MissingFileError, ReadError
from plancomment.files import read_bytes
from plancomment.read.limits import Limits
from plancomment.read.markup import parse_xml
from plancomment.read.opening import READERS, open_contents
from plancomment.read.packages import open_package
from plancomment.read.table import read_table

pytest.importorskip("lxml")

MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def pack(entries: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return buffer.getvalue()


def docx(body: str | bytes = "<w:p><w:r><w:t>海の計画</w:t></w:r></w:p>", *, head: str = "", more: str = "") -> bytes:
    """A Word file with that body; ``more`` are relationships of its main part."""
    content = body if isinstance(body, bytes) else f"{head}<w:document {MAIN}><w:body>{body}</w:body></w:document>"
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}>{more}</Relationships>",
            "word/document.xml": content,
        }
    )


def xlsx(rows: str = '<row r="1"><c r="A1" t="inlineStr"><is><t>海</t></is></c></row>', *, head: str = "") -> bytes:
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1'
            '.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/externalLink" Target="file:///etc/hosts"'
            ' TargetMode="External"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"{head}<worksheet {SHEET}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def pdf(
    content: bytes = b"BT /F1 12 Tf 72 700 Td (sea) Tj ET", *, catalog: bytes = b"", length: int | None = None
) -> bytes:
    """A PDF of one page, with a table of its objects."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % (len(content) if length is None else length) + content + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


HTML = "<!doctype html><meta charset=utf-8><h1>海</h1><table><tr><th>a<td>b</table><p>山</p>".encode()
MARKDOWN = "# 海\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. 山\n".encode()
CSV = '番号,意見の概要,市の考え方\r\n1,"海,\n山",川\r\n'.encode()
JSON = '[{"番号": 1, "意見の概要": "海", "市の考え方": null}]'.encode()
WHOLE: dict[str, Callable[[], bytes]] = {
    ".docx": docx,
    ".xlsx": xlsx,
    ".pdf": pdf,
    ".html": lambda: HTML,
    ".md": lambda: MARKDOWN,
    ".csv": lambda: CSV,
    ".json": lambda: JSON,
}
MARK = b"\xff\xfe"


def quine_like() -> bytes:
    """An archive whose entry is an archive, ten deep."""
    inner = docx()
    for _ in range(10):
        inner = pack({"word/document.xml": inner, "xl/workbook.xml": inner})
    return inner


def overlapping() -> bytes:
    """Two thousand entries of the list that mean the same bytes (after D. Fifield, A better zip bomb)."""
    data = pack({"word/document.xml": b"\0" * 1_000_000})
    begin = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, many = data[begin:end], 2000
    listed = entry + b"".join(entry.replace(b"word/document.xml", b"word/%08d.xml" % number) for number in range(many))
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many + 1, many + 1, len(listed), begin, 0)
    return data[:begin] + listed + closing


LOL = "<!DOCTYPE w [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
QUADRATIC = f"<!DOCTYPE w [<!ENTITY a '{'x' * 50_000}'>]>"
EXTERNAL = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>"
MANY_TAGS = "".join(f"<b x={number}>" for number in range(3000))

# What is hostile in its own way: format and file. Nothing here is larger than a few million bytes.
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb of a part": (".docx", lambda: docx(b"<a>" + b" " * 210_000_000)),
    "bomb of a sheet": (".xlsx", lambda: xlsx(" " * 210_000_000)),
    "nested archives": (".docx", quine_like),
    "overlapping entries": (".docx", overlapping),
    "entries without end": (".xlsx", lambda: pack({str(number): b"" for number in range(60_000)})),
    "names that climb": (".docx", lambda: pack({"../../../etc/x": b"x", "/etc/y": b"y", "C:\\z": b"z"})),
    "entities that grow": (".docx", lambda: docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", head=LOL)),
    "entities that grow in a sheet": (".xlsx", lambda: xlsx("<row><c><v>&a11;</v></c></row>", head=LOL)),
    "one long entity": (".docx", lambda: docx("<w:t>" + "&a;" * 50_000 + "</w:t>", head=QUADRATIC)),
    "one long entity in a sheet": (
        ".xlsx",
        lambda: xlsx("<row><c><v>" + "&a;" * 9_000 + "</v></c></row>", head=QUADRATIC),
    ),
    "an external entity": (".docx", lambda: docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=EXTERNAL)),
    "deep elements": (".docx", lambda: docx("<w:p>" * 1_000_000)),
    "deep tables": (".docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60)),
    "deep sheet": (".xlsx", lambda: xlsx("<row><c>" * 500_000)),
    "a far corner": (".xlsx", lambda: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "a row of all columns": (".xlsx", lambda: xlsx('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
    "a huge merge": (
        ".xlsx",
        lambda: xlsx('</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'),
    ),
    "huge attribute": (".docx", lambda: docx(f'<w:p w:x="{"x" * 20_000_000}"/>')),
    "many attributes": (".docx", lambda: docx("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")),
    "many elements": (".docx", lambda: docx("<w:p/>" * 6_000_000)),
    "huge text": (".docx", lambda: docx(f"<w:p><w:r><w:t>{'海' * 5_000_000}</w:t></w:r></w:p>")),
    "huge cell": (".xlsx", lambda: xlsx(f'<row><c t="inlineStr"><is><t>{"x" * 100_000_000}</t></is></c></row>')),
    "UTF-7": (".docx", lambda: docx(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-')),
    "UTF-16": (".docx", lambda: docx(MARK + f"{EXTERNAL}<w:document {MAIN}/>".encode("utf-16-le"))),
    "a stream that lies": (".pdf", lambda: pdf(length=10**9)),
    "many operators": (".pdf", lambda: pdf(b"q " * 500_000)),
    "pages in a circle": (".pdf", lambda: pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")),
    "a million pages": (".pdf", lambda: pdf().replace(b"/Count 1", b"/Count 1000000")),
    "deep arrays": (".pdf", lambda: pdf(catalog=b"/X " + b"[" * 200_000 + b"]" * 200_000)),
    "deep divisions": (".html", lambda: b"<div>" * 1_000_000),
    "deep lists": (".html", lambda: b"<ul><li>" * 300_000),
    "deep tables in a page": (".html", lambda: b"<table><tr><td>" * 300_000),
    "formatting without end": (".html", lambda: f"<p>{MANY_TAGS}</p>{'<p>x</p>' * 3000}".encode()),
    "many attributes in a page": (".html", lambda: b"<p " + b"".join(b"a%d " % n for n in range(200_000)) + b">x"),
    "huge spans": (".html", lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x" * 50_000),
    "spans upon spans": (".html", lambda: b"<table>" + b"<tr>" + b"<td colspan=9>x" * 110 + b"<tr><td>" * 50_000),
    "huge paragraph": (".html", lambda: b"<p>" + "海".encode() * 3_000_000),
    "huge attribute in a page": (".html", lambda: b"<p title='" + b"x" * 20_000_000 + b"'>x"),
    "many elements in a page": (".html", lambda: b"<p>" * 11_000_000),
    "many comments": (".html", lambda: b"<!--" * 500_000),
    "nested ruby": (".html", lambda: b"<ruby>x<rt>y" * 100_000),
    "entities of a page": (".html", lambda: (LOL + "<p>&a11;").encode()),
    "a page of an entity": (".html", lambda: (EXTERNAL + "<p>&a;").encode()),
    "deep quotations": (".md", lambda: b">" * 100_000),
    "deep items": (".md", lambda: b"- " * 50_000),
    "open brackets": (".md", lambda: b"[" * 50_000),
    "open images": (".md", lambda: b"![a](" * 20_000),
    "open emphasis": (".md", lambda: b"*a_ " * 30_000),
    "back ticks": (".md", lambda: b"".join(b"`" * n + b"a" for n in range(1, 1500))),
    "open comments": (".md", lambda: b"a <!-- " * 20_000),
    "open comment lines": (".md", lambda: b"<!-- a\n" * 20_000),
    "a wide table": (".md", lambda: b"|a" * 3000 + b"\n" + b"|-" * 3000 + b"\n" + b"|\n" * 3000),
    "a long table": (".md", lambda: b"|a|\n|-|\n" + b"|b|\n" * 20_000),
    "open tags": (".md", lambda: b"<a href='" * 20_000),
    "an open quotation": (".csv", lambda: CSV + b'"' + b"a,\n" * 2_000_000),
    "quotation marks": (".csv", lambda: CSV + b'""' * 1_000_000),
    "many rows": (".csv", lambda: CSV + b"2,a,b\n" * 250_000),
    "a row of many cells": (".csv", lambda: CSV + b"," * 3_000_000),
    "a huge table cell": (".csv", lambda: CSV + b"2," + "海".encode() * 2_000_000),
    "nothing but line ends": (".csv", lambda: b"\r" * 1_000_000),
    "deep lists of values": (".json", lambda: b"[" * 1_000_000),
    "closed deep lists": (".json", lambda: b"[" * 900 + b"]" * 900),
    "deep objects": (".json", lambda: b'{"a":' * 500_000),
    "a number of many digits": (".json", lambda: b'[{"a": ' + b"9" * 1_000_000 + b"}]"),
    "many objects": (".json", lambda: b"[" + b"{}," * 300_000 + b"{}]"),
    "many names": (".json", lambda: json.dumps([{f"n{n}": 1 for n in range(100_000)}]).encode()),
    "many names one by one": (".json", lambda: json.dumps([{f"n{n}": 1} for n in range(900)]).encode()),
    "names of one kind": (".json", lambda: b'[{"' + b'a":1,"' * 300_000 + b'":2}]'),
    "half a sign": (".json", lambda: b'[{"\\ud800": "\\udfff", "a": NaN}]'),
    "a huge line": (".md", lambda: "海".encode() * 3_000_000),
}


def broken() -> Iterator[tuple[str, bytes]]:
    """Each format empty, cut off, with a byte changed, in another encoding, and under another's name."""
    for suffix, make in WHOLE.items():
        data = make()
        yield f"empty{suffix}", b""
        for part in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 97, 99):
            yield f"cut{part}{suffix}", data[: len(data) * part // 100]
        for at in range(0, len(data), max(len(data) // 40, 1)):
            yield f"flip{at}{suffix}", data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        yield f"zero{suffix}", data[: len(data) // 2] + b"\0" + data[len(data) // 2 :]
        yield f"zeros{suffix}", b"\0" * 1000
        yield f"surrogate{suffix}", data + b"\xed\xa0\x80"
        yield f"mixed{suffix}", "海".encode() + "山".encode("cp932") + "川".encode("utf-16-le") + data
        yield f"before{suffix}", b"#!/bin/sh\n" + data
        yield f"after{suffix}", data + b"\n<p>x</p>" * 100
        for other, make_other in WHOLE.items():
            if other != suffix:
                yield f"really{other[1:]}{suffix}", make_other()
    yield "odd.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
    yield "lzma.docx", pack({"word/document.xml": b"x"}, method=zipfile.ZIP_LZMA)
    yield "twice.docx", docx().replace(b"word/_rels/document.xml.rels", b"word/document.xml\0\0\0\0\0\0\0\0\0\0\0")
    locked = bytearray(docx())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield "locked.docx", bytes(locked)
    yield "offset.docx", docx()[:-6] + b"\xff\xff\xff\x7f\0\0"


READER = textwrap.dedent(
    """
    import json, resource, sys, time
    from pathlib import Path
    from plancomment.errors import PlancommentError
    from plancomment.read.limits import Limits
    from plancomment.read.opening import READERS, open_contents
    from plancomment.read.table import read_table

    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    for name in json.loads(sys.stdin.read()):
        before = time.process_time()
        try:
            if Path(name).suffix in READERS:
                end = f"{len(open_contents(name, Limits()).blocks)} blocks"
            else:
                end = f"{len(read_table(name).comments)} comments"
        except PlancommentError as error:
            end = type(error).__name__
            said = str(error)
            if Path(name).name not in said:
                end = f"does not name the file: {said}"
            if any(ord(char) < 32 and char != chr(10) for char in said) or len(said) > 5000:
                end = "says what cannot be printed"
        except BaseException as error:
            end = f"RAISED {type(error).__name__}: {error}"[:300]
        print(json.dumps([name, end, time.process_time() - before]), flush=True)
    """
)


def read_all(paths: list[Path]) -> list[tuple[str, str, float]]:
    """How each file ended, read in another process with 512 MB; a process that dies tells the file it died of."""
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=False,
    )
    ends = [tuple(json.loads(line)) for line in done.stdout.splitlines()]
    if len(ends) < len(paths):
        ends.append((str(paths[len(ends)]), f"DIED {done.returncode}: {done.stderr[-300:]}", 0.0))
    return ends


def is_fine(end: str) -> bool:
    return end.endswith((" blocks", " comments")) or end in ("ReadError", "UnknownFormatError", "MissingExtraError")


@pytest.mark.parametrize("suffix", WHOLE)
def test_hostile_files_end_in_a_result_or_an_error(suffix: str, tmp_path: Path) -> None:
    # One process for all of a kind: each also has to leave the next one enough memory.
    kinds = [kind for kind, (ending, _) in HOSTILE.items() if ending == suffix]
    paths = [tmp_path / f"{kind.replace(' ', '-')}{suffix}" for kind in kinds]
    for kind, path in zip(kinds, paths, strict=True):
        path.write_bytes(HOSTILE[kind][1]())
    ends = read_all(paths)
    assert [(name, end) for name, end, _ in ends if not is_fine(end)] == []
    assert len(ends) == len(paths)
    assert [(name, seconds) for name, _, seconds in ends if seconds >= 10] == []


@pytest.mark.parametrize("suffix", WHOLE)
def test_broken_files_end_in_a_result_or_an_error(suffix: str, tmp_path: Path) -> None:
    paths = []
    for name, data in broken():
        if name.endswith(suffix):
            paths.append(tmp_path / name)
            paths[-1].write_bytes(data)
    ends = read_all(paths)
    assert [(name, end) for name, end, _ in ends if not is_fine(end)] == []
    assert len(ends) == len(paths)
    assert sum(seconds for *_, seconds in ends) < 60


@pytest.mark.parametrize("suffix", WHOLE)
def test_whole_files_are_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"whole{suffix}"
    path.write_bytes(WHOLE[suffix]())
    assert open_contents(path, Limits()).blocks if suffix in READERS else read_table(path).comments


# ---- nothing but the given file

WATCHER = textwrap.dedent(
    """
    import json, os, sys
    from plancomment.errors import PlancommentError
    from plancomment.read.limits import Limits
    from plancomment.read.opening import READERS, open_contents
    from plancomment.read.table import read_table

    def read(path):
        try:
            open_contents(path, Limits()) if path.endswith(tuple(READERS)) else read_table(path)
        except PlancommentError:
            pass

    given = json.loads(sys.stdin.read())
    for path in given:
        read(path)  # the modules of Python and of the libraries are loaded
    seen = []

    def watch(event, arguments):
        if event == "open":
            seen.append([event, str(arguments[0])])
        elif event.split(".")[0] in ("socket", "subprocess", "os", "shutil", "tempfile", "urllib", "http", "ctypes"):
            seen.append([event, str(arguments)])

    sys.addaudithook(watch)
    for path in given:
        read(path)
    print(json.dumps(seen))
    """
)
HARMLESS = ("os.putenv", "ctypes.")


def tempting(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Files that ask for other files, on this machine and others."""
    other = (folder / "secret.txt").as_uri()
    image = f'<Relationship Id="r9" Type="{OFFICE}/image" Target="http://127.0.0.1:9/a.png" TargetMode="External"/>'
    template = f'<Relationship Id="r8" Type="{OFFICE}/attachedTemplate" Target="{other}" TargetMode="External"/>'
    for suffix, make in WHOLE.items():
        yield f"whole{suffix}", make()
    yield "links.docx", docx(more=image + template)
    dtd = f"<!DOCTYPE w [<!ENTITY a SYSTEM '{other}'>]>"
    yield "entity.docx", docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=dtd)
    yield "entity.xlsx", xlsx("<row><c><v>&a;</v></c></row>", head=dtd)
    yield "dtd.docx", docx(head=f"<!DOCTYPE w SYSTEM '{other}'>")
    yield "dtd.xlsx", xlsx(head=f"<!DOCTYPE w SYSTEM '{other}'>")
    yield (
        "links.html",
        f"<!DOCTYPE html SYSTEM '{other}'><link rel=stylesheet href={other}><base href=http://127.0.0.1:9/>"
        f"<img src={other}><iframe src={other}></iframe><object data={other}></object><script src={other}></script>"
        f"<xi:include href='{other}'/><a href={other}>x</a>".encode(),
    )
    yield "links.md", f"![a]({other})\n\n<img src={other}>\n\n[b]: {other}\n\n<!-- include: {other} -->\n".encode()
    yield "links.csv", f'番号,意見の概要\n1,=WEBSERVICE("{other}")\n2,{other}\n'.encode()
    yield "links.json", f'[{{"番号": 1, "意見の概要": "{other}", "$ref": "{other}"}}]'.encode()
    yield "links.pdf", pdf(catalog=b"/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>")
    yield "launch.pdf", pdf(catalog=b"/OpenAction << /S /Launch /F (/bin/sh) >>")


def test_nothing_but_the_given_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    paths = []
    for name, data in tempting(tmp_path):
        paths.append(str(tmp_path / name))
        Path(paths[-1]).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", WATCHER], input=json.dumps(paths), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = [(event, what) for event, what in json.loads(done.stdout) if not event.startswith(HARMLESS)]
    other = [(event, what) for event, what in seen if not (event == "open" and what in paths)]
    modules = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2] / "src"))
    assert [(event, what) for event, what in other if not what.startswith(modules)] == []
    assert {what for event, what in seen if event == "open"} >= set(paths)


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_no_external_document_type_is_loaded_by_the_parser_itself(suffix: str, tmp_path: Path) -> None:
    # libxml2 opens files without Python knowing; a pipe that nobody writes to would hold it for ever.
    pipe = tmp_path / "pipe.dtd"
    os.mkfifo(pipe)
    head = f"<!DOCTYPE html SYSTEM '{pipe.as_uri()}'>"
    path = tmp_path / f"a{suffix}"
    path.write_bytes(docx(head=head) if suffix == ".docx" else (head + "<p>海").encode())
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=json.dumps([str(path)]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert is_fine(json.loads(done.stdout)[1])


# ---- the waist itself


@pytest.mark.parametrize("make", ["folder", "missing", "circle", "fifo", "device", "nul", "long"])
def test_what_is_no_file_is_refused(make: str, tmp_path: Path) -> None:
    path = str(tmp_path / "a.html")
    if make == "folder":
        os.mkdir(path)
    elif make == "circle":
        os.symlink(path, path)
    elif make == "fifo":
        os.mkfifo(path)
    elif make == "device":
        os.symlink("/dev/zero", path)
    elif make == "nul":
        path = str(tmp_path / "a\0b.html")
    elif make == "long":
        path = str(tmp_path / ("a" * 5000 + ".html"))
    with pytest.raises((ReadError, MissingFileError)) as caught:
        open_contents(path, Limits(file_bytes=10_000))
    assert str(caught.value).count("problem(s)") == isinstance(caught.value, ReadError)


def test_a_file_may_not_be_larger_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, limit=100) == b"x" * 100
    with pytest.raises(ReadError, match=r"99 bytes \(Limits.file_bytes\)"):
        read_bytes(path, limit=99)


def xml(data: bytes, **limits: int) -> object:
    return parse_xml(data, "a.docx", "word/document.xml", Limits(**limits), extra="docx").tag


def test_xml_is_read_as_office_files_write_it() -> None:
    assert xml(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- x --><?y z?><a/>') == "a"
    assert xml(b"\xef\xbb\xbf<a/>") == "a"
    assert xml('<?xml version="1.0" encoding="UTF-16"?><海/>'.encode("utf-16")) == "海"
    assert xml(b"<a>" * 200 + b"</a>" * 200) == "a"
    assert xml(b"<a>" * 900 + b"</a>" * 900, depth=1000) == "a"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not XML"),
        (b"<a>", "not XML"),
        (b"<a>" * 201 + b"</a>" * 201, "Limits.depth"),
        (b"<a>" * 300 + b"</a>" * 300, "Limits.depth"),
        (b"<a>" * 1_000_000, "Limits.depth"),
        (b"<a/>" * 50, "Limits.elements"),
        (b"<!DOCTYPE a><a/>", "document type"),
        (b"<?xml version='1.0'?> <!-- <a> --> <!DOCTYPE a SYSTEM 'file:///etc/hosts'><a/>", "document type"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16"), "document type"),
        (MARK + b"<", "not XML"),
        (b"<?xml version='1.0' encoding='UTF-7'?><a/>", "utf-7"),
        (b"<?xml version='1.0' encoding='shift_jis'?><a/>", "shift_jis"),
        ("<a/>".encode("utf-16-le"), "encoding"),
        (b"<a>&b;</a>", "not XML"),
        (b"<a>\x00</a>", "not XML"),
        (b"<a>\xff</a>", "not XML"),
    ],
)
def test_other_xml_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        xml(data, elements=20 if "elements" in said else 5_000_000)


def test_archives_are_not_believed() -> None:
    package = open_package(b"before" + pack({"../../a": "x" * 100, "b": b""}), "a.docx", Limits())
    assert (package.names, package.read("../../a"), "b" in package) == (("../../a", "b"), b"x" * 100, True)
    with pytest.raises(ReadError, match="no c"):
        package.read("c")
    assert open_package(pack({}), "a.docx", Limits()).names == ()


@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        (b"", {}, "it is empty"),
        (b"PK\x05\x06", {}, "no office file"),
        (pack({"a": b""}) + b"x" * 70_000, {}, "no office file"),
        (pack({str(number): b"" for number in range(6)}), {"entries": 5}, "6 entries"),
        (pack({str(number): b"" for number in range(21)}), {"entries": 5}, "more than 5 entries"),
        (pack({"aa": b"x", "ab": b"y"}).replace(b"ab", b"aa"), {}, "two entries"),
        (pack({"a": b"x"}, method=zipfile.ZIP_BZIP2), {}, "packed in a way"),
    ],
)
def test_broken_archives_are_refused(data: bytes, limits: dict[str, int], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        open_package(data, "a.docx", Limits(**limits))


def test_what_is_unpacked_is_counted() -> None:
    package = open_package(pack({"a": b"x" * 60, "b": b"y" * 60}), "a.docx", Limits(unpacked_bytes=100))
    assert package.read("a") == b"x" * 60
    with pytest.raises(ReadError, match=r"b unpacks to more than 100 bytes \(Limits.unpacked_bytes\)"):
        package.read("b")


@pytest.mark.parametrize("at", ["name", "check", "bytes", "size"])
def test_a_damaged_entry_is_refused(at: str) -> None:
    data = bytearray(pack({"ab": bytes(range(256)) * 50}))
    listed = data.index(b"PK\x01\x02")
    if at == "name":
        data[30] = 0xE9
        data[7] |= 0x08  # its name is said to be UTF-8
    elif at == "check":
        data[listed + 16] ^= 0xFF
    elif at == "bytes":
        data[40:60] = b"\xff" * 20
    else:
        data[listed + 42 : listed + 46] = b"\xff\xff\xff\x7f"
    with pytest.raises(ReadError, match="ab is damaged"):
        open_package(bytes(data), "a.docx", Limits()).read("ab")


def test_this_process_is_not_limited_itself() -> None:
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
