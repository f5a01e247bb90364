"""Printed figures held against counted ones: one finding for each disagreement (公表された集計との突合)."""

from collections.abc import Iterator, Sequence

import attrs

from plancomment import fields
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.findings import Finding, Severity
from plancomment.tallies import Tally, TallyRow
from plancomment.textdiff.keys import comparison_key

__all__ = ["reconcile"]


def reconcile(tally: Tally, printed: PrintedTotals | None) -> tuple[Finding, ...]:
    """Hold printed figures against the counted ones (突合). What was not printed, or cannot be counted, is passed over.

    A city prints either all comments received or only those published; which one its breakdowns mean is told by its
    printed number of comments.

    Returns:
        One finding for each disagreement: PC301 (error) a figure differs from the counted one, PC302 (info) a row
        without a figure, with the number that would make it right, PC303 (error) a row that matches nothing that was
        counted, PC304 (error) printed figures that do not add up among themselves where they cannot be counted.
    """
    fields.require(tally, Tally, "reconcile")
    if printed is None:
        return ()
    fields.require(printed, PrintedTotals, "reconcile")
    with_withheld = printed.comments is None or printed.comments != tally.published
    by_category = _with_withheld(tally.by_category) if with_withheld else tally.by_category
    return (
        *_totals(tally, printed),
        *_breakdown("category", "項目別", by_category, printed.by_category, printed.comments),
        *_breakdown("disposition", "対応区分別", tally.by_disposition, printed.by_disposition, None),
        *_channels(tally, printed),
    )


def _with_withheld(rows: Sequence[TallyRow]) -> tuple[TallyRow, ...]:
    return tuple(attrs.evolve(row, count=row.count + row.withheld) for row in rows)


def _totals(tally: Tally, printed: PrintedTotals) -> Iterator[Finding]:
    for name, name_ja, figure, counted in (
        ("persons", "意見提出者（個人）", printed.persons, tally.persons),
        ("groups", "意見提出者（団体）", printed.groups, tally.groups),
        ("submissions", "提出数", printed.submissions, tally.submissions),
        ("comments", "意見数", printed.comments, tally.received),
    ):
        if figure is None or counted is None or figure == counted:
            continue
        if name == "comments" and figure == tally.published:
            continue
        yield _disagreement((), name, name_ja, figure, counted)


def _disagreement(
    subjects: tuple[str, ...], name: str, name_ja: str, figure: Count, counted: Count, more: str = "", more_ja: str = ""
) -> Finding:
    # Both figures are told with their units; two units are never subtracted from each other.
    step = f" ({counted.value - figure.value:+d})" if figure.unit == counted.unit else " (another unit)"
    return Finding(
        "PC301",
        Severity.ERROR,
        subjects,
        f"{name}: printed {figure}, counted {counted}; {counted} would be right{step}{more}",
        f"{name_ja}：公表値は{figure}、集計値は{counted}です。正しくは{counted}です。{more_ja}",
    )


def _match(rows: Sequence[TallyRow], printed: Sequence[PrintedCount]) -> list[TallyRow | None]:
    """The counted row of each printed one: by id, else by label with or without its number, each row once."""
    by_id = {row.id: row for row in rows if row.id is not None}
    found: list[TallyRow | None] = [by_id.get(one.id) if one.id is not None else None for one in printed]
    taken = {row.id for row in found if row is not None}
    for index, one in enumerate(printed):
        if one.id is None:
            key = comparison_key(one.label)
            fitting = (row for row in rows if row.id not in taken and key in _row_keys(row))
            row = next(fitting, None)
            found[index] = row
            if row is not None:
                taken.add(row.id)
    return found


def _row_keys(row: TallyRow) -> set[str]:
    label = row.label or ("未定" if row.id is None else "")
    return {comparison_key(label), comparison_key(row.number + label)} - {""}


