"""Notes and what is drawn stand beside the text; they are read once, behind what they belong to."""

from typing import Any

from plancomment.read.blocks import TableBlock

HEADINGS = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────


def test_footnotes_follow_their_paragraph_and_endnotes_the_text(word: Any) -> None:
    refer = '<w:r><w:{}noteReference w:id="{}"/></w:r>'.format
    note = '<w:{}note w:id="{}"{}>{}</w:{}note>'.format
    footnotes = note("foot", 0, ' w:type="separator"', word.p("線"), "foot") + "".join(
        note("foot", key, "", word.p("<w:r><w:footnoteRef/></w:r>", text) + word.p("続"), "foot")
        for key, text in ((2, "後"), (5, "先"))
    )
    body = word.p("一", refer("foot", 5), "・", refer("end", 1), "。") + word.p(
        "二", refer("foot", 2), refer("foot", 9)
    )
    found = word.read(
        body + word.p(refer("foot", 5), "三"), footnotes=footnotes, endnotes=note("end", 1, "", word.p("末"), "end")
    )
    assert [(block.text, block.role, block.place) for block in found.blocks] == [
        ("一・。", "body", ""),
        ("先", "note", "脚注1"),
        ("続", "note", "脚注1"),
        ("二", "body", ""),
        ("後", "note", "脚注2"),
        ("続", "note", "脚注2"),
        ("三", "body", ""),
        ("末", "note", "文末脚注1"),
    ]


def test_notes_of_hidden_or_struck_references_are_not_there(word: Any) -> None:
    refer = '<w:r><w:rPr>{}</w:rPr><w:footnoteReference w:id="{}"/></w:r>'.format
    notes = "".join(f'<w:footnote w:id="{key}">{word.p(f"注{key}")}</w:footnote>' for key in (1, 2, 3))
    body = word.p("文", refer("<w:vanish/>", 1), refer("<w:strike/>", 2), refer("", 3))
    assert word.lines(body, footnotes=notes) == ["文", "注3"]
    assert word.lines(body, footnotes=notes, changes="original") == ["文", "注2", "注3"]


# ── what is drawn ────────────────────────────────────────────────────────────────────────────────────


def box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def test_text_boxes_are_read_once(word: Any) -> None:
    inside = box(word.p("重点") + word.p("取組"))
    old = f"<w:pict><v:shape alt='枠'><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><wp:docPr descr='枠の図'/><wps:txbx>{inside}</wps:txbx></w:drawing>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = word.read(word.p("前", both, "後") + word.p("次", f"<w:r>{old}</w:r>"))
    assert [(block.text, block.role, block.place) for block in found.blocks] == [
        ("前後", "body", ""),
        ("重点", "box", "図中の文字"),
        ("取組", "box", "図中の文字"),
        ("次", "body", ""),
        ("重点", "box", "図中の文字"),
        ("取組", "box", "図中の文字"),
    ]
    assert [finding.message for finding in word.told(found, "PC645")] == [
        "The alternative text of a figure was left out: '枠の図'.",
        "The alternative text of a figure was left out: '枠'.",
    ]


def test_a_box_may_hold_headings_tables_boxes_and_alternatives(word: Any) -> None:
    inner = f"<w:r><w:pict>{box(word.p('奥'))}</w:pict></w:r>"
    content = word.p("第１章", style="1") + word.table(word.row("甲", "乙")) + word.p("文", inner)
    drawn = (
        "<w:r><w:drawing><mc:AlternateContent><mc:Choice>"
        f"{box(content)}</mc:Choice></mc:AlternateContent></w:drawing></w:r>"
    )
    found = word.read(word.p(drawn), styles=HEADINGS)
    heading, table, text, deep = found.blocks
    assert (heading.role, heading.place) == ("heading", "図中の文字")
    assert isinstance(table, TableBlock)
    assert (text.text, deep.text) == ("文", "奥")


def test_drawn_words_charts_and_diagrams(word: Any) -> None:
    words = "<a:p><a:r><a:t>人口</a:t></a:r><a:br/><a:r><a:t>推移</a:t></a:r></a:p>"
    chart = word.root("c:chartSpace", f"<c:chart><c:title>{words}</c:title></c:chart>")
    point = "<dgm:pt><dgm:t>{}</dgm:t></dgm:pt>".format
    diagram = word.root("dgm:dataModel", point("<a:p><a:r><a:t>理念</a:t></a:r></a:p>") + point("<a:p/>"))
    drawn = (
        '<w:r><w:drawing><c:chart r:id="chart1"/><c:chart r:id="chart1"/><c:chart r:id="none"/>'
        '<dgm:relIds r:dm="data1"/><dgm:relIds r:dm="out"/><a:blip/>'
        "<a:p><a:r><a:t>絵の字</a:t></a:r></a:p></w:drawing>"
        '<w:pict><v:textpath string="案"/><v:imagedata/></w:pict><w:object><o:OLEObject/></w:object></w:r>'
    )
    found = word.read(
        word.p("文", drawn),
        parts={"charts/chart1.xml": ("chart", chart), "diagrams/data1.xml": ("diagramData", diagram)},
        external='<Relationship Id="out" Type="x/diagramData" Target="file:///d" TargetMode="External"/>',
    )
    assert [(block.text, block.place) for block in found.blocks] == [
        ("文", ""),
        ("人口\n推移", "グラフ"),
        ("理念", "図中の文字"),
        ("絵の字", "図中の文字"),
        ("案", "図中の文字"),
    ]
    assert [finding.message for finding in word.told(found, "PC648")] == [
        "Not read: the figures of a chart.",
        "Not read: a picture (2 times).",
        "Not read: an embedded object.",
        "Not read: diagramData outside the file (file:///d).",
    ]


def test_hidden_drawings_are_not_seen(word: Any) -> None:
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:pict>{box(word.p('隠'))}</w:pict></w:r>"
    assert word.lines(word.p("文", hidden)) == ["文"]


def test_other_documents_are_told_not_followed(word: Any) -> None:
    found = word.read('<w:altChunk r:id="a"/>' + word.p("文", '<w:subDoc r:id="s"/>'))
    assert [block.text for block in found.blocks] == ["文"]
    assert [finding.message_ja for finding in word.told(found, "PC648")] == [
        "読み取っていません：文書内の別文書。",
        "読み取っていません：別ファイルのサブ文書。",
    ]
