"""Headings above tables of comments: whether they tell a disposition, a category, or only that a table follows.

Where no column tells the disposition (対応区分), the headings may: Ⅰ．当該意見を踏まえて内容を修正するもの, Ⅱ．その他の
主な意見. They do so if all headings with one kind of sign (Ⅰ Ⅱ, A B, １ ２ …) that stand above comments read as
dispositions, and not all of them as その他. All other headings above comments are categories, but for those that name
nothing more than the table itself (意見の概要と市の考え方).
"""

import functools
import itertools
import re
from collections.abc import Sequence

import attrs

from plancomment.read.published.answers import Columns, answer_columns
from plancomment.read.published.categories import split_number
from plancomment.read.published.dispositions import split_symbol, symbol_style
from plancomment.read.published.lines import Line, fold

__all__ = [
    "DispositionHeading",
    "find_disposition_headings",
    "find_table_headings",
    "names_the_table",
    "reads_as_disposition",
]


@attrs.frozen
class DispositionHeading:
    """A heading that tells the disposition of the comments below it (対応区分を示す見出し).

    Attributes:
        symbol: Ⅰ, A, １ … as printed, without the point behind it.
        label: its words, without a printed count.
        count: the comments that it says there are, in 件; None where it does not say.
    """

    symbol: str
    label: str
    count: int | None = None


@functools.cache
def _readings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    end = r"(?:(?:主な|の)?(?:ご|御)?(?:意見|もの|事項|提案|要望)(?:等|など)?)?"
    done = r"(?:済み?|ずみ|困難[ぁ-ん]*|不可|あり|なし|有り?|無し?|[ぁ-ん、]*)"
    bare = rf"(?:修正|反映|盛り?込み?|採用|不採用|参考|(?:原案|素案|案|計画)の?(?:とお|どお|通)り){done}"
    change = "変更|追加|追記|加筆|改善|検討|記載|記述|対応|考慮|見直"
    verbs = rf"(?:{change})(?=済|ずみ|困難|不可|[すせでさ]|し[たまなて]){done}"
    return (
        re.compile(rf"(?:^|.*[^で])(?:{bare}|{verbs}){end}(?<!について)(?<!に関する意見)$"),
        re.compile(
            rf"その他(?:の?(?:主な)?(?:ご|御)?(?:意見|もの|事項|感想|質問).*)?$|.*(?:感想|質問|賛同|対象外){end}.*$"
        ),
    )


def reads_as_disposition(label: str) -> bool | None:
    """Whether the words of a heading read as a disposition: True, False, or None for その他 and the like, which may.

    >>> reads_as_disposition("計画に反映した意見"), reads_as_disposition("その他"), reads_as_disposition("道路の維持")
    (True, None, False)
    """
    words = re.sub(r"\(.*?\)$", "", fold(label))
    strong, weak = _readings()
    if weak.match(words):
        return None
    return strong.match(words) is not None


def _is_heading(line: Line) -> bool:
    return len(line.filled) == 1 and len(line.text) <= 60 and "。" not in line.text and "\n" not in line.text


def _signed(line: Line) -> DispositionHeading | None:
    """The sign and the words of a heading that has a sign."""
    if not _is_heading(line):
        return None
    latin = re.match(r"([IVXＩＶＸ]{2,4})[\s.．:：、)）]+(?=\S)", line.text)
    symbol, label = (latin[1], line.text[latin.end() :]) if latin is not None else split_symbol(line.text)
    if not label or symbol_style(symbol) == "sign":
        return None
    label = re.sub(r"\s*[(（](?:続き|つづき)[)）]$", "", label)
    count = re.search(r"\s*(?:[(（]\s*(?:計\s*)?([0-9０-９]{1,5})\s*件\s*[)）]|\s([0-9０-９]{1,5})\s*件)$", label)
    if count is None:
        return DispositionHeading(symbol, label)
    return DispositionHeading(symbol, label[: count.start()], int(count[1] or count[2]))


def _style(heading: DispositionHeading | None) -> str | None:
    """Ⅰ, I, II: all Roman."""
    if heading is None:
        return None
    return "roman" if re.fullmatch("[IVXＩＶＸ]", heading.symbol) else symbol_style(heading.symbol)


def _heads_comments(lines: Sequence[Line], index: int, columns: Columns | None) -> bool:
    """Whether comments without a column of dispositions stand below a heading, other headings between.

    ``columns``: those of the table above. One line that is no heading may stand between a heading and its titles.
    """
    line, style = lines[index], _style(_signed(lines[index]))
    apart = columns is None or line.is_row or line.number > lines[index - 1].number + 1
    remark = False
    for following in lines[index + 1 : index + 5]:
        found = answer_columns(following) if following.is_row else None
        if found is not None:
            return found.disposition is None
        if columns is not None and columns.number is not None and columns.starts_row(following):
            return columns.disposition is None and apart and not remark
        if not _is_heading(following):
            if following.is_row or remark or not apart:
                return False
            remark = True
        elif _style(_signed(following)) == style:
            return False
    return False


def find_disposition_headings(lines: Sequence[Line]) -> dict[int, DispositionHeading]:
    """The headings that tell the disposition of the comments below them, by the number of the line."""
    groups: dict[str, dict[int, DispositionHeading]] = {}
    columns: Columns | None = None
    for index, line in enumerate(lines):
        titles = answer_columns(line) if line.is_row else None
        columns = titles or columns
        heading = _signed(line) if titles is None else None
        style = _style(heading)
        if heading is not None and style is not None and _heads_comments(lines, index, columns):
            groups.setdefault(style, {})[line.number] = heading
    for group in groups.values():
        readings = [reads_as_disposition(heading.label) for heading in group.values()]
        if False not in readings and True in readings:
            return group
    return {}


def find_table_headings(lines: Sequence[Line]) -> frozenset[str]:
    """The different headings that stand directly above the titles of tables of comments, folded."""
    return frozenset(
        fold(line.text)
        for line, below in itertools.pairwise(lines)
        if _is_heading(line) and below.is_row and answer_columns(below) is not None
    )


def names_the_table(text: str, plan_title: str, headings: frozenset[str]) -> bool:
    """Whether a heading above a table of comments says no more than that: 意見の概要と市の考え方, 提出された意見.

    Likewise one that speaks of 概要, 考え方 and so on and has further words (○○計画への意見と市の考え方), as long as it
    is the only one of ``headings`` that does.
    """
    if _has_own_words(text, plan_title):
        table = re.compile("概要|要旨|考え方|回答|結果|一覧|内容|対応")
        others = [one for one in headings if table.search(one) and _has_own_words(one, plan_title)]
        return table.search(fold(text)) is not None and len(others) < 2
    return True


def _has_own_words(text: str, plan_title: str) -> bool:
    words = fold(split_number(text)[2])
    plan = re.sub(r"\(.*?\)", "", fold(plan_title))
    words = re.sub(r"「.*?」|『.*?』", "", words)
    words = words.replace(plan, "") if plan else words
    general = (
        r"提出|募集|寄せ|意見|提案|要望|概要|要旨|要約|内容|結果|考え方|回答|見解|対応|反映|状況|区分|一覧|本表|以下|主な|等|別"
        r"|及び|関|対|係|市民|町民|村民|区民|県民|実施|公表|件数|本市|本町|パブリック・?コメント|パブコメ|計画|素案|原案|案|項目|取扱|表"
        r"|[都道府県市区町村](?=の)|[0-9]+件?|[ぁ-ん]|[\W_]"
    )
    return bool(re.sub(general, "", words))
