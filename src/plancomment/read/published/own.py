"""A result that this library wrote, read by its anchors, so that what it prints comes back (本ライブラリの公表資料)."""

import datetime
import re
from typing import Literal

import attrs

from plancomment.comments import Category
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals
from plancomment.dates import parse_date
from plancomment.errors import WrongValueError
from plancomment.findings import Finding, Place
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.ledger import Ledger
from plancomment.read.published import remarks
from plancomment.read.published.anchors import Anchor, AnchoredRow, anchored_rows, split_anchor
from plancomment.read.published.dispositions import SchemeReader, implies_revision
from plancomment.read.published.ownanswers import OwnAnswers
from plancomment.read.published.ownchanges import OwnChanges, find_versions
from plancomment.responses import Disposition

__all__ = ["OwnReader", "is_own"]

_UNITS: dict[str, Literal["人", "団体", "通", "件"]] = {
    **{"人": "人", "person": "人", "団体": "団体", "group": "団体"},
    **{"通": "通", "submission": "通", "件": "件", "comment": "件"},
}
_COUNT = re.compile(r"([0-9][0-9,]*) ?(人|団体|通|件|person|group|submission|comment)")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _titles(contents: Contents) -> list[tuple[TextBlock, str]]:
    return [
        (block, ids[0] or "")
        for block in contents.blocks
        if isinstance(block, TextBlock)
        for kind, ids in (split_anchor(name) for _, name in block.anchors)
        if kind == "result"
    ]


def is_own(contents: Contents) -> bool:
    """Whether the title and the rows have the anchors that this library gives them."""
    kinds = {
        split_anchor(name)[0]
        for block in contents.blocks
        if isinstance(block, TableBlock)
        for cell in block.cells
        for _, name in cell.anchors
    }
    return bool(_titles(contents)) and not kinds.isdisjoint(("overview", "comment", "disposition", "old", "new"))


