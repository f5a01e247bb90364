"""Findings that are known already, kept in a file: they are not told again (既知の指摘)."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import attrs

from plancomment import codec, fields, files
from plancomment.errors import InvalidDataError, ReadError
from plancomment.findings import Finding

__all__ = ["Baseline", "Known", "make_baseline", "read_baseline", "split_known", "write_baseline"]

_NAME = "Baseline"


@attrs.frozen
class Known:
    """A finding by what stays of it when rows, figures and messages change (既知の指摘).

    Attributes:
        code: the rule (規則番号).
        subjects: what it is about (対象).
        file: the file it was found in, ``""`` if it belongs to none (ファイル).
        column: the column it was found in, ``""`` if it belongs to none (列).
        times: so many of them (件数).
    """

    code: str = attrs.field(validator=fields.identifier)
    subjects: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    file: str = attrs.field(default="", validator=fields.text)
    column: str = attrs.field(default="", validator=fields.text)
    times: int = attrs.field(default=1, validator=fields.position)


@attrs.frozen
class Baseline:
    """The findings that are known already (既知の指摘の一覧).

    Attributes:
        known: in the order of their codes and subjects (指摘).
    """

    known: tuple[Known, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Known))


def _key(finding: Finding) -> Known:
    place = finding.place
    file, column = (place.file or "", place.column or "") if place is not None else ("", "")
    return Known(finding.code, finding.subjects, file, column)


def make_baseline(findings: Iterable[Finding]) -> Baseline:
    """The given findings as known ones; their order does not matter."""
    times = Counter(_key(finding) for finding in findings)
    known = sorted(times, key=lambda one: (one.code, one.subjects, one.file, one.column))
    return Baseline(tuple(attrs.evolve(one, times=times[one]) for one in known))


def split_known(findings: Iterable[Finding], baseline: Baseline) -> tuple[tuple[Finding, ...], tuple[Known, ...]]:
    """The findings that the baseline does not know, and the known ones that are gone (既知の指摘の除外)."""
    fields.require(baseline, Baseline, "split_known")
    left: Counter[Known] = Counter()
    for one in baseline.known:
        left[attrs.evolve(one, times=1)] += one.times
    new = []
    for finding in findings:
        key = _key(finding)
        if left[key]:
            left[key] -= 1
        else:
            new.append(finding)
    gone = tuple(attrs.evolve(one, times=left[one]) for one in dict.fromkeys(left) if left[one])
    return tuple(new), gone


def read_baseline(path: str | os.PathLike[str]) -> Baseline:
    """The baseline in a file that :func:`write_baseline` wrote.

    Raises:
        MissingFileError: there is no such file.
        ReadError: it is not a baseline; every problem is named.
    """
    try:
        found: Baseline = codec.parse_json(files.read_text(path), {_NAME: Baseline}, source=str(path))
    except InvalidDataError as error:
        raise ReadError(str(path), [f"is no baseline: {problem}" for problem in error.problems]) from error
    return found


def write_baseline(path: str | os.PathLike[str], findings: Iterable[Finding]) -> Path:
    """Write the given findings as known ones; the same findings give the same bytes.

    Raises:
        WriteError: nothing was written; what was there before is untouched.
    """
    return files.write_text(path, codec.render_json(make_baseline(findings), name=_NAME, indent=1))
