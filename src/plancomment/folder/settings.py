"""consultation.toml (基本情報): what it holds, read with every problem named."""

import datetime
import difflib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeVar

import attrs
import tomlkit
from tomlkit.exceptions import TOMLKitError

from plancomment import dates, fields
from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals, Unit
from plancomment.errors import PlancommentError, WrongValueError
from plancomment.findings import Finding, Place, Severity
from plancomment.read.table.options import as_options
from plancomment.responses import Disposition, DispositionScheme

__all__ = [
    "BREAKDOWNS",
    "DATES",
    "FORMAT",
    "INTAKE",
    "SOURCE",
    "TOTALS",
    "PlanFile",
    "PlanFiles",
    "Settings",
    "SettingsFile",
    "read_settings",
]

FORMAT = 1
SOURCE = "consultation.toml"
DATES = ("draft_published_on", "opened_on", "closed_on")
TOTALS: Mapping[str, Unit] = {
    "persons": "人",
    "groups": "団体",
    "submissions": "通",
    "comments": "件",
    "revisions": "件",
}
BREAKDOWNS: Mapping[str, Unit] = {"by_category": "件", "by_disposition": "件", "by_channel": "通"}
#: The keys of [intake], in the order in which as_options takes them.
INTAKE = ("columns", "sheet", "responses", "split", "form", "encoding")
KNOWN = (
    "format", "title", "plan_title", "authority", *DATES, "dispositions", "printed", "draft", "final", "report",
    "intake",
)  # fmt: skip

Value = TypeVar("Value")


def _inside(instance: Any, attribute: Any, value: Any) -> None:
    """A path below the folder, with / between its parts."""
    fields.text(instance, attribute, value)
    path = PurePosixPath(value)
    if not path.parts or path.is_absolute() or ".." in path.parts or any(char in value for char in "\\:\0"):
        raise WrongValueError(f"a plan text must lie inside the folder, such as plans/draft/honpen.md, not {value!r}")


@attrs.frozen
class PlanFile:
    """One document of a plan (計画の文書).

    Attributes:
        name: the document's name, such as 本編 (文書名).
        path: the file below the folder, with ``/`` between its parts: ``.md``, ``.txt``, ``.docx``, ``.pdf`` or
            ``.html`` (ファイル).
    """

    name: str = attrs.field(validator=fields.identifier)
    path: str = attrs.field(validator=_inside)


@attrs.frozen
class PlanFiles:
    """One version of the plan and the files that hold it (計画の版とファイル).

    Attributes:
        version: the version's name, such as 素案 (版).
        documents: its documents, in printed order (文書).
    """

    version: str = attrs.field(validator=fields.text)
    documents: tuple[PlanFile, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(PlanFile)
    )


@attrs.frozen
class Settings:
    """What consultation.toml holds beside the consultation itself (設定).

    Attributes:
        draft: the plan as consulted on, None if there is none (素案).
        final: the plan as decided, None if there is none yet (成案).
        report: how results are published: ``lang``, ``columns`` and what else a report takes, plain data (公表の設定).
        extra: keys that plancomment does not know, as plain data (その他).
        intake: how tables of comments are read: ``columns``, ``sheet``, ``responses``, ``split``, ``form`` and
            ``encoding``, as :func:`~plancomment.read.table.read_table` takes them, plain data (取込みの設定).
        layouts: the text of the layout's file that ``report`` names, by its name; not compared, and not written when
            a project is saved (様式のファイル).
    """

    draft: PlanFiles | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(PlanFiles)))
    final: PlanFiles | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(PlanFiles)))
    report: Mapping[str, Any] = attrs.field(factory=dict, validator=fields.instance_of(dict))
    extra: Mapping[str, Any] = attrs.field(factory=dict, validator=fields.instance_of(dict))
    intake: Mapping[str, Any] = attrs.field(factory=dict, validator=fields.instance_of(dict))
    layouts: Mapping[str, str] = attrs.field(factory=dict, validator=fields.instance_of(dict), eq=False, repr=False)


@attrs.define
class SettingsFile:
    """consultation.toml as read: a consultation without its tables, the settings, and what is wrong or odd."""

    consultation: Consultation = attrs.field(factory=lambda: Consultation(""))
    settings: Settings = attrs.field(factory=Settings)
    problems: list[str] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)


@attrs.define
class _Reader:
    """Takes values out of plain data and notes what is wrong with them by their path."""

    problems: list[str]
    findings: list[Finding]

    def bad(self, path: str, problem: object) -> None:
        self.problems.append(f"{SOURCE}, {path}: {problem}")

    def take(self, table: Mapping[str, Any], key: str, kind: type[Value], path: str = "") -> Value | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            names = {str: "text in quotes", int: "a whole number", bool: "true or false", dict: "a table"}
            self.bad(f"{path}{key}", f"must be {names.get(kind, 'a list of tables')}, not {value!r:.40}")
            return None
        return value

    def tables(self, table: Mapping[str, Any], key: str, path: str = "") -> list[dict[str, Any]] | None:
        rows = self.take(table, key, list, path)
        if rows is None:
            return None
        if not all(isinstance(row, dict) for row in rows):
            self.bad(f"{path}{key}", "must be a list of tables")
            return None
        return rows

    def make(self, path: str, kind: Callable[..., Value], *arguments: Any) -> Value | None:
        try:
            return kind(*arguments)
        except PlancommentError as error:
            self.bad(path, error)
            return None

    def day(self, table: Mapping[str, Any], key: str) -> datetime.date | None:
        value = table.get(key)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            self.bad(key, f'must be a date such as "令和6年10月1日" or "2024-10-01", not {value!r:.40}')
            return None
        day = self.make(key, dates.parse_date, value)
        finding = dates.odd_date(value, place=Place(file=SOURCE, column=key)) if day is not None else None
        if finding is not None:
            self.findings.append(finding)
        return day

    def count(self, table: Mapping[str, Any], key: str, unit: Unit, path: str) -> Count | None:
        """A whole number in the usual unit, or a table of value and unit."""
        value = table.get(key)
        if isinstance(value, dict):
            number = self.take(value, "value", int, f"{path}{key}.")
            unit = value.get("unit", unit)
        else:
            number = self.take(table, key, int, path)
        return None if number is None else self.make(f"{path}{key}", Count, number, unit)


