"""Proposed links in a table that a person decides on, and the decisions read back (反映対応の確認)."""

import csv
import io
import random
from pathlib import Path

import attrs
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment.cli import main
from plancomment.linking import proposals, read_decisions, write_proposals

DRAFT = """# 第１章　緑道

駅前の緑道は幅員を3メートルとします。

照明は市民の要望により設置します。

水飲み場は設けません。
"""
FINAL = (
    DRAFT.replace("3メートル", "5メートル")
    .replace("設けません", "二か所に設けます")
    .replace("要望により", "意見により")
)
COMMENTS = (
    pc.Comment("1", text="緑道の「幅員を3メートル」は狭い。車いすが行き交える幅にしてほしい。"),
    pc.Comment("2", text="=1+1 水飲み場を\n設けてほしい。"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "緑道"
    pc.new_project(place, title="緑道の計画（素案）に対する意見の募集")
    (place / "plans/draft/honpen.md").write_text(DRAFT, encoding="utf-8")
    (place / "plans/final/honpen.md").write_text(FINAL, encoding="utf-8")
    project = pc.load_project(place)
    consultation = attrs.evolve(project.consultation, comments=COMMENTS)
    pc.save_project(attrs.evolve(project, consultation=consultation), place)
    return place


def table(folder: Path, name: str = "links-to-confirm.csv") -> list[dict[str, str]]:
    text = (folder / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def fill(folder: Path, rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    (folder / "links-to-confirm.csv").write_bytes(out.getvalue().encode(encoding))


def revision(folder: Path, words: str) -> str:
    comparison = pc.load_project(folder).comparison
    assert comparison is not None
    return next(one.id for one in comparison.revisions if words in (one.new or ""))


def test_what_is_open_is_listed_with_its_texts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", str(folder)]) == 0
    rows = table(folder)
    row = next(
        one for one in rows if one["意見ID"].lstrip("'") == "1" and one["修正ID"] == revision(folder, "5メートル")
    )
    assert (row["旧"], row["新"]) == ("駅前の緑道は幅員を3メートルとします。", "駅前の緑道は幅員を5メートルとします。")
    assert (row["判断"], row["根拠"]) == ("", "引用")
    alone = next(one for one in rows if one["修正ID"] == revision(folder, "意見により"))
    assert alone["判断"] == ""
    assert "To decide on" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_decisions_are_taken_and_survive_other_changes(folder: Path, encoding: str) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    for row in rows:
        if row["修正ID"] == revision(folder, "5メートル") and row["意見ID"].lstrip("'") == "1":
            row["判断"], row["理由"] = "○", "会議で確認"
        elif row["修正ID"] == revision(folder, "意見により"):
            row["意見によらない理由"], row["理由"] = "誤字", "用語の統一"
    fill(folder, rows, encoding)
    assert main(["link", str(folder)]) == 0
    project = pc.load_project(folder)
    (link,) = (one for one in project.links if one.status == "confirmed")
    assert (link.comment_id, link.basis, link.reason) == ("1", "quoted", "会議で確認")
    assert project.causes == (pc.Cause(revision(folder, "意見により"), "correction", "用語の統一"),)
    assert not any(one["意見ID"].lstrip("'") == "1" and one["修正ID"] == link.revision_id for one in table(folder))
    (folder / "plans/final/honpen.md").write_text("前書きを加えました。\n\n" + FINAL, encoding="utf-8")
    again = pc.load_project(folder)
    assert again.comparison is not None
    traced = pc.trace(again.comparison, again.consultation, links=again.links, causes=again.causes)
    assert traced.suspects == ()
    assert "1" in traced.comments_of(link.revision_id)


def test_a_changed_clause_makes_the_decision_suspect_and_shows_it_again(folder: Path) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    old = revision(folder, "5メートル")
    for row in rows:
        if row["修正ID"] == old and row["意見ID"].lstrip("'") == "1":
            row["判断"], row["理由"] = "承認", "担当課"
    fill(folder, rows)
    main(["link", str(folder)])
    changed = FINAL.replace("5メートル", "6メートル")
    (folder / "plans/final/honpen.md").write_text(changed, encoding="utf-8")
    assert main(["link", str(folder)]) == 0
    row = next(one for one in table(folder) if one["修正ID"] == revision(folder, "6メートル"))
    assert row["前の判断"].startswith("承認：担当課")
    rows = table(folder)
    for row in rows:
        row["判断"] = "却下" if row["前の判断"] else ""
    fill(folder, rows)
    main(["link", str(folder)])
    (link,) = pc.load_project(folder).links
    assert (link.status, link.revision_id) == ("rejected", revision(folder, "6メートル"))


def test_rows_whose_texts_changed_are_told_and_keep_their_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    for row in rows:
        row["判断"] = "承認" if row["意見ID"].lstrip("'") == "1" else ""
    fill(folder, rows)
    project = pc.load_project(folder)
    comments = (attrs.evolve(COMMENTS[0], text=f"{COMMENTS[0].text}追記。"), COMMENTS[1])
    pc.save_project(attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=comments)), folder)
    assert main(["link", str(folder), "--lang", "ja"]) == 0
    assert "文面が変わった" in capsys.readouterr().out
    assert pc.load_project(folder).links == ()
    assert any("承認（文面が変わる前）" in row["前の判断"] for row in table(folder))


def test_everything_wrong_is_told_at_once_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    name = revision(folder, "5メートル")
    blank = dict.fromkeys(rows[0], "")
    rows = [
        {**blank, "修正ID": name, "意見ID": "1", "判断": "たぶん"},
        {**blank, "修正ID": "R0", "意見ID": "1", "判断": "承認"},
        {**blank, "修正ID": name, "意見ID": "99", "判断": "承認"},
        {**blank, "修正ID": name, "意見ID": "", "判断": "承認"},
        {**blank, "修正ID": "", "意見ID": "1", "判断": "承認"},
        {**blank, "修正ID": name, "意見ID": "2", "判断": "承認"},
        {**blank, "修正ID": name, "意見ID": "2", "判断": "却下"},
        {**blank, "修正ID": "R0", "意見によらない理由": "議会"},
        {**blank, "修正ID": name, "意見によらない理由": "天気"},
        {**blank, "修正ID": name, "意見によらない理由": "議会"},
        {**blank, "修正ID": name, "意見によらない理由": "誤字"},
    ]
    fill(folder, rows)
    before = (folder / "links-to-confirm.csv").read_bytes()
    assert main(["link", str(folder)]) == 2
    told = capsys.readouterr().err
    for number in (2, 3, 4, 5, 6, 8, 9, 10, 12):
        assert f"row {number}, " in told, (number, told)
    assert (folder / "links-to-confirm.csv").read_bytes() == before
    assert pc.load_project(folder).links == ()


def test_a_row_added_by_hand_is_a_declared_link(folder: Path) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    name = revision(folder, "意見により")
    fill(folder, [{**dict.fromkeys(rows[0], ""), "修正ID": name, "意見ID": "2", "判断": "accept"}])
    assert main(["link", str(folder)]) == 0
    (link,) = pc.load_project(folder).links
    assert (link.revision_id, link.comment_id, link.basis, link.status) == (name, "2", "declared", "confirmed")
    assert link.fingerprint


def test_a_table_saved_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    path = tmp_path / "decided.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, values in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for column, value in enumerate(values):
                sheet.write_string(at, column, "却下" if at and list(rows[0])[column] == "判断" else value)
    listed = sum(bool(row["意見ID"]) for row in rows)
    if any(not row["意見ID"] for row in rows):
        with pytest.raises(pc.ReadError, match="needs the id of a comment"):
            read_decisions(path, pc.load_project(folder))
    else:
        assert read_decisions(path, pc.load_project(folder)).rejected == listed


def test_a_reason_without_a_decision_is_kept(folder: Path) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    for row in rows:
        row["理由"] = "検討中"
    fill(folder, rows)
    main(["link", str(folder)])
    assert [row["理由"] for row in table(folder)] == ["検討中"] * len(rows)


def test_nothing_to_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pc.save_project(pc.Project(pc.Consultation("件名", comments=COMMENTS)), tmp_path / "f")
    assert main(["link", str(tmp_path / "f")]) == 2
    assert "no comparison" in capsys.readouterr().err
    assert proposals(pc.load_project(tmp_path / "f")) == ()


def test_dropping_a_link_whose_revision_is_gone(folder: Path) -> None:
    project = pc.load_project(folder)
    lost = pc.TraceLink("Rgone", "2", "declared", status="confirmed", fingerprint="0" * 24)
    pc.save_project(attrs.evolve(project, links=(lost,)), folder)
    main(["link", str(folder)])
    rows = table(folder)
    assert any(row["修正ID"] == "Rgone" or "Rgone" in row["前の判断"] for row in rows)
    blank = dict.fromkeys(rows[0], "")
    fill(folder, [{**blank, "修正ID": "Rgone", "意見ID": "2", "判断": "却下"}])
    assert main(["link", str(folder)]) == 0
    assert pc.load_project(folder).links == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_decisions_come_back_exactly_in_any_order(tmp_path: Path, data: st.DataObject) -> None:
    words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=20)
    old = pc.parse_plan("一つ目の文です。\n\n二つ目の文です。\n", version="旧")
    new = pc.parse_plan("一つ目の文章です。\n\n二つ目の文章です。\n", version="新")
    comments = tuple(pc.Comment(f"c{number}", text=data.draw(words)) for number in range(3))
    project = pc.Project(pc.Consultation("件名", comments=comments), comparison=pc.compare(old, new))
    comparison = project.comparison
    assert comparison is not None
    pairs = [(one.id, comment.id) for one in comparison.revisions for comment in comments]
    status = st.sampled_from(["confirmed", "rejected"])
    links = tuple(
        pc.TraceLink(*pair, "suggested", 0.5, data.draw(words), data.draw(status), "", data.draw(words))
        for pair in pairs
        if data.draw(st.booleans())
    )
    rows = list(proposals(attrs.evolve(project, links=links), everything=True))
    random.Random(data.draw(st.integers(0, 9))).shuffle(rows)
    write_proposals(rows, tmp_path / "t.csv")
    decided = read_decisions(tmp_path / "t.csv", project).project.links
    assert {(one.revision_id, one.comment_id): (one.status, one.reason) for one in decided} == {
        (one.revision_id, one.comment_id): (one.status, one.reason) for one in links
    }
