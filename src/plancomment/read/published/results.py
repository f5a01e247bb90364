"""A result of a consultation that somebody already published, as extracted text (結果公表資料).

Read by the structure that such results share, not by one city's words: a title; the period; persons, groups,
submissions and comments; tables of figures by category, disposition and channel; the table of comments and answers
with headings of categories between its rows; the comparison table. What cannot be read is a finding with its line.
"""

import os
from pathlib import Path

import attrs

from plancomment import fields
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.errors import ReadError, UnknownFormatError, WrongTypeError
from plancomment.files import read_text
from plancomment.findings import Finding, Place
from plancomment.read.published.lines import split_lines
from plancomment.read.published.sections import SectionReader
from plancomment.read.published.slipped import read_comparison
from plancomment.read.published.summary import find_authority, find_plan_title, old_version_name, undecorated

__all__ = ["Published", "read_published"]

_SUFFIXES = (".txt", ".md")
_NEW_VERSION = "成案"


@attrs.frozen
class Published:
    """What a published result says (公表済みの結果).

    Attributes:
        consultation: period, categories, dispositions, comments and answers, with the printed totals in ``printed``.
        comparison: the comparison table with source ``"published"``, None if there is none (新旧対照表).
        findings: what was mended, and what could not be read, each with its line, in the order of the lines (所見).
    """

    consultation: Consultation = attrs.field(validator=fields.instance_of(Consultation))
    comparison: Comparison | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Comparison)))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding)
    )


def read_published(path: str | os.PathLike[str]) -> Published:
    """A published result from extracted text, cells divided by tabs (.txt), or from Markdown with tables (.md).

    No text is dropped and none invented: what has no place in the values is quoted in a finding (PC605), and a text
    that the file lost is None. See :mod:`plancomment.read.published.remarks` for the codes.

    Raises:
        UnknownFormatError: the file name ends in something else.
        MissingFileError: there is no such file.
        ReadError: it is empty, no text, or holds no table of comments although it does not say that there were none.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(f"path must be str or os.PathLike, not {type(path).__name__}")
    source = os.fspath(path)
    suffix = Path(source).suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownFormatError(
            f"{source}: a published result is read from {' and '.join(_SUFFIXES)}, not from {suffix or 'no suffix'!r}"
        )
    text = read_text(source)
    if not text.strip():
        raise ReadError(source, ["it is empty"])
    lines, findings = split_lines(text, markdown=suffix == ".md")
    reader = SectionReader()
    reader.read([line for line in lines if line.filled])
    return _published(source, reader, findings)


def _published(source: str, reader: SectionReader, findings: list[Finding]) -> Published:
    """The values, once every line has been given to its section."""
    printed = reader.figures.printed()
    answers = reader.answers
    if answers is None and (printed is None or printed.comments is None or printed.comments.value > 0):
        raise ReadError(
            source,
            [
                "no table of comments was found: looked for a row of titles, divided by tabs, "
                "with one such as 意見の概要 and one such as 市の考え方 or 回答"
            ],
        )
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
    findings = [*findings, *reader.findings, *(answers.findings if answers is not None else ())]
    comparison = None
    if reader.sides is not None:
        comparison, more = read_comparison(reader.sides, reader.rows, old_version=old_version, new_version=_NEW_VERSION)
        findings.extend(more)
    return Published(consultation, comparison, tuple(_placed(findings, source)))


def _placed(findings: list[Finding], source: str) -> list[Finding]:
    """The findings in the order of the lines, each with the file's name."""
    placed = [attrs.evolve(finding, place=attrs.evolve(finding.place or Place(), file=source)) for finding in findings]
    return sorted(placed, key=lambda finding: (finding.place.line or 0 if finding.place else 0, finding.code))
