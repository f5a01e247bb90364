"""One published result, described once and written in every format: the same values are read from each (P72)."""

import html
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
import typst
import xlsxwriter

import plancomment as pc
from plancomment.read.published import Published, read_published


@attrs.frozen
class Grid:
    """A table as a person sees it: None continues the cell above, ``...`` the cell on the left."""

    rows: Sequence[Sequence[Any]]

    def cells(self) -> list[tuple[int, int, int, int, str]]:
        """Row and column from 0, rows and columns covered, text."""
        found = []
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if not isinstance(text, str):
                    continue
                height = 1
                while r + height < len(self.rows) and self.rows[r + height][c] is None:
                    height += 1
                width = 1
                while c + width < len(row) and row[c + width] is ...:
                    width += 1
                found.append((r, c, height, width, text))
        return found

    def plain(self) -> list[list[str]]:
        """The texts alone, as an extraction has them."""
        return [[text if isinstance(text, str) else "" for text in row] for row in self.rows]


Piece = str | Grid
Result = Sequence[Piece]

# A made-up town.
HEAD: Result = (
    "「木陰町緑の基本計画（素案）」に対する意見募集の結果について",
    "１　意見募集の実施状況",
    "募集期間　令和5年6月1日（木）から6月30日（金）まで",
    "意見提出者　4名",
    "意見数　7件",
    "２　意見への対応",
    Grid(
        [
            ["対応区分", "件数"],
            ["① 計画に反映する", "2件"],
            ["② 素案のとおり", "3件"],
            ["③ その他", "2件"],
            ["合計", "7件"],
        ]
    ),
)
COMMENTS = Grid(
    [
        ["No.", "意見の概要", "対応", "町の考え方"],
        ["第１章　緑の現状", ..., ..., ...],
        ["1", "街路樹が減っている。", "①", "ご意見を踏まえ、12ページに「街路樹の更新」との記述を追加しました。"],
        ["2", "木陰がほしい。", None, None],
        ["3", "公園が遠い。\nベンチも足りない。", "②", "公園の配置は素案のとおりです。"],
        ["第２章　緑の将来", ..., ..., ...],
        ["4", "里山を守ってほしい。", "②", "＜里山について＞\n保全に努めます。\n＜支援について＞\n支援します。"],
        ["5", "里山の手入れ。", "②", "「No.4（里山について）」の回答のとおりです。"],
        ["6", "費用が心配だ。", "③", "今後の参考とします。"],
        ["7", "よい計画だ。", None, None],
    ]
)
CHANGES = Grid(
    [
        ["変更箇所", ..., "旧", "新", "備考"],
        ["本編", "P.12", "街路樹を守る", "街路樹を更新しながら守る", "意見1、2"],
        [None, "P.13", "（新設）", "木陰を増やす取組", "意見2"],
        [None, "P.14", "古い図", "（削る）", ""],
    ]
)
SUMMARY_CHANGES = Grid([["箇所", "旧", "新"], ["2ページ 見出し", "緑のまち", "緑と木陰のまち"]])
RESULT: Result = (
    *HEAD,
    "３　意見の概要と町の考え方",
    COMMENTS,
    "４　新旧対照表（本編）",
    CHANGES,
    "５　新旧対照表（概要版）",
    SUMMARY_CHANGES,
)


# --- writers


def write_txt(result: Result, path: Path) -> None:
    lines = []
    for piece in result:
        if isinstance(piece, Grid):
            lines += ["\t".join(row) for row in piece.plain()]
        else:
            lines.append(piece)
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def write_md(result: Result, path: Path) -> None:
    lines = []
    for at, piece in enumerate(result):
        if isinstance(piece, Grid):
            rows = [[cell.replace("\n", "<br>") for cell in row] for row in piece.plain()]
            rows.insert(1, ["---"] * len(rows[0]))
            lines += [f"| {' | '.join(row)} |" for row in rows]
        else:
            lines.append(f"# {piece}" if at == 0 else piece)
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def write_html(result: Result, path: Path) -> None:
    parts = ["<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>結果</title><body>"]
    for at, piece in enumerate(result):
        if isinstance(piece, Grid):
            parts.append("<table>")
            for r in range(len(piece.rows)):
                parts.append("<tr>")
                for row, _, height, width, text in piece.cells():
                    if row == r:
                        words = html.escape(text).replace("\n", "<br>")
                        parts.append(f"<td rowspan={height} colspan={width}>{words}</td>")
                parts.append("</tr>")
            parts.append("</table>")
        else:
            tag = "h1" if at == 0 else "p"
            parts.append(f"<{tag}>{html.escape(piece)}</{tag}>")
    path.write_text("\n".join(parts), encoding="utf-8")


