"""Word files beside the bare row XML: the same parts from f-strings without looks, merges, names or sizes of anything.

Both write the same parts besides the document, and pack them in the same way.
"""

import html
import io
import zipfile
from typing import Any

import pytest

from plancomment.comments import Category, Comment
from plancomment.consultation import Consultation
from plancomment.report.contents import build_report
from plancomment.report.document import Cell, Column, Document, Row, Run, Section, Table
from plancomment.report.docx import render
from plancomment.report.packing import packed
from plancomment.responses import Response, ResponsePart

_OPINION = "{}番目の意見です。港へ行く道は歩道が狭く、雨の日は車椅子で通りにくいので、広げてほしいと思います。"
_ANSWER = "ご意見を踏まえ、第三章に歩道の拡幅を順に進めることを書き加えました。{}か所を予定しています。"
_WIDTHS = (800, 3900, 800, 4138)


def rows(count: int) -> Document:
    body = [
        Row(tuple(Cell((Run(text),)) for text in (str(n), _OPINION.format(n), "②", _ANSWER.format(n))))
        for n in range(count)
    ]
    columns = [Column(title, width) for title, width in zip(("No.", "意見", "対応", "考え方"), _WIDTHS, strict=True)]
    return Document("結果", [Section("一覧", [Table(columns, body)])])


def report(count: int) -> Document:
    """A result of so many comments, three of four answered together."""
    comments = [
        Comment(f"c{n}", number=str(n + 1), text=_OPINION.format(n) * (1 + n % 3), category_id=f"k{n % 20}")
        for n in range(count)
    ]
    groups = [comments[n : n + 60 : 20] for n in range(count) if n // 20 % 4 == 0]
    responses = [
        Response(f"R{n}", tuple(one.id for one in group), (ResponsePart(_ANSWER.format(n)),))
        for n, group in enumerate(groups)
    ]
    categories = [Category(f"k{n}", f"項目{n}", number=str(n + 1)) for n in range(20)]
    return build_report(Consultation("計画", categories=categories, comments=comments, responses=responses))


def _paragraph(style: str, more: str, marks: str, text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{marks}{run}</w:p>'


def _bookmark(anchor: str) -> str:
    name = anchor.replace("~~", "__s").replace("-", "_")
    return f'<w:bookmarkStart w:id="10000" w:name="{name}"/><w:bookmarkEnd w:id="10000"/>'


def _bare_table(table: Table) -> str:
    pieces = []
    widths = [9638 * column.width // sum(one.width for one in table.columns) for column in table.columns]
    for row, slots in zip(table.rows, table.grid(), strict=True):
        cells = []
        for place, (cell, starts) in enumerate(slots):
            if cell.colspan > 1 and place:
                continue
            span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
            merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
            anchors = (row.anchor if place == 0 else "", cell.anchor if starts else "")
            marks = "".join(_bookmark(anchor) for anchor in anchors if anchor)
            align = '<w:jc w:val="center"/>' if table.columns[place].align == "center" else ""
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="F4F6F7"/>' if cell.header else ""
            lines = cell.text.split("\n") if starts else [""]
            text = "".join(
                _paragraph("PlanCell", align, marks if at == 0 else "", line) for at, line in enumerate(lines)
            )
            width = f'<w:tcW w:w="{widths[place]}" w:type="dxa"/>'
            cells.append(f"<w:tc><w:tcPr>{width}{span}{merge}{shade}</w:tcPr>{text}</w:tc>")
        pieces.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return "".join(pieces)


def bare(document: Document, parts: dict[str, bytes]) -> bytes:
    """The rows of all tables, as plain as they can be."""
    tables = "".join(f"<w:tbl>{_bare_table(table)}</w:tbl>" for table in document.tables)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packed({**parts, "word/document.xml": f"<w:document {space}>{tables}</w:document>".encode()})


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def table(is_measured: bool) -> Document:
    return rows(3000 if is_measured else 30)


@pytest.fixture(scope="module")
def result(is_measured: bool) -> Document:
    return report(10_000 if is_measured else 40)


@pytest.mark.parametrize("kind", ["table", "result"])
def test_plancomment(benchmark: Any, kind: str, request: pytest.FixtureRequest) -> None:
    benchmark.group = kind
    assert benchmark.pedantic(render, (request.getfixturevalue(kind),), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("kind", ["table", "result"])
def test_bare_rows(benchmark: Any, kind: str, request: pytest.FixtureRequest) -> None:
    benchmark.group = kind
    document = request.getfixturevalue(kind)
    parts = parts_of(render(document))
    assert benchmark.pedantic(bare, (document, parts), rounds=5, warmup_rounds=1)
