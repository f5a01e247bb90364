"""Where the values of a folder stand in its tables, so that a finding can name file, row and column (該当箇所)."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from plancomment.findings import Finding, Place
from plancomment.folder.settings import SOURCE
from plancomment.folder.sheets import Sheet

__all__ = ["Places", "TablePlaces", "find_places", "placed"]

# For each code: the table, which of the finding's subjects stands in it, and the column that is wrong.
_WHERE: Mapping[str, tuple[str, int, str]] = {
    "PC102": ("categories.csv", 0, "parent_id"),
    "PC103": ("categories.csv", 0, "parent_id"),
    "PC104": ("comments.csv", 0, "category_id"),
    "PC105": ("comments.csv", 0, "submission_id"),
    "PC107": ("responses.csv", 0, "comment_ids"),
    "PC108": ("comments.csv", 0, "withheld_reason"),
    "PC109": ("responses.csv", 0, "comment_ids"),
    "PC110": ("responses.csv", 0, "reference_id"),
    "PC111": ("responses.csv", 0, "reference_title"),
    "PC112": ("responses.csv", 0, "reference_id"),
    "PC113": ("submissions.csv", 0, "submitter_kind"),
    "PC114": ("responses.csv", 0, "comment_ids"),
    "PC117": ("comments.csv", 0, "id"),
    "PC118": ("responses.csv", 0, "text"),
    "PC201": ("comments.csv", 0, "id"),
    "PC202": ("comments.csv", 0, "id"),
    "PC203": ("comments.csv", 0, "id"),
    "PC204": ("comments.csv", 0, "id"),
    "PC206": ("stated_revisions.csv", 1, "id"),
    "PC207": ("comments.csv", 0, "withheld_reason"),
    "PC209": ("stated_revisions.csv", 1, "id"),
    "PC210": ("responses.csv", 0, "disposition_id"),
    "PC211": ("comments.csv", 0, "disposition_id"),
    "PC212": ("responses.csv", 0, "reference_id"),
    "PC401": ("comments.csv", 0, "id"),
    "PC403": ("comments.csv", 0, "id"),
    "PC404": ("responses.csv", 0, "text"),
    "PC405": ("comments.csv", 0, "summary"),
}
_TABLES = ("comments.csv", "responses.csv", "submissions.csv", "categories.csv", "stated_revisions.csv")


@attrs.frozen
class TablePlaces:
    """The rows and headers of one table (表の位置).

    Attributes:
        rows: the rows in which each id stands (行).
        values: what a row says in a column that a finding may be about, by row and field (値).
        headers: the headers by field (列).
    """

    rows: Mapping[str, tuple[int, ...]]
    values: Mapping[tuple[int, str], object]
    headers: Mapping[str, str]


Places = Mapping[str, TablePlaces]


def find_places(sheets: Mapping[str, Sheet]) -> Places:
    """The places of everything in the tables of a folder, by file name."""
    return {name: _table_places(sheet) for name, sheet in sheets.items() if sheet.rows}


def _table_places(sheet: Sheet) -> TablePlaces:
    rows: dict[str, tuple[int, ...]] = {}
    values: dict[tuple[int, str], object] = {}
    names = [name for name in ("id", "submitter_id", "revision_id") if name in sheet.where]
    for row in sheet.rows:
        further_part = not row.values.get("comment_ids", True)
        for value_id in dict.fromkeys(row.values[name] for name in names if row.values[name] is not None):
            if not (further_part and value_id in rows):
                rows[value_id] = (*rows.get(value_id, ()), row.number)
        for name in ("disposition_id", "comment_id"):
            values[row.number, name] = row.values.get(name)
    return TablePlaces(rows, values, {name: sheet.header[at] for name, at in sheet.where.items()})


def placed(findings: Iterable[Finding], places: Places) -> Iterator[Finding]:
    """The findings, with file, row and column of what they are about where they have no place of their own."""
    for finding in findings:
        row = _place(finding, places) if places and (finding.place is None or finding.place.file is None) else None
        if row is None:
            yield finding
        elif finding.place is None:
            yield attrs.evolve(finding, place=row)
        else:
            # The place in the plan stays beside the row.
            yield attrs.evolve(
                finding, place=attrs.evolve(finding.place, file=row.file, row=row.row, column=row.column)
            )


def _place(finding: Finding, places: Places) -> Place | None:
    if finding.code == "PC101":
        return _second(finding.subjects[0], places)
    if finding.code == "PC106":
        return _saying(finding.subjects, "id", "disposition_id", ("comments.csv", "responses.csv"), places)
    if finding.code in ("PC115", "PC119"):
        return _saying(finding.subjects[::-1], "revision_id", "comment_id", ("links.csv", "causes.csv"), places)
    if finding.code.startswith(("PC30", "PC50")):
        return Place(file=SOURCE)
    file, index, column = _WHERE.get(finding.code, ("", 0, ""))
    known = places[file].rows if file in places else {}
    if file == "stated_revisions.csv" and (len(finding.subjects) <= index or finding.subjects[index] not in known):
        # It stands in the text of the response alone.
        file, index, column = "responses.csv", 0, "text"
    table = places.get(file)
    found = table.rows.get(finding.subjects[index]) if table and len(finding.subjects) > index else None
    return Place(file=file, row=found[0], column=table.headers.get(column)) if table and found else None


def _second(value_id: str, places: Places) -> Place:
    """The second row with an id; a disposition stands in no table."""
    for file in _TABLES:
        table = places.get(file)
        found = table.rows.get(value_id, ()) if table else ()
        if table and len(found) > 1:
            return Place(file=file, row=found[1], column=table.headers["id"])
    return Place(file=SOURCE)


def _saying(subjects: tuple[str, ...], key: str, column: str, files: Iterable[str], places: Places) -> Place | None:
    """The row of the first subject that says the second one in a column, or its first row if there is no second."""
    for file in files:
        table = places.get(file)
        for row in table.rows.get(subjects[0], ()) if table else ():
            if table and (len(subjects) < 2 or table.values[row, column] == subjects[1]):
                return Place(file=file, row=row, column=table.headers.get(column if len(subjects) > 1 else key))
    return None
