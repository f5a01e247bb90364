"""What publish puts into a folder: proofread, the same everywhere, nothing that nobody asked for, whole or not."""

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest

import plancomment as pc
from plancomment import publishing
from plancomment.cli import main
from plancomment.errors import UnknownFormatError, WriteError
from plancomment.proofreading import proofread, proofread_tables
from plancomment.publishing import FORMATS, USUAL
from plancomment.report import render
from plancomment.report.document import Cell, Column, Document, Paragraph, Row, Run, Section, Table

EXAMPLE = Path(__file__).parents[2] / "examples" / "minato"


def available() -> tuple[str, ...]:
    """The formats that this machine can write."""
    found = []
    for name in FORMATS:
        try:
            if name not in ("csv", "json"):
                render(Document("題"), f".{name}")
        except (pc.MissingExtraError, UnknownFormatError):
            continue
        found.append(name)
    return tuple(found)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "out"
    pc.publish(pc.load_project(EXAMPLE), out, formats=available())
    return out


def names(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_format_is_written_and_listed(published: Path) -> None:
    listed = json.loads((published / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(listed) == set(names(published)) - {"manifest.json"}
    assert {f"result.{name}" for name in available() if name not in ("csv", "json")} <= set(listed)
    assert set(USUAL) <= set(available())


@pytest.mark.parametrize(
    "surroundings",
    [{"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C"}],
)
def test_the_same_bytes_in_another_process(published: Path, surroundings: dict[str, str], tmp_path: Path) -> None:
    code = "import sys, plancomment as pc; pc.publish(pc.load_project(sys.argv[1]), sys.argv[2], formats=sys.argv[3:])"
    subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE), str(tmp_path / "out"), *available()],
        check=True,
        env={**os.environ, **surroundings},
    )
    assert names(tmp_path / "out") == names(published)


# --- nothing travels along


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as packed:
        assert all(one.date_time == (1980, 1, 1, 0, 0, 0) for one in packed.infolist())
        return {name: packed.read(name).decode("utf-8") for name in packed.namelist()}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_nothing_travels_along_in_an_office_file(published: Path, suffix: str) -> None:
    if suffix not in available():
        pytest.skip("XlsxWriter is not installed")
    found = parts(published / f"result.{suffix}")
    whole = "".join(found.values())
    assert 'TargetMode="External"' not in whole
    unasked = re.compile(r"vba|comments|customXml|externalLink|embeddings|custom\.xml")
    assert not [name for name in found if unasked.search(name)]
    assert 'state="hidden"' not in whole
    assert 'state="veryHidden"' not in whole
    assert "<w:vanish" not in whole
    core = found["docProps/core.xml"]
    for tag in ("dc:creator", "cp:lastModifiedBy", "dc:description", "cp:category", "cp:keywords", "dc:subject"):
        assert not re.search(rf"<{tag}>[^<]", core), core
    for tag in ("Company", "Manager", "Template", "HyperlinkBase"):
        assert not re.search(rf"<{tag}>[^<]", found.get("docProps/app.xml", "")), tag
    defined = re.findall(r'<definedName name="([^"]+)"', whole)
    assert set(defined) <= {"_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase"}


def test_the_page_asks_for_nothing_from_outside(published: Path) -> None:
    page = (published / "result.html").read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "@import" not in page
    assert not re.search(r"url\((?!data:|#)", page)


# --- proofreading


def sample(**more: object) -> Document:
    columns = [Column("番号"), Column("意見", 3)]
    rows = [
        Row([Cell([Run("1")], rowspan=2), Cell([Run("道路を\n広く")])]),
        Row([Cell([Run("歩道  も", "underline", tag="ins")])]),
        Row([Cell([Run("計")]), Cell([Run("2件")], number=2)], kind="total"),
    ]
    table = Table(columns, rows, caption="意見の一覧", notes=["注の文"])
    section = Section("節の題", [Paragraph([Run("段落の文")]), table])
    return attrs.evolve(Document("題名", [section], notes=["末尾の注"]), **more)


@pytest.mark.parametrize("suffix", [f".{name}" for name in FORMATS if name not in ("csv", "json")])
def test_a_file_that_says_something_else_is_noticed(suffix: str) -> None:
    if suffix[1:] not in available():
        pytest.skip(f"{suffix} cannot be written here")
    data = render(sample(), suffix)
    assert proofread(data, suffix, sample()) == ()
    (table,) = sample().tables
    for row, column, text in ((0, 1, "道路を狭く"), (1, 0, "車道も"), (2, 1, "3件")):
        rows = list(table.rows)
        cells = list(rows[row].cells)
        cells[column] = attrs.evolve(cells[column], runs=(Run(text),))
        rows[row] = attrs.evolve(rows[row], cells=tuple(cells))
        blocks = (Paragraph([Run("段落の文")]), attrs.evolve(table, rows=tuple(rows)))
        other = sample(sections=(Section("節の題", blocks),))
        (problem,) = proofread(data, suffix, other)
        assert text in problem
        assert f"意見の一覧, row {row + 1}, column " in problem
    for other, text in (
        (sample(title="別の題名"), "別の題名"),
        (sample(notes=("別の末尾",)), "別の末尾"),
        (sample(sections=(Section("別の節", []),)), "別の節"),
        (sample(sections=(Section("節の題", [Paragraph([Run("別の段落")])]),)), "別の段落"),
    ):
        (problem,) = proofread(data, suffix, other)
        assert text in problem


def test_many_differences_are_counted() -> None:
    rows = [Row([Cell([Run(f"{number}")]), Cell([Run(f"無い文{number}")])]) for number in range(9)]
    other = Document("題名", [Section("節の題", [Table([Column("番号"), Column("意見")], rows)])])
    problems = proofread(render(sample(), ".md"), ".md", other)
    assert len(problems) == 6
    assert re.fullmatch(r"and \d+ more", problems[-1])


