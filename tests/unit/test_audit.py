"""The rules: each finds what it is for, says it in two languages, and says nothing about a sound record."""

import datetime

import attrs
import pytest

import plancomment as pc
from plancomment.auditing import Case
from plancomment.findings import Severity

SCHEME = pc.DispositionScheme(
    (pc.Disposition("1", "①", "計画に反映する", True), pc.Disposition("2", "②", "参考とする", False))
)
OLD = "# 第１章　目標\n\n<!-- page: 2, line: 4 -->\n（１）待ち時間を30分以内とします。\n\n（２）緑を守ります。\n"
NEW = "# 第１章　目標\n\n<!-- page: 2, line: 4 -->\n（１）待ち時間を20分以内とします。\n\n（２）緑を守ります。\n"


def compared(new: str = NEW) -> pc.Comparison:
    return pc.compare(pc.parse_plan(OLD, version="素案"), pc.parse_plan(new, version="成案"))


STATED = pc.StatedRevision("S1", pc.Location("素案", "本編", 2), "30分以内", "20分以内", "改めました。")


def record(**changes: object) -> pc.Consultation:
    given: dict[str, object] = {
        "categories": (pc.Category("1", "目標"),),
        "scheme": SCHEME,
        "comments": (
            pc.Comment("1-1", summary="待ち時間は20分にしてほしい。", category_id="1"),
            pc.Comment("1-2", summary="緑を増やしてほしい。", category_id="1"),
        ),
        "responses": (
            pc.Response("A1", ("1-1",), (pc.ResponsePart("改めました。"),), "1", (), (STATED,)),
            pc.Response("A2", ("1-2",), (pc.ResponsePart("参考とします。"),), "2"),
        ),
        "printed": pc.PrintedTotals(comments=pc.Count(2, "件")),
        "draft_published_on": datetime.date(2024, 10, 1),
        "opened_on": datetime.date(2024, 10, 1),
        "closed_on": datetime.date(2024, 10, 31),
    }
    return pc.Consultation("意見募集", **(given | changes))  # type: ignore[arg-type]


def audited(consultation: pc.Consultation, comparison: pc.Comparison | None = None, **more: object) -> list[pc.Finding]:
    comparison = comparison or compared()
    traced = pc.trace(comparison, consultation, **more)  # type: ignore[arg-type]
    return list(pc.audit(consultation, comparison=comparison, trace=traced))


def told(findings: list[pc.Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(finding.code, finding.severity.value, finding.subjects) for finding in findings]


def test_a_sound_record_has_no_finding() -> None:
    assert audited(record()) == []


RESPONSES = record().responses
COMMENTS = record().comments


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"responses": RESPONSES[:1]}, ("PC201", "error", ("1-2",))),
        ({"responses": (RESPONSES[0], attrs.evolve(RESPONSES[1], disposition_id=None))}, ("PC202", "error", ("1-2",))),
        (
            {"responses": (*RESPONSES, pc.Response("A3", ("1-2",), disposition_id="1"))},
            ("PC203", "error", ("1-2", "A2", "A3")),
        ),
        ({"responses": (RESPONSES[0], attrs.evolve(RESPONSES[1], disposition_id="1"))}, ("PC204", "error", ("1-2",))),
        (
            {
                "responses": (
                    *RESPONSES[:1],
                    attrs.evolve(RESPONSES[1], stated_revisions=(pc.StatedRevision("S2", new="橋を架けます"),)),
                )
            },
            ("PC206", "error", ("A2", "S2", "1-2")),
        ),
        ({"comments": (*COMMENTS, pc.Comment("1-3", withheld_reason=" "))}, ("PC207", "error", ("1-3",))),
        ({"printed": pc.PrintedTotals(comments=pc.Count(3, "件"))}, ("PC301", "error", ())),
        (
            {
                "comments": tuple(
                    attrs.evolve(one, summary="バスの本数を　もっと増やして（ほしい）。") for one in COMMENTS
                )
            },
            ("PC401", "warning", ("1-1", "1-2")),
        ),
        ({"closed_on": datetime.date(2024, 9, 30)}, ("PC501", "error", ())),
        ({"draft_published_on": datetime.date(2024, 10, 2)}, ("PC501", "error", ())),
        ({"categories": ()}, ("PC104", "error", ("1-1", "1"))),
    ],
)
def test_each_defect_is_found(changes: dict[str, object], expected: tuple[str, str, tuple[str, ...]]) -> None:
    found = audited(record(**changes))
    assert expected in told(found)
    for finding in found:
        assert finding.message
        assert finding.message_ja
        assert finding.message_ja.endswith("。")


def test_a_mistyped_disposition_says_what_there_is() -> None:
    found = audited(record(responses=(RESPONSES[0], attrs.evolve(RESPONSES[1], disposition_id="22"))))
    assert [finding.code for finding in found] == ["PC106"]
    assert "'22', which is not in the scheme (there are: 1, 2)" in found[0].message


