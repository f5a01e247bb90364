"""Proposed links in a table that a person decides on in a spreadsheet (反映対応の確認)."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from plancomment import fields, files
from plancomment.comments import Comment
from plancomment.comparison import Comparison, Revision
from plancomment.deciding import Decided
from plancomment.errors import (
    MissingExtraError,
    ReadError,
    UnknownFormatError,
    WriteError,
    WrongTypeError,
    WrongValueError,
)
from plancomment.folder.decisions import DECISIONS, SHOWN, read_decision_sheet
from plancomment.folder.sheets import Sheet, render_sheet
from plancomment.folder.tables import CAUSE_KINDS
from plancomment.project import Project
from plancomment.standing import is_listed, is_open
from plancomment.traceability.links import Cause, Trace, TraceLink, comment_mark, fingerprint, revision_mark
from plancomment.traceability.naming import comment_names
from plancomment.traceability.tracing import trace

__all__ = ["Proposal", "proposals", "render_proposals", "write_proposals"]

_NO_REVISION = "（この修正はなくなりました）"
# Shorter words (in characters) stand in many revisions.
_SHORTEST = 4


def _share(instance: Any, attribute: Any, value: Any) -> None:
    if value is not None and not isinstance(value, float):
        raise WrongTypeError(f"Proposal.{attribute.name} must be float or None, not {type(value).__name__}")
    if value is not None and not 0.0 <= value <= 1.0:
        raise WrongValueError(f"Proposal.{attribute.name} lies between 0 and 1, got {value}")


@attrs.frozen
class Proposal:
    """One row to decide on: a link that was found, a suspect one, or a revision that nothing explains (確認の行).

    Attributes:
        revision_id: the revision (修正ID).
        comment_id: the comment, None for a revision without any (意見ID).
        place: where the revision stands, in words (変更箇所).
        old: the text before, ``""`` where there is none (旧).
        new: the text after (新).
        number: the comment as the page names it, such as 総論 No.5 (番号).
        comment: the comment's text, as submitted where it is there, else its summary (意見).
        response: what the city answers (市の考え方).
        basis: how the link is known, ``""`` without a comment (根拠).
        score: how sure, from 0 to 1, None without a link that was found (確度).
        evidence: the words it rests on (証拠).
        former: a decision made for other texts, and which of them changed (前の判断).
        decision: ``"confirmed"``, ``"rejected"`` or ``""`` (判断).
        reason: why, in words (理由).
        cause: the kind of :class:`Cause`, ``""`` if none (意見によらない理由).
        fingerprint: of the texts shown, those of the revision alone where there is no comment (指紋).
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
    score: float | None = attrs.field(default=None, validator=_share)
    evidence: str = attrs.field(default="", validator=fields.text)
    former: str = attrs.field(default="", validator=fields.text)
    decision: str = attrs.field(default="", validator=fields.text)
    reason: str = attrs.field(default="", validator=fields.text)
    cause: str = attrs.field(default="", validator=fields.text)
    fingerprint: str = attrs.field(default="", validator=fields.text)


def proposals(project: Project, *, everything: bool = False) -> tuple[Proposal, ...]:
    """What a person should look at: every link that was found and not decided on, and what nothing explains (確認対象).

    Where something explains a revision already, suggestions that rest on a page or a document's name alone are left
    out. A suspect link tells its former decision in the row of its pair, or where its revision is gone in the open rows
    of its comment, or else in a row of its own at the end, as causes of revisions that are gone do; where one
    unexplained revision alone has the words that the link rested on, that row offers it. In the order of the plan, the
    surest first; ``everything`` adds what is decided already. Without a comparison there is nothing.
    """
    fields.require(project, Project, "proposals")
    if project.comparison is None:
        return ()
    desk = _Desk.make(project, project.comparison)
    rows: list[Proposal] = []
    for revision in project.comparison.revisions:
        links = [one for one in desk.links.get(revision.id, ()) if everything or is_listed(one, desk.unexplained)]
        rows.extend(desk.row(revision, link) for link in sorted(links, key=lambda one: -one.score))
        if everything:
            causes = desk.causes.get(revision.id, ())
            rows.extend(attrs.evolve(_row(revision), cause=cause.kind, reason=cause.note) for cause in causes)
        if revision.id in desk.unexplained and not links:
            rows.append(_row(revision))
    return (*rows, *desk.gone())


