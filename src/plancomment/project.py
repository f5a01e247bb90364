"""A consultation folder (意見公募のフォルダー): settings, tables that a spreadsheet opens, and plan texts."""

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from plancomment import archive, fields, files
from plancomment.comparison import Comparison, compare
from plancomment.consultation import Consultation
from plancomment.errors import (
    InvalidDataError,
    MissingFileError,
    PlancommentError,
    ReadError,
    WriteError,
    WrongTypeError,
    WrongValueError,
)
from plancomment.findings import Finding, Place, Severity
from plancomment.folder import tables, template
from plancomment.folder.editing import edit_settings
from plancomment.folder.layouts import with_layout
from plancomment.folder.places import Places, find_places, placed
from plancomment.folder.settings import SOURCE, PlanFiles, Settings, SettingsFile, read_settings
from plancomment.folder.sheets import Column, Sheet, read_sheet, render_sheet
from plancomment.plan import Plan, join_plans
from plancomment.read.outline import read_plan
from plancomment.responses import Response, StatedRevision
from plancomment.traceability.links import Cause, TraceLink

__all__ = ["Project", "load_project", "new_project", "save_project"]

COMPARISON = "comparison.json"


@attrs.frozen
class Project:
    """Everything in one consultation folder (意見公募のフォルダー).

    Attributes:
        consultation: comments, responses and what was printed (意見公募手続).
        draft: the plan as consulted on (素案), None if its text is not there.
        final: the plan as decided (成案), None if its text is not there.
        comparison: computed from both plans, else a published table that was kept, else None (新旧対照表).
        links: links that were declared or decided on (反映対応).
        causes: why revisions were made without a comment (意見によらない修正の理由).
        settings: the plan files, how to publish, and what else consultation.toml holds (設定).
        findings: what was odd but could be read, such as 平成31年5月1日, and what the readers of the plans left out or
            estimated; not compared (点検結果).
        places: the rows of each id in the folder's tables, by file name; not compared (行の位置).
    """

    consultation: Consultation = attrs.field(validator=fields.instance_of(Consultation))
    draft: Plan | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Plan)))
    final: Plan | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Plan)))
    comparison: Comparison | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Comparison)))
    links: tuple[TraceLink, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(TraceLink)
    )
    causes: tuple[Cause, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Cause))
    settings: Settings = attrs.field(factory=Settings, validator=fields.instance_of(Settings))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding), eq=False
    )
    places: Places = attrs.field(factory=dict, validator=fields.instance_of(dict), eq=False, repr=False)

    def placed(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, with file and row of what they are about where they have no place of their own (該当行)."""
        return tuple(placed(findings, self.places))


@attrs.define
class _Contents:
    """A folder as read, but for the plan texts: its values, the tables they came from, and all that is wrong."""

    text: str | None = None
    settings: SettingsFile = attrs.Factory(SettingsFile)
    sheets: dict[str, Sheet] = attrs.Factory(dict)
    values: dict[str, Any] = attrs.Factory(dict)
    kept: Comparison | None = None
    problems: list[str] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)
    orphans: list[Finding] = attrs.Factory(list)


_TABLES: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("categories.csv", tables.CATEGORIES),
    ("submissions.csv", tables.SUBMISSIONS),
    ("comments.csv", tables.COMMENTS),
    ("links.csv", tables.LINKS),
    ("causes.csv", tables.CAUSES),
    ("stated_revisions.csv", tables.STATED),
)


def load_project(folder: str | os.PathLike[str]) -> Project:
    """The consultation in a folder. Broken references do not raise, see :meth:`Consultation.problems`.

    Raises:
        MissingFileError: there is no such folder, or no consultation.toml in it.
        ReadError: what cannot be understood, in all files together, each with file, row, column and value.
    """
    place = files.as_path(folder)
    if not files.is_folder(place):
        raise MissingFileError(f"{place}: no such folder")
    contents = _read_folder(place)
    if contents.text is None and not contents.problems:
        raise MissingFileError(f"{place / SOURCE}: no such file")
    settings = with_layout(contents.settings.settings, place)
    draft, final = (_read_plans(place, wanted, contents.problems) for wanted in (settings.draft, settings.final))
    if contents.problems:
        raise ReadError(str(folder), contents.problems)
    values = contents.values
    return Project(
        attrs.evolve(contents.settings.consultation, **{key: values[key] for key in _PARTS}),
        draft,
        final,
        compare(draft, final) if draft is not None and final is not None else contents.kept,
        values["links"],
        values["causes"],
        settings,
        (*contents.findings, *contents.orphans, *(one for plan in (draft, final) if plan for one in plan.findings)),
        find_places(contents.sheets),
    )


_PARTS = ("categories", "submissions", "comments", "responses")


def _read_folder(place: Path, known: Iterable[str] | None = None) -> _Contents:
    """Everything in a folder; ``known`` are the ids of comments, those of comments.csv where it is None."""
    contents = _Contents()
    try:
        if files.is_there(place / SOURCE):
            contents.text = files.read_text(place / SOURCE).removeprefix("\ufeff")
            contents.settings = read_settings(contents.text)
    except ReadError as error:
        contents.problems.extend(f"{SOURCE}: {problem}" for problem in error.problems)
    contents.problems.extend(contents.settings.problems)
    contents.findings.extend(contents.settings.findings)
    for name, columns in _TABLES:
        _read_table(contents, place, name, columns)
    sheet = contents.sheets["comments.csv"]
    ids = {row.values.get("id") for row in sheet.rows} if known is None else set(known)
    _read_table(contents, place, "responses.csv", tables.response_columns({one for one in ids if one is not None}))
    _make_values(contents)
    for sheet in contents.sheets.values():
        contents.problems.extend(sheet.problems)
        contents.findings.extend(sheet.findings)
    _read_comparison(contents, place)
    return contents


def _read_table(contents: _Contents, place: Path, name: str, columns: Sequence[Column]) -> None:
    sheet = Sheet(name, [], {})
    if files.is_there(place / name):
        try:
            sheet = read_sheet(files.read_bytes(place / name), name, columns)
        except ReadError as error:
            sheet.problems.extend(f"{name}: {problem}" for problem in error.problems)
    contents.sheets[name] = sheet


def _make_values(contents: _Contents) -> None:
    sheets = contents.sheets
    stated = tables.read_stated(sheets["stated_revisions.csv"])
    contents.values = {
        "categories": tables.read_categories(sheets["categories.csv"]),
        "submissions": tables.read_submissions(sheets["submissions.csv"]),
        "comments": tables.read_comments(sheets["comments.csv"]),
        "responses": tables.read_responses(sheets["responses.csv"], stated),
        "links": tables.read_links(sheets["links.csv"]),
        "causes": tables.read_causes(sheets["causes.csv"]),
    }
    there = {row.values.get("id") for row in sheets["responses.csv"].rows}
    if sheets["responses.csv"].problems:
        return  # a response may be missing only because its row could not be read
    sheet = sheets["stated_revisions.csv"]
    for row in sheet.rows:
        if row.sound and row.values["response_id"] not in there:
            contents.orphans.append(
                _orphan(row.values["id"], row.values["response_id"], sheet.place(row, "response_id"))
            )


def _orphan(stated_id: str, response_id: str, place: Place) -> Finding:
    return Finding(
        "PC116",
        Severity.ERROR,
        (stated_id, response_id),
        f"the stated revision {stated_id!r} belongs to the response {response_id!r}, which does not exist",
        f"修正内容「{stated_id}」の回答「{response_id}」がありません。",
        place,
    )


def _read_plans(place: Path, wanted: PlanFiles | None, problems: list[str]) -> Plan | None:
    if wanted is None:
        return None
    plans = [Plan(wanted.version)]
    for document in wanted.documents:
        path = place / document.path
        try:
            if not path.resolve().is_relative_to(place.resolve()):
                raise WrongValueError("lies outside the folder")
            plan = read_plan(path, version=wanted.version, document=document.name)
            plans.append(attrs.evolve(plan, findings=[_found_in(document.path, one) for one in plan.findings]))
        except ReadError as error:
            problems.extend(f"{document.path}, {problem}" for problem in error.problems)
        except MissingFileError:
            problems.append(f"{document.path}: no such file (named in {SOURCE})")
        except PlancommentError as error:
            problems.append(f"{document.path}: {error}")
        except (OSError, RuntimeError) as error:  # a link that leads to itself
            problems.append(f"{document.path}: cannot be read: {error}")
    return join_plans(*plans)


def _found_in(path: str, finding: Finding) -> Finding:
    """A reader knows its file's name only; a folder may hold several of one name."""
    place = attrs.evolve(finding.place, file=path) if finding.place is not None else Place(file=path)
    return attrs.evolve(finding, place=place)


def _read_comparison(contents: _Contents, place: Path) -> None:
    if not files.is_there(place / COMPARISON):
        return
    try:
        kept = archive.load(place / COMPARISON)
    except (ReadError, InvalidDataError) as error:
        contents.problems.extend(f"{COMPARISON}: {problem}" for problem in error.problems)
        return
    if isinstance(kept, Comparison):
        contents.kept = kept
        contents.problems.extend(f"{COMPARISON}: {problem}" for problem in _contradictions(kept))
    else:
        contents.problems.append(f"{COMPARISON}: holds a {type(kept).__name__}, not a Comparison")


def _contradictions(kept: Comparison) -> Iterator[str]:
    """What a table that somebody edited says against itself."""
    known = Counter(revision.id for revision in kept.revisions)
    yield from (f"the revision {name!r} stands there {times} times" for name, times in known.items() if times > 1)
    shown = {name for entry in kept.entries for name in entry.revision_ids}
    yield from (f"a row shows the revision {name!r}, which is not there" for name in sorted(shown - known.keys()))
    lost = dict.fromkeys(one.id for one in kept.revisions if one.id not in shown and not one.is_cosmetic)
    yield from (f"no row shows the revision {name!r}" for name in lost)


# ---- saving


def save_project(
    project: Project, folder: str | os.PathLike[str], *, beside: Mapping[Path, bytes] | None = None
) -> None:
    """Write what differs from what the folder says already; every other byte stays as it is.

    Plans are not written: they are edited as files. A comparison that is computed from both plans is not kept.
    Nothing is written unless everything can be, the files ``beside`` it included.

    Raises:
        WrongTypeError: not a Project.
        WrongValueError: what a folder cannot hold: double response ids, a plan that differs from the folder's texts.
        ReadError: there is something in the folder that cannot be read, and would be lost.
        WriteError: a file could not be written.
    """
    if not isinstance(project, Project):
        raise WrongTypeError(f"save_project takes a Project, not {type(project).__name__}")
    place = files.as_path(folder)
    _require_storable(project.consultation)
    known = {comment.id for comment in project.consultation.comments}
    contents = _read_folder(place, known)
    _require_plans(project, place, contents.problems)
    if contents.problems:
        raise ReadError(str(folder), contents.problems)
    try:
        changes = _changed_tables(project, contents, known)
        kept = project.comparison if project.draft is None or project.final is None else contents.kept
        if kept is not None and kept != contents.kept:
            changes[COMPARISON] = archive.to_json(kept, indent=1).encode("utf-8")
        if "stated_revisions.csv" in changes and contents.orphans:
            # They belong to no response, so that writing the table afresh would lose them.
            orphans = "; ".join(str(finding) for finding in contents.orphans)
            raise WriteError(f"{place} was not written, rows would be lost: {orphans}")
        text = edit_settings(contents.text or "", project.consultation, project.settings)
        if text != contents.text:
            changes[SOURCE] = text.encode("utf-8")
        for name, data in changes.items():
            files.decode(data, name)
    except UnicodeEncodeError:
        raise WriteError(f"{place} was not written: a text holds half a surrogate pair") from None
    except ReadError as error:
        raise WriteError(f"{place} was not written, it could not be read again: {error}") from None
    files.write_together({**{place / name: data for name, data in changes.items()}, **(beside or {})})
    if kept is None and contents.kept is not None:
        (place / COMPARISON).unlink()


def _require_storable(consultation: Consultation) -> None:
    seen: set[str] = set()
    for response in consultation.responses:
        if response.id in seen:
            raise WrongValueError(f"the response id {response.id!r} is used twice; a folder cannot keep the two apart")
        seen.add(response.id)
        for comment_id in response.comment_ids:
            fields.check_identifier(f"a comment id of response {response.id!r}", comment_id)


def _require_plans(project: Project, place: Path, problems: list[str]) -> None:
    """A plan is its file; clauses alone are not enough to write one."""
    for key, plan in (("draft", project.draft), ("final", project.final)):
        before = len(problems)
        there = _read_plans(place, getattr(project.settings, key), problems)
        if len(problems) > before or there == plan:
            continue
        if plan is None:
            reason = f"settings.{key} names its files, but the project has no such plan"
        elif there is None:
            reason = f"settings.{key} names no text file, and a text cannot be made of clauses"
        else:
            reason = "its clauses differ from the files in the folder, which are edited by hand"
        raise WrongValueError(f"the {key} plan was not saved: {reason}")


def _changed_tables(project: Project, contents: _Contents, known: set[str]) -> dict[str, bytes]:
    """The tables whose values differ from those in the folder, as bytes by file name."""
    wanted, read = project.consultation, contents.values
    bare, stated = _split_responses(wanted.responses)
    old_bare, old_stated = _split_responses(read["responses"])
    changes: dict[str, bytes] = {}

    def change(name: str, differs: bool, columns: Sequence[Column], keys: Sequence[str], rows: tables.Rows) -> None:
        if differs:
            changes[name] = render_sheet(rows, columns, keys, contents.sheets[name])

    for key, columns, values in (
        ("categories", tables.CATEGORIES, wanted.categories),
        ("submissions", tables.SUBMISSIONS, wanted.submissions),
        ("comments", tables.COMMENTS, wanted.comments),
    ):
        change(f"{key}.csv", values != read[key], columns, ["id"], tables.plain_rows(values, columns))
    change("responses.csv", bare != old_bare, tables.response_columns(known), ["id"], tables.response_rows(bare))
    change("stated_revisions.csv", stated != old_stated, tables.STATED, ["id"], tables.stated_rows(stated))
    links, causes = project.links, project.causes
    link_keys = ["revision_id", "comment_id"]
    change("links.csv", links != read["links"], tables.LINKS, link_keys, tables.plain_rows(links, tables.LINKS))
    change(
        "causes.csv", causes != read["causes"], tables.CAUSES, ["revision_id"], tables.plain_rows(causes, tables.CAUSES)
    )
    return changes


def _split_responses(
    responses: Sequence[Response],
) -> tuple[tuple[Response, ...], dict[str, tuple[StatedRevision, ...]]]:
    """Responses without their stated revisions, and those by response: they are kept in two tables."""
    stated = {response.id: response.stated_revisions for response in responses if response.stated_revisions}
    return tuple(attrs.evolve(response, stated_revisions=()) for response in responses), stated


# ---- a new folder


def new_project(
    folder: str | os.PathLike[str],
    *,
    title: str = "○○計画（素案）に対する意見の募集",
    plan_title: str = "○○計画",
    authority: str = "○○市",
    draft_published_on: datetime.date | None = None,
    opened_on: datetime.date | None = None,
    closed_on: datetime.date | None = None,
) -> Project:
    """Write the template of a consultation folder, with explanations in Japanese and English, and load it.

    Raises:
        WriteError: one of its files is there already; nothing was written.
    """
    place = files.as_path(folder)
    start = Consultation(title, plan_title, authority, opened_on, closed_on, draft_published_on)
    days = {key: getattr(start, key) for key in ("draft_published_on", "opened_on", "closed_on")}
    written = {key: None if day is None else day.isoformat() for key, day in days.items()}
    contents = {
        "plans/draft/honpen.md": template.DRAFT.encode("utf-8"),
        "plans/final/honpen.md": template.FINAL.encode("utf-8"),
        **{name: render_sheet((), columns, (), None) for name, columns in _TABLES},
        "responses.csv": render_sheet((), tables.response_columns(()), (), None),
        SOURCE: files.encode(template.render_settings(title, plan_title, authority, written), SOURCE),
    }
    there = [name for name in contents if files.is_there(place / name)]
    if there:
        raise WriteError(f"{place} was not written: it has {', '.join(there)} already")
    files.write_together({place / name: data for name, data in contents.items()})
    return load_project(place)
