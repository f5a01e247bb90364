"""Everything that is joined in a consultation as one graph of nodes and edges (対応関係のグラフ).

For programs that draw, search or count graphs. A node's id is its kind, a colon and the id of the value, so that a
comment and a response with the same id stay apart.
"""

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.comparison import Comparison, Revision
from plancomment.consultation import Consultation
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.plan import Location
from plancomment.remarks import describe
from plancomment.traceability.links import BASES, CAUSE_NAMES, Trace
from plancomment.traceability.naming import comment_names

__all__ = ["Graph", "GraphEdge", "GraphNode", "graph"]

NodeKind = Literal["comment", "response", "disposition", "category", "revision", "clause", "place", "cause"]
_NODES: tuple[NodeKind, ...] = (
    *("comment", "response", "disposition", "category"),
    *("revision", "clause", "place", "cause"),
)
EdgeKind = Literal["moved", "explains", "answers", "refers", "filed", "within", "given", "before", "after", "at"]
_EDGES: tuple[EdgeKind, ...] = (
    *("moved", "explains", "answers", "refers", "filed"),
    *("within", "given", "before", "after", "at"),
)


def _score(instance: Any, attribute: Any, value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, float):
        raise WrongTypeError(f"GraphEdge.{attribute.name} must be float or None, not {type(value).__name__}")
    if not 0.0 <= value <= 1.0:
        raise WrongValueError(f"GraphEdge.{attribute.name} lies between 0 and 1, got {value}")


@attrs.frozen
class GraphNode:
    """One thing that is joined to others (節点).

    Attributes:
        id: ``kind:ref``, unique in the graph.
        kind: ``"comment"`` 意見, ``"response"`` 市の考え方, ``"disposition"`` 対応区分, ``"category"`` 項目,
            ``"revision"`` 修正, ``"clause"`` 条項, ``"place"`` 箇所 (of a revision that has no clauses) or ``"cause"``
            意見によらない理由 (種別).
        ref: the id of the value in the consultation, the comparison or the plan (参照先のID).
        label: short, for a person (表示名): a comment as the page names it (総論 No.5), a category's number and label,
            a place in words.
    """

    id: str = attrs.field(validator=fields.text)
    kind: NodeKind = attrs.field(validator=fields.one_of(*_NODES))
    ref: str = attrs.field(validator=fields.text)
    label: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class GraphEdge:
    """Two nodes are joined (辺).

    Attributes:
        source: id of the node where it begins (始点).
        target: id of the node where it ends (終点).
        kind: ``"moved"`` comment → revision, ``"explains"`` cause → revision, ``"answers"`` response → comment,
            ``"refers"`` response → response, ``"filed"`` comment → category, ``"within"`` category → category above,
            ``"given"`` comment → disposition (the effective one), ``"before"`` and ``"after"`` revision → clause of the
            old and of the new version, ``"at"`` revision → place (種別).
        basis: how a link is known, as :class:`TraceLink` says; ``""`` for other edges (根拠).
        score: how sure a link is, None for other edges (確度).
        status: of a link: ``"proposed"``, ``"confirmed"`` or ``"rejected"``; ``""`` for other edges (確認状況).
        evidence: the words of a link, the note of a cause, the part that a reference means (証拠).
        counts: whether a link explains its revision (:attr:`TraceLink.counts`); True for other edges (算入).
        dangling: the end that is no node of the graph: ``""``, ``"source"``, ``"target"`` or ``"both"`` (参照切れ).
    """

    source: str = attrs.field(validator=fields.text)
    target: str = attrs.field(validator=fields.text)
    kind: EdgeKind = attrs.field(validator=fields.one_of(*_EDGES))
    basis: str = attrs.field(default="", validator=fields.one_of("", *BASES))
    score: float | None = attrs.field(default=None, validator=_score)
    status: Literal["", "proposed", "confirmed", "rejected"] = attrs.field(
        default="", validator=fields.one_of("", "proposed", "confirmed", "rejected")
    )
    evidence: str = attrs.field(default="", validator=fields.text)
    counts: bool = attrs.field(default=True, validator=fields.flag)
    dangling: Literal["", "source", "target", "both"] = attrs.field(
        default="", validator=fields.one_of("", "source", "target", "both")
    )


@attrs.frozen
class Graph:
    """Nodes and edges of one consultation (対応関係のグラフ).

    Attributes:
        nodes: comments, responses, dispositions, categories, revisions, clauses, places, causes; each kind in the order
            of its values (節点).
        edges: links first, in the order of the trace (辺).

    Raises:
        WrongValueError: two nodes have one id, or an edge says wrongly which of its ends is missing.
    """

    nodes: tuple[GraphNode, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(GraphNode)
    )
    edges: tuple[GraphEdge, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(GraphEdge)
    )

    def __attrs_post_init__(self) -> None:
        known = {node.id for node in self.nodes}
        if len(known) < len(self.nodes):
            raise WrongValueError("Graph.nodes: two nodes have one id")
        for edge in self.edges:
            if edge.dangling != _missing(edge, known):
                raise WrongValueError(f"Graph.edges: {edge.source} → {edge.target} says wrongly which end is missing")


