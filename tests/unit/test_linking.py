"""Proposed links in a table that a person decides on, and the decisions read back (反映対応の確認)."""

import csv
import io
import re
from pathlib import Path

import attrs
import pytest
import xlsxwriter

import plancomment as pc
from plancomment.cli import main
from plancomment.deciding import read_decisions
from plancomment.folder.ids import hint, resolve
from plancomment.linking import proposals, write_proposals

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
    (cause,) = project.causes
    assert (cause.revision_id, cause.kind, cause.note) == (revision(folder, "意見により"), "correction", "用語の統一")
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
    assert main(["link", str(folder), "--lang", "ja"]) == 1
    assert "文面が変わりました" in capsys.readouterr().err
    # Kept as a decision for the former texts: it counts for nothing, and is shown until somebody decides anew.
    again = pc.load_project(folder)
    assert again.comparison is not None
    assert all(link.status == "confirmed" for link in again.links)
    assert pc.trace(again.comparison, again.consultation, links=again.links).suspects == again.links
    for _ in range(2):
        (row,) = (one for one in table(folder) if one["前の判断"])
        assert row["前の判断"] == "承認（その後、意見の文面が変わりました）"
        assert main(["link", str(folder)]) == 0
    fill(folder, [{**row, "判断": "却下"}])
    assert main(["link", str(folder)]) == 0
    assert [link.status for link in pc.load_project(folder).links] == ["rejected"]


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


def decide(folder: Path, words: str, comment: str, **cells: str) -> None:
    """Fill in the row of a revision and a comment, or of a revision alone, and take the table."""
    rows = table(folder)
    name = revision(folder, words)
    (row,) = (one for one in rows if one["修正ID"] == name and one["意見ID"].lstrip("'") == comment)
    row.update(cells)
    fill(folder, rows)
    assert main(["link", str(folder)]) == 0


def rewrite(folder: Path, text: str) -> None:
    (folder / "plans/final/honpen.md").write_text(text, encoding="utf-8")


