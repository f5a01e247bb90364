"""The HTML page: nothing in a text becomes markup, tables are whole, and the page needs nothing else."""

import itertools
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plancomment.comments import Category, Comment
from plancomment.consultation import Consultation
from plancomment.report.contents import build_report
from plancomment.report.controls import lines, visible
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.html import render
from plancomment.responses import Response, ResponsePart

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></tr></table><h1>乗っ取り</h1>",
    "&lt;b&gt; &amp;amp; &copy; &#60;",
    "<!-- 消える --> ]]> <![CDATA[ <?php ?>",
    "</style><style>*{display:none}</style>",
    "'単引用' \"二重引用\" `逆引用`",
    "javascript:alert(1) https://example.jp",
]
VOID = {"meta", "col", "br"}


class Tree(HTMLParser):
    """Every start tag with its attributes, the texts of cells, and whether the tags close in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.cells: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [dict(attrs) for name, attrs in self.tags if name == tag]


def page(text: str) -> Document:
    table = Table((Column("意見"),), [Row((Cell((Run(text),)),)), Row((Cell((Run("次の行"),)),))], caption="表")
    return Document("結果", [Section("節", [table])])


def small(texts: list[str]) -> Document:
    comments = [Comment(f"c{number}", text=text, category_id="k") for number, text in enumerate(texts)]
    response = Response("R", tuple(one.id for one in comments), (ResponsePart(texts[0], texts[-1]),))
    return build_report(
        Consultation(
            texts[0], authority=texts[0], categories=[Category("k", texts[0])], comments=comments, responses=[response]
        )
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_and_adds_no_element(text):
    tree = Tree(render(page(text)))
    assert tree.cells == ["意見", text, "次の行"]
    assert tree.tags == Tree(render(page("害のない文"))).tags


def test_hostile_text_is_text_everywhere_in_a_report():
    assert Tree(render(small(HOSTILE))).tags == Tree(render(small(["文"] * len(HOSTILE)))).tags


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("\n")
@example("\r\n \x0c")
def test_any_text_comes_back_and_adds_at_most_breaks_and_isolation(text):
    tree = Tree(render(page(text)))
    assert tree.cells[1] == "\n".join(lines(visible(text)))
    kept = [tag for tag in tree.tags if tag[0] not in ("br", "bdi")]
    assert kept == Tree(render(page("害のない文"))).tags
    assert len(tree.all("br")) == len(lines(text)) - 1


def test_bidirectional_controls_are_isolated_and_control_characters_are_shown():
    written = render(page("a\u202eb\x07\ud800"))
    assert "<bdi>a\u202eb␇［U+D800］</bdi>" in written
    written.encode("utf-8")


def test_the_page_needs_nothing_else():
    written = render(small(["意見", "もう一つ"]))
    tree = Tree(written)
    names = {tag for tag, _ in tree.tags}
    assert not names & {"link", "img", "iframe", "object", "form", "base"}
    assert len(tree.all("script")) == 1
    assert not re.search(r"url\(|@import|https?:", written)
    assert all(one["href"].startswith("#") for one in tree.all("a"))
    assert not any(name.startswith("on") for _, attrs in tree.tags for name, _ in attrs)


def test_landmarks_headings_titles_and_links_are_in_order():
    written = render(small(["意見", "もう一つ"]))
    tree = Tree(written)
    assert written.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert [tag for tag, _ in tree.tags if tag in ("header", "nav", "main", "footer")] == [
        "header",
        "nav",
        "main",
        "footer",
    ]
    levels = [int(tag[1]) for tag, _ in tree.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [dict(attrs)["id"] for _, attrs in tree.tags if "id" in dict(attrs)]
    assert len(ids) == len(set(ids))
    assert {one["href"][1:] for one in tree.all("a")} <= set(ids)
    assert {one["aria-labelledby"] for one in tree.all("div")} <= set(ids)
    assert len(tree.all("caption")) == len(tree.all("table"))
    assert all(one["tabindex"] == "0" for one in tree.all("div"))


def test_header_cells_say_what_they_head_and_merged_cells_say_how_far():
    table = Table(
        (Column("番号", 1), Column("考え方", 3)),
        [
            Row((Cell((Run("区分"),), colspan=2),), kind="heading", level=1),
            Row((Cell((Run("1"),), header=True), Cell((Run("共通"),), rowspan=2)), anchor="r1"),
            Row((Cell((Run("2"),), header=True),), kind="total"),
            Row((Cell((Run("3"),), header=True, rowspan=2), Cell((Run("a"),)))),
            Row((Cell((Run("b"),)),)),
        ],
    )
    tree = Tree(render(Document("題", [Section("節", [table])])))
    assert [one.get("scope") for one in tree.all("th")] == ["col", "col", "rowgroup", "row", "row", "row"]
    assert [one["rowspan"] for one in tree.all("td") if "rowspan" in one] == ["2"]
    assert tree.all("th")[2]["colspan"] == "2"
    assert [one["style"] for one in tree.all("col")] == ["width:25.0%", "width:75.0%"]
    assert tree.all("tr")[1] == {"class": "heading", "style": "--level:1"}
    assert tree.all("tr")[2] == {"id": "r1"}
    assert "aria-labelledby" not in tree.all("div")[0]


def test_every_emphasis_has_its_element():
    runs = [
        Run("旧", "underline", tag="del"),
        Run("新", "underline", tag="ins"),
        Run("線", "underline"),
        Run("項", "double-underline", tag="ins"),
        Run("地", tag="ins"),
        Run("太", "strong"),
        Run("消", "strike"),
        Run("淡", "muted"),
        Run("先", link="s"),
    ]
    written = render(Document("題", [Section("節", [Paragraph(runs)], anchor="s", landscape=True)], lang="en"))
    assert (
        '<p><del>旧</del><ins>新</ins><u>線</u><ins class="double">項</ins><ins class="plain">地</ins>'
        '<strong>太</strong><s>消</s><span class="muted">淡</span><a href="#s">先</a></p>'
    ) in written
    assert '<section id="s" class="landscape">' in written
    assert '--say-ins: "[changed to] "' in written


def test_a_section_without_an_anchor_and_a_document_without_sections_are_pages_too():
    tree = Tree(
        render(Document("題\n二行目", [Section("節"), Section("小節", level=2)], notes=("注",), publisher="市"))
    )
    assert [one["id"] for one in tree.all("section")] == ["page:section-1", "page:section-2"]
    assert "<title>題 二行目</title>" in render(Document("題\n二行目"))
    assert Tree(render(Document("題"))).all("nav") == []
