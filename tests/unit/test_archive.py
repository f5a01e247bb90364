"""JSON: strict, all errors at once with paths and the validator's own words, type and format version in the file."""

import datetime
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import plancomment as pc
from plancomment import archive
from plancomment.errors import InvalidDataError, MissingFileError, ReadError, WriteError, WrongTypeError

CONSULTATION = pc.Consultation(
    "意見募集",
    opened_on=datetime.date(2024, 10, 1),
    categories=(pc.Category("1", "総論"),),
    scheme=pc.DispositionScheme((pc.Disposition("1", "①", "反映", True),)),
    comments=(pc.Comment("1-1", text="=1+1\r\n　葛󠄀飾の\u2028𠮷野家", category_id="1"),),
    responses=(
        pc.Response(
            "A",
            ("1-1",),
            (pc.ResponsePart("改めました。", "表記について"),),
            "1",
            (pc.Reference("A"),),
            (pc.StatedRevision("S", pc.Location("成案", "本編", 3, 4, "見出し"), "旧", "新", "改めました。"),),
        ),
    ),
    printed=pc.PrintedTotals(comments=pc.Count(1, "件"), by_category=(pc.PrintedCount("総論", pc.Count(1, "件")),)),
)


def document(value: Any, name: str = "Comment", version: Any = 1) -> str:
    return json.dumps({"plancomment": version, "type": name, "value": value})


def comment(**changes: Any) -> dict[str, Any]:
    return {"id": "1", "text": "a"} | changes


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    comparison = pc.compare(
        pc.parse_plan("# 第１章　目標\n\n（１）待ち時間を30分とします。\n", version="素案"),
        pc.parse_plan("# 第１章　目標\n\n（１）待ち時間を15分とします。\n\n（２）窓口を増やします。\n", version="成案"),
    )
    values = (
        CONSULTATION,
        CONSULTATION.comments,
        comparison,
        pc.tally(CONSULTATION),
        pc.trace(comparison, CONSULTATION),
        pc.audit(CONSULTATION, comparison=comparison),
        (),
    )
    for number, value in enumerate(values):
        assert pc.from_json(pc.to_json(value)) == value
        assert pc.from_json(pc.to_json(value, indent=2, ascii_only=True)) == value
        path = pc.dump(value, tmp_path / f"{number}.json")
        assert pc.load(path) == value
        assert pc.to_json(pc.load(path)) == pc.to_json(value)
    assert pc.to_json(CONSULTATION, ascii_only=True).isascii()


def test_every_public_value_can_be_kept(tmp_path: Path) -> None:
    classes = {name for name in pc.__all__ if isinstance(one := getattr(pc, name), type) and attrs.has(one)}
    # A Project is a folder; the others are made of one.
    unkept = {"Project", "Examined", "Taken", "Decided", "Proposal"}
    assert {name for name in classes if name not in archive._KINDS} == unkept
    plan = pc.parse_plan("# 目標\n\n本文です。\n", version="素案")
    report = pc.build_report(CONSULTATION, findings=pc.audit(CONSULTATION))
    (tmp_path / "t.csv").write_text("番号,意見,回答\n1,道を直して。,直します。\n", encoding="utf-8")
    layout = pc.Layout(titles={"old": "改正前"})
    for value in (report, layout, pc.align(plan, plan), pc.read_table(tmp_path / "t.csv")):
        assert pc.from_json(pc.to_json(value)) == value
    assert pc.load(pc.write(report, tmp_path / "report.json")) == report


