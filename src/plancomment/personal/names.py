"""Names of persons in the frames in which people write them (氏名)."""

import re
from collections.abc import Iterator

from plancomment.personal.surnames import SURNAMES

__all__ = ["framed_names"]

_KANJI, _KANA = r"[一-龠々ヶ]", r"[ぁ-んァ-ヶー]"
# What follows a name in a line of particulars.
_NEXT = "電話|住所|年齢|連絡|性別|職業|携帯|所属|メール"
_NAME = (
    rf"{_KANJI}{{1,4}}[ ・]?(?!{_NEXT})(?:{_KANJI}{{1,4}}|{_KANA}{{1,6}})|[ァ-ヶー]{{2,10}}[ ・][ァ-ヶー]{{2,10}}"
    r"|[A-Z][a-z]{1,15} [A-Z][A-Za-z]{1,15}"
)
_KNOWN = rf"(?:{'|'.join(sorted(SURNAMES, key=len, reverse=True))})"
_LABELLED = re.compile(
    r"(?:ご?氏名|お?名前|姓名|(?:提出者|代表者|記入者|申請者|差出人|世帯主|連絡先)(?:氏?名)?)(?: ?\([^()\n]{1,8}\))?"
    rf" ?[:] ?(?P<name>{_NAME}|{_KANJI}{{1,5}}|{_KANA}{{2,12}})"
)
_INTRODUCED = re.compile(
    rf"(?P<name>{_KNOWN}[ ]?(?:{_KANJI}{{0,3}}|{_KANA}{{1,5}})|{_KANJI}{{1,4}} ?(?:{_KANJI}{{1,3}}|{_KANA}{{2,5}})?)"
    r"(?=と ?(?:申し|もうし)(?:ます|まして)|と言う者|という者)"
)
_TITLED = re.compile(
    rf"(?<!{_KANJI})(?P<name>{_KNOWN}[ ]?(?:{_KANJI}{{1,3}}|(?!さん|さま|くん|ちゃん){_KANA}{{2,4}})?)"
    r"(?= ?(?:様|さん|氏|殿|君|ちゃん)(?!々|式|子))"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=[\n。)]))[ ]{{0,8}}(?:{_KANJI}{{2,8}}[市町村区])?(?:在住)?[ ]{{0,8}}"
    rf"(?P<name>{_KNOWN}[ ]?(?:{_KANJI}{{1,3}}|(?!さん|さま|くん|ちゃん){_KANA}{{1,4}}))"
    r"[ ]{0,8}(?:\(?[0-9]{1,3}歳?[^)\n]{0,10}\)?|\([^()\n]{1,16}\)|印|拝|より|㊞)?[ ]{0,8}(?=\n|$)"
)
_LONGER = tuple(name for name in SURNAMES if len(name) > 1)
_NOBODY = re.compile(
    r"非公表|匿名|不明|無記名|記載|省略|なし|無し|同上|別紙|住所|電話|年齢|任意|必須|性別|職業|○|●|連絡先|以下|市民|団体|法人|株式|有限|一般|"
    r"公開|希望|掲載|の|^[方者人物事名]$"
)


def framed_names(text: str) -> Iterator[tuple[int, int, float]]:
    """Names behind 氏名：, before と申します, before 様 and さん, and on the line of a signature (枠による氏名).

    Before 様 and alone on a line only names that begin with a common surname are taken: there other words stand, too.
    """
    for pattern, score in ((_LABELLED, 1.0), (_INTRODUCED, 0.95), (_TITLED, 0.8), (_SIGNED, 0.7)):
        for found in pattern.finditer(text):
            words = found.group("name")
            if _NOBODY.search(words) is None and (pattern is not _SIGNED or _is_sure(words)):
                start = found.start("name")
                yield start, start + len(words.rstrip()), score


def _is_sure(words: str) -> bool:
    """Whether a line alone is a name: 森林法 begins with a surname of one character, too."""
    return " " in words or words.startswith(_LONGER)
