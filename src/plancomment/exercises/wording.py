"""One clause reworded (文言の変更): small changes, rewriting, cutting in two, joining."""

import re
from collections.abc import Callable

from plancomment.exercises import vocabulary
from plancomment.exercises.dice import Dice
from plancomment.exercises.prose import Speaker, wide

__all__ = ["amend", "cut", "cuts", "join", "rewrite", "words_of"]

# Runs of one script; hiragana and signs go with what stands before them, a number with its unit is left to chance.
_WORD = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*[%％]?[ぁ-ん、。」]*"
    r"|[一-鿿々]+[ぁ-ん、。」]*|[ァ-ヶー]+[ぁ-ん、。」]*|[A-Za-zＡ-Ｚａ-ｚ]+[ぁ-ん、。」]*|[ぁ-ん]+[、。]?|."
)
_NUMBER = re.compile(r"[0-9０-９]+")
_NOUN = re.compile(r"[一-鿿々]{2,}|[ァ-ヶー]{3,}")
_PARTICLE = re.compile(r"(?<=[一-鿿々ァ-ヶー])(?:を|は|が|に|の|や|と|へ)(?=[一-鿿々ァ-ヶー、])")
_PARTICLES = "をはがにのやとへ"
# A clause is cut in two parts of at least so many characters, and at least so much of it (in per cent).
_PART_LENGTH, _PART_SHARE = 10, 20

_ADVERBS = (
    "積極的に",
    "引き続き",
    "早期に",
    "着実に",
    "必要に応じて",
    "可能な限り",
    "速やかに",
    "原則として",
    "市内全域で",
)
_INSERTS = (
    "、関係者の理解を得た上で",
    "（一部を除く）",
    "等",
    "及びその周辺",
    "（令和８年度以降）",
    "をはじめとする施策",
)
_JOINTS = ("", "", "また、", "さらに、", "その際、")


def words_of(text: str) -> list[str]:
    """The text cut into runs of one script, each with the kana behind it; joined they are the text."""
    return _WORD.findall(text.replace("\n", " "))


def amend(text: str, dice: Dice) -> str | None:
    """A word, number or particle replaced, inserted or deleted; None if no small change was found.

    At most a third of the clause, or four characters of a short one, changes.
    """
    for _ in range(12):
        new = dice.pick(_CHANGES)(text, dice)
        if new is None or new == text or not new.strip():
            continue
        if _changed(text, new) * 3 <= max(len(text), 12):
            return new
    return None


def _changed(old: str, new: str) -> int:
    """How many characters lie between what both begin with and what both end with, on the longer side."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    return max(len(old), len(new)) - start - end


def _number(text: str, dice: Dice) -> str | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = dice.pick(found)
    digits = match[0]
    number = int(digits)
    new = number + dice.between(1, max(3, number // 4))
    return text[: match.start()] + (str(new) if digits.isascii() else wide(new)) + text[match.end() :]


def _noun(text: str, dice: Dice) -> str | None:
    found = list(_NOUN.finditer(text))
    if not found:
        return None
    match = dice.pick(found)
    return text[: match.start()] + dice.pick(dice.pick(_NOUNS)) + text[match.end() :]


_NOUNS = (vocabulary.THEMES, vocabulary.ASPECTS, vocabulary.ISSUES, vocabulary.PARTNERS)


def _particle(text: str, dice: Dice) -> str | None:
    found = list(_PARTICLE.finditer(text))
    if not found:
        return None
    at = dice.pick(found).start()
    return text[:at] + dice.pick(_PARTICLES) + text[at + 1 :]


def _insertion(text: str, dice: Dice) -> str | None:
    found = list(_NOUN.finditer(text))
    if not found:
        return None
    match = dice.pick(found)
    if dice.chance(50):
        return text[: match.start()] + dice.pick(_ADVERBS) + text[match.start() :]
    return text[: match.end()] + dice.pick(_INSERTS) + text[match.end() :]


def _deletion(text: str, dice: Dice) -> str | None:
    words = words_of(text)
    if len(words) < 4:
        return None
    at = dice.below(len(words) - 1)
    return "".join(words[:at] + words[at + 1 :])


_CHANGES: tuple[Callable[[str, Dice], str | None], ...] = (_number, _noun, _noun, _particle, _insertion, _deletion)


def rewrite(text: str, speak: Speaker, dice: Dice) -> str | None:
    """The clause with about half of its words, in order, and new ones between them; None if it is too short."""
    words = words_of(text)
    if len(words) < 6 or len(text) < 18:
        return None
    fresh: list[str] = []
    while len(fresh) < len(words):
        fresh += words_of(speak(dice))
    # Words are given up until half of the characters are gone.
    leaving = len(text) // 2
    given: set[int] = set()
    while leaving > 0:
        at = dice.below(len(words))
        if at not in given:
            given.add(at)
            leaving -= len(words[at])
    new = "".join(fresh[at] if at in given else word for at, word in enumerate(words))
    return new if new != text else None


def cuts(text: str) -> list[int]:
    """Where a clause can be cut in two: behind a 。, and where there is none behind a 、, both parts long enough."""
    least = max(_PART_LENGTH, len(text) * _PART_SHARE // 100)
    for sign in "。、":
        found = [at for at in range(least, len(text) - least + 1) if text[at - 1] == sign]
        if found:
            return found
    return []


def cut(text: str, at: int) -> tuple[str, str]:
    """Both parts; the first one ends as a sentence does."""
    first, second = text[:at], text[at:]
    return (first[:-1] + "。" if first.endswith("、") else first), second


def join(first: str, second: str, dice: Dice) -> str:
    """Two clauses as one, now and then with a word between them."""
    return f"{first}{dice.pick(_JOINTS)}{second}"
