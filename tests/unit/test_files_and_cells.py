"""Files that are whole or not there; cells that are never a formula; a terminal that no text can steer."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment import cells, files
from plancomment.errors import MissingFileError, ReadError, WriteError
from plancomment.terminal import marked, printable, table, width
from plancomment.textdiff import Tag, diff_text


def test_a_write_replaces_the_whole_file_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "a.txt"
    assert files.write_text(path, "あ\r\n") == path
    assert path.read_bytes() == "あ\r\n".encode()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        files.write_text(path, "い")
    assert path.read_bytes() == "あ\r\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_several_files_are_put_in_place_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    contents = {tmp_path / name: b"new" for name in ("a", "sub/b", "c")}
    replace, done = os.replace, []

    def fail(source: str, target: str) -> None:
        if len(done) == fails_at:
            done.append(target)
            raise OSError(5, "Input/output error")
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError, match="nor any file with it: Input/output error"):
        files.write_together(contents)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"a"}
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    monkeypatch.undo()
    assert files.write_together(contents) == tuple(contents)
    assert {path.read_bytes() for path in contents} == {b"new"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="is no regular file"):
        files.read_bytes(tmp_path / "pipe")


def test_rights_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    path = files.write_text(tmp_path / "a", "1")
    path.chmod(0o640)
    files.write_text(path, "2")
    assert path.stat().st_mode & 0o777 == 0o640
    (tmp_path / "usual").touch()
    assert files.write_text(tmp_path / "b", "1").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError):
        files.write_text(tmp_path / "file" / "below", "1")
    with pytest.raises(WriteError, match="cp932 cannot hold U\\+2014"):
        files.write_text(tmp_path / "c", "a—", encoding="cp932")
    with pytest.raises(WriteError):
        files.write_text("nul\0byte", "1")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("番号,意見\r\n①,㈱".encode("cp932"), "番号,意見\r\n①,㈱"),
        ("①".encode(), "①"),
        ("①".encode("utf-8-sig"), "①"),
        ("①".encode("utf-16"), "①"),
        (b"", ""),
    ],
)
def test_the_encoding_is_found_by_rule(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert files.read_text(tmp_path / "a") == text


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        files.read_text(tmp_path / "none")
    with pytest.raises(ReadError):
        files.read_text(tmp_path)
    (tmp_path / "a").write_bytes(b"abc\xff\xff")
    with pytest.raises(ReadError, match="not utf-8: byte 4 is 0xff"):
        files.read_text(tmp_path / "a")
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError, match="not utf-16"):
        files.read_text(tmp_path / "b")
    (tmp_path / "c").write_bytes("図書".encode("utf-16-le") + b"a\0")
    with pytest.raises(ReadError, match="save it as UTF-8"):
        files.read_text(tmp_path / "c")


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-", "@SUM", "＝１", "\tx", "2-47", "1/2/3", "2.10", "007", "1E5", "1" * 12]
)
def test_a_cell_that_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert cells.guard(text) == "'" + text
    assert cells.unguard(cells.guard(text)) == text


@pytest.mark.parametrize("text", ["図書館", "1", "2.5", "1-1, 4-3", "O'Brien", "'quoted'", "A-1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cells.guard(text) == text
    assert cells.unguard(text) == text


@given(st.none() | st.text() | st.text("'=-0129./E"))
def test_a_guard_is_taken_off_exactly(text: str | None) -> None:
    assert cells.unguard(cells.guard(text)) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=2, max_size=3), max_size=5))
def test_csv_is_read_back_exactly(rows: list[list[str]]) -> None:
    text = cells.render_csv(rows)
    assert [record for _, record in cells.parse_csv(text, "f")] == [row for row in rows if any(row)]


def test_csv_records_know_their_line_and_broken_quotes_are_refused() -> None:
    assert cells.parse_csv('a,b\n\n"c\nd",e\nf,g\n', "f") == [(1, ["a", "b"]), (3, ["c\nd", "e"]), (5, ["f", "g"])]
    assert cells.parse_csv("a\tb", "f", delimiter="\t") == [(1, ["a", "b"])]
    with pytest.raises(ReadError, match=r"f: .*\n  line 2"):
        cells.parse_csv('a,b\nc,"d\n', "f")
    with pytest.raises(ReadError, match="line 1"):
        cells.parse_csv('"a"b,c\n', "f")
    assert cells.parse_csv("a" * 200_000, "f") == [(1, ["a" * 200_000])]


def test_full_width_text_is_aligned_in_a_terminal() -> None:
    shown = table([("項目", "件数"), ("総論", "3件"), ("a", "12件")], right=(1,))
    assert shown.splitlines() == ["項目  件数", "----  ----", "総論   3件", "a     12件"]
    assert table([]) == ""
    assert table([("a", "b")], header=False) == "a  b"
    assert width("か\u3099ｱA") == 2 + 0 + 1 + 1


def test_no_text_steers_the_terminal() -> None:
    assert printable("a\x1b[31mb\r\nc\nd\u202ee\x07\ud800") == "a\\u001b[31mb c d\\u202ee\\u0007\\ud800"


def test_marks_in_the_signs_of_wdiff() -> None:
    diff = diff_text("待ち時間は30分です。", "待ち時間は15分です。")
    assert marked(diff, Tag.DELETE) == "待ち時間は[-30分-]です。"
    assert marked(diff, Tag.INSERT) == "待ち時間は{+15分+}です。"
