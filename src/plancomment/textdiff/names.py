"""Names that are marked whole (固有名詞・名称): bodies, offices, facilities, plans and rules, by how they end.

After the editor's rule that a proper noun is quoted whole: 市民協働推進課, 緑地保全基本計画, 子育て支援センター.
"""

__all__ = ["Word", "whole_names"]

# Start, end, and whether the word is a noun that can be a part of a name.
Word = tuple[int, int, bool]

_HEADS = """
計画 条例 規則 要綱 要領 大綱 構想 憲章 宣言 指針 戦略 基本法 本部 大学 学部 学校 組合 協会 公社 財団 機構 病院
会館 庁舎 支所 連盟 会議 センター プラン ビジョン ガイドライン マニュアル ステーション ホール プラザ キャンパス
"""
# 福祉課, 資料館, 協議会: three kanji of which the last says what bears the name.
_HEAD_SIGNS = frozenset("課係局署館園校院庁団会所部室法")
_NO_HEADS = """
説明会 研修会 講演会 講習会 報告会 発表会 展示会 学習会 相談会 見学会 体験会 交流会 社会 機会 方法 手法 用法
場所 箇所 近所 避難所 停留所 喫煙所 一部 全部 内部 外部 中心部 都市部 山間部 沿岸部 農村部 内陸部 市街部 郊外部
会議室 相談室 待合室
"""
# What stands before a name without being a part of it.
_APART = """
各 同 本 当 全 新 旧 現 前 次 等 及 並 又 若 約 本市 本町 本村 本県 本区 当市 当町 当村 市内 町内 村内 県内 区内
国内 市外 今後 現在 毎年 次期 前期 現行 今回 当該 上記 下記 以下 以上 関係 関連 全国 各種 各地 一部 全部 新規 既存
必要 重要 主要
"""
_NAME_ENDS = tuple(_HEADS.split())
_NO_NAME_ENDS = tuple(_NO_HEADS.split())
_STANDS_APART = frozenset(_APART.split())


def whole_names(text: str, words: list[Word]) -> tuple[int, ...]:
    """Return the ends of the words, those that make one name joined."""
    ends: list[int] = []
    known = -1  # how many words were cut before the compound that is being read
    for start, end, noun in words:
        ends.append(end)
        if not noun:
            known = -1
            continue
        word = text[start:end]
        if word in _STANDS_APART:
            known = -1
        elif known < 0:
            known = len(ends) - 1
        elif _ends_a_name(word):
            del ends[known:-1]
    return tuple(ends)


def _ends_a_name(word: str) -> bool:
    if word.endswith(_NAME_ENDS):
        return True
    return len(word) > 2 and word[-1] in _HEAD_SIGNS and not word.endswith(_NO_NAME_ENDS)
