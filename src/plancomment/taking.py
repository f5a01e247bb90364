"""From a table of comments into a consultation folder (意見の取込み): what is new is added, what is there stays."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment import fields
from plancomment.comments import Category, Comment, Submission
from plancomment.errors import WrongValueError
from plancomment.findings import Finding, Place, Severity
from plancomment.folder.settings import INTAKE
from plancomment.project import Project
from plancomment.read.ledger import LedgerRow
from plancomment.read.limits import Limits
from plancomment.read.table import Intake, read_table
from plancomment.responses import Response

__all__ = ["Taken", "read_columns", "take_table"]


@attrs.frozen
class Taken:
    """A folder's values with those of a table added (取込み後の内容). Nothing is written.

    Attributes:
        project: the folder's values, with what was taken (取込み後).
        intake: what the table held, and what became of each row; a comment whose id the folder has already is
            refused and is not among its comments (取込結果).
    """

    project: Project = attrs.field(validator=fields.instance_of(Project))
    intake: Intake = attrs.field(validator=fields.instance_of(Intake))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error: what was refused or lost."""
        return tuple(finding for finding in self.intake.findings if finding.severity is Severity.ERROR)


def take_table(
    project: Project,
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    sheet: str | None = None,
    responses: str | os.PathLike[str] | None = None,
    split: str | None = None,
    form: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Taken:
    """Read a table of comments and answers for a folder (取込み), with the folder's dispositions.

    What is not given is taken from ``[intake]`` in consultation.toml. Categories of the same name are the same; ids of
    comments that the folder has already are refused (PC633): information where the folder says the same, an error with
    its place where the words differ. In the ledger a record counts as refused where none of its comments was taken, so
    that its equation holds. An answer keeps the comments that were taken. To write it:
    ``save_project(taken.project, folder)``.

    Raises:
        As :func:`~plancomment.read.table.read_table` does.
    """
    fields.require(project, Project, "take_table")
    saved = {key: project.settings.intake.get(key) for key in INTAKE}
    given = {"columns": columns, "sheet": sheet, "responses": responses, "split": split, "form": form}
    wanted: dict[str, Any] = saved | {"encoding": encoding or saved["encoding"]}
    wanted |= {key: value for key, value in given.items() if value is not None}
    intake = read_table(path, scheme=project.consultation.scheme, limits=limits, **wanted)
    return _merge(project, _without_known(project, intake))


def _without_known(project: Project, intake: Intake) -> Intake:
    """The intake without the comments whose ids the folder has already, which are refused."""
    known = {comment.id for comment in project.consultation.comments}
    double = {comment.id for comment in intake.comments if comment.id in known}
    if not double:
        return intake
    record = project.consultation
    there = _said(record.comments, record.categories, record.responses)
    table = _said(intake.comments, intake.categories, intake.responses)
    same = {one for one in double if _is_same(there, table, one)}
    places = intake.places
    findings = [*intake.findings, *_same_findings([one.id for one in intake.comments if one.id in same], places)]
    for one in intake.comments:
        if one.id in double - same:
            message = f"the folder has a comment with the id {one.id!r} already, with other words: refused"
            message_ja = f"意見ID「{one.id}」はフォルダーに既にあり、内容が異なります。取り込みません。"
            findings.append(Finding("PC633", Severity.ERROR, (one.id,), message, message_ja, places[one.id]))
    kept = [at for at, one in enumerate(intake.comments) if one.id not in double]
    rows = tuple(intake.ledger.rows[at] for at in kept)
    # A record is refused where none of its comments is taken: records are counted, not their pieces.
    left = {row: one.id for row, one in zip(intake.ledger.rows, intake.comments, strict=True) if row not in set(rows)}
    refused = [
        *intake.ledger.refused,
        *(LedgerRow(places[one], f"the folder has the id {one!r} already") for one in left.values()),
    ]
    withheld = tuple(row for row in intake.ledger.withheld if row.comment_id not in double)
    ledger = attrs.evolve(
        intake.ledger,
        taken=len(kept) - len(withheld),
        refused=tuple(sorted(refused, key=lambda row: row.place.row or 0)),
        withheld=withheld,
        pieces=len(kept) - len(set(rows)),
        rows=rows,
    )
    answers = [
        attrs.evolve(one, comment_ids=tuple(name for name in one.comment_ids if name not in double))
        for one in intake.responses
        if not one.comment_ids or not double.issuperset(one.comment_ids)
    ]
    comments = tuple(intake.comments[at] for at in kept)
    used = {comment.submission_id for comment in comments}
    submissions = tuple(one for one in intake.submissions if one.id in used)
    return attrs.evolve(
        intake, comments=comments, responses=answers, submissions=submissions, ledger=ledger, findings=tuple(findings)
    )


@attrs.frozen
class _Said:
    """What comments say, by their ids: of the folder, or of the table."""

    comments: Mapping[str, Comment]
    categories: Mapping[str, tuple[str, str]]
    answers: Mapping[str, Sequence[tuple[str, str | None]]]


def _said(comments: Sequence[Comment], categories: Sequence[Category], responses: Sequence[Response]) -> _Said:
    answers: dict[str, list[tuple[str, str | None]]] = {}
    for one in responses:
        for comment_id in one.comment_ids:
            answers.setdefault(comment_id, []).append((one.text, one.disposition_id))
    named = {one.id: (one.number, one.label) for one in categories}
    return _Said({one.id: one for one in comments}, named, answers)


def _is_same(there: _Said, table: _Said, comment_id: str) -> bool:
    """Whether the folder's comment says all that the table's does; what the table leaves blank does not count."""
    old, new = there.comments[comment_id], table.comments[comment_id]
    names = ("text", "summary", "number", "withheld_reason")
    if any(getattr(new, name) not in (None, "", getattr(old, name)) for name in names):
        return False
    if new.category_id is not None and table.categories.get(new.category_id) != there.categories.get(
        old.category_id or ""
    ):
        return False
    said, known = table.answers.get(comment_id, ()), there.answers.get(comment_id, ())
    texts, dispositions = {text for text, _ in said}, {one for _, one in said} | {new.disposition_id}
    return texts <= {text for text, _ in known} and dispositions <= {
        None,
        old.disposition_id,
        *(one for _, one in known),
    }


def _same_findings(ids: Sequence[str], places: Mapping[str, Place]) -> list[Finding]:
    """PC633 as information: what the folder has just as it stands in the table."""
    if not ids:
        return []
    some, some_ja = ", ".join(ids[:20]), "、".join(ids[:20])
    more = " …" if len(ids) > 20 else ""
    message = f"{len(ids)} comment(s) are in the folder as they stand here, and were left out: {some}{more}"
    message_ja = f"フォルダーに同じ内容で既にある意見{len(ids)}件は取り込みません：{some_ja}{more}"
    return [Finding("PC633", Severity.INFO, tuple(ids), message, message_ja, places[ids[0]])]


def _merge(project: Project, intake: Intake) -> Taken:
    there = project.consultation
    categories, filed = _merge_categories(there.categories, intake)
    submissions, odd = _merge_submissions(there.submissions, intake.submissions)
    comments: list[Comment] = [
        attrs.evolve(one, category_id=filed[one.category_id]) if one.category_id is not None else one
        for one in intake.comments
    ]
    consultation = attrs.evolve(
        there,
        categories=categories,
        submissions=submissions,
        comments=(*there.comments, *comments),
        responses=(*there.responses, *_renamed(there.responses, intake.responses)),
    )
    return Taken(
        attrs.evolve(project, consultation=consultation),
        attrs.evolve(intake, findings=(*intake.findings, *odd)),
    )


def _merge_categories(there: Sequence[Category], intake: Intake) -> tuple[tuple[Category, ...], dict[str, str]]:
    """The folder's categories with the new ones that comments need, and the id of each of the table's."""
    found = list(there)
    ids = {one.id for one in there}
    by_name = {(one.number, one.label): one.id for one in reversed(there)}
    by_label = {one.label: one.id for one in reversed(there)}
    used = {comment.category_id for comment in intake.comments}
    filed: dict[str, str] = {}
    for one in intake.categories:
        known = by_name.get((one.number, one.label)) or (by_label.get(one.label) if not one.number else None)
        if known is None and one.id in used:
            number = len(found) + 1
            while str(number) in ids:
                number += 1
            known = str(number)
            ids.add(known)
            found.append(attrs.evolve(one, id=known))
        if known is not None:
            filed[one.id] = known
    return tuple(found), filed


def _merge_submissions(
    there: Sequence[Submission], new: Sequence[Submission]
) -> tuple[tuple[Submission, ...], list[Finding]]:
    """A submission that the folder has stays as it is there; where the table says otherwise, that is told."""
    known = {one.id: one for one in there}
    odd = []
    for one in new:
        if one.id in known and one not in (known[one.id], Submission(one.id)):
            message = f"submission {one.id!r}: differs from the folder's, which stays"
            message_ja = f"提出「{one.id}」：フォルダーの内容と異なります。フォルダーの内容を残します。"
            odd.append(Finding("PC619", Severity.WARNING, (one.id,), message, message_ja))
    return (*there, *(one for one in new if one.id not in known)), odd


def _renamed(there: Sequence[Response], new: Sequence[Response]) -> list[Response]:
    """The new answers, with ids that the folder does not have."""
    ids = {one.id for one in there}
    found = []
    for one in new:
        name, count = one.id, 1
        while name in ids:
            count += 1
            name = f"{one.id}-{count}"
        ids.add(name)
        found.append(one if name == one.id else attrs.evolve(one, id=name))
    return found


def read_columns(pairs: Sequence[str]) -> dict[str, str | Sequence[str]]:
    """``["意見の概要=summary"]`` as the columns that :func:`take_table` takes.

    Raises:
        WrongValueError: there is no ``=`` between a header and a field.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        header, sign, field = pair.rpartition("=")
        if not sign or not header.strip():
            raise WrongValueError(f"--columns takes a header and a field, such as 意見の概要=summary, not {pair!r:.60}")
        found.setdefault(field.strip(), []).append(header)
    return {field: headers[0] if len(headers) == 1 else headers for field, headers in found.items()}
