"""Answers that stand in a table of their own (回答の表), joined to comments by their ids or numbers."""

import re
from collections import Counter
from collections.abc import Sequence

import attrs

from plancomment.comments import Comment
from plancomment.findings import Severity
from plancomment.read.ledger import Ledger
from plancomment.read.table.answers import Answers
from plancomment.read.table.checks import find_oddities
from plancomment.read.table.columns import report_unread
from plancomment.read.table.dispositions import Dispositions
from plancomment.read.table.grids import Grid
from plancomment.read.table.headers import Header, shown
from plancomment.read.table.ids import is_id, plain_number
from plancomment.read.table.notes import Notes
from plancomment.read.table.records import collect_records
from plancomment.responses import DispositionScheme

__all__ = ["AnswerReader"]

_BETWEEN = re.compile(r"[,，、;；/／\s]+")
_RANGE = re.compile(r"(.+?)\s*[~～〜－ー–-]\s*(.+)")


@attrs.define
class AnswerReader:
    """Reads a table of answers: each row one answer, with the ids or numbers of the comments that it answers.

    Attributes:
        notes: findings and refused rows.
        header: the header of the table.
        scheme: the dispositions there are.
        answers: those of the table of comments, to which these are added.
        comments: the comments, by id.
        records_read: the rows that were read.
    """

    notes: Notes
    header: Header
    scheme: DispositionScheme | None
    answers: Answers
    comments: dict[str, Comment]
    places: dict[str, dict[int, list[str]]] = attrs.Factory(dict)  # printed number: row of the comments: their ids
    taken_ids: set[str] = attrs.Factory(set)
    records_read: int = 0

    def read(self, grid: Grid, at: int, rows: Sequence[int]) -> None:
        """Read all answers below the header in row ``at``; ``rows`` are the rows of the comments."""
        pieces = Counter(rows)
        for one, row in zip(self.comments.values(), rows, strict=True):
            # Pieces of one record go by its id, too.
            whole = one.id.rpartition("-")[0] if pieces[row] > 1 else ""
            for name in {plain_number(one.number), whole} - {"", one.id}:
                self.places.setdefault(name, {}).setdefault(row, []).append(one.id)
        where = {field: columns[0] for field, columns in self.header.where.items()}
        key = next(where[field] for field in ("comment_ids", "id", "number") if field in where)
        used = [where[field] for field in ("answer", "disposition", "response_id") if field in where]
        unread = self.notes.report_columns(self.header, [key, *used])
        report_unread(self.notes, self.header, unread, grid.rows[at + self.header.lines :])
        records = collect_records(grid, at, self.header, self.notes, [where["answer"], key])
        self.answers.covered, self.answers.is_exact = records.answered_above, "answer" in records.exact
        self.answers.column = self.header.texts[where["answer"]]
        self.answers.forget()
        self.taken_ids = {answer.id for answer in self.answers.found}
        self.records_read = len(records.rows)
        dispositions = Dispositions(
            self.notes, self.scheme, self.header.texts[where["disposition"]] if "disposition" in where else ""
        )
        unusable = {
            oddity.index: oddity.column
            for oddity in find_oddities(records.rows, [key, *used])
            if oddity.kind == "unusable"
        }
        for index, (row, cells) in enumerate(zip(records.numbers, records.rows, strict=True)):
            if index in unusable:
                column = self.header.texts[unusable[index]]
                reason, reason_ja = "holds a control character or half of a character", "に使えない文字があります"
                self.notes.refuse(row, "PC613", column, reason, reason_ja)
                self.answers.forget()
            else:
                self._read_row(row, cells, key, where, dispositions)
        dispositions.report_unknown()

    def ledger(self) -> Ledger:
        """What became of every row."""
        refused = tuple(self.notes.refused)
        taken = self.records_read - len(refused)
        return Ledger(self.notes.source, self.records_read, taken, refused, sheet=self.notes.sheet)

    def _read_row(
        self, row: int, cells: Sequence[str], key: int, where: dict[str, int], dispositions: Dispositions
    ) -> None:
        told = cells[key].strip()
        answer = cells[where["answer"]] if not cells[where["answer"]].isspace() else ""
        printed = cells[where["disposition"]] if "disposition" in where else ""
        given = cells[where["response_id"]].strip() if "response_id" in where else ""
        last = self.answers.found[-1] if self.answers.found else None
        if not told and answer and given and last is not None and last.id == given:
            self.answers.add_part(answer)
            return
        ids, problem = self._find(told)
        if problem is not None:
            self.notes.refuse(row, "PC629", self.header.texts[key], *problem)
            self.answers.forget()
            return
        public = [one for one in ids if not self.comments[one].is_withheld]
        if answer and len(public) < len(ids):
            message = "an answer to a withheld comment was not taken"
            withheld = [one for one in ids if one not in public]
            message_ja = "非公表の意見に対する回答は取り込みません。"
            self.notes.note("PC620", Severity.WARNING, row, self.answers.column, message, message_ja, *withheld)
        if not public:
            self.answers.forget()
            return
        disposition, odd = dispositions.look_up(printed)
        if odd:
            dispositions.add_unknown(row, printed, public[0])
        if answer:
            self.answers.add(row, self._name(given, public[0]), public, answer, disposition)
        elif printed.strip() and not self.answers.is_covered(row):
            message = f"comment {public[0]!r} has a disposition but no answer"
            message_ja = f"意見「{public[0]}」は対応区分がありますが、回答がありません。"
            self.notes.note("PC614", Severity.WARNING, row, self.answers.column, message, message_ja, *public)
            for one in public:
                self.comments[one] = attrs.evolve(self.comments[one], disposition_id=disposition)
        else:
            self.answers.share(row, public)

    def _name(self, given: str, comment_id: str) -> str:
        """An id for an answer that no other one has."""
        name = given if given and is_id(given) else f"R{comment_id}"
        unique, count = name, 1
        while unique in self.taken_ids:
            count += 1
            unique = f"{name}-{count}"
        self.taken_ids.add(unique)
        return unique

    def _find(self, told: str) -> tuple[list[str], tuple[str, str] | None]:
        """The comments that a cell names, or what is wrong with it."""
        if not told:
            return [], ("names no comment", "に対象の意見がありません")
        tokens = [told] if self._known(told) else [token for token in _BETWEEN.split(told) if token]
        ids: dict[str, None] = {}
        unknown: list[str] = []
        for token in tokens:
            found = self._known(token) or self._range(token)
            if not found:
                unknown.append(token)
            ids |= dict.fromkeys(found)
        if unknown:
            names = shown(", ".join(unknown)[:60])
            return [], (f"names comments that are not in the table, or several at once: {names}",
                        f"の意見が表にないか、一つに決まりません：{names}")  # fmt: skip
        return list(ids), None

    def _known(self, token: str) -> list[str]:
        """The comments of an id or a number, all pieces of one record; none where several records have it."""
        for name in (token, plain_number(token)):
            if name in self.comments:
                return [name]
            if name in self.places:
                rows = self.places[name]
                return next(iter(rows.values())) if len(rows) == 1 else []
        return []

    def _range(self, token: str) -> list[str]:
        """1～5: every comment from one number to another; all of them must be there."""
        match = _RANGE.fullmatch(token)
        if match is None:
            return []
        first, last = plain_number(match[1]), plain_number(match[2])
        if not (first.isdigit() and last.isdigit() and len(first) < 9 and len(last) < 9):
            return []
        if not 0 <= int(last) - int(first) <= len(self.comments):
            return []
        found = [self._known(str(number)) for number in range(int(first), int(last) + 1)]
        return [one for ids in found for one in ids] if all(found) else []
