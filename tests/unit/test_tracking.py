"""The draft as a Word file whose tracked changes make it the final (変更履歴つきの素案)."""

import datetime
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment.__main__ import main
from plancomment.read.blocks import TableBlock
from plancomment.read.docx import read_blocks
from plancomment.read.limits import Limits
from plancomment.tracking.settling import count_changes, settle
from plancomment.tracking.told import Told

docx = pytest.importorskip("docx")
etree = pytest.importorskip("lxml.etree")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = f'xmlns:w="{W[1:-1]}"'


def make(path: Path, *lines: str | list[list[str]], change: Callable[[Any], None] | None = None) -> Path:
    """A Word file of paragraphs and tables; ``change`` may do more to it."""
    file = docx.Document()
    for line in lines:
        if isinstance(line, str):
            file.add_paragraph(line)
        else:
            table = file.add_table(len(line), len(line[0]))
            for row, cells in zip(table.rows, line, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    if change is not None:
        change(file)
    file.save(path)
    return path


def shown(path: Path, changes: Any = "accepted") -> list[Any]:
    """What the reader of plans sees on one side of the changes."""
    contents = read_blocks(path.read_bytes(), path.name, Limits(), changes=changes)
    return [block.grid() if isinstance(block, TableBlock) else block.text for block in contents.blocks]


def document_of(path: Path, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(part))


def marks_of(path: Path) -> list[tuple[str, str]]:
    """Each mark on words, with the words."""
    marks = document_of(path).iter(*(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")))
    found = [(mark.tag.removeprefix(W), "".join(mark.itertext())) for mark in marks]
    return [one for one in found if one[1]]


def track(folder: Path, **more: Any) -> tuple[pc.Finding, ...]:
    return pc.write_tracked(folder / "draft.docx", folder / "final.docx", folder / "out.docx", **more)


def test_words_are_marked_and_both_sides_come_back(tmp_path: Path) -> None:
    draft = make(tmp_path / "draft.docx", "第１章　総論", "本市は、年２回の訓練を行います。", "緑を守ります。")
    final = make(tmp_path / "final.docx", "第１章　総論", "本市は、年４回の訓練を行います。", "緑を守ります。")
    assert track(tmp_path) == ()
    out = tmp_path / "out.docx"
    assert marks_of(out) == [("del", "年２回"), ("ins", "年４回")] or marks_of(out) == [("del", "２"), ("ins", "４")]
    assert shown(out, "original") == shown(draft)
    assert shown(out) == shown(final)


def test_a_whole_paragraph_that_stands_elsewhere_is_moved(tmp_path: Path) -> None:
    lines = [
        "はじめに",
        "公園を整備します。",
        "道路を広くします。",
        "窓口を増やします。",
        "おわりに",
    ]
    make(tmp_path / "draft.docx", *lines)
    make(tmp_path / "final.docx", *[lines[at] for at in (0, 2, 3, 1, 4)])
    track(tmp_path)
    assert marks_of(tmp_path / "out.docx") == [("moveFrom", lines[1]), ("moveTo", lines[1])]
    names = [
        [one.get(f"{W}name") for one in document_of(tmp_path / "out.docx").iter(f"{W}{kind}RangeStart")]
        for kind in ("moveFrom", "moveTo")
    ]
    assert len(names[0]) == 1
    assert names[0] == names[1]


def test_a_row_that_came_and_one_that_went_are_rows(tmp_path: Path) -> None:
    rows = [["主体", "役割"], ["市民", "訓練に参加します。"], ["事業者", "備蓄に努めます。"]]
    make(tmp_path / "draft.docx", "表１", rows, "おわり")
    make(tmp_path / "final.docx", "表１", [rows[0], rows[1], ["学校", "避難所を開きます。"]], "おわり")
    track(tmp_path)
    marked = [
        (mark.tag.removeprefix(W), "".join(row.itertext()))
        for row in document_of(tmp_path / "out.docx").iter(f"{W}tr")
        for mark in row.iterfind(f"{W}trPr/*")
    ]
    assert sorted(marked) == [("del", "事業者備蓄に努めます。"), ("ins", "学校避難所を開きます。")]


def test_who_and_when_are_told_only_as_asked(tmp_path: Path) -> None:
    make(tmp_path / "draft.docx", "里山を守ります。")
    make(tmp_path / "final.docx", "里地里山を守ります。")
    track(tmp_path)
    mark = next(document_of(tmp_path / "out.docx").iter(f"{W}ins"))
    assert (mark.get(f"{W}author"), mark.get(f"{W}date")) == ("plancomment", None)
    track(tmp_path, author="はまなす市", dated=datetime.date(2026, 3, 31))
    mark = next(document_of(tmp_path / "out.docx").iter(f"{W}ins"))
    assert mark.get(f"{W}author") == "はまなす市"
    assert mark.get(f"{W}date").startswith("2026-03-31T")


def consultation() -> pc.Consultation:
    return pc.Consultation(
        title="防災計画（素案）",
        comments=(
            pc.Comment(id="c1", number="1", text="訓練は年４回にしてください。"),
            pc.Comment(id="c2", number="2", text="電話は090-0000-0000です。", summary="訓練を増やしてほしい。"),
            pc.Comment(id="c3", number="3", text="秘密です。", withheld_reason="本人が公表を望まないため"),
        ),
        responses=(
            pc.Response(id="r1", comment_ids=("c1", "c2", "c3"), parts=(pc.ResponsePart("年４回に改めます。"),)),
        ),
    )


def test_comments_carry_opinions_and_answers_of_the_public_view_only(tmp_path: Path) -> None:
    make(tmp_path / "draft.docx", "第１章　訓練", "本市は、年２回の訓練を行います。")
    make(tmp_path / "final.docx", "第１章　訓練", "本市は、年４回の訓練を行います。", "新たに倉庫を置きます。")
    read = [pc.read_plan(tmp_path / name, version=name[0], document="本編") for name in ("draft.docx", "final.docx")]
    ids = [one.id for one in pc.compare(*read).revisions]
    links = [pc.TraceLink(revision_id=ids[0], comment_id=name, basis="declared") for name in ("c1", "c2", "c3")]
    causes = [pc.Cause(revision_id=ids[1], kind="council", note="第３回")]
    assert track(tmp_path, consultation=consultation(), links=links, causes=causes) == ()
    comments = document_of(tmp_path / "out.docx", "word/comments.xml")
    assert [["".join(one.itertext()) for one in comment.iter(f"{W}p")] for comment in comments] == [
        ["意見1：訓練は年４回にしてください。", "意見2：訓練を増やしてほしい。", "市の考え方：年４回に改めます。"],
        ["事務局修正（議会の意見）：第３回"],
    ]
    said = "".join(comments.itertext())
    assert "090" not in said
    assert "秘密" not in said
    root = document_of(tmp_path / "out.docx")
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [one.get(f"{W}id") for one in root.iter(f"{W}{name}")] == [one.get(f"{W}id") for one in comments]
    # The second file opens in another library, which finds the comments, too.
    assert len(list(docx.Document(tmp_path / "out.docx").comments)) == 2


def test_comments_go_beside_those_of_the_draft(tmp_path: Path) -> None:
    def remark(file: Any) -> None:
        file.add_comment(file.paragraphs[0].runs, text="内部のメモ", author="係", initials="K")

    make(tmp_path / "draft.docx", "本市は、年２回の訓練を行います。", change=remark)
    make(tmp_path / "final.docx", "本市は、年４回の訓練を行います。")
    read = [pc.read_plan(tmp_path / name, version=name[0], document="本編") for name in ("draft.docx", "final.docx")]
    links = [pc.TraceLink(revision_id=pc.compare(*read).revisions[0].id, comment_id="c1", basis="declared")]
    findings = track(tmp_path, consultation=consultation(), links=links)
    assert [one.code for one in findings] == ["PC518"]
    comments = document_of(tmp_path / "out.docx", "word/comments.xml")
    assert len(comments) == 2
    assert len({one.get(f"{W}id") for one in comments}) == 2


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    def head(file: Any) -> None:
        file.sections[0].header.paragraphs[0].text = "はまなす市（成案）"
        style = file.styles.add_style("強い段落", 1)
        file.add_paragraph("新しい段落です。", style=style)

    make(tmp_path / "draft.docx", "本文")
    make(tmp_path / "final.docx", "本文", change=head)
    findings = track(tmp_path)
    assert {one.code for one in findings} == {"PC516"}
    assert any("はまなす市（成案）" in one.message for one in findings)
    assert any("強い段落" in one.message for one in findings)


def test_the_finals_own_changes_are_accepted_and_the_drafts_refused(tmp_path: Path) -> None:
    make(tmp_path / "draft.docx", "本市は、年２回の訓練を行います。")
    make(tmp_path / "final.docx", "本市は、年４回の訓練を行います。")
    track(tmp_path)
    tracked = tmp_path / "out.docx"
    again = tmp_path / "again.docx"
    findings = pc.write_tracked(tmp_path / "draft.docx", tracked, again)
    assert [one.code for one in findings] == ["PC517"]
    assert shown(again) == shown(tmp_path / "final.docx")
    with pytest.raises(pc.ReadError, match="holds 2 tracked changes already"):
        pc.write_tracked(tracked, tmp_path / "final.docx", again)


@pytest.mark.parametrize(
    ("names", "error", "words"),
    [
        (("draft.docx", "final.md", "out.docx"), pc.UnknownFormatError, r"final\.md: only Word files"),
        (("draft.docx", "final.docx", "out.docm"), pc.UnknownFormatError, r"must end like it"),
        (("draft.docx", "final.docx", "draft.docx"), pc.WriteError, r"is one of the plans"),
        (("draft.docx", "gone.docx", "out.docx"), pc.MissingFileError, r"gone\.docx"),
        (("draft.docx", "broken.docx", "out.docx"), pc.ReadError, r"broken\.docx"),
    ],
)
def test_wrong_files_are_refused_and_nothing_is_written(
    tmp_path: Path, names: tuple[str, str, str], error: type[Exception], words: str
) -> None:
    make(tmp_path / "draft.docx", "本文")
    make(tmp_path / "final.docx", "本文です")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(error, match=words):
        pc.write_tracked(*(tmp_path / name for name in names))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_wrong_values_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "draft.docx", "本文")
    make(tmp_path / "final.docx", "本文です")
    with pytest.raises(pc.WrongTypeError, match="author must be str"):
        track(tmp_path, author=3)
    with pytest.raises(pc.WrongTypeError, match="dated must be a date"):
        track(tmp_path, dated=datetime.datetime(2026, 1, 1))
    with pytest.raises(pc.WrongTypeError, match="Consultation"):
        track(tmp_path, consultation="toki")


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path / "draft.docx", "里山を守ります。")
    make(tmp_path / "final.docx", "里地里山を守ります。")
    names = [str(tmp_path / name) for name in ("draft.docx", "final.docx")]
    more = ["--author", "はまなす市", "--dated", "2026-03-31", "--lang", "ja"]
    assert main(["compare", *names, "--tracked", str(tmp_path / "out.docx"), *more]) == 0
    assert "out.docx" in capsys.readouterr().out
    assert marks_of(tmp_path / "out.docx") == [("ins", "里地")]
    assert main(["compare", *names, "--author", "はまなす市"]) == 2
    assert "--tracked" in capsys.readouterr().err


def test_the_same_bytes_and_the_drafts_other_parts(tmp_path: Path) -> None:
    make(tmp_path / "draft.docx", "本市は、年２回の訓練を行います。")
    make(tmp_path / "final.docx", "本市は、年４回の訓練を行います。")
    track(tmp_path)
    first = (tmp_path / "out.docx").read_bytes()
    track(tmp_path)
    assert (tmp_path / "out.docx").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "draft.docx") as draft, zipfile.ZipFile(io.BytesIO(first)) as out:
        assert sorted(draft.namelist()) == sorted(out.namelist())
        changed = [name for name in draft.namelist() if draft.read(name) != out.read(name)]
    assert changed == ["word/document.xml"]


