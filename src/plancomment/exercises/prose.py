"""Sentences, headings and cells for invented plans (文の生成), and given sentences recombined (文の組替え)."""

from collections.abc import Callable, Sequence

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.exercises import vocabulary as words
from plancomment.exercises.dice import Dice

__all__ = ["Speaker", "invent", "recombiner", "wide"]

# Draws one sentence.
Speaker = Callable[[Dice], str]

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def wide(number: int) -> str:
    """A number in full-width digits, as in labels and official prose."""
    return str(number).translate(_WIDE)


def year(dice: Dice) -> str:
    """A year of the Reiwa era (令和〇年度)."""
    return f"令和{wide(dice.between(3, 17))}年度"


def amount(dice: Dice, unit: str) -> str:
    """A plausible figure with its unit."""
    if unit == "％":
        return f"{dice.between(3, 98)}.{dice.below(10)}％"
    return f"{dice.between(12, 98_000):,}{unit}" if unit in ("人", "冊", "㎡") else f"{dice.between(3, 960)}{unit}"


def target(dice: Dice) -> str:
    """What a sentence is about: a theme and what is done about it."""
    modifier = dice.pick(words.MODIFIERS) if dice.chance(45) else ""
    return f"{modifier}{dice.pick(words.THEMES)}の{dice.pick(words.ASPECTS)}"


def heading(dice: Dice) -> str:
    """A heading (見出し)."""
    form = dice.below(6)
    if form == 0:
        return f"{dice.pick(words.THEMES)}をめぐる現状と課題"
    if form == 1:
        return f"{dice.pick(words.AIMS)}の実現に向けて"
    if form == 2:
        return f"{dice.pick(words.PLACES)}における{dice.pick(words.THEMES)}の{dice.pick(words.ASPECTS)}"
    if form == 3:
        return f"{dice.pick(words.THEMES)}と{dice.pick(words.THEMES)}"
    return target(dice)


def caption(dice: Dice) -> str:
    """The title of a table (表題)."""
    return f"{dice.pick(words.PLACES)}の{dice.pick(words.STATISTICS)[0]}（{year(dice)}）"


def row(dice: Dice, width: int) -> list[str]:
    """One row of a table of indicators (指標の表の行)."""
    name, unit = dice.pick(words.STATISTICS)
    cells = [
        f"{dice.pick(words.PLACES)}の{name}" if dice.chance(60) else name,
        amount(dice, unit),
        amount(dice, unit),
        dice.pick(words.DIVISIONS),
        target(dice) if dice.chance(70) else "－",
    ]
    return cells[:width]


def invent(dice: Dice) -> str:
    """One sentence of official Japanese (計画の文)."""
    lead = dice.pick(words.CONNECTIVES) if dice.chance(18) else ""
    return lead + _FORMS[dice.below(len(_FORMS))](dice) + "。"


def _policy(dice: Dice) -> str:
    return f"{_occasion(dice)}{target(dice)}{dice.pick(words.ENDINGS)}"


def _joint(dice: Dice) -> str:
    joint = dice.pick(("と連携し", "の協力を得ながら", "との協定に基づき", "と役割を分担し", "にも参画を呼び掛け"))
    return f"{dice.pick(words.PARTNERS)}{joint}、{dice.pick(words.MEANS)}により{target(dice)}{dice.pick(words.ENDINGS)}"


def _double(dice: Dice) -> str:
    first, second = dice.pick(words.MEANS), dice.pick(words.MEANS)
    return f"{target(dice)}に向け、{first}や{second}{dice.pick(words.ENDINGS)}"


def _actor(dice: Dice) -> str:
    other = dice.pick(words.THEMES)
    return f"{dice.pick(words.ACTORS)}は、{other}に関する{dice.pick(words.MEANS)}{dice.pick(words.ENDINGS)}"


def _aim(dice: Dice) -> str:
    where = f"{dice.pick(words.PLACES)}において"
    why = dice.pick(("を実現するため", "につなげるため", "を守るため", "を目指して", "の基盤として"))
    return f"{dice.pick(words.AIMS)}{why}、{where}{target(dice)}{dice.pick(words.ENDINGS)}"


def _deadline(dice: Dice) -> str:
    name, unit = dice.pick(words.STATISTICS)
    goal = dice.pick(
        ("を{}とすることを目標に", "を{}まで引き上げるよう", "が{}に達することを目安として", "の目標値{}に向け")
    )
    return f"{year(dice)}までに{name}{goal.format(amount(dice, unit))}、{target(dice)}{dice.pick(words.ENDINGS)}"


