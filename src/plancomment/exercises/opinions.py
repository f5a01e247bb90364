"""Invented comments and answers on a plan that was edited, with the truth about which comment moved which words.

About a third of the comments moved a revision; of the rest some quote or cite what was changed for another reason, some
what was not changed, and some nothing. A part of the answers says only vaguely that something was changed.
"""

import re

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.comparison import Comparison, Revision, compare
from plancomment.consultation import Consultation
from plancomment.exercises.dice import Dice, require_whole
from plancomment.exercises.edits import edit_plan
from plancomment.exercises.plans import make_plan
from plancomment.plan import Clause, Plan
from plancomment.responses import Disposition, DispositionScheme, Reference, Response, ResponsePart

__all__ = ["Opinions", "make_opinions"]

_SCHEME = DispositionScheme(
    (
        Disposition("a", "A", "計画に反映する", True),
        Disposition("b", "B", "既に記載している", False),
        Disposition("c", "C", "今後の参考とする"),
    )
)
_CLAUSES_A_PAGE = 25
#: Longer changes are not quoted in an answer.
_LONGEST = 200


@attrs.frozen
class Opinions:
    """A comparison, a consultation about it, and which comment moved what (意見の演習).

    Attributes:
        comparison: what was changed (新旧対照表).
        consultation: comments and answers (意見公募手続).
        truth: the id of a revision and the id of a comment that moved it; the same change at several places was moved
            by the same comments (正しい対応).
    """

    comparison: Comparison = attrs.field(validator=fields.instance_of(Comparison))
    consultation: Consultation = attrs.field(validator=fields.instance_of(Consultation))
    truth: frozenset[tuple[str, str]]


def make_opinions(
    clauses: int = 1500, edits: int = 80, comments: int = 250, seed: int = 0, vague: int = 15
) -> Opinions:
    """A plan of so many clauses, edited so often, and so many comments on it (意見の演習).

    Args:
        clauses: of the plan (件).
        edits: made to it (件).
        comments: made about it (件).
        seed: another number gives another plan and other comments.
        vague: the share of answers to moving comments that say neither words nor place, or the place only (%).

    Raises:
        WrongTypeError: a number is not whole.
        WrongValueError: there are too few clauses, or too many edits, see :func:`edit_plan`.
    """
    require_whole(comments=comments, vague=vague)
    exercise = edit_plan(make_plan(clauses, seed=seed), edits, seed=seed)
    old, new = _with_pages(exercise.old), _with_pages(exercise.new)
    comparison = compare(old, new)
    writer = _Writer(comparison, Dice(seed), vague)
    revisions = [one for one in comparison.revisions if one.needs_reason]
    while len(writer.comments) < comments:
        roll = writer.dice.below(100)
        if roll < 35 and revisions:
            writer.move(writer.dice.pick(revisions))
        elif roll < 50 and revisions:
            writer.deny(writer.dice.pick(revisions))
        elif roll < 70:
            writer.speak_elsewhere(writer.dice.pick(old.clauses))
        else:
            writer.chat()
    record = Consultation(
        "意見募集", scheme=_SCHEME, comments=tuple(writer.comments), responses=tuple(writer.responses)
    )
    return Opinions(comparison, record, frozenset(writer.truth))


