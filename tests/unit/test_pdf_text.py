"""The running text of PDFs: pages, paragraphs, headings, columns, notes; set with Typst."""

from pathlib import Path

import pytest

from plancomment.read.blocks import Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.textdiff.keys import comparison_key, cosmetic_key

typst = pytest.importorskip("typst")
pytest.importorskip("pdfplumber")
pytest.importorskip("pypdfium2")

from plancomment.read.pdf import read_blocks  # noqa: E402

FONTS = Path("/usr/share/fonts")
pytestmark = pytest.mark.skipif(
    not any(FONTS.rglob("NotoSerifCJK*")), reason="no Japanese font to set test files with (Noto Serif CJK JP)"
)
HEAD = """
#set page(paper: "a5", margin: 20mm)
#set text(font: "Noto Serif CJK JP", size: 10.5pt, lang: "ja")
#set par(justify: true, first-line-indent: (amount: 1em, all: true), spacing: 0.65em)
#show heading: set text(font: "Noto Sans CJK JP")
"""
SENTENCE = (
    "緑ヶ原町では、人口の減少と高齢化が進む中で公共交通を維持するため、令和6年度から令和10年度までの５年間を"
    "計画期間とする計画を定め、DX（デジタル化）により予約の手間を減らします。"
)


def read(source: str) -> Contents:
    return read_blocks(typst.compile((HEAD + source).encode()), "plan.pdf", Limits())


def blocks(contents: Contents) -> list[TextBlock]:
    return [block for block in contents.blocks if isinstance(block, TextBlock)]


def texts(contents: Contents) -> list[str]:
    return [block.text for block in blocks(contents)]


def told(contents: Contents, code: str) -> list[str]:
    return [finding.message for finding in contents.findings if finding.code == code]


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", range(80, 149, 9))
def test_lines_are_joined_to_the_paragraphs_they_were(width: int) -> None:
    paragraphs = [SENTENCE, SENTENCE * 3, "短い段落です。", SENTENCE * 2]
    source = f"#set page(width: {width}mm)\n" + "\n\n".join(paragraphs)
    assert texts(read(source)) == paragraphs


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_a_paragraph_goes_on_over_the_page(lines: int) -> None:
    paragraphs = ["一行だけの段落。"] * lines + [SENTENCE * 4, "次の段落です。"]
    contents = read("\n\n".join(paragraphs))
    assert texts(contents) == paragraphs


def test_latin_words_get_a_space_and_broken_ones_none() -> None:
    words = "We publish open data and re-use it whenever the town council asks for infrastructure-related figures. "
    (text,) = texts(read("#set text(hyphenate: false)\n" + words * 3))
    assert text == (words * 3).strip()


def test_a_word_broken_by_a_hyphen_keeps_it_as_printed() -> None:
    (text,) = texts(read('#set page(width: 70mm)\n#set text(lang: "en", hyphenate: true)\n' + "infrastructure " * 12))
    assert text.replace("-", "") == ("infrastructure " * 12).strip()


def test_a_label_begins_anew() -> None:
    items = [f"（１）{SENTENCE}", f"（２）{SENTENCE}", "ア　待合所", "イ　案内板", f"・{SENTENCE}"]
    contents = read("#set par(first-line-indent: 0em)\n" + "\n\n".join(items))
    assert texts(contents) == items
    assert {block.role for block in blocks(contents)} == {"item"}


def test_hanging_indents() -> None:
    contents = read(f"#set par(first-line-indent: 0em)\n+ {SENTENCE}\n+ 二番目\n  + {SENTENCE}\n")
    assert texts(contents) == [f"1. {SENTENCE}", "2. 二番目", f"1. {SENTENCE}"]
    assert [block.level for block in blocks(contents)] == [1, 1, 2]


def test_a_space_between_paragraphs_parts_them() -> None:
    source = "#set par(first-line-indent: 0em, spacing: 2em, justify: false)\n"
    full = "あ" * 22 * 2  # both lines full: nothing but the space tells where it ends
    assert texts(
        read(f"#set page(width: {22 * 10.5 + 0.5}pt, margin: (x: 0pt, y: 20mm))\n{source}{full}\n\n{full}")
    ) == [full, full]


# ── pages and lines ──────────────────────────────────────────────────────────────────────────────────


def test_printed_page_numbers_are_cited() -> None:
    front = "#set page(footer: none)\n表紙です。\n#pagebreak()\n目次です。\n#pagebreak()\n"
    body = "#set page(footer: align(center)[‐ #context counter(page).display() ‐])\n#counter(page).update(1)\n"
    contents = read(front + body + "\n#pagebreak()\n".join(f"本文の{n}つ目です。" for n in "一二三四"))
    assert [(block.text, block.page) for block in blocks(contents)] == [
        ("表紙です。", None),
        ("目次です。", None),
        ("本文の一つ目です。", 1),
        ("本文の二つ目です。", 2),
        ("本文の三つ目です。", 3),
        ("本文の四つ目です。", 4),
    ]
    assert told(contents, "PC650") == ["pages are as printed: page of the file -2"]
    assert told(contents, "PC651") == ["left out as running head or foot (# is a number) on pages 3-6: ‐#‐"]


