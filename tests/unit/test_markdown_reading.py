"""Markdown texts read into blocks, for plans and published results alike."""

import pytest

from plancomment.errors import ReadError
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.markdown import parse_blocks, read_blocks


def read(text: str, **limits: int) -> Contents:
    return parse_blocks(text, "a.md", Limits(**limits))


def test_texts_have_roles_labels_and_levels() -> None:
    text = "# 海\n\n本市は\n**海**に  \n面する\n\n3. 山\n   - 川\n\n   続き\n4)\n\n![図1 港](a.png)\n\n```\n a\n```"
    assert read(text).blocks == (
        TextBlock("海", "heading", level=1, file_line=1),
        TextBlock("本市は海に\n面する", file_line=3, breaks=(3,)),
        TextBlock("山", "item", "3.", " ", 1, file_line=7),
        TextBlock("川", "item", level=2, file_line=8),
        TextBlock("続き", level=1, file_line=10),
        TextBlock("", "item", "4)", level=1, file_line=11),
        TextBlock("図1 港", "caption", file_line=13),
        TextBlock("a".rjust(2), "code", file_line=16),
    )


def test_a_line_with_a_label_begins_a_block_and_keeps_it() -> None:
    assert [
        (one.text, one.breaks, one.file_line)
        for one in read("海\n（１）山\nThe\nsea").blocks
        if isinstance(one, TextBlock)
    ] == [
        ("海", (), 1),
        ("（１）山 The sea", (5, 9), 2),
    ]


def test_tables_have_a_header_row_and_lose_no_cell() -> None:
    text = "| a | b |\n|---|---|\n| 1 |\n<!-- page: 3 -->\n| 2 | 3<br>4 | 5 |\n| ![図](a.png) | 6 |\n\n後"
    assert read(text).blocks == (
        TableBlock(
            (
                CellBlock(1, 1, "a", header=True, file_line=1),
                CellBlock(1, 2, "b", header=True, file_line=1),
                CellBlock(2, 1, "1", file_line=3),
                CellBlock(3, 1, "2", page=3, file_line=5),
                CellBlock(3, 2, "3\n4", page=3, file_line=5),
                CellBlock(3, 3, "5", page=3, file_line=5),
                CellBlock(4, 2, "6", page=3, file_line=6),
            ),
            4,
            3,
        ),
        TextBlock("図", "caption", page=3, file_line=6),
        TextBlock("後", page=3, file_line=8),
    )


def test_marks_tell_pages_and_the_printed_line_of_one_block() -> None:
    blocks = read("<!-- page: 8, line: 7 -->\n海\n\n山\n\n<!--\npage: 9\n--> 川").blocks
    assert [(one.page, one.line, one.file_line) for one in blocks if isinstance(one, TextBlock)] == [
        (8, 7, 2),
        (8, None, 4),
        (9, None, 8),
    ]
    with pytest.raises(ReadError, match=r"a\.md: 2 problem") as caught:
        read("<!-- page: x -->\n\n海\n\n<!-- 開いた")
    assert [str(one).split(":")[0] for one in caught.value.problems] == ["line 1", "line 5"]


def test_bytes_are_utf_8_or_cp932() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp932", "utf-16"):
        assert read_blocks("海①".encode(encoding), "a.md", Limits()).blocks[0].text == "海①"  # type: ignore[union-attr]
    with pytest.raises(ReadError, match="encoding"):
        read_blocks(b"\xff\xff", "a.md", Limits())


@pytest.mark.parametrize(
    ("text", "limits", "said"),
    [
        ("海" * 11, {"cell_characters": 10}, "line 1: a text of 11 characters"),
        ("|a|\n|-|\n|" + "b" * 11 + "|", {"cell_characters": 10}, "line 3: a text of 11 characters"),
        ("|a|\n|-|\n" + "|b|\n" * 10, {"rows": 10}, "line 12: a table of more than 10 rows"),
        ("|a|b|\n|-|-|\n", {"columns": 1}, "more than 1 columns"),
        ("|a|b|\n|-|-|\n|c|d|", {"cells": 3}, "more than 3 cells"),
        (">" * 300 + "a", {}, "nested deeper than 50"),
        ("海\n\n" + "[" * 2001, {}, "line 3: a paragraph or cell with more than 2000 of the signs"),
    ],
)
def test_texts_beyond_the_limits_are_refused(text: str, limits: dict[str, int], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(text, **limits)
