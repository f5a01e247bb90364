"""The built-in segmenter (辞書を使わない単語分割): one expression for units, function words, endings and scripts.

A phrase is cut by itself: what stands beyond its 。 、 or line break cannot move a boundary in it.
"""

import functools
import itertools
import re

from plancomment.textdiff.kana import (
    HIRAGANA_WORDS,
    INFLECTION,
    KANA_NOUNS,
    MIXED_WORDS,
    OKURIGANA,
    PARTICLES,
    choice,
)
from plancomment.textdiff.kanji import HIRAGANA, LONGEST_KEPT, cut_kanji
from plancomment.textdiff.names import Word, whole_names
from plancomment.textdiff.units import (
    DIGIT,
    KANJI,
    KANJI_DIGIT,
    LATIN,
    UNIT_START,
    english_rule,
    label_rule,
    unit_rule,
)

__all__ = ["BREAKS", "WHOLE", "builtin_cuts", "is_numbered", "rules"]

# Kinds of words that no segmenter cuts.
WHOLE = frozenset({"label", "unit", "english", "latin", "lexical", "noun"})


# A run of kanji stops before these where they begin a unit or a word with kana in it.
_UNIT_HEADS = "一令午子平昭第"


def _without(signs: str) -> str:
    """Return the kanji but for a few, as the inside of a class: ranges are much faster than a look at every sign."""
    cuts = [0x4E00 - 1, *map(ord, signs), 0x9FFF + 1]
    ranges = [f"{chr(low + 1)}-{chr(high - 1)}" for low, high in itertools.pairwise(cuts) if high - low > 1]
    return KANJI.replace("\u4e00-\u9fff", "".join(ranges))


@functools.cache
def rules() -> re.Pattern[str]:
    """Return the one expression that finds every word; its groups name the kinds. Compiled at first use."""
    plain = _without(_UNIT_HEADS)
    # 条例第10条, 計画令和3年度: a run of kanji ends where a unit begins.
    after_era = rf"[{DIGIT}{KANJI_DIGIT}元]"
    no_era = "|".join(rf"{era[0]}(?!{era[1]}{after_era})" for era in ("令和", "平成", "昭和"))
    no_unit = rf"第(?:(?=三者)|(?![{DIGIT}{KANJI_DIGIT}]))|{no_era}|午(?![前後][{DIGIT}])"
    no_unit += "|一(?!人ひとり|人一人|人暮らし)|子(?!ども)"
    kanji = rf"(?:[{plain}]++|{no_unit})++"
    kana = choice(f"{HIRAGANA_WORDS}|{PARTICLES}")
    # The order is the rule: the commonest first where nothing can be confused, then units before words.
    words = (
        ("mark", "[、。・「」]|[をにはがのと](?![ぁ-ゟ])"),
        ("label", label_rule()),
        ("english", rf"(?=[A-Zfp]|[0-9]{{1,2}}(?:st|nd|rd|th)? [A-Z]){english_rule()}"),
        ("unit", rf"{UNIT_START}{unit_rule()}"),
        ("noun", choice(KANA_NOUNS)),
        ("lexical", choice(MIXED_WORDS)),
        ("kanji", rf"{kanji}(?:[ヶケ]{kanji})?(?:{OKURIGANA}{INFLECTION})?"),
        ("kana", rf"(?=[ぁ-ゟ])(?:{kana}|[ぁ-ゟ]{INFLECTION})"),
        ("katakana", r"[ァ-ヺー-ヿｦ-ﾟ]+"),
        (
            "latin",
            rf"https?://[!-~]+|[!-?A-~]{{1,64}}@[!-~]{{1,255}}|[（(]0[{DIGIT}]{{1,4}}[）)][{DIGIT}]{{1,4}}[-－‐−][{DIGIT}]{{3,4}}|"
            rf"[A-Za-z]+[0-9]+(?:[.][0-9]+)+|[{LATIN}]{{1,2}}[.．][{DIGIT}]+|"
            rf"[{LATIN}](?:[{DIGIT}]+(?:階|判|地区)|[案型棟館級班組])|[{LATIN}][-－‐]?[ァ-ヴー]+"
            rf"|['’]s(?![{LATIN}])|[{LATIN}]+(?:(?!['’]s(?![{LATIN}]))[-'’‐&＆]?[{LATIN}{DIGIT}₀-₉²³]+)*",
        ),
        ("other", r"\r\n|[Ѐ-ӿ]+|[Ͱ-Ͽ]+|[가-힣]+| +|."),
    )
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in words), re.DOTALL)


# Behind these a new word begins whatever stands before them, and no word reaches across them: signs, and particles
# between a word in kanji or katakana and one that is not in hiragana.
BREAKS = re.compile(
    "[。、\n「」]|(?<!やむ)を(?![ぁ-ゟ])|(?<=[一-龯々ァ-ヴー])"
    rf"(?:の(?![ぁ-ゟ{DIGIT}{KANJI_DIGIT}])|(?:(?<!我)が|と|(?<!又)は|(?<![特更常既主共直単現])に)(?![ぁ-ゟ]))",
)


