"""Where links of a document lead to (アンカー): names that every format can hold."""

import functools
import re
from typing import Any

from plancomment import fields
from plancomment.errors import WrongValueError

__all__ = ["anchor_name"]


@functools.cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[\w.~-]+")


def anchor_name(instance: Any, attribute: Any, value: Any) -> None:
    """A validator: letters, digits and ``-._~`` only, ``""`` for none."""
    fields.text(instance, attribute, value)
    if value and not _name().fullmatch(value):
        raise WrongValueError(f"{type(instance).__name__}.{attribute.name} holds letters, digits and -._~ only")
