"""The larger example: its figures, written down by hand, and what is published of it in every format and layout."""

import csv
import html
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import plancomment as pc
from plancomment.publishing import FORMATS, USUAL, Examined, examine

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples/hamanasu"

# What each comment moved, as the plan and the answers were written: where the words stand (document, page), of what
# kind the change is, words of the new text (of the old one where it is deleted), and the comments or the cause.
CHANGES = (
    ("本編", 1, "amended", "環境の保全に関する施策", "correction"),
    ("本編", 1, "moved", "環境や社会の状況に大きな変化", ""),
    ("本編", 2, "amended", "61,287人", "update"),
    ("本編", 2, "amended", "里地里山は、人の手が入る", "1-6 2-6"),
    ("本編", 2, "added", "ハッチョウトンボ", "1-7 1-10"),
    ("本編", 3, "amended", "推移（平成25年度から令和3年度まで）", "1-8"),
    ("本編", 3, "amended", "太陽の熱を地球に封じ込め", "1-9"),
    ("本編", 4, "amended", "守るだけでなく", "committee"),
    ("本編", 4, "amended", "湿原、里地里山などの自然", "1-6 2-6"),
    ("本編", 4, "amended", "資源が循環するまち", "2-1"),
    ("本編", 4, "amended", "できることから参加します", "2-2"),
    ("本編", 4, "added", "市民団体\n専門的な知識", "2-3 2-7"),
    ("本編", 5, "amended", "湿原及び里地里山を保全", "1-6 2-6"),
    ("本編", 5, "amended", "年4回実施", "3-1 3-2 3-16"),
    ("本編", 5, "added", "車止め及び啓発看板", "3-3 3-4"),
    ("本編", 5, "amended", "令和9年度までに保全対策", "3-5"),
    ("本編", 5, "renumbered", "外来種については", ""),
    ("本編", 5, "deleted", "土地の所有者の負担", "3-6 3-7"),
    ("本編", 5, "renumbered", "森林環境譲与税", ""),
    ("本編", 5, "added", "動植物の調査を5年ごと", "3-8 3-9"),
    ("本編", 6, "amended", "実質ゼロ（※2）にする", "1-9"),
    ("本編", 6, "amended", "太陽光発電設備及び蓄電池", "3-17 3-18"),
    ("本編", 6, "amended", "令和10年度までに全て", "3-19"),
    ("本編", 6, "amended", "騒音、景観及び野鳥", "3-20 3-21 3-22 3-23"),
    ("本編", 6, "added", "電力を公共施設で利用する仕組み", "3-24"),
    ("本編", 6, "added", "避難所となる小学校", "council"),
    ("本編", 6, "amended", "協力を得られた店舗", "3-26 3-27"),
    ("本編", 6, "added", "※2　二酸化炭素", "1-9"),
    ("本編", 7, "amended", "ごみの減量と資源の循環", "3-35"),
    ("本編", 7, "amended", "各地区の公民館", "3-36 3-37"),
    ("本編", 7, "amended", "一括して回収する仕組みを令和9年度", "3-38 3-39"),
    ("本編", 7, "amended", "ベトナム語", "3-40 3-41"),
    ("本編", 7, "added", "使い終えた小型の電子機器", "3-42 3-43"),
    ("本編", 7, "deleted", "昭和58年に建設", "3-44"),
    ("本編", 8, "amended", "安全で快適な生活環境の確保", "3-49"),
    ("本編", 8, "amended", "広報紙で公表", "3-50"),
    ("本編", 8, "amended", "郵便局及び配送事業者", "3-51"),
    ("本編", 8, "amended", "30人養成", "3-55"),
    ("本編", 9, "amended", "3,000人", "3-1 3-2 3-16"),
    ("本編", 9, "added", "再生可能エネルギーの電力の割合", "3-24 3-25"),
    ("本編", 9, "amended", "560グラム", "4-1 4-2"),
    ("本編", 9, "deleted", "環境に関する催しの開催回数", "4-3"),
    ("本編", 9, "amended", "中間評価を行い", "4-4"),
    ("本編", 10, "amended", "ゼロカーボン推進課", "other"),
    ("本編", 10, "amended", "汐見川の流域", "committee"),
    ("本編", 10, "added", "分かりやすい要約版", "4-7 4-8"),
    ("概要版", 1, "amended", "里地里山は、担い手", "1-6 2-6"),
    ("概要版", 2, "amended", "年4回実施", "3-1 3-2 3-16"),
    ("概要版", 2, "amended", "及び蓄電池", "3-17 3-18"),
    ("概要版", 2, "amended", "ごみの減量と資源の循環", "3-35"),
    ("概要版", 2, "amended", "一括回収を令和9年度", "3-38 3-39"),
    ("概要版", 2, "amended", "安全で快適な生活環境の確保", "3-49"),
    ("概要版", 3, "added", "再生可能エネルギーの電力の割合", "3-24 3-25"),
    ("概要版", 3, "amended", "560グラム", "4-1 4-2"),
    ("概要版", 3, "added", "市民の皆様のご意見を伺いながら", "4-7 4-8"),
)


