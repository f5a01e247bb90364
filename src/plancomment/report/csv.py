"""A document's tables as CSV that a spreadsheet opens: every row complete, so that filters and sums work.

A merged cell stands in each of its rows, the text of a heading row in a column of its own, and a figure as a plain
number whose unit stands in the column's title. Nothing is taken for a formula (see :mod:`plancomment.cells`).
"""

from collections.abc import Iterator

from plancomment.cells import guard, render_csv
from plancomment.report.document import Cell, Column, Document, Table
from plancomment.traceability.graph import Graph

__all__ = ["graph_tables", "render", "tables"]


def render(document: Document | Table) -> str:
    """All tables below each other, each with its title above and a blank line below; a single table by itself."""
    if isinstance(document, Table):
        return render_csv(_rows(document))
    parts = []
    for table in document.tables:
        title = [[guard(table.caption)]] if table.caption else []
        parts.append(render_csv([*title, *_rows(table)]) + "\r\n")
    return "".join(parts)


def tables(document: Document) -> tuple[tuple[str, Table], ...]:
    """Each table with the stem of its file: its anchor, such as ``comments``, or ``table-3`` where it has none."""
    return tuple((table.anchor or f"table-{number}", table) for number, table in enumerate(document.tables, start=1))


def graph_tables(graph: Graph) -> tuple[tuple[str, str], ...]:
    """The nodes and the edges of a graph as two CSV texts, each with the stem of its file.

    The titles are those that graph programs look for: id, label; source, target.
    """
    nodes = [("id", "kind", "ref", "label")]
    nodes += [(guard(one.id), one.kind, guard(one.ref), guard(one.label)) for one in graph.nodes]
    titles = ("source", "target", "kind", "basis", "score", "status", "counts", "dangling", "evidence")
    edges = [titles]
    for one in graph.edges:
        score = "" if one.score is None else str(one.score)
        told = (one.kind, one.basis, score, one.status, str(int(one.counts)), one.dangling, guard(one.evidence or None))
        edges.append((guard(one.source), guard(one.target), *told))
    return (("graph-nodes", render_csv(nodes)), ("graph-edges", render_csv(edges)))


def _rows(table: Table) -> Iterator[list[str]]:
    """The column titles, then the rows; with a column of headings where the table wants one."""
    grouped = table.groups if any(row.kind == "heading" for row in table.rows) else ""
    yield [*([guard(grouped)] if grouped else []), *(_title(column) for column in table.columns)]
    path: list[str] = []
    for row, slots in zip(table.rows, table.grid(), strict=True):
        if row.kind == "heading" and grouped:
            path[row.level :] = [*[""] * (row.level - len(path)), row.cells[0].text]
            continue
        cells = [_cell(cell) for cell, _ in slots]
        if row.kind == "heading":
            cells[1:] = [""] * (len(cells) - 1)
        if row.level and not grouped:
            cells[0] = guard("\u3000" * row.level + slots[0][0].text)
        yield [*([guard("／".join(filter(None, path)))] if grouped else []), *cells]


def _title(column: Column) -> str:
    if not column.unit:
        return guard(column.title)
    return guard(f"{column.title} ({column.unit})" if column.unit.isascii() else f"{column.title}（{column.unit}）")


def _cell(cell: Cell) -> str:
    if cell.number is not None:
        return str(cell.number)
    text = cell.text
    return guard(text) if text else ""
