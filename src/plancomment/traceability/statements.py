"""What a response says was changed: 「A」を「B」に改めました, 「…」を追加しました, （修正前）…（修正後）… (修正内容).

A sentence is matched as its skeleton: one sign stands for each quotation, so that quotations may be of any length and
hold any sign. What it says about the change is read from the words around the quotations.
"""

import functools
import re
from collections.abc import Iterator, Sequence

import attrs

from plancomment.plan import Location
from plancomment.responses import StatedRevision
from plancomment.traceability.blocks import find_blocks
from plancomment.traceability.citations import Citation, citations

__all__ = ["Statements", "read_statements", "stated_revisions", "states_change"]

_BRACKETS = {"「": "」", "『": "』", "“": "”", "｢": "｣"}
_FIRST_QUOTE = 0x10F000  # a private-use character stands for each quotation while a sentence is matched
#: So many quotations have a sign of their own; a sentence is cut there.
_MOST_QUOTES = 4000


@attrs.frozen
class _Sentence:
    """A sentence, and its skeleton: the same with one character for each outermost quotation."""

    words: str
    skeleton: str
    quotes: tuple[str, ...]

    def quote(self, sign: str) -> str:
        return self.quotes[ord(sign) - _FIRST_QUOTE]


@attrs.frozen
class _Change:
    """The words of a change, and where the sentence names its place."""

    old: str | None
    new: str | None
    location: Location | None
    words: str
    promised: bool


def stated_revisions(
    text: str, *, version: str = "", promises: bool = True, unquoted: bool = False, first: int = 1
) -> tuple[StatedRevision, ...]:
    """The changes that a response says were or will be made, in the order of its words (修正内容).

    Negated ones (修正しません, 修正は行いません) and what somebody asks for (「A」を「B」に改めるべき) are none.

    Args:
        text: the response.
        version: the name of the version that its pages belong to, ``""`` where that is not known.
        promises: take the present tense (修正します) too.
        unquoted: a sentence that says so without any words (説明を見直しました) is one too, old and new are None.
        first: the number of the first id, ``S1`` and so on.
    """
    found = [one for one in _all_changes(text, version) if promises or not one.promised]
    told = [one for one in found if unquoted or one.old is not None or one.new is not None]
    return tuple(
        StatedRevision(f"S{number}", one.location, one.old, one.new, one.words)
        for number, one in enumerate(told, start=first)
    )


@attrs.frozen
class Statements:
    """All that one text says about changes (修正についての記述).

    Attributes:
        done: the changes that it says were made.
        promised: those that it says will be made.
        says_so: it says that something was or will be changed, in whatever words.
    """

    done: tuple[StatedRevision, ...]
    promised: tuple[StatedRevision, ...]
    says_so: bool


def read_statements(text: str, *, version: str = "") -> Statements:
    """What :func:`stated_revisions` and :func:`states_change` find, in one reading."""
    found = list(enumerate(_all_changes(text, version), start=1))
    made = [
        (one.promised, StatedRevision(f"S{number}", one.location, one.old, one.new, one.words))
        for number, one in found
        if one.old is not None or one.new is not None
    ]
    return Statements(
        tuple(one for promised, one in made if not promised),
        tuple(one for promised, one in made if promised),
        bool(found),
    )


def states_change(text: str) -> bool:
    """Whether a response says in words that the plan was or will be changed (改めました, 「…」としました)."""
    return any(True for _ in _all_changes(text, ""))


def _all_changes(text: str, version: str) -> Iterator[_Change]:
    """Everything that the text says about changes, in order; without old and new where it quotes nothing."""
    end = 0
    for block in find_blocks(text):
        before = text[end : block.start]
        yield from _in_sentences(before, version)
        lead = _sentences(before)[-2:]
        place = next((one for one in (_location(sentence, version) for sentence in reversed(lead)) if one), None)
        yield _Change(block.old, block.new, place, text[block.start : block.end].strip(), promised=False)
        end = block.end
    yield from _in_sentences(text[end:], version)


