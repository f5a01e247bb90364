"""PDFs as an office program makes them, from a Word file: skipped where LibreOffice or a Japanese font is missing."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from plancomment.read.blocks import TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.pdf import read_blocks

docx = pytest.importorskip("docx")
pytest.importorskip("pdfplumber")
pytest.importorskip("pypdfium2")

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(
        not any(Path("/usr/share/fonts").rglob("NotoSerifCJK*")), reason="no Japanese font to set test files with"
    ),
]
SENTENCE = (
    "緑ヶ原町では、人口の減少と高齢化が進む中で公共交通を維持するため、令和6年度から令和10年度までの５年間を"
    "計画期間とする計画を定め、DX（デジタル化）により予約の手間を減らします。"
)


def _word_file() -> bytes:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = "Noto Serif CJK JP"
    normal.font.size = docx.shared.Pt(10.5)
    normal.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "Noto Serif CJK JP")
    document.sections[0].header.paragraphs[0].text = "緑ヶ原町公共交通計画（素案）"
    document.add_heading("第１章　計画の策定に当たって", 1)
    document.add_heading("１　計画の目的", 2)
    for _ in range(14):
        document.add_paragraph(f"　{SENTENCE}")
    document.add_paragraph(SENTENCE, style="List Number")
    document.add_paragraph("二番目の項目", style="List Number")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("番号", "意見", "町の考え方"), strict=True):
        cell.text = text
    for number in range(1, 31):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = str(number), SENTENCE, "検討します。"
    struck = document.add_paragraph("残る言葉と")
    struck.add_run("消した言葉").font.strike = True
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_printed_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(_word_file())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plan.docx")], check=True, capture_output=True, timeout=120)
    contents = read_blocks((tmp_path / "plan.pdf").read_bytes(), "plan.pdf", Limits())
    blocks = [block for block in contents.blocks if isinstance(block, TextBlock)]
    assert [(block.text, block.level) for block in blocks if block.role == "heading"] == [
        ("第１章　計画の策定に当たって", 1),
        ("１　計画の目的", 2),
    ]
    assert [block.text for block in blocks if block.role == "body"] == [*[SENTENCE] * 14, "残る言葉と消した言葉"]
    items = [block.text.replace("　", "").replace(" ", "") for block in blocks if block.role == "item"]
    assert items == [f"1.{SENTENCE}", "2.二番目の項目"]
    (table,) = (block for block in contents.blocks if isinstance(block, TableBlock))
    assert table.grid()[1:] == [[str(number), SENTENCE, "検討します。"] for number in range(1, 31)]
    told = {finding.code: finding.message for finding in contents.findings}
    assert told["PC651"].endswith(": 緑ヶ原町公共交通計画（素案）")
    assert told["PC655"].endswith(": 消した言葉")
    assert "PC652" in told
