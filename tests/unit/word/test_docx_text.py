"""What stands in a paragraph of a Word file is read as it is shown; what has no place in the text is told."""

from typing import Any

import docx
import pytest

from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

HEADINGS = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="見出し　２"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="章題"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="flat"><w:name w:val="章題の次"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="third"><w:name w:val="節"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="tocH"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/>
  <w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("style", "own", "level"),
    [
        ("1", "", 1),
        ("2", "", 2),
        ("own", "", 1),
        ("flat", "", 0),
        ("third", "", 3),
        ("t", "", 1),
        ("a", '<w:outlineLvl w:val="4"/>', 5),
        ("1", '<w:outlineLvl w:val="9"/>', 0),
        ("1", '<w:outlineLvl w:val="many"/>', 1),
        ("unknown", "", 0),
        ("x", "", 4),
        ("y", "", 4),
    ],
)
def test_headings_by_style_and_outline_level(word: Any, style: str, own: str, level: int) -> None:
    (block,) = word.read(word.p("基本方針", style=style, own=own), styles=HEADINGS).blocks
    assert (block.role, block.level) == (("heading", level) if level else ("body", 0))


def test_python_docx_makes_the_same(word: Any, tmp_path: Any) -> None:
    document = docx.Document()
    document.add_heading("計画", 1)
    document.add_paragraph("本文")
    document.add_paragraph("一つ", style="List Number")
    document.add_paragraph("点", style="List Bullet")
    document.add_paragraph("図1", style="Caption")
    document.save(tmp_path / "made.docx")
    blocks = read_blocks((tmp_path / "made.docx").read_bytes(), "made.docx", Limits()).blocks
    assert [(block.role, block.label, block.level, block.text) for block in blocks] == [
        ("heading", "", 1, "計画"),
        ("body", "", 0, "本文"),
        ("item", "1.", 1, "一つ"),
        ("item", "・", 1, "点"),
        ("caption", "", 0, "図1"),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>前</w:t><w:tab/><w:t>後</w:t></w:r>", "前\t後"),
        ('<w:r><w:t>前</w:t><w:br/><w:cr/><w:br w:type="column"/><w:t>後</w:t></w:r>', "前\n\n後"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>2</w:t><w:ptab/></w:r>", "1\u20112\t"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Arial" w:char="2460"/></w:r>', "✓①"),
        ("<w:r><w:t>R&amp;D<![CDATA[の<推進>]]>と<!-- 注 -->&#x9AD8;度化</w:t></w:r>", "R&Dの<推進>と高度化"),
        ("<w:r><w:t xml:space='preserve'> 　字下げ </w:t></w:r>", " 　字下げ "),
        ('<w:hyperlink r:id="h"><w:r><w:t>市の</w:t></w:r></w:hyperlink><w:r><w:t>頁</w:t></w:r>', "市の頁"),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>記入</w:t></w:r></w:sdtContent></w:sdt>", "記入"),
        ("<w:smartTag><w:smartTagPr/><w:customXml><w:r><w:t>駅</w:t></w:r></w:customXml></w:smartTag>", "駅"),
        ("<w:bdo><w:dir><w:r><w:t>字</w:t></w:r></w:dir></w:bdo><w:bookmarkStart/><w:proofErr/>", "字"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>", "a"),
        ("<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
         "<m:r><m:t>+c</m:t></m:r></m:oMath></m:oMathPara>", "a/b+c"),
        ("<w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires='e'><e:sym xmlns:e='e'/></mc:Choice>"
         "<mc:Fallback><w:t>髙</w:t></mc:Fallback></mc:AlternateContent></w:r>", "前髙"),
        ("<mc:AlternateContent><mc:Choice><w:r><w:t>一</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>二</w:t></w:r>"
         "</mc:Fallback></mc:AlternateContent>", "一"),
        ("<mc:AlternateContent><mc:Choice><w:hyperlink><w:r><w:t>一</w:t></w:r></w:hyperlink></mc:Choice>"
         "</mc:AlternateContent>", "一"),
        ("<mc:AlternateContent/><mc:AlternateContent><mc:Fallback><w:r><w:t>二</w:t></w:r></mc:Fallback>"
         "</mc:AlternateContent>", "二"),
    ],
)  # fmt: skip
def test_text_is_what_is_shown(word: Any, content: str, text: str) -> None:
    assert word.lines(word.p(content)) == [text]


def test_symbols_without_a_character_are_told(word: Any) -> None:
    found = word.read(word.p('<w:r><w:sym w:char="なし"/><w:sym w:char="D800"/><w:sym/><w:t>文</w:t></w:r>'))
    assert found.blocks[0].text == "文"
    assert "3 times" in word.told(found, "PC649")[0].message


def test_blank_paragraphs_are_left_out(word: Any) -> None:
    assert word.lines(word.p() + word.p("文") + "<w:p/>") == ["文"]


def test_blocks_of_which_there_are_alternatives(word: Any) -> None:
    choice = f"<mc:Choice>{word.p('一')}</mc:Choice><mc:Fallback>{word.p('二')}</mc:Fallback>"
    assert word.lines(f"<mc:AlternateContent>{choice}</mc:AlternateContent>") == ["一"]


def test_block_content_controls_and_wrappers_are_read(word: Any) -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{word.p('中')}</w:sdtContent></w:sdt>"
    assert word.lines(f"<w:customXml>{inner}</w:customXml>" + word.p("外")) == ["中", "外"]


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def test_fields_show_their_results(word: Any) -> None:
    nested = word.field(' IF "' + "x", word.r("（"), word.field(" PAGEREF a ", word.r("12")), word.r("）"))
    simple = '<w:fldSimple w:instr=" DATE "><w:r><w:t>令和8年</w:t></w:r></w:fldSimple>'
    assert word.lines(word.p("頁", nested, simple)) == ["頁（12）令和8年"]


def test_text_in_an_instruction_is_none(word: Any) -> None:
    begin, separate, end = map(MARK.format, ("begin", "separate", "end"))
    across = word.p("前", begin, "隠", separate, separate, "結") + word.p("果", end, end, "後")
    assert word.lines(across) == ["前結", "果後"]


def test_a_field_without_an_end_swallows_nothing(word: Any) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'
    assert word.lines(word.p("前", begin, "後") + word.p("次")) == ["前後", "次"]


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r" EQ \o\ac(○,3) ", "③"),
        (r"eq \o\ac(○,印)", "㊞"),
        (r"eq \o\ac(△,３)", "△３"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \a\ac(い\,ろ,は)", "い,ろは"),
        (r"EQ \x", ""),
        (r"EQ \o(", ""),
        (r"EQ あ\o(い", "あい"),
    ],
)
def test_enclosed_characters_stand_in_the_instruction(word: Any, instruction: str, text: str) -> None:
    begin, end = map(MARK.format, ("begin", "end"))
    asked = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    assert word.lines(word.p("文", begin, asked, end)) == ["文" + text]