def _in_sentences(text: str, version: str) -> Iterator[_Change]:
    patterns = _patterns()
    for sentence in _sentences(text):
        promised = not patterns["past"].search(sentence.skeleton)
        if promised and not patterns["present"].search(sentence.skeleton):
            continue
        location = _location(sentence, version)
        for old, new in _changes(sentence) or [(None, None)]:
            yield _Change(old, new, location, sentence.words, promised)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    quote = r"([\U0010F000-\U0010FFFD])"
    other = r"[^\U0010F000-\U0010FFFD。]"
    noun = r"(?:との|という|の|なる)?(?:記述|記載|文言|表現|表記|名称|部分|箇所|語句|用語|文章|一文|文|字句|内容)?"
    change = (
        r"(?:再検討|再整理|書き?換え|書き?直|置き?換え|差し?替え|置換|修正|変更|訂正|改め|見直|改訂|改定|改正|改|"
        "統一|整理)"
    )
    add = r"(?:追加|追記|加筆|補足|補記|補正|書き加え|付け加え|加え|挿入|明記|明示|記載|記述|盛り?込|反映|新設|追補)"
    delete = r"(?:削除|削)"
    stem = (
        r"(?:を?(?:し|いたし|致し|行い|行なう|図り|させていただき)|(?:する|いたす)?ことと(?:し|いたし|致し)"
        r"|(?:を)?行うことと(?:し|いたし)|[えみきりめ])?"
    )
    past = rf"{stem}(?:ました(?!が)|た(?=[。)）\n]|$)|済み?(?:です)?(?=[。)）\n]|$))"
    present = rf"{stem}(?:ます(?!が)|(?:する)?予定です)"
    stop = r"(?=[。)）\n]|$)"
    done = rf"(?:{past}|{present}|{stop}|(?:し|いたし|え|み|り|め)?(?:、|とともに|た(?:上|うえ)で))"
    denial = (
        r"(?:[しえみりめ]?(?:る|する)?こと)?(?:は|を|も|が)?"
        r"(?:[しえみりめ]|行い|行って|いたし|致し|でき)?(?:おり|い)?ません"
    )
    make = r"(?:することと)?(?:し|いたし|致し)"
    part = r"(?:箇所|部分|項目|項|欄|章|節|頁|ページ|中|見出し|図|表|冒頭|末尾|本文|説明|後|前|次|下)"
    several = rf"(?:(?:、|と|及び|や|・|並びに)?{quote.replace('(', '(?:')})*"
    return {
        "past": re.compile(
            rf"(?:{change}|{add}|{delete}){past}|{quote}(?:に|と|へ){make}ました(?!が)"
            rf"|(?<=[をにへ])(?:{change}|{add}|{delete}){stop}"
        ),
        "present": re.compile(rf"(?:{change}|{add}|{delete}){present}|{quote}(?:に|と|へ){make}ます(?!が)"),
        "replace": re.compile(
            rf"{quote}{noun}(?:[(（]{other}{{0,30}}?[)）])?(?:を|は|から|について|については)、?"
            rf"{quote}(?:という|との)?{noun}(?:に|と|へ)"
        ),
        "arrow": re.compile(rf"{quote}\s*(?:→|⇒|➡|⇨|->|=>)\s*{quote}"),
        "become": re.compile(
            rf"{quote}(?:という|との)?(?:記述|記載|文言|表現)?(?:に|と|へ)、?(?:{other}{{0,10}}?{change}{done}|{make}(?:ました|ます)(?!が))"
        ),
        "delete": re.compile(rf"{quote}(?={several}{noun}(?:を|は|について){other}{{0,10}}?{delete}{done})"),
        "add": re.compile(rf"{quote}(?={several}{other}{{0,40}}?{add}{done})"),
        "place": re.compile(
            rf"(?<!を)(?<!を、){quote}"
            rf"(?=の?{part}(?:の|に|へ|で|を|は|、|中|内|部)|(?:に|へ)(?:は|、)?(?:{other}{{1,30}}を{add}|{quote}))"
        ),
        # What somebody asked for, told again before the answer.
        "wish": re.compile(
            r".*(?:べき|ほしい|欲しい|いただきたい|頂きたい|はどうか|では|必要がある|望ましい|求める|べきである)"
            r"(?:だ|か)?(?:と|との|という|とする)(?:の)?(?:こと|御|ご)?(?:意見|指摘|提案|要望|趣旨)"
        ),
        "asked": re.compile(
            r"(?:べき|ほしい|欲しい|たい|はどうか|いかがか|ください|下さい)(?:です|だ|である|と(?:考え|思い)ます)?。?$"
        ),
        "turn": re.compile(r"(?<=が)、|(?<=ものの)、|(?<=けれども)、|(?<=ず)、"),
        "denied": re.compile(
            rf"(?:{change}|{add}|{delete})(?:{denial}|(?:は|を|も)?(?:せず|しない|行わない|行わず)|[えみりめ]?ない)"
            r"|原案のとおり|素案のとおり|変更なし|修正なし"
        ),
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
        if text[at] in "。\n" or len(quotes) > _MOST_QUOTES:
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


def _changes(sentence: _Sentence) -> list[tuple[str | None, str | None]]:
    """The pairs of old and new words that a sentence states, each part of it for itself."""
    patterns = _patterns()
    skeleton = sentence.skeleton
    wish = patterns["wish"].match(skeleton)
    if wish is not None:
        skeleton = skeleton[wish.end() :]
    if patterns["asked"].search(skeleton):
        return []
    found: list[tuple[str | None, str | None]] = []
    for part in patterns["turn"].split(skeleton):
        if not patterns["denied"].search(part):
            found.extend(_changes_of(part, sentence))
    return list(dict.fromkeys(found))


def _changes_of(skeleton: str, sentence: _Sentence) -> list[tuple[str | None, str | None]]:
    patterns = _patterns()
    found: dict[int, tuple[str | None, str | None]] = {}
    used = {match.start(1) for match in patterns["place"].finditer(skeleton)}
    for name in ("replace", "arrow"):
        for match in patterns[name].finditer(skeleton):
            found[match.start(1)] = (sentence.quote(match[1]), sentence.quote(match[2]))
            used |= {match.start(1), match.start(2)}
    for name in ("become", "delete", "add"):
        for match in patterns[name].finditer(skeleton):
            if match.start(1) not in used:
                used.add(match.start(1))
                words = sentence.quote(match[1])
                found[match.start(1)] = (words, None) if name == "delete" else (None, words)
    return [found[position] for position in sorted(found)]


def _location(sentence: _Sentence, version: str) -> Location | None:
    """Where the sentence says that the change was made, None if it does not say."""
    place = _patterns()["place"].search(sentence.skeleton)
    # Places are named outside the quotations: what a quoted text cites is another matter.
    named = citations("".join(char if ord(char) < _FIRST_QUOTE else "＊" for char in sentence.skeleton))
    words = sentence.quote(place[1]) if place is not None else _words(named)
    page = next((one.pages[0] for one in named if one.pages), None)
    line = next((one.lines[0] for one in named if one.lines), None)
    if page is None and line is None and not words:
        return None
    document = next((one.document for one in named if one.document), "")
    if not words and line is not None:
        found = re.search(r"[0-9０-９〇一二三四五六七八九十]+(?:\s*[~〜～-]\s*[0-9０-９]+)?\s*行目", sentence.skeleton)
        words = found[0] if found is not None else ""
    return Location(version, document, page, line, words)


def _words(named: Sequence[Citation]) -> str:
    """Chapter, item, figure and label of the first citation that has any, as printed."""
    for one in named:
        if one.names or one.label:
            return "".join((*one.names, one.label))
    return ""