@pytest.fixture(scope="module")
def project() -> pc.Project:
    return pc.load_project(FOLDER)


@pytest.fixture(scope="module")
def examined(project: pc.Project) -> Examined:
    return examine(project)


def rows(name: str) -> list[dict[str, str]]:
    """A table of the folder as it stands there, without anything that plancomment thinks of it."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in csv.DictReader(file)]


def test_nothing_is_found_in_any_layout(project: pc.Project) -> None:
    assert not examine(project).findings
    originals = project.settings.report["originals"]
    for name in pc.LAYOUTS:
        layout = pc.Layout.from_settings({"layout": name, "originals": originals})
        assert not examine(project, layout=layout).findings, name


def test_persons_submissions_and_comments(examined: Examined) -> None:
    counted = examined.tally
    assert (counted.persons, counted.groups, counted.submissions) == (
        pc.Count(55, "人"),
        pc.Count(6, "団体"),
        pc.Count(63, "通"),
    )
    assert (str(counted.received), str(counted.published), str(counted.withheld)) == ("92件", "90件", "2件")
    kept = rows("comments.csv")
    assert len(kept) == 92
    assert sum(bool(row["意見（原文）"]) for row in kept) == 14
    assert sum(bool(row["意見の概要"]) for row in kept) == 76
    assert [row["意見ID"] for row in kept if row["非公表の理由"]] == ["3-59", "3-60"]
    # One person each handed in twice; 55 and 6 are 61 submitters of 63 submissions.
    assert len({row["提出者ID"] for row in rows("submissions.csv")}) == 61
    assert [row["区分名"] for row in rows("categories.csv") if not row["上位区分ID"]] == [
        "計画全般に関するもの",
        "目指す環境の姿に関するもの",
        "施策に関するもの",
        "数値目標と推進体制に関するもの",
        "その他",
    ]


def test_counts_by_category_disposition_and_channel(project: pc.Project) -> None:
    consultation = project.consultation
    shown = [one for one in consultation.comments if not one.withheld_reason]
    by_category = Counter(one.category_id for one in shown)
    assert by_category == {
        "1.1": 5, "1.2": 6, "2": 7, "3.1": 16, "3.2": 18, "3.3": 14, "3.4": 6, "3.5": 4, "4.1": 6, "4.2": 4, "5": 4
    }  # fmt: skip
    given = {
        cited: row["対応区分ID"]
        for row in rows("responses.csv")
        for cited in row["意見ID"].split(", ")
        if row["意見ID"]
    }
    given |= {row["意見ID"]: row["対応区分ID"] for row in rows("comments.csv") if row["対応区分ID"]}
    assert Counter(given.values()) == {"A": 51, "B": 18, "C": 10, "D": 7, "E": 4}
    assert Counter(row["提出方法"] for row in rows("submissions.csv")) == {
        "電子申請フォーム": 28, "電子メール": 14, "窓口持参": 7, "郵送": 7, "ＦＡＸ": 7
    }  # fmt: skip


def test_answers(project: pc.Project) -> None:
    responses = project.consultation.responses
    assert len(responses) == 58
    assert Counter(len(one.comment_ids) for one in responses) == {1: 30, 2: 25, 3: 2, 4: 1}
    assert [one.id for one in responses if len(one.parts) > 1] == ["A9", "A28"]
    assert {row["意見ID"]: row["参照する回答ID"] for row in rows("responses.csv") if row["参照する回答ID"]} == {
        "3-4": "A16",
        "3-25": "A28",
        "4-2": "A50",
    }
    filed = {one.id: (one.category_id or "").split(".")[0] for one in project.consultation.comments}
    across = [one.id for one in responses if len({filed[cited] for cited in one.comment_ids}) > 1]
    # Agreement, the period, the whole office, 里地里山, wild boar: asked for in more than one part.
    assert len(across) == 5


def test_every_change_is_explained_as_it_was_written(project: pc.Project, examined: Examined) -> None:
    assert project.comparison is not None
    assert examined.trace is not None
    trace, made = examined.trace, {cause.revision_id: cause.kind for cause in examined.trace.causes}
    left = list(project.comparison.revisions)
    for document, page, kind, words, why in CHANGES:
        hits = [
            one
            for one in left
            if one.kind == kind
            and (one.locations[0].document, one.locations[0].page) == (document, page)
            and words in ((one.old if kind == "deleted" else one.new) or "")
        ]
        assert len(hits) == 1, (document, page, words)
        left.remove(hits[0])
        found = " ".join(trace.comments_of(hits[0].id))
        assert (found or made.get(hits[0].id, "")) == why, words
    assert left == []


def test_kinds_and_coverage(project: pc.Project, examined: Examined) -> None:
    assert project.comparison is not None
    assert examined.trace is not None
    kinds = Counter(one.kind for one in project.comparison.revisions)
    assert kinds == {"amended": 37, "added": 12, "deleted": 3, "renumbered": 2, "moved": 1}
    cells = [
        one for one in project.comparison.revisions if one.kind != "amended" and "\n" in (one.new or one.old or "")
    ]
    assert len(cells) == 5  # four added rows of tables and a deleted one
    covered = pc.coverage(examined.trace, project.comparison, project.consultation)
    assert (covered.promised, covered.shown) == (pc.Count(51, "件"), pc.Count(51, "件"))
    assert (covered.missing, covered.unexplained) == ((), ())
    assert [str(one) for one in (covered.revisions, covered.by_comments, covered.by_causes, covered.needless)] == [
        "55件",
        "46件",
        "6件",
        "3件",
    ]


def test_every_comment_and_answer_is_on_the_page(project: pc.Project, tmp_path: Path) -> None:
    pc.publish(project, tmp_path / "out", formats=["html"])
    page = html.unescape((tmp_path / "out/result.html").read_text(encoding="utf-8"))
    for row in rows("comments.csv"):
        assert f'id="comment-{row["意見ID"]}"' in page
        published = row["意見の概要"] or row["意見（原文）"]
        for line in published.splitlines():
            assert line in page, row["意見ID"]
        assert not row["非公表の理由"] or row["非公表の理由"] in page
    for row in rows("responses.csv"):
        assert row["市の考え方"] in page, row["回答ID"]
        assert row["見出し"] in page
    # Who handed in what is for the office.
    for row in rows("submissions.csv"):
        assert f">{row['提出者ID']}<" not in page


def test_the_script_publishes_every_layout_in_every_format(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = subprocess.run(
        [sys.executable, str(ROOT / "examples/publish_everything.py"), str(out)],
        capture_output=True,
        check=True,
        timeout=240,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    printed = ran.stdout.decode("utf-8")
    assert printed.startswith("92 comments, 11 layouts\n")
    left_out = {line.split(" ")[0] for line in printed.splitlines() if " is left out: " in line}
    assert left_out <= set(FORMATS) - set(USUAL)
    expected = {f"result.{name}" for name in FORMATS if name not in {"csv", "json"} | left_out}
    assert {path.name for path in out.iterdir()} == set(pc.LAYOUTS)
    for name in pc.LAYOUTS:
        assert {path.name for path in (out / name).iterdir() if path.is_file()} == expected | {"manifest.json"}
        assert (out / name / "json/consultation.json").is_file()
        assert (out / name / "csv/comments.csv").is_file()
        assert f"{name}: " in printed


def test_the_page_marks_grow_by_a_page() -> None:
    last = {
        version: (FOLDER / f"plans/{version}/honpen.md").read_text(encoding="utf-8").count("<!-- page: ")
        for version in ("draft", "final")
    }
    # Ten pages and two marks of lines; eleven pages in the final plan.
    assert last == {"draft": 12, "final": 13}
