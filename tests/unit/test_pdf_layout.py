"""How lines of PDFs become paragraphs, items, headings and entries of a 目次 where little shows it; set with Typst."""

from pathlib import Path

import pytest

from plancomment.read.blocks import Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits

typst = pytest.importorskip("typst")
pytest.importorskip("pdfplumber")
pytest.importorskip("pypdfium2")

from plancomment.read.pdf import read_blocks  # noqa: E402

pytestmark = pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("NotoSerifCJK*")),
    reason="no Japanese font to set test files with (Noto Serif CJK JP)",
)
HEAD = """
#set page(width: 270pt, height: 420pt, margin: (x: 30pt, y: 60pt))
#set text(font: "Noto Serif CJK JP", size: 10pt, lang: "ja", cjk-latin-spacing: none)
#set par(justify: false)
"""
LINE = "緑ヶ原町は公共交通の計画を定めます。これは二文目です。"  # 21 em are a full line


def read(source: str) -> Contents:
    return read_blocks(typst.compile((HEAD + source).encode()), "plan.pdf", Limits())


def texts(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, TextBlock)]


def headings(contents: Contents) -> list[tuple[str, int]]:
    blocks = (block for block in contents.blocks if isinstance(block, TextBlock))
    return [(block.text, block.level) for block in blocks if block.role == "heading"]


# ── paragraphs of one full line ──────────────────────────────────────────────────────────────────────


def test_full_lines_with_space_between_are_paragraphs() -> None:
    one, two = "あ" * 20 + "。", "い" * 20 + "。"
    assert texts(read(f"#set par(spacing: 1.2em)\n{one}\n\n{two}")) == [one, two]


def test_full_lines_at_the_usual_distance_are_one_paragraph() -> None:
    whole = "あ" * 20 + "。" + "い" * 20 + "。" + "う" * 9
    assert texts(read(whole)) == [whole]


def test_full_lines_each_set_in_are_paragraphs() -> None:
    one, two = "あ" * 19 + "。", "い" * 19 + "。"
    source = "#set par(first-line-indent: (amount: 1em, all: true), spacing: 0.65em)\n"
    assert texts(read(f"{source}{one}\n\n{two}")) == [one, two]


def test_an_item_goes_on_at_the_same_margin() -> None:
    item = "① " + "国は計画を定める法律を改め主体と" + "なって進めることとしました。"
    broken = item.replace("主体となって", "主体と \\ なって")
    source = f"#block(width: 100%)[{'あ' * 42}]\n\n#h(0em)① #h(2em){broken[2:]}"
    assert any(text.endswith("主体となって進めることとしました。") for text in texts(read(source)))


def test_an_item_that_ended_is_not_gone_on_with() -> None:
    source = f"{'あ' * 42}\n\n① {'い' * 15}。 \\ 次の段落です。"
    assert texts(read(source))[-1] == "次の段落です。"


# ── 目次, page numbers, covers ───────────────────────────────────────────────────────────────────────


def test_entries_of_a_table_of_contents_keep_their_numbers_apart_and_are_no_headings() -> None:
    titles = [("第１章　総論", 1), ("第２章　取組", 5), ("資料編", 8)]
    lines = " \\ ".join(f"{title}#h(0.45em){page}" for title, page in titles)
    contents = read(f"{lines}\n#pagebreak()\n#text(size: 14pt)[第１章　総論]\n\n{LINE * 3}")
    assert texts(contents)[:3] == [f"{title}\u3000{page}" for title, page in titles]
    assert headings(contents) == [("第１章　総論", 1)]


@pytest.mark.parametrize("pages", [1, 2])
def test_the_number_of_a_page_at_the_foot_of_a_short_file(pages: int) -> None:
    source = '#set page(numbering: "- 1 -")\n' + "\n#pagebreak()\n".join(["本文です。"] * pages)
    contents = read(source)
    assert texts(contents) == ["本文です。"] * pages
    assert "PC651" in [finding.code for finding in contents.findings]


def test_another_number_at_the_foot_is_text() -> None:
    assert "7" in texts(read("#set page(footer: align(center)[7])\n本文です。"))


COVER = "#align(center)[#text(size: 24pt)[公共交通計画] \n\n #text(size: 14pt)[令和７年12月 \\ みどり野市]]\n"


def test_the_lines_of_a_cover_stay_apart_and_enclose_no_chapter() -> None:
    body = f"#text(size: 16pt)[第１章　総論]\n\n{LINE * 5}\n\n#text(size: 12pt)[１　背景]\n\n{LINE * 5}"
    assert headings(read(f"{COVER}#pagebreak()\n{body}")) == [
        ("公共交通計画", 1), ("令和７年12月", 1), ("みどり野市", 1), ("第１章　総論", 1), ("１　背景", 2),
    ]  # fmt: skip


def test_levels_have_no_holes() -> None:
    sizes = [(18, "第１章　総論"), (12, "（１）人口"), (14, "１　背景"), (12, "（２）財政")]
    source = "\n\n".join(f"#text(size: {size}pt)[{title}]\n\n{LINE * 4}" for size, title in sizes)
    assert headings(read(source)) == [("第１章　総論", 1), ("（１）人口", 2), ("１　背景", 2), ("（２）財政", 3)]


def test_messages_in_japanese_are_sentences() -> None:
    contents = read('#set page(numbering: "1")\n' + "\n#pagebreak()\n".join(["本文です。"] * 3))
    told = [finding.message_ja for finding in contents.findings if finding.code in ("PC650", "PC651")]
    assert len(told) == 2
    assert all(message.endswith("。") for message in told)


# ── a published result ───────────────────────────────────────────────────────────────────────────────


def test_a_result_over_pages_and_a_table_of_changes() -> None:
    answer = "ご意見を踏まえ、便数と経路を見直します。" * 3
    rows = [[str(n), f"{n}番目の意見です。便数を増やしてほしい。" * 2, "①", f"{n}：{answer}"] for n in range(1, 13)]
    cells = " ".join(", ".join(f"[{cell}]" for cell in row) + "," for row in rows)
    head = "table.header([番号], [意見の概要], [対応], [市の考え方]),"
    changes = "#table(columns: (1fr, 1fr, 1fr), [変更箇所], [旧], [新], [12頁], [検討します。], [実施します。])"
    contents = read(f"#table(columns: (auto, 1fr, auto, 1fr), {head} {cells})\n計画の変更点\n\n{changes}")
    result, changed = (block for block in contents.blocks if isinstance(block, TableBlock))
    assert result.grid() == [["番号", "意見の概要", "対応", "市の考え方"], *rows]
    assert changed.grid() == [["変更箇所", "旧", "新"], ["12頁", "検討します。", "実施します。"]]
