"""Suggestions for 2,000 revisions among 10,000 comments, against scikit-learn's TF-IDF of the same texts.

The peer makes the matrix of all cosines; ours picks the five best, too, and the words that speak for each.
"""

from typing import Any

import pytest

import plancomment as pc
from plancomment.exercises.opinions import make_opinions

text = pytest.importorskip("sklearn.feature_extraction.text", reason="the peer is scikit-learn (extra bench)")

Texts = tuple[list[pc.Revision], tuple[pc.Comment, ...]]


@pytest.fixture(scope="module")
def made(is_measured: bool) -> Texts:
    opinions = make_opinions(12_000, 2_200, 10_000, seed=1) if is_measured else make_opinions(300, 20, 40, seed=1)
    wanted = [one for one in opinions.comparison.revisions if one.needs_reason]
    return wanted[:2000], opinions.consultation.comments


@pytest.mark.benchmark(group="likeness of 2,000 revisions and 10,000 comments")
def test_scikit_learn(benchmark: Any, made: Texts) -> None:
    revisions, comments = made
    asked = [" ".join(filter(None, (one.locations[0].document, one.old, one.new))) for one in revisions]
    given = [one.text or one.summary or "" for one in comments]

    def compare() -> Any:
        vectors = text.TfidfVectorizer(analyzer="char", ngram_range=(2, 3)).fit_transform(given + asked)
        return vectors[len(given) :] @ vectors[: len(given)].T

    assert benchmark.pedantic(compare, rounds=3).shape == (len(revisions), len(comments))


@pytest.mark.benchmark(group="likeness of 2,000 revisions and 10,000 comments")
def test_suggest_links(benchmark: Any, made: Texts) -> None:
    links = benchmark.pedantic(pc.suggest_links, made, rounds=3)
    assert links