def test_a_csv_file_is_held_against_its_table() -> None:
    (table,) = sample().tables
    data = render(table, ".csv")
    assert proofread_tables(data, "utf-8-sig", table) == ()
    (problem,) = proofread_tables(data.replace("歩道".encode(), "車道".encode()), "utf-8-sig", table)
    assert "歩道" in problem
    (problem,) = proofread_tables(data + b"1\r\n", "utf-8-sig", table)
    assert "different numbers of cells" in problem
    assert proofread_tables(render(table, ".csv", encoding="cp932"), "cp932", table) == ()


def test_what_differs_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = render(sample(), ".md")
    monkeypatch.setattr(publishing, "render", lambda document, suffix, **more: wrong)
    with pytest.raises(WriteError, match=r"result\.md was not written, nor any file with it: .* is not there"):
        pc.publish(pc.load_project(EXAMPLE), tmp_path / "out", formats=["md"])
    assert not (tmp_path / "out").exists()


def test_without_pdfium_a_pdf_is_not_held_against_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert proofread(b"", ".pdf", sample()) == ()


# --- faults


@pytest.mark.parametrize("at", [0, 1, 3, 7])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_fault_leaves_what_was_there(at: int, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = pc.load_project(EXAMPLE)
    pc.publish(project, tmp_path / "out")
    before = names(tmp_path / "out")
    changed = attrs.evolve(project, consultation=attrs.evolve(project.consultation, title="別の題"))
    replace, calls = os.replace, 0

    def failing(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if calls == at + 1:
            raise OSError(number, os.strerror(number))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        with pytest.raises(WriteError, match="was not written, nor any file with it"):
            pc.publish(changed, tmp_path / "out")
    assert names(tmp_path / "out") == before


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = pc.load_project(EXAMPLE)
    pc.publish(project, tmp_path / "out")
    before = names(tmp_path / "out")
    real, written = os.fsync, 0

    def failing(descriptor: int) -> None:
        nonlocal written
        written += 1
        if written > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(WriteError):
            pc.publish(project, tmp_path / "out", lang="en")
    assert names(tmp_path / "out") == before


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_kill_in_the_middle_leaves_every_file_whole(at: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    project = pc.load_project(EXAMPLE)
    pc.publish(project, out)
    before = names(out)
    after_folder = tmp_path / "after"
    pc.publish(project, after_folder, lang="en")
    after = names(after_folder)
    code = (
        "import os, sys, plancomment as pc\n"
        "real, calls = os.replace, [0]\n"
        "def killed(source, target):\n"
        "    calls[0] += 1\n"
        "    if calls[0] == int(sys.argv[3]): os._exit(9)\n"
        "    real(source, target)\n"
        "os.replace = killed\n"
        "pc.publish(pc.load_project(sys.argv[1]), sys.argv[2], lang='en')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(EXAMPLE), str(out), str(at)], check=False)
    assert ended.returncode == 9
    for name, data in before.items():
        assert (out / name).read_bytes() in (data, after.get(name)), name


# --- what cannot be held


def long_project(words: str) -> pc.Project:
    project = pc.load_project(EXAMPLE)
    first, *others = project.consultation.comments
    comments = (attrs.evolve(first, summary=words), *others)
    return attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=comments))


def test_a_text_longer_than_a_cell_is_told(tmp_path: Path) -> None:
    if "xlsx" not in available():
        pytest.skip("XlsxWriter is not installed")
    project = long_project("長い意見。" * 8000)
    pc.publish(project, tmp_path / "out", formats=["xlsx", "json"])
    found = [one for one in pc.load(tmp_path / "out" / "json" / "findings.json") if one.code == "PC514"]
    assert len(found) == 1
    assert "40000 characters" in found[0].message
    assert "2セル" in found[0].message_ja
    read = pc.read_published(tmp_path / "out" / "result.xlsx").consultation
    assert read.comments[0].published_text == "長い意見。" * 8000


def test_what_cp932_does_not_have_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = long_project("𠮷野さんの意見")
    pc.publish(project, tmp_path / "out", formats=["csv", "json"], encoding="cp932")
    (found,) = [one for one in pc.load(tmp_path / "out" / "json" / "findings.json") if one.code == "PC515"]
    assert "U+20BB7" in found.message
    assert "［U+20BB7］" in found.message_ja
    assert "［U+20BB7］野さんの意見" in (tmp_path / "out" / "csv" / "comments.csv").read_bytes().decode("cp932")
    pc.publish(project, tmp_path / "utf", formats=["csv", "json"])
    assert not [one for one in pc.load(tmp_path / "utf" / "json" / "findings.json") if one.code == "PC515"]
    out = tmp_path / "command"
    assert main(["publish", str(EXAMPLE), "-o", str(out), "--formats", "csv", "--encoding", "cp932"]) == 0
    assert "意見の概要" in (out / "csv" / "comments.csv").read_bytes().decode("cp932")


def test_a_reference_document_lends_its_looks(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    reference = docx.Document()
    reference.sections[0].header.paragraphs[0].text = "はまなす市公文書"
    reference.save(tmp_path / "reference.docx")
    out = tmp_path / "out"
    given = ["publish", str(EXAMPLE), "-o", str(out), "--formats", "docx"]
    given += ["--reference", str(tmp_path / "reference.docx")]
    assert main(given) == 0
    with zipfile.ZipFile(out / "result.docx") as packed:
        assert any("はまなす市公文書" in packed.read(name).decode() for name in packed.namelist() if "header" in name)
    assert main([*given[:-1], str(tmp_path / "nothing.docx")]) == 2
