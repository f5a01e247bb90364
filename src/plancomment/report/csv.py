"""A document's tables as CSV that a spreadsheet opens: every row complete, so that filters and sums work.

A merged cell stands in each of its rows, the text of a heading row in a column of its own, and a figure as a plain
number whose unit stands in the column's title. Nothing is taken for a formula (see :mod:`plancomment.cells`).
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from plancomment import fields
from plancomment.cells import guard, render_csv, unguard
from plancomment.findings import Place
from plancomment.report.document import Cell, Column, Document, Table
from plancomment.report.encodings import fitted, misfits
from plancomment.traceability.graph import Graph

__all__ = ["ENCODINGS", "Encoding", "ReplacedCharacter", "graph_tables", "render", "replaced_characters", "tables"]

Encoding = Literal["utf-8-sig", "cp932"]
#: The encodings that CSV is written in: UTF-8 with a byte order mark, and CP932 (Shift_JIS as Windows has it).
ENCODINGS: tuple[Encoding, ...] = ("utf-8-sig", "cp932")
_PLACES = 20


@attrs.frozen
class ReplacedCharacter:
    """A character that an encoding does not have (表せない文字).

    Attributes:
        char: the character (文字).
        written: what stands for it in the file (置換後).
        count: how often it stands there (回数).
        places: where, at most 20 of them: the file that the table has by itself, the row with the titles counted, the
            title of the column (該当箇所).
    """

    char: str = attrs.field(validator=fields.text)
    written: str = attrs.field(validator=fields.text)
    count: int = attrs.field(validator=fields.position)
    places: tuple[Place, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Place))


def render(document: Document | Table, *, encoding: Encoding = "utf-8-sig") -> str:
    """All tables below each other, each with its title above and a blank line below; a single table by itself.

    For ``"cp932"`` the text holds only characters that CP932 has; :func:`replaced_characters` tells the others.
    """
    if isinstance(document, Table):
        return render_csv(_fitted(_rows(document), encoding))
    parts = []
    for table in document.tables:
        title = [[guard(table.caption)]] if table.caption else []
        parts.append(render_csv(_fitted([*title, *_rows(table)], encoding)) + "\r\n")
    return "".join(parts)


def _fitted(rows: Iterable[list[str]], encoding: Encoding) -> Iterable[list[str]]:
    """The rows as the encoding can hold them; guarded anew, as what a sign is replaced by may open a formula."""
    if encoding != "cp932":
        return rows
    return ([guard(fitted(unguard(cell) or "")) if misfits(cell) else cell for cell in row] for row in rows)


def replaced_characters(document: Document | Table) -> tuple[ReplacedCharacter, ...]:
    """The characters of the tables that CP932 does not have, by their numbers (機種依存文字などの一覧).

    What they are replaced by, how often they stand in the CSV file, and where. None of them is replaced in UTF-8.
    """
    counts: dict[str, int] = {}
    places: dict[str, list[Place]] = {}
    signs: dict[str, str] = {}
    for text, place in _places(document):
        for char, sign in misfits(text).items():
            signs[char] = sign
            counts[char] = counts.get(char, 0) + text.count(char)
            found = places.setdefault(char, [])
            if len(found) < _PLACES:
                found.append(place)
    return tuple(ReplacedCharacter(char, signs[char], counts[char], places[char]) for char in sorted(signs))


def _places(document: Document | Table) -> Iterator[tuple[str, Place]]:
    if isinstance(document, Table):
        named: tuple[tuple[str, Table], ...] = ((document.anchor or "table", document),)
    else:
        named = tables(document)
    for stem, table in named:
        if isinstance(document, Document) and table.caption:
            yield table.caption, Place(file=f"{stem}.csv")
        titles: list[str] = []
        for number, row in enumerate(_rows(table), start=1):
            titles = titles or row
            for title, cell in zip(titles, row, strict=True):
                yield cell, Place(file=f"{stem}.csv", row=number, column=unguard(title) or "")


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
