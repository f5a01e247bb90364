"""Where a text may be cut (語・単位の境界): the words and units to quote.

Positions are code points, 0-based, end-exclusive. The built-in segmenter needs no dictionary. It reads the
script, takes a number with its unit, a date, an article number as one word, keeps 送り仮名 with the stem,
and splits particles off. It looks no further than the nearest 。 、 or line break, so that what stands in
another sentence never moves a boundary.
"""

import functools
import importlib
import re
import unicodedata
from collections.abc import Callable
from typing import Any, Literal

from plancomment.errors import MissingExtraError, WrongValueError
from plancomment.textdiff.clusters import graphemes, is_simple

__all__ = ["Segmenter", "WordKind", "segment", "word_kind"]

Segmenter = Literal["builtin", "sudachi"]
WordKind = Literal["end", "comma", "open", "close", "space", "particle", "word", "sign"]

# ── the built-in segmenter ───────────────────────────────────────────────────────────────────────────

_KANJI = "々〆〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN_KANJI = _KANJI.replace(
    "\u4e00-\u9fff", "\u4e01-\u4ee3\u4ee5-\u5347\u5349-\u5e72\u5e74-\u662c\u662e-\u7b2b\u7b2d-\u9fff"
)
_DIGIT = "0-9０-９"
_KANJI_DIGIT = "〇一二三四五六七八九十百千"

# Function words, the longest first: what follows them is a new word. In the middle of a run of hiragana
# they end the word before them; the look-aheads keep 上がる, 増やす, できる, 行わない in one piece.
_PARTICLES = (
    "については|について|における|においても|においては|において|によって|により|による|にかかわらず|"
    "とともに|といった|として|という|とする|をはじめ|ために|ための|ため|までに|まで|から|より|などの|"
    "など|ながら|つつ|こと|もの|ところ|とき|ように|ような|よう|ほか|だけ|のみ|ごと|への|との|での|では|"
    "でも|である|であり|です|でした|しくは|びに|には|にも|とは|とも|を|が|は(?!じ)|に|の|と|も|へ|"
    "や(?![すさか])|で(?!き)|な(?![いくけかっりるらど])|か(?=[をら])"
)
_ENDED_BY = (
    "を|が(?![りるっれら])|は(?!じめ)|に|の|と|も|へ|や(?![すさか])|から|まで|より|など|ながら|つつ|"
    "ため|こと|よう|ほか|だけ|のみ|ごと|べき|(?<!ん)で(?!き)|な(?![いくけかっりるら])|"
    "か(?=を|どうか|つ)"
)
# Words in hiragana that begin like, or hold, a particle.
_HIRAGANA_WORDS = (
    "まちづくり|まちなか|まち|ものづくり|ひとづくり|つなが[りるっれ]て?|つなが(?:り|る)|にぎわい|"
    "にぎやか|やさし[いくさ]|やすらぎ|やすく|やすい|はじめ|はぐく[みむ]|ふるさと|こども|ともに|"
    "もとづ[きく]|もっと|もら[いうえ]|のびのび|とりまとめ|とりわけ|とおり|よりよ[いく]|もしくは|または|"
    "および|ならびに|かつ|かか[るわり][るり]?|がんば[るりっ]て?|なければならない|なければなりません|"
    "ない|ほとんど|ひとり|みんな|すべて|ただし|なお|また|さらに|そのほか|その|この|ある(?![いば])|いる"
)
_MIXED_WORDS = "一人(?:ひとり|一人)|見える化"
_SURU = "(?:し(?!い|く|か)|する|すれば|さ(?=れ|せ)|せず)"

