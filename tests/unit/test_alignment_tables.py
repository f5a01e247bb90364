"""Tables are paired by row and column; a row or a column that is new or gone is one pair."""

from collections.abc import Sequence

import attrs

from plancomment.alignment import Alignment, align
from plancomment.plan import Clause, Location, Plan

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"
PARK = "公園の遊具を計画的に更新し、子どもが安心して遊べる場をつくります。"
FLOOD = "浸水のおそれがある区域を地図に示し、避難の経路を周知します。"
LIBRARY = "図書館の開館時間を延長し、仕事帰りにも利用できるようにします。"
FARM = "新たに農業を始める人に、農地のあっせんと技術の指導を行います。"


def plan(version: str, *rows: str) -> Plan:
    place = Location(version, "本編")
    return Plan(version, tuple(Clause(f"本編{at}", "paragraph", "", row, (), place) for at, row in enumerate(rows)))


def table(version: str, rows: Sequence[Sequence[str]], *before: str) -> Plan:
    clauses = list(plan(version, *before).clauses)
    place = Location(version, "本編")
    for r, row in enumerate(rows, start=1):
        for c, text in enumerate(row, start=1):
            clauses.append(Clause(f"cell{r}-{c}", "cell", "", text, (), place, row=r, column=c))
    return Plan(version, tuple(clauses))


def texts(alignment: Alignment) -> list[tuple[str, str]]:
    return [
        ("|".join(one.text for one in pair.old), "|".join(one.text for one in pair.new)) for pair in alignment.pairs
    ]


def assert_complete(alignment: Alignment, old: Plan, new: Plan) -> None:
    """Every clause in one pair, and both sides in order but for moves; a table column counts by its first cell."""
    olds = [clause.id for pair in alignment.pairs for clause in pair.old]
    news = [clause.id for pair in alignment.pairs for clause in pair.new]
    assert sorted(olds) == sorted(clause.id for clause in old.clauses)
    assert sorted(news) == sorted(clause.id for clause in new.clauses)
    places = {clause.id: at for at, clause in enumerate(old.clauses)}
    kept = [places[pair.old[0].id] for pair in alignment.pairs if pair.old and not pair.moved]
    assert kept == sorted(kept)
    places = {clause.id: at for at, clause in enumerate(new.clauses)}
    assert (order := [places[pair.new[0].id] for pair in alignment.pairs if pair.new]) == sorted(order)


ROWS = (("施策", "令和6年度", "令和7年度"), ("巡回バス", "12便", "14便"), ("乗合タクシー", "3台", "4台"))


def cell_pairs(old: Plan, new: Plan) -> dict[str, str]:
    """The ids of both sides of each pair; several on one side with spaces between."""
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    sides = [(" ".join(one.id for one in pair.old), " ".join(one.id for one in pair.new)) for pair in alignment.pairs]
    return {before or f"+{after}": after or "-" for before, after in sides}


def test_cells_pair_by_row_and_column_whatever_they_say() -> None:
    new = (ROWS[0], ("巡回バス", "20便", "31便"), ROWS[2])
    pairs = cell_pairs(table("旧", ROWS, BUS), table("新", new, BUS))
    assert all(old == new for old, new in pairs.items())
    assert len(pairs) == 10


def test_a_row_that_shares_nothing_keeps_its_place_while_the_table_keeps_its_shape() -> None:
    new = (ROWS[0], ("デマンド交通", "一", "二"), ROWS[2])
    assert all(old == new for old, new in cell_pairs(table("旧", ROWS), table("新", new)).items())


def test_an_inserted_row_and_an_inserted_column_are_one_pair_each() -> None:
    row = (ROWS[0], ("貸自転車", "50台", "80台"), *ROWS[1:])
    pairs = cell_pairs(table("旧", ROWS), table("新", row))
    assert pairs["cell2-2"] == "cell3-2"
    assert [key for key in pairs if key[0] == "+"] == ["+cell2-1 cell2-2 cell2-3"]
    pairs = cell_pairs(table("新", row), table("旧", ROWS))
    assert [key for key, value in pairs.items() if value == "-"] == ["cell2-1 cell2-2 cell2-3"]
    column = [(line[0], extra, *line[1:]) for line, extra in zip(ROWS, ("担当", "交通課", "福祉課"), strict=True)]
    pairs = cell_pairs(table("旧", ROWS), table("新", column))
    assert pairs["cell3-2"] == "cell3-3"
    assert [key for key in pairs if key[0] == "+"] == ["+cell1-2 cell2-2 cell3-2"]
    pairs = cell_pairs(table("新", column), table("旧", ROWS))
    assert pairs["cell3-3"] == "cell3-2"
    assert [key for key, value in pairs.items() if value == "-"] == ["cell1-2 cell2-2 cell3-2"]


