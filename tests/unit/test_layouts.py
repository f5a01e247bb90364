"""How a result is laid out: the layouts that come with it, files of a city's own, what a layout requires."""

import datetime
from importlib import resources
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment.errors import (
    WrongValueError,
)
from plancomment.report.document import Document, Table
from plancomment.report.excerpts import blank_like, excerpt
from plancomment.report.layouts import layout_text

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests/fixtures/layouts"


def record() -> pc.Consultation:
    """つばめ町: two levels of categories, a shared answer, a reference, a withheld and an unanswered comment."""
    return pc.Consultation(
        "つばめ町緑の計画（素案）に対する意見募集",
        plan_title="つばめ町緑の計画",
        authority="つばめ町",
        opened_on=datetime.date(2024, 10, 1),
        closed_on=datetime.date(2024, 10, 31),
        draft_published_on=datetime.date(2024, 9, 30),
        categories=[
            pc.Category("A", "公園", number="1"),
            pc.Category("B", "街路", number="2"),
            pc.Category("B1", "並木", "B", "(1)"),
        ],
        scheme=pc.DispositionScheme(
            (pc.Disposition("a", "Ａ", "計画を修正", True), pc.Disposition("b", "Ｂ", "素案のとおり", False))
        ),
        submissions=[pc.Submission("s1", "p1", "person", "郵送"), pc.Submission("s2", "g1", "group", "電子メール")],
        comments=[
            pc.Comment("1", text="P.3の「木陰」を増やして。", category_id="A", submission_id="s1"),
            pc.Comment("2", text="日陰がほしい。", category_id="A", submission_id="s1"),
            pc.Comment("3", text="第２章（１）の並木は残すべき。", category_id="B1", submission_id="s2"),
            pc.Comment("4", text="同感です。", category_id="B1", submission_id="s2"),
            pc.Comment("5", text="秘密", category_id="B1", submission_id="s2", withheld_reason="個人情報を含むため"),
            pc.Comment("6", text="まだ答えがない。", category_id="B1", submission_id="s2"),
        ],
        responses=[
            pc.Response("R1", ("1", "2"), (pc.ResponsePart("木陰を増やします。"),), "a"),
            pc.Response("R2", ("3",), (pc.ResponsePart("残します。", "並木について"),), "b"),
            pc.Response("R3", ("4",), (), "b", (pc.Reference("R2"),)),
        ],
    )


OLD = "公園を増やします。木は、今の千本を保ち、毎年点検します。費用は町が負担します。"
NEW = "公園を増やします。木は、今の千本を二千本に増やし、毎年点検します。費用は町と県が負担します。"


def table_of_changes() -> pc.Comparison:
    """A clause with two changes, a new one, one that is gone, each with its place."""
    where = [pc.Location("素案", "本編", page, None, place) for page, place in ((3, "木陰"), (4, "末尾"), (5, "注"))]
    texts = [(OLD, NEW), (None, "花も植えます。"), ("古い注。", None)]
    revisions, entries = [], []
    for number, (place, (old, new)) in enumerate(zip(where, texts, strict=True), start=1):
        diff = pc.diff_text(old, new) if old is not None and new is not None else None
        kind = "added" if old is None else "deleted" if new is None else "amended"
        revisions.append(pc.Revision(f"r{number}", kind, old, new, diff, locations=(place,)))  # type: ignore[arg-type]
        note = "審議会の意見による" if number == 3 else ""
        entries.append(pc.ComparisonEntry((place,), old, new, diff, (f"r{number}",), note))
    return pc.Comparison("published", "素案", "成案", tuple(revisions), tuple(entries))


def report(layout: pc.Layout, consultation: pc.Consultation | None = None) -> Document:
    links = pc.Trace(links=(pc.TraceLink("r1", "1", "stated"),))
    return pc.build_report(consultation or record(), comparison=table_of_changes(), trace=links, layout=layout)


def table(document: Document, anchor: str) -> Table:
    return next(one for one in document.tables if one.anchor == anchor)


def texts(one: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in one.rows]