@attrs.define(eq=False)
class _Desk:
    """What rows are made of, and which suspect links were told in one."""

    found: Trace
    revisions: Mapping[str, Revision]
    comments: Mapping[str, Comment]
    names: Mapping[str, str]
    answers: Mapping[str, str]
    links: Mapping[str, Sequence[TraceLink]]
    causes: Mapping[str, Sequence[Cause]]
    unexplained: frozenset[str]
    former: Mapping[str, Sequence[TraceLink]]
    told: set[TraceLink] = attrs.field(factory=set)

    @classmethod
    def make(cls, project: Project, comparison: Comparison) -> "_Desk":
        consultation = project.consultation
        found = trace(comparison, consultation, links=project.links, causes=project.causes)
        comments = {one.id: one for one in consultation.comments}
        links: dict[str, list[TraceLink]] = {}
        for link in found.links:
            if link.comment_id in comments:
                links.setdefault(link.revision_id, []).append(link)
        causes: dict[str, list[Cause]] = {}
        for cause in found.causes:
            causes.setdefault(cause.revision_id, []).append(cause)
        former: dict[str, list[TraceLink]] = {}
        for link in found.suspects:
            former.setdefault(link.comment_id, []).append(link)
        return cls(
            found,
            {one.id: one for one in comparison.revisions},
            comments,
            comment_names(consultation),
            {
                comment_id: "\n".join(response.text for response in responses)
                for comment_id, responses in consultation.responses_by_comment().items()
            },
            links,
            causes,
            frozenset(found.unexplained),
            former,
        )

    def row(self, revision: Revision, link: TraceLink) -> Proposal:
        """The row of a link, with what was decided on it before."""
        comment = self.comments[link.comment_id]
        former = [
            one
            for one in self.former.get(comment.id, ())
            if one.revision_id == revision.id or (is_open(link) and one.revision_id not in self.revisions)
        ]
        self.told.update(former)
        return attrs.evolve(
            self.side(_row(revision), comment),
            basis=link.basis,
            score=link.score,
            evidence="\n".join(text for text in (link.evidence, link.note) if text),
            former="\n".join(self.decision(one) for one in former),
            decision=link.status if link.status != "proposed" else "",
            reason=link.reason,
            fingerprint=fingerprint(revision, comment),
        )

    def side(self, row: Proposal, comment: Comment) -> Proposal:
        """The row with a comment and its answer."""
        text = comment.text or comment.summary or ""
        answer = self.answers.get(comment.id, "")
        name = self.names[comment.id]
        return attrs.evolve(row, comment_id=comment.id, number=name, comment=text, response=answer)

    def decision(self, link: TraceLink) -> str:
        """A former decision in words, with what changed since."""
        comment = self.comments.get(link.comment_id)
        changed = []
        if comment is None:
            changed.append("意見がなくなりました")
        elif not link.fingerprint.endswith(comment_mark(comment)):
            changed.append("意見の文面が変わりました")
        if link.revision_id not in self.revisions:
            changed.append(f"修正{link.revision_id}の文面が変わったか、修正がなくなりました")
        elif not changed:
            changed.append("修正の文面が変わりました")
        reason = f"：{link.reason}" if link.reason else ""
        return f"{SHOWN.get(link.status, '指定')}{reason}（その後、{'。'.join(changed)}）"

    def heir(self, link: TraceLink) -> str:
        """The revision of a link, or where it is gone the only unexplained one with the words that it rests on."""
        if link.revision_id in self.revisions or link.comment_id not in self.comments:
            return link.revision_id
        quotes = [words for words in re.findall("「([^「」]+)」", link.evidence) if len(words) >= _SHORTEST]
        shared = [words for words in link.evidence.split("、") if words] if link.basis == "suggested" else []
        fitting = []
        for name in sorted(self.unexplained):
            text = "\n".join((self.revisions[name].old or "", self.revisions[name].new or ""))
            if any(words in text for words in quotes) or (shared and all(words in text for words in shared)):
                fitting.append(name)
        is_free = len(fitting) == 1 and link.comment_id not in {
            one.comment_id for one in self.links.get(fitting[0], ())
        }
        return fitting[0] if is_free else link.revision_id

    def gone(self) -> Iterator[Proposal]:
        """Suspect links that no other row tells of, and causes of revisions that are gone: to be decided or dropped."""
        left: dict[tuple[str, str], list[TraceLink]] = {}
        for link in self.found.suspects:
            if link not in self.told:
                left.setdefault((self.heir(link), link.comment_id), []).append(link)
        for (name, comment_id), links in left.items():
            revision, comment = self.revisions.get(name), self.comments.get(comment_id)
            row = _row(revision) if revision is not None else Proposal(name, place=_NO_REVISION)
            former = "\n".join(self.decision(one) for one in links)
            row = attrs.evolve(row, comment_id=comment_id, former=former, fingerprint="")
            if comment is not None:
                row = self.side(row, comment)
            if comment is not None and revision is not None:
                row = attrs.evolve(row, fingerprint=fingerprint(revision, comment))
            yield row
        for cause in self.found.causes:
            if cause.revision_id not in self.revisions:
                yield Proposal(cause.revision_id, place=_NO_REVISION, former=_words(cause))


