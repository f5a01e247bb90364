"""The command line: exit status, what is said in two languages, and machines' JSON."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import plancomment as pc
from plancomment.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "minato", tmp_path / "minato"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count(old) == 1, (old, text.count(old))
    bom = "utf-8-sig" if path.suffix == ".csv" else "utf-8"
    path.write_bytes(text.replace(old, new).encode(bom))


def test_the_example_is_sound(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(example)]) == 0
    assert capsys.readouterr().out == "No findings.\n"
    assert main(["check", str(example), "--lang", "ja"]) == 0
    assert capsys.readouterr().out == "指摘はありません。\n"
    assert main(["check", str(example), "--format", "json"]) == 0
    assert pc.from_json(capsys.readouterr().out) == ()


def test_a_deleted_response_is_told_with_file_and_row(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (example / "responses.csv").read_bytes().split(b"\r\n")
    gone = next(line for line in lines if line.startswith(b"A20,"))
    (example / "responses.csv").write_bytes(b"\r\n".join(line for line in lines if line != gone))
    comment_id = gone.split(b",")[1].decode().strip("'")
    assert main(["check", str(example)]) == 1
    out = capsys.readouterr().out
    assert "PC201 error  comments.csv, row " in out
    assert f"comment '{comment_id}' has no response" in out
    assert out.splitlines()[1:] == ["1 error(s), 0 warning(s), 0 for information."]


def test_a_mistyped_disposition_is_told_with_file_and_row(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (example / "responses.csv").read_bytes().decode("utf-8-sig")
    line = next(one for one in text.split("\r\n") if one.startswith("A20,"))
    cells = line.split(",")
    cells[2] = "9"
    edit(example / "responses.csv", line, ",".join(cells))
    assert main(["check", str(example), "--lang=ja"]) == 1
    out = capsys.readouterr().out
    assert "PC106 エラー  responses.csv 22行 「対応区分ID」列：" in out
    assert "回答「A20」の対応区分「9」は対応区分表にありません" in out
    assert len(out.splitlines()) == 2


def test_a_reverted_clause_is_told_with_its_place(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(example / "plans" / "final" / "gaiyo.md", "おおむね20分以内", "おおむね30分以内")
    edit(example / "plans" / "final" / "honpen.md", "おおむね20分以内", "おおむね30分以内")
    assert main(["check", str(example)]) == 1
    out = capsys.readouterr().out
    assert "PC204 error" in out
    assert "PC206 error" in out
    assert "page 5" in out


def test_counts_for_people_and_machines(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(example), "--lang", "ja"]) == 0
    out = capsys.readouterr().out
    assert "16人" in out
    assert "20通" in out
    assert "うち非公表" in out
    assert main(["tally", str(example), "--format", "json"]) == 0
    text = capsys.readouterr().out
    assert '"unit": "件"' in text
    assert pc.from_json(text) == pc.tally(pc.load_project(example).consultation)


def test_publishing_writes_everything_and_a_manifest(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = example.parent / "out"
    assert main(["publish", str(example), "-o", str(out), "--lang", "ja"]) == 0
    assert "書き出しました" in capsys.readouterr().out
    project = pc.load_project(example)
    assert pc.load(out / "json" / "consultation.json") == project.consultation
    assert pc.load(out / "json" / "comparison.json") == project.comparison
    assert pc.load(out / "json" / "tally.json") == pc.tally(project.consultation)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert set(manifest) == there - {"manifest.json"}
    assert {"result.md", "result.html", "csv/comments.csv", "csv/comparison.csv"} <= there
    again = example.parent / "again"
    main(["publish", str(example), "-o", str(again)])
    for name in there:
        assert (again / name).read_bytes() == (out / name).read_bytes()


def test_publishing_again_removes_what_is_no_longer_true(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = example.parent / "out"
    edit(example / "plans" / "final" / "honpen.md", "80,000人", "76,000人")
    assert main(["publish", str(example), "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["check", str(example)]) == 1
    (told, _) = capsys.readouterr().out.splitlines()
    assert told.startswith("PC206 error  stated_revisions.csv, version ")
    assert "which the texts do not show there, only at 概要版 P.2 表1 2行3列" in told
    assert (out / "csv" / "findings.csv").exists()
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    (out / "csv" / "channels.csv").write_text("changed by hand", encoding="utf-8")
    edit(example / "plans" / "final" / "honpen.md", "76,000人", "80,000人")
    assert main(["publish", str(example), "-o", str(out), "--formats", "html"]) == 0
    left = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert left == {"result.html", "manifest.json", "mine.txt", "csv/channels.csv"}


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 3}', '{"files": {"../minato/consultation.toml": "x"}}'])
def test_a_foreign_manifest_removes_nothing(example: Path, text: str) -> None:
    out = example.parent / "out"
    out.mkdir()
    (out / "manifest.json").write_text(text, encoding="utf-8")
    assert main(["publish", str(example), "-o", str(out), "--formats", "md"]) == 0
    assert (example / "consultation.toml").exists()


def test_nothing_is_published_into_a_consultation_folder(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(example), "-o", str(example)]) == 2
    assert "publish into another one" in capsys.readouterr().err


def words_of(path: Path) -> str:
    """All that a file holds, whatever packs it."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode("utf-8") for name in packed.namelist())


