"""Reading PDFs beside the libraries' own bare loops on the same file.

The peer does what every reader must: the text of all pages by pypdfium2, and the tables by pdfplumber on the pages that
have some. It gives strings; ``read_blocks`` gives paragraphs, headings, joined tables and findings.
"""

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from plancomment.read.limits import Limits
from plancomment.read.pdf import read_blocks

typst = pytest.importorskip("typst")
pdfium = pytest.importorskip("pypdfium2")
pdfplumber = pytest.importorskip("pdfplumber")

pytestmark = pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("NotoSerifCJK*")), reason="no Japanese font to set test files with"
)
HEAD = """
#set page(paper: "a4", numbering: "1", header: [緑ヶ原町 公共交通計画（素案）])
#set text(font: "Noto Serif CJK JP", size: 10.5pt, lang: "ja")
#set par(justify: true, first-line-indent: (amount: 1em, all: true))
"""
SENTENCE = (
    "緑ヶ原町では、人口の減少と高齢化が進む中で公共交通を維持するため、令和6年度から令和10年度までの５年間を"
    "計画期間とする計画を定め、DX（デジタル化）により予約の手間を減らします。"
)


def _plan(pages: int) -> bytes:
    """Running text only: the case in which a line of Python for each letter would cost most."""
    chapters = (
        f"= 第{n}章　取組の方針\n" + f"{n}番目の方針です。{SENTENCE * 4}\n\n" * 4 + "#pagebreak()\n"
        for n in range(pages)
    )
    return bytes(typst.compile((HEAD + "".join(chapters)).encode()))


def _office_plan(folder: Path, chapters: int) -> bytes:
    """Running text printed by LibreOffice, which places each change between Japanese and Latin letters by itself."""
    docx = pytest.importorskip("docx")
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Serif CJK JP", docx.shared.Pt(10.5)
    normal.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "Noto Serif CJK JP")
    document.sections[0].header.paragraphs[0].text = "緑ヶ原町 公共交通計画（素案）"
    for chapter in range(1, chapters + 1):
        document.add_heading(f"第{chapter}章　取組の方針", 1)
        for number in range(1, 13):
            document.add_paragraph(f"　{number}番目の方針です。{SENTENCE * 4}")
    document.save(folder / "plan.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "plan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return (folder / "plan.pdf").read_bytes()


def _result(rows: int) -> bytes:
    """A published result: a table over many pages."""
    cells = (f"[{n}], [{SENTENCE}], [①], [{SENTENCE * (n % 3 + 1)}]," for n in range(1, rows + 1))
    header = "table.header([No.], [意見の概要], [対応], [町の考え方]),"
    return bytes(typst.compile(f"{HEAD}#table(columns: (auto, 1fr, auto, 1fr), {header} {' '.join(cells)})".encode()))


def _bare(data: bytes, tables_on: Sequence[int]) -> int:
    document = pdfium.PdfDocument(data)
    size = 0
    for page in document:
        text = page.get_textpage()
        size += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    if tables_on:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            for at in tables_on:
                size += len(opened.pages[at].extract_tables())
    return size


@pytest.fixture(scope="module")
def plan(is_measured: bool) -> bytes:
    return _plan(60 if is_measured else 2)


@pytest.fixture(scope="module")
def office_plan(tmp_path_factory: pytest.TempPathFactory, is_measured: bool) -> bytes:
    return _office_plan(tmp_path_factory.mktemp("office"), 20 if is_measured else 1)


@pytest.fixture(scope="module")
def result(is_measured: bool) -> tuple[bytes, range]:
    data = _result(60 if is_measured else 4)
    with pdfium.PdfDocument(data) as document:
        return data, range(len(document))


@pytest.mark.benchmark(group="a plan of running text (PDF)")
def test_read_blocks_plan(benchmark: Any, plan: bytes) -> None:
    benchmark.pedantic(read_blocks, (plan, "案.pdf", Limits()), rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="a plan of running text (PDF)")
def test_bare_plan(benchmark: Any, plan: bytes) -> None:
    benchmark.pedantic(_bare, (plan, ()), rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="a plan of running text, by LibreOffice (PDF)")
def test_read_blocks_office_plan(benchmark: Any, office_plan: bytes) -> None:
    benchmark.pedantic(read_blocks, (office_plan, "案.pdf", Limits()), rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="a plan of running text, by LibreOffice (PDF)")
def test_bare_office_plan(benchmark: Any, office_plan: bytes) -> None:
    benchmark.pedantic(_bare, (office_plan, ()), rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="a result of one long table (PDF)")
def test_read_blocks_result(benchmark: Any, result: tuple[bytes, range]) -> None:
    benchmark.pedantic(read_blocks, (result[0], "結果.pdf", Limits()), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="a result of one long table (PDF)")
def test_bare_result(benchmark: Any, result: tuple[bytes, range]) -> None:
    benchmark.pedantic(_bare, result, rounds=5, warmup_rounds=1)