def write_docx(result: Result, path: Path) -> None:
    made = docx.Document()
    for at, piece in enumerate(result):
        if isinstance(piece, str):
            made.add_heading(piece, 1) if at == 0 else made.add_paragraph(piece)
            continue
        table = made.add_table(len(piece.rows), len(piece.rows[0]))
        for row, column, height, width, text in piece.cells():
            cell = table.cell(row, column)
            if height > 1 or width > 1:
                cell = cell.merge(table.cell(row + height - 1, column + width - 1))
            cell.text = text
    made.save(str(path))


def write_xlsx(result: Result, path: Path, *, sheets: bool = False) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("結果")
    row = 0
    for piece in result:
        if isinstance(piece, str):
            sheet.write_string(row, 0, piece)
            row += 1
            continue
        for r, column, height, width, text in piece.cells():
            if height > 1 or width > 1:
                sheet.merge_range(row + r, column, row + r + height - 1, column + width - 1, text)
            else:
                sheet.write_string(row + r, column, text)
        row += len(piece.rows) + 1
    book.close()


def write_pdf(result: Result, path: Path) -> None:
    parts = ['#set page(paper: "a4", flipped: true)', '#set text(lang: "ja", font: "Noto Sans CJK JP", size: 10pt)']
    data: list[str] = []

    def put(text: str) -> str:
        data.append(text)
        return f'#text(sys.inputs.at("t{len(data) - 1}"))'

    for piece in result:
        if isinstance(piece, str):
            parts.append(put(piece) + "\n")
            continue
        cells = [
            f"table.cell(x: {column}, y: {row}, rowspan: {height}, colspan: {width})[{put(text)}]"
            for row, column, height, width, text in piece.cells()
        ]
        parts.append(f"#table(columns: (1fr,) * {len(piece.rows[0])}, {', '.join(cells)})")
    inputs = {f"t{number}": text for number, text in enumerate(data)}
    path.write_bytes(typst.compile("\n\n".join(parts).encode(), sys_inputs=inputs))


WRITERS: dict[str, Callable[[Result, Path], None]] = {
    ".txt": write_txt,
    ".md": write_md,
    ".html": write_html,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".pdf": write_pdf,
}


def read_as(folder: Path, suffix: str, result: Result) -> Published:
    path = folder / f"result{suffix}"
    WRITERS[suffix](result, path)
    return read_published(path)


def without_breaks(text: str | None) -> str | None:
    """PDF files have no line breaks of their own: those of a cell are lost among those of the layout."""
    return None if text is None else "".join(text.split())


