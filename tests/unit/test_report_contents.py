"""What a report says: figures, merged answers, pointers, the comparison table, links both ways, layouts."""

import datetime

import attrs
import pytest

from plancomment.comments import Category, Comment, Submission
from plancomment.comparison import Comparison, ComparisonEntry, Revision
from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.errors import InvalidDataError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.findings import Finding, Place, Severity
from plancomment.plan import Clause, Location
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table
from plancomment.report.layout import Layout
from plancomment.report.wording import TEXTS
from plancomment.responses import Disposition, DispositionScheme, Reference, Response, ResponsePart
from plancomment.textdiff import diff_text
from plancomment.traceability.links import Cause, Trace, TraceLink

SCHEME = DispositionScheme(
    (
        Disposition("done", "①", "計画に記載済み", False),
        Disposition("change", "②", "計画に反映", True),
        Disposition("other", "③", "その他", None),
    )
)


def sample() -> Consultation:
    """つばめ市: two levels of categories, numbers that restart, shared, split and referring answers, one withheld."""
    comments = [
        Comment("1-1", text="街灯を増やしてほしい。", category_id="A", number="1", submission_id="s1"),
        Comment("1-2", text="夜道が暗い。", category_id="A", number="2", submission_id="s1"),
        Comment("1-3", text="原文は長い。", summary="公園が遠い。", category_id="A", number="3", submission_id="s2"),
        Comment("2-1", text="全体によい。", category_id="B", number="1", submission_id="s2", disposition_id="other"),
        Comment("2-2", text="図書館を夜まで開けて。", category_id="B1", number="2", submission_id="s3"),
        Comment("2-3", text="夜の図書館に賛成。", category_id="B1", number="3", submission_id="s3"),
        Comment("2-4", text="暗い道が心配だ。", category_id="B2", number="4", submission_id="s3"),
        Comment("2-5", text="秘密の原文", category_id="B2", number="5", submission_id="s3", withheld_reason="個人情報"),
        Comment("2-6", text="まだ答えがない。", category_id="B2", number="6", submission_id="s3"),
    ]
    return Consultation(
        "つばめ市まちづくり計画（素案）に対する意見募集",
        plan_title="つばめ市まちづくり計画",
        authority="つばめ市",
        opened_on=datetime.date(2024, 10, 1),
        closed_on=datetime.date(2024, 10, 31),
        categories=[
            Category("A", "くらし", number="1"),
            Category("B", "学び", number="2"),
            Category("B1", "図書館", "B", "(1)"),
            Category("B2", "その他の学び", "B", "(2)"),
            Category("C", "意見のない項目", number="3"),
        ],
        scheme=SCHEME,
        submissions=[
            Submission("s1", "p1", "person", "郵送"),
            Submission("s2", "p2", "person", "電子メール"),
            Submission("s3", "g1", "group", "電子メール"),
        ],
        comments=comments,
        responses=[
            Response("R1", ("1-1", "1-2", "2-4"), (ResponsePart("街灯を増設します。"),), "change"),
            Response("R2", ("1-3",), (ResponsePart("考えます。", "公園について"), ResponsePart("以上です。")), "done"),
            Response("R3", ("2-1",), (), None, (Reference("R2", "公園について"), Reference("R9"))),
            Response("R4", ("2-2", "2-3"), (ResponsePart("開館時間を延ばします。"),), "change"),
        ],
    )


def table(document: Document, anchor: str) -> Table:
    return next(one for one in document.tables if one.anchor == anchor)


def texts(rows: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows.rows]


def find_row(document: Document, anchor: str) -> Row:
    return next(row for one in document.tables for row in one.rows if row.anchor == anchor)


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_overview_names_every_figure_with_its_unit():
    overview = dict(texts(table(build_report(sample()), "summary")))
    assert overview == {
        "計画の名称": "つばめ市まちづくり計画",
        "実施機関": "つばめ市",
        "案の公表日": "記載なし",
        "募集期間": "令和6年10月1日から令和6年10月31日まで",
        "意見提出者（個人）": "2人",
        "意見提出者（団体）": "1団体",
        "提出数": "3通",
        "意見数": "9件（うち公表しないもの1件）",
        "公表しない意見": "1件（個人情報：1件）",
    }