def _figure(dice: Dice) -> str:
    name, unit = dice.pick(words.STATISTICS)
    now, before = f"{year(dice)}に{amount(dice, unit)}", f"{year(dice)}の{amount(dice, unit)}"
    return f"{dice.pick(words.PLACES)}の{name}は{now}で、{before}{dice.pick(words.TURNS)}"


def _survey(dice: Dice) -> str:
    share = f"{dice.between(21, 88)}.{dice.below(10)}％"
    survey, verb = dice.pick(words.SURVEYS), dice.pick(words.OPINIONS)
    ending = f"、{dice.pick(words.ISSUES)}{dice.pick(words.FINDINGS)}" if dice.chance(50) else ""
    return f"{year(dice)}の{survey}、「{target(dice)}」{verb}人が{share}{ending or dice.pick(words.SHARES)}"


def _issue(dice: Dice) -> str:
    return f"{_occasion(dice)}{dice.pick(words.THEMES)}では{dice.pick(words.ISSUES)}{dice.pick(words.FINDINGS)}"


def _schedule(dice: Dice) -> str:
    time = dice.pick(("{}月から年{}回", "{}月を目途に{}か所で", "{}月以降、週{}日", "{}月末までに{}会場で"))
    when = time.format(wide(dice.between(1, 12)), wide(dice.between(2, 12)))
    return f"{dice.pick(words.MEANS)}は、{year(dice)}の{when}、{dice.pick(words.ACTORS)}{dice.pick(words.DOINGS)}"


def _provision(dice: Dice) -> str:
    article = f"条例第{wide(dice.between(1, 48))}条第{wide(dice.between(1, 6))}項"
    basis = dice.pick(("{}の規定に基づき", "{}に定めるところにより", "{}を受けて", "{}の趣旨を踏まえ")).format(article)
    if dice.chance(50):
        return f"{basis}、{dice.pick(words.THEMES)}に係る{dice.pick(words.MEANS)}を{dice.pick(words.ACTORS)}が担います"
    subject = f"{dice.pick(words.THEMES)}の{dice.pick(words.ASPECTS)}"
    return f"{subject}は、{basis}、{dice.pick(words.ACTORS)}{dice.pick(words.DOINGS)}"


def _occasion(dice: Dice) -> str:
    form = dice.below(6)
    if form == 0:
        return f"{dice.pick(words.TRENDS)}に伴い、"
    if form == 1:
        return f"{dice.pick(words.TRENDS)}と{dice.pick(words.TRENDS)}を踏まえ、"
    if form == 2:
        return f"{dice.pick(words.PLACES)}では、"
    if form == 3:
        return f"{dice.pick(words.ISSUES)}に対応するため、"
    return f"{dice.pick(words.ACTORS)}の意見を聴きながら、" if form == 4 else ""


_FORMS = (_policy, _policy, _joint, _double, _actor, _aim, _deadline, _figure, _survey, _issue, _schedule, _provision)


def recombiner(sentences: Sequence[str]) -> Speaker:
    """Sentences made of the beginning of one of the given sentences and the end of another (文の組替え).

    Each is cut behind a 、 or を in its middle third; what has none is used whole. Ten sentences give a hundred.

    Raises:
        WrongTypeError: a sentence is no str.
        WrongValueError: there are none but blank ones.
    """
    if isinstance(sentences, str) or not isinstance(sentences, Sequence):
        raise WrongTypeError(f"sentences must be a sequence of str, not {type(sentences).__name__}")
    heads: list[str] = []
    tails: list[str] = []
    whole: list[str] = []
    for sentence in sentences:
        if not isinstance(sentence, str):
            raise WrongTypeError(f"a sentence must be str, not {type(sentence).__name__}")
        text = " ".join(sentence.split())
        cut = _cut(text)
        if cut:
            heads.append(text[:cut])
            tails.append(text[cut:])
        elif text:
            whole.append(text)
    if not heads and not whole:
        raise WrongValueError("there are no sentences to recombine")

    def speak(dice: Dice) -> str:
        at = dice.below(len(heads) + len(whole))
        return whole[at - len(heads)] if at >= len(heads) else heads[at] + dice.pick(tails)

    return speak


def _cut(text: str) -> int:
    """Behind which character a sentence may go on as another one; 0 where there is none."""
    third = len(text) // 3
    for sign in "、を":
        at = text.find(sign, third, len(text) - third)
        if at >= 0:
            return at + 1
    return 0
