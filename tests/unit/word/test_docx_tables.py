"""Tables of a Word file are read as the grid that is seen: merged cells once, nothing twice, nothing lost."""

import io
from typing import Any

import docx
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from plancomment.errors import ReadError
from plancomment.read.blocks import CellBlock, TableBlock, TextBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int | str) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def cells(word: Any, body: str, **more: Any) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of the cells of the first table."""
    table = next(block for block in word.read(body, **more).blocks if isinstance(block, TableBlock))
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in table.cells]


def test_merged_cells_stand_once(word: Any) -> None:
    body = word.table(
        word.row(word.cell("見出し", own=span(2)), "右", own="<w:tblHeader/>"),
        word.row(word.cell("縦", own=RESTART), "一", "二"),
        word.row(word.cell(own=CONTINUE), "三", "四"),
        word.row(word.cell("新", own=RESTART), "五", "六"),
    )
    (table,) = word.read(body).blocks
    assert (table.height, table.width) == (4, 3)
    assert cells(word, body) == [
        (1, 1, 1, 2, "見出し"),
        (1, 3, 1, 1, "右"),
        (2, 1, 2, 1, "縦"),
        (2, 2, 1, 1, "一"),
        (2, 3, 1, 1, "二"),
        (3, 2, 1, 1, "三"),
        (3, 3, 1, 1, "四"),
        (4, 1, 1, 1, "新"),
        (4, 2, 1, 1, "五"),
        (4, 3, 1, 1, "六"),
    ]
    assert [cell.header for cell in table.cells] == [True, True] + [False] * 8


def test_rows_that_begin_later_or_end_earlier(word: Any) -> None:
    body = word.table(
        word.row("一", "二", "三"),
        word.row("後", own='<w:gridBefore w:val="2"/>'),
        word.row("先", own='<w:gridAfter w:val="3"/>'),
        word.row("無", own='<w:gridBefore w:val="-1"/>'),
    )
    found = word.read(body)
    assert word.grid(body) == [
        ["一", "二", "三", ""],
        ["", "", "後", ""],
        ["先", "", "", ""],
        ["無", "", "", ""],
    ]
    assert "'-1'" in word.told(found, "PC649")[0].message


def test_merges_that_do_not_fit_are_cells_of_their_own(word: Any) -> None:
    body = word.table(
        word.row(word.cell("上のない続き", own=CONTINUE), "甲"),
        word.row(word.cell("幅の違う続き", own=CONTINUE + span(2))),
        word.row(word.cell("乙", own=RESTART), "丙"),
        word.row(word.cell("丁", own=RESTART), "戊"),
        word.row(word.cell(own=CONTINUE), word.cell("続きでない", own=CONTINUE)),
    )
    assert cells(word, body) == [
        (1, 1, 1, 1, "上のない続き"),
        (1, 2, 1, 1, "甲"),
        (2, 1, 1, 2, "幅の違う続き"),
        (3, 1, 1, 1, "乙"),
        (3, 2, 1, 1, "丙"),
        (4, 1, 2, 1, "丁"),
        (4, 2, 1, 1, "戊"),
        (5, 2, 1, 1, "続きでない"),
    ]


def test_words_under_a_merged_cell_are_told(word: Any) -> None:
    body = word.table(word.row(word.cell("上", own=RESTART)), word.row(word.cell("下", own=CONTINUE)))
    found = word.read(body)
    assert word.grid(body) == [["上"], [""]]
    assert "「下」" in word.told(found, "PC642")[0].message_ja


def test_cells_merged_sideways_in_the_old_way(word: Any) -> None:
    body = word.table(
        word.row(word.cell("甲", own='<w:hMerge w:val="restart"/>'), word.cell(own="<w:hMerge/>"), "乙"),
        word.row(word.cell("先頭", own="<w:hMerge/>"), "丙", "丁"),
    )
    assert cells(word, body) == [
        (1, 1, 1, 2, "甲"),
        (1, 3, 1, 1, "乙"),
        (2, 1, 1, 1, "先頭"),
        (2, 2, 1, 1, "丙"),
        (2, 3, 1, 1, "丁"),
    ]


def test_cells_of_several_paragraphs_and_numbers(word: Any) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="aiueoFullWidth"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    inside = word.cell(word.numbered("一"), "", word.numbered("二"), word.p("三<br/>".replace("<br/>", "行")))
    found = word.grid(word.table(word.row(inside, "")) + word.numbered("外"), numbering=numbering)
    assert found == [["ア 一\n\nイ 二\n三行", ""]]


def test_struck_and_hidden_lines_leave_no_blank_line(word: Any) -> None:
    inside = word.cell(
        "一", word.p(word.r("消", "<w:strike/>")), word.p(word.r("隠", "<w:vanish/>"), mark="<w:vanish/>")
    )
    assert word.grid(word.table(word.row(inside))) == [["一"]]


def test_tables_within_cells(word: Any) -> None:
    inner = word.table(word.row("甲", "乙"), word.row("丙", "丁"))
    body = word.table(word.row(word.cell("前", inner, word.p()), word.cell(inner, "後")))
    assert word.grid(body) == [["前\n甲\t乙\n丙\t丁", "甲\t乙\n丙\t丁\n後"]]


def test_a_frame_around_tables_is_no_table(word: Any) -> None:
    inner = word.table(word.row("甲", "乙"))
    found = word.read(word.table(word.row(word.cell("前", inner, "後"))))
    assert [getattr(block, "text", "表") for block in found.blocks] == ["前", "表", "後"]
    two = word.table(word.row(word.cell(inner)), word.row("下"))
    assert word.grid(two) == [["甲\t乙"], ["下"]]
    beside = word.table(word.row(word.cell(inner), "右"))
    assert word.grid(beside) == [["甲\t乙", "右"]]
    assert not word.read(word.table() + word.table(word.row())).blocks


def test_rows_and_cells_in_wrappers(word: Any) -> None:
    row = word.row(f"<w:sdt><w:sdtPr/><w:sdtContent>{word.cell('甲')}</w:sdtContent></w:sdt>", "乙")
    wrapped = f"<w:sdt><w:sdtPr><w:id/></w:sdtPr><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    other = f"<mc:AlternateContent><mc:Choice>{word.row('丙', '丁')}</mc:Choice></mc:AlternateContent>"
    control = f"<w:sdt><w:sdtContent>{word.p('中')}</w:sdtContent></w:sdt>"
    body = word.table(wrapped, f"<w:customXml>{other}</w:customXml>", word.row(word.cell(control), "戊"))
    assert word.grid(body) == [["甲", "乙"], ["丙", "丁"], ["中", "戊"]]


def test_boxes_and_notes_in_cells_follow_the_table(word: Any) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{word.p('枠')}</w:txbxContent></w:pict></w:r>"
    refer = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = word.table(word.row(word.cell(word.p("甲", box)), word.cell(word.p("乙", refer)))) + word.p("後")
    blocks = word.read(body, footnotes=f'<w:footnote w:id="1">{word.p("注")}</w:footnote>').blocks
    assert [cell.text for cell in blocks[0].cells] == ["甲", "乙"]
    texts = [(block.text, block.role) for block in blocks[1:] if isinstance(block, TextBlock)]
    assert texts == [("枠", "box"), ("注", "note"), ("後", "body")]


def test_hidden_rows_are_told(word: Any) -> None:
    body = word.table(word.row("甲", "乙"), word.row("内", "部", own="<w:hidden/>"), word.row("丙", "丁"))
    assert word.grid(body) == [["甲", "乙"], ["丙", "丁"]]
    assert "「内 部」" in word.told(word.read(body), "PC642")[0].message_ja


STORED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def test_cells_of_a_row_share_its_page_breaks(word: Any) -> None:
    body = word.table(
        word.row("一", "一"),
        word.row(word.cell(word.p(STORED, "二")), word.cell(word.p("二")), word.cell(word.p(STORED, "二"))),
        word.row(
            word.cell(word.p("二", STORED, "三へ"), word.p("三")), word.cell(word.p("二"), word.p(STORED, "三")), "二"
        ),
        word.row(word.cell(word.p("三")), word.cell(word.p(STORED, "四", STORED, "五"))),
    )
    found = word.read(word.p("一") + body + word.p("五"))
    table = found.blocks[1]
    assert [(cell.text[0], cell.page) for cell in table.cells] == [
        ("一", 1), ("一", 1),
        ("二", 2), ("二", 2), ("二", 2),
        ("二", 2), ("二", 2), ("二", 2),
        ("三", 3), ("四", 4),
    ]  # fmt: skip
    assert found.blocks[2].page == 5


def test_a_break_before_a_table_is_taken_by_its_first_row(word: Any) -> None:
    asked = '<w:r><w:br w:type="page"/></w:r>'
    body = word.p("一", asked) + word.table(word.row("二", word.cell(word.p(STORED, "二")))) + word.p("二")
    found = word.read(body)
    assert [cell.page for cell in found.blocks[1].cells] == [2, 2]
    assert found.blocks[2].page == 2


# ── what no table should say ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("columns", ["1000000000", "99999999999999999999", "0", "-2", "wide", ""])
def test_spans_that_cannot_be(word: Any, columns: str) -> None:
    body = word.table(word.row(word.cell("甲", own=span(columns)), "乙"))
    assert word.grid(body) == [["甲", "乙"]]
    assert repr(columns)[:20] in word.told(word.read(body), "PC649")[0].message


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(rows=2), "a table of 3 rows, more than 2 (Limits.rows)"),
        (Limits(columns=3), "a table of 4 columns, more than 3 (Limits.columns)"),
        (Limits(cells=11), "a table of 12 cells, more than 11 (Limits.cells)"),
        (Limits(cell_characters=3), "a table, row 1, column 1: a cell of 5 characters, more than 3"),
    ],
)
def test_limits(word: Any, limits: Limits, words: str) -> None:
    row = word.row(word.cell("一二", "三四"), "", "", "")
    with pytest.raises(ReadError) as caught:
        word.read(word.table(row, row, row), limits=limits)
    assert words in str(caught.value)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────


Size = tuple[int, int, list[tuple[int, int, int, int]]]


@st.composite
def merges(draw: st.DrawFn) -> Size:
    """The size of a table, and rectangles within it (top, left, bottom, right)."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    corners = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1))
    pairs = draw(st.lists(st.tuples(corners, corners), max_size=4))
    taken: set[tuple[int, int]] = set()
    rectangles = []
    for (a, b), (c, d) in pairs:
        top, bottom, left, right = min(a, c), max(a, c), min(b, d), max(b, d)
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not places & taken:
            taken |= places
            rectangles.append((top, left, bottom, right))
    return height, width, rectangles


