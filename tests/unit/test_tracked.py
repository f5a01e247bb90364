"""A Word file with tracked changes is a comparison of itself; and the command line for plans of all formats."""

import builtins
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment.cli import main
from plancomment.errors import MissingExtraError, ReadError, UnknownFormatError, WrongValueError
from plancomment.read.outline import read_plan, read_tracked

docx = pytest.importorskip("docx", reason="Word files are made with python-docx")
from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402

_WHO = 'w:id="1" w:author="職員" w:date="2026-01-05T09:00:00Z"'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def gone(text: str) -> str:
    return f"<w:del {_WHO}>{run(text, 'delText')}</w:del>"


def new(text: str) -> str:
    return f"<w:ins {_WHO}>{run(text)}</w:ins>"


def write(path: Path, *paragraphs: str | tuple[str, str]) -> Path:
    """A Word file of paragraphs given as XML, each with its style where it has one."""
    document = docx.Document()
    for one in paragraphs:
        style, content = one if isinstance(one, tuple) else ("", one)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        mark = f"<w:pPr><w:rPr><w:ins {_WHO}/></w:rPr></w:pPr>" if style == "inserted" else properties
        element = parse_xml(f"<w:p {nsdecls('w')}>{mark}{content}</w:p>")
        document.element.body.insert(len(document.element.body) - 1, element)
    document.save(str(path))
    return path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write(
        tmp_path / "見え消し.docx",
        ("Heading1", run("第１章　総論")),
        run("乗継ぎの時間を、おおむね") + gone("30分") + new("20分") + run("以内とします。"),
        run("（１）　北線を見直します。"),
        ("inserted", new("（２）　南線を増便します。")),
        run("（") + gone("２") + new("３") + run("）　停留所を直します。"),
        gone("この段落は削ります。"),
    )


def test_tracked_changes_are_two_plans_and_their_comparison(draft: Path) -> None:
    old, new_plan = read_tracked(draft, document="本編")
    assert [one.full_text for one in old.clauses] == [
        "第１章　総論",
        "乗継ぎの時間を、おおむね30分以内とします。",
        "（１）　北線を見直します。",
        "（２）　停留所を直します。",
        "この段落は削ります。",
    ]
    assert [one.full_text for one in new_plan.clauses] == [
        "第１章　総論",
        "乗継ぎの時間を、おおむね20分以内とします。",
        "（１）　北線を見直します。",
        "（２）　南線を増便します。",
        "（３）　停留所を直します。",
    ]
    assert (old.version, new_plan.version, old.documents) == ("素案", "成案", ("本編",))
    found = pc.compare(old, new_plan)
    assert sorted((one.kind, one.old, one.new) for one in found.revisions) == [
        ("added", None, "南線を増便します。"),
        ("amended", "乗継ぎの時間を、おおむね30分以内とします。", "乗継ぎの時間を、おおむね20分以内とします。"),
        ("deleted", "この段落は削ります。", None),
        ("renumbered", "停留所を直します。", "停留所を直します。"),
    ]


SENTENCES = st.text(st.sampled_from("海山川市（１）ア　、。"), min_size=1, max_size=8)
CHANGES = st.lists(st.tuples(SENTENCES, st.sampled_from(["kept", "gone", "new"])), min_size=1, max_size=8)


