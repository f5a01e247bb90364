"""Excel: ``render`` beside a bare loop of XlsxWriter that writes the same strings into the same cells of one look.

The bare loop places nothing, merges nothing, measures no text, and knows of no link.
"""

import io
import tracemalloc
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import plancomment as pc
from plancomment.report.document import Document
from plancomment.report.xlsx import render


@pytest.fixture(scope="module")
def document(request: pytest.FixtureRequest, is_measured: bool) -> Document:
    """A result with so many comments, every two of them with one answer, and nothing compared."""
    size = 10_000 if is_measured else 30
    categories = tuple(pc.Category(str(n), f"項目{n}") for n in range(20))
    comments = tuple(
        pc.Comment(
            f"C{n}",
            summary=f"{n}番目の意見として、公共交通の利便性を高める取組を求めます。" * 4,
            category_id=str(n * 20 // size),
            number=str(n),
        )
        for n in range(size)
    )
    answers = tuple(
        pc.Response(
            f"A{n}",
            tuple(one.id for one in comments[n : n + 2]),
            (pc.ResponsePart("いただいたご意見を踏まえ、関係機関と連携して取り組みます。" * 5),),
            str(n // 2 % 3),
        )
        for n in range(0, size, 2)
    )
    scheme = pc.DispositionScheme(tuple(pc.Disposition(str(n), "①②③"[n], f"区分{n}", n == 1) for n in range(3)))
    return pc.build_report(
        pc.Consultation("意見募集", categories=categories, scheme=scheme, comments=comments, responses=answers)
    )


@pytest.fixture(scope="module")
def cells(document: Document) -> list[list[tuple[int, int, Any]]]:
    """What stands in the cells of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(render(document)))
    return [
        [(one.row - 1, one.column - 1, one.value) for row in sheet.iter_rows() for one in row if one.value is not None]
        for sheet in book
    ]


def with_plancomment(document: Document, cells: list[list[tuple[int, int, Any]]]) -> bytes:
    return render(document)


def with_bare_xlsxwriter(document: Document, cells: list[list[tuple[int, int, Any]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        look = book.add_format({"font_name": "游ゴシック", "text_wrap": True, "border": 1})
        for texts in cells:
            sheet = book.add_worksheet()
            for row, column, value in texts:
                if isinstance(value, int):
                    sheet.write_number(row, column, value, look)
                else:
                    sheet.write_string(row, column, value, look)
    return out.getvalue()


@pytest.mark.parametrize("write", [with_bare_xlsxwriter, with_plancomment], ids=lambda write: write.__name__)
def test_write_workbook(benchmark: Any, document: Document, cells: Any, write: Any, is_measured: bool) -> None:
    benchmark.group = "workbook, 10,000 comments"
    assert benchmark.pedantic(write, (document, cells), rounds=5 if is_measured else 1)
    tracemalloc.start()
    write(document, cells)
    benchmark.extra_info["peak_mb"] = round(tracemalloc.get_traced_memory()[1] / 1e6)
    tracemalloc.stop()
