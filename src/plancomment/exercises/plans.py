"""Invented plans (演習用の計画): realistic in form and size, in nobody's words."""

from collections.abc import Sequence

import attrs

from plancomment.errors import WrongValueError
from plancomment.exercises import prose, vocabulary
from plancomment.exercises.dice import Dice, require_whole
from plancomment.exercises.drafts import Draft, compose
from plancomment.exercises.numbering import NumberForm
from plancomment.plan import Plan

__all__ = ["make_plan", "recombine"]

_CHAPTER: NumberForm = ("第", "wide", "章")
_SECTION: NumberForm = ("", "wide", "")
_BRACKETED: NumberForm = ("（", "wide", "）")
_CIRCLED: NumberForm = ("", "circled", "")
_KANA: NumberForm = ("", "kana", "")
_TABLE: NumberForm = ("表", "wide", "")

_DOCUMENTS = ("本編", "概要版", "資料編")
_HEADER = ("指標", "現状値", "目標値", "担当課", "主な取組")


def make_plan(clauses: int = 1500, seed: int = 0, version: str = "素案", documents: int = 1) -> Plan:
    """An invented plan of so many clauses (演習用の計画).

    Chapters, sections and subsections, paragraphs of one to four sentences, lists within lists, tables with captions;
    about 40 characters to a clause, as in real plans, of which one in fifty is boilerplate that occurs again and again.
    60 pages are about 1,500 clauses, 1,000 pages about 24,400. The same arguments give the same plan everywhere.

    Args:
        clauses: how many, exactly (件).
        seed: another number gives another plan.
        version: the name of the version (版).
        documents: how many documents they are spread over, about equally (文書数).

    Raises:
        WrongTypeError: a number is not whole.
        WrongValueError: there are fewer clauses than documents, or no document.
    """
    return _plan(prose.invent, clauses, seed, version, documents)


def recombine(
    sentences: Sequence[str], clauses: int = 1500, seed: int = 0, version: str = "素案", documents: int = 1
) -> Plan:
    """The same plan with the caller's sentences in its paragraphs and items, recombined (手持ちの文による計画).

    See :func:`make_plan`; a sentence is given with its full stop. Headings, captions and cells stay invented.

    Raises:
        WrongTypeError: a sentence is no str.
        WrongValueError: there are no sentences; else as :func:`make_plan`.
    """
    return _plan(prose.recombiner(sentences), clauses, seed, version, documents)


def _plan(speak: prose.Speaker, clauses: int, seed: int, version: str, documents: int) -> Plan:
    require_whole(clauses=clauses, seed=seed, documents=documents)
    if documents < 1 or clauses < documents:
        raise WrongValueError(f"{clauses} clauses cannot be spread over {documents} documents")
    writer = _Writer(Dice(seed), speak)
    for number in range(documents):
        name = _DOCUMENTS[number] if number < len(_DOCUMENTS) else f"別冊{prose.wide(number - len(_DOCUMENTS) + 1)}"
        writer.write(name, clauses * (number + 1) // documents)
    return compose(writer.drafts, version, writer.forms)


@attrs.define(eq=False)
class _Writer:
    """A plan while it is written, from its first clause to its last."""

    dice: Dice
    speak: prose.Speaker
    document: str = ""
    end: int = 0
    drafts: list[Draft] = attrs.field(init=False, factory=list)
    forms: list[tuple[NumberForm, int]] = attrs.field(init=False, factory=list)
    said: set[str] = attrs.field(init=False, factory=set)

    def write(self, document: str, end: int) -> None:
        """Write chapters of a document until the plan has so many clauses."""
        self.document, self.end = document, end
        chapters, tables = self.series(_CHAPTER), self.series(_TABLE)
        while len(self.drafts) < end:
            self.add(Draft("heading", prose.heading(self.dice), document, "", "　", 1, series=chapters))
            self.paragraphs(self.dice.between(1, 2))
            sections = self.series(_SECTION)
            for _ in range(self.dice.between(3, 6)):
                self.section(sections, tables)

    def section(self, sections: int, tables: int) -> None:
        self.add(Draft("heading", prose.heading(self.dice), self.document, "", "　", 2, series=sections))
        self.paragraphs(self.dice.between(1, 4))
        if self.dice.chance(35):
            self.items((_BRACKETED, _CIRCLED, _KANA))
        if self.dice.chance(60):
            parts = self.series(_BRACKETED)
            for _ in range(self.dice.between(2, 4)):
                self.add(Draft("heading", prose.heading(self.dice), self.document, "", "　", 3, series=parts))
                self.paragraphs(self.dice.between(1, 5))
                if self.dice.chance(70):
                    self.items((_CIRCLED, _KANA) if self.dice.chance(75) else ())
        if self.dice.chance(22):
            self.table(tables)
            self.paragraphs(self.dice.between(0, 2))

    def paragraphs(self, count: int) -> None:
        for _ in range(count):
            size = self.dice.pick((1, 1, 1, 2, 2, 3, 4))
            self.add(Draft("paragraph", self.words(size), self.document))

    def items(self, forms: Sequence[NumberForm], level: int = 1) -> None:
        """A list, and now and then one inside it; no forms: bullets."""
        series = self.series(forms[0]) if forms else None
        for _ in range(self.dice.between(3, 9 if level == 1 else 5)):
            label, separator = ("", "　") if forms else ("・", "")
            self.add(Draft("item", self.words(1), self.document, label, separator, level, series=series))
            if len(forms) > 1 and self.dice.chance(12):
                self.items(forms[1:], level + 1)

    def table(self, tables: int) -> None:
        self.add(Draft("caption", prose.caption(self.dice), self.document, "", "　", series=tables))
        width = self.dice.between(3, 5)
        rows = [list(_HEADER[:width]), *(prose.row(self.dice, width) for _ in range(self.dice.between(3, 7)))]
        for row, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells, start=1):
                self.add(Draft("cell", text, self.document, row=row, column=column))

    def series(self, form: NumberForm) -> int:
        self.forms.append((form, 1))
        return len(self.forms) - 1

    def add(self, draft: Draft) -> None:
        if len(self.drafts) < self.end:
            self.drafts.append(draft)

    def words(self, sentences: int) -> str:
        """Some sentences that were not said before; now and then boilerplate, which was."""
        if self.dice.chance(2):
            return self.dice.pick(vocabulary.BOILERPLATE)
        # Few given sentences may soon all have been said.
        for _ in range(20):
            text = "".join(self.speak(self.dice) for _ in range(sentences))
            if text not in self.said:
                break
        self.said.add(text)
        return text
