"""Laws of align(): P40-P43, P45, P46 on plans with headings, lists, tables and documents; P28 for its pairs."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment import plan as plan_module
from plancomment.alignment import Alignment, align
from plancomment.plan import Clause, Location, Plan
from plancomment.textdiff.keys import comparison_key

# What a plan costs does not depend on the machine's load, so no deadline judges it.
law = settings(deadline=None)

WHO = ("市", "住民", "事業者", "高齢者", "学校", "商店街", "自治会", "消防団")
WHAT = ("歩道", "公園", "図書館", "避難所", "路線バス", "空き家", "相談窓口", "河川敷")
END = ("を整備します。", "の充実を図ります。", "を見直します。", "の周知に努めます。")
sentences = st.builds("{}が{}{}".format, *(st.sampled_from(words) for words in (WHO, WHAT, END)))
# What repeats, differs in width only, or says nothing is the hard case.
texts = st.one_of(sentences, st.sampled_from(["", "　", "同上とする。", "目的", "1人", "１人"]))


@attrs.frozen
class Row:
    """A clause to be: its kind, its text, and whether it is labelled by its number."""

    kind: str
    text: str
    labelled: bool = False


Grid = tuple[tuple[str, ...], ...]
Part = Row | Grid

rows = st.one_of(
    st.builds(Row, st.just("heading"), texts, st.booleans()),
    st.builds(Row, st.just("item"), texts, st.just(True)),
    st.builds(Row, st.sampled_from(["paragraph", "caption"]), texts),
)
cells = st.sampled_from(["", "12台", "15台", "担当", "運行台数", "巡回バス", "区分"])
grids = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), min_size=1, max_size=4).map(tuple)
)
parts = st.lists(st.one_of(rows, rows, rows, rows, grids), max_size=12)


def build(version: str, *documents: Sequence[Part]) -> Plan:
    clauses: list[Clause] = []
    for number, document in enumerate(documents, start=1):
        place = Location(version, f"文書{number}")
        path: tuple[str, ...] = ()
        labels: Counter[str] = Counter()
        for part in document:
            name = f"c{len(clauses)}"
            if isinstance(part, Row):
                labels[part.kind] += part.labelled
                label = f"（{labels[part.kind]}）" if part.labelled else ""
                above = () if part.kind == "heading" else path
                clauses.append(Clause(name, part.kind, label, part.text, above, place))  # type: ignore[arg-type]
                if part.kind == "heading":
                    path, labels["item"] = (label + part.text,), 0
                continue
            for r, line in enumerate(part, start=1):
                for c, text in enumerate(line, start=1):
                    clauses.append(Clause(f"{name}-{r}-{c}", "cell", "", text, path, place, row=r, column=c))
    return Plan(version, tuple(clauses))


@st.composite
def edited_grids(draw: st.DrawFn, grid: Grid) -> Grid:
    """The table with a row or a column more or less, or with another cell."""
    lines = [list(line) for line in grid]
    what = draw(st.sampled_from(["row", "column", "cell", "less"]))
    if what == "row":
        lines.insert(
            draw(st.integers(0, len(lines))), draw(st.lists(cells, min_size=len(lines[0]), max_size=len(lines[0])))
        )
    elif what == "column":
        at = draw(st.integers(0, len(lines[0])))
        for line in lines:
            line.insert(at, draw(cells))
    elif what == "cell":
        lines[draw(st.integers(0, len(lines) - 1))][draw(st.integers(0, len(lines[0]) - 1))] = draw(cells)
    elif len(lines) > 1:
        del lines[draw(st.integers(0, len(lines) - 1))]
    return tuple(map(tuple, lines))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A plan of one or two documents, and the same after a few edits, some of them across the documents."""
    before = [draw(parts) for _ in range(draw(st.integers(1, 2)))]
    after = [list(document) for document in before]
    for _ in range(draw(st.integers(0, 5))):
        some, others = draw(st.sampled_from(after)), draw(st.sampled_from(after))
        at = draw(st.integers(0, len(some)))
        what = draw(st.sampled_from(["insert", "delete", "replace", "amend", "move"]))
        if what == "insert":
            some.insert(at, draw(rows))
        elif at == len(some):
            continue
        elif what == "move":
            part = some.pop(at)
            others.insert(draw(st.integers(0, len(others))), part)
        elif what == "delete":
            del some[at]
        elif what == "amend" and isinstance(some[at], tuple):
            some[at] = draw(edited_grids(some[at]))
        elif what == "amend":
            some[at] = attrs.evolve(some[at], text=some[at].text[:4] + "等" + some[at].text[5:])
        else:
            some[at] = draw(st.one_of(rows, grids))
    return build("素案", *before), build("成案", *after)