def builtin_cuts(text: str, start: int, stop: int) -> list[int]:
    """Return the ends of the words between two positions that are known to be boundaries."""
    cuts: list[int] = []
    ends = [match.end() for match in BREAKS.finditer(text, start, stop)]
    if not ends or ends[-1] < stop:
        ends.append(stop)
    for end in ends:
        # Only at the head of a line or sentence is （１） a label, so any other phrase takes the sign before it along.
        along = 1 if start and text[start - 1] not in "。\n" else 0
        at = start - along
        phrase = text[at:end]
        found = _kept_cuts(phrase) if end - at <= LONGEST_KEPT else _cut(phrase)
        cuts += [at + cut for cut in found[along:]]
        start = end
    return cuts


def _cut(phrase: str) -> tuple[int, ...]:
    words: list[Word] = []
    stem_at = -1  # end of a token like 取り, which the next kanji word may continue (取り入れ, 空き家)
    for match in rules().finditer(phrase):
        at, end = match.span()
        kind = match.lastgroup
        if kind == "kanji":
            run = match[0]
            pieces = cut_kanji(run)
            # Most runs stand by themselves: a quick look saves the question.
            asks = stem_at == at or run[0] in _KANA_SUFFIXES or (at and phrase[at - 1] in "おご")
            begin = words.pop()[0] if asks and words and _belongs(phrase, words[-1][0], at, run, stem_at == at) else at
            for piece in pieces[:-1]:
                words.append((begin, at + piece, True))
                begin = at + piece
            inflected = phrase[end - 1] in _HIRAGANA
            # 子育て|支援センター: a bare stem can be a part of a name too.
            words.append(
                (begin, end, not inflected or (phrase[end - 1] in _NOUN_ENDINGS and phrase[end - 2] not in _HIRAGANA))
            )
            stem_at = end if end - begin == 2 and phrase[end - 1] in _STEM and phrase[begin] not in _HIRAGANA else -1
        elif kind == "unit" and words and is_numbered(phrase[words[-1][0] : at], match[0]):
            words[-1] = (words[-1][0], end, False)
        elif kind == "katakana" and words and phrase[words[-1][0] : at] in _KANA_PREFIXES:
            words[-1] = (words[-1][0], end, True)
        else:
            words.append((at, end, kind in ("katakana", "noun")))
    return whole_names(phrase, words)


_kept_cuts = functools.lru_cache(maxsize=16384)(_cut)
_HIRAGANA = frozenset(HIRAGANA)
_KATAKANA = frozenset(map(chr, range(0x30A1, 0x3100)))
# デジタル化, コスト面: a suffix stays with a word in katakana too, as a prefix does.
_KANA_SUFFIXES = frozenset("化性的型者率費量員法系製式用面病症")
_KANA_PREFIXES = frozenset("省脱超非")
_STEM = "いきぎしちびみりえけげせてねべめれ"
_NOUN_ENDINGS = frozenset("きぎしちみりけげせてねべめれ")
_I_STEMS = frozenset("言思払問洗使買添追負争願扱")
# 限り, 隣り: no verb goes on from these.
_NOUN_STEMS = frozenset("限隣辺周")
_NOUN_TAILS = frozenset("家地手方物場口皿元先所人組")


# 同条|第2項, 別表|第1: what an article is counted in belongs to it.
_PLACES = frozenset(
    ("同条", "前条", "次条", "同項", "前項", "次項", "本条", "別表", "別紙", "別図", "別記", "様式", "附則")
)


# 法律|第123号: so does what is numbered by 号.
_ACTS = frozenset(("法律", "政令", "府令", "省令", "勅令", "規則", "告示", "訓令", "通達"))


def is_numbered(word: str, ordinal: str) -> bool:
    """Tell whether an ordinal belongs to the word before it."""
    if ordinal[0] != "第":
        return False
    return word in _PLACES or (word in _ACTS and ordinal[-1] == "号" and "条" not in ordinal)


def _belongs(phrase: str, start: int, at: int, run: str, after_stem: bool) -> bool:
    """Tell whether a run of kanji goes on from the word before it: a stem (取り|入れ), お, katakana (デジタル|化)."""
    before = phrase[start:at]
    if before in ("お", "ご"):
        return True
    if after_stem:
        if before[-2] in _NOUN_STEMS or (before[-1] == "い" and before[-2] not in _I_STEMS):
            return False
        first = run[: cut_kanji(run)[0]]
        return first in _NOUN_TAILS if len(first) == 1 else first[1] in _HIRAGANA
    return run[0] in _KANA_SUFFIXES and before[-1] in _KATAKANA and cut_kanji(run)[0] == 1
