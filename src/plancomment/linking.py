"""Proposed links in a table that a person decides on in a spreadsheet, and the decisions read back (反映対応の確認)."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from plancomment import cells, fields, files
from plancomment.comments import Comment
from plancomment.comparison import Revision
from plancomment.errors import ReadError, WriteError
from plancomment.folder.decisions import ACCEPTED, DECISIONS, REJECTED
from plancomment.folder.sheets import Row, Sheet, read_sheet, render_sheet
from plancomment.project import Project
from plancomment.read.limits import Limits
from plancomment.read.table.grids import read_grids
from plancomment.traceability.links import Cause, Trace, TraceLink, fingerprint
from plancomment.traceability.suspects import split_suspects
from plancomment.traceability.tracing import trace

__all__ = ["Decided", "Proposal", "proposals", "read_decisions", "write_proposals"]

_NO_REVISION = "（この修正はなくなりました）"
_WORDS = {"confirmed": ACCEPTED, "rejected": REJECTED, "proposed": "指定"}


@attrs.frozen
class Proposal:
    """One row to decide on: a link that was found, a suspect one, or a revision that nothing explains (確認の行).

    Attributes:
        revision_id: the revision (修正ID).
        comment_id: the comment, None for a revision without any (意見ID).
        place: where the revision stands, in words (変更箇所).
        old: the text before, ``""`` where there is none (旧).
        new: the text after (新).
        number: the comment's number as printed (番号).
        comment: the comment's text, as submitted where it is there, else its summary (意見).
        response: what the city answers (市の考え方).
        basis: how the link is known, ``""`` without a comment (根拠).
        score: how sure, from 0 to 1, as a numeral (確度).
        evidence: the words it rests on (証拠).
        former: a decision made for other texts (前の判断).
        decision: ``"confirmed"``, ``"rejected"`` or ``""`` (判断).
        reason: why, in words (理由).
        cause: the kind of :class:`Cause`, ``""`` if none (意見によらない理由).
        fingerprint: of the texts shown (指紋).
    """

    revision_id: str = attrs.field(validator=fields.identifier)
    comment_id: str | None = attrs.field(default=None, validator=fields.optional(fields.identifier))
    place: str = attrs.field(default="", validator=fields.text)
    old: str = attrs.field(default="", validator=fields.text)
    new: str = attrs.field(default="", validator=fields.text)
    number: str = attrs.field(default="", validator=fields.text)
    comment: str = attrs.field(default="", validator=fields.text)
    response: str = attrs.field(default="", validator=fields.text)
    basis: str = attrs.field(default="", validator=fields.text)
    score: str = attrs.field(default="", validator=fields.text)
    evidence: str = attrs.field(default="", validator=fields.text)
    former: str = attrs.field(default="", validator=fields.text)
    decision: str = attrs.field(default="", validator=fields.text)
    reason: str = attrs.field(default="", validator=fields.text)
    cause: str = attrs.field(default="", validator=fields.text)
    fingerprint: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Decided:
    """A folder's values with the decisions of a table (確認結果). Nothing is written.

    Attributes:
        project: the folder's values, with links and causes as decided (反映後).
        accepted: how many rows accept a link (承認の行数).
        rejected: how many reject one (却下の行数).
        causes: how many give a cause without a comment (意見によらない理由の行数).
        outdated: rows whose texts changed since the table was written: they decide nothing (文面が変わった行).
        notes: what was typed in rows that decide nothing yet, by revision and comment (未決の行の理由).
        former: what the outdated rows said, likewise (文面が変わった行の判断).
    """

    project: Project = attrs.field(validator=fields.instance_of(Project))
    accepted: int = 0
    rejected: int = 0
    causes: int = 0
    outdated: tuple[str, ...] = ()
    notes: Mapping[tuple[str, str | None], str] = attrs.field(factory=dict)
    former: Mapping[tuple[str, str | None], str] = attrs.field(factory=dict)


def proposals(project: Project, *, everything: bool = False) -> tuple[Proposal, ...]:
    """What a person should look at: every link that was found and not decided on, and what nothing explains (確認対象).

    A suspect link shows its former decision in the rows of its comment, or in a row of its own. In the order of the
    plan, the surest first; ``everything`` adds the links that are decided already.
    """
    fields.require(project, Project, "proposals")
    if project.comparison is None:
        return ()
    found = trace(project.comparison, project.consultation, links=project.links, causes=project.causes)
    former = _former(project, found)
    comments = {one.id: one for one in project.consultation.comments}
    answers = project.consultation.responses_by_comment()
    by_revision: dict[str, list[TraceLink]] = {}
    for link in found.links:
        if link.comment_id in comments and (everything or _is_open(link)):
            by_revision.setdefault(link.revision_id, []).append(link)
    rows: list[Proposal] = []
    told: set[tuple[str, str]] = set()
    for revision in project.comparison.revisions:
        for link in by_revision.get(revision.id, ()):
            comment = comments[link.comment_id]
            words = "\n".join(dict.fromkeys(former.get(link.comment_id, {}).values()))
            told.update((name, link.comment_id) for name in former.get(link.comment_id, ()))
            rows.append(
                attrs.evolve(
                    _row(revision),
                    **_side(comment, "\n".join(response.text for response in answers.get(comment.id, ()))),
                    basis=link.basis,
                    score=str(link.score),
                    evidence="\n".join(text for text in (link.evidence, link.note) if text),
                    former=words,
                    decision=link.status if link.status != "proposed" else "",
                    reason=link.reason,
                    fingerprint=fingerprint(revision, comment),
                )
            )
        if revision.id in found.unexplained and revision.id not in by_revision:
            rows.append(_row(revision))
    return (*rows, *_gone(project, former, told))


def _is_open(link: TraceLink) -> bool:
    return link.status == "proposed" and link.basis != "declared"


def _former(project: Project, found: Trace) -> dict[str, dict[str, str]]:
    """What was decided for other texts, by comment and revision."""
    former: dict[str, dict[str, str]] = {}
    for link in found.suspects:
        words = _WORDS[link.status] + (f"：{link.reason}" if link.reason else "") + f"（{link.revision_id}）"
        former.setdefault(link.comment_id, {})[link.revision_id] = words
    return former


def _gone(project: Project, former: Mapping[str, Mapping[str, str]], told: set[tuple[str, str]]) -> Iterator[Proposal]:
    """Suspect links that no other row tells of: to be dropped by 却下, or made anew where both ends are there."""
    revisions = {one.id: one for one in project.comparison.revisions} if project.comparison is not None else {}
    comments = {one.id: one for one in project.consultation.comments}
    for comment_id, decisions in former.items():
        for revision_id, words in decisions.items():
            if (revision_id, comment_id) in told:
                continue
            revision, comment = revisions.get(revision_id), comments.get(comment_id)
            row = _row(revision) if revision is not None else Proposal(revision_id, place=_NO_REVISION)
            row = attrs.evolve(row, comment_id=comment_id, former=words)
            if comment is not None:
                row = attrs.evolve(row, **_side(comment, ""))
                if revision is not None:
                    row = attrs.evolve(row, fingerprint=fingerprint(revision, comment))
            yield row


def _row(revision: Revision) -> Proposal:
    location = next(iter(revision.locations), None)
    place = ""
    if location is not None:
        page = f"P.{location.page}" if location.page is not None else ""
        clauses = revision.new_clauses or revision.old_clauses
        heading = clauses[0].heading_path[-1] if clauses and clauses[0].heading_path else ""
        place = " ".join(part for part in (location.document, page, location.place or heading) if part)
    return Proposal(revision.id, place=place, old=revision.old or "", new=revision.new or "")


def _side(comment: Comment, response: str) -> dict[str, str]:
    return {
        "comment_id": comment.id,
        "number": comment.number,
        "comment": comment.text or comment.summary or "",
        "response": response,
    }


def write_proposals(rows: Iterable[Proposal], path: str | os.PathLike[str], *, decided: Decided | None = None) -> Path:
    """The rows as a table for a spreadsheet (UTF-8 with a byte order mark, CRLF; 確認表).

    With ``decided``, what was typed in rows that are still open is kept.

    Raises:
        WriteError: the file could not be written, or a text holds half a surrogate pair.
    """
    notes = decided.notes if decided is not None else {}
    former = decided.former if decided is not None else {}
    values = []
    for row in rows:
        pair = (row.revision_id, row.comment_id)
        more = former.get(pair, "")
        values.append(
            attrs.asdict(row)
            | {"comment_id": row.comment_id or ""}
            | {"reason": row.reason or notes.get(pair, "")}
            | {"former": "\n".join(text for text in (row.former, more) if text)}
        )
    place = files.as_path(path)
    try:
        data = render_sheet(values, DECISIONS, (), None)
    except UnicodeEncodeError:
        raise WriteError(f"{place} was not written: a text holds half a surrogate pair") from None
    return files.write_bytes(place, data)


def read_decisions(path: str | os.PathLike[str], project: Project) -> Decided:
    """The decisions of a table (.csv, or saved as .xlsx, .ods, .xls) put into a folder's values (確認結果の読取り).

    Rows without a decision decide nothing. A row whose texts changed since the table was written is outdated; a row
    without a fingerprint, added by hand, makes a declared link.

    Raises:
        MissingFileError: there is no such file.
        ReadError: everything that is wrong, each with row, column and value; nothing was taken.
    """
    fields.require(project, Project, "read_decisions")
    sheet = _sheet(files.as_path(path))
    desk = _Desk.make(project, sheet)
    for row in sheet.rows:
        if row.sound:
            desk.take(row)
    if sheet.problems:
        raise ReadError(sheet.source, [one.removeprefix(f"{sheet.source}, ") for one in sheet.problems])
    return desk.decided()


def _sheet(place: Path) -> Sheet:
    if place.suffix.lower() in (".csv", ".txt"):
        return read_sheet(files.read_bytes(place), place.name, DECISIONS)
    grids = read_grids(place, None, Limits()).grids
    if not grids:
        raise ReadError(place.name, ["there is no table in it"])
    grid = grids[0]
    rows = [*([""] for _ in range(grid.first_row - 1)), *grid.rows]
    return read_sheet(cells.render_csv(rows).encode("utf-8"), place.name, DECISIONS)


@attrs.define(eq=False)
class _Desk:
    """What the rows decide, while they are read."""

    project: Project
    sheet: Sheet
    revisions: dict[str, Revision]
    comments: dict[str, Comment]
    found: dict[tuple[str, str], TraceLink]
    links: dict[tuple[str, str], TraceLink] = attrs.field(factory=dict)
    rows: dict[tuple[str, str], Row] = attrs.field(factory=dict)
    causes: dict[str, Cause] = attrs.field(factory=dict)
    dropped: set[tuple[str, str]] = attrs.field(factory=set)
    outdated: list[str] = attrs.field(factory=list)
    notes: dict[tuple[str, str | None], str] = attrs.field(factory=dict)
    former: dict[tuple[str, str | None], str] = attrs.field(factory=dict)

    @classmethod
    def make(cls, project: Project, sheet: Sheet) -> "_Desk":
        comparison = project.comparison
        links = trace(comparison, project.consultation, links=project.links).links if comparison is not None else ()
        return cls(
            project,
            sheet,
            {one.id: one for one in comparison.revisions} if comparison is not None else {},
            {one.id: one for one in project.consultation.comments},
            {(link.revision_id, link.comment_id): link for link in links},
        )

    def take(self, row: Row) -> None:
        """Put one row where it belongs, or report what is wrong with it."""
        values = row.values
        revision_id, comment_id = values["revision_id"], values["comment_id"]
        if revision_id is None:
            if any(row.cells):
                self.sheet.report(row, "revision_id", "is empty; an id is needed")
            return
        if values["cause"] is not None:
            self._take_cause(row, revision_id)
        if values["decision"] is None:
            if values["reason"] and values["cause"] is None:
                self.notes[revision_id, comment_id] = values["reason"]
        elif comment_id is None:
            self.sheet.report(row, "comment_id", "is empty; a decision needs the id of a comment")
        else:
            self._take_link(row, revision_id, comment_id)

    def _take_cause(self, row: Row, revision_id: str) -> None:
        if revision_id not in self.revisions:
            self.sheet.report(row, "revision_id", f"there is no revision {revision_id!r}")
            return
        cause = Cause(revision_id, row.values["cause"], row.values["reason"])
        if self.causes.setdefault(revision_id, cause).kind != cause.kind:
            self.sheet.report(row, "cause", f"another row gives another cause for {revision_id!r}")

    def _take_link(self, row: Row, revision_id: str, comment_id: str) -> None:
        mark = row.values["fingerprint"].strip()
        status, reason = row.values["decision"], row.values["reason"]
        known = comment_id in self.comments
        if known and self.comments[comment_id].is_withheld and status == "confirmed":
            self.sheet.report(row, "comment_id", f"the comment {comment_id!r} is withheld and moves nothing")
            return
        if mark and self.project.comparison is not None:
            asked = TraceLink(revision_id, comment_id, "declared", fingerprint=mark)
            standing, _ = split_suspects((asked,), self.project.comparison, self.project.consultation)
            if not standing:
                words = f"{_WORDS[status]}（文面が変わる前）" + (f"：{reason}" if reason else "")
                self.former[revision_id, comment_id] = words
                self.outdated.append(str(self.sheet.place(row)))
                return
            revision_id = standing[0].revision_id
        if revision_id not in self.revisions or not known:
            if status == "rejected" and self._is_suspect(revision_id, comment_id):
                self.dropped.add((revision_id, comment_id))
                return
            self._report_unknown(row, revision_id, comment_id)
            return
        pair = (revision_id, comment_id)
        if pair in self.links and self.links[pair].status != status:
            other = self.rows[pair].number
            self.sheet.report(row, "decision", f"row {other} decides otherwise on {revision_id!r} and {comment_id!r}")
            return
        link = self.found.get(pair, TraceLink(revision_id, comment_id, "declared"))
        reason = reason or (self.links[pair].reason if pair in self.links else "")
        now = fingerprint(self.revisions[revision_id], self.comments[comment_id])
        self.links[pair] = attrs.evolve(link, status=status, reason=reason, fingerprint=now)
        self.rows[pair] = row

    def _is_suspect(self, revision_id: str, comment_id: str) -> bool:
        return any(
            link.fingerprint and (link.revision_id, link.comment_id) == (revision_id, comment_id)
            for link in self.project.links
        )

    def _report_unknown(self, row: Row, revision_id: str, comment_id: str) -> None:
        if revision_id not in self.revisions:
            self.sheet.report(row, "revision_id", f"there is no revision {revision_id!r}")
        if comment_id not in self.comments:
            self.sheet.report(row, "comment_id", f"there is no comment {comment_id!r}")

    def decided(self) -> Decided:
        """The folder's values with everything that was taken."""
        about = {comment_id for _, comment_id in self.links}
        kept: list[TraceLink] = []
        standing: list[TraceLink] = list(self.project.links)
        if self.project.comparison is not None:
            _, suspects = split_suspects(self.project.links, self.project.comparison, self.project.consultation)
            # Whoever decides on a comment anew has seen what was decided on it before.
            gone = {id(one) for one in suspects if one.comment_id in about}
            standing = [one for one in standing if id(one) not in gone]
        left = dict(self.links)
        for link in standing:
            pair = (link.revision_id, link.comment_id)
            if pair not in self.dropped:
                kept.append(left.pop(pair, link))
        causes = [one for one in self.project.causes if one.revision_id not in self.causes]
        statuses = [link.status for link in self.links.values()]
        return Decided(
            attrs.evolve(self.project, links=(*kept, *left.values()), causes=(*causes, *self.causes.values())),
            statuses.count("confirmed"),
            statuses.count("rejected") + len(self.dropped),
            len(self.causes),
            tuple(self.outdated),
            self.notes,
            self.former,
        )
