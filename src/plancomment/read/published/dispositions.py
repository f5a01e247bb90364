"""A city's own dispositions (対応区分), as its table of them or its comment table prints them."""

import functools
import re
import unicodedata
from collections.abc import Sequence

import attrs

from plancomment.read.published.lines import fold
from plancomment.responses import Disposition, DispositionScheme

__all__ = ["SchemeReader", "implies_revision", "split_symbol", "symbol_style"]


@functools.cache
def _symbol() -> re.Pattern[str]:
    delimiter = r"[\s.．:：、,，)）]"
    return re.compile(
        rf"\s*([①-⑳Ⅰ-Ⅻⅰ-ⅻⒶ-Ⓩⓐ-ⓩ㋐-㋾◎○〇●△▲▽▼×☆★◇◆□■]|[(（][0-9０-９A-Za-zＡ-Ｚａ-ｚア-ン]{{1,2}}[)）]"
        rf"|[A-ZＡ-Ｚ](?![A-Za-zＡ-Ｚａ-ｚ])|[0-9０-９]{{1,2}}(?={delimiter}|$)|[ア-ン](?={delimiter}|$)){delimiter}*"
    )


def split_symbol(text: str) -> tuple[str, str]:
    """A printed disposition as symbol and label: ``"②計画に反映する"`` gives ``("②", "計画に反映する")``."""
    match = _symbol().match(text)
    return (match[1], text[match.end() :].strip()) if match is not None else ("", text.strip())


def symbol_style(symbol: str) -> str:
    """What kind of sign a symbol is: signs of one kind follow one another (Ⅰ Ⅱ, A B, １ ２, ① ②, (1) (2), ア イ)."""
    kinds = {
        "roman": "[Ⅰ-Ⅻⅰ-ⅻ]|[IVXＩＶＸ]{2,4}",
        "circled": "[①-⑳Ⓐ-Ⓩⓐ-ⓩ㋐-㋾]",
        "bracketed": "[(（].+[)）]",
        "letter": "[A-ZＡ-Ｚ]",
        "digits": "[0-9０-９]+",
        "kana": "[ア-ン]",
    }
    return next((kind for kind, pattern in kinds.items() if re.fullmatch(pattern, symbol)), "sign")


@functools.cache
def _meaning() -> tuple[re.Pattern[str], re.Pattern[str]]:
    stays = (
        r"(?:反映|修正|変更)(?:は|を)?(?:し|でき|いたし|行わ)(?:ない|ません)|既に|すでに|済(?:み|ん|の|$)|(?:案|原案|計画)の?(?:とお|どお|通)り"
        r"|参考|その他|今後|困難|感想|賛同|質問|対象外"
    )
    return re.compile(stays), re.compile(r"反映|修正|追加|追記|改め|見直|変更|盛り?込")


def implies_revision(label: str) -> bool | None:
    """Whether a comment with that disposition must have changed the plan, told from the label's words.

    First words of staying as it is (既に…, …済み, 参考, 今後, その他, 困難, 原案どおり, 反映しない …): False; then
    words of change (反映, 修正, 追加, 改め, 見直し, 変更, 盛り込む): True; otherwise None: the words do not tell.

    >>> implies_revision("計画に反映する"), implies_revision("計画の推進等の際に参考とする"), implies_revision("回答")
    (True, False, None)
    """
    words = fold(label)
    stays, changes = _meaning()
    if stays.search(words):
        return False
    return True if changes.search(words) else None


def _symbol_key(symbol: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", symbol) if char.isalnum()) or fold(symbol)


@attrs.define
class SchemeReader:
    """Collects the dispositions while a file is read. Ids are their ordinals: ``"1"`` for the first printed.

    Attributes:
        dispositions: in printed order.
        has_legend: whether a legend told them (凡例), so that a table of them only repeats the symbols.
    """

    dispositions: list[Disposition] = attrs.field(factory=list)
    has_legend: bool = False

    def add(self, symbol: str, label: str) -> str:
        """One more disposition; its id."""
        one = Disposition(str(len(self.dispositions) + 1), symbol, label, implies_revision(label) if label else None)
        self.dispositions.append(one)
        return one.id

    def enter(self, symbol: str, label: str) -> str:
        """The id of the disposition in a row of the table of them: one that a legend told before, or a new one."""
        known = self.find(symbol + label) or (self.find(symbol) if self.has_legend and symbol else None)
        return known.id if known is not None else self.add(symbol, label)

    def take_legend(self, items: Sequence[tuple[str, str]]) -> bool:
        """The dispositions of a legend; False if they are not those that are known already."""
        if not self.dispositions:
            self.has_legend = True
        known = [self.find(symbol) for symbol, _ in items]
        for one, (_, label) in zip(known, items, strict=True):
            if fold(one.label) != fold(label) if one is not None else not self.has_legend:
                return False
        for one, (symbol, label) in zip(known, items, strict=True):
            if one is None:
                self.add(symbol, label)
        return True

    def find(self, cell: str) -> Disposition | None:
        """The disposition that a cell of the comment table means: by symbol, by label, or by both."""
        symbol, label = split_symbol(cell)
        by_symbol = [one for one in self.dispositions if symbol and _symbol_key(one.symbol) == _symbol_key(symbol)]
        by_label = [one for one in self.dispositions if label and fold(one.label) == fold(label)]
        whole = [one for one in self.dispositions if fold(one.symbol + one.label) == fold(cell)]
        if symbol and label:
            return next((one for one in (*whole, *by_symbol) if one in whole or one in by_label), None)
        return next(iter((*whole, *by_symbol, *by_label)), None)

    def scheme(self) -> DispositionScheme | None:
        """The scheme, None where the city uses none."""
        return DispositionScheme(tuple(self.dispositions)) if self.dispositions else None
