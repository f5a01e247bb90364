"""P70 for JSON: load(dump(x)) == x for whatever a consultation or a plan may hold."""

from hypothesis import given

import plancomment as pc
from plancomment import strategies


@given(strategies.consultations())
def test_a_consultation_survives_json(consultation: pc.Consultation) -> None:
    text = pc.to_json(consultation)
    assert pc.from_json(text) == consultation
    assert pc.to_json(pc.from_json(text)) == text
    assert consultation.problems() == ()


@given(strategies.plan_revisions())
def test_plans_and_comparisons_survive_json(edited: strategies.EditedPlan) -> None:
    comparison = pc.compare(edited.old, edited.new)
    assert pc.from_json(pc.to_json(edited.old)) == edited.old
    assert pc.from_json(pc.to_json(comparison)) == comparison
