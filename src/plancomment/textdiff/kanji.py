"""How a run of kanji is cut into words (漢字列の分割): by a list of common words, prefixes and suffixes."""

import functools
import re

from plancomment.textdiff.kana import SURU
from plancomment.textdiff.vocabulary import LONG_WORDS, WORDS

__all__ = ["BOUND_PREFIXES", "HIRAGANA", "LONGEST_KEPT", "SUFFIXES", "cut_kanji"]

HIRAGANA = "".join(map(chr, range(0x3041, 0x30A0)))
# What is longer than this many code points is cut anew each time: the caches stay small whatever the texts hold.
LONGEST_KEPT = 120

_LONGEST_WORD = max(map(len, LONG_WORDS))
_TAKES_SURU_AS_VERB = frozenset({"目指", "見直", "手渡", "見通", "見出", "引渡", "取消", "差戻", "繰返", "貸出"})
# A suffix stays with the two kanji before it (利用者, 効率化, 期間内), a prefix with the two behind it (未整備).
SUFFIXES = frozenset(
    "者化性的度率数量費料金額所場員力法権案型式用別系層類物品書表課部局室係長会館園校院署業界圏域街隊点面市町村区県州川山"
    "駅家体団士師官人民税券症病炎剤器機車線論観感策能源材料地岸港湾路道橋室棟塔林群種項欄版誌紙票証状文号名語学科史展祭"
    "制省庁府党派側方先元内外中上下前後間時末期際毎産食水剰差値比枠網"
)
BOUND_PREFIXES = frozenset("不非無未再脱反準超被要")
_FREE_PREFIXES = frozenset("各本同全新旧約毎市町村県国区省庁都府他両現総副主元前次当諸法")
# 等 stands by itself; 及び, 並びに, 又は and 若しくは are no part of the noun before them.
_ALONE = frozenset("等及又")
_CONJUNCTIONS = frozenset("及並又若")


def _cost(piece: str, has_okurigana: bool) -> int:
    """Return how unlikely a piece of a kanji run is as a word; whole numbers, so that ties are exact."""
    if len(piece) == 1:
        if piece == "等" or (has_okurigana and piece in _CONJUNCTIONS):
            return 1
        return 3 if has_okurigana else 3 if piece in _FREE_PREFIXES else 7
    if len(piece) == 2:
        return 2 if piece in WORDS else 5 if _ALONE.isdisjoint(piece) else 12
    if piece in LONG_WORDS:
        return 2
    if len(piece) > 3:
        return 3 if piece[0] in BOUND_PREFIXES and piece[1:3] in WORDS and piece[3:] in SUFFIXES else 14
    if not _ALONE.isdisjoint(piece):
        return 14
    if piece[2] in SUFFIXES and (not has_okurigana or piece[2] == "化"):
        return 3 if piece[:2] in WORDS else 6
    if piece[0] in BOUND_PREFIXES:
        return 3 if piece[1:] in WORDS else 6
    return 9


def _cut(run: str) -> tuple[int, ...]:
    """Cut a run of kanji with its okurigana into words; returns their ends, the last that of the run.

    The cheapest words, then the fewest, then the shortest first. Found from the end of the run, with one way on
    for each place, so that time and memory grow with the length of the run and no faster.
    """
    kanji = len(run.rstrip(HIRAGANA))
    cuts = (kanji,) if kanji < 3 and _ALONE.isdisjoint(run) else _cheapest(run, kanji)
    if kanji == len(run):
        return cuts
    stem = run[cuts[-2] if len(cuts) > 1 else 0 : kanji]
    # サ変: 実施|します, 検討|する: the noun can stay while its ending changes.
    if len(stem) > 1 and stem not in _TAKES_SURU_AS_VERB and _is_suru(run[kanji:]):
        return (*cuts, len(run))
    return (*cuts[:-1], len(run))


def _cheapest(run: str, kanji: int) -> tuple[int, ...]:
    best = [(0, 0, 0)] * (kanji + 1)  # for each place: the cost and number of the words behind it, the next cut
    inflected = kanji < len(run)
    for start in range(kanji - 1, -1, -1):
        choices = []
        for end in range(start + 1, min(start + _LONGEST_WORD, kanji) + 1):
            piece = run[start:end]
            if end - start > 3 and piece not in LONG_WORDS and (end - start > 4 or piece[0] not in BOUND_PREFIXES):
                continue
            cost, pieces, _ = best[end]
            choices.append((cost + _cost(piece, inflected and end == kanji), pieces + 1, end))
        best[start] = min(choices)
    places = [best[0][2]]
    while places[-1] < kanji:
        places.append(best[places[-1]][2])
    return tuple(places)


_kept_cuts = functools.lru_cache(maxsize=8192)(_cut)


def cut_kanji(run: str) -> tuple[int, ...]:
    """Return the ends of the words of a run of kanji with the 送り仮名 behind it."""
    return _kept_cuts(run) if len(run) <= LONGEST_KEPT else _cut(run)


def _is_suru(ending: str) -> bool:
    return ending[0] in "しすさせでい" and re.match(SURU, ending) is not None