def drawn(document: Document) -> str:
    """The page as plain text: headings, tables with their columns, merged cells as 〃, changed words in [ ]."""
    lines = [document.title, f"体裁：{document.look.marks}", ""]
    for section in document.sections:
        lines += [f"{'#' * section.level} {section.title}", ""]
        for block in section.blocks:
            if not isinstance(block, Table):
                lines += ["".join(run.text for run in block.runs), ""]  # type: ignore[union-attr]
                continue
            lines += [f"表：{block.caption}"] if block.caption else []
            lines.append("｜".join(f"{column.title}({column.width})" for column in block.columns))
            for row, slots in zip(block.rows, block.grid(), strict=True):
                if row.kind == "heading":
                    lines.append(f"－{row.level}－ {row.cells[0].text}")
                    continue
                cells = [
                    "".join(f"[{run.text}]" if run.emphasis == "underline" else run.text for run in cell.runs)
                    if begins
                    else "〃"
                    for cell, begins in slots
                ]
                lines.append("｜".join(cells).replace("\n", "／"))
            lines += [*(f"※ {note}" for note in block.notes), ""]
    return "\n".join([*lines, *document.notes]).rstrip("\n") + "\n"


# ── the layouts that come with it ────────────────────────────────────────────────────────────────────


def test_every_layout_is_a_file_of_the_package_and_tells_what_it_is():
    files = {one.name for one in resources.files("plancomment.report.layouts").iterdir() if one.name.endswith(".toml")}
    assert files == {f"{name}.toml" for name in pc.LAYOUTS}
    for name in pc.LAYOUTS:
        first = layout_text(name).partition("\n")[0]
        assert first.startswith("# ")
        assert len(first) > 10
    with pytest.raises(WrongValueError, match="no layout is called 'standrad'"):
        layout_text("standrad")


@pytest.mark.parametrize("name", pc.LAYOUTS)
def test_every_layout_prints_what_its_fixture_shows(name):
    assert drawn(report(pc.load_layout(name))) == (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", pc.LAYOUTS)
def test_every_layout_can_be_built_of_nothing_and_of_the_example(name):
    layout = pc.load_layout(name)
    empty = pc.build_report(pc.Consultation(""), layout=layout)
    said = "No comments were submitted." if layout.lang == "en" else "提出された意見はありませんでした。"
    assert said in drawn(empty)
    project = pc.load_project(ROOT / "examples/minato")
    whole = pc.build_report(project.consultation, comparison=project.comparison, layout=layout)
    assert len(whole.sections) >= 3
    printed = drawn(whole).replace("／", "\n")
    assert all(one.published_text in printed for one in project.consultation.comments if one.published_text)
    assert all(part.text in printed for one in project.consultation.responses for part in one.parts)


@pytest.mark.parametrize("name", pc.LAYOUTS)
def test_no_layout_publishes_what_is_for_the_office(name):
    layout = pc.load_layout(name)
    assert not {"findings", "trace"} & set(layout.sections)
    finding = pc.Finding("PC201", pc.Severity.ERROR, (), "secret", "内部の指摘")
    document = pc.build_report(record(), layout=layout, findings=(finding,))
    assert "内部の指摘" not in drawn(document)


def test_the_standard_layout_shows_every_key_with_the_value_that_it_has_anyway():
    layout = pc.load_layout("standard")
    assert layout == pc.Layout(sections=("summary", "dispositions", "comments", "comparison"))
    keys = {line.partition("=")[0].strip("# ") for line in layout_text("standard").splitlines() if "=" in line}
    assert {one.name for one in attrs.fields(pc.Look)} <= keys
    fields = {one.name for one in attrs.fields(pc.Layout)} - {"titles", "widths", "look", "requires"}
    assert {"columns" if one == "comparison_columns" else one for one in fields} <= keys


def test_a_layout_can_be_kept_as_json():
    layout = pc.Layout(widths={"old": 3}, titles={"old": "前"}, look=pc.Look(dated=datetime.date(2025, 1, 15)))
    assert pc.from_json(pc.to_json(layout)) == layout


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("numbering", "first", "last"),
    [
        ("1", "1　意見募集の結果", "4　新旧対照表"),
        ("１", "１　意見募集の結果", "４　新旧対照表"),
        ("1.", "1.　意見募集の結果", "4.　新旧対照表"),
        ("第1", "第1　意見募集の結果", "第4　新旧対照表"),
        ("（１）", "（１）　意見募集の結果", "（４）　新旧対照表"),
        ("Ⅰ", "Ⅰ　意見募集の結果", "Ⅳ　新旧対照表"),
        ("一", "一　意見募集の結果", "四　新旧対照表"),
        ("none", "意見募集の結果", "新旧対照表"),
    ],
)
def test_headings_are_numbered_as_the_first_one_is_written(numbering, first, last):
    layout = attrs.evolve(pc.load_layout("standard"), numbering=numbering)
    titles = [section.title for section in report(layout).sections]
    assert (titles[0], titles[-1]) == (first, last)
    english = report(attrs.evolve(layout, lang="en", numbering="(1)"))
    assert english.sections[1].title == "(2) How the comments were dealt with"