def test_a_new_version_keeps_what_was_decided(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbered = "<!-- page: 4 -->\n\n（１）緑道の幅員を{}とします。\n\n（２）水飲み場は{}。\n\n（３）照明を{}します。\n"
    draft = numbered.format("3メートル", "設けません", "設置")
    (folder / "plans/draft/honpen.md").write_text(draft, encoding="utf-8")
    rewrite(folder, numbered.format("5メートル", "設けます", "増設"))
    main(["link", str(folder)])
    decide(folder, "5メートル", "1", 判断="承認", 理由="読み合わせた")
    decide(folder, "増設", "", 意見によらない理由="議会", 理由="６月議会")
    before = pc.load_project(folder)
    # Clauses are put in before, all others get other numbers and pages.
    new = numbered.format("5メートル", "設けます", "増設").replace("（３）", "（５）").replace("（２）", "（３）")
    new = new.replace("（１）", "（２）").replace("page: 4", "page: 11")
    rewrite(folder, "前書きを加えました。\n\n" + new.replace("（２）緑道", "（１）目標を定めます。\n\n（２）緑道"))
    after = pc.load_project(folder)
    assert after.comparison is not None
    ids = {one.id for one in after.comparison.revisions}
    assert not ids & {before.links[0].revision_id, before.causes[0].revision_id}
    traced = pc.trace(after.comparison, after.consultation, links=after.links, causes=after.causes)
    assert traced.suspects == ()
    assert traced.comments_of(revision(folder, "5メートル")) == ("1",)
    assert revision(folder, "増設") not in traced.unexplained
    capsys.readouterr()
    assert main(["link", str(folder)]) == 0
    assert "decided before" not in capsys.readouterr().out
    moved = pc.load_project(folder)
    assert [one.revision_id for one in (*moved.links, *moved.causes)] == [
        revision(folder, "5メートル"),
        revision(folder, "増設"),
    ]
    assert not any(row["修正ID"] in (revision(folder, "5メートル"), revision(folder, "増設")) for row in table(folder))
    # The clause itself is changed.
    rewrite(folder, new.replace("5メートル", "6メートル").replace("増設", "撤去"))
    assert "PC119" in [one.code for one in pc.examine(pc.load_project(folder)).findings]
    main(["link", str(folder)])
    assert "2 of them were decided before" in capsys.readouterr().out
    former = [row["前の判断"] for row in table(folder) if row["前の判断"]]
    assert [words.split("（")[0] for words in former] == ["承認：読み合わせた", "議会：６月議会"]
    decide(folder, "6メートル", "1", 判断="承認")
    rows = [row for row in table(folder) if row["前の判断"]]
    fill(folder, [{**row, "判断": "取消"} for row in rows])
    assert main(["link", str(folder)]) == 0
    assert pc.load_project(folder).causes == ()
    assert [one.revision_id for one in pc.load_project(folder).links] == [revision(folder, "6メートル")]


def test_rows_follow_clauses_that_are_renumbered_before_they_are_read(folder: Path) -> None:
    (folder / "plans/draft/honpen.md").write_text(
        "（１）幅員を3メートルとします。\n\n（２）照明を設置します。\n", "utf-8"
    )
    rewrite(folder, "（１）幅員を5メートルとします。\n\n（２）照明を増設します。\n")
    main(["link", str(folder)])
    rows = table(folder)
    for row in rows:
        row.update({"判断": "○"} if row["意見ID"] else {"意見によらない理由": "誤字"})
    before = {(row["修正ID"], row["意見ID"]) for row in rows}
    fill(folder, rows)
    rewrite(folder, "（２）幅員を5メートルとします。\n\n（３）照明を増設します。\n")
    assert main(["link", str(folder)]) == 0
    project = pc.load_project(folder)
    assert len(project.links) + len(project.causes) == len(before)
    assert project.comparison is not None
    assert {one.revision_id for one in (*project.links, *project.causes)} == {
        one.id for one in project.comparison.revisions
    }


def test_a_cause_for_words_that_changed_is_kept_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    name = revision(folder, "意見により")
    (row,) = (one for one in rows if one["修正ID"] == name and not one["意見ID"])
    fill(folder, [{**row, "意見によらない理由": "委員会", "理由": "第３回"}])
    rewrite(folder, FINAL.replace("意見により", "声により"))
    capsys.readouterr()
    assert main(["link", str(folder)]) == 1
    assert "審議会（第３回）" in capsys.readouterr().err
    assert [(one.revision_id, one.kind) for one in pc.load_project(folder).causes] == [(name, "committee")]
    assert any(one["修正ID"] == name and one["前の判断"].startswith("審議会：第３回") for one in table(folder))
    assert any(one["修正ID"] == revision(folder, "声により") for one in table(folder))


def test_a_decision_is_taken_back(folder: Path) -> None:
    main(["link", str(folder)])
    decide(folder, "5メートル", "1", 判断="承認", 理由="急ぎ")
    main(["link", str(folder), "--all"])
    rows = table(folder)
    assert [row["判断"] for row in rows if row["理由"]] == ["承認"]
    # What is listed as decided is taken as it is.
    assert main(["link", str(folder), "--all"]) == 0
    assert [(link.status, link.reason) for link in pc.load_project(folder).links] == [("confirmed", "急ぎ")]
    decide(folder, "5メートル", "1", 判断="取消")
    assert pc.load_project(folder).links == ()
    fill(folder, [{**rows[0], "判断": "取消"}])
    assert main(["link", str(folder)]) == 2


def test_deciding_on_one_of_two_keeps_the_other_former_decision(folder: Path) -> None:
    project = pc.load_project(folder)
    suspects = tuple(
        pc.TraceLink(name, "1", "declared", status="confirmed", fingerprint=mark * 24)
        for name, mark in (("Ra", "a"), ("Rb", "b"))
    )
    by_hand = pc.TraceLink(revision(folder, "意見により"), "1", "suggested", 0.2)
    pc.save_project(attrs.evolve(project, links=(*suspects, by_hand)), folder)
    main(["link", str(folder)])
    told = [row for row in table(folder) if row["前の判断"]]
    assert {row["意見ID"] for row in told} == {"1"}
    assert len(told) >= 2
    assert all("Ra" in row["前の判断"] and "Rb" in row["前の判断"] for row in told)
    decide(folder, "5メートル", "1", 判断="承認")
    assert set(suspects) <= set(pc.load_project(folder).links)
    fill(folder, [{**row, "判断": "却下"} for row in table(folder) if row["前の判断"]])
    main(["link", str(folder)])
    assert not set(suspects) & set(pc.load_project(folder).links)


def test_columns_of_ones_own_stay(folder: Path) -> None:
    main(["link", str(folder)])
    fill(folder, [{**row, "担当": f"{number}係"} for number, row in enumerate(table(folder))])
    before = {(row["修正ID"], row["意見ID"]): row["担当"] for row in table(folder)}
    decide(folder, "5メートル", "1", 判断="却下")
    after = {(row["修正ID"], row["意見ID"]): row["担当"] for row in table(folder)}
    same = after.keys() & before.keys()
    assert same
    assert {pair: after[pair] for pair in same} == {pair: before[pair] for pair in same}


def test_two_tables_are_read_as_one(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    name = revision(folder, "5メートル")
    other = tmp_path / "係から.csv"
    fill(folder, [{**row, "判断": "可" if row["修正ID"] == name and row["意見ID"] else ""} for row in rows])
    (folder / "links-to-confirm.csv").rename(other)
    fill(folder, [{**row, "判断": "否" if row["意見ID"] else ""} for row in rows])
    before = (folder / "links-to-confirm.csv").read_bytes()
    assert main(["link", str(folder), "--decisions", str(other)]) == 2
    told = capsys.readouterr().err
    assert "係から.csv, row " in told
    assert "links-to-confirm.csv, row " in told
    assert (folder / "links-to-confirm.csv").read_bytes() == before
    fill(folder, [{**row, "意見によらない理由": "" if row["意見ID"] else "その他"} for row in rows])
    assert main(["link", str(folder), "--decisions", str(other)]) == 0
    project = pc.load_project(folder)
    assert {link.status for link in project.links} == {"confirmed"}
    assert {cause.kind for cause in project.causes} == {"other"}


def test_a_file_that_is_no_such_table_is_not_overwritten(folder: Path) -> None:
    before = (folder / "comments.csv").read_bytes()
    assert main(["link", str(folder), "-o", str(folder / "comments.csv")]) == 2
    assert (folder / "comments.csv").read_bytes() == before
    assert main(["link", str(folder), "-o", str(folder / "table.xlsx")]) == 2
    assert not (folder / "table.xlsx").exists()


def test_nothing_is_written_where_the_table_cannot_be(folder: Path) -> None:
    main(["link", str(folder)])
    rows = [{**row, "判断": "却下" if row["意見ID"] else ""} for row in table(folder)]
    fill(folder, rows)
    decisions = folder / "links-to-confirm.csv"
    blocked = folder / "comments.csv" / "out.csv"
    assert main(["link", str(folder), "--decisions", str(decisions), "-o", str(blocked)]) == 2
    assert pc.load_project(folder).links == ()


def test_a_withheld_comment_moves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = pc.load_project(folder)
    comments = (*COMMENTS, pc.Comment("3", withheld_reason="個人への中傷"))
    pc.save_project(attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=comments)), folder)
    main(["link", str(folder)])
    blank = dict.fromkeys(table(folder)[0], "")
    fill(folder, [{**blank, "修正ID": revision(folder, "5メートル"), "意見ID": "3", "判断": "承認"}])
    assert main(["link", str(folder)]) == 2
    assert "withheld" in capsys.readouterr().err