SETTLED = [
    # (XML of a body, accepted, rejected)
    ("<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p>", ["ab"], ["a"]),
    ("<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del><w:r><w:t>b</w:t></w:r></w:p>", ["b"], ["ab"]),
    ("<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",
     ["a", "b"], ["ab"]),
    ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",
     ["ab"], ["a", "b"]),
    ("<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
     ["a", ""], [""]),
    ("<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
     "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>", ["b", ""], ["a", "b", ""]),
    ("<w:p><w:pPr><w:jc w:val='center'/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
     ["a"], ["a"]),
    ("<w:p><w:pPr><w:numPr><w:numId w:val='1'/><w:ins/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", ["a"], ["a"]),
    ("<w:sdt><w:sdtContent><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent>"
     "</w:sdt><w:bookmarkStart/><w:p><w:r><w:t>b</w:t></w:r></w:p>", ["ab"], ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "accepted", "rejected"), SETTLED)
def test_settling_by_hand(inside: str, accepted: list[str], rejected: list[str]) -> None:
    for accept, wanted in ((True, accepted), (False, rejected)):
        root = etree.fromstring(f"<w:body {NS}>{inside}</w:body>")
        assert count_changes(root) == settle(root, accept=accept) > 0
        assert count_changes(root) == 0
        assert ["".join(one.itertext()) for one in root.iter(f"{W}p")] == wanted