def test_the_office_and_the_comments_are_called_as_the_layout_says():
    plain = report(pc.Layout())
    assert plain.sections[2].title == "3　意見の概要と町の考え方"
    ours = report(pc.Layout(office="本町", opinions="ご意見"))
    assert [one.title for one in ours.sections[1:3]] == ["2　ご意見への対応", "3　ご意見の概要と本町の考え方"]
    assert [one.title for one in table(ours, "comments").columns][1:4:2] == ["ご意見の概要", "本町の考え方"]


def test_widths_titles_notes_and_looks_reach_the_page():
    layout = pc.Layout(
        widths={"opinion": 70, "old": 9},
        titles={"deleted": "（削除）", "persons": "個人", "caption.channels": "方法"},
        notes=["問合せ先：企画課"],
        originals="原文は企画課で閲覧できます。",
        look=pc.Look(marks="color", author="つばめ町"),
    )
    document = report(layout)
    assert [one.width for one in table(document, "comments").columns][:2] == [8, 70]
    assert table(document, "comparison").columns[1].width == 9
    assert texts(table(document, "comparison"))[2][2] == "（削除）"
    assert texts(table(document, "summary"))[4][0] == "個人"
    assert table(document, "channels").caption == "方法"
    assert document.notes == ("問合せ先：企画課",)
    assert table(document, "comments").notes[-1] == "原文は企画課で閲覧できます。"
    assert document.look == layout.look


def test_tallies_worth_a_chart_ask_for_one():
    charts = {one.anchor: one.chart for one in report(pc.Layout()).tables}
    assert {name for name, chart in charts.items() if chart == "bar"} == {"channels", "categories", "dispositions"}


@pytest.mark.parametrize(
    ("marks", "note", "note_en"),
    [
        ("underline", "下線の部分は改正部分です。", "Changed words are underlined."),
        (
            "strike",
            "取消線の部分は削った字句を、下線の部分は加えた字句を示します。",
            "Words that went are struck out, words that were added are underlined.",
        ),
        ("color", "下線を引いて色を付けた部分は改正部分です。", "Changed words are underlined and coloured."),
    ],
)
def test_the_note_says_what_the_marks_mean(marks, note, note_en):
    layout = pc.Layout(look=pc.Look(marks=marks))
    assert table(report(layout), "comparison").notes == (note,)
    assert table(report(attrs.evolve(layout, lang="en")), "comparison").notes == (note_en,)


def test_the_place_of_a_comment_is_what_it_names_else_its_category():
    cited = table(report(pc.Layout(comment_columns=("cited", "opinion"), comment_tables="flat")), "comments")
    assert [row[0] for row in texts(cited)] == ["P.3", "1 公園", "第２章（１）", "(1) 並木", "―", "(1) 並木"]
    filed_nowhere = pc.Consultation("募集", comments=[pc.Comment("1", text="賛成です。")])
    assert texts(table(report(pc.Layout(comment_columns=("opinion", "cited")), filed_nowhere), "comments")) == [
        ["賛成です。", "―"]
    ]


@pytest.mark.parametrize("words", ["P.3の「木陰」", "P.3にある「木陰」", "P.3における「木陰」", "P.3（「木陰」", "P.3"])
def test_words_that_are_quoted_from_a_place_are_not_the_place(words):
    one = pc.Consultation("募集", comments=[pc.Comment("1", text=f"{words}は不要。")])
    found = table(report(pc.Layout(comment_columns=("cited", "opinion")), one), "comments")
    assert texts(found)[0][0] == "P.3"


def test_a_table_for_each_category_keeps_every_comment_and_every_link():
    layout = pc.Layout(comment_tables="category", comment_numbers="category")
    document = report(layout)
    assert [(one.title, one.level, one.anchor) for one in document.sections[2:5]] == [
        ("3　意見の概要と町の考え方", 1, "section-comments"),
        ("1 公園", 2, "category-A"),
        ("2 街路", 2, "category-B"),
    ]
    assert [row[0] for row in texts(table(document, "comments-A"))] == ["1", "2"]
    assert [row[0] for row in texts(table(document, "comments-B"))] == ["(1) 並木", "1", "2", "3", "4"]
    assert table(document, "comments-B").rows[0].level == 0
    categories = table(document, "categories")
    assert [row.cells[0].runs[-1].link for row in categories.rows[:3]] == ["category-A", "category-B", "category-B1"]
    through = report(attrs.evolve(layout, comment_numbers="through"))
    assert [row[0] for row in texts(table(through, "comments-B"))][1:] == ["3", "4", "5", "6"]
    # Without categories there is one table, whatever the layout wants.
    bare = attrs.evolve(record(), categories=(), comments=[pc.Comment("1", text="賛成。")], responses=())
    assert [one.anchor for one in report(layout, bare).tables if one.anchor.startswith("comments")] == ["comments"]


