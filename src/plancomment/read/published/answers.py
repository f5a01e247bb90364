"""The table of comments and answers of a published result: No.｜意見概要｜対応｜市の考え方."""

import functools
import re
import unicodedata

import attrs

from plancomment.comments import Comment
from plancomment.findings import Finding
from plancomment.read.published import remarks
from plancomment.read.published.categories import CategoryTree
from plancomment.read.published.dispositions import SchemeReader, split_symbol
from plancomment.read.published.lines import Line, fold
from plancomment.read.published.statements import find_statements
from plancomment.responses import Reference, Response, ResponsePart, StatedRevision

__all__ = ["AnswerTable", "Columns", "answer_columns", "find_references", "looks_like_comment", "split_parts"]


@attrs.frozen
class Columns:
    """Which column of the table holds what; None where there is no such column.

    Attributes:
        width: how many columns the row of titles has.
        summary: 意見の概要.
        answer: 市の考え方.
        number: No., 番号.
        disposition: 対応.
    """

    width: int
    summary: int
    answer: int
    number: int | None = None
    disposition: int | None = None

    def starts_row(self, line: Line) -> bool:
        """Whether the line begins a row: with a number in the column of numbers, without such a column with a text."""
        if not line.is_row:
            return False
        if self.number is None:
            return bool(line.cell(self.summary).strip())
        return _comment_number().fullmatch(fold(line.cell(self.number))) is not None


