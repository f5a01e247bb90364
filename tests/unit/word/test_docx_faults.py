"""Whatever a file says, reading ends: in blocks and findings, or in one error that names the file and what is wrong."""

import io
import zipfile
from typing import Any

import docx
import hypothesis.strategies as st
import pytest
from hypothesis import given

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read import opening
from plancomment.read.blocks import TableBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_blocks(data, "計画.docx", limits or Limits())
    return str(caught.value)


def made(word: Any, **files: str) -> bytes:
    """A package of a document part at an unusual name."""
    document = word.root("w:document", f"<w:body>{word.p('本文')}</w:body>")
    return word.archive({"文書/本.xml": document, **files})


def test_the_document_part_is_found_by_its_relation(word: Any) -> None:
    for target in ("文書/本.xml", "/文書/本.xml", "x/../文書/本.xml", "%E6%96%87%E6%9B%B8/本.xml"):
        link = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{target}"/>'
        data = made(word, **{"_rels/.rels": RELATIONS.format(link)})
        assert read_blocks(data, "a.docx", Limits()).blocks[0].text == "本文"


def test_the_document_part_is_found_by_its_type(word: Any) -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/文書/本.xml" ContentType="{kind}"/><Override PartName="/x" ContentType="y"/></Types>'
    )
    assert read_blocks(made(word, **{"[Content_Types].xml": types}), "a.docm", Limits()).blocks[0].text == "本文"


def test_the_document_part_is_found_by_its_usual_name(word: Any) -> None:
    document = word.root("w:document", f"<w:body>{word.p('本文')}</w:body>")
    for name in ("word/document.xml", "Word\\Document.xml", "/word/document.xml"):
        assert read_blocks(word.archive({name: document}), "a.docx", Limits()).blocks[0].text == "本文"


def test_strict_files(word: Any) -> None:
    body = word.p("見出し", style="1") + word.p(word.r("消", "<w:strike/>"), "残") + word.table(word.row("甲"))
    kept = io.BytesIO()
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    with zipfile.ZipFile(io.BytesIO(word.file(body, styles=styles))) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            new.writestr(name, text)
    found = read_blocks(kept.getvalue(), "a.docx", Limits())
    assert found.blocks == read_blocks(word.file(body, styles=styles), "a.docx", Limits()).blocks
    assert found.blocks[0].role == "heading"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "no document part"),
        ({"word/document.xml": "<x/>"}, "word/document.xml begins with <x>"),
        ({"word/document.xml": "<x"}, "word/document.xml is not XML"),
        ({"word/document.xml": ""}, "word/document.xml is not XML"),
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY e "文">]><x>&e;</x>'}, "declares a document type"),
        ({"word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'},
         "has no body"),
        ({"_rels/.rels": "none"}, "_rels/.rels is not XML"),
    ],
)  # fmt: skip
def test_what_is_no_word_file(word: Any, files: dict[str, str], words: str) -> None:
    told = refusal(word.archive({"x": "", **files}))
    assert words in told
    assert told.startswith("計画.docx")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"])
def test_what_is_no_archive(data: bytes) -> None:
    assert "計画.docx" in refusal(data)


def test_a_damaged_archive(word: Any) -> None:
    data = bytearray(word.file(word.p("文" * 500)))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = b"\xff" * 20
    assert "word/document.xml is damaged" in refusal(bytes(data))


def test_missing_parts_are_no_hindrance(word: Any) -> None:
    lost = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering", "footnotes", "comments", "header")
    )
    refer = '<w:r><w:footnoteReference w:id="1"/></w:r><w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    body = word.p("文", refer, style="1", own='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = word.read(body, external=lost)
    assert [block.text for block in found.blocks] == ["文"]
    assert [finding.message for finding in word.told(found, "PC649")] == ["Mended: the list 1 is not defined."]


def test_external_relations_are_not_followed(word: Any) -> None:
    link = '<Relationship Id="{0}" Type="x/{0}" Target="https://example.jp/{0}" TargetMode="External"/>'.format
    found = word.read(
        word.p("文", '<w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r>')
        + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>',
        external=link("styles") + link("header") + link("chart") + link("attachedTemplate") + link("hyperlink"),
    )
    assert [block.text for block in found.blocks] == ["文"]
    told = [finding.message_ja for finding in word.told(found, "PC648")]
    assert told == [
        f"読み取っていません：ファイルの外の{kind}（https://example.jp/{kind}）。"
        for kind in ("styles", "header", "chart", "attachedTemplate")
    ]