def test_what_is_not_known_is_said_and_never_zero():
    overview = dict(texts(table(build_report(Consultation("募集", comments=[Comment("1", text="意見")])), "summary")))
    assert overview["募集期間"] == "記載なし"
    assert [overview[name] for name in ("意見提出者（個人）", "意見提出者（団体）", "提出数")] == ["未公表"] * 3
    assert overview["意見数"] == "1件"


def test_printed_figures_stand_in_only_where_nothing_can_be_counted():
    printed = PrintedTotals(
        persons=Count(33, "人"),
        by_channel=(PrintedCount("郵送", Count(3, "人")), PrintedCount("窓口", None)),
    )
    uncounted = build_report(Consultation("募集", comments=[Comment("1", text="意見")], printed=printed))
    assert dict(texts(table(uncounted, "summary")))["意見提出者（個人）"] == "33人（公表された数値）"
    assert texts(table(uncounted, "channels")) == [["郵送", "3人"], ["窓口", "未公表"]]
    assert table(uncounted, "channels").notes == ("公表された数値です。",)
    counted = build_report(attrs.evolve(sample(), printed=printed))
    assert dict(texts(table(counted, "summary")))["意見提出者（個人）"] == "2人"
    assert texts(table(counted, "channels")) == [["電子メール", "2通"], ["郵送", "1通"], ["合計", "3通"]]


def test_categories_are_printed_as_a_tree_that_sums_to_the_published_comments():
    categories = table(build_report(sample()), "categories")
    assert texts(categories) == [
        ["1 くらし", "3件"],
        ["2 学び", "5件"],
        ["(1) 図書館", "2件"],
        ["(2) その他の学び", "2件"],
        ["3 意見のない項目", "0件"],
        ["合計", "8件"],
    ]
    assert [row.level for row in categories.rows] == [0, 0, 1, 1, 0, 0]
    assert categories.rows[1].cells[1].number == 5
    assert any("1件" in note for note in categories.notes)


def test_the_crossed_table_has_margins_that_agree_with_the_two_breakdowns():
    document = build_report(sample())
    by_disposition = {row[0]: row[1] for row in texts(table(document, "dispositions"))}
    assert by_disposition == {
        "① 計画に記載済み": "1件",
        "② 計画に反映": "5件",
        "③ その他": "1件",
        "未定": "1件",
        "合計": "8件",
    }
    crossed = table(document, "crossed")
    numbers = [[cell.number for cell in row.cells[1:]] for row in crossed.rows]
    assert all(sum(row[:-1]) == row[-1] for row in numbers)
    top = [
        row for row, printed in zip(numbers, crossed.rows, strict=True) if not printed.level and printed.kind != "total"
    ]
    assert [sum(column) for column in zip(*top, strict=True)] == numbers[-1]
    assert [f"{number}件" for number in numbers[-1]] == list(by_disposition.values())
    assert numbers[1] == [0, 3, 1, 1, 5]


# ── comments and answers ─────────────────────────────────────────────────────────────────────────────


def test_comments_stand_below_their_categories_with_shared_answers_merged():
    comments = table(build_report(sample()), "comments")
    assert [column.title for column in comments.columns] == ["No.", "意見の概要", "対応", "市の考え方"]
    assert texts(comments) == [
        ["1 くらし"],
        ["1", "街灯を増やしてほしい。", "②", "街灯を増設します。"],
        ["2", "夜道が暗い。"],
        ["3", "公園が遠い。", "①", "＜公園について＞\n考えます。\n以上です。"],
        ["2 学び"],
        ["1", "全体によい。", "③", "（くらし No.3の考え方のうち「公園について」を参照）\n（参照先がありません：R9）"],
        ["(1) 図書館"],
        ["2", "図書館を夜まで開けて。", "②", "開館時間を延ばします。"],
        ["3", "夜の図書館に賛成。"],
        ["(2) その他の学び"],
        ["4", "暗い道が心配だ。", "②", "（くらし No.1と同じ）"],
        ["5", "（公表しません。理由：個人情報）", "―", "―"],
        ["6", "まだ答えがない。", "未定", "（回答はありません）"],
    ]
    first = comments.rows[1].cells
    assert (first[2].rowspan, first[3].rowspan) == (2, 2)
    assert comments.rows[3].cells[3].runs[0].emphasis == "strong"
    assert [row.kind for row in comments.rows].count("heading") == 4


