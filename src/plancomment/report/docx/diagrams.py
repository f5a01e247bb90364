"""A diagram in a file that is to be read anywhere: a table with a row for each of its lines (対応図の表)."""

from plancomment.report.diagram import Diagram, DiagramNode
from plancomment.report.document import Cell, Column, Row, Run, Table

__all__ = ["as_table"]

_KIND = {"ja": "種類", "en": "Kind"}
_STYLES = {
    "ja": {"thick": "太線", "solid": "実線", "dashed": "破線", "dotted": "点線", "dash-dot": "一点鎖線"},
    "en": {"thick": "thick", "solid": "solid", "dashed": "dashed", "dotted": "dotted", "dash-dot": "dash-dot"},
}


def as_table(diagram: Diagram, lang: str) -> Table:
    """Its lines in order, then what no line leads to; a node is merged over its lines that follow each other."""
    words = {**_STYLES[lang], **dict(diagram.legend)}
    lefts = {node.id: node for node in diagram.left}
    rights = {node.id: node for node in diagram.right}
    rows: list[Row] = []
    at = 0
    while at < len(diagram.edges):
        source = diagram.edges[at].source
        end = at
        while end < len(diagram.edges) and diagram.edges[end].source == source:
            end += 1
        for number, edge in enumerate(diagram.edges[at:end]):
            first = (_node(lefts[source], end - at),) if number == 0 else ()
            rows.append(Row((*first, Cell((Run(words[edge.line]),)), _node(rights[edge.target]))))
        at = end
    drawn = {edge.source for edge in diagram.edges}, {edge.target for edge in diagram.edges}
    blank = Cell((Run(""),))
    rows += [Row((_node(node), blank, blank)) for node in diagram.left if node.id not in drawn[0]]
    rows += [Row((blank, blank, _node(node))) for node in diagram.right if node.id not in drawn[1]]
    columns = (Column(diagram.titles[0], 9), Column(_KIND[lang], 4, align="center"), Column(diagram.titles[1], 11))
    return Table(columns, rows, caption=diagram.caption, anchor=diagram.anchor, notes=diagram.notes)


def _node(node: DiagramNode, rows: int = 1) -> Cell:
    runs = [Run(node.name, link=node.link)]
    if node.tag:
        runs += [Run("\u3000"), Run(node.text, emphasis="strike" if node.tag == "del" else "underline", tag=node.tag)]
    elif node.text:
        runs.append(Run(f"\u3000{node.text}"))
    return Cell(tuple(runs), rowspan=rows)
