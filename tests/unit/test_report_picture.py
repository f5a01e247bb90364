"""The picture of comments and revisions: what is linked stands on it, once, in order, safely; the rest is counted."""

import itertools
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment.report.arrangement import arrange, crossings
from plancomment.report.csv import render as render_csv
from plancomment.report.diagram import Diagram, DiagramEdge, DiagramNode
from plancomment.report.document import Document, Paragraph, Section
from plancomment.report.html import render
from plancomment.report.markdown import render as render_markdown

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8)), unique=True, max_size=30)


# ── where things stand ───────────────────────────────────────────────────────────────────────────────


@given(PAIRS)
def test_every_node_stands_once_and_none_covers_another(pairs: list[tuple[int, int]]):
    bands = arrange(pairs)
    assert sorted(number for band in bands for number in band.edges) == list(range(len(pairs)))
    for side in (0, 1):
        nodes = [node for band in bands for node, _ in (band.left, band.right)[side]]
        assert sorted(nodes) == sorted({pair[side] for pair in pairs})
    for band in bands:
        for places in ([place for _, place in band.left], [place for _, place in band.right]):
            assert all(after - before >= 2 for before, after in itertools.pairwise(places))
            assert places[0] >= 0
            assert places[-1] + 2 <= band.height
        own = {pairs[number] for number in band.edges}
        assert {left for left, _ in own} == {node for node, _ in band.left}


@given(PAIRS)
def test_the_order_never_crosses_more_than_the_given_one(pairs: list[tuple[int, int]]):
    for band in arrange(pairs):
        own = sorted({pairs[number] for number in band.edges})
        lefts, rights = ([node for node, _ in side] for side in (band.left, band.right))
        assert crossings(own, lefts, rights) <= crossings(own, sorted(lefts), sorted(rights))


