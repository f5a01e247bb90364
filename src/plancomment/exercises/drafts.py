"""Clauses in the making (下書き): what a plan is made of before its numbers, headings and places are known."""

from collections.abc import Iterable, Sequence

import attrs

from plancomment.exercises.numbering import NumberForm, form_of, printed
from plancomment.plan import Clause, ClauseKind, Location, Plan

__all__ = ["Draft", "compose", "unpack"]

# A page of an invented plan holds so many clauses.
_PAGE = 25


@attrs.define(eq=False)
class Draft:
    """One clause without its place.

    Attributes:
        kind: as in :class:`~plancomment.plan.Clause` (種別).
        text: what follows the label (本文).
        document: the document it stands in (文書).
        label: its label, as long as it is not numbered afresh (項番号).
        separator: between label and text (区切り).
        level: as in a clause (階層).
        row, column: of a table cell, else None (行, 列).
        series: the list it is counted in, None if it is in none (番号の系列).
        origins: positions of the old clauses that it was made of (元の条項).
    """

    kind: ClauseKind
    text: str
    document: str
    label: str = ""
    separator: str = ""
    level: int = 0
    row: int | None = None
    column: int | None = None
    series: int | None = None
    origins: tuple[int, ...] = ()


def compose(drafts: Iterable[Draft], version: str, forms: Sequence[tuple[NumberForm, int]]) -> Plan:
    """Number the drafts, series by series, and make a plan of them.

    Args:
        drafts: in reading order.
        version: of the plan.
        forms: for each series how its numbers are printed, and its first number.
    """
    counts = [first for _, first in forms]
    sizes: dict[str, int] = {}
    headings: list[tuple[int, str]] = []
    document = ""
    clauses = []
    for draft in drafts:
        if draft.document != document:
            document = draft.document
            headings.clear()
        label = draft.label
        if draft.series is not None:
            label = printed(forms[draft.series][0], counts[draft.series])
            counts[draft.series] += 1
        size = sizes[document] = sizes.get(document, 0) + 1
        if draft.kind == "heading":
            while headings and headings[-1][0] >= draft.level:
                headings.pop()
        path = tuple(text for _, text in headings)
        if draft.kind == "heading":
            headings.append((draft.level, f"{label}{draft.separator}{draft.text}"))
        place = Location(version, document, (size - 1) // _PAGE + 1, (size - 1) % _PAGE + 1)
        clauses.append(
            Clause(
                f"{document}-{size:04d}",
                draft.kind,
                label,
                draft.text,
                path,
                place,
                draft.separator,
                draft.level,
                draft.row,
                draft.column,
            )
        )
    return Plan(version, tuple(clauses))


def unpack(plan: Plan) -> tuple[list[Draft], list[tuple[NumberForm, int]]]:
    """The drafts of a plan, and the series that its labels form.

    A label that counts on from one of its kind, level and form under the same headings belongs to that one's series;
    every other begins one.
    """
    drafts: list[Draft] = []
    forms: list[tuple[NumberForm, int]] = []
    lists: dict[tuple[object, ...], tuple[int, int]] = {}
    for at, clause in enumerate(plan.clauses):
        document = clause.location.document
        draft = Draft(
            clause.kind,
            clause.text,
            document,
            clause.label,
            clause.separator,
            clause.level,
            clause.row,
            clause.column,
            origins=(at,),
        )
        drafts.append(draft)
        counted = form_of(clause.label)
        if counted is None:
            continue
        form, number = counted
        # Tables and figures are counted through a document, everything else below its headings.
        path = () if clause.kind == "caption" else clause.heading_path
        key = (document, clause.kind, clause.level, path, form)
        series, expected = lists.get(key, (0, -1))
        if number != expected:
            series = len(forms)
            forms.append((form, number))
        draft.series = series
        lists[key] = (series, number + 1)
    return drafts, forms
