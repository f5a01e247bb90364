"""An HTML page of a long plan read into blocks, beside a bare loop of lxml: parse, then every text; no blocks."""

from typing import Any

import pytest

from plancomment.read.html import read_blocks
from plancomment.read.limits import Limits

etree = pytest.importorskip("lxml.etree")


@pytest.fixture(scope="module")
def page(is_measured: bool) -> bytes:
    parts = ["<!doctype html><html><meta charset=utf-8><body><main>"]
    for number in range(4000 if is_measured else 40):
        parts.append(f"<h2>第{number}条</h2><p>市は、<b>海</b>に面する町を\n支える。</p><ol><li>北駅<li>南駅</ol>")
        parts.append("<table><tr><th>年度<th>人口<tr><td>五<td>百</table>")
    return "".join(parts).encode()


def bare(page: bytes) -> list[str]:
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    texts = []
    for _, element in etree.iterwalk(root, events=("start",)):
        texts.extend(text for text in (element.text, element.tail) if text)
    return texts


def test_plancomment(benchmark: Any, page: bytes) -> None:
    benchmark.group = "an HTML page"
    contents = benchmark.pedantic(read_blocks, (page, "a.html", Limits()), rounds=5, warmup_rounds=1)
    assert len(contents.blocks) > 100


def test_lxml_alone(benchmark: Any, page: bytes) -> None:
    benchmark.group = "an HTML page"
    assert benchmark.pedantic(bare, (page,), rounds=5, warmup_rounds=1)
