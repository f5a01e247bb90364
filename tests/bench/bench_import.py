"""What ``import plancomment`` costs above its dependencies, and what all of its names cost: in fresh processes."""

import subprocess
import sys
from typing import Any

import pytest

_DEPENDENCIES = "import attrs, cattrs, diff_match_patch, markdown_it, tomlkit"
# cattrs.gen, cattrs' errors and the like are parts of a dependency that plancomment needs.
_PARTS = "import cattrs.gen"


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.benchmark(group="import")
def test_plancomment(benchmark: Any) -> None:
    benchmark.pedantic(_run, (f"{_DEPENDENCIES}; {_PARTS}; import plancomment",), rounds=15, warmup_rounds=2)


@pytest.mark.benchmark(group="import")
def test_every_name(benchmark: Any) -> None:
    every = "[getattr(plancomment, name) for name in plancomment.__all__]"
    code = f"{_DEPENDENCIES}; {_PARTS}; import plancomment; {every}"
    benchmark.pedantic(_run, (code,), rounds=15, warmup_rounds=2)


@pytest.mark.benchmark(group="import")
def test_dependencies(benchmark: Any) -> None:
    benchmark.pedantic(_run, (f"{_DEPENDENCIES}; {_PARTS}",), rounds=15, warmup_rounds=2)
