"""What the rows of a table say of their submissions (提出)."""

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from plancomment import dates
from plancomment.comments import Submission
from plancomment.errors import PlancommentError, WrongValueError
from plancomment.findings import Finding, Severity
from plancomment.read.table.headers import shown
from plancomment.read.table.ids import is_id
from plancomment.read.table.notes import Notes

__all__ = ["OF_SUBMISSIONS", "Submissions", "parse_day"]

#: Fields that are read only where a table tells which rows came in one submission.
OF_SUBMISSIONS: tuple[str, ...] = ("submitter_id", "submitter_kind", "channel", "received_on", "age_band", "area")

_KINDS = {"個人": "person", "団体": "group", "法人": "group", "person": "person", "group": "group"}
_ZONE = r"(?:Z|JST|(?:GMT|UTC)?[+-][0-9]{1,2}:?(?:[0-9]{2})?)"
_HALF_DAY = "(?:午前|午後|AM|PM|am|pm)"
_TIME = re.compile(
    rf"(.{{5,40}}?)(?:\s*T\s*|\s+|(?<=日)|(?<=\)))(?:{_HALF_DAY}\s*)?[0-9]{{1,2}}"
    r"(?::[0-9]{1,2}(?::[0-9]{1,2}(?:[.,][0-9]{1,9})?)?|時(?:\s*[0-9]{1,2}分(?:\s*[0-9]{1,2}秒)?)?)"
    rf"\s*{_HALF_DAY}?\s*{_ZONE}?"
)
_NAMES = ("submitter_id", "channel", "age_band", "area")


def parse_day(text: str) -> tuple[datetime.date, Finding | None]:
    """The day of a date with or without a time (2026/10/05 13:45:10, 2026-10-05T13:45), as it is written.

    The time zone is not reckoned with: it is the day that the office's list shows.

    Raises:
        WrongValueError: the text is no date, or no such day exists.

    >>> parse_day("令和8年10月5日 午後1時45分")[0]
    datetime.date(2026, 10, 5)
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    match = _TIME.fullmatch(folded) if len(folded) <= 80 else None
    day = match[1] if match is not None else text
    return dates.parse_date(day), dates.odd_date(day)


@attrs.define
class Submissions:
    """The submissions so far, by id.

    Attributes:
        notes: where findings go.
        header: the names of the columns.
        where: the column of each field.
    """

    notes: Notes
    header: Sequence[str]
    where: Mapping[str, int]
    found: dict[str, Submission] = attrs.Factory(dict)
    days: dict[str, tuple[datetime.date, Finding | None]] = attrs.Factory(dict)

    def read(self, row: int, cells: Sequence[str], submission_id: str) -> str | None:
        """The submission of a row: its id, or None where the id cannot be used."""
        if not is_id(submission_id):
            reason = "the submission's id holds a line break or control character"
            self._report(row, None, "submission_id", reason, "提出IDに使えない文字があります")
            return None
        one = self._build(row, cells, submission_id)
        known = self.found.get(submission_id)
        if known is None:
            self.found[submission_id] = one
            return submission_id
        blank = Submission(submission_id)
        if any(
            getattr(one, name) not in (getattr(known, name), getattr(blank, name))
            for name in (*_NAMES, "submitter_kind", "received_on")
        ):
            self._report(row, submission_id, None, "differs from an earlier row", "前の行と異なる情報があります")
        return submission_id

    def _cell(self, cells: Sequence[str], field: str) -> str:
        at = self.where.get(field)
        text = cells[at] if at is not None else ""
        return "" if text.isspace() else text

    def _build(self, row: int, cells: Sequence[str], submission_id: str) -> Submission:
        values: dict[str, Any] = {name: self._cell(cells, name) or None for name in _NAMES}
        values["submitter_id"] = self._cell(cells, "submitter_id").strip() or None
        if not is_id(values["submitter_id"] or "-"):
            reason = "the submitter's id holds a line break or control character"
            self._report(row, submission_id, "submitter_id", reason, "提出者IDに使えない文字があります")
            return Submission(submission_id)
        field = "submitter_kind"
        try:
            kind = self._cell(cells, field).strip()
            if kind and kind not in _KINDS:
                raise WrongValueError(f"the kind of submitter is unknown: {shown(kind[:20])!r}")
            values[field] = _KINDS.get(kind)
            field = "received_on"
            values[field] = self._day(row, self._cell(cells, field))
            return Submission(submission_id, **values)
        except PlancommentError as error:
            self._report(row, submission_id, field, shown(str(error)), "提出の情報が読み取れません")
            return Submission(submission_id)

    def _day(self, row: int, text: str) -> datetime.date | None:
        if not text:
            return None
        if text not in self.days:
            self.days[text] = parse_day(text)
        day, odd = self.days[text]
        if odd is not None:
            place = self.notes.place(row, self.header[self.where["received_on"]])
            self.notes.findings.append(attrs.evolve(odd, place=place))
        return day

    def _report(self, row: int, submission_id: str | None, field: str | None, reason: str, reason_ja: str) -> None:
        at = self.where.get(field) if field is not None else None
        column = self.header[at] if at is not None else None
        ids = (submission_id,) if submission_id is not None else ()
        message = f"submission {submission_id!r}: {reason}" if ids else reason
        message_ja = f"提出「{submission_id}」：{reason_ja}。" if ids else f"{reason_ja}。"
        self.notes.note("PC619", Severity.WARNING, row, column, message, message_ja, *ids)