_UNIT = (
    "年度|年間|年代|年|か年|カ年|ヵ年|ヶ年|ケ年|[かカヵヶケ箇]月間?|月|週間|週|日間|日|時間|時|分間|"
    "分の[0-9０-９]+|分|秒間?|歳児?|才|[かカヵヶケ箇]所|[かカヵヶケ箇]国|"
    "[兆億万千]?(?:円|人|名|世帯|台|件|戸|棟|トン|㎡|本|冊|枚|部|頭|個|通|票|回|ヘクタール)|百万円|"
    "十億円|人日|者|校|園|館|社|団体|施設|事業所|事業|地区|箇条|項目|種類|段階|車線|路線|ページ|頁|"
    "行目|行|番地|番|号|点|割|倍|階建て|階|級|位|次|期|条|項|目|章|節|款|編|回目|度目|度|床|組|基|式|"
    "軒|両|隻|便|丁目|区画|ポイント|パーセント|キロメートル|センチメートル|メートル|キロ|グラム|"
    "リットル|平方メートル|立方メートル|日目|年目|人目|つ|代|時点|周年|学級|学年"
)
_MEASURE = (
    "%|％|‰|℃|°C|㎡|㎥|㎞|㎝|㎜|㎏|㎎|[kKｋmMcｃGMkK]?(?:Wh?|ｍ|m|g|ｇ|L|l|B|t|Hz|Pa)(?:[23²³２３])?|ha|ｈａ|dB|ｋｍ|pt"
)
_SPACED_UNIT = (
    "(?:percent|minutes?|hours?|days?|weeks?|months?|years?|yen|people|persons?|residents?|households?|"
    "million|billion|km|kg|cm|mm|ha|m|g|t|MW|kWh?)"
)


@functools.cache
def _rules() -> re.Pattern[str]:
    """Return the one expression that finds every word; its groups name the kinds. Compiled at first use."""
    d, k, kd = _DIGIT, _KANJI, _KANJI_DIGIT
    number = rf"[{d}]+(?:[,，.．][{d}]+)*(?:[兆億万千百](?:[{d}]+(?:[,，][{d}]+)*[万千])?)*"
    count = rf"(?:[{d}]+|[{kd}]+|元)"
    era = rf"(?:令和|平成|昭和|大正|明治|[RHSＲＨＳ](?=[{d}元])){count}(?:[（(][12１２][{d}]{{3}}年?[）)])?"
    day = rf"(?:{count}月(?:{count}日)?)"
    year = rf"(?:{era}|(?<![{d}])[{d}]{{4}})年"
    date = rf"(?:{year}{day}|{era}(?:年度|年間|年)?|[{d}]{{4}}[（(]{era}[）)]年度?|{count}月{count}日)"
    part = rf"第?{count}(?:条|項|号|章|節|款|編|目)(?:の{count}(?![{kd}{d}]))?"
    article = rf"(?:条|項|号|章|節|款|編)(?:の{count})?(?:{part})*"
    ordinal = rf"第{count}(?:-[{d}]+)?(?:{article}|四半期|(?:{_UNIT})|[{k}]{{0,2}})"
    signed = rf"(?:[±▲△¥￥]|(?<![{d}A-Za-zＡ-Ｚａ-ｚ）)])[-−－+＋](?=[{d}]))?"
    measure = rf"(?:{_MEASURE})(?![A-Za-zａ-ｚ])| {_SPACED_UNIT}(?![A-Za-z])"
    counter = rf"{_UNIT}|[ァ-ヴー]+|[{k}]{{3}}(?![{k}])|(?!以|未満|程度|前後|超|等|及|又|並)[{k}]{{1,2}}"
    linked = rf"[{d}]+(?:[-－‐−:：/／.．][{d}]+)+"
    kanji_number = rf"[{kd}]{{2,}}(?:{_UNIT})"
    kanji_number += rf"|[{kd}]+(?:[かヶ箇]年|[かヶ箇]月|[かヶ箇]所|年度|年間|回|週間|日間|月{count}日)"
    # 条例第10条, 計画令和3年度: a run of kanji ends where a unit begins.
    no_era = "|".join(rf"{era[0]}(?!{era[1]}[{d}{kd}元])" for era in ("令和", "平成", "昭和"))
    no_unit = rf"第(?![{d}{kd}])|{no_era}|一(?!人ひとり|人一人)|午(?![前後][{d}])"
    kanji = rf"(?:[{_PLAIN_KANJI}]++|{no_unit})++"
    clock = rf"(?:午前|午後)?{count}時(?!間|点|期|代|に応)(?:{count}分|半)?"
    unit_start = rf"(?=[{d}{kd}元第令平昭大明午年月週日RHSＲＨＳ±▲△¥￥\-−－+＋])"
    per_time = rf"[年月週日](?=[{d}]+回){number}回"
    plain_unit = rf"(?:{linked}|{signed}{number})(?:{measure}|{counter})?"
    letter = "A-Za-zＡ-Ｚａ-ｚÀ-ɏ"
    # The order is the rule: the commonest first where nothing can be confused, then units before words.
    words = (
        ("mark", "[、。・「」]|[をにはがのと](?![ぁ-ゟ])"),
        ("label", rf"(?=[（(])(?<![^\n。　])(?:[（(](?:[{d}]+|[{kd}]+|[ア-ン]|[a-zA-Z])[）)])"),
        ("unit", rf"{unit_start}(?:{per_time}|{date}|{clock}|{ordinal}|{plain_unit}|{kanji_number})"),
        ("lexical", _MIXED_WORDS),
        ("kanji", rf"{kanji}(?:[ヶケ]{kanji})?(?:(?:{_OKURIGANA})(?:(?!{_ENDED_BY})[ぁ-ゟ])*)?"),
        ("kana", rf"(?=[ぁ-ゟ])(?:{_HIRAGANA_WORDS}|{_PARTICLES}|[ぁ-ゟ](?:(?!{_ENDED_BY})[ぁ-ゟ])*)"),
        ("katakana", r"[ァ-ヺー-ヿｦ-ﾟ]+"),
        ("latin", rf"[{letter}]{{1,2}}[.．][{d}]+|[{letter}]+(?:[-'’‐&＆]?[{letter}{d}]+)*"),
        ("other", r"\r\n|[Ѐ-ӿ]+|[Ͱ-Ͽ]+|[가-힣]+| +|."),
    )
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in words), re.DOTALL)