def test_a_promise_that_the_plan_does_not_keep() -> None:
    found = audited(record(), compared(OLD))
    assert told(found) == [("PC204", "error", ("1-1",)), ("PC206", "error", ("A1", "S1", "1-1"))]
    assert "「①計画に反映する」" in found[0].message_ja
    assert "旧「30分以内」新「20分以内」" in found[1].message_ja
    assert found[1].place == pc.Place(page=2, version="素案")


def test_a_revision_that_nobody_explains() -> None:
    new = NEW.replace("緑を守ります", "緑を守り育てます")
    (finding,) = audited(record(), compared(new))
    (revision,) = (one for one in compared(new).revisions if "緑" in (one.old or ""))
    assert (finding.code, finding.subjects, finding.severity) == ("PC205", (revision.id,), Severity.ERROR)
    assert finding.place == pc.Place(page=2, version="素案")
    assert "本編 P.2" in finding.message_ja
    assert audited(record(), compared(new), causes=(pc.Cause(revision.id, "council"),)) == []


def test_a_revision_of_notation_without_a_reason_is_a_warning() -> None:
    (finding,) = audited(record(), compared(NEW.replace("緑", "緑\ufe00")))
    assert (finding.code, finding.severity) == ("PC205", Severity.WARNING)


def test_a_lost_row_of_a_published_table_is_a_warning() -> None:
    lost = pc.Revision("R1", "unknown")
    comparison = pc.Comparison("published", "素案", "成案", (*compared().revisions, lost))
    (finding,) = audited(record(), comparison)
    assert (finding.code, finding.severity, finding.place) == ("PC205", Severity.WARNING, None)


def test_links_and_causes_whose_ends_are_gone() -> None:
    revision = compared().revisions[0].id
    consultation = record(comments=(*COMMENTS, pc.Comment("1-3", withheld_reason="誹謗中傷")))
    links = (
        pc.TraceLink("R404", "1-1", "declared"),
        pc.TraceLink(revision, "9-9", "declared"),
        pc.TraceLink(revision, "1-3", "declared"),
    )
    found = audited(consultation, links=links, causes=(pc.Cause("R405", "update"),))
    ends = [finding.subjects for finding in found if finding.code == "PC115"]
    assert sorted(ends) == [("1-3", revision), ("9-9", revision), ("R404",), ("R405",)]
    # Two of three comments were printed, which is right: the third is withheld.
    assert {finding.code for finding in found} == {"PC115"}


def test_a_coarse_comparison_is_told() -> None:
    found = audited(record(), attrs.evolve(compared(), coarsened=True))
    assert told(found) == [("PC402", "warning", ())]


def test_a_breakdown_is_held_back_while_what_it_counts_is_missing() -> None:
    rows = (pc.PrintedCount("計画に反映する", 1), pc.PrintedCount("参考とする", 1))
    tops = (pc.PrintedCount("目標", 2),)
    sound = record(printed=pc.PrintedTotals(comments=2, by_disposition=rows, by_category=tops))
    assert audited(sound) == []
    assert told(audited(attrs.evolve(sound, responses=RESPONSES[:1]))) == [("PC201", "error", ("1-2",))]
    misfiled = (attrs.evolve(COMMENTS[0], category_id="7"), COMMENTS[1])
    assert told(audited(attrs.evolve(sound, comments=misfiled))) == [("PC104", "error", ("1-1", "7"))]
    wrong = attrs.evolve(sound, responses=(RESPONSES[0], attrs.evolve(RESPONSES[1], disposition_id="1")))
    assert {finding.code for finding in audited(wrong)} == {"PC204", "PC211", "PC301"}


def test_an_id_that_a_spreadsheet_changed_and_a_name_from_the_template() -> None:
    changed = record(
        comments=(attrs.evolve(COMMENTS[0], id="1月1日"), COMMENTS[1]),
        responses=(attrs.evolve(RESPONSES[0], comment_ids=("1月1日",)), RESPONSES[1]),
    )
    assert told(audited(changed)) == [("PC403", "warning", ("1月1日",))]
    assert told(audited(record(authority="○○市"))) == [("PC504", "warning", ())]


def test_short_equal_texts_are_no_twins() -> None:
    twins = record(comments=tuple(attrs.evolve(one, summary="賛成です。") for one in COMMENTS))
    assert audited(twins) == []


def test_without_texts_the_rules_about_them_are_silent() -> None:
    assert pc.audit(record()) == ()
    consultation = record(responses=(RESPONSES[0], attrs.evolve(RESPONSES[1], disposition_id="1")))
    assert [finding.code for finding in pc.audit(consultation)] == ["PC211"]
    assert (
        pc.audit(record(scheme=None, responses=tuple(attrs.evolve(one, disposition_id=None) for one in RESPONSES)))
        == ()
    )


def test_own_rules_stand_beside_the_others() -> None:
    def long_titles(case: Case) -> list[pc.Finding]:
        return [pc.Finding("X001", "info", (), "short", "短い件名です。")] if len(case.consultation.title) < 9 else []

    found = pc.audit(record(responses=RESPONSES[:1]), checks=(*pc.CHECKS, long_titles))
    assert [finding.code for finding in found] == ["PC201", "X001"]
    assert pc.audit(record(), checks=()) == ()
