"""Plans out of files: what clauses cost beside reading the blocks of the same file.

Groups: 6,000 paragraphs, cells and headings in HTML, Word and Markdown; ``read_plan`` against the format's own reader.
Reading a plan should take at most 1.5 times as long again as reading its blocks.
"""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

import plancomment as pc
from plancomment.exercises import make_plan
from plancomment.read.limits import Limits
from plancomment.read.opening import open_contents
from plancomment.read.outline import read_plan


def _as_html(plan: pc.Plan, path: Path) -> None:
    tags = {"heading": "h2", "caption": "figcaption"}
    parts = [f"<{tag}>{escape(one.full_text)}</{tag}>" for one in plan.clauses for tag in (tags.get(one.kind, "p"),)]
    path.write_text(f'<html lang="ja"><meta charset="utf-8"><body>{"".join(parts)}</body></html>', encoding="utf-8")


def _as_markdown(plan: pc.Plan, path: Path) -> None:
    marks = {"heading": "## "}
    parts = [f"{marks.get(one.kind, '')}{one.full_text}" for one in plan.clauses]
    path.write_text("\n\n".join(parts), encoding="utf-8")


def _as_word(plan: pc.Plan, path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for one in plan.clauses:
        document.add_paragraph(one.full_text, style="Heading 2" if one.kind == "heading" else None)
    document.save(str(path))


_WRITERS = {".html": _as_html, ".md": _as_markdown, ".docx": _as_word}


@pytest.fixture(scope="module", params=list(_WRITERS))
def file(request: pytest.FixtureRequest, is_measured: bool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("plans") / f"plan{request.param}"
    _WRITERS[request.param](make_plan(6000 if is_measured else 100, seed=1), path)
    return path


def test_plan(benchmark: Any, file: Path) -> None:
    benchmark.group = f"a plan from {file.suffix}"
    plan = benchmark.pedantic(read_plan, (file,), {"version": "素案"}, rounds=5, warmup_rounds=1)
    assert len(plan.clauses) >= 100


def test_blocks(benchmark: Any, file: Path) -> None:
    benchmark.group = f"a plan from {file.suffix}"
    contents = benchmark.pedantic(open_contents, (file, Limits()), rounds=5, warmup_rounds=1)
    assert len(contents.blocks) >= 100
