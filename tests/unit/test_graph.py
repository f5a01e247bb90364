"""The graph: every join is an edge, both ends exist or the edge says so, and nothing private goes out."""

import csv
import io
import json
import zipfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import plancomment as pc
from plancomment import strategies
from plancomment.report.csv import graph_tables
from plancomment.traceability.links import fingerprint

OLD = pc.parse_plan("# 目標\n\n（１）待ち時間を30分とします。\n", version="素案")
NEW = pc.parse_plan("# 目標\n\n（１）待ち時間を15分とします。\n\n（２）窓口を増やします。\n", version="成案")
COMPARISON = pc.compare(OLD, NEW)
AMENDED, ADDED = (one.id for one in COMPARISON.revisions)
CONSULTATION = pc.Consultation(
    "意見募集",
    categories=(pc.Category("k", "総論", number="1"), pc.Category("k1", "細目", "k")),
    scheme=pc.DispositionScheme((pc.Disposition("d", "①", "反映", True),)),
    comments=(
        pc.Comment("1", text="=長い", number="5", category_id="k1"),
        pc.Comment("2", text="秘密の原文", summary="要旨"),
    ),
    responses=(
        pc.Response("1", ("1",), (pc.ResponsePart("改めました。"),), "d"),
        pc.Response("A2", ("2", "lost"), (), None, (pc.Reference("1", "題"),)),
    ),
)
TRACE = pc.Trace(
    (
        pc.TraceLink(AMENDED, "1", "stated", 0.95, "改めました。", fingerprint="f" * 24),
        pc.TraceLink(AMENDED, "2", "suggested", 0.25, "秘密"),
        pc.TraceLink("gone", "nobody", "declared"),
    ),
    (pc.Cause(ADDED, "council", "一般質問"), pc.Cause("gone", "update")),
)


def test_a_node_for_everything_and_an_edge_for_every_join():
    found = pc.graph(CONSULTATION, COMPARISON, TRACE)
    assert [(one.id, one.label) for one in found.nodes if one.kind not in ("revision", "clause")] == [
        ("comment:1", "No.5"),
        ("comment:2", "No.2"),
        ("response:1", "1"),
        ("response:A2", "A2"),
        ("disposition:d", "① 反映"),
        ("category:k", "1 総論"),
        ("category:k1", "細目"),
        ("cause:1", "議会"),
        ("cause:2", "時点修正"),
    ]
    joins = [(one.source, one.target, one.kind, one.dangling) for one in found.edges]
    new, old = ([one for one in joins if one[2] == kind] for kind in ("after", "before"))
    assert [one for one in joins if one not in new + old] == [
        ("comment:1", f"revision:{AMENDED}", "moved", ""),
        ("comment:2", f"revision:{AMENDED}", "moved", ""),
        ("comment:nobody", "revision:gone", "moved", "both"),
        ("cause:1", f"revision:{ADDED}", "explains", ""),
        ("cause:2", "revision:gone", "explains", "target"),
        ("response:1", "comment:1", "answers", ""),
        ("response:A2", "comment:2", "answers", ""),
        ("response:A2", "comment:lost", "answers", "target"),
        ("response:A2", "response:1", "refers", ""),
        ("comment:1", "category:k1", "filed", ""),
        ("comment:1", "disposition:d", "given", ""),
        ("category:k1", "category:k", "within", ""),
    ]
    assert [one[0] for one in old] == [f"revision:{AMENDED}"]
    assert [one[0] for one in new] == [f"revision:{AMENDED}", f"revision:{ADDED}"]
    link, likely = found.edges[:2]
    assert (link.basis, link.score, link.status, link.evidence) == ("stated", 0.95, "proposed", "改めました。")
    assert (link.counts, likely.counts) == (True, False)
    assert [one.evidence for one in found.edges if one.kind in ("explains", "refers")] == ["一般質問", "", "題"]
    assert pc.from_json(pc.to_json(found)) == found


def test_comments_are_labelled_as_the_page_names_them_and_no_two_alike():
    comments = (
        pc.Comment("1-1", text="甲", number="1", category_id="k1"),
        pc.Comment("2-1", text="乙", number="1", category_id="m"),
        pc.Comment("2-2", text="丙", number="2", category_id="m"),
        pc.Comment("2-3", text="丁", number="2", category_id="m"),
        pc.Comment("9", text="戊", number="1"),
        pc.Comment("1", text="己"),
        pc.Comment("z", text="庚", number="2-2"),
    )
    categories = (*CONSULTATION.categories, pc.Category("m", "各論"), pc.Category("x", "輪", "x"))
    record = pc.Consultation("募集", categories=categories, comments=comments)
    found = pc.graph(record, COMPARISON, pc.Trace())
    labels = [one.label for one in found.nodes if one.kind == "comment"]
    assert labels == ["総論 No.1", "各論 No.1", "No.2-2（ID：2-2）", "No.2-3", "No.9", "No.1", "No.2-2（ID：z）"]


