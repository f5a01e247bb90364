"""Which tables a consultation folder has, and what their columns mean (表の定義)."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from plancomment import dates, fields
from plancomment.comments import Category, Comment, Submission
from plancomment.errors import PlancommentError, WrongValueError
from plancomment.folder.sheets import Column, Row, Sheet
from plancomment.plan import Location
from plancomment.responses import Reference, Response, ResponsePart, StatedRevision
from plancomment.traceability.links import Cause, TraceLink

__all__ = [
    "CATEGORIES",
    "CAUSES",
    "COMMENTS",
    "LINKS",
    "STATED",
    "SUBMISSIONS",
    "Rows",
    "plain_rows",
    "read_categories",
    "read_causes",
    "read_comments",
    "read_links",
    "read_responses",
    "read_stated",
    "read_submissions",
    "response_columns",
    "response_rows",
    "stated_rows",
]

Value = TypeVar("Value")
Rows = list[dict[str, Any]]

KINDS = {"person": "個人", "group": "団体"}
BASES = {"declared": "指定", "stated": "公表文", "quoted": "引用", "cited": "箇所", "suggested": "候補"}
STATUSES = {"proposed": "未確認", "confirmed": "確認", "rejected": "却下"}
CAUSE_KINDS = {"council": "議会", "committee": "審議会", "correction": "誤字", "update": "時点修正", "other": "その他"}


# ---- cells


def _same(value: str | None) -> str | None:
    return value


def _text(cell: str | None) -> str:
    return cell or ""


def _blank(value: str) -> str | None:
    """A text that is never None: an empty one is an empty cell."""
    return value or None


def _optional_id(cell: str | None) -> str | None:
    if cell is None or not cell.strip():
        return None
    fields.check_identifier("an id", cell.strip())
    return cell.strip()


def _id(cell: str | None) -> str:
    value = _optional_id(cell)
    if value is None:
        raise WrongValueError("is empty; an id is needed")
    return value


def _date(cell: str | None) -> datetime.date | None:
    return None if cell is None or not cell.strip() else dates.parse_date(cell)


def _write_date(value: datetime.date | None) -> str | None:
    return None if value is None else value.isoformat()


def _position(cell: str | None) -> int | None:
    if cell is None or not cell.strip():
        return None
    digits = unicodedata.normalize("NFKC", cell).strip()
    if not re.fullmatch("[0-9]{1,9}", digits) or not int(digits):
        raise WrongValueError(f"not a number from 1 on: {cell[:40]!r}")
    return int(digits)


def _write_position(value: int | None) -> str | None:
    return None if value is None else str(value)


def _score(cell: str | None) -> float:
    if cell is None or not cell.strip():
        return 1.0
    digits = unicodedata.normalize("NFKC", cell).strip()
    try:
        value = float(digits)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise WrongValueError(f"not a number between 0 and 1: {cell[:40]!r}")
    return value


def _choice(words: Mapping[str, str], empty: str | None, **others: str) -> Callable[[str | None], str | None]:
    """Reads a value by its own name or by its Japanese word."""
    meanings = {word: value for value, word in words.items()} | {value: value for value in words} | others

    def read(cell: str | None) -> str | None:
        word = unicodedata.normalize("NFKC", cell or "").strip()
        if not word and empty != "":
            return empty
        if word not in meanings:
            known = ", ".join(f"{japanese} ({value})" for value, japanese in words.items())
            raise WrongValueError(f"{'is empty' if not word else f'unknown: {word[:40]!r}'}; expected one of {known}")
        return meanings[word]

    return read


def _choose(words: Mapping[str, str]) -> Callable[[str | None], str | None]:
    return lambda value: None if value is None else words[value]


def _odd(cell: str, place: Any) -> Any:
    return dates.odd_date(cell, place=place) if cell.strip() else None


# ---- the tables

CATEGORIES = (
    Column("id", "区分ID", _id, _same, required=True),
    Column("parent_id", "上位区分ID", _optional_id, _same),
    Column("number", "番号", _text, _blank),
    Column("label", "区分名", _text, _blank, required=True),
)
SUBMISSIONS = (
    Column("id", "提出ID", _id, _same, required=True),
    Column("submitter_id", "提出者ID", _optional_id, _same),
    Column("submitter_kind", "提出者の種別", _choice(KINDS, None), _choose(KINDS)),
    Column("channel", "提出方法", _same, _same),
    Column("received_on", "提出日", _date, _write_date, odd=_odd, plain=True),
    Column("age_band", "年代", _same, _same),
    Column("area", "地区", _same, _same),
)
COMMENTS = (
    Column("id", "意見ID", _id, _same, required=True),
    Column("number", "番号", _text, _blank),
    Column("category_id", "区分ID", _optional_id, _same),
    Column("submission_id", "提出ID", _optional_id, _same),
    Column("text", "意見（原文）", _same, _same),
    Column("summary", "意見の概要", _same, _same),
    Column("disposition_id", "対応区分ID", _optional_id, _same),
    Column("withheld_reason", "非公表の理由", _same, _same),
)
STATED = (
    Column("id", "修正ID", _id, _same, required=True),
    Column("response_id", "回答ID", _id, _same, required=True),
    Column("version", "版", _same, _same),
    Column("document", "文書", _text, _blank),
    Column("page", "頁", _position, _write_position),
    Column("line", "行", _position, _write_position),
    Column("place", "箇所", _text, _blank),
    Column("old", "旧", _same, _same),
    Column("new", "新", _same, _same),
    Column("words", "公表文", _text, _blank),
)
LINKS = (
    Column("revision_id", "修正ID", _id, _same, required=True),
    Column("comment_id", "意見ID", _id, _same, required=True),
    Column("basis", "根拠", _choice(BASES, ""), _choose(BASES), required=True),
    Column("score", "確度", _score, repr, plain=True),
    Column("evidence", "証拠", _text, _blank),
    Column("status", "状態", _choice(STATUSES, "proposed"), _choose(STATUSES)),
    Column("fingerprint", "指紋", _text, _blank),
    Column("reason", "理由", _text, _blank),
    Column("note", "補足", _text, _blank),
)
CAUSES = (
    Column("revision_id", "修正ID", _id, _same, required=True),
    Column("kind", "種別", _choice(CAUSE_KINDS, "", 委員会="committee"), _choose(CAUSE_KINDS), required=True),
    Column("note", "備考", _text, _blank),
    Column("fingerprint", "指紋", _text, _blank),
)


def response_columns(known: Collection[str]) -> tuple[Column, ...]:
    """The columns of the responses, where ``known`` are the ids of all comments."""
    return (
        Column("id", "回答ID", _id, _same, required=True),
        Column("comment_ids", "意見ID", lambda cell: _split_ids(cell, known), lambda ids: _join_ids(ids, known)),
        Column("disposition_id", "対応区分ID", _optional_id, _same),
        Column("title", "見出し", _text, _blank),
        Column("text", "市の考え方", _same, _same, required=True),
        Column("reference_id", "参照する回答ID", _optional_id, _same),
        Column("reference_title", "参照する見出し", _text, _blank),
    )


_SEPARATORS = re.compile("[,，、;；\n\r]")


def _split_ids(cell: str | None, known: Collection[str]) -> tuple[str, ...]:
    if cell is None:
        return ()
    if cell.strip() in known and not re.search("[\r\n]", cell):
        return (cell.strip(),)
    parts = cell.splitlines() if re.search("[\r\n]", cell) else _SEPARATORS.split(cell)
    ids = tuple(part.strip() for part in parts if part.strip())
    for one in ids:
        fields.check_identifier("an id", one)
    return ids


def _join_ids(ids: Iterable[str], known: Collection[str]) -> str | None:
    """The ids in one cell; one a line where they could be taken apart otherwise."""
    ids = tuple(ids)
    joined = ", ".join(ids)
    if _split_ids(joined, known) == ids:
        return joined or None
    return "\n".join(ids) + ("\n" if len(ids) == 1 else "")


# ---- values


def _build(sheet: Sheet, make: Callable[[dict[str, Any]], Value]) -> tuple[Value, ...]:
    """A value for each sound row; what a constructor refuses is noted at its row."""
    found = []
    for row in sheet.rows:
        if row.sound:
            try:
                found.append(make(row.values))
            except PlancommentError as error:
                sheet.report(row, None, error)
    return tuple(found)


def read_categories(sheet: Sheet) -> tuple[Category, ...]:
    """The categories (区分) of categories.csv."""
    return _build(sheet, lambda values: Category(**values))


def read_submissions(sheet: Sheet) -> tuple[Submission, ...]:
    """The submissions (提出) of submissions.csv."""
    return _build(sheet, lambda values: Submission(**values))


def read_comments(sheet: Sheet) -> tuple[Comment, ...]:
    """The comments (意見) of comments.csv."""
    return _build(sheet, lambda values: Comment(**values))


def read_links(sheet: Sheet) -> tuple[TraceLink, ...]:
    """The links (反映対応) of links.csv."""
    return _build(sheet, lambda values: TraceLink(**values))


def read_causes(sheet: Sheet) -> tuple[Cause, ...]:
    """The causes (意見によらない理由) of causes.csv."""
    return _build(sheet, lambda values: Cause(**values))


def read_stated(sheet: Sheet) -> dict[str, tuple[StatedRevision, ...]]:
    """The stated revisions (修正内容) of stated_revisions.csv, by the id of their response."""
    found: dict[str, tuple[StatedRevision, ...]] = {}
    for response_id, stated in _build(sheet, _stated):
        found[response_id] = (*found.get(response_id, ()), stated)
    return found


def _stated(values: dict[str, Any]) -> tuple[str, StatedRevision]:
    where = {name: values[name] for name in ("document", "page", "line", "place")}
    if values["version"] is not None:
        location = Location(values["version"], **where)
    elif any(where.values()):
        raise WrongValueError("版 is empty; a place belongs to a named version of the plan")
    else:
        location = None
    return values["response_id"], StatedRevision(values["id"], location, values["old"], values["new"], values["words"])


def read_responses(sheet: Sheet, stated: Mapping[str, tuple[StatedRevision, ...]]) -> tuple[Response, ...]:
    """The responses (市の考え方) of responses.csv: one row for each part, further rows without 意見ID."""
    groups: list[list[Row]] = []
    latest: dict[str, list[Row]] = {}
    for row in sheet.rows:
        if not row.sound:
            continue
        group = latest.get(row.values["id"])
        if group is None or row.values["comment_ids"]:
            latest[row.values["id"]] = [row]
            groups.append(latest[row.values["id"]])
        elif row.values["disposition_id"] is not None:
            sheet.report(row, "disposition_id", "only the first row of a response names its disposition")
        else:
            group.append(row)
        if row.values["reference_title"] and row.values["reference_id"] is None:
            sheet.report(row, "reference_id", "is empty; the title of a part needs the response it belongs to")
    left = dict(stated)
    return tuple(_response(group, left.pop(group[0].values["id"], ())) for group in groups)


def _response(rows: list[Row], stated: tuple[StatedRevision, ...]) -> Response:
    first = rows[0].values
    parts = tuple(
        ResponsePart(row.values["text"] or "", row.values["title"])
        for row in rows
        if row.values["text"] is not None or row.values["title"]
    )
    references = tuple(
        Reference(row.values["reference_id"], row.values["reference_title"])
        for row in rows
        if row.values["reference_id"] is not None
    )
    return Response(first["id"], first["comment_ids"], parts, first["disposition_id"], references, stated)


def plain_rows(values: Iterable[object], columns: tuple[Column, ...]) -> Rows:
    """The rows of a table that has a column for each field."""
    return [{column.name: getattr(value, column.name) for column in columns} for value in values]


def stated_rows(stated_by_response: Mapping[str, Iterable[StatedRevision]]) -> Rows:
    """The rows of stated_revisions.csv, in the order of the responses."""
    rows = []
    for response_id, several in stated_by_response.items():
        for stated in several:
            where = stated.location
            rows.append(
                {
                    "id": stated.id,
                    "response_id": response_id,
                    "version": None if where is None else where.version,
                    "document": "" if where is None else where.document,
                    "page": None if where is None else where.page,
                    "line": None if where is None else where.line,
                    "place": "" if where is None else where.place,
                    "old": stated.old,
                    "new": stated.new,
                    "words": stated.words,
                }
            )
    return rows


def response_rows(responses: Iterable[Response]) -> Rows:
    """The rows of responses.csv: one for each part or reference, at least one for each response."""
    rows = []
    for response in responses:
        for index in range(max(1, len(response.parts), len(response.refers_to))):
            part = response.parts[index] if index < len(response.parts) else None
            reference = response.refers_to[index] if index < len(response.refers_to) else None
            rows.append(
                {
                    "id": response.id,
                    "comment_ids": () if index else response.comment_ids,
                    "disposition_id": None if index else response.disposition_id,
                    "title": "" if part is None else part.title,
                    "text": None if part is None else part.text,
                    "reference_id": None if reference is None else reference.response_id,
                    "reference_title": "" if reference is None else reference.part_title,
                }
            )
    return rows
