"""Tables of every format: one set of comments gives one model; encodings by rule; limits; nothing crashes."""

import csv
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from plancomment.comments import Comment
from plancomment.errors import MissingExtraError, ReadError, WrongTypeError, WrongValueError
from plancomment.findings import Place, Severity
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.table import grids
from plancomment.read.table.intake import Intake
from plancomment.read.table.tables import read_table

ROWS = [
    ["番号", "項目", "意見の概要", "対応", "市の考え方"],
    ["1", "（１）　緑", "木を植えて\nほしい。", "①", "植えます。"],
    ["2", "（１）　緑", "花も", "②", "検討します。"],
    ["3", "水", "=1+1", "①", " 守ります。 "],
]


def block(
    rows: Sequence[Sequence[str]], *merged: tuple[int, int, int, int], sheet: str = "", first: int = 1
) -> TableBlock:
    """A table; ``merged`` are row, column, rows and columns of merged cells."""
    spans = {(row, column): (height, width) for row, column, height, width in merged}
    cells = [
        CellBlock(row, column, text, *spans.get((row, column), (1, 1)))
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    ]
    return TableBlock(tuple(cells), len(rows), max(map(len, rows)), sheet, first)


@pytest.fixture
def read_blocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Reads blocks as if a file held them."""

    def read(*blocks: TableBlock | TextBlock, name: str = "意見.xlsx", **options: object) -> Intake:
        contents = Contents(name, blocks)
        monkeypatch.setattr(grids, "open_contents", lambda *_, **__: contents)
        intake = read_table(tmp_path / name, **options)  # type: ignore[arg-type]
        ledger = intake.ledger
        assert ledger.records_read + ledger.pieces == ledger.taken + len(ledger.refused) + len(ledger.withheld)
        return intake

    return read


def codes(intake: Intake) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row if finding.place else None) for finding in intake.findings]


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", end: str = "\r\n") -> Path:
    def cell(text: str) -> str:
        return f'"{text}"' if "\n" in text else text

    path.write_bytes("".join(",".join(map(cell, row)) + end for row in rows).encode(encoding))
    return path


def values(intake: Intake) -> tuple[object, ...]:
    return intake.comments, intake.responses, intake.categories, intake.submissions


def write_xlsx(path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("意見")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
    book.close()


def write_docx(path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    for texts in ROWS:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


def write_html(path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>".replace("\n", "<br>") for text in texts) + "</tr>" for texts in ROWS
    )
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>t</title><table>{rows}</table>", encoding="utf-8")


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html"])
def test_one_set_of_comments_in_every_format_is_one_model(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"意見.{suffix}"
    {"xlsx": write_xlsx, "docx": write_docx, "html": write_html}[suffix](path)
    try:
        found = read_table(path)
    except (MissingExtraError, ReadError) as error:
        if isinstance(error, ReadError) and "not built" not in str(error):
            raise
        pytest.skip(str(error))
    expected = read_table(write_csv(tmp_path / "意見.csv", ROWS))
    assert [one.id for one in found.comments] == ["1", "2", "3"]
    if suffix == "html":  # white space at the ends of a paragraph is not there
        assert found.comments == expected.comments
    else:
        assert values(found) == values(expected)


def test_json_and_blocks_and_csv_are_one_model(tmp_path: Path, read_blocks) -> None:  # type: ignore[no-untyped-def]
    expected = read_table(write_csv(tmp_path / "意見.csv", ROWS))
    objects = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    (tmp_path / "a.json").write_text(json.dumps(objects, ensure_ascii=False), encoding="utf-8")
    assert values(read_table(tmp_path / "a.json")) == values(expected)
    found = read_blocks(block([["題"], *ROWS], sheet="意見", first=3))
    assert values(found) == values(expected)
    assert found.places["1"] == Place("意見.xlsx", 5, sheet="意見")
    assert found.ledger.sheet == "意見"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encoding_and_line_ends_change_nothing(tmp_path: Path, encoding: str, end: str) -> None:
    expected = read_table(write_csv(tmp_path / "a.csv", ROWS))
    assert values(read_table(write_csv(tmp_path / "b.csv", ROWS, encoding, end))) == values(expected)


def test_an_encoding_that_no_rule_tells_can_be_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS, "utf-16-le")
    with pytest.raises(ReadError, match="encoding="):
        read_table(path)
    assert len(read_table(path, encoding="UTF-16LE").comments) == 3
    path = write_csv(tmp_path / "a.csv", [ROWS[0], ["1", "緑", "木", "A", "はい。"]], "euc_jp")
    assert len(read_table(path, encoding="euc-jp").comments) == 1
    with pytest.raises(ReadError, match="it is not utf-8: byte"):
        read_table(path, encoding="utf-8")
    assert read_table(write_csv(tmp_path / "a.csv", ROWS, "cp932"), encoding="shift_jis").ledger.taken == 3
    for wrong in ("nonsense", "rot13", "idna"):
        with pytest.raises(WrongValueError, match="encoding must be one of"):
            read_table(path, encoding=wrong)


def test_tabs_and_semicolons_in_a_csv_file(tmp_path: Path) -> None:
    for mark in "\t;":
        (tmp_path / "a.csv").write_text(f"番号{mark}意見\n1{mark}海\n", encoding="utf-8")
        assert read_table(tmp_path / "a.csv").comments == (Comment("1", "海", number="1"),)


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        ("番号,意見\n" + "1,a\n" * 5, Limits(rows=3), "Limits.rows"),
        ("番号,意見\n" + "1,a,,,\n", Limits(columns=3), "Limits.columns"),
        ("番号,意見\n" + "1,a\n" * 5, Limits(cells=7), "Limits.cells"),
        ("番号,意見\n1," + "あ" * 50, Limits(cell_characters=20), "Limits.cell_characters"),
        ("番号,意見\n1,海\n", Limits(file_bytes=5), "Limits.file_bytes"),
    ],
)  # fmt: skip
def test_limits_of_csv(tmp_path: Path, text: str, limits: Limits, message: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_table(tmp_path / "a.csv", limits=limits)


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        ('[{"意見":"a"}' + ',{"意見":"a"}' * 5 + "]", Limits(rows=3), "Limits.rows"),
        ('[{"意見":"a","b":1,"c":2}]', Limits(columns=2), "Limits.columns"),
        ('[{"意見":"a","番号":1},{"意見":"a","番号":1}]', Limits(cells=3), "Limits.cells"),
        ('[{"意見":"aaaaaaa","番号":1}]', Limits(cell_characters=5), "Limits.cell_characters"),
        ('[{"意見":[[[[1]]]]}]', Limits(depth=3), "Limits.depth"),
        ("[" * 100_000, Limits(), "Limits.depth"),
        ('[{"意見":NaN}]', Limits(), "NaN is no JSON number"),
        ('[{"番号":' + "9" * 5000 + "}]", Limits(), "not JSON"),
        ('[{"\\ud800":1,"意見":"a","番号":1}]', Limits(), "surrogate"),
        ('[{"意見":1,"意見":2}]', Limits(), "occurs twice"),
    ],
)  # fmt: skip
def test_limits_of_json(tmp_path: Path, text: str, limits: Limits, message: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_table(tmp_path / "a.json", limits=limits)


def test_what_no_text_can_hold_refuses_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"番号":1,"意見":"\\ud800"},{"番号":2,"意見":"海"}]', encoding="utf-8")
    intake = read_table(tmp_path / "a.json")
    assert [row.place for row in intake.ledger.refused] == [Place("a.json", 1, "意見")]
    assert [one.id for one in intake.comments] == ["2"]
    (tmp_path / "a.csv").write_bytes("番号,意見,氏名,回答\n1,海\x1b,,ア\n2,川,\x07,イ\n3,山,,\n4,\0,,\n".encode())
    intake = read_table(tmp_path / "a.csv", encoding="utf-8")
    assert [(row.place.row, row.place.column) for row in intake.ledger.refused] == [(2, "意見"), (5, "意見")]
    # A column that is not read refuses nothing.
    assert [one.id for one in intake.comments] == ["2", "3"]
    assert [one.comment_ids for one in intake.responses] == [("2", "3")]


def test_the_sheet_is_named_or_the_first_with_comments(read_blocks) -> None:  # type: ignore[no-untyped-def]
    cover, tally = block([["海辺市"]], sheet="表紙"), block([["項目", "対応"], ["緑", "①"]], sheet="集計")
    one, two = block(ROWS[:2], sheet="第１回"), block([ROWS[0], *ROWS[2:]], sheet="第２回")
    intake = read_blocks(cover, tally, one, two)
    assert [comment.id for comment in intake.comments] == ["1"]
    told = [(one.code, one.severity, one.place.sheet) for one in intake.findings if one.place]
    assert told == [
        ("PC631", Severity.INFO, "表紙"),
        ("PC631", Severity.INFO, "集計"),
        ("PC631", Severity.WARNING, "第２回"),
    ]
    assert [comment.id for comment in read_blocks(cover, one, two, sheet="第２回").comments] == ["2", "3"]
    with pytest.raises(ReadError, match=r"no sheet '第３回' .there are: 表紙, 第１回"):
        read_blocks(cover, one, sheet="第３回")
    with pytest.raises(ReadError, match="there are: 海辺市"):
        read_blocks(cover)
    with pytest.raises(ReadError, match="there are: none"):
        read_blocks(TextBlock("海辺市"))


def test_tables_of_a_document_with_one_header_are_one_table(read_blocks) -> None:  # type: ignore[no-untyped-def]
    one = block(ROWS[:2])
    two = block([ROWS[0], ["2", "", "花", "", ""], ["3", "", "池", "①", "え"]], (2, 2, 2, 1))
    other = block([["月", "日"], ["1", "2"]])
    intake = read_blocks(one, TextBlock("本文"), other, two, name="a.docx")
    assert [comment.id for comment in intake.comments] == ["1", "2", "3"]
    assert intake.ledger.rows == (2, 3, 4)
    assert [finding.code for finding in intake.findings][:1] == ["PC631"]


HEADER = ["番号", "項目", "意見", "対応", "市の考え方"]


def test_merged_cells_tell_who_shares_an_answer(read_blocks) -> None:  # type: ignore[no-untyped-def]
    rows = [
        HEADER,
        ["1", "緑", "木", "①", "はい。"],
        ["2", "", "花", "", ""],
        ["3", "", "池", "②", ""],
        ["4", "", "川", "", ""],
        ["5", "水", "海", "", "いいえ。"],
    ]
    intake = read_blocks(block(rows, (2, 5, 2, 1), (2, 4, 2, 1), (2, 2, 3, 1)))
    assert [(one.comment_ids, one.disposition_id) for one in intake.responses] == [(("1", "2"), "①"), (("5",), None)]
    assert [one.category_id for one in intake.comments] == ["1", "1", "1", None, "2"]
    assert [one.disposition_id for one in intake.comments] == [None, None, "②", None, None]
    assert codes(intake) == [("PC614", 4), ("PC615", None)]


def test_a_merged_comment_with_two_answers(read_blocks) -> None:  # type: ignore[no-untyped-def]
    rows = [HEADER, ["1", "緑", "木", "①", "はい。"], ["", "", "", "②", "また。"], ["2", "", "花", "", "え。"]]
    intake = read_blocks(block(rows, (2, 3, 2, 1), (2, 1, 2, 1)))
    assert [one.id for one in intake.comments] == ["1", "2"]
    assert [(one.comment_ids, one.text) for one in intake.responses] == [
        (("1",), "はい。"),
        (("2",), "え。"),
        (("1",), "また。"),
    ]
    assert intake.ledger.records_read == 2


def test_a_heading_across_the_table_is_a_category(read_blocks) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["番号", "意見", "回答"],
        ["第１章　緑", "", ""],
        ["1", "木", "え"],
        ["第２章　水", "", ""],
        ["2", "海", "え"],
    ]
    intake = read_blocks(block(rows, (2, 1, 1, 3), (4, 1, 1, 3)))
    assert [(one.number, one.label) for one in intake.categories] == [("第１章", "緑"), ("第２章", "水")]
    assert [one.category_id for one in intake.comments] == ["1", "2"]
    assert codes(intake) == [("PC632", 2), ("PC632", 4)]
    rows = [HEADER, ["緑", "", "", "", ""], ["1", "木", "海", "", "え"]]
    assert codes(read_blocks(block(rows, (2, 1, 1, 5)))) == [("PC632", 2)]


def test_a_header_of_two_lines(read_blocks, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["No", "意見", "", "市の考え方", ""],
        ["", "項目", "内容", "対応区分", "内容"],
        ["1", "緑", "木", "①", "はい。"],
    ]
    merged = ((1, 1, 2, 1), (1, 2, 1, 2), (1, 4, 1, 2))
    for intake in (read_blocks(block(rows, *merged)), read_table(write_csv(tmp_path / "a.csv", rows))):
        assert intake.comments == (Comment("1", "木", None, "1", number="1"),)
        assert [(one.text, one.disposition_id) for one in intake.responses] == [("はい。", "①")]
        assert codes(intake) == []


def test_merged_cells_upon_one_another_are_refused(read_blocks) -> None:  # type: ignore[no-untyped-def]
    table = block([HEADER, *[["1", "", "a", "", ""]] * 4], *((2, column, 4, 4) for column in (1, 2, 3, 4)))
    with pytest.raises(ReadError, match="upon one another"):
        read_blocks(table)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("split", "words", WrongValueError),
        ("form", "paper", WrongValueError),
        ("sheet", 1, WrongTypeError),
        ("split", 1, WrongTypeError),
        ("encoding", 1, WrongTypeError),
        ("limits", 1, WrongTypeError),
        ("columns", {"text": []}, WrongValueError),
        ("columns", {"text": [" "]}, WrongValueError),
        ("columns", {"number": ["a", "b"]}, WrongValueError),
        ("columns", {"text": [1]}, WrongTypeError),
    ],
)
def test_arguments_that_cannot_be(tmp_path: Path, name: str, value: object, error: type[Exception]) -> None:
    options: Mapping[str, object] = {name: value}
    with pytest.raises(error, match=name):
        read_table(write_csv(tmp_path / "a.csv", ROWS), **options)  # type: ignore[arg-type]


def write_merged(path: Path) -> None:
    """A sheet as offices keep it: a cover, a title, a header in two lines, merged answers, a row of sums."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(path))
    plain = book.add_format()
    book.add_worksheet("表紙").write_string(0, 0, "海辺市の結果")
    sheet = book.add_worksheet("意見")
    for area, text in (
        ((0, 0, 0, 4), "意見一覧"),
        ((1, 0, 2, 0), "No."),
        ((1, 1, 1, 2), "ご意見"),
        ((1, 3, 1, 4), "市の考え方"),
        ((3, 1, 4, 1), "（１）緑"),
        ((3, 3, 4, 3), "①"),
        ((3, 4, 4, 4), "植えます。"),
    ):
        sheet.merge_range(*area, text, plain)
    for column, text in ((1, "項目"), (2, "内容"), (3, "対応"), (4, "考え方")):
        sheet.write_string(2, column, text)
    for row, text in enumerate(("木を", "花を", "池を"), 3):
        sheet.write_number(row, 0, row - 2)
        sheet.write_string(row, 2, text)
    sheet.write_string(5, 1, "水")
    sheet.write_string(6, 0, "合計")
    sheet.write_number(6, 2, 3)
    book.close()


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_sheet_as_offices_keep_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "意見.xlsx"
    write_merged(path)
    if suffix != "xlsx":
        soffice = shutil.which("soffice")
        if soffice is None:
            pytest.skip("soffice is not installed")
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    intake = read_table(path.with_suffix(f".{suffix}"))
    assert [(one.id, one.text, one.category_id) for one in intake.comments] == [
        ("1", "木を", "1"),
        ("2", "花を", "1"),
        ("3", "池を", "2"),
    ]
    assert [(one.comment_ids, one.text, one.disposition_id) for one in intake.responses] == [
        (("1", "2"), "植えます。", "①")
    ]
    assert [(one.code, one.severity) for one in intake.findings] == [
        ("PC631", Severity.INFO),
        ("PC628", Severity.INFO),
        ("PC615", Severity.INFO),
    ]
    assert intake.places["3"] == Place(f"意見.{suffix}", 6, sheet="意見")


