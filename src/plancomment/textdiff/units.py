"""Numbers, dates, articles and labels as expressions (数量・年月日・条項・番号): what is marked whole or not at all.

Every function returns the source of an expression; :mod:`plancomment.textdiff.phrases` compiles them, once.
"""

__all__ = ["DIGIT", "KANJI", "KANJI_DIGIT", "LATIN", "UNIT_START", "english_rule", "label_rule", "unit_rule"]

KANJI = "々〆〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DIGIT = "0-9０-９"
KANJI_DIGIT = "〇一二三四五六七八九十百千"
LATIN = "A-Za-zＡ-Ｚａ-ｚÀ-ɏ"

# Whatever a unit in the middle of a Japanese sentence can begin with: a quick look before the long expressions.
UNIT_START = rf"(?=[{DIGIT}{KANJI_DIGIT}Ⅰ-Ⅻ元第令平昭大明午年月週日前次同本別様数RHSＲＨＳ±▲△¥￥$€£\-−－+＋])"

_UNIT = (
    "年度|年間|年代|年生|年分|年|か年|カ年|ヵ年|ヶ年|ケ年|"
    "[かカヵヶケ箇]月分|[かカヵヶケ箇]月間?|月|週間|週|日間|日分|日|時間|時|分間|"
    "分の[0-9０-９]+|分|秒間?|歳児?|才|[かカヵヶケ箇]所|[かカヵヶケ箇]国|"
    "[兆億万千]?(?:円|人分|食分|人|名|世帯|台|件|戸|棟|トン|㎡|本|冊|枚|部|頭|個|通|票|回|ヘクタール)|百万円|"
    "十億円|人日|者|校|園|館|社|団体|施設|事業所|事業|地区|箇条|項目|種類|段階|車線|路線|ページ|頁|"
    "行目|行|番地|番|号|点|割|倍|階建て|階|級|位|次|期|条|項|目|章|節|款|編|回目|度目|度|床|組|基|式|"
    "軒|両|隻|便|丁目|区画|ポイント|パーセント|キロメートル|センチメートル|メートル|キロ|グラム|"
    "リットル|平方キロメートル|平方メートル|立方メートル|日目|年目|人目|つ目|つ|代|時点|周年|学級|学年"
)
# What can follow 第 and a number in the middle of a name (第2次|総合計画, 第四|本部).
_RANK = (
    "次|期(?!間)|回(?!路)|号(?!線)|位|級|種|類|巻|日(?!曜)|週|年度|年|部(?![会門局署])|学年|地区|段階|ステージ|"
    "目(?![標的])"
)
_MEASURE = (
    "%|％|‰|℃|°C|㎡|㎥|㎞|㎝|㎜|㎏|㎎|[kKｋmMcｃGMkK]?(?:Wh?|ｍ|m|g|ｇ|L|l|B|t|Hz|Pa)(?:[23²³２３])?|ha|ｈａ|dB|ｋｍ|pt"
)
_SPACED_UNIT = (
    "(?:percent|times|minutes?|hours?|days?|weeks?|months?|years?|yen|people|persons?|residents?|households?|"
    "million|billion|km[²³]?|kg|cm|mm|ha|m[²³]?|g|t|MW|kWh?|[ap]\\.m\\.|[AP]M|[ap]m)"
)
_COUNT = rf"(?:[{DIGIT}]+|[{KANJI_DIGIT}]+|元)"
_NUMBER = rf"[{DIGIT}]+(?:[,，.．][{DIGIT}]+)*(?:[兆億万千百](?:[{DIGIT}]+(?:[,，][{DIGIT}]+)*[万千])?)*"
_WAVE = "[～〜~]"
_ERA_LETTER = "RHSＲＨＳ"
ERA = rf"(?:令和|平成|昭和|大正|明治|[{_ERA_LETTER}](?=[{DIGIT}元])){_COUNT}(?:[（(][12１２][{DIGIT}]{{3}}年?[）)])?"


def _date() -> str:
    """Return dates, 年度 and what is left of them (2025年, 10月19日, 令和6～10年度, R7.4.1)."""
    d = DIGIT
    day = rf"{_COUNT}月(?:{_COUNT}日)?"
    year = rf"(?:{ERA}|(?<![{d}])[{d}]{{4}}(?:[（(]{ERA}[）)])?)年"
    both = rf"(?:(?<![{d}])[{d}]{{4}}年[（(]{ERA}年?[）)]|{ERA}年[（(][{d}]{{4}}年?[）)])"
    return (
        rf"(?:{both}(?:{day})?|{year}{day}|{ERA}{_WAVE}{_COUNT}年度?|[{_ERA_LETTER}][{d}元]+(?:[.．/／][{d}]+){{1,2}}"
        rf"|{ERA}(?:年度|年間|年)?|[{d}]{{4}}[（(]{ERA}[）)]年度?|{_COUNT}月{_COUNT}日)"
    )


