"""Dispositions as a table writes them (対応区分), looked up in a scheme."""

import attrs

from plancomment.findings import Severity
from plancomment.read.table.headers import header_key, shown
from plancomment.read.table.ids import is_id
from plancomment.read.table.notes import Notes
from plancomment.responses import DispositionScheme

__all__ = ["Dispositions"]

_SHOWN = 200


@attrs.define
class Dispositions:
    """What the cells of one column mean; each spelling is looked up once."""

    notes: Notes
    scheme: DispositionScheme | None
    column: str = ""
    known: dict[str, tuple[str | None, str]] = attrs.Factory(dict)
    unknown: dict[str, list[tuple[int, str]]] = attrs.Factory(dict)  # as printed: the rows and their comments

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

    def add_unknown(self, row: int, cell: str, comment_id: str) -> None:
        """Remember a cell that the scheme does not have."""
        self.unknown.setdefault(" ".join(cell.split()), []).append((row, comment_id))

    def report_unknown(self) -> None:
        """PC612: what the scheme does not have, once for each, with its rows."""
        for printed, places in self.unknown.items():
            found = shown(printed[:40])
            rows = [row for row, _ in places]
            which, which_ja = ", ".join(map(str, rows[:_SHOWN])), "、".join(map(str, rows[:_SHOWN]))
            more, more_ja = (f" … ({len(rows)} in all)", f"…計{len(rows)}") if len(rows) > _SHOWN else ("", "")
            self.notes.note(
                "PC612",
                Severity.ERROR,
                rows[0],
                self.column,
                f"the disposition {found!r} is not in the scheme (row(s) {which}{more}): add it to [[dispositions]] in "
                "consultation.toml, or correct the cells",
                f"対応区分「{found}」は対応区分表にありません（{which_ja}{more_ja}行目）。consultation.toml の "
                "[[dispositions]] に加えるか、セルを直してください。",
                *(comment_id for _, comment_id in places),
            )


def _squeeze(text: str) -> str:
    return "".join(text.split())
