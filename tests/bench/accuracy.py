"""Print the table of docs/explanation/accuracy.md: what of the truth is found, beside difflib::

    python tests/bench/accuracy.py [--seeds 5] [--sentences FILE]

Links are summed up over so many plans. With a file of sentences, one a line, plans and edits are recombined from these
instead of invented ones.
"""

import argparse
from pathlib import Path

import attrs

import plancomment as pc
from plancomment.exercises import Exercise, Hits, Score, edit_plan, judge, make_plan, match_lines, recombine

_SIZES = ((1500, 60), (25_000, 1000), (25_000, 8000))
_ROWS = {
    "changed": "changed",
    "linked": "changed, with clauses on both sides",
    "moved": "moved",
    "split": "split",
    "merged": "merged",
    "renumbered": "only renumbered",
}
assert list(_ROWS) == [one.name for one in attrs.fields(Score)]


def make_exercise(clauses: int, edits: int, seed: int, sentences: list[str]) -> Exercise:
    plan = recombine(sentences, clauses, seed) if sentences else make_plan(clauses, seed)
    return edit_plan(plan, edits, seed, sentences=sentences)


def add(totals: dict[str, Hits], score: Score) -> None:
    for name in _ROWS:
        before, one = totals.get(name, Hits(0, 0, 0)), getattr(score, name)
        totals[name] = Hits(before.expected + one.expected, before.reported + one.reported, before.right + one.right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--sentences", type=Path)
    given = parser.parse_args()
    sentences = given.sentences.read_text(encoding="utf-8").splitlines() if given.sentences else []
    print("| clauses, edits | what | links | recall | precision | difflib: recall | precision |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for clauses, edits in _SIZES:
        ours: dict[str, Hits] = {}
        theirs: dict[str, Hits] = {}
        for seed in range(1, given.seeds + 1):
            exercise = make_exercise(clauses, edits, seed, sentences)
            add(ours, judge(pc.align(exercise.old, exercise.new), exercise))
            add(theirs, judge(match_lines(exercise.old, exercise.new), exercise))
        for name, meaning in _ROWS.items():
            title = f"{clauses:,}, {edits:,}" if name == "changed" else ""
            mine, other = ours[name], theirs[name]
            told = f"{other.precision:.3f}" if other.reported else "none told"
            found = f"{mine.recall:.4f} | {mine.precision:.4f} | {other.recall:.3f}"
            print(f"| {title} | {meaning} | {mine.expected:,} | {found} | {told} |", flush=True)


if __name__ == "__main__":
    main()
