"""Statements of change in a response: which words it says were put in, taken out or replaced (修正内容（公表）).

A sentence states a change when it says so in the past tense:

- 「A」を「B」に修正しました, 「A」から「B」へ変更しました (改め, 訂正, 統一, 見直し … and しました alone)
- 「X」としました, 「X」に改めました
- 「X」との記述を追加しました, 「X」とも連携する記述を追加しました
- 「X」を削除しました
- （修正前）A（修正後）B

Quotations may be of any length, from one character on.

In the present tense (修正します) it does so only where the disposition implies a revision, and likewise a sentence that
quotes nothing (説明を見直しました): its words are kept, old and new are None. A mere quotation (「X」を目指します,
「X」としています) states nothing. A quotation that names a place (「X」の箇所) is the place, never the new words.
"""

import functools
import re
import unicodedata

import attrs

from plancomment.plan import Location
from plancomment.responses import StatedRevision

__all__ = ["find_statements"]

_BRACKETS = {"「": "」", "『": "』", "“": "”"}
_FIRST_QUOTE = 0x10F000  # a private-use character stands for each quotation while a sentence is matched


@attrs.frozen
class _Sentence:
    """A sentence, and its skeleton: the same with one character for each outermost quotation."""

    words: str
    skeleton: str
    quotes: tuple[str, ...]

    def quote(self, sign: str) -> str:
        return self.quotes[ord(sign) - _FIRST_QUOTE]


def find_statements(text: str, *, version: str, implied: bool | None, first: int = 1) -> tuple[StatedRevision, ...]:
    """The changes that a response says were made, in the order of its words (修正内容).

    Args:
        text: the response.
        version: the name of the new version, to which the response's pages belong.
        implied: whether its disposition implies a revision, None if unknown.
        first: the number of the first id, ``S1`` and so on.
    """
    found: list[tuple[str | None, str | None, Location | None, str]] = []
    pair = _before_after().search(text)
    if pair is not None:
        location = _location(_sentences(text[: pair.start()] or " ")[0], version)
        found.append((pair["old"].strip(), pair["new"].strip(), location, pair[0].strip()))
        text = text[: pair.start()]
    for sentence in _sentences(text):
        location = _location(sentence, version)
        found.extend((old, new, location, sentence.words) for old, new in _changes(sentence, implied))
    return tuple(
        StatedRevision(f"S{number}", location, old, new, words)
        for number, (old, new, location, words) in enumerate(found, start=first)
    )


@functools.cache
def _before_after() -> re.Pattern[str]:
    def sign(word: str) -> str:
        return rf"[(（【\[［〔]\s*{word}\s*[)）】\]］〕]"

    before, after = sign("(?:修正|変更)前"), sign("(?:修正|変更)後")
    return re.compile(rf"{before}(?P<old>.+?){after}(?P<new>.+)", re.DOTALL)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    quote = r"([\U0010F000-\U0010FFFD])"
    other = r"[^\U0010F000-\U0010FFFD。]"
    noun = r"(?:との|という|の|なる)?(?:記述|記載|文言|表現|表記|名称|部分|箇所|語句|用語|文章|一文|文|字句)?"
    change = r"(?:再検討|再整理|書き?換え|置き換え|差し替え|置換|修正|変更|訂正|改め|見直|改訂|改定|統一)"
    add = r"(?:追加|追記|加筆|補足|補記|書き加え|付け加え|加え|挿入|明記|記載|記述|盛り?込|反映)"
    delete = r"(?:削除|削)"
    stem = r"(?:を?(?:し|いたし|致し|行い)|する?ことと(?:し|いたし)|え|み|き|り)?"
    past, present = rf"{stem}(?:ました(?!が)|た(?=[。)）\n]|$))", rf"{stem}ます(?!が)"
    done = rf"(?:{past}|{present}|(?:し|いたし|え|み|り)?(?:、|とともに))"
    make = r"(?:することと)?(?:し|いたし|致し)"
    part = r"(?:箇所|部分|項目|項|欄|章|節|頁|ページ|中|見出し|図|表|冒頭|末尾|本文|説明)"
    return {
        "past": re.compile(rf"(?:{change}|{add}|{delete}){past}|{quote}(?:に|と|へ){make}ました(?!が)"),
        "present": re.compile(rf"(?:{change}|{add}|{delete}){present}|{quote}(?:に|と|へ){make}ます(?!が)"),
        "replace": re.compile(
            rf"{quote}{noun}(?:[(（]{other}{{0,30}}?[)）])?(?:を|は|から|について)、?{quote}(?:という|との)?{noun}(?:に|と|へ)"
        ),
        "become": re.compile(
            rf"{quote}(?:という|との)?(?:記述|記載|文言|表現)?(?:に|と|へ)、?(?:{change}{done}|{make}(?:ました|ます)(?!が))"
        ),
        "delete": re.compile(rf"{quote}{noun}(?:を|は|について){other}{{0,10}}?{delete}{done}"),
        "add": re.compile(rf"{quote}(?={other}{{0,40}}?{add}{done})"),
        "place": re.compile(
            rf"(?<!を)(?<!を、){quote}"
            rf"(?=の?{part}(?:の|に|へ|で|を|は|、|中|内|部)|(?:に|へ)(?:は|、)?(?:{other}{{1,30}}を{add}|{quote}))"
        ),
        "page": re.compile(r"(?<![A-Za-z])[Pp][Pp]?\.?\s*(?P<before>[0-9]{1,5})|(?P<after>[0-9]{1,5})\s*(?:ページ|頁)"),
        "line": re.compile(r"([0-9]{1,5})\s*(?:[~〜-]\s*[0-9]+\s*)?行目"),
    }