def test_an_inserted_row_and_column_at_once_share_no_cell() -> None:
    both = (
        (*ROWS[0], "担当"),
        ("貸自転車", "50台", "80台", "観光課"),
        (*ROWS[1], "交通課"),
        (*ROWS[2], "福祉課"),
    )
    pairs = cell_pairs(table("旧", ROWS), table("新", both))
    assert sorted(key for key in pairs if key[0] == "+") == [
        "+cell1-4 cell3-4 cell4-4",
        "+cell2-1 cell2-2 cell2-3 cell2-4",
    ]
    assert all(len(value.split()) == 1 for key, value in pairs.items() if key[0] != "+")


def test_a_table_that_is_new_or_gone_is_told_row_by_row() -> None:
    pairs = cell_pairs(plan("旧", BUS, PARK), table("新", ROWS, BUS, PARK))
    assert [key for key in pairs if key[0] == "+"] == [f"+cell{r}-1 cell{r}-2 cell{r}-3" for r in (1, 2, 3)]
    pairs = cell_pairs(table("旧", ROWS, BUS, PARK), plan("新", BUS, PARK))
    assert [key for key, value in pairs.items() if value == "-"] == [
        f"cell{r}-1 cell{r}-2 cell{r}-3" for r in (1, 2, 3)
    ]


def test_a_row_of_which_a_sentence_was_taken_elsewhere_is_told_cell_by_cell() -> None:
    old = table("旧", (*ROWS, ("課題", BUS, "継続")), FLOOD)
    clauses = (*table("新", ROWS, FLOOD).clauses, Clause("p", "paragraph", "", BUS, (), Location("新", "本編")))
    pairs = cell_pairs(old, Plan("新", clauses))
    assert (pairs["cell4-1"], pairs["cell4-2"], pairs["cell4-3"]) == ("-", "p", "-")


def test_two_tables_in_a_row_and_cells_without_row_and_column() -> None:
    first, second = table("旧", ROWS), table("旧", (("区分", "人数"), ("市民", "40人")))
    cells = tuple(attrs.evolve(cell, id=f"b{cell.id}") for cell in second.clauses)
    loose = Clause("loose", "cell", "", "合計", (), Location("旧", "本編"))
    old = Plan("旧", (*first.clauses, *cells, loose))
    new = Plan("新", tuple(attrs.evolve(c, location=Location("新", "本編")) for c in (*cells, loose)))
    alignment = align(old, new)
    assert_complete(alignment, old, new)
    assert {pair.new[0].id for pair in alignment.pairs if pair.old and pair.new} == {c.id for c in new.clauses}
    assert not any(pair.moved for pair in alignment.pairs)


def test_a_sentence_may_leave_its_table() -> None:
    old = table("旧", (("課題", BUS), ("方針", PARK)), FLOOD)
    new = plan("新", FLOOD, LIBRARY, BUS.replace("課題", "大きな課題"))
    assert (BUS, BUS.replace("課題", "大きな課題")) in texts(align(old, new))


def test_equal_line_keys_of_a_cell_do_not_hide_the_cell_kind() -> None:
    pairs = texts(align(plan("旧", PARK, "目標値"), table("新", (("目標値", "実績値"),), PARK)))
    assert ("目標値", "") in pairs


def test_a_table_that_stayed_beside_a_sentence_of_another_width_pairs_cell_by_cell() -> None:
    old = table("旧", ROWS, "3年度に5台を増やします。", BUS)
    new = table("新", ROWS, "３年度に５台を増やします。", BUS)
    pairs = cell_pairs(old, new)
    assert all(one == other for one, other in pairs.items())
    assert len(pairs) == 11


def test_a_row_that_moved_within_its_table_moved_cell_by_cell() -> None:
    more = (*ROWS, ("貸自転車", "50台", "80台"), ("渡し船", "2隻", "2隻"))
    new = (more[0], *more[2:], more[1])
    alignment = align(table("旧", more), table("新", new))
    assert_complete(alignment, table("旧", more), table("新", new))
    assert [(pair.old[0].text, pair.new[0].text) for pair in alignment.pairs if pair.moved] == [
        (text, text) for text in more[1]
    ]
