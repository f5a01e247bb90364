"""Markdown: parsed back, every text is itself, and nothing in a text becomes markup."""

import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plancomment.comments import Comment
from plancomment.consultation import Consultation
from plancomment.report.contents import build_report
from plancomment.report.controls import visible
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.markdown import render
from plancomment.responses import Response, ResponsePart

HOSTILE = [
    "| a | b |\n| --- | --- |",
    "# 見出し\n## 二つ目",
    "**太字** _斜体_ `コード` ~~取消~~",
    "<script>alert(1)</script><b>太字</b><!-- 消える -->",
    "[リンク](https://example.jp) ![絵](x.png) <https://example.jp>",
    "https://example.jp www.example.jp taro@example.jp",
    "&amp; &lt; &#35; \\ \\| \\\\| `|`",
    "- 項目\n1. 番号\n> 引用\n```\n枠\n```",
    "　字下げ  \n\tタブ  ",
    "a\r\nb\rc",
    "=1+1 $x$ @ここ ^注 [^1]: 脚注",
    "途中\u202e逆向き",
]


def page(*comments: str) -> Document:
    cells = (
        *(Row((Cell((Run(str(number)),)), Cell((Run(text),)))) for number, text in enumerate(comments)),
        Row((Cell((Run("最後"),)), Cell((Run("行"),)))),
    )
    table = Table((Column("番号"), Column("意見")), cells, caption="意見")
    return Document("結果", [Section("意見", [table])])


def parse(text: str) -> list:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def cell_texts(text: str) -> list[str]:
    tokens = parse(text)
    return [
        "".join(
            child.content if child.type == "text" else "\n" if child.content == "<br>" else ""
            for child in token.children
        )
        for opening, token in itertools.pairwise(tokens)
        if opening.type == "td_open"
    ]


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Block tokens, and the inline ones that are no text."""
    return [
        (token.type, tuple(child.type for child in token.children or () if child.type not in ("text", "html_inline")))
        for token in parse(text)
    ]


def as_published(text: str) -> str:
    return visible(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_and_changes_nothing_around_it(text):
    written = render(page(text, "ふつうの文"))
    assert cell_texts(written)[1] == as_published(text)
    assert shape(written) == shape(render(page("害のない文", "ふつうの文")))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("\\")
@example("|")
@example(" ")
def test_any_text_comes_back(text):
    written = render(page(text))
    assert cell_texts(written)[1] == as_published(text)
    assert shape(written) == shape(render(page("害のない文")))


@pytest.mark.parametrize("text", [*HOSTILE, "1. 番号", "+ 足す", "-引く", "===", "    四字下げ"])
def test_paragraphs_notes_titles_and_captions_are_escaped_too(text):
    def document(said: str) -> Document:
        table = Table((Column(said),), [Row((Cell((Run("x"),)),))], caption=said, notes=(said,))
        section = Section(said, [Paragraph((Run(said),)), table])
        return Document(said, [section], notes=(said,), publisher=said)

    assert shape(render(document(text))) == shape(render(document("害のない文")))


def test_no_address_becomes_a_link_where_readers_link_by_themselves():
    linkers = {".": re.compile(r"www\.\w"), ":": re.compile(r"https?://")}
    written = render(page("https://example.jp と www.example.jp"))
    assert not any(linker.search(written) for linker in linkers.values())


def test_tables_rows_and_headings_depend_on_the_number_of_comments_only():
    def consultation(texts: list[str]) -> Consultation:
        comments = [Comment(str(number), text=text) for number, text in enumerate(texts)]
        return Consultation("募集", comments=comments, responses=[Response("R", ("0", "1"), (ResponsePart(texts[0]),))])

    harmless = render(build_report(consultation(["文"] * len(HOSTILE))))
    assert shape(render(build_report(consultation(HOSTILE)))) == shape(harmless)


def test_merged_cells_are_blank_below_and_a_note_says_so():
    table = Table(
        (Column("番号"), Column("考え方", align="center")),
        [
            Row((Cell((Run("区分", "strong"),), colspan=2),), kind="heading", level=1),
            Row((Cell((Run("1"),)), Cell((Run("共通"),), rowspan=2)), level=1),
            Row((Cell((Run("2"),)),)),
        ],
    )
    lines = render(Document("題", [Section("節", [table])])).splitlines()
    assert lines[4:9] == [
        "| 番号 | 考え方 |",
        "| :--- | :---: |",
        "| <strong>区分</strong> |  |",
        "| &#12288;1 | 共通 |",
        "| 2 |  |",
    ]
    assert lines[-1] == "空欄は、そのすぐ上の欄と同じ内容であることを示します。"


def test_emphasis_links_and_anchors_are_written():
    runs = [
        Run("下", "underline", tag="ins"),
        Run("二重", "double-underline"),
        Run("消", "strike"),
        Run("淡", "muted"),
        Run("", "underline"),
        Run("先へ", link="row-1"),
    ]
    table = Table(
        (Column("列"),), [Row((Cell(runs, anchor="cell-1"),), anchor="row-1")], caption="表", anchor="t", notes=("注",)
    )
    written = render(Document("題", [Section("節", [table], anchor="s")], lang="en", notes=("末尾",), publisher="市"))
    assert written == (
        "# 題\n\n市\n\n- [節](#s)\n\n"
        '## <a id="s"></a>節\n\n<a id="t"></a><strong>表</strong>\n\n| 列 |\n| :--- |\n'
        '| <a id="row-1"></a><a id="cell-1"></a><u>下</u><u><strong>二重</strong></u><s>消</s>淡[先へ](#row-1) |\n\n'
        "注<br>In this format a double underline is shown as a bold underline.\n\n末尾\n"
    )


def test_bidirectional_controls_are_isolated_and_control_characters_are_shown():
    written = render(page("a\u202eb", "x\x00y\ud800z"))
    assert "<bdi>a\u202eb</bdi>" in written
    assert "x␀y［U+D800］z" in written
