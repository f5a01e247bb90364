"""Numbers as Word's list formats show them (番号の書式): １, 一, ①, ア, イ, Ⅰ …

The formats are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat); those that no Japanese office uses are shown in
plain digits, and :func:`is_known` tells them.
"""

from collections.abc import Callable, Mapping

__all__ = ["is_known", "show_number"]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
#: Word itself counts no further in a list.
_MOST = 32_767


def _roman(number: int) -> str:
    shown = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        shown.append(letters * times)
    return "".join(shown)


def _repeated(signs: str) -> Callable[[int], str]:
    """a … z, aa, bb …: past the end of its set a sign stands once more for each round."""

    def show(number: int) -> str:
        rounds, at = divmod(number - 1, len(signs))
        return signs[at] * (rounds + 1) if rounds < 30 else str(number)

    return show


def _once(signs: str) -> Callable[[int], str]:
    """Plain digits past the end of the set."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _counted(digits: str, units: str, myriad: str, *, keeps_one: bool) -> Callable[[int], str]:
    """十一, 二十, 百: a digit and its unit, place by place; 一 before a unit is said only where ``keeps_one``."""

    def group(number: int) -> str:
        shown = []
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if digit:
                says_digit = digit > 1 or place == 0 or keeps_one
                shown.append((digits[digit] if says_digit else "") + (units[place] if place else ""))
        return "".join(shown)

    def show(number: int) -> str:
        high, low = divmod(number, 10_000)
        return (group(high) if high != 1 else digits[1]) + myriad + group(low) if high else group(low)

    return show


def _ordinal(number: int) -> str:
    tens = number // 10 % 10
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _positional(number: int) -> str:
    return str(number).translate(_IDEOGRAPHS)


def _full_width(number: int) -> str:
    return str(number).translate(_FULL_WIDTH)


def _sixty(number: int) -> str:
    at = (number - 1) % 60
    return _STEMS[at % 10] + _BRANCHES[at % 12]


def _letters(first: str) -> Callable[[int], str]:
    return _repeated("".join(chr(ord(first) + at) for at in range(26)))


def _run_of(first: str, count: int) -> Callable[[int], str]:
    return _once("".join(chr(ord(first) + at) for at in range(count)))


_counting = _counted("〇一二三四五六七八九", " 十百千", "万", keeps_one=False)

_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "japaneseCounting": _counting,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "koreanCounting": str,
    "japaneseLegal": _counted("零壱弐参四伍六七八九", " 拾百阡", "萬", keeps_one=True),
    "japaneseDigitalTenThousand": _positional,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "aiueo": _repeated(_AIUEO_HALF),
    "aiueoFullWidth": _repeated(_AIUEO),
    "iroha": _repeated(_IROHA_HALF),
    "irohaFullWidth": _repeated(_IROHA),
    "decimalEnclosedCircle": _run_of("①", 20),
    "decimalEnclosedCircleChinese": _run_of("①", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "ideographTraditional": _once(_STEMS),
    "ideographZodiac": _once(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def is_known(form: str) -> bool:
    """Whether the format's signs are known here; the others are shown in plain digits."""
    return form in _FORMATS


def show_number(number: int, form: str) -> str:
    """A number of a list in one of Word's formats (番号の表示).

    ``form`` is the name in the file; ``"0…0"``, as many digits as zeros, is a custom format such as 001.

    >>> [show_number(12, form) for form in ("decimalFullWidth", "japaneseCounting", "decimalEnclosedCircle")]
    ['１２', '十二', '⑫']
    """
    if form.strip("0") == "" and form:
        return str(number).zfill(len(form))
    if not 1 <= number <= _MOST and form not in ("none", "bullet", "decimalFullWidth", "decimalFullWidth2"):
        return str(number)
    return _FORMATS.get(form, str)(number)
