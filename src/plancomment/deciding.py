"""What a person decided in the tables of proposed links, put into a folder's values (確認表の読取り)."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from plancomment import cells, fields, files
from plancomment.comments import Comment
from plancomment.comparison import Comparison, Revision
from plancomment.errors import ReadError, WrongValueError
from plancomment.folder.decisions import DECISIONS, SHOWN
from plancomment.folder.sheets import Row, Sheet, read_sheet
from plancomment.folder.tables import CAUSE_KINDS
from plancomment.project import Project
from plancomment.read.limits import Limits
from plancomment.read.table.grids import read_grids
from plancomment.traceability.links import Cause, TraceLink, fingerprint, revision_mark
from plancomment.traceability.suspects import follow_causes, split_suspects
from plancomment.traceability.tracing import trace

__all__ = ["Decided", "is_open", "read_decisions"]

Pair = tuple[str, str]  # the ids of a revision and a comment, "" for none
_HALF = 12  # the digits of a fingerprint that tell the revision's texts


@attrs.frozen
class Decided:
    """A folder's values with the decisions of a table (確認結果). Nothing is written.

    Attributes:
        project: the folder's values, with links and causes as decided (反映後).
        accepted: how many links were accepted that were not before (承認の件数).
        rejected: how many were rejected, former decisions that were dropped included (却下の件数).
        withdrawn: how many former decisions were taken back (取消の件数).
        causes: how many causes without a comment were given or changed (意見によらない理由の件数).
        outdated: rows whose texts changed since the table was written: what they say is kept as a decision for the
            former texts, which decides nothing and is listed again; each with its place and words (文面が変わった行).
        notes: what was typed in rows that decide nothing yet, by revision and comment (未決の行の理由).
    """

    project: Project = attrs.field(validator=fields.instance_of(Project))
    accepted: int = 0
    rejected: int = 0
    withdrawn: int = 0
    causes: int = 0
    outdated: tuple[str, ...] = ()
    notes: Mapping[tuple[str, str | None], str] = attrs.field(factory=dict)


def read_decisions(path: str | os.PathLike[str], project: Project, *others: str | os.PathLike[str]) -> Decided:
    """The decisions of a table (.csv, or saved as .xlsx, .ods, .xls) put into a folder's values (確認結果の読取り).

    Rows without a decision decide nothing; ``others`` are further tables, read as one with the first. A row follows a
    revision that was only renumbered since the table was written; one whose texts changed is outdated. A row without a
    fingerprint, added by hand, makes a declared link. The order of rows and tables does not matter.

    Raises:
        WrongValueError: the folder has no comparison.
        MissingFileError: there is no such file.
        ReadError: everything that is wrong, each with file, row, column and value; nothing was taken.
    """
    fields.require(project, Project, "read_decisions")
    if project.comparison is None:
        raise WrongValueError("there is nothing to decide on: the folder has no comparison")
    sheets = [_sheet(files.as_path(one)) for one in (path, *others)]
    asked = [one for sheet in sheets for row in sheet.rows if row.sound and (one := _asked(sheet, row)) is not None]
    desk = _Desk(_There.make(project, project.comparison, asked))
    for one in asked:
        desk.take(one)
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if problems:
        if len(sheets) == 1:
            problems = [one.removeprefix(f"{sheets[0].source}, ") for one in problems]
        raise ReadError(" + ".join(sheet.source for sheet in sheets), problems)
    return desk.decided()


def _sheet(place: Path) -> Sheet:
    if place.suffix.lower() in (".csv", ".txt"):
        return read_sheet(files.read_bytes(place), place.name, DECISIONS)
    grids = read_grids(place, None, Limits()).grids
    if not grids:
        raise ReadError(place.name, ["there is no table in it"])
    rows = [*([""] for _ in range(grids[0].first_row - 1)), *grids[0].rows]
    return read_sheet(cells.render_csv(rows).encode("utf-8"), place.name, DECISIONS)


@attrs.frozen(eq=False)
class _Asked:
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

    def contradicts(self, other: "_Asked | None", what: str) -> bool:
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


def _asked(sheet: Sheet, row: Row) -> _Asked | None:
    values = row.values
    said = values["decision"], values["cause"], values["reason"]
    if not any(said):
        return None
    if values["revision_id"] is None:
        sheet.report(row, "revision_id", "is empty; an id is needed")
        return None
    return _Asked(sheet, row, values["revision_id"], values["comment_id"] or "", *said, values["fingerprint"].strip())


@attrs.frozen(eq=False)
class _There:
    """What is there: the folder's values, and where the revisions of links, causes and rows stand now.

    Attributes:
        revisions: by id.
        comments: by id.
        found: by pair what would be listed, or is decided already.
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
    links: Sequence[tuple[TraceLink, TraceLink | None]]
    given: frozenset[Pair]
    causes: Sequence[Cause]
    at: Mapping[tuple[Pair, str], str]
    cause_at: Mapping[tuple[str, str], str]

    @classmethod
    def make(cls, project: Project, comparison: Comparison, asked: Sequence[_Asked]) -> "_There":
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
        marks = sorted({(one.revision_id, one.mark[:_HALF]) for one in asked if one.mark})
        moved = follow_causes([Cause(name, "other", "", mark) for name, mark in marks], comparison)
        found = trace(comparison, consultation, links=project.links).links
        return cls(
            project,
            revisions,
            {one.id: one for one in consultation.comments},
            {(link.revision_id, link.comment_id): link for link in found},
            given,
            frozenset(_pair(link) for both in given for link in both if link is not None),
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

    def sorted(self, pairs: Iterable[Pair]) -> list[Pair]:
        """In the order of the plan, then of the comments; what is gone behind."""
        first, second = ({name: index for index, name in enumerate(one)} for one in (self.revisions, self.comments))
        return sorted(pairs, key=lambda pair: (first.get(pair[0], len(first)), second.get(pair[1], len(second)), pair))


@attrs.define(eq=False)
class _Desk:
    """What the rows decide, while they are read: by pair, or by revision for causes."""

    there: _There
    links: dict[Pair, _Asked] = attrs.field(factory=dict)
    causes: dict[Pair, _Asked] = attrs.field(factory=dict)
    outdated: dict[Pair, _Asked] = attrs.field(factory=dict)
    outdated_causes: dict[Pair, _Asked] = attrs.field(factory=dict)
    notes: dict[tuple[str, str | None], str] = attrs.field(factory=dict)

    def take(self, one: _Asked) -> None:
        """Put one row where it belongs, or report what is wrong with it."""
        if one.cause is not None:
            self._take_cause(one)
        if one.status is None:
            if one.cause is None:
                name = self.there.at.get((one.pair, one.mark), one.revision_id)
                self.notes[name, one.comment_id or None] = one.reason
        elif one.comment_id:
            self._take_link(one)
        elif one.cause is None and one.status != "confirmed" and self._has_cause(one.revision_id):
            _put(self.causes, (one.revision_id, ""), one, "cause")
        else:
            one.report("comment_id", "is empty; a decision needs the id of a comment")

    def _has_cause(self, revision_id: str) -> bool:
        return any(cause.revision_id == revision_id for cause in self.there.causes)

    def _take_cause(self, one: _Asked) -> None:
        name = one.revision_id
        if one.mark and name not in self.there.revisions:
            name = self.there.cause_at.get((name, one.mark[:_HALF]), "")
        if name in self.there.revisions:
            _put(self.causes, (name, ""), one, "cause")
        elif one.mark:
            _put(self.outdated_causes, (one.revision_id, ""), one, "cause")
        else:
            one.report("revision_id", f"there is no revision {one.revision_id!r}")

    def _take_link(self, one: _Asked) -> None:
        pair = one.pair
        comment = self.there.comments.get(one.comment_id)
        if comment is not None and comment.is_withheld and one.status == "confirmed":
            one.report("comment_id", f"the comment {comment.id!r} is withheld and moves nothing")
            return
        if one.mark:
            name = self.there.at.get((pair, one.mark))
            if name is None and one.status != "withdrawn" and comment is not None:
                _put(self.outdated, pair, one, "status")
                return
            pair = name or one.revision_id, one.comment_id
        is_given = pair in self.there.given
        if one.status == "withdrawn" and not is_given:
            one.report("decision", "there is no former decision to take back")
        elif self.there.has(pair) or (is_given and one.status != "confirmed"):
            _put(self.links, pair, one, "status")
        else:
            if pair[0] not in self.there.revisions:
                one.report("revision_id", f"there is no revision {pair[0]!r}")
            if comment is None:
                one.report("comment_id", f"there is no comment {pair[1]!r}")

    def decided(self) -> Decided:
        """The folder's values with everything that was taken."""
        project = self.there.project
        links, causes = self._decided_links(), self._decided_causes()
        before = {_pair(now or link): link.status for link, now in self.there.links}
        new = {pair: one.status for pair, one in self.links.items() if before.get(pair) != one.status}
        words = [one.words for one in (*self.outdated.values(), *self.outdated_causes.values())]
        return Decided(
            attrs.evolve(project, links=links, causes=causes),
            sum(status == "confirmed" for status in new.values()),
            sum(status == "rejected" for status in new.values()),
            sum(status == "withdrawn" for status in new.values())
            + sum(one.cause is None for one in self.causes.values()),
            len(set(causes) - set(self.there.causes)),
            tuple(words),
            self.notes,
        )

    def _decided_links(self) -> list[TraceLink]:
        looked_at = self._looked_at()
        kept: list[TraceLink] = []
        placed: set[Pair] = set()
        for link, now in self.there.links:
            pair = _pair(now or link)
            if pair in self.links:
                if now is not None and pair not in placed:
                    kept.extend(self._made(pair))
                    placed.add(pair)
            elif now is not None:
                kept.append(now)
            elif link.comment_id not in looked_at and pair not in self.outdated:
                kept.append(link)
        for pair in self.there.sorted(self.links.keys() - placed):
            kept.extend(self._made(pair))
        standing = {_pair(link) for link in kept}
        for pair in self.there.sorted(self.outdated.keys() - standing):
            one = self.outdated[pair]
            kept.append(TraceLink(*pair, "declared", 1.0, "", one.status, one.mark, one.reason))
        return kept

    def _made(self, pair: Pair) -> Iterator[TraceLink]:
        """The link of a decision: what was found, decided on for the texts that are there; none for what is dropped."""
        one = self.links[pair]
        if one.status != "withdrawn" and self.there.has(pair):
            link = self.there.found.get(pair, TraceLink(*pair, "declared"))
            reason = one.reason or (link.reason if link.status == one.status else "")
            mark = fingerprint(self.there.revisions[pair[0]], self.there.comments[pair[1]])
            yield attrs.evolve(link, status=one.status, reason=reason, fingerprint=mark)

    def _looked_at(self) -> set[str]:
        """The comments all of whose listed links were decided on now; each of them tells what was decided before."""
        decided = {pair[1] for pair, one in self.links.items() if one.mark and self.there.has(pair)}
        left = {_pair(link) for link in self.there.found.values() if is_open(link)} - self.links.keys()
        return decided - {pair[1] for pair in left}

    def _decided_causes(self) -> list[Cause]:
        kept: list[Cause] = []
        left = dict(self.causes)
        for cause in self.there.causes:
            pair = (cause.revision_id, "")
            if pair not in self.causes:
                kept.append(cause)
            elif pair in left:
                kept.extend(self._cause(pair, left.pop(pair), cause))
        for pair in self.there.sorted(left):
            kept.extend(self._cause(pair, left[pair], None))
        for pair in self.there.sorted(self.outdated_causes.keys() - {(one.revision_id, "") for one in kept}):
            one = self.outdated_causes[pair]
            kept.append(Cause(one.revision_id, one.cause, one.reason, one.mark[:_HALF]))
        return kept

    def _cause(self, pair: Pair, one: _Asked, before: Cause | None) -> Iterator[Cause]:
        if one.cause is not None:
            note = one.reason or (before.note if before is not None and before.kind == one.cause else "")
            yield Cause(pair[0], one.cause, note, revision_mark(self.there.revisions[pair[0]]))


def is_open(link: TraceLink) -> bool:
    """Whether nobody has decided on it yet (未決)."""
    return link.status == "proposed" and link.basis != "declared"


def _pair(link: TraceLink) -> Pair:
    return link.revision_id, link.comment_id


def _put(decisions: dict[Pair, _Asked], pair: Pair, one: _Asked, what: str) -> None:
    """Note what a row decides, unless another one says something else; the one with a reason is kept."""
    known = decisions.get(pair)
    if not one.contradicts(known, what) and (known is None or not known.reason):
        decisions[pair] = one