strangers = st.tuples(st.builds(build, st.just("素案"), parts), st.builds(build, st.just("成案"), parts, parts))
plans = st.one_of(edited(), strangers)


def assert_covered(alignment: Alignment, old: Plan, new: Plan) -> None:
    """Several clauses of one side stand where the first of them does; all of them are in order."""
    places = [{clause.id: at for at, clause in enumerate(side.clauses)} for side in (old, new)]
    olds = [[places[0][one.id] for one in pair.old] for pair in alignment.pairs]
    news = [[places[1][one.id] for one in pair.new] for pair in alignment.pairs]
    for side, plan in ((olds, old), (news, new)):
        assert sorted(at for place in side for at in place) == list(range(len(plan.clauses)))
        assert all(place == sorted(place) for place in side)
    kept = [place[0] for place, pair in zip(olds, alignment.pairs, strict=True) if place and not pair.moved]
    assert kept == sorted(kept)
    begins = [place[0] for place in news if place]
    assert begins == sorted(begins)
    assert all(place or other for place, other in zip(olds, news, strict=True))
    assert all(pair.old and pair.new for pair in alignment.pairs if pair.moved)


@law
@given(plans)
def test_p40_every_clause_stands_in_exactly_one_pair_in_its_order(both: tuple[Plan, Plan]) -> None:
    assert_covered(align(*both), *both)


@law
@given(st.lists(parts, max_size=3))
def test_p41_a_plan_with_itself_pairs_each_clause_with_itself(documents: list[list[Part]]) -> None:
    old, new = build("素案", *documents), build("成案", *documents)
    for one, other in ((old, old), (old, new)):
        pairs = align(one, other).pairs
        assert [(pair.old, pair.new, pair.moved) for pair in pairs] == [
            ((before,), (after,), False) for before, after in zip(one.clauses, other.clauses, strict=True)
        ]


def test_p41_two_thousand_equal_clauses() -> None:
    old = build("素案", [Row("item", "同上とする。", True)] * 2000)
    alignment = align(old, old)
    assert all(pair.old == pair.new and not pair.moved for pair in alignment.pairs)
    assert len(alignment.pairs) == 2000
    assert not alignment.coarsened


said = st.lists(st.one_of(rows.filter(lambda row: bool(comparison_key(row.text))), grids), max_size=10)
FRESH = Row("item", "花壇の世話を子ども会と続けます。", True)


@law
@given(said, st.data())
def test_p42_one_new_clause_is_one_addition(before: list[Part], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before)))
    pairs = align(build("素案", before), build("成案", [*before[:at], FRESH, *before[at:]])).pairs
    assert [pair.new[0].text for pair in pairs if not pair.old] == [FRESH.text]
    assert all(pair.new and not pair.moved for pair in pairs)
    assert all(pair.old[0].text == pair.new[0].text for pair in pairs if pair.old)


@law
@given(said, st.data())
def test_p43_one_deleted_clause_is_one_deletion(before: list[Part], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before)))
    pairs = align(build("素案", [*before[:at], FRESH, *before[at:]]), build("成案", before)).pairs
    assert [pair.old[0].text for pair in pairs if not pair.new] == [FRESH.text]
    assert all(pair.old and not pair.moved for pair in pairs)


