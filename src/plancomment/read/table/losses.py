"""What is told of a whole table once its rows are read (取込後の点検): gaps, sums that disagree, cut texts."""

import re
from collections.abc import Iterable, Mapping, Sequence

from plancomment.comments import Comment
from plancomment.findings import Severity
from plancomment.read.table.checks import CELL_LIMITS, Oddity, find_gaps, find_oddities
from plancomment.read.table.grids import Grid
from plancomment.read.table.notes import Notes
from plancomment.read.table.records import Records

__all__ = ["look_at_characters", "report_losses", "report_wordless"]

_NOTHING = re.compile(
    r"(?:_|[^\w\ufffd])*(?:(?:意見|特に?意見)(?:は|等は)?)?(?:特に)?(?:な[しい]|無し|ありません|ないです)?(?:_|[^\w\ufffd])*"
)

_FEW = 20
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


def report_wordless(notes: Notes, comments: Iterable[Comment], rows: Sequence[int], column: str | None) -> None:
    """PC638: comments that are only なし, a dash or punctuation; they are taken."""
    found = [
        (row, one.id)
        for one, row in zip(comments, rows, strict=True)
        if (words := (one.text or one.summary or "").strip()) and len(words) <= _FEW and _NOTHING.fullmatch(words)
        and (not one.summary or _NOTHING.fullmatch(one.summary.strip()[:_FEW]))
    ]  # fmt: skip
    if found:
        which = _listed(list(dict.fromkeys(row for row, _ in found)))
        notes.note(
            "PC638",
            Severity.WARNING,
            found[0][0],
            column,
            f"taken, but only a dash, なし or punctuation: {len(found)} comment(s) in row(s) {which}",
            f"「なし」や記号だけの意見が{len(found)}件あります（{which}行目）。取り込みました。",
            *(comment_id for _, comment_id in found),
        )


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