def test_only_the_published_form_of_a_comment_is_printed():
    document = build_report(sample())
    everything = "".join(cell.text for one in document.tables for row in one.rows for cell in row.cells)
    assert "公園が遠い。" in everything
    assert "原文は長い" not in everything
    assert "秘密の原文" not in everything


def test_a_shared_answer_is_printed_once_and_pointed_to_later():
    document = build_report(sample())
    everything = [run for one in document.tables for row in one.rows for cell in row.cells for run in cell.runs]
    assert sum(run.text == "街灯を増設します。" for run in everything) == 1
    pointer = next(run for run in everything if run.text == "（くらし No.1と同じ）")
    assert pointer.link == "comment-1-1"


def test_a_reference_to_a_whole_answer_and_an_answer_without_words():
    given = sample()
    parts = (ResponsePart("", "見出しだけ"), ResponsePart("後に続く文。"))
    referring = Response("R3", ("2-1",), parts, None, (Reference("R1"),))
    empty = Response("R4", ("2-2", "2-3"), (), "other")
    responses = (*given.responses[:2], referring, empty)
    rows = texts(table(build_report(attrs.evolve(given, responses=responses)), "comments"))
    assert rows[5][3] == "＜見出しだけ＞\n後に続く文。\n（くらし No.1の考え方を参照）"
    assert rows[7][3] == "（回答はありません）"


def test_a_different_disposition_splits_the_merged_cell_but_not_the_answer():
    given = sample()
    comments = [attrs.evolve(one, disposition_id="other") if one.id == "1-2" else one for one in given.comments]
    rows = table(build_report(attrs.evolve(given, comments=comments)), "comments").rows
    assert [cell.text for cell in rows[2].cells] == ["2", "夜道が暗い。", "③"]
    assert (rows[1].cells[2].rowspan, rows[1].cells[3].rowspan) == (1, 2)


def test_a_comment_with_two_answers_gets_both_and_a_pointer_for_the_one_printed_before():
    given = sample()
    responses = (*given.responses, Response("R5", ("2-4",), (ResponsePart("追って調べます。"),)))
    rows = texts(table(build_report(attrs.evolve(given, responses=responses)), "comments"))
    assert rows[10][3] == "（くらし No.1と同じ）\n\n追って調べます。"


def test_numbers_that_are_unique_need_no_category_and_missing_ones_are_counted_through():
    given = Consultation(
        "募集",
        comments=[Comment("x", text="甲"), Comment("y", text="乙"), Comment("z", text="丙")],
        responses=[Response("R1", ("x", "z"), (ResponsePart("答え"),)), Response("R2", ("y",), (ResponsePart("別"),))],
    )
    document = build_report(given)
    assert texts(table(document, "comments")) == [["1", "甲", "答え"], ["2", "乙", "別"], ["3", "丙", "（No.1と同じ）"]]
    assert [section.anchor for section in document.sections] == ["section-summary", "section-comments"]
    assert [one.anchor for one in document.tables] == ["summary", "comments"]


def test_comments_filed_nowhere_follow_at_the_end_and_one_without_a_number_is_named_by_its_id():
    given = sample()
    extra = Comment("x-1", text="番号なし")
    rows = texts(table(build_report(attrs.evolve(given, comments=(extra, *given.comments))), "comments"))
    assert rows[-2:] == [["区分なし"], ["―", "番号なし", "未定", "（回答はありません）"]]


