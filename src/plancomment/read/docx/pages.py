"""The page a piece begins on, from the breaks that Word stored when it last laid the file out (頁番号)."""

from collections.abc import Sequence

import attrs

__all__ = ["Pages", "Section"]


@attrs.frozen
class Section:
    """How a section begins (セクション).

    Attributes:
        kind: ``"nextPage"``, ``"continuous"``, ``"oddPage"``, ``"evenPage"`` …
        start: the page number that it restarts with, None if the numbers run on.
    """

    kind: str = "nextPage"
    start: int | None = None


@attrs.define
class _Row:
    """A row under way: the page that its cells begin on, the last page reached, and whether it began with a break."""

    first: int
    last: int
    has_turned: bool = False


@attrs.define
class Pages:
    """Counts pages while the text is walked (頁の計数).

    A break that was asked for (改ページ, a new section) and the break that Word stored behind it are one break; and the
    cells of a row each hold the breaks that the row has once.

    Attributes:
        known: whether the file stores any break; if not, no page is known.
        is_pending: whether the next piece of text begins a new page.
    """

    known: bool
    _sections: Sequence[Section] = ()
    _number: int = 1
    is_pending: bool = False
    _at: int = 0
    _is_still: bool = False
    _fresh: bool = False
    _restart: int | None = None
    _rows: list[_Row] = attrs.field(factory=list)

    @classmethod
    def of(cls, known: bool, sections: Sequence[Section]) -> "Pages":
        """From the first page on, whose number the first section may say."""
        start = sections[0].start if sections else None
        return cls(known, sections, 1 if start is None else start)

    @property
    def reached(self) -> int | None:
        """The page reached, without beginning the next."""
        return self._number if self.known and self._number > 0 else None

    def still(self) -> "Pages":
        """The page reached, for what stands beside the text: boxes and notes turn no page."""
        return Pages(self.known, number=self._number, is_still=True)

    def here(self) -> int | None:
        """The page of what stands here, None if it is not known or is page 0 (the number of many a cover)."""
        if self.is_pending:
            self._turn()
        self._fresh = False
        return self.reached

    def stored(self) -> None:
        """Word began a page here."""
        if self._is_still:
            return
        if self._fresh and self._rows[-1].has_turned:
            self._fresh = False  # the same break as in an earlier cell of the row
        else:
            self._turn()

    def asked(self, *, again: bool = True) -> None:
        """A page break was asked for; one right behind another makes a blank page, unless ``again`` is False."""
        if self.is_pending and again:
            self._turn()
        self.is_pending = not self._is_still

    def section_ends(self) -> None:
        """The next section begins, in the way that it says itself."""
        self._at += 1
        if self._is_still or self._at >= len(self._sections):
            return
        section = self._sections[self._at]
        if section.kind in ("continuous", "nextColumn"):
            return
        self.is_pending = True
        if section.start is not None:
            self._restart = section.start
        elif section.kind in ("oddPage", "evenPage") and (self._number + 1) % 2 != (section.kind == "oddPage"):
            self._restart = self._number + 2

    def _turn(self) -> None:
        self._number = self._number + 1 if self._restart is None else self._restart
        self._restart = None
        self.is_pending = False
        if self._fresh:
            self._rows[-1].has_turned = True
            self._rows[-1].first = self._number
            self._fresh = False

    def row_begins(self) -> None:
        self._rows.append(_Row(self._number, self._number))

    def cell_begins(self) -> None:
        row = self._rows[-1]
        row.last = max(row.last, self._number)
        self._number = row.first
        self._fresh = True

    def row_ends(self) -> None:
        self._number = max(self._rows.pop().last, self._number)
        self._fresh = False
