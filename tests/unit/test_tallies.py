"""Counts that add up, and printed figures held against them."""

import attrs
import pytest

import plancomment as pc

SCHEME = pc.DispositionScheme(
    (pc.Disposition("1", "①", "計画に反映する", True), pc.Disposition("2", "②", "参考とする", False))
)
CATEGORIES = (
    pc.Category("1", "総論", number="1"),
    pc.Category("2", "各論", number="2"),
    pc.Category("2.1", "道路", "2", "(1)"),
    pc.Category("2.2", "公園", "2", "(2)"),
    pc.Category("2.3", "各論全般", "2"),
)


def comment(number: int, category: str | None, **more: str) -> pc.Comment:
    return pc.Comment(f"k{number}", summary=f"意見その{number}", category_id=category, **more)


COMMENTS = (
    comment(1, "1"),
    comment(2, "2.1"),
    comment(3, "2.1", disposition_id="2"),
    comment(4, "2.2"),
    comment(5, "2.3"),
    comment(6, "2"),
    pc.Comment("k7", category_id="2.2", withheld_reason="特定の個人への中傷のため"),
)
RESPONSES = (
    pc.Response("A1", ("k1", "k3", "k2"), (pc.ResponsePart("反映します。"),), "1"),
    pc.Response("A2", ("k4", "k5"), (pc.ResponsePart("参考とします。"),), "2"),
)


def record(**changes: object) -> pc.Consultation:
    given = {"categories": CATEGORIES, "scheme": SCHEME, "comments": COMMENTS, "responses": RESPONSES}
    return pc.Consultation("意見募集", **(given | changes))  # type: ignore[arg-type]


def figures(rows: tuple[pc.TallyRow, ...]) -> dict[str | None, int]:
    return {row.id: row.count.value for row in rows}


def test_received_is_published_plus_withheld() -> None:
    counted = pc.tally(record())
    assert (counted.received, counted.published, counted.withheld) == (
        pc.Count(7, "件"),
        pc.Count(6, "件"),
        pc.Count(1, "件"),
    )


def test_a_parent_is_its_own_comments_and_its_childrens() -> None:
    rows = {row.id: row for row in pc.tally(record()).by_category}
    assert list(rows) == ["1", "2", "2.1", "2.2", "2.3"]
    assert figures(tuple(rows.values())) == {"1": 1, "2": 5, "2.1": 2, "2.2": 1, "2.3": 1}
    assert (rows["2"].own.value, rows["2"].withheld.value, rows["2.2"].withheld.value) == (1, 1, 1)
    assert (rows["2.1"].depth, rows["2.1"].parent_id, rows["2.1"].number) == (1, "2", "(1)")


def test_a_shared_response_counts_once_for_each_comment_and_an_own_disposition_wins() -> None:
    counted = pc.tally(record())
    assert figures(counted.by_disposition) == {"1": 2, "2": 3, None: 1}
    cells = {(cell.category_id, cell.disposition_id): cell.count.value for cell in counted.cross}
    assert cells == {("1", "1"): 1, ("2", None): 1, ("2.1", "1"): 1, ("2.1", "2"): 1, ("2.2", "2"): 1, ("2.3", "2"): 1}


def test_strangers_are_counted_in_rows_of_their_own() -> None:
    odd = record(comments=(comment(1, "9"), comment(2, None, disposition_id="7"), comment(3, "8")), responses=())
    counted = pc.tally(odd)
    assert figures(counted.by_category) == {"1": 0, "2": 0, "2.1": 0, "2.2": 0, "2.3": 0, "8": 1, "9": 1, None: 1}
    assert figures(counted.by_disposition) == {"1": 0, "2": 0, "7": 1, None: 2}


def test_categories_in_a_circle_are_counted_once() -> None:
    ring = (pc.Category("a", "あ", "b"), pc.Category("b", "い", "c"), pc.Category("c", "う", "b"))
    counted = pc.tally(
        record(categories=ring, comments=(comment(1, "a"), comment(2, "b"), comment(3, "c")), responses=())
    )
    top = [row for row in counted.by_category if row.depth == 0]
    assert sum(row.count.value for row in top) == 3
    assert {row.id for row in counted.by_category} == {"a", "b", "c"}


SUBMISSIONS = (
    pc.Submission("s1", "p1", "person", "郵送"),
    pc.Submission("s2", "p1", "person", "電子メール"),
    pc.Submission("s3", "g1", "group", "郵送"),
    pc.Submission("s4", None, "person", "郵送"),
    pc.Submission("s5", None, "person", None),
)


def test_persons_groups_and_submissions_are_counted_apart() -> None:
    told = tuple(attrs.evolve(one, submission_id="s1") for one in COMMENTS)
    counted = pc.tally(record(submissions=SUBMISSIONS, comments=told))
    assert counted.persons == pc.Count(3, "人")
    assert counted.groups == pc.Count(1, "団体")
    assert counted.submissions == pc.Count(5, "通")
    assert [(row.id, str(row.count)) for row in counted.by_channel] == [
        ("郵送", "3通"),
        ("電子メール", "1通"),
        (None, "1通"),
    ]


def test_what_is_not_known_is_none_and_not_zero() -> None:
    unknown = pc.tally(record(submissions=SUBMISSIONS))
    assert (unknown.persons, unknown.submissions, unknown.by_channel) == (None, None, ())
    kindless = pc.tally(record(submissions=(pc.Submission("s1"),), comments=(), responses=()))
    assert (kindless.persons, kindless.submissions) == (None, pc.Count(1, "通"))
    assert pc.tally(pc.Consultation("t")).persons == pc.Count(0, "人")