def test_without_printed_numbers_the_pages_of_the_file_are_told() -> None:
    contents = read("一頁目。\n#pagebreak()\n二頁目。")
    assert [(block.page, block.line) for block in blocks(contents)] == [(1, 1), (2, 1)]
    assert "counted from its first one" in told(contents, "PC650")[0]


def test_numbers_that_begin_again_are_no_page_numbers_to_cite() -> None:
    source = "#set page(numbering: \"1\")\n" + "\n#pagebreak()\n".join(
        f"{'#counter(page).update(1)' if n in (3, 6) else ''}\n本文{n}。" for n in range(9)
    )  # fmt: skip
    contents = read(source)
    assert [block.page for block in blocks(contents)] == list(range(1, 10))
    assert texts(contents) == [f"本文{n}。" for n in range(9)]


def test_roman_numbers_of_the_front_matter() -> None:
    source = '#set page(numbering: "i")\n前書き。\n#pagebreak()\n目次。\n#pagebreak()\n'
    source += '#set page(numbering: "1")\n#counter(page).update(1)\n'
    contents = read(source + "\n#pagebreak()\n".join(f"本文{n}。" for n in "一二三"))
    assert [(block.text, block.page) for block in blocks(contents)] == [
        ("前書き。", None), ("目次。", None), ("本文一。", 1), ("本文二。", 2), ("本文三。", 3),
    ]  # fmt: skip


def test_running_heads_are_left_out_and_told_once() -> None:
    head = (
        "#set page(header: [緑ヶ原町公共交通計画 #h(1fr) 素案], footer: context [#h(1fr) #counter(page).display()])\n"
    )
    pages = "\n#pagebreak()\n".join(f"本文の{n}番目です。" for n in "一二三四")
    contents = read(head + pages)
    assert texts(contents) == [f"本文の{n}番目です。" for n in "一二三四"]
    assert [message.split(": ")[1] for message in told(contents, "PC651")] == ["緑ヶ原町公共交通計画", "素案", "#"]
    assert [block.line for block in blocks(contents)] == [1, 1, 1, 1]


def test_numbered_headings_at_the_top_of_each_page_are_text() -> None:
    source = '#set page(margin: (top: 8mm), numbering: "1")\n' + "\n#pagebreak()\n".join(
        f"= 施策 {n}\n本文の{n}番目です。" for n in range(1, 6)
    )
    contents = read(source)
    assert [block.text for block in blocks(contents) if block.role == "heading"] == [f"施策 {n}" for n in range(1, 6)]


def test_lines_are_counted_on_each_page() -> None:
    contents = read("= 見出し\n" + SENTENCE + "\n\n二つ目の段落です。")
    first, second, third = blocks(contents)
    assert (first.line, second.line) == (1, 2)
    assert third.line is not None
    assert third.line > 4


# ── headings, captions, notes ────────────────────────────────────────────────────────────────────────


def test_headings_are_ranked_by_size() -> None:
    contents = read(f"= 第１章　総論\n== １　背景\n{SENTENCE}\n=== （１）人口\n{SENTENCE}\n== ２　目的\n{SENTENCE}")
    assert [(b.text, b.level) for b in blocks(contents) if b.role == "heading"] == [
        ("第１章　総論", 1), ("１　背景", 2), ("（１）人口", 3), ("２　目的", 2),
    ]  # fmt: skip


