"""Text that other programs find in a Word file is found here, too: what they see and we do not is a bug."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from plancomment.read.blocks import Contents, TextBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits

HTML = """<html><body><h1>みどり市総合計画</h1>
<p>この計画は、<b>市民</b>と共に策定します。</p>
<ol><li>子育て<ol><li>保育</li><li>教育</li></ol></li><li>防災</li></ol><ul><li>見守り</li></ul>
<table border="1"><thead><tr><th>指標</th><th colspan="2">目標</th></tr></thead>
<tr><td rowspan="2">人口</td><td>現在</td><td>５万人</td></tr><tr><td>将来</td><td>４万人</td></tr></table>
<h2>推進体制</h2><p>部会を置く。<br>年度ごとに評価する。</p></body></html>"""


ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:h text:outline-level="2">施策</text:h>
<text:p>健診で<text:ruby><text:ruby-base>罹患</text:ruby-base><text:ruby-text>りかん</text:ruby-text></text:ruby>を減らす<text:note
 text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>市の調べによる。</text:p>
</text:note-body></text:note>。</text:p>
<text:p>枠の前<draw:frame svg:width="5cm" svg:height="2cm" text:anchor-type="paragraph"><draw:text-box>
<text:p>囲みの文</text:p></draw:text-box></draw:frame></text:p>
</office:text></office:body></office:document>"""


def bag(texts: Iterable[str]) -> Counter[str]:
    """The words in texts, without spaces, signs and widths."""
    folded = unicodedata.normalize("NFKC", "\n".join(texts))
    return Counter(re.findall(r"\w+", folded))


#: Around ruby the others lose the base, or mix the reading into it.
RUBY = re.compile("健診で.*を減らす")


def missed(theirs: Counter[str], contents: Contents) -> dict[str, int]:
    """The words that occur more often in theirs than in the blocks and in what findings tell."""
    texts = [finding.message_ja for finding in contents.findings]
    for block in contents.blocks:
        texts += [block.label, block.text] if isinstance(block, TextBlock) else [cell.text for cell in block.cells]
    whole = "".join(unicodedata.normalize("NFKC", "".join(texts)).split())
    return {word: count for word, count in theirs.items() if whole.count(word) < count and not RUBY.match(word)}


def seen_by_mammoth(data: bytes) -> Counter[str]:
    import mammoth

    return bag([mammoth.extract_raw_text(io.BytesIO(data)).value])


def _flat(nested: Any) -> Iterator[str]:
    if isinstance(nested, str):
        yield nested
    else:
        for inner in nested:
            yield from _flat(inner)


def seen_by_docx2python(data: bytes) -> Counter[str]:
    from docx2python import docx2python

    with docx2python(io.BytesIO(data), duplicate_merged_cells=False) as document:
        parts = (document.body, document.footnotes, document.endnotes)
        texts = [re.sub(r"^[\t ]*(?:\d+\)|--)\t|----.*?----|footnote\d+\)", "\n", text) for text in _flat(parts)]
    return Counter(set(bag(texts)))  # once each: it reads every alternative of a text box


