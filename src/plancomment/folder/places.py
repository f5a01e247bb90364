"""Where in a folder's tables a finding's subject stands, so that a person knows which row to mend."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from plancomment.findings import Finding, Place
from plancomment.folder.sheets import Sheet

__all__ = ["Places", "find_places", "placed"]

#: The rows of each id in each table, by file name.
Places = Mapping[str, Mapping[str, tuple[Place, ...]]]

_KEYS = {"links.csv": "revision_id", "causes.csv": "revision_id"}
_COMMENTS = ("comments.csv",)
_RESPONSES = ("responses.csv",)
_TABLES: dict[str, tuple[str, ...]] = {
    "PC101": ("categories.csv", "submissions.csv", "comments.csv", "responses.csv", "stated_revisions.csv"),
    **dict.fromkeys(("PC102", "PC103"), ("categories.csv",)),
    **dict.fromkeys(("PC104", "PC105", "PC108"), _COMMENTS),
    "PC106": ("comments.csv", "responses.csv"),
    **dict.fromkeys(("PC107", "PC109", "PC110", "PC111", "PC112", "PC114"), _RESPONSES),
    "PC115": ("links.csv", "causes.csv"),
    **dict.fromkeys(("PC201", "PC202", "PC203", "PC204", "PC207", "PC401"), _COMMENTS),
    "PC206": ("stated_revisions.csv",),
}


def find_places(sheets: Mapping[str, Sheet]) -> Places:
    """The rows of each id, from the tables of a folder."""
    found: dict[str, dict[str, tuple[Place, ...]]] = {}
    for name, sheet in sheets.items():
        rows = found.setdefault(name, {})
        previous = None
        for row in sheet.rows:
            value = row.values.get(_KEYS.get(name, "id"))
            # A response goes on in the next rows; its first row is the place to look at.
            if isinstance(value, str) and not (name in _RESPONSES and value == previous):
                rows[value] = (*rows.get(value, ()), Place(file=name, row=row.number))
            previous = value
    return found


def placed(findings: Iterable[Finding], places: Places) -> Iterator[Finding]:
    """The findings, each with the row of what it is about where one is known and it has no place of its own."""
    for finding in findings:
        place = None if finding.place is not None else _place(finding, places)
        yield finding if place is None else attrs.evolve(finding, place=place)


def _place(finding: Finding, places: Places) -> Place | None:
    for subject in finding.subjects:
        for name in _TABLES.get(finding.code, ()):
            rows = places.get(name, {}).get(subject, ())
            if finding.code == "PC101":
                rows = rows[1:]  # the second row is the one too many
            if rows:
                return rows[0]
    return None
