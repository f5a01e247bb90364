"""Automatic numbers are those that Word shows; LibreOffice is asked where it is at hand."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plancomment.read.docx.numerals import is_known, show_number
from plancomment.read.docx.symbols import plain_bullet


def level(at: int, form: str, text: str, more: str = "", start: str = "1", before: str = "") -> str:
    """One ``w:lvl``; ``more`` stands behind the number format, ``before`` in front of it."""
    started = f'<w:start w:val="{start}"/>' if start else ""
    return f'<w:lvl w:ilvl="{at}">{started}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>{before}</w:lvl>'


def lists(*levels: str, nums: str = "") -> str:
    """One abstract list 0, the list 1 of it, and more ``nums``."""
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{one}{nums}'


def num(key: int, override: str = "", abstract: int = 0) -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def labels(word: Any, body: str, numbering: str, **more: Any) -> list[str]:
    return [block.label for block in word.read(body, numbering=numbering, **more).blocks]


LAW = lists(
    level(0, "japaneseCounting", "第%1章"),
    level(1, "decimalFullWidth", "第%2条", '<w:lvlRestart w:val="0"/>'),
    level(2, "decimalFullWidth", "（%3）", '<w:suff w:val="space"/>'),
    level(3, "aiueoFullWidth", "%4", '<w:suff w:val="nothing"/>'),
    level(4, "decimalEnclosedCircle", "%5"),
    level(5, "decimal", "%1-%2.%6", "<w:isLgl/>"),
)


def test_a_plan_of_chapters_articles_and_items(word: Any) -> None:
    steps = (0, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1, 5)
    body = "".join(word.numbered("文", level=at) for at in steps)
    assert word.lines(body, numbering=LAW) == [
        "第一章\t文",
        "第１条\t文",
        "（１） 文",
        "（２） 文",
        "ア文",
        "イ文",
        "①\t文",
        "第２条\t文",
        "（１） 文",
        "第二章\t文",
        "第３条\t文",
        "2-3.1\t文",
    ]
    blocks = word.read(body, numbering=LAW).blocks
    assert {block.role for block in blocks} == {"item"}
    assert [block.level for block in blocks] == [at + 1 for at in steps]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("000", {7: "007", 1000: "1000"}),
        ("decimalFullWidth", {12: "１２", 0: "０"}),
        ("decimalFullWidth2", {12: "１２"}),
        ("japaneseCounting", {4: "四", 10: "十", 11: "十一", 20: "二十", 100: "百", 110: "百十", 1000: "千",
                              2026: "二千二十六", 10_000: "一万", 21_345: "二万千三百四十五"}),
        ("japaneseLegal", {1: "壱", 10: "壱拾", 12: "壱拾弐", 100: "壱百", 10_000: "壱萬"}),
        ("japaneseDigitalTenThousand", {10: "一〇", 26: "二六"}),
        ("ideographDigital", {10: "一〇"}),
        ("aiueo", {1: "ｱ", 46: "ﾝ", 47: "ｱｱ"}),
        ("aiueoFullWidth", {1: "ア", 44: "ワ", 45: "ヲ", 46: "ン", 48: "イイ", 2000: "2000"}),
        ("iroha", {1: "ｲ", 3: "ﾊ"}),
        ("irohaFullWidth", {1: "イ", 2: "ロ", 47: "ス", 48: "ン"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21", 0: "0"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "甲子"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {1: "a"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 112: "112th", 21: "21st"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {3: ""}),
        ("bullet", {3: ""}),
        ("hebrew1", {3: "3"}),
        ("decimal", {10**9: "1000000000"}),
        ("upperRoman", {10**9: "1000000000"}),
    ],
)  # fmt: skip
def test_number_formats(form: str, shown: dict[int, str]) -> None:
    assert {number: show_number(number, form) for number in shown} == shown


def test_unknown_formats_are_known_as_such() -> None:
    assert is_known("irohaFullWidth")
    assert not is_known("hebrew1")


def test_zero_of_counting_formats() -> None:
    assert show_number(0, "japaneseCounting") == "0"


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf06c", "Wingdings", "●"),
        ("l", "Wingdings", "●"),
        ("\uf0b7", "Symbol", "・"),
        ("\uf0ab", "Webdings", "・"),
        ("l", "Wingdings 3", "・"),
        ("\uf077", "", "・"),
        ("o", "Courier New", "○"),
        ("●", "Wingdings", "●"),
        ("※", "ＭＳ 明朝", "※"),
        ("", "Symbol", ""),
    ],
)
def test_bullets_of_symbol_fonts_become_plain(word: Any, text: str, font: str, shown: str) -> None:
    assert plain_bullet(text, font) == shown
    fonts = f'<w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>'
    body = word.numbered("文")
    assert labels(word, body, lists(level(0, "bullet", text, before=fonts))) == [shown]


def test_counters_restart_with_each_higher_level(word: Any) -> None:
    numbering = lists(
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", '<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(word.numbered("", level=at) for at in (0, 1, 2, 1, 2, 0, 1, 2))
    assert labels(word, body, numbering) == ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2", "2.1", "2.1.1"]


def test_a_level_without_the_one_above_counts_that_as_begun(word: Any) -> None:
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    assert labels(word, "".join(word.numbered("", level=at) for at in (1, 1, 0)), numbering) == ["1.1", "1.2", "2"]


def test_a_level_that_says_no_start_begins_with_zero(word: Any) -> None:
    numbering = lists(level(0, "decimal", "%1", start=""), level(1, "decimal", "%1.%2"))
    assert labels(word, word.numbered("", level=1) + word.numbered(""), numbering) == ["0.1", "1"]


def test_lists_of_one_abstract_list_count_together_unless_they_restart(word: Any) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(level(0, "decimal", "%1)"), nums=num(2) + num(3, override))
    body = "".join(word.numbered("文", key) for key in (1, 2, 3, 1, 3))
    assert labels(word, body, numbering) == ["1)", "2)", "5)", "6)", "7)"]


def test_a_list_may_override_a_level(word: Any) -> None:
    other = level(0, "irohaFullWidth", "（%1）", start="2")
    overrides = f'<w:lvlOverride w:ilvl="0">{other}</w:lvlOverride><w:lvlOverride w:ilvl="x"/>'
    numbering = lists(level(0, "decimal", "%1"), nums=num(2, overrides))
    assert labels(word, word.numbered("文", 2) + word.numbered("文", 1), numbering) == ["（ロ）", "3"]


def test_numbers_through_styles(word: Any) -> None:
    styles = """
    <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="1b"><w:name w:val="同前"/><w:basedOn w:val="1"/></w:style>
    <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>
      <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="2b"><w:name w:val="同"/><w:basedOn w:val="2"/></w:style>
    <w:style w:type="paragraph" w:styleId="3"><w:name w:val="項"/>
      <w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="4"><w:name w:val="無"/><w:basedOn w:val="3"/>
      <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
    """
    numbering = lists(
        level(0, "decimalFullWidth", "第%1章", '<w:pStyle w:val="1"/>'),
        level(1, "decimalFullWidth", "%1-%2", '<w:pStyle w:val="2"/>'),
        level(2, "decimal", "(%3)"),
    )
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    used = (("1", ""), ("2", ""), ("2b", ""), ("3", ""), ("4", ""), ("1", off), ("1", deeper), ("1b", ""))
    body = "".join(word.p("文", style=style, own=own) for style, own in used)
    blocks = word.read(body, numbering=numbering, styles=styles).blocks
    assert [block.label for block in blocks] == ["第１章", "１-１", "１-２", "(1)", "", "", "１-３", "第２章"]
    assert [block.role for block in blocks[:4]] == ["heading", "heading", "heading", "item"]


def test_numbers_through_numbering_styles(word: Any) -> None:
    link = '<w:abstractNum w:abstractNumId="{}"><w:numStyleLink w:val="{}"/></w:abstractNum>'.format
    style = (
        '<w:style w:type="numbering" w:styleId="{}"><w:name w:val="n"/>'
        '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:style>'
    ).format
    numbering = (
        link(5, "made") + link(6, "a") + link(7, "b") + link(8, "none")
        + lists(level(0, "aiueoFullWidth", "%1．"), nums=num(5, abstract=5) + num(6, abstract=6) + num(7, abstract=7))
        + num(8, abstract=8) + num(9, abstract=99)
    )  # fmt: skip
    styles = style("made", 1) + style("a", 7) + style("b", 6)
    body = "".join(word.numbered("文", key) for key in (5, 1, 6, 8, 9, 10))
    found = word.read(body, numbering=numbering, styles=styles)
    assert [block.label for block in found.blocks] == ["ア．", "イ．", "", "", "", ""]
    assert [finding.message for finding in word.told(found, "PC649")] == [
        "Mended: the list 6 is not defined.",
        "Mended: the list 9 is not defined.",
        "Mended: the list 10 is not defined.",
    ]


def test_custom_formats_with_leading_zeros(word: Any) -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{}"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    ).format
    made = '<w:lvl w:ilvl="{}"><w:start w:val="1"/>{}<w:lvlText w:val="%{}"/></w:lvl>'.format
    numbering = lists(made(0, custom("001, 002, 003, ..."), 1), made(1, custom("ア, ..."), 2), made(2, "", 3))
    found = word.read("".join(word.numbered("文", level=at) for at in (0, 1, 2)), numbering=numbering)
    assert [block.label for block in found.blocks] == ["001", "1", "1"]
    assert "'custom'" in word.told(found, "PC649")[0].message


def test_numbers_that_no_file_should_have(word: Any) -> None:
    numbering = lists(
        level(0, "decimal", "%1" + "長" * 300, start="99999999999999"),
        level(1, "decimal", "%2", start="-3"),
        level(9, "decimal", "%1"),
        level(2, "russianLower", "%3"),
    )
    body = (
        word.numbered("文")
        + word.numbered("文", level=1)
        + word.numbered("文", level=77)
        + word.numbered("文", level=2)
    )
    found = word.read(body, numbering=numbering)
    assert found.blocks[0].label == "1" + "長" * 253
    assert [block.label for block in found.blocks[1:]] == ["1", "2" + "長" * 253, "1"]
    told = " ".join(finding.message for finding in word.told(found, "PC649"))
    for words in ("cut to 255", "'99999999999999'", "'-3'", "beyond the ninth", "no level '77'", "'russianLower'"):
        assert words in told


def test_a_heading_of_the_contents_counts_if_it_is_numbered(word: Any) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="TOC Heading"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = word.p("目次", style="t") + word.numbered("計画")
    assert word.lines(body, styles=styles, numbering=lists(level(0, "decimal", "%1"))) == ["2\t計画"]


def test_isLgl_shows_no_bullets_as_digits(word: Any) -> None:  # noqa: N802
    numbering = lists(level(0, "bullet", "■"), level(1, "decimal", "%1%2", "<w:isLgl/>"))
    assert labels(word, word.numbered("") + word.numbered("", level=1), numbering) == ["■", "1"]


def test_lists_in_boxes_and_notes_count_for_themselves(word: Any) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{word.numbered('枠')}</w:txbxContent></w:pict></w:r>"
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    notes = "".join(f'<w:footnote w:id="{key}">{word.numbered("注")}</w:footnote>' for key in (1, 2))
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = word.p("一", box, refer(1), own=own) + word.p("二", box, refer(2), own=own)
    found = word.lines(body, numbering=lists(level(0, "decimal", "%1.")), footnotes=notes)
    assert found == ["1.\t一", "1.\t枠", "1.\t注", "2.\t二", "2.\t枠", "2.\t注"]


def test_hidden_paragraphs_do_not_count_and_struck_ones_do(word: Any) -> None:
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = word.p(word.r("隠", "<w:vanish/>"), own=own, mark="<w:vanish/>")
    struck = word.p(word.r("線", "<w:strike/>"), own=own)
    body = word.numbered("一") + hidden + word.numbered("二") + struck + word.numbered("四")
    assert word.lines(body, numbering=lists(level(0, "decimal", "%1."))) == ["1.\t一", "2.\t二", "4.\t四"]


# ── LibreOffice ──────────────────────────────────────────────────────────────────────────────────────

FORMS = ("decimal", "decimalFullWidth", "japaneseCounting", "aiueoFullWidth", "irohaFullWidth", "upperRoman",
         "decimalEnclosedCircle", "lowerLetter", "ideographTraditional", "ideographZodiac")  # fmt: skip


def shown_by_libreoffice(data: bytes, folder: Path) -> list[str]:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    file = folder / "numbers.docx"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(file)]
    subprocess.run([office, "--headless", profile, *convert], check=True, capture_output=True, timeout=120)
    return (folder / "numbers.txt").read_text(encoding="utf-8-sig").splitlines()


def test_libreoffice_shows_the_same_numbers(word: Any, tmp_path: Path) -> None:
    keys = range(10, 10 + len(FORMS))
    apart = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{level(0, form, "（%1）")}</w:abstractNum>'
        for key, form in zip(keys, FORMS, strict=True)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    # LibreOffice knows neither levels that never restart nor isLgl.
    restarting = LAW.replace('<w:lvlRestart w:val="0"/>', "").replace("<w:isLgl/>", "")
    numbering = apart + restarting + "".join(num(key, abstract=key) for key in keys) + num(2, override)
    body = "".join(word.numbered("文", level=at) for at in (0, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1, 5))
    body += word.numbered("文", 2) + word.numbered("文", 2)
    body += "".join(word.numbered("文", key) for key in keys for _ in range(12))
    shown = shown_by_libreoffice(word.file(body, numbering=numbering), tmp_path)
    ours = word.lines(body, numbering=numbering)
    assert ["".join(line.split()) for line in shown] == ["".join(line.split()) for line in ours]
