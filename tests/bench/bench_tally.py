"""A full tally, against four bare Counter passes over the same comments."""

from collections import Counter
from typing import Any

import pytest

import plancomment as pc


@pytest.mark.benchmark(group="a full tally")
def test_plancomment(benchmark: Any, record: pc.Consultation) -> None:
    counted = benchmark.pedantic(pc.tally, (record,), rounds=11)
    assert counted.received.value == len(record.comments)


@pytest.mark.benchmark(group="a full tally")
def test_four_counters(benchmark: Any, record: pc.Consultation) -> None:
    def passes() -> int:
        by_category = Counter(one.category_id for one in record.comments)
        by_disposition = Counter(one.disposition_id for one in record.comments)
        by_submission = Counter(one.submission_id for one in record.comments)
        crossed = Counter((one.category_id, one.disposition_id) for one in record.comments)
        return len(by_category) + len(by_disposition) + len(by_submission) + len(crossed)

    assert benchmark.pedantic(passes, rounds=11) > 0