def told(published: Published) -> list[str]:
    return [f"{one.code} {one.message.partition(': ')[2]}" for one in published.findings]


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_the_same_result_from_every_format(tmp_path: Path, suffix: str) -> None:
    published = read_as(tmp_path, suffix, RESULT)
    consultation, comparison = published.consultation, published.comparison
    own = without_breaks if suffix == ".pdf" else (lambda text: text)
    assert consultation.title == "「木陰町緑の基本計画（素案）」に対する意見募集の結果について"
    assert (consultation.plan_title, consultation.authority) == ("木陰町緑の基本計画（素案）", "木陰町")
    assert [str(day) for day in (consultation.opened_on, consultation.closed_on)] == ["2023-06-01", "2023-06-30"]
    assert consultation.printed is not None
    assert (consultation.printed.persons, consultation.printed.comments) == (pc.Count(4, "人"), pc.Count(7, "件"))
    assert consultation.scheme is not None
    assert [(one.symbol, one.label) for one in consultation.scheme.dispositions] == [
        ("①", "計画に反映する"),
        ("②", "素案のとおり"),
        ("③", "その他"),
    ]
    assert [(one.number, one.label) for one in consultation.categories] == [
        ("第１章", "緑の現状"),
        ("第２章", "緑の将来"),
    ]
    assert [(one.id, own(one.summary)) for one in consultation.comments] == [
        ("1-1", "街路樹が減っている。"),
        ("1-2", "木陰がほしい。"),
        ("1-3", own("公園が遠い。\nベンチも足りない。")),
        ("2-4", "里山を守ってほしい。"),
        ("2-5", "里山の手入れ。"),
        ("2-6", "費用が心配だ。"),
        ("2-7", "よい計画だ。"),
    ]
    assert [one.comment_ids for one in consultation.responses] == [
        ("1-1", "1-2"),
        ("1-3",),
        ("2-4",),
        ("2-5",),
        ("2-6", "2-7"),
    ]
    assert [(one.title, own(one.text)) for one in consultation.responses[2].parts] == [
        ("里山について", "保全に努めます。"),
        ("支援について", "支援します。"),
    ]
    assert consultation.responses[3].refers_to == (pc.Reference("A2-4", "里山について"),)
    assert [one.new for one in consultation.responses[0].stated_revisions] == ["街路樹の更新"]
    assert pc.reconcile(pc.tally(consultation), consultation.printed) == ()
    assert consultation.problems() == ()
    assert comparison is not None
    assert [(one.kind, one.old, one.new) for one in comparison.revisions] == [
        ("amended", "街路樹を守る", "街路樹を更新しながら守る"),
        ("added", None, "木陰を増やす取組"),
        ("deleted", "古い図", None),
        ("amended", "緑のまち", "緑と木陰のまち"),
    ]
    places = [one.locations[0] for one in comparison.revisions]
    assert [(one.document, one.page, one.place) for one in places] == [
        ("本編", 12, ""),
        ("本編", 13, ""),
        ("本編", 14, ""),
        ("概要版", 2, "見出し"),
    ]
    assert [one.note for one in comparison.entries] == ["意見1、2", "意見2", "", ""]
    # What the format itself tells, such as that pages are approximate, is not of this reader.
    assert [one for one in told(published) if one.startswith(("PC60", "PC67"))] == []
    assert published.ledger is not None
    assert (published.ledger.records_read, published.ledger.taken, published.ledger.refused) == (7, 7, ())
    assert len(published.places) == 7
    assert all(place.file == str(tmp_path / f"result{suffix}") for place in published.places)


# --- other layouts, each in every format that tells its tables

TABLED = (".html", ".docx", ".xlsx", ".pdf")


@pytest.mark.parametrize("suffix", [*TABLED, ".txt", ".md"])
def test_places_first_and_no_dispositions(tmp_path: Path, suffix: str) -> None:
    published = read_as(
        tmp_path,
        suffix,
        (
            "「木陰町緑の基本計画（素案）」に対する意見募集の結果",
            "２　意見の概要と町の考え方",
            Grid(
                [
                    ["該当箇所", "番号", "意見の概要", "町の考え方"],
                    ["緑の現状", "1", "街路樹が減っている。", "更新を進めます。"],
                    [None, "2", "木陰がほしい。", None],
                    ["緑の将来", "3", "里山を守ってほしい。", "保全に努めます。"],
                    [None, "4", "里山の手入れ。", "支援します。"],
                ]
            ),
        ),
    )
    consultation = published.consultation
    # Without merged cells a blank place cannot be told from none; there it stands for the one above, too.
    if suffix in TABLED:
        assert [one.label for one in consultation.categories] == ["緑の現状", "緑の将来"]
        assert [one.category_id for one in consultation.comments] == ["1", "1", "2", "2"]
    assert [one.comment_ids for one in consultation.responses] == [("1", "2"), ("3",), ("4",)]
    assert consultation.scheme is None