def test_rejected_formats_come_back() -> None:
    former = "<w:pPrChange><w:pPr><w:jc w:val='right'/></w:pPr></w:pPrChange>"
    inside = f"<w:p><w:pPr><w:jc w:val='center'/>{former}</w:pPr></w:p>"
    for accept, wanted in ((True, "center"), (False, "right")):
        root = etree.fromstring(f"<w:body {NS}>{inside}</w:body>")
        settle(root, accept=accept)
        assert [one.get(f"{W}val") for one in root.iter(f"{W}jc")] == [wanted]


def field(words: str, shown: str) -> str:
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{words}</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{shown}</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
#: What may stand in a paragraph besides plain words.
PIECES = [
    run("道路を広くします。"),
    run("緑を", "<w:b/>") + run("守ります。", "<w:u w:val='single'/><w:rStyle w:val='Strong'/>"),
    field("REF _a \\h", "第３章") + run("を参照"),
    field("HYPERLINK \\l a", "市の案内"),
    f"<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>",
    f"<w:hyperlink w:anchor='a'>{run('こちら')}</w:hyperlink>",
    f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent>{run('計画名')}</w:sdtContent></w:sdt>",
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かざはや</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>風早</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>",
    f"<m:oMath xmlns:m='{MATH}'><m:r><m:t>a+b</m:t></m:r></m:oMath>",
    "<w:r><w:tab/><w:t>列</w:t><w:br/><w:t>次の行</w:t><w:noBreakHyphen/></w:r>",
    "<w:r><w:br w:type='page'/></w:r>",
    "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
    "<w:r><w:drawing/></w:r>",
    "<w:bookmarkStart w:id='7' w:name='a'/>" + run("印のある語") + "<w:bookmarkEnd w:id='7'/>",
]
FORMS = [
    "",
    "<w:jc w:val='center'/>",
    "<w:pStyle w:val='Heading1'/>",
    "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>",
    "<w:pageBreakBefore/><w:spacing w:before='120'/>",
]


