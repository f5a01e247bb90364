"""Coverage: promises and revisions, each in exactly one class, and the same figures as the tables print."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment import strategies

SCHEME = pc.DispositionScheme(
    (
        pc.Disposition("done", "①", "計画に反映", True),
        pc.Disposition("kept", "②", "参考とする", False),
        pc.Disposition("other", "", "その他"),
    )
)


def comparison(*kinds: str) -> pc.Comparison:
    """Revisions r1, r2 … of these kinds."""
    return pc.Comparison(
        "texts", "素案", "成案", tuple(pc.Revision(f"r{n}", kind, "旧", "新") for n, kind in enumerate(kinds, start=1))
    )


def consultation(*dispositions: str | None) -> pc.Consultation:
    """Comments c1, c2 … with these dispositions, and one that is withheld."""
    comments = [pc.Comment(f"c{n}", text="意見", disposition_id=one) for n, one in enumerate(dispositions, start=1)]
    withheld = pc.Comment("hidden", text="秘密", withheld_reason="個人情報", disposition_id="done")
    return pc.Consultation("意見募集", scheme=SCHEME, comments=[*comments, withheld])


def test_promises_and_revisions_fall_into_classes_with_the_ids_of_what_is_missing():
    trace = pc.Trace(
        (
            pc.TraceLink("r1", "c1", "stated"),
            pc.TraceLink("r1", "c3", "quoted"),
            pc.TraceLink("r2", "c2", "suggested"),
            pc.TraceLink("r3", "c2", "cited", status="rejected"),
            pc.TraceLink("r5", "c1", "suggested", status="confirmed"),
        ),
        (pc.Cause("r4", "council"), pc.Cause("r1", "correction")),
    )
    found = pc.coverage(
        trace,
        comparison("amended", "added", "deleted", "amended", "moved", "renumbered"),
        consultation("done", "done", "kept", None),
    )
    assert (found.promised, found.shown, found.missing) == (pc.Count(2, "件"), pc.Count(1, "件"), ("c2",))
    assert (found.comments.value, found.linked.value) == (4, 2)
    assert (found.revisions.value, found.required.value, found.explained.value) == (6, 5, 3)
    assert (found.by_comments.value, found.by_causes.value, found.needless.value) == (2, 1, 1)
    assert (found.unexplained, found.suggested) == (("r2", "r3"), ("r2",))
    rows = [
        (one.id, one.number, one.label, one.implies_revision, one.comments.value, one.linked.value, one.revisions.value)
        for one in found.by_disposition
    ]
    assert rows == [
        ("done", "①", "計画に反映", True, 2, 1, 2),
        ("kept", "②", "参考とする", False, 1, 1, 1),
        ("other", "", "その他", None, 0, 0, 0),
        (None, "", "", None, 1, 0, 0),
    ]
    assert pc.from_json(pc.to_json(found)) == found


@pytest.mark.parametrize(
    "link",
    [
        pc.TraceLink("r1", "hidden", "declared"),
        pc.TraceLink("r1", "gone", "declared"),
        pc.TraceLink("gone", "c1", "declared"),
    ],
)
def test_a_link_to_a_withheld_comment_or_to_nothing_explains_nothing(link: pc.TraceLink):
    found = pc.coverage(pc.Trace((link,)), comparison("amended"), consultation("done"))
    assert (found.shown.value, found.linked.value, found.unexplained) == (0, 0, ("r1",))


def test_without_comments_revisions_or_a_scheme_everything_is_nothing():
    found = pc.coverage(pc.Trace(), pc.Comparison("texts", "", ""), pc.Consultation("意見募集"))
    assert (found.promised.value, found.required.value, found.by_disposition) == (0, 0, ())


def test_wrong_arguments_are_refused():
    with pytest.raises(pc.WrongTypeError, match="takes a Trace"):
        pc.coverage(consultation(), comparison(), pc.Trace())  # type: ignore[arg-type]


@st.composite
def traced(draw: st.DrawFn) -> tuple[pc.Trace, pc.Comparison, pc.Consultation]:
    """Any links and causes, some of whose ends are withheld or do not exist."""
    given_ = draw(strategies.consultations())
    kinds = st.sampled_from(["amended", "added", "deleted", "moved", "renumbered", "unknown"])
    shown = comparison(*draw(st.lists(kinds, max_size=6)))
    revisions = st.sampled_from([*(one.id for one in shown.revisions), "gone"])
    comments = st.sampled_from([*(one.id for one in given_.comments), "gone"])
    bases = st.sampled_from(["declared", "stated", "quoted", "cited", "suggested"])
    statuses = st.sampled_from(["proposed", "confirmed", "rejected"])
    link = st.builds(pc.TraceLink, revisions, comments, bases, status=statuses)
    links = draw(st.lists(link, max_size=10, unique_by=lambda one: (one.revision_id, one.comment_id)))
    causes = draw(st.lists(st.builds(pc.Cause, revisions, st.sampled_from(["council", "update"])), max_size=3))
    return pc.Trace(links, causes), shown, given_


@settings(deadline=None)
@given(traced())
def test_sums_add_up_and_withheld_comments_never_count(case: tuple[pc.Trace, pc.Comparison, pc.Consultation]):
    trace, shown, given_ = case
    found = pc.coverage(trace, shown, given_)
    parts = (found.by_comments, found.by_causes, found.needless)
    assert sum(part.value for part in parts) + len(found.unexplained) == found.revisions.value == len(shown.revisions)
    assert found.explained.value + len(found.unexplained) == found.required.value
    assert found.shown.value + len(found.missing) == found.promised.value <= found.comments.value
    assert set(found.suggested) <= set(found.unexplained)
    assert sum(row.comments.value for row in found.by_disposition) == found.comments.value
    assert sum(row.linked.value for row in found.by_disposition) == found.linked.value
    assert sum(row.comments.value for row in found.by_disposition if row.implies_revision) == found.promised.value
    assert sum(row.linked.value for row in found.by_disposition if row.implies_revision) == found.shown.value
    assert all(row.revisions <= found.by_comments for row in found.by_disposition)
    assert found.by_comments.value <= sum(row.revisions.value for row in found.by_disposition)
    withheld = {one.id for one in given_.comments if one.is_withheld}
    public = attrs.evolve(trace, links=[one for one in trace.links if one.comment_id not in withheld])
    assert pc.coverage(public, shown, given_) == found


@settings(deadline=None)
@given(traced(), st.data())
def test_the_order_of_links_comments_and_revisions_changes_no_figure(case, data: st.DataObject):
    trace, shown, given_ = case
    found = pc.coverage(trace, shown, given_)
    other = pc.coverage(
        attrs.evolve(trace, links=data.draw(st.permutations(trace.links))),
        attrs.evolve(shown, revisions=tuple(data.draw(st.permutations(shown.revisions)))),
        attrs.evolve(given_, comments=tuple(data.draw(st.permutations(given_.comments)))),
    )

    def figures(one: pc.Coverage) -> pc.Coverage:
        lists = {name: tuple(sorted(getattr(one, name))) for name in ("missing", "unexplained", "suggested")}
        return attrs.evolve(one, **lists)

    assert figures(other) == figures(found)


def tables(document: pc.Document) -> dict[str, list[list[str]]]:
    return {one.anchor: [[slot[0].text for slot in slots] for slots in one.grid()] for one in document.tables}


@settings(deadline=None)
@given(traced())
def test_every_link_that_counts_stands_once_in_each_table_and_in_the_graph(case):
    trace, shown, given_ = case
    # Ids as names, so that rows can be told apart.
    given_ = attrs.evolve(given_, categories=(), comments=[
        attrs.evolve(one, number="", category_id=None) for one in given_.comments
    ])  # fmt: skip
    names = {one.id: f"No.{number}" for number, one in enumerate(given_.comments, start=1)}
    counting = [one for one in trace.links if one.counts]
    document = tables(pc.build_report(given_, comparison=shown, trace=trace))
    kinds = ("候補（未確認）",)
    by_comment = [(row[0], row[1]) for row in document.get("trace-comments", []) if not _is_open(row, kinds)]
    by_revision = [(row[1], row[0]) for row in document.get("trace-revisions", []) if not _is_open(row, kinds)]
    wanted = sorted((names.get(one.comment_id, one.comment_id), one.revision_id) for one in counting)
    assert sorted(pair for pair in by_comment if pair[1] != "修正箇所が示されていません") == wanted
    said = ("理由が示されていません", "事務局修正（議会の意見）", "事務局修正（時点修正）")
    assert sorted(pair for pair in by_revision if pair[0] not in said) == wanted
    edges = [one for one in pc.graph(given_, shown, trace).edges if one.kind == "moved" and one.counts]
    assert [(one.source, one.target) for one in edges] == [
        (f"comment:{one.comment_id}", f"revision:{one.revision_id}") for one in counting
    ]


def _is_open(row: list[str], words: tuple[str, ...]) -> bool:
    return any(word in row[2] for word in words)


@settings(deadline=None)
@given(traced())
def test_every_figure_is_what_the_tables_show(case):
    trace, shown, given_ = case
    found = pc.coverage(trace, shown, given_)
    document = tables(pc.build_report(given_, comparison=shown, trace=trace))
    assert [row[1] for row in document["coverage"]] == [
        f"{number}件"
        for number in (
            found.by_comments.value,
            found.by_causes.value,
            len(found.unexplained),
            found.needless.value,
            found.revisions.value,
        )
    ]
    by_comment = document.get("trace-comments", [])
    by_revision = document.get("trace-revisions", [])
    assert [row[1] for row in by_comment].count("修正箇所が示されていません") == len(found.missing)
    assert [row[1] for row in by_revision].count("理由が示されていません") == len(found.unexplained)
    if given_.scheme is None:
        assert "trace-dispositions" not in document
        return
    rows = document["trace-dispositions"]
    assert [row[2:] for row in rows[:-1]] == [
        [str(one.comments), str(one.linked), str(one.revisions)] for one in found.by_disposition
    ]
    assert rows[-1][2:] == [str(found.comments), str(found.linked), str(found.by_comments)]
