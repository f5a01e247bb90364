"""What errors say, in Japanese (エラーの文言): errors are raised in English for programs, and read by people.

Each sentence is known by its English words, with what varies in between, as in the catalogues of gettext. What is not
known here is shown as it is.
"""

import functools
import re

__all__ = ["translate"]

_NAME = r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
# (English with what varies in groups, Japanese with the groups in their places).
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"(.+): (\d+) problem\(s\)", "{0}：{1}件の問題があります"),
    (r"(.+): no such folder", "{0}：フォルダーがありません"),
    (r"(.+): no such file", "{0}：ファイルがありません"),
    (r"(.+): no such file \(named in (.+)\)", "{0}：ファイルがありません（{1} に書かれています）"),
    (rf"there is no comment {_NAME}(; .+)?", "意見「{0}」はありません{1}"),
    (rf"there is no revision {_NAME}(; .+)?", "修正「{0}」はありません{1}"),
    (
        rf"; a spreadsheet makes such a day of {_NAME}: type it with an apostrophe in front, as .+",
        "。「{0}」が表計算ソフトで日付に変わったようです。先頭に ' を付けて '{0} と入力してください",
    ),
    (
        rf"the revision {_NAME} is gone: .+",
        "修正「{0}」はなくなったため、この行には却下か取消だけを書けます。"
        "承認するには、今の修正の修正IDと意見IDと承認を書いた行を足してください",
    ),
    (rf"the comment {_NAME} is withheld and moves nothing", "意見「{0}」は非公表のため、修正に対応させられません"),
    (
        rf"unknown: {_NAME}( \(perhaps .+\?\))?; expected 承認 .+",
        "「{0}」は判断として読み取れません{1}。"
        "承認（可・採用・OK・○・✓）、却下（否・不可・不採用・NG・×・x）、取消（撤回）のどれかを書くか、空欄にしてください",
    ),
    (
        rf"unknown: {_NAME}( \(perhaps .+\?\))?; expected one of (.+?)( or nothing)?",
        "「{0}」は読み取れません{1}。{2} のどれかを書いてください",
    ),
    (r" \(perhaps (.+)\?\)", "（「{0}」のことですか）"),
    (r"is empty; expected one of (.+)", "空欄です。{0} のどれかを書いてください"),
    (r"is empty; an id is needed", "空欄です。IDを書いてください"),
    (r"is empty; a decision needs the id of a comment", "空欄です。判断には意見IDが要ります"),
    (r"there is no former decision to take back", "取り消す前の判断がありません"),
    (rf"([^:]+) decides otherwise on {_NAME}", "「{1}」について {0} と判断が異なります"),
    (rf"([^:]+) decides otherwise on {_NAME} and {_NAME}", "修正「{1}」と意見「{2}」について {0} と判断が異なります"),
    (
        r"(.+, )?row 1: missing column\(s\) (.+) \(there are: (.+)\)",
        "{0}1行：列「{1}」がありません（ある列：{2}）",
    ),
    (rf"(.+, )?row 1: two columns are the same: {_NAME} and {_NAME}", "{0}1行：列「{1}」と「{2}」は同じ列です"),
    (r"has (\d+) cells, but the header has (\d+)", "セルが{0}個ありますが、見出しは{1}個です"),
    (r"there is no table in it", "表がありません"),
    (r"(.+, )?the encoding is unknown; save it as UTF-8", "{0}文字コードが分かりません。UTF-8 で保存してください"),
    (rf"an id must not hold control characters or line breaks: {_NAME}", "IDに改行や制御文字があります：「{0}」"),
    (rf"no rule begins with {_NAME}", "「{0}」で始まる規則はありません"),
    (r"check\.(\w+): must be a list of codes, such as (.+)", "check.{0}：規則の番号の一覧にしてください（例：{1}）"),
    (r"check\.(.+): is not known; known are (.+)", "check.{0}：この項目はありません（使えるのは {1}）"),
    (r"check\.baseline: must be the name of a file", "check.baseline：ファイル名を書いてください"),
    (r"check: must be a table", "check：表（[check]）にしてください"),
    (r"is no baseline: (.+)", "既知の指摘のファイルではありません：{0}"),
    (r"not JSON: (.+)", "JSON ではありません：{0}"),
    (r"(.+): the folder it would stand in is not there", "{0}：置き場所のフォルダーがありません"),
    (
        r"(.+) is there already; take what is decided in it with --decisions, or name another",
        "{0} は既にあります。そこに書いた判断を取り込むには --decisions で指定し、そうでなければ別の名前にしてください",
    ),
    (r"(.+): the table is written as \.csv, which every spreadsheet opens", "{0}：確認表は .csv で書き出します"),
    (r"(.+): tables are read from (.+), not from .+", "{0}：表は {1} から読み取ります"),
    (r"(.+) was not written: (.+)", "{0} を書き込めませんでした：{1}"),
    (r"(.+) was not written, nor any file with it: (.+)", "{0} も、一緒に書くファイルも、書き込めませんでした：{1}"),
    (r"cannot be read: (.+)", "読み取れません：{0}"),
)
_PARTS = (
    (r"row (\d+)", "{0}行"),
    (r"line (\d+)", "{0}行目"),
    (r"page (\d+)", "{0}ページ"),
    (r"sheet (.+)", "シート「{0}」"),
    (r"column (.+)", "「{0}」列"),
)
# A place in front of what is said of it: comments.csv, row 3, column 意見ID.
_PLACE = r"((?:[^:]+, )?(?:row|line|page|sheet|column) [^:]+|[\w.-]+\.(?:csv|toml|txt|tsv|xlsx|ods|xls|json))"


def translate(line: str, lang: str) -> str:
    """One line of an error in a language (訳): English is what errors are made in."""
    if lang != "ja":
        return line
    words = line.lstrip(" ")
    return line[: len(line) - len(words)] + _translated(words)


def _translated(words: str) -> str:
    for pattern, japanese in _SENTENCES:
        found = _compiled(pattern).fullmatch(words)
        if found:
            return japanese.format(*(_group(one) for one in found.groups()))
    several = words.split("; ")
    if len(several) > 1 and all(_is_known(one) for one in several):
        return "。".join(_translated(one) for one in several)
    placed = _compiled(f"{_PLACE}: (.*)").fullmatch(words)
    if placed:
        return f"{_place(placed[1])}：{_translated(placed[2])}"
    return words


def _group(words: str | None) -> str:
    """What varies: a quoted name without its quotes, a part of a sentence, a place, or words as they are."""
    if not words:
        return ""
    if words[0] == words[-1] and words[0] in "'\"" and len(words) > 1:
        return words[1:-1].replace("\\\\", "\\")
    if words.endswith(", "):
        return f"{_place(words[:-2])} "
    return _place(words) if _compiled(_PLACE).fullmatch(words) else _translated(words)


def _place(words: str) -> str:
    parts = []
    for part in words.split(", "):
        for pattern, japanese in _PARTS:
            found = _compiled(pattern).fullmatch(part)
            if found:
                part = japanese.format(*found.groups())
                break
        parts.append(part)
    return " ".join(parts)


def _is_known(words: str) -> bool:
    return any(_compiled(pattern).fullmatch(words) for pattern, _ in _SENTENCES)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
