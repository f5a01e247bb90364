"""What a person decided in the tables of proposed links, put into a folder's values (確認表の読取り)."""

import os
from collections.abc import Iterable, Iterator, Mapping

import attrs

from plancomment import fields, files
from plancomment.comparison import Comparison
from plancomment.errors import ReadError, WrongValueError
from plancomment.folder.decisions import SHOWN, read_decision_sheet
from plancomment.folder.ids import hint, resolve
from plancomment.folder.sheets import Row, Sheet
from plancomment.project import Project
from plancomment.standing import HALF, Asked, Pair, There, is_listed, pair_of
from plancomment.traceability.links import Cause, TraceLink, fingerprint, revision_mark

__all__ = ["Decided", "read_decisions"]


@attrs.frozen
class Decided:
    """A folder's values with the decisions of a table (確認結果). Nothing is written.

    Attributes:
        project: the folder's values, with links and causes as decided (反映後).
        accepted: how many links were accepted that were not before (承認の件数).
        rejected: how many were rejected, former decisions that were dropped included (却下の件数).
        withdrawn: how many former decisions were taken back (取消の件数).
        causes: how many causes without a comment were given, or got another kind or note (意見によらない理由の件数).
        outdated: rows whose texts changed since the table was written: what they say is kept as a decision for the
            former texts, which decides nothing and is listed again; each with its place and words (文面が変わった行).
        cleared: rows of decisions and causes whose cell is empty now: what was decided stays, as only 取消 takes it
            back; each with its place and words (空欄にした行).
        notes: what was typed in rows that decide nothing yet, by revision and comment (未決の行の理由).
    """

    project: Project = attrs.field(validator=fields.instance_of(Project))
    accepted: int = 0
    rejected: int = 0
    withdrawn: int = 0
    causes: int = 0
    outdated: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    notes: Mapping[tuple[str, str | None], str] = attrs.field(factory=dict)


def read_decisions(path: str | os.PathLike[str], project: Project, *others: str | os.PathLike[str]) -> Decided:
    """The decisions of a table (.csv, .txt, .xlsx, .ods, .xls) put into a folder's values (確認結果の読取り).

    Rows without a decision decide nothing; ``others`` are further tables, read as one with the first. A row follows a
    revision that was only renumbered since the table was written; one whose texts changed is outdated. A row without a
    fingerprint, added by hand, makes a declared link. An id that differs from a known one in width, case or dashes only
    is that one. The order of rows and tables does not matter.

    Raises:
        WrongValueError: the folder has no comparison.
        MissingFileError: there is no such file.
        ReadError: everything that is wrong, each with file, row, column and value; nothing was taken.
    """
    fields.require(project, Project, "read_decisions")
    if project.comparison is None:
        raise WrongValueError("there is nothing to decide on: the folder has no comparison")
    sheets = [read_decision_sheet(files.as_path(one)) for one in (path, *others)]
    _name_as_known(sheets, project, project.comparison)
    asked = [one for sheet in sheets for row in sheet.rows if row.sound and (one := _asked(sheet, row)) is not None]
    desk = _Desk(There.make(project, project.comparison, asked))
    for one in asked:
        desk.take(one)
    for sheet in sheets:
        desk.notice_cleared(sheet)
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if problems:
        if len(sheets) == 1:
            problems = [one.removeprefix(f"{sheets[0].source}, ") for one in problems]
        raise ReadError(" + ".join(sheet.source for sheet in sheets), problems)
    return desk.decided()


def _name_as_known(sheets: Iterable[Sheet], project: Project, comparison: Comparison) -> None:
    """Each id of the tables as the folder spells it."""
    known = {
        "revision_id": {*(one.id for one in comparison.revisions), *(one.revision_id for one in project.links)},
        "comment_id": {*(one.id for one in project.consultation.comments), *(one.comment_id for one in project.links)},
    }
    for row in (row for sheet in sheets for row in sheet.rows if row.sound):
        for column, names in known.items():
            if row.values[column] is not None:
                row.values[column] = resolve(row.values[column], names)


def _asked(sheet: Sheet, row: Row) -> Asked | None:
    values = row.values
    said = values["decision"], values["cause"], values["reason"]
    if not any(said):
        return None
    if values["revision_id"] is None:
        sheet.report(row, "revision_id", "is empty; an id is needed")
        return None
    return Asked(sheet, row, values["revision_id"], values["comment_id"] or "", *said, values["fingerprint"].strip())


