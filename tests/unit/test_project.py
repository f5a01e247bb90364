"""Consultation folders: read with every problem placed, saved without touching what did not change."""

import datetime
import shutil
from pathlib import Path

import attrs
import pytest

from plancomment import archive, cells
from plancomment.comments import Category, Comment, Submission
from plancomment.comparison import Comparison, compare
from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.errors import MissingFileError, ReadError, WriteError, WrongTypeError, WrongValueError
from plancomment.findings import Finding, Place, Severity
from plancomment.folder.editing import edit_settings
from plancomment.folder.settings import PlanFile, PlanFiles, Settings, read_settings
from plancomment.plan import Location
from plancomment.project import Project, load_project, new_project, save_project
from plancomment.read.outline import parse_plan
from plancomment.responses import Disposition, DispositionScheme, Reference, Response, ResponsePart, StatedRevision
from plancomment.traceability.links import Cause, TraceLink

TOML = """\
# 海辺市の意見募集
format = 1
title = "海辺市緑の計画"   # 件名
opened_on = "令和6年10月1日"
closed_on = 2024-10-31
owner = "企画課"

[[dispositions]]
id = "1"
symbol = "①"
label = "反映する" # 反映
implies_revision = true
colour = "red"

[printed]
comments = 2
submissions = { value = 2, unit = "人" }

[[printed.by_channel]]
label = "郵送"
count = 1

[draft]
version = "素案"
[[draft.documents]]
name = "本編"
path = "plans/draft.md"

[report]
lang = "ja"
"""
CATEGORIES = "区分ID,上位区分ID,番号,区分名\r\n1,,１,緑\r\n"
COMMENTS = (
    "意見ID,番号,区分ID,提出ID,意見（原文）,意見の概要,対応区分ID,非公表の理由,担当\r\n"
    "1-1,1,1,T1,'=木を植えて,,,,佐藤\r\n"
    '1-2,２,1,T1,"海も\r\n守って",海を守って,,,鈴木\r\n'
    ",,,,,,,,\r\n"
    "1-3,,,,,,,誹謗中傷を含むため,\r\n"
)
RESPONSES = (
    "回答ID,意見ID,対応区分ID,見出し,市の考え方,参照する回答ID,参照する見出し\r\n"
    'A1,"1-1、1-2",1,緑,植えます。,,\r\n'
    "A1,,,海,守ります。,A2,全体\r\n"
    "A2,,,全体,ありがとうございます。,,\r\n"
)
STATED = (
    "修正ID,回答ID,版,文書,頁,行,箇所,旧,新,公表文\r\nS1,A1,素案,本編,８,7,見出し,,緑,加えました\r\nS2,A1,,,,,,,,\r\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "海辺市"
    (place / "plans").mkdir(parents=True)
    (place / "plans/draft.md").write_text("# 緑\n\n木を植える。\n", encoding="utf-8")
    (place / "consultation.toml").write_bytes(TOML.encode())
    for name, text in (
        ("categories.csv", CATEGORIES),
        ("comments.csv", COMMENTS),
        ("responses.csv", RESPONSES),
        ("stated_revisions.csv", STATED),
    ):
        (place / name).write_bytes(text.encode("cp932"))
    (place / "submissions.csv").write_bytes(
        "提出ID,提出者ID,提出者の種別,提出方法,提出日,年代,地区\nT1,p1,団体,郵送,平成31年5月1日,40代,北\n".encode(
            "utf-8-sig"
        )
    )
    (place / "links.csv").write_text("revision_id,comment_id,basis,score\nR1,1-1,declared,\nR2,1-2,引用,0.50\n")
    (place / "causes.csv").write_text("修正ID,種別,備考\nR3,審議会,第２回\nR4,update,\n", encoding="utf-8")
    return place


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems(folder: Path) -> list[str]:
    with pytest.raises(ReadError) as caught:
        load_project(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_folder_is_read(folder: Path) -> None:
    project = load_project(str(folder))
    assert project.consultation == Consultation(
        "海辺市緑の計画",
        opened_on=datetime.date(2024, 10, 1),
        closed_on=datetime.date(2024, 10, 31),
        categories=(Category("1", "緑", number="１"),),
        scheme=DispositionScheme((Disposition("1", "①", "反映する", True),)),
        submissions=(Submission("T1", "p1", "group", "郵送", datetime.date(2019, 5, 1), "40代", "北"),),
        comments=(
            Comment("1-1", "=木を植えて", None, "1", "T1", "1"),
            Comment("1-2", "海も\r\n守って", "海を守って", "1", "T1", "２"),
            Comment("1-3", withheld_reason="誹謗中傷を含むため"),
        ),
        responses=(
            Response(
                "A1",
                ("1-1", "1-2"),
                (ResponsePart("植えます。", "緑"), ResponsePart("守ります。", "海")),
                "1",
                (Reference("A2", "全体"),),
                (
                    StatedRevision("S1", Location("素案", "本編", 8, 7, "見出し"), None, "緑", "加えました"),
                    StatedRevision("S2"),
                ),
            ),
            Response("A2", (), (ResponsePart("ありがとうございます。", "全体"),)),
        ),
        printed=PrintedTotals(
            comments=Count(2, "件"), submissions=Count(2, "人"), by_channel=(PrintedCount("郵送", Count(1, "通")),)
        ),
    )
    assert project.draft == parse_plan("# 緑\n\n木を植える。\n", version="素案")
    assert (project.final, project.comparison) == (None, None)
    assert project.links == (
        TraceLink("R1", "1-1", "declared", 1.0),
        TraceLink("R2", "1-2", "quoted", 0.5),
    )
    assert project.causes == (Cause("R3", "committee", "第２回"), Cause("R4", "update"))
    plans = PlanFiles("素案", (PlanFile("本編", "plans/draft.md"),))
    assert project.settings == Settings(plans, None, {"lang": "ja"}, {"owner": "企画課"})
    assert [(one.code, one.place.row, one.place.column) for one in project.findings if one.place] == [
        ("PC502", 2, "提出日")
    ]


def test_saving_what_was_loaded_changes_no_byte(folder: Path) -> None:
    before = snapshot(folder)
    save_project(load_project(folder), folder)
    assert snapshot(folder) == before


def test_saving_changes_only_what_changed(folder: Path) -> None:
    before = snapshot(folder)
    project = load_project(folder)
    consultation = project.consultation
    assert consultation.printed is not None
    first, second, third = consultation.comments
    new = Comment("1-4", "=1+1")
    changed = attrs.evolve(
        project,
        consultation=attrs.evolve(
            consultation,
            title="海辺市水の計画",
            authority="海辺市",
            comments=(second, attrs.evolve(first, number="9"), third, new),
            scheme=DispositionScheme((Disposition("2", "②", "参考"), Disposition("1", "①", "反映した", True))),
            printed=attrs.evolve(consultation.printed, comments=Count(3, "件"), by_channel=None),
        ),
        causes=(Cause("R4", "update", "年度"), Cause("R3", "committee", "第２回")),
        settings=attrs.evolve(project.settings, extra={"owner": "緑課", "team": {"a": 1}}, report={"lang": "en"}),
    )
    save_project(changed, folder)
    after = snapshot(folder)
    assert {name for name in before if before[name] != after[name]} == {
        "consultation.toml",
        "comments.csv",
        "causes.csv",
    }
    rows = after["comments.csv"].decode("utf-8-sig").split("\r\n")
    assert rows[0] == COMMENTS.split("\r\n")[0]
    assert rows[1:] == [
        '1-2,２,1,T1,"海も',
        '守って",海を守って,,,鈴木',
        "1-1,9,1,T1,'=木を植えて,,,,佐藤",
        "1-3,,,,,,,誹謗中傷を含むため,",
        "'1-4,,,,'=1+1,,,,",
        "",
    ]
    causes = ["修正ID,種別,備考,指紋", "R4,update,年度,", "R3,審議会,第２回,", ""]
    assert after["causes.csv"].decode("utf-8-sig") == "\r\n".join(causes)
    toml = after["consultation.toml"].decode()
    for kept in (
        "# 海辺市の意見募集\n",
        "   # 件名\n",
        '"令和6年10月1日"',
        "closed_on = 2024-10-31\n",
        'colour = "red"',
        "# 反映\n",
    ):
        assert kept in toml
    assert load_project(folder) == changed


def test_what_is_taken_away_is_gone(folder: Path) -> None:
    project = load_project(folder)
    (folder / "links.csv").write_text("revision_id,comment_id,basis\nR1,1-1,declared\n")
    bare = attrs.evolve(
        project,
        consultation=Consultation("題"),
        links=(),
        causes=(),
        comparison=Comparison("published", "素案", "成案"),
    )
    save_project(bare, folder)
    assert load_project(folder) == bare
    assert (folder / "comparison.json").exists()
    save_project(attrs.evolve(bare, comparison=None), folder)
    assert not (folder / "comparison.json").exists()
    assert (folder / "links.csv").read_bytes().decode(
        "utf-8-sig"
    ) == "revision_id,comment_id,basis,確度,証拠,状態,指紋,理由,補足\r\n"


def test_every_problem_of_every_file_is_reported_at_once(folder: Path) -> None:
    (folder / "consultation.toml").write_text(
        'format = 2\ntitle = 3\nopened_on = "きのう"\nclosed_on = 2024-10-31T10:00:00\ndispositions = [{id = 1}]\n'
        '[printed]\npersons = "12"\ncomments = -1\nby_channel = 3\n[draft]\nversion = "素案"\n'
        '[[draft.documents]]\nname = "本編"\npath = "plans/none.md"\n'
        '[[draft.documents]]\nname = "別冊"\npath = "../x.md"\n'
        '[final]\n[[final.documents]]\nname = "本編"\npath = "plans/bad.md"\n'
        '[[final.documents]]\nname="図"\npath = "a.png"\n',
        encoding="utf-8",
    )
    (folder / "plans/bad.md").write_text("緑\n<!-- page: x -->\n", encoding="utf-8")
    (folder / "plans/../a.png").write_bytes(b"")
    (folder / "categories.csv").write_text("区分ID,番号\n1,2\n", encoding="utf-8")
    (folder / "submissions.csv").write_text("提出ID,提出者の種別,提出日\n,ねこ,2月30日\nT2,,,余り\n", encoding="utf-8")
    (folder / "comments.csv").write_text('意見ID,意見\n1,"開いた\n', encoding="utf-8")
    (folder / "stated_revisions.csv").write_text(
        "修正ID,回答ID,版,頁\nS1,A1,素案,八\nS2,A9,,\nS3,A1,,8\n", encoding="utf-8"
    )
    (folder / "links.csv").write_text("修正ID,意見ID,根拠,確度\nR1,1,夢,2\nR2,1,,x\n", encoding="utf-8")
    (folder / "causes.csv").write_text("修正ID,種別,修正ID\nR1,議会,R1\n", encoding="utf-8")
    (folder / "comparison.json").write_text("{}", encoding="utf-8")
    found = "\n".join(problems(folder))
    for expected in (
        "consultation.toml, format: must be 1",
        "consultation.toml, title: must be text in quotes, not 3",
        "consultation.toml, opened_on: not a date: 'きのう'",
        "consultation.toml, closed_on: must be a date",
        "consultation.toml, dispositions[1].id: must be text in quotes, not 1",
        "consultation.toml, printed.persons: must be a whole number, not '12'",
        "consultation.toml, printed.comments: Count.value must not be negative",
        "consultation.toml, printed.by_channel: must be a list of tables",
        "consultation.toml, draft.documents[2]: a plan text must lie inside the folder",
        "consultation.toml, final.version: is missing",
        "plans/none.md: no such file",
        "plans/bad.md, line 2: not a page mark",
        "a.png: a.png: plan texts are read from .md",
        "categories.csv, row 1: missing column(s) 区分名 (there are: 区分ID, 番号)",
        "submissions.csv, row 2, column 提出ID: is empty",
        "submissions.csv, row 2, column 提出者の種別: unknown: 'ねこ'; expected one of 個人 (person), 団体 (group)",
        "submissions.csv, row 2, column 提出日: not a date: '2月30日'",
        "submissions.csv, row 3: has 4 cells, but the header has 3",
        "comments.csv, line 2: ",
        "stated_revisions.csv, row 2, column 頁: not a number from 1 on: '八'",
        "stated_revisions.csv, row 4: 版 is empty",
        "links.csv, row 2, column 根拠: unknown: '夢'",
        "links.csv, row 2, column 確度: not a number between 0 and 1: '2'",
        "links.csv, row 3, column 根拠: is empty",
        "causes.csv, row 1: two columns are the same: '修正ID' and '修正ID'",
        "comparison.json: ",
    ):
        assert expected in found


def test_more_that_cannot_be_read(folder: Path) -> None:
    (folder / "responses.csv").write_text(
        "回答ID,意見ID,対応区分ID,市の考え方,参照する見出し\nA1,1-1,1,はい,\nA1,,1,いいえ,\nA2,1-2,,はい,全体\n",
        encoding="utf-8",
    )
    (folder / "comments.csv").write_text("意見ID,意見の概要\n1-1,\n1-2,海\n", encoding="utf-8")
    (folder / "stated_revisions.csv").write_bytes(b"\x81")
    (folder / "comparison.json").write_text("[]", encoding="utf-8")
    (folder / "links.csv").unlink()
    (folder / "links.csv").mkdir()
    (folder / "consultation.toml").write_text(
        'format = 1\nprinted = 1\ndispositions = [1]\nreport = "x"\n', encoding="utf-8"
    )
    found = "\n".join(problems(folder))
    for expected in (
        "consultation.toml, title: is missing",
        "consultation.toml, printed: must be a table, not 1",
        "consultation.toml, dispositions: must be a list of tables",
        "consultation.toml, report: must be a table",
        "responses.csv, row 3, column 対応区分ID: only the first row",
        "responses.csv, row 4: is empty; the title of a part needs the response",
        "comments.csv, row 2: Comment '1-1' needs a text",
        "stated_revisions.csv, the encoding is unknown",
        "links.csv: cannot be read",
    ):
        assert expected in found
    (folder / "consultation.toml").write_text("format = = 1", encoding="utf-8")
    assert "consultation.toml: not TOML" in problems(folder)[0]
    (folder / "consultation.toml").write_bytes(b"\x81")
    assert "consultation.toml: the encoding is unknown" in problems(folder)[0]


def test_broken_references_are_findings(folder: Path) -> None:
    (folder / "categories.csv").unlink()
    assert {one.code for one in load_project(folder).consultation.problems()} == {"PC104", "PC114"}


def test_findings_are_placed_in_the_tables(folder: Path) -> None:
    (folder / "comments.csv").write_text(
        "意見ID,区分ID,提出ID,意見の概要,対応区分ID\n1-1,1,T1,海,X\n1-2,9,T9,山,\n1-2,1,,川,\n", encoding="utf-8"
    )
    (folder / "responses.csv").write_text(
        "回答ID,意見ID,市の考え方,対応区分ID,参照する回答ID\nA1,1-1,はい,1,A1\nA1,,はい,,\nA2,7,はい,Y,A9\n",
        encoding="utf-8",
    )
    project = load_project(folder)
    found = [(one.code, str(one.place)) for one in project.placed(project.consultation.problems())]
    assert found == [
        ("PC101", "comments.csv, row 4, column 意見ID"),
        ("PC104", "comments.csv, row 3, column 区分ID"),
        ("PC105", "comments.csv, row 3, column 提出ID"),
        ("PC106", "comments.csv, row 2, column 対応区分ID"),
        ("PC106", "responses.csv, row 4, column 対応区分ID"),
        ("PC107", "responses.csv, row 4, column 意見ID"),
        ("PC110", "responses.csv, row 4, column 参照する回答ID"),
        ("PC112", "responses.csv, row 2, column 参照する回答ID"),
    ]
    others = [
        Finding("PC115", Severity.ERROR, ("1-2", "R2"), "", ""),
        Finding("PC115", Severity.ERROR, ("R4",), "", ""),
        Finding("PC115", Severity.ERROR, ("9", "R2"), "", ""),
        Finding("PC101", Severity.ERROR, ("①",), "", ""),
        Finding("PC113", Severity.ERROR, ("p1",), "", ""),
        Finding("PC206", Severity.ERROR, ("A1", "S2"), "", ""),
        Finding("PC301", Severity.ERROR, (), "", ""),
        Finding("PC205", Severity.ERROR, ("R1",), "", ""),
        Finding("PC201", Severity.ERROR, ("1-1",), "", "", Place("x")),
    ]
    assert [str(one.place or "") for one in project.placed(others)] == [
        "links.csv, row 3, column comment_id",
        "causes.csv, row 3, column 修正ID",
        "",
        "consultation.toml",
        "submissions.csv, row 2, column 提出者の種別",
        "stated_revisions.csv, row 3, column 修正ID",
        "consultation.toml",
        "",
        "x",
    ]
    assert Project(project.consultation).placed(others) == tuple(others)


def test_a_response_that_is_printed_twice_is_a_finding(folder: Path) -> None:
    (folder / "responses.csv").write_text("回答ID,意見ID,市の考え方\nA1,1-1,はい\nA1,1-2,はい\n", encoding="utf-8")
    project = load_project(folder)
    assert "PC101" in {one.code for one in project.consultation.problems()}
    with pytest.raises(WrongValueError, match="'A1' is used twice"):
        save_project(project, folder)


def test_missing_folders(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="no such folder"):
        load_project(tmp_path / "none")
    with pytest.raises(MissingFileError, match=r"consultation\.toml"):
        load_project(tmp_path)


def test_a_plan_text_outside_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("海", encoding="utf-8")
    (folder / "plans/draft.md").unlink()
    (folder / "plans/draft.md").symlink_to(tmp_path / "secret.md")
    assert problems(folder) == ["plans/draft.md: lies outside the folder"]
    for path in ("/etc/hosts", "a/../../b.md", "", "a\\b.md", "C:/b.md"):
        with pytest.raises(WrongValueError, match="inside the folder"):
            PlanFile("本編", path)


def test_both_plans_are_compared(folder: Path) -> None:
    with (folder / "consultation.toml").open("a", encoding="utf-8") as file:
        file.write('[final]\nversion = "成案"\n[[final.documents]]\nname = "本編"\npath = "plans/final.md"\n')
    (folder / "plans/final.md").write_text("# 緑\n\n木と花を植える。\n", encoding="utf-8")
    project = load_project(folder)
    assert project.comparison is not None
    assert [(one.old, one.new) for one in project.comparison.revisions] == [("木を植える。", "木と花を植える。")]
    before = snapshot(folder)
    save_project(attrs.evolve(project, comparison=None), folder)
    assert snapshot(folder) == before


def test_a_plan_without_a_text_file_is_not_saved(folder: Path, tmp_path: Path) -> None:
    project = load_project(folder)
    before = snapshot(folder)
    other = parse_plan("# 水", version="素案")
    for wrong, reason in (
        (attrs.evolve(project, draft=other), "clauses differ"),
        (attrs.evolve(project, draft=None), "has no such plan"),
        (attrs.evolve(project, final=other), "names no text file"),
    ):
        with pytest.raises(WrongValueError, match=reason):
            save_project(wrong, folder)
    with pytest.raises(ReadError, match="no such file"):
        save_project(project, tmp_path / "copy")
    assert snapshot(folder) == before
    assert not (tmp_path / "copy").exists()
    moved = attrs.evolve(project.settings, draft=PlanFiles("案", (PlanFile("本編", "plans/new.md"),)))
    shutil.copy(folder / "plans/draft.md", folder / "plans/new.md")
    save_project(attrs.evolve(project, draft=parse_plan("# 緑\n\n木を植える。", version="案"), settings=moved), folder)
    assert load_project(folder).settings.draft == moved.draft
    save_project(attrs.evolve(project, draft=None, settings=Settings()), folder)
    assert load_project(folder).draft is None


def test_what_cannot_be_saved_leaves_the_folder_alone(folder: Path) -> None:
    project = load_project(folder)
    before = snapshot(folder)
    bad = attrs.evolve(project.consultation, title="\ud800", categories=())
    with pytest.raises(WriteError, match="surrogate"):
        save_project(attrs.evolve(project, consultation=bad), folder)
    zero = attrs.evolve(project.consultation, categories=(Category("1", "\0"),))
    with pytest.raises(WriteError, match=r"categories\.csv"):
        save_project(attrs.evolve(project, consultation=zero), folder)
    answer = attrs.evolve(project.consultation, responses=(Response("A1", ("",)),))
    with pytest.raises(WrongValueError, match="comment id of response 'A1'"):
        save_project(attrs.evolve(project, consultation=answer), folder)
    with pytest.raises(WrongTypeError, match="TOML"):
        save_project(attrs.evolve(project, settings=attrs.evolve(project.settings, extra={"a": object()})), folder)
    with pytest.raises(WrongTypeError, match="Consultation"):
        save_project(project.consultation, folder)  # type: ignore[arg-type]
    assert snapshot(folder) == before
    (folder / "links.csv").write_text("根拠\n", encoding="utf-8")
    with pytest.raises(ReadError, match="missing column"):
        save_project(project, folder)


def test_a_new_folder_explains_itself(tmp_path: Path) -> None:
    place = tmp_path / "新しい意見募集"
    project = new_project(place, title='海辺市 "緑" の計画', opened_on=datetime.date(2024, 10, 1))
    assert project.consultation.title == '海辺市 "緑" の計画'
    assert project.consultation.opened_on == datetime.date(2024, 10, 1)
    assert project.consultation.closed_on is None
    assert [one for one in project.consultation.problems() if one.severity is Severity.ERROR] == []
    assert project.findings == ()
    assert project.draft is not None
    assert {clause.location.page for clause in project.draft.clauses} == {None, 1, 2}
    assert not any("page" in clause.text for clause in project.draft.clauses)
    assert project.comparison is not None
    assert project.comparison.revisions == ()
    assert sorted(path.name for path in place.glob("*.csv")) == [
        "categories.csv",
        "causes.csv",
        "comments.csv",
        "links.csv",
        "responses.csv",
        "stated_revisions.csv",
        "submissions.csv",
    ]
    assert (place / "comments.csv").read_bytes().startswith("\ufeff意見ID,".encode())
    before = snapshot(place)
    save_project(project, place)
    assert snapshot(place) == before
    with pytest.raises(WriteError, match=r"consultation\.toml"):
        new_project(place)
    assert snapshot(place) == before


def test_odd_dates_and_other_values_in_the_settings(folder: Path) -> None:
    text = TOML.replace("令和6年10月1日", "平成31年5月1日")
    (folder / "consultation.toml").write_text(text, encoding="utf-8")
    project = load_project(folder)
    assert project.consultation.opened_on == datetime.date(2019, 5, 1)
    assert [one.place.column for one in project.findings if one.place] == ["opened_on", "提出日"]
    plan = parse_plan("", version="素案")
    (folder / "comparison.json").write_text(archive.to_json(plan), encoding="utf-8")
    (folder / "consultation.toml").write_text(text.replace('"平成31年5月1日"', "3"), encoding="utf-8")
    (folder / "responses.csv").write_text("回答ID,意見ID,対応区分ID,市の考え方\n,1-1,,はい\n", encoding="utf-8")
    assert [problem.split(":")[0] for problem in problems(folder)] == [
        "consultation.toml, opened_on",
        "responses.csv, row 2, column 回答ID",
        "comparison.json",
    ]


def test_the_version_of_a_plan_can_change_alone(folder: Path) -> None:
    project = load_project(folder)
    assert project.settings.draft is not None
    plans = attrs.evolve(project.settings.draft, version="原案")
    renamed = parse_plan("# 緑\n\n木を植える。\n", version="原案")
    changed = attrs.evolve(project, draft=renamed, settings=attrs.evolve(project.settings, draft=plans))
    save_project(changed, folder)
    toml = (folder / "consultation.toml").read_text(encoding="utf-8")
    assert toml == TOML.replace('version = "素案"', 'version = "原案"')


SHAPES = {
    "a table of which only rows are written": '[[printed.by_channel]]\nlabel = "a"\n[draft]\nversion = "x"\n',
    "a table in pieces": "[printed]\npersons = 1\n[draft]\nversion = 'x'\n[[printed.by_channel]]\nlabel = 'a'\n",
    "inline tables": 'dispositions = [{id="1",symbol="a",label="b"}]\nprinted = {persons=1,by_channel=[{label="a"}]}\n',
    "inline plans": 'draft = {version="x",documents=[{name="n",path="p.md"}]}\nreport = {lang="ja"}\n',
    "dotted keys": 'printed.persons = 1\ndraft.version = "x"\nreport.lang = "ja"\n',
    "rows in pieces": '[[dispositions]]\nid = "1"\n[report]\nlang = "ja"\n[[dispositions]]\nid = "2"\n',
    "no title": "",
}
HEADS = [
    Consultation("題"),
    Consultation(
        "題2",
        "計画",
        closed_on=datetime.date(2024, 10, 31),
        scheme=DispositionScheme((Disposition("9", "x", "y", True), Disposition("1", "a", "b"))),
        printed=PrintedTotals(
            Count(5, "人"), by_category=(PrintedCount("z", Count(1, "件"), "1"),), by_channel=(PrintedCount("a"),)
        ),
    ),
    Consultation("題", scheme=DispositionScheme(()), printed=PrintedTotals(by_channel=())),
]
PLANS = PlanFiles("y", (PlanFile("n", "q.md"), PlanFile("m", "r.md")))
OTHER = Settings(PLANS, PlanFiles("z"), {"lang": "en", "columns": ["a"]}, {"k": {"a": 1, "b": [{"c": 2}]}, "f": 1.0})


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("wanted", [Settings(), OTHER])
def test_settings_of_any_shape_can_be_edited(shape: str, head: Consultation, wanted: Settings) -> None:
    title = "" if shape == "no title" else 'title = "題"\n'
    edited = edit_settings("format = 1\n" + title + SHAPES[shape], head, wanted)
    there = read_settings(edited)
    assert there.problems == []
    assert there.consultation == head
    assert (there.settings.draft, there.settings.final) == (wanted.draft, wanted.final)
    assert {**there.settings.report, **wanted.report} == there.settings.report
    assert {**there.settings.extra, **wanted.extra} == there.settings.extra
    assert edit_settings(edited, head, wanted) == edited


def test_true_is_not_one() -> None:
    text = 'format = 1\ntitle = "題"\na = [true]\n'
    assert "a = [1]" in edit_settings(text, HEADS[0], Settings(extra={"a": [1]}))


def test_days_and_numbers_are_written_as_such(tmp_path: Path) -> None:
    day = datetime.date(2024, 10, 1)
    consultation = Consultation("題", submissions=(Submission("1-1", received_on=day),))
    save_project(Project(consultation, links=(TraceLink("R1", "1-1", "cited", 1.0),)), tmp_path)
    assert "\n'1-1,,,,2024-10-01,," in (tmp_path / "submissions.csv").read_text("utf-8-sig")
    assert "\nR1,'1-1,箇所,1.0,,未確認," in (tmp_path / "links.csv").read_text("utf-8-sig")


def test_a_project_needs_nothing_but_a_consultation(tmp_path: Path) -> None:
    save_project(Project(Consultation("題")), tmp_path)
    assert snapshot(tmp_path) == {"consultation.toml": 'format = 1\ntitle = "題"\n'.encode()}


def test_rows_are_those_of_a_spreadsheet() -> None:
    assert cells.row_numbers([(1, ["a"]), (3, ["b\r\nc", "d\n"]), (6, ["e"]), (7, ["f"])]) == [1, 3, 4, 5]


def test_a_stated_revision_without_its_response_is_found_and_never_lost(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    new_project(folder, title="緑の計画への意見募集", plan_title="緑の計画", authority="海辺市")
    header = (folder / "stated_revisions.csv").read_text(encoding="utf-8-sig")
    (folder / "stated_revisions.csv").write_text(header + "S1,A9,,,,,,旧,新,改めました。\n", encoding="utf-8-sig")
    project = load_project(folder)
    (finding,) = project.findings
    assert (finding.code, finding.subjects) == ("PC116", ("S1", "A9"))
    assert str(finding.place) == "stated_revisions.csv, row 2, column 回答ID"
    before = (folder / "stated_revisions.csv").read_bytes()
    save_project(project, folder)
    assert (folder / "stated_revisions.csv").read_bytes() == before
    stated = StatedRevision("S2", old="旧", new="新")
    comment = Comment("1", summary="意見")
    response = Response("A1", ("1",), (ResponsePart("改めました。"),), stated_revisions=(stated,))
    changed = attrs.evolve(
        project, consultation=attrs.evolve(project.consultation, comments=(comment,), responses=(response,))
    )
    with pytest.raises(WriteError, match="rows would be lost: PC116"):
        save_project(changed, folder)
    assert (folder / "stated_revisions.csv").read_bytes() == before


def test_a_kept_table_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    plans = [
        parse_plan(text, version=name) for name, text in (("素案", "古い本文です。"), ("成案", "新しい本文です。"))
    ]
    project = Project(Consultation("緑の計画への意見募集"), comparison=compare(*plans))
    save_project(project, tmp_path / "f")
    assert load_project(tmp_path / "f") == project
    kept = (tmp_path / "f" / "comparison.json").read_text(encoding="utf-8")
    assert project.comparison is not None
    name = project.comparison.revisions[0].id
    for old, new, told in (
        ('"revision_ids": [\n', '"revision_ids": [\n"R404",\n', "a row shows the revision 'R404'"),
        (f'     "{name}"\n', "", f"no row shows the revision '{name}'"),
        ('"note": ""', '"note": "", "old": "x"', "stands twice"),
    ):
        assert old in kept, old
        (tmp_path / "f" / "comparison.json").write_text(kept.replace(old, new), encoding="utf-8")
        with pytest.raises(ReadError, match=told):
            load_project(tmp_path / "f")


def test_links_that_lead_nowhere_are_no_empty_tables(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    new_project(folder, title="緑の計画への意見募集", plan_title="緑の計画", authority="海辺市")
    (folder / "comments.csv").unlink()
    (folder / "comments.csv").symlink_to("nowhere.csv")
    with pytest.raises((ReadError, MissingFileError), match=r"comments\.csv"):
        load_project(folder)


def test_a_name_that_no_folder_can_have(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        load_project(tmp_path / ("長" * 300))
    with pytest.raises(WriteError):
        new_project(tmp_path / ("長" * 300))


def test_a_misspelt_key_is_told_and_another_is_kept_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    new_project(folder, title="緑の計画への意見募集", plan_title="緑の計画", authority="海辺市")
    text = (folder / "consultation.toml").read_text(encoding="utf-8")
    (folder / "consultation.toml").write_text(
        text + "\n[print]\ncomments = 3\n\n[extension]\nnumber = 12\n", encoding="utf-8"
    )
    (finding,) = load_project(folder).findings
    assert (finding.code, finding.severity.value) == ("PC505", "warning")
    assert "「print」は使われません。「printed」" in finding.message_ja