def make_rich(path: Path, paragraphs: list[tuple[int, list[int]]]) -> None:
    """A Word file of paragraphs, each a form and pieces by their numbers."""

    def change(file: Any) -> None:
        body = file.element.body
        for form, pieces in paragraphs:
            inside = "".join(PIECES[at] for at in pieces)
            paragraph = f"<w:p {NS}><w:pPr>{FORMS[form]}</w:pPr>{inside}</w:p>"
            body.insert(len(body) - 1, docx.oxml.parse_xml(paragraph))

    make(path, "はじめに", change=change)


PARAGRAPHS = st.lists(
    st.tuples(st.integers(0, len(FORMS) - 1), st.lists(st.integers(0, len(PIECES) - 1), max_size=4)), max_size=4
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old=PARAGRAPHS, new=PARAGRAPHS, dropped=st.integers(0, 9))
def test_fields_links_and_the_like_come_back(
    tmp_path_factory: pytest.TempPathFactory, old: Any, new: Any, dropped: int
) -> None:
    folder = tmp_path_factory.mktemp("rich")
    new = [*[one for at, one in enumerate(old) if at != dropped], *new] if dropped < 6 else new
    make_rich(folder / "draft.docx", old)
    make_rich(folder / "final.docx", new)
    findings = track(folder)
    assert {one.code for one in findings} <= {"PC516"}
    out = folder / "out.docx"
    assert shown(out, "original") == shown(folder / "draft.docx")
    # What cannot be carried, as a picture or an automatic number, is told.
    if not findings:
        assert shown(out) == shown(folder / "final.docx")


