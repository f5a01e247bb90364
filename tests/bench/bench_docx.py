"""A Word plan of 300 pages, read into blocks, against python-docx opening it and walking the same paragraphs and cells.

python-docx gives no numbers, no roles and not all of the text; it is the floor of what walking such a file costs in
Python. Both open the file themselves, from the same bytes.
"""

import io
from typing import Any

import pytest

from plancomment.read.blocks import TableBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

docx = pytest.importorskip("docx")

_PAGES, _SMALL = 300, 10
_SENTENCE = "地域の状況に応じた取組を進め、令和８年度までに利用者を増やすことを目指します。"


def _made(pages: int) -> bytes:
    """A page: a heading, a list of ten, nine paragraphs of two runs, now and then a table."""
    document = docx.Document()
    for page in range(pages):
        document.add_heading(f"第{page}節　施策の方向", level=1 + page % 3)
        for item in range(10):
            document.add_paragraph(f"項目{item}　{_SENTENCE}", style="List Number")
        for at in range(9):
            paragraph = document.add_paragraph(f"{at}　{_SENTENCE}{_SENTENCE}")
            paragraph.add_run("重点").bold = True
            paragraph.add_run(_SENTENCE)
        if page % 5 == 0:
            _add_table(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add_table(document: Any) -> None:
    table = document.add_table(rows=4, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "指標と目標値"
    table.cell(0, 0).merge(table.cell(0, 1))


@pytest.fixture(scope="module")
def data(is_measured: bool) -> bytes:
    return _made(_PAGES if is_measured else _SMALL)


def _walk(data: bytes) -> int:
    """The characters that python-docx finds in paragraphs and cells."""
    document = docx.Document(io.BytesIO(data))
    count = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        count += sum(len(cell.text) for row in table.rows for cell in row.cells)
    return count


def test_plancomment(benchmark: Any, data: bytes) -> None:
    benchmark.group = "read a Word plan of 300 pages"
    contents = benchmark.pedantic(read_blocks, (data, "plan.docx", Limits()), rounds=5, warmup_rounds=1)
    assert sum(isinstance(block, TableBlock) for block in contents.blocks) >= 2


def test_python_docx(benchmark: Any, data: bytes) -> None:
    benchmark.group = "read a Word plan of 300 pages"
    assert benchmark.pedantic(_walk, (data,), rounds=5, warmup_rounds=1) > 10_000
