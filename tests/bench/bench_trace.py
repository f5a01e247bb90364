"""Tracing: all evidence between 10,000 comments and 2,000 revisions, against reading what the responses state."""

from typing import Any

import pytest

import plancomment as pc
from plancomment.exercises.opinions import Opinions, make_opinions
from plancomment.traceability.statements import read_statements


@pytest.fixture(scope="module")
def made(is_measured: bool) -> Opinions:
    return make_opinions(12_000, 2_200, 10_000, seed=1) if is_measured else make_opinions(300, 20, 40, seed=1)


@pytest.mark.benchmark(group="tracing 10,000 comments")
def test_statements_alone(benchmark: Any, made: Opinions) -> None:
    texts = [response.text for response in made.consultation.responses]
    found = benchmark.pedantic(lambda: [read_statements(text) for text in texts], rounds=5)
    assert any(one.done for one in found)


@pytest.mark.benchmark(group="tracing 10,000 comments")
def test_everything(benchmark: Any, made: Opinions) -> None:
    traced = benchmark.pedantic(pc.trace, (made.comparison, made.consultation), {"suggest": False}, rounds=5)
    assert any(link.basis == "stated" for link in traced.links)
