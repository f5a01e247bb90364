"""Which section of a published result a line belongs to; each section's rows go to the reader of that section."""

import datetime
import re
from collections.abc import Sequence

import attrs

from plancomment.counts import Count, PrintedCount
from plancomment.findings import Finding
from plancomment.read.published import remarks
from plancomment.read.published.answers import AnswerTable
from plancomment.read.published.categories import CategoryTree, split_number
from plancomment.read.published.columns import Columns, answer_columns, looks_like_comment
from plancomment.read.published.dispositions import SchemeReader
from plancomment.read.published.headings import (
    DispositionHeading,
    find_disposition_headings,
    find_table_headings,
    names_the_table,
    reads_as_disposition,
)
from plancomment.read.published.legends import find_legends
from plancomment.read.published.lines import Line, fold
from plancomment.read.published.periods import find_period
from plancomment.read.published.slipped import SidesTable, comparison_sides, holds_page
from plancomment.read.published.summary import CountTable, Figures, count_table, find_plan_title

__all__ = ["SectionReader"]

_RESULT_WORDS = "意見|結果|新旧対照|対照表|修正箇所|[都道府県市区町村]の考え方|対応区分|[0-9]件$"


@attrs.define
class SectionReader:
    """Collects what a result says while its lines are read, one after the other.

    Attributes:
        title: the title as printed, ``""`` before it is met (件名).
        opened_on: first day of the period (募集開始日).
        closed_on: last day of the period (募集終了日).
        tree: the categories.
        scheme: the dispositions.
        figures: the printed totals.
        answers: the table of comments, None before it is met.
        tables: the comparison tables (新旧対照表), each with its rows.
        refused: the lines of rows within a table of comments that are no comments.
        seen: the rows of titles that were met, as text, for telling what there is.
        findings: what was noticed on the way.
    """

    title: str = ""
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    tree: CategoryTree = attrs.field(factory=CategoryTree)
    scheme: SchemeReader = attrs.field(factory=SchemeReader)
    figures: Figures = attrs.field(factory=Figures)
    answers: AnswerTable | None = None
    tables: list[SidesTable] = attrs.field(factory=list)
    refused: list[int] = attrs.field(factory=list)
    seen: list[str] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    # The table that the next row belongs to: the answers, the comparison, a table of figures, or none.
    _open: AnswerTable | SidesTable | CountTable | None = None
    _before_title: list[Line] = attrs.field(factory=list)
    _heading: str = ""
    _document: str = ""
    _label: str = ""
    _in_category: bool = False
    # What the lines as a whole tell: legends and headings of dispositions by line, headings above tables of comments.
    _legends: dict[int, list[tuple[str, str]]] = attrs.field(factory=dict)
    _told: dict[int, DispositionHeading] = attrs.field(factory=dict)
    _table_headings: frozenset[str] = frozenset()
    # The disposition of the heading above, None where none told it; whether categories stand above such headings.
    _told_id: str | None = None
    _told_within: bool | None = None

    def read(self, lines: Sequence[Line]) -> None:
        """All lines that are not blank, in order."""
        self._legends = find_legends(lines)
        self._told = find_disposition_headings(lines)
        self._table_headings = find_table_headings(lines)
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else None
            after_gap = index > 0 and line.number > lines[index - 1].number + 1
            if not (
                self._titles(line)
                or self._page_number(line, following, after_gap=after_gap)
                or self._legend(line)
                or self._disposition(line)
                or self._category(line, following, after_gap=after_gap)
                or self._row(line, after_gap=after_gap)
                or (not looks_like_comment(line) and self._fact(line))
            ):
                if isinstance(self._open, AnswerTable) and line.is_row:
                    self.refused.append(line.number)
                self.findings.append(remarks.unread(line.number, line.text))
        if self.answers is not None:
            self.answers.close(self.tree)
            self.answers.file_by_column(self.tree)
        self.findings.extend(remarks.unread(line.number, line.text) for line in self._before_title)

    def _fact(self, line: Line) -> bool:
        """What a line outside of the tables says of the result as a whole."""
        return (
            self._title(line)
            or self._period(line)
            or self._figures(line)
            or self._section(line)
            or self._document_name(line)
        )

    def _document_name(self, line: Line) -> bool:
        """The name of a part of the plan above its own comparison table: 概要版."""
        if line.is_row or re.fullmatch(r"\W*(?:本編|概要版|資料編|別冊)\W*", fold(line.text)) is None:
            return False
        self._document = re.sub(r"\W", "", fold(line.text))
        return True

    def _page_number(self, line: Line, following: Line | None, *, after_gap: bool) -> bool:
        """The number of a page of the result itself, between two parts of a table: - 3 -, 3/12."""
        if line.is_row or re.fullmatch(r"[-－―ー]?[0-9]{1,3}(?:/[0-9]{1,3})?[-－―ー]?", fold(line.text)) is None:
            return False
        before_titles = following is not None and self._answer_titles(following) is not None
        return isinstance(self._open, AnswerTable | SidesTable) and (after_gap or before_titles)

    def _titles(self, line: Line) -> bool:
        """A row of titles opens a table; the same row again, behind a page break, changes nothing."""
        if not line.is_row or len(line.filled) < 2:
            return False
        answers = self.answers if self._open is self.answers else None
        if answers is not None and answers.columns.is_numbered(line):
            return False
        columns = self._answer_titles(line)
        if columns is not None:
            self._open_answers(AnswerTable(columns))
            return True
        sides = comparison_sides(line)
        if sides is not None:
            last = self.tables[-1] if self.tables else None
            if last is None or last.sides != sides or (last.heading, last.document) != (self._heading, self._document):
                self.tables.append(SidesTable(sides, self._heading, self._document))
            self._open = self.tables[-1]
            return True
        counts = count_table(line, self._heading) if not holds_page(line) else None
        if counts is not None:
            self._open = counts
            return True
        return False

    def _answer_titles(self, line: Line) -> Columns | None:
        """The titles of a table of comments; a row of an open comparison table must be nothing but titles."""
        return answer_columns(line, strict=isinstance(self._open, SidesTable)) if line.is_row else None

    def _open_answers(self, table: AnswerTable) -> None:
        if self.answers is None:
            self.answers = table
            if not self._in_category:
                self.tree.leave()
        elif self.answers.columns != table.columns:
            self.answers.close(self.tree)
            self.answers.columns = table.columns
        self.answers.told_id = self._told_id
        self._open = self.answers

    def _legend(self, line: Line) -> bool:
        """A legend of the dispositions is their scheme; one that contradicts what is known is told."""
        items = self._legends.get(line.number)
        if items is None:
            return False
        if self.answers is not None:
            self.answers.close(self.tree)
        if not self.scheme.take_legend(items):
            self.findings.append(remarks.unread(line.number, line.text))
        return True

    def _disposition(self, line: Line) -> bool:
        """A heading that tells the disposition of the comments below, where no list of dispositions says otherwise."""
        heading = self._told.get(line.number)
        if heading is None:
            return False
        known = self.scheme.find(heading.symbol + heading.label)
        if known is None and self.scheme.dispositions and self._told_within is None:
            return False
        if self.answers is not None:
            self.answers.enter_category(self.tree)
        if self._told_within is None:
            self._told_within = self._in_category
        if not self._told_within:
            self.tree.leave()
            self._in_category = False
        self._told_id = known.id if known is not None else self.scheme.add(heading.symbol, heading.label)
        if known is None and heading.count is not None:
            self.figures.by_disposition.append(PrintedCount(heading.label, Count(heading.count, "件"), self._told_id))
        if self.answers is not None:
            self.answers.told_id = self._told_id
        return True

    def _category(self, line: Line, following: Line | None, *, after_gap: bool) -> bool:
        """A heading of a category: within the table, or directly above its titles."""
        if len(line.filled) != 1 or (isinstance(self._open, CountTable | SidesTable) and line.is_row):
            return False
        answers = self.answers if self._open is self.answers else None
        if answers is not None and answers.starts_row(line):
            return False
        above_titles = following is not None and self._answer_titles(following) is not None
        above_told = following is not None and following.number in self._told
        if isinstance(self._open, SidesTable) and not above_titles:
            return False
        style, number, label = split_number(line.text)
        known = self.tree.find(number, label)
        if known is None:
            shorter = re.sub(r"\s*[(（](?:続き|つづき)[)）]$", "", label)
            known = self.tree.find(number, shorter) if shorter != label else None
        if known is None and not (
            ((above_titles or above_told) and self._names_category(line, answers, after_gap))
            or (
                self._may_be_category(line)
                and (above_titles or self._heads(line, following, style, answers, after_gap))
            )
        ):
            return False
        if self._told_within:
            self._told_id = None
        if self.answers is not None:
            self.answers.enter_category(self.tree)
            self.answers.told_id = self._told_id
        self.tree.enter(known if known is not None else self.tree.add(style, number, label))
        self._in_category = True
        return True

    def _may_be_category(self, line: Line) -> bool:
        """Short, no sentence, and not in the words that name the sections of a result."""
        if len(line.text) > 60 or line.text.endswith("。") or "\n" in line.text:
            return False
        return line.is_row or (re.search(_RESULT_WORDS, fold(line.text)) is None and not _is_fact(line))

    def _names_category(self, line: Line, answers: AnswerTable | None, after_gap: bool) -> bool:
        """Whether a heading in the words of results says more than that comments follow: 道路に関する意見."""
        if line.is_row or len(line.text) > 60 or "。" in line.text or "\n" in line.text:
            return False
        if re.search("修正箇所|新旧対照", fold(line.text)) or _is_fact(line):
            return False
        if not (_is_marked(line) or (self.title and (answers is None or after_gap))):
            return False
        return not names_the_table(line.text, find_plan_title(self.title), self._table_headings)

    def _heads(
        self, line: Line, following: Line | None, style: str, answers: AnswerTable | None, after_gap: bool
    ) -> bool:
        """Whether a line between the rows of comments heads those below, although the summary does not name it."""
        if answers is None:
            return False
        if line.is_row:
            return bool(line.cells[0].strip())
        if following is None or not style or not answers.starts_row(following):
            return False
        # Within an answer (1), (2) … may be items of a list; without a summary nothing tells them from headings.
        return after_gap or style in "編部章節款" or not self.figures.by_category

    def _row(self, line: Line, *, after_gap: bool) -> bool:
        """A row of the table that is open, or the continuation of one."""
        table = self._open
        if table is None:
            return False
        if isinstance(table, CountTable):
            if table.is_told and (line.grid is None or after_gap):
                self._open = None
                return False
            stray = looks_like_comment(line)
            found = table.take(line, self.figures, self.tree, self.scheme) if not stray else None
            if found is not None:
                self.findings.extend(found)
                return True
            self._open = None
            return False
        if not line.is_row and _is_section(line) and (after_gap or _opens_section(line)):
            self._open = None
            return False
        if isinstance(table, AnswerTable):
            return table.take(line, self.tree, after_gap=after_gap)
        if line.is_row:
            table.rows.append(line)
            return True
        if after_gap or not table.rows or table.rows[-1].grid is not None:
            return False
        above = table.rows[-1]
        last = max(index for index, cell in enumerate(above.cells) if cell.strip())
        cells = [cell + "\n" + line.cells[0] if index == last else cell for index, cell in enumerate(above.cells)]
        table.rows[-1] = attrs.evolve(above, cells=tuple(cells))
        return True

    def _title(self, line: Line) -> bool:
        """The first line that speaks of opinions; the line above is its beginning if it ends in the middle."""
        if self.title or line.is_row:
            return False
        if not re.search("意見|パブリック|パブコメ|結果", fold(line.text)):
            if self.answers is None and not self.figures.totals:
                self._before_title.append(line)
                return True
            return False
        begun = self._before_title[-1].text if self._before_title else ""
        if re.search(r"(?:に対する|に関する|に係る|についての|[」』の])$", begun):
            self._before_title.pop()
            self.title = begun + line.text
        else:
            self.title = line.text
        return True

    def _period(self, line: Line) -> bool:
        text = fold(line.text)
        named = re.search(r"(?:実施|募集|公募|受付|提出|意見)(?:時期|期間)|^\W*[0-9]*\W*期間", text)
        if self.opened_on is not None or not (named or self._label == "period"):
            return False
        opened, closed, findings = find_period(line.text, line.number)
        self._label = ""
        if opened is None:
            # A label alone: the days stand on the next line.
            alone = re.search("(?:時期|期間)[】):]?$", text) is not None
            self._label = "period" if alone else ""
            return alone
        self.opened_on, self.closed_on = opened, closed
        self.findings.extend(findings)
        # In a PDF the next statement may stand on the same line.
        more = re.search(r"(?:意見の?)?(?:提出者|提出数|応募)|(?:提出された)?(?:ご|御)?意見の?(?:総|件)?数", line.text)
        if more is not None and more.start() and not line.is_row:
            rest = attrs.evolve(line, cells=(line.text[more.start() :],))
            if not self._figures(rest):
                self.findings.append(remarks.unread(line.number, rest.text))
        return True

    def _figures(self, line: Line) -> bool:
        """A figure, on the line of its label or on the line below."""
        found = self.figures.take(line)
        if found is None and self._label:
            found = self.figures.take(attrs.evolve(line, cells=(self._label, *line.cells)))
        if found is not None:
            self._label = ""
            self.findings.extend(found)
            return True
        short = not line.is_row and not re.search("[。、]", line.text) and len(line.text) <= 30
        if short and re.search("提出者|提出人数|意見数|意見の数|件数", fold(line.text)):
            self._label = self._heading = line.text
            return True
        return False

    def _section(self, line: Line) -> bool:
        """A heading of the result itself: it begins with a number or a mark, or ends with a noun of headings."""
        if line.is_row or not _is_section(line):
            return False
        nouns = "結果|概要|考え方|内訳|状況|件数|方法|手段|対照表|箇所|区分|について|表|本編|概要版|資料編|別冊"
        if not (_is_marked(line) or re.search(rf"(?:{nouns})[」』】）)]?$", fold(line.text))):
            return False
        if reads_as_disposition(split_number(line.text)[2]):
            # It might be what tells the disposition of something below, but nothing stands there that it could head.
            self.findings.append(remarks.unread(line.number, line.text))
        self._heading = line.text
        named = re.search("本編|概要版|資料編|別冊", line.text)
        self._document = named[0] if named is not None else ""
        return True


def _is_marked(line: Line) -> bool:
    return bool(split_number(line.text)[0]) or line.text[:1] in "■◆●○◎□◇【"


def _is_section(line: Line) -> bool:
    """Whether a line may be a heading of the result itself: short, no sentence, in the words of such results."""
    words = "意見|結果|考え方|新旧対照|対照表|修正箇所|概要|内訳|対応区分|実施状況|募集|提出方法|提出手段"
    return len(line.text) <= 80 and "。" not in line.text and re.search(words, fold(line.text)) is not None


def _is_fact(line: Line) -> bool:
    """A line that tells a figure, a period or an address; no heading."""
    facts = "[0-9](?:件|名|人|通|団体)$|提出者|提出人|提出方法|(?:募集|実施|公募|受付)(?:期間|時期)|問い?合わ?せ先"
    return re.search(facts, fold(line.text)) is not None


def _opens_section(line: Line) -> bool:
    """A heading that cannot be the last line of an answer: it begins with a mark and names a section."""
    return (
        _is_marked(line) and re.search("新旧対照|対照表|修正箇所|意見の概要|考え方$|結果$", fold(line.text)) is not None
    )
