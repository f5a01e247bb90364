"""What was noticed: numbered observations with the things and the place that they are about."""

import enum

import attrs

from plancomment import fields
from plancomment.errors import WrongTypeError, WrongValueError

__all__ = ["Finding", "Place", "Severity", "worst"]


class Severity(enum.StrEnum):
    """How much a finding weighs (重大度): an error stops publication, a warning wants a look, info is told only."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def _severity(value: str) -> Severity:
    if not isinstance(value, str):
        raise WrongTypeError(f"Finding.severity must be str, not {type(value).__name__}")
    try:
        return Severity(value)
    except ValueError:
        raise WrongValueError(f"Finding.severity must be 'error', 'warning' or 'info', got {value[:40]!r}") from None


@attrs.frozen
class Place:
    """Where in an input something stands (該当箇所). Every part is None where it is not known.

    Attributes:
        file: the file's name as it was given (ファイル).
        row: the row of a table, from 1, the header row included (行).
        column: the column's title or letter (列).
        page: the page, from 1 (頁).
        line: the line of a text file, from 1 (行番号).
        version: the plan version that page belongs to (版).
        sheet: the sheet of a spreadsheet (シート).
    """

    file: str | None = attrs.field(default=None, validator=fields.optional(fields.text))
    row: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    column: str | None = attrs.field(default=None, validator=fields.optional(fields.text))
    page: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    line: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    version: str | None = attrs.field(default=None, validator=fields.optional(fields.text))
    sheet: str | None = attrs.field(default=None, validator=fields.optional(fields.text))

    def __str__(self) -> str:
        parts = [self.file or ""]
        for label, value in (
            ("version", self.version),
            ("sheet", self.sheet),
            ("page", self.page),
            ("line", self.line),
            ("row", self.row),
            ("column", self.column),
        ):
            if value is not None:
                parts.append(f"{label} {value}")
        return ", ".join(part for part in parts if part)


@attrs.frozen
class Finding:
    """One numbered observation (点検結果).

    Attributes:
        code: the rule that found it, such as ``"PC201"``; codes never change their meaning (規則番号).
        severity: a :class:`Severity`; a str of the same spelling is taken too (重大度).
        subjects: ids of the things it is about, in a stable order (対象).
        message: one English sentence.
        message_ja: the same in Japanese (説明).
        place: where it stands, None if it belongs to no single place (該当箇所).
    """

    code: str = attrs.field(validator=fields.identifier)
    severity: Severity = attrs.field(converter=_severity)
    subjects: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(str))
    message: str = attrs.field(validator=fields.text)
    message_ja: str = attrs.field(validator=fields.text)
    place: Place | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Place)))

    def __str__(self) -> str:
        where = f" [{self.place}]" if self.place is not None else ""
        return f"{self.code} {self.severity.value}: {self.message}{where}"


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """The heaviest severity among the findings, None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in present), None)
