"""Plans with seeded edits: the comparison shows the edits, all of them, and nothing else."""

from collections import Counter

from hypothesis import given

import plancomment as pc
from plancomment import strategies


@given(strategies.plans())
def test_a_plan_compared_with_itself_shows_nothing(plan: pc.Plan) -> None:
    same = pc.Plan(plan.version, plan.clauses)
    assert pc.compare(plan, same).revisions == ()


@given(strategies.plan_revisions())
def test_the_comparison_shows_the_seeded_edits(edited: strategies.EditedPlan) -> None:
    comparison = pc.compare(edited.old, edited.new)
    shown = Counter((one.kind, one.old, one.new) for one in comparison.revisions if one.kind not in ("renumbered",))
    seeded = Counter((one.kind, one.old, one.new) for one in edited.edits)
    assert shown == seeded


@given(strategies.plan_revisions())
def test_swapping_the_plans_swaps_the_sides(edited: strategies.EditedPlan) -> None:
    forth = pc.compare(edited.old, edited.new)
    back = pc.compare(edited.new, edited.old)
    swap = {"added": "deleted", "deleted": "added"}
    assert Counter((swap.get(one.kind, one.kind), one.new, one.old) for one in back.revisions) == Counter(
        (one.kind, one.old, one.new) for one in forth.revisions
    )