def test_styles_that_go_round_in_circles_or_very_deep(word: Any) -> None:
    style = '<w:style w:type="paragraph" w:styleId="s{}"><w:name w:val="s"/><w:basedOn w:val="s{}"/></w:style>'.format
    chain = "".join(style(at, at + 1) for at in range(3000)) + style(3000, 0)
    assert word.lines(word.p("文", style="s7") + word.p("字", style="s2999"), styles=chain) == ["文", "字"]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:tbl><w:tr><w:tc/><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
        ("<w:p><m:oMath><m:e>", "</m:e></m:oMath></w:p>"),
    ],
)
def test_deep_nesting(word: Any, before: str, behind: str) -> None:
    allowed = 190 // before.count("<")
    assert isinstance(word.read(before * allowed + word.p("底") + behind * allowed).blocks, tuple)
    deep = word.file(before * 400 + word.p("底") + behind * 400)
    assert "Limits.depth" in refusal(deep)
    deeper = word.file(before * 3000 + word.p("底") + behind * 3000)
    assert "depth" in refusal(deeper, Limits(depth=10**6))


def test_nesting_that_was_allowed_but_cannot_be_read(word: Any) -> None:
    deep = word.file("<w:tbl><w:tr><w:tc/><w:tc>" * 400 + word.p("底") + "</w:tc></w:tr></w:tbl>" * 400)
    assert "nested too deeply" in refusal(deep, Limits(depth=10**6))


def test_fields_nested_a_hundred_thousand_times(word: Any) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert word.lines(word.p(begin * 50_000, "隠", end * 50_000, "文")) == ["文"]
    assert "Limits.depth" in refusal(word.file(word.p(word.field("EQ " + "\\o(" * 50_000))))


def test_a_paragraph_beyond_the_limit(word: Any) -> None:
    assert word.lines(word.p("文" * 10_000)) == ["文" * 10_000]
    assert "a paragraph of 1000001 characters" in refusal(word.file(word.p("文" * 1_000_001)))
    assert "Limits.cell_characters" in refusal(word.file(word.p("文" * 11)), Limits(cell_characters=10))
    assert "Limits.unpacked_bytes" in refusal(word.file(word.p("文" * 11)), Limits(unpacked_bytes=100))


def test_one_note_or_chart_is_not_many(word: Any) -> None:
    refer = '<w:r><w:footnoteReference w:id="1"/></w:r>' * 1000
    found = word.lines(word.p("文", refer), footnotes=f'<w:footnote w:id="1">{word.p("注" * 1000)}</w:footnote>')
    assert found == ["文", "注" * 1000]


def test_a_want_of_memory_is_told(word: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("plancomment.read.docx.reading.open_parts", fail)
    assert "memory" in refusal(b"")


def test_without_lxml_the_extra_is_named(word: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lxml", None)
    with pytest.raises(MissingExtraError, match=r"plancomment\[docx\]"):
        word.read(word.p("文"))


def test_changes_is_one_of_two_words(word: Any) -> None:
    with pytest.raises(ValueError, match="'accepted' or 'original'"):
        word.read(word.p("文"), changes="both")


def test_nothing_is_opened(word: Any, tmp_path: Any) -> None:
    file = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph("本文")
    document.save(file)
    assert opening.open_contents(file, Limits()).blocks[0].text == "本文"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.docx"]


# ── any tree of Word's elements ──────────────────────────────────────────────────────────────────────

TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "sdt", "sdtPr", "sdtContent", "ins", "del",
    "moveFrom", "moveTo", "ruby", "rubyBase", "rt", "drawing", "pict", "txbxContent", "fldChar", "fldSimple",
    "instrText", "br", "lastRenderedPageBreak", "sym", "numPr", "numId", "ilvl", "pStyle", "rStyle", "vanish",
    "strike", "gridSpan", "vMerge", "hMerge", "gridBefore", "sectPr", "pgNumType", "footnoteReference",
    "hyperlink", "tab", "delText", "pPrChange", "rPrChange",
)  # fmt: skip
VALUES = ("", "0", "1", "7", "-1", "1000000000", "restart", "begin", "separate", "end", "page", "1a", "無")


def trees(most: int) -> st.SearchStrategy[str]:
    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        made = "<w:{0} w:{1}='{2}' w:type='{2}' w:fldCharType='{2}'>{3}</w:{0}>".format
        contents = st.lists(inside, max_size=4).map("".join)
        return st.builds(made, st.sampled_from(TAGS), st.sampled_from(["val", "id", "char"]),
                         st.sampled_from(VALUES), contents)  # fmt: skip

    return st.recursive(st.sampled_from(["", "文"]), element, max_leaves=most)


@given(trees(30), trees(10), trees(10), st.sampled_from(["accepted", "original"]))
def test_any_tree_is_read_or_refused(word: Any, body: str, styles: str, numbering: str, changes: str) -> None:
    try:
        found = word.read(body, styles=styles, numbering=numbering, changes=changes)
    except ReadError:
        return
    for block in found.blocks:
        if isinstance(block, TableBlock):
            places = [
                (row, column)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            ]
            assert len(places) == len(set(places))
            assert all(row <= block.height and column <= block.width for row, column in places)
        else:
            assert block.page is None or block.page > 0