def test_no_comments_and_none_published_are_said():
    nothing = build_report(Consultation("募集", authority="海辺町"))
    assert nothing.sections[1].blocks == (Paragraph((Run("提出された意見はありませんでした。"),)),)
    assert nothing.sections[1].title == "2　意見の概要と町の考え方"
    hidden = build_report(Consultation("募集", comments=[Comment("1", withheld_reason="")], authority="広域連合"))
    assert isinstance(hidden.sections[1].blocks[0], Paragraph)
    assert texts(table(hidden, "comments")) == [["1", "（公表しません。理由：理由の記載なし）", "―"]]
    assert table(hidden, "comments").columns[2].title == "実施機関の考え方"


def test_blank_texts_and_double_ids_do_not_stop_a_report():
    given = Consultation(
        "意見募集の結果",
        comments=[Comment("1", text=" "), Comment("1", text="二重")],
        responses=[Response("R", ("1",))],
    )
    document = build_report(given)
    assert document.title == "意見募集の結果"
    assert [row.anchor for row in table(document, "comments").rows] == ["comment-1", ""]
    assert texts(table(document, "comments"))[0][1:] == ["（空白）", "（回答はありません）"]


# ── comparison ───────────────────────────────────────────────────────────────────────────────────────


def place(page: int, name: str, version: str = "素案") -> Location:
    return Location(version, "本編", page, None, name)


def clause(name: str, label: str, text: str, version: str = "素案") -> Clause:
    return Clause(name, "item", label, text, (), place(3, "基本方針", version), "　")


def comparison() -> Comparison:
    amended = diff_text("令和3年度に始める。", "令和4年度に始める。")
    revisions = (
        Revision("r1", "amended", amended.old, amended.new, amended, locations=(place(2, "見出し"),)),
        Revision("r2", "amended", amended.old, amended.new, amended, locations=(place(5, "7行目"),)),
        Revision(
            "r3", "added", None, "歩道を広げる。", new_clauses=(clause("n1", "（２）", "歩道を広げる。", "成案"),)
        ),
        Revision("r4", "deleted", "橋を架ける。", None, old_clauses=(clause("o1", "（３）", "橋を架ける。"),)),
        Revision(
            "r5",
            "moved",
            "木を植える。",
            "木を植える。",
            diff_text("木を植える。", "木を植える。"),
            diff_text("ア", "イ"),
            (clause("o2", "ア", "木を植える。"),),
            (clause("n2", "イ", "木を植える。", "成案"),),
        ),
        Revision("r6", "unknown", "片側だけ", None, locations=(Location("", "概要版"),)),
        Revision("r7", "renumbered", "本文", "本文", diff_text("本文", "本文"), diff_text("（２）", "（３）")),
    )
    entries = (
        ComparisonEntry((place(2, "見出し"), place(5, "7行目")), amended.old, amended.new, amended, ("r1", "r2")),
        ComparisonEntry((attrs.evolve(place(3, "基本方針", "成案"), line=4),), None, "歩道を広げる。", None, ("r3",)),
        ComparisonEntry((place(3, "基本方針"),), "橋を架ける。", None, None, ("r4",)),
        ComparisonEntry((place(3, "基本方針"),), "木を植える。", "木を植える。", revisions[4].diff, ("r5",)),
        ComparisonEntry((), "片側だけ", None, None, ("r6",)),
        ComparisonEntry((place(9, ""),), "（２）\n（３）", "（３）\n（４）", None, ("r7",), "繰り下げ"),
        ComparisonEntry((place(9, ""),), None, "", None, ()),
    )
    return Comparison("texts", "素案", "成案", revisions, entries)


def marked(cell: Cell) -> list[tuple[str, str, str]]:
    return [(run.text, run.emphasis, run.tag) for run in cell.runs if run.emphasis]


