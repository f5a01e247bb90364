"""Tables of PDFs: cells as ruling lines make them, joined over pages as if the paper had no end."""

from pathlib import Path

import pytest

from plancomment.read.blocks import Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits

typst = pytest.importorskip("typst")
pytest.importorskip("pdfplumber")
pytest.importorskip("pypdfium2")

from plancomment.read.pdf import read_blocks  # noqa: E402

FONTS = Path("/usr/share/fonts")
pytestmark = pytest.mark.skipif(
    not any(FONTS.rglob("NotoSerifCJK*")), reason="no Japanese font to set test files with (Noto Serif CJK JP)"
)
HEAD = """
#set page(paper: "a4", margin: (x: 25mm, y: 28mm))
#set text(font: "Noto Serif CJK JP", size: 10.5pt, lang: "ja")
#set par(justify: true)
#show heading: set text(font: "Noto Sans CJK JP")
"""


def read(source: str) -> Contents:
    return read_blocks(typst.compile((HEAD + source).encode()), "result.pdf", Limits())


def only_table(contents: Contents) -> TableBlock:
    tables = [block for block in contents.blocks if isinstance(block, TableBlock)]
    assert len(tables) == 1
    return tables[0]


def codes(contents: Contents) -> list[str]:
    return [finding.code for finding in contents.findings]


def texts(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, TextBlock)]


def test_cells_that_cover_others_stand_where_they_begin() -> None:
    table = only_table(
        read(
            """#table(columns: (2cm, 1fr, 3cm),
            table.cell(rowspan: 2)[区分], table.cell(colspan: 2)[見込み],
            [内容], [件数],
            [バス], [増便], [３件])"""
        )
    )
    assert (table.height, table.width) == (3, 3)
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in table.cells] == [
        (1, 1, 2, 1, "区分"),
        (1, 2, 1, 2, "見込み"),
        (2, 2, 1, 1, "内容"),
        (2, 3, 1, 1, "件数"),
        (3, 1, 1, 1, "バス"),
        (3, 2, 1, 1, "増便"),
        (3, 3, 1, 1, "３件"),
    ]


def test_lines_of_a_cell_are_joined_and_its_own_breaks_kept() -> None:
    opinion = "停留所に屋根がないため、雨の日に困っている。Wi-Fi を使える停留所も増やしてほしい。"
    contents = read(f"#table(columns: (1cm, 4cm), [１], [{opinion} #linebreak()・待合所 #linebreak()・案内板])")
    assert only_table(contents).grid() == [["１", f"{opinion}\n・待合所\n・案内板"]]


def test_nothing_comes_twice() -> None:
    contents = read("前の文です。\n\n#table(columns: 2, [左のセル], [右のセル])\n\n後の文です。")
    assert texts(contents) == ["前の文です。", "後の文です。"]
    assert only_table(contents).grid() == [["左のセル", "右のセル"]]
    assert [type(block).__name__ for block in contents.blocks] == ["TextBlock", "TableBlock", "TextBlock"]


def _result(*, header: bool) -> tuple[str, list[list[str]]]:
    """The source of a table over several pages, and its grid."""
    rows = [["No.", "意見の概要", "対応", "町の考え方"]]
    names = ", ".join(f"[{cell}]" for cell in rows[0])
    source = [f"table.header({names})," if header else f"{names},"]
    for number in range(1, 31):
        opinion = f"{number}番の意見です。緑ヶ原線の便数を増やしてほしい。" + "停留所に屋根がないため雨の日に困る。" * (
            number % 4
        )
        answer = (
            "運行事業者と協議します。"
            + "利用の実績を見ながら便数と経路を毎年度見直し、結果を町のホームページでお知らせします。" * (number % 5)
        )
        if number % 6 == 2:
            source.append(f"[{number}], [{opinion}], table.cell(rowspan: 2)[②], table.cell(rowspan: 2)[{answer}],")
        elif number % 6 == 3:
            source.append(f"[{number}], [{opinion}],")
            answer = ""
        else:
            source.append(f"[{number}], [{opinion}], [①], [{answer}],")
        rows.append([str(number), opinion, "" if not answer else "②" if number % 6 == 2 else "①", answer])
    return f"#table(columns: (auto, 1fr, auto, 1fr), {' '.join(source)})", rows


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("before", [0, 3, 7, 11, 14])
def test_a_table_over_pages_is_one(header: bool, before: int) -> None:
    source, rows = _result(header=header)
    contents = read("前の行\n\n" * before + source)
    assert only_table(contents).grid() == rows
    assert [code for code in codes(contents) if code == "PC652"] == ["PC652"]


def test_what_was_joined_is_told() -> None:
    source, _ = _result(header=True)
    contents = read(source)
    (told,) = (finding for finding in contents.findings if finding.code == "PC652")
    assert "repeated header left out on pages 2-" in told.message
    assert "No.／意見の概要／対応／町の考え方" in told.message
    pages = {cell.page for cell in only_table(contents).cells}
    assert pages == {1, 2, 3, 4}


def test_two_tables_under_one_another_stay_two() -> None:
    first = "#table(columns: 2, [A], [B])\n次の表\n#table(columns: 2, [C], [D])\n#pagebreak()\n"
    contents = read(first + "#table(columns: 3, [E], [F], [G])")
    grids = [block.grid() for block in contents.blocks if isinstance(block, TableBlock)]
    assert grids == [[["A", "B"]], [["C", "D"]], [["E", "F", "G"]]]
    assert "PC652" not in codes(contents)


def test_a_table_without_lines_at_its_sides() -> None:
    source = """#table(columns: (3cm, 4cm, 3cm), stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt,
        left: if x > 0 { 0.5pt }), [項目], [内容], [期限], [バス], [増便], [来年度])"""
    assert only_table(read(source)).grid() == [["項目", "内容", "期限"], ["バス", "増便", "来年度"]]


def test_a_frame_round_text_is_no_table() -> None:
    contents = read("本文です。\n\n#rect(width: 8cm)[コラム　緑ヶ原線のあゆみ]\n\n続く本文です。")
    assert [(b.text, b.role, b.place) for b in contents.blocks if isinstance(b, TextBlock)] == [
        ("本文です。", "body", ""),
        ("コラム　緑ヶ原線のあゆみ", "box", "囲み"),
        ("続く本文です。", "body", ""),
    ]


def test_a_frame_round_the_page_is_an_ornament() -> None:
    source = "#set page(background: rect(width: 90%, height: 90%))\n本文です。\n\n次の段落です。"
    assert texts(read(source)) == ["本文です。", "次の段落です。"]


def test_turned_words_in_a_cell_stay_in_it() -> None:
    source = "#table(columns: 2, [#rotate(90deg, reflow: true)[基本目標]], [便数を増やす。])"
    assert only_table(read(source)).grid() == [["基本目標", "便数を増やす。"]]


def test_struck_words_are_told() -> None:
    contents = read("番号は（２）#strike[（３）]です。#underline[下線]はそのまま。")
    assert texts(contents) == ["番号は（２）（３）です。下線はそのまま。"]
    (told,) = (finding for finding in contents.findings if finding.code == "PC655")
    assert told.message.endswith(": （３）")
    assert told.place is not None
    assert told.place.page == 1