unique = st.lists(sentences, unique_by=comparison_key, max_size=10)


@law
@given(unique.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_p43_a_permutation_is_moves_only(orders: tuple[list[str], list[str]]) -> None:
    old, new = (
        build(version, [Row("paragraph", one) for one in some])
        for version, some in zip(("素案", "成案"), orders, strict=True)
    )
    pairs = align(old, new).pairs
    assert all(pair.old[0].text == pair.new[0].text for pair in pairs)
    assert any(pair.moved for pair in pairs) == (orders[0] != orders[1])


@law
@given(plans)
def test_p45_swapping_the_sides_pairs_the_same_clauses(both: tuple[Plan, Plan]) -> None:
    old, new = both
    there, back = align(old, new), align(new, old)
    assert {(pair.old, pair.new, pair.moved) for pair in there.pairs} == {
        (pair.new, pair.old, pair.moved) for pair in back.pairs
    }
    assert there.coarsened == back.coarsened


@law
@given(plans)
def test_p46_the_same_label_twice_under_one_heading_aligns(both: tuple[Plan, Plan]) -> None:
    old, new = (
        Plan(side.version, tuple(attrs.evolve(one, label="（１）", heading_path=("１ 目的",)) for one in side.clauses))
        for side in both
    )
    assert_covered(align(old, new), old, new)


@pytest.mark.parametrize("turned", [False, True])
def test_p46_an_empty_plan_aligns(turned: bool) -> None:
    some = build("素案", [Row("heading", "目的"), (("区分", "台数"), ("巡回バス", "12台"))])
    old, new = (Plan("成案"), some) if turned else (some, Plan("成案"))
    alignment = align(old, new)
    assert_covered(alignment, old, new)
    assert [len(pair.old) + len(pair.new) for pair in alignment.pairs] == [1, 2, 2]
    assert align(Plan("素案"), Plan("成案")).pairs == ()


@law
@given(grids, st.data())
def test_a_row_of_new_words_in_a_table_is_one_pair(grid: Grid, data: st.DataObject) -> None:
    head, line = (tuple(f"{words}{number}" for number in range(len(grid[0]))) for words in ("見出しの欄", "追加の項目"))
    at = data.draw(st.integers(0, len(grid)))
    old, new = build("素案", [(head, *grid)]), build("成案", [(head, *grid[:at], line, *grid[at:])])
    for one, other, side in ((old, new, "new"), (new, old, "old")):
        alone = [getattr(pair, side) for pair in align(one, other).pairs if not (pair.old and pair.new)]
        assert [tuple(cell.text for cell in some) for some in alone] == [line]


SCRIPT = """
import random, sys
from plancomment.alignment import align
from plancomment.plan import Clause, Location, Plan
chance = random.Random(4)
old = ["".join(chance.choices("路線公園整備図書市民計画の及びを", k=20)) for _ in range(80)]
new = [text[:8] + chance.choice(["", "新", "等"]) + text[8:] for text in old if chance.random() > 0.1]
new[20:50] = chance.sample(new[20:50], 30)
plans = [
    Plan(version, tuple(
        Clause(f"c{at}", "item", f"（{at}）", text, (), Location(version, "本編")) for at, text in enumerate(texts)
    ))
    for version, texts in (("素案", old), ("成案", new))
]
pairs = align(*plans).pairs
sys.stdout.write(repr([([o.id for o in p.old], [n.id for n in p.new], p.moved) for p in pairs]))
"""


def test_p28_the_hash_seed_changes_nothing() -> None:
    source = Path(plan_module.__file__).parents[1]
    results = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(source)}
        run = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        results.add(run.stdout)
    assert len(results) == 1
    assert len(results.pop()) > 1000