def test_no_guess_and_nothing_private_is_published(example: Path) -> None:
    text = (example / "comments.csv").read_bytes().decode("utf-8-sig")
    line = next(one for one in text.split("\r\n") if one.startswith("'1-2,"))
    cells = line.split(",")
    cells[4] = "原文の秘密"
    edit(example / "comments.csv", line, ",".join(cells))
    withheld = next(one for one in text.split("\r\n") if one.startswith("'4-4,"))
    cells = withheld.split(",")
    cells[4], cells[5] = "非公表の秘密", "概要の秘密"
    edit(example / "comments.csv", withheld, ",".join(cells))
    rows = (example / "submissions.csv").read_bytes().decode("utf-8-sig").replace(",p3,", ",山田の秘密,")
    first = rows.split("\r\n")[1]
    assert first.endswith(",,")
    rows = rows.replace(first, first[:-1] + "年代の秘密,地区の秘密")
    (example / "submissions.csv").write_bytes(rows.encode("utf-8-sig"))
    out = example.parent / "out"
    assert main(["publish", str(example), "-o", str(out)]) == 0
    for path in out.rglob("*.*"):
        if path.is_file():
            content = words_of(path)
            assert "秘密" not in content, path
            assert "未確認" not in content, path
            assert '"suggested"' not in content, path