def test_captions(word: Any) -> None:
    seq = word.p("図", word.field(" SEQ 図 ", word.r("３")), "　推移")
    styled = word.p("表１　目標", style="cap")
    blocks = word.read(seq + styled, styles=HEADINGS).blocks
    assert [(block.role, block.text) for block in blocks] == [("caption", "図３　推移"), ("caption", "表１　目標")]


def test_a_table_of_contents_is_left_out(word: Any) -> None:
    entry = word.p(word.r("第１章\t1"), style="toc1")
    spanning = word.p(word.field(" TOC \\o ", "</w:p><w:p>".join((word.r("一\t2"), word.r("二\t3")))))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{word.p('もくじ')}{word.p('三 4')}</w:sdtContent></w:sdt>"
    )
    title = word.p("目次", style="tocH")
    found = word.read(title + entry + spanning + control + word.p("本文"), styles=HEADINGS)
    assert [block.text for block in found.blocks] == ["本文"]
    (finding,) = word.told(found, "PC646")
    assert "6 lines" in finding.message
    assert "「目次」から「三 4」" in finding.message_ja


def box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def test_what_is_anchored_in_a_table_of_contents_stays(word: Any) -> None:
    drawn = f"<w:r><w:pict>{box(word.p('題字'))}</w:pict></w:r>"
    assert word.lines(word.p("目次", drawn, style="tocH"), styles=HEADINGS) == ["題字"]


def test_a_heading_in_an_open_table_of_contents_is_no_entry(word: Any) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="{}"/>{}</w:r>'.format
    start = begin("begin", "<w:instrText>TOC</w:instrText>") + begin("separate", "")
    body = word.p(start, "一\t1") + word.p("第１章", style="1") + word.p(begin("end", ""))
    assert word.lines(body, styles=HEADINGS) == ["第１章"]


# ── what is not text ─────────────────────────────────────────────────────────────────────────────────


