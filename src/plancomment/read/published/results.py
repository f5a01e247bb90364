"""A result of a consultation that somebody already published (結果公表資料), from any format that is read.

Read by the structure that such results share, not by one city's words: a title; the period; persons, groups,
submissions and comments; tables of figures by category, disposition and channel; the table of comments and answers
with headings of categories between its rows; the comparison table. What cannot be read is a finding with its place. A
result that this library wrote itself says by its anchors what each piece is, and is read by them.
"""

import itertools
import os
from collections.abc import Container, Mapping, Sequence

import attrs

from plancomment import fields, files
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.errors import ReadError, UnknownFormatError, WrongTypeError
from plancomment.findings import Finding, Place
from plancomment.read.blocks import Contents
from plancomment.read.ledger import Ledger, LedgerRow
from plancomment.read.limits import Limits, as_limits, check_lines, within_memory
from plancomment.read.opening import READERS, open_contents
from plancomment.read.published.bookmarks import with_anchors
from plancomment.read.published.lines import Line, fold, split_lines
from plancomment.read.published.own import OwnReader, is_own
from plancomment.read.published.rows import lines_of_blocks
from plancomment.read.published.sections import SectionReader
from plancomment.read.published.sheets import read_sheets
from plancomment.read.published.slipped import read_comparison
from plancomment.read.published.summary import find_authority, find_plan_title, old_version_name, undecorated
from plancomment.read.published.workbooks import as_page

__all__ = ["Published", "read_blocks", "read_published"]

_NEW_VERSION = "成案"


@attrs.frozen
class Published:
    """What a published result says (公表済みの結果).

    Attributes:
        consultation: period, categories, dispositions, comments and answers, with the printed totals in ``printed``.
        comparison: the comparison tables as one with source ``"published"``, None if there is none (新旧対照表).
        findings: what was mended, and what could not be read, each with its place, in the order of the file (所見).
        ledger: what became of every row of the tables of comments (取込台帳).
        places: where each comment came from, in the order of ``consultation.comments`` (意見の位置).
    """

    consultation: Consultation = attrs.field(validator=fields.instance_of(Consultation))
    comparison: Comparison | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Comparison)))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding)
    )
    ledger: Ledger | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Ledger)))
    places: tuple[Place, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Place))


