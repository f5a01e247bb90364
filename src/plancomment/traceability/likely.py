"""Suggestions for revisions that nothing explains: comments that look alike (類似による候補の選択)."""

from collections.abc import Container, Iterator

from plancomment.comments import Comment
from plancomment.comparison import Revision
from plancomment.responses import Response, ResponsePart
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability import weights
from plancomment.traceability.gathering import Case, words_of
from plancomment.traceability.likeness import suggest_links
from plancomment.traceability.links import TraceLink, fingerprint

__all__ = ["likely_links"]

#: So many comments at most are suggested for a revision, and none that is likely to be right less often than this.
MOST_SUGGESTED, LEAST_LIKELY = 3, 0.2


def likely_links(case: Case, explained: Container[str]) -> Iterator[TraceLink]:
    """The likeliest comments of every revision that nothing explains, by the words that both share.

    Comments whose disposition implies no revision are left out. Comments that say the same, with the same answers, are
    suggested together or not at all; neither the order of the record nor any id decides.
    """
    answers: dict[str, list[str]] = {}
    for response in case.responses:
        for name in dict.fromkeys(response.comment_ids):
            answers.setdefault(name, []).append(response.text)
    alike: dict[tuple[str, ...], list[Comment]] = {}
    for name, comment in case.comments.items():
        if case.implies.get(name) is not False:
            alike.setdefault((words_of(comment), *sorted(answers.get(name, ()))), []).append(comment)
    said = sorted(alike)
    first = {alike[key][0].id: key for key in said}
    comments = [alike[key][0] for key in said]
    # Whichever of a group stands for it, the answers come in one order.
    responses = [
        Response(name, (name,), tuple(ResponsePart(text) for text in key[1:])) for name, key in first.items() if key[1:]
    ]
    revisions = {one.id: one for one in _asked(case, explained)}
    own_words = {
        one.revision.id: "\n".join((one.old or "", one.new or "", *sorted(one.places))).lower() for one in case.shown
    }
    found: dict[str, int] = {}
    for link in suggest_links(tuple(revisions.values()), comments, responses=responses, top=MOST_SUGGESTED):
        several = alike[first[link.comment_id]]
        score = round(link.score * (weights.UNSAID if case.responses else 1.0), 2)
        if link.revision_id in explained or score < LEAST_LIKELY:
            continue
        # Words of a neighbour alone say nothing that a person could check.
        own = own_words[link.revision_id]
        if not any(comparison_key(word).lower() in own for word in link.evidence.split("、") if word):
            continue
        if found.get(link.revision_id, 0) + len(several) > MOST_SUGGESTED:
            continue
        found[link.revision_id] = found.get(link.revision_id, 0) + len(several)
        for comment in several:
            mark = fingerprint(revisions[link.revision_id], comment)
            yield TraceLink(link.revision_id, comment.id, "suggested", score, link.evidence, "proposed", mark)


def _asked(case: Case, explained: Container[str]) -> list[Revision]:
    """The revisions that nothing explains, and those next to them, whose words help, in the order of the plan."""
    ordered = sorted((one.revision for one in case.shown if one.revision.needs_reason), key=_place_of)
    wanted = [at for at, one in enumerate(ordered) if one.id not in explained]
    beside = {near for at in wanted for near in (at - 1, at, at + 1) if 0 <= near < len(ordered)}
    return [ordered[at] for at in sorted(beside)]


def _place_of(revision: Revision) -> tuple[str, str, int, int, str, str, str]:
    """Where it stands, so that neighbours are neighbours in whatever order they are given."""
    clauses = revision.new_clauses or revision.old_clauses
    place = revision.locations[0] if revision.locations else None
    return (
        place.document if place is not None else "",
        clauses[0].id if clauses else "",
        (place.page or 0) if place is not None else 0,
        (place.line or 0) if place is not None else 0,
        place.place if place is not None else "",
        revision.old or "",
        revision.new or "",
    )
