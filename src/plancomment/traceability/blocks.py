"""Changes that a response sets out as blocks: （修正前）…（修正後）…, 次の文章を追加しました：… (修正前後の掲示)."""

import functools
import re
from collections.abc import Iterator

import attrs

__all__ = ["StatedBlock", "find_blocks"]

_BRACKETS = {"「": "」", "『": "』", "“": "”", "｢": "｣"}
#: Written in the place of words that are not there.
_NOTHING = re.compile(r"[（(【\[]?(?:なし|新設|新規|追加|削除|削る|記載なし|－|-|―)[）)】\]]?")


@attrs.frozen
class StatedBlock:
    """A change set out below its announcement (修正前後の文).

    Attributes:
        old: the words before, None if they are not told (修正前).
        new: the words after, None if they are not told (修正後).
        start: where it begins in the text, counted in characters from 0.
        end: where it ends.
    """

    old: str | None
    new: str | None
    start: int
    end: int


@functools.cache
def _marker() -> re.Pattern[str]:
    before = r"(?:修正|変更|改正|訂正|改定)前|旧|現行|素案|原案"
    after = r"(?:修正|変更|改正|訂正|改定)後|新|修正案|改正案|成案|最終案"
    closed = r"[(（【\[［〔＜<《]\s*(?:{})(?:の?(?:文|案|文言|表記))?\s*[)）】\]］〕＞>》]\s*[：:]?"
    stopped = r"(?:(?<=\n)|(?<=^)|(?<=[。、\s　・■○●◆]))(?:{})(?:の?(?:文|案|文言|表記))?\s*[：:]"
    return re.compile(
        rf"(?P<before>{closed.format(before)}|{stopped.format(before)})"
        rf"|(?P<after>{closed.format(after)}|{stopped.format(after)})"
    )


@functools.cache
def _announcement() -> re.Pattern[str]:
    nouns = "文章|一文|文言|記述|記載|内容|項目|文|語句|説明|注釈|注記|段落"
    add, delete = "追加|追記|加筆|加え|挿入|明記|記載|新設", "削除"
    tail = r"(?:し|いたし|させていただき|ることとし|することとし|え)?(?:ました|ます)?(?:。)?\s*"
    return re.compile(
        rf"(?:次|以下|下記)の(?:とおり|通り|ような?)?、?(?:{nouns})?(?:の{{0,1}}(?:{nouns}))?(?:を|について)?、?"
        rf"(?:(?P<add>{add})|(?P<delete>{delete}))を?{tail}(?:[：:]\s*|\n\s*)"
    )


@functools.cache
def _end() -> re.Pattern[str]:
    return re.compile(r"\n\s*\n|\n\s*(?=[※◆■【＜])|\n\s*(?=(?:なお|また|その他|ご意見|今後)[、はの])")


def find_blocks(text: str) -> Iterator[StatedBlock]:
    """Every pair of words before and after, in either order, and every text announced as put in or taken out."""
    taken = 0
    marks = list(_marker().finditer(text))
    at = 0
    while at + 1 < len(marks):
        one, other = marks[at], marks[at + 1]
        if one.lastgroup == other.lastgroup:
            at += 1
            continue
        end = _end_of(text, other.end(), marks[at + 2].start() if at + 2 < len(marks) else len(text))
        yield from _announced(text, taken, one.start())
        first, second = _clean(text[one.end() : other.start()]), _clean(text[other.end() : end])
        old, new = (first, second) if one.lastgroup == "before" else (second, first)
        if old or new:
            yield StatedBlock(old, new, one.start(), end)
        taken = end
        at += 2
    yield from _announced(text, taken, len(text))


def _announced(text: str, start: int, end: int) -> Iterator[StatedBlock]:
    while (match := _announcement().search(text, start, end)) is not None:
        stop = _end_of(text, match.end(), end)
        words = _clean(text[match.end() : stop])
        if words:
            old, new = (None, words) if match["add"] else (words, None)
            yield StatedBlock(old, new, match.start(), stop)
        start = max(stop, match.end())


def _end_of(text: str, start: int, end: int) -> int:
    """A block ends at an empty line, at a line that begins with a sign or a new thought, or at the given place."""
    begun = start + len(text[start:end]) - len(text[start:end].lstrip())
    found = _end().search(text, begun, end)
    return found.start() if found is not None else end


def _clean(words: str) -> str | None:
    """The words without arrows, bullets and the brackets around all of them; None where it says that there are none."""
    words = words.strip().strip("→⇒➡⇨↓").strip()
    words = re.sub(r"^[・･●○■\-－]\s*", "", words) if not re.search(r"\n[・･●○■]", words) else words
    if len(words) >= 2 and _BRACKETS.get(words[0]) == words[-1] and words[0] not in words[1:]:
        words = words[1:-1]
    return None if not words or _NOTHING.fullmatch(words) else words
