"""HTML elements that hold characters only are read in one step; that gives what the walk through them gives."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.errors import ReadError
from plancomment.read.blocks import Contents
from plancomment.read.html import read_blocks, walk
from plancomment.read.html.texts import Text, collapse_lines
from plancomment.read.limits import Limits

pytest.importorskip("lxml")


def read(page: str, **limits: int) -> Contents:
    return read_blocks(page.encode(), "a.html", Limits(**limits))


ATTRIBUTES = (
    *("", "", "", "", " class=c", " id=n", " hidden", " title=footer", " lang=ja", " data-x=1", " role=heading"),
    *(" style='color:red'", " style='display:none'", " style='white-space:pre'", " style='list-style-type:katakana'"),
    *(" style='text-decoration:line-through'", " href=#n", " href=a.html", " rowspan=2", " colspan=2", " value=7"),
)
SIGNS = st.sampled_from(
    ["海", "山 川", "岸\n港", " 駅", "村\n", "\n  ", " ", "a\tb", "Sea\nis", "　", "&nbsp;", "가\n나"]
)
VOIDS = st.sampled_from(["<br>", "<br id=q>", "<img alt=図 src=a>", "<svg></svg>", "<wbr>", "<ruby>森<rt>もり</ruby>"])


def marked(tags: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One of these elements around something."""
    opened = st.tuples(st.sampled_from(tags.split()), st.sampled_from(ATTRIBUTES), inner)
    return opened.map(lambda one: f"<{one[0]}{one[1]}>{one[2]}</{one[0]}>")


def some(inner: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=most).map("".join)


INLINE = some(SIGNS | SIGNS | VOIDS | marked("b span a del sup", some(SIGNS | VOIDS | marked("i u font", SIGNS), 2)))
LEAF = marked("p div h2 h1 blockquote", INLINE)
ROWS = some(marked("tr", some(marked("td td th", INLINE | some(LEAF, 2)) | SIGNS)) | SIGNS)
LISTED = marked("ol ul", some(marked("li", INLINE | some(LEAF, 2)) | SIGNS)) | marked(
    "dl", some(marked("dt dd", INLINE))
)
TABLE = marked("table", ROWS | some(marked("thead tbody tfoot caption", ROWS)))


def is_same(page: str) -> bool:
    """Whether it is read as where no element is read in one step."""
    with mock.patch.object(walk, "LEAVES", frozenset()):
        walked = read(page)
    return read(page) == walked


@pytest.mark.parametrize("strategy", [LEAF, LISTED, TABLE, SIGNS | VOIDS | LEAF | LISTED | TABLE])
def test_what_is_read_in_one_step_is_what_the_walk_reads(strategy: st.SearchStrategy[str]) -> None:
    @given(some(strategy), st.sampled_from(["", "<main>", "<section>", "<nav>外</nav><pre>"]))
    def check(markup: str, around: str) -> None:
        assert is_same(f"<!doctype html><body>{around}{markup}")

    check()


@pytest.mark.parametrize(
    "markup",
    [
        "外<p>海</p>外<h2>山</h2>\n外",
        "<p id=a></p><p>海</p><svg></svg><p>山</p>",
        "<p><b><i><u><s>海</s></u></i></b></p><p><b><i><u><font>山</font></u></i></b></p><p><b> </b><br> </p>",
        "<p>\n<b>\n海</b></p><p> <b> </b>\n山</p><p><b>川</b><br>\n<br>岸 <br></p>",
        "<p><a href=#n>海</a><a href=n title=x>山</a><b style='color:red'>川</b><b style='display:none'>岸</b></p>",
        "<div title=footer>海</div><div title=x>山</div><p title=footer>川</p>",
        "<ol><li>海</li>外<li>山</ol><ol>外<li>海</ol><ol><li>海<p>山</ol><ol><li value=4>海<li>山</ol>",
        "<ol><li><li>海<li> </ol><ul><li><li>海</ul><ol class=c>\n<li class=c>海</li>\n</ol><li>迷",
        "<ol><li>海<ol><li>山<li></ol><li><ul><li>川</ul></ol><dl><dt>岸<dt><dd>港<dd></dl>",
        "<table><tr><td>海</td>外<td>山</table><table><tr><td>海</tr>外<tr><td>山</table><table>外<tr><td>海</table>",
        "<table><tr>外<td>海</table><table><tr><p>海</p><td>山</table><table><tr></table><table></table>",
        "<table><thead><tr><td>海<th>山<tbody><tr><td>川<tfoot><tr><td>岸<td>港<td>駅</table>",
        "<table><thead>外<tr><td>海<tbody><tr class=c><td class=c>山<td>川\n岸</table>",
        "<table><tr><td rowspan=3>海<td>山<tr><td>川<tr><th>岸<td>港<tr><td>駅<td>町<td>村</table>",
        "<table><thead><tr><td rowspan=2>海<td>山<tr><td>川<tbody><tr><td>岸<td>港</table>",
        "<table><thead><tr><td colspan=2>海<tr><td>山<td>川<tr role=heading><td>岸</table>",
        "<table><caption>海</caption><tr><td>山<td>川<br>岸<tr hidden><td>港<tr><td><p>駅</table>",
        "<table role=none><tr><td>海</table><table><tr><td><h2>山</h2><td>川<tr><td>岸</table>",
        "<blockquote><p>海</p>山</blockquote><details><summary>川</summary>岸</details><p>" + "港 " * 90,
    ],
)
def test_each_way_out_of_one_step_leads_to_the_walk(markup: str) -> None:
    assert is_same(f"<!doctype html><body>{markup}")
    assert is_same(f"<!doctype html><h1>題</h1><body>外<main>{markup}</main>{markup}")


@pytest.mark.parametrize(
    ("markup", "limits", "said"),
    [
        ("<p>海海", {"cell_characters": 1}, "line 1: a text"),
        ("<div><table><tr><td><p><b>海", {"depth": 7}, "Limits.depth"),
        ("<ol><li>海海</ol>", {"cell_characters": 1}, "line 1: a text"),
        ("<table><td>海海</table>", {"cell_characters": 1}, "line 1: a text"),
        ("<table><tr><td>海<tr><td>山</table>", {"rows": 1}, "1 rows"),
        ("<table><tr><td>海<td>山</table>", {"columns": 1}, "1 columns"),
        ("<table><tr><td>海<td>山<tr><td>川</table>", {"cells": 3}, "3 cells"),
        ("<table><caption>題</caption><tr><td>海<td>山<tr><td>川</table>", {"cells": 3}, "3 cells"),
        ("<table><caption>題</caption><tr><td>海<tr><td>山</table>", {"rows": 1}, "1 rows"),
    ],
)
def test_the_limits_hold_in_one_step(markup: str, limits: dict[str, int], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(f"<body>{markup}", **limits)


@given(st.lists(SIGNS, max_size=8).map("".join))
def test_a_whole_paragraph_collapses_as_its_parts_do(text: str) -> None:
    parts = Text()
    parts.add(text)
    assert collapse_lines(text) == parts.take(exactly=False)[0]