def ruby(base: str, reading: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{reading}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"


def test_ruby_keeps_the_base_and_tells_the_reading(word: Any) -> None:
    twice = ruby(word.r("罹患"), word.r("りかん"))
    found = word.read(word.p("疾病に", twice, "した", twice))
    assert found.blocks[0].text == "疾病に罹患した罹患"
    (finding,) = word.told(found, "PC644")
    assert finding.message_ja == "ルビは本文に含めません：罹患（りかん）"


def test_ruby_in_hidden_text_is_hidden(word: Any) -> None:
    found = word.read(word.p("文", ruby(word.r("内", "<w:vanish/>"), word.r("うち")), ruby(word.r("外"), "")))
    assert found.blocks[0].text == "文外"
    assert not word.told(found, "PC644")


def test_old_ruby_in_a_field(word: Any) -> None:
    found = word.read(word.p(word.field(r'EQ \* jc2 \* "Font:明朝" \* hps10 \o\ad(\s\up 9(りかん),罹患)')))
    assert found.blocks[0].text == "罹患"
    assert "罹患（りかん）" in word.told(found, "PC644")[0].message_ja


HIDING = """
<w:docDefaults><w:rPrDefault><w:rPr><w:vanish w:val="0"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="ph"><w:name w:val="ph"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="ch"><w:name w:val="ch"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="cs"><w:name w:val="cs"/><w:basedOn w:val="no"/>
  <w:rPr><w:dstrike/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("content", "style", "shown"),
    [
        ("<w:vanish/>", "", False),
        ('<w:vanish w:val="false"/>', "", True),
        ('<w:rStyle w:val="ch"/>', "", False),
        ("", "ph", False),
        ('<w:vanish w:val="0"/>', "ph", True),
        ('<w:rStyle w:val="ch"/>', "ph", True),
        ("<w:webHidden/>", "", True),
    ],
)
def test_hidden_text_is_left_out_and_told(word: Any, content: str, style: str, shown: bool) -> None:
    found = word.read(word.p(word.r("内部用", content), style=style) + word.p("文"), styles=HIDING)
    assert [block.text for block in found.blocks] == (["内部用", "文"] if shown else ["文"])
    assert ["内部用" in finding.message_ja for finding in word.told(found, "PC642")] == ([] if shown else [True])


def test_hidden_by_the_defaults(word: Any) -> None:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert not word.read(word.p("隠"), styles=defaults).blocks


@pytest.mark.parametrize("looks", ["<w:strike/>", "<w:dstrike/>", '<w:strike/><w:dstrike w:val="0"/>',
                                   '<w:rStyle w:val="cs"/>'])  # fmt: skip
def test_struck_text_is_deleted_by_hand(word: Any, looks: str) -> None:
    body = word.p("会長", word.r("及び副会長", looks), "が定める") + word.p(word.r("削る", looks))
    found = word.read(body, styles=HIDING)
    assert [block.text for block in found.blocks] == ["会長が定める"]
    before = word.read(body, styles=HIDING, changes="original")
    assert [block.text for block in before.blocks] == ["会長及び副会長が定める", "削る"]
    for contents, done in ((found, "除きました"), (before, "残しました")):
        told = [finding.message_ja for finding in word.told(contents, "PC643")]
        assert told == [f"取り消し線の文字を{done}：「及び副会長」", f"取り消し線の文字を{done}：「削る」"]


def test_headers_are_told_only_if_they_say_anything(word: Any) -> None:
    number = word.root("w:ftr", word.p("- ", word.field("PAGE", word.r("3")), " 頁"))
    named = word.root("w:hdr", word.p("みどり市総合計画") + word.p("素案"))
    references = '<w:headerReference r:id="h1"/><w:footerReference r:id="f1"/><w:headerReference r:id="h1"/>'
    more = '<w:footerReference r:id="none"/>'
    found = word.read(
        word.p("文") + f"<w:sectPr>{references}{more}</w:sectPr>",
        parts={"h1.xml": ("header", named), "f1.xml": ("footer", number)},
    )
    assert [finding.message_ja for finding in word.told(found, "PC645")] == [
        "ヘッダーを除きました：「みどり市総合計画 素案」"
    ]


def test_comments_are_told(word: Any) -> None:
    found = word.read(word.p("文"), comments=f'<w:comment w:id="0" w:author="甲">{word.p("要確認")}</w:comment>')
    (finding,) = word.told(found, "PC647")
    assert "要確認" in finding.message
    assert "甲" not in finding.message_ja


def test_an_equation_that_only_the_fallback_has_is_read(word: Any) -> None:
    name = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    equation = f"<m:oMath xmlns:m='{name}'><m:r><m:t>x</m:t></m:r></m:oMath>"
    content = (
        "<w:p><w:r><w:t>値</w:t></w:r><mc:AlternateContent><mc:Choice Requires='zzz' xmlns:zzz='urn:z'/>"
        f"<mc:Fallback>{equation}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    (block,) = word.read(content).blocks
    assert block.text == "値x"