_OKURIGANA = (
    "(?<=[上下広曲拡繋])が[りるっらろれ]|(?<=[穏鮮速健和爽冷増費燃])や[かすしさせそ]|(?<=[特更常既主共互直])に|"
    rf"(?<=又)は|(?<=並)びに|(?<=若)しくは|(?<=及)び|(?!{_ENDED_BY})[ぁ-ゟ]"
)

# Two-kanji words that plans are full of. They only decide how a long run of kanji is cut; a word that is not
# listed still comes out whole when the run has an even length or ends in a known suffix.
_KNOWN_WORDS = """
計画 市民 町民 区民 村民 県民 住民 地域 支援 推進 実施 整備 事業 施設 環境 情報 教育 福祉 防災 減災 災害
対策 対応 活動 活用 利用 管理 運営 連携 協働 参加 参画 促進 向上 充実 強化 育成 確保 確立 構築 検討 検証
評価 改善 改定 改正 見直 作成 策定 公表 公開 提供 提出 設置 設定 配置 導入 拡大 拡充 縮小 廃止 削減 削除
追加 変更 修正 更新 維持 保全 保護 保存 継承 創出 創造 形成 実現 達成 目標 指標 数値 基準 基本 方針 方向
施策 政策 行政 財政 経済 産業 農業 林業 漁業 商業 工業 観光 文化 芸術 歴史 伝統 自然 景観 公園 緑地 緑化
河川 道路 交通 公共 都市 住宅 建築 建物 土地 用地 農地 森林 水道 下水 上水 廃棄 資源 循環 温暖 気候 変動
再生 可能 持続 発展 成長 社会 保障 保険 医療 健康 介護 看護 保育 子育 児童 生徒 学校 学習 研修 人材 雇用
就労 就業 労働 企業 団体 組織 機関 関係 部署 部局 職員 委員 議会 条例 規則 規定 制度 体制 仕組 手続 申請
届出 許可 認定 登録 交付 補助 助成 負担 費用 予算 決算 財源 収入 支出 課題 問題 現状 状況 傾向 動向 分析
調査 研究 意見 要望 提案 相談 案内 広報 周知 啓発 発信 窓口 電子 端末 技術 開発 設備 機能 性能 安全 安心
安定 快適 便利 利便 効率 効果 適正 適切 迅速 柔軟 公正 公平 透明 多様 共生 共有 交流 国際 平和 人権
尊重 平等 男女 女性 男性 若者 高齢 障害 当事 家族 世帯 世代 将来 未来 次期 前期 後期 期間 年度 年齢 時間
時期 時点 現在 今後 当面 早期 中期 長期 短期 定期 毎年 毎月 年間 人口 減少 増加 推移 割合 比率 程度 以上
以下 以内 未満 不全 不足 不要 必要 重要 主要 重点 優先 総合 統合 個別 具体 全体 全庁 市役 町内 自治 市内
市外 町外 区内 県内 国内 海外 近隣 周辺 中心 拠点 区域 地区 地方 全国 本市 本町 本県 本庁 支所 避難 訓練
備蓄 耐震 浸水 津波 地震 豪雨 台風 被害 復旧 復興 救急 消防 警察 防犯 見守 啓蒙 予防 検診 診断 食育 運動
体育 生活 生涯 意識 意欲 理解 認識 関心 信頼 責任 役割 義務 権利 個人 法人 民間 大学 高校 幼稚 養護 特別
一般 基礎 応用 証人 参考 鑑定 公募 募集 受付 回答 結果 内容 概要 目的 理念 趣旨 背景 経緯 根拠 法律 法令
法的 審議 協議 会議 協定 契約 委託 指定 監視 監督 指導 助言 勧告 報告 記録 統計 資料 書類 文書 図書 館内
展示 催事 行事 祭礼 名所 特産 商店 店舗 市場 投資 誘致 起業 創業 経営 販売 購入 消費 生産 供給 需要 物流
輸送 駐車 駐輪 歩行 自転 自動 車両 鉄道 路線 停留 運行 運転 清掃 収集 処理 処分 分別 減量 排出 抑制 吸収
節電 電力 発電 太陽 風力 熱源 水素 炭素 中立 生物 生態 動物 植物 水質 大気 騒音 振動 汚染 衛生
感染 目指 取組 位置 裏付 心掛 手引 早急 積極 主体 自主 自立 自発 先進 先導 試行 検査 点検
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())
_TAKES_SURU_AS_VERB = frozenset({"目指", "見直", "手渡", "見通", "見出", "引渡", "取消"})
_SUFFIXES = frozenset(
    "者化性的度率数量費料金額所場員力法権案型式用別系層類物品書表課部局室係長会館園校院署員業界圏域街隊点面市町村区県州川山駅家"
)
_NEGATIONS = frozenset("不非無未再")
_FREE_PREFIXES = frozenset("各本同全新旧約毎市町村県国区省庁都府他両現総副主元前次当諸")
_CLOSED_SINGLES = frozenset("等及並又若")
_STEM = "いきぎしちにびみりえけげせてねべめれ"
_I_STEMS = frozenset("言思払問洗使買添追負争願扱")
_NOUN_TAILS = frozenset("家地手方物場口皿元先所人組")


# What is longer than this many code points is cut anew each time: the caches stay small whatever the texts hold.
_LONGEST_KEPT = 120


def _cost(piece: str, has_okurigana: bool) -> int:
    """Return how unlikely a piece of a kanji run is as a word; whole numbers, so that ties are exact."""
    if len(piece) == 1:
        if piece in _CLOSED_SINGLES:
            return 1
        return 3 if has_okurigana else 3 if piece in _FREE_PREFIXES else 7
    if len(piece) == 2:
        return 2 if piece in _KNOWN else 5 if _CLOSED_SINGLES.isdisjoint(piece) else 12
    if piece[2] in _SUFFIXES and not has_okurigana:
        return 3 if piece[:2] in _KNOWN else 6
    if piece[0] in _NEGATIONS:
        return 3 if piece[1:] in _KNOWN else 6
    return 9


def _cut_kanji(run: str) -> tuple[int, ...]:
    """Cut a run of kanji with its okurigana into words; returns their ends, the last that of the run.

    The cheapest words, then the fewest, then the shortest first. Found from the end of the run, with one way on
    for each place, so that time and memory grow with the length of the run and no faster.
    """
    kanji = len(run.rstrip(_HIRAGANA))
    best = [(0, 0, 0)] * (kanji + 1)  # for each place: the cost and number of the words behind it, the next cut
    for start in range(kanji - 1, -1, -1):
        choices = []
        for end in range(start + 1, min(start + 3, kanji) + 1):
            cost, pieces, _ = best[end]
            last = end == kanji < len(run)
            choices.append((cost + _cost(run[start:end], last), pieces + 1, end))
        best[start] = min(choices)
    places = [best[0][2]]
    while places[-1] < kanji:
        places.append(best[places[-1]][2])
    cuts = tuple(places)
    if kanji == len(run):
        return cuts
    stem = run[cuts[-2] if len(cuts) > 1 else 0 : kanji]
    # サ変: 実施|します, 検討|する: the noun can stay while its ending changes.
    if len(stem) > 1 and stem not in _TAKES_SURU_AS_VERB and _is_suru(run[kanji:]):
        return (*cuts, len(run))
    return (*cuts[:-1], len(run))


_kept_kanji_cuts = functools.lru_cache(maxsize=8192)(_cut_kanji)
_HIRAGANA = "".join(map(chr, range(0x3041, 0x30A0)))


def _is_suru(ending: str) -> bool:
    return ending[0] in "しすさせ" and re.match(_SURU, ending) is not None


# A phrase is cut by itself: what stands beyond its 。 or 、 cannot move a boundary in it.
_PHRASE = re.compile(r"[^。、\n]*[。、\n]|[^。、\n]+")


def _builtin_cuts(text: str, start: int, stop: int) -> list[int]:
    """Return the ends of the words between two positions that are known to be boundaries."""
    cuts: list[int] = []
    for match in _PHRASE.finditer(text, start, stop):
        at, phrase = match.start(), match[0]
        # Only at the head of a line or sentence is （１） a label, so the phrase takes its 、 along.
        if at and text[at - 1] == "、":
            at, phrase = at - 1, "、" + phrase
        ends = _phrase_cuts(phrase) if len(phrase) <= _LONGEST_KEPT else _cut_phrase(phrase)
        cuts += [at + end for end in (ends if at == match.start() else ends[1:])]
    return cuts


def _cut_phrase(phrase: str) -> tuple[int, ...]:
    cuts: list[int] = []
    stem_at = -1  # end of a token like 取り, which the next kanji word may continue (取り入れ, 空き家)
    for match in _rules().finditer(phrase):
        end = match.end()
        if match.lastgroup != "kanji":
            cuts.append(end)
            continue
        at, run = match.start(), match[0]
        pieces = _kept_kanji_cuts(run) if len(run) <= _LONGEST_KEPT else _cut_kanji(run)
        if at == stem_at and _continues(phrase, at, run[: pieces[0]]):
            cuts.pop()
        cuts.extend([at + piece for piece in pieces])
        last = end - (at + pieces[-2] if len(pieces) > 1 else at)
        stem_at = end if last == 2 and phrase[end - 1] in _STEM else -1
    return tuple(cuts)


_phrase_cuts = functools.lru_cache(maxsize=4096)(_cut_phrase)


def _continues(text: str, at: int, word: str) -> bool:
    """Tell whether a word goes on from the stem of one kanji and one kana before it."""
    if text[at - 1] == "い" and text[at - 2] not in _I_STEMS:
        return False
    return word in _NOUN_TAILS if len(word) == 1 else word[1] in _HIRAGANA


# ── the dictionary segmenter ─────────────────────────────────────────────────────────────────────────

_SENTENCE = re.compile(r"[^。\n]{1,8000}[。\n]?|[。\n]")


@functools.cache
def _sudachi() -> Callable[[str], Any]:
    try:
        dictionary = importlib.import_module("sudachipy").Dictionary()
    except ImportError as error:
        raise MissingExtraError("sudachipy", "ja") from error
    mode = importlib.import_module("sudachipy").SplitMode.C
    tokenizer = dictionary.create(mode)
    return lambda text: tokenizer.tokenize(text)


def _sudachi_cuts(text: str, start: int, stop: int) -> list[int]:
    """Return the ends of the words of SudachiPy, auxiliaries joined to their verb and units kept whole."""
    tokenize = _sudachi()
    cuts: list[int] = []
    for sentence in _SENTENCE.finditer(text, start, stop):
        offset, verbal = sentence.start(), False
        ends: list[int] = []
        for morpheme in tokenize(sentence[0]):
            part = morpheme.part_of_speech()
            if ends and verbal and (part[0] == "助動詞" or part[1] == "接続助詞"):
                ends.pop()
            else:
                verbal = part[0] in ("動詞", "形容詞")
            ends.append(offset + morpheme.end())
        inside: set[int] = set()
        units: list[int] = []
        for match in _rules().finditer(text, offset, sentence.end()):
            if match.lastgroup in ("label", "unit", "latin"):
                inside.update(range(match.start() + 1, match.end()))
                units += (match.start(), match.end())
        cuts += sorted({end for end in (*ends, *units) if end not in inside and end > offset})
    return cuts


# ── words ────────────────────────────────────────────────────────────────────────────────────────────


def segment(
    text: str, segmenter: Segmenter = "builtin", start: int = 0, stop: int | None = None
) -> list[tuple[int, int]]:
    """Return the spans of the words of a text (語の範囲), which they cover exactly from `start` to `stop`.

    `start` and `stop` are code points; they must stand at a line break, after 。 or at the ends of the text.
    Every boundary is also a boundary of a grapheme cluster. `"sudachi"` takes the words of SudachiPy (mode C)
    between the same units, and raises MissingExtraError without the extra `ja`; another name raises
    WrongValueError.

    >>> [text[a:b] for text in ["令和３年度に見直しを進めます。"] for a, b in segment(text)]
    ['令和３年度', 'に', '見直し', 'を', '進めます', '。']
    """
    stop = len(text) if stop is None else stop
    if segmenter == "builtin":
        cuts = _builtin_cuts(text, start, stop)
    elif segmenter == "sudachi":
        cuts = _sudachi_cuts(text, start, stop)
    else:
        raise WrongValueError(f"segmenter must be 'builtin' or 'sudachi', not {segmenter!r}")
    if not is_simple(text):
        whole = {end for _, end in graphemes(text)}
        cuts = [cut for cut in cuts if cut in whole]
    return list(zip([start, *cuts], cuts, strict=False))


@functools.cache
def _is_particle() -> Callable[[str], object]:
    return re.compile(rf"{_PARTICLES}|等|及び|並びに|又は|若しくは|または|および|し|する|します|した|して").fullmatch


def word_kind(word: str) -> WordKind:
    """Return what a word is to its neighbours (語の種別): an end, a comma, a bracket, a particle, …"""
    return _kept_kind(word) if len(word) <= _LONGEST_KEPT else _find_kind(word)


def _find_kind(word: str) -> WordKind:
    last = word[-1]
    if last in "。．！？!?\n\r":
        return "end"
    if len(word) == 1:
        if last in "、，,・;；:：":
            return "comma"
        category = unicodedata.category(last)
        if category in ("Ps", "Pi"):
            return "open"
        if category in ("Pe", "Pf"):
            return "close"
        if last.isspace():
            return "space"
        if category[0] in "PSC":
            return "sign"
    if word.isspace():
        return "space"
    return "particle" if _is_particle()(word) else "word"


_kept_kind = functools.lru_cache(maxsize=16384)(_find_kind)
