"""Print what comparisons take above their two plans, each in a process of its own::

    python tests/bench/memory.py [--only "1,000 pages"]

Allocated: by Python objects at the peak (tracemalloc, exact, but blind to native libraries). Resident: what the system
gave to the process at the peak (Linux and macOS), with everything that an allocator rounds up.
"""

import argparse
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

# A kibibyte on Linux, a byte on macOS.
_UNIT = 1 if sys.platform == "darwin" else 1024

_PAGES = "1,000 pages, 1,000 edits"
_TEXTS = "two unrelated texts of 20,000 characters"


def cases() -> dict[str, Callable[[], tuple[Any, Any]]]:
    """What is compared: plans, or texts."""
    import bench_worst

    import conftest as peers

    def pages() -> tuple[Any, Any]:
        exercise = peers.make_exercise(24_000, 1000)
        return exercise.old, exercise.new

    made: dict[str, Callable[[], tuple[Any, Any]]] = {
        _PAGES: pages,
        _TEXTS: lambda: (bench_worst.random_text(1, 20_000), bench_worst.random_text(2, 20_000)),
    }
    for name, (make, size, _, _) in bench_worst.CASES.items():
        made[name] = lambda make=make, size=size: make(size)  # type: ignore[misc]
    return made


def measure(path: str, segmenter: Any, how: str) -> None:
    """In a process of its own: compare what the file holds; print bytes and seconds."""
    import plancomment as pc

    # Loads the dictionary, and whatever else is loaded once.
    pc.diff_text("計画を改める。", "条例を定める。", segmenter=segmenter)
    old, new = pickle.loads(Path(path).read_bytes())
    compare: Callable[..., Any] = pc.diff_text if isinstance(old, str) else pc.compare
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if how == "allocated":
        tracemalloc.start()
    start = time.process_time()
    found = compare(old, new, segmenter=segmenter)
    spent = time.process_time() - start
    if how == "allocated":
        print(tracemalloc.get_traced_memory()[1], spent, found.coarsened)
    else:
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * _UNIT, spent, found.coarsened)


def _child(*words: str) -> list[str]:
    """Run this file as a fresh process: a child of a large process begins with that one's peak."""
    command = [sys.executable, "-W", "ignore", __file__, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--steps", nargs="+", default=[], help=argparse.SUPPRESS)
    given = parser.parse_args()
    match given.steps:
        case ["list"]:
            print("\n".join(cases()))
        case ["make", name, path]:
            Path(path).write_bytes(pickle.dumps(cases()[name]()))
        case ["measure", path, segmenter, how]:
            measure(path, segmenter, how)
        case _:
            show(given.only)


def show(only: str) -> None:
    print("| | MB allocated | MB resident | CPU s | coarsened |\n|---|--:|--:|--:|---|")
    names = [(name, "builtin") for name in _child("--steps", "list")]
    names.insert(1, (_PAGES, "sudachi"))
    for name, segmenter in names:
        if only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "plans"))
            _child("--steps", "make", name, path)
            allocated = _child("--steps", "measure", path, segmenter, "allocated")[0].split()
            resident = _child("--steps", "measure", path, segmenter, "resident")[0].split()
        title = name if segmenter == "builtin" else f"{name}, {segmenter}"
        sizes = " | ".join(f"{int(one[0]) / 1e6:,.0f}" for one in (allocated, resident))
        print(f"| {title} | {sizes} | {float(resident[1]):.2f} | {resident[2]} |", flush=True)


if __name__ == "__main__":
    main()
