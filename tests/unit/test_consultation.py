"""Broken references: every one is listed, none raises before it is asked for."""

import pytest

import plancomment as pc
from plancomment.consultation import join_consultations
from plancomment.errors import InvalidConsultationError, WrongValueError

SCHEME = pc.DispositionScheme(
    (pc.Disposition("1", "①", "反映する", True), pc.Disposition("2", "②", "参考とする", False))
)


def consultation(**changes: object) -> pc.Consultation:
    given: dict[str, object] = {
        "categories": (pc.Category("1", "総論"), pc.Category("1.1", "目標", "1")),
        "scheme": SCHEME,
        "submissions": (pc.Submission("S1", "p1", "person"),),
        "comments": (pc.Comment("1-1", "図書館の時間を延ばしてほしい。", category_id="1.1", submission_id="S1"),),
        "responses": (pc.Response("A1", ("1-1",), (pc.ResponsePart("延長します。"),), "1"),),
    }
    return pc.Consultation("意見募集", **(given | changes))  # type: ignore[arg-type]


def test_a_sound_record_has_no_problem() -> None:
    assert consultation().problems() == ()
    consultation().require_valid()


@pytest.mark.parametrize(
    ("changes", "code", "subjects"),
    [
        ({"categories": (pc.Category("1.1", "a"), pc.Category("1.1", "b"))}, "PC101", ("1.1",)),
        ({"submissions": (pc.Submission("S1"), pc.Submission("S1"))}, "PC101", ("S1",)),
        ({"comments": (pc.Comment("1-1", "a"), pc.Comment("1-1", "b"))}, "PC101", ("1-1",)),
        ({"responses": (pc.Response("A", ("1-1",)), pc.Response("A", ("1-1",)))}, "PC101", ("A",)),
        ({"scheme": pc.DispositionScheme(SCHEME.dispositions * 2)}, "PC101", ("1",)),
        (
            {
                "responses": (
                    pc.Response("A", ("1-1",), stated_revisions=(pc.StatedRevision("S"), pc.StatedRevision("S"))),
                )
            },
            "PC101",
            ("S",),
        ),
        ({"categories": (pc.Category("1.1", "a", "9"),)}, "PC102", ("1.1", "9")),
        ({"categories": (pc.Category("1.1", "a", "1"), pc.Category("1", "b", "1.1"))}, "PC103", ("1", "1.1")),
        ({"categories": (pc.Category("1.1", "a", "1.1"),)}, "PC103", ("1.1",)),
        ({"categories": ()}, "PC104", ("1-1", "1.1")),
        ({"submissions": ()}, "PC105", ("1-1", "S1")),
        ({"comments": (pc.Comment("1-1", "a", disposition_id="7"),)}, "PC106", ("1-1", "7")),
        ({"scheme": None}, "PC106", ("A1", "1")),
        ({"responses": (pc.Response("A1", ("1-1", "1-9")),)}, "PC107", ("A1", "1-9")),
        ({"comments": (pc.Comment("1-1", withheld_reason="誹謗中傷"),)}, "PC108", ("1-1", "A1")),
        ({"responses": (pc.Response("A1", ("1-1", "1-1")),)}, "PC109", ("A1", "1-1")),
        ({"responses": (pc.Response("A1", ("1-1",), refers_to=(pc.Reference("A9"),)),)}, "PC110", ("A1", "A9")),
        (
            {
                "responses": (
                    pc.Response("A1", ("1-1",), refers_to=(pc.Reference("A2", "防災"),)),
                    pc.Response("A2", ("1-1",), (pc.ResponsePart("a", "道路"),)),
                )
            },
            "PC111",
            ("A1", "A2"),
        ),
        (
            {
                "responses": (
                    pc.Response("B", ("1-1",), refers_to=(pc.Reference("A"),)),
                    pc.Response("A", ("1-1",), refers_to=(pc.Reference("C"),)),
                    pc.Response("C", ("1-1",), refers_to=(pc.Reference("B"),)),
                )
            },
            "PC112",
            ("A", "C", "B"),
        ),
        ({"responses": (pc.Response("A1", ("1-1",), refers_to=(pc.Reference("A1"),)),)}, "PC112", ("A1",)),
        (
            {"submissions": (pc.Submission("S1", "p1", "person"), pc.Submission("S2", "p1", "group"))},
            "PC113",
            ("p1",),
        ),
        ({"responses": (pc.Response("A1", ()),)}, "PC114", ("A1",)),
    ],
)
def test_each_broken_reference_is_one_finding(changes: dict[str, object], code: str, subjects: tuple[str, ...]) -> None:
    found = [finding for finding in consultation(**changes).problems() if finding.code == code]
    assert subjects in [finding.subjects for finding in found]
    for finding in found:
        assert all(subject in finding.message and subject in finding.message_ja for subject in finding.subjects)


def test_all_problems_come_at_once() -> None:
    broken = consultation(categories=(), submissions=(), scheme=None)
    with pytest.raises(InvalidConsultationError) as caught:
        broken.require_valid()
    assert [finding.code for finding in caught.value.findings] == ["PC104", "PC105", "PC106"]
    assert "3 broken reference(s)" in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_warning_does_not_make_it_invalid() -> None:
    odd = consultation(responses=(pc.Response("A1", ("1-1",)), pc.Response("A2", ())))
    assert [finding.code for finding in odd.problems()] == ["PC114"]
    odd.require_valid()


def test_a_long_chain_of_references_is_walked_without_recursion() -> None:
    chain = tuple(
        pc.Response(f"A{number}", ("1-1",), refers_to=(pc.Reference(f"A{number + 1}"),)) for number in range(5000)
    )
    found = consultation(responses=(*chain, pc.Response("A5000", ("1-1",)))).problems()
    assert found == ()
    deep = tuple(pc.Category(str(n), "a", str(n - 1) if n else None) for n in range(5000))
    assert pc.tally(consultation(categories=deep, comments=(), responses=())).by_category[-1].depth == 4999


def test_effective_dispositions() -> None:
    both = consultation(
        comments=tuple(pc.Comment(f"1-{n}", "a", disposition_id="2" if n == 2 else None) for n in (1, 2, 3, 4)),
        responses=(
            pc.Response("A1", ("1-1", "1-2", "1-4"), disposition_id="1"),
            pc.Response("A2", ("1-4",), disposition_id="2"),
        ),
    )
    assert both.effective_dispositions() == {"1-1": "1", "1-2": "2", "1-3": None, "1-4": None}
    assert [response.id for response in both.responses_by_comment()["1-4"]] == ["A1", "A2"]


def test_joining_shares_equal_definitions_and_refuses_double_ids() -> None:
    first = consultation()
    second = consultation(
        submissions=(pc.Submission("S2", "p2", "person"),),
        comments=(pc.Comment("1-2", "b", category_id="1", submission_id="S2"),),
        responses=(),
    )
    joined = join_consultations(first, second)
    assert joined.problems() == ()
    assert joined.categories == first.categories
    assert [comment.id for comment in joined.comments] == ["1-1", "1-2"]
    with pytest.raises(InvalidConsultationError) as caught:
        join_consultations(first, first)
    assert {finding.subjects for finding in caught.value.findings} == {("S1",), ("1-1",), ("A1",)}
    with pytest.raises(InvalidConsultationError):
        join_consultations(first, consultation(categories=(pc.Category("1", "別の名前"),)))
    with pytest.raises(WrongValueError):
        join_consultations()
    assert join_consultations(pc.Consultation("t"), pc.Consultation("u")).scheme is None
