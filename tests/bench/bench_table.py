"""Tables of comments, against the least that any reader does: csv and values by hand; calamine alone."""

import csv
from pathlib import Path
from typing import Any

import pytest

import plancomment as pc

HEADER = ["番号", "項目", "意見の概要", "対応区分", "市の考え方"]


@pytest.fixture(scope="module")
def rows(is_measured: bool) -> list[list[str]]:
    return [
        [
            str(number),
            f"項目{number % 20}",
            f"{number}番目の意見として、公共交通の利便性を高める取組を求めます。",
            "①②③④"[number % 4],
            "いただいたご意見を踏まえ、関係機関と連携して取り組みます。",
        ]
        for number in range(1, (100_000 if is_measured else 300) + 1)
    ]


@pytest.fixture(scope="module")
def csv_file(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


@pytest.fixture(scope="module")
def xlsx_file(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path_factory.mktemp("bench") / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("意見")
    for row, cells in enumerate([HEADER, *rows]):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    book.close()
    return path


def with_csv(path: Path) -> list[tuple[pc.Comment, pc.Response]]:
    """The bare loop: no header to find, nothing to check, no ledger."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [
            (
                pc.Comment(number, None, text, category, None, number),
                pc.Response(f"R{number}", (number,), (pc.ResponsePart(answer),), symbol),
            )
            for number, category, text, symbol, answer in reader
        ]


@pytest.mark.benchmark(group="a table from CSV")
def test_csv_plancomment(benchmark: Any, csv_file: Path, rows: list[list[str]]) -> None:
    intake = benchmark.pedantic(pc.read_table, (csv_file,), rounds=5)
    assert (len(intake.comments), len(intake.responses)) == (len(rows), len(rows))


@pytest.mark.benchmark(group="a table from CSV")
def test_csv_by_hand(benchmark: Any, csv_file: Path, rows: list[list[str]]) -> None:
    assert len(benchmark.pedantic(with_csv, (csv_file,), rounds=5)) == len(rows)


@pytest.mark.benchmark(group="a table from XLSX")
def test_xlsx_plancomment(benchmark: Any, xlsx_file: Path, rows: list[list[str]]) -> None:
    pytest.importorskip("python_calamine")
    intake = benchmark.pedantic(pc.read_table, (xlsx_file,), rounds=5)
    assert (len(intake.comments), len(intake.responses)) == (len(rows), len(rows))


@pytest.mark.benchmark(group="a table from XLSX")
def test_xlsx_calamine(benchmark: Any, xlsx_file: Path, rows: list[list[str]]) -> None:
    calamine = pytest.importorskip("python_calamine")

    def read() -> list[list[Any]]:
        found: list[list[Any]] = calamine.CalamineWorkbook.from_path(str(xlsx_file)).get_sheet_by_index(0).to_python()
        return found

    assert len(benchmark.pedantic(read, rounds=5)) == len(rows) + 1
