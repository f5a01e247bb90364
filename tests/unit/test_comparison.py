"""Revisions of every kind, their ids and places, the rows of the table, and a plan of 60 pages with known truth."""

import gzip
import json
import os
import random
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest

from plancomment.alignment import align
from plancomment.comparison import Comparison, ComparisonEntry, Revision, compare, content_ids
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.plan import Clause, Location, Plan
from plancomment.remarks import describe, locate, moved_from, order, renumbering

LAWS = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared")) / "data/law_pairs_dev.jsonl.gz"

BUS = "路線バスの利用者は減少しており、路線の維持が課題となっています。"
PARK = "公園の遊具を計画的に更新し、子どもが安心して遊べる場をつくります。"
FLOOD = "浸水のおそれがある区域を地図に示し、避難の経路を周知します。"
LIBRARY = "図書館の開館時間を延長し、仕事帰りにも利用できるようにします。"
FARM = "新たに農業を始める人に、農地のあっせんと技術の指導を行います。"


def plan(version: str, *rows: str | tuple[str, ...], document: str = "本編") -> Plan:
    """Paragraphs (a str), labelled items ((label, text)) and headings (("#", label, text)), 10 to a page."""
    clauses: list[Clause] = []
    path: tuple[str, ...] = ()
    for at, row in enumerate(rows):
        place = Location(version, document, page=at // 10 + 1, line=at % 10 + 1)
        if isinstance(row, str):
            clauses.append(Clause(f"{document}{at}", "paragraph", "", row, path, place))
        elif row[0] == "#":
            clauses.append(Clause(f"{document}{at}", "heading", row[1], row[2], (), place, "　", 1))
            path = (f"{row[1]}　{row[2]}",)
        else:
            clauses.append(Clause(f"{document}{at}", "item", row[0], row[1], path, place, "　", 1))
    return Plan(version, tuple(clauses))


def only(comparison: Comparison) -> Revision:
    (revision,) = comparison.revisions
    return revision


def kinds(comparison: Comparison) -> list[str]:
    return [revision.kind for revision in comparison.revisions]


# ── revisions ──


def test_equal_plans_have_no_revision_and_empty_ones_compare() -> None:
    old, new = plan("素案", BUS, ("（１）", PARK)), plan("成案", BUS, ("（１）", PARK))
    comparison = compare(old, new)
    assert comparison == Comparison("texts", "素案", "成案", (), (), "builtin")
    assert compare(old, old).revisions == ()
    assert compare(Plan("素案"), Plan("成案")).entries == ()
    assert kinds(compare(Plan("素案"), new)) == ["added", "added"]
    assert kinds(compare(old, Plan("成案"))) == ["deleted", "deleted"]


def test_amended() -> None:
    new = BUS.replace("課題", "大きな論点")
    revision = only(compare(plan("素案", PARK, BUS), plan("成案", PARK, new)))
    assert (revision.kind, revision.old, revision.new) == ("amended", BUS, new)
    assert revision.diff is not None
    assert (revision.diff.old, revision.diff.new) == (BUS, new)
    assert [BUS[start:end] for start, end in revision.diff.marks_old] == ["課題"]
    assert revision.label_diff is None
    assert (revision.moved, revision.renumbered, revision.needs_reason) == (False, False, True)
    assert [(one.version, one.page, one.line, one.place) for one in revision.locations] == [
        ("素案", 1, 2, "本文"),
        ("成案", 1, 2, "本文"),
    ]
    assert [clause.text for clause in (*revision.old_clauses, *revision.new_clauses)] == [BUS, new]


def test_added_and_deleted_stand_where_they_stood() -> None:
    comparison = compare(plan("素案", PARK, BUS, LIBRARY), plan("成案", PARK, FARM, LIBRARY, FLOOD))
    assert [(one.kind, one.old, one.new, one.diff) for one in comparison.revisions] == [
        ("deleted", BUS, None, None),
        ("added", None, FARM, None),
        ("added", None, FLOOD, None),
    ]
    assert [[place.version for place in one.locations] for one in comparison.revisions] == [
        ["素案"],
        ["成案"],
        ["成案"],
    ]


def test_moved_and_moved_with_an_amendment_or_another_label() -> None:
    rest = (("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    old = plan("素案", ("ア", BUS), *rest)
    moved = only(compare(old, plan("成案", *rest, ("ア", BUS))))
    assert (moved.kind, moved.moved, moved.renumbered, moved.needs_reason) == ("moved", False, False, False)
    assert moved.diff is not None
    assert moved.diff.is_equal
    labelled = only(compare(old, plan("成案", *rest, ("（５）", BUS))))
    assert (labelled.kind, labelled.moved, labelled.renumbered) == ("moved", False, True)
    amended = only(compare(old, plan("成案", *rest, ("（５）", BUS.replace("課題", "論点")))))
    assert (amended.kind, amended.moved, amended.renumbered) == ("amended", True, True)


def test_renumbered_with_and_without_an_amendment() -> None:
    old = plan("素案", ("（１）", BUS), ("（２）", PARK), ("（３）", ""))
    new = plan("成案", ("（１）", FARM), ("（２）", BUS), ("（３）", PARK.replace("遊具", "遊具等")), ("（４）", ""))
    comparison = compare(old, new)
    assert kinds(comparison) == ["added", "renumbered", "amended", "renumbered"]
    _, bus, park, empty = comparison.revisions
    for revision, labels in ((bus, ("（１）", "（２）")), (park, ("（２）", "（３）")), (empty, ("（３）", "（４）"))):
        assert revision.label_diff is not None
        assert (revision.label_diff.old, revision.label_diff.new) == labels
    assert (bus.renumbered, park.renumbered, park.moved) == (False, True, False)
    assert (empty.old, empty.new) == ("", "")


def test_a_renumbered_or_renamed_heading_leaves_its_children_alone() -> None:
    old = plan("素案", ("#", "２", "移動手段の確保"), ("（１）", BUS), PARK)
    assert kinds(compare(old, plan("成案", ("#", "３", "移動手段の確保"), ("（１）", BUS), PARK))) == ["renumbered"]
    assert kinds(compare(old, plan("成案", ("#", "２", "移動手段等の確保"), ("（１）", BUS), PARK))) == ["amended"]


@pytest.mark.parametrize("text", [BUS.replace("、", "、\n　"), f" {BUS}", f"\ufeff{BUS}", BUS.replace("が", " が ")])
def test_white_space_page_and_line_are_no_revision(text: str) -> None:
    assert compare(plan("素案", PARK, BUS), plan("成案", PARK, text)).revisions == ()
    assert compare(plan("素案", PARK, text), plan("成案", PARK, BUS)).revisions == ()
    moved = attrs.evolve(plan("成案", BUS).clauses[0], location=Location("成案", "本編", page=9, line=8, place="図中"))
    assert compare(plan("素案", BUS), Plan("成案", (moved,))).revisions == ()


def test_a_space_between_numbers_is_no_layout() -> None:
    old, new = plan("素案", "定員は 1 2 名の順とする。"), plan("成案", "定員は 12 名の順とする。")
    assert kinds(compare(old, new)) == ["amended"]


def test_a_cosmetic_difference_is_an_amendment_that_says_so() -> None:
    revision = only(compare(plan("素案", "第1期（2年）の計画"), plan("成案", "第１期(2年)の計画")))
    assert revision.kind == "amended"
    assert revision.diff is not None
    assert revision.diff.is_cosmetic


def test_a_circled_number_is_not_the_number() -> None:
    revision = only(compare(plan("素案", "施策①を進める。"), plan("成案", "施策1を進める。")))
    assert revision.diff is not None
    assert not revision.diff.is_cosmetic


def test_split_and_merged() -> None:
    first, second = "路線バスの運行を支援し、", "鉄道との乗継ぎに要する待ち時間を短くします。"
    whole, parts = (PARK, ("（１）", first + second), FLOOD), (PARK, ("（１）", first), ("（２）", second), FLOOD)
    split = compare(plan("素案", *whole), plan("成案", *parts))
    revision = only(split)
    assert (revision.kind, revision.old, revision.new) == ("amended", first + second, f"{first}\n{second}")
    assert len(revision.locations) == 3
    assert split.entries[0].note == "2つに分割"
    assert [place.version for place in split.entries[0].locations] == ["素案"]
    merged = compare(plan("素案", *parts), plan("成案", *whole))
    assert only(merged).old == f"{first}\n{second}"
    assert merged.entries[0].note == "2つを統合"


def test_blank_clauses_are_no_revisions() -> None:
    assert compare(plan("素案", BUS, "　"), plan("成案", BUS)).revisions == ()
    assert compare(plan("素案", BUS), plan("成案", "", BUS)).revisions == ()


def test_ids_come_from_the_content_alone() -> None:
    changed = BUS.replace("課題", "論点")
    one = only(compare(plan("素案", BUS), plan("成案", changed)))
    other = compare(plan("案", FARM, PARK, BUS, LIBRARY), plan("確定", PARK, changed, LIBRARY))
    assert one.id == other.revisions[1].id == content_ids([("", BUS, "", changed)])[0]
    twice = compare(plan("素案", BUS, PARK, BUS), plan("成案", changed, PARK, changed))
    assert [revision.id for revision in twice.revisions] == [one.id, f"{one.id}-2"]
    assert twice.revision(f"{one.id}-2") is twice.revisions[1]


def test_wrong_arguments() -> None:
    with pytest.raises(WrongTypeError, match="not str"):
        compare("素案", Plan("成案"))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="not list"):
        compare(Plan("素案"), [])  # type: ignore[arg-type]
    with pytest.raises(WrongValueError):
        compare(Plan("素案"), Plan("成案"), segmenter="mecab")  # type: ignore[arg-type]


# ── rows ──


def test_the_same_change_at_several_places_shares_a_row() -> None:
    old, new = "高齢化への対応", "高齢化等への対応"
    comparison = compare(
        plan("素案", ("#", "１", old), BUS, ("#", "２", old), PARK),
        plan("成案", ("#", "１", new), BUS, ("#", "２", new), PARK),
    )
    assert kinds(comparison) == ["amended", "amended"]
    (entry,) = comparison.entries
    assert (entry.old, entry.new, entry.note) == (old, new, "")
    assert entry.revision_ids == tuple(revision.id for revision in comparison.revisions)
    assert [(place.version, place.line, place.place) for place in entry.locations] == [
        ("素案", 1, "１　見出し"),
        ("素案", 3, "２　見出し"),
    ]


def test_renumbered_siblings_share_a_row() -> None:
    old = plan("素案", ("（１）", BUS), ("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    new = plan("成案", ("（１）", BUS), ("（２）", FARM), ("（３）", PARK), ("（４）", FLOOD), ("（５）", LIBRARY))
    comparison = compare(old, new)
    assert kinds(comparison) == ["added", "renumbered", "renumbered", "renumbered"]
    added, shifted = comparison.entries
    assert (added.old, added.new, added.locations[0].version) == (None, FARM, "成案")
    assert shifted.note == "（２）～（４）を（３）～（５）に繰り下げ"
    assert (shifted.old, shifted.new) == ("（２）～（４）", "（３）～（５）")
    assert shifted.revision_ids == tuple(revision.id for revision in comparison.revisions[1:])
    assert [place.version for place in shifted.locations] == ["素案"] * 3
    back = compare(new, old)
    assert back.entries[1].note == "（３）～（５）を（２）～（４）に繰り上げ"


def test_renumbered_strangers_do_not_share_a_row() -> None:
    old = plan("素案", ("#", "１", "目標"), ("（１）", BUS), ("#", "２", "方針"), ("（１）", PARK), ("（２）", FLOOD))
    new = plan("成案", ("#", "１", "目標"), ("（２）", BUS), ("#", "２", "方針"), ("（２）", PARK), ("（４）", FLOOD))
    comparison = compare(old, new)
    assert [entry.note for entry in comparison.entries] == [
        "（１）を（２）に繰り下げ",
        "（１）を（２）に繰り下げ",
        "（２）を（４）に繰り下げ",
    ]


def test_renumbered_items_of_another_level_do_not_share_a_row() -> None:
    old, new = plan("素案", ("（１）", BUS), ("（２）", PARK)), plan("成案", ("（２）", BUS), ("（３）", PARK))
    deeper = [attrs.evolve(one.clauses[1], level=2) for one in (old, new)]
    before, after = (Plan(one.version, (one.clauses[0], deep)) for one, deep in zip((old, new), deeper, strict=True))
    assert len(compare(before, after).entries) == 2


def test_what_moved_together_shares_a_row() -> None:
    block = (("#", "３", "安全"), FLOOD, ("（１）", ""))
    old = plan("素案", ("#", "１", "交通"), *block, BUS, PARK, LIBRARY, FARM)
    new = plan("成案", ("#", "１", "交通"), BUS, PARK, LIBRARY, FARM, *block)
    comparison = compare(old, new)
    assert kinds(comparison) == ["moved", "moved", "moved"]
    (entry,) = comparison.entries
    assert entry.old == entry.new == f"安全\n{FLOOD}\n（１）"
    assert entry.note == "P.1　３　見出しから移動（ほか2項目）"
    assert len(entry.locations) == 3


def test_what_moved_from_two_places_takes_two_rows() -> None:
    rest = (
        PARK,
        LIBRARY,
        "第三の柱は、市民との協働です。",
        "終わりに、評価の方法を定めます。",
        "資料は巻末に示します。",
    )
    old, new = plan("素案", BUS, *rest[:2], FLOOD, *rest[2:]), plan("成案", *rest, BUS, FLOOD)
    assert [entry.old for entry in compare(old, new).entries] == [BUS, FLOOD]


def test_notes_of_an_amendment() -> None:
    rest = (("（２）", PARK), ("（３）", FLOOD), ("（４）", LIBRARY))
    old = plan("素案", ("（１）", BUS), *rest)
    comparison = compare(old, plan("成案", *rest, ("（５）", BUS.replace("課題", "論点"))))
    assert comparison.entries[0].note == "P.1　（１）から移動、（１）を（５）に繰り下げ"


def test_a_clause_of_a_label_alone_shows_its_label() -> None:
    comparison = compare(plan("素案", BUS), plan("成案", BUS, ("（１）", "")))
    assert only(comparison).new == ""
    assert (comparison.entries[0].old, comparison.entries[0].new) == (None, "（１）")
    assert compare(plan("素案", BUS, ("（１）", "")), plan("成案", BUS)).entries[0].old == "（１）"


def test_every_revision_stands_in_one_row() -> None:
    old, new, _ = sixty_pages(11)
    comparison = compare(old, new)
    shown = [name for entry in comparison.entries for name in entry.revision_ids]
    assert sorted(shown) == sorted(revision.id for revision in comparison.revisions)
    assert all(isinstance(entry, ComparisonEntry) and entry.locations for entry in comparison.entries)


# ── words about places and numbers ──


@pytest.mark.parametrize(
    ("kind", "label", "path", "cell", "expected"),
    [
        ("item", "（１）", ("第１部", "第２章 交通", "２　基本方針"), None, "第２章 交通　２　基本方針　（１）"),
        ("heading", "２", ("第２章 交通",), None, "第２章 交通　２　見出し"),
        ("heading", "", (), None, "見出し"),
        ("paragraph", "", ("第２章 交通",), None, "第２章 交通　本文"),
        ("cell", "", ("２　目標",), (3, 2), "２　目標　表 3行2列"),
        ("cell", "", (), None, "表"),
        ("caption", "図１", (), None, "図１　図表の題"),
    ],
)
def test_describe(kind: str, label: str, path: Sequence[str], cell: tuple[int, int] | None, expected: str) -> None:
    row, column = cell or (None, None)
    clause = Clause("c", kind, label, "文", tuple(path), Location("案", "本編"), row=row, column=column)  # type: ignore[arg-type]
    assert describe(clause) == expected
    assert locate(clause).place == expected
    given = attrs.evolve(clause, location=Location("案", "本編", 3, 4, "図中のコメント"))
    assert locate(given) == given.location


def test_moved_from_names_the_document_where_it_is_another() -> None:
    old = Clause("a", "item", "（１）", BUS, ("２　方針",), Location("素案", "概要版", 4))
    here = Clause("b", "item", "（１）", BUS, (), Location("成案", "概要版"))
    there = attrs.evolve(here, location=Location("成案", "本編"))
    assert moved_from(old, here) == "P.4　２　方針　（１）から移動"
    assert moved_from(old, there) == "概要版　P.4　２　方針　（１）から移動"
    unpaged = attrs.evolve(old, location=Location("素案", "概要版"))
    assert moved_from(unpaged, here) == "２　方針　（１）から移動"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["（２）"], ["（３）"], "（２）を（３）に繰り下げ"),
        (["第十一条"], ["第十条"], "第十一条を第十条に繰り上げ"),
        (["1-9"], ["1-10"], "1-9を1-10に繰り下げ"),
        (["ア"], ["②"], "アを②に改める"),
        (["２"], ["（３）"], "２を（３）に改める"),
        (["（１）"], ["(1)"], "（１）を(1)に改める"),
        (["第２条"], ["第２条の２"], "第２条を第２条の２に改める"),
        (["・"], ["（１）"], "・を（１）に改める"),
        ([""], ["（１）"], "（１）を付す"),
        (["（１）"], [""], "（１）を除く"),
        (["ロ"], ["ハ"], "ロをハに繰り下げ"),
        (["イ"], ["ウ"], "イをウに繰り下げ"),
        (["イ"], ["ロ"], "イをロに繰り下げ"),
    ],
)
def test_renumbering(old: list[str], new: list[str], expected: str) -> None:
    assert renumbering(old, new) == expected


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("第百二十三条", (123,)),
        ("⑫", (12,)),
        ("Ⅲ", (3,)),
        ("（ｱ）", (1,)),
        ("b", (2,)),
        ("第３章", (3,)),
        ("½", (1, 2)),
        ("", ()),
        ("9" * 40, (10**18 - 1,)),
    ],
)
def test_order(label: str, numbers: tuple[int, ...]) -> None:
    assert order(label) == numbers