@pytest.mark.parametrize("suffix", [*TABLED, ".txt", ".md"])
def test_a_table_for_each_disposition(tmp_path: Path, suffix: str) -> None:
    titles = ["No.", "意見の概要", "町の考え方"]
    published = read_as(
        tmp_path,
        suffix,
        (
            "「木陰町緑の基本計画（素案）」に対する意見募集の結果",
            "Ⅰ．計画を修正するもの（2件）",
            Grid([titles, ["1", "街路樹が減っている。", "更新を進めます。"], ["2", "木陰がほしい。", None]]),
            "Ⅱ．その他の意見（1件）",
            Grid([titles, ["1", "よい計画だ。", "ありがとうございます。"]]),
        ),
    )
    consultation = published.consultation
    assert [one.id for one in consultation.comments] == ["D1-1", "D1-2", "D2-1"]
    assert consultation.effective_dispositions() == {"D1-1": "1", "D1-2": "1", "D2-1": "2"}
    assert consultation.printed is not None
    assert consultation.printed.by_disposition is not None
    assert [row.count for row in consultation.printed.by_disposition] == [pc.Count(2, "件"), pc.Count(1, "件")]


@pytest.mark.parametrize("suffix", TABLED)
def test_a_truly_blank_answer_and_repeated_titles(tmp_path: Path, suffix: str) -> None:
    titles = ["No.", "意見の概要", "対応", "町の考え方"]
    published = read_as(
        tmp_path,
        suffix,
        (
            "「木陰町緑の基本計画（素案）」に対する意見募集の結果",
            Grid(
                [
                    titles,
                    ["1", "街路樹が減っている。", "◎", "更新を進めます。"],
                    ["2", "木陰がほしい。", None, None],
                    titles,
                    ["3", "まだ答えのない意見。", "", ""],
                    ["4", "よい計画だ。", "○", "ありがとうございます。"],
                ]
            ),
        ),
    )
    assert [one.comment_ids for one in published.consultation.responses] == [("1", "2"), ("4",)]
    assert published.consultation.effective_dispositions() == {"1": "1", "2": "1", "3": None, "4": "2"}
    assert [one for one in told(published) if one.startswith(("PC60", "PC67"))] == []


@pytest.mark.parametrize("suffix", TABLED)
def test_answers_of_many_lines_over_pages(tmp_path: Path, suffix: str) -> None:
    long = "\n".join(f"{n}行目の考え方として、緑を守り育てる取組を町民の皆様と進めてまいります。" for n in range(60))
    answers = {n: long if n % 7 == 3 else f"{n}番目の考え方です。" for n in range(1, 31)}
    rows = [["No.", "意見の概要", "対応", "町の考え方"]]
    rows += [[str(n), f"{n}番目の意見です。", "①", answer] for n, answer in answers.items()]
    published = read_as(tmp_path, suffix, ("木陰町緑の基本計画（素案）への意見募集の結果", Grid(rows)))
    assert [one.number for one in published.consultation.comments] == [str(n) for n in range(1, 31)]
    texts = [without_breaks(one.text) for one in published.consultation.responses]
    assert texts == [without_breaks(answer) for n, answer in answers.items() if n % 7 != 3 or n == 3]
    # The long answer is printed again and again: it is one response.
    assert published.consultation.responses[2].comment_ids == ("3", "10", "17", "24")


def test_a_workbook_with_a_sheet_for_each_chapter(tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, text in (("第１章 緑の現状", "街路樹。"), ("第２章 緑の将来", "里山。")):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate([["No.", "意見", "対応", "町の考え方"], ["1", text, "①", "はい。"]]):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    book.close()
    published = read_published(path)
    assert [(one.number, one.label) for one in published.consultation.categories] == [
        ("第１章", "緑の現状"),
        ("第２章", "緑の将来"),
    ]
    assert [(one.id, one.summary) for one in published.consultation.comments] == [
        ("1-1", "街路樹。"),
        ("2-1", "里山。"),
    ]
    assert [(place.sheet, place.row) for place in published.places] == [("第１章 緑の現状", 2), ("第２章 緑の将来", 2)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_other_spreadsheets_say_the_same(tmp_path: Path) -> None:
    write_xlsx(RESULT, tmp_path / "result.xlsx")
    expected = read_published(tmp_path / "result.xlsx")
    for kind in ("ods", "xls"):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", tmp_path, tmp_path / "result.xlsx"], check=True, capture_output=True)
        found = read_published(tmp_path / f"result.{kind}")
        assert found.consultation == expected.consultation
        assert found.comparison == expected.comparison