def test_a_wrong_report_setting_is_found_before_publishing(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(example / "consultation.toml", 'lang = "ja"', 'lang = "jp"')
    assert main(["check", str(example)]) == 1
    assert "PC503 error  consultation.toml: [report] lang: " in capsys.readouterr().out
    assert main(["publish", str(example), "-o", str(example.parent / "out")]) == 2


def test_publishing_only_some_formats(example: Path) -> None:
    out = example.parent / "out"
    assert main(["publish", str(example), "-o", str(out), "--formats", "md"]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "result.md"]
    assert main(["publish", str(example), "-o", str(out / "x"), "--formats", "docs"]) == 2
    assert not (out / "x").exists()


def test_errors_that_are_left_are_told_and_strict_refuses(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(example / "plans" / "final" / "gaiyo.md", "おおむね20分以内", "おおむね30分以内")
    edit(example / "plans" / "final" / "honpen.md", "おおむね20分以内", "おおむね30分以内")
    out = example.parent / "out"
    assert main(["publish", str(example), "-o", str(out), "--strict"]) == 1
    assert "Nothing was written" in capsys.readouterr().err
    assert not out.exists()
    assert main(["publish", str(example), "-o", str(out)]) == 0
    assert "severity error are left" in capsys.readouterr().err


def test_broken_references_are_never_published(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (example / "categories.csv").read_bytes().split(b"\r\n")
    (example / "categories.csv").write_bytes(b"\r\n".join(rows[:-2]) + b"\r\n")
    out = example.parent / "out"
    assert main(["publish", str(example), "-o", str(out)]) == 2
    assert "PC104" in capsys.readouterr().err
    assert not out.exists()


def test_comparing_two_files(example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old, new = (str(example / "plans" / name / "gaiyo.md") for name in ("draft", "final"))
    assert main(["compare", old, new]) == 0
    out = capsys.readouterr().out
    assert "[-おおむね30分以内-]" in out or "[-30分-]" in out
    assert "{+80,000人+}" in out
    for suffix in ("md", "html", "csv"):
        assert main(["compare", old, new, "-o", str(tmp_path / f"c.{suffix}"), "--lang", "ja"]) == 0
        assert "80,000人" in (tmp_path / f"c.{suffix}").read_text(encoding="utf-8")
    assert main(["compare", old, new, "-o", str(tmp_path / "c.json")]) == 0
    capsys.readouterr()
    assert main(["compare", old, new, "--format", "json"]) == 0
    assert pc.from_json(capsys.readouterr().out) == pc.load(tmp_path / "c.json")
    assert main(["compare", old, old]) == 0
    assert "No revision" in capsys.readouterr().out
    assert main(["compare", old, new, "-o", str(tmp_path / "c.odt")]) == 2


BUS = "路線バスの運行を支援し、交通の空白をなくします。"
NOTATION = (f"第1期（2年）の計画\n\n（１）　{BUS}\n", f"第１期(2年)の計画\n\n（２）　{BUS}\n")


@pytest.fixture
def plans(tmp_path: Path) -> tuple[str, str]:
    """Two texts that differ in the notation of one sentence and the number of another."""
    for name, text in zip(("old.md", "new.md"), NOTATION, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.md"), str(tmp_path / "new.md")


@pytest.mark.parametrize(
    ("lang", "remarks", "left_out"),
    [
        ("ja", ["備考: 表記のみの修正", "備考: （１）を（２）に繰り下げ"], "表記のみの修正1件は省略しました。"),
        (
            "en",
            ["Note: notation only", "Note: （１） renumbered as （２）"],
            "Left out: 1 revision(s) of notation only.",
        ),
    ],
)
def test_revisions_of_notation_can_be_left_out_and_are_counted(
    plans: tuple[str, str], capsys: pytest.CaptureFixture[str], lang: str, remarks: list[str], left_out: str
) -> None:
    assert main(["compare", *plans, "--lang", lang]) == 0
    full = capsys.readouterr().out
    assert [line.strip() for line in full.splitlines() if line.strip()[:4] in ("備考: ", "Note")] == remarks
    assert left_out not in full
    assert main(["compare", *plans, "--no-cosmetic", "--lang", lang]) == 0
    short = capsys.readouterr().out
    assert remarks[0] not in short
    assert remarks[1] in short
    assert short.splitlines()[-1] == left_out


def test_what_was_left_out_is_told_in_files_too(
    plans: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "c.md"
    assert main(["compare", *plans, "--no-cosmetic", "-o", str(out), "--lang", "ja"]) == 0
    assert "表記のみの修正1件は省略しました。" in capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    assert "表記のみの修正1件は省略しています。" in text
    assert "（１）を（２）に繰り下げ" in text
    assert main(["compare", *plans, "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "notation only" in text
    assert "（１） renumbered as （２）" in text
    assert "Left out" not in text + capsys.readouterr().out
    assert main(["compare", *plans, "--no-cosmetic", "--format", "json"]) == 0
    comparison = pc.from_json(capsys.readouterr().out)
    assert (len(comparison.revisions), len(comparison.entries)) == (2, 1)


def test_nothing_but_notation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("old.txt", "第1期"), ("new.txt", "第１期")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    sides = [str(tmp_path / "old.txt"), str(tmp_path / "new.txt")]
    assert main(["compare", *sides, "--no-cosmetic"]) == 0
    assert capsys.readouterr().out.splitlines() == ["Left out: 1 revision(s) of notation only."]
    assert main(["compare", *sides, "--no-cosmetic", "-o", str(tmp_path / "c.md")]) == 0
    text = (tmp_path / "c.md").read_text(encoding="utf-8")
    assert "Left out: 1 change of notation only." in text
    assert "Nothing was changed" not in text


def test_a_new_folder_is_sound_and_not_made_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "mine")
    assert main(["new", folder, "--title", "緑の基本計画（素案）への意見募集", "--lang", "ja"]) == 0
    assert "作成しました" in capsys.readouterr().out
    assert pc.load_project(folder).consultation.title == "緑の基本計画（素案）への意見募集"
    assert main(["check", folder]) in (0, 1)
    assert main(["new", folder]) == 2


def test_reading_what_somebody_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """「緑の基本計画（素案）」に対する意見募集の結果について
1 意見募集の結果
(1)実施時期 令和6年10月1日～令和6年10月31日
(2)意見提出者 2名
(3)提出された意見数 2件
2 意見の概要と市の考え方
意見への対応\t件数
①計画に反映する\t1
②参考とする\t1
No.\t意見概要\t対応\t市の考え方
1 緑について\t\t\t
1\t木を増やしてほしい。\t①\tご意見を踏まえ、「街路樹の増加」との記述を追加しました。
2\t花も植えてほしい。\t②\t今後の参考とします。
"""
    (tmp_path / "result.txt").write_text(text, encoding="utf-8")
    assert main(["read", str(tmp_path / "result.txt"), "-o", str(tmp_path / "folder")]) == 0
    capsys.readouterr()
    project = pc.load_project(tmp_path / "folder")
    assert len(project.consultation.comments) == 2
    assert main(["check", str(tmp_path / "folder")]) == 0
    assert main(["read", str(tmp_path / "none.txt"), "-o", str(tmp_path / "x")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_reading_never_overwrites_a_folder(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    assert main(["read", str(example / "plans" / "draft" / "gaiyo.md"), "-o", str(example)]) == 2
    assert "it is a consultation folder already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in example.rglob("*") if path.is_file()} == before


def test_comparing_never_overwrites_a_plan(example: Path) -> None:
    old, new = (str(example / "plans" / name / "gaiyo.md") for name in ("draft", "final"))
    before = Path(old).read_bytes()
    assert main(["compare", old, new, "-o", old]) == 2
    assert Path(old).read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_the_terminal(example: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "plancomment", "tally", str(example)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["Usage: plancomment", "Options:", "Commands:", "publish"]),
        (["--lang", "ja", "--help"], ["使い方: plancomment", "オプション:", "コマンド:", "公表資料"]),
        (["check", "--help", "--lang=ja"], ["使い方: plancomment check", "この説明を表示"]),
        (["check", "--help"], ["Usage: plancomment check", "exit status 1"]),
        (["--version"], ["plancomment"]),
    ],
)
def test_help(arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out = capsys.readouterr().out
    for word in words:
        assert word in out


@pytest.mark.parametrize("arguments", [["check"], ["chek", "x"], ["check", "x", "--format", "xml"], ["publish", "x"]])
def test_bad_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Usage" in capsys.readouterr().err


def test_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none"), "--lang", "ja"]) == 2
    assert capsys.readouterr().err.startswith("エラー: ")


def test_a_terminal_that_speaks_cp932(example: Path) -> None:
    (example / "categories.csv").write_bytes(
        (example / "categories.csv").read_bytes().replace("その他".encode(), "その他—𠮷".encode())
    )
    done = subprocess.run(
        [sys.executable, "-m", "plancomment", "tally", str(example), "--lang", "ja"],
        env=os.environ | {"PYTHONIOENCODING": "cp932"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "その他\\u2014\\U00020bb7" in done.stdout.decode("cp932")


def test_the_terminal_shows_labels_beside_the_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.md").write_text("（１）　便を30分ごとに増やします。\n", encoding="utf-8")
    (tmp_path / "new.md").write_text(
        "（１）　歩道を広げます。\n\n（２）　便を20分ごとに増やします。\n", encoding="utf-8"
    )
    assert main(["compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--lang", "ja"]) == 0
    printed = capsys.readouterr().out
    assert "  新: （１）　歩道を広げます。" in printed
    assert "  旧: [-（１）-]　便を[-30分-]ごとに増やします。" in printed
    assert "  新: {+（２）+}　便を{+20分+}ごとに増やします。" in printed