def read_settings(text: str) -> SettingsFile:
    """What consultation.toml says; everything that is wrong with it is in ``problems``."""
    result = SettingsFile()
    try:
        data = tomlkit.parse(text).unwrap()
    except (TOMLKitError, RecursionError, ValueError) as error:
        result.problems.append(f"{SOURCE}: not TOML: {error}")
        return result
    reader = _Reader(result.problems, result.findings)
    if data.get("format") != FORMAT or isinstance(data.get("format"), bool):
        reader.bad("format", f"must be {FORMAT}, the only format there is, not {data.get('format')!r:.40}")
    if "title" not in data:
        reader.bad("title", "is missing")
    texts = {key: reader.take(data, key, str) or "" for key in ("title", "plan_title", "authority")}
    days = {key: reader.day(data, key) for key in DATES}
    result.consultation = Consultation(
        texts["title"],
        texts["plan_title"],
        texts["authority"],
        days["opened_on"],
        days["closed_on"],
        days["draft_published_on"],
        scheme=_read_scheme(reader, data),
        printed=_read_printed(reader, data),
    )
    for key in data.keys() - set(KNOWN):
        near = difflib.get_close_matches(key, KNOWN, n=1, cutoff=0.75)
        if near:
            result.findings.append(_misspelt(key, near[0]))
    result.findings.sort(key=str)
    result.settings = Settings(
        _read_plan_files(reader, data, "draft"),
        _read_plan_files(reader, data, "final"),
        report=reader.take(data, "report", dict) or {},
        extra={key: value for key, value in data.items() if key not in KNOWN},
        intake=_read_intake(reader, data),
    )
    return result


def _read_intake(reader: _Reader, data: Mapping[str, Any]) -> dict[str, Any]:
    """How tables of comments are read; what ``read_table`` would refuse is told here."""
    table = reader.take(data, "intake", dict) or {}
    known = {key: value for key, value in table.items() if key in INTAKE}
    reader.make("intake", as_options, *(known.get(key) for key in INTAKE))
    for key in table.keys() - set(INTAKE):
        near = difflib.get_close_matches(key, INTAKE, n=1, cutoff=0.75)
        if near:
            reader.findings.append(_misspelt(key, near[0]))
    return table


def _misspelt(key: str, meant: str) -> Finding:
    return Finding(
        "PC505",
        Severity.WARNING,
        (),
        f"the key {key!r} is not known and not used; did you mean {meant!r}?",
        f"項目「{key}」は使われません。「{meant}」の誤りではありませんか。",
        Place(file=SOURCE),
    )


def _read_scheme(reader: _Reader, data: Mapping[str, Any]) -> DispositionScheme | None:
    rows = reader.tables(data, "dispositions")
    if rows is None:
        return None
    found = []
    for index, row in enumerate(rows):
        path = f"dispositions[{index + 1}]"
        values = {key: reader.take(row, key, str, f"{path}.") or "" for key in ("id", "symbol", "label")}
        implies = reader.take(row, "implies_revision", bool, f"{path}.")
        found.append(reader.make(path, Disposition, values["id"], values["symbol"], values["label"], implies))
    return DispositionScheme(tuple(one for one in found if one is not None))


def _read_printed(reader: _Reader, data: Mapping[str, Any]) -> PrintedTotals | None:
    table = reader.take(data, "printed", dict)
    if table is None:
        return None
    totals = {key: reader.count(table, key, unit, "printed.") for key, unit in TOTALS.items()}
    rows = {key: _read_breakdown(reader, table, key, unit) for key, unit in BREAKDOWNS.items()}
    return PrintedTotals(
        totals["persons"],
        totals["groups"],
        totals["submissions"],
        totals["comments"],
        totals["revisions"],
        rows["by_category"],
        rows["by_disposition"],
        rows["by_channel"],
    )


def _read_breakdown(
    reader: _Reader, table: Mapping[str, Any], key: str, usual: Unit
) -> tuple[PrintedCount, ...] | None:
    rows = reader.tables(table, key, "printed.")
    if rows is None:
        return None
    found = []
    for index, row in enumerate(rows):
        path = f"printed.{key}[{index + 1}]"
        label = reader.take(row, "label", str, f"{path}.") or ""
        known = reader.take(row, "id", str, f"{path}.")
        unit: Any = reader.take(row, "unit", str, f"{path}.") or usual
        count = reader.count(row, "count", unit, f"{path}.")
        found.append(reader.make(path, PrintedCount, label, count, known))
    return tuple(one for one in found if one is not None)


def _read_plan_files(reader: _Reader, data: Mapping[str, Any], key: str) -> PlanFiles | None:
    table = reader.take(data, key, dict)
    if table is None:
        return None
    if "version" not in table:
        reader.bad(f"{key}.version", "is missing")
    found = []
    for index, row in enumerate(reader.tables(table, "documents", f"{key}.") or ()):
        path = f"{key}.documents[{index + 1}]"
        name, file = (reader.take(row, word, str, f"{path}.") or "" for word in ("name", "path"))
        found.append(reader.make(path, PlanFile, name, file))
    version = reader.take(table, "version", str, f"{key}.") or ""
    return PlanFiles(version, tuple(one for one in found if one is not None))
