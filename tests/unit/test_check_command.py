"""``plancomment check`` as a tool: rules chosen, findings known already, output for GitHub, exit status."""

import io
import json
import re
import shlex
import shutil
from pathlib import Path

import attrs
import pytest

import plancomment as pc
from plancomment.auditing.baseline import Baseline, Known, make_baseline, read_baseline, split_known, write_baseline
from plancomment.auditing.selection import CODES, select
from plancomment.cli import main
from plancomment.cli.annotations import annotations
from plancomment.cli.translation import translate
from plancomment.errors import MissingFileError, ReadError, WrongTypeError, WrongValueError

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, with one error: a comment lost its answer."""
    shutil.copytree(ROOT / "examples/minato", tmp_path / "minato")
    monkeypatch.chdir(tmp_path)
    edit("minato/responses.csv", r"^A20,.*\r?\n", "")
    return Path("minato")


def edit(path: str, pattern: str, words: str) -> None:
    text = Path(path).read_bytes().decode("utf-8")
    edited, times = re.subn(pattern, words, text, count=1, flags=re.MULTILINE)
    assert times == 1
    Path(path).write_bytes(edited.encode("utf-8"))


def finding(code: str = "PC201", *subjects: str, **more: object) -> pc.Finding:
    return pc.Finding(code, "error", subjects, "a message", "説明。", **more)  # type: ignore[arg-type]


# ---- choosing rules


def test_the_exit_status_follows_what_is_left(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato"]) == 1
    out = capsys.readouterr().out
    assert "PC201 error" in out
    assert main(["check", "minato", "--ignore", "PC2"]) == 0
    assert main(["check", "minato", "--select", "PC1,PC4", "--select", "PC5"]) == 0
    assert main(["check", "minato", "--select", "PC1, PC201"]) == 1
    assert main(["check", "minato", "--select", "PC2", "--ignore", "PC201"]) == 0


@pytest.mark.parametrize("name", ["PC9", "PC2011", "PC 201", "", "PC201,"])
def test_an_unknown_rule_is_bad_usage(folder: Path, capsys: Capture, name: str) -> None:
    assert main(["check", "minato", "--select", name]) == 2
    assert main(["check", "minato", "--ignore", name]) == 2
    printed = capsys.readouterr()
    assert "no rule begins with" in printed.err
    assert printed.out == ""


def test_all_misspelt_rules_are_told_at_once() -> None:
    with pytest.raises(WrongValueError, match=r"'PC2O1'.*'PC99'"):
        select([], select=["PC2O1", "PC1", "PC99"])


def test_rules_are_chosen_from_python_own_ones_too() -> None:
    found = (finding("PC201"), finding("X001"), finding("PC301"), finding("PC204"))
    assert select(found) == found
    assert [one.code for one in select(found, select=["PC2", "X"], ignore=["PC204"])] == ["PC201", "X001"]
    assert select(found, select=[]) == ()
    with pytest.raises(WrongTypeError):
        select(found, select="PC2")
    with pytest.raises(WrongTypeError):
        select(found, ignore=[1])  # type: ignore[list-item]
    with pytest.raises(WrongTypeError):
        select(["PC201"])  # type: ignore[list-item]


def test_every_code_can_be_chosen() -> None:
    page = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
    assert sorted(CODES) == sorted(re.findall(r"^### (PC\d{3})", page, flags=re.MULTILINE))


# ---- known findings


def test_known_findings_are_not_told_again(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato", "--write-baseline", "known.json"]) == 0
    first = Path("known.json").read_bytes()
    capsys.readouterr()
    assert main(["check", "minato", "--baseline", "known.json"]) == 0
    assert capsys.readouterr().out == "No new findings (1 known, 0 ignored).\n"
    # A row that moved is the same finding; another comment without an answer is a new one.
    edit("minato/comments.csv", r"^('1-1,)", r"'0-0,0,1,,,別の意見,,理由\r\n\1")
    edit("minato/responses.csv", r"^A19,.*\r?\n", "")
    assert main(["check", "minato", "--baseline", "known.json", "--select", "PC2"]) == 1
    out = capsys.readouterr().out
    assert "3-3" in out
    assert "4-1" not in out
    # Only a run that is asked to writes the file.
    assert Path("known.json").read_bytes() == first


def test_known_findings_that_are_gone_are_told(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato", "--write-baseline", "known.json"]) == 0
    shutil.copy(ROOT / "examples/minato/responses.csv", "minato/responses.csv")
    capsys.readouterr()
    assert main(["check", "minato", "--baseline", "known.json", "--lang", "ja"]) == 0
    assert "既知の指摘のうち、なくなったもの：PC201 4-1 (comments.csv)" in capsys.readouterr().out
    assert main(["check", "minato", "--baseline", "known.json", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["value"] == []
    assert "PC201 4-1" in printed.err
    assert main(["check", "minato", "--baseline", "known.json", "--ignore", "PC2,PC3"]) == 0
    assert "not there" not in capsys.readouterr().out


def test_a_baseline_is_the_same_for_the_same_findings(tmp_path: Path) -> None:
    place = pc.Place(file="comments.csv", row=3, column="意見ID")
    found = (finding("PC301"), finding("PC201", "2", place=place), finding("PC301"), finding("PC201", "1", place=place))
    moved = tuple(
        attrs.evolve(one, message="other", place=attrs.evolve(place, row=9) if one.place else None)
        for one in found[::-1]
    )
    write_baseline(tmp_path / "a.json", found)
    write_baseline(tmp_path / "b.json", moved)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "意見ID" in (tmp_path / "a.json").read_text(encoding="utf-8")
    known = read_baseline(tmp_path / "a.json")
    assert known == make_baseline(found)
    assert [(one.code, one.subjects, one.times) for one in known.known] == [
        ("PC201", ("1",), 1),
        ("PC201", ("2",), 1),
        ("PC301", (), 2),
    ]
    assert split_known(moved, known) == ((), ())
    third = (*found, finding("PC301"))
    assert split_known(third, known) == ((third[-1],), ())
    assert split_known((), Baseline((Known("PC301", times=2),))) == ((), (Known("PC301", times=2),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"plancomment": 1, "type": "Finding", "value": {}}',
        '{"plancomment": 9, "type": "Baseline", "value": {"known": []}}',
        '{"plancomment": 1, "type": "Baseline", "value": {"known": [{"code": 1}]}}',
        '{"plancomment": 1, "type": "Baseline", "value": {"known": [], "more": 1}}',
    ],
)
def test_another_file_is_no_baseline(folder: Path, capsys: Capture, text: str) -> None:
    Path("known.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=r"(?s)known\.json.*is no baseline"):
        read_baseline("known.json")
    assert main(["check", "minato", "--baseline", "known.json"]) == 2
    assert "known.json" in capsys.readouterr().err


def test_a_baseline_that_is_not_there(folder: Path) -> None:
    with pytest.raises(MissingFileError):
        read_baseline("nowhere.json")
    assert main(["check", "minato", "--baseline", "nowhere.json"]) == 2
    assert main(["check", "minato", "--write-baseline", "minato"]) == 2


# ---- settings


def settings(words: str) -> None:
    with Path("minato/consultation.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[check]\n{words}\n")


def test_the_settings_of_a_folder_are_defaults(folder: Path, capsys: Capture) -> None:
    settings('ignore = ["PC2"]')
    assert main(["check", "minato"]) == 0
    assert main(["check", "minato", "--ignore", "PC4"]) == 1
    assert main(["check", "minato", "--select", "PC201"]) == 0
    kept = Path("minato/consultation.toml").read_bytes()
    project = pc.load_project(folder)
    changed = attrs.evolve(project, consultation=attrs.evolve(project.consultation, authority="別の市"))
    pc.save_project(changed, folder)
    assert b'[check]\nignore = ["PC2"]' in Path("minato/consultation.toml").read_bytes() != kept


def test_a_baseline_of_the_settings_lies_in_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('select = ["PC2"]\nbaseline = "known.json"')
    assert main(["check", "minato", "--write-baseline", "minato/known.json"]) == 0
    assert main(["check", "minato"]) == 0
    monkeypatch.chdir(folder)
    assert main(["check", "."]) == 0


@pytest.mark.parametrize("words", ['select = "PC2"', "ignore = [1]", "baseline = 1", 'baseline = ""', "chosen = []"])
def test_wrong_settings_are_told(folder: Path, capsys: Capture, words: str) -> None:
    settings(words)
    assert main(["check", "minato"]) == 2
    err = capsys.readouterr().err
    assert "consultation.toml" in err
    assert f"check.{words.split()[0]}: " in err


def test_check_must_be_a_table(folder: Path, capsys: Capture) -> None:
    edit("minato/consultation.toml", "^format = 1", "format = 1\ncheck = 3")
    assert main(["check", "minato"]) == 2
    assert "check: must be a table" in capsys.readouterr().err


# ---- GitHub


def test_annotations_name_file_and_line(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato", "--format", "github"]) == 1
    (first, *_) = capsys.readouterr().out.splitlines()
    lines = Path("minato/comments.csv").read_text(encoding="utf-8-sig").splitlines()
    (line,) = (number for number, words in enumerate(lines, start=1) if words.startswith("'4-1,"))
    assert first.startswith(f"::error file=minato/comments.csv,line={line},title=PC201::")
    # Below a cell of two lines the row of the spreadsheet is not the line of the file.
    edit("minato/comments.csv", r"^'4-4,", "'4-3x,9,4,,一行目の意見です,,,\n'4-4,")
    main(["check", "minato", "--format", "github", "--select", "PC201"])
    out = capsys.readouterr().out
    lines = Path("minato/comments.csv").read_text(encoding="utf-8-sig").splitlines()
    (line,) = (number for number, words in enumerate(lines, start=1) if words.startswith("'4-3x"))
    assert f"line={line},title=PC201" in out
    row = re.search(r"row (\d+)[^\n]*4-3x", out)
    assert row is not None
    assert int(row[1]) == line - 1


def test_words_of_the_public_do_not_break_out(tmp_path: Path) -> None:
    evil = "100%\n::error file=x::y\r\n::set-output name=a::b\u2028\x1b[31m"
    found = [
        attrs.evolve(finding("PC201", evil), message=evil, place=pc.Place(file="a,b:c%\n.csv", row=2)),
        pc.Finding("PC401", "warning", (), evil, evil, pc.Place(page=3, line=9, version="素案")),
        pc.Finding("PC117", "info", (), evil, evil),
        pc.Finding("PC601", "info", (), "m", "m", pc.Place(file="plans/a.md", line=7)),
    ]
    lines = list(annotations(found, tmp_path, "en"))
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::notice"]
    head = re.match(r"::error ([^ ].*?)::", lines[0])
    assert head is not None
    properties = dict(part.split("=", 1) for part in head[1].split(","))
    assert properties.keys() == {"file", "title"}
    assert "%2C" in properties["file"]
    assert "%3A" in properties["file"]
    assert "%25" in lines[2]
    assert "line=" not in lines[1].split("::")[1]
    assert lines[3].startswith(f"::notice file={(tmp_path / 'plans/a.md').as_posix()},line=7,title=PC601::")


def test_a_table_that_cannot_be_read_again_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,"b\n', encoding="utf-8")
    (line,) = annotations([finding(place=pc.Place(file="a.csv", row=2))], tmp_path, "ja")
    assert "line=" not in line
    assert line.endswith("説明。")


# ---- as a hook


def test_the_hook_runs_what_it_says(folder: Path) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    values = dict(re.findall(r"^[- ] (\w+): (.*)$", hook, flags=re.MULTILINE))
    assert values["id"] == "plancomment-check"
    assert values["language"] == "python"
    assert values["pass_filenames"] == "false"
    words = shlex.split(values["entry"])
    assert words[0] == "plancomment"
    assert json.loads(values["args"]) == ["."]
    assert main([*words[1:], "minato"]) == 1
    wanted = re.compile(values["files"])
    there = [path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert there
    assert [path for path in there if not wanted.search(path)] == []
    # Plan texts and layouts may have any name.
    assert all(
        wanted.search(f"minato/{name}") for name in ("素案.docx", "plans/b.pdf", "known.json", "my.toml", "a.htm")
    )
    assert not wanted.search("minato/photo.jpg")
    assert not wanted.search("src/program.py")


# ---- what a first user stumbled over


def test_hidden_findings_are_counted(folder: Path, capsys: Capture) -> None:
    edit("minato/responses.csv", r"^A19,.*\r?\n", "")
    assert main(["check", "minato", "--write-baseline", "known.json", "--select", "PC201"]) == 0
    capsys.readouterr()
    assert main(["check", "minato", "--baseline", "known.json", "--ignore", "PC5"]) == 0
    assert capsys.readouterr().out == "No new findings (2 known, 0 ignored).\n"
    assert main(["check", "minato", "--ignore", "PC201", "--lang", "ja"]) == 0
    assert capsys.readouterr().out == "新しい指摘はありません（既知0件、対象外2件）。\n"
    edit("minato/responses.csv", r"^A18,.*\r?\n", "")
    assert main(["check", "minato", "--baseline", "known.json"]) == 1
    assert capsys.readouterr().out.endswith("Not told: 2 known, 0 ignored.\n")


def test_codes_in_any_case_and_width(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato", "--select", "pc201"]) == 1
    assert main(["check", "minato", "--select", "ＰＣ１、ｐｃ２０１"]) == 1
    assert main(["check", "minato", "--ignore", "pc2"]) == 0
    settings('ignore = ["pc2"]')
    assert main(["check", "minato"]) == 0


def test_a_baseline_makes_no_folders(folder: Path, capsys: Capture) -> None:
    assert main(["check", "minato", "--write-baseline", "knwon/a.json", "--lang", "ja"]) == 2
    assert not Path("knwon").exists()
    assert "置き場所のフォルダーがありません" in capsys.readouterr().err


def test_a_revision_is_annotated_at_its_plan(folder: Path, capsys: Capture) -> None:
    edit("minato/causes.csv", r"^Rcd8ed54b95,.*\r?\n", "")
    main(["check", "minato", "--format", "github", "--select", "PC205"])
    (line,) = capsys.readouterr().out.splitlines()
    assert re.match(r"::error file=minato/plans/\S+,title=PC205::", line)
    # Wherever the folder's name begins: GitHub knows files by their path below the repository.
    main(["check", str(folder.resolve()), "--format", "github", "--select", "PC201,PC205"])
    assert [one.split(" ")[1].split("/")[0] for one in capsys.readouterr().out.splitlines()] == ["file=minato"] * 2


def test_an_unreadable_folder_is_told_to_programs(folder: Path, capsys: Capture) -> None:
    edit("minato/comments.csv", "^.*意見ID", "番号なし")
    assert main(["check", "minato", "--format", "json", "--lang", "ja"]) == 2
    printed = capsys.readouterr()
    told = json.loads(printed.out)["error"]
    assert told["source"] == "minato"
    assert "missing column(s) 意見ID" in told["problems"][0]
    assert "列「意見ID」がありません" in printed.err
    assert main(["check", "minato", "--format", "github", "--lang", "ja"]) == 2
    assert capsys.readouterr().out.startswith("::error title=plancomment::")
    assert main(["check", "nowhere", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["problems"] == ["nowhere: no such folder"]
    assert main(["check", "nowhere"]) == 2
    assert capsys.readouterr().out == ""


def test_json_is_readable_where_the_output_can_carry_it(folder: Path, capsys: Capture) -> None:
    main(["check", "minato", "--format", "json"])
    assert "意見「4-1」" in capsys.readouterr().out


def test_json_is_sound_where_the_output_is_narrow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp932")
    monkeypatch.setattr("sys.stdout", out)
    main(["check", "minato", "--format", "json"])
    out.flush()
    printed = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert printed.isascii()
    assert json.loads(printed)["value"][0]["code"] == "PC201"


@pytest.mark.parametrize("words", ['select = "PC2"', "baseline = 1", "chosen = []", 'ignore = ["PC9", "X1"]'])
def test_wrong_settings_are_told_in_japanese(folder: Path, capsys: Capture, words: str) -> None:
    settings(words)
    assert main(["check", "minato", "--lang", "ja"]) == 2
    err = capsys.readouterr().err
    left = set(re.findall(r"[A-Za-z]{3,}", err)) - {"check", "select", "baseline", "ignore", "chosen"}
    assert left <= {"consultation", "toml"}, err


def test_what_has_no_translation_stays() -> None:
    assert translate("  nobody knows this: 'x'", "ja") == "  nobody knows this: 'x'"
    assert translate("no rule begins with 'PC9'", "en") == "no rule begins with 'PC9'"
    assert translate("a.csv, sheet 甲, page 3, line 4: what?", "ja") == "a.csv シート「甲」 3ページ 4行目：what?"
    assert translate("a: x; no rule begins with 'PC9'", "ja") == "a: x; no rule begins with 'PC9'"
