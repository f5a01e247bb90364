"""A city's own Word file as the base of a result: what it looks like is taken over, and nothing that hides in it."""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, RGBColor
from lxml import etree

from plancomment.errors import MissingExtraError, ReadError
from plancomment.report.document import Cell, Column, Document, Row, Run, Section, Table
from plancomment.report.docx import render
from plancomment.report.look import Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' + " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{place}"'
    for prefix, place in {
        "r": "officeDocument/2006/relationships",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
        "wp": "drawingml/2006/wordprocessingDrawing",
    }.items()
)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TABLE = Table((Column("意見"),), [Row((Cell((Run("文"),)),))], caption="表", notes=["注"])
RESULT = Document("結果", [Section("縦", [TABLE]), Section("横", [TABLE], landscape=True)])


def reference(change: Callable[[object], None] = lambda made: None) -> bytes:
    made = python_docx.Document()
    made.add_paragraph("ひな形の本文")
    made.sections[0].header.paragraphs[0].text = "架空市 企画課"
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(given: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in given.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_parts(**given: bytes | None) -> bytes:
    """The reference with other parts; ``__`` stands for a slash and ``_`` for a dot; None takes one away."""
    all_parts = parts(reference())
    for name, data in given.items():
        place = name.replace("__", "/").replace("_", ".")
        if data is None:
            del all_parts[place]
        else:
            all_parts[place] = data
    return zipped(all_parts)


def with_header(content: str, relations: str = "", more: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of a result whose reference has this header."""
    given = parts(reference())
    given["word/header1.xml"] = f"<w:hdr {NAMES}>{content}</w:hdr>".encode()
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    given["word/_rels/header1.xml.rels"] = f'<Relationships xmlns="{space}">{relations}</Relationships>'.encode()
    return parts(render(RESULT, reference=zipped({**given, **(more or {})})))


def problems(data: bytes) -> tuple[str, ...]:
    with pytest.raises(ReadError) as caught:
        render(RESULT, reference=data)
    return tuple(map(str, caught.value.problems))


def test_styles_header_and_page_are_taken_over():
    def change(made):
        made.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
        section = made.sections[0]
        section.page_width, section.page_height, section.left_margin = Mm(182), Mm(257), Mm(31)
        section.different_first_page_header_footer = True
        made.settings.odd_and_even_pages_header_footer = True

    data = render(RESULT, reference=reference(change))
    found = python_docx.Document(io.BytesIO(data))
    assert found.sections[0].header.paragraphs[0].text == "架空市 企画課"
    assert found.styles["Heading 1"].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert [section.orientation for section in found.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [round(section.page_width.mm) for section in found.sections] == [182, 257]
    assert round(found.sections[0].left_margin.mm) == round(found.sections[1].top_margin.mm) == 31
    assert [section.different_first_page_header_footer for section in found.sections] == [True, False]
    assert found.settings.odd_and_even_pages_header_footer
    assert "ひな形の本文" not in "".join(one.text for one in found.paragraphs)


def test_what_the_reference_lacks_is_added_and_every_style_is_there_once():
    found = parts(render(RESULT, reference=reference()))
    styles = etree.fromstring(found["word/styles.xml"])
    ids = [one.get(f"{W}styleId") for one in styles.iter(f"{W}style")]
    used = set(re.findall(r'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', found["word/document.xml"].decode()))
    assert used <= set(ids)
    assert len(set(ids)) == len(ids)
    assert "表の本文" in found["word/styles.xml"].decode()
    assert styles.find(f".//{W}numPr/{W}numId").get(f"{W}val") == "1"


def test_nothing_travels_along():
    def change(made):
        made.core_properties.author = "山野太郎"
        made.add_comment(made.paragraphs[0].runs, "内緒", author="山野太郎", initials="山")

    found = parts(render(RESULT, reference=reference(change)))
    everything = b"".join(found.values()).decode()
    assert not re.search("山野|内緒|python-docx|ひな形の本文|External|w:rsid", everything)
    assert not any(re.search("comments|customXml|vba|embeddings|app.xml|thumbnail", name) for name in found)


def test_of_headers_only_what_is_seen_stays():
    content = (
        '<w:p w:rsidR="00AA"><w:ins w:author="山野" w:id="1"><w:r><w:t>市章</w:t></w:r></w:ins>'
        '<w:del w:author="山野" w:id="2"><w:r><w:delText>古い</w:delText></w:r></w:del>'
        '<w:hyperlink r:id="rIdOut"><w:r><w:t>公式</w:t></w:r></w:hyperlink>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>見える</w:t></w:r>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>欄</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>山野</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr=" DATE "><w:r><w:t>3月</w:t></w:r></w:fldSimple>'
        '<w:bookmarkStart w:id="1" w:name="a"/><w:object/></w:p>'
    )
    relation = '<Relationship Id="rIdOut" Type="x/hyperlink" Target="https://example.jp" TargetMode="External"/>'
    found = with_header(content, relation)
    header = found["word/header1.xml"].decode()
    assert "".join(etree.fromstring(header.encode()).itertext()) == "市章公式見える欄93月"
    assert not re.search("山野|rsid|rIdOut|bookmark|DATE|AUTHOR|object|w:ins ", header)
    assert "PAGE" in header
    assert "word/_rels/header1.xml.rels" not in found


def field(instruction: str, shown: str) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    asked = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return f"{sign.format('begin')}{asked}{sign.format('separate')}<w:r><w:t>{shown}</w:t></w:r>{sign.format('end')}"


def test_fields_that_tell_of_a_person_or_another_file_go():
    content = field("NUMPAGES", "8") + field("USERNAME", "山野") + field('INCLUDETEXT "C:\\a"', "外")
    broken = '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    header = with_header(f"<w:p>{content}{broken}{begun}</w:p>")["word/header1.xml"].decode()
    assert "NUMPAGES" in header
    assert "外" in header
    assert not re.search("山野|USERNAME|INCLUDETEXT|DDE|> ?PAGE", header)
    assert header.count("fldChar ") == 3


def drawing(relation: str, *, link: str = "", description: str = "") -> str:
    picture = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"{link}/></pic:blipFill></pic:pic>'
    clicked = '<a:hlinkClick r:id="rIdOut"/>'
    properties = f'<wp:docPr id="1" name="C:\\Users\\yamano\\logo" descr="{description}">{clicked}</wp:docPr>'
    return f"<w:p><w:r><w:drawing><wp:inline>{properties}{picture}</wp:inline></w:drawing></w:r></w:p>"


def image(name: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{name}" Type="x/image" Target="{target}"{mode}/>'


def test_pictures_of_headers_stay_and_pictures_from_outside_go():
    listed = image("rId7", "media/logo.png") + image("rId8", "https://example.jp/a.png", ' TargetMode="External"')
    content = drawing("rId7", description="市章") + drawing("rId7", description="C:\\logo.png") + drawing("rId8")
    found = with_header(content, listed + image("rId9", "media/a.svg"), {"word/media/logo.png": PNG})
    header = found["word/header1.xml"].decode()
    assert found["word/media/image1.png"] == PNG
    assert header.count("<w:drawing") == 2
    assert b"image1.png" in found["word/_rels/header1.xml.rels"]
    assert b'Extension="png"' in found["[Content_Types].xml"]
    assert not re.search("yamano|logo.png|hlinkClick|rId8", header)
    assert 'descr="市章"' in header
    assert b"example.jp" not in b"".join(found.values())


def test_a_picture_that_is_none_is_told():
    given = parts(reference())
    given["word/header1.xml"] = f"<w:hdr {NAMES}>{drawing('rId7')}</w:hdr>".encode()
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = f'<Relationships xmlns="{space}">{image("rId7", "media/a.png")}</Relationships>'
    given |= {"word/_rels/header1.xml.rels": listed.encode(), "word/media/a.png": b"MZ"}
    assert "is no png picture" in problems(zipped(given))[0]


def test_fonts_of_the_look_win():
    found = parts(render(Document("題", look=Look(font="A", heading_font="B")), reference=reference()))
    styles = etree.fromstring(found["word/styles.xml"])
    fonts = {
        one.get(f"{W}styleId"): one.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for one in styles.iter(f"{W}style")
        if one.get(f"{W}styleId") in ("Normal", "Heading1", "Title")
    }
    assert fonts == {"Normal": "A", "Heading1": "B", "Title": "B"}
    assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "ja-JP"


@pytest.mark.parametrize(
    "data", [b"", b"no zip", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", zipped({"a": b""})]
)
def test_what_is_no_word_file_is_refused(data):
    assert problems(data)


def test_every_problem_is_told_at_once():
    given = parts(reference())
    given["word/styles.xml"] = b"<styles/>"
    given["word/header1.xml"] = b"<!DOCTYPE a><a/>"
    given["word/theme/theme1.xml"] = b"<a"
    given["word/document.xml"] = re.sub(rb'w:w="\d+"', b'w:w="wide"', given["word/document.xml"], count=1)
    told = " | ".join(problems(zipped(given)))
    for words in ("list of styles", "document type", "is not XML", "'wide'"):
        assert words in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (rb'w:w="\d+"', b'w:w="5"', "twips is none"),
        (rb'w:left="\d+"', b'w:left="30000"', "no room"),
        (rb'w:left="\d+"', b'w:left="-5"', "no room"),
        (
            rb'<w:headerReference[^>]*r:id="[^"]+"',
            b'<w:headerReference w:type="default" r:id="lost"',
            "not in the file",
        ),
        (rb"wordprocessingml/2006/main", b"wordprocessingml/other", "Strict"),
    ],
)
def test_a_page_that_is_none(old, new, told):
    given = parts(reference())
    given["word/document.xml"] = re.sub(old, new, given["word/document.xml"])
    assert told in " ".join(problems(zipped(given)))


def test_hostile_archives():
    bomb = with_parts(word__styles_xml=b" " * 120_000_000)
    assert "unpack to more" in " ".join(problems(bomb))
    assert "UTF-8" in " ".join(problems(with_parts(word__styles_xml="<a/>".encode("utf-16"))))
    assert "elements" in " ".join(problems(with_parts(word__styles_xml=b"<a>" * 900_000)))
    assert "is not XML" in " ".join(problems(with_parts(word__styles_xml=b"<a>" * 5_000 + b"</a>" * 5_000)))
    assert "has no word/styles.xml" in " ".join(problems(with_parts(word__styles_xml=None)))
    assert "twice" in problems(zipped({"a": b"", "b": b""}).replace(b"b", b"a"))[0]
    assert "entries" in problems(b"PK\x01\x02" * 30_000)[0]


def test_a_reference_of_hardly_anything_is_enough():
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = (
        f'<Relationships xmlns="{space}"><Relationship Id="a" Type="x/officeDocument" Target="/d.xml"/></Relationships>'
    )
    for body in ("", '<w:body><w:sectPr><w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr></w:body>'):
        document = f"<w:document {NAMES}>{body}</w:document>".encode()
        data = render(RESULT, reference=zipped({"_rels/.rels": listed.encode(), "d.xml": document}))
        assert python_docx.Document(io.BytesIO(data)).paragraphs[0].text == "結果"
        assert (b'w:linePitch="360"' in parts(data)["word/document.xml"]) == bool(body)


def test_borders_and_the_format_of_page_numbers():
    given = parts(reference())
    border = '<w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/><w:left w:val="x" r:id="rId1"/>'
    more = f'<w:pgBorders w:offsetFrom="page">{border}</w:pgBorders><w:pgNumType w:fmt="decimal" w:start="9"/><w:cols '
    given["word/document.xml"] = given["word/document.xml"].replace(b"<w:cols ", more.encode())
    document = parts(render(RESULT, reference=zipped(given)))["word/document.xml"].decode()
    assert document.count('<w:pgNumType w:fmt="decimal"/>') == 2
    assert document.count('<w:pgBorders w:offsetFrom="page"><w:top ') == 2
    assert "w:left w:val" not in document


def test_a_theme_keeps_its_colours_and_loses_its_pictures():
    given = parts(reference())
    place = next(name for name in given if "theme/" in name)
    space = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    fill = b'<a:blipFill><a:blip r:embed="rId1" xmlns:r="' + space + b'"/></a:blipFill>'
    given[place] = given[place].replace(b"</a:bgFillStyleLst>", fill + b"</a:bgFillStyleLst>")
    theme = parts(render(RESULT, reference=zipped(given)))["word/theme1.xml"]
    assert b"blip" not in theme
    assert b"clrScheme" in theme


def test_two_styles_of_one_id_and_ids_that_are_taken():
    given = parts(reference())
    styles = given["word/styles.xml"]
    taken = b'<w:style w:type="character" w:styleId="PlanCell"><w:name w:val="other"/></w:style></w:styles>'
    given["word/styles.xml"] = styles.replace(b"</w:styles>", taken)
    assert b'w:val="PlanCell2"' in parts(render(RESULT, reference=zipped(given)))["word/document.xml"]
    given["word/styles.xml"] = styles.replace(b"</w:styles>", taken.replace(b"</w:styles>", taken))
    assert "have the id 'PlanCell'" in problems(zipped(given))[0]


def test_lxml_is_asked_for(monkeypatch):
    data = reference()
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert render(RESULT)
    with pytest.raises(MissingExtraError, match="docx"):
        render(RESULT, reference=data)