@given(PAIRS)
def test_crossings_are_those_that_one_counts_pair_by_pair(pairs: list[tuple[int, int]]):
    lefts, rights = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    told = sum((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(pairs, 2))
    assert crossings(pairs, lefts, rights) == told


def test_what_can_be_drawn_without_crossings_is():
    # A path that zigzags, given in an order that crosses.
    pairs = [(0, 3), (1, 3), (1, 0), (2, 0), (2, 2), (3, 2), (3, 1)]
    (band,) = arrange(pairs)
    assert crossings(pairs, [node for node, _ in band.left], [node for node, _ in band.right]) == 0
    assert band.height == 8
    # What does not hang together stands below each other, in the order of the left side.
    bands = arrange([(2, 0), (0, 1), (1, 1)])
    assert [[node for node, _ in band.left] for band in bands] == [[0, 1], [2]]
    assert bands[0].right == ((1, 1),)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────


class Figure(HTMLParser):
    """The texts of the figure's items, its lines with their titles and places, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.items: list[str] = []
        self.paths: list[dict[str, str | None]] = []
        self.titles: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self._in: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "col", "br"):
            self._in.append(tag)
        if "figure" not in self._in:
            return
        self.tags.append(tag)
        if tag == "li":
            self.items.append("")
        elif tag == "title":
            self.titles.append("")
        elif tag == "path":
            self.paths.append(dict(attrs))
        elif tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        assert self._in.pop() == tag

    def handle_data(self, data):
        if "figure" not in self._in:
            return
        if "title" in self._in:
            self.titles[-1] += data
        elif "li" in self._in:
            self.items[-1] += data


def sample(*texts: str, links: tuple[tuple[int, int, str], ...] = ((1, 1, "stated"),)) -> Document:
    """Comments with these texts, a revision for each, and links between both by number."""
    old, new = (
        "".join(f"<!-- page: {n} -->\n\n（１）{what}{n}を整備します。\n\n" for n, _ in enumerate(texts, start=1))
        for what in ("公園", "公園及び歩道")
    )
    comparison = pc.compare(pc.parse_plan(old, version="素案"), pc.parse_plan(new, version="成案"))
    comments = [pc.Comment(f"c{n}", summary=text) for n, text in enumerate(texts, start=1)]
    comments.append(pc.Comment("hidden", text="秘密", withheld_reason="個人情報"))
    made = [
        pc.TraceLink(
            comparison.revisions[revision - 1].id,
            f"c{comment}",
            basis.removesuffix("!"),  # type: ignore[arg-type]
            status="confirmed" if basis.endswith("!") else "proposed",
        )
        for comment, revision, basis in links
    ]
    return pc.build_report(pc.Consultation("意見募集", comments=comments), comparison=comparison, trace=pc.Trace(made))


def diagrams(document: Document) -> list[Diagram]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Diagram)]


def test_what_is_linked_is_drawn_and_the_rest_is_counted():
    document = sample("一つ目", "二つ目", "三つ目", links=((2, 1, "stated"), (2, 3, "suggested!"), (1, 1, "suggested")))
    (diagram,) = diagrams(document)
    assert [(node.name, node.text, node.link) for node in diagram.left] == [("No.2", "二つ目", "comment-c2")]
    assert [(node.name.split()[1], node.text, node.tag) for node in diagram.right] == [
        ("P.1", "及び歩道", "ins"),
        ("P.3", "及び歩道", "ins"),
    ]
    assert diagram.legend == (("solid", "考え方に修正内容の記載"), ("dash-dot", "類似による候補（確認済み）"))
    assert diagram.notes == (
        "取消線の部分は削った字句を、下線の部分は加えた字句を示します。",
        "修正箇所に結び付かない意見（2件）は、図に示していません。",
        "意見に結び付かない修正（1件）は、図に示していません。",
    )
    figure = Figure(render(document))
    assert len(figure.paths) == len(diagram.edges) + len(diagram.legend)
    assert [title.split(" (")[1] for title in figure.titles] == [f"{words})" for _, words in diagram.legend]
    assert figure.links[0] == "#comment-c2"
    assert len(figure.links) == 3


def test_what_went_what_is_new_and_what_was_cut_short_can_be_told_apart():
    old = "（１）公園と歩道を整備します。\n\n（２）橋を架け替えます。\n\n（３）広場に木を植えます。\n"
    new = "（１）公園を整備します。\n\n（３）広場に木を植えます。\n\n（４）港に待合所を設けます。\n"
    comparison = pc.compare(pc.parse_plan(old, version="素案"), pc.parse_plan(new, version="成案"))
    links = [pc.TraceLink(one.id, "c", "stated") for one in comparison.revisions]
    record = pc.Consultation("意見募集", comments=[pc.Comment("c", summary="意見")])
    document = pc.build_report(record, comparison=comparison, trace=pc.Trace(links))
    (diagram,) = diagrams(document)
    assert {(node.name[-4:], node.text, node.tag) for node in diagram.right if node.tag} >= {
        ("（削る）", "橋を架け替えます。", "del"),
        ("（新設）", "港に待合所を設けます。", "ins"),
    }
    (cut,) = (node for node in diagram.right if node.text == "と歩道")
    assert cut.tag == "del"
    page = render(document)
    assert "<span> <del>橋を架け替えます。</del></span>" in page
    assert "<span> <ins>港に待合所を設けます。</ins></span>" in page


def test_white_space_at_the_end_of_a_name_is_no_part_of_the_link():
    nodes = [DiagramNode("a", "意見\u3000", "文", link="節"), DiagramNode("b", "修正", "文")]
    diagram = Diagram(nodes[:1], nodes[1:], [DiagramEdge("a", "b")])
    page = render(Document("題", (Section("節", (diagram,), anchor="節"),)))
    assert '<a href="#節"><strong>意見</strong></a>\u3000<span> 文</span>' in page


def test_without_a_link_that_counts_there_is_no_picture():
    for links in ((), ((1, 1, "suggested"),)):
        page = render(sample("意見", links=links))
        assert "<figure" not in page


def test_too_many_links_are_told_and_not_drawn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plancomment.report.correspondence.MOST_LINES", 1)
    document = sample("一", "二", links=((1, 1, "stated"), (2, 2, "stated")))
    assert diagrams(document) == []
    said = [block.runs[0].text for one in document.sections for block in one.blocks if isinstance(block, Paragraph)]
    assert "対応が多い（2件）ため、対応図は省略しています。" in said


def test_hostile_words_add_no_element_and_no_title():
    hostile = '"></title></svg><script>alert(1)</script>\n<b>太\u202e字</b>'
    tags = [tag for tag in Figure(render(sample(hostile, hostile))).tags if tag not in ("br", "bdi")]
    assert tags == Figure(render(sample("害のない文", "害のない文"))).tags


def test_a_long_text_is_cut_between_whole_characters():
    (diagram,) = diagrams(sample("葛󠄀" * 60))
    assert diagram.left[0].text == "葛󠄀" * 40 + "…"


def test_a_link_whose_end_does_not_exist_is_drawn_by_its_id():
    trace = pc.Trace((pc.TraceLink("gone", "nobody", "declared"),))
    (diagram,) = diagrams(pc.build_report(pc.Consultation("募集"), trace=trace))
    assert [(one.name, one.link) for one in (*diagram.left, *diagram.right)] == [("nobody", ""), ("gone", "")]


def test_other_formats_leave_it_out_without_a_trace():
    document = sample("意見")
    sections = [
        Section(one.title, [block for block in one.blocks if not isinstance(block, Diagram)], one.level, one.anchor)
        for one in document.sections
    ]
    without = Document(document.title, sections, document.lang, anchor=document.anchor)
    assert render_markdown(document) == render_markdown(without)
    assert render_csv(document) == render_csv(without)


def test_json_keeps_it():
    document = sample("一", "二", links=((1, 1, "declared"), (2, 1, "cited")))
    assert pc.from_json(pc.to_json(document)) == document


def test_lines_are_told_apart_by_their_style_and_boxes_never_by_script():
    bases = ("declared", "stated", "quoted", "cited", "suggested!")
    document = sample(*"一二三四五", links=tuple((n, n, basis) for n, basis in enumerate(bases, start=1)))
    page = render(document)
    drawn = [path["class"] for path in Figure(page).paths if path.get("role") == "listitem"]
    assert drawn == ["thick", "solid", "dashed", "dotted", "dash-dot"]
    assert not re.search(r"url\(|https?:", page)


def test_a_diagram_that_contradicts_itself_is_refused():
    one, two = DiagramNode("a", "A"), DiagramNode("b", "B")
    with pytest.raises(pc.WrongValueError, match="one side have one id"):
        Diagram((one, one), (two,), ())
    with pytest.raises(pc.WrongValueError, match="has lost an end"):
        Diagram((one,), (two,), (DiagramEdge("b", "a"),))
    with pytest.raises(pc.WrongValueError, match="needs two titles"):
        Diagram((one,), (two,), (), titles=("",))
    with pytest.raises(pc.WrongTypeError, match="line style"):
        Diagram((one,), (two,), (), legend=(("wavy", "?"),))
    lost = Diagram((DiagramNode("a", "A", link="nowhere"),), (two,), (DiagramEdge("a", "b"),))
    with pytest.raises(pc.WrongValueError, match="nowhere"):
        Document("題", (Section("節", (lost,)),))


def test_a_diagram_without_words_around_it_and_one_longer_than_a_page():
    many = [DiagramNode(str(n), f"意見{n}") for n in range(40)]
    plain = Diagram(many, [DiagramNode("r", "修正")], [DiagramEdge(one.id, "r") for one in many], anchor="all")
    page = render(Document("題", (Section("節", (plain,)),)))
    assert "figcaption>" not in page
    assert 'class="legend"' not in page
    assert 'class="band long" style="--rows:80"' in page
    assert "<title>意見0 → 修正</title>" in page


def test_the_same_input_gives_the_same_bytes():
    code = (
        "import plancomment as pc\n"
        "c = pc.Consultation('m', comments=[pc.Comment(str(n), text=f'意見{n}') for n in range(9)])\n"
        "t = pc.Trace([pc.TraceLink(f'r{n * 7 % 5}', str(n * 5 % 9), 'stated') for n in range(20)])\n"
        "from plancomment.report import render\n"
        "import hashlib; print(hashlib.sha256(render(pc.build_report(c, trace=t), '.html')).hexdigest())"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": str(one)}, capture_output=True, check=True)
        for one in (1, 99)
    ]
    assert done[0].stdout == done[1].stdout
