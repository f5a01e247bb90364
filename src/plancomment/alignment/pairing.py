"""Which clause of the old plan became which clause of the new one (条項の対応)."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import attrs

from plancomment import fields
from plancomment.alignment.anchors import Budget, Run, heaviest_increasing, join_runs
from plancomment.alignment.gaps import Link
from plancomment.alignment.matching import free_places, match, match_elsewhere
from plancomment.alignment.tables import Blocks, block_pairs, free_lines
from plancomment.alignment.units import Numbering, sides
from plancomment.errors import WrongTypeError
from plancomment.memory import no_collection
from plancomment.plan import Clause, Plan

__all__ = ["Alignment", "ClausePair", "align", "changed_pairs"]


@attrs.frozen
class ClausePair:
    """What belongs together on both sides (条項の組); at most one side is empty.

    Attributes:
        old: the clauses before; (): the new ones were added; several: they were merged, or, with nothing on the
            other side, they are the cells of a table row or column that is gone (旧の条項).
        new: the clauses after; (): the old ones were deleted; several: one was split, or, with nothing on the
            other side, they are the cells of a table row or column that is new (新の条項).
        moved: it stands elsewhere in the order now, or in another document (移動).
    """

    old: tuple[Clause, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Clause))
    new: tuple[Clause, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Clause))
    moved: bool = attrs.field(default=False, validator=fields.flag)


_set_old, _set_new, _set_moved = (vars(ClausePair)[name].__set__ for name in ("old", "new", "moved"))


def _trusted(old: tuple[Clause, ...], new: tuple[Clause, ...], moved: bool) -> ClausePair:
    """A pair of clauses that two plans have checked: doing so again would cost more than finding them."""
    pair = ClausePair.__new__(ClausePair)
    _set_old(pair, old)
    _set_new(pair, new)
    _set_moved(pair, moved)
    return pair


@attrs.frozen
class Alignment:
    """All clauses of two plans, each in exactly one pair (新旧の対応).

    Attributes:
        pairs: in the order of the new plan, what was deleted where it stood; without the moved pairs the old
            clauses too stand in their order. Several clauses of one side stand where the first of them does (組).
        coarsened: the plans differ so widely that a bound on the work was hit: some clauses may be told as
            deleted and added that belong together (粗い対応).
    """

    pairs: tuple[ClausePair, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(ClausePair))
    coarsened: bool = attrs.field(default=False, validator=fields.flag)


def align(old: Plan, new: Plan) -> Alignment:
    """Pair the clauses of two versions (対応付け).

    Clauses are paired by what they say and by what they are: equal texts first, then like texts, favoured by
    the same label, heading and kind; tables row by row and column by column. The pairs are the same, whichever
    plan is called old, and depend on the texts only.

    Raises:
        WrongTypeError: an argument is no Plan.
    """
    for plan in (old, new):
        if not isinstance(plan, Plan):
            raise WrongTypeError(f"align takes two plans, not {type(plan).__name__}")
    with no_collection():
        pairs, coarsened = _pairs(old, new, with_unchanged=True)
        return Alignment(tuple(pairs), coarsened)


def changed_pairs(old: Plan, new: Plan) -> tuple[list[ClausePair], bool]:
    """The pairs of :func:`align` but for single clauses with the same label and text in their place (変更のある組).

    Nearly all pairs of a large plan are left out, and need not even be made. The second value is
    :attr:`Alignment.coarsened`.
    """
    pairs, coarsened = _pairs(old, new, with_unchanged=False)
    return list(pairs), coarsened


def _pairs(old: Plan, new: Plan, *, with_unchanged: bool) -> tuple[Iterator[ClausePair], bool]:
    budget = Budget()
    before, after = Blocks.of(old.clauses), Blocks.of(new.clauses)
    # Where several pairings are equally good, the sides must not decide: the texts do.
    if _comes_later(old.clauses, new.clauses):
        pieces = [_turned(piece) for piece in _ordered_pieces(after, before, budget)]
    else:
        pieces = _ordered_pieces(before, after, budget)
    return _clause_pairs(pieces, before, after, with_unchanged), budget.coarsened


def _comes_later(old: Sequence[Clause], new: Sequence[Clause]) -> bool:
    """Whether one plan comes after the other by its texts, or else by whatever pairing looks at."""
    old_texts, new_texts = [clause.text for clause in old], [clause.text for clause in new]
    if old_texts != new_texts:
        return old_texts > new_texts
    return list(map(_content, old)) > list(map(_content, new))


def _content(clause: Clause) -> tuple[str | tuple[str, ...] | int, ...]:
    document = clause.location.document
    return (clause.label, clause.kind, clause.heading_path, document, clause.row or 0, clause.column or 0)


# ── links between clauses ────────────────────────────────────────────────────────────────────────────


@attrs.frozen(eq=False)
class _Piece:
    """A run of clauses that pair one by one, or one link of several clauses.

    Attributes:
        olds: the places on the old side.
        news: the places on the new side.
        one_by_one: the first with the first, the second with the second ...
        moved: it stands elsewhere now.
    """

    olds: Sequence[int]
    news: Sequence[int]
    one_by_one: bool
    moved: bool = False


def _turned(piece: _Piece) -> _Piece:
    return _Piece(piece.news, piece.olds, piece.one_by_one, piece.moved)


def _ordered_pieces(old: Blocks, new: Blocks, budget: Budget) -> list[_Piece]:
    """What belongs together, and which of it moved."""
    runs, links = _links(old, new, budget)
    before, after = ([clause.location.document for clause in side.units.clauses] for side in (old, new))
    lasting = set(before) & set(after)
    if len(lasting) > 1:
        runs = list(_cut(runs, _breaks(before), _breaks(after)))
    pieces = [_Piece(range(i, i + length), range(j, j + length), True) for i, j, length in runs]
    pieces = sorted([*pieces, *(_Piece(olds, news, False) for olds, news in links)], key=lambda piece: piece.olds[0])
    # From one document to another, where both exist on both sides: nothing was merely renamed.
    crossed = [len(ends := {before[piece.olds[0]], after[piece.news[0]]}) > 1 and ends <= lasting for piece in pieces]
    stayed = [piece for piece, gone in zip(pieces, crossed, strict=True) if not gone]
    moved = [attrs.evolve(piece, moved=True) for piece, gone in zip(pieces, crossed, strict=True) if gone]
    return [*_with_moves(stayed, old.units.clauses, new.units.clauses), *moved]


def _links(old: Blocks, new: Blocks, budget: Budget) -> tuple[list[Run], list[Link]]:
    """Runs of pairs and links of clauses, in the order of the old side. A table counts as one unit first."""
    numbering = Numbering()
    old_side, new_side = old.side(numbering), new.side(numbering)
    found, joined = match(old_side, new_side, budget)
    if not old.tables and not new.tables:
        return join_runs(found), joined
    links = [(old.places(olds), new.places(news)) for olds, news in joined]
    runs: list[Run] = []
    for i, j, length in found:
        if old_side.numbers[i : i + length] == new_side.numbers[j : j + length]:
            # Equal tables have equally many cells; nearly all runs end here.
            runs.append((old.starts[i], new.starts[j], old.starts[i + length] - old.starts[i]))
            continue
        for i_step, j_step in zip(range(i, i + length), range(j, j + length), strict=True):
            if old_side.numbers[i_step] == new_side.numbers[j_step]:
                runs.append((old.starts[i_step], new.starts[j_step], len(old[i_step])))
            else:
                runs += block_pairs(old, new, i_step, j_step, budget)
    # Sentences that left their table, or came into one.
    olds = _free(old, [range(i, i + length) for i, _, length in runs], (places for places, _ in links))
    news = _free(new, [range(j, j + length) for _, j, length in runs], (places for _, places in links))
    if any(side.units.clauses[at].kind == "cell" for side, places in ((old, olds), (new, news)) for at in places):
        loose = sides([old.units[at] for at in olds], [new.units[at] for at in news])
        runs += [(olds[x], news[y], 1) for x, y in match_elsewhere(*loose, budget)]
    return join_runs(sorted(runs)), links


def _free(blocks: Blocks, *taken_places: Iterable[Sequence[int]]) -> list[int]:
    """The clauses that stand in none of these places."""
    taken = bytearray(len(blocks.units.clauses))
    for places in chain(*taken_places):
        if isinstance(places, range):
            taken[places.start : places.stop] = b"\1" * len(places)
        else:
            for at in places:
                taken[at] = True
    return free_places(taken, 0, len(taken))


# ── order ────────────────────────────────────────────────────────────────────────────────────────────


def _breaks(documents: Sequence[str]) -> list[int]:
    """Where a document begins."""
    return [at for at, (before, after) in enumerate(pairwise(documents), start=1) if before != after]


def _cut(runs: Iterable[Run], old_breaks: Sequence[int], new_breaks: Sequence[int]) -> Iterator[Run]:
    """Runs of which none goes on from one document to the next on either side."""
    for i, j, length in runs:
        cuts = {at - i for at in old_breaks[bisect_right(old_breaks, i) : bisect_left(old_breaks, i + length)]}
        cuts |= {at - j for at in new_breaks[bisect_right(new_breaks, j) : bisect_left(new_breaks, j + length)]}
        for start, end in pairwise([0, *sorted(cuts), length]):
            yield i + start, j + start, end - start


def _with_moves(pieces: list[_Piece], old: Sequence[Clause], new: Sequence[Clause]) -> list[_Piece]:
    """Tell as moved the fewest clauses without which both sides stand in one order.

    Of equally many those that left their heading, then the shorter ones. Nothing stands between the clauses of a
    run on either side, so that they move together or not at all.
    """
    if all(one.news[0] < two.news[0] for one, two in pairwise(pieces)):
        return pieces
    weights = []
    for piece in pieces:
        paths = [(old[i].heading_path, new[j].heading_path) for i, j in zip(piece.olds, piece.news, strict=False)]
        stays = [before == after or before[-1:] == after[-1:] for before, after in paths]
        stayed = sum(stays) if piece.one_by_one else stays[0]
        # Three sums in one number: more clauses outweigh everything, then more headings kept, then more text.
        weights.append((len(piece.olds) << 80) + (stayed << 40) + sum([len(old[at].text) for at in piece.olds]))
    kept = heaviest_increasing([piece.news[0] for piece in pieces], weights)
    return [piece if at in kept else attrs.evolve(piece, moved=True) for at, piece in enumerate(pieces)]


def _clause_pairs(pieces: Sequence[_Piece], old: Blocks, new: Blocks, with_unchanged: bool) -> Iterator[ClausePair]:
    """Pairs in the order of the new side; the deleted stand right behind what they stood behind."""
    olds, news = old.units.clauses, new.units.clauses
    added = free_lines(new, _free(new, (piece.news for piece in pieces)))
    deleted = deque(free_lines(old, _free(old, (piece.olds for piece in pieces))))
    ordered = sorted([*pieces, *(_Piece((), line, False) for line in added)], key=lambda piece: piece.news[0])
    # For each piece that keeps the order, where the next one begins on the old side.
    limits = deque([*(piece.olds[0] for piece in ordered if piece.olds and not piece.moved), len(olds)])
    for piece in [_Piece((), (), False), *ordered]:
        if piece.one_by_one:
            told = with_unchanged or piece.moved
            for i, j in zip(piece.olds, piece.news, strict=True):
                one, two = olds[i], news[j]
                if told or one.text != two.text or one.label != two.label:
                    yield _trusted((one,), (two,), piece.moved)
        elif piece.news:
            yield _trusted(tuple(olds[i] for i in piece.olds), tuple(news[j] for j in piece.news), piece.moved)
        if not piece.news or (piece.olds and not piece.moved):
            limit = limits.popleft()
            while deleted and deleted[0][0] < limit:
                yield _trusted(tuple(olds[i] for i in deleted.popleft()), (), False)
