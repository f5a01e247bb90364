"""What is told of a whole table once its rows are read (取込後の点検): gaps, sums that disagree, cut texts."""

from collections.abc import Mapping, Sequence

from plancomment.findings import Severity
from plancomment.read.table.checks import CELL_LIMITS, Oddity, find_gaps, find_oddities
from plancomment.read.table.grids import Grid
from plancomment.read.table.notes import Notes
from plancomment.read.table.records import Records

__all__ = ["look_at_characters", "report_losses"]

_ODD = {
    "replaced": ("characters that were replaced, such as ? or U+FFFD", "「?」などに置き換えられたらしい文字"),
    "misread": ("characters of another encoding (mojibake)", "文字化けらしい文字"),
}


def look_at_characters(notes: Notes, records: Records, columns: Sequence[int]) -> dict[int, Oddity]:
    """The records that hold what no text can hold, by index; what only looks replaced or misread is told (PC634)."""
    unusable: dict[int, Oddity] = {}
    told: dict[str, list[Oddity]] = {}
    for oddity in find_oddities(records.rows, columns):
        if oddity.kind == "unusable":
            unusable.setdefault(oddity.index, oddity)
        else:
            told.setdefault(oddity.kind, []).append(oddity)
    for kind, oddities in told.items():
        words, words_ja = _ODD[kind]
        rows = sorted({records.numbers[one.index] for one in oddities})
        which = _listed(rows)
        notes.note(
            "PC634",
            Severity.WARNING,
            rows[0],
            records.header.texts[oddities[0].column],
            f"{words} in {len(rows)} row(s): {which}",
            f"{words_ja}が{len(rows)}行にあります（{which}行目）。",
        )
    return unusable


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:20])) + (" …" if len(rows) > 20 else "")


def report_losses(
    notes: Notes, grid: Grid, records: Records, where: Mapping[str, int], ids: Sequence[str], taken: int
) -> None:
    """Tell what a table may have lost: PC606, PC628 and PC630. ``taken`` are the records that became comments."""
    if "id" in where or "number" in where:
        notes.report_gaps(find_gaps(ids))
    _report_sums(notes, records, taken)
    _report_cuts(notes, records, where)
    _report_cut_file(notes, grid, records)


def _report_sums(notes: Notes, records: Records, taken: int) -> None:
    """A row of sums is no comment; its figures are held against the records above it."""
    before = 0
    for above, row, sums in records.sums:
        counted = above - before if sums.is_part else above
        before = above
        if counted in sums.figures or not sums.figures or (not sums.is_part and taken in sums.figures):
            message, message_ja = (
                f"a row of sums ({sums.name}): no comment",
                f"「{sums.name}」の行は意見として数えません。",
            )
            notes.note("PC628", Severity.INFO, row, None, message, message_ja)
            continue
        said = ", ".join(map(str, sums.figures))
        notes.note(
            "PC628",
            Severity.ERROR,
            row,
            None,
            f"the row of sums ({sums.name}) says {said}, but {counted} records stand above it",
            f"「{sums.name}」の行は{said}件ですが、その上の行は{counted}件です。",
        )


def _report_cuts(notes: Notes, records: Records, where: Mapping[str, int]) -> None:
    """Texts of exactly as many characters as a cell could hold somewhere."""
    for field in ("text", "summary", "answer"):
        column = where.get(field)
        if column is None or not records.rows:
            continue
        lengths = [len(row[column]) for row in records.rows]
        longest = max(lengths)
        for limit in CELL_LIMITS:
            # At 255 characters the chance is one that no text is longer; at 32,767 none can be.
            if limit in lengths and (longest == limit or limit == CELL_LIMITS[0]):
                rows = [row for row, length in zip(records.numbers, lengths, strict=True) if length == limit]
                which = _listed(rows)
                notes.note(
                    "PC630",
                    Severity.WARNING,
                    rows[0],
                    records.header.texts[column],
                    f"a text of exactly {limit} characters, where spreadsheets cut: row(s) {which}",
                    f"ちょうど{limit}文字の文があり、途中で切れている可能性があります（{which}行目）。",
                )


def _report_cut_file(notes: Notes, grid: Grid, records: Records) -> None:
    """A file that ends within its last record, as one does whose copying broke off."""
    if not grid.is_cut or len(records.rows) < 2:
        return
    lengths = [len(row) for row in grid.rows if row]
    if lengths[-1] < min(lengths[-len(records.rows) : -1]):
        message = "the file ends within its last record: it may have been cut"
        message_ja = "最後の行のセルが足りません。ファイルが途中で切れている可能性があります。"
        notes.note("PC630", Severity.WARNING, records.numbers[-1], None, message, message_ja)