def test_a_suspect_link_to_a_comment_that_is_gone(folder: Path) -> None:
    main(["link", str(folder)])
    decide(folder, "5メートル", "1", 判断="承認")
    project = pc.load_project(folder)
    pc.save_project(
        attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=COMMENTS[1:])), folder
    )
    main(["link", str(folder)])
    (row,) = (one for one in table(folder) if one["前の判断"])
    assert row["前の判断"] == "承認（その後、意見がなくなりました）"
    assert (row["新"], row["意見"]) == ("駅前の緑道は幅員を5メートルとします。", "")
    fill(folder, [{**row, "判断": "取消"}])
    assert main(["link", str(folder)]) == 0
    assert pc.load_project(folder).links == ()


def test_what_is_refused(folder: Path, tmp_path: Path) -> None:
    project = pc.load_project(folder)
    with pytest.raises(pc.WrongValueError, match="no comparison"):
        read_decisions(tmp_path / "t.csv", attrs.evolve(project, comparison=None, draft=None, final=None))
    with pytest.raises(pc.MissingFileError):
        read_decisions(tmp_path / "t.csv", project)
    page = tmp_path / "t.html"
    page.write_text("<p>表はありません。</p>", encoding="utf-8")
    with pytest.raises(pc.ReadError, match="no table"):
        read_decisions(page, project)
    with pytest.raises(pc.WriteError, match="surrogate"):
        write_proposals([pc.Proposal("R1", "1", comment="\ud800")], tmp_path / "t.csv")
    with pytest.raises(pc.WrongTypeError):
        proposals(project.consultation)