def _with_pages(plan: Plan) -> Plan:
    clauses = tuple(
        attrs.evolve(one, location=attrs.evolve(one.location, page=1 + at // _CLAUSES_A_PAGE))
        for at, one in enumerate(plan.clauses)
    )
    return Plan(plan.version, clauses)


def _marked(revision: Revision) -> tuple[str, str]:
    """The first words taken out and put in, "" where there are none."""
    if revision.diff is None:
        return revision.old or "", revision.new or ""
    segments = revision.diff.segments
    for at, one in enumerate(segments):
        if one.tag.value == "delete":
            after = segments[at + 1] if at + 1 < len(segments) else None
            return one.text, after.text if after is not None and after.tag.value == "insert" else ""
        if one.tag.value == "insert":
            return "", one.text
    return "", ""


@attrs.define(eq=False)
class _Writer:
    """Comments and answers while they are written."""

    comparison: Comparison
    dice: Dice
    vague: int
    comments: list[Comment] = attrs.field(init=False, factory=list)
    responses: list[Response] = attrs.field(init=False, factory=list)
    truth: set[tuple[str, str]] = attrs.field(init=False, factory=set)
    same: dict[tuple[str, str], list[str]] = attrs.field(init=False, factory=dict)
    answered: dict[str, str] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for one in self.comparison.revisions:
            self.same.setdefault(_marked(one), []).append(one.id)

    def move(self, revision: Revision) -> None:
        """One or two comments that moved a revision, and the answer."""
        dice, (old, new) = self.dice, _marked(revision)
        if max(len(old), len(new)) > _LONGEST or "\n" in old + new:
            return
        page, new_page = (
            self._page(revision, version) for version in (self.comparison.old_version, self.comparison.new_version)
        )
        texts = [self._asking(revision, old, page) for _ in range(1 if dice.chance(80) else 2)]
        answer = self._answer(revision, old, new, new_page)
        refers: tuple[Reference, ...] = ()
        if revision.id in self.answered and dice.chance(30):
            answer, refers = "前記の回答のとおりです。", (Reference(self.answered[revision.id]),)
        ids = self._add(texts, answer, "a" if dice.chance(90) else "c", refers)
        self.answered.setdefault(revision.id, self.responses[-1].id)
        for name in self.same[old, new]:
            self.truth.update((name, one) for one in ids)

    def deny(self, revision: Revision) -> None:
        """About words or a place that were changed, for another reason: it moved nothing."""
        dice, new = self.dice, _marked(revision)[1]
        said = "現状でよいのではないか。"
        if revision.old and dice.chance(40):
            said = f"「{self._piece(revision.old, '', dice.between(6, 18))}」とあるが、費用はどうか。"
        page = self._page(revision, self.comparison.old_version)
        if page and dice.chance(40):
            said = f"素案{page}ページの{said}"
        answer = "貴重なご意見として承ります。"
        if revision.new and dice.chance(30):
            answer = f"「{self._piece(revision.new, new, 12)}」を目指してまいります。"
        self._add([said], answer, dice.pick("bbccca" if dice.chance(30) else "bbc"))

    def speak_elsewhere(self, clause: Clause) -> None:
        """About a clause that may be the same in both versions."""
        said = "もっと進めてほしい。"
        if self.dice.chance(50) and len(clause.text) > 6:
            said = f"「{self._piece(clause.text, '', self.dice.between(6, 18))}」は大切だと思う。"
        if self.dice.chance(50):
            said = f"P{clause.location.page}の{said}"
        self._add([said], self.dice.pick(("取組を進めます。", "既に記載しております。")), self.dice.pick("bbcc"))

    def chat(self) -> None:
        """About nothing in particular."""
        said = self.dice.pick(("素晴らしい計画だ。", "費用が心配。", "広報に力を入れてほしい。"))
        self._add([said], "ありがとうございます。", "c")

    def _add(self, texts: list[str], answer: str, disposition: str, refers: tuple[Reference, ...] = ()) -> list[str]:
        ids = [str(len(self.comments) + number) for number in range(1, len(texts) + 1)]
        self.comments.extend(Comment(name, summary=text) for name, text in zip(ids, texts, strict=True))
        name = f"A{len(self.responses) + 1}"
        self.responses.append(Response(name, tuple(ids), (ResponsePart(answer),), disposition, refers))
        return ids

    def _page(self, revision: Revision, version: str) -> int | None:
        return next((one.page for one in revision.locations if one.version == version and one.page), None)

    def _piece(self, text: str, around: str, size: int) -> str:
        """Words of a text, around those that are changed."""
        at = text.find(around) if around else self.dice.below(max(1, len(text)))
        start = max(0, at - self.dice.between(0, size // 2))
        return re.sub("[「」『』\n]", "", text[start : start + size + len(around)])

    def _blur(self, words: str) -> str:
        """The words as somebody remembers them."""
        at = self.dice.below(max(1, len(words)))
        return words[:at] + self.dice.pick(("", "など", "、")) + words[at + 1 :]

    def _asking(self, revision: Revision, old: str, page: int | None) -> str:
        dice, said = self.dice, "もっと分かりやすくしてほしい。"
        if revision.old and dice.chance(45):
            piece = self._piece(revision.old, old, dice.between(6, 18))
            if len(piece) >= 4:
                piece = self._blur(piece) if dice.chance(25) else piece
                said = f"「{piece}」は表現として弱いのではないか。"
        if page and dice.chance(45):
            said = dice.pick(("素案P{}の", "{}ページの", "計画書Ｐ．{}、", "第{}頁にある")).format(page) + said
        return said

    def _answer(self, revision: Revision, old: str, new: str, page: int | None) -> str:
        dice = self.dice
        lead = dice.pick(("ご意見を踏まえ、", "ご指摘のとおり、", "御意見を受け、", ""))
        place = f"{page}ページの" if page and dice.chance(30) else ""
        if dice.chance(self.vague):
            return dice.pick((f"{lead}{place}記述を修正しました。", f"{lead}修正しました。", "ご意見のとおりです。"))
        if not new:
            return f"{lead}{place}「{old}」を削除しました。"
        longer = self._piece(revision.new or "", new, dice.between(6, 16))
        if not old:
            return dice.pick(
                (
                    f"{lead}{place}「{new}」との記述を追加しました。",
                    f"{lead}次の文章を追加しました。\n{new}",
                    f"{lead}「{longer}」を追記。",
                )
            )
        changed = f"「{self._blur(longer)}」と修正しました。" if len(longer) > 8 else f"「{new}」に変更いたしました。"
        return dice.pick(
            (
                f"{lead}{place}「{old}」を「{new}」に改めました。",
                f"{lead}「{longer}」としました。",
                f"{lead}「{old}」から「{new}」へ修正します。",
                f"（修正前）{old}\n（修正後）{new}",
                f"{lead}{changed}",
            )
        )
