"""Spreadsheets: ``read_blocks`` beside the bare loops of python-calamine and openpyxl on the same file.

The bare loop of python-calamine is what a program does that trusts its file: open, take every sheet as Python values.
"""

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from python_calamine import load_workbook

from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks

WORDS = (
    "公共交通の",
    "高齢者の移動を",
    "支援して",
    "ほしい。",
    "市民と",
    "協働の",
    "まちづくりを",
    "進めるべき",
    "ではないか。",
)


def make_workbook(rows: int) -> bytes:
    """A table of comments and answers, eight columns wide; nearly every text is one of its kind."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("意見")
        sheet.write_row(0, 0, ["No.", "項目", "意見の概要", "市の考え方", "対応区分", "提出者", "提出日", "備考"])
        for row in range(1, rows):
            words = "".join(WORDS[(row * step) % len(WORDS)] for step in range(1, 9))
            sheet.write_number(row, 0, row)
            texts = (
                f"第{row % 30}章",
                f"{row}{words}",
                f"{words}{row}",
                "①②③④"[row % 4],
                f"S{row // 3}",
                "令和8年10月1日",
            )
            for column, text in enumerate(texts, 1):
                sheet.write_string(row, column, text)
            sheet.write_string(row, 7, "備考" if row % 2 else "")
    return out.getvalue()


@pytest.fixture(scope="module", params=["small", "large"])
def workbook(request: pytest.FixtureRequest, is_measured: bool) -> tuple[str, bytes]:
    rows = {"small": 30, "large": 100_000}[request.param] if is_measured else 30
    return f"spreadsheet, {request.param}", make_workbook(rows)


def with_plancomment(data: bytes) -> Contents:
    return read_blocks(data, "f.xlsx", Limits())


def with_calamine(data: bytes) -> list[Any]:
    book = load_workbook(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def with_openpyxl(data: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


@pytest.mark.parametrize("read", [with_calamine, with_plancomment, with_openpyxl], ids=lambda read: read.__name__)
def test_read_workbook(benchmark: Any, workbook: tuple[str, bytes], read: Any) -> None:
    benchmark.group, data = workbook
    assert benchmark.pedantic(read, (data,), rounds=5)