def _table_of(size: Size) -> tuple[CellBlock, ...]:
    """A table that python-docx merged, as it is read."""
    height, width, rectangles = size
    document = docx.Document()
    table = document.add_table(height, width)
    for row in range(height):
        for column in range(width):
            table.cell(row, column).text = f"{row}-{column}"
    for top, left, bottom, right in rectangles:
        if (top, left) != (bottom, right):
            merged = table.cell(top, left).merge(table.cell(bottom, right))
            merged.text = f"{top}-{left}"
    kept = io.BytesIO()
    document.save(kept)
    (block,) = read_blocks(kept.getvalue(), "made.docx", Limits()).blocks
    assert isinstance(block, TableBlock)
    return block.cells


@settings(max_examples=30)
@given(merges())
def test_every_place_is_covered_once_and_what_was_merged_is(size: Size) -> None:
    height, width, rectangles = size
    found = _table_of(size)
    covered = [
        (row, column)
        for cell in found
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(1, height + 1) for column in range(1, width + 1)]
    expected = {(t + 1, left + 1, b - t + 1, r - left + 1) for t, left, b, r in rectangles if (t, left) != (b, r)}
    merged = {(cell.row, cell.column, cell.rows, cell.columns) for cell in found if cell.rows * cell.columns > 1}
    assert merged == expected
    assert all(cell.text == f"{cell.row - 1}-{cell.column - 1}" for cell in found)