@attrs.define(eq=False)
class _Desk:
    """What the rows decide, while they are read: by pair, or by revision for causes."""

    there: There
    links: dict[Pair, Asked] = attrs.field(factory=dict)
    causes: dict[Pair, Asked] = attrs.field(factory=dict)
    outdated: dict[Pair, Asked] = attrs.field(factory=dict)
    outdated_causes: dict[Pair, Asked] = attrs.field(factory=dict)
    cleared: list[str] = attrs.field(factory=list)
    notes: dict[tuple[str, str | None], str] = attrs.field(factory=dict)

    def take(self, one: Asked) -> None:
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

    def _take_cause(self, one: Asked) -> None:
        name = one.revision_id
        if one.mark and name not in self.there.revisions:
            name = self.there.cause_at.get((name, one.mark[:HALF]), "")
        if name in self.there.revisions:
            _put(self.causes, (name, ""), one, "cause")
        elif one.mark:
            _put(self.outdated_causes, (one.revision_id, ""), one, "cause")
        else:
            one.report("revision_id", f"there is no revision {one.revision_id!r}")

    def _take_link(self, one: Asked) -> None:
        pair = one.pair
        comment = self.there.comments.get(one.comment_id)
        if comment is not None and comment.is_withheld and one.status == "confirmed":
            one.report("comment_id", f"the comment {comment.id!r} is withheld and moves nothing")
            return
        if one.mark:
            name = self.there.at.get((pair, one.mark))
            if name is None and one.status != "withdrawn" and comment is not None:
                _put(self.outdated, (self.there.heir(one), one.comment_id), one, "status")
                return
            pair = name or one.revision_id, one.comment_id
        is_given = pair in self.there.given
        if one.status == "withdrawn" and not is_given and not self.there.is_told(one):
            one.report("decision", "there is no former decision to take back")
        elif self.there.has(pair) or (is_given and one.status != "confirmed"):
            _put(self.links, pair, one, "status")
        else:
            self._report_ends(one, pair, is_given)

    def _report_ends(self, one: Asked, pair: Pair, is_given: bool) -> None:
        """What is not there, and what can be done instead."""
        revisions, comments = self.there.revisions, self.there.comments
        if pair[0] not in revisions and is_given:
            one.report(
                "revision_id",
                f"the revision {pair[0]!r} is gone: its row takes {SHOWN['rejected']} (reject) or {SHOWN['withdrawn']} "
                "(withdraw) only; to accept, add a row with the ids of the revision that stands there now and of the "
                "comment",
            )
        elif pair[0] not in revisions:
            one.report("revision_id", f"there is no revision {pair[0]!r}{hint(pair[0], revisions)}")
        if pair[1] not in comments:
            one.report("comment_id", f"there is no comment {pair[1]!r}{hint(pair[1], comments)}")

    def notice_cleared(self, sheet: Sheet) -> None:
        """Note rows that say nothing of what is decided already, unless another row does."""
        for row in sheet.rows:
            values = row.values
            name, comment_id = values.get("revision_id"), values.get("comment_id") or ""
            if not row.sound or name is None or values["decision"] or values["cause"] or not values["fingerprint"]:
                continue
            name = self.there.at.get(((name, comment_id), values["fingerprint"].strip()), name)
            kept = self.there.kept(name, comment_id)
            if kept and (name, comment_id) not in (self.links if comment_id else self.causes):
                self.cleared.append(f"{sheet.place(row)}: {kept}")

    def decided(self) -> Decided:
        """The folder's values with everything that was taken."""
        project = self.there.project
        links, causes = self._decided_links(), self._decided_causes()
        before = {pair_of(now or link): link.status for link, now in self.there.links}
        new = {pair: one.status for pair, one in self.links.items() if before.get(pair) != one.status}
        words = [one.words for one in (*self.outdated.values(), *self.outdated_causes.values())]
        return Decided(
            attrs.evolve(project, links=links, causes=causes),
            sum(status == "confirmed" for status in new.values()),
            sum(status == "rejected" for status in new.values()),
            sum(status == "withdrawn" for status in new.values())
            + sum(one.cause is None for one in self.causes.values()),
            len({_said(one) for one in causes} - {_said(one) for one in self.there.causes}),
            tuple(words),
            tuple(self.cleared),
            self.notes,
        )

    def _decided_links(self) -> list[TraceLink]:
        looked_at = self._looked_at()
        kept: list[TraceLink] = []
        placed: set[Pair] = set()
        for link, now in self.there.links:
            pair = pair_of(now or link)
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
        standing = {pair_of(link) for link in kept}
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
        found = self.there.found.values()
        left = {pair_of(link) for link in found if is_listed(link, self.there.unexplained)} - self.links.keys()
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
            kept.append(Cause(one.revision_id, one.cause, one.reason, one.mark[:HALF]))
        return kept

    def _cause(self, pair: Pair, one: Asked, before: Cause | None) -> Iterator[Cause]:
        if one.cause is not None:
            note = one.reason or (before.note if before is not None and before.kind == one.cause else "")
            yield Cause(pair[0], one.cause, note, revision_mark(self.there.revisions[pair[0]]))


def _said(cause: Cause) -> tuple[str, str, str]:
    return cause.revision_id, cause.kind, cause.note


def _put(decisions: dict[Pair, Asked], pair: Pair, one: Asked, what: str) -> None:
    """Note what a row decides, unless another one says something else; the one with a reason is kept."""
    known = decisions.get(pair)
    if not one.contradicts(known, what) and (known is None or not known.reason):
        decisions[pair] = one
