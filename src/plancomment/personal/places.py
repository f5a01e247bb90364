"""Addresses (住所): a municipality or a town and the numbers of a house."""

import re
from collections.abc import Iterator

__all__ = ["addresses"]

_PREFECTURES = (
    "北海道|東京都|京都府|大阪府|"
    "(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|"
    "和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
# Digits as they are folded: 三丁目 is 3丁目; ten and more in kanji keep 十.
_NUMBER = r"[0-9十百]{1,5}"
_NOT_HOUSE = "(?![0-9か年月日条項ページ件人])"
_HOUSE = (
    rf"{_NUMBER} ?丁目 ?{_NUMBER} ?番地?(?: ?の ?{_NUMBER})?(?: ?-? ?{_NUMBER})?(?: ?号)?"
    rf"|{_NUMBER} ?丁目 ?{_NUMBER}(?:-{_NUMBER}){{0,2}}(?: ?号)?{_NOT_HOUSE}"
    rf"|{_NUMBER} ?番地(?: ?[の-]? ?{_NUMBER})?(?: ?号)?"
    rf"|{_NUMBER} ?番 ?{_NUMBER} ?号(?![車線館機])"
    rf"|{_NUMBER} ?番 ?{_NUMBER}(?=[ 、。)にの]|$)"
)
_HYPHENS = rf"{_NUMBER}-{_NUMBER}(?:-{_NUMBER}){{0,2}}(?! ?[0-9年月日条項ページ件人%])"
_PLACE = r"[一-龠々ヶケノぁ-んァ-ヴ]"
_TOWN = rf"(?:(?:大字|字) ?)?{_PLACE}{{1,12}} ?"
_CITY = rf"{_PLACE}{{1,6}}?[市区町村郡] ?"
_ROOM = r"(?: ?[一-龠ァ-ヴーA-Za-z]{2,16} ?[0-9]{1,4} ?号室)?"
_FULL = re.compile(rf"(?:{_PREFECTURES}) ?(?:{_CITY}){{0,3}}(?:{_TOWN})??(?:{_HOUSE}|{_HYPHENS}){_ROOM}")
_SHORT = re.compile(rf"(?:(?<![一-龠])(?:{_CITY}){{1,2}})?(?:{_TOWN})??(?:{_HOUSE}){_ROOM}", re.ASCII)
_HYPHENED = re.compile(rf"(?<![一-龠])(?:{_CITY}){{1,2}}(?:{_TOWN})?{_HYPHENS}{_ROOM}")
_FRAMED = re.compile(
    rf"(?:ご?住所|居所|所在地|自宅)(?: ?[:は]| ) ?([^\n、。()「」:0-9]{{1,24}}(?:{_HOUSE}|{_HYPHENS}){_ROOM})"
)
_OPENING = re.compile(r"(?:(?![市区町村郡])[一-龠]){1,4}[はがのをにでもと](?=[^0-9]{2})")
# What stands before the numbers of a lot or a shape, where nobody lives.
_OTHERS = re.compile(r"国道|県道|市道|町道|号線|計画|条例|告示|議案|資料|基準|指標|図|表|第[0-9]*$")


def addresses(text: str) -> Iterator[tuple[int, int, float]]:
    """Addresses with the number of a house in a folded text: start, end, score.

    A town alone (本町三丁目の交差点) tells nobody's home and is not one.
    """
    for pattern, score in ((_FULL, 1.0), (_SHORT, 0.8), (_HYPHENED, 0.7)):
        for found in pattern.finditer(text):
            start = found.start() + (0 if pattern is _FULL else _particles(found.group()))
            if _OTHERS.search(text[max(0, start - 6) : found.end()]) is None:
                yield start, found.end(), score
    for found in _FRAMED.finditer(text):
        yield found.start(1), found.end(1), 0.9


def _particles(words: str) -> int:
    """How many characters before the name of the place belong to the sentence: 私は本町, 自宅は本町."""
    start = 0
    while (found := _OPENING.match(words, start)) is not None:
        start = found.end()
    return start
