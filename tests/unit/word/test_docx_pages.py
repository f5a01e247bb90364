"""Pages are those that Word stored; where it stored none, none is known."""

from typing import Any

from plancomment.read.blocks import TextBlock

STORED = "<w:r><w:lastRenderedPageBreak/></w:r>"
ASKED = '<w:r><w:br w:type="page"/></w:r>'


def box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def pages(word: Any, body: str) -> list[tuple[str, int | None]]:
    blocks = word.read(body).blocks
    return [(block.text, block.page) for block in blocks if isinstance(block, TextBlock)]


def section(kind: str = "nextPage", start: str = "") -> str:
    numbers = f'<w:pgNumType w:start="{start}"/>' if start else ""
    return f'<w:sectPr><w:type w:val="{kind}"/>{numbers}</w:sectPr>'


def test_pages_are_those_that_word_stored(word: Any) -> None:
    body = word.p("一", STORED, "続") + word.p(STORED, "三") + word.p("三も")
    assert pages(word, body) == [("一続", 1), ("三", 3), ("三も", 3)]
    assert "approximate" in word.told(word.read(body), "PC640")[0].message


def test_no_page_is_known_where_none_was_stored(word: Any) -> None:
    found = word.read(word.p("一", ASKED) + word.p("二"))
    assert [block.page for block in found.blocks] == [None, None]
    assert "no page is known" in word.told(found, "PC640")[0].message


def test_a_break_asked_for_and_the_one_stored_behind_it_are_one(word: Any) -> None:
    before = "<w:pageBreakBefore/>"
    body = (
        word.p("一", ASKED)
        + word.p(STORED, "二")
        + word.p("三", own=before)
        + word.p(STORED, "四", own=before)
        + word.p(ASKED, ASKED)
        + word.p("六", own=before)
        + word.p("六も", own='<w:pageBreakBefore w:val="0"/>')
    )
    assert pages(word, body) == [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("六", 6), ("六も", 6)]


def test_sections_begin_pages_and_restart_them(word: Any) -> None:
    body = (
        word.p("表紙", own=section(start="0"))
        + word.p(STORED, "はじめに", own=section(start="1"))
        + word.p("続く", own=section("continuous"))
        + word.p(STORED, "二頁", own=section())
        + word.p("奇数", own=section("oddPage"))
        + word.p("偶数", own=section("evenPage"))
        + word.p("次の偶数", own=section("evenPage"))
        + word.p("本編")
        + section(start="1")
    )
    assert pages(word, body) == [
        ("表紙", None),
        ("はじめに", 1),
        ("続く", 1),
        ("二頁", 2),
        ("奇数", 3),
        ("偶数", 4),
        ("次の偶数", 6),
        ("本編", 1),
    ]


def test_styles_begin_pages(word: Any) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="章"/><w:pPr><w:pageBreakBefore/></w:pPr></w:style>'
    )
    blocks = word.read(word.p("一", STORED) + word.p("三", style="1"), styles=style).blocks
    assert [block.page for block in blocks] == [1, 3]


def test_more_section_ends_than_sections(word: Any) -> None:
    old = "<w:sectPr><w:sectPrChange><w:sectPr><w:pgNumType w:start='9'/></w:sectPr></w:sectPrChange></w:sectPr>"
    assert pages(word, word.p("一", STORED, own=old) + word.p("二")) == [("一", 1), ("二", 2)]


def test_boxes_and_notes_turn_no_page(word: Any) -> None:
    content = word.p("枠", STORED, ASKED, "続", own=section()) + word.p(STORED, "枠2")
    body = word.p(STORED, "二", f"<w:r><w:pict>{box(content)}</w:pict></w:r>") + word.p("二も")
    assert pages(word, body) == [("二", 2), ("枠続", 2), ("枠2", 2), ("二も", 2)]


def test_a_number_without_text_has_a_page(word: Any) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    (block,) = word.read(word.numbered(STORED), numbering=numbering).blocks
    assert (block.label, block.text, block.page) == ("1", "", 2)
