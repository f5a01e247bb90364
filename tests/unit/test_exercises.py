"""Made-up plans and edits: the same everywhere, realistic in size, and the truth about them is true."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

from plancomment.alignment import Alignment, ClausePair, align
from plancomment.comparison import compare
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.exercises import (
    Exercise,
    Hits,
    TrueLink,
    edit_plan,
    judge,
    make_plan,
    match_lines,
    prose,
    recombine,
    wording,
)
from plancomment.exercises.dice import Dice
from plancomment.exercises.numbering import form_of, printed
from plancomment.plan import Clause, Location, Plan

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))
KINDS = ("same", "amended", "rewritten", "split", "merged", "moved", "added", "deleted")


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return edit_plan(make_plan(1500, seed=3), 120, seed=3)


def texts(plan: Plan) -> dict[str, Clause]:
    return {clause.id: clause for clause in plan.clauses}


def fingerprint(plan: Plan) -> str:
    return hashlib.sha256("\n".join(clause.full_text for clause in plan.clauses).encode()).hexdigest()[:12]


# ── plans ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_has_so_many_clauses_of_every_kind_and_reads_like_one() -> None:
    plan = make_plan(1500, seed=1)
    assert len(plan.clauses) == 1500
    assert set(Counter(clause.kind for clause in plan.clauses)) == {"heading", "paragraph", "item", "cell", "caption"}
    assert 35 <= sum(len(clause.text) for clause in plan.clauses) / 1500 <= 50
    spoken = [clause.text for clause in plan.clauses if clause.kind in ("paragraph", "item")]
    assert len(set(spoken)) > 0.97 * len(spoken)
    assert len(set(spoken)) < len(spoken), "no boilerplate"
    assert max(text.count("。") for text in spoken) == 4


def test_labels_count_up_below_their_heading() -> None:
    plan = make_plan(900, seed=2)
    chapters = [clause.label for clause in plan.clauses if clause.kind == "heading" and clause.level == 1]
    assert chapters[:3] == ["第１章", "第２章", "第３章"]
    labels = {clause.label for clause in plan.clauses}
    assert {"１", "（１）", "①", "ア", "表１", "・"} <= labels
    for clause in plan.clauses:
        if clause.kind != "heading" or clause.level > 1:
            assert clause.heading_path
            assert clause.heading_path[0].startswith("第")


def test_tables_have_rows_and_columns() -> None:
    cells = [clause for clause in make_plan(400, seed=2).clauses if clause.kind == "cell"]
    assert (cells[0].row, cells[0].column, cells[0].text) == (1, 1, "指標")
    assert max(cell.row or 0 for cell in cells) >= 4


def test_documents_share_the_clauses_and_count_for_themselves() -> None:
    plan = make_plan(900, seed=4, documents=5)
    assert plan.documents == ("本編", "概要版", "資料編", "別冊１", "別冊２")
    sizes = Counter(clause.location.document for clause in plan.clauses)
    assert set(sizes.values()) == {180}
    assert all(clause.location.page for clause in plan.clauses)


def test_the_same_seed_gives_the_same_plan_and_another_seed_another_one() -> None:
    # Pinned: other numbers here mean that measurements of one version cannot be held against another's.
    assert fingerprint(make_plan(300, seed=7)) == "983ec3befe82"
    assert fingerprint(edit_plan(make_plan(300, seed=7), 24, seed=7).new) == "fc3b44881feb"
    assert fingerprint(make_plan(300, seed=8)) != fingerprint(make_plan(300, seed=7))


def test_nothing_depends_on_the_hash_seed() -> None:
    code = (
        "from plancomment.exercises import *; e = edit_plan(make_plan(300, seed=7), 24, seed=7);"
        "print([(c.id, c.full_text) for c in e.new.clauses], e.truth)"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1


@pytest.mark.parametrize(("clauses", "documents"), [(0, 1), (-1, 1), (3, 4), (10, 0)])
def test_impossible_sizes_are_refused(clauses: int, documents: int) -> None:
    with pytest.raises(WrongValueError, match="cannot be spread"):
        make_plan(clauses, documents=documents)


def test_own_sentences_are_recombined() -> None:
    plan = recombine(["朝は霧が濃く、船は港で待ちます。", "山では雪が、里では雨が降ります。"], 200, seed=1)
    spoken = {clause.text for clause in plan.clauses if clause.kind == "item"}
    assert any("朝は霧が濃く、里では雨が降ります。" in text for text in spoken)


def test_sentences_that_cannot_be_cut_are_used_whole_and_blank_ones_not_at_all() -> None:
    speak = prose.recombiner(["短い。", "  "])
    assert speak(Dice(0)) == "短い。"
    with pytest.raises(WrongValueError, match="no sentences"):
        recombine([" "])
    with pytest.raises(WrongTypeError, match="a sentence must be str"):
        recombine([1])  # type: ignore[list-item]


# ── edits ────────────────────────────────────────────────────────────────────────────────────────────


def test_of_every_twelve_edits_each_kind_has_its_share(exercise: Exercise) -> None:
    kinds = Counter(link.kind for link in exercise.truth)
    assert set(kinds) == set(KINDS)
    assert kinds["amended"] == 50
    assert {kinds[kind] for kind in ("rewritten", "split", "merged", "added", "deleted")} == {10}
    assert 10 + 10 * 3 <= kinds["moved"] <= 10 + 10 * 8


def test_the_truth_tells_of_every_clause_once_and_tells_what_happened(exercise: Exercise) -> None:
    old, new = texts(exercise.old), texts(exercise.new)
    assert sorted(one for link in exercise.truth for one in link.old_ids) == sorted(old)
    assert sorted(one for link in exercise.truth for one in link.new_ids) == sorted(new)
    for link in exercise.truth:
        before = [old[one].text for one in link.old_ids]
        after = [new[one].text for one in link.new_ids]
        if link.kind in ("same", "moved"):
            assert before == after
        elif link.kind in ("amended", "rewritten"):
            assert before != after
        elif link.kind == "split":
            # A 、 at the cut has become a 。
            assert "".join(after).replace("。", "、") == before[0].replace("。", "、")
        elif link.kind == "merged":
            assert after[0].startswith(before[0])
            assert after[0].endswith(before[1])
        if link.kind not in ("added", "deleted"):
            assert link.renumbered == (old[link.old_ids[0]].label != new[link.new_ids[0]].label)
    assert any(link.renumbered and link.kind == "same" for link in exercise.truth)


def test_what_stays_keeps_its_order_and_what_moved_does_not(exercise: Exercise) -> None:
    places = {clause.id: at for at, clause in enumerate(exercise.new.clauses)}
    stays = [places[link.new_ids[0]] for link in exercise.truth if link.new_ids and link.kind not in ("moved", "added")]
    assert stays == sorted(stays)
    moved = [link for link in exercise.truth if link.kind == "moved"]
    old_places = {clause.id: at for at, clause in enumerate(exercise.old.clauses)}
    for link in moved:
        here, there = old_places[link.old_ids[0]], places[link.new_ids[0]]
        passed = [
            one
            for one in exercise.truth
            if one.kind in ("same", "amended")
            and (old_places[one.old_ids[0]] < here) != (places[one.new_ids[0]] < there)
        ]
        assert len(passed) >= 3, link


def test_labels_count_up_after_the_edits_too(exercise: Exercise) -> None:
    for plan in (exercise.old, exercise.new):
        before: Clause | None = None
        for clause in plan.clauses:
            counted = form_of(clause.label)
            if before is not None and counted is not None and before.kind == clause.kind == "item":
                earlier = form_of(before.label)
                if earlier is not None and earlier[0] == counted[0] and clause.heading_path == before.heading_path:
                    assert counted[1] == earlier[1] + 1, clause
            before = clause


def test_compare_shows_the_edits_of_a_small_exercise() -> None:
    small = edit_plan(make_plan(300, seed=7), 12, seed=7)
    shown = Counter(revision.kind for revision in compare(small.old, small.new).revisions)
    kinds = Counter(link.kind for link in small.truth)
    renumbered = sum(link.renumbered for link in small.truth if link.kind == "same")
    assert shown["amended"] == kinds["amended"] + kinds["rewritten"] + kinds["split"] + kinds["merged"]
    assert (shown["added"], shown["deleted"], shown["moved"]) == (1, 1, kinds["moved"])
    assert shown["renumbered"] == renumbered


def test_fewer_than_twelve_edits_and_none() -> None:
    plan = make_plan(300, seed=1)
    assert Counter(link.kind for link in edit_plan(plan, 3).truth) == {
        "same": 298,
        "amended": 1,
        "split": 1,
        "added": 1,
    }
    untouched = edit_plan(plan, 0)
    assert [one.full_text for one in untouched.new.clauses] == [one.full_text for one in plan.clauses]
    assert {link.kind for link in untouched.truth} == {"same"}
    assert edit_plan(Plan("素案"), 0).truth == ()


@pytest.mark.parametrize("plan", [Plan("素案"), make_plan(30), make_plan(100)])
def test_too_many_edits_are_refused(plan: Plan) -> None:
    with pytest.raises(WrongValueError, match=r"no room for|cannot be"):
        edit_plan(plan, 600)


def test_nonsense_is_refused() -> None:
    with pytest.raises(WrongTypeError, match="takes a Plan"):
        edit_plan("plan", 1)  # type: ignore[arg-type]
    with pytest.raises(WrongValueError, match="-1 edits"):
        edit_plan(make_plan(30), -1)


def test_no_room_for_an_insertion_when_all_sentences_are_used_up() -> None:
    place = Location("旧", "本編")
    said = tuple(
        Clause(f"c{at}", "paragraph", "", text, (), place) for at, text in enumerate(["同文。", "同文。同文。"] * 2)
    )
    with pytest.raises(WrongValueError, match=r"\(add\)|\(split\)"):
        edit_plan(Plan("旧", said), 3, sentences=["同文。"])


def test_new_words_come_from_the_sentences_given() -> None:
    plan = recombine(["朝は霧が濃く、船は港で待ちます。", "山では雪が、里では雨が降ります。"] * 3, 300)
    own = [f"{number}番の灯台は、夜ごとに海を照らします。" for number in range(40)]
    made = edit_plan(plan, 3, sentences=own)
    added = next(link for link in made.truth if link.kind == "added")
    assert "灯台" in texts(made.new)[added.new_ids[0]].text


def test_several_documents_and_other_labels() -> None:
    plan = make_plan(600, seed=5, documents=3)
    assert judge(align(plan, edit_plan(plan, 36, seed=5).new), edit_plan(plan, 36, seed=5)).changed.recall > 0.9


# ── one clause ───────────────────────────────────────────────────────────────────────────────────────


def test_small_changes_are_small_and_of_every_sort() -> None:
    dice = Dice(1)
    text = "令和７年度までに、路線バスの利用者数を80人増やします。"
    made = {wording.amend(text, dice) for _ in range(300)} - {None}
    assert text not in made
    assert any("令和７年度までに、路線バスの利用者数を8" in one and one != text for one in made if one)
    assert any(one and len(one) > len(text) for one in made)
    assert any(one and len(one) < len(text) for one in made)
    assert any(one and "路線バスは" in one for one in made)


@pytest.mark.parametrize("text", ["", "－", "を"])
def test_what_has_no_words_is_not_amended(text: str) -> None:
    assert wording.amend(text, Dice(0)) is None


def test_a_rewritten_clause_keeps_about_half_of_its_characters_in_order() -> None:
    text = "高齢化の進行に伴い、地域の集会所を活用しながら、健康づくりの教室を毎月開催します。"
    for seed in range(20):
        new = wording.rewrite(text, prose.invent, Dice(seed))
        assert new is not None
        kept, at = 0, 0
        for word in wording.words_of(text):
            found = new.find(word, at)
            if found >= 0:
                kept, at = kept + len(word), found + len(word)
        assert 0.3 <= kept / len(text) <= 0.8
    assert wording.rewrite("短い文です。", prose.invent, Dice(0)) is None


def test_cuts_stand_behind_sentences_else_behind_phrases() -> None:
    two = "路線バスの本数を増やします。図書館の開館時間を延ばします。"
    assert wording.cut(two, wording.cuts(two)[0]) == ("路線バスの本数を増やします。", "図書館の開館時間を延ばします。")
    one = "路線バスの本数を増やし、図書館の開館時間を延ばします。"
    assert wording.cut(one, wording.cuts(one)[0]) == ("路線バスの本数を増やし。", "図書館の開館時間を延ばします。")
    assert wording.cuts("路線バスの本数を増やします。") == []


@pytest.mark.parametrize(
    ("label", "number", "after"),
    [
        ("第３章", 3, "第４章"),
        ("（１）", 1, "（２）"),
        ("(9)", 9, "(10)"),
        ("⑳", 20, "㉑"),
        ("ン", 46, "４７"),
        ("7.", 7, "8."),
    ],
)
def test_numbers_in_labels(label: str, number: int, after: str) -> None:
    counted = form_of(label)
    assert counted is not None
    assert counted[1] == number
    assert printed(counted[0], number) == label
    assert printed(counted[0], number + 1) == after


@pytest.mark.parametrize("label", ["", "・", "1-2", "その他", "一"])
def test_labels_without_a_number_of_their_own(label: str) -> None:
    assert form_of(label) is None


def test_dice_fall_evenly_and_within_bounds() -> None:
    dice = Dice(0)
    fallen = Counter(dice.between(1, 6) for _ in range(6000))
    assert set(fallen) == {1, 2, 3, 4, 5, 6}
    assert min(fallen.values()) > 850


# ── truth and scores ─────────────────────────────────────────────────────────────────────────────────


def perfect(exercise: Exercise) -> Alignment:
    old, new = texts(exercise.old), texts(exercise.new)
    return Alignment(
        tuple(
            ClausePair(
                tuple(old[one] for one in link.old_ids), tuple(new[one] for one in link.new_ids), link.kind == "moved"
            )
            for link in exercise.truth
        )
    )


def test_the_truth_scores_one_everywhere(exercise: Exercise) -> None:
    score = judge(perfect(exercise), exercise)
    for hits in (getattr(score, one.name) for one in attrs.fields(type(score))):
        assert (hits.recall, hits.precision) == (1.0, 1.0)
        assert hits.expected == hits.reported == hits.right > 0


def test_a_move_not_told_and_a_split_half_told_count_as_missed(exercise: Exercise) -> None:
    pairs = list(perfect(exercise).pairs)
    moved = next(at for at, pair in enumerate(pairs) if pair.moved)
    pairs[moved] = attrs.evolve(pairs[moved], moved=False)
    split = next(at for at, pair in enumerate(pairs) if len(pair.new) == 2)
    first, second = pairs[split].new
    pairs[split : split + 1] = [attrs.evolve(pairs[split], new=(first,)), ClausePair((), (second,))]
    score = judge(Alignment(tuple(pairs)), exercise)
    assert score.moved.right == score.moved.expected - 1 == score.moved.reported
    assert score.split.right == score.split.expected - 1 == score.split.reported
    assert score.changed.right == score.changed.expected - 2
    # The move is not told as a change at all, the split as two.
    assert score.changed.reported == score.changed.expected
    assert score.linked.reported == score.linked.expected - 1


def test_a_change_told_where_there_is_none_costs_precision(exercise: Exercise) -> None:
    pairs = list(perfect(exercise).pairs)
    same = next(at for at, link in enumerate(exercise.truth) if link.kind == "same")
    pairs[same] = attrs.evolve(pairs[same], moved=True)
    score = judge(Alignment(tuple(pairs)), exercise)
    assert score.changed.recall == 1.0
    assert score.changed.precision < 1.0
    assert score.moved.precision < 1.0


def test_line_matching_finds_small_changes_and_no_moves(exercise: Exercise) -> None:
    lines = match_lines(exercise.old, exercise.new)
    assert [one for pair in lines.pairs for one in pair.old] == list(exercise.old.clauses)
    assert [one for pair in lines.pairs for one in pair.new] == list(exercise.new.clauses)
    score, ours = judge(lines, exercise), judge(align(exercise.old, exercise.new), exercise)
    assert 0.3 < score.changed.recall < ours.changed.recall
    assert score.moved.right == score.split.right == score.merged.right == 0
    assert ours.changed.recall >= 0.985
    assert ours.changed.precision >= 0.985
    assert ours.renumbered.recall == 1.0


def test_no_links_score_one() -> None:
    assert (Hits(0, 0, 0).recall, Hits(0, 0, 0).precision) == (1.0, 1.0)
    assert (Hits(4, 2, 1).recall, Hits(4, 2, 1).precision) == (0.25, 0.5)


def test_an_alignment_of_other_plans_is_refused(exercise: Exercise) -> None:
    other = make_plan(2000, seed=9)
    with pytest.raises(WrongValueError, match="clauses that the exercise does not have"):
        judge(align(other, other), exercise)


def test_a_truth_with_gaps_is_refused(exercise: Exercise) -> None:
    with pytest.raises(WrongValueError, match="every clause"):
        Exercise(exercise.old, exercise.new, exercise.truth[1:])
    with pytest.raises(WrongValueError, match="cannot have 1 old and 1 new"):
        TrueLink("split", ("a",), ("b",))


def test_sentences_of_real_plans() -> None:
    path = SHARED / "data" / "guide_pairs_dev.jsonl.gz"
    if not path.exists():
        pytest.skip("the development data is not there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        olds = [json.loads(line)["old"] for line in lines]
    sentences = list(dict.fromkeys(one for old in olds for one in re.findall(r"[^。\n]{12,120}。", old)))
    real = edit_plan(recombine(sentences, 1500, seed=2), 60, seed=2, sentences=sentences)
    score = judge(align(real.old, real.new), real)
    assert score.changed.recall >= 0.985
    assert score.changed.precision >= 0.985


@pytest.mark.parametrize("number", ["5", 5.0, True, None])
def test_numbers_that_are_not_whole_are_refused(number: object) -> None:
    with pytest.raises(WrongTypeError, match="clauses must be a whole number"):
        make_plan(number)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="seed must be a whole number"):
        make_plan(10, seed=number)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="edits must be a whole number"):
        edit_plan(make_plan(30), number)  # type: ignore[arg-type]


def test_sentences_are_a_sequence_of_sentences() -> None:
    for sentences in ("市は道を直す。", 5, None):
        with pytest.raises(WrongTypeError, match="a sequence of str"):
            recombine(sentences, 10)  # type: ignore[arg-type]


def test_very_many_edits_are_refused_at_once() -> None:
    with pytest.raises(WrongValueError, match="cannot be 1000000000 edits"):
        edit_plan(make_plan(100), 10**9)
