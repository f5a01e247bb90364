"""The published comparison table (新旧対照表), also where the extraction made its columns slip.

What is mended, and by which rule:

- A document, and a page, that is blank is that of the row above. Old and new that are both blank, with a blank page,
  are merged cells: the texts are those of the row above, the place is the row's own.
- A row whose first cell is a page although pages stand in a later column has lost its first column: it is moved right.
- Rows one below the other that each have one text only, in the first column of texts, are slipped: the second texts
  stand in the row below. Where two neighbours there are near copies (:func:`is_near_copy`), the upper row gets both,
  and the lower row's own texts are lost: they stay None. A single text that is left over stays on the side where the
  file has it; nobody can tell from the file where it belongs. No text is invented.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

import attrs

from plancomment.comparison import Comparison, ComparisonEntry, Revision, RevisionKind, content_ids
from plancomment.findings import Finding
from plancomment.plan import Location
from plancomment.read.published import remarks
from plancomment.read.published.lines import Line, fold
from plancomment.textdiff import diff_text

__all__ = ["Sides", "SidesTable", "comparison_sides", "holds_page", "is_near_copy", "read_comparison"]


@attrs.frozen
class Sides:
    """Where a row of titles has 旧 and 新.

    Attributes:
        old: the column of the old texts.
        new: the column of the new texts.
        width: how many columns the row has.
        note: the column 備考, None if there is none.
        page: the column 頁, None if no title says so.
        number: the column No., whose numbers only repeat the order of the rows; None if there is none.
        place: the column 変更箇所, where a title right of the texts says so, None otherwise.
    """

    old: int
    new: int
    width: int
    note: int | None = None
    page: int | None = None
    number: int | None = None
    place: int | None = None


@functools.cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rest = r"(?:\(.*\)|の?内容|の?記述|の?記載|文)?"
    return (
        re.compile(rf"(?:旧|(?:修正|改正|変更)前|現行|素案|原案|当初案|\(?案\)?){rest}"),
        re.compile(rf"(?:新|(?:修正|改正|変更)後|改正案|修正案|成案|最終案|計画){rest}"),
    )


def comparison_sides(line: Line) -> Sides | None:
    """The columns of a row of titles of a comparison table, None if it is none."""
    if holds_page(line):
        return None
    titles = [fold(cell) for cell in line.cells]
    old_pattern, new_pattern = _titles()
    old = next((index for index, title in enumerate(titles) if old_pattern.fullmatch(title)), None)
    new = next((index for index, title in enumerate(titles) if new_pattern.fullmatch(title)), None)
    if old is None or new is None:
        return None

    def find(pattern: str) -> int | None:
        return next((index for index, title in enumerate(titles) if re.fullmatch(pattern, title)), None)

    page, number = find(r"該当?(?:頁|ページ)|頁|ページ|(?:頁|ページ)(?:数|番号)|P\.?"), find(r"No\.?|番号|通番|#")
    place = find(r"(?:変更|修正|改正|該当)?(?:箇所|項目|部分)|章|節")
    right = place if place is not None and place > min(old, new) else None
    return Sides(old, new, len(titles), find(".*(?:備考|理由|摘要).*"), page, number, right)


@attrs.define
class _Row:
    """A physical row while it is mended; ``None`` for a text that is lost."""

    line: int
    document: str
    page: str
    place: str
    old: str | None
    new: str | None
    note: str
    merged: bool = False
    moved: bool = False
    taken_from: int | None = None
    lost: bool = False
    alone: bool = False
    is_told: bool = False
    id: str = ""


@attrs.define
class SidesTable:
    """One comparison table of the document, while it is read (新旧対照表).

    Attributes:
        sides: its columns.
        heading: the heading above it.
        document: the part of the plan that the heading names, such as 概要版; ``""`` for none.
        rows: its physical rows.
    """

    sides: Sides
    heading: str = ""
    document: str = ""
    rows: list[Line] = attrs.field(factory=list)


def read_comparison(
    tables: Sequence[SidesTable], *, old_version: str, new_version: str
) -> tuple[Comparison, list[Finding]]:
    """All the tables as one Comparison with source ``"published"``, and what was noticed.

    One Revision for each physical row; an entry for each too, but rows with merged texts share one. What the file tells
    of merged cells is taken as it is; nothing is put back by rules then.
    """
    rows: list[_Row] = []
    findings: list[Finding] = []
    for table in tables:
        own = _rows_of(table, findings)
        for row in own:
            row.document = row.document or table.document
        rows.extend(own)
    return _comparison(rows, old_version, new_version, findings)


def _rows_of(table: SidesTable, findings: list[Finding]) -> list[_Row]:
    """The rows of one table; cells that have no place in the values are told."""
    sides = table.sides
    lines = [line for line in table.rows if line.filled and comparison_sides(line) is None]
    told = any(line.grid is not None for line in lines)
    shift = 0 if told else _shift(sides, lines)
    first, second = sorted((sides.old + shift, sides.new + shift))
    reverse = sides.new < sides.old
    note = sides.note + shift if sides.note is not None else None
    titled = sides.page is not None and sides.page < first and not shift
    page_column = sides.page if titled else _page_column(lines, first)
    number = sides.number if sides.number is not None and sides.number < first else None
    rows: list[_Row] = []
    for line in lines:
        if line.grid is not None:
            cells, moved = [*line.cells, *[""] * (second + 1 - len(line.cells))], False
        else:
            cells, moved = _set_right(line.cells, page_column, second)
        places = [line.whole_cell(i) if line.grid is not None else cell for i, cell in enumerate(cells[:first])]
        places = ["" if i in (number, note) else cell for i, cell in enumerate(places)]
        right = [i for i in (sides.page, sides.place) if i is not None and i > first and not shift]
        if right and not any(cell.strip() for cell in places):
            place = _place([line.whole_cell(i) for i in right], 0 if right[0] == sides.page else None)
        else:
            place, right = _place(places, page_column), []
        row = _Row(line.number, *place, cells[first].strip(), cells[second].strip(), "")
        row.note = cells[note].strip() if note is not None and note < len(cells) else ""
        row.moved = moved
        if line.grid is not None:
            row.is_told = line.grid.is_told(first, second) or bool(row.old) != bool(row.new)
            row.merged = line.covers(first) and line.covers(second)
            if not row.merged:
                row.old, row.new = (line.whole_cell(side).strip() for side in (first, second))
        rows.append(row)
        known = {*range(first), first, second, note, *right}
        findings.extend(
            remarks.unread(line.number, cell) for i, cell in enumerate(cells) if i not in known and cell.strip()
        )
    _carry_down(rows)
    _mend(rows)
    if reverse:
        for row in rows:
            row.old, row.new = row.new, row.old
    return rows


def _shift(sides: Sides, table: Sequence[Line]) -> int:
    """How far the texts stand right of their titles, which is where the most rows hold near copies.

    A title 変更箇所 that spans several columns comes out of the extraction as one cell; the titles behind it move left.
    Without near copies: as far right as the rows are filled, if the titles end in blank cells or most rows are longer.
    """
    last_title = max(sides.old, sides.new, sides.note or 0)
    ends = [max(index for index, cell in enumerate(line.cells) if cell.strip()) for line in table]
    longer = sum(end >= sides.width for end in ends)
    farthest = max(ends, default=0) if 2 * longer > len(ends) else min(max(ends, default=0), sides.width - 1)
    shifts = range(max(0, farthest - last_title) + 1)

    def copies(shift: int) -> int:
        return sum(is_near_copy(line.cell(sides.old + shift), line.cell(sides.new + shift)) for line in table)

    return max(shifts, key=lambda shift: (copies(shift), shift))


@functools.cache
def _page() -> re.Pattern[str]:
    return re.compile(
        r"(?:[Pp][Pp]?\.?\s*([0-9]+)|([0-9]+)\s*(?:ページ|頁))(?:\s*[~〜～,、・-]\s*(?:[Pp]\.?)?[0-9]+(?:ページ|頁)?)?"
    )


def _is_page(cell: str) -> bool:
    return _page().fullmatch(fold(cell)) is not None


def holds_page(line: Line) -> bool:
    """Whether a cell is a page such as P.28: the row is one of data then, whatever its other cells say."""
    return any(_is_page(cell) for cell in line.cells)


def _page_column(table: Sequence[Line], first: int) -> int | None:
    """The column left of the texts that holds most pages, None if none does."""
    counts = [sum(_is_page(line.cell(index)) for line in table) for index in range(first)]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _set_right(cells: tuple[str, ...], page_column: int | None, second: int) -> tuple[list[str], bool]:
    """The cells, filled up with blanks; moved right by one where the row has lost its first column."""
    full = [*cells, *[""] * (second + 1 - len(cells))]
    if page_column and not full[second].strip() and _is_page(full[page_column - 1]) and not _is_page(full[page_column]):
        return ["", *full[:second], *full[second + 1 :]], True
    return full, False


def _place(cells: list[str], page_column: int | None) -> tuple[str, str, str]:
    """Document, page and place of a row. Without a column of pages the page is looked for within the text."""
    if page_column is not None:
        before = " ".join(cell.strip() for cell in cells[:page_column] if cell.strip())
        return before, cells[page_column].strip(), " ".join(cell.strip() for cell in cells[page_column + 1 :]).strip()
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(cells) > 1:
        return " ".join(cells[:-1]).strip(), "", cells[-1].strip()
    whole = filled[0] if filled else ""
    match = re.search(r"(?<![A-Za-z])[PpＰｐ][.．]?\s*[0-9０-９]+|[0-9０-９]+\s*(?:ページ|頁)", whole)
    if match is not None:
        return whole[: match.start()].strip(), match[0], whole[match.end() :].strip()
    named = re.match(r"(\S*(?:本編|概要版|資料編|別冊))\s+(.*)", whole, re.DOTALL)
    return (named[1], "", named[2].strip()) if named is not None else ("", "", whole)


def _carry_down(rows: list[_Row]) -> None:
    """Blank documents and pages, and merged texts, come from the row above."""
    above: _Row | None = None
    for row in rows:
        if above is not None and row.document in ("", above.document):
            row.merged = row.merged or (not row.is_told and not row.page and not row.old and not row.new)
            row.document = above.document
            row.page = row.page or above.page
        above = row


def _mend(rows: list[_Row]) -> None:
    """Give slipped texts back to their rows; blank texts become None; see the module's rules."""
    at = 0
    while at < len(rows):
        row = rows[at]
        following = rows[at + 1] if at + 1 < len(rows) else None
        if row.merged:
            row.old, row.new = rows[at - 1].old, rows[at - 1].new
            row.lost = row.old is None and row.new is None
        elif row.is_told:
            # The file tells which side is blank: nothing stood, or nothing stands, there.
            row.old, row.new = row.old or None, row.new or None
            row.lost = row.old is None and row.new is None
        elif row.old and not row.new:
            if following is not None and following.old and not following.new and is_near_copy(row.old, following.old):
                row.new, row.taken_from = following.old, following.line
                following.old = following.new = None
                following.lost = True
                at += 1
            else:
                row.new, row.alone = None, True
        elif not row.old and not row.new:
            row.old = row.new = None
            row.lost = True
        elif not row.old:
            row.old, row.alone = None, True
        at += 1