def read_published(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Published:
    """A published result from Word, Excel, PDF, HTML, Markdown, or extracted text with cells divided by tabs (.txt).

    No text is dropped and none invented: what has no place in the values is quoted in a finding (PC605), and a text
    that the file lost is None. See :mod:`plancomment.read.published.remarks` for the codes, and
    docs/reference/published.md for what is read, and what of a result of this library comes back equal.

    Args:
        path: the file.
        limits: what it may hold at most; the usual limits by default.

    Raises:
        UnknownFormatError: the file name ends in something else.
        MissingFileError: there is no such file.
        MissingExtraError: what reads that format is not installed.
        ReadError: it is empty, no text, beyond the limits, or holds no table of comments although it does not say that
            there were none.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(f"path must be str or os.PathLike, not {type(path).__name__}")
    bounds = as_limits(limits)
    place = files.as_path(path)
    suffix = place.suffix.lower()
    if suffix == ".txt":
        with within_memory(path):
            return _read_text(os.fspath(path), bounds)
    if suffix == ".csv":
        with within_memory(path):
            source = os.fspath(path)
            return read_blocks(read_sheets(files.read_text(source, limit=bounds.file_bytes), source, bounds))
    if suffix not in READERS:
        known = ", ".join((".txt", ".csv", *READERS))
        raise UnknownFormatError(
            f"{os.fspath(path)}: a published result is read from {known}, not from {suffix or 'no suffix'!r}"
        )
    with within_memory(path):
        return read_blocks(attrs.evolve(open_contents(place, bounds, keep_struck=True), source=os.fspath(path)))


def _read_text(source: str, limits: Limits) -> Published:
    text = files.read_text(source, limit=limits.file_bytes)
    if not text.strip():
        raise ReadError(source, ["it is empty"])
    check_lines(text, source, limits)
    for number, tabs in enumerate(map(str.count, text.splitlines(), itertools.repeat("\t")), start=1):
        if tabs >= limits.columns:
            raise ReadError(
                source, [f"line {number} has {tabs + 1} cells, more than {limits.columns} (Limits.columns)"]
            )
    lines, findings = split_lines(text)
    places = {line.number: Place(line=line.number) for line in lines}
    filled = [line for line in lines if line.filled]
    return _read_lines(source, filled, places, findings)


def read_blocks(contents: Contents) -> Published:
    """A published result from the blocks of a file (ブロックからの読み取り).

    Raises:
        ReadError: there is no text, or no table of comments although it does not say that there were none.
    """
    page = with_anchors(as_page(contents))
    if is_own(page):
        try:
            return _read_own(page)
        except (ValueError, TypeError, LookupError):
            pass  # anchors that somebody else made, or changed: the page is read like any other
    sheet = lines_of_blocks(contents)
    if not sheet.lines:
        raise ReadError(contents.source, ["it is empty"])
    published = _read_lines(contents.source, sheet.lines, sheet.places, (), names=sheet.names)
    told = [attrs.evolve(one, place=_within(one, contents.source)) for one in (*contents.findings, *sheet.findings)]
    return attrs.evolve(published, findings=(*told, *published.findings))


def _read_own(contents: Contents) -> Published:
    own = OwnReader(contents)
    own.read()
    consultation = own.consultation(_NEW_VERSION)
    told = [attrs.evolve(one, place=_within(one, contents.source)) for one in contents.findings]
    found = (*told, *own.findings)
    return Published(consultation, own.comparison(), found, own.ledger(), own.places())


def _within(finding: Finding, source: str) -> Place:
    return attrs.evolve(finding.place or Place(), file=source)


def _read_lines(
    source: str,
    lines: Sequence[Line],
    places: Mapping[int, Place],
    findings: Sequence[Finding],
    *,
    names: Container[int] = (),
) -> Published:
    """The values. ``findings`` speak of lines by their numbers; ``names`` are lines that may mean nothing."""
    reader = SectionReader()
    reader.read(lines)
    printed = reader.figures.printed()
    answers = reader.answers
    if answers is None and (printed is None or printed.comments is None or printed.comments.value > 0):
        raise ReadError(source, _no_table(lines))
    title = undecorated(reader.title)
    plan_title = find_plan_title(title)
    old_version = old_version_name(plan_title or title)
    # The scheme may still grow by dispositions that no table lists, so the answers come first.
    responses = answers.responses(reader.scheme, _NEW_VERSION) if answers is not None else ()
    consultation = Consultation(
        title=title,
        plan_title=plan_title,
        authority=find_authority(plan_title),
        opened_on=reader.opened_on,
        closed_on=reader.closed_on,
        categories=tuple(reader.tree.categories),
        scheme=reader.scheme.scheme(),
        comments=tuple(answers.comments) if answers is not None else (),
        responses=responses,
        printed=printed,
    )
    found = [*findings, *reader.findings, *(answers.findings if answers is not None else ())]
    comparison = None
    if reader.tables:
        comparison, more = read_comparison(reader.tables, old_version=old_version, new_version=_NEW_VERSION)
        found.extend(more)
    idle = _says_nothing(lines, consultation.authority)
    found = [one for one in found if one.code != "PC605" or not (_number(one) in names or _number(one) in idle)]
    whole = {number: attrs.evolve(place, file=source) for number, place in places.items()}
    refused = tuple(LedgerRow(whole[number], "neither a comment nor a heading") for number in reader.refused)
    count = len(consultation.comments)
    return Published(
        consultation,
        comparison,
        tuple(_placed(found, whole)),
        Ledger(source, count + len(refused), count, refused),
        tuple(whole[number] for number in answers.lines) if answers is not None else (),
    )


def _says_nothing(lines: Sequence[Line], authority: str) -> frozenset[int]:
    """The lines that hold the name of the authority that was found, and nothing else."""
    if not authority:
        return frozenset()
    return frozenset(line.number for line in lines if not line.is_row and fold(line.text) == fold(authority))


def _no_table(lines: Sequence[Line]) -> list[str]:
    """What was looked for, and which rows might have been titles."""
    rows = [" | ".join(cell[:20] for cell in line.filled) for line in lines if line.is_row and len(line.filled) > 1]
    short = list(dict.fromkeys(row for row in rows if len(row) <= 80 and "。" not in row))[:10]
    return [
        "no table of comments was found: looked for a row of titles with one such as 意見の概要 "
        "and one such as 市の考え方 or 回答",
        f"rows that were seen: {'; '.join(short) or 'none (in a text, tabs divide the cells of a row)'}",
    ]


def _number(finding: Finding) -> int:
    """The number of the line that it speaks of."""
    return (finding.place.line or 0) if finding.place is not None else 0


def _placed(findings: Sequence[Finding], places: Mapping[int, Place]) -> list[Finding]:
    """The findings in the order of the lines, each with the place of its line in the file."""
    ordered = sorted(findings, key=lambda one: (_number(one), one.code))
    return [attrs.evolve(one, place=places[_number(one)]) for one in ordered]
