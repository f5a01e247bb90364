"""Laws of compare() that need no truth: P30, P40, P42-P47 on nested plans of two documents, and independent edits.

What holds for clauses without nesting (P21, P40-P43, P45, P47 again) stands in tests/property/test_comparison_laws.py.
"""

import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment import plan as plan_module
from plancomment.alignment import align
from plancomment.comparison import Comparison, Revision, compare
from plancomment.plan import Clause, Location, Plan
from plancomment.textdiff.keys import comparison_key

law = settings(deadline=None)

WHO = ("市", "住民", "事業者", "高齢者", "学校", "商店街", "自治会", "消防団", "若者", "農業者")
WHAT = ("歩道", "公園", "図書館", "避難所", "路線バス", "空き家", "相談窓口", "市民農園", "備蓄倉庫", "河川敷")
HOW = ("令和6年度までに", "3か所で", "段階的に", "地区ごとに", "専門家の助言を得て", "年2回を目安に")
END = ("を整備します。", "の充実を図ります。", "を見直します。", "について検討します。", "の周知に努めます。")
sentences = st.builds("{}は、{}{}{}".format, *(st.sampled_from(words) for words in (WHO, HOW, WHAT, END)))
LABELS = ("（{}）", "第{}条", "1-{}", "・")


@attrs.frozen
class Item:
    """A clause of a list, with the list inside it; its number is its place."""

    text: str
    inside: tuple[str, ...] = ()


@attrs.frozen
class Chapter:
    """A heading with a list under it, and perhaps a table of rows of two cells."""

    title: str
    form: str
    items: tuple[Item, ...]
    table: tuple[tuple[str, str], ...] = ()


def build(version: str, *documents: Sequence[Chapter]) -> Plan:
    clauses: list[Clause] = []
    for name, chapters in zip(("本編", "資料編"), documents, strict=False):
        for number, chapter in enumerate(chapters, start=1):
            add(clauses, Location(version, name), number, chapter)
    return Plan(version, tuple(clauses))


