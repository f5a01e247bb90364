"""HTML pages read into blocks as a browser shows them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.html import read_blocks
from plancomment.read.limits import Limits

pytest.importorskip("lxml")


def read(page: str | bytes, **limits: int) -> Contents:
    return read_blocks(page.encode() if isinstance(page, str) else page, "a.html", Limits(**limits))


def texts(page: str | bytes) -> list[tuple[str, str, str]]:
    """Role, label and text of the blocks that are no tables."""
    return [(one.role, one.label, one.text) for one in read(page).blocks if isinstance(one, TextBlock)]


def bodies(page: str | bytes) -> list[str]:
    return [text for _, _, text in texts(page)]


def tables(page: str) -> list[TableBlock]:
    return [one for one in read(page).blocks if isinstance(one, TableBlock)]


def cells(page: str) -> list[tuple[int, int, str, int, int, bool]]:
    (table,) = tables(page)
    return [(one.row, one.column, one.text, one.rows, one.columns, one.header) for one in table.cells]


def found(page: str | bytes) -> list[tuple[str, str]]:
    """The findings: code, and the words between 「」."""
    told = [(one.code, re.search("「(.*)」", one.message)) for one in read(page).findings]
    return [(code, match[1] if match else "") for code, match in told]


# ---- paragraphs


def test_headings_paragraphs_and_bare_text() -> None:
    assert texts("<h1>海</h1>始め<div>山<p>川</p>岸</div><h3>港</h3><hgroup><h2>駅</h2><p>副題</p></hgroup>終わり") == [
        ("heading", "", "海"),
        ("body", "", "始め"),
        ("body", "", "山"),
        ("body", "", "川"),
        ("body", "", "岸"),
        ("heading", "", "港"),
        ("heading", "", "駅"),
        ("body", "", "副題"),
        ("body", "", "終わり"),
    ]
    levels = [one.level for one in read("<h1>a</h1><h6>b</h6><p role=heading aria-level=3>c").blocks]  # type: ignore[union-attr]
    assert levels == [1, 6, 3]


def test_white_space_is_that_of_a_browser() -> None:
    assert bodies("<p> 本市は\n  海に <b> 面し</b>\t The sea\n is&nbsp; a　b </p>") == [
        "本市は海に 面し The sea is\xa0 a　b"
    ]
    assert bodies("<p>海<br>\n山 <br/> 川<br></p><p><br>a</br>b<br><br>c") == ["海\n山\n川", "a\nb\n\nc"]
    assert texts("<pre>\n 海\n   山\n</pre><p style='white-space: pre-wrap'>a  b") == [
        ("code", "", " 海\n   山"),
        ("body", "", "a  b"),
    ]
    assert bodies("<p>a\r\nb\rc") == ["a b c"]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no browser to ask")
def test_a_browser_shows_the_same_words(tmp_path: Path) -> None:
    page = (
        "<!doctype html><meta charset=utf-8><p>海 <b> と</b>  山</p><div>川<p>岸</p>港</div>x</body></html>y"
        "<ul><li>あ<li>い<ol><li>う</ol></ul><table><tr>外<td>か<td>き</table><p>駅<br>前<section>部</section>後<script>no()</script>"
        "<h2>題<h3>小</h3><p>a&#146;b&notin;c&copy"
    )
    (tmp_path / "a.html").write_text(
        page + "<script>document.title=[...document.body.innerText].filter(c=>c.trim()).join('')</script>", "utf-8"
    )
    run = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'u'}", "--dump-dom"]
    shown = subprocess.run(
        [*run, (tmp_path / "a.html").as_uri()], capture_output=True, text=True, check=False, timeout=120
    ).stdout
    match = re.search("<title>(.*?)</title>", shown)
    if match is None:
        pytest.skip("the browser does not run here")
    ours = "".join(
        text
        for block in read(page).blocks
        for text in ([block.text] if isinstance(block, TextBlock) else [cell.text for cell in block.cells])
    )
    assert sorted("".join(ours.split())) == sorted(match[1])


# ---- lists


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=9><li>a<li value=3>b<li>c</ol>", ["9.", "3.", "4."]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3.", "2.", "1."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol type=A><li>a<li type=1>b</ol>", ["A.", "2."]),
        ("<ol type=i start=4><li>a<li value=0>b</ol>", ["iv.", "0."]),
        ("<ol type=I start=1989><li>a</ol>", ["MCMLXXXIX."]),
        ("<ol start=-1><li>a<li>b</ol>", ["-1.", "0."]),
        ("<ul><li>a<li value=4>b</ul>", ["", ""]),
        ("<ol style='list-style: none inside'><li>a</ol>", [""]),
        ("<ol style='list-style-type: decimal-leading-zero'><li>a</ol>", ["01."]),
        ("<ol style='list-style-type:katakana' start=48><li>a<li>b</ol>", ["ン、", "アア、"]),
        ("<ol style='list-style-type:hiragana-iroha'><li>a<li>b</ol>", ["い、", "ろ、"]),
        ("<ol style='list-style-type:cjk-ideographic' start=1203><li>a</ol>", ["千二百三、"]),
        ("<ol style='list-style-type:japanese-informal' start=0><li>a<li>b</ol>", ["〇、", "一、"]),
        ("<ol style='list-style-type:cjk-decimal' start=10><li>a</ol>", ["一〇、"]),
        ("<ol style='list-style-type:cjk-earthly-branch' start=12><li>a<li>b</ol>", ["亥、", "13."]),
        ("<ol style='list-style-type:upper-latin'><li style='list-style-type:lower-roman'>a</ol>", ["i."]),
        ("<ol start=x><li value=y>a</ol>", ["1."]),
    ],
)
def test_items_have_the_number_that_a_browser_shows(page: str, labels: list[str]) -> None:
    assert [label for _, label, _ in texts(page)] == labels


def test_lists_within_lists() -> None:
    page = "<ol><li>海<ul><li>山</ul>続き<li><p>川</p><p>岸</p><li><ul><li>港</ul><li></ol>"
    page += "<dl><dt>駅<dd>町<dd>村</dl><li>迷"
    assert [(one.role, one.label, one.text, one.level) for one in read(page).blocks if isinstance(one, TextBlock)] == [
        ("item", "1.", "海", 1),
        ("item", "", "山", 2),
        ("body", "", "続き", 1),
        ("item", "2.", "川", 1),
        ("body", "", "岸", 1),
        ("item", "3.", "", 1),
        ("item", "", "港", 2),
        ("item", "4.", "", 1),
        ("item", "", "駅", 1),
        ("body", "", "町", 1),
        ("body", "", "村", 1),
        ("item", "", "迷", 0),
    ]
    assert texts("<ol><li><h2>題</h2>文<li><table><tr><td>a</table></ol>") == [
        ("heading", "1.", "題"),
        ("body", "", "文"),
        ("item", "2.", ""),
    ]


# ---- tables


def test_merged_cells_and_titles() -> None:
    page = (
        "<table><caption>表1 人口</caption><thead><tr><td>年<td colspan=2>人</thead><tr><th rowspan=2>5<td>a<td>b"
        "<tr><td colspan=9>c</table>"
    )
    assert cells(page) == [
        (1, 1, "年", 1, 1, True),
        (1, 2, "人", 1, 2, True),
        (2, 1, "5", 2, 1, True),
        (2, 2, "a", 1, 1, False),
        (2, 3, "b", 1, 1, False),
        (3, 2, "c", 1, 9, False),
    ]
    assert texts(page) == [("caption", "", "表1 人口")]


def test_cells_do_not_reach_out_of_their_group_or_over_others() -> None:
    page = "<table><tbody><tr><td rowspan=9>a<td>b<tr><td>c<tbody><tr><td>d<td rowspan=0>e<tr><td colspan=3>f</table>"
    assert cells(page) == [
        (1, 1, "a", 2, 1, False),
        (1, 2, "b", 1, 1, False),
        (2, 2, "c", 1, 1, False),
        (3, 1, "d", 1, 1, False),
        (3, 2, "e", 2, 1, False),
        (4, 1, "f", 1, 1, False),
    ]
    assert cells("<table><td rowspan=x colspan=-1>a</table>") == [(1, 1, "a", 1, 1, False)]


def test_what_stands_in_a_cell_is_one_text() -> None:
    page = "<table><tr><th>h<td><p>海</p>山<br>川<ol start=2><li>岸</ol><img alt=図 src=a><td><img alt=○ src=b>外"
    assert [text for _, _, text, *_ in cells(page)] == ["h", "海\n山\n川\n2. 岸", "外"]
    assert texts(page) == [("caption", "", "図"), ("caption", "", "○")]
    assert [cell[2] for cell in cells("<table><tr><th>a<td><img alt=○ src=b></table>")] == ["a", "○"]
    assert [cell[2] for cell in cells("<table>外<tr>間<td>a</table>")] == ["a"]
    assert bodies("<table>外<tr>間<td>a</table>") == ["外", "間"]


def test_a_table_in_a_cell_follows_the_table_around_it() -> None:
    page = "<table><tr><th>a<td>海<table><caption>内</caption><tr><th>b</table>山</table>後"
    assert [[cell.text for cell in table.cells] for table in tables(page)] == [["a", "海\n山"], ["b"]]
    assert bodies(page) == ["内", "後"]
    assert [code for code, _ in found(page)] == ["PC680"]


def test_a_table_that_only_places_is_no_table() -> None:
    page = "<table><tr><td><h2>海</h2><td><table><tr><th>a</table></table><table role=presentation><tr><td>山</table>"
    assert [[cell.text for cell in table.cells] for table in tables(page)] == [["a"]]
    assert bodies(page) == ["海", "山"]
    assert bodies("<tr><td>迷い") == ["迷い"]
    assert bodies("<table role=none><tr><td>海<td>山</table><tr><td>川</td>岸") == ["海", "山", "川", "岸"]
    assert tables("<table></table>") == []


# ---- what is not the text


def test_the_document_is_the_main_part_of_its_page() -> None:
    page = (
        "<header><h1>市</h1></header><nav>案内</nav>外<div><main><h2>計画<nav>目次</nav></h2><aside>注</aside></main>"
    )
    assert bodies(page + "</div><footer>所</footer>") == ["市", "計画", "注"]
    assert found(page + "</div><footer>所</footer>") == [
        ("PC660", "市"),
        ("PC660", "案内"),
        ("PC660", "外"),
        ("PC660", "目次"),
        ("PC660", "所"),
    ]
    assert bodies("<h1>市</h1><article>海<article>山</article></article>") == ["市", "海", "山"]
    assert bodies("<article>海</article><article>山</article><aside>外</aside>") == ["海", "山"]
    assert bodies("<section><header>頭</header><footer>尾</footer></section><div role=banner>外</div>") == ["頭", "尾"]
    assert bodies("<div role=main>海</div>山<main>川</main>") == ["海", "川"]


def test_deleted_and_hidden_words_are_told() -> None:
    page = "<p>海<del>山</del><ins>川</ins><s></s><s>岸</s><span hidden>港</span><b style='Display : none'>駅</b>"
    assert bodies(page + "<i style='visibility:hidden'>町</i><dialog>村</dialog><dialog open>里</dialog>") == [
        "海川",
        "里",
    ]
    assert found(page + "<i style='visibility:hidden'>町</i><dialog>村</dialog>") == [
        ("PC661", "山"),
        ("PC661", "岸"),
        ("PC662", "港"),
        ("PC662", "駅"),
        ("PC662", "町"),
        ("PC662", "村"),
    ]
    assert (
        bodies("<script>a</script><style>b</style><template>c</template><noscript>d</noscript><title>e</title>") == []
    )
    assert bodies("<details><summary>海</summary>山</details>") == ["海", "山"]
    (finding,) = read(f"<p><del>{'山' * 300}</del>").findings
    assert f"「{'山' * 300}」" in finding.message


def test_words_marked_as_deleted_are_text_where_the_mark_says_what_went() -> None:
    page = "<table><tr><th>旧<th>新<tr><td><del>三十</del>分<td><s hidden>x</s><ins>十</ins>分</table>"
    contents = read_blocks(page.encode(), "a.html", Limits(), keep_struck=True)
    (table,) = contents.blocks
    assert isinstance(table, TableBlock)
    assert table.grid() == [["旧", "新"], ["三十分", "十分"]]
    assert [(one.code, "kept" in one.message) for one in contents.findings] == [("PC661", True), ("PC662", False)]
    assert [text for _, _, text, *_ in cells(page)] == ["旧", "新", "分", "十分"]


@pytest.mark.parametrize(
    ("style", "is_struck"),
    [
        ("text-decoration: line-through", True),
        ("color:red;TEXT-DECORATION:underline Line-Through red!important", True),
        ("text-decoration-line:line-through", True),
        ("text-decoration: none; text-decoration-line: line-through", True),
        ("text-decoration: line-through; text-decoration: none", False),
        ("text-decoration-line: line-through; text-decoration: underline", False),
        ("text-decoration: underline", False),
    ],
)
def test_a_line_through_words_marks_them_as_deleted(style: str, is_struck: bool) -> None:
    page = f"<p>海<span style='{style}'>山<b>川</b></span>岸</p>"
    assert bodies(page) == (["海岸"] if is_struck else ["海山川岸"])
    assert found(page) == ([("PC661", "山川")] if is_struck else [])
    kept = read_blocks(page.encode(), "a.html", Limits(), keep_struck=True)
    assert [block.text for block in kept.blocks if isinstance(block, TextBlock)] == ["海山川岸"]
    assert [(one.code, "kept" in one.message) for one in kept.findings] == ([("PC661", True)] if is_struck else [])


def test_rows_cells_and_items_that_are_struck_out_keep_their_place() -> None:
    line = "style='text-decoration:line-through'"
    page = f"<table><tr><td>海<td {line}>山<p>丘<td>川<tr {line}><td>岸<td colspan=2>港<tr><td>駅<td>町<td>村</table>"
    table = (
        (1, 1, "海", 1, 1, False),
        (1, 2, "", 1, 1, False),
        (1, 3, "川", 1, 1, False),
        (2, 1, "", 1, 1, False),
        (2, 2, "", 1, 2, False),
        (3, 1, "駅", 1, 1, False),
        (3, 2, "町", 1, 1, False),
        (3, 3, "村", 1, 1, False),
    )
    assert (tuple(cells(page)), found(page)) == (table, [("PC661", "山丘"), ("PC661", "岸港")])
    page = f"<ol><li>海<li {line}>山<ol><li>丘</ol><li>川</ol><p {line}>岸</p><ul {line}><li>港</ul>"
    assert texts(page) == [("item", "1.", "海"), ("item", "2.", ""), ("item", "3.", "川")]
    assert texts("<ol><li>海<li><del>山</del><li>川</ol>") == texts(page)
    assert found(page) == [("PC661", "山丘"), ("PC661", "岸"), ("PC661", "港")]
    page = f"<table {line}><tr><td>海</table><table><tbody {line}><tr><td hidden>山<td>川<img alt=丘></tbody></table>"
    assert (cells(page), found(page)) == ([(1, 1, "", 1, 1, False)], [("PC661", "海"), ("PC661", "山川")])
    assert bodies(f"<body data-white-space=exact><p {line}>海</p><ol><li {line}>山</ol>") == ["海", "山"]


def test_running_heads_that_libreoffice_saves_are_no_text() -> None:
    page = '<body><div title="header"><p>市</p></div><p>海<div title=footer><p>- 1 -</div><section><div title=footer>脚'
    assert (bodies(page), found(page)) == (["海", "脚"], [("PC660", "市"), ("PC660", "- 1 -")])


def test_a_picture_does_not_say_again_what_stands_below_it() -> None:
    page = "<figure><img alt='図1　港' src=a><figcaption>\n 図1　港</figcaption></figure><img alt='図2　 駅' src=b>"
    assert texts(page) == [("caption", "", "図1　港"), ("caption", "", "図2　 駅")]


def test_ruby_is_set_aside() -> None:
    page = "<p><ruby>海<rp>（</rp><rt>うみ</rt><rp>）</rp></ruby>と<ruby><rb>山</rb><rt>や<b>ま</b></ruby>と"
    page += "<ruby>川<rt></ruby>"
    assert bodies(page) == ["海と山と川"]
    assert found(page) == [("PC663", "海（うみ）、山（やま）")]
    assert bodies("<p><ruby>明日<rp>(<rt>あした<rp>)</ruby>は") == ["明日は"]


def test_pictures_drawings_and_what_is_elsewhere() -> None:
    page = (
        "<h1><img alt=計画 src=a></h1><figure><img alt=' 海の\n図 ' src=b><figcaption>図1</figcaption></figure>"
        "<p>山<img alt='' src=c><img src=d.png>川<svg><title>地図</title><text>港</text></svg></p>"
        "<iframe title=動画></iframe><object></object>"
    )
    assert texts(page) == [
        ("heading", "", "計画"),
        ("caption", "", "海の 図"),
        ("caption", "", "図1"),
        ("body", "", "山川"),
        ("caption", "", "地図"),
        ("box", "", "港"),
    ]
    assert found(page) == [("PC664", "動画"), ("PC664", "d.png"), ("PC664", "")]


def test_forms_show_their_texts() -> None:
    page = (
        "<form><label>名<input value=海></label><input type=hidden value=x><input placeholder=例>"
        "<input type=image alt=送>"
        "<select><option>甲<option>乙</select><textarea>\n一\n二</textarea><button>出す</button>"
    )
    assert bodies(page) == ["名海例", "送", "甲", "乙", "一\n二", "出す"]


def test_footnotes_are_what_raised_links_lead_to() -> None:
    page = "<p>海<a href=#n1><sup>※1</sup></a><sup><a href=#n2>2</a></sup><a href=#p>p</a><ol><li id=n1>一</ol>"
    blocks = read(page + "<p><a name=n2 href=#r2>2</a> 二<p id=p>三<p>四<a id=n1>").blocks
    assert [(one.role, one.text, one.place) for one in blocks if isinstance(one, TextBlock)] == [
        ("body", "海※12p", ""),
        ("note", "一", "脚注※1"),
        ("note", "2 二", "脚注2"),
        ("body", "三", ""),
        ("body", "四", ""),
    ]


def test_names_that_links_lead_to() -> None:
    blocks = read(
        "<section id=s><h2 id=h>海</h2><p>a <b id=b>c</b><table id=t><tr id=r><td id=d>x<p id=p>y</table>"
    ).blocks
    assert isinstance(blocks[2], TableBlock)
    assert [one.anchors for one in (*blocks[:2], *blocks[2].cells)] == [  # type: ignore[union-attr]
        ((0, "s"), (0, "h")),
        ((1, "b"),),
        ((0, "t"), (0, "r"), (0, "d"), (2, "p")),
    ]


def test_lines_of_the_file_are_told() -> None:
    blocks = read("<h1>a</h1>\n<p>\n\nb<table>\n<tr><td>c</table>").blocks
    assert [one.file_line for one in blocks if isinstance(one, TextBlock)] == [1, 2]
    assert isinstance(blocks[2], TableBlock)
    assert blocks[2].cells == (CellBlock(1, 1, "c", file_line=5),)


def test_a_page_of_our_own_is_read_exactly() -> None:
    page = (
        "<!DOCTYPE html>\n<html><head></head>\n<body data-white-space='exact'>\n<a class=skip href=#m>飛</a>\n"
        "<header><p>町</p><h1 id=t>題</h1></header>\n<nav>目次</nav>\n<main>\n<p> a <br>\n\n b</p>\n"
        "<table><tr><td>  </td><td>x\n<del>y</del></td></tr></table>\n</main>\n"
        "<footer><ul>\n<li>注</li></ul><p class=top>上</p></footer></body></html>"
    )
    assert bodies(page) == ["町", "題", " a \n\n b", "注"]
    assert [text for _, _, text, *_ in cells(page)] == ["  ", "x\ny"]
    assert found(page) == []


# ---- encodings


@pytest.mark.parametrize("declared", ["shift_jis", "Shift_JIS", "x-sjis", "windows-31j"])
def test_shift_jis_is_cp932(declared: str) -> None:
    assert bodies(f'<meta charset="{declared}"><p>①㈱～髙'.encode("cp932")) == ["①㈱～髙"]
    equiv = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'><p>①"
    assert bodies(equiv.encode("cp932")) == ["①"]


def test_other_encodings() -> None:
    head = b"<meta charset=euc-jp><p>"
    assert bodies(head + "海ア".encode("euc_jp") + b"\xad\xa1\xa1\xc1\x8e\xb1\x8f\xb0\xa1") == ["海ア①～ｱ丂"]
    for char in "亜弌腕熙ぁヶ":
        assert bodies(head + char.encode("euc_jp")) == [char]
    assert bodies(b"<meta charset=iso-2022-jp><p>" + "海".encode("iso2022_jp")) == ["海"]
    assert bodies("<?xml version='1.0' encoding='Shift_JIS'?><p>海".encode("cp932")) == ["海"]
    for name in ("utf-8", "utf-8-sig", "utf-16", "cp932"):
        assert bodies("<p>海①".encode(name)) == ["海①"]
    assert bodies("<meta charset=shift_jis><p>海".encode("utf-8-sig")) == ["海"]
    assert bodies(b"<meta charset=iso-8859-1><p>sea") == ["sea"]


def test_a_page_in_another_encoding_than_it_says_is_told() -> None:
    for page in ("<meta charset=utf-8><p>海".encode("cp932"), "<meta charset=euc-jp><p>海".encode()):
        assert (bodies(page), [code for code, _ in found(page)]) == (["海"], ["PC681"])


@pytest.mark.parametrize(
    "page",
    [
        b"<p>\xff\xfe\xfd",
        "<meta charset=euc-jp><p>海".encode("cp932"),
        "<meta charset=iso-8859-1><p>é".encode("latin-1"),
        b"<meta charset=utf-7><p>\xe9",
        b"<meta charset=utf-8><p>\xed\xa0\x80",
        b"<p>a\0b",
        b"<meta charset=euc-jp><p>\xfe\xfe\x80",
        "<p>海".encode("utf-16-le"),
    ],
)
def test_no_encoding_is_guessed(page: bytes) -> None:
    with pytest.raises(ReadError, match="UTF-8"):
        read(page)


# ---- limits


@pytest.mark.parametrize(
    ("page", "limits", "said"),
    [
        ("<div>" * 50 + "x", {"depth": 20}, "Limits.depth"),
        ("<div>" * 1000 + "x", {}, "Limits.depth"),
        ("<div>" * 3000 + "x", {"depth": 2500}, "Limits.depth"),
        ("<p>" * 30, {"elements": 10}, "Limits.elements"),
        ("<p>" + "海" * 11, {"cell_characters": 10}, "line 1: a text of more than 10 characters"),
        ("<table><td>" + "海<br>" * 11, {"cell_characters": 10}, "Limits.cell_characters"),
        ("<table>" + "<tr><td>a" * 11, {"rows": 10}, "Limits.rows"),
        ("<table><tr>" + "<td>a" * 11, {"columns": 10}, "Limits.columns"),
        ("<table>" + "<tr><td>a<td>b" * 6, {"cells": 10}, "Limits.cells"),
        ("<p " + " ".join(f"a{n}='>'" for n in range(1000)) + ">", {}, "1000 attributes"),
        ("<a x='<script>'><p " + "b " * 1000 + "></script>", {}, "1000 attributes"),
        ("<script><!--<script></script><!-- </script><p " + "b " * 1000 + "> -->", {}, "1000 attributes"),
        ("<title><!--</title>" + "<i>" * 30_000 + "海" * 1000 + "-->", {}, "1000 attributes"),
    ],
)
def test_pages_beyond_the_limits_are_refused(page: str, limits: dict[str, int], said: str) -> None:
    with pytest.raises(ReadError, match=re.escape(said)):
        read(page, **limits)


def test_programs_and_comments_may_look_as_they_like() -> None:
    many = " ".join(f"a{n}" for n in range(2000))
    assert bodies(f"<script>if (a <b {many})</script><!-- <p {many}> --><p {'a=1 ' * 900}>海") == ["海"]
    assert bodies(f"<script><!--\nwrite('<script>')//--></script><!--x--><p>{many[:8]}") == [many[:8]]
    assert [one.text for one in read("<div>" * 600 + "海", depth=1000).blocks] == ["海"]  # type: ignore[union-attr]


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(MissingExtraError, match=r"plancomment\[html\]"):
        read("<p>海")


def test_an_empty_page_is_empty() -> None:
    for page in ("", " \n", "<!-- x -->", "<html></html>", "<!doctype html>"):
        assert read(page) == Contents("a.html", ())


# ---- laws

TAGS = "p div b ul ol li table tr td th caption h2 pre section dl dt dd details figure figcaption form a main article"
PIECES = st.sampled_from(
    [
        *(f"<{end}{tag}>" for tag in TAGS.split() for end in ("", "/")),
        "<br>",
        "</br>",
        "</body>",
        "</html>",
        "<th rowspan=2>",
    ]
)


@given(st.lists(st.one_of(PIECES, st.sampled_from(["海", "山", "川 岸", "&amp;", "\n"])), max_size=30))
def test_no_text_is_lost_and_none_doubled(pieces: list[str]) -> None:
    contents = read("".join(pieces))
    words = [finding.message for finding in contents.findings if finding.code == "PC660"]
    for block in contents.blocks:
        words.extend([block.text] if isinstance(block, TextBlock) else [cell.text for cell in block.cells])
    for char, written in (("海", "海"), ("山", "山"), ("川", "川"), ("岸", "岸"), ("&", "&amp;")):
        assert sum(text.count(char) for text in words) == "".join(pieces).count(written)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_a_text_is_kept_character_by_character(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert "".join(bodies(f"<pre>x{escaped}</pre>")) == f"x{text}"


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<main><p>海</main>", ["海"]),
        ("<article><p>海</article>", ["海"]),
        ("<section>海</section>", ["海"]),
        ("<details><summary>山</summary>海</details>", ["山", "海"]),
        ("<ruby>海<rt>うみ</rt></ruby>", ["海"]),
        ("<script>if (a < b) {}</script><style>p {}</style><main>海</main>", ["海"]),
        ("<tr><td>海", ["海"]),
        ("<p>山<embed src=a>海</p><p>川</p>", ["山海", "川"]),
    ],
)
def test_a_page_need_not_say_where_its_body_begins(markup: str, texts: list[str]) -> None:
    page = f'<!doctype html><meta charset="utf-8" content="a>b"><title>題</title><!-- x -->{markup}'
    contents = read_blocks(page.encode(), "a.html", Limits())
    assert [block.text for block in contents.blocks if isinstance(block, TextBlock)] == texts


def test_words_that_stand_in_for_a_picture_are_told() -> None:
    contents = read_blocks("<p>山<object data='a'>海</object></p><canvas>川</canvas>".encode(), "a.html", Limits())
    assert [one.code for one in contents.findings] == ["PC664", "PC664"]
    assert "a 海" in " ".join(one.message for one in contents.findings)
    assert "川" in " ".join(one.message for one in contents.findings)
