"""The table of comments and answers of a published result: No.｜意見概要｜対応｜市の考え方."""

import attrs

from plancomment.comments import Comment
from plancomment.findings import Finding
from plancomment.read.published import remarks
from plancomment.read.published.categories import CategoryTree, split_number
from plancomment.read.published.columns import Columns, answer_columns, looks_like_comment, plain_number
from plancomment.read.published.dispositions import SchemeReader, split_symbol
from plancomment.read.published.lines import Line
from plancomment.read.published.parts import find_references, split_parts, with_part_titles
from plancomment.read.published.statements import find_statements
from plancomment.responses import Reference, Response, StatedRevision

__all__ = ["AnswerTable", "Columns", "answer_columns", "find_references", "looks_like_comment", "split_parts"]

# So many characters make an answer that is printed twice one answer (再掲).
_SAME_ANSWER = 40


@attrs.define
class _Row:
    """A row of the table while its lines are gathered: several where a cell holds line breaks."""

    line: int
    cells: list[str]
    first: Line

    def cell(self, index: int | None) -> str:
        return self.cells[index] if index is not None and index < len(self.cells) else ""


@attrs.define
class _Answer:
    """An answer before the scheme and all the other answers are known."""

    line: int
    comment_ids: list[str]
    disposition: str
    text: str
    told_id: str | None = None

    @property
    def id(self) -> str:
        return f"A{self.comment_ids[0]}"


