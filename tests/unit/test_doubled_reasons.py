"""A revision with a comment and a cause, or with two causes; no suggestion where a cause explains (理由の重複)."""

import attrs
import pytest

import plancomment as pc
from plancomment.auditing import coverage
from plancomment.auditing.case import Case
from plancomment.traceability import likely

DRAFT = "（１）待ち時間を30分とします。\n\n（２）水飲み場は設けません。\n"
FINAL = "（１）待ち時間を15分とします。\n\n（２）水飲み場を二か所に設けます。\n"
COMPARISON = pc.compare(pc.parse_plan(DRAFT, version="素案"), pc.parse_plan(FINAL, version="成案"))
WAIT, WATER = (one.id for one in COMPARISON.revisions)
CONSULTATION = pc.Consultation(
    "意見募集",
    comments=(
        pc.Comment("1", text="バスの本数が少ない。"),
        pc.Comment("2", text="公園に水飲み場を二か所くらい設けてほしい。"),
    ),
)


def found(*causes: pc.Cause, **statuses: str) -> list[pc.Finding]:
    links = tuple(
        pc.TraceLink(WATER, name.removeprefix("c"), "suggested", 0.2, status=status)  # type: ignore[arg-type]
        for name, status in statuses.items()
    )
    traced = pc.trace(COMPARISON, CONSULTATION, links=links, causes=causes, suggest=False)
    return list(coverage.check_doubled_reasons(Case(CONSULTATION, COMPARISON, traced)))


def test_a_cause_and_a_link_that_counts() -> None:
    (one,) = found(pc.Cause(WATER, "update"), c2="confirmed")
    assert (one.code, one.severity, one.subjects) == ("PC213", "warning", (WATER, "2"))
    assert "時点修正" in one.message_ja
    assert "「2」" in one.message_ja
    assert "'2'" in one.message
    assert found(pc.Cause(WATER, "update"), c2="proposed") == []
    assert found(pc.Cause(WATER, "update"), c2="rejected") == []
    assert found(pc.Cause(WAIT, "update"), c2="confirmed") == []


def test_two_causes() -> None:
    (one,) = found(pc.Cause(WATER, "update"), pc.Cause(WATER, "council"))
    assert (one.code, one.severity, one.subjects) == ("PC214", "warning", (WATER,))
    assert "時点修正、議会" in one.message_ja
    assert found(pc.Cause(WATER, "update", "甲"), pc.Cause(WATER, "update", "乙")) == []
    assert list(coverage.check_doubled_reasons(Case(CONSULTATION))) == []


def test_many_comments_are_told_in_part() -> None:
    comments = tuple(pc.Comment(str(number), text="水") for number in range(9))
    links = tuple(pc.TraceLink(WATER, one.id, "declared") for one in comments)
    traced = pc.trace(
        COMPARISON, pc.Consultation("募集", comments=comments), links=links, causes=(pc.Cause(WATER, "council"),)
    )
    (one,) = coverage.check_doubled_reasons(Case(CONSULTATION, COMPARISON, traced))
    assert "and 4 more" in one.message
    assert len(one.subjects) == 10


def test_what_a_cause_explains_gets_no_suggestion_by_likeness() -> None:
    def pairs(*causes: pc.Cause) -> set[tuple[str, str]]:
        traced = pc.trace(COMPARISON, CONSULTATION, causes=causes)
        return {(one.revision_id, one.comment_id) for one in traced.links}

    assert (WATER, "2") in pairs()
    assert (WATER, "2") not in pairs(pc.Cause(WATER, "council"))


@pytest.mark.parametrize(("score", "shown"), [(0.3, []), (0.5, [0.25])])
def test_nothing_below_a_fifth_is_suggested_by_likeness(
    monkeypatch: pytest.MonkeyPatch, score: float, shown: list[float]
) -> None:
    # Where responses were given and none says anything of the revision, likeness is worth half.
    responses = (pc.Response("A", ("1",), (pc.ResponsePart("今後の参考とします。"),)),)
    link = pc.TraceLink(WATER, "2", "suggested", score, "水飲み場")
    monkeypatch.setattr(likely, "suggest_links", lambda *_, **__: (link,))
    traced = pc.trace(COMPARISON, attrs.evolve(CONSULTATION, responses=responses))
    assert [one.score for one in traced.links] == shown