@functools.cache
def _title_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Titles of answers and of comments by how they end; whole titles of a table of comments; cells that are none."""
    end = r"(?:等|など)?(?:\(.{1,12}\))?"
    answer = r"(?:考え方|回答|見解|対応)(?:方針|結果|内容|案|の?(?:概要|要旨|内容|理由|方向性))?"
    answers = rf"{answer}(?:等|など)?(?:(?:及び|と|や|・|、|/){answer})*{end}"
    opinion = r"(?:ご|御)?(?:意見|提案|質問|要望|コメント)"
    opinions = rf"{opinion}(?:等|など)?(?:(?:及び|と|や|・|、|/){opinion})*(?:等|など)?"
    about = r"(?:の?(?:概要|要旨|内容|要約|趣旨|全文|原文))?(?:等|など|(?:と|及び|・)その?理由)?"
    giver = r"(?:主な|提出された|提出のあった|寄せられた|(?:お寄せ)?(?:いただ|頂)いた|市民(?:等|の皆様)?(?:から)?の?)?"
    number = r"No\.?|NO\.?|no\.?|#|(?:意見|整理|項目)?番号|番|通番|連番"
    town = r"(?:[一-鿿ぁ-んァ-ヶー]{0,6}(?:市|町|村|県|区|都|府|事務局|委員会)の?|(?:当|本)局の?)?"
    toward = rf"(?:(?:{opinions}|これ|それ)(?:へ|に対する)の?)?"
    disposition = r"(?:意見の?)?(?:対応|反映|取り?扱い?)?(?:の?(?:区分|状況|方針|結果|有無))?"
    other = r"備考|項目|分類|区分|章|節|頁|ページ|該当(?:頁|ページ|箇所)|箇所|件名|整理"
    return (
        re.compile(rf"{answers}$"),
        re.compile(r"(?:意見|提案|要旨|概要|内容|要約|趣旨|質問|要望|コメント|理由)(?:等|など)?(?:\(.{1,12}\))?$"),
        re.compile(rf"(?:{number}|{giver}(?:{opinions})?{about}{end}|{toward}{town}{answers}|{disposition}|{other})"),
        re.compile(r".*。.*|[0-9]+|[Pp][Pp]?\.?[0-9].*|[0-9]+(?:ページ|頁|行目).*"),
    )


def answer_columns(line: Line, *, strict: bool = False) -> Columns | None:
    """The columns that a row of titles names, None if it is not the titles of a table of comments.

    ``strict``: within another table, where a row of data may hold such words, every cell must be a title.
    """
    titles = [fold(cell) for cell in line.cells]
    if len(line.filled) < 2 or max(map(len, titles)) > 30:
        return None
    answer_end, opinion_end, whole, data = _title_patterns()
    if any(data.fullmatch(title) for title in titles):
        return None
    if strict and not all(len(title) <= 20 and whole.fullmatch(title) for title in titles):
        return None

    def find(pattern: str, *taken: int | None, end: re.Pattern[str] | None = None) -> int | None:
        return next(
            (
                index
                for index, title in enumerate(titles)
                if index not in taken and re.search(pattern, title) and (end is None or end.search(title))
            ),
            None,
        )

    number = find(r"^(?:No\.?|NO\.?|no\.?|#|.{0,4}番号|番|通番|連番)$")
    answer = find(r"考え方|回答|見解", number, end=answer_end)
    if answer is None:
        answer = find(r"対応(?!区分|状況)", number, end=answer_end)
    summary = find(
        r"(?:意見|提案|要旨|概要|内容)(?!.*(?:件?数|考え方|回答|への対応|番号))", number, answer, end=opinion_end
    )
    if answer is None or summary is None or re.search(r"件数", "".join(titles)):
        return None
    disposition = find(r"対応|反映|取扱|取り扱い|区分", number, answer, summary)
    return Columns(len(titles), summary, answer, number, disposition)


def looks_like_comment(line: Line) -> bool:
    """Whether a row might be one of a table of comments: a number, then a sentence or the symbol of a disposition."""
    if not line.is_row or len(line.filled) < 3 or _comment_number().fullmatch(fold(line.filled[0])) is None:
        return False
    return any("。" in cell or re.fullmatch(r"[①-⑳Ａ-ＥA-E◎○△×]", cell) for cell in line.filled[1:])


@attrs.define
class _Row:
    """A row of the table while its lines are gathered: several where a cell holds line breaks."""

    line: int
    cells: list[str]

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
    """

    columns: Columns
    comments: list[Comment] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    told_id: str | None = None
    _answers: list[_Answer] = attrs.field(factory=list, init=False)
    _own: dict[str, tuple[int, str]] = attrs.field(factory=dict, init=False)
    _row: _Row | None = attrs.field(default=None, init=False)
    _above: _Answer | None = attrs.field(default=None, init=False)
    _ids: set[str] = attrs.field(factory=set, init=False)
    _last: int = attrs.field(default=0, init=False)
    _new_category: bool = attrs.field(default=True, init=False)

    @property
    def is_open(self) -> bool:
        """Whether a row is being gathered."""
        return self._row is not None

    def starts_row(self, line: Line) -> bool:
        """Whether the line begins a row of the table."""
        return self.columns.starts_row(line)

    def take(self, line: Line, tree: CategoryTree, *, after_gap: bool) -> bool:
        """A row or the continuation of one; False if the line is neither. ``after_gap``: a blank line came before."""
        if self.starts_row(line):
            self.close(tree)
            self._row = _Row(line.number, list(line.cells))
            return True
        if self._row is None or not line.filled:
            return False
        row = self._row
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
        self.comments.append(
            Comment(comment_id, summary=row.cell(columns.summary), category_id=tree.current, number=number)
        )
        known = {columns.number, columns.summary, columns.disposition, columns.answer}
        for index, cell in enumerate(row.cells):
            if index not in known and cell.strip():
                self.findings.append(remarks.unread(row.line, cell))
        self._answer(row, comment_id)

    def _answer(self, row: _Row, comment_id: str) -> None:
        disposition, text = row.cell(self.columns.disposition).strip(), row.cell(self.columns.answer)
        told_id = self.told_id if self.columns.disposition is None else None
        if text.strip() or (disposition and self._above is None):
            self._above = _Answer(row.line, [comment_id], disposition, text, told_id)
            self._answers.append(self._above)
        elif self._above is not None:
            self._above.comment_ids.append(comment_id)
            if disposition:
                self._own[comment_id] = (row.line, disposition)
        elif told_id is not None:
            self.comments[-1] = attrs.evolve(self.comments[-1], disposition_id=told_id)

    def _comment_id(self, row: _Row, number: str, tree: CategoryTree) -> str:
        """The id; a PC606 where the number does not follow the one above, and ``~2`` behind an id that is double."""
        plain = _plain(number) or str(len(self.comments) + 1)
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
        numbers = [_plain(comment.number) for comment in self.comments]
        if len(set(numbers)) == len(numbers):
            # The numbers run through the whole document, so that a number alone names one comment.
            by_number = zip(numbers, self.comments, strict=True)
            answered = {number: answered[one.id] for number, one in by_number if one.id in answered} | answered
        listed = bool(scheme.dispositions)
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
        return _with_part_titles(responses)

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
        return tuple(found.values())


