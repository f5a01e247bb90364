"""What the benchmarks work on. Run them with::

    pytest tests/bench --benchmark-enable --benchmark-group-by=group --benchmark-columns=min,median,rounds

In each group the peer does the same work; the figures in brackets are the ratios within the group. Without
``--benchmark-enable`` every benchmark runs once on small input, as a test that it works. Three scripts beside them
print tables: ``accuracy.py``, ``speed.py`` and ``memory.py``.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from diff_match_patch import diff_match_patch

import plancomment as pc
from plancomment.alignment.anchors import Budget, tie
from plancomment.exercises import Exercise, edit_plan, make_plan


def make_record(size: int) -> pc.Consultation:
    """A consultation with ``size`` comments, a response for every second of them, 20 categories, 4 dispositions."""
    categories = tuple(pc.Category(str(n), f"項目{n}", None if n < 5 else str(n % 5)) for n in range(20))
    dispositions = tuple(pc.Disposition(str(n), "①②③④"[n], f"区分{n}", n == 1) for n in range(4))
    comments = tuple(
        pc.Comment(
            f"{n % 20}-{n}",
            summary=f"{n}番目の意見として、公共交通の利便性を高める取組を求めます。",
            category_id=str(n % 20),
            submission_id=f"S{n // 3}",
            number=str(n),
        )
        for n in range(size)
    )
    responses = tuple(
        pc.Response(
            f"A{n}",
            (comments[n].id, *((comments[n + 1].id,) if n + 1 < size else ())),
            (pc.ResponsePart("いただいたご意見を踏まえ、関係機関と連携して取り組みます。"),),
            str(n // 2 % 4),
        )
        for n in range(0, size, 2)
    )
    channels = ("電子メール", "郵送", "窓口")
    submissions = tuple(pc.Submission(f"S{n}", f"p{n}", "person", channels[n % 3]) for n in range((size + 2) // 3))
    return pc.Consultation(
        "意見募集",
        categories=categories,
        scheme=pc.DispositionScheme(dispositions),
        submissions=submissions,
        comments=comments,
        responses=responses,
    )


@pytest.fixture(scope="session")
def record(request: pytest.FixtureRequest) -> pc.Consultation:
    return make_record(100_000 if request.config.getoption("benchmark_enable") else 300)


# ── plans, and the tools that compare them ───────────────────────────────────────────────────────────


def make_exercise(clauses: int, edits: int) -> Exercise:
    """A plan and its next version: 1,500 clauses are about 60 pages, 24,000 about 1,000."""
    return edit_plan(make_plan(clauses, seed=1), edits, seed=1)


def joined(plan: pc.Plan) -> str:
    """The plan as one text, a clause a line, as tools see it that know no clauses."""
    return "".join(f"{clause.full_text}\n" for clause in plan.clauses)


def with_diff_match_patch(old: str, new: str) -> Any:
    """Lines, then characters, then semantic clean-up; without a clock, which would give up on a large plan."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(old, new, True)
    engine.diff_cleanupSemantic(found)
    return found


def with_fast_diff_match_patch(old: str, new: str) -> Any:
    """The same work by the C++ build of it; skipped where it is not installed."""
    fast = pytest.importorskip("fast_diff_match_patch")
    return fast.diff(old, new, timelimit=0, checklines=True, cleanup="Semantic")


def with_git(old: Path, new: Path) -> bytes:
    """Words of one character on histogram lines, as a process on two files; skipped where there is no git."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    command = [git, "diff", "--no-index", "--no-color", "--histogram", "--word-diff-regex=.", str(old), str(new)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    # 1: there are differences.
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def with_floor(old: pc.Plan, new: pc.Plan) -> list[tuple[int, int]]:
    """The least that any alignment in Python has to do: intern all clauses, and tie the equal ones together."""
    numbers: dict[str, int] = {}
    olds = [numbers.setdefault(clause.text, len(numbers)) for clause in old.clauses]
    news = [numbers.setdefault(clause.text, len(numbers)) for clause in new.clauses]
    return tie(olds, news, Budget())


@attrs.frozen
class Peers:
    """The tools above, for benchmarks: modules here cannot import each other."""

    diff_match_patch: Callable[[str, str], Any] = with_diff_match_patch
    fast_diff_match_patch: Callable[[str, str], Any] = with_fast_diff_match_patch
    git: Callable[[Path, Path], bytes] = with_git
    floor: Callable[[pc.Plan, pc.Plan], list[tuple[int, int]]] = with_floor
    joined: Callable[[pc.Plan], str] = joined
    exercise: Callable[[int, int], Exercise] = make_exercise


@pytest.fixture(scope="session")
def peers() -> Peers:
    return Peers()


@pytest.fixture(scope="session")
def is_measured(request: pytest.FixtureRequest) -> bool:
    """Whether the benchmarks are measured, on input of full size."""
    return bool(request.config.getoption("benchmark_enable"))
