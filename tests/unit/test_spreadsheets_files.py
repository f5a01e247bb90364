"""Spreadsheets written by other programs: what they wrote is what is read, and other readers see the same."""

import datetime
import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from python_calamine import load_workbook

from plancomment.read.blocks import Contents, TableBlock
from plancomment.read.limits import Limits
from plancomment.read.spreadsheets import read_blocks

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r\ufffe\uffff"),
    min_size=1,
    max_size=12,
) | st.sampled_from(
    ["  字下げ ", "=1+1", "_x000D_", "a\nb", "𠮷野家", "葛󠄀", "&amp;", "<b>", "http://example.invalid/", "007"]
)
GRIDS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.just("") | TEXTS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def write(rows: list[list[str]], *, in_memory: bool = True) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": not in_memory}) as book:
        sheet = book.add_worksheet("意見")
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
    return out.getvalue()


def grid(contents: Contents, sheet: str = "意見") -> list[list[str]]:
    return next(
        (block.grid() for block in contents.blocks if isinstance(block, TableBlock) and block.sheet == sheet), []
    )


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without blank rows around and blank columns at the right."""
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    while rows and not any(rows[0]):
        rows = rows[1:]
    width = max((at + 1 for row in rows for at, text in enumerate(row) if text), default=0)
    return [row[:width] for row in rows]


@settings(max_examples=60, deadline=None)
@given(rows=GRIDS, in_memory=st.booleans())
def test_texts_come_back_as_they_were_written(rows: list[list[str]], in_memory: bool) -> None:
    data = write(rows, in_memory=in_memory)
    assert grid(read_blocks(data, "f.xlsx", Limits())) == trimmed(rows)


@settings(max_examples=40, deadline=None)
@given(rows=GRIDS)
def test_openpyxl_and_calamine_read_the_same(rows: list[list[str]]) -> None:
    # openpyxl leaves what XML cannot hold as it is escaped.
    rows = [[re.sub(r"[\x00-\x1f]|_x", "_", text) for text in texts] for texts in rows]
    data = write(rows)
    ours = grid(read_blocks(data, "f.xlsx", Limits()))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["意見"]
    theirs = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert ours == trimmed(theirs)
    fast = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert ours == trimmed([[str(value) for value in row] for row in fast])


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(
        st.integers(-(10**14), 10**14)
        | st.booleans()
        | st.datetimes(datetime.datetime(1904, 1, 2), datetime.datetime(2100, 1, 1)).map(
            lambda at: at.replace(microsecond=0)
        )
        | st.dates(datetime.date(1904, 1, 2), datetime.date(2100, 1, 1)),
        min_size=1,
        max_size=8,
    ),
    from_1904=st.booleans(),
)
def test_values_of_openpyxl_are_shown(values: list[object], from_1904: bool) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if from_1904 else openpyxl.utils.datetime.WINDOWS_EPOCH
    sheet = book.active
    sheet.title = "意見"
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value)
    out = io.BytesIO()
    book.save(out)
    shown = [str(value).upper() if isinstance(value, bool) else str(value) for value in values]
    assert grid(read_blocks(out.getvalue(), "f.xlsx", Limits())) == [[text] for text in shown]


def make_office_file(path: Path) -> None:
    """What offices do in a sheet, all at once."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "意見"
    for place, value in {
        "A1": "番号", "B1": "ご意見\n二行目", "C1": "日", "D1": "割合",
        "A2": 7, "C2": datetime.date(2026, 10, 1), "D2": 0.255,
        "A3": 123456789012, "B3": "全部消す", "C3": datetime.datetime(2026, 10, 1, 14, 30, 5), "D3": True,
        "A4": "=1/0", "B4": "  空白  二つ", "C4": datetime.time(9, 5), "D4": 3.5,
        "A6": "結合", "A9": "=A2+1", "B9": 12,
    }.items():  # fmt: skip
        sheet[place] = value
    sheet["A2"].number_format, sheet["B9"].number_format, sheet["D2"].number_format = "0000", '0"件"', "0.0%"
    sheet["B2"] = CellRichText("生きる", TextBlock(InlineFont(strike=True), "消す"), "残る")
    sheet["B3"].font = Font(strike=True)
    sheet["B4"].comment = Comment("メモです", "担当")
    sheet.row_dimensions[4].hidden = sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("A6:C7")
    hidden = book.create_sheet("隠し")
    hidden.sheet_state = "hidden"
    hidden["B3"] = "x"
    book.save(path)


@pytest.fixture(scope="module")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same sheets in three formats, as LibreOffice writes them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    make_office_file(folder / "made.xlsx")
    found: dict[str, bytes] = {}
    for suffix in ("xlsx", "ods", "xls"):
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
        ]
        done = subprocess.run(
            [*command, "--outdir", str(folder / "out"), str(folder / "made.xlsx")], capture_output=True
        )
        assert done.returncode == 0, done.stderr
        found[suffix] = (folder / "out" / f"made.{suffix}").read_bytes()
    return found


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_one_sheet_reads_alike_in_every_format(suffix: str, office_files: dict[str, bytes]) -> None:
    contents = read_blocks(office_files[suffix], f"f.{suffix}", Limits())
    assert grid(contents) == [
        ["番号", "ご意見\n二行目", "日", "割合"],
        ["0007", "生きる残る", "2026-10-01", "25.5%"],
        ["123456789012", "全部消す", "2026-10-01 14:30:05", "TRUE"],
        ["#DIV/0!", "  空白  二つ", "09:05:00", "3.5"],
        ["", "", "", ""],
        ["結合", "", "", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["8", "12件", "", ""],
    ]
    first, second = contents.blocks
    assert isinstance(first, TableBlock)
    assert isinstance(second, TableBlock)
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in first.merged] == [(6, 1, 2, 3)]
    assert (second.sheet, second.first_row, second.rows) == ("隠し", 3, (("", "x"),))
    found = [(finding.code, finding.message.rpartition(": ")[2]) for finding in contents.findings]
    assert found == [
        ("PC621", "4"),
        ("PC621", "D"),
        ("PC622", "全部消す"),
        ("PC622", "消す"),
        ("PC623", "#DIV/0!"),
        ("PC625", "メモです"),
        ("PC621", "the sheet is hidden; it was read"),
    ]


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    make_office_file(tmp_path / "f.xlsx")
    findings = read_blocks((tmp_path / "f.xlsx").read_bytes(), "f.xlsx", Limits()).findings
    assert [str(finding.place) for finding in findings if finding.code == "PC624"] == [
        "f.xlsx, sheet 意見, row 4, column A",
        "f.xlsx, sheet 意見, row 9, column A",
    ]


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_texts_of_other_formats_are_those_that_calamine_reads(suffix: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    rows = [[f"意見{n}", "長い文" * (n % 40), "𠮷" * (n % 3), "a\nb"] for n in range(2500)]
    (tmp_path / "f.xlsx").write_bytes(write(rows))
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "f.xlsx")], capture_output=True, check=True)
    data = (tmp_path / f"f.{suffix}").read_bytes()
    ours = grid(read_blocks(data, f"f.{suffix}", Limits()))
    assert ours == rows == load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
