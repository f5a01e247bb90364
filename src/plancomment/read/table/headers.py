"""Headers and rows of tables (表の見出しと行), and the names that cities give to the columns of their comments."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

__all__ = ["NAMES", "find_fields", "header_key", "is_header", "row_numbers"]

_LINE_END = re.compile(r"\r\n|\r|\n")

_WORDS = {
    "id": "意見ID comment_id",
    "number": "番号 No. No № 意見番号 意見No. 通番 通し番号 項番 整理番号 number",
    "category": "区分 項目 分類 項目名 区分名 意見の区分 意見区分 意見の分類 大項目 章 category",
    "text": "意見 ご意見 御意見 意見（原文） ご意見（原文） 意見原文 意見内容 "
    "意見の内容 ご意見の内容 ご意見内容 意見等 意見等の内容 text",
    "summary": "意見の概要 意見概要 ご意見の概要 ご意見概要 御意見の概要 意見（概要） ご意見（概要） "
    "意見等の概要 意見の要旨 意見要旨 ご意見の要旨 寄せられた意見 寄せられたご意見 主な意見 提出された意見 summary",
    "disposition": "対応 対応区分 対応区分ID 対応状況 反映 反映区分 反映状況 計画への反映 意見の反映 disposition",
    "answer": "市の考え方 本市の考え方 県の考え方 本県の考え方 区の考え方 本区の考え方 町の考え方 村の考え方 "
    "府の考え方 都の考え方 道の考え方 考え方 回答 市の回答 回答内容 意見に対する考え方 ご意見に対する考え方 "
    "意見に対する市の考え方 ご意見に対する市の考え方 市の考え方・対応 市の考え方（対応） answer",
    "withheld_reason": "非公表の理由 非公開の理由 非公表理由 withheld_reason",
    "submission_id": "提出ID 受付番号 submission_id",
    "submitter_id": "提出者ID submitter_id",
    "submitter_kind": "提出者の種別 個人・団体 個人/団体 個人団体の別 submitter_kind",
    "channel": "提出方法 意見の提出方法 channel",
    "received_on": "提出日 受付日 受理日 received_on",
    "age_band": "年代 年齢 年齢層 age_band",
    "area": "地区 居住地区 お住まいの地区 area",
}
#: The names known for each field.
NAMES: Mapping[str, Sequence[str]] = {field: tuple(words.split()) for field, words in _WORDS.items()}


def header_key(header: str) -> str:
    """What is compared of a header: widths, white space and capitals do not tell two apart (見出しの照合)."""
    return "".join(unicodedata.normalize("NFKC", header).split()).casefold()


def find_fields(row: Sequence[str], columns: Mapping[str, str]) -> dict[str, list[int]]:
    """The columns of a row that are known names, by field; ``columns`` names the header of a field by hand."""
    own = {header_key(header): field for field, header in columns.items()}
    known = {header_key(name): field for field, names in NAMES.items() if field not in columns for name in names} | own
    found: dict[str, list[int]] = {}
    for at, cell in enumerate(row):
        field = known.get(header_key(cell))
        if field is not None:
            found.setdefault(field, []).append(at)
    return found


def is_header(row: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Whether a row has all the headers named by hand, or else two known names."""
    found = find_fields(row, columns)
    return all(field in found for field in columns) if columns else len(found) >= 2


def row_numbers(records: Sequence[tuple[int, list[str]]]) -> list[int]:
    """The rows of a spreadsheet in which CSV records stand, blank rows and line breaks in cells considered.

    ``records`` are those of :func:`plancomment.cells.parse_csv`, each with the line it begins on.
    """
    numbers, row, following = [], 0, 1
    for line, record in records:
        row += 1 + line - following
        numbers.append(row)
        following = line + 1 + sum(len(_LINE_END.findall(cell)) for cell in record)
    return numbers
