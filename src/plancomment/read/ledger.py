"""What became of every record that a file held (取込台帳)."""

import attrs

from plancomment import fields
from plancomment.findings import Place

__all__ = ["Ledger", "LedgerRow"]


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
    """What became of every record (取込台帳).

    It always holds that ``records_read + pieces == taken + len(refused) + len(withheld)``: a record becomes one
    comment, is refused or withheld, and only where several comments were asked to be split off from one record
    are there more of them than records, by ``pieces``.

    Attributes:
        source: the file (ファイル).
        records_read: the rows below the header that are not blank, repeated headers left out (読み取った行, 件).
        taken: those that became published comments (取り込んだ意見, 件).
        refused: those that could not be taken, each with its reason (取り込めなかった行).
        withheld: those taken as comments that are not published (非公表の意見).
        pieces: comments beyond the first of each record, 0 unless records were split (分割で増えた意見, 件).
        sheet: the sheet that was read, None for a file without sheets (シート).
        rows: the row of each comment, published or withheld, in their order, from 1, the header row included; rows
            of tables that are read as one are counted through (意見ごとの行).
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
    pieces: int = attrs.field(default=0, validator=fields.natural)
    sheet: str | None = attrs.field(default=None, validator=fields.optional(fields.text))
    rows: tuple[int, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.instance_of(tuple))
