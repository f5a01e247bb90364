"""Which columns of a table are read, and what for (列の選択)."""

import re
import unicodedata
from collections.abc import Sequence

import attrs

from plancomment.findings import Severity
from plancomment.read.table.headers import Header
from plancomment.read.table.notes import Notes
from plancomment.read.table.options import Options
from plancomment.read.table.submissions import OF_SUBMISSIONS

__all__ = ["Chosen", "choose_columns", "report_unread"]

_NO_WORDS = re.compile(
    r"[0-9０-９\s/:.,%+年月日時分秒点\-]*(?:(?:午前|午後|AM|PM)[0-9\s:時分秒]*)?(?:[TZ0-9:.+\-]|GMT)*"
)
_LONG = 10


@attrs.frozen
class Chosen:
    """The columns that are read (読み取る列).

    Attributes:
        where: the column of each field.
        texts: the columns of comments, where there are several.
        is_form: whether the table is a form's export.
    """

    where: dict[str, int]
    texts: Sequence[int]
    is_form: bool


def choose_columns(header: Header, options: Options, rows: Sequence[Sequence[str]], notes: Notes) -> Chosen:
    """The columns to read; ``rows`` stand below the header. What is not read is told."""
    where = {field: columns[0] for field, columns in header.where.items()}
    is_form = options.form == "survey" or (
        options.form is None and header.stamped and bool(header.questions or "text" in where)
    )
    texts: Sequence[int] = ()
    if len(options.columns.get("text", ())) > 1:
        texts = header.where["text"]
    elif options.form == "survey" and "text" not in options.columns:
        texts = _asked(header, rows)
        if len(texts) == 1:
            where.setdefault("text", texts[0])
            texts = ()
    if is_form and "id" not in where and "number" not in where and "submission_id" in where:
        where["number"] = where["submission_id"]
    for field in ("response_id", "comment_ids"):  # of a table of answers
        where.pop(field, None)
    dropped: list[int] = []
    if not is_form and "submission_id" not in where:
        at = [where.pop(field) for field in OF_SUBMISSIONS if field in where]
        dropped = sorted(column for column in at if _cells(rows, column))
    if dropped:
        _report_dropped(notes, [header.texts[column].strip() for column in dropped])
    unread = notes.report_columns(header, [*where.values(), *texts], dropped)
    report_unread(notes, header, unread, rows)
    return Chosen(where, texts, is_form)


def _asked(header: Header, rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a form that hold words, and are neither private nor of a field that is no comment."""
    known = {at for field, columns in header.where.items() if field not in ("text", "summary") for at in columns}
    named = {at for field in ("text", "summary") for at in header.where.get(field, ())} | set(header.questions)
    private = set(header.private) - named
    return [
        at
        for at, text in enumerate(header.texts)
        if at in named
        or (
            text.strip()
            and at not in known
            and at not in private
            and any(not _is_figure(cell) for cell in _cells(rows, at))
        )
    ]


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column].strip()]


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number, a date or a time."""
    return len(cell) <= 40 and _NO_WORDS.fullmatch(unicodedata.normalize("NFKC", cell)) is not None


def report_unread(notes: Notes, header: Header, columns: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
    """PC617: columns with unknown names; a warning for one that holds long texts, which may be comments."""
    short = []
    for column in columns:
        name, cells = header.texts[column].strip(), _cells(rows, column)
        if not any(len(cell.strip()) >= _LONG and not _is_figure(cell) for cell in cells):
            short.append(name)
            continue
        notes.note(
            "PC617",
            Severity.WARNING,
            None,
            name,
            f"the column {name!r} is not read, and holds words in {len(cells)} cell(s): if they are comments, name "
            "it with columns=, or use form='survey' for a form's export",
            f"「{name}」の列は読み取りません。{len(cells)}個のセルに文があります。意見であれば、--columns で指定するか"
            "、フォームの回答一覧なら --form survey を指定してください。",
        )
    if short:
        names = ", ".join(short)
        notes.note("PC617", Severity.INFO, None, None, f"columns not read: {names}", f"読み取らない列：{names}")


def _report_dropped(notes: Notes, names: Sequence[str]) -> None:
    """PC637: what is said of submissions, without a word on which rows came in one."""
    listed = ", ".join(names)
    notes.note(
        "PC637",
        Severity.WARNING,
        None,
        None,
        f"not read, since no column tells which rows came in one submission: {listed}; add a column of submission "
        "ids (受付番号, 提出ID), or use form='survey' where each row is one submission",
        f"提出IDの列がないため読み取りません：{listed}。受付番号（提出ID）の列を加えるか、1行が1通の提出であれば "
        "--form survey を指定してください。",
    )