def test_a_file_that_cannot_be_read_is_replaced_by_the_function(folder: Path, tmp_path: Path) -> None:
    rows = proposals(pc.load_project(folder))
    place = tmp_path / "t.csv"
    for bad in (b"\xff\x00\x81", b'"open', b"a,b\r\n1,2\r\n"):
        place.write_bytes(bad)
        write_proposals(rows, place)
        assert place.read_bytes().decode("utf-8-sig").startswith("修正ID,")


def test_a_comment_id_that_is_not_there_is_an_error_even_with_a_fingerprint(folder: Path) -> None:
    main(["link", str(folder)])
    (row, *_) = (one for one in table(folder) if one["意見ID"])
    fill(folder, [{**row, "意見ID": "77", "判断": "承認"}])
    assert main(["link", str(folder)]) == 2


def test_different_reasons_contradict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    row = {**next(one for one in table(folder) if one["意見ID"]), "判断": "承認"}
    fill(folder, [{**row, "理由": "甲"}, {**row, "理由": "乙"}])
    assert main(["link", str(folder)]) == 2
    assert "row 3, column 理由: links-to-confirm.csv, row 2 decides otherwise" in capsys.readouterr().err
    fill(folder, [row, {**row, "理由": "乙"}, row])
    assert main(["link", str(folder)]) == 0
    assert [link.reason for link in pc.load_project(folder).links] == ["乙"]


# ---- what a first user stumbled over


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, "confirmed") for word in ("承認する", "承 認", "承認済み", "OK", "ＯＫ", "✓", "✔️", "採用", "○")),
        *((word, "rejected") for word in ("x", "Ｘ", "NG", "不承認", "不可", "却 下", "×")),
    ],
)
def test_words_of_decisions(folder: Path, word: str, status: str) -> None:
    main(["link", str(folder)])
    decide(folder, "5メートル", "1", 判断=word)
    assert [link.status for link in pc.load_project(folder).links] == [status]