def _sentences(text: str) -> list[_Sentence]:
    """The sentences: they end with 。 or a line break, but not within a quotation."""
    sentences: list[_Sentence] = []
    words: list[str] = []
    skeleton: list[str] = []
    quotes: list[str] = []

    def close() -> None:
        if "".join(words).strip():
            sentences.append(_Sentence("".join(words).strip(), "".join(skeleton).strip(), tuple(quotes)))
        words.clear()
        skeleton.clear()
        quotes.clear()

    ends = _quote_ends(text)
    at = 0
    while at < len(text):
        end = ends.get(at)
        if end is not None:
            skeleton.append(chr(_FIRST_QUOTE + len(quotes)))
            quotes.append(text[at + 1 : end - 1])
        else:
            end = at + 1
            # A private-use character of the text itself (外字) must not look like a quotation.
            skeleton.append(text[at] if ord(text[at]) < _FIRST_QUOTE else " ")
        words.append(text[at:end])
        if text[at] in "。\n" or len(quotes) > 4000:
            close()
        at = end
    close()
    return sentences or [_Sentence("", "", ())]


def _quote_ends(text: str) -> dict[int, int]:
    """Where each quotation ends, behind its closing bracket, by where it opens; brackets of one kind may nest."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {closing: [] for closing in _BRACKETS.values()}
    for index, char in enumerate(text):
        if char in _BRACKETS:
            opened[_BRACKETS[char]].append(index)
        elif opened.get(char):
            ends[opened[char].pop()] = index + 1
    return ends


def _changes(sentence: _Sentence, implied: bool | None) -> list[tuple[str | None, str | None]]:
    """The pairs of old and new words that a sentence states; (None, None) for a change without quotation."""
    patterns = _patterns()
    skeleton = sentence.skeleton
    if not patterns["past"].search(skeleton) and not (implied and patterns["present"].search(skeleton)):
        return []
    found: dict[int, tuple[str | None, str | None]] = {}
    used = {match.start(1) for match in patterns["place"].finditer(skeleton)}
    for match in patterns["replace"].finditer(skeleton):
        found[match.start(1)] = (sentence.quote(match[1]), sentence.quote(match[2]))
        used |= {match.start(1), match.start(2)}
    for name in ("become", "delete", "add"):
        for match in patterns[name].finditer(skeleton):
            if match.start(1) not in used:
                used.add(match.start(1))
                words = sentence.quote(match[1])
                found[match.start(1)] = (words, None) if name == "delete" else (None, words)
    if not found and implied:
        return [(None, None)]
    return [found[position] for position in sorted(found)]


def _location(sentence: _Sentence, version: str) -> Location | None:
    """Where the sentence says that the change was made, None if it does not say."""
    patterns = _patterns()
    # Folding must not touch the signs that stand for quotations: NFKC leaves private-use characters alone.
    folded = unicodedata.normalize("NFKC", sentence.skeleton)
    page = patterns["page"].search(folded)
    line = patterns["line"].search(folded)
    place = patterns["place"].search(sentence.skeleton)
    document = re.search(r"概要版|本編|資料編", folded)
    if page is None and place is None and line is None:
        return None
    return Location(
        version,
        document[0] if document is not None else "",
        _position(page["before"] or page["after"]) if page is not None else None,
        _position(line[1]) if line is not None else None,
        sentence.quote(place[1]) if place is not None else line[0] if line is not None else "",
    )


def _position(digits: str) -> int | None:
    return int(digits) or None
