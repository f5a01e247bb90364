"""What is made of the seed: its figures agree, its rows find their comments, and one promise stays without a row."""

import os
from pathlib import Path

import pytest

import plancomment as pc
from plancomment.cli import main
from plancomment.proofreading import proofread

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))
SEED = next(iter(sorted(SHARED.glob("seeds/000_*.txt"))), None)

pytestmark = pytest.mark.skipif(SEED is None, reason=f"no seed below {SHARED} (set PLANCOMMENT_SHARED)")

# Row by row as its README reads it by eye; rows 2, 5 and 7 are lost and have at most suggestions.
ROWS = [
    {"1-9": "stated"},
    {},
    {"1-9": "stated"},
    {"1-9": "cited"},
    {},
    {"1-10": "stated"},
    {},
    {"1-11": "stated"},
    {"1-11": "stated"},
    {"1-12": "stated"},
    {"2-47": "stated"},
    {"2-25": "stated"},
    {"2-34": "stated", "2-35": "stated"},
    {"2-47": "stated"},
]


@pytest.fixture(scope="module")
def seed() -> pc.Published:
    assert SEED is not None
    return pc.read_published(SEED)


def test_the_figures_agree(seed: pc.Published) -> None:
    counted = pc.tally(seed.consultation)
    assert counted.received == pc.Count(92, "件")
    assert [row.count.value for row in counted.by_category if row.depth == 0] == [19, 52, 19, 2]
    assert [row.count.value for row in counted.by_disposition] == [45, 9, 29, 9]
    assert counted.persons is None
    (finding,) = pc.reconcile(counted, seed.consultation.printed)
    assert (finding.code, finding.severity, finding.subjects) == ("PC302", "info", ("2.13",))
    assert "1件 was counted and would make it right; the other printed rows sum to 51 of 52件" in finding.message


def test_every_row_finds_its_comments_and_no_other(seed: pc.Published) -> None:
    assert seed.comparison is not None
    traced = pc.trace(seed.comparison, seed.consultation)
    found = [
        {
            link.comment_id: link.basis
            for link in traced.links
            if link.revision_id == revision.id and link.basis != "suggested"
        }
        for revision in seed.comparison.revisions
    ]
    assert found == ROWS
    suggested = {(link.comment_id) for link in traced.links if link.basis == "suggested"}
    assert suggested == {"1-3", "1-5", "1-11", "2-47"}
    # The lost rows of the summary and of the mission look like those that the same comments moved.
    assert traced.comments_of(seed.comparison.revisions[1].id, suggested=True)[0] == "2-47"
    assert traced.comments_of(seed.comparison.revisions[6].id, suggested=True) == ("1-11",)
    assert all(link.fingerprint and link.evidence for link in traced.links)


def test_one_promise_has_no_row(seed: pc.Published) -> None:
    assert seed.comparison is not None
    traced = pc.trace(seed.comparison, seed.consultation)
    found = pc.audit(seed.consultation, comparison=seed.comparison, trace=traced)
    assert [(one.code, one.subjects) for one in found if one.severity == "error"] == [("PC204", ("4-1",))]
    assert sorted(one.code for one in found if one.severity == "warning") == ["PC205", "PC208", "PC208"]


def test_json_keeps_it(seed: pc.Published) -> None:
    assert pc.from_json(pc.to_json(seed)) == seed


@pytest.mark.parametrize("suffix", [".html", ".md", ".docx", ".xlsx"])
def test_what_is_published_of_it_is_read_back(seed: pc.Published, suffix: str, tmp_path: Path) -> None:
    assert seed.comparison is not None
    traced = pc.trace(seed.comparison, seed.consultation)
    report = pc.build_report(seed.consultation, comparison=seed.comparison, trace=traced, findings=seed.findings)
    found = pc.read_published(pc.write(report, tmp_path / f"result{suffix}"))
    given, read = seed.consultation, found.consultation
    assert (read.title, read.plan_title, read.authority) == (given.title, given.plan_title, given.authority)
    assert (read.opened_on, read.closed_on) == (given.opened_on, given.closed_on)
    assert read.categories == given.categories
    assert read.scheme == given.scheme
    assert read.comments == given.comments
    assert read.responses == given.responses
    assert found.comparison == seed.comparison
    assert read.printed is not None
    assert pc.reconcile(pc.tally(read), read.printed) == ()
    # A Word file that no program has laid out yet knows no pages.
    assert {one.code for one in found.findings} == {"PC671"} | ({"PC640"} if suffix == ".docx" else set())


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "folder", tmp_path / "out"
    assert main(["read", str(SEED), "-o", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told if " error " in line] == ["PC204"]
    assert "comments.csv, row 92" in told[0]
    assert main(["tally", str(folder), "--format", "json"]) == 0
    assert pc.from_json(capsys.readouterr().out).published == pc.Count(92, "件")
    assert main(["publish", str(folder), "-o", str(out)]) == 0
    assert "1 finding(s) of severity error are left" in capsys.readouterr().err
    page = (out / "result.html").read_text(encoding="utf-8")
    project = pc.load_project(folder)
    assert pc.load(out / "json" / "consultation.json") == project.consultation
    for comment in project.consultation.comments:
        assert (comment.summary or "").split("\n")[0].split(" ")[0][:20].replace("&", "&amp;") in page


@pytest.mark.parametrize("suffix", [".html", ".md", ".docx", ".xlsx", ".pdf"])
def test_published_again_in_its_own_layout_it_says_all_that_the_text_says(
    seed: pc.Published, suffix: str, tmp_path: Path
) -> None:
    """Every figure, comment, answer and known row of the seed, found in the file by a second reader."""
    layout = pc.Layout(
        sections=("summary", "dispositions", "comments", "comparison"), comparison_columns=("place", "old", "new")
    )
    report = pc.build_report(seed.consultation, comparison=seed.comparison, layout=layout)
    try:
        pc.write(report, tmp_path / f"result{suffix}")
    except (pc.MissingExtraError, pc.UnknownFormatError) as error:
        pytest.skip(str(error))
    data = (tmp_path / f"result{suffix}").read_bytes()
    assert proofread(data, suffix, report) == ()
    cells = {_squeezed("".join(run.text for run in cell.runs)) for table in report.tables for row in table.rows
             for cell in row.cells}  # fmt: skip
    assert SEED is not None
    text = _squeezed(SEED.read_text(encoding="utf-8"))
    for comment in seed.consultation.comments:
        assert _squeezed(comment.published_text or "") in cells
        assert _squeezed(comment.published_text or "") in text
    whole = "".join(cells)
    for response in seed.consultation.responses:
        for part in response.parts:
            assert _squeezed(part.text) in whole
            assert _squeezed(part.text) in text
    assert seed.comparison is not None
    for entry in seed.comparison.entries:
        for side in (entry.old, entry.new):
            if side is not None:
                assert _squeezed(side) in whole
    for row in pc.tally(seed.consultation).by_category:
        assert f"{row.count.value}件" in cells, row


def _squeezed(text: str) -> str:
    return "".join(text.split())
