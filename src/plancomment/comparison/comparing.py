"""From two plans to their comparison: which pairs of clauses are revisions, and of which kind."""

import functools
from collections.abc import Callable

from plancomment.alignment import ClausePair, changed_pairs
from plancomment.comparison.order import Order
from plancomment.comparison.rows import make_entries
from plancomment.comparison.values import Comparison, Revision, RevisionKind, content_ids
from plancomment.errors import WrongTypeError
from plancomment.memory import no_collection
from plancomment.plan import Clause, Plan
from plancomment.remarks import places
from plancomment.textdiff import TextDiff, diff_text
from plancomment.textdiff.keys import comparison_key
from plancomment.textdiff.words import Segmenter

__all__ = ["compare"]


def compare(old: Plan, new: Plan, *, segmenter: Segmenter = "builtin", cosmetic: bool = True) -> Comparison:
    """All revisions between two versions of a plan, and the rows of their table (新旧対照).

    What differs in page, line, white space or the headings above only is no revision. A row shows one
    revision; the same amendment of the same text at several places shares one, as do clauses that moved
    together, and siblings that are merely renumbered. A row of these shows the labels. A row or column
    of a table that is new or gone is one revision.

    Args:
        old: the version before (旧).
        new: the version after (新).
        segmenter: what cuts the words: ``"builtin"``, or ``"sudachi"`` with the extra ``ja``.
        cosmetic: whether revisions of width, variants, Unicode form or spacing only get rows (表記のみの修正).
            They are revisions in either case; :attr:`Comparison.omitted` tells those without a row.

    Raises:
        WrongTypeError: an argument is no Plan, or `cosmetic` no bool.
        WrongValueError: another segmenter.
        MissingExtraError: the segmenter is not installed.
    """
    for plan in (old, new):
        if not isinstance(plan, Plan):
            raise WrongTypeError(f"compare takes two plans, not {type(plan).__name__}")
    if not isinstance(cosmetic, bool):
        raise WrongTypeError(f"compare takes cosmetic as a bool, not {type(cosmetic).__name__}")
    used = diff_text("", "", segmenter=segmenter).segmenter
    with no_collection():
        return _compared(old, new, used, segmenter, cosmetic)


def _compared(old: Plan, new: Plan, used: str, segmenter: Segmenter, cosmetic: bool) -> Comparison:
    # The same labels and the same sentences change at many places: each is marked once.
    mark = functools.cache(functools.partial(diff_text, segmenter=segmenter))
    same = functools.cache(_same)
    changed, coarsened = changed_pairs(old, new)
    pairs = [(pair, kind) for pair in changed if (kind := _kind(pair, same)) is not None]
    ids = content_ids(_content(pair) for pair, _ in pairs)
    orders = Order(old.clauses), Order(new.clauses)
    revisions = tuple(
        _revision(name, kind, pair, mark, same, orders) for name, (pair, kind) in zip(ids, pairs, strict=True)
    )
    entries = make_entries(revisions, *orders, mark, cosmetic=cosmetic)
    coarsened = coarsened or any(one.diff.coarsened for one in revisions if one.diff is not None)
    return Comparison("texts", old.version, new.version, revisions, entries, used, coarsened)


def _same(old: str, new: str) -> bool:
    """Whether two texts differ in nothing, or in white space only that keeps no two words apart."""
    if old == new:
        return True
    squeezed = ("".join(text.replace("\ufeff", "").split()) for text in (old, new))
    return next(squeezed) == next(squeezed) and comparison_key(old) == comparison_key(new)


def _kind(pair: ClausePair, same: Callable[[str, str], bool]) -> RevisionKind | None:
    """What the pair is as a revision, None if it is none."""
    olds, news = pair.old, pair.new
    if not any(clause.full_text.strip() for clause in (*olds, *news)):
        return None
    if not (olds and news):
        return "deleted" if olds else "added"
    if len(olds) != len(news) or not all(same(one.text, two.text) for one, two in zip(olds, news, strict=True)):
        return "amended"
    if pair.moved:
        return "moved"
    return None if same(olds[0].label, news[0].label) else "renumbered"


def _content(pair: ClausePair) -> tuple[str | None, ...]:
    return (_labels(pair.old), _text(pair.old), _labels(pair.new), _text(pair.new))


def _labels(clauses: tuple[Clause, ...]) -> str | None:
    if len(clauses) == 1:
        return clauses[0].label
    return "\n".join(clause.label for clause in clauses) if clauses else None


def _text(clauses: tuple[Clause, ...]) -> str | None:
    if len(clauses) == 1:
        return clauses[0].text
    return "\n".join(clause.text for clause in clauses) if clauses else None


def _revision(
    name: str,
    kind: RevisionKind,
    pair: ClausePair,
    mark: Callable[[str, str], TextDiff],
    same: Callable[[str, str], bool],
    orders: tuple[Order, Order],
) -> Revision:
    old, new = _text(pair.old), _text(pair.new)
    diff = label_diff = None
    if old is not None and new is not None:
        diff = mark(old, new)
        labels = pair.old[0].label, pair.new[0].label
        label_diff = None if same(*labels) else mark(*labels)
    return Revision(
        name,
        kind,
        old,
        new,
        diff,
        label_diff,
        old_clauses=pair.old,
        new_clauses=pair.new,
        moved=pair.moved and kind != "moved",
        renumbered=label_diff is not None and kind != "renumbered",
        locations=(*places(pair.old, orders[0].above), *places(pair.new, orders[1].above)),
    )
