"""What is told of a table while it is read (読み取りの所見): findings, and the rows that were refused.

Findings of this reader::

    PC606 warning  numbers do not run on: some are missing
    PC610 error    a row without a comment's text: refused
    PC611 error    a comment id that another row has already: refused
    PC612 error    a disposition that is not in the scheme: the comment is taken without one
    PC613 error    a cell of a type or content that cannot be used: the row is refused
    PC614 warning  a disposition without an answer: the comment is taken, no response is made
    PC615 info     rows with blank answers share the answer above them, as in printed tables
    PC616 warning  a second column of the same meaning, or a cell without a header: not read
    PC617 info     columns whose names are not known: not read; warning where they hold long texts
    PC618 info     the header repeated further down
    PC619 warning  what a row says of its submission is unusable, or differs from an earlier row
    PC620 warning  an answer to a withheld comment was not taken; blank answers below it do not share another one
    PC626 info     private columns (names, addresses …): not read
    PC627 error    a cell that holds lines shaped like records, which a stray quote swallowed
    PC628 error    a row of sums that disagrees with the comments counted; info where it agrees or cannot be compared
    PC629 error    an answer names a comment that is not in the table
    PC630 warning  a text, or the last record of a file, may have been cut
    PC631 warning  a sheet or table of comments that was not read; info where it holds no comments
    PC632 info     a heading between the rows, taken as their category
    PC634 warning  characters that were replaced or misread on the way here
    PC635 info     records that were split into several comments; warning where one could not be
    PC636 info     the table was read as a form's export: each row is one submission
    PC637 warning  what is said of submissions is not read, since nothing tells which rows came in one
    PC638 warning  a comment without words of its own (なし, －): taken

No message holds a text from the public or a value of a private column.
"""

from collections.abc import Sequence

import attrs

from plancomment.findings import Finding, Place, Severity
from plancomment.read.ledger import LedgerRow
from plancomment.read.table.headers import Header

__all__ = ["Notes"]


@attrs.define
class Notes:
    """Findings and refused rows of one table."""

    source: str
    sheet: str | None = None
    findings: list[Finding] = attrs.Factory(list)
    refused: list[LedgerRow] = attrs.Factory(list)

    def place(self, row: int | None, column: str | None = None) -> Place:
        """A place in the table."""
        return Place(self.source, row or None, column, sheet=self.sheet)

    def note(
        self,
        code: str,
        severity: Severity,
        row: int | None,
        column: str | None,
        message: str,
        message_ja: str,
        *ids: str,
    ) -> None:
        """Note a finding at a row and column, either of which may be None."""
        self.findings.append(Finding(code, severity, ids, message, message_ja, self.place(row, column)))

    def refuse(self, row: int, code: str, column: str | None, reason: str, reason_ja: str, *ids: str) -> None:
        """Note why a row is not taken, and enter it in the ledger."""
        what, what_ja = (f"the cell {column!r}", f"「{column}」") if column else ("the row", "この行")
        message, message_ja = f"{what} {reason}: refused", f"{what_ja}{reason_ja}。取り込みません。"
        self.note(code, Severity.ERROR, row, column, message, message_ja, *ids)
        self.refused.append(LedgerRow(self.place(row, column), f"{what} {reason}"))

    def report_columns(self, header: Header, used: Sequence[int], told_of: Sequence[int] = ()) -> list[int]:
        """Tell which columns are not read, second ones and private ones; the others with a name are given back."""
        texts = header.texts
        for field, (first, *more) in header.where.items():
            for at in more:
                if first in used and at not in used:
                    self.note(
                        "PC616",
                        Severity.WARNING,
                        None,
                        texts[at],
                        f"the column {texts[at]!r} means the same as {texts[first]!r} ({field}): not read",
                        f"「{texts[at]}」の列は「{texts[first]}」と同じ意味の列です。読み取りません。",
                    )
        told = {at for columns in header.where.values() if columns[0] in used for at in columns} | {*used, *told_of}
        private = [texts[at].strip() for at in header.private if at not in told]
        if private:
            names = ", ".join(private)
            message, message_ja = f"private columns, not read: {names}", f"個人情報の列は読み取りません：{names}"
            self.note("PC626", Severity.INFO, None, None, message, message_ja)
        told |= set(header.private)
        return [at for at, text in enumerate(texts) if at not in told and text.strip()]

    def report_loose(self, row: int, columns: Sequence[int]) -> None:
        """Cells that no header names are not read, but told."""
        which = ", ".join(str(at + 1) for at in columns)
        message, message_ja = (
            f"cells without a header (column {which}): not read",
            f"見出しのない列（{which}列目）は読み取りません。",
        )
        self.note("PC616", Severity.WARNING, row, None, message, message_ja)

    def report_split(self, records: int, comments: int) -> None:
        """How many comments the records became that were split."""
        message = f"{records} records were split into {comments} comments"
        self.note("PC635", Severity.INFO, None, None, message, f"{records}行を{comments}件の意見に分けました。")

    def report_gaps(self, missing: Sequence[str]) -> None:
        """Numbers that are missing between the first and the last."""
        if missing:
            some = ", ".join(missing[:20])
            more, more_ja = (
                (f" … ({len(missing)} in all)", f"…（計{len(missing)}件）") if len(missing) > 20 else ("", "")
            )
            message, message_ja = (
                f"numbers do not run on; missing: {some}{more}",
                f"番号が欠けています：{some}{more_ja}",
            )
            self.note("PC606", Severity.WARNING, None, None, message, message_ja)
