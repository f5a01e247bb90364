"""Print the tables of docs/explanation/likeness.md, from the real proposals in ../shared/data::

    python tests/bench/likeness.py

Each proposal is a comment; the lines that it changed in a plan, white space left out, are its revisions. Halves are
made by the proposal's number, so that no proposal stands in both. The last table is held out: the three numbers of the
logistic function are fitted to one half by Newton's method and judged on the other.
"""

import difflib
import gzip
import json
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import plancomment as pc
from plancomment.traceability import likeness

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))
LINKS = SHARED / "data" / "manifesto_links_dev.jsonl.gz"
ADOPTIONS = SHARED / "data" / "manifesto_adoptions_dev.jsonl.gz"
CANDIDATES = SHARED / "data" / "manifesto_adoption_revisions_dev.jsonl.gz"


def records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def changes() -> tuple[list[pc.Comment], list[pc.Revision], dict[str, str]]:
    """Proposals with a body, what they changed in files that they did not add, and the proposal of each change."""
    told = [one for one in records(LINKS) if len(one["body"] or "") >= 20]
    comments = [pc.Comment(str(one["id"]), text=f"{one['title']}\n{one['body']}") for one in told]
    revisions: list[pc.Revision] = []
    truth: dict[str, str] = {}
    for one in told:
        for file in one["files"]:
            if not file["old"] or not file["new"]:
                continue
            before, after = file["old"].splitlines(), file["new"].splitlines()
            matched = difflib.SequenceMatcher(None, before, after, autojunk=False)
            for tag, start, end, first, last in matched.get_opcodes():
                old, new = "\n".join(before[start:end]), "\n".join(after[first:last])
                if tag != "equal" and bare(old) != bare(new):
                    name = f"R{len(revisions)}"
                    kind = "amended" if old and new else "added" if new else "deleted"
                    place = pc.Location("素案", document=file["path"])
                    revisions.append(pc.Revision(name, kind, old or None, new or None, locations=(place,)))
                    truth[name] = str(one["id"])
    return comments, revisions, truth


def adoptions() -> tuple[list[pc.Comment], list[pc.Revision], dict[str, set[str]]]:
    """Proposals that the editors took up in another change, those changes, and which ones each proposal is in."""
    comments: dict[str, pc.Comment] = {}
    truth: dict[str, set[str]] = defaultdict(set)
    for one in records(ADOPTIONS):
        name = str(one["proposal"])
        comments[name] = pc.Comment(name, text=f"{one['proposal_title']}\n{one['proposal_body'] or ''}")
        truth[name].add(str(one["revision"]))
    revisions = []
    for one in records(CANDIDATES):
        old, new = ("\n".join(file[side] or "" for file in one["files"]) for side in ("old", "new"))
        places = tuple(pc.Location("素案", document=file["path"]) for file in one["files"])
        revisions.append(pc.Revision(str(one["id"]), "amended", old, new, locations=places))
    return list(comments.values()), revisions, truth


def mean(values: Iterable[bool | float]) -> float:
    held = [float(value) for value in values]
    return sum(held) / len(held)


def half(name: str) -> int:
    return zlib.crc32(name.encode()) % 2


def shares(
    ranks: dict[str, int], group: Callable[[str], Iterable[str]], *, near: int
) -> tuple[float, float, float, float]:
    """First, within the first ``near``, and both averaged per group."""
    first, best = [rank == 0 for rank in ranks.values()], [rank < near for rank in ranks.values()]
    groups: dict[str, list[int]] = defaultdict(list)
    for name, rank in ranks.items():
        for one in group(name):
            groups[one].append(rank)
    return (
        mean(first),
        mean(best),
        mean(mean(rank == 0 for rank in held) for held in groups.values()),
        mean(mean(rank < near for rank in held) for held in groups.values()),
    )


def rank_changes() -> tuple[dict[str, int], dict[str, str], Sequence[pc.TraceLink]]:
    """For each change the place of its proposal among the suggestions, from 0; 99 where it is none of them."""
    comments, revisions, truth = changes()
    links = pc.suggest_links(revisions, comments)
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        found[link.revision_id].append(link.comment_id)
    return {r: found[r].index(c) if c in found[r] else 99 for r, c in truth.items()}, truth, links


