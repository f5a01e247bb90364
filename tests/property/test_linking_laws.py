"""Laws of the table of proposed links: what a person decides comes back exactly, whatever the texts and their order."""

import csv
import io
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment.traceability.links import fingerprint, revision_mark
from plancomment.traceability.suspects import split_suspects

WORDS = st.one_of(
    st.sampled_from(
        ["=1+1", "'", "''x", "1-2", "007", '"引用"', "一行目\n二行目", "\r\n", "𠮷野家🍣", ",", "\t", "@cmd"]
    ),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=20),
)
KINDS = ("council", "committee", "correction", "update", "other")
COMPARISON = pc.compare(
    pc.parse_plan("（１）一つ目の文です。\n\n（２）二つ目の文です。\n", version="旧"),
    pc.parse_plan("（１）一つ目の文章です。\n\n（２）二つ目の文章です。\n", version="新"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("links") / "t.csv"


@st.composite
def projects(draw: st.DrawFn) -> pc.Project:
    comments = tuple(pc.Comment(f"{number}-1", text=draw(WORDS)) for number in range(1, 4))
    return pc.Project(pc.Consultation("件名", comments=comments), comparison=COMPARISON)


@st.composite
def decided_rows(draw: st.DrawFn, project: pc.Project) -> list[pc.Proposal]:
    """A row for each pair, and one for each revision alone, decided on or not."""
    rows = []
    for revision in COMPARISON.revisions:
        for comment in project.consultation.comments:
            decision = draw(st.sampled_from(["", "confirmed", "rejected"]))
            mark = draw(st.sampled_from(["", fingerprint(revision, comment)]))
            rows.append(
                pc.Proposal(
                    revision.id,
                    comment.id,
                    comment=comment.text or "",
                    evidence=draw(WORDS),
                    decision=decision,
                    reason=draw(st.one_of(st.just(""), WORDS)),
                    fingerprint=mark,
                )
            )
        cause = draw(st.sampled_from(["", *KINDS]))
        note = draw(WORDS) if cause else ""
        rows.append(pc.Proposal(revision.id, cause=cause, reason=note, fingerprint=revision_mark(revision)))
    return rows


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_decisions_come_back_exactly_in_any_order(place: Path, data: st.DataObject) -> None:
    project = data.draw(projects())
    rows = data.draw(decided_rows(project))
    place.unlink(missing_ok=True)
    pc.write_proposals(rows, place)
    decided = pc.read_decisions(place, project)
    assert {(one.revision_id, one.comment_id, one.status, one.reason) for one in decided.project.links} == {
        (one.revision_id, one.comment_id, one.decision, one.reason) for one in rows if one.decision
    }
    assert {(one.revision_id, one.kind, one.note) for one in decided.project.causes} == {
        (one.revision_id, one.cause, one.reason) for one in rows if one.cause
    }
    assert decided.notes == {
        (one.revision_id, one.comment_id): one.reason for one in rows if one.reason and not (one.decision or one.cause)
    }
    assert decided.outdated == ()
    assert split_suspects(decided.project.links, COMPARISON, project.consultation)[1] == ()
    place.unlink()
    pc.write_proposals(data.draw(st.permutations(rows)), place)
    assert pc.read_decisions(place, project) == decided
    # To take the same decisions again changes nothing.
    again = pc.read_decisions(place, decided.project)
    assert again.project == decided.project
    assert (again.accepted, again.rejected, again.causes) == (0, 0, 0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_listed_is_text_in_a_spreadsheet_and_stays_as_it_is(place: Path, data: st.DataObject) -> None:
    project = data.draw(projects())
    links = [
        pc.TraceLink(revision.id, comment.id, "suggested", 0.2, data.draw(WORDS))
        for revision in COMPARISON.revisions
        for comment in project.consultation.comments
    ]
    rows = pc.proposals(attrs.evolve(project, links=links))
    assert len(rows) == len(links)
    place.unlink(missing_ok=True)
    pc.write_proposals(rows, place)
    text = place.read_bytes().decode("utf-8-sig")
    for record in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in record)
    before = place.read_bytes()
    pc.write_proposals(rows, place)
    assert place.read_bytes() == before
