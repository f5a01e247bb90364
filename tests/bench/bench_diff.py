"""10,000 pairs of clauses, 100 characters long, with one edit each: ``diff_text`` against the bare tool."""

from typing import Any

import pytest
from diff_match_patch import diff_match_patch

import plancomment as pc
from plancomment.exercises.dice import Dice
from plancomment.exercises.prose import invent
from plancomment.exercises.wording import amend

_LENGTH = 100
_Pairs = list[tuple[str, str]]


def make_pairs(count: int) -> _Pairs:
    """So many clauses of 100 characters, each with one small change."""
    dice = Dice(1)
    made: _Pairs = []
    while len(made) < count:
        text = ""
        while len(text) < _LENGTH:
            text += invent(dice)
        new = amend(text[:_LENGTH], dice)
        if new is not None:
            made.append((text[:_LENGTH], new))
    return made


@pytest.fixture(scope="module")
def pairs(is_measured: bool) -> _Pairs:
    return make_pairs(10_000 if is_measured else 50)


@pytest.mark.benchmark(group="10,000 clause pairs")
def test_plancomment(benchmark: Any, pairs: _Pairs) -> None:
    def run() -> list[pc.TextDiff]:
        return [pc.diff_text(old, new) for old, new in pairs]

    diffs = benchmark.pedantic(run, rounds=5, warmup_rounds=1)
    assert not any(diff.is_equal or diff.coarsened for diff in diffs)


@pytest.mark.benchmark(group="10,000 clause pairs")
def test_diff_match_patch(benchmark: Any, pairs: _Pairs) -> None:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0

    def run() -> int:
        edits = 0
        for old, new in pairs:
            found = engine.diff_main(old, new, False)
            engine.diff_cleanupSemantic(found)
            edits += len(found)
        return edits

    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) >= 2 * len(pairs)


@pytest.mark.benchmark(group="10,000 clause pairs")
def test_rapidfuzz(benchmark: Any, pairs: _Pairs) -> None:
    """Characters only, no clean-up: what a native library would bring."""
    distance = pytest.importorskip("rapidfuzz.distance")

    def run() -> int:
        return sum(len(distance.Indel.opcodes(old, new)) for old, new in pairs)

    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) >= len(pairs)