def test_a_published_table_has_places_instead_of_clauses():
    places = (pc.Location("素案", "本編", 3, 7, "見出し"), pc.Location("素案", "本編", 4, None, "7行目"))
    rows = pc.Revision("r", "amended", "旧", "新", locations=(*places, places[0]))
    found = pc.graph(pc.Consultation("募集"), pc.Comparison("published", "素案", "成案", (rows,)), pc.Trace())
    assert [(one.kind, one.ref, one.label) for one in found.nodes] == [
        ("revision", "r", "本編 P.3 見出し 7行目"),
        ("place", "素案/本編/3/7/見出し", "本編 P.3 見出し 7行目"),
        ("place", "素案/本編/4//7行目", "本編 P.4 7行目"),
    ]
    assert [one.kind for one in found.edges] == ["at", "at"]


def test_a_graph_that_contradicts_itself_is_refused():
    node = pc.GraphNode("comment:1", "comment", "1")
    with pytest.raises(pc.WrongValueError, match="two nodes have one id"):
        pc.Graph((node, node))
    with pytest.raises(pc.WrongValueError, match="wrongly which end is missing"):
        pc.Graph((node,), (pc.GraphEdge("comment:1", "revision:r", "moved"),))
    with pytest.raises(pc.WrongTypeError, match="float or None"):
        pc.GraphEdge("a", "b", "moved", score=1)  # type: ignore[arg-type]
    with pytest.raises(pc.WrongValueError, match="between 0 and 1"):
        pc.GraphEdge("a", "b", "moved", score=1.5)
    with pytest.raises(pc.WrongTypeError, match="graph takes a Trace"):
        pc.graph(CONSULTATION, COMPARISON, ())  # type: ignore[arg-type]


def test_the_tables_hold_the_graph_and_no_formula():
    found = pc.graph(CONSULTATION, COMPARISON, attrs.evolve(TRACE, causes=(pc.Cause(ADDED, "other", "=1+1"),)))
    (nodes, first), (edges, second) = graph_tables(found)
    assert (nodes, edges) == ("graph-nodes", "graph-edges")
    rows = list(csv.DictReader(io.StringIO(first)))
    assert [row["id"] for row in rows] == [one.id for one in found.nodes]
    rows = list(csv.DictReader(io.StringIO(second)))
    assert [(row["source"], row["target"], row["dangling"]) for row in rows] == [
        (one.source, one.target, one.dangling) for one in found.edges
    ]
    assert [float(row["score"]) for row in rows if row["score"]] == [one.score for one in found.edges if one.score]
    assert "'=1+1" in [row["evidence"] for row in rows]


@settings(deadline=None)
@given(strategies.consultations(), strategies.plan_revisions())
def test_any_consultation_has_a_graph_without_loose_ends(consultation: pc.Consultation, edited: strategies.EditedPlan):
    comparison = pc.compare(edited.old, edited.new)
    found = pc.graph(consultation, comparison, pc.trace(comparison, consultation))
    assert {one.dangling for one in found.edges} <= {""}
    assert sum(one.kind == "answers" for one in found.edges) == sum(len(a.comment_ids) for a in consultation.responses)
    assert pc.from_json(pc.to_json(found)) == found


def test_what_is_published_is_the_public_graph(tmp_path: Path):
    mark = fingerprint(COMPARISON.revisions[0], CONSULTATION.comments[0])
    project = attrs.evolve(
        pc.new_project(tmp_path / "folder"),
        consultation=attrs.evolve(CONSULTATION, responses=CONSULTATION.responses[:1]),
        draft=OLD,
        final=NEW,
        comparison=COMPARISON,
        links=(attrs.evolve(TRACE.links[0], fingerprint=mark), TRACE.links[1]),
        causes=TRACE.causes[:1],
    )
    pc.publish(project, tmp_path / "out")
    found = pc.load(tmp_path / "out" / "json" / "graph.json")
    moved = [one for one in found.edges if one.kind == "moved"]
    assert [one.source for one in moved] == ["comment:1"]
    names = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {"csv/graph-nodes.csv", "csv/graph-edges.csv", "json/graph.json"} <= set(names)
    for name in names:
        if name.endswith(".docx"):
            with zipfile.ZipFile(tmp_path / "out" / name) as packed:
                text = "".join(packed.read(part).decode("utf-8") for part in packed.namelist())
        else:
            text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "秘密" not in text
        assert mark not in text
    pc.publish(attrs.evolve(project, comparison=None), tmp_path / "out")
    assert not (tmp_path / "out" / "csv" / "graph-nodes.csv").exists()
    assert not (tmp_path / "out" / "json" / "graph.json").exists()