@pytest.mark.parametrize(
    ("name", "text", "limits", "said"),
    [
        ("a.csv", "番号,意見\n" + "1," * 9 + "\n", Limits(columns=5), "more than 5 (Limits.columns)"),
        ("a.csv", "番号,意見\n" + "1,a\n" * 9, Limits(cells=10), "more than 10 cells"),
        ("a.csv", "番号,意見\n" + "1,a\n" * 9, Limits(rows=5), "more than 5 rows"),
        (
            "a.csv",
            "番号,意見\n1,道を直して。\n",
            Limits(cell_characters=5),
            "line 2: a cell has more than 5 characters",
        ),
        ("a.csv", "番号,意見" + "," * 99, Limits(cell_characters=50), "Limits.columns"),
        ("a.json", "[" + "[]," * 99 + "[]]", Limits(rows=5), "far more values than 5 rows"),
    ],
)
def test_limits_are_held_while_rows_are_made(name: str, text: str, limits: Limits, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_table(tmp_path / name, limits=limits)
    assert said in str(caught.value)


def test_the_size_of_csv_fields_is_left_to_others(tmp_path: Path) -> None:
    """It is one for the whole process: lowering it again would refuse what another thread is reading."""
    before = csv.field_size_limit(3_000_000)
    try:
        (tmp_path / "a.csv").write_text("番号,意見\r1,道。\r", encoding="utf-8", newline="")
        assert [comment.text for comment in read_table(tmp_path / "a.csv").comments] == ["道。"]
        assert csv.field_size_limit() == 3_000_000
    finally:
        csv.field_size_limit(before)


def test_what_the_memory_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    (tmp_path / "a.csv").write_text("番号,意見\n1,道。\n", encoding="utf-8")
    monkeypatch.setattr("plancomment.read.table.tables.read_grids", fail)
    with pytest.raises(ReadError, match="memory does not suffice"):
        read_table(tmp_path / "a.csv")