@attrs.define
class OwnReader:
    """Collects what a result says.

    Attributes:
        contents: the blocks.
        answers: comments and responses.
        changes: the comparison table.
    """

    contents: Contents
    answers: OwnAnswers = attrs.field(factory=OwnAnswers)
    changes: OwnChanges = attrs.field(factory=OwnChanges)
    _facts: dict[str, str] = attrs.field(factory=dict)
    _categories: list[Category] = attrs.field(factory=list)
    _path: list[str] = attrs.field(factory=list)
    _scheme: SchemeReader = attrs.field(factory=SchemeReader)
    _rows: dict[str, list[PrintedCount]] = attrs.field(factory=dict)
    _findings: list[Finding] = attrs.field(factory=list)

    def read(self) -> None:
        """All blocks, in order.

        Raises:
            LookupError: the page lost some of its anchors.
        """
        for block in self.contents.blocks:
            if isinstance(block, TextBlock):
                self.changes.versions = find_versions(block.text) or self.changes.versions
                for kind, ids in (split_anchor(name) for _, name in block.anchors):
                    if kind == "category":
                        self.answers.enter_category(ids[0])
                continue
            rows = list(anchored_rows(block, self.contents.source))
            taken = sum(self._row(row) for row in rows)
            if not taken:
                self._tell(block, rows)
        received, count = _count(self._facts.get("received", "")), len(self.answers.comments)
        if count and received is not None and received.value != count:
            raise LookupError("the page prints another number of comments than it names")

    def _row(self, row: AnchoredRow) -> bool:
        """One row; whether its anchors say what it is."""
        if (found := row.find("comment")) is not None:
            self.answers.take(row, found[1].id())
        elif (found := row.find("category")) is not None:
            self.answers.enter_category(found[1].ids[0])
        elif row.find("old", "new") is not None:
            self.changes.take(row)
        elif (found := row.find("overview")) is not None:
            self._facts[found[1].id()] = row.text(2)
        elif (found := row.find("item")) is not None:
            self._item(row, *found)
        elif (found := row.find("disposition")) is not None:
            self._disposition(row, *found)
        elif (found := row.find("channel")) is not None:
            self._rows.setdefault("channel", []).append(PrintedCount(found[0].text, _count(row.text(2))))
        elif row.find("given", "part", "part.title", "answer", "same", "withheld", "unanswered") is not None:
            raise LookupError("a row of the table of comments that names no comment")
        else:
            return False
        return True

    def _item(self, row: AnchoredRow, cell: CellBlock, anchor: Anchor) -> None:
        category_id = anchor.id(1)
        label = row.find("item.label")
        if not category_id or label is None:
            return
        depth = int(anchor.id())
        number, words = _cut(cell.text, anchor.offset, label[1].offset)
        del self._path[depth:]
        self._categories.append(Category(category_id, words, self._path[-1] if self._path else None, number))
        self._path.append(category_id)
        self._rows.setdefault("category", []).append(PrintedCount(words, _count(row.text(2)), category_id))

    def _disposition(self, row: AnchoredRow, cell: CellBlock, anchor: Anchor) -> None:
        label = row.find("disposition.label")
        if label is None:
            return
        symbol, words = _cut(cell.text, anchor.offset, label[1].offset)
        implied = implies_revision(words) if words else None
        self._scheme.dispositions.append(Disposition(anchor.id(), symbol, words, implied))
        self._rows.setdefault("disposition", []).append(PrintedCount(words, _count(row.text(2)), anchor.id()))

    def _tell(self, table: TableBlock, rows: list[AnchoredRow]) -> None:
        titles = [cell.text for cell, _ in rows[0].cells.values() if cell.text.strip()] if rows else []
        if titles:
            self._findings.append(remarks.table_not_taken(" | ".join(titles), rows[0].place))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed."""
        return (*self._findings, *self.answers.findings, *self.changes.findings)

    def comparison(self) -> Comparison | None:
        """The comparison table."""
        return self.changes.comparison()

    def ledger(self) -> Ledger:
        """What became of each row of the table of comments."""
        answers = self.answers
        count = len(answers.comments)
        return Ledger(self.contents.source, count, count - len(answers.withheld), withheld=tuple(answers.withheld))

    def places(self) -> tuple[Place, ...]:
        """Where each comment stands."""
        return tuple(self.answers.places)

    def consultation(self, version: str) -> Consultation:
        """The values, once all blocks are read; ``version``: to which pages in responses belong."""
        facts = self._facts
        opened, closed = _period(facts.get("period", ""))
        responses = self.answers.responses(self._scheme, self.changes.versions[1] or version)
        return Consultation(
            title=self._title(),
            plan_title=facts.get("plan", ""),
            authority=facts.get("publisher", ""),
            opened_on=opened,
            closed_on=closed,
            draft_published_on=_day(facts.get("draft_published", "")),
            categories=tuple(self._categories),
            scheme=self._scheme.scheme(),
            comments=tuple(self.answers.comments),
            responses=responses,
            printed=self._printed(),
        )

    def _title(self) -> str:
        """The consultation's own title: without the words that the report put to it."""
        block, kind = _titles(self.contents)[0]
        if kind == "of":
            return block.text.removeprefix("Result of the public consultation: ").removesuffix("の結果")
        return block.text if kind == "titled" else ""

    def _printed(self) -> PrintedTotals | None:
        facts, rows = self._facts, self._rows
        totals = PrintedTotals(
            persons=_count(facts.get("persons", "")),
            groups=_count(facts.get("groups", "")),
            submissions=_count(facts.get("submissions", "")),
            comments=_count(facts.get("received", "")),
            by_category=tuple(rows.get("category", ())) or None,
            by_disposition=tuple(rows.get("disposition", ())) or None,
            by_channel=tuple(rows.get("channel", ())) or None,
        )
        return totals if totals != PrintedTotals() else None


def _cut(text: str, start: int, label: int) -> tuple[str, str]:
    """Number and label of a row, between which one space stands."""
    if label >= len(text):
        return text[start:label], ""
    return text[start:label].removesuffix(" "), text[label:]


def _count(text: str) -> Count | None:
    match = _COUNT.match(text)
    return Count(int(match[1].replace(",", "")), _UNITS[match[2]]) if match is not None else None


def _period(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    match = re.fullmatch(r"(.*)から(.*)まで|(.*) to (.*)", text)
    if match is None:
        return None, None
    return _day(match[1] or match[3] or ""), _day(match[2] or match[4] or "")


def _day(text: str) -> datetime.date | None:
    """The day, None for 記載なし and the like."""
    english = re.fullmatch(rf"([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{1,4}})", text)
    try:
        if english is not None:
            return datetime.date(int(english[3]), _MONTHS.index(english[2]) + 1, int(english[1]))
        return parse_date(text)
    except (WrongValueError, ValueError):
        return None
