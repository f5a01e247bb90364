"""Laws of counting (P01, P02, P04, P09-P13), held against consultations that Hypothesis draws."""

from collections import Counter

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import plancomment as pc
from plancomment import strategies
from plancomment.errors import InvalidConsultationError

Figures = dict[tuple[str, str | None], int]


def figures(consultation: pc.Consultation) -> Figures:
    """All counts of comments by what they count, without zeros."""
    counted = pc.tally(consultation)
    cells: Figures = {("received", None): counted.received.value, ("withheld", None): counted.withheld.value}
    for name, rows in (("category", counted.by_category), ("disposition", counted.by_disposition)):
        cells |= {(name, row.id): row.count.value for row in rows}
    cells |= {("cross", f"{cell.category_id}/{cell.disposition_id}"): cell.count.value for cell in counted.cross}
    return {key: value for key, value in cells.items() if value}


@given(strategies.consultations())
def test_p01_a_category_is_its_own_and_its_childrens_comments(consultation: pc.Consultation) -> None:
    rows = pc.tally(consultation).by_category
    own = Counter(one.category_id for one in consultation.comments if not one.is_withheld)
    for row in rows:
        below = sum(child.count.value for child in rows if row.id is not None and child.parent_id == row.id)
        assert row.own.value == own[row.id]
        assert row.count.value == row.own.value + below
    top = sum(row.count.value for row in rows if row.depth == 0)
    assert top == sum(own.values()) == pc.tally(consultation).published.value


@given(strategies.consultations())
def test_p02_every_breakdown_adds_up_to_the_whole(consultation: pc.Consultation) -> None:
    counted = pc.tally(consultation)
    whole = counted.published.value
    assert counted.received == counted.published + counted.withheld
    assert counted.received.value == len(consultation.comments)
    assert sum(row.count.value for row in counted.by_disposition) == whole
    assert sum(cell.count.value for cell in counted.cross) == whole
    for row in counted.by_category:
        assert row.own.value == sum(cell.count.value for cell in counted.cross if cell.category_id == row.id)
    for row in counted.by_disposition:
        assert row.count.value == sum(cell.count.value for cell in counted.cross if cell.disposition_id == row.id)
    if counted.submissions is not None:
        assert sum(row.count.value for row in counted.by_channel) == counted.submissions.value


@given(strategies.consultations())
def test_p04_splitting_a_shared_response_changes_no_count(consultation: pc.Consultation) -> None:
    split = tuple(
        attrs.evolve(response, id=f"{response.id}/{comment_id}", comment_ids=(comment_id,))
        for response in consultation.responses
        for comment_id in response.comment_ids
    )
    copies = attrs.evolve(consultation, responses=split)
    assert pc.tally(copies) == pc.tally(consultation)
    assert len(split) == sum(len(response.comment_ids) for response in consultation.responses)


@given(st.data(), strategies.consultations())
def test_p09_order_changes_no_count(data: st.DataObject, consultation: pc.Consultation) -> None:
    shuffled = attrs.evolve(
        consultation,
        **{
            name: tuple(data.draw(st.permutations(getattr(consultation, name))))
            for name in ("comments", "responses", "submissions", "categories")
        },
    )
    assert figures(shuffled) == figures(consultation)
    again, counted = pc.tally(shuffled), pc.tally(consultation)
    assert (again.persons, again.groups, again.submissions) == (counted.persons, counted.groups, counted.submissions)
    assert again.by_channel == counted.by_channel


@given(strategies.consultations(prefix="x"), strategies.consultations(prefix="y"))
def test_p10_joining_adds(first: pc.Consultation, second: pc.Consultation) -> None:
    # Both are filed in one tree with one scheme, as two offices of a city do.
    second = attrs.evolve(second, categories=first.categories, scheme=first.scheme)
    joined = pc.join_consultations(first, second)
    one, two, both = (pc.tally(part) for part in (first, second, joined))
    assert Counter(figures(joined)) == Counter(figures(first)) + Counter(figures(second))
    for name in ("persons", "groups", "submissions"):
        parts = getattr(one, name), getattr(two, name)
        assert getattr(both, name) == (None if None in parts else parts[0] + parts[1])
    empty = pc.Consultation(first.title)
    assert pc.tally(pc.join_consultations(first, empty)) == one
    assert pc.join_consultations(pc.join_consultations(first, second), empty) == pc.join_consultations(
        first, pc.join_consultations(second, empty)
    )


@given(strategies.consultations())
def test_p10_overlapping_ids_are_refused(consultation: pc.Consultation) -> None:
    assume(consultation.comments)
    with pytest.raises(InvalidConsultationError):
        pc.join_consultations(consultation, consultation)


@given(st.data(), strategies.consultations())
def test_p11_the_parts_add_up_to_the_whole(data: st.DataObject, consultation: pc.Consultation) -> None:
    chosen = (
        data.draw(st.sets(st.sampled_from([one.id for one in consultation.comments])))
        if consultation.comments
        else set()
    )
    parts = [
        attrs.evolve(consultation, comments=tuple(one for one in consultation.comments if (one.id in chosen) is side))
        for side in (True, False)
    ]
    assert Counter(figures(parts[0])) + Counter(figures(parts[1])) == Counter(figures(consultation))


@given(strategies.consultations())
def test_p12_renaming_renames_and_changes_no_number(consultation: pc.Consultation) -> None:
    def new(name: str | None) -> str | None:
        return None if name is None else f"改{name}"

    renamed = attrs.evolve(
        consultation,
        categories=tuple(
            attrs.evolve(one, id=new(one.id), parent_id=new(one.parent_id)) for one in consultation.categories
        ),
        comments=tuple(
            attrs.evolve(one, id=new(one.id), category_id=new(one.category_id)) for one in consultation.comments
        ),
        responses=tuple(
            attrs.evolve(one, comment_ids=tuple(f"改{name}" for name in one.comment_ids))
            for one in consultation.responses
        ),
    )
    assert renamed.problems() == ()
    before, after = pc.tally(consultation), pc.tally(renamed)
    assert [(new(row.id), row.count) for row in before.by_category] == [
        (row.id, row.count) for row in after.by_category
    ]
    assert before.by_disposition == after.by_disposition
    assert [(new(cell.category_id), cell.disposition_id, cell.count) for cell in before.cross] == [
        (cell.category_id, cell.disposition_id, cell.count) for cell in after.cross
    ]


@given(st.data(), strategies.consultations())
def test_p13_moving_a_comment_changes_two_paths(data: st.DataObject, consultation: pc.Consultation) -> None:
    published = [one for one in consultation.comments if not one.is_withheld]
    assume(published)
    assume(consultation.categories)
    moving = data.draw(st.sampled_from(published))
    target = data.draw(st.sampled_from(consultation.categories)).id
    moved = attrs.evolve(
        consultation,
        comments=tuple(
            attrs.evolve(one, category_id=target) if one.id == moving.id else one for one in consultation.comments
        ),
    )
    parents = {one.id: one.parent_id for one in consultation.categories}

    def path(node: str | None) -> set[str | None]:
        nodes: set[str | None] = {node}
        while node is not None and parents[node] is not None:
            node = parents[node]
            nodes.add(node)
        return nodes

    before = {row.id: row.count.value for row in pc.tally(consultation).by_category}
    after = {row.id: row.count.value for row in pc.tally(moved).by_category}
    gone, come = path(moving.category_id), path(target)
    for node in before.keys() | after.keys():
        step = (node in come) - (node in gone)
        assert after.get(node, 0) - before.get(node, 0) == step
    assert pc.tally(moved).by_disposition == pc.tally(consultation).by_disposition
