"""HTML: ``render`` beside a plain template, ``str.format`` with escaped texts, that writes the same bytes.

The plain template knows beforehand which row is of which kind and which groups the rows stand in; it looks at no text,
places no cell, and takes everything around the table ready made.
"""

import html
import re
import tracemalloc
from typing import Any

import attrs
import pytest

import plancomment as pc
from plancomment.report.document import Document
from plancomment.report.html import render

_FIRST = re.compile(r"<tr.*?</tr>\n", re.DOTALL)


@pytest.fixture(scope="module")
def document(is_measured: bool) -> Document:
    """A result with so many comments, every two of them with one answer, and nothing compared."""
    size = 10_000 if is_measured else 200
    categories = tuple(pc.Category(str(n), f"項目{n}") for n in range(20))
    comments = tuple(
        pc.Comment(
            f"C{n}",
            summary=f"{n}番目の意見として、\n「公共交通」の利便性を高める取組を求めます。" * 4,
            category_id=str(n * 20 // size),
            number=str(n),
        )
        for n in range(size)
    )
    answers = tuple(
        pc.Response(
            f"A{n}",
            tuple(one.id for one in comments[n : n + 2]),
            (pc.ResponsePart("いただいたご意見を踏まえ、関係機関と連携して取り組みます。" * 5),),
        )
        for n in range(0, size, 2)
    )
    return pc.build_report(pc.Consultation("意見募集", categories=categories, comments=comments, responses=answers))


@attrs.frozen
class Template:
    """A page cut into the templates of its rows, and what is put into each of them.

    Attributes:
        rows: a template for each kind of row, or what stands between rows, with the words for it.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def render(self) -> str:
        return "".join([form.format(*[_text(one) for one in words]) if words else form for form, words in self.rows])


def _text(words: str) -> str:
    return html.escape(words, quote=False).replace('"', "&quot;").replace("\n", "<br>\n")


@pytest.fixture(scope="module")
def template(document: Document) -> Template:
    page = render(document)
    table = next(one for one in document.tables if one.anchor == "comments")
    begin = page.index("<tbody", page.index('id="comments"'))
    pieces: list[tuple[str, tuple[str, ...]]] = [(page[:begin], ())]
    forms: dict[str, str] = {}
    at = begin
    rows = iter(table.rows)
    for match in _FIRST.finditer(page, begin):
        row = next(rows, None)
        if row is None:
            break
        pieces.append((page[at : match.start()], ()))
        at = match.end()
        words: list[str] = []
        form = match[0].replace("{", "{{").replace("}", "}}")
        for name in filter(None, (row.anchor, *(cell.anchor for cell in row.cells))):
            form = form.replace(f'id="{name}"', 'id="{}"', 1)
        for cell in row.cells:
            for run in cell.runs:
                if run.text:
                    form = form.replace(f">{_text(run.text)}<", ">{}<", 1)
                if run.anchor:
                    form = form.replace(f'id="{run.anchor}"', 'id="{}"', 1)
        words = [
            name for name in re.findall(r'id="([^"]*)"|>([^<>]+(?:<br>\n[^<>]+)*)<', match[0]) for name in name if name
        ]
        words = [html.unescape(one.replace("<br>\n", "\n")) for one in words]
        # One string for each form, as a template is written once.
        pieces.append((forms.setdefault(form, form), tuple(words)))
    pieces.append((page[at:], ()))
    return Template(tuple(pieces))


def test_the_template_writes_the_same_bytes_from_few_forms(document: Document, template: Template) -> None:
    assert template.render() == render(document)
    assert len({form for form, words in template.rows if words}) <= 6


def with_plain_template(document: Document, template: Template) -> str:
    return template.render()


def with_plancomment(document: Document, template: Template) -> str:
    return render(document)


@pytest.mark.parametrize("write", [with_plain_template, with_plancomment], ids=lambda write: write.__name__)
def test_write_page(benchmark: Any, document: Document, template: Template, write: Any, is_measured: bool) -> None:
    benchmark.group = "HTML page, 10,000 comments"
    assert benchmark.pedantic(write, (document, template), rounds=7 if is_measured else 1)
    tracemalloc.start()
    write(document, template)
    benchmark.extra_info["MB"] = round(tracemalloc.get_traced_memory()[1] / 1e6)
    tracemalloc.stop()
    if write is with_plancomment:
        assert benchmark.extra_info["MB"] < 600