def made_by_python_docx() -> bytes:
    document = docx.Document()
    document.add_heading("第１章　計画の策定", 1)
    paragraph = document.add_paragraph("市民が")
    paragraph.add_run("安心").bold = True
    paragraph.add_run("して\tくらす\nまち。")
    for text in ("子育て", "防災"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "結合した欄"
    table.cell(2, 2).text = "右下"
    table.cell(2, 0).add_table(1, 2).cell(0, 1).text = "内側"
    document.sections[0].header.paragraphs[0].text = "みどり市"
    document.add_page_break()
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def made_of_xml(word: Any) -> bytes:
    """What python-docx does not make, and loses when it reads."""
    box = f"<w:txbxContent>{word.p('囲みの文')}</w:txbxContent>"
    drawing = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    drawing += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{word.p('部品の文')}</w:sdtContent></w:sdt>"
    refer = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return bytes(
        word.file(
            word.p("前文", f"<w:ins>{word.r('挿入')}</w:ins>", refer, drawing)
            + control
            + word.p("添付", word.field(" REF a ", word.r("様式")), f"<w:hyperlink>{word.r('参照')}</w:hyperlink>")
            + word.table(word.row(word.cell("縦", own='<w:vMerge w:val="restart"/>'), "甲"),
                         word.row(word.cell(own="<w:vMerge/>"), "乙"))
            + "<w:sectPr/>",
            footnotes=f'<w:footnote w:id="2">{word.p("脚注の文")}</w:footnote>',
            styles="",
        )
    )  # fmt: skip


def made_by_libreoffice(folder: Path, text: str, ending: str) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (folder / f"plan.{ending}").write_text(text, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    filters = ["--infilter=HTML (StarWriter):UTF8"] if ending == "html" else []
    convert = [*filters, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    run = [office, "--headless", profile, *convert, str(folder / f"plan.{ending}")]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    return (folder / "plan.docx").read_bytes()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by_libreoffice(tmp_path_factory.mktemp("html"), HTML, "html")


@pytest.fixture(scope="module")
def open_document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by_libreoffice(tmp_path_factory.mktemp("fodt"), ODT, "fodt")


@pytest.fixture(params=["python-docx", "xml", "page", "open_document"])
def data(request: pytest.FixtureRequest, word: Any) -> bytes:
    if request.param in ("page", "open_document"):
        return bytes(request.getfixturevalue(request.param))
    return made_of_xml(word) if request.param == "xml" else made_by_python_docx()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("see", [seen_by_mammoth, seen_by_docx2python])
def test_what_others_see_is_seen(data: bytes, see: Any) -> None:
    name = "mammoth" if see is seen_by_mammoth else "docx2python"
    pytest.importorskip(name)
    theirs = see(data)
    assert theirs
    assert missed(theirs, read_blocks(data, "plan.docx", Limits())) == {}


def test_what_python_docx_sees_is_seen(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += {cell._tc: cell.text for row in table.rows for cell in row.cells}.values()
    assert missed(bag(texts), read_blocks(data, "plan.docx", Limits())) == {}


def test_a_page_of_html_through_libreoffice(page: bytes) -> None:
    contents = read_blocks(page, "plan.docx", Limits())
    texts = [block for block in contents.blocks if isinstance(block, TextBlock)]
    assert [(block.role, block.level, block.label, block.text) for block in texts] == [
        ("heading", 1, "", "みどり市総合計画"),
        ("body", 0, "", "この計画は、市民と共に策定します。"),
        ("item", 1, "1.", "子育て"),
        ("item", 2, "1.", "保育"),
        ("item", 2, "2.", "教育"),
        ("item", 1, "2.", "防災"),
        ("item", 1, "・", "見守り"),
        ("heading", 2, "", "推進体制"),
        ("body", 0, "", "部会を置く。\n年度ごとに評価する。"),
    ]
    (table,) = (block for block in contents.blocks if not isinstance(block, TextBlock))
    assert table.grid() == [["指標", "目標", ""], ["人口", "現在", "５万人"], ["", "将来", "４万人"]]
    assert [cell.text for cell in table.cells if cell.header] == ["指標", "目標"]


def test_an_open_document_through_libreoffice(open_document: bytes) -> None:
    contents = read_blocks(open_document, "plan.docx", Limits())
    texts = [block for block in contents.blocks if isinstance(block, TextBlock)]
    assert [(block.role, block.place, block.text.strip()) for block in texts] == [
        ("heading", "", "施策"),
        ("body", "", "健診で罹患を減らす。"),
        ("note", "脚注1", "市の調べによる。"),
        ("body", "", "枠の前"),
        ("box", "図中の文字", "囲みの文"),
    ]
    assert any("罹患（りかん）" in finding.message_ja for finding in contents.findings)
