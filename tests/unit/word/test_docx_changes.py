"""Tracked changes: a Word file holds two texts, and either is read."""

from typing import Any

import pytest

from plancomment.read.blocks import TextBlock

INS, DEL = '<w:ins w:id="1"/>', '<w:del w:id="2"/>'


def ins(*runs: str) -> str:
    return f'<w:ins w:id="1" w:author="甲">{"".join(runs)}</w:ins>'


def gone(text: str, tag: str = "del") -> str:
    return f'<w:{tag} w:id="2"><w:r><w:delText>{text}</w:delText></w:r></w:{tag}>'


def both(word: Any, body: str, **more: Any) -> tuple[list[str], list[str]]:
    """The lines before and after the changes."""
    return word.lines(body, changes="original", **more), word.lines(body, **more)


def test_insertions_and_deletions(word: Any) -> None:
    body = word.p("目標を", gone("３０％"), ins(word.r("４０％")), "とする。")
    assert both(word, body) == (["目標を３０％とする。"], ["目標を４０％とする。"])
    for changes, words in (("original", "変更前の文"), ("accepted", "変更を承諾した後の文")):
        (finding,) = word.told(word.read(body, changes=changes), "PC641")
        assert "1 insertions, 1 deletions" in finding.message
        assert words in finding.message_ja


def test_a_file_without_changes_says_nothing_of_them(word: Any) -> None:
    assert not word.told(word.read(word.p("文")), "PC641")


def test_moves(word: Any) -> None:
    away = '<w:moveFromRangeStart w:id="1" w:name="m"/>' + gone("移る文", "moveFrom") + "<w:moveFromRangeEnd/>"
    here = f'<w:moveTo w:id="3">{word.r("移る文")}</w:moveTo>'
    body = (
        word.p(away, mark='<w:moveFrom w:id="4"/>') + word.p("残る文") + word.p(here, mark='<w:moveTo w:id="5"/>')
        + word.p("末")
    )  # fmt: skip
    assert both(word, body) == (["移る文", "残る文", "末"], ["残る文", "移る文", "末"])


def test_an_insertion_within_a_deletion_is_in_neither(word: Any) -> None:
    body = word.p("文", ins(gone("入れて消した")), "末")
    assert both(word, body) == (["文末"], ["文末"])


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word: Any) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    body = word.p("前半", style="1", mark=DEL) + word.p("後半")
    assert both(word, body, styles=styles) == (["前半", "後半"], ["前半後半"])
    roles = [block.role for block in word.read(body, styles=styles).blocks]
    assert roles == ["body"]


def test_an_inserted_paragraph_mark_was_not_there(word: Any) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    change = '<w:pPrChange w:id="3"><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange>'
    body = word.p("見出し", style="1", mark=INS) + f"<w:p><w:pPr>{change}</w:pPr>{ins(word.r('新しい段落'))}</w:p>"
    assert both(word, body, styles=styles) == (["見出し"], ["見出し", "新しい段落"])
    before = word.read(body, styles=styles, changes="original").blocks
    assert [(block.role, block.level) for block in before] == [("heading", 1)]
    blank = word.p(mark="") + "<w:p><w:pPr><w:pStyle w:val='1'/><w:pPrChange/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>"
    assert [block.role for block in word.read(blank, styles=styles, changes="original").blocks] == ["body"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="（%1）"/>'
    '<w:suff w:val="nothing"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_deleted_paragraphs_do_not_count_on(word: Any) -> None:
    body = (
        word.p("甲", own=LIST)
        + word.p(gone("乙"), own=LIST, mark=DEL)
        + word.p(ins(word.r("丙")), own=LIST, mark=INS)
        + word.p("丁", own=LIST)
    )
    assert both(word, body, numbering=NUMBERING) == (
        ["（1）甲", "（2）乙", "（3）丁"],
        ["（1）甲", "（2）丙", "（3）丁"],
    )


def test_a_number_that_was_inserted_was_not_there(word: Any) -> None:
    own = LIST.replace("</w:numPr>", '<w:ins w:id="9"/></w:numPr>')
    assert both(word, word.p("甲", own=own), numbering=NUMBERING) == (["甲"], ["（1）甲"])


@pytest.mark.parametrize("end", ["", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"])
def test_a_paragraph_without_a_following_one_stays_if_anything_is_left(word: Any, end: str) -> None:
    body = word.p(gone("消えた"), own=LIST, mark=DEL) + end
    assert word.lines(body, numbering=NUMBERING) == []
    body = word.p("残った", own=LIST, mark=DEL) + end
    assert word.lines(body, numbering=NUMBERING) == ["（1）残った"]


def test_formatting_that_was_changed(word: Any) -> None:
    struck = word.r("削る", "<w:strike/><w:rPrChange w:id='1'><w:rPr/></w:rPrChange>")
    kept = word.r("隠", "<w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange>")
    bare = word.r("他", "<w:vanish/><w:rPrChange w:id='1'/>")
    body = word.p("文", struck, kept, bare)
    assert both(word, body) == (["文削る他"], ["文隠"])


def test_rows_and_cells(word: Any) -> None:
    body = word.table(
        word.row("甲", "乙"),
        word.row("新", "行", own=INS),
        word.row("旧", "行", own=DEL),
        word.row(word.cell("消", own="<w:cellDel/>"), word.cell("入", own="<w:cellIns/>"), "残"),
    )
    assert word.grid(body) == [["甲", "乙"], ["新", "行"], ["入", "残"]]
    assert word.grid(body, changes="original") == [["甲", "乙"], ["旧", "行"], ["消", "残"]]
    assert "2 insertions, 2 deletions" in word.told(word.read(body), "PC641")[0].message
    assert not word.read(word.table(word.row("新", own=INS)), changes="original").blocks


def test_blocks_within_changes(word: Any) -> None:
    body = f"<w:ins>{word.p('新')}</w:ins><w:del>{word.p('旧')}</w:del>"
    assert both(word, body) == (["旧"], ["新"])


def test_deleted_pages_and_fields_still_count(word: Any) -> None:
    stored = "<w:r><w:lastRenderedPageBreak/></w:r>"
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    asked = "<w:r><w:instrText>DATE</w:instrText></w:r>"
    body = (
        word.p("一", f"<w:del>{stored}{mark('begin')}{asked}{mark('separate')}</w:del>", "二", mark("end"))
        + word.table(word.row("甲"), word.row(word.cell(word.p(stored, "乙")), own=DEL))
        + word.p("三")
    )
    found = word.read(body)
    assert [block.page for block in found.blocks if isinstance(block, TextBlock)] == [1, 3]
    assert [block.text for block in found.blocks if isinstance(block, TextBlock)] == ["一二", "三"]


def test_deleted_notes_and_boxes_are_gone(word: Any) -> None:
    refer = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    box = f"<w:r><w:pict><w:txbxContent>{word.p('枠')}</w:txbxContent></w:pict></w:r>"
    body = word.p("文", f"<w:del>{refer}{box}</w:del>")
    notes = f'<w:footnote w:id="1">{word.p("注", ins(word.r("加筆")))}</w:footnote>'
    assert both(word, body, footnotes=notes) == (["文", "枠", "注"], ["文"])
    assert word.lines(word.p("文", refer), footnotes=notes) == ["文", "注加筆"]


def test_equations_change_too(word: Any) -> None:
    run = "<m:r><m:t>{}</m:t></m:r>".format
    equation = f"<m:oMath>{run('x')}<w:ins>{run('+1')}</w:ins><w:del>{run('+2')}</w:del></m:oMath>"
    assert both(word, word.p(equation)) == (["x+2"], ["x+1"])
