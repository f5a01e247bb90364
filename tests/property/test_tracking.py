"""Accepting all tracked changes gives the final plan, rejecting all the draft, whatever was changed."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plancomment.read.blocks import TableBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits
from plancomment.tracking import write_tracked

docx = pytest.importorskip("docx")
pytest.importorskip("lxml")

WORDS = (
    "道路を広くします。",
    "公共交通の整備を進めます。",
    "令和6年度までに",
    "市民の参加",
    "",
    "一行目\n二行目",
    "\tタブ",
    "緑地の保全を図ります。",
    "同じ文",
)


def texts() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=3).map("".join)


Table = list[list[list[str]]]
Block = str | Table


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    return draw(
        st.lists(
            st.lists(st.lists(texts(), min_size=1, max_size=2), min_size=width, max_size=width), min_size=1, max_size=3
        )
    )


def blocks() -> st.SearchStrategy[list[Block]]:
    return st.lists(texts() | texts() | tables(), max_size=6)


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Block], list[Block]]:
    """A draft, and what became of it by a few edits, or something else altogether."""
    old = draw(blocks())
    if draw(st.integers(0, 4)) == 0:
        return old, draw(blocks())
    new: list[Block] = []
    for block in old:
        kind = draw(st.sampled_from(["keep", "keep", "change", "drop", "add"]))
        if kind == "drop":
            continue
        if kind == "add":
            new.append(draw(texts() | tables()))
        if kind == "change" and isinstance(block, str):
            new.append(block.replace("を", "及び") + draw(st.sampled_from(["", "追加", "。"])))
        elif kind == "change":
            rows = [row for row in block if draw(st.booleans())]
            new.append(
                [[[text + draw(st.sampled_from(["", "改"])) for text in cell] for cell in row] for row in rows] or block
            )
        else:
            new.append(block)
    if len(new) > 2 and draw(st.booleans()):
        new.insert(draw(st.integers(0, len(new) - 1)), new.pop(draw(st.integers(0, len(new) - 1))))
    return old, new


def make(path: Path, content: list[Block]) -> None:
    file = docx.Document()
    for block in content:
        if isinstance(block, str):
            paragraph = file.add_paragraph()
            # Several runs, so that changes go across their borders.
            for at in range(0, len(block), 5):
                paragraph.add_run(block[at : at + 5]).bold = at % 2 == 0
            continue
        table = file.add_table(len(block), len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, lines in zip(row.cells, cells, strict=True):
                cell.paragraphs[0].text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
        file.add_paragraph("表の後")
    file.add_paragraph("末尾")
    file.save(path)


def shown(path: Path, changes: Any = "accepted") -> list[Any]:
    """What our reader, which knows nothing of the writer, sees on one side of the changes."""
    contents = read_blocks(path.read_bytes(), path.name, Limits(), changes=changes)
    return [block.grid() if isinstance(block, TableBlock) else block.text for block in contents.blocks]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pair=edited())
def test_accepting_gives_the_final_plan_and_rejecting_the_draft(pair: tuple[list[Block], list[Block]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.docx" for name in ("draft", "final", "out")]
        make(paths[0], pair[0])
        make(paths[1], pair[1])
        assert write_tracked(*paths) == ()
        assert shown(paths[2], "original") == shown(paths[0])
        assert shown(paths[2], "accepted") == shown(paths[1])
        before = paths[2].read_bytes()
        write_tracked(*paths)
        assert paths[2].read_bytes() == before