def test_changed_words_are_underlined_on_both_sides_and_places_stand_on_lines():
    document = build_report(sample(), comparison=comparison())
    rows = table(document, "comparison")
    assert [column.title for column in rows.columns] == ["変更箇所", "旧", "新", "備考"]
    assert rows.caption == "素案と成案の新旧対照表"
    where, old, new, note = rows.rows[0].cells
    assert where.text == "本編 P.2 見出し\n本編 P.5 7行目"
    assert marked(old) == [("令和3年度", "underline", "del")]
    assert marked(new) == [("令和4年度", "underline", "ins")]
    assert (old.text, new.text, note.text) == ("令和3年度に始める。", "令和4年度に始める。", "―")


def test_missing_sides_say_why_and_labels_of_new_gone_and_moved_clauses_are_marked_twice():
    rows = table(build_report(sample(), comparison=comparison()), "comparison").rows
    assert [cell.text for cell in rows[1].cells] == [
        "本編 P.3 基本方針 4行目（成案）",
        "（新設）",
        "（２）　歩道を広げる。",
        "―",
    ]
    assert marked(rows[1].cells[2]) == [("（２）", "double-underline", "ins"), ("歩道を広げる。", "underline", "ins")]
    assert [cell.text for cell in rows[2].cells[1:3]] == ["（３）　橋を架ける。", "（削る）"]
    assert marked(rows[3].cells[1]) == [("ア", "double-underline", "del")]
    assert [cell.text for cell in rows[3].cells[1:]] == ["ア　木を植える。", "イ　木を植える。", "移動"]
    assert [cell.text for cell in rows[4].cells] == [
        "―",
        "片側だけ",
        "（不明）",
        "公表された表から読み取れない欄があります。",
    ]
    assert not marked(rows[4].cells[1])
    assert marked(rows[5].cells[1]) == [("（２）", "double-underline", "del"), ("（３）", "double-underline", "del")]
    assert rows[5].cells[2].text == "（３）\n（４）"
    assert rows[5].cells[3].text == "繰り下げ"
    assert [cell.text for cell in rows[6].cells[1:3]] == ["（新設）", "（空白）"]


def test_a_published_table_with_a_lost_side_is_not_called_new():
    lost = Comparison("published", "", "", (), (ComparisonEntry((), None, "新しい文", None, ()),))
    rows = table(build_report(sample(), comparison=lost), "comparison")
    assert rows.caption == "新旧対照表"
    assert [cell.text for cell in rows.rows[0].cells] == ["―", "（不明）", "新しい文"]
    assert rows.notes == ("（不明）は、公表された表から読み取れなかったことを示します。",)
    empty = build_report(sample(), comparison=Comparison("texts", "素案", "成案"))
    assert empty.sections[-1].blocks == (Paragraph((Run("修正した箇所はありません。"),)),)


def test_columns_titles_and_sections_are_the_layouts():
    titles = {"new": "改正後", "old": "改正前", "section.comparison": "対照表"}
    settings = {"columns": ["new", "old", "place"], "titles": titles, "dates": "western"}
    layout = Layout.from_settings({**settings, "sections": ["comparison", "summary"], "show_disposition": False})
    document = build_report(sample(), comparison=comparison(), layout=layout)
    assert [column.title for column in table(document, "comparison").columns] == ["改正後", "改正前", "変更箇所"]
    assert [section.title for section in document.sections] == ["1　対照表", "2　意見募集の結果"]
    assert document.sections[0].landscape
    assert "2024年10月1日から2024年10月31日まで" in dict(texts(table(document, "summary"))).values()
    without = build_report(sample(), layout=Layout(show_disposition=False))
    assert [column.title for column in table(without, "comments").columns] == ["No.", "意見の概要", "市の考え方"]


