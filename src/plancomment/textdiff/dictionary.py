"""The dictionary segmenter (辞書による単語分割): the words of SudachiPy, between the same units, names and endings."""

import functools
import importlib
import itertools
import re
from collections.abc import Callable
from typing import Any

from plancomment.errors import MissingExtraError
from plancomment.textdiff.kanji import BOUND_PREFIXES, SUFFIXES
from plancomment.textdiff.names import Word, whole_names
from plancomment.textdiff.phrases import WHOLE, is_numbered, rules

__all__ = ["sudachi_cuts"]

# 皆|さま, 子ども|たち
_PERSONS = frozenset(("さま", "様", "さん", "たち", "達", "がた"))
_HALF = re.compile("[\ud800-\udfff]")
_SENTENCE = re.compile(r"[^。\n]{1,8000}[。\n]?|[。\n]")


@functools.cache
def _tokenizer() -> Callable[[str], Any]:
    try:
        dictionary = importlib.import_module("sudachipy").Dictionary()
    except ImportError as error:
        raise MissingExtraError("sudachipy", "ja") from error
    mode = importlib.import_module("sudachipy").SplitMode.C
    # `create` is the older name.
    tokenizer = (dictionary.tokenizer if hasattr(dictionary, "tokenizer") else dictionary.create)(mode)
    return lambda text: tokenizer.tokenize(text)


@functools.cache
def _compound() -> Callable[[str], object]:
    # What the dictionary takes apart and a reader does not.
    return re.compile(
        "に(?:ついて|つき|おいて|おける|よって|より|よる|わたり|わたって|わたる|あたり|あたって|とって|むけて)[はも]?|"
        "と?ともに|をはじめ|にかかわらず|といった|として|という|をもって|だけでなく|のみならず"
    ).fullmatch


def sudachi_cuts(text: str, start: int, stop: int) -> list[int]:
    """Return the ends of the words of SudachiPy (mode C), auxiliaries joined to their verb and units kept whole."""
    cuts: list[int] = []
    for sentence in _SENTENCE.finditer(text, start, stop):
        cuts += [sentence.start() + end for end in _cut(sentence[0])]
    return cuts


def _cut(sentence: str) -> tuple[int, ...]:
    words: list[Word] = []
    # What the word before is: a verb or adjective, a prefix that cannot stand alone, a number.
    verbal, prefixed, counted = False, False, False
    # Half a surrogate pair is no text to the dictionary; any sign of the same length will do for finding words.
    for morpheme in _tokenizer()(_HALF.sub("\ufffd", sentence)):
        part = morpheme.part_of_speech()
        begin, end = morpheme.begin(), morpheme.end()
        if words and verbal and _inflects(sentence[words[-1][0] : begin], sentence[begin:end], part):
            words[-1] = (words[-1][0], end, False)
            continue
        noun = part[0] in ("名詞", "接頭辞", "接尾辞")
        if words and counted and (part[1] == "数詞" or "助数詞" in part[1] + part[2]):  # 三|割, 八千|円
            words[-1] = (words[-1][0], end, False)
            counted = part[1] == "数詞"
            continue
        counted = part[1] == "数詞"
        bound = prefixed or (end - begin == 1 and sentence[begin] in SUFFIXES) or sentence[begin:end] in _PERSONS
        verbal = part[0] in ("動詞", "形容詞")
        prefixed = part[0] == "接頭辞" and sentence[begin:end] in BOUND_PREFIXES
        if words and noun and bound and words[-1][2]:  # 未|整備, 青葉|町
            words[-1] = (words[-1][0], end, True)
        else:
            words.append((begin, end, noun))
    return whole_names(sentence, _with_units(sentence, words))


def _inflects(verb: str, ending: str, part: tuple[str, ...]) -> bool:
    """Tell whether a morpheme is the ending of the verb before it (進め|て|いき|ます, 分かり|やすい)."""
    if part[0] == "助動詞" or ending in ("て", "で", "ば") or (part[0] == "接尾辞" and part[1] == "形容詞的"):
        return True
    return part[0] == "動詞" and part[1] == "非自立可能" and (verb[-1] in "てで" or ending[0] in "続始合得なき")


def _with_units(sentence: str, words: list[Word]) -> list[Word]:
    """Return the words with the units, labels and compound particles of the built-in segmenter in one piece."""
    nouns = {end: noun for _, end, noun in words}
    begins = {end: begin for begin, end, _ in words}
    inside: set[int] = set()
    edges: set[int] = set()
    for match in rules().finditer(sentence):
        start, end = match.span()
        if match.lastgroup in WHOLE or (
            match.lastgroup == "kana" and (not start or start in nouns) and end in nouns and _compound()(match[0])
        ):
            inside.update(range(start + 1, end))
            edges.update((start, end))
            nouns[end] = match.lastgroup == "noun"
            if start in begins and is_numbered(sentence[begins[start] : start], match[0]):  # 法律|第123号
                inside.add(start)
    cuts = sorted({0, *nouns, *edges} - inside)
    return [(start, end, nouns.get(end, False)) for start, end in itertools.pairwise(cuts)]
