"""Tables of an HTML page (表): headers with their scope, merged cells, and rows that are laid out when they are seen.

Texts in columns become cards on a narrow screen, each cell with the title of its column; what a table is stays said by
roles, as browsers forget it where the display changes. The rows of a long table stand in groups that a browser lays out
only when they come near the screen.
"""

from collections.abc import Iterator, Sequence

import attrs

from plancomment.report.document import Cell, Column, Row, Table
from plancomment.report.html.markup import LINE, Markup, attribute, element, end, join, lined, named, start, text
from plancomment.report.html.runs import write_run, write_runs

__all__ = ["write_table"]

#: A table of more rows than this is long.
LONG = 120
#: How many rows of a long table are laid out together, and a few more where cells are merged over them.
GROUP = 30

_CLOSE = Markup(">")
_CLASSES = {
    (kind, reached): attribute("class", " ".join(filter(None, (kind.removeprefix("body"), "reached" * reached))))
    for kind in ("body", "heading", "total")
    for reached in (False, True)
}
_TR, _TD, _TH = join((end("tr"), LINE)), end("td"), end("th")


def write_table(table: Table, number: int) -> Markup:
    """The table in a region that can be scrolled; ``number`` counts the tables of the page, from 1."""
    name = f"page:table-{number}"
    figures = any(column.align == "end" for column in table.columns)
    is_long = len(table.rows) > LONG and not figures
    kind = "figures" if figures else "wide" if len(table.columns) > 2 or is_long else ""
    roles = kind == "wide"
    titles = [
        element("th", [text(one.title)], scope="col", role="columnheader" if roles else "") for one in table.columns
    ]
    row = element("tr", titles, role="row" if roles else "")
    parts = [
        *([element("caption", [text(table.caption)], id=name)] if table.caption else []),
        *([] if figures else [element("colgroup", _widths(table.columns))]),
        element("thead", [row], role="rowgroup" if roles else ""),
        *_groups(table, roles=roles, is_long=is_long),
    ]
    shares = ";".join(f"--w{place}:{share}" for place, share in enumerate(_shares(table.columns), start=1))
    whole = element(
        "table",
        lined(parts),
        id=table.anchor,
        class_=f"{kind} long" if is_long else kind,
        role="table" if roles else "",
        style=shares if is_long else "",
    )
    # The region can be scrolled with the keyboard where the table is wider than the screen.
    labelled = {"role": "region", "aria_labelledby": name} if table.caption else {}
    return element("div", [whole], class_="scroll", tabindex=0, **labelled)


def _shares(columns: Sequence[Column]) -> Iterator[str]:
    whole = sum(column.width for column in columns)
    return (f"{100 * one.width / whole:.1f}" for one in columns)


def _widths(columns: Sequence[Column]) -> Iterator[Markup]:
    return (element("col", style=f"width:{share}%") for share in _shares(columns))


@attrs.frozen
class _Openings:
    """How the cells of a column begin, without the ``>``, and with it for the usual ones: neither merged nor named."""

    data: Markup
    header: Markup
    usual_data: Markup
    usual_header: Markup
    has_roles: bool


def _openings(column: Column, *, roles: bool) -> _Openings:
    align = "" if column.align == "start" else column.align
    common = join((attribute("class", align), attribute("data-label", column.title if roles else "")))
    data = join((Markup("<td"), attribute("role", "cell" if roles else ""), common))
    header = join((Markup("<th"), attribute("scope", "row"), attribute("role", "rowheader" if roles else ""), common))
    return _Openings(data, header, join((data, _CLOSE)), join((header, _CLOSE)), roles)


def _groups(table: Table, *, roles: bool, is_long: bool) -> Iterator[Markup]:
    """The rows, in ``tbody`` elements: one below each heading, so that its cell heads no other rows."""
    openings = [_openings(column, roles=roles) for column in table.columns]
    opening = join((Markup("<tr"), attribute("role", "row" if roles else "")))
    rows: list[Markup] = []
    count = 0
    before = heading = label = ""
    for row, (places, is_reached) in zip(table.rows, _places(table), strict=True):
        is_heading = row.kind == "heading"
        is_full = is_long and count >= GROUP
        if rows and not is_reached and before != "heading" and (is_heading or is_full):
            yield _group(rows, label, roles=roles)
            rows, count = [], 0
            # Rows that go on below a heading of the group before are a group with its name.
            label = "" if is_heading else heading
        if is_heading:
            heading = row.anchor
        before = row.kind
        count += 1
        rows.append(opening)
        _write_row(row, places, openings, rows, is_reached=is_reached)
    yield _group(rows, label, roles=roles)


def _group(rows: list[Markup], label: str, *, roles: bool) -> Markup:
    opening = start("tbody", role="rowgroup" if roles else "", aria_labelledby=label if roles else "")
    return join((opening, LINE, *rows, end("tbody")))


def _places(table: Table) -> Iterator[tuple[Sequence[int], bool]]:
    """For each row, the columns in which its cells begin, and whether a cell reaches into it from above."""
    usual = range(len(table.columns))
    above = [0] * len(usual)  # for so many rows more does a cell reach down into the column
    deepest = 0
    for row in table.rows:
        is_reached = deepest > 0
        places: Sequence[int] = usual
        if is_reached or len(row.cells) < len(usual):
            begun, place = [], 0
            for cell in row.cells:
                while above[place]:
                    place += 1
                begun.append(place)
                place += cell.colspan
            places = begun
        if is_reached:
            above = [rows and rows - 1 for rows in above]
            deepest -= 1
        for place, cell in zip(places, row.cells, strict=True):
            if cell.rowspan > 1:
                above[place : place + cell.colspan] = [cell.rowspan - 1] * cell.colspan
                deepest = max(deepest, cell.rowspan - 1)
        yield places, is_reached


def _write_row(
    row: Row, places: Sequence[int], openings: Sequence[_Openings], out: list[Markup], *, is_reached: bool
) -> None:
    """A row that has begun, up to its end."""
    if row.anchor:
        out.append(named(row.anchor))
    if row.kind != "body" or is_reached:
        out.append(_CLASSES[row.kind, is_reached])
    if row.level:
        out.append(attribute("style", f"--level:{row.level}"))
    out.append(_CLOSE)
    if row.kind == "heading":
        out.extend(_heading(cell, openings[place]) for place, cell in zip(places, row.cells, strict=True))
    else:
        for place, cell in zip(places, row.cells, strict=True):
            opening, is_header, runs = openings[place], cell.header, cell.runs
            if cell.anchor or cell.rowspan > 1 or cell.colspan > 1:
                out.append(opening.header if is_header else opening.data)
                out.extend(_named_and_merged(cell))
            else:
                out.append(opening.usual_header if is_header else opening.usual_data)
            if len(runs) == 1:
                out.append(write_run(runs[0]))
            else:
                out.extend(write_runs(runs))
            out.append(_TH if is_header else _TD)
    out.append(_TR)


def _named_and_merged(cell: Cell) -> list[Markup]:
    parts = [named(cell.anchor)] if cell.anchor else []
    if cell.rowspan > 1:
        parts.append(attribute("rowspan", cell.rowspan))
    if cell.colspan > 1:
        parts.append(attribute("colspan", cell.colspan))
    return [*parts, _CLOSE]


def _heading(cell: Cell, opening: _Openings) -> Markup:
    """A cell that heads the rows of its group."""
    role = "rowheader" if opening.has_roles else ""
    begun = [Markup("<th"), attribute("scope", "rowgroup"), attribute("role", role), *_named_and_merged(cell)]
    return join((*begun, *write_runs(cell.runs), _TH))