@attrs.define
class AnswerTable:
    """Collects comments and answers while a file is read.

    Ids: ``"2-47"`` is No. 47 below the top category 2; without categories the number alone; ``"A2-47"`` the answer
    whose first comment is that one. Below a heading that tells a disposition, and no category, ``"D2-3"`` is No. 3
    below the disposition 2, because the numbers may begin anew there. A row whose disposition and answer are blank
    belongs to the answer above it (a cell merged downwards), also across a repeated row of titles, but never across a
    heading.

    Attributes:
        columns: of the row of titles met last.
        comments: the comments of the rows that are closed.
        findings: what was noticed.
        told_id: the disposition that the heading above tells, None where no heading does.
        lines: the line on which each comment begins, in the order of ``comments``.
    """

    columns: Columns
    comments: list[Comment] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    told_id: str | None = None
    lines: list[int] = attrs.field(factory=list)
    # What a column says each comment is filed under: its line, the label, and whether the column is one of categories.
    _labels: dict[str, tuple[int, str, bool]] = attrs.field(factory=dict, init=False)
    # The figures of a column 件数: the line, the comment's id and what is printed.
    _counts: list[tuple[int, str, str]] = attrs.field(factory=list, init=False)
    _label_above: str = attrs.field(default="", init=False)
    _answers: list[_Answer] = attrs.field(factory=list, init=False)
    _texts: dict[tuple[str, str, str | None], _Answer] = attrs.field(factory=dict, init=False)
    _own: dict[str, tuple[int, str]] = attrs.field(factory=dict, init=False)
    _row: _Row | None = attrs.field(default=None, init=False)
    _above: _Answer | None = attrs.field(default=None, init=False)
    _ids: set[str] = attrs.field(factory=set, init=False)
    _last: int = attrs.field(default=0, init=False)
    _new_category: bool = attrs.field(default=True, init=False)
    _numbers_are_unique: bool = attrs.field(default=False, init=False)

    @property
    def is_open(self) -> bool:
        """Whether a row is being gathered."""
        return self._row is not None

    def starts_row(self, line: Line) -> bool:
        """Whether the line begins a row of the table."""
        return self.columns.starts_row(line)

    def take(self, line: Line, tree: CategoryTree, *, after_gap: bool) -> bool:
        """A row or the continuation of one; False if the line is neither. ``after_gap``: a blank line came before."""
        if self.columns.is_total(line):
            return False
        if self.starts_row(line):
            self.close(tree)
            self._row = _Row(line.number, list(line.cells), line)
            return True
        if self._row is None or not line.filled:
            return False
        row = self._row
        if line.grid is not None or row.first.grid is not None:
            return self._goes_on(row, line)
        if len(row.cells) < self.columns.width:
            # A line break within a cell: the row goes on behind it.
            row.cells[-1] += "\n" + line.cells[0]
            row.cells.extend(line.cells[1:])
            return True
        if line.is_row and not line.cell(self.columns.number).strip():
            # A page break within a row: each column goes on below its title.
            for index, cell in enumerate(line.cells):
                if cell.strip():
                    row.cells.extend([""] * (index + 1 - len(row.cells)))
                    row.cells[index] += ("\n" if row.cells[index] else "") + cell
            return True
        if line.is_row or after_gap:
            return False
        last = max(index for index, cell in enumerate(row.cells) if cell.strip())
        row.cells[last] += "\n" + line.cells[0]
        return True

    def _goes_on(self, row: _Row, line: Line) -> bool:
        """A row of the same table without a number of its own: each column goes on below its title."""
        if line.grid is None or row.first.grid is None or line.grid.whole:
            return False
        if line.cell(self.columns.number).strip():
            return False
        for index, cell in enumerate(line.cells):
            if cell.strip() and index < len(row.cells):
                row.cells[index] += ("\n" if row.cells[index] else "") + cell
        return True

    def enter_category(self, tree: CategoryTree) -> None:
        """A heading follows: answers do not reach across it. Call before the tree moves on."""
        self.close(tree)
        self._above = None
        self._new_category = True

    def close(self, tree: CategoryTree) -> None:
        """The row being gathered is whole."""
        row, self._row = self._row, None
        if row is None:
            return
        columns = self.columns
        number = row.cell(columns.number).strip()
        comment_id = self._comment_id(row, number, tree)
        summary = row.cell(columns.summary)
        if not summary.strip():
            summary = row.first.whole_cell(columns.summary)
        self.comments.append(Comment(comment_id, summary=summary, category_id=tree.current, number=number))
        self.lines.append(row.line)
        for label, is_category in ((columns.category, True), (columns.place, False)):
            self._label(row, label, comment_id, is_category=is_category)
        known = {columns.number, columns.summary, columns.disposition, columns.answer, columns.category, columns.place}
        known.add(columns.count)
        if row.cell(columns.count).strip():
            self._counts.append((row.line, comment_id, row.cell(columns.count).strip()))
        for index, cell in enumerate(row.cells):
            if index not in known and cell.strip():
                self.findings.append(remarks.unread(row.line, cell, comment_id))
        self._answer(row, comment_id)

    def _label(self, row: _Row, column: int | None, comment_id: str, *, is_category: bool) -> None:
        """A category or a place; a blank one is that of the row above, as a merged cell is."""
        if column is None:
            return
        label = row.cell(column).strip() or row.first.whole_cell(column).strip()
        if comment_id in self._labels:
            # Beside a column of categories the place is the second label of the comment.
            if label:
                self.findings.append(remarks.unread(row.line, label, comment_id))
            return
        if not label and is_category and not (row.first.grid is not None and row.first.grid.is_told(column)):
            label = self._label_above
        if label:
            self._labels[comment_id] = (row.line, label, is_category)
        self._label_above = label

    def file_by_column(self, tree: CategoryTree) -> None:
        """Give the comments the categories that a column names (項目, 分類), once every row is read.

        A column of places (該当箇所) is one of categories where its places repeat, so that they group the comments.
        Where headings or blanks leave no use for a label, it is told; so are the figures of a column 件数, all at once.
        """
        if self._counts:
            self.findings.append(
                remarks.unread_counts(self._counts[0][0], [(comment_id, told) for _, comment_id, told in self._counts])
            )
        labels = [label for _, label, _ in self._labels.values()]
        groups = any(told for _, _, told in self._labels.values()) or 2 * len(set(labels)) <= len(labels)
        tree.leave()
        for index, comment in enumerate(self.comments):
            line, label, _ = self._labels.get(comment.id, (0, "", False))
            if not label:
                continue
            if comment.category_id is not None or not groups:
                self.findings.append(remarks.unread(line, label, comment.id))
                continue
            style, number, words = split_number(label)
            found = tree.find(number, words) or tree.add(style, number, words, depth=0)
            tree.leave()
            self.comments[index] = attrs.evolve(comment, category_id=found)

    def _has_no_answer(self, row: _Row) -> bool:
        """Whether the blank cell of an answer is no merged one, in a table that merges there: no answer yet."""
        index, first = self.columns.answer, row.first
        if first.grid is None or row.cell(index).strip():
            return False
        if first.covers(index):
            return not first.whole_cell(index).strip()
        return first.grid.is_told(index)

    def _answer(self, row: _Row, comment_id: str) -> None:
        disposition, text = row.cell(self.columns.disposition).strip(), row.cell(self.columns.answer)
        if not disposition and row.first.covers(self.columns.disposition):
            disposition = row.first.whole_cell(self.columns.disposition).strip()
            if not text.strip() and self._above is not None and self._above.disposition == disposition:
                disposition = ""
        told_id = self.told_id if self.columns.disposition is None else None
        if self._has_no_answer(row):
            self._above = None
            if disposition:
                self._own[comment_id] = (row.line, disposition)
            elif told_id is not None:
                self.comments[-1] = attrs.evolve(self.comments[-1], disposition_id=told_id)
            return
        again = self._printed_before(disposition, text, told_id)
        if again is not None:
            self._above = again
            again.comment_ids.append(comment_id)
        elif text.strip() or (disposition and self._above is None):
            self._above = _Answer(row.line, [comment_id], disposition, text, told_id)
            self._texts.setdefault((disposition, "".join(text.split()), told_id), self._above)
            self._answers.append(self._above)
        elif self._above is not None:
            self._above.comment_ids.append(comment_id)
            if disposition:
                self._own[comment_id] = (row.line, disposition)
        elif told_id is not None:
            self.comments[-1] = attrs.evolve(self.comments[-1], disposition_id=told_id)

    def _printed_before(self, disposition: str, text: str, told_id: str | None) -> _Answer | None:
        """The answer that was printed before in the very same words, with the same disposition: it is one answer.

        A short one, or one that refers to another, says too little to be the same. White space does not count: where
        the lines of a PDF break differs from page to page.
        """
        words = "".join(text.split())
        if len(words) < _SAME_ANSWER:
            return None
        found = self._texts.get((disposition, words, told_id))
        return found if found is not None and not find_references(text) else None

    def _comment_id(self, row: _Row, number: str, tree: CategoryTree) -> str:
        """The id; a PC606 where the number does not follow the one above, and ``~2`` behind an id that is double."""
        plain = plain_number(number) or str(len(self.comments) + 1)
        above = tree.top or (f"D{self.told_id}" if self.told_id is not None else None)
        wanted = f"{above}-{plain}" if above is not None and number else plain
        comment_id, times = wanted, 1
        while comment_id in self._ids:
            times += 1
            comment_id = f"{wanted}~{times}"
        self._ids.add(comment_id)
        if plain.isdecimal() and number:
            if int(plain) != self._last + 1 and not (self._new_category and int(plain) == 1):
                self.findings.append(remarks.odd_number(row.line, comment_id, str(self._last + 1)))
            self._last = int(plain)
        self._new_category = False
        return comment_id

    def responses(self, scheme: SchemeReader, version: str) -> tuple[Response, ...]:
        """The answers, once every line is read. Dispositions that no table lists are added to the scheme, with a PC605.

        ``version``: the name of the new version, to which pages in an answer belong.
        """
        answered = {comment_id: answer.id for answer in self._answers for comment_id in answer.comment_ids}
        numbers = [plain_number(comment.number) for comment in self.comments]
        self._numbers_are_unique = len(set(numbers)) == len(numbers)
        if self._numbers_are_unique:
            # The numbers run through the whole document, so that a number alone names one comment.
            by_number = zip(numbers, self.comments, strict=True)
            answered = {number: answered[one.id] for number, one in by_number if one.id in answered} | answered
        listed = bool(scheme.dispositions)
        if not listed:
            # Nothing lists them: they stand in the order in which the rows name them.
            for line, cell in sorted([*self._own.values(), *((one.line, one.disposition) for one in self._answers)]):
                self._disposition(line, cell, scheme, listed)
        for index, comment in enumerate(self.comments):
            if comment.id in self._own:
                own = self._disposition(*self._own[comment.id], scheme, listed)
                self.comments[index] = attrs.evolve(comment, disposition_id=own)
        responses: list[Response] = []
        stated: list[StatedRevision] = []
        for answer in self._answers:
            disposition_id = answer.told_id or self._disposition(answer.line, answer.disposition, scheme, listed)
            found = next((one for one in scheme.dispositions if one.id == disposition_id), None)
            implied = found.implies_revision if found is not None else None
            parts = split_parts(answer.text)
            own_stated = [
                one
                for part in parts
                for one in find_statements(part.text, version=version, implied=implied, first=len(stated) + 1)
            ]
            own_stated = [attrs.evolve(one, id=f"S{len(stated) + n}") for n, one in enumerate(own_stated, start=1)]
            stated.extend(own_stated)
            references = self._references(answer, answered)
            responses.append(
                Response(answer.id, tuple(answer.comment_ids), parts, disposition_id, references, tuple(own_stated))
            )
        return with_part_titles(responses)

    def _disposition(self, line: int, cell: str, scheme: SchemeReader, listed: bool) -> str | None:
        if not cell:
            return None
        found = scheme.find(cell)
        if found is not None:
            return found.id
        if listed:
            self.findings.append(remarks.unread(line, cell))
        symbol, label = split_symbol(cell)
        return scheme.add(symbol, label)

    def _references(self, answer: _Answer, answered: dict[str, str]) -> tuple[Reference, ...]:
        top = answer.comment_ids[0].rpartition("-")[0]
        found: dict[tuple[str, str], Reference] = {}
        for number, title in find_references(answer.text):
            names = (number, f"{top}-{number}") if "-" in number else (f"{top}-{number}", number)
            target = next((answered[name] for name in names if name in answered), None)
            if target is None:
                self.findings.append(remarks.unresolved_reference(answer.line, answer.id, number))
            elif target != answer.id:
                found[target, title] = Reference(target, title)
            elif not title and self._numbers_are_unique:
                # Where numbers restart, another part of the document may be meant.
                self.findings.append(remarks.refers_to_itself(answer.line, answer.id, number))
        return tuple(found.values())
