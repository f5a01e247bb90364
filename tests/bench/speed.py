"""Print ratios of CPU time against other tools, each group in one process, taking turns, medians::

    python tests/bench/speed.py [--rounds 5] [--without rapidfuzz] [--only "60 pages"]

``--without`` hides an installed optional package. For single benchmarks see the ``bench_*.py`` files beside this one.
"""

import argparse
import importlib.util
import math
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_Contender = Callable[[], Any]


def cpu() -> float:
    """CPU seconds of this process and of those it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def take_turns(contenders: dict[str, _Contender], rounds: int) -> dict[str, float]:
    """The median CPU seconds of each."""
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            start = cpu()
            run()
            spent[name].append(cpu() - start)
    return {name: statistics.median(times) for name, times in spent.items()}


def show(title: str, times: dict[str, float]) -> None:
    """A row for each contender: its time to diff-match-patch's, and ours to its."""
    print(f"\n{title}\n\n| | ms | × diff-match-patch | plancomment × it |\n|---|--:|--:|--:|")
    ours, peer = times["plancomment"], times["diff-match-patch"]
    for name, time in times.items():
        print(f"| {name} | {1000 * time:,.1f} | {time / peer:.3f} | {ours / time:.2f} |", flush=True)


def compare_pages(clauses: int, edits: int, title: str, rounds: int) -> None:
    import conftest as peers
    import plancomment as pc

    exercise = peers.make_exercise(clauses, edits)
    old, new = peers.joined(exercise.old), peers.joined(exercise.new)
    contenders: dict[str, _Contender] = {
        "plancomment": lambda: pc.compare(exercise.old, exercise.new),
        "its alignment alone": lambda: pc.align(exercise.old, exercise.new),
        "the floor": lambda: peers.with_floor(exercise.old, exercise.new),
        "diff-match-patch": lambda: peers.with_diff_match_patch(old, new),
    }
    if importlib.util.find_spec("sudachipy"):
        pc.diff_text("計画", "条例", segmenter="sudachi")
        contenders["plancomment with Sudachi"] = lambda: pc.compare(exercise.old, exercise.new, segmenter="sudachi")
    if importlib.util.find_spec("fast_diff_match_patch"):
        contenders["fast-diff-match-patch"] = lambda: peers.with_fast_diff_match_patch(old, new)
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "old.txt"), Path(folder, "new.txt")
        files[0].write_text(old, encoding="utf-8")
        files[1].write_text(new, encoding="utf-8")
        contenders["git diff --histogram --word-diff-regex=."] = lambda: peers.with_git(*files)
        show(f"{title}: {clauses:,} clauses, {edits:,} edits", take_turns(contenders, rounds))


def compare_pairs(rounds: int) -> None:
    import bench_diff
    from diff_match_patch import diff_match_patch

    import plancomment as pc

    pairs = bench_diff.make_pairs(10_000)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0

    def bare() -> None:
        for old, new in pairs:
            engine.diff_cleanupSemantic(engine.diff_main(old, new, False))

    def ours() -> None:
        for old, new in pairs:
            pc.diff_text(old, new)

    times = take_turns({"plancomment": ours, "diff-match-patch": bare}, rounds)
    show("10,000 pairs of clauses of 100 characters, one edit each, through diff_text", times)


def grow(title: str, sizes: list[tuple[int, int]], by: int, rounds: int) -> None:
    """CPU time as the sizes grow, and the slope of a straight line through it on a double logarithmic scale."""
    import conftest as peers
    import plancomment as pc

    exercises = [peers.make_exercise(*size) for size in sizes]
    runs: dict[str, _Contender] = {
        f"{size[by]:,}": lambda made=made: pc.compare(made.old, made.new)  # type: ignore[misc]
        for size, made in zip(sizes, exercises, strict=True)
    }
    times = take_turns(runs, rounds)
    print(f"\n{title}\n\n| | ms | µs for each |\n|---|--:|--:|")
    for (name, time), size in zip(times.items(), sizes, strict=True):
        print(f"| {name} | {1000 * time:,.1f} | {1e6 * time / size[by]:,.1f} |")
    x, y = [math.log(size[by]) for size in sizes], [math.log(time) for time in times.values()]
    print(f"\nslope {statistics.linear_regression(x, y).slope:.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    for package in given.without:
        sys.modules[package] = None  # type: ignore[assignment]  # so that importing it fails
    groups: dict[str, _Contender] = {
        "60 pages": lambda: compare_pages(1500, 60, "60 pages", given.rounds),
        "1,000 pages": lambda: compare_pages(24_000, 1000, "1,000 pages", given.rounds),
        "pairs": lambda: compare_pairs(given.rounds),
        "clauses": lambda: grow(
            "More clauses, one edit to 25",
            [(n, n // 25) for n in (1000, 3000, 10_000, 30_000, 100_000)],
            0,
            given.rounds,
        ),
        "edits": lambda: grow(
            "More edits of 24,000 clauses", [(24_000, n) for n in (125, 250, 500, 1000, 2000, 4000)], 1, given.rounds
        ),
    }
    for name, run in groups.items():
        if given.only in name:
            run()


if __name__ == "__main__":
    main()
