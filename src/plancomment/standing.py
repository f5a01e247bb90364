"""What a row of a table of decisions says, and where the revisions of rows, links and causes stand now (判断の対象)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import attrs

from plancomment.comments import Comment
from plancomment.comparison import Comparison, Revision
from plancomment.folder.decisions import SHOWN
from plancomment.folder.sheets import Row, Sheet
from plancomment.folder.tables import CAUSE_KINDS
from plancomment.project import Project
from plancomment.traceability.citations import citations
from plancomment.traceability.links import Cause, TraceLink, revision_mark
from plancomment.traceability.suspects import follow_causes, split_suspects
from plancomment.traceability.tracing import trace

__all__ = ["HALF", "Asked", "Pair", "There", "is_listed", "is_open", "pair_of"]

Pair = tuple[str, str]  # the ids of a revision and a comment, "" for none
HALF = 12  # the digits of a fingerprint that tell the revision's texts


@attrs.frozen(eq=False)
class Asked:
    """A row that says something."""

    sheet: Sheet
    row: Row
    revision_id: str
    comment_id: str
    status: Any  # "confirmed", "rejected", "withdrawn" or None
    cause: Any  # a kind of Cause or None
    reason: str
    mark: str

    @property
    def pair(self) -> Pair:
        return self.revision_id, self.comment_id

    @property
    def words(self) -> str:
        """Where it stands, and what it says."""
        said = " ".join(word for word in (SHOWN.get(self.status or ""), CAUSE_KINDS.get(self.cause or "")) if word)
        return f"{self.sheet.place(self.row)}: {said}" + (f"（{self.reason}）" if self.reason else "")

    def report(self, column: str, problem: str) -> None:
        self.sheet.report(self.row, column, problem)

    def contradicts(self, other: "Asked | None", what: str) -> bool:
        """Another row on the same says something else; it is reported where the two are found out."""
        if other is None:
            return False
        mine, its = getattr(self, what), getattr(other, what)
        differs = mine != its or (self.reason and other.reason and self.reason != other.reason)
        if differs:
            about = " and ".join(repr(name) for name in self.pair if name)
            column = "reason" if mine == its else {"status": "decision"}.get(what, what)
            self.report(column, f"{other.sheet.place(other.row)} decides otherwise on {about}")
        return bool(differs)


@attrs.frozen(eq=False)
class There:
    """What is there: the folder's values, and where the revisions of links, causes and rows stand now.

    Attributes:
        revisions: by id.
        comments: by id.
        found: by pair what would be listed, or is decided already.
        unexplained: the revisions that nothing explains.
        links: the given links, each with itself at its present revision, None for a suspect one.
        given: the pairs of the given links, as they were and as they are.
        causes: the given causes at their present revisions.
        at: for each row the revision that it is about now, None where its texts changed.
        cause_at: likewise for what it says of a revision alone.
    """

    project: Project
    revisions: Mapping[str, Revision]
    comments: Mapping[str, Comment]
    found: Mapping[Pair, TraceLink]
    unexplained: frozenset[str]
    links: Sequence[tuple[TraceLink, TraceLink | None]]
    given: frozenset[Pair]
    causes: Sequence[Cause]
    at: Mapping[tuple[Pair, str], str]
    cause_at: Mapping[tuple[str, str], str]

    @classmethod
    def make(cls, project: Project, comparison: Comparison, asked: Sequence[Asked]) -> "There":
        consultation = project.consultation

        def where(links: Sequence[TraceLink], more: Sequence[TraceLink] = ()) -> list[TraceLink | None]:
            tagged = [attrs.evolve(link, evidence=str(index)) for index, link in enumerate(links)]
            standing, _ = split_suspects((*more, *tagged), comparison, consultation)
            now = {int(one.evidence): one.revision_id for one in standing[len(more) :]}
            return [
                attrs.evolve(link, revision_id=now[index]) if index in now else None for index, link in enumerate(links)
            ]

        given = list(zip(project.links, where(project.links), strict=True))
        at = {((one.revision_id, one.comment_id), one.fingerprint): now.revision_id for one, now in given if now}
        keys = {((one.revision_id, one.comment_id), one.fingerprint) for one in project.links}
        rows = sorted({(one.pair, one.mark) for one in asked if one.comment_id and one.mark} - keys)
        links = [TraceLink(*pair, "declared", fingerprint=mark) for pair, mark in rows]
        for key, link in zip(rows, where(links, [now for _, now in given if now]), strict=True):
            if link is not None:
                at[key] = link.revision_id
        revisions = {one.id: one for one in comparison.revisions}
        marks = sorted({(one.revision_id, one.mark[:HALF]) for one in asked if one.mark})
        moved = follow_causes([Cause(name, "other", "", mark) for name, mark in marks], comparison)
        found = trace(comparison, consultation, links=project.links, causes=project.causes)
        return cls(
            project,
            revisions,
            {one.id: one for one in consultation.comments},
            {(link.revision_id, link.comment_id): link for link in found.links},
            frozenset(found.unexplained),
            given,
            frozenset(pair_of(link) for both in given for link in both if link is not None),
            follow_causes(project.causes, comparison),
            at,
            {
                key: cause.revision_id
                for key, cause in zip(marks, moved, strict=True)
                if cause.revision_id in revisions and revision_mark(revisions[cause.revision_id]) == key[1]
            },
        )

    def has(self, pair: Pair) -> bool:
        """Both ends are there."""
        return pair[0] in self.revisions and pair[1] in self.comments

    def heir(self, one: Asked) -> str:
        """The revision that a row is about: its own, or where that is gone the only one with its old or new text."""
        if one.revision_id not in self.revisions:
            for side in ("old", "new"):
                text = one.row.values[side]
                alike = [name for name, there in self.revisions.items() if text and getattr(there, side) == text]
                if len(alike) == 1:
                    return alike[0]
        return one.revision_id

    def is_told(self, one: Asked) -> bool:
        """Whether the row of a revision tells a decision for its comment whose own revision is gone."""
        return self.has(one.pair) and any(
            now is None and link.comment_id == one.comment_id and link.revision_id not in self.revisions
            for link, now in self.links
        )

    def kept(self, revision_id: str, comment_id: str) -> str:
        """What was decided on a link, or on a revision alone, in words; ``""`` if nothing was."""
        if not comment_id:
            return "、".join(CAUSE_KINDS[one.kind] for one in self.causes if one.revision_id == revision_id)
        pair = revision_id, comment_id
        return next((SHOWN.get(now.status, "") for _, now in self.links if now and pair_of(now) == pair), "")

    def sorted(self, pairs: Iterable[Pair]) -> list[Pair]:
        """In the order of the plan, then of the comments; what is gone behind."""
        first, second = ({name: index for index, name in enumerate(one)} for one in (self.revisions, self.comments))
        return sorted(pairs, key=lambda pair: (first.get(pair[0], len(first)), second.get(pair[1], len(second)), pair))


def is_open(link: TraceLink) -> bool:
    """Whether nobody has decided on it yet (未決)."""
    return link.status == "proposed" and link.basis != "declared"


def is_listed(link: TraceLink, unexplained: Container[str]) -> bool:
    """Whether a person is asked about it: nobody has decided on it, and it is more than a guess at what is explained.

    Where something explains the revision already, a page or the name of a document alone says nothing of it.
    """
    if not is_open(link):
        return False
    if link.basis != "suggested" or link.revision_id in unexplained or "ほかに" in link.note:
        return True
    named = citations(link.evidence)
    return not named or any(one.quote or one.label or one.names or one.lines for one in named)


def pair_of(link: TraceLink) -> Pair:
    return link.revision_id, link.comment_id