# ── sixty pages with known truth ──


def words(text: str) -> list[str]:
    return text.split("|")


WHO = words(
    "市|住民|事業者|高齢者|子育て世帯|学校|関係機関|商店街|来訪者|自治会|防災組織|農業者|若者|外国人住民|消防団"
)
WHAT = words(
    "移動手段|相談体制|情報発信|避難計画|歩道|公園|空き家|健康づくり|学習機会|居場所|就労支援|見守り活動|省エネルギー|"
    "文化財|特産品|電子申請|バス路線|保育環境|備蓄倉庫|緑地|上下水道|河川敷|学校給食|図書室|市民農園|駐輪場"
)
HOW = words(
    "令和{}年度までに|関係者と連携し|段階的に|{}か所で|寄せられた意見を踏まえ|国の補助制度を活用して|年{}回を目安に|"
    "おおむね{}分以内を目標に|優先順位を付けながら|地区ごとに|民間の力を生かして|専門家の助言を得て"
)
END = words(
    "整備します。|の充実を図ります。|への支援を続けます。|を進めます。|について検討を始めます。|の周知に努めます。|"
    "を見直します。|を拡大していきます。|の維持に取り組みます。|の仕組みを整えます。"
)


def sentence(chance: random.Random) -> str:
    text = f"{chance.choice(WHO)}と{chance.choice(WHO)}が{chance.choice(HOW)}{chance.choice(WHAT)}や"
    text += f"{chance.choice(WHAT)}、{chance.choice(HOW)}{chance.choice(WHAT)}{chance.choice(END)}"
    return text.replace("{}", str(chance.randint(2, 90)))