def _missing(edge: GraphEdge, known: set[str]) -> Literal["", "source", "target", "both"]:
    if edge.source not in known:
        return "source" if edge.target in known else "both"
    return "" if edge.target in known else "target"


def graph(consultation: Consultation, comparison: Comparison, trace: Trace) -> Graph:
    """Everything that is joined (対応関係のグラフ), see :class:`GraphNode` and :class:`GraphEdge`.

    Every link of the trace is one edge, rejected and suggested ones too; give it the public view of all three for what
    may be published. An end that does not exist is told by the edge, and makes no node.
    """
    fields.require(consultation, Consultation, "graph")
    fields.require(comparison, Comparison, "graph")
    fields.require(trace, Trace, "graph")
    made: dict[str, GraphNode] = {}
    for kind, ref, label in (*_of_consultation(consultation), *_of_comparison(comparison), *_of_causes(trace)):
        name = _id(kind, ref)
        made.setdefault(name, GraphNode(name, kind, ref, label))
    known = set(made)
    edges = []
    for edge in (*_links(trace), *_joins(consultation), *_places(comparison)):
        missing = _missing(edge, known)
        edges.append(attrs.evolve(edge, dangling=missing) if missing else edge)
    return Graph(tuple(made.values()), tuple(edges))


def _id(kind: NodeKind, ref: str) -> str:
    return f"{kind}:{ref}"


_Made = tuple[NodeKind, str, str]


def _of_consultation(consultation: Consultation) -> Iterator[_Made]:
    names = comment_names(consultation)
    for comment in consultation.comments:
        yield "comment", comment.id, names[comment.id]
    for response in consultation.responses:
        yield "response", response.id, response.id
    for disposition in consultation.scheme.dispositions if consultation.scheme is not None else ():
        yield "disposition", disposition.id, f"{disposition.symbol} {disposition.label}".strip()
    for category in consultation.categories:
        yield "category", category.id, f"{category.number} {category.label}".strip()


def _of_comparison(comparison: Comparison) -> Iterator[_Made]:
    for revision in comparison.revisions:
        yield "revision", revision.id, _place_label(revision.locations[0]) if revision.locations else revision.id
    for revision in comparison.revisions:
        for clause in (*revision.old_clauses, *revision.new_clauses):
            yield "clause", f"{clause.location.version}/{clause.id}", describe(clause)
    for revision in comparison.revisions:
        for place in _bare_places(revision):
            yield "place", _place_ref(place), _place_label(place)


def _of_causes(trace: Trace) -> Iterator[_Made]:
    for number, cause in enumerate(trace.causes, start=1):
        yield "cause", str(number), CAUSE_NAMES[cause.kind]


def _bare_places(revision: Revision) -> tuple[Location, ...]:
    """The places of a revision that was read from a published table: it has no clauses that name them."""
    return () if revision.old_clauses or revision.new_clauses else revision.locations


def _place_ref(place: Location) -> str:
    parts = (place.page, place.line)
    return "/".join((place.version, place.document, *("" if one is None else str(one) for one in parts), place.place))


def _place_label(place: Location) -> str:
    page = f"P.{place.page}" if place.page is not None else ""
    line = f"{place.line}行目" if place.line is not None and "行目" not in place.place else ""
    return " ".join(part for part in (place.document, page, place.place, line) if part)


def _links(trace: Trace) -> Iterator[GraphEdge]:
    for link in trace.links:
        yield GraphEdge(
            _id("comment", link.comment_id),
            _id("revision", link.revision_id),
            "moved",
            link.basis,
            link.score,
            link.status,
            link.evidence,
            link.counts,
        )
    for number, cause in enumerate(trace.causes, start=1):
        yield GraphEdge(_id("cause", str(number)), _id("revision", cause.revision_id), "explains", evidence=cause.note)


def _joins(consultation: Consultation) -> Iterator[GraphEdge]:
    for response in consultation.responses:
        for comment_id in dict.fromkeys(response.comment_ids):
            yield GraphEdge(_id("response", response.id), _id("comment", comment_id), "answers")
        for one in dict.fromkeys(response.refers_to):
            target = _id("response", one.response_id)
            yield GraphEdge(_id("response", response.id), target, "refers", evidence=one.part_title)
    effective = consultation.effective_dispositions()
    for comment in consultation.comments:
        if comment.category_id is not None:
            yield GraphEdge(_id("comment", comment.id), _id("category", comment.category_id), "filed")
        disposition_id = effective.get(comment.id)
        if disposition_id is not None:
            yield GraphEdge(_id("comment", comment.id), _id("disposition", disposition_id), "given")
    for category in consultation.categories:
        if category.parent_id is not None:
            yield GraphEdge(_id("category", category.id), _id("category", category.parent_id), "within")


def _places(comparison: Comparison) -> Iterator[GraphEdge]:
    for revision in comparison.revisions:
        source = _id("revision", revision.id)
        for clause in revision.old_clauses:
            yield GraphEdge(source, _id("clause", f"{clause.location.version}/{clause.id}"), "before")
        for clause in revision.new_clauses:
            yield GraphEdge(source, _id("clause", f"{clause.location.version}/{clause.id}"), "after")
        for place in dict.fromkeys(_bare_places(revision)):
            yield GraphEdge(source, _id("place", _place_ref(place)), "at")
