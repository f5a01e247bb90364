"""A legend of the dispositions on one line or several (凡例): 対応区分：A 修正　B 既に盛込み　C その他."""

import functools
import re
from collections.abc import Sequence

from plancomment.read.published.dispositions import symbol_style
from plancomment.read.published.lines import Line, fold

__all__ = ["find_legends", "legend_items"]

_LONGEST_LINE = 300


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(
        r"[\s※*＊■◆●◇□▼・<＜【\[(（「]*(?:注\s*[0-9０-９]*[)）]?|[(（]?[0-9０-９]{1,2}[)）.．]?)?[\s:：]*"
        r"(?:(?:ご|御)?意見(?:へ|に対する|に係る)?の?|市の|町の|村の|計画への)*[「『]?"
        r"(?:(?:対応|反映|取扱い?|取り扱い|処理)[」』]?(?:の|状況|結果)*(?:区分|欄)|(?:対応|反映)(?:状況)?(?=\s*(?:[」』】)）]+|[:：]))|区分|凡例|記号)"
        r"[」』]?(?:\s*の?(?:区分|欄|凡例|説明|内容|記号|意味))*[」』】\])）>＞]*\s*(?:[:：=＝は]|[…‥]+)?\s*"
    )


@functools.cache
def _token() -> re.Pattern[str]:
    behind = r"[\s.．:：、，,=＝…‥)）\]」\-－―→]"
    return re.compile(
        r"(?:(?P<free>[①-⑳Ⓐ-Ⓩⓐ-ⓩ㋐-㋾Ⅰ-Ⅻⅰ-ⅻ]|[(（][0-9０-９A-ZＡ-Ｚア-ン]{1,2}[)）])"
        r"|(?<![^\s、，,；;・/／。)）(（「『\[:：])(?P<bound>[A-ZＡ-Ｚ](?![A-Za-zＡ-Ｚａ-ｚ])|[◎○〇●△▲▽▼×☆★◇◆□■]"
        rf"|(?:[0-9０-９]{{1,2}}|[ア-ン])(?={behind}))){behind}*"
    )


def _items(text: str, before: Sequence[str]) -> list[tuple[str, str]]:
    """Symbols and labels of a text that is nothing else. ``before``: the symbols above, which these must follow."""
    text = text.strip()
    bracketed = re.fullmatch(r"[「『\[【]?\s*(.*?)\s*[」』\]】]?", text, re.DOTALL)
    text = bracketed[1] if bracketed is not None else text
    style = symbol_style(before[0]) if before else None
    starts: list[re.Match[str]] = []
    seen = [fold(symbol) for symbol in before]
    for match in _token().finditer(text):
        symbol = match["free"] or match["bound"]
        if not starts and match.start():
            return []
        style = style or symbol_style(symbol)
        key = fold(symbol)
        # A sign of another kind, or one out of order, belongs to the words of a label (…１ページ、A3判…).
        follows = not seen or style == "sign" or (len(key), key) > (len(seen[-1]), seen[-1])
        if symbol_style(symbol) == style and follows and key not in seen:
            starts.append(match)
            seen.append(key)
        elif not starts:
            return []
    if not starts:
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    items = [
        (match["free"] or match["bound"], _label(text[match.end() : end]))
        for match, end in zip(starts, ends, strict=True)
    ]
    return items if all(label for _, label in items) else []


def _label(words: str) -> str:
    words = words.strip().strip("、，,；;／/・").strip()
    inner = re.fullmatch(r"[(（「『]([^()（）「」『』]+)[)）」』]", words)
    if inner is not None:
        return inner[1].strip()
    # The bracket that closes the whole legend is not the label's.
    return words[:-1] if re.search(r"^[^(（]*[)）]$", words) else words


def legend_items(text: str) -> list[tuple[str, str]] | None:
    """The symbols and labels behind the word 対応区分, 凡例 or the like; None where the line begins with no such word.

    >>> legend_items("対応区分：Ａ 修正　Ｂ 既に盛込み")
    [('Ａ', '修正'), ('Ｂ', '既に盛込み')]
    """
    head = _head().match(text) if len(text) <= _LONGEST_LINE else None
    if head is None:
        return None
    rest = text[head.end() :]
    items = _items(rest, ())
    return items if items or not rest.strip(" 　:：)）") else None


def find_legends(lines: Sequence[Line]) -> dict[int, list[tuple[str, str]]]:
    """The items of each line that is part of a legend of two dispositions or more, by the number of the line.

    A legend begins with 対応区分, 凡例 or the like and may go on below, one symbol or more on each line. A table with
    figures is none: its rows end with a number.
    """
    found: dict[int, list[tuple[str, str]]] = {}
    for index, line in enumerate(lines):
        items = legend_items(line.text)
        if items is None or line.number in found:
            continue
        legend = {line.number: items} if items else {}
        for following in lines[index + 1 :]:
            symbols = [symbol for own in legend.values() for symbol, _ in own]
            figure = following.is_row and re.fullmatch(r"\(?[0-9,]+[件人通]?\)?", fold(following.filled[-1]))
            more = _items(following.text, symbols) if len(following.text) <= _LONGEST_LINE and not figure else []
            if not more or len(following.filled) > 2 or "。" in following.text:
                break
            legend[following.number] = more
        if sum(map(len, legend.values())) > 1:
            found |= legend
    return found
