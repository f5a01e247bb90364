"""Seeded edits of a plan, whose truth is known (演習の作成)."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import attrs

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.exercises import prose, wording
from plancomment.exercises.desk import Desk
from plancomment.exercises.dice import Dice, require_whole
from plancomment.exercises.truth import Exercise
from plancomment.plan import Plan

__all__ = ["edit_plan"]

# Of every twelve edits, in this order; fewer than twelve begin at the front.
_DOZEN = (
    *("amend", "split", "add", "amend", "merge", "delete"),
    *("amend", "move", "rewrite", "amend", "move block", "amend"),
)
# What needs most room chooses first.
_ORDER = ("move block", "merge", "split", "move", "delete", "rewrite", "add", "amend")
_LEAST_BLOCK, _MOST_BLOCK = 3, 8
# What moves passes at least three times as many clauses as it has, and so many more: whatever else is touched, the
# fewest clauses that moved are these, not the ones they passed. Half of the moves go not much further.
_PASSED, _NEAR = 12, 80
_TRIES, _BLOCK_TRIES = 60, 400
# Clauses shorter than this are not merged.
_MERGED_LENGTH = 10


def edit_plan(plan: Plan, edits: int, seed: int = 0, version: str = "成案", sentences: Sequence[str] = ()) -> Exercise:
    """The plan after so many edits, and the truth about them (演習の作成).

    Of every twelve edits five are small changes (a word, number or particle replaced, inserted or deleted), one a
    rewriting that keeps about half of the words in order, one a split at the end of a sentence or phrase, one a merge
    of two neighbours, one the move of a clause, one the move of a block of 3 to 8 (neighbouring items or paragraphs,
    paragraphs with their lists, or a section with its heading), one an insertion and one a deletion. No clause is
    touched twice, so the edits do not depend on each other. What was counted one, two, three is counted anew.

    A clause whose text occurs twice is neither moved nor deleted, as nobody could tell which of them it was.

    Args:
        plan: any plan; labels that hold one number are counted anew, others stay.
        edits: how many (件).
        seed: another number gives other edits.
        version: the name of the new version (版).
        sentences: what new words are taken from, recombined; none: they are invented.

    Raises:
        WrongTypeError: ``plan`` is no Plan, a number is not whole, or ``sentences`` no sequence of str.
        WrongValueError: there is no room in the plan for so many edits, or the number is below 0.
    """
    if not isinstance(plan, Plan):
        raise WrongTypeError(f"edit_plan takes a Plan, not {type(plan).__name__}")
    require_whole(edits=edits, seed=seed)
    if not 0 <= edits <= len(plan.clauses):
        raise WrongValueError(f"there cannot be {edits} edits among {len(plan.clauses)} clauses")
    desk = Desk(plan, Dice(seed), prose.recombiner(sentences) if sentences else prose.invent)
    counts = Counter(_DOZEN[at % len(_DOZEN)] for at in range(edits))
    for kind in _ORDER:
        for _ in range(counts[kind]):
            if not (_move_some_block(desk) if kind == "move block" else _find(desk, _EDITS[kind])):
                raise WrongValueError(f"no room for {edits} edits among {len(plan.clauses)} clauses ({kind})")
    return desk.exercise(version)


def _find(desk: Desk, edit: Callable[[Desk, int], bool], *, tries: int = _TRIES, everywhere: bool = True) -> bool:
    """Make an edit wherever the dice fall, in the end wherever there is room."""
    size = len(desk.drafts)
    if not size:
        return False
    if any(edit(desk, desk.dice.below(size)) for _ in range(tries)):
        return True
    start = desk.dice.below(size)
    return everywhere and any(edit(desk, (start + at) % size) for at in range(size))


# ── the edits; each tries one place and tells whether it could be made there ─────────────────────────


def _amend(desk: Desk, at: int) -> bool:
    draft = desk.drafts[at]
    text = wording.amend(draft.text, desk.dice) if desk.is_free((at,)) else None
    if text is None or text in desk.said:
        return False
    desk.change((at,), "amended", [attrs.evolve(draft, text=text)])
    return True


def _rewrite(desk: Desk, at: int) -> bool:
    draft = desk.drafts[at]
    if not desk.is_free((at,)) or draft.kind not in ("paragraph", "item"):
        return False
    text = wording.rewrite(draft.text, desk.speak, desk.dice)
    if text is None or text in desk.said:
        return False
    desk.change((at,), "rewritten", [attrs.evolve(draft, text=text)])
    return True


def _split(desk: Desk, at: int) -> bool:
    draft = desk.drafts[at]
    places = wording.cuts(draft.text) if desk.is_single(at) else []
    if not places:
        return False
    parts = wording.cut(draft.text, desk.dice.pick(places))
    desk.change((at,), "split", [attrs.evolve(draft, text=part) for part in parts])
    return True


def _merge(desk: Desk, at: int) -> bool:
    if not (at + 1 < len(desk.drafts) and desk.is_single(at) and desk.is_single(at + 1) and desk.is_gap(at + 1)):
        return False
    first, second = desk.drafts[at], desk.drafts[at + 1]
    if not desk.is_alike(at, at + 1) or first.series != second.series:
        return False
    if min(len(first.text), len(second.text)) < _MERGED_LENGTH:
        return False
    text = wording.join(first.text, second.text, desk.dice)
    desk.change((at, at + 1), "merged", [attrs.evolve(first, text=text, origins=first.origins + second.origins)])
    return True


def _move(desk: Desk, at: int) -> bool:
    return desk.is_single(at) and _put_elsewhere(desk, range(at, at + 1))


def _delete(desk: Desk, at: int) -> bool:
    if not desk.is_single(at):
        return False
    desk.delete(at)
    return True


def _add(desk: Desk, at: int) -> bool:
    draft = desk.drafts[at]
    if not desk.is_gap(at) or draft.kind not in ("paragraph", "item"):
        return False
    text = desk.new_words(desk.dice.pick((1, 1, 2)) if draft.kind == "paragraph" else 1)
    if text is None:
        return False
    desk.insert(at, attrs.evolve(draft, text=text, origins=()))
    return True


_EDITS: dict[str, Callable[[Desk, int], bool]] = {
    "amend": _amend,
    "rewrite": _rewrite,
    "split": _split,
    "merge": _merge,
    "move": _move,
    "add": _add,
    "delete": _delete,
}


# ── moving ───────────────────────────────────────────────────────────────────────────────────────────


def _move_some_block(desk: Desk) -> bool:
    """Move a block of the size that the dice show, or where there is none left, of a smaller one."""
    for size in range(desk.dice.between(_LEAST_BLOCK, _MOST_BLOCK), _LEAST_BLOCK - 1, -1):
        if _find(desk, partial(_move_block, size=size), tries=_BLOCK_TRIES, everywhere=size == _LEAST_BLOCK):
            return True
    return False


def _move_block(desk: Desk, at: int, size: int) -> bool:
    block = range(at, at + size)
    if not (desk.is_free(block) and all(map(desk.is_unique, block))):
        return False
    return (_is_run(desk, block) or _is_passage(desk, block)) and _put_elsewhere(desk, block)


def _is_run(desk: Desk, block: range) -> bool:
    """Neighbours of one kind: some items of a list, some paragraphs."""
    first = desk.drafts[block.start]
    return all(
        desk.is_leaf(at)
        and desk.is_alike(block.start, at)
        and (desk.drafts[at].document, desk.drafts[at].series) == (first.document, first.series)
        for at in block
    )


def _is_passage(desk: Desk, block: range) -> bool:
    """Paragraphs with the lists below them, or a section: a heading with everything below it."""
    first, *rest = (desk.drafts[at] for at in block)
    after = desk.drafts[block.stop] if block.stop < len(desk.drafts) else None
    if any(draft.kind not in ("paragraph", "item") or draft.document != first.document for draft in rest):
        return False
    if first.kind == "heading":
        ends = after is None or after.document != first.document
        return ends or (after is not None and after.kind == "heading" and after.level <= first.level)
    return first.kind == "paragraph" and desk.holds_whole_lists(block)


def _put_elsewhere(desk: Desk, block: range) -> bool:
    """Put a block before a clause like its first one, near or far."""
    least = len(block) * 3 + _PASSED
    if desk.dice.chance(50):
        step = desk.dice.between(least, least + _NEAR)
        at = block.start - step if desk.dice.chance(50) else block.stop + step
    else:
        at = desk.dice.below(len(desk.drafts))
        if block.start - least < at < block.stop + least:
            return False
    if not (desk.is_gap(at) and desk.is_alike(block.start, at) and desk.is_still(block)):
        return False
    desk.move(block, at)
    return True
