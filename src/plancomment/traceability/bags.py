"""What is counted of a revision and of a comment before they are compared for likeness (比較のための語片)."""

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from plancomment.comments import Comment
from plancomment.comparison import Revision
from plancomment.traceability.vectors import folded, triples

__all__ = ["Bag", "comment_bag", "revision_bag"]

# What a piece of text weighs by where it stands. A piece that was changed weighs 1, one of a comment too.
#: Words that stayed in a line that was changed.
KEPT = 0.2
#: The name of the document, the headings above, the place as printed.
PLACE = 1.0
#: The response to a comment, as a part of the comment.
ANSWER = 0.5


@attrs.frozen
class Bag:
    """The words of one revision or comment, and how often each run of three characters stands in them.

    Attributes:
        words: the folded texts; of a revision what was changed first, the new side before the old one (語).
        counts: piece → how often it stands there, times what it weighs by its place (頻度).
    """

    words: str
    counts: Mapping[str, float]


def revision_bag(revision: Revision) -> Bag:
    """A revision: what changed, what stayed in the lines that changed, and where it stands."""
    old, new = map(folded, _changed_lines(revision.old or "", revision.new or ""))
    before, after = Counter(triples(old)), Counter(triples(new))
    # Which words were marked is not asked: what stands more often on one side was put in or taken out.
    counts: dict[str, float] = {}
    for gram, became in after.items():
        was = before.get(gram, 0)
        counts[gram] = abs(became - was) + KEPT * min(was, became) if was else became
    for gram, was in before.items():
        if gram not in after:
            counts[gram] = was
    places = [folded(name) for name in _places_of(revision)]
    for name in places:
        for gram, count in Counter(triples(name)).items():
            counts[gram] = counts.get(gram, 0) + PLACE * count
    return Bag("".join((new, old, *places)), counts)


def _places_of(revision: Revision) -> Iterable[str]:
    locations = revision.locations
    names = dict.fromkeys([*(one.document for one in locations), *(one.place for one in locations)])
    clauses = (*revision.old_clauses, *revision.new_clauses)
    return names | dict.fromkeys(name for clause in clauses for name in clause.heading_path)


def _changed_lines(old: str, new: str) -> tuple[str, str]:
    """Both texts without the lines that stand in both; as they are if they differ in the order of lines only."""
    if not old or not new:
        return old, new
    olds, news = old.splitlines(), new.splitlines()
    both = set(olds) & set(news)
    before = [line for line in olds if line not in both]
    after = [line for line in news if line not in both]
    return ("\n".join(before), "\n".join(after)) if before or after else (old, new)


def comment_bag(comment: Comment, answers: Iterable[str]) -> Bag:
    """A comment: text, summary and, for less, what was answered."""
    text = folded("\n".join(text for text in (comment.text, comment.summary) if text))
    counts: dict[str, float] = dict(Counter(triples(text)))
    answer = folded("\n".join(answers))
    if answer:
        for gram, count in Counter(triples(answer)).items():
            counts[gram] = counts.get(gram, 0) + ANSWER * count
    return Bag(text + answer, counts)
