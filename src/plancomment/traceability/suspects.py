"""Decisions whose texts changed since they were made, and those that follow a revision to its new id (要再確認の対応).

A *suspect* link, as tools for requirements call it (doorstop: *suspect*), was decided on by a person for texts that are
no longer the same. It decides nothing any more; a person looks at it again.
"""

from collections.abc import Iterable, Sequence

import attrs

from plancomment.comparison import Comparison, Revision
from plancomment.consultation import Consultation
from plancomment.traceability.links import Cause, TraceLink, comment_mark, revision_mark

__all__ = ["follow_causes", "split_suspects"]


def split_suspects(
    links: Iterable[TraceLink], comparison: Comparison, consultation: Consultation
) -> tuple[tuple[TraceLink, ...], tuple[TraceLink, ...]]:
    """The given links that stand, and the suspect ones, each in the given order (有効な対応、要再確認の対応).

    A link without a fingerprint always stands. One with a fingerprint stands while both texts are those it was made
    for. The id of a revision is made from its texts and labels: moving, other pages and changes elsewhere keep it,
    while renumbering gives a new one, and a link whose revision has the texts under another id now follows it there.
    Where several revisions have these texts, each link takes the first, in the order of the comparison, that no other
    link of its comment has. Rows whose words are lost have no texts to follow. Everything else is suspect: the revision
    or the comment says something else, or is gone.
    """
    given = tuple(links)
    comments = {one.id: comment_mark(one) for one in consultation.comments}
    revisions, alike = _marks(comparison.revisions)
    stands: dict[int, TraceLink] = {}
    taken: set[tuple[str, str]] = set()
    left: list[tuple[TraceLink, int]] = []
    for index, link in enumerate(given):
        revision, comment = revisions.get(link.revision_id), comments.get(link.comment_id)
        same = revision is not None and comment is not None and link.fingerprint == revision + comment
        if same or not link.fingerprint:
            stands[index] = link
            taken.add((link.revision_id, link.comment_id))
        else:
            left.append((link, index))
    # Whatever the order of the links: each of them finds the same place.
    for link, index in sorted(left, key=lambda one: (one[0].revision_id, one[0].status, one[0].basis, one[1])):
        mark = comments.get(link.comment_id)
        if mark is None or not link.fingerprint.endswith(mark):
            continue
        there = alike.get(link.fingerprint.removesuffix(mark), ())
        free = next((name for name in there if (name, link.comment_id) not in taken), None)
        if free is not None:
            taken.add((free, link.comment_id))
            stands[index] = attrs.evolve(link, revision_id=free)
    standing = tuple(stands[index] for index in sorted(stands))
    return standing, tuple(link for index, link in enumerate(given) if index not in stands)


def follow_causes(causes: Iterable[Cause], comparison: Comparison) -> tuple[Cause, ...]:
    """The causes, each at the id that its revision has now, in the given order (意見によらない理由の引継ぎ).

    One with a fingerprint whose revision has its texts under another id follows it there, as links do. Every other
    stays as it is: where its revision is gone, the audit tells (PC115).
    """
    given = tuple(causes)
    revisions, alike = _marks(comparison.revisions)
    taken = {(one.revision_id, one.kind) for one in given if one.revision_id in revisions}
    found: dict[int, Cause] = {}
    for index, cause in sorted(enumerate(given), key=lambda one: (one[1].revision_id, one[0])):
        if cause.fingerprint and revisions.get(cause.revision_id) != cause.fingerprint:
            there = alike.get(cause.fingerprint, ())
            free = next((name for name in there if (name, cause.kind) not in taken), None)
            if free is not None:
                taken.add((free, cause.kind))
                found[index] = attrs.evolve(cause, revision_id=free)
    return tuple(found.get(index, one) for index, one in enumerate(given))


def _marks(revisions: Sequence[Revision]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The mark of each revision, and the revisions of each mark; rows without any words are like nothing."""
    marks = {one.id: revision_mark(one) for one in revisions}
    alike: dict[str, list[str]] = {}
    for one in revisions:
        if one.old is not None or one.new is not None:
            alike.setdefault(marks[one.id], []).append(one.id)
    return marks, alike
