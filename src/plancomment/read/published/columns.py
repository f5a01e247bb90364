"""Titles of a table of comments: which column is what (意見一覧表の見出し)."""

import functools
import re

import attrs

from plancomment.read.published.lines import Line, fold

__all__ = ["Columns", "answer_columns", "looks_like_comment", "plain_number"]


@attrs.frozen
class Columns:
    """Which column of the table holds what; None where there is no such column.

    Attributes:
        width: how many columns the row of titles has.
        summary: 意見の概要.
        answer: 市の考え方.
        number: No., 番号.
        disposition: 対応.
        category: 項目, 分類.
        place: 該当箇所, 頁: the part of the plan that the comment is about.
        count: 件数, 意見数: how many opinions to the same purport a row stands for.
    """

    width: int
    summary: int
    answer: int
    number: int | None = None
    disposition: int | None = None
    category: int | None = None
    place: int | None = None
    count: int | None = None

    def is_total(self, line: Line) -> bool:
        """Whether the line is the sum of a column of figures: it is no comment, and nothing of the one above."""
        words = [fold(cell) for cell in line.filled]
        return self.count is not None and line.is_row and bool(words) and words[0] in ("計", "合計", "総計", "総数")

    def is_numbered(self, line: Line) -> bool:
        """Whether a number stands in the column of numbers: the line is a row, whatever its other cells say."""
        return self.number is not None and _comment_number().fullmatch(fold(line.cell(self.number))) is not None

    def starts_row(self, line: Line) -> bool:
        """Whether the line begins a row: with a number in the column of numbers, without such a column with a text.

        In a row whose cells the file tells, any number will do (追1, ①), or none where a comment stands; but what goes
        on below a merged number belongs to the comment above.
        """
        if not line.is_row:
            return False
        if line.grid is not None and not line.grid.whole and line.cell(self.summary).strip():
            number = line.cell(self.number).strip()
            if number:
                return len(number) <= 20 and not _number_title().match(fold(number))
            if self.number is not None and (line.covers(self.number) or not line.grid.merging):
                return False
            return not line.covers(self.summary)
        if self.number is None:
            return bool(line.cell(self.summary).strip())
        return self.is_numbered(line)


#: Words one of which stands in the title of the answers, and in that of the comments.
_ANSWERS = ("考え方", "回答", "見解", "対応")
_OPINIONS = ("意見", "提案", "要旨", "概要", "内容")


@functools.cache
def _number_title() -> re.Pattern[str]:
    return re.compile(r"^(?:No\.?|NO\.?|no\.?|#|.{0,4}番号|番|通番|連番)$")


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
    other = r"備考|項目|分類|区分|章|節|頁|ページ|該当(?:頁|ページ|箇所)|箇所|件名|整理|(?:意見の?)?件数"
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
    if len(line.filled) < 2:
        return None
    titles = [fold(cell) for cell in line.cells]
    # Nearly every row is none of titles: one look at all its cells tells that it lacks the words that it would need.
    joined = "\n".join(titles)
    if not any(word in joined for word in _ANSWERS) or not any(word in joined for word in _OPINIONS):
        return None
    if max(map(len, titles)) > 30:
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

    number = next((index for index, title in enumerate(titles) if _number_title().match(title)), None)
    answer = find(r"考え方|回答|見解", number, end=answer_end)
    if answer is None:
        answer = find(r"対応(?!区分|状況)", number, end=answer_end)
    summary = find(
        r"(?:意見|提案|要旨|概要|内容)(?!.*(?:件?数|考え方|回答|への対応|番号))", number, answer, end=opinion_end
    )
    if answer is None or summary is None:
        return None
    count = find(r"^(?:(?:ご|御)?意見の?)?件?数(?:\(.{1,4}\))?$", number, answer, summary)
    if any("件数" in title for index, title in enumerate(titles) if index != count):
        return None
    if (
        count is not None
        and "件数" in titles[count]
        and not _names_both(titles, summary, answer, is_numbered=number is not None)
    ):
        return None
    taken = (number, answer, summary, count)
    disposition = find(r"対応|反映|取扱|取り扱い", *taken)
    if disposition is None:
        disposition = find(r"区分(?<!項目区分)(?<!意見区分)", *taken)
    category = find(
        r"^(?:(?:大|中|小)?(?:項目|分類)(?:名|区分)?|意見区分|区分|章|節|章・節|テーマ|分野)$", *taken, disposition
    )
    part = "(?:頁|ページ|箇所|項目|部分)"
    place = find(rf"^(?:(?:計画の?)?該当(?:する)?)?{part}(?:・{part})?$", *taken, disposition, category)
    return Columns(len(titles), summary, answer, number, disposition, category, place, count)


def _names_both(titles: list[str], summary: int, answer: int, *, is_numbered: bool) -> bool:
    """Whether titles beside 件数 are those of comments: a table of figures has 対応, 内容 and 件数, too."""
    opinions = re.search("意見|提案|質問|要望|コメント", titles[summary])
    return (
        opinions is not None
        and summary < answer
        and (is_numbered or re.search("考え方|回答|見解", titles[answer]) is not None)
    )


def looks_like_comment(line: Line) -> bool:
    """Whether a row might be one of a table of comments: a number, then a sentence or the symbol of a disposition."""
    if not line.is_row or len(line.filled) < 3 or _comment_number().fullmatch(fold(line.filled[0])) is None:
        return False
    return any("。" in cell or re.fullmatch(r"[①-⑳Ａ-ＥA-E◎○△×]", cell) for cell in line.filled[1:])


def plain_number(number: str) -> str:
    """A printed number without No. in front and a point behind."""
    return re.sub(r"^(?:No|NO|no)?\.?|\.$", "", fold(number))


@functools.cache
def _comment_number() -> re.Pattern[str]:
    return re.compile(r"(?:No|NO|no)?\.?[0-9]{1,6}(?:[-‐–][0-9]{1,6})*\.?")