def _breakdown(
    name: str,
    name_ja: str,
    rows: Sequence[TallyRow],
    printed: Sequence[PrintedCount] | None,
    total: Count | None,
) -> Iterator[Finding]:
    if printed is None:
        return
    matched = _match(rows, printed)
    figures = {row.id: one.count for row, one in zip(matched, printed, strict=True) if row is not None}
    for row, one in zip(matched, printed, strict=True):
        if row is None:
            figure = str(one.count) if one.count is not None else "no figure"
            yield Finding(
                "PC303",
                Severity.ERROR,
                (one.id,) if one.id is not None else (),
                f"the printed {name} row {one.label!r} ({figure}) matches nothing that was counted",
                f"{name_ja}の行「{one.label}」（{one.count or '件数なし'}）に当たるものが集計にありません。",
            )
        elif one.count is None:
            yield _missing(name, name_ja, row, rows, figures, total)
        elif one.count != row.count:
            more, more_ja = _difference_below(row, rows, figures)
            subjects = (row.id,) if row.id is not None else ()
            yield _disagreement(
                subjects, f"{name} {one.label!r}", f"{name_ja}「{one.label}」", one.count, row.count, more, more_ja
            )
    for row in rows:
        if row.id not in figures and row.count.value and _siblings_printed(row, rows, figures):
            yield _missing(name, name_ja, row, rows, figures, total)


def _siblings_printed(row: TallyRow, rows: Sequence[TallyRow], figures: dict[str | None, Count | None]) -> bool:
    return any(other.parent_id == row.parent_id and other.id in figures for other in rows)


def _missing(
    name: str,
    name_ja: str,
    row: TallyRow,
    rows: Sequence[TallyRow],
    figures: dict[str | None, Count | None],
    total: Count | None,
) -> Finding:
    """A row without a printed figure: what was counted, and what the printed sum above leaves for it."""
    siblings = [other for other in rows if other.parent_id == row.parent_id and other.id != row.id]
    known = [figure for other in siblings if (figure := figures.get(other.id)) is not None]
    above = total if row.parent_id is None else figures.get(row.parent_id)
    told = told_ja = ""
    if above is not None and len(known) == len(siblings):
        summed = sum(figure.value for figure in known)
        told = f"; the other printed rows sum to {summed} of {above}"
        told_ja = f"公表された他の行の合計は{above}のうち{summed}{above.unit}です。"
    label = f"{row.number}{row.label}" or "—"
    return Finding(
        "PC302",
        Severity.INFO,
        (row.id,) if row.id is not None else (),
        f"{name} {label!r} has no printed figure; {row.count} was counted and would make it right{told}",
        f"{name_ja}「{label}」には公表値がありません。集計値は{row.count}で、これを補えば合計が合います。{told_ja}",
    )


def _difference_below(
    row: TallyRow, rows: Sequence[TallyRow], figures: dict[str | None, Count | None]
) -> tuple[str, str]:
    """Which rows below lack a figure, where a parent's figure differs: often that is the one that was forgotten."""
    below = [other for other in rows if other.parent_id == row.id and row.id is not None]
    lacking = [other.label for other in below if figures.get(other.id) is None and other.count.value]
    if not lacking:
        return "", ""
    names = ", ".join(repr(label) for label in lacking)
    return f"; below it there is no figure for {names}", f"内訳のうち{'、'.join(lacking)}の公表値がありません。"


def _channels(tally: Tally, printed: PrintedTotals) -> Iterator[Finding]:
    """By channel: submissions are counted; persons and comments by channel can only be added up."""
    rows = printed.by_channel
    if not rows:
        return
    units = {row.count.unit for row in rows if row.count is not None}
    if units == {"通"} and tally.by_channel:
        yield from _breakdown("channel", "提出方法別", tally.by_channel, rows, printed.submissions)
        return
    if len(units) != 1 or any(row.count is None for row in rows):
        return
    totals = {
        "人": printed.persons,
        "団体": printed.groups,
        "通": printed.submissions,
        "件": printed.comments,
    }
    unit = units.pop()
    total = totals[unit]
    summed = sum(row.count.value for row in rows if row.count is not None)
    if total is not None and total.unit == unit and total.value != summed:
        yield Finding(
            "PC304",
            Severity.ERROR,
            (),
            f"by channel: the printed rows sum to {summed}{unit}, the printed total is {total} "
            f"({total.value - summed:+d})",
            f"提出方法別：公表された行の合計は{summed}{unit}、総数は{total}です（差{total.value - summed:+d}）。",
        )