def printed(**changes: object) -> pc.PrintedTotals:
    given: dict[str, object] = {
        "comments": pc.Count(7, "件"),
        "by_category": (
            pc.PrintedCount("総論", pc.Count(1, "件")),
            pc.PrintedCount("各論", pc.Count(6, "件")),
            pc.PrintedCount("（１）道路", pc.Count(2, "件")),
            pc.PrintedCount("公園", pc.Count(2, "件"), "2.2"),
            pc.PrintedCount("各論全般"),
        ),
    }
    return pc.PrintedTotals(**(given | changes))  # type: ignore[arg-type]


def test_nothing_printed_and_agreeing_figures_give_no_error() -> None:
    counted = pc.tally(record())
    assert pc.reconcile(counted, None) == ()
    assert pc.reconcile(counted, pc.PrintedTotals()) == ()
    assert [finding.code for finding in pc.reconcile(counted, printed())] == ["PC302"]


def test_a_missing_figure_is_found_with_the_number_that_makes_it_right() -> None:
    # Own comments of 各論 stand in no child row, so 6 = 1 + 2 + 2 + 1.
    (finding,) = pc.reconcile(pc.tally(record()), printed())
    assert finding.subjects == ("2.3",)
    assert finding.severity == "info"
    assert "1件 was counted and would make it right" in finding.message
    assert "sum to 4 of 6件" in finding.message
    assert "集計値は1件" in finding.message_ja


def test_each_wrong_figure_is_one_finding_with_both_figures() -> None:
    wrong = printed(
        persons=pc.Count(4, "人"),
        comments=pc.Count(9, "件"),
        by_disposition=(
            pc.PrintedCount("①計画に反映する", pc.Count(3, "件")),
            pc.PrintedCount("参考とする", pc.Count(3, "件")),
        ),
    )
    told = tuple(attrs.evolve(one, submission_id="s1") for one in COMMENTS)
    found = pc.reconcile(pc.tally(record(submissions=SUBMISSIONS, comments=told)), wrong)
    assert [(finding.code, finding.subjects) for finding in found] == [
        ("PC301", ()),
        ("PC301", ()),
        ("PC302", ("2.3",)),
        ("PC301", ("1",)),
        ("PC302", ()),  # one comment has no disposition yet, and no printed row says so
    ]
    assert "persons: printed 4人, counted 3人; 3人 would be right (-1)" in found[0].message
    assert "公表値は3件、集計値は2件" in found[3].message_ja


def test_a_wrong_parent_names_the_child_without_a_figure() -> None:
    rows = list(printed().by_category or ())
    rows[1] = pc.PrintedCount("各論", pc.Count(5, "件"))
    wrong = pc.reconcile(pc.tally(record()), printed(by_category=tuple(rows)))
    assert [finding.code for finding in wrong] == ["PC301", "PC302"]
    assert "below it there is no figure for '各論全般'" in wrong[0].message


def test_a_city_that_prints_only_published_comments_is_right_too() -> None:
    rows = (pc.PrintedCount("公園", pc.Count(1, "件")), pc.PrintedCount("各論", pc.Count(5, "件")))
    found = pc.reconcile(pc.tally(record()), printed(comments=pc.Count(6, "件"), by_category=rows))
    assert {finding.code for finding in found} == {"PC302"}


def test_a_printed_row_that_matches_nothing() -> None:
    stranger = (pc.PrintedCount("水道", pc.Count(2, "件")), pc.PrintedCount("下水道", None, "x"))
    found = pc.reconcile(pc.tally(record()), printed(by_category=stranger))
    assert [(finding.code, finding.subjects) for finding in found] == [("PC303", ()), ("PC303", ("x",))]


def test_rows_without_a_printed_line_are_told_where_their_neighbours_have_one() -> None:
    only = (pc.PrintedCount("総論", pc.Count(1, "件")),)
    (finding,) = pc.reconcile(pc.tally(record()), printed(by_category=only))
    assert (finding.code, finding.subjects) == ("PC302", ("2",))
    assert "sum to 1 of 7件" in finding.message


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (
            (pc.PrintedCount("郵送", pc.Count(3, "通")), pc.PrintedCount("電子メール", pc.Count(2, "通"))),
            ["PC301", "PC302"],
        ),
        ((pc.PrintedCount("郵送", pc.Count(2, "人")), pc.PrintedCount("電子メール", pc.Count(1, "人"))), []),
        ((pc.PrintedCount("郵送", pc.Count(2, "人")), pc.PrintedCount("電子メール", pc.Count(2, "人"))), ["PC304"]),
        ((pc.PrintedCount("郵送", pc.Count(2, "人")), pc.PrintedCount("電子メール", pc.Count(2, "件"))), []),
        ((pc.PrintedCount("郵送", pc.Count(2, "人")), pc.PrintedCount("電子メール")), []),
        ((), []),
    ],
)
def test_channels_are_counted_in_submissions_or_added_up(rows: tuple[pc.PrintedCount, ...], codes: list[str]) -> None:
    told = tuple(attrs.evolve(one, submission_id="s1") for one in COMMENTS)
    counted = pc.tally(record(submissions=SUBMISSIONS, comments=told))
    totals = pc.PrintedTotals(persons=pc.Count(3, "人"), by_channel=rows)
    assert [finding.code for finding in pc.reconcile(counted, totals)] == codes


def test_a_figure_in_another_unit_is_a_disagreement() -> None:
    told = tuple(attrs.evolve(one, submission_id="s1") for one in COMMENTS)
    counted = pc.tally(record(submissions=SUBMISSIONS, comments=told))
    (finding,) = pc.reconcile(counted, pc.PrintedTotals(submissions=pc.Count(5, "件")))
    assert "another unit" in finding.message
