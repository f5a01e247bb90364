"""Two parsed plans compared, with moves and word marks, against tools that compare two texts.

Groups: 60 pages with 60 edits, 1,000 pages with 1,000 edits. diff-match-patch runs without its clock, in lines, then
characters, then its semantic clean-up; the floor is what any alignment in Python has to do.
"""

from pathlib import Path
from typing import Any

import pytest

import plancomment as pc
from plancomment.exercises import Exercise

_SIZES = {"60 pages": (1500, 60), "1,000 pages": (24_000, 1000)}
_SMALL = (300, 12)


@pytest.fixture(scope="module", params=list(_SIZES))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def exercise(size: str, peers: Any, is_measured: bool) -> Exercise:
    made: Exercise = peers.exercise(*(_SIZES[size] if is_measured else _SMALL))
    return made


def test_plancomment(benchmark: Any, size: str, exercise: Exercise) -> None:
    benchmark.group = f"compare, {size}"
    comparison = benchmark.pedantic(pc.compare, (exercise.old, exercise.new), rounds=5, warmup_rounds=1)
    assert len(comparison.revisions) >= 12


def test_plancomment_with_sudachi(benchmark: Any, size: str, exercise: Exercise) -> None:
    pytest.importorskip("sudachipy")
    benchmark.group = f"compare, {size}"
    run = {"segmenter": "sudachi"}
    comparison = benchmark.pedantic(pc.compare, (exercise.old, exercise.new), run, rounds=5, warmup_rounds=1)
    assert comparison.segmenter == "sudachi"


def test_align_only(benchmark: Any, size: str, exercise: Exercise) -> None:
    benchmark.group = f"compare, {size}"
    aligned = benchmark.pedantic(pc.align, (exercise.old, exercise.new), rounds=5)
    assert any(pair.moved for pair in aligned.pairs)


def test_diff_match_patch(benchmark: Any, size: str, exercise: Exercise, peers: Any) -> None:
    benchmark.group = f"compare, {size}"
    old, new = peers.joined(exercise.old), peers.joined(exercise.new)
    found = benchmark.pedantic(peers.diff_match_patch, (old, new), rounds=5)
    assert "".join(text for sign, text in found if sign <= 0) == old


def test_fast_diff_match_patch(benchmark: Any, size: str, exercise: Exercise, peers: Any) -> None:
    benchmark.group = f"compare, {size}"
    old, new = peers.joined(exercise.old), peers.joined(exercise.new)
    found = benchmark.pedantic(peers.fast_diff_match_patch, (old, new), rounds=5)
    assert sum(length for sign, length in found if sign in "-=") == len(old)


def test_git(benchmark: Any, size: str, exercise: Exercise, peers: Any, tmp_path: Path) -> None:
    benchmark.group = f"compare, {size}"
    files = tmp_path / "old.txt", tmp_path / "new.txt"
    for file, plan in zip(files, (exercise.old, exercise.new), strict=True):
        file.write_text(peers.joined(plan), encoding="utf-8")
    assert b"{+" in benchmark.pedantic(peers.git, files, rounds=5, warmup_rounds=1)


def test_floor(benchmark: Any, size: str, exercise: Exercise, peers: Any) -> None:
    benchmark.group = f"compare, {size}"
    ties = benchmark.pedantic(peers.floor, (exercise.old, exercise.new), rounds=5)
    assert 0.8 * len(exercise.old.clauses) < len(ties) < len(exercise.old.clauses)