def test_printed_numbers_are_never_replaced():
    numbered = attrs.evolve(record(), comments=[attrs.evolve(one, number=f"ア-{one.id}") for one in record().comments])
    document = report(pc.Layout(comment_tables="category", comment_numbers="category"), numbered)
    assert [row[0] for row in texts(table(document, "comments-A"))] == ["ア-1", "ア-2"]


def test_a_flat_table_has_no_lines_for_categories_and_no_links_to_them():
    document = report(pc.Layout(comment_tables="flat"))
    assert {row.kind for row in table(document, "comments").rows} == {"body"}
    assert not any(run.link for row in table(document, "categories").rows for cell in row.cells for run in cell.runs)


# ── excerpts ─────────────────────────────────────────────────────────────────────────────────────────


def shown(old: str, new: str, extent: str) -> tuple[str, str]:
    marks = {"same": "{}", "changed": "[{}]", "omitted": "（略）", "lacking": "<{}>"}
    diff = pc.diff_text(old, new)
    return tuple(  # type: ignore[return-value]
        "".join(marks[one.kind].format(one.text) for one in excerpt(diff, side, extent, "（略）"))  # type: ignore[arg-type]
        for side in ("old", "new")
    )


@pytest.mark.parametrize(
    ("extent", "old", "new"),
    [
        ("clause", OLD.replace("を保ち", "を[保ち]").replace("町が", "町<と県>が"), None),
        (
            "sentence",
            "（略）木は、今の千本を[保ち]、毎年点検します。費用は町<と県>が負担します。",
            "（略）木は、今の千本を[二千本に増やし]、毎年点検します。費用は町[と県]が負担します。",
        ),
        (
            "phrase",
            "（略）今の千本を[保ち]、（略）費用は町<と県>が負担します。",
            "（略）今の千本を[二千本に増やし]、（略）費用は町[と県]が負担します。",
        ),
    ],
)
def test_what_is_left_out_is_exact(extent, old, new):
    found = shown(OLD, NEW, extent)
    assert found[0] == old
    assert new is None or found[1] == new


@pytest.mark.parametrize(
    ("before", "after", "extent", "expected"),
    [
        # No sentence ends within brackets.
        (
            "最初の長い文です。範囲外の地域（以下「空白地域」といいます。）に古い人口があります。",
            "最初の長い文です。範囲外の地域（以下「空白地域」といいます。）に新しい人口があります。",
            "sentence",
            "（略）範囲外の地域（以下「空白地域」といいます。）に[新しい]人口があります。",
        ),
        # A new sentence does not draw in the next one.
        (
            "一つ目の文です。二つ目の文です。",
            "一つ目の文です。新しい文です。二つ目の文です。",
            "sentence",
            "（略）[新しい文です。]（略）",
        ),
        # The sign stands on a line of its own where lines are left out.
        (
            "一行目の文\n二行目の文\n三行目の数は10件",
            "一行目の文\n二行目の文\n三行目の数は20件",
            "sentence",
            "（略）\n三行目の数は[20件]",
        ),
        (
            "一行目の数は10件。\n二行目の長い文です。\n三行目の長い文です。",
            "一行目の数は20件。\n二行目の長い文です。\n三行目の長い文です。",
            "sentence",
            "一行目の数は[20件]。\n（略）",
        ),
        # What is no longer than the sign is kept.
        ("短い。数は10件。終わり。", "短い。数は20件。終わり。", "sentence", "短い。数は[20件]。（略）"),
        # Nothing changed, such as in a clause that moved: its beginning tells which it is.
        ("最初の文です。二つ目の文です。", "最初の文です。二つ目の文です。", "sentence", "最初の文です。（略）"),
        ("句点のない文", "句点のない文", "phrase", "句点のない文"),
    ],
)
def test_where_sentences_and_phrases_end(before, after, extent, expected):
    assert shown(before, after, extent)[1] == expected