def test_a_layout_tells_everything_that_is_wrong_at_once():
    with pytest.raises(InvalidDataError) as caught:
        Layout.from_settings(
            {"colums": [], "columns": ["plaec", "old"], "titles": {"old": 1}, "lang": "fr", "sections": "comments"}
        )
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "colums",
        "columns",
        "titles",
        "lang",
        "sections",
    ]
    assert "did you mean 'place'?" in str(caught.value)
    with pytest.raises(WrongValueError, match="'old' stands twice"):
        Layout(comparison_columns=("old", "old"))
    with pytest.raises(WrongValueError, match="needs 'old' or 'new'"):
        Layout(comparison_columns=("place",))


# ── links ────────────────────────────────────────────────────────────────────────────────────────────


def links() -> Trace:
    return Trace(
        (
            TraceLink("r1", "1-1", "stated", evidence="街灯を増設します。"),
            TraceLink("r2", "1-3", "quoted", evidence="「原文は長い」"),
            TraceLink("r2", "1-2", "quoted", evidence="「夜道」"),
            TraceLink("r3", "2-2", "suggested", evidence="似ている"),
            TraceLink("r3", "2-5", "quoted", evidence="「秘密」"),
            TraceLink("r4", "2-3", "cited", evidence="P.3", status="rejected"),
            TraceLink("r4", "gone", "suggested", status="confirmed"),
        ),
        (Cause("r6", "committee", "審議会での指摘"), Cause("r5", "update")),
        (),
    )


def test_comments_and_rows_link_to_each_other_and_suggestions_do_not_count():
    document = build_report(sample(), comparison=comparison(), trace=links())
    revised = find_row(document, "comment-1-1").cells[-1]
    assert [(run.text, run.link) for run in revised.runs] == [("本編 P.2 見出し", "revision-r1")]
    assert find_row(document, "comment-2-2").cells[-1].text == "―"
    reasons = find_row(document, "revision-r1").cells[-1]
    assert [(run.text, run.link) for run in reasons.runs if run.link] == [
        ("くらし No.1", "comment-1-1"),
        ("くらし No.3", "comment-1-3"),
        ("くらし No.2", "comment-1-2"),
    ]
    # What no comment asked for stands among the remarks; without that column, beside the comments.
    row = find_row(document, "revision-r6")
    assert [cell.text for cell in row.cells[-2:]] == [
        "公表された表から読み取れない欄があります。\n事務局修正（審議会等の意見）：審議会での指摘",
        "―",
    ]
    assert find_row(document, "revision-r5").cells[-2].text == "移動\n事務局修正（時点修正）"
    assert table(document, "comparison").columns[-1].title == "関係する意見"
    narrow = build_report(
        sample(), comparison=comparison(), trace=links(), layout=Layout(comparison_columns=("old", "new", "comments"))
    )
    assert find_row(narrow, "revision-r6").cells[-1].text == "事務局修正（審議会等の意見）：審議会での指摘"
    assert table(narrow, "comparison").columns[-1].title == "関係する意見・理由"
    titled = Layout(titles={"comments": "意見"})
    named = build_report(sample(), comparison=comparison(), trace=links(), layout=titled)
    assert table(named, "comparison").columns[-1].title == "意見"


def test_a_cause_alone_brings_the_remarks_column():
    amended = diff_text("必用", "必要")
    one = Revision("r", "amended", "必用", "必要", amended)
    shown = Comparison("texts", "素案", "成案", (one,), (ComparisonEntry((), "必用", "必要", amended, ("r",)),))
    without = build_report(sample(), comparison=shown, trace=Trace())
    assert [one.title for one in table(without, "comparison").columns] == ["変更箇所", "旧", "新", "関係する意見"]
    causes = Trace((), (Cause("r", "correction"), Cause("r", "correction"), Cause("r", "council", "一般質問")))
    document = build_report(sample(), comparison=shown, trace=causes)
    said = find_row(document, "revision-r").cells[3].text
    assert said == "事務局修正（誤字の訂正）\n事務局修正（議会の意見）：一般質問"
    english = build_report(sample(), comparison=shown, trace=causes, lang="en")
    assert find_row(english, "revision-r").cells[3].text == (
        "Change by the office (correction of wording)\nChange by the office (requested by the assembly): 一般質問"
    )


