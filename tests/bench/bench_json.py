"""A record from JSON, against cattrs' own json converter on the same classes."""

from typing import Any

import pytest
from cattrs.preconf.json import make_converter

import plancomment as pc


@pytest.mark.benchmark(group="a record from JSON")
def test_plancomment(benchmark: Any, record: pc.Consultation) -> None:
    text = pc.to_json(record)
    assert benchmark.pedantic(pc.from_json, (text,), rounds=5) == record


@pytest.mark.benchmark(group="a record from JSON")
def test_cattrs(benchmark: Any, record: pc.Consultation) -> None:
    converter = make_converter()
    text = converter.dumps(record)
    assert benchmark.pedantic(converter.loads, (text, pc.Consultation), rounds=5) == record