def rank_adoptions() -> tuple[dict[str, int], dict[str, set[str]]]:
    comments, revisions, truth = adoptions()
    found: dict[str, list[str]] = defaultdict(list)
    for link in pc.suggest_links(revisions, comments, by="comment", top=len(revisions)):
        found[link.comment_id].append(link.revision_id)
    ranks = {c: min((found[c].index(r) for r in right if r in found[c]), default=99) for c, right in truth.items()}
    return ranks, truth


def likenesses() -> tuple[list[tuple[float, float]], list[bool], list[int]]:
    """Likeness and lead of every suggestion, whether it is right, and in which half."""
    held: list[tuple[float, float]] = []
    kept = likeness._probability

    def note(by: str, value: float, lead: float) -> float:
        held.append((value, lead))
        return kept(by, value, lead)

    likeness._probability = note
    try:
        _, truth, links = rank_changes()
    finally:
        likeness._probability = kept
    return (
        held,
        [truth[one.revision_id] == one.comment_id for one in links],
        [half(truth[o.revision_id]) for o in links],
    )


def held_out() -> dict[int, list[bool]]:
    """Suggestions by tenths of the score that was fitted to the other half."""
    seen, right, halves = likenesses()
    given = np.array([(1.0, *one) for one in seen])
    hits, side = np.array(right, dtype=float), np.array(halves)
    by_score: dict[int, list[bool]] = defaultdict(list)
    for one in (0, 1):
        known, asked = side != one, side == one
        factors = np.zeros(3)
        for _ in range(50):
            chance = 1 / (1 + np.exp(-given[known] @ factors))
            slope = given[known].T @ (hits[known] - chance) - 1e-3 * factors
            bend = (given[known].T * (chance * (1 - chance))) @ given[known] + 1e-3 * np.eye(3)
            factors = factors + np.linalg.solve(bend, slope)
        print(f"  fitted to {int(known.sum())}: {factors.round(1).tolist()}")
        for chance, hit in zip(1 / (1 + np.exp(-given[asked] @ factors)), hits[asked], strict=True):
            by_score[min(int(chance * 10), 9)].append(bool(hit))
    return by_score


def show(by_score: dict[int, list[bool]]) -> None:
    for tenth, right in sorted(by_score.items(), reverse=True):
        print(f"  {tenth / 10:.1f} {len(right):5} {sum(right):5} = {mean(right):.2f}")


def main() -> None:
    ranks, truth, links = rank_changes()
    print(f"{len(ranks)} changes of {len(set(truth.values()))} proposals: first, within five, first per proposal")
    for name, chosen in (("all", (0, 1)), ("one half", (0,)), ("other half", (1,))):
        some = {one: rank for one, rank in ranks.items() if half(truth[one]) in chosen}
        first, five, each, _ = shares(some, lambda one: [truth[one]], near=5)
        print(f"  {name:10} {len(some):4} {first:.3f} {five:.3f} {each:.3f}")
    long = {one.id for one in changes()[1] if len((one.new or "").strip()) >= 25}
    some = {one: rank for one, rank in ranks.items() if one in long}
    first, five, each, _ = shares(some, lambda one: [truth[one]], near=5)
    print(f"  adding 25+ {len(some):4} {first:.3f} {five:.3f} {each:.3f}")
    ranks, adopted = rank_adoptions()
    first, three, each, each_three = shares(ranks, lambda one: adopted[one], near=3)
    print(f"{len(ranks)} adopted proposals: first {first:.3f}, within three {three:.3f}", end="")
    print(f", per revision {each:.3f} and {each_three:.3f}")
    print("links by score: how many, how many of them right")
    by_score: dict[int, list[bool]] = defaultdict(list)
    for link in links:
        by_score[min(int(link.score * 10), 9)].append(truth[link.revision_id] == link.comment_id)
    show(by_score)
    print("the same, held out")
    show(held_out())


if __name__ == "__main__":
    main()
