"""Counts that carry their unit, and the figures that somebody printed.

Persons (人), groups (団体), submissions (通) and comments (件) are four different things and never add to each other.
"""

from typing import Any, Literal, cast

import attrs

from plancomment import fields
from plancomment.errors import UnitMismatchError, WrongTypeError, WrongValueError

__all__ = ["UNITS", "Count", "PrintedCount", "PrintedTotals"]

#: More of anything than a consultation can have; figures beyond cannot even be printed.
_MOST = 10**15
Unit = Literal["人", "団体", "通", "件"]
UNITS: tuple[Unit, ...] = ("人", "団体", "通", "件")


def _natural(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError(f"Count.{attribute.name} must be int, not {type(value).__name__}")
    if value < 0:
        raise WrongValueError(f"Count.{attribute.name} must not be negative, got {value}")
    if value > _MOST:
        raise WrongValueError(f"Count.{attribute.name} is beyond {_MOST:,}")


@attrs.frozen
class Count:
    """A number of things of one kind (数). Adding or comparing another unit raises UnitMismatchError.

    Attributes:
        value: how many, 0 or more.
        unit: ``"人"`` persons, ``"団体"`` groups, ``"通"`` submissions or ``"件"`` comments (単位).

    >>> Count(3, "件") + Count(2, "件")
    Count(value=5, unit='件')
    """

    value: int = attrs.field(validator=_natural)
    unit: Unit = attrs.field(validator=fields.one_of(*UNITS))

    def _same_unit(self, other: "Count") -> None:
        if other.unit != self.unit:
            raise UnitMismatchError(f"a count in {self.unit} and one in {other.unit} have nothing in common")

    def __add__(self, other: object) -> "Count":
        if not isinstance(other, Count):
            return NotImplemented
        self._same_unit(other)
        return Count(self.value + other.value, self.unit)

    def __sub__(self, other: object) -> "Count":
        if not isinstance(other, Count):
            return NotImplemented
        self._same_unit(other)
        return Count(self.value - other.value, self.unit)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        self._same_unit(other)
        return self.value < other.value

    def __le__(self, other: object) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        self._same_unit(other)
        return self.value <= other.value

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        return other < self

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        return other <= self

    def __int__(self) -> int:
        return self.value

    def __index__(self) -> int:
        return self.value

    def __str__(self) -> str:
        return f"{self.value:,}{self.unit}"


_count = fields.optional(fields.instance_of(Count))


def _counted(value: Count | int | None, unit: Unit) -> Count | None:
    """A bare number gets the unit that the field speaks of; what is neither is left for the validator."""
    return Count(value, unit) if type(value) is int else cast("Count | None", value)


def _persons(value: Count | int | None) -> Count | None:
    return _counted(value, "人")


def _groups(value: Count | int | None) -> Count | None:
    return _counted(value, "団体")


def _submissions(value: Count | int | None) -> Count | None:
    return _counted(value, "通")


def _comments(value: Count | int | None) -> Count | None:
    return _counted(value, "件")


@attrs.frozen
class PrintedCount:
    """One row of a printed breakdown (公表された内訳の行).

    Attributes:
        label: the row's label as printed (項目名).
        count: the printed figure; None where the row stands there without one (件数). A bare number is in 件.
        id: the category, disposition or channel it is about, where that is known; else rows are found by label.
    """

    label: str = attrs.field(validator=fields.text)
    count: Count | None = attrs.field(default=None, converter=_comments, validator=_count)
    id: str | None = attrs.field(default=None, validator=fields.optional(fields.identifier))


@attrs.frozen
class PrintedTotals:
    """The figures that a city printed (公表された集計). None: not published, which is not 0.

    A bare number gets the unit of its field.

    Attributes:
        persons: persons who handed something in (意見提出者, 人).
        groups: groups who did (団体).
        submissions: submissions (通).
        comments: comments (件).
        revisions: changes made to the plan (修正箇所, 件).
        by_category: the breakdown by category (項目別), None if there is none.
        by_disposition: the breakdown by disposition (対応区分別).
        by_channel: the breakdown by channel (提出方法別), in the unit that its counts name.
    """

    persons: Count | None = attrs.field(default=None, converter=_persons, validator=_count)
    groups: Count | None = attrs.field(default=None, converter=_groups, validator=_count)
    submissions: Count | None = attrs.field(default=None, converter=_submissions, validator=_count)
    comments: Count | None = attrs.field(default=None, converter=_comments, validator=_count)
    revisions: Count | None = attrs.field(default=None, converter=_comments, validator=_count)
    by_category: tuple[PrintedCount, ...] | None = attrs.field(
        default=None, converter=fields.as_tuple, validator=fields.optional(fields.tuple_of(PrintedCount))
    )
    by_disposition: tuple[PrintedCount, ...] | None = attrs.field(
        default=None, converter=fields.as_tuple, validator=fields.optional(fields.tuple_of(PrintedCount))
    )
    by_channel: tuple[PrintedCount, ...] | None = attrs.field(
        default=None, converter=fields.as_tuple, validator=fields.optional(fields.tuple_of(PrintedCount))
    )