def test_every_revision_is_covered_once_and_evidence_shows_public_words_only():
    document = build_report(sample(), comparison=comparison(), trace=links())
    assert texts(table(document, "coverage")) == [
        ["意見による修正", "2件"],
        ["意見によらない修正（理由あり）", "2件"],
        ["理由が示されていない修正", "2件"],
        ["移動・項番号の変更のみ（理由を要しない）", "1件"],
        ["合計", "7件"],
    ]
    by_comment = texts(table(document, "trace-comments"))
    assert by_comment[0] == ["くらし No.1", "本編 P.2 見出し", "考え方に修正内容の記載", "街灯を増設します。"]
    assert ["くらし No.3", "本編 P.5 7行目", "文言の引用", "―"] in by_comment
    assert ["くらし No.2", "本編 P.5 7行目", "文言の引用", "「夜道」"] in by_comment
    assert ["gone", "r4", "類似による候補（確認済み）", "―"] in by_comment
    by_revision = table(document, "trace-revisions")
    assert by_revision.notes
    assert by_revision.rows[1].cells[0].rowspan == 2
    # What links say that lead to a withheld comment, or to none, explains nothing.
    assert [row[-3] for row in texts(by_revision)].count("理由が示されていません") == 2
    everything = [cell for one in document.tables for row in texts(one) for cell in row]
    assert not any("秘密" in cell or "原文は長い" in cell for cell in everything)


def test_an_unexplained_revision_is_said_to_be_one():
    document = build_report(sample(), comparison=comparison(), trace=Trace())
    blocks = document.sections[-1].blocks
    assert blocks[1] == Paragraph((Run("理由を要する修正5件のうち、理由を示したものは0件です。"),))
    assert Paragraph((Run("意見と修正箇所の対応は記録されていません。"),)) in blocks
    rows = texts(table(document, "trace-revisions"))
    assert len(rows) == 5
    assert rows[0] == ["本編 P.2 見出し", "理由が示されていません", "―", "―"]


def test_a_revision_without_a_printed_place_is_named_by_the_heading_above_it():
    where = Location("素案", "本編")
    one = Clause("c", "paragraph", "", "古い文", ("第１章", "１　目的"), where)
    gone = Revision("r", "deleted", "古い文", None, old_clauses=(one,), locations=(where,))
    entry = ComparisonEntry((where,), "古い文", None, None, ("r",))
    document = build_report(sample(), comparison=Comparison("texts", "素案", "成案", (gone,), (entry,)), trace=Trace())
    assert texts(table(document, "trace-revisions"))[0][0] == "本編 １　目的"


def test_a_trace_without_a_comparison_still_reads_both_ways():
    document = build_report(sample(), trace=links())
    assert [one.anchor for one in document.sections[-1].blocks if isinstance(one, Table)] == [
        "trace-comments",
        "trace-revisions",
    ]


def test_findings_are_printed_with_links_and_places():
    findings = (
        Finding("PC201", Severity.ERROR, ("1-1", "r1"), "broken", "壊れています。", Place("comments.csv", 3, "対応")),
        Finding("PC502", Severity.INFO, (), "odd", "変わった日付です。"),
    )
    japanese = table(build_report(sample(), comparison=comparison(), findings=findings), "findings")
    assert texts(japanese) == [
        ["PC201", "誤り", "壊れています。", "くらし No.1\n本編 P.2 見出し", "comments.csv 3行目 「対応」列"],
        ["PC502", "参考", "変わった日付です。", "―", "―"],
    ]
    english = table(build_report(sample(), findings=findings, lang="en"), "findings")
    assert texts(english)[0][:3] == ["PC201", "error", "broken"]


# ── languages, documents ─────────────────────────────────────────────────────────────────────────────


