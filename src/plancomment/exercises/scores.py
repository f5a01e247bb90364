"""How well a pairing of clauses agrees with the truth (採点), and what a line matcher would score (比較の基準)."""

from collections.abc import Callable
from difflib import SequenceMatcher

import attrs

from plancomment import fields
from plancomment.alignment import Alignment, ClausePair
from plancomment.errors import WrongValueError
from plancomment.exercises.truth import Exercise, TrueLink
from plancomment.plan import Plan

__all__ = ["Hits", "Score", "judge", "match_lines"]

# Old ids, new ids, whether it moved.
_Pair = tuple[tuple[str, ...], tuple[str, ...], bool]


@attrs.frozen
class Hits:
    """How many of the true links were found, and how many of the found ones are true (的中).

    Attributes:
        expected: true links (正解の組数).
        reported: links that were told (報告の組数).
        right: links that are both, with exactly the same clauses on both sides (一致の組数).
    """

    expected: int = attrs.field(validator=fields.natural)
    reported: int = attrs.field(validator=fields.natural)
    right: int = attrs.field(validator=fields.natural)

    @property
    def recall(self) -> float:
        """The share of the true links that was found, 1.0 where there are none (再現率)."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """The share of the links told that is true, 1.0 where none was told (適合率)."""
        return self.right / self.reported if self.reported else 1.0


@attrs.frozen
class Score:
    """How a pairing did (得点).

    Attributes:
        changed: links that are not the same text in the same place (変更された組); a merely renumbered clause is
            none of them.
        linked: those of them that have clauses on both sides: without what was added or deleted (旧新とも在るもの).
        moved: clauses that stand elsewhere and are told so (移動).
        split: clauses that became two (分割).
        merged: clauses that became one (統合).
        renumbered: clauses of the same text in the same place whose label differs (番号のみの変更).
    """

    changed: Hits = attrs.field(validator=fields.instance_of(Hits))
    linked: Hits = attrs.field(validator=fields.instance_of(Hits))
    moved: Hits = attrs.field(validator=fields.instance_of(Hits))
    split: Hits = attrs.field(validator=fields.instance_of(Hits))
    merged: Hits = attrs.field(validator=fields.instance_of(Hits))
    renumbered: Hits = attrs.field(validator=fields.instance_of(Hits))


def judge(alignment: Alignment, exercise: Exercise) -> Score:
    """Hold a pairing against the truth (採点).

    A link is right when it has exactly the clauses of a true one on both sides; a move must be told as one, too.

    Raises:
        WrongValueError: the alignment is not of the exercise's plans.
    """
    ids = {clause.id for clause in exercise.old.clauses}, {clause.id for clause in exercise.new.clauses}
    told: dict[_Pair, ClausePair] = {}
    for pair in alignment.pairs:
        sides = tuple(one.id for one in pair.old), tuple(one.id for one in pair.new)
        if not ids[0].issuperset(sides[0]) or not ids[1].issuperset(sides[1]):
            raise WrongValueError("the alignment has clauses that the exercise does not have")
        told[(*sides, pair.moved)] = pair
    true = {(link.old_ids, link.new_ids, link.kind == "moved"): link for link in exercise.truth}

    def hits(is_true: Callable[[TrueLink], bool], is_told: Callable[[ClausePair], bool]) -> Hits:
        expected = {pair for pair, link in true.items() if is_true(link)}
        reported = {key for key, pair in told.items() if is_told(pair)}
        return Hits(len(expected), len(reported), len(expected & reported))

    return Score(
        changed=hits(lambda link: link.kind != "same", _is_changed),
        linked=hits(lambda link: link.kind not in ("same", "added", "deleted"), _is_linked),
        moved=hits(lambda link: link.kind == "moved", lambda pair: pair.moved),
        split=hits(lambda link: link.kind == "split", lambda pair: len(pair.new) > 1),
        merged=hits(lambda link: link.kind == "merged", lambda pair: len(pair.old) > 1),
        renumbered=hits(lambda link: link.kind == "same" and link.renumbered, _is_renumbered),
    )


def _is_changed(pair: ClausePair) -> bool:
    return pair.moved or not len(pair.old) == len(pair.new) == 1 or pair.old[0].text != pair.new[0].text


def _is_linked(pair: ClausePair) -> bool:
    return _is_changed(pair) and bool(pair.old and pair.new)


def _is_renumbered(pair: ClausePair) -> bool:
    return not _is_changed(pair) and pair.old[0].label != pair.new[0].label


def match_lines(old: Plan, new: Plan) -> Alignment:
    """What :mod:`difflib` makes of two plans, a clause a line without its label (行の比較).

    Equal lines are paired; of what was replaced the first with the first, and so on; the rest was deleted or added.
    It knows no moves, splits or merges.
    """
    matcher = SequenceMatcher(None, [one.text for one in old.clauses], [one.text for one in new.clauses])
    pairs: list[ClausePair] = []
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        both = min(i_end - i, j_end - j)
        pairs += [ClausePair((old.clauses[i + at],), (new.clauses[j + at],)) for at in range(both)]
        pairs += [ClausePair((one,), ()) for one in old.clauses[i + both : i_end]]
        pairs += [ClausePair((), (one,)) for one in new.clauses[j + both : j_end]]
    return Alignment(tuple(pairs))
