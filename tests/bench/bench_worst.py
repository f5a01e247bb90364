"""The worst that a text or a plan can be: bounded by sizes, both sides rebuilt, and told where it is coarse.

Measured, each stays within 3 seconds, two unrelated plans within 6; ``memory.py`` tells the memory. Unmeasured, the
same is tested on reduced sizes.
"""

from collections.abc import Callable
from typing import Any

import pytest

import plancomment as pc
from plancomment.exercises import make_plan
from plancomment.exercises.dice import Dice
from plancomment.exercises.prose import invent
from plancomment.exercises.wording import amend

_SIGNS = "市民計画地域事業推進整備施設利用支援環境防災教育福祉交通のをはがにとでも、。一二三０１２３"


def random_text(seed: int, length: int) -> str:
    dice = Dice(seed)
    return "".join(dice.pick(_SIGNS) for _ in range(length))


def _plan(version: str, texts: list[str]) -> pc.Plan:
    place = pc.Location(version, "本編")
    return pc.Plan(
        version, tuple(pc.Clause(f"c{at}", "paragraph", "", text, (), place) for at, text in enumerate(texts))
    )


def _sentences(seed: int, count: int) -> list[str]:
    dice = Dice(seed)
    return [invent(dice) for _ in range(count)]


def _amended(texts: list[str], step: int) -> list[str]:
    """Every so manieth text with a small change."""
    dice = Dice(2)
    return [(amend(text, dice) or text) if at % step == 0 else text for at, text in enumerate(texts)]


def long_clause(size: int) -> tuple[pc.Plan, pc.Plan]:
    """One clause of so many characters, a hundredth of its sentences changed."""
    sentences = _sentences(1, size // 40)
    return _plan("旧", ["".join(sentences)[:size]]), _plan("新", ["".join(_amended(sentences, 100))[:size]])


def boilerplate(size: int) -> tuple[pc.Plan, pc.Plan]:
    """So many clauses that differ in their number only, all counted on by one."""
    text = "第{}号に掲げる事項については、別に定めるところにより、関係機関と協議の上で決定します。"
    numbers = [text.format(number) for number in range(1, size + 2)]
    return _plan("旧", numbers[:-1]), _plan("新", numbers[1:])


def single_signs(size: int) -> tuple[pc.Plan, pc.Plan]:
    """So many clauses of one character, a third of them another one."""
    dice = Dice(3)
    old = [dice.pick(_SIGNS) for _ in range(size)]
    return _plan("旧", old), _plan("新", [dice.pick(_SIGNS) if at % 3 == 0 else one for at, one in enumerate(old)])


def changed_lines(size: int) -> tuple[pc.Plan, pc.Plan]:
    """So many lines, a third of them changed."""
    old = _sentences(4, size)
    return _plan("旧", old), _plan("新", _amended(old, 3))


def unrelated(size: int) -> tuple[pc.Plan, pc.Plan]:
    """Two plans of one vocabulary that have nothing to do with each other."""
    return make_plan(size, seed=5, version="旧"), make_plan(size, seed=6, version="新")


# What it is, its full size, the reduced one, seconds.
CASES: dict[str, tuple[Callable[[int], tuple[pc.Plan, pc.Plan]], int, int, int]] = {
    "a clause of a million characters": (long_clause, 1_000_000, 20_000, 3),
    "2,000 equal boilerplate clauses but for their number": (boilerplate, 2000, 100, 3),
    "10,000 clauses of one character": (single_signs, 10_000, 300, 3),
    "70,000 lines, a third of them changed": (changed_lines, 70_000, 300, 3),
    "two unrelated plans of 24,000 clauses": (unrelated, 24_000, 300, 6),
}


@pytest.mark.benchmark(group="worst cases")
@pytest.mark.parametrize("case", list(CASES))
def test_plans(benchmark: Any, is_measured: bool, case: str) -> None:
    make, full, reduced, seconds = CASES[case]
    old, new = make(full if is_measured else reduced)
    comparison = benchmark.pedantic(pc.compare, (old, new), rounds=3)
    _assert_rebuilt(comparison, old, new)
    if is_measured:
        assert benchmark.stats.stats.min < seconds


def _assert_rebuilt(comparison: pc.Comparison, old: pc.Plan, new: pc.Plan) -> None:
    """The revisions, and the clauses that stand in none of them, are both plans."""
    olds = {clause.id for one in comparison.revisions for clause in one.old_clauses}
    news = {clause.id for one in comparison.revisions for clause in one.new_clauses}
    assert [one.text for one in old.clauses if one.id not in olds] == [
        one.text for one in new.clauses if one.id not in news
    ]
    for revision in comparison.revisions:
        for clauses, text in ((revision.old_clauses, revision.old), (revision.new_clauses, revision.new)):
            assert "\n".join(clause.text for clause in clauses) == (text or "")
        if revision.diff is not None:
            _assert_sides(revision.diff, revision.old or "", revision.new or "")


def _assert_sides(diff: pc.TextDiff, old: str, new: str) -> None:
    assert "".join(piece.text for piece in diff.segments if piece.tag is not pc.Tag.INSERT) == old
    assert "".join(piece.text for piece in diff.segments if piece.tag is not pc.Tag.DELETE) == new


@pytest.mark.benchmark(group="worst cases")
def test_unrelated_texts(benchmark: Any, is_measured: bool) -> None:
    """Two unrelated texts of 20,000 characters, in one diff."""
    size = 20_000 if is_measured else 6000
    old, new = random_text(1, size), random_text(2, size)
    diff = benchmark.pedantic(pc.diff_text, (old, new), rounds=3)
    _assert_sides(diff, old, new)
    assert diff.coarsened
    if is_measured:
        assert benchmark.stats.stats.min < 3


def test_a_coarse_diff_is_told_by_its_revision_and_by_the_comparison() -> None:
    """Long enough in common to be paired, too long to be compared word by word."""
    start = "".join(_sentences(8, 150))
    old = _plan("旧", ["変わらない条文です。", start + random_text(1, 6000)])
    new = _plan("新", ["変わらない条文です。", start + random_text(2, 6000)])
    comparison = pc.compare(old, new)
    _assert_rebuilt(comparison, old, new)
    assert [one.diff is not None and one.diff.coarsened for one in comparison.revisions] == [True]
    assert comparison.coarsened
    assert not pc.compare(old, old).coarsened