def test_bold_lines_of_the_size_of_text_are_headings_and_bold_sentences_not() -> None:
    bold = '#text(font: "Noto Sans CJK JP", weight: "bold")'
    contents = read(f"{bold}[町の現状]\n\n{SENTENCE * 2}\n\n{bold}[大切な一文です。]\n\n{SENTENCE}")
    assert [(block.role, block.text) for block in blocks(contents)] == [
        ("heading", "町の現状"), ("body", SENTENCE * 2), ("body", "大切な一文です。"), ("body", SENTENCE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["第 １ 章　は じ め に", "目　次", "目 次", "⾒直しの⽅針と⻄部地区", "葛󠄀城㈱　𠮷野"]
)
def test_text_is_kept_as_given(title: str) -> None:
    contents = read(f"= {title}\n{SENTENCE}")
    assert texts(contents) == [title, SENTENCE]


@pytest.mark.parametrize(
    ("as_given", "meant"),
    [
        ("⾒直しの⽅針と⻄部地区", "見直しの方針と西部地区"),
        ("⻑期の⺠間活⼒", "長期の民間活力"),
        ("⺩⼦と⽵⺮、⺬す、⼾⼝", "王子と竹竹、示す、戸口"),
        ("第 １ 章　は じ め に", "第1章はじめに"),
        ("目　次", "目次"),
    ],
)
def test_keys_fold_what_producers_of_pdf_put_for_ideographs(as_given: str, meant: str) -> None:
    assert comparison_key(as_given) == comparison_key(meant)
    assert cosmetic_key(as_given) == cosmetic_key(meant)


def test_a_title_in_two_lines_is_one() -> None:
    contents = read(
        f"#align(center, text(size: 16pt)[緑ヶ原町公共交通計画に対する \\ 意見募集の結果について])\n\n{SENTENCE}"
    )
    assert texts(contents)[0] == "緑ヶ原町公共交通計画に対する意見募集の結果について"


def test_captions() -> None:
    contents = read(
        f"{SENTENCE}\n\n図１　利用者数の推移\n\n表2-1　路線の一覧\n\n図１に示すとおり、利用者は減っています。"
    )
    assert [block.role for block in blocks(contents)] == ["body", "caption", "caption", "body"]


def test_footnotes_stand_behind_the_text_they_interrupt() -> None:
    long = SENTENCE * 9
    contents = read(f"路線の一つ#footnote[緑ヶ原線をいう。]です。\n\n{long}")
    assert [(block.role, block.place) for block in blocks(contents)] == [("body", ""), ("body", ""), ("note", "脚注1")]
    assert blocks(contents)[1].text == long
    assert blocks(contents)[2].text.endswith("緑ヶ原線をいう。")


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    contents = read("#outline(title: none)\n#pagebreak()\n= はじめに\n文。\n= おわりに\n文。")
    first, second, *_ = texts(contents)
    assert first.startswith("はじめに")
    assert second.startswith("おわりに")


# ── columns and directions ───────────────────────────────────────────────────────────────────────────


def test_two_columns_are_read_one_after_the_other() -> None:
    paragraphs = [f"{n}番目。{SENTENCE}" for n in "一二三四五六"]
    contents = read("= 題\n#columns(2, gutter: 8mm)[" + "\n\n".join(paragraphs) + "]")
    assert texts(contents) == ["題", *paragraphs]


def test_words_at_the_ends_of_a_line_are_no_columns() -> None:
    rows = [f"項目{n}#h(1fr)#[{n}00円]" for n in range(1, 8)]
    assert texts(read("\n\n".join(rows))) == [f"項目{n} {n}00円" for n in range(1, 8)]


def test_a_page_on_its_side() -> None:
    contents = read(f"#set page(flipped: true)\n{SENTENCE}")
    assert texts(contents) == [SENTENCE]


def test_turned_pages_are_read_and_told() -> None:
    contents = read(f"#rotate(90deg, reflow: true, block(width: 12cm)[{SENTENCE}])")
    assert texts(contents) == [SENTENCE]
    assert [finding.code for finding in contents.findings] == ["PC650", "PC656"]


def test_a_watermark_is_not_in_the_text() -> None:
    mark = "#set page(background: rotate(-45deg, text(size: 60pt)[素案]))\n"
    contents = read(mark + SENTENCE)
    assert [(b.text, b.role, b.place) for b in blocks(contents)] == [
        ("素案", "box", "向きの違う文字"), (SENTENCE, "body", ""),
    ] or texts(contents) == [SENTENCE, "素案"]  # fmt: skip


def test_readings_are_left_out_and_told() -> None:
    ruby = "#let ruby(base, over) = box(stack(dir: ttb, spacing: 1pt, align(center, text(size: 5pt)[#over]), base))\n"
    contents = read(ruby + "町名は#ruby[緑ヶ原][みどりがはら]です。長い文にします。")
    assert texts(contents) == ["町名は緑ヶ原です。長い文にします。"]
    assert told(contents, "PC657") == ["readings set over the text were left out of it: みどりがはら"]


def test_readings_in_latin_letters_are_left_out_too() -> None:
    ruby = "#let ruby(base, over) = box(stack(dir: ttb, spacing: 1pt, align(center, text(size: 5pt)[#over]), base))\n"
    contents = read(ruby + "配車は#ruby[電算化][DX]で行い、#ruby[町][まち]を巡ります。長い文にします。")
    assert texts(contents) == ["配車は電算化で行い、町を巡ります。長い文にします。"]
    assert told(contents, "PC657") == ["readings set over the text were left out of it: DX、まち"]


def test_small_words_over_nothing_stay() -> None:
    words = "#text(size: 5pt)[DX]\n\n#text(size: 5pt)[素案]\n\n本文の一行です。"
    assert texts(read(words + "#v(3em)" + SENTENCE))[:2] == ["DX", "素案"]


def test_a_raised_figure_is_no_part_of_a_number() -> None:
    marked = "目標値は350#super[3]人、1200#super[12]）人、#super[1]450人とし、"
    contents = read(marked + "令和10年度の人#super[4]、面積12km#super[2]です。")
    assert texts(contents) == ["目標値は350³人、1200¹²）人、¹450人とし、令和10年度の人4、面積12km2です。"]
    (message,) = told(contents, "PC657")
    assert message.endswith(": 350³、1200¹²、¹450")
    table = read("#table(columns: 2, [目標], [350#super[3]], [実績], [300])").blocks[-1]
    assert isinstance(table, TableBlock)
    assert table.grid() == [["目標", "350³"], ["実績", "300"]]


def test_figures_that_the_file_has_raised_are_not_told() -> None:
    contents = read("目標値は350³人です。")
    assert (texts(contents), told(contents, "PC657")) == (["目標値は350³人です。"], [])