@attrs.define
class Piece:
    """One clause to be, and the numbers of the old clauses that it came from."""

    number: int
    text: str
    sources: tuple[int, ...]


Sections = list[tuple[str, list[Piece]]]


def assemble(version: str, sections: Sections) -> tuple[Plan, dict[str, Piece]]:
    clauses: list[Clause] = []
    pieces: dict[str, Piece] = {}
    for number, (title, items) in enumerate(sections, start=1):
        path = (f"{number}　{title}",)
        place = Location(version, "本編", page=len(clauses) // 25 + 1)
        clauses.append(Clause(f"c{len(clauses)}", "heading", str(number), title, (), place, "　", 1))
        for at, piece in enumerate(items, start=1):
            name = f"c{len(clauses)}"
            place = Location(version, "本編", page=len(clauses) // 25 + 1)
            clauses.append(Clause(name, "item", f"（{at}）", piece.text, path, place, "", 1))
            pieces[name] = piece
    return Plan(version, tuple(clauses)), pieces


def edit(chance: random.Random, kind: str, sections: Sections, free: set[int], fresh: int) -> None:
    """One edit of that kind at a place that no other edit has touched."""
    while True:
        items = chance.choice(sections)[1]
        at = chance.randrange(len(items) - 3) if len(items) > 6 else None
        if at is not None and all(piece.number in free for piece in items[at : at + 3]):
            break
    piece = items[at]
    free.difference_update(one.number for one in items[at : at + 3])
    target = chance.choice(sections)[1]
    if kind == "small":
        cut = chance.randrange(len(piece.text) - 4)
        words = chance.choice(["新たに", "等", "・広報", "広域の"])
        piece.text = piece.text[:cut] + words + piece.text[cut + chance.randrange(3) :]
    elif kind == "rewrite":
        other = sentence(chance)
        piece.text = piece.text[: len(piece.text) // 2] + other[len(other) // 2 :]
    elif kind == "split":
        cut = piece.text.index("、") + 1
        items[at : at + 1] = [
            Piece(piece.number, piece.text[:cut], piece.sources),
            Piece(fresh, piece.text[cut:], piece.sources),
        ]
    elif kind == "merge":
        follower = items.pop(at + 1)
        piece.text, piece.sources = piece.text + follower.text, piece.sources + follower.sources
    elif kind in ("move", "block"):
        block = items[at : at + (3 if kind == "block" else 1)]
        del items[at : at + len(block)]
        place = chance.randrange(len(target) + 1)
        target[place:place] = block
    elif kind == "insert":
        items.insert(at, Piece(fresh, sentence(chance), ()))
    else:
        del items[at]


KINDS = ["small"] * 5 + ["rewrite", "split", "merge", "move", "block", "insert", "delete"]


def sixty_pages(seed: int, clauses: int = 1500, edits: int = 60) -> tuple[Plan, Plan, set[tuple[str, str]]]:
    """A plan, the same after the edits, and which old clause is in which new clause."""
    chance = random.Random(seed)
    sections: Sections = []
    count = 0
    while count + len(sections) < clauses:
        items = [Piece(count + at, sentence(chance), (count + at,)) for at in range(chance.randint(8, 18))]
        sections.append((f"{chance.choice(WHAT)}と{chance.choice(WHAT)}に関する施策の{len(sections) + 1}", items))
        count += len(items)
    old, old_pieces = assemble("素案", sections)
    names = {piece.number: name for name, piece in old_pieces.items()}
    changed = [(title, [attrs.evolve(piece) for piece in items]) for title, items in sections]
    free = set(range(count))
    for at in range(edits):
        edit(chance, KINDS[at % len(KINDS)], changed, free, count + at)
    new, new_pieces = assemble("成案", changed)
    return old, new, {(names[one], name) for name, piece in new_pieces.items() for one in piece.sources}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_pages_with_sixty_edits(seed: int) -> None:
    old, new, truth = sixty_pages(seed)
    before, after = ({clause.id: clause.text for clause in one.clauses} for one in (old, new))
    alignment = align(old, new)
    found = {(one.id, other.id) for pair in alignment.pairs for one in pair.old for other in pair.new}
    changed_truth = {(one, other) for one, other in truth if before[one] != after[other]}
    changed_found = {(one, other) for one, other in found if before[one] != after[other]}
    assert len(changed_truth) >= 45
    right = changed_truth & changed_found
    assert len(right) >= 0.95 * len(changed_truth)
    assert len(right) >= 0.95 * len(changed_found)
    assert len(truth - found) <= 3
    assert not alignment.coarsened


@pytest.mark.skipif(not LAWS.is_file(), reason="law_pairs_dev.jsonl.gz is not beside the project")
def test_real_revisions_lead_from_old_to_new() -> None:
    with gzip.open(LAWS, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for _, line in zip(range(20), stream, strict=False)]
    for record in records:
        old, new = plan("旧", *record["old"].split("\n")), plan("新", *record["new"].split("\n"))
        comparison = compare(old, new)
        gone = {clause.id for one in comparison.revisions for clause in one.old_clauses}
        come = {clause.id: clause.text for one in comparison.revisions for clause in one.new_clauses}
        kept = iter([clause.text for clause in old.clauses if clause.id not in gone and clause.text.strip()])
        rebuilt = [come.get(clause.id) or next(kept) for clause in new.clauses if clause.text.strip()]
        assert ["".join(text.split()) for text in rebuilt] == [
            "".join(clause.text.split()) for clause in new.clauses if clause.text.strip()
        ]
        assert next(kept, None) is None