def _words(cause: Cause) -> str:
    note = f"：{cause.note}" if cause.note else ""
    return f"{CAUSE_KINDS[cause.kind]}{note}（その後、修正の文面が変わったか、修正がなくなりました）"


def _row(revision: Revision) -> Proposal:
    location = next(iter(revision.locations), None)
    place = ""
    if location is not None:
        page = f"P.{location.page}" if location.page is not None else ""
        clauses = revision.new_clauses or revision.old_clauses
        heading = clauses[0].heading_path[-1] if clauses and clauses[0].heading_path else ""
        place = " ".join(part for part in (location.document, page, location.place or heading) if part)
    mark = revision_mark(revision)
    return Proposal(revision.id, place=place, old=revision.old or "", new=revision.new or "", fingerprint=mark)


def write_proposals(rows: Iterable[Proposal], path: str | os.PathLike[str], *, decided: Decided | None = None) -> Path:
    """The rows as a table for a spreadsheet (UTF-8 with a byte order mark, CRLF; 確認表), see :func:`render_proposals`.

    Raises:
        WriteError: the file could not be written, or a text holds half a surrogate pair.
    """
    place = files.as_path(path)
    return files.write_bytes(place, render_proposals(rows, place, decided=decided))


def render_proposals(rows: Iterable[Proposal], place: Path, *, decided: Decided | None = None) -> bytes:
    """The table that is to stand at a place, as bytes (確認表).

    Where such a table stands there already, the columns that a person added to it stay with their rows; with
    ``decided``, what was typed in rows that are still open stays, too.

    Raises:
        WriteError: a text holds half a surrogate pair.
    """
    notes = decided.notes if decided is not None else {}
    values = [
        {
            **attrs.asdict(row),
            "reason": row.reason or notes.get((row.revision_id, row.comment_id), ""),
            "score": "" if row.score is None else str(row.score),
            "decision": row.decision or None,
            "cause": row.cause or None,
        }
        for row in rows
    ]
    try:
        return render_sheet(values, DECISIONS, ("revision_id", "comment_id"), _former_table(place))
    except UnicodeEncodeError:
        raise WriteError(f"{place} was not written: a text holds half a surrogate pair") from None


def _former_table(place: Path) -> Sheet | None:
    if not files.is_there(place):
        return None
    try:
        sheet = read_decision_sheet(place)
    except (ReadError, MissingExtraError, UnknownFormatError):
        return None
    return sheet if sheet.where else None
