"""Rows of a table of comments, read into values (表の行).

Findings of this reader::

    PC610 error    a row without a comment's text: refused
    PC611 error    a comment id that another row has already: refused
    PC612 error    a disposition that is not in the scheme: the comment is taken without one
    PC613 error    a cell of a type or content that cannot be used: the row is refused
    PC614 warning  a disposition without an answer: the comment is taken, no response is made
    PC615 info     rows with blank answers share the answer above them, as in printed tables
    PC616 warning  a second column of the same meaning, or a cell without a header: not read
    PC617 info     columns whose names are not known: not read
    PC618 info     the header repeated further down
    PC619 warning  what a row says of its submission is unusable, or differs from an earlier row
    PC620 warning  an answer to a withheld comment was not taken; blank answers below it do not share another one
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment import dates, fields
from plancomment.comments import Category, Comment, Submission
from plancomment.errors import PlancommentError, WrongValueError
from plancomment.findings import Finding, Place, Severity
from plancomment.read.labels import label_style, split_label
from plancomment.read.table.headers import find_fields, header_key, is_header
from plancomment.read.table.intake import Intake, Ledger, LedgerRow
from plancomment.responses import DispositionScheme, Response, ResponsePart

__all__ = ["Record", "RowReader"]

_KINDS = {"個人": "person", "団体": "group", "法人": "group", "person": "person", "group": "group"}


@attrs.frozen
class Record:
    """The cells of one row, and its number in the file."""

    row: int
    cells: Sequence[str]


@attrs.define
class RowReader:
    """The values so far, and the answer that blank cells below it mean."""

    source: str
    scheme: DispositionScheme | None
    header: Sequence[str] = ()
    where: dict[str, int] = attrs.Factory(dict)
    categories: dict[str, Category] = attrs.Factory(dict)
    submissions: dict[str, Submission] = attrs.Factory(dict)
    comments: dict[str, Comment] = attrs.Factory(dict)
    responses: list[Response] = attrs.Factory(list)
    records_read: int = 0
    shared: dict[int, list[str]] = attrs.Factory(dict)
    refused: list[LedgerRow] = attrs.Factory(list)
    withheld: list[LedgerRow] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)
    category: str | None = None
    above: int | None = None  # the response that a blank answer shares

    def read(self, header: Sequence[str], records: Sequence[Record], columns: Mapping[str, str]) -> None:
        self.header = header
        found = find_fields(header, columns)
        self.where = {field: places[0] for field, places in found.items()}
        self._report_columns(found)
        rows = [record for record in records if not self._is_repeated_header(record, columns)]
        rows = [record for record in rows if any(cell.strip() for cell in record.cells)]
        self.records_read += len(rows)
        for record, comment_id in zip(rows, self._ids(rows), strict=True):
            self._row(record, comment_id)
        for index, ids in self.shared.items():
            self._share(index, ids)

    def intake(self) -> Intake:
        comments = tuple(self.comments.values())
        taken = len(comments) - len(self.withheld)
        refused = tuple(sorted(self.refused, key=lambda row: row.place.row or 0))
        return Intake(
            tuple(self.categories.values()),
            tuple(self.submissions.values()),
            comments,
            tuple(self.responses),
            Ledger(self.source, self.records_read, taken, refused, tuple(self.withheld)),
            tuple(self.findings),
        )

    # -- noting

    def note(
        self,
        code: str,
        severity: Severity,
        row: int | None,
        column: str | None,
        message: str,
        message_ja: str,
        *ids: str,
    ) -> None:
        """Note a finding at a row and column, either of which may be None."""
        place = Place(self.source, row, column)
        self.findings.append(Finding(code, severity, ids, message, message_ja, place))

    def refuse(self, row: int, code: str, column: str | None, reason: str, reason_ja: str, *ids: str) -> None:
        """Note why a row is not taken, and enter it in the ledger."""
        what, what_ja = (f"the cell {column!r}", f"「{column}」") if column else ("the row", "この行")
        self.note(
            code,
            Severity.ERROR,
            row,
            column,
            f"{what} {reason}: refused",
            f"{what_ja}{reason_ja}。取り込みません。",
            *ids,
        )
        self.refused.append(LedgerRow(Place(self.source, row, column), f"{what} {reason}"))

    def _report_columns(self, found: Mapping[str, Sequence[int]]) -> None:
        for field, (first, *more) in found.items():
            for at in more:
                self.note(
                    "PC616",
                    Severity.WARNING,
                    None,
                    self.header[at],
                    f"the column {self.header[at]!r} means the same as {self.header[first]!r} ({field}): not read",
                    f"「{self.header[at]}」の列は「{self.header[first]}」と同じ意味の列です。読み取りません。",
                )
        known = {at for places in found.values() for at in places}
        unknown = [cell.strip() for at, cell in enumerate(self.header) if at not in known and cell.strip()]
        if unknown:
            names = ", ".join(unknown)
            self.note("PC617", Severity.INFO, None, None, f"columns not read: {names}", f"読み取らない列：{names}")

    def _report_loose(self, record: Record) -> None:
        """Cells that no header names are not read, but told."""
        named = [bool(cell.strip()) for cell in self.header]
        loose = [at + 1 for at, cell in enumerate(record.cells) if cell.strip() and named[at : at + 1] != [True]]
        if loose:
            which = ", ".join(map(str, loose))
            message, message_ja = (
                f"cells without a header (column {which}): not read",
                f"見出しのない列（{which}列目）は読み取りません。",
            )
            self.note("PC616", Severity.WARNING, record.row, None, message, message_ja)

    def _is_repeated_header(self, record: Record, columns: Mapping[str, str]) -> bool:
        keys = [header_key(cell) for cell in self.header]
        again = [header_key(cell) for cell in record.cells]
        if not any(again) or again[: len(keys)] != keys[: len(again)] or not is_header(record.cells, columns):
            return False
        self.note(
            "PC618", Severity.INFO, record.row, None, "the header is repeated", "見出しの行が繰り返されています。"
        )
        return True

    # -- cells

    def cell(self, record: Record, field: str) -> str:
        """The text of a field exactly as it is, ``""`` for a blank cell."""
        at = self.where.get(field)
        text = record.cells[at] if at is not None and at < len(record.cells) else ""
        return text if text.strip() else ""

    def _ids(self, rows: Sequence[Record]) -> list[str]:
        """An id for each row: the given one, else its number, with its part before it where numbers restart."""
        if "id" in self.where:
            return [self.cell(record, "id").strip() for record in rows]
        if "number" not in self.where:
            return [str(index) for index, _ in enumerate(rows, start=1)]
        numbers = [_plain_number(self.cell(record, "number")) for record in rows]
        parts = self._parts(rows, numbers)
        homes: dict[str, set[int]] = {}
        for number, part in zip(numbers, parts, strict=True):
            if number:
                homes.setdefault(number, set()).add(part)
        restart = any(len(home) > 1 for home in homes.values())
        names = [number or f"row{record.row}" for record, number in zip(rows, numbers, strict=True)]
        return [f"{part}-{name}" if restart else name for name, part in zip(names, parts, strict=True)]

    def _parts(self, rows: Sequence[Record], numbers: Sequence[str]) -> list[int]:
        """In which part of the table each row stands: its category, else the run of numbers since the last 1."""
        parts, seen = [], dict[str, int]()
        if "category" in self.where:
            name = ""
            for record in rows:
                name = self.cell(record, "category").strip() or name
                parts.append(seen.setdefault(name, len(seen) + 1))
            return parts
        part, before = 1, ""
        for number in numbers:
            if number == "1" and before:
                part += 1
            before = number or before
            parts.append(part)
        return parts

    # -- one row

    def _row(self, record: Record, comment_id: str) -> None:
        self._report_loose(record)
        text, summary = self.cell(record, "text"), self.cell(record, "summary")
        reason = self.cell(record, "withheld_reason")
        self._file_under(self.cell(record, "category"))
        problem = self._problem(record, comment_id, bool(text or summary or reason))
        if problem is not None:
            self.refuse(record.row, *problem, *([comment_id] if problem[0] == "PC611" else []))
            if reason:
                self._leave_answer(record, None)
            else:
                self._answer(record, None, None)
            return
        disposition = self._disposition(record, comment_id)
        answered = reason == "" and self._answer(record, comment_id, disposition)
        if reason:
            self._leave_answer(record, comment_id)
        comment = Comment(
            comment_id,
            text or None,
            summary or None,
            self.category,
            self._submission(record, comment_id),
            self.cell(record, "number"),
            None if answered else disposition,
            reason or None,
        )
        self.comments[comment_id] = comment
        if reason:
            place = Place(self.source, record.row, self.header[self.where["withheld_reason"]])
            self.withheld.append(LedgerRow(place, "withheld", comment_id))

    def _problem(self, record: Record, comment_id: str, has_text: bool) -> tuple[str, str | None, str, str] | None:
        """Why a row is refused: code, column, reason in English and Japanese."""
        column = self.header[self.where["id" if "id" in self.where else "number"]] if self._has_ids() else None
        if not has_text:
            names = [self.header[self.where[field]] for field in ("text", "summary") if field in self.where]
            return "PC610", names[0] if names else None, "has no comment", "に意見がありません"
        if not _is_id(comment_id):
            return "PC613", column, "holds no usable id", "は意見のIDになりません"
        if comment_id in self.comments:
            reason = f"gives the id {comment_id!r}, which another row has"
            return "PC611", column, reason, f"のID「{comment_id}」は別の行と重複しています"
        if self.scheme is None and not _is_id(self._printed_disposition(record) or "-"):
            column = self.header[self.where["disposition"]]
            return "PC613", column, "holds no usable disposition", "は対応区分になりません"
        return None

    def _has_ids(self) -> bool:
        return "id" in self.where or "number" in self.where

    def _file_under(self, name: str) -> None:
        """The category of this row and of those below it that leave theirs blank."""
        name = name.strip()
        if not name:
            return
        if name not in self.categories:
            label, _, rest = split_label(name.replace("\n", " "))
            if not rest or label_style(label) in ("", "caption", "bullet"):
                label, rest = "", name
            self.categories[name] = Category(str(len(self.categories) + 1), rest, None, label)
        self.category = self.categories[name].id

    def _printed_disposition(self, record: Record) -> str:
        return " ".join(self.cell(record, "disposition").split())

    def _disposition(self, record: Record, comment_id: str) -> str | None:
        found = self._printed_disposition(record)
        if not found or self.scheme is None:
            return found or None
        for fold in (_squeeze, header_key):
            for one in self.scheme.dispositions:
                names = (one.symbol, one.label, one.symbol + one.label, one.id)
                if fold(found) in [fold(name) for name in names if name]:
                    return one.id
        column = self.header[self.where["disposition"]]
        self.note(
            "PC612",
            Severity.ERROR,
            record.row,
            column,
            f"comment {comment_id!r} has the disposition {found[:40]!r}, which is not in the scheme",
            f"意見「{comment_id}」の対応区分「{found[:40]}」は対応区分表にありません。",
            comment_id,
        )
        return None

    def _answer(self, record: Record, comment_id: str | None, disposition: str | None) -> bool:
        """Make the response of a row, or let the comment share the one above; whether it carries the disposition."""
        answer = self.cell(record, "answer")
        ids = () if comment_id is None else (comment_id,)
        if answer:
            response_id = f"R{comment_id or f'-row{record.row}'}"
            self.responses.append(Response(response_id, ids, (ResponsePart(answer),), disposition))
            self.above = len(self.responses) - 1
            return True
        if comment_id is None or "answer" not in self.where:
            return False
        if self.cell(record, "disposition"):
            self.note(
                "PC614",
                Severity.WARNING,
                record.row,
                self.header[self.where["answer"]],
                f"comment {comment_id!r} has a disposition but no answer",
                f"意見「{comment_id}」は対応区分がありますが、回答がありません。",
                comment_id,
            )
        elif self.above is not None:
            self.shared.setdefault(self.above, []).append(comment_id)
            return True
        return False

    def _leave_answer(self, record: Record, comment_id: str | None) -> None:
        """A withheld comment gets no public answer; a blank answer below it would mean the one that is left out."""
        if not self.cell(record, "answer"):
            return
        self.above = None
        self.note(
            "PC620",
            Severity.WARNING,
            record.row,
            self.header[self.where["answer"]],
            "an answer to a withheld comment was not taken",
            "非公表の意見に対する回答は取り込みません。",
            *(() if comment_id is None else (comment_id,)),
        )

    def _share(self, index: int, ids: Sequence[str]) -> None:
        response = self.responses[index]
        self.responses[index] = attrs.evolve(response, comment_ids=(*response.comment_ids, *ids))
        self.note(
            "PC615",
            Severity.INFO,
            None,
            self.header[self.where["answer"]],
            f"blank answers share response {response.id!r} above them: {', '.join(ids)}",
            f"回答が空欄の意見（{'、'.join(ids)}）は、上の回答「{response.id}」と同じものとしました。",
            response.id,
            *ids,
        )

    def _submission(self, record: Record, comment_id: str) -> str | None:
        submission_id = self.cell(record, "submission_id").strip()
        if not submission_id:
            return None
        if not _is_id(submission_id):
            reason = "the submission's id holds a line break or control character"
            self._odd_submission(record, None, "submission_id", reason, "提出IDに使えない文字があります")
            return None
        known = self.submissions.get(submission_id)
        values: dict[str, Any] = {"submitter_id": self.cell(record, "submitter_id").strip() or None}
        values |= {name: self.cell(record, name) or None for name in ("channel", "age_band", "area")}
        field = "submitter_kind"
        try:
            kind = self.cell(record, "submitter_kind").strip()
            if kind and kind not in _KINDS:
                raise WrongValueError(f"the kind of submitter is unknown: {kind[:20]!r}")
            values["submitter_kind"] = _KINDS.get(kind)
            field = "received_on"
            values["received_on"] = self._day(record)
            field = "submitter_id"
            one = Submission(submission_id, **values)
        except PlancommentError as error:
            self._odd_submission(record, submission_id, field, str(error), "提出の情報が読み取れません")
            one = Submission(submission_id)
        if known is None:
            self.submissions[submission_id] = one
            return submission_id
        blank = Submission(submission_id)
        if any(getattr(one, name) not in (getattr(known, name), getattr(blank, name)) for name in values):
            reason = "differs from an earlier row"
            self._odd_submission(record, submission_id, None, reason, "前の行と異なる情報があります")
        return submission_id

    def _odd_submission(
        self, record: Record, submission_id: str | None, field: str | None, reason: str, reason_ja: str
    ) -> None:
        column = self.header[self.where[field]] if field is not None else None
        ids = (submission_id,) if submission_id is not None else ()
        message = f"submission {submission_id!r}: {reason}" if ids else reason
        message_ja = f"提出「{submission_id}」：{reason_ja}。" if ids else f"{reason_ja}。"
        self.note("PC619", Severity.WARNING, record.row, column, message, message_ja, *ids)

    def _day(self, record: Record) -> Any:
        text = self.cell(record, "received_on")
        if not text:
            return None
        day = dates.parse_date(text)
        odd = dates.odd_date(text, place=Place(self.source, record.row, self.header[self.where["received_on"]]))
        if odd is not None:
            self.findings.append(odd)
        return day


def _is_id(text: str) -> bool:
    try:
        fields.check_identifier("the id", text)
    except WrongValueError:
        return False
    return True


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _plain_number(cell: str) -> str:
    """A printed number as part of an id: No.４７ and （47） give 47."""
    number = header_key(cell).removeprefix("no.").removeprefix("no").strip("().:")
    return number if number.isprintable() else ""