def add(clauses: list[Clause], place: Location, number: int, chapter: Chapter) -> None:
    def put(kind: str, label: str, text: str, level: int, row: int | None = None, column: int | None = None) -> None:
        path = () if kind == "heading" else (f"第{number}章　{chapter.title}",)
        at = attrs.evolve(place, page=len(clauses) // 5 + 1)
        name = f"c{len(clauses)}"
        clauses.append(Clause(name, kind, label, text, path, at, "　" if label else "", level, row, column))  # type: ignore[arg-type]

    put("heading", f"第{number}章", chapter.title, 1)
    for at, item in enumerate(chapter.items, start=1):
        put("item", chapter.form.format(at), item.text, 1)
        for inner, text in enumerate(item.inside):
            put("item", "アイウエオ"[inner], text, 2)
    for row, cells in enumerate(chapter.table, start=1):
        for column, text in enumerate(cells, start=1):
            put("cell", "", text, 0, row, column)


items = st.builds(Item, sentences, st.lists(sentences, max_size=3).map(tuple))
chapters = st.builds(
    Chapter,
    st.sampled_from(WHAT),
    st.sampled_from(LABELS),
    st.lists(items, max_size=4).map(tuple),
    st.lists(st.tuples(st.sampled_from(WHAT), st.sampled_from(HOW)), max_size=3).map(tuple),
)
books = st.lists(chapters, max_size=3)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Two documents, and the same with chapters, items and inner items exchanged, dropped, repeated or moved."""
    before = [draw(books), draw(books)]
    after = [list(book) for book in before]
    for _ in range(draw(st.integers(0, 3))):
        book = after[draw(st.integers(0, 1))]
        at = draw(st.integers(0, len(book)))
        what = draw(st.sampled_from(["insert", "delete", "move", "items", "items", "items"]))
        if what == "insert":
            book.insert(at, draw(chapters))
        elif at < len(book) and what == "delete":
            del book[at]
        elif at < len(book) and what == "move":
            target = after[draw(st.integers(0, 1))]
            chapter = book.pop(at)
            target.insert(draw(st.integers(0, len(target))), chapter)
        elif at < len(book):
            listed = list(book[at].items)
            place = draw(st.integers(0, len(listed)))
            listed[place : place + draw(st.integers(0, 1))] = draw(st.lists(items, max_size=1))
            book[at] = attrs.evolve(book[at], items=tuple(listed))
    return build("素案", *before), build("成案", *after)


# ── the alignment below, the rows above ──


@law
@given(versions())
def test_p40_every_clause_is_in_exactly_one_pair(sides: tuple[Plan, Plan]) -> None:
    old, new = sides
    pairs = align(old, new).pairs
    assert sorted(one.id for pair in pairs for one in pair.old) == sorted(one.id for one in old.clauses)
    assert sorted(one.id for pair in pairs for one in pair.new) == sorted(one.id for one in new.clauses)


@law
@given(books)
def test_comparing_a_plan_with_itself_is_empty(book: list[Chapter]) -> None:
    for new in (build("素案", book), build("成案", book)):
        comparison = compare(build("素案", book), new)
        assert (comparison.revisions, comparison.entries) == ((), ())


def facts(revision: Revision) -> tuple[object, ...]:
    labels = tuple(tuple(one.label for one in side) for side in (revision.old_clauses, revision.new_clauses))
    return (revision.kind, revision.moved, revision.renumbered, revision.old, revision.new, *labels)


def turned(revision: Revision) -> tuple[object, ...]:
    kind, moved, renumbered, old, new, old_labels, new_labels = facts(revision)
    exchanged = {"added": "deleted", "deleted": "added"}.get(str(kind), kind)
    return (exchanged, moved, renumbered, new, old, new_labels, old_labels)


@law
@given(versions())
def test_p45_swapping_the_sides_exchanges_them_and_nothing_else(sides: tuple[Plan, Plan]) -> None:
    there, back = compare(*sides), compare(*reversed(sides))
    assert Counter(map(facts, there.revisions)) == Counter(map(turned, back.revisions))


@law
@given(versions())
def test_p47_a_revision_holds_the_texts_of_its_clauses_and_stands_in_one_row(sides: tuple[Plan, Plan]) -> None:
    comparison = compare(*sides)
    for one in comparison.revisions:
        assert one.old == ("\n".join(clause.text for clause in one.old_clauses) if one.old_clauses else None)
        assert one.new == ("\n".join(clause.text for clause in one.new_clauses) if one.new_clauses else None)
    shown = [name for row in comparison.entries for name in row.revision_ids]
    assert sorted(shown) == sorted(one.id for one in comparison.revisions)
    assert len(set(shown)) == len(shown)
    short = compare(*sides, cosmetic=False)
    assert short.revisions == comparison.revisions
    assert all(one.is_cosmetic for one in short.omitted)


def apply(comparison: Comparison, old: Plan, new: Plan) -> list[str]:
    """The new plan from the old one and the revisions; of the new plan only the order of its ids is looked at."""
    gone = {clause.id for one in comparison.revisions for clause in one.old_clauses}
    kept = iter([clause for clause in old.clauses if clause.id not in gone])
    revised = {clause.id: clause for one in comparison.revisions for clause in one.new_clauses}
    return [(revised.get(clause.id) or next(kept)).full_text for clause in new.clauses]


@law
@given(versions())
def test_applying_the_revisions_to_old_gives_new_and_back(sides: tuple[Plan, Plan]) -> None:
    old, new = sides
    assert apply(compare(old, new), old, new) == [clause.full_text for clause in new.clauses]
    assert apply(compare(new, old), new, old) == [clause.full_text for clause in old.clauses]


@law
@given(versions())
def test_p44_marks_are_the_deleted_and_inserted_pieces_of_what_a_row_shows(sides: tuple[Plan, Plan]) -> None:
    for row in compare(*sides).entries:
        if row.diff is None:
            assert (row.old is None) != (row.new is None)
            continue
        assert (row.diff.old, row.diff.new) == (row.old, row.new)
        pieces = {tag: [one.text for one in row.diff.segments if one.tag == tag] for tag in ("delete", "insert")}
        assert [row.diff.old[start:end] for start, end in row.diff.marks_old] == pieces["delete"]
        assert [row.diff.new[start:end] for start, end in row.diff.marks_new] == pieces["insert"]


# ── one edit, several edits ──

distinct = st.lists(sentences, min_size=3, max_size=8, unique_by=comparison_key)
FRESH = "図書室の開館時間を延長し、仕事帰りにも利用できるようにします。"


def listed(version: str, texts: Iterable[str], form: str) -> Plan:
    return build(version, [Chapter("交通", form, tuple(map(Item, texts)))])


@law
@given(distinct, st.sampled_from(LABELS), st.data())
def test_p42_one_inserted_item_is_one_row_and_the_renumbered_rest_another(
    texts: list[str], form: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(texts)))
    old, new = listed("素案", texts, form), listed("成案", [*texts[:at], FRESH, *texts[at:]], form)
    for comparison, kind in ((compare(old, new), "added"), (compare(new, old), "deleted")):
        kinds = Counter(one.kind for one in comparison.revisions)
        rest = len(texts) - at if form != "・" else 0
        assert kinds == Counter({kind: 1, "renumbered": rest} if rest else {kind: 1})
        assert len(comparison.entries) == (2 if rest else 1)


@law
@given(distinct, st.data())
def test_p43_a_permutation_is_moves_only(texts: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(texts))
    comparison = compare(listed("素案", texts, "・"), listed("成案", order, "・"))
    assert {one.kind for one in comparison.revisions} <= {"moved"}
    assert bool(comparison.revisions) == (order != texts)


@pytest.mark.parametrize("labels", [("（１）", "（１）"), ("ア", "ア", "ア")])
def test_p46_one_label_twice_under_a_heading_and_empty_plans_compare(labels: tuple[str, ...]) -> None:
    place = Location("素案", "本編")
    twice = Plan("素案", tuple(Clause(f"c{at}", "item", one, FRESH, (), place) for at, one in enumerate(labels)))
    assert compare(twice, twice).revisions == ()
    assert [one.kind for one in compare(twice, Plan("成案")).revisions] == ["deleted"] * len(labels)
    assert compare(Plan("素案"), Plan("成案")).revisions == ()


def place(texts: list[str], beginning: str) -> int:
    return next(at for at, text in enumerate(texts) if text.startswith(beginning))


# None is the neighbour of another: an item that is put where one is taken out may be taken for an amendment of it.
EDITS: tuple[Callable[[list[str]], object], ...] = (
    lambda texts: texts.__setitem__(place(texts, "公園"), "公園の遊具を更新し、乳幼児の遊び場を広げます。"),
    lambda texts: texts.insert(1, FRESH),
    lambda texts: texts.pop(place(texts, "市役所")),
    lambda texts: texts.append(texts.pop(place(texts, "商店街"))),
    lambda texts: texts.__setitem__(place(texts, "河川"), "河川の水位を３０分おきに知らせます。"),
)
TEXTS = (
    "この計画は、令和6年度から10年間の方針を定めます。",
    "路線バスの運行を支援し、交通の空白をなくします。",
    "公園の遊具を更新し、子どもの遊び場を広げます。",
    "市役所の窓口の待ち時間を短くします。",
    "商店街の空き店舗で起業する人を助けます。",
    "学校の給食に地元の野菜を取り入れます。",
    "河川の水位を30分おきに知らせます。",
    "終わりに、評価は外部の委員が毎年行います。",
)


@law
@given(st.permutations(EDITS), st.sampled_from(["・", "（{}）"]))
def test_independent_edits_give_the_same_revisions_in_any_order(
    order: list[Callable[[list[str]], object]], form: str
) -> None:
    def after(edits: Iterable[Callable[[list[str]], object]]) -> Comparison:
        texts = list(TEXTS)
        for edit in edits:
            edit(texts)
        return compare(listed("素案", TEXTS, form), listed("成案", texts, form))

    assert after(order) == after(EDITS)
    if form == "・":
        # Each edit alone gives its own revision, with the id that it has beside the others.
        assert {one.id for one in after(EDITS).revisions} == {
            one.id for edit in EDITS for one in after([edit]).revisions
        }


# ── what is no change, and what is one of notation ──


@law
@given(versions())
def test_p30_line_ends_and_byte_order_marks_are_no_revision(sides: tuple[Plan, Plan]) -> None:
    old, _ = sides
    for edit in (lambda text: f"\ufeff{text}", lambda text: text.replace("、", "、\r\n"), lambda text: f"{text}\r"):
        new = Plan("素案", tuple(attrs.evolve(one, text=edit(one.text)) for one in old.clauses))
        assert compare(old, new).revisions == ()


@law
@given(distinct)
def test_p30_a_unicode_form_is_reported_as_notation(texts: list[str]) -> None:
    old, new = listed("素案", texts, "・"), listed("成案", [unicodedata.normalize("NFD", one) for one in texts], "・")
    comparison = compare(old, new)
    changed = sum(one != unicodedata.normalize("NFD", one) for one in (*texts, "交通"))
    assert len(comparison.revisions) == changed
    assert all(one.is_cosmetic for one in comparison.revisions)
    assert {row.note for row in comparison.entries} <= {"表記のみの修正"}


# ── the same bytes ──

SCRIPT = """
import random, sys
from plancomment import archive
from plancomment.comparison import compare
from plancomment.read.outline import parse_plan
chance = random.Random(8)
texts = ["".join(chance.choices("路線公園整備図書市民計画の及びを、令和6年度", k=30)) for _ in range(80)]
after = [one[:9] + chance.choice(["", "新", "等"]) + one[9:] for one in texts if chance.random() > 0.1]
after[5], after[40] = after[40], after[5]
sides = ["\\n\\n".join(f"（{at}）　{one}" for at, one in enumerate(part, 1)) for part in (texts, after)]
table = "\\n\\n| 甲 | 乙 |\\n| --- | --- |\\n| 丙 | 丁 |\\n"
plans = [parse_plan(side, version=name) for side, name in zip((sides[0], sides[1] + table), ("素案", "成案"))]
sys.stdout.buffer.write(archive.to_json(compare(*plans), ascii_only=True).encode())
"""


def test_p28_the_json_of_a_comparison_is_the_same_under_any_hash_seed() -> None:
    source = str(Path(plan_module.__file__).parents[1])
    results = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        results.add(done.stdout)
    assert len(results) == 1
    assert len(results.pop()) > 10_000