def _plain(number: str) -> str:
    """A printed number without No. in front and a point behind."""
    return re.sub(r"^(?:No|NO|no)?\.?|\.$", "", fold(number))


@functools.cache
def _comment_number() -> re.Pattern[str]:
    return re.compile(r"(?:No|NO|no)?\.?[0-9]{1,6}(?:[-‐–][0-9]{1,6})*\.?")


@functools.cache
def _part_title() -> re.Pattern[str]:
    begin = r"(?:(?<=^)|(?<=[\s。]))"
    angled = r"[<＜〈《](?P<angled>[^<>＜＞〈〉《》\n]{1,80})[>＞〉》]"
    return re.compile(rf"{begin}(?:{angled}|■[ 　]*(?P<marked>[^\s■。]{{1,60}})(?=\s|$))", re.MULTILINE)


def split_parts(text: str) -> tuple[ResponsePart, ...]:
    """The titled parts of an answer: ＜…＞, <…> and ■… where a line or a sentence begins; one part if it has no titles.

    Nothing but the brackets of the titles and the white space around the parts is left out.
    """
    titles = list(_part_title().finditer(text))
    parts = []
    if not titles or text[: titles[0].start()].strip():
        parts.append(ResponsePart(text[: titles[0].start()].strip() if titles else text))
    for index, match in enumerate(titles):
        end = titles[index + 1].start() if index + 1 < len(titles) else len(text)
        parts.append(ResponsePart(text[match.end() : end].strip(), (match["angled"] or match["marked"]).strip()))
    return tuple(part for part in parts if part.text or part.title)


@functools.cache
def _reference() -> re.Pattern[str]:
    number = r"([0-9]+(?:-[0-9]+)*)"
    return re.compile(
        rf"(?:(?:No|NO|no)\.?\s*{number}|{number}\s*番)\s*(?:\(([^()]*)\))?\s*[」』]?\s*(?:\(([^()]*)\))?\s*"
        r"(?:の|と|に対する|への)?\s*(?:ご?意見)?(?:への|に対する|の)?\s*(?:[市町村区都道府県本]{1,2}の)?"
        r"(?:(?:回答|考え方|対応)\s*(?:の|と)\s*(?:とおり|通り|同じ|同様)|同じ|同様|(?:回答|考え方)を(?:ご参照|ご覧|参照))"
    )


def find_references(text: str) -> tuple[tuple[str, str], ...]:
    """The answers that a text points to: number and part, as in 「No.6（交流について）」の回答のとおりです."""
    folded = unicodedata.normalize("NFKC", text)
    return tuple(
        (match[1] or match[2], (match[3] or match[4] or "").strip()) for match in _reference().finditer(folded)
    )


def _with_part_titles(responses: list[Response]) -> tuple[Response, ...]:
    """References keep a title only if the response pointed to has it, in that response's own spelling."""
    titles = {one.id: {fold(part.title): part.title for part in one.parts if part.title} for one in responses}
    return tuple(
        attrs.evolve(
            one,
            refers_to=tuple(
                attrs.evolve(reference, part_title=titles[reference.response_id].get(fold(reference.part_title), ""))
                for reference in one.refers_to
            ),
        )
        if one.refers_to
        else one
        for one in responses
    )