pieces = st.text(st.sampled_from("木森川。、（）「」\n｜10 .a"), max_size=60)


@given(pieces, pieces, st.sampled_from(["clause", "sentence", "phrase"]), st.sampled_from(["", "（略）"]))
def test_no_changed_word_is_left_out_and_both_sides_lack_the_same(old, new, extent, sign):
    diff = pc.diff_text(old, new)
    left, right = (excerpt(diff, side, extent, sign) for side in ("old", "new"))
    for found, text, marks in ((left, old, diff.marks_old), (right, new, diff.marks_new)):
        assert "".join(one.text for one in found if one.kind != "lacking") == text
        assert [one.text for one in found if one.kind == "changed"] == [text[start:end] for start, end in marks]
    omitted = [[one.text for one in found if one.kind == "omitted"] for found in (left, right)]
    assert omitted[0] == omitted[1]
    assert all(len(one) > len(sign) for one in omitted[0])
    assert extent != "clause" or not omitted[0]


def test_remarks_stand_below_the_table_where_there_is_no_column_for_them():
    for columns in (("new", "old"), ("place", "old", "new", "comments")):
        notes = table(report(pc.Layout(comparison_columns=columns)), "comparison").notes
        assert notes[-1] == "備考（本編 P.5 注）：審議会の意見による"
    english = table(report(pc.Layout(comparison_columns=("old", "new"), lang="en")), "comparison")
    assert english.notes[-1] == "Remark (本編 p. 5 注): 審議会の意見による"
    causes = pc.Trace(causes=(pc.Cause("r2", "council", "花の追加"), pc.Cause("r3", "council", "花の追加")))
    made = {"comparison": table_of_changes(), "trace": causes}
    without = pc.build_report(record(), layout=pc.Layout(comparison_columns=("old", "new")), **made)
    expected = "備考（本編 P.4 末尾、本編 P.5 注）：事務局修正（議会の意見）：花の追加"
    assert table(without, "comparison").notes[1:] == (expected, "備考（本編 P.5 注）：審議会の意見による")
    beside = pc.build_report(record(), layout=pc.Layout(comparison_columns=("old", "new", "comments")), **made)
    assert expected not in table(beside, "comparison").notes


def test_white_space_stands_where_the_other_side_has_more_words():
    document = report(pc.Layout(blanks=True))
    cell = table(document, "comparison").rows[0].cells[1]
    gap = next(run for run in cell.runs if run.text == "\u3000\u3000")
    assert (gap.emphasis, gap.tag, gap.anchor) == ("underline", "", "gap-old.1~~1~~2")
    assert blank_like("と県") == "\u3000\u3000"
    assert blank_like("20a\n県") == "\u3000\u3000\u3000"
    notes = table(document, "comparison").notes
    assert notes[1] == "下線を引いた空白は、その箇所の字句が他方の欄にのみあることを示します。"
    assert not any("\u3000" in row[1] for row in texts(table(report(pc.Layout()), "comparison")))


def test_white_space_in_place_of_words_is_not_read_back_as_text(tmp_path):
    path = pc.write(report(pc.load_layout("after-before")), tmp_path / "result.html")
    assert "\u3000" in path.read_text(encoding="utf-8")
    found = pc.read_published(path).comparison
    assert found is not None
    assert [(one.old, one.new) for one in found.entries] == [(OLD, NEW), (None, "花も植えます。"), ("古い注。", None)]


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize("name", pc.LAYOUTS)
def test_every_layout_is_read_back(name, suffix, tmp_path):
    layout = pc.load_layout(name)
    published = pc.read_published(pc.write(report(layout), tmp_path / f"result{suffix}"))
    found, wanted = published.consultation, record()
    assert [(one.id, one.category_id) for one in found.comments] == [
        (one.id, one.category_id) for one in wanted.comments
    ]
    assert [one.published_text for one in found.comments] == [one.published_text for one in wanted.comments]
    assert [one.comment_ids for one in found.responses] == [one.comment_ids for one in wanted.responses]
    assert [one.parts for one in found.responses] == [one.parts for one in wanted.responses]
    assert found.categories == wanted.categories
    assert published.comparison is not None
    read = [(one.old, one.new) for one in published.comparison.entries]
    if layout.comparison_text == "clause":
        assert read == [(one.old, one.new) for one in table_of_changes().entries]
    else:
        assert "（略）" in read[0][0]
        assert read[1:] == [(None, "花も植えます。"), ("古い注。", None)]
