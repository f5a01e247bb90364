"""From comments, responses and revisions to links, each with its basis, evidence and fingerprint (反映対応の作成)."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from plancomment import fields
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.responses import Response
from plancomment.traceability import weights
from plancomment.traceability.gathering import (
    Case,
    Piece,
    Sayings,
    from_comments,
    from_places,
    from_responses,
    from_same_places,
)
from plancomment.traceability.inheritance import inheritance
from plancomment.traceability.likely import likely_links
from plancomment.traceability.links import BASES, Cause, Trace, TraceLink, comment_mark, revision_mark
from plancomment.traceability.shown import Shown
from plancomment.traceability.suspects import follow_causes, split_suspects

__all__ = ["Pieces", "gather", "trace"]

_SOURCES = {
    "response words": "回答の文言",
    "response place": "回答の箇所",
    "comment words": "意見の引用",
    "comment place": "意見の箇所",
}
# Which words are told where several prove as much.
_ORDER = ("comment words", "response words", "comment place", "response place")
# A suggestion is never surer than this, however much hints at it.
_MOST_SUGGESTED = 0.3


def trace(
    comparison: Comparison,
    consultation: Consultation,
    *,
    links: Sequence[TraceLink] = (),
    causes: Sequence[Cause] = (),
    suggest: bool = True,
) -> Trace:
    """Link the revisions of a comparison to the comments that moved them (反映対応).

    A person's ``links`` stand above everything found here while their fingerprints hold; one that a person rejected
    keeps others from being made. ``stated``: a response states the revision, for all comments that it answers and all
    that are answered by reference to it. ``quoted``: a comment or a response quotes words that were changed.
    ``cited``: a comment names the page or place of the old plan, or a response one of either. A comment whose
    disposition implies no revision gets suggestions at most, unless its response states in the past tense that the plan
    was changed. With ``suggest=False`` mere suggestions are left out.

    Raises:
        nothing for broken references: a link whose end does not exist stays, and is a finding of the audit (PC115).
    """
    fields.require(comparison, Comparison, "trace")
    fields.require(consultation, Consultation, "trace")
    standing, suspects = split_suspects(links, comparison, consultation)
    causes = follow_causes(causes, comparison)
    best: dict[tuple[str, str], TraceLink] = {}
    for link in standing:
        _keep_best(best, link)
    pieces = gather(comparison, consultation, best)
    for link in _found(pieces):
        best.setdefault((link.revision_id, link.comment_id), link)
    if suggest:
        explained = {link.revision_id for link in best.values() if link.counts} | {one.revision_id for one in causes}
        for link in likely_links(pieces.case, explained):
            pair = (link.revision_id, link.comment_id)
            best[pair] = _with_likeness(best[pair], link) if pair in best else link
    kept = [link for link in best.values() if suggest or link.basis != "suggested" or link.status != "proposed"]
    revisions = {revision.id: index for index, revision in enumerate(comparison.revisions)}
    comments = {comment.id: index for index, comment in enumerate(consultation.comments)}
    kept.sort(
        key=lambda link: (
            revisions.get(link.revision_id, len(revisions)),
            link.revision_id,
            BASES.index(link.basis),
            -link.score,
            comments.get(link.comment_id, len(comments)),
            link.comment_id,
        )
    )
    known = {link.revision_id for link in kept if link.counts} | {cause.revision_id for cause in causes}
    unexplained = (one.id for one in comparison.revisions if one.needs_reason and one.id not in known)
    return Trace(tuple(kept), tuple(causes), tuple(unexplained), suspects)


def _with_likeness(known: TraceLink, link: TraceLink) -> TraceLink:
    """A suggestion made of weak evidence that likeness speaks for as well; any other link stays as it is."""
    if known.basis != "suggested" or known.status != "proposed" or link.score <= known.score:
        return known
    return attrs.evolve(known, score=link.score, note="；".join(filter(None, (known.note, "ほかに文言の類似"))))


def _keep_best(best: dict[tuple[str, str], TraceLink], link: TraceLink) -> None:
    """Of several given links of one pair the one that was decided on, then the strongest, then the surest."""
    known = best.get((link.revision_id, link.comment_id))
    if known is None or _rank(link) < _rank(known):
        best[link.revision_id, link.comment_id] = link


def _rank(link: TraceLink) -> tuple[bool, int, float, str, str]:
    decided = link.basis == "declared" or link.status != "proposed"
    return (not decided, BASES.index(link.basis), -link.score, link.status, link.evidence)


@attrs.define(eq=False)
class Pieces:
    """The pieces of evidence by revision and comment: of each source the strongest.

    Attributes:
        case: what they are about.
        by_pair: by the revision's place and the comment's id, by source.
        counting: the comments that more than suggestions link to a revision, by its id.
        explained: the revisions that words explain, or a given link.
        told: the comments whose response states what they moved.
        silent: the comments that are answered, without a word about a change.
        heard: the comments whose response says that something was changed, or points to another response.
    """

    case: Case
    by_pair: dict[tuple[int, str], dict[str, Piece]] = attrs.field(init=False, factory=dict)
    counting: dict[str, list[str]] = attrs.field(init=False, factory=dict)
    explained: set[str] = attrs.field(init=False, factory=set)
    told: set[str] = attrs.field(init=False, factory=set)
    silent: set[str] = attrs.field(init=False, factory=set)
    heard: set[str] = attrs.field(init=False, factory=set)

    def add(self, one: Shown, comment_id: str, piece: Piece) -> None:
        if comment_id not in self.case.comments:
            return
        pieces = self.by_pair.setdefault((one.at, comment_id), {})
        known = pieces.get(piece.source)
        if known is None or _strength(piece) < _strength(known):
            pieces[piece.source] = piece
        if piece.basis in ("stated", "quoted"):
            self.explained.add(one.revision.id)
        if piece.basis != "suggested":
            self.counting.setdefault(one.revision.id, []).append(comment_id)

    def add_unless_denied(self, one: Shown, comment_id: str, piece: Piece) -> None:
        """As a mere suggestion where disposition or responses say that the comment changed nothing."""
        implies = self.case.implies.get(comment_id)
        if implies is False or (implies is None and comment_id in self.silent):
            piece = piece.weakened()
        elif implies is None and comment_id not in self.heard and piece.source == "comment words":
            piece = attrs.evolve(piece, weight=min(piece.weight, weights.UNTOLD))
        self.add(one, comment_id, piece)


def _strength(piece: Piece) -> tuple[int, float, int, str, str]:
    """Smaller is stronger; the order of the record decides nothing."""
    return (BASES.index(piece.basis), -piece.weight, _ORDER.index(piece.source), piece.words, piece.note)


def _found(pieces: Pieces) -> Iterator[TraceLink]:
    """The links that the evidence makes, one for each pair."""
    case = pieces.case
    revision_marks = [revision_mark(one.revision) for one in case.shown]
    comment_marks = {name: comment_mark(comment) for name, comment in case.comments.items()}
    for (at, comment_id), found in pieces.by_pair.items():
        mark = revision_marks[at] + comment_marks[comment_id]
        yield _link(case.shown[at].revision.id, comment_id, tuple(found.values()), mark)


def gather(
    comparison: Comparison, consultation: Consultation, given: Mapping[tuple[str, str], TraceLink] | None = None
) -> Pieces:
    """Every piece of evidence, with the links of a person that explain revisions already."""
    case = Case.make(comparison, consultation)
    pieces = Pieces(case)
    _take_responses(case, pieces)
    for comment_id in case.comments:
        for one, piece in from_comments(case, comment_id, is_told=comment_id in pieces.told):
            pieces.add_unless_denied(one, comment_id, piece)
    for link in (given or {}).values():
        if link.counts:
            pieces.counting.setdefault(link.revision_id, []).append(link.comment_id)
            pieces.explained.add(link.revision_id)
    _take_places(case, pieces)
    for one, comment_id, piece in list(from_same_places(case, pieces.counting)):
        pieces.add(one, comment_id, piece)
    return pieces


def _link(revision_id: str, comment_id: str, found: Sequence[Piece], mark: str) -> TraceLink:
    """The link that all pieces for one pair make: the basis of the strongest, as sure as all of them together."""
    ordered = sorted(found, key=_strength)
    counting = [piece for piece in ordered if piece.basis != "suggested"]
    score = weights.together(piece.weight for piece in counting or ordered)
    first, others = ordered[0], counting[1:]
    notes = [first.note] if first.note else []
    if others:
        names = "、".join(_SOURCES[one.source] + (f"（{one.note}）" if one.note else "") for one in others)
        notes.append(f"ほかに{names}")
    if not counting:
        score = min(score, _MOST_SUGGESTED)
    return TraceLink(revision_id, comment_id, first.basis, score, first.words, "proposed", mark, note="；".join(notes))


def _take_responses(case: Case, pieces: Pieces) -> None:
    """What responses say, for every comment that they answer, and for those answered by reference to them."""
    sayings = [from_responses(case, response) for response in case.responses]
    by_id: dict[str, Sayings] = {}
    for response, said in zip(case.responses, sayings, strict=True):
        by_id.setdefault(response.id, said)
        pieces.told.update(response.comment_ids if said.stated else ())
        (pieces.heard if said.says_so or response.refers_to else pieces.silent).update(response.comment_ids)
    pieces.silent -= pieces.heard
    for response, said in zip(case.responses, sayings, strict=True):
        for comment_id in dict.fromkeys(response.comment_ids):
            _take(case, pieces, comment_id, said)
    taken_over = inheritance(case.responses)
    for response in case.responses:
        for one in taken_over.get(response.id, ()):
            _inherit(pieces, response, by_id[one.response.id], one.part_title, weights.STEP**one.steps)


def _take(case: Case, pieces: Pieces, comment_id: str, said: Sayings) -> None:
    implies = case.implies.get(comment_id)
    for _, promised, one, piece in said.stated:
        if promised:
            pieces.add_unless_denied(one, comment_id, piece)
        else:
            pieces.add(one, comment_id, piece)
    sure = implies is True or (implies is None and said.says_so)
    for one, piece in said.quoted:
        pieces.add(one, comment_id, piece if sure else piece.weakened())
    if implies is not False:
        for one, piece in said.cited:
            pieces.add(one, comment_id, piece)


def _inherit(pieces: Pieces, response: Response, said: Sayings, part_title: str, share: float) -> None:
    """Statements of another response, of the titled part where one is meant, less sure with every step."""
    for title, _, one, piece in said.stated:
        if part_title and title != part_title:
            continue
        passed_on = attrs.evolve(
            piece, weight=piece.weight * share, note="；".join(filter(None, ("参照先の回答", piece.note)))
        )
        for comment_id in dict.fromkeys(response.comment_ids):
            pieces.add_unless_denied(one, comment_id, passed_on)


def _take_places(case: Case, pieces: Pieces) -> None:
    for comment_id in case.comments:
        for one, piece in from_places(case, comment_id, pieces.explained, is_told=comment_id in pieces.told):
            pieces.add_unless_denied(one, comment_id, piece)
