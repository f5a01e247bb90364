"""Which findings somebody wants to see: codes, or beginnings of codes (規則の選択)."""

from collections.abc import Iterable

from plancomment import fields
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.findings import Finding

__all__ = ["CODES", "select"]

#: Every code that plancomment itself uses; docs/reference/findings.md explains each.
CODES: tuple[str, ...] = tuple(
    f"PC{number}"
    for first, last in (
        (101, 119),
        (201, 214),
        (301, 304),
        (401, 406),
        (501, 519),
        (601, 607),
        (610, 638),
        (640, 668),
        (670, 671),
        (680, 681),
    )
    for number in range(first, last + 1)
)


def select(
    findings: Iterable[Finding], *, select: Iterable[str] | None = None, ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The findings of the rules asked for, in their order (規則の選択).

    A rule is named by its code, such as ``"PC301"``, and a group by a beginning of codes, such as ``"PC2"``.

    Args:
        findings: what was found.
        select: only these; all of them by default.
        ignore: of those, not these.

    Raises:
        WrongTypeError: a name is not a str, or names are given as one str.
        WrongValueError: a name that no code begins with, neither one of :data:`CODES` nor one of the findings given.
    """
    given = tuple(findings)
    for finding in given:
        fields.require(finding, Finding, "select")
    wanted = None if select is None else _checked(select, given)
    unwanted = _checked(ignore, given)
    return tuple(
        one
        for one in given
        if (wanted is None or one.code.startswith(wanted)) and not (unwanted and one.code.startswith(unwanted))
    )


def _checked(names: Iterable[str], findings: Iterable[Finding]) -> tuple[str, ...]:
    if isinstance(names, str):
        raise WrongTypeError("names of rules must be a sequence of str, not str")
    known = dict.fromkeys((*CODES, *(one.code for one in findings)))
    checked = tuple(names)
    problems = []
    for name in checked:
        if not isinstance(name, str):
            raise WrongTypeError(f"a name of rules must be str, not {type(name).__name__}")
        if not name or not any(code.startswith(name) for code in known):
            problems.append(f"no rule begins with {name!r}")
    if problems:
        raise WrongValueError("; ".join(problems))
    return checked
