"""Dispositions as a table writes them (対応区分), looked up in a scheme."""

import attrs

from plancomment.findings import Severity
from plancomment.read.table.headers import header_key, shown
from plancomment.read.table.ids import is_id
from plancomment.read.table.notes import Notes
from plancomment.responses import DispositionScheme

__all__ = ["Dispositions"]


@attrs.define
class Dispositions:
    """What the cells of one column mean; each spelling is looked up once."""

    notes: Notes
    scheme: DispositionScheme | None
    column: str = ""
    known: dict[str, tuple[str | None, str]] = attrs.Factory(dict)

    def look_up(self, cell: str) -> tuple[str | None, str]:
        """The id of a disposition, and what is wrong with the cell: ``"unknown"``, ``"unusable"`` or nothing."""
        found = self.known.get(cell)
        if found is None:
            found = self.known[cell] = self._look_up(" ".join(cell.split()))
        return found

    def _look_up(self, printed: str) -> tuple[str | None, str]:
        if not printed:
            return None, ""
        if self.scheme is None:
            return (printed, "") if is_id(printed) else (None, "unusable")
        for fold in (_squeeze, header_key):
            for one in self.scheme.dispositions:
                names = (one.symbol, one.label, one.symbol + one.label, one.id)
                if fold(printed) in [fold(name) for name in names if name]:
                    return one.id, ""
        return None, "unknown"

    def report_unknown(self, row: int, cell: str, comment_id: str) -> None:
        """PC612: the scheme does not have it."""
        found = shown(" ".join(cell.split())[:40])
        self.notes.note(
            "PC612",
            Severity.ERROR,
            row,
            self.column,
            f"comment {comment_id!r} has the disposition {found!r}, which is not in the scheme",
            f"意見「{comment_id}」の対応区分「{found}」は対応区分表にありません。",
            comment_id,
        )


def _squeeze(text: str) -> str:
    return "".join(text.split())
