"""What a table of comments held, and what became of each of its rows (取込結果・取込台帳)."""

import attrs

from plancomment import fields
from plancomment.comments import Category, Comment, Submission
from plancomment.findings import Finding, Place
from plancomment.read.ledger import Ledger, LedgerRow
from plancomment.responses import Response

__all__ = ["Intake", "Ledger", "LedgerRow"]


@attrs.frozen
class Intake:
    """What a table held (取込結果).

    Attributes:
        categories: in order of first appearance (項目).
        submissions: only where the table has submission ids: rows alone do not tell who sent what together (提出).
        comments: in the order of the rows (意見).
        responses: in the order of the rows (市の考え方).
        ledger: what became of every row (取込台帳).
        findings: what was refused or is odd, all of it (点検結果).
        answers_ledger: what became of every row of a table of answers of its own, where ``taken`` counts its rows;
            None where there is none (回答の取込台帳).
    """

    categories: tuple[Category, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Category))
    submissions: tuple[Submission, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Submission))
    comments: tuple[Comment, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Comment))
    responses: tuple[Response, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Response))
    ledger: Ledger = attrs.field(validator=fields.instance_of(Ledger))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding)
    )
    answers_ledger: Ledger | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Ledger)))

    @property
    def places(self) -> dict[str, Place]:
        """Where each comment came from, by its id: file, sheet and row (意見の出所). Made anew at each call."""
        ledger = self.ledger
        return {
            comment.id: Place(ledger.source, row, sheet=ledger.sheet)
            for comment, row in zip(self.comments, ledger.rows, strict=False)
        }