def test_the_file_names_type_and_version() -> None:
    assert json.loads(pc.to_json(CONSULTATION))["plancomment"] == 1
    assert json.loads(pc.to_json(CONSULTATION))["type"] == "Consultation"
    assert json.loads(pc.to_json(CONSULTATION.comments))["type"] == "Comment[]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "Expecting property name"),
        ("[]", "must be an object with the keys plancomment, type and value"),
        ('{"plancomment": 1, "type": "Comment"}', "must be an object with the keys"),
        (document(comment(), version=2), "plancomment: format version 2; this release reads 1"),
        (document(comment(), version=True), "format version True"),
        (document(comment(), name="Letter"), "type: 'Letter' is unknown; known are"),
        (document(comment(), name="Comment[]"), "value: must be a list, not an object"),
        (document([]), "value: must be an object, not a list"),
        (document(comment(txet="a")), "value: unknown key 'txet'"),
        (document({"text": "a"}), "value.id: is missing"),
        (document(comment(id=3.9)), "value.id: must be a string, not a number"),
        (document(comment(id=None)), "value.id: must be a string, not null"),
        (document(comment(text=["a"])), "value.text: must be a string, not a list"),
        (document({"id": "1"}), "value: Comment '1' needs a text, a summary or a withheld_reason"),
        (document(comment(id=" 1")), "value: Comment.id must not begin or end with white space: ' 1'"),
        (document({"value": "3", "unit": "件"}, "Count"), "value.value: must be an integer, not a string"),
        (document({"value": True, "unit": "件"}, "Count"), "value.value: must be an integer, not a truth value"),
        (document({"value": 3.0, "unit": "件"}, "Count"), "value.value: must be an integer, not a number"),
        (document({"value": 3, "unit": "冊"}, "Count"), "value.unit: "),
        (
            document({"id": "1", "symbol": "", "label": "", "implies_revision": "false"}, "Disposition"),
            "implies_revision",
        ),
        (document({"id": "s", "received_on": "20241001"}, "Submission"), "must be a date such as 2021-10-19"),
        (document({"id": "s", "received_on": 5}, "Submission"), "must be a date as a string, not an integer"),
        (document({"id": "s", "received_on": "2024-02-30"}, "Submission"), "got '2024-02-30'"),
        (
            document({"revision_id": "R", "comment_id": "1", "basis": "stated", "score": "1"}, "TraceLink"),
            "must be a number",
        ),
        (
            document({"revision_id": "R", "comment_id": "1", "basis": "stated", "score": 1e999}, "TraceLink"),
            "JSON number",
        ),
        ('{"plancomment": 1, "type": "Comment", "value": {"id": "1", "id": "2", "text": "a"}}', "'id' stands twice"),
        ('{"plancomment": 1, "type": "Comment", "value": {"id": "1", "text": "\\ud800"}}', "half of a surrogate pair"),
        ("[" * 100_000, "nested too deeply"),
        ('{"plancomment": 1, "type": "Count", "value": ' + "9" * 5000 + "}", "integer string conversion"),
    ],
)
def test_what_is_wrong_is_told_with_its_path(text: str, told: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        pc.from_json(text, source="f.json")
    assert told in str(caught.value)
    assert str(caught.value).startswith("f.json: ")


def test_all_errors_come_at_once_in_a_stable_order() -> None:
    value = {
        "title": 5,
        "opened_on": "soon",
        "comments": [{"id": "1", "text": 7}, {"id": 2, "text": "a", "extra": 1}, {"id": "3"}],
    }
    with pytest.raises(InvalidDataError) as caught:
        pc.from_json(document(value, "Consultation"))
    assert [problem.split(": ")[0] for problem in caught.value.problems] == [
        "value.comments[0].text",
        "value.comments[1].id",
        "value.comments[1]",
        "value.comments[2]",
        "value.opened_on",
        "value.title",
    ]


def test_an_integer_may_stand_for_a_number() -> None:
    link = pc.from_json(document({"revision_id": "R", "comment_id": "1", "basis": "stated", "score": 1}, "TraceLink"))
    assert (link.score, type(link.score)) == (1.0, float)


def test_only_values_of_the_library_are_written(tmp_path: Path) -> None:
    for value in (object(), "text", (CONSULTATION, CONSULTATION.comments[0]), [CONSULTATION]):
        with pytest.raises(WrongTypeError):
            pc.to_json(value)
    with pytest.raises(WrongTypeError):
        pc.from_json(b"{}")  # type: ignore[arg-type]


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        pc.load(tmp_path / "none.json")
    with pytest.raises(ReadError):
        pc.load(tmp_path)
    (tmp_path / "half").write_bytes(b"\x81")
    with pytest.raises(ReadError, match="save it as UTF-8"):
        pc.load(tmp_path / "half")
    kept = pc.dump(CONSULTATION, tmp_path / "kept.json").read_bytes()
    with pytest.raises(WriteError, match="U\\+D800"):
        pc.dump(attrs.evolve(CONSULTATION, title="\ud800"), tmp_path / "kept.json")
    assert (tmp_path / "kept.json").read_bytes() == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == ["half", "kept.json"]


def test_what_cannot_be_kept_is_named(tmp_path: Path) -> None:
    with pytest.raises(pc.WrongTypeError, match="a tuple of Proposal cannot be kept as JSON"):
        pc.to_json((pc.Proposal("R1"),))
    with pytest.raises(pc.WrongTypeError, match="a value of the type Project cannot be kept"):
        pc.to_json(pc.Project(CONSULTATION))
    with pytest.raises(pc.WrongTypeError, match="a tuple of Comment and str cannot"):
        pc.to_json((pc.Comment("1", text="甲"), "乙"))


def test_json_never_stands_in_a_file_of_another_name(tmp_path: Path) -> None:
    with pytest.raises(pc.UnknownFormatError, match=r"graph\.csv: values are kept as \.json; graph_tables"):
        pc.dump(pc.Graph(), tmp_path / "graph.csv")
    assert not any(tmp_path.iterdir())
    assert pc.load(pc.dump(pc.Graph(), tmp_path / "graph.JSON")) == pc.Graph()
    assert [name for name, _ in pc.graph_tables(pc.Graph())] == ["graph-nodes", "graph-edges"]
