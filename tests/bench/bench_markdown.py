"""A Markdown plan read into blocks, beside markdown-it-py alone: a bare parse with tables, then every token's text."""

from typing import Any

import pytest
from markdown_it import MarkdownIt

from plancomment.read.limits import Limits
from plancomment.read.markdown import read_blocks


@pytest.fixture(scope="module")
def text(is_measured: bool) -> str:
    return "".join(
        f"## 第{number}条\n\n市は、**海**に面する町を\n支える。\n\n1. 北駅\n2. 南駅\n\n"
        "| 年度 | 人口 |\n|---|---|\n| 五 | 百 |\n\n"
        for number in range(1000 if is_measured else 20)
    )


def bare(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [child.content for token in tokens for child in token.children or () if child.content]


def test_plancomment(benchmark: Any, text: str) -> None:
    benchmark.group = "a Markdown text"
    contents = benchmark.pedantic(read_blocks, (text.encode(), "a.md", Limits()), rounds=5, warmup_rounds=1)
    assert len(contents.blocks) >= 100


def test_markdown_it_alone(benchmark: Any, text: str) -> None:
    benchmark.group = "a Markdown text"
    assert benchmark.pedantic(bare, (text,), rounds=5, warmup_rounds=1)
