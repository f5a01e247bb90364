"""Validators and converters that the values share, so that every field refuses the same things in the same words.

A message names class and field and the type it got, never a text from the public.
"""

import datetime
import unicodedata
from collections.abc import Callable
from typing import Any

from plancomment.errors import WrongTypeError, WrongValueError

__all__ = [
    "as_tuple",
    "date",
    "flag",
    "identifier",
    "instance_of",
    "natural",
    "one_of",
    "optional",
    "position",
    "require",
    "text",
    "tuple_of",
]

Validator = Callable[[Any, Any, Any], None]


def _wrong_type(instance: Any, attribute: Any, expected: str, value: object) -> WrongTypeError:
    return WrongTypeError(f"{type(instance).__name__}.{attribute.name} must be {expected}, not {type(value).__name__}")


def text(instance: Any, attribute: Any, value: Any) -> None:
    """A str of any content, kept exactly as given."""
    if not isinstance(value, str):
        raise _wrong_type(instance, attribute, "str", value)


def check_identifier(name: str, value: Any) -> None:
    """An id: one line of text without control characters and without white space at its ends."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{name} must be str, not {type(value).__name__}")
    if value.isalnum() and value.isascii():
        return
    if not value:
        raise WrongValueError(f"{name} must not be empty")
    if value != value.strip():
        raise WrongValueError(f"{name} must not begin or end with white space: {value!r}")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in value):
        raise WrongValueError(f"{name} must not hold control characters or line breaks: {value!r}")


def natural(instance: Any, attribute: Any, value: Any) -> None:
    """An int from 0 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong_type(instance, attribute, "int", value)
    if value < 0:
        raise WrongValueError(f"{type(instance).__name__}.{attribute.name} must not be negative, got {value}")


def require(value: object, kind: type, function: str) -> None:
    """Refuse an argument of another class, before anything is done with it."""
    if not isinstance(value, kind):
        raise WrongTypeError(f"{function} takes a {kind.__name__}, not {type(value).__name__}")


def identifier(instance: Any, attribute: Any, value: Any) -> None:
    """An id (識別子), see :func:`check_identifier`."""
    # Nearly all ids are plain: the name of the field is needed only for telling what is wrong.
    if isinstance(value, str) and value.isalnum() and value.isascii():
        return
    check_identifier(f"{type(instance).__name__}.{attribute.name}", value)


def date(instance: Any, attribute: Any, value: Any) -> None:
    """A datetime.date that is not a datetime: a day has no clock time."""
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise _wrong_type(instance, attribute, "datetime.date", value)


def flag(instance: Any, attribute: Any, value: Any) -> None:
    """True or False, nothing that only counts as one of them."""
    if not isinstance(value, bool):
        raise _wrong_type(instance, attribute, "bool", value)


def position(instance: Any, attribute: Any, value: Any) -> None:
    """A page, line, row or column: an int from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong_type(instance, attribute, "int", value)
    if value < 1:
        raise WrongValueError(f"{type(instance).__name__}.{attribute.name} counts from 1, got {value}")


def optional(check: Validator) -> Validator:
    """None (not known, not published), or what ``check`` lets through."""

    def validate(instance: Any, attribute: Any, value: Any) -> None:
        if value is not None:
            check(instance, attribute, value)

    return validate


def instance_of(*kinds: type) -> Validator:
    """An instance of one of the given classes."""
    names = " or ".join(kind.__name__ for kind in kinds)

    def validate(instance: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, kinds):
            raise _wrong_type(instance, attribute, names, value)

    return validate


def one_of(*choices: str) -> Validator:
    """One of the given words."""

    def validate(instance: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, str):
            raise _wrong_type(instance, attribute, "str", value)
        if value not in choices:
            words = ", ".join(repr(choice) for choice in choices)
            raise WrongValueError(
                f"{type(instance).__name__}.{attribute.name} must be one of {words}, got {value[:40]!r}"
            )

    return validate


def tuple_of(kind: type) -> Validator:
    """A tuple whose items all are instances of ``kind``; ids are checked where ``kind`` is str."""

    def validate(instance: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, tuple):
            raise _wrong_type(instance, attribute, f"a tuple of {kind.__name__}", value)
        for index, item in enumerate(value):
            if not isinstance(item, kind):
                raise WrongTypeError(
                    f"{type(instance).__name__}.{attribute.name}[{index}] must be {kind.__name__}, "
                    f"not {type(item).__name__}"
                )

    return validate


def as_tuple(value: Any) -> Any:
    """A list becomes a tuple; anything else is left for the validator to judge (a str is no sequence of ids)."""
    return tuple(value) if isinstance(value, list) else value