def test_english_is_complete():
    assert set(TEXTS["ja"]) == set(TEXTS["en"])
    document = build_report(sample(), comparison=comparison(), trace=links(), layout=Layout(lang="en"))
    assert document.lang == "en"
    assert document.title == "Result of the public consultation: つばめ市まちづくり計画（素案）に対する意見募集"
    overview = dict(texts(table(document, "summary")))
    assert overview["Period"] == "1 October 2024 to 31 October 2024"
    assert overview["Submitters (groups)"] == "1 group"
    assert overview["Comments"] == "9 comments (1 comment of them not published)"
    assert table(document, "categories").columns[1].unit == "comments"
    assert document.sections[2].title == "3. Comments and responses"


def test_the_same_input_gives_the_same_document():
    first = build_report(sample(), comparison=comparison(), trace=links())
    assert first == build_report(sample(), comparison=comparison(), trace=links())


def test_wrong_arguments_are_refused():
    with pytest.raises(WrongTypeError, match="takes a Consultation"):
        build_report("募集")  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="lang must be one of"):
        build_report(sample(), lang="fr")


def test_a_file_name_decides_the_format(tmp_path):
    document = build_report(sample())
    for name in ("a.md", "b.HTML", "c.csv", "d.json"):
        path = write(document, tmp_path / name)
        assert path.read_bytes() == write(document, tmp_path / f"again-{name}").read_bytes()
    with pytest.raises(UnknownFormatError, match=r"\.md, \.html, \.docx, \.xlsx, \.pdf, \.csv, \.json"):
        write(document, tmp_path / "a.doc")
    with pytest.raises(WrongTypeError, match="single table"):
        write(document.tables[0], tmp_path / "a.md")
    with pytest.raises(WrongTypeError, match="Document or a Table"):
        write("text", tmp_path / "a.md")  # type: ignore[arg-type]
    assert write(document.tables[0], tmp_path / "t.csv").read_bytes()[:3] == b"\xef\xbb\xbf"


def cell(text: str = "", **kwargs: int) -> Cell:
    return Cell((Run(text),), **kwargs)


@pytest.mark.parametrize(
    "rows",
    [
        [Row((cell(),))],
        [Row((cell(), cell(), cell()))],
        [Row((cell(colspan=3),))],
        [Row((cell(rowspan=2), cell()))],
        [Row((cell(rowspan=2), cell())), Row((cell(), cell()))],
        [Row((cell(), cell(rowspan=2))), Row((cell(colspan=2),))],
    ],
    ids=["too few", "too many", "too wide", "too long", "covered already", "overlapping"],
)
def test_cells_must_fill_their_table_exactly(rows):
    with pytest.raises(WrongValueError):
        Table((Column("左"), Column("右")), rows, anchor="t")


def test_a_grid_repeats_merged_cells_and_tells_where_they_begin():
    merged = Table(
        (Column("左"), Column("右")),
        [Row((cell("a", rowspan=2), cell("b"))), Row((cell("c"),)), Row((cell("d", colspan=2),))],
    )
    assert [[(one.text, starts) for one, starts in row] for row in merged.grid()] == [
        [("a", True), ("b", True)],
        [("a", False), ("c", True)],
        [("d", True), ("d", False)],
    ]


def test_anchors_are_unique_links_resolve_and_levels_are_not_skipped():
    with pytest.raises(WrongValueError, match="stands twice"):
        Document("題", [Section("一", anchor="a"), Section("二", anchor="a")])
    with pytest.raises(WrongValueError, match="do not exist: b"):
        Document("題", [Section("一", [Paragraph([Run("x", link="b")])], anchor="a")])
    with pytest.raises(WrongValueError, match="level 2 below level 0"):
        Document("題", [Section("一", level=2)])
    with pytest.raises(WrongValueError, match="letters, digits"):
        Section("一", anchor="a b")
    with pytest.raises(WrongTypeError, match="Paragraph, Table or Diagram"):
        Section("一", ["text"])  # type: ignore[list-item]
    with pytest.raises(WrongValueError, match="no columns"):
        Table(())
    with pytest.raises(WrongValueError, match="negative"):
        Row((), level=-1)
    with pytest.raises(WrongTypeError, match="int"):
        Row((), level=True)
