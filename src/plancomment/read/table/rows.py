"""Rows of a table of comments, read into values (表の行)."""

from collections.abc import Mapping, Sequence

import attrs

from plancomment.comments import Comment
from plancomment.findings import Severity
from plancomment.read.ledger import Ledger, LedgerRow
from plancomment.read.table.answers import Answers
from plancomment.read.table.categories import Categories
from plancomment.read.table.checks import Oddity
from plancomment.read.table.columns import choose_columns
from plancomment.read.table.dispositions import Dispositions
from plancomment.read.table.grids import Grid
from plancomment.read.table.headers import Header
from plancomment.read.table.ids import are_ids, assign_ids, is_id
from plancomment.read.table.losses import look_at_characters, report_losses, report_wordless
from plancomment.read.table.making import make_comment, make_response
from plancomment.read.table.notes import Notes
from plancomment.read.table.options import Options
from plancomment.read.table.records import Records, collect_records
from plancomment.read.table.splitting import is_odd, split_text
from plancomment.read.table.submissions import Submissions
from plancomment.responses import DispositionScheme

__all__ = ["RowReader"]

Piece = tuple[str, str, str, str | None]  # what its id ends in, text, summary, category


@attrs.define
class RowReader:
    """The values so far.

    Attributes:
        notes: findings and refused rows.
        header: the header of the table.
        options: the wishes of the caller.
        scheme: the dispositions there are, None to take them as found.
    """

    notes: Notes
    header: Header
    options: Options
    scheme: DispositionScheme | None
    where: dict[str, int] = attrs.Factory(dict)
    texts: Sequence[int] = ()  # the columns of comments, where there are several
    is_form: bool = False
    records: Records = attrs.field(init=False)
    answers: Answers = attrs.field(init=False)
    dispositions: Dispositions = attrs.field(init=False)
    submissions: Submissions = attrs.field(init=False)
    categories: Categories = attrs.Factory(Categories)
    comments: dict[str, Comment] = attrs.Factory(dict)
    rows: list[int] = attrs.Factory(list)
    withheld: list[LedgerRow] = attrs.Factory(list)
    pieces: int = 0
    records_read: int = 0
    split: int = 0
    category: str | None = None

    def read(self, grid: Grid, at: int) -> None:
        """Read all rows of a grid below the header in row ``at``."""
        self._find_columns(grid, at)
        body = [self.where[field] for field in ("text", "summary") if field in self.where] or [0]
        self.records = records = collect_records(grid, at, self.header, self.notes, sorted({*body, *self.texts}))
        self._prepare(records)
        self._refuse_unusable(grid)
        unusable = look_at_characters(self.notes, records, sorted({*self.where.values(), *self.texts}))
        ids = self._ids()
        self.records_read += len(records.rows)
        if self.is_form or records.headings or unusable or self.options.split or self.texts or records.exact:
            self._read_rows(ids, unusable)
        else:
            self._read_plain_rows(ids)
        self._read_further(ids)
        self.dispositions.report_unknown()
        report_wordless(self.notes, self.comments.values(), self.rows, self._column("text", "summary"))
        if self.split:
            self.notes.report_split(self.split, self.split + self.pieces)
        report_losses(self.notes, grid, records, self.where, ids, len(self.comments) - self.pieces)

    def ledger(self) -> Ledger:
        """What became of every row."""
        comments = len(self.comments)
        refused = sorted(self.notes.refused, key=lambda one: one.place.row or 0)
        return Ledger(
            self.notes.source,
            self.records_read,
            comments - len(self.withheld),
            tuple(refused),
            tuple(self.withheld),
            self.pieces,
            self.notes.sheet,
            tuple(self.rows),
        )

    # -- columns

    def _find_columns(self, grid: Grid, at: int) -> None:
        """Which column is read for each field, and whether the table is a form's export."""
        rows = grid.rows[at + self.header.lines :]
        chosen = choose_columns(self.header, self.options, rows, self.notes)
        self.where, self.texts, self.is_form = chosen.where, chosen.texts, chosen.is_form
        if self.is_form:
            message = "read as an export of a form: each row is one submission"
            message_ja = "フォームの回答一覧として、1行を1通の提出として読み取りました。"
            self.notes.note("PC636", Severity.INFO, None, None, message, message_ja)

    def _prepare(self, records: Records) -> None:
        at = self.where.get("answer")
        column = self.header.texts[at] if at is not None else ""
        self.answers = Answers(self.notes, column, records.answered_above, "answer" in records.exact)
        at = self.where.get("disposition")
        self.dispositions = Dispositions(self.notes, self.scheme, self.header.texts[at] if at is not None else "")
        self.submissions = Submissions(self.notes, self.header.texts, self.where)

    def _column(self, *names: str) -> str | None:
        """The header of the first of these fields that the table has."""
        return next((self.header.texts[self.where[name]] for name in names if name in self.where), None)

    def _ids(self) -> list[str]:
        where, records = self.where, self.records
        return assign_ids(records.rows, records.numbers, where.get("id"), where.get("number"), where.get("category"))

    # -- rows that cannot be used

    def _refuse_unusable(self, grid: Grid) -> None:
        for row, column in grid.unusable:
            self.records_read += 1
            self.notes.refuse(row, "PC613", column, "holds what is no text or whole number", "は使えない値です")

    def _refuse_characters(self, row: int, oddity: Oddity) -> None:
        column = self.header.texts[oddity.column]
        self.notes.refuse(
            row, "PC613", column, "holds a control character or half of a character", "に使えない文字があります"
        )
        self.answers.forget()

    # -- one row

    def _read_rows(self, ids: Sequence[str], unusable: Mapping[int, Oddity]) -> None:
        records = self.records
        for index, (row, cells, comment_id) in enumerate(zip(records.numbers, records.rows, ids, strict=True)):
            if index in records.headings:
                self._take_heading(*records.headings[index])
            if index in unusable:
                self._refuse_characters(row, unusable[index])
            else:
                self._read_row(row, cells, comment_id)

    def _read_plain_rows(self, ids: Sequence[str]) -> None:
        """What ``_read_row`` does, for many rows at once; whatever is not plain in a row is left to that."""
        where, comments, categories = self.where, self.comments, self.categories.found
        answers, look_up, take = self.answers, self.dispositions.look_up, self.rows.append
        # The cell behind the last is blank, and stands for every column that the table does not have.
        names = ("text", "summary", "number", "category", "disposition", "answer", "withheld_reason", "submission_id")
        text_at, summary_at, number_at, category_at, disposition_at, answer_at, reason_at, submission_at = (
            where.get(name, -1) for name in names
        )
        is_answered, is_sound = answer_at >= 0, are_ids(ids)
        for row, cells, one in zip(self.records.numbers, self.records.rows, ids, strict=True):
            text, summary, answer = cells[text_at], cells[summary_at], cells[answer_at]
            category, printed = cells[category_at], cells[disposition_at]
            found, odd = look_up(printed) if printed else (None, "")
            if (
                (is_answered and (not answer or answer.isspace()))
                or not (text or summary)
                or text.isspace()
                or summary.isspace()
                or (category and category not in categories)
                or odd
                or cells[reason_at]
                or cells[submission_at]
                or not (is_sound or (one not in comments and is_id(one)))
            ):
                self._read_row(row, cells, one)
                continue
            if category:
                self.category = categories[category].id
            if is_answered:
                # What ``Answers.add`` does where no cells are merged.
                answers.above = len(answers.found)
                answers.found.append(make_response("R" + one, (one,), (answer,), found))
                found = None
            comments[one] = make_comment(
                one,
                text or None,
                summary or None,
                self.category,
                None,
                cells[number_at].strip() and cells[number_at],
                found,
                None,
            )
            take(row)

    def _read_row(self, row: int, cells: Sequence[str], comment_id: str) -> None:
        where = self.where
        if "category" in where:
            self._file_under(cells[where["category"]].strip())
        text, summary, reason = (
            self._cell(cells, "text"),
            self._cell(cells, "summary"),
            self._cell(cells, "withheld_reason"),
        )
        pieces = self._split(row, cells, text, summary)
        printed = self._cell(cells, "disposition")
        disposition, odd = self.dispositions.look_up(printed)
        ids = [comment_id + ending for ending, *_ in pieces]
        problem = self._problem(ids if pieces else [comment_id], bool(pieces or reason), odd)
        answer = self._cell(cells, "answer")
        if problem is not None:
            self.notes.refuse(row, *problem, *([comment_id] if problem[0] == "PC611" else []))
            if reason:
                self._leave_answer(row, answer, None)
            elif answer:
                self.answers.add(row, f"R-row{row}", (), answer, None)
            return
        if not pieces:  # withheld without a text
            pieces, ids = [("", "", "", self.category)], [comment_id]
        if odd == "unknown":
            self.dispositions.add_unknown(row, printed, comment_id)
        if reason:
            self._leave_answer(row, answer, comment_id)
            self._withhold(row, ids)
            own = disposition
        else:
            own = None if self._answer(row, answer, printed, ids, disposition) else disposition
        submission = self._submission(row, cells, comment_id)
        number = self._cell(cells, "number")
        for one, (_, piece, short, category) in zip(ids, pieces, strict=True):
            self.comments[one] = make_comment(
                one, piece or None, short or None, category, submission, number, own, reason or None
            )
            self.rows.append(row)
        if len(pieces) > 1:
            self.pieces += len(pieces) - 1
            self.split += 1

    def _cell(self, cells: Sequence[str], field: str) -> str:
        """The text of a field exactly as it is, ``""`` for a blank cell."""
        at = self.where.get(field)
        if at is None:
            return ""
        text = cells[at]
        return "" if text.isspace() else text

    def _split(self, row: int, cells: Sequence[str], text: str, summary: str) -> list[Piece]:
        """The comments of a row; most have one."""
        if self.texts:
            return [
                (f"-{index}{ending}", piece, "", category)
                for index, column in enumerate(self.texts, start=1)
                if (answer := cells[column]) and not answer.isspace()
                for category in [self.categories.id_of(self.header.texts[column])]
                for ending, piece, _, _ in self._pieces(row, answer, "")
            ]
        if not text and not summary:
            return []
        if self.options.split is None:
            return [("", text, summary, self.category)]
        return self._pieces(row, text, summary)

    def _pieces(self, row: int, text: str, summary: str) -> list[Piece]:
        how = self.options.split
        if how is None:
            return [("", text, summary, self.category)]
        texts, summaries = split_text(text, how), split_text(summary, how)
        if text and summary and len(texts) != len(summaries):
            message = f"not split: the text has {len(texts)} pieces, the summary {len(summaries)}"
            message_ja = f"原文は{len(texts)}つ、概要は{len(summaries)}つに分かれるため、分割しません。"
            self.notes.note("PC635", Severity.WARNING, row, None, message, message_ja)
            texts, summaries = [text], [summary]
        count = max(len(texts), len(summaries))
        if count == 1 and (is_odd(text, how) or is_odd(summary, how)):
            message = "not split: the marks do not run on from ①, or have no words between them"
            message_ja = "①②…が順に並んでいないか、間に文がないため、分割しません。"
            self.notes.note("PC635", Severity.WARNING, row, None, message, message_ja)
        if count == 1:
            return [("", text, summary, self.category)]
        texts, summaries = texts if text else [""] * count, summaries if summary else [""] * count
        return [
            (f"-{index}", piece, short, self.category)
            for index, (piece, short) in enumerate(zip(texts, summaries, strict=True), start=1)
        ]

    def _problem(self, ids: Sequence[str], has_text: bool, odd: str) -> tuple[str, str | None, str, str] | None:
        """Why a row is refused: code, column, reason in English and Japanese."""
        if not has_text:
            return "PC610", self._column("text", "summary"), "has no comment", "に意見がありません"
        for one in ids:
            if not is_id(one):
                return "PC613", self._column("id", "number"), "holds no usable id", "は意見のIDになりません"
            if one in self.comments:
                reason = f"gives the id {one!r}, which another row has"
                return "PC611", self._column("id", "number"), reason, f"のID「{one}」は別の行と重複しています"
        if odd == "unusable":
            return "PC613", self._column("disposition"), "holds no usable disposition", "は対応区分になりません"
        return None

    def _withhold(self, row: int, ids: Sequence[str]) -> None:
        place = self.notes.place(row, self._column("withheld_reason"))
        self.withheld.extend(LedgerRow(place, "withheld", one) for one in ids)

    # -- categories

    def _file_under(self, name: str) -> None:
        """The category of this row and of those below it that leave theirs blank."""
        if name:
            self.category = self.categories.id_of(name)
        elif "category" in self.records.exact:
            self.category = None

    def _take_heading(self, row: int, name: str) -> None:
        """A heading between the rows is their category, where no column tells it."""
        if "category" in self.where:
            message, message_ja = "a heading between the rows: not read", "行の間の見出しは読み取りません。"
        else:
            self.category = self.categories.id_of(name)
            message, message_ja = (
                "a heading between the rows: the category of those below",
                "行の間の見出しを、下の行の項目としました。",
            )
        self.notes.note("PC632", Severity.INFO, row, None, message, message_ja)

    # -- answers

    def _answer(self, row: int, answer: str, printed: str, ids: Sequence[str], disposition: str | None) -> bool:
        """Make the response of a row, or let it share the one above; whether that carries the disposition."""
        answers = self.answers
        if answer:
            answers.add(row, f"R{ids[0]}", ids, answer, disposition)
            return True
        if "answer" not in self.where:
            return False
        if answers.is_covered(row):
            return answers.share(row, ids) and (not printed or disposition == answers.disposition_above(row))
        if printed:
            self.notes.note(
                "PC614",
                Severity.WARNING,
                row,
                self._column("answer"),
                f"comment {ids[0]!r} has a disposition but no answer",
                f"意見「{ids[0]}」は対応区分がありますが、回答がありません。",
                *ids,
            )
            return False
        return answers.share(row, ids)

    def _leave_answer(self, row: int, answer: str, comment_id: str | None) -> None:
        """A withheld comment gets no public answer; a blank answer below it would mean the one that is left out."""
        if not answer:
            return
        self.answers.forget()
        message, message_ja = (
            "an answer to a withheld comment was not taken",
            "非公表の意見に対する回答は取り込みません。",
        )
        ids = () if comment_id is None else (comment_id,)
        self.notes.note("PC620", Severity.WARNING, row, self._column("answer"), message, message_ja, *ids)

    def _read_further(self, ids: Sequence[str]) -> None:
        """Rows that only go on with the comment above, whose cell is merged: their answers answer it, too."""
        for index, row, cells in self.records.further:
            answer = self._cell(cells, "answer")
            comments = [one for one in self._ids_of(ids[index]) if not self.comments[one].is_withheld]
            if answer and comments:
                disposition, _ = self.dispositions.look_up(self._cell(cells, "disposition"))
                self.answers.add(row, f"R{comments[0]}-row{row}", comments, answer, disposition)
            elif answer:
                self._leave_answer(row, answer, None)

    def _ids_of(self, comment_id: str) -> list[str]:
        """The comments that a record became."""
        if comment_id in self.comments:
            return [comment_id]
        return [one for one in self.comments if one.startswith(f"{comment_id}-")]

    # -- submissions

    def _submission(self, row: int, cells: Sequence[str], comment_id: str) -> str | None:
        if "submission_id" not in self.where and not self.is_form:
            return None
        submission_id = self._cell(cells, "submission_id").strip()
        if not submission_id:
            if not self.is_form:
                return None
            submission_id = f"S{comment_id}"
        return self.submissions.read(row, cells, submission_id)
