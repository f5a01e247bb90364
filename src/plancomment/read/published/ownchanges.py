"""The comparison table of a result that this library wrote, read by its anchors (新旧対照表)."""

import re

import attrs

from plancomment.comparison import Comparison, ComparisonEntry, Revision, RevisionKind, content_ids
from plancomment.findings import Finding
from plancomment.plan import Location
from plancomment.read.blocks import CellBlock
from plancomment.read.published import remarks
from plancomment.read.published.anchors import Anchor, AnchoredRow
from plancomment.textdiff import diff_text

__all__ = ["OwnChanges", "find_versions"]

_LOST = re.compile(r"(?:^|\n)(?:公表された表から読み取れない欄があります。|The published table lacks a side here\.)$")
_CAPTION = re.compile(r"(.+?)と(.+)の新旧対照表|(.+?) compared with (.+)", re.DOTALL)


def find_versions(caption: str) -> tuple[str, str] | None:
    """The names of both versions in the title of the table, None if it is another title."""
    match = _CAPTION.fullmatch(caption)
    return (match[1] or match[3], match[2] or match[4]) if match is not None else None


@attrs.define
class OwnChanges:
    """Collects the rows.

    Attributes:
        versions: the names of the old and the new version, as the title of the table says.
        entries: each with its kind, and the places of each revision that it shows, by its id; ``""`` for a row whose
            revision has no name on the page.
        findings: what was noticed.
    """

    versions: tuple[str, str] = ("", "")
    entries: list[tuple[ComparisonEntry, RevisionKind, dict[str, tuple[Location, ...]]]] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)

    def take(self, row: AnchoredRow) -> None:
        """One row: places, old, new, remarks, in any order of columns."""
        old, old_said = self._side(row, "old")
        new, new_said = self._side(row, "new")
        kind: RevisionKind = "amended"
        if old is None or new is None:
            kind = "added" if old_said == "added" else "deleted" if new_said == "deleted" else "unknown"
        note = row.find("note")
        places = row.find("at")
        placed = self._locations(places[0], row.cells[places[0].column][1]) if places is not None else []
        locations = tuple(location for location, _ in placed)
        diff = diff_text(old, new) if old is not None and new is not None else None
        words = note[0].text if note is not None else ""
        office = row.find("office")
        if office is not None:
            # Why the office made the change: a link to no comment, behind the note.
            cell, mark = office
            self.findings.append(remarks.reason_not_taken(cell.text[mark.offset :], row.place))
            words = words[: mark.offset].removesuffix("\n")
        if kind == "unknown":
            # The report itself says that the row lost a side.
            words = _LOST.sub("", words)
        entry = ComparisonEntry(locations, old, new, diff, note=words)
        named = row.find("revision")
        by_id: dict[str, list[Location]] = {named[1].id() if named is not None else "": []}
        for location, revision_id in placed:
            by_id.setdefault(revision_id or next(iter(by_id)), []).append(location)
        self.entries.append((entry, kind, {one: tuple(own) for one, own in by_id.items()}))

    def _side(self, row: AnchoredRow, side: str) -> tuple[str | None, str]:
        """The text of one side, and what stands there where it has none."""
        found = row.find(side)
        if found is None:
            return None, ""
        said = found[1].id(1)
        return ("" if said == "empty" else None if said else self._own_text(row, found[0])), said

    def _own_text(self, row: AnchoredRow, cell: CellBlock) -> str:
        """The text without the white space that stands for words of the other side only."""
        text = cell.text
        for one in reversed(row.cells[cell.column][1]):
            if one.kind == "gap" and one.id(2).isdecimal():
                text = text[: one.offset] + text[one.offset + int(one.id(2)) :]
        return text

    def _locations(self, cell: CellBlock, anchors: tuple[Anchor, ...]) -> list[tuple[Location, str]]:
        """The places of a row, each with the id of the revision that was made there."""
        marks = [one for one in anchors if one.kind in ("at", "at.place")]
        found = []
        for at, one in enumerate(marks):
            if one.kind != "at" or at + 1 == len(marks):
                continue
            place = marks[at + 1]
            end = marks[at + 2].offset - 1 if at + 2 < len(marks) else len(cell.text)
            head, detail = cell.text[one.offset : place.offset], cell.text[place.offset : end]
            found.append((self._location(one, place, head, detail), one.id(4)))
        return found

    def _location(self, at: Anchor, place: Anchor, head: str, detail: str) -> Location:
        page, line = (int(one) if one and one.isdecimal() else None for one in (at.id(2), at.id(3)))
        if detail:
            head = head.removesuffix(" ")
        if page is not None:
            head = re.sub(rf" ?(?:P\.|p\. ){page}$", "", head)
        version = self.versions[0]
        if "version" in place.ids[2:]:
            version = self.versions[1]
            match = re.search(r"（([^（）]*)）$|\s\(([^()]*)\)$", detail)
            for own in (f"（{version}）", f" ({version})", match[0] if match is not None else ""):
                if own and detail.endswith(own):
                    version = own.strip()[1:-1]
                    detail = detail.removesuffix(own)
                    break
        if "line" in place.ids[2:]:
            detail = re.sub(rf" ?(?:{line}行目|line {line})$", "", detail)
        return Location(version, head, page, line, detail)

    def comparison(self) -> Comparison | None:
        """All rows with their revisions; None where there is no table."""
        if not self.entries:
            return None
        made = iter(content_ids((entry.old, entry.new) for entry, _, named in self.entries if "" in named))
        revisions, entries = [], []
        for entry, kind, named in self.entries:
            shown = [
                Revision(name or next(made), kind, entry.old, entry.new, entry.diff, locations=own)
                for name, own in named.items()
            ]
            revisions.extend(shown)
            entries.append(attrs.evolve(entry, revision_ids=tuple(one.id for one in shown)))
        return Comparison("published", *self.versions, tuple(revisions), tuple(entries))
