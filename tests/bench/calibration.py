"""Print the table of docs/explanation/links.md: how often links are right, by their evidence and by their score::

    python tests/bench/calibration.py [--seeds 101 125]

Each seed is one invented consultation (plancomment.exercises) of 250 comments on a plan of 1,500 clauses with 80 edits;
in every second one more than half of the answers are vague.
"""

import argparse
from collections import defaultdict

import plancomment as pc
from plancomment.exercises.opinions import Opinions, make_opinions
from plancomment.traceability.gathering import Piece
from plancomment.traceability.links import TraceLink
from plancomment.traceability.tracing import gather


class _Shares(defaultdict[str, list[int]]):
    """How many there are and how many of them are right, by name."""

    def __init__(self) -> None:
        super().__init__(lambda: [0, 0])

    def add(self, name: str, right: bool) -> None:
        self[name][0] += 1
        self[name][1] += right

    def show(self, title: str) -> None:
        print(title)
        for name in sorted(self):
            number, right = self[name]
            print(f"  {name:32} {right:5} of {number:5} = {right / number:.2f}")


def counting_pieces(made: Opinions) -> dict[tuple[str, str], list[Piece]]:
    """All pieces that count, by revision and comment: of each source the strongest."""
    found: dict[tuple[str, str], list[Piece]] = {}
    pieces = gather(made.comparison, made.consultation)
    for (at, comment_id), by_source in pieces.by_pair.items():
        counting = [piece for piece in by_source.values() if piece.basis != "suggested"]
        if counting:
            found[pieces.case.shown[at].revision.id, comment_id] = counting
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", nargs=2, type=int, default=(101, 125))
    first, last = parser.parse_args().seeds
    alone, scores, bases = _Shares(), _Shares(), _Shares()
    true = found = 0
    for seed in range(first, last):
        made = make_opinions(1500, 80, 250, seed, vague=15 if seed % 2 else 60)
        for pair, pieces in counting_pieces(made).items():
            one = pieces[0]
            name = f"{one.basis} {one.weight:.2f} {one.source}" if len(pieces) == 1 else f"{len(pieces)} together"
            alone.add(name, pair in made.truth)
        links: tuple[TraceLink, ...] = pc.trace(made.comparison, made.consultation).links
        for link in links:
            right = (link.revision_id, link.comment_id) in made.truth
            scores.add(f"{link.score:.1f}{'' if link.counts else ' suggested'}", right)
            bases.add(link.basis, right)
            found += right and link.counts
        true += len(made.truth)
    alone.show("links by their only evidence that counts")
    bases.show("links by basis")
    scores.show("links by score")
    print(f"{found} of {true} true links count = {found / true:.2f}")


if __name__ == "__main__":
    main()
