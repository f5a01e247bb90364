"""The answers of a table (市の考え方), as they are collected from its rows."""

from collections.abc import Mapping, Sequence

import attrs

from plancomment.findings import Severity
from plancomment.read.table.making import make_response
from plancomment.read.table.notes import Notes
from plancomment.responses import Response

__all__ = ["Answers"]


@attrs.define
class Answers:
    """The answers so far, and which of them a blank cell means.

    Attributes:
        notes: where findings go.
        column: the header of the answers.
        covered: rows whose answer is a merged cell, and the row in which that begins.
        is_exact: whether merged cells tell who shares an answer; then a blank cell that is not merged is blank.
    """

    notes: Notes
    column: str = ""
    covered: Mapping[int, int] = attrs.Factory(dict)
    is_exact: bool = False
    found: list[Response] = attrs.Factory(list)
    above: int | None = None  # which of those found
    by_row: dict[int, int] = attrs.Factory(dict)
    shared: dict[int, list[str]] = attrs.Factory(dict)
    further: dict[int, list[str]] = attrs.Factory(dict)

    def add(self, row: int, answer_id: str, comment_ids: Sequence[str], text: str, disposition: str | None) -> None:
        """An answer that stands in a row."""
        self.above = len(self.found)
        self.found.append(make_response(answer_id, tuple(comment_ids), (text,), disposition))
        if self.is_exact:
            self.by_row[row] = self.above

    def add_part(self, text: str) -> None:
        """A further part of the last answer."""
        self.further.setdefault(len(self.found) - 1, []).append(text)

    def share(self, row: int, comment_ids: Sequence[str]) -> bool:
        """Whether the blank cell of a row means an answer that stands above, which then answers these comments."""
        index = self.by_row.get(self.covered.get(row, 0)) if self.is_exact else self.above
        if index is None:
            return False
        self.shared.setdefault(index, []).extend(comment_ids)
        return True

    def is_covered(self, row: int) -> bool:
        """Whether the blank cell of a row is part of a merged one."""
        return row in self.covered

    def disposition_above(self, row: int) -> str | None:
        """The disposition of the answer that the merged cell of a row holds."""
        return self.found[self.by_row[self.covered[row]]].disposition_id

    def forget(self) -> None:
        """A blank cell further down must not mean an answer that was left out."""
        self.above = None

    def responses(self) -> tuple[Response, ...]:
        """The responses, once all rows are read; those that blank cells share are told."""
        for index, ids in self.shared.items():
            one = self.found[index]
            self._report(one.id, ids)
            self.found[index] = make_response(
                one.id, (*one.comment_ids, *ids), (one.parts[0].text,), one.disposition_id
            )
        for index, texts in self.further.items():
            one = self.found[index]
            self.found[index] = make_response(one.id, one.comment_ids, (one.parts[0].text, *texts), one.disposition_id)
        return tuple(self.found)

    def _report(self, answer_id: str, ids: Sequence[str]) -> None:
        told = (", ".join(ids[:20]), "、".join(ids[:20]))
        more, more_ja = (f" … ({len(ids)} in all)", f"…計{len(ids)}件") if len(ids) > 20 else ("", "")
        kind, kind_ja = ("merged", "結合された") if self.is_exact else ("blank", "空欄の")
        self.notes.note(
            "PC615",
            Severity.INFO,
            None,
            self.column,
            f"{kind} answers share response {answer_id!r} above them: {told[0]}{more}",
            f"回答が{kind_ja}意見（{told[1]}{more_ja}）は、上の回答「{answer_id}」と同じものとしました。",
            answer_id,
            *ids,
        )