def _article() -> str:
    """Return articles, with what they are relative to (第10条第2項, 同条第3項, 前2項, 別表第1)."""
    rank = "(?:条(?![例件約文])|項(?!目)|号(?!令|俸|線)|章|節(?![電水約目])|款|編(?![集成])|目)"
    branch = rf"(?:の{_COUNT}(?![{KANJI_DIGIT}{DIGIT}]))*"
    part = rf"第?{_COUNT}{rank}{branch}"
    span = rf"第{_COUNT}(?:-[{DIGIT}]+)?"
    return (
        rf"(?:[前次同本]{_COUNT}?(?:条(?![例件約文])|項(?!目)|号(?!令|俸|線)|章|節(?![電水約目]))(?:{part})*"
        rf"|(?:別記様式|別表|別紙|別図|別記|様式)(?:第{_COUNT}号?|[{DIGIT}]+){branch}"
        rf"|(?!第三者){span}(?:{_WAVE}第?{_COUNT})?(?:(?:条|項|号|章|節|款|編){branch}(?:{part})*|四半期|[月火水木金土日]曜日?"
        rf"|(?:{_RANK})|[{KANJI}]{{1,2}}(?![{KANJI}])|))"
    )


def _quantity() -> str:
    """Return numbers with the sign before them and the unit after them."""
    d = DIGIT
    signed = rf"(?:[±▲△¥￥$€£]|(?<![{d}A-Za-zＡ-Ｚａ-ｚ）)])[-−－+＋](?=[{d}]))?"
    per = "(?:[/／](?:h|s|L|l|ha|km²?|m[²³]?|㎡|人|日|月|年))?"
    measure = rf"(?:{_MEASURE}){per}(?![A-Za-zａ-ｚ])| {_SPACED_UNIT}{per}(?![A-Za-z])"
    counter = (
        rf"{_UNIT}|[ァ-ヴー]+|[{KANJI}]{{3}}(?![{KANJI}])|(?!以|未満|程度|前後|超|等|及|又|並|台)[{KANJI}]{{1,2}}"
        r"|(?:st|nd|rd|th)(?![A-Za-z])|(?:-[A-Za-z]+)+|[A-ZＡ-Ｚ]{1,2}(?![A-Za-zＡ-Ｚ])"
    )
    linked = rf"(?:[{d}]+|[Ⅰ-Ⅻ])(?:[-－‐−:：/／.．][{d}]+)+"
    return rf"(?:{linked}(?:{measure}|{_UNIT})?|{signed}{_NUMBER}(?:{_WAVE}{_NUMBER})?(?:{measure}|{counter})?)"


def unit_rule() -> str:
    """Return what finds a unit (単位つきの数, 年月日, 条項), wherever it stands; begin it with UNIT_START."""
    kanji_number = rf"[{KANJI_DIGIT}][{KANJI_DIGIT}万億兆]*[{KANJI_DIGIT}万億兆](?:{_UNIT})|[{KANJI_DIGIT}]つ目?"
    kanji_number += rf"|〇・[{KANJI_DIGIT}]+|[{KANJI_DIGIT}]+分の[{KANJI_DIGIT}]+(?:・[{KANJI_DIGIT}]+)?"
    kanji_number += rf"|数[十百千万億]+(?:{_UNIT})"
    kanji_number += rf"|[{KANJI_DIGIT}]+(?:[かヶ箇]年|[かヶ箇]月|[かヶ箇]所|年度|年間|回|週間|日間|月{_COUNT}日)"
    clock = rf"(?:午前|午後)?{_COUNT}時(?!間|点|期|代|に応)(?:{_COUNT}分|半)?"
    per_time = rf"[年月週日](?=[{DIGIT}]+回){_NUMBER}回"
    return rf"(?:{per_time}|{_date()}|{clock}|{_article()}|{_quantity()}|{kanji_number})"


def label_rule() -> str:
    """Return what finds a label (見出し番号): at the head of a sentence, or in parentheses beside another."""
    item = rf"(?:[{DIGIT}]{{1,3}}|[{KANJI_DIGIT}]{{1,3}}|[ア-ンｱ-ﾝa-zA-Zａ-ｚⅠ-ⅻ])"
    head = "(?<![^\n。　])"
    return (
        rf"(?=[（({DIGIT}{KANJI_DIGIT}ア-ンa-zA-Z])(?:{head}[（(]?{item}[）)]"
        rf"|[（(]{item}[）)](?={_WAVE}|から|まで|に掲げる|の規定|のとおり)|(?<=、)[（(]{item}[）)](?=[のをにとはが及又並若、])"
        rf"|(?:(?<=[～〜~記項号条び\-－])|(?<=又は)|(?<=[）)]と))[（(]{item}[）)])"
    )


def english_rule() -> str:
    """Return what finds a date or a numbered part in English, words and number together."""
    month = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    day = "[0-9]{1,2}(?:st|nd|rd|th)?"
    part = "(?:Article|Section|Chapter|Part|Paragraph|Clause|Item|Table|Figure|Appendix|Annex|Phase|No\\.|page|p\\.)"
    return (
        rf"(?<![A-Za-z0-9])(?:{day} {month}(?: [0-9]{{4}})?|{month} (?:{day}(?:, [0-9]{{4}})?|[0-9]{{4}})(?![0-9])"
        rf"|(?:fiscal (?:year )?|FY ?)[0-9]{{2,4}}|{part} ?[0-9]+(?:[.-][0-9]+)*(?:\([0-9a-z]\))?)(?![A-Za-z0-9])"
    )
