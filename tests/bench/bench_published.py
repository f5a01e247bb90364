"""Reading published results: what is made of the blocks, against making the blocks (the format's own work)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import plancomment as pc
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.opening import open_contents
from plancomment.read.published.results import read_blocks


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, is_measured: bool) -> dict[str, Path]:
    """A report of 2,000 comments, a response for each pair, as HTML and as Markdown."""
    size = 2_000 if is_measured else 20
    comments = tuple(
        pc.Comment(f"1-{n}", summary=f"{n}番目の意見として、公共交通の利便性を高める取組を求めます。", number=str(n))
        for n in range(1, size + 1)
    )
    responses = tuple(
        pc.Response(f"A{n}", (f"1-{n}", f"1-{n + 1}"), (pc.ResponsePart("関係機関と連携して取り組みます。"),))
        for n in range(1, size, 2)
    )
    report = pc.build_report(pc.Consultation("意見募集", comments=comments, responses=responses))
    folder = tmp_path_factory.mktemp("pages")
    return {suffix: pc.write(report, folder / f"result{suffix}") for suffix in (".html", ".md")}


@pytest.mark.benchmark(group="a result of 2,000 comments from HTML")
def test_blocks_of_html(benchmark: Any, pages: dict[str, Path]) -> None:
    benchmark.pedantic(open_contents, (pages[".html"], Limits()), rounds=5)


@pytest.mark.benchmark(group="a result of 2,000 comments from HTML")
def test_values_of_html(benchmark: Any, pages: dict[str, Path]) -> None:
    assert benchmark.pedantic(pc.read_published, (pages[".html"],), rounds=5).ledger is not None


@pytest.mark.benchmark(group="a result of 2,000 comments from Markdown")
def test_blocks_of_markdown(benchmark: Any, pages: dict[str, Path]) -> None:
    benchmark.pedantic(open_contents, (pages[".md"], Limits()), rounds=5)


@pytest.mark.benchmark(group="a result of 2,000 comments from Markdown")
def test_values_of_markdown(benchmark: Any, pages: dict[str, Path]) -> None:
    assert benchmark.pedantic(pc.read_published, (pages[".md"],), rounds=5).ledger is not None


def blocks_of(size: int) -> Contents:
    """Somebody else's table: four columns, answers merged over two rows."""
    cells = [CellBlock(1, column, title) for column, title in enumerate(("No.", "意見", "対応", "市の考え方"), start=1)]
    for n in range(1, size + 1):
        cells.append(CellBlock(n + 1, 1, str(n)))
        cells.append(CellBlock(n + 1, 2, f"{n}番目の意見として、公共交通の利便性を高める取組を求めます。"))
        if n % 2:
            cells.append(CellBlock(n + 1, 3, "①②③"[n % 3], rows=2 if n < size else 1))
            cells.append(CellBlock(n + 1, 4, f"{n}番目の取組を進めます。", rows=2 if n < size else 1))
    return Contents("result.docx", (TextBlock("意見募集の結果"), TableBlock(tuple(cells), size + 1, 4)))


@pytest.mark.benchmark(group="ten times the rows: the ratio is ten where the work is linear")
@pytest.mark.parametrize("scale", [1, 10])
def test_rows(benchmark: Callable[..., Any], scale: int, is_measured: bool) -> None:
    contents = blocks_of((1_000 if is_measured else 10) * scale)
    found = benchmark.pedantic(read_blocks, (contents,), rounds=5)  # type: ignore[attr-defined]
    assert len(found.consultation.comments) == len(found.places)