def picture(colour: int) -> io.BytesIO:
    """A tiny picture of one colour (PNG)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    pixels = zlib.compress(bytes([0, colour, colour, colour]))
    size = (1).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def test_another_picture_is_told_and_the_drafts_stays(tmp_path: Path) -> None:
    for name, colour in (("draft", 10), ("same", 10), ("final", 200)):
        make(tmp_path / f"{name}.docx", "図１", change=lambda file, c=colour: file.add_picture(picture(c)) and None)
    assert pc.write_tracked(tmp_path / "draft.docx", tmp_path / "same.docx", tmp_path / "out.docx") == ()
    findings = track(tmp_path)
    assert [(one.code, "picture" in one.message) for one in findings] == [("PC516", True)]
    with zipfile.ZipFile(tmp_path / "draft.docx") as old, zipfile.ZipFile(tmp_path / "out.docx") as out:
        images = [name for name in old.namelist() if "media" in name]
        assert [out.read(name) for name in images] == [old.read(name) for name in images]


def test_a_new_picture_and_the_end_of_a_section_are_told(tmp_path: Path) -> None:
    def more(file: Any) -> None:
        file.add_picture(picture(1))
        file.add_section()
        file.add_paragraph("次の節")

    make(tmp_path / "draft.docx", "図１")
    make(tmp_path / "final.docx", "図１", change=more)
    said = " ".join(one.message for one in track(tmp_path))
    assert "a picture or another object of the final" in said
    assert "the end of a section of the final" in said


def numbered(file: Any, start: int, lines: list[str]) -> None:
    """The lines of a list that is defined in the file, beginning with ``start``."""
    part = file.part.numbering_part.element
    kind = f"<w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='decimal'/><w:lvlText w:val='（%1）'/></w:lvl>"
    part.insert(0, docx.oxml.parse_xml(f"<w:abstractNum {NS} w:abstractNumId='90'>{kind}</w:abstractNum>"))
    part.append(docx.oxml.parse_xml(f"<w:num {NS} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>"
    for line in lines:
        said = f"<w:r><w:t>{line}</w:t></w:r>"
        body = file.element.body
        body.insert(len(body) - 1, docx.oxml.parse_xml(f"<w:p {NS}><w:pPr>{number}</w:pPr>{said}</w:p>"))
    file.add_paragraph("おわり")


@pytest.mark.parametrize(("start", "codes"), [(1, []), (5, ["PC516"])])
def test_a_list_is_the_drafts_if_it_is_defined_alike(tmp_path: Path, start: int, codes: list[str]) -> None:
    make(tmp_path / "draft.docx", "項目", change=lambda file: numbered(file, 1, ["緑を守ります。"]))
    make(
        tmp_path / "final.docx",
        "項目",
        change=lambda file: numbered(file, start, ["緑を守ります。", "水辺を整えます。"]),
    )
    assert [one.code for one in track(tmp_path)] == codes


def test_a_revision_without_a_place_is_told(tmp_path: Path) -> None:
    """A note is part of the plan that is compared, but has no paragraph in the body."""
    told = Told("draft.docx", "final.docx")
    told.unplaced("R1", "脚注の語")
    assert [(one.code, one.subjects) for one in told.findings] == [("PC519", ("R1",))]


def test_comments_of_cells_and_of_new_and_deleted_paragraphs(tmp_path: Path) -> None:
    rows = [["主体", "役割"], ["市民", "訓練に参加します。"]]
    make(tmp_path / "draft.docx", "表１", rows, "倉庫を閉じます。", "おわり")
    rows = [["主体", "役割"], ["市民", "訓練に進んで参加します。"]]
    make(tmp_path / "final.docx", "表１", rows, "おわり", "橋を架け替えます。")
    read = [pc.read_plan(tmp_path / name, version=name[0], document="本編") for name in ("draft.docx", "final.docx")]
    revisions = pc.compare(*read).revisions
    causes = [pc.Cause(revision_id=one.id, kind="other") for one in revisions]
    assert len(causes) >= 3
    assert track(tmp_path, consultation=consultation(), causes=causes) == ()
    root = document_of(tmp_path / "out.docx")
    assert len(list(root.iter(f"{W}commentReference"))) == len(revisions)
    assert shown(tmp_path / "out.docx", "original") == shown(tmp_path / "draft.docx")
    assert shown(tmp_path / "out.docx") == shown(tmp_path / "final.docx")