@settings(max_examples=25)
@given(paragraphs=st.lists(CHANGES, min_size=1, max_size=4))
def test_each_side_is_the_file_that_never_had_the_other(
    paragraphs: list[list[tuple[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tracked")
    make = {"kept": run, "gone": gone, "new": new}
    write(folder / "both.docx", *("".join(make[how](text) for text, how in one) for one in paragraphs))
    for side, hidden in (("original", "new"), ("accepted", "gone")):
        alone = ["".join(text for text, how in one if how != hidden) for one in paragraphs]
        write(folder / f"{side}.docx", *(run(text) for text in alone))
        read = read_plan(folder / "both.docx", version="案", document="本編", changes=side)  # type: ignore[arg-type]
        assert read == read_plan(folder / f"{side}.docx", version="案", document="本編")


def test_either_side_can_be_read_alone(draft: Path) -> None:
    old, accepted = read_tracked(draft, old_version="案", new_version="修正案")
    assert read_plan(draft, version="案", changes="original") == old
    assert read_plan(draft, version="修正案") == accepted
    assert old.documents == ("見え消し",)
    with pytest.raises(WrongValueError, match="changes"):
        read_plan(draft, version="案", changes="rejected")  # type: ignore[arg-type]


def test_a_file_without_tracked_changes_is_refused_and_so_is_another_format(tmp_path: Path) -> None:
    path = write(tmp_path / "plain.docx", run("第１章　総論"))
    with pytest.raises(ReadError, match=r"plain\.docx.*\n.*no tracked change"):
        read_tracked(path)
    bold = write(
        tmp_path / "bold.docx",
        f"<w:r><w:rPr><w:b/><w:rPrChange {_WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>海</w:t></w:r>",
    )
    with pytest.raises(ReadError, match="no tracked change"):
        read_tracked(bold)
    with pytest.raises(UnknownFormatError, match=r"a\.pdf.*\.docx and \.docm"):
        read_tracked(tmp_path / "a.pdf")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.ods"])
def test_a_spreadsheet_is_no_plan(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownFormatError, match=r"a spreadsheet is no plan.*\.docx.*read_table"):
        read_plan(tmp_path / name, version="素案")


def test_a_limit_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", run("海" * 50))
    with pytest.raises(ReadError, match=r"Limits\.cell_characters"):
        read_plan(path, version="素案", limits=pc.Limits(cell_characters=40))
    (tmp_path / "a.txt").write_text("海" * 50, encoding="utf-8")
    with pytest.raises(ReadError, match=r"Limits\.file_bytes"):
        read_plan(tmp_path / "a.txt", version="素案", limits=pc.Limits(file_bytes=40))


@pytest.mark.parametrize(("stem", "document"), [("　海　", "海"), ("　", "本編"), ("a\x07b", "a b")])
def test_a_file_of_any_name_gives_a_document(tmp_path: Path, stem: str, document: str) -> None:
    (tmp_path / f"{stem}.md").write_text("海", encoding="utf-8")
    assert read_plan(tmp_path / f"{stem}.md", version="素案").documents == (document,)


# ---- the command line


def test_comparing_one_word_file_with_itself(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(draft), "--lang", "ja"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "本編 第１章　総論　本文"
    assert "[-30分-]" in out
    assert "{+20分+}" in out
    assert main(["compare", str(draft), "-o", str(draft.with_name("c.md")), "--lang", "ja"]) == 0
    text = draft.with_name("c.md").read_text(encoding="utf-8")
    assert "見え消し.docx の変更履歴" in text
    assert "素案と成案の新旧対照表" in text
    assert main(["compare", str(draft), "-o", str(draft)]) == 2
    assert "one of the plans" in capsys.readouterr().err


def test_names_and_title_can_be_given(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = draft.with_name("c.html")
    names = [
        "--document",
        "概要版",
        "--old-version",
        "諮問案",
        "--new-version",
        "答申案",
        "--title",
        "答申案の新旧対照",
    ]
    assert main(["compare", str(draft), "-o", str(out), "--lang", "ja", *names]) == 0
    text = out.read_text(encoding="utf-8")
    assert "<title>答申案の新旧対照" in text
    assert "諮問案と答申案の新旧対照表" in text
    assert "概要版" in text
    assert "本編" not in text
    capsys.readouterr()
    assert main(["compare", str(draft), "--format", "json", *names]) == 0
    comparison = pc.from_json(capsys.readouterr().out)
    assert (comparison.old_version, comparison.new_version) == ("諮問案", "答申案")


def test_two_files_of_two_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "素案.docx", ("Heading1", run("第１章　総論")), run("おおむね30分以内とします。"))
    later = tmp_path / "成案.html"
    body = "<h1>第１章　総論</h1><p>おおむね20分以内とします。</p>"
    later.write_text(f'<html lang="ja"><head><meta charset="utf-8"></head><body>{body}</body></html>', encoding="utf-8")
    assert main(["compare", str(old), str(later), "--lang", "ja"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "本編 第１章　総論　本文",
        "  旧: おおむね[-30分-]以内とします。",
        "  新: おおむね{+20分+}以内とします。",
    ]


def test_files_of_one_name_give_the_document_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, minutes in (("draft", 30), ("final", 20)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "概要版.txt").write_text(f"おおむね{minutes}分以内", encoding="utf-8")
    sides = [str(tmp_path / side / "概要版.txt") for side in ("draft", "final")]
    assert main(["compare", *sides]) == 0
    assert capsys.readouterr().out.startswith("概要版 本文\n")


@pytest.mark.parametrize("stems", [("　", "　"), ("　", " ")])
def test_an_empty_name_breaks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stems: tuple[str, str]
) -> None:
    for number, (stem, text) in enumerate(zip(stems, ("30分", "20分"), strict=True)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / f"{stem}.md").write_text(text, encoding="utf-8")
    assert main(["compare", *(str(tmp_path / str(at) / f"{stem}.md") for at, stem in enumerate(stems))]) == 0
    assert capsys.readouterr().out.startswith("本編 本文\n")


def test_what_the_readers_noticed_stands_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [write(tmp_path / f"{name}.docx", *(run(f"{name}{n}番目の海です。") for n in range(40))) for name in "素成"]
    contents = write(tmp_path / "目.docx", run("目次"), run("第１章　海……3"), run("第１章　海"))
    assert main(["compare", str(paths[0]), str(paths[1]), "--format", "json", "--lang", "ja"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)
    warnings = [line for line in captured.err.splitlines() if line.startswith("PC667")]
    assert warnings == [
        f"PC667 警告  {name}.docx：見出しが見つからないため、変更箇所に見出しを示せません。" for name in "素成"
    ]
    assert main(["compare", str(contents), str(contents)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("PC665")] == [
        "PC665 info  目.docx: 1 line(s) of a table of contents were left out, from '第１章 海……3' to '第１章 海……3'"
    ]


def test_many_findings_of_one_kind_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(code: str, severity: str, count: int) -> Iterable[pc.Finding]:
        for page in range(1, count + 1):
            place = pc.Place("a.docx", page=page)
            yield pc.Finding(code, severity, (), f"picture {page}", f"絵{page}", place)

    def plan(path: Path, *, version: str, document: str | None) -> pc.Plan:
        findings = (*found("PC901", "info", 5), *found("PC902", "warning", 5), *found("PC903", "error", 1))
        return pc.Plan(version, findings=findings)

    monkeypatch.setattr("plancomment.cli.comparing.read_plan", plan)
    assert main(["compare", "a.docx", "b.docx"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "PC903 error  a.docx, page 1: picture 1",
        "PC902 warning  a.docx, page 1: picture 1",
        "PC902 warning  a.docx, page 2: picture 2",
        "PC902 warning  a.docx, page 3: picture 3 (2 more)",
        "PC901 info  a.docx, page 1: picture 1 (4 more)",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "error: this kind of file needs more"), ("ja", "エラー: この形式を読むには")],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    (tmp_path / "計画.md").write_text("海", encoding="utf-8")
    (tmp_path / "計画.pdf").write_bytes(b"%PDF-1.7")
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name.partition(".")[0] in ("pdfplumber", "pypdfium2", "pdfminer"):
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"plancomment\[pdf\]"):
        read_plan(tmp_path / "計画.pdf", version="素案")
    assert main(["compare", str(tmp_path / "計画.md"), str(tmp_path / "計画.pdf"), "--lang", lang]) == 2
    told = capsys.readouterr().err
    assert told.startswith(words)
    assert 'pip install "plancomment[pdf]"' in told


def test_one_file_alone_must_be_a_word_file_with_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("海", encoding="utf-8")
    assert main(["compare", str(tmp_path / "a.md")]) == 2
    assert "tracked changes are read from .docx and .docm" in capsys.readouterr().err
    assert main(["compare", str(write(tmp_path / "a.docx", run("海")))]) == 2
    assert "no tracked change" in capsys.readouterr().err
