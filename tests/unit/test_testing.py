"""The kit for other people's tools: right functions pass, wrong ones are found."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

import plancomment as pc
from plancomment.testing import ConsultationMachine, check_reader, check_report, check_tally


def plain_counts(consultation: pc.Consultation) -> dict[str, Any]:
    """A right counting function that knows nothing of ours."""
    shown = [one for one in consultation.comments if one.withheld_reason is None]
    received = len(consultation.comments)
    return {"received": received, "published": len(shown), "withheld": received - len(shown)}


def test_right_functions_pass() -> None:
    check_tally(pc.tally)
    check_tally(plain_counts)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda one: plain_counts(one) | {"received": len({comment.text for comment in one.comments})}, "received"),
        (lambda one: plain_counts(one) | {"withheld": 0}, "withheld"),
        (lambda one: plain_counts(one) | {"published": float(len(one.comments))}, "is no count"),
        (lambda one: {"by_disposition": {None: len(one.responses)}}, "by_disposition"),
        (lambda one: {"by_category": {one.id: 0 for one in one.categories}}, "by_category"),
        (lambda one: {"persons": 1}, "unknown names: persons"),
        (lambda one: [1], "not a mapping or a Tally"),
        (lambda one: {"received": len(one.comments), "by_category": _first(one)}, "by_category|the order"),
    ],
)
def test_wrong_functions_are_found(wrong: Any, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_tally(wrong)


def _first(consultation: pc.Consultation) -> dict[str | None, int]:
    return {consultation.comments[0].category_id: len(consultation.comments)} if consultation.comments else {}


def test_readers_are_held_against_writers() -> None:
    check_reader(pc.load, lambda consultation, path: pc.dump(consultation, path))

    def lossy(path: Path) -> pc.Consultation:
        found = pc.load(path)
        return pc.Consultation(found.title, comments=found.comments[:1], categories=found.categories)

    with pytest.raises((AssertionError, pc.PlancommentError)):
        check_reader(lossy, lambda consultation, path: pc.dump(consultation, path))


def test_reports_are_held_against_what_they_tell() -> None:
    def report(consultation: pc.Consultation) -> str:
        return "\n".join(one.published_text or "" for one in consultation.comments)

    check_report(report)
    with pytest.raises(AssertionError, match="its text is missing"):
        check_report(lambda consultation: "")
    with pytest.raises(AssertionError, match="withheld text"):
        check_report(
            lambda consultation: report(consultation) + "".join(one.text or "" for one in consultation.comments)
        )


def test_a_consultation_that_is_edited() -> None:
    run_state_machine_as_test(ConsultationMachine)

    class Wrong(ConsultationMachine):
        def tally(self, consultation: pc.Consultation) -> Any:
            return {"published": len(consultation.comments)}

    with pytest.raises(AssertionError, match="published"):
        run_state_machine_as_test(Wrong)


@pytest.mark.parametrize(
    "name", ["Consultation", "Comment", "Response", "DispositionScheme", "Plan", "Clause", "Submission"]
)
def test_types_are_drawn_without_an_import(name: str) -> None:
    code = (
        f"from hypothesis import find, strategies as st\nfrom plancomment import {name}\nimport sys\n"
        "assert 'plancomment.strategies' not in sys.modules\n"
        f"assert isinstance(find(st.from_type({name}), lambda one: True), {name})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_they_are_drawn_here_too() -> None:
    assert find(st.from_type(pc.Submission), lambda one: True).id == "s1"
    assert isinstance(find(st.from_type(pc.Plan), lambda plan: len(plan.clauses) > 1), pc.Plan)
