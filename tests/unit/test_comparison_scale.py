"""A plan of 60 pages with known truth, and real revisions: every pair compares, and its rows rebuild both sides."""

import gzip
import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import pytest

from plancomment.alignment import align
from plancomment.comparison import Comparison, ComparisonEntry, Revision, compare
from plancomment.plan import Clause, Location, Plan
from plancomment.read.outline import parse_plan

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))

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


def test_every_revision_stands_in_one_row() -> None:
    old, new, _ = sixty_pages(11)
    comparison = compare(old, new)
    shown = [name for entry in comparison.entries for name in entry.revision_ids]
    assert sorted(shown) == sorted(revision.id for revision in comparison.revisions)
    assert all(isinstance(entry, ComparisonEntry) and entry.locations for entry in comparison.entries)


# ── both sides rebuilt from the rows ──


def pieces(row: ComparisonEntry, revisions: Sequence[Revision]) -> Iterator[tuple[Clause, str]]:
    """The new clauses of a row, each with its label and text as the row's new side shows them.

    A row of mere renumberings shows the first and the last label and leaves the texts out, as （略）.
    """
    assert row.new is not None
    clauses = [clause for revision in revisions for clause in revision.new_clauses]
    if revisions[0].kind == "renumbered":
        labels = row.new.split("～")
        assert labels in ([clauses[0].label], [clauses[0].label, clauses[-1].label])
        for revision in revisions:
            yield revision.new_clauses[0], f"{revision.new_clauses[0].label}{revision.old}"
    elif revisions[0].kind == "moved":
        # Several that moved together stand with their labels; the label of a single one stands beside the text.
        for clause, text in zip(clauses, row.new.split("\n"), strict=True):
            yield clause, f"{clause.label if clause.text and len(revisions) == 1 else ''}{text}"
    elif revisions[0].kind == "amended" and len(clauses) + len(revisions[0].old_clauses) > 2 * len(revisions):
        # Split or merged: line by line, with the labels.
        yield from zip(clauses, row.new.split("\n"), strict=True)
    else:
        # The same amendment at several places; each has the label that stands beside the text.
        for clause in clauses:
            yield clause, row.new if row.new == clause.label else f"{clause.label}{row.new}"


def rebuilt(comparison: Comparison, old: Plan, new: Plan) -> list[str]:
    """The new plan, clause by clause: from the new column of the rows, and for the rest from the old plan."""
    revisions = {revision.id: revision for revision in comparison.revisions}
    shown: dict[str, str] = {}
    for row in comparison.entries:
        of_row = [revisions[name] for name in row.revision_ids]
        if row.new is not None:
            shown.update((clause.id, text) for clause, text in pieces(row, of_row))
    gone = {clause.id for revision in comparison.revisions for clause in revision.old_clauses}
    kept = iter([clause.full_text for clause in old.clauses if clause.id not in gone and clause.full_text.strip()])
    texts = [shown.get(clause.id) or next(kept) for clause in new.clauses if clause.full_text.strip()]
    assert next(kept, None) is None
    return texts


def squeezed(texts: Sequence[str]) -> list[str]:
    return ["".join(text.split()) for text in texts]


def printed(plan: Plan) -> list[str]:
    return squeezed([clause.full_text for clause in plan.clauses if clause.full_text.strip()])


def swapped(comparison: Comparison) -> Comparison:
    """The same rows read from the new side to the old one."""
    turned: Mapping[str, str] = {"added": "deleted", "deleted": "added"}
    return attrs.evolve(
        comparison,
        revisions=tuple(
            attrs.evolve(
                one,
                kind=turned.get(one.kind, one.kind),
                old=one.new,
                new=one.old,
                diff=None,
                label_diff=None,
                old_clauses=one.new_clauses,
                new_clauses=one.old_clauses,
            )
            for one in comparison.revisions
        ),
        entries=tuple(attrs.evolve(one, old=one.new, new=one.old, diff=None) for one in comparison.entries),
    )


@pytest.mark.parametrize(("name", "count"), [("law_pairs_dev", 122), ("guide_pairs_dev", 59)])
def test_rows_and_unchanged_clauses_of_real_revisions_rebuild_both_sides(name: str, count: int) -> None:
    path = SHARED / "data" / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    assert len(records) == count
    for record in records:
        old, new = (parse_plan(record[side], version=side, format="text") for side in ("old", "new"))
        comparison = compare(old, new)
        assert squeezed(rebuilt(comparison, old, new)) == printed(new)
        assert squeezed(rebuilt(swapped(comparison), new, old)) == printed(old)
        shown = [one for row in comparison.entries for one in row.revision_ids]
        assert sorted(shown) == sorted(one.id for one in comparison.revisions)
