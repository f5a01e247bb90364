"""How the cost of a comparison grows: with the clauses (n log n at most), with the edits (linearly at most)."""

from typing import Any

import pytest

import plancomment as pc
from plancomment.exercises import Exercise

# 1 edit to 25 clauses, and 24,000 clauses with more and more edits.
_CLAUSES = (1000, 3000, 10_000, 30_000, 100_000)
_EDITS = (125, 250, 500, 1000, 2000, 4000)


def _compare(benchmark: Any, exercise: Exercise) -> None:
    comparison = benchmark.pedantic(pc.compare, (exercise.old, exercise.new), rounds=3)
    assert len(comparison.revisions) >= 12


@pytest.mark.benchmark(group="compare, more clauses")
@pytest.mark.parametrize("clauses", _CLAUSES)
def test_clauses(benchmark: Any, peers: Any, is_measured: bool, clauses: int) -> None:
    _compare(benchmark, peers.exercise(clauses, clauses // 25) if is_measured else peers.exercise(300, 12))


@pytest.mark.benchmark(group="compare, more edits")
@pytest.mark.parametrize("edits", _EDITS)
def test_edits(benchmark: Any, peers: Any, is_measured: bool, edits: int) -> None:
    _compare(benchmark, peers.exercise(24_000, edits) if is_measured else peers.exercise(300, 12))