def test_an_unknown_word_is_shown_as_typed_with_what_was_meant(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    fill(
        folder,
        [{**rows[0], "判断": "ＯＫ？"}, {**rows[0], "判断": "非承認"}, {**rows[0], "意見によらない理由": "議会等"}],
    )
    assert main(["link", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "unknown: 'ＯＫ？' (perhaps ok?); expected 承認 (accept, " in told
    assert "unknown: '非承認'; expected" in told
    assert "unknown: '議会等' (perhaps 議会?); expected one of" in told
    assert all(sign in told for sign in ("○", "可", "×", "否"))


def test_errors_are_japanese_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    blank = dict.fromkeys(rows[0], "")
    name = revision(folder, "5メートル")
    fill(
        folder,
        [
            {**blank, "修正ID": name, "意見ID": "1", "判断": "たぶん"},
            {**blank, "修正ID": "R0", "意見ID": "99", "判断": "承認"},
            {**blank, "修正ID": name, "意見ID": "", "判断": "承認"},
            {**blank, "修正ID": "", "意見ID": "1", "判断": "承認"},
            {**blank, "修正ID": name, "意見ID": "2", "判断": "承認"},
            {**blank, "修正ID": name, "意見ID": "2", "判断": "却下"},
            {**blank, "修正ID": name, "意見ID": "1", "判断": "取消"},
            {**blank, "修正ID": name, "意見によらない理由": "天気"},
        ],
    )
    capsys.readouterr()
    assert main(["link", str(folder), "--lang", "ja"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "エラー: links-to-confirm.csv：8件の問題があります"
    assert "  2行 「判断」列：「たぶん」は判断として読み取れません" in lines[1]
    assert "  3行 「修正ID」列：修正「R0」はありません" in lines
    assert "  3行 「意見ID」列：意見「99」はありません" in lines
    allowed = {"ID", "OK", "NG", "R", "x", "links", "to", "confirm", "csv", name}
    left = {word for line in lines for word in re.findall("[A-Za-z][A-Za-z0-9]*", line)}
    assert {word for word in left if not (word in allowed or word.startswith("R"))} == {
        *("council", "committee", "correction", "update", "other")
    }
    (folder / "links-to-confirm.csv").write_text("修正ID,判断\n", encoding="utf-8")
    assert main(["link", str(folder), "--lang", "ja"]) == 2
    assert "1行：列「意見ID」がありません（ある列：修正ID, 判断）" in capsys.readouterr().err
    assert main(["link", str(folder / "nowhere"), "--lang", "ja"]) == 2
    assert "フォルダーがありません" in capsys.readouterr().err


def renamed(folder: Path, name: str) -> None:
    project = pc.load_project(folder)
    comments = (attrs.evolve(COMMENTS[0], id=name), COMMENTS[1])
    pc.save_project(attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=comments)), folder)


@pytest.mark.parametrize("typed", ["1月5日", "2026/1/5", "2026-01-05", "5-Jan", "Jan-05"])
def test_a_day_that_a_spreadsheet_made_is_told(folder: Path, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    renamed(folder, "1-5")
    main(["link", str(folder)])
    blank = dict.fromkeys(table(folder)[0], "")
    fill(folder, [{**blank, "修正ID": revision(folder, "意見により"), "意見ID": typed, "判断": "承認"}])
    assert main(["link", str(folder)]) == 2
    assert "a spreadsheet makes such a day of '1-5'" in capsys.readouterr().err


def test_an_id_in_full_width_is_taken_where_one_alone_fits(folder: Path) -> None:
    renamed(folder, "1-5")
    main(["link", str(folder)])
    blank = dict.fromkeys(table(folder)[0], "")
    fill(folder, [{**blank, "修正ID": revision(folder, "意見により"), "意見ID": "１－５", "判断": "承認"}])
    assert main(["link", str(folder)]) == 0
    assert [link.comment_id for link in pc.load_project(folder).links] == ["1-5"]
    assert resolve("ａ１", ["A1", "a1", "b"]) == "ａ１"
    assert hint("13月5日", ["1-5"]) == hint("第1", ["1"]) == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_table_with_tabs(folder: Path, tmp_path: Path, encoding: str) -> None:
    main(["link", str(folder)])
    rows = [{**row, "判断": "却下" if row["意見ID"] else ""} for row in table(folder)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], delimiter="\t")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "unicode.txt"
    path.write_bytes(out.getvalue().encode(encoding))
    assert read_decisions(path, pc.load_project(folder)).rejected == sum(bool(row["意見ID"]) for row in rows)
    path.write_bytes((out.getvalue() + '"open').encode(encoding))
    with pytest.raises(pc.ReadError):
        read_decisions(path, pc.load_project(folder))


def test_clearing_a_cell_is_told_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    decide(folder, "5メートル", "1", 判断="承認")
    decide(folder, "意見により", "", 意見によらない理由="誤字")
    main(["link", str(folder), "--all"])
    before = pc.load_project(folder)
    fill(folder, [{**row, "判断": "", "意見によらない理由": ""} for row in table(folder)])
    capsys.readouterr()
    assert main(["link", str(folder), "--all", "--lang", "ja"]) == 0
    told = capsys.readouterr().err
    assert told.count("空欄になっていますが、前の判断のままです") == 2
    assert re.search(r"links-to-confirm\.csv \d行：誤字", told)
    assert "：承認" in told
    assert pc.load_project(folder) == before
    assert main(["link", str(folder), "--all"]) == 0
    assert capsys.readouterr().err == ""


def test_causes_are_counted_where_they_were_given_or_changed(folder: Path) -> None:
    main(["link", str(folder)])
    # As written by hand: without a fingerprint, which reading the table adds.
    project = pc.load_project(folder)
    by_hand = pc.Cause(revision(folder, "意見により"), "update", "人口")
    pc.save_project(attrs.evolve(project, causes=(by_hand,)), folder)
    main(["link", str(folder), "--all"])
    path = folder / "links-to-confirm.csv"
    decided = read_decisions(path, pc.load_project(folder))
    assert decided.causes == 0
    assert decided.project.causes[0].fingerprint
    fill(folder, [{**row, "理由": "面積" if row["意見によらない理由"] else ""} for row in table(folder)])
    assert read_decisions(path, pc.load_project(folder)).causes == 1


def test_another_table_is_neither_read_nor_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = folder.parent / "ほか.csv"
    assert main(["link", str(folder), "-o", str(other)]) == 0
    before = other.read_bytes()
    capsys.readouterr()
    assert main(["link", str(folder), "-o", str(other), "--lang", "ja"]) == 2
    assert "--decisions" in capsys.readouterr().err
    assert other.read_bytes() == before
    assert main(["link", str(folder), "-o", str(other), "--decisions", str(other)]) == 0
    assert main(["link", str(folder), "-o", str(folder / "links-to-confirm.csv")]) == 0
    assert main(["link", str(folder), "-o", str(folder / "links-to-confirm.csv")]) == 0


def test_a_comment_and_a_cause_are_told_when_they_are_decided(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    name = revision(folder, "意見により")
    blank = dict.fromkeys(table(folder)[0], "")
    fill(folder, [{**blank, "修正ID": name, "意見ID": "2", "判断": "承認", "意見によらない理由": "誤字"}])
    capsys.readouterr()
    assert main(["link", str(folder), "--lang", "ja"]) == 0
    assert re.search(f"PC213 警告 .*修正{name}", capsys.readouterr().err)


def test_links_that_count_unconfirmed_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["link", str(folder)])
    assert "1 of the links count and are published although nobody confirmed them" in capsys.readouterr().out
    decide(folder, "5メートル", "1", 判断="承認")
    assert "although nobody" not in capsys.readouterr().out


def test_a_decision_whose_revision_is_gone_is_offered_where_its_words_stand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = pc.load_project(folder)
    lost = [
        pc.TraceLink("Rgone", "2", "quoted", 0.9, "「要望により」", "confirmed", "0" * 24),
        pc.TraceLink("Rlost", "2", "quoted", 0.9, "「どこにもない」", "confirmed", "1" * 24),
        pc.TraceLink("Rlike", "2", "suggested", 0.3, "照明、市民", "confirmed", "2" * 24),
    ]
    # Nothing else is open for this comment, so that each has a row of its own.
    water = pc.TraceLink(revision(folder, "二か所"), "2", "declared", status="rejected")
    pc.save_project(attrs.evolve(project, links=(*lost, water)), folder)
    main(["link", str(folder)])
    rows = [row for row in table(folder) if row["前の判断"]]
    offered, gone = rows
    assert offered["修正ID"] == revision(folder, "意見により")
    assert "照明は" in offered["新"]
    assert offered["指紋"]
    assert offered["前の判断"].count("承認") == 2
    assert (gone["修正ID"], gone["変更箇所"]) == ("Rlost", "（この修正はなくなりました）")
    fill(folder, [{**gone, "判断": "承認"}])
    capsys.readouterr()
    assert main(["link", str(folder)]) == 2
    assert (
        "'Rlost' is gone: its row takes 却下 (reject) or 取消 (withdraw) only; to accept, add"
        in capsys.readouterr().err
    )
    assert main(["link", str(folder), "--lang", "ja"]) == 2
    assert "今の修正の修正IDと意見IDと承認を書いた行を足してください" in capsys.readouterr().err
    fill(folder, [{**offered, "判断": "承認"}, {**gone, "判断": "取消"}])
    assert main(["link", str(folder)]) == 0
    (link, _) = sorted(pc.load_project(folder).links, key=lambda one: one.status)
    assert (link.revision_id, link.status) == (revision(folder, "意見により"), "confirmed")


def test_dropping_what_is_offered(folder: Path) -> None:
    project = pc.load_project(folder)
    lost = pc.TraceLink("Rgone", "2", "quoted", 0.9, "「要望により」", "confirmed", "0" * 24)
    water = pc.TraceLink(revision(folder, "二か所"), "2", "declared", status="rejected")
    pc.save_project(attrs.evolve(project, links=(lost, water)), folder)
    main(["link", str(folder)])
    fill(folder, [{**row, "判断": "取消"} for row in table(folder) if row["前の判断"]])
    assert main(["link", str(folder)]) == 0
    assert [link.status for link in pc.load_project(folder).links] == ["rejected"]


def test_a_row_whose_clause_was_edited_again_follows_its_old_words(folder: Path) -> None:
    main(["link", str(folder)])
    rows = table(folder)
    name = revision(folder, "5メートル")
    fill(folder, [{**row, "判断": "承認" if row["修正ID"] == name and row["意見ID"] else ""} for row in rows])
    rewrite(folder, FINAL.replace("5メートル", "7メートル"))
    assert main(["link", str(folder)]) == 1
    project = pc.load_project(folder)
    assert [link.revision_id for link in project.links] == [revision(folder, "7メートル")]
    assert "PC119" in [one.code for one in pc.examine(project).findings]
    (row,) = (one for one in table(folder) if one["前の判断"])
    assert (row["修正ID"], row["前の判断"]) == (
        revision(folder, "7メートル"),
        "承認（その後、修正の文面が変わりました）",
    )


def test_a_page_alone_is_no_candidate_where_something_explains(folder: Path) -> None:
    (folder / "plans/draft/honpen.md").write_text("<!-- page: 1 -->\n\n" + DRAFT, encoding="utf-8")
    rewrite(folder, "<!-- page: 1 -->\n\n" + FINAL)
    project = pc.load_project(folder)
    comments = (pc.Comment("1", text="素案1ページについて。", number="1"), pc.Comment("2", text="賛成。", number="2"))
    name = revision(folder, "意見により")
    project = attrs.evolve(project, consultation=attrs.evolve(project.consultation, comments=comments))

    def open_pairs(*causes: pc.Cause) -> set[tuple[str, str | None]]:
        return {(row.revision_id, row.comment_id) for row in proposals(attrs.evolve(project, causes=causes))}

    assert (name, "1") in open_pairs()
    assert (name, "1") not in open_pairs(pc.Cause(name, "update"))
    rows = proposals(attrs.evolve(project, causes=(pc.Cause(name, "update"),)), everything=True)
    assert (name, "") in {(row.revision_id, row.comment_id or "") for row in rows}


def test_the_table_names_comments_as_the_page_does(folder: Path) -> None:
    project = pc.load_project(folder)
    categories = (pc.Category("a", "総論"), pc.Category("b", "各論"))
    comments = tuple(
        attrs.evolve(one, number="1", category_id=category) for one, category in zip(COMMENTS, "ab", strict=True)
    )
    record = attrs.evolve(project.consultation, categories=categories, comments=comments)
    rows = proposals(attrs.evolve(project, consultation=record))
    assert {row.number for row in rows if row.comment_id == "1"} == {"総論 No.1"}
    assert all(isinstance(row.score, float) for row in rows if row.comment_id)


@pytest.mark.parametrize("score", ["0.9", 1, 1.5])
def test_a_score_is_a_share(score: object) -> None:
    with pytest.raises(pc.PlancommentError, match=r"Proposal\.score"):
        pc.Proposal("R1", score=score)  # type: ignore[arg-type]