def is_near_copy(one: str, other: str) -> bool:
    """Whether two texts look like old and new of one small change.

    They differ, they begin or end with the same two characters or more, and their longest common subsequence has at
    least 60 % of the characters of the longer one; widths of characters and white space do not count.
    """
    a, b = fold(one), fold(other)
    if a == b or not a or not b or (a[:2] != b[:2] and a[-2:] != b[-2:]):
        return False
    return _common(a, b) >= 0.6 * max(len(a), len(b))


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence, by rows of bits (Hyyrö 2004)."""
    masks: dict[str, int] = {}
    for index, char in enumerate(a):
        masks[char] = masks.get(char, 0) | 1 << index
    full = (1 << len(a)) - 1
    row = full
    for char in b:
        hits = row & masks.get(char, 0)
        row = ((row + hits) | (row - hits)) & full
    return len(a) - row.bit_count()


def _comparison(
    rows: list[_Row], old_version: str, new_version: str, findings: list[Finding]
) -> tuple[Comparison, list[Finding]]:
    revisions: list[Revision] = []
    entries: list[ComparisonEntry] = []
    ids = content_ids((row.document, row.page, row.place, row.old, row.new) for row in rows)
    for row, revision_id in zip(rows, ids, strict=True):
        row.id = revision_id
        kind, old, new = _sides(row)
        diff = diff_text(old, new) if old is not None and new is not None else None
        version = new_version if kind == "added" else old_version
        location = _location(row, version)
        revisions.append(Revision(revision_id, kind, old, new, diff, locations=(location,)))
        if row.merged and entries:
            last = entries[-1]
            entries[-1] = attrs.evolve(
                last,
                locations=(*last.locations, location),
                revision_ids=(*last.revision_ids, revision_id),
                note="\n".join(note for note in (last.note, row.note) if note),
            )
        else:
            entries.append(ComparisonEntry((location,), row.old, row.new, diff, (revision_id,), row.note))
        findings.extend(_row_findings(row))
    return Comparison("published", old_version, new_version, tuple(revisions), tuple(entries)), findings


def _sides(row: _Row) -> tuple[RevisionKind, str | None, str | None]:
    """What the two cells say: （新設） and （削る） stand for no text at all."""
    if row.old is not None and row.new is not None:
        if re.fullmatch(r"[(（]?\s*新\s*[設規](?:追加)?\s*[)）]?|[(（]追加[)）]", row.old):
            return "added", None, row.new
        if re.fullmatch(r"[(（]?\s*(?:削る|削除)\s*[)）]?", row.new):
            return "deleted", row.old, None
        return "amended", row.old, row.new
    if row.is_told and row.old is not None:
        return "deleted", row.old, None
    if row.is_told and row.new is not None:
        return "added", None, row.new
    return "unknown", row.old, row.new


def _row_findings(row: _Row) -> list[Finding]:
    found = []
    if row.moved:
        found.append(remarks.slipped_row(row.line, row.id))
    if row.taken_from is not None:
        found.append(remarks.slipped_text(row.line, row.taken_from, row.id))
    if row.lost:
        found.append(remarks.text_lost(row.line, row.id))
    if row.alone:
        found.append(remarks.side_unknown(row.line, row.id))
    return found


def _location(row: _Row, version: str) -> Location:
    """The place of a row; what a page number cannot hold (P.8～9, 表紙) stays in front of the place.

    A table without 変更箇所 tells no place: document and place are ``""``, page and line None.
    """
    page = _page_number(row.page)
    simple = page is not None and re.fullmatch(r"(?:[Pp][Pp]?\.?)?[0-9]+(?:ページ|頁)?", fold(row.page)) is not None
    place = row.place if simple or not row.page else f"{row.page} {row.place}".strip()
    return Location(version, row.document, page, _line_number(row.place), place)


def _page_number(page: str) -> int | None:
    match = re.search("[0-9]{1,5}", unicodedata.normalize("NFKC", page))
    return int(match[0]) or None if match is not None else None


def _line_number(place: str) -> int | None:
    """The line where the place begins with one: 7行目, 5～6行目. 「④… 3行目」 counts from ④, not from the top."""
    match = re.match(r"([0-9]{1,5})(?:[~〜～\-－–ー・、,]([0-9]+))?行目", fold(place))
    return int(match[1]) or None if match is not None else None
