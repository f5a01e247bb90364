"""The values: frozen, slotted, strict about their own fields, silent about what is between them."""

import datetime

import attrs
import pytest

import plancomment as pc
from plancomment.errors import UnitMismatchError, WrongTypeError, WrongValueError
from plancomment.findings import Finding, Place, worst


def test_every_value_is_frozen_slotted_and_documents_each_field() -> None:
    classes = [value for name in pc.__all__ if isinstance(value := getattr(pc, name), type) and attrs.has(value)]
    assert len(classes) > 25
    for kind in classes:
        assert "__slots__" in vars(kind), kind
        assert kind.__setattr__ is not object.__setattr__, kind
        doc = kind.__doc__ or ""
        for field in attrs.fields(kind):
            assert f"{field.name}:" in doc, f"{kind.__name__}.{field.name} is not documented"


@pytest.mark.parametrize(
    ("make", "error", "told"),
    [
        (lambda: pc.Comment(1, "a"), WrongTypeError, "Comment.id must be str, not int"),  # type: ignore[arg-type]
        (lambda: pc.Comment("", "a"), WrongValueError, "Comment.id must not be empty"),
        (lambda: pc.Comment(" 1", "a"), WrongValueError, "white space"),
        (lambda: pc.Comment("1\n2", "a"), WrongValueError, "control characters"),
        (lambda: pc.Comment("1"), WrongValueError, "needs a text, a summary or a withheld_reason"),
        (lambda: pc.Comment("1", text=b"a"), WrongTypeError, "Comment.text must be str, not bytes"),  # type: ignore[arg-type]
        (lambda: pc.Response("A", "1-1"), WrongTypeError, "Response.comment_ids must be a tuple of str, not str"),
        (lambda: pc.Response("A", (1,)), WrongTypeError, r"comment_ids\[0\] must be str"),
        (lambda: pc.Submission("s", submitter_kind="firm"), WrongValueError, "'person', 'group'"),  # type: ignore[arg-type]
        (lambda: pc.Submission("s", submitter_kind=1), WrongTypeError, "must be str"),  # type: ignore[arg-type]
        (lambda: pc.Submission("s", received_on=datetime.datetime(2021, 1, 1)), WrongTypeError, "datetime.date"),
        (lambda: pc.Location("素案", "本編", page=0), WrongValueError, "counts from 1"),
        (lambda: pc.Location("素案", "本編", page=True), WrongTypeError, "must be int, not bool"),
        (lambda: pc.Disposition("1", "①", "反映", implies_revision=1), WrongTypeError, "must be bool"),  # type: ignore[arg-type]
        (lambda: pc.Count(-1, "件"), WrongValueError, "must not be negative"),
        (lambda: pc.Count(1.0, "件"), WrongTypeError, "must be int"),  # type: ignore[arg-type]
        (lambda: pc.Count(1, "冊"), WrongValueError, "must be one of"),  # type: ignore[arg-type]
        (lambda: pc.Consultation("t", scheme=()), WrongTypeError, "DispositionScheme"),  # type: ignore[arg-type]
        (lambda: pc.TraceLink("R", "1", "guessed"), WrongValueError, "must be one of"),  # type: ignore[arg-type]
        (lambda: pc.TraceLink("R", "1", "stated", 1.5), WrongValueError, "between 0 and 1"),
        (lambda: pc.TraceLink("R", "1", "stated", "1"), WrongTypeError, "must be float"),
        (lambda: Finding("PC1", "fatal", (), "", ""), WrongValueError, "'error', 'warning' or 'info'"),
    ],
)
def test_a_wrong_field_is_refused_by_name(make: object, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        make()  # type: ignore[operator]


def test_an_error_never_shows_a_text_from_the_public() -> None:
    with pytest.raises(WrongTypeError) as caught:
        pc.Comment("1", text=["私の電話番号は"])  # type: ignore[arg-type]
    assert "電話" not in str(caught.value)


def test_lists_become_tuples() -> None:
    response = pc.Response("A", ["1", "2"], [pc.ResponsePart("a")])
    assert response.comment_ids == ("1", "2")
    assert hash(response) == hash(pc.Response("A", ("1", "2"), (pc.ResponsePart("a"),)))


def test_none_is_not_nothing() -> None:
    assert pc.Comment("1", text="") != pc.Comment("1", summary="")
    assert pc.Comment("1", text="", withheld_reason="").is_withheld
    assert pc.PrintedTotals().comments is None
    assert pc.PrintedTotals(comments=pc.Count(0, "件")).comments == pc.Count(0, "件")


def test_a_bare_printed_number_gets_the_unit_of_its_field() -> None:
    printed = pc.PrintedTotals(
        persons=33, groups=2, submissions=30, comments=92, by_category=(pc.PrintedCount("総論", 19),)
    )
    assert (printed.persons, printed.groups) == (pc.Count(33, "人"), pc.Count(2, "団体"))
    assert (printed.submissions, printed.comments) == (pc.Count(30, "通"), pc.Count(92, "件"))
    assert (printed.by_category or ())[0].count == pc.Count(19, "件")
    for wrong in (True, "33", 3.0):
        with pytest.raises(WrongTypeError):
            pc.PrintedTotals(persons=wrong)  # type: ignore[arg-type]


def test_published_text_is_the_summary_else_the_text() -> None:
    assert pc.Comment("1", "原文", "概要").published_text == "概要"
    assert pc.Comment("1", "原文").published_text == "原文"
    assert pc.Comment("1", "原文", withheld_reason="個人情報").published_text is None


def test_counts_carry_their_unit() -> None:
    assert pc.Count(2, "件") + pc.Count(3, "件") == pc.Count(5, "件")
    assert pc.Count(5, "件") - pc.Count(3, "件") == pc.Count(2, "件")
    assert pc.Count(2, "件") < pc.Count(3, "件") <= pc.Count(3, "件")
    assert pc.Count(4, "件") > pc.Count(3, "件") >= pc.Count(3, "件")
    assert int(pc.Count(7, "通")) == 7
    assert str(pc.Count(1234, "人")) == "1,234人"
    assert [0, 1, 2][pc.Count(1, "件")] == 1
    assert pc.Count(3, "人") != pc.Count(3, "件")
    for operation in (
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ):
        with pytest.raises(UnitMismatchError):
            operation(pc.Count(1, "人"), pc.Count(1, "件"))
        with pytest.raises(TypeError):
            operation(pc.Count(1, "人"), "1")


def test_a_response_joins_its_parts() -> None:
    response = pc.Response(
        "A", ("1",), (pc.ResponsePart("進めます。", "道路について"), pc.ResponsePart("検討します。"))
    )
    assert response.text == "＜道路について＞\n進めます。\n検討します。"


def test_findings_and_places_tell_themselves_in_one_line() -> None:
    place = Place("comments.csv", row=3, column="区分ID", page=2, line=4, version="素案")
    finding = Finding("PC104", "error", ["1"], "no such category", "区分がありません。", place)
    assert str(finding) == (
        "PC104 error: no such category [comments.csv, version 素案, page 2, line 4, row 3, column 区分ID]"
    )
    assert worst((finding, attrs.evolve(finding, severity="info"))) == "error"
    assert worst(()) is None


def clause(number: int, version: str = "素案", document: str = "本編") -> pc.Clause:
    return pc.Clause(
        f"{document}-{number}", "item", "（１）", "本文", ("第１章",), pc.Location(version, document), "　"
    )


def test_a_plan_refuses_double_ids_and_other_versions() -> None:
    with pytest.raises(WrongValueError, match="two clauses with the id"):
        pc.Plan("素案", (clause(1), clause(1)))
    with pytest.raises(WrongValueError, match="belongs to version"):
        pc.Plan("素案", (clause(1, "成案"),))
    assert clause(1).full_text == "（１）　本文"


def test_joining_plans_keeps_every_clause_under_an_id_of_its_own() -> None:
    joined = pc.join_plans(
        pc.Plan("素案", (clause(1), clause(2))),
        pc.Plan("素案", (clause(1),)),
        pc.Plan("素案", (clause(1, document="概要版"),)),
    )
    assert [one.id for one in joined.clauses] == ["本編-1", "本編-2", "本編-1~2", "概要版-1"]
    assert joined.documents == ("本編", "概要版")


@pytest.mark.parametrize("plans", [(), (pc.Plan("素案"), pc.Plan("成案"))])
def test_joining_needs_plans_of_one_version(plans: tuple[pc.Plan, ...]) -> None:
    with pytest.raises(WrongValueError):
        pc.join_plans(*plans)


def test_joining_takes_plans_only() -> None:
    with pytest.raises(WrongTypeError):
        pc.join_plans("素案")  # type: ignore[arg-type]
