"""Tables of comments and answers (意見と回答の表) as offices keep them: a row is one comment, with its answer."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from plancomment import files
from plancomment.errors import ReadError, WrongTypeError
from plancomment.findings import Finding, Place, Severity
from plancomment.memory import no_collection
from plancomment.read.ledger import Ledger
from plancomment.read.limits import Limits, as_limits, within_memory
from plancomment.read.table.grids import Grid, Grids, read_grids
from plancomment.read.table.headers import NAMES, Header, Merge, find_header, header_key, shown
from plancomment.read.table.intake import Intake
from plancomment.read.table.joining import AnswerReader
from plancomment.read.table.notes import Notes
from plancomment.read.table.options import Options, as_options
from plancomment.read.table.rows import RowReader
from plancomment.responses import DispositionScheme

__all__ = ["read_table"]


@attrs.frozen
class _Found:
    """A table with a header, and where that stands."""

    grid: Grid
    at: int
    header: Header


def read_table(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    scheme: DispositionScheme | None = None,
    sheet: str | None = None,
    responses: str | os.PathLike[str] | None = None,
    split: str | None = None,
    form: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Intake:
    """Comments and answers from a table (意見の取込み): .csv .tsv .json .xlsx .xlsm .xls .ods .docx .html .md .pdf.

    The header is the first of the first 20 rows with two known names, or with all the names in ``columns``; it may
    take several lines. A blank answer and disposition mean the answer above, unless merged cells tell who shares it.
    Numbers that restart in each category become ids such as ``2-47``. Every row below the header is in
    ``Intake.ledger``: taken, refused or withheld. Names, addresses and the like are never read.

    Args:
        path: the file.
        columns: headers of fields by hand, such as ``{"summary": "意見の概要"}``; several headers of ``"text"`` make a
            comment of each filled cell, with the header as its category.
        scheme: the dispositions; without one, their ids are the symbols as found; with one, symbols and labels are
            looked up in it.
        sheet: the sheet of comments; by default the first that has a header.
        responses: a sheet of the same file, or another file, whose answers name their comments by id or number.
        split: takes apart cells that hold several comments: ``"circled"`` ① ②, ``"numbered"`` (1) (2),
            ``"bullets"`` ・, ``"lines"``, ``"paragraphs"``; the ids become 12-1, 12-2.
        form: ``"survey"``: the export of a form, each row one submission, each free-text column a comment;
            ``"table"``: none. By default a time stamp beside a free-text column tells an export; with several
            such columns only the first is read then.
        encoding: of a .csv, .tsv or .json, such as ``"cp932"``; by default a byte order mark, else strict UTF-8,
            else strict CP932.
        limits: what is read at most.

    Raises:
        UnknownFormatError: the file name ends otherwise.
        MissingFileError: there is no such file.
        MissingExtraError: what reads the format is not installed.
        ReadError: nothing can be read at all: no header, not the format that the name promises, beyond the limits.
        WrongTypeError, WrongValueError: an argument is not what it should be.
    """
    if scheme is not None and not isinstance(scheme, DispositionScheme):
        raise WrongTypeError(f"scheme must be a DispositionScheme, not {type(scheme).__name__}")
    named = responses if isinstance(responses, str) else None
    options = as_options(columns, sheet, named, split, form, encoding)
    other = None if responses is None else files.as_path(responses)
    with no_collection(), within_memory(path):
        return _read(files.as_path(path), other, options, scheme, as_limits(limits))


def _read(
    place: Path, other: Path | None, options: Options, scheme: DispositionScheme | None, limits: Limits
) -> Intake:
    opened = read_grids(place, options.encoding, limits)
    is_sheet = options.responses is not None and any(grid.sheet == options.responses for grid in opened.grids)
    answers_sheet = options.responses if is_sheet else None
    found, findings = _choose(opened, options, answers_sheet)
    notes = Notes(opened.source, found.grid.sheet or None, findings)
    reader = RowReader(notes, found.header, options, scheme)
    reader.read(found.grid, found.at)
    ledger = None
    if other is not None:
        answers = opened if is_sheet else read_grids(other, options.encoding, limits)
        ledger = _join(answers, answers_sheet, reader, scheme)
    return Intake(
        tuple(reader.categories.found.values()),
        tuple(reader.submissions.found.values()),
        tuple(reader.comments.values()),
        reader.answers.responses(),
        reader.ledger(),
        tuple(notes.findings),
        ledger,
    )


def _join(opened: Grids, sheet: str | None, reader: RowReader, scheme: DispositionScheme | None) -> Ledger:
    """Read the table of answers, and add them to those of the table of comments."""
    grids = [grid for grid in opened.grids if sheet is None or grid.sheet == sheet]
    tables = [one for grid in grids if (one := _find(grid, Options())) is not None and one.header.has_answers]
    if not tables:
        names = [*NAMES["answer"][:2], *NAMES["comment_ids"][:1], *NAMES["number"][:2]]
        raise ReadError(opened.source, [f"no table of answers: a header with names such as {', '.join(names)}"])
    found = tables[0]
    notes = Notes(opened.source, found.grid.sheet or None, reader.notes.findings)
    if opened.source != reader.notes.source:
        notes.findings.extend(opened.findings)
    answers = AnswerReader(notes, found.header, scheme, reader.answers, reader.comments)
    answers.read(found.grid, found.at, reader.rows)
    return answers.ledger()


# ---- which table


def _find(grid: Grid, options: Options) -> _Found | None:
    found = find_header(grid.rows, options.columns, grid.merges, is_survey=options.form == "survey")
    return None if found is None else _Found(grid, *found)


def _choose(opened: Grids, options: Options, answers: str | None) -> tuple[_Found, list[Finding]]:
    """The table of comments, and what is told of the others."""
    grids = [grid for grid in opened.grids if answers is None or grid.sheet != answers]
    wanted = options.sheet
    if wanted is not None:
        grids = [grid for grid in grids if grid.sheet == wanted]
        if not grids:
            names = ", ".join(shown(grid.sheet) for grid in opened.grids if grid.sheet) or "none"
            raise ReadError(opened.source, [f"no sheet {wanted!r:.60} (there are: {names})"])
    tables = {at: one for at, grid in enumerate(grids) if (one := _find(grid, options)) is not None}
    chosen = next((at for at, one in tables.items() if one.header.has_comments), next(iter(tables), None))
    if chosen is None:
        raise _no_header(opened.source, grids, options)
    found, left = tables.pop(chosen), [grid for at, grid in enumerate(grids) if at != chosen]
    if not opened.has_sheets:
        keys = [header_key(text) for text in found.header.texts]
        same = [one for one in tables.values() if [header_key(text) for text in one.header.texts] == keys]
        found = _as_one([found, *same])
        left = [grid for grid in left if all(grid is not one.grid for one in same)]
    findings = list(opened.findings)
    comments = {id(one.grid) for one in tables.values() if one.header.has_comments}
    for grid in left:
        findings.extend(_left_out(opened, grid, id(grid) in comments))
    return found, findings


def _as_one(tables: Sequence[_Found]) -> _Found:
    """Tables with the same header, as pages or chapters divide them, one below the other."""
    first = tables[0]
    if len(tables) == 1:
        return first
    rows, merges = list(first.grid.rows), list(first.grid.merges)
    for one in tables[1:]:
        begin = one.at + one.header.lines
        shift = len(rows) - begin
        rows.extend(one.grid.rows[begin:])
        merges.extend(_moved(merge, shift) for merge in one.grid.merges if merge[0] >= begin)
    return _Found(Grid(rows, merges=merges), first.at, first.header)


def _moved(merge: Merge, shift: int) -> Merge:
    top, left, bottom, right = merge
    return top + shift, left, bottom + shift, right


def _left_out(opened: Grids, grid: Grid, has_comments: bool) -> list[Finding]:
    """PC631: a table that was not read."""
    filled = sum(any(cell.strip() for cell in row) for row in grid.rows)
    if not filled:
        return []
    name = shown(grid.sheet)
    what, what_ja = (f"the sheet {name!r}", f"シート「{name}」") if name else ("a table", "表")
    hint = "; name it with sheet= to read it" if has_comments and name else ""
    return [
        Finding(
            "PC631",
            Severity.WARNING if has_comments else Severity.INFO,
            (),
            f"{what} was not read ({filled} rows{', with a header of comments' if has_comments else ''}){hint}",
            f"{what_ja}（{filled}行）は読み取っていません{'。意見の見出しがあります' if has_comments else ''}。",
            Place(opened.source, sheet=name or None),
        )
    ]


def _no_header(source: str, grids: Sequence[Grid], options: Options) -> ReadError:
    """What was looked for, and what stands in the row that comes nearest: the one with the most filled cells."""
    wanted = [name for names in options.columns.values() for name in names] or [names[0] for names in NAMES.values()]
    rows = [[cell.strip() for cell in row if cell.strip()] for grid in grids for row in grid.rows[:20]]
    nearest = max(rows, key=len, default=[])
    there = [shown(cell[:20]) for cell in dict.fromkeys(nearest)][:40]
    return ReadError(
        source,
        [
            f"no header row: {'all' if options.columns else 'two'} of these names were looked for in the first 20 "
            f"rows: {', '.join(wanted)}",
            f"there are: {', '.join(there) or 'none'}",
        ],
    )
