"""What the benchmarks work on. Run them with::

    pytest tests/bench --benchmark-enable --benchmark-group-by=group --benchmark-columns=min,median,rounds

In each group the peer does the same work; the figures in brackets are the ratios within the group. Without
``--benchmark-enable`` every benchmark runs once on a small record, as a test that it works.
"""

import pytest

import plancomment as pc


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
