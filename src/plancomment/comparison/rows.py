"""From revisions to the rows of the comparison table, and what stands in the remarks column (備考)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from plancomment.comparison.order import Order
from plancomment.comparison.values import ComparisonEntry, Revision
from plancomment.plan import Clause, Location
from plancomment.remarks import Lang, follows, lines, moved_from, places, renumbering, span
from plancomment.textdiff import TextDiff

__all__ = ["make_entries", "remark", "said", "shown_label"]

Mark = Callable[[str, str], TextDiff]

# Between the cells of a table row that is shown in one line.
_CELLS = " ｜ "


def make_entries(
    revisions: Sequence[Revision], old: Order, new: Order, mark: Mark, *, cosmetic: bool
) -> tuple[ComparisonEntry, ...]:
    """The rows that show the revisions, each in one; without ``cosmetic`` those of notation only in none."""
    groups = _groups(revisions, old, new)
    return tuple(
        _entry(group, mark) for group in groups if cosmetic or not all(revision.is_cosmetic for revision in group)
    )


# ── which revisions share a row ──────────────────────────────────────────────────────────────────────


def _groups(revisions: Sequence[Revision], old: Order, new: Order) -> list[list[Revision]]:
    groups: list[list[Revision]] = []
    amendments: dict[tuple[str | None, str | None], list[Revision]] = {}
    runs: dict[tuple[object, ...], tuple[Revision, list[Revision] | None]] = {}
    for revision in revisions:
        group = None
        if revision.kind == "amended":
            group = amendments.get((revision.old, revision.new))
        elif revision.kind == "moved" and groups and _moved_on(groups[-1][-1], revision, old, new):
            group = groups[-1]
        run = _list_of(revision)
        if run is not None:
            before, row = runs.get(run, (None, None))
            if before is None or not _numbered_on(before, revision, old, new):
                row = None
            # A sibling that is amended as well goes on with the run, and has a row of its own.
            if revision.kind == "renumbered":
                group = row
        if group is not None:
            group.append(revision)
        else:
            group = [revision]
            groups.append(group)
            if revision.kind == "amended":
                amendments[revision.old, revision.new] = group
        if run is not None:
            runs[run] = (revision, group if revision.kind == "renumbered" else row)
    return groups


def _moved_on(last: Revision, revision: Revision, old: Order, new: Order) -> bool:
    """Whether two moved clauses are neighbours on both sides: they moved together."""
    if last.kind != "moved":
        return False
    old_step = old.place(revision.old_clauses[0]) - old.place(last.old_clauses[0])
    new_step = new.place(revision.new_clauses[0]) - new.place(last.new_clauses[0])
    return old_step == new_step == 1


def _list_of(revision: Revision) -> tuple[object, ...] | None:
    """What siblings of a renumbered clause have in common on both sides, None if it is none, or has left its place."""
    if revision.label_diff is None or revision.moved or revision.kind == "moved":
        return None
    if len(revision.old_clauses) != 1 or len(revision.new_clauses) != 1:
        return None
    (old,), (new,) = revision.old_clauses, revision.new_clauses
    return tuple((one.kind, one.level, one.location.document, one.heading_path) for one in (old, new))


def _numbered_on(before: Revision, revision: Revision, old: Order, new: Order) -> bool:
    """Whether a renumbered clause is the next sibling of another, on both sides and by its number too."""
    (old_one,), (new_one,) = before.old_clauses, before.new_clauses
    (old_two,), (new_two,) = revision.old_clauses, revision.new_clauses
    return (
        follows(old_one.label, old_two.label)
        and follows(new_one.label, new_two.label)
        and old.in_one_list(old_one, old_two)
        and new.in_one_list(new_one, new_two)
    )


# ── what a row shows ─────────────────────────────────────────────────────────────────────────────────


def _entry(group: Sequence[Revision], mark: Mark) -> ComparisonEntry:
    first = group[0]
    old, new, diff = first.old, first.new, first.diff
    several = len(first.old_clauses) > 1 or len(first.new_clauses) > 1
    if first.kind == "renumbered":
        old, new = span(_old_labels(group)), span(_new_labels(group))
        diff = mark(old, new)
    elif first.kind == "moved":
        # Several stand with their labels: what was 第５章 is 第３章 now.
        shown = _bodies if len(group) == 1 else _labelled
        old = shown(clause for revision in group for clause in revision.old_clauses)
        new = shown(clause for revision in group for clause in revision.new_clauses)
        diff = mark(old, new)
    elif diff is None:
        old = None if old is None else _bodies(first.old_clauses)
        new = None if new is None else _bodies(first.new_clauses)
    elif several:
        # Split or merged: each piece stands with its own label, or the new number would be told nowhere.
        old = "\n".join(clause.full_text for clause in first.old_clauses)
        new = "\n".join(clause.full_text for clause in first.new_clauses)
        diff = mark(old, new)
    located = tuple(place for revision in group for place in _shown_at(revision))
    if first.kind == "moved":
        located = tuple(_moved_to(group))
    return ComparisonEntry(located, old, new, diff, tuple(one.id for one in group), remark(group))


def _moved_to(group: Sequence[Revision]) -> Iterator[Location]:
    """The new places, one for the cells of a table row that moved together."""
    known = {clause.id: revision.locations[-1] for revision in group for clause in revision.new_clauses}
    for line in lines(clause for revision in group for clause in revision.new_clauses):
        yield from places(line) if len(line) > 1 else (known[line[0].id],)


def _shown_at(revision: Revision) -> Sequence[Location]:
    """A row stands at its old place; what was added at its new one, and so what moved: the remark names the old."""
    if not revision.old_clauses:
        return revision.locations
    return revision.locations[: len(places(revision.old_clauses)) if len(revision.old_clauses) > 1 else 1]


def _bodies(clauses: Iterable[Clause]) -> str:
    """The texts one below another, the cells of a table row side by side; a clause that is only a label shows that."""
    return "\n".join(_CELLS.join(clause.text or clause.label for clause in line) for line in lines(clauses))


def _labelled(clauses: Iterable[Clause]) -> str:
    return "\n".join(
        _CELLS.join(clause.full_text if clause.text else clause.label for clause in line) for line in lines(clauses)
    )


def _old_labels(group: Iterable[Revision]) -> list[str]:
    return [revision.old_clauses[0].label for revision in group]


def _new_labels(group: Iterable[Revision]) -> list[str]:
    return [revision.new_clauses[0].label for revision in group]


# ── the remarks column ───────────────────────────────────────────────────────────────────────────────

_WORDS: dict[Lang, dict[str, str]] = {
    "ja": {
        "more": "（ほか{}項目）",
        "split": "{}つに分割",
        "merged": "{}つを統合",
        "within": "「{}」を文中で移動",
        "cosmetic": "表記のみの修正",
        "and": "、",
    },
    "en": {
        "more": " (and {} more)",
        "split": "split in {}",
        "merged": "{} merged in one",
        "within": "「{}」 moved within the text",
        "cosmetic": "notation only",
        "and": "; ",
    },
}


def remark(group: Sequence[Revision], lang: Lang = "ja") -> str:
    """What the remarks column says about the revisions of one row: moved from where, renumbered, split (備考)."""
    return _WORDS[lang]["and"].join(dict.fromkeys(_remarks(group, lang)))


def said(entry: ComparisonEntry, shown: Sequence[Revision], lang: Lang) -> str:
    """The note of a row in that language: one that :func:`compare` wrote is said anew, any other stays (備考).

    Args:
        entry: the row.
        shown: the revisions that it shows, in its order.
        lang: the language.
    """
    if lang == "ja" or not entry.note or not shown or not all(map(_has_clauses, shown)):
        return entry.note
    return remark(shown, lang) if entry.note == remark(shown) else entry.note


def shown_label(side: Literal["old", "new"], text: str, shown: Sequence[Revision]) -> tuple[str, str, bool]:
    """The label before the row's text, what stands between them, and whether to mark it.

    "" where the row's clauses have different labels, or where the row's text is something else than the revision's:
    then it shows the labels already.
    """
    found = set()
    changed = False
    for revision in shown:
        clauses, whole, difference = (
            (revision.old_clauses, revision.old, revision.label_diff and revision.label_diff.old)
            if side == "old"
            else (revision.new_clauses, revision.new, revision.label_diff and revision.label_diff.new)
        )
        changed |= difference is not None or revision.moved or revision.kind in ("moved", "added", "deleted")
        if whole != text:
            return "", "", False
        found.add((clauses[0].label, clauses[0].separator) if clauses else (difference or "", ""))
    label, separator = found.pop() if len(found) == 1 else ("", "")
    return label, separator, changed


def _has_clauses(revision: Revision) -> bool:
    """Whether it was made from two plans: what a published table shows has places, but no clauses."""
    sides = bool(revision.old_clauses) + bool(revision.new_clauses)
    return bool(revision.locations) and sides == (1 if revision.kind in ("added", "deleted") else 2)


def _remarks(group: Sequence[Revision], lang: Lang) -> Iterator[str]:
    words, first = _WORDS[lang], group[0]
    if all(revision.is_cosmetic for revision in group):
        yield words["cosmetic"]
        return
    if first.kind == "renumbered":
        yield renumbering(_old_labels(group), _new_labels(group), lang)
        return
    if first.kind == "moved":
        more = words["more"].format(len(group) - 1) if len(group) > 1 else ""
        # The cells of a table row moved from one place, and are no further items.
        came = tuple(places([clause for revision in group for clause in revision.old_clauses]))
        if first.old_clauses[0].kind == "cell" and len(came) == 1:
            yield moved_from(came[0], first.locations[-1], lang)
        else:
            yield moved_from(first.locations[0], first.locations[-1], lang) + more
    for revision in group:
        olds, news = revision.old_clauses, revision.new_clauses
        if revision.moved:
            yield moved_from(revision.locations[0], revision.locations[-1], lang)
        # The place that it came from names the old label already, and its row shows the new one.
        told = (revision.moved or (revision is first and first.kind == "moved")) and not olds[0].location.place
        if revision.renumbered and not told:
            yield renumbering([olds[0].label], [news[0].label], lang)
        if olds and len(news) > 1:
            yield words["split"].format(len(news))
        if news and len(olds) > 1:
            yield words["merged"].format(len(olds))
        for move in revision.diff.moves if revision.diff is not None else ():
            yield words["within"].format(move.text)
