"""What a table of comments held, and what became of each of its rows (取込結果・取込台帳)."""

import attrs

from plancomment import fields
from plancomment.comments import Category, Comment, Submission
from plancomment.findings import Finding, Place
from plancomment.responses import Response

__all__ = ["Intake", "Ledger", "LedgerRow"]


@attrs.frozen
class LedgerRow:
    """One record that did not become a published comment (取り込まなかった行).

    Attributes:
        place: where it stands (位置).
        reason: why, in English (理由).
        comment_id: the comment it became, None if it became none (意見ID).
    """

    place: Place = attrs.field(validator=fields.instance_of(Place))
    reason: str = attrs.field(validator=fields.text)
    comment_id: str | None = attrs.field(default=None, validator=fields.optional(fields.identifier))


@attrs.frozen
class Ledger:
    """What became of every record: ``records_read = taken + len(refused) + len(withheld)`` (取込台帳).

    Attributes:
        source: the file (ファイル).
        records_read: the rows below the header that are not blank, repeated headers left out (読み取った行, 件).
        taken: those that became published comments (取り込んだ意見, 件).
        refused: those that could not be taken, each with its reason (取り込めなかった行).
        withheld: those taken as comments that are not published (非公表の意見).
    """

    source: str = attrs.field(validator=fields.text)
    records_read: int = attrs.field(validator=fields.instance_of(int))
    taken: int = attrs.field(validator=fields.instance_of(int))
    refused: tuple[LedgerRow, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(LedgerRow)
    )
    withheld: tuple[LedgerRow, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(LedgerRow)
    )


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
    """

    categories: tuple[Category, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Category))
    submissions: tuple[Submission, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Submission))
    comments: tuple[Comment, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Comment))
    responses: tuple[Response, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Response))
    ledger: Ledger = attrs.field(validator=fields.instance_of(Ledger))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding)
    )
