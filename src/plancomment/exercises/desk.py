"""A plan on which edits are marked, to be carried out together (改定の作業台)."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from plancomment.exercises.dice import Dice
from plancomment.exercises.drafts import Draft, compose, unpack
from plancomment.exercises.numbering import NumberForm
from plancomment.exercises.prose import Speaker
from plancomment.exercises.truth import Exercise, LinkKind, TrueLink
from plancomment.plan import Plan

__all__ = ["Desk"]


@attrs.define(eq=False, init=False)
class Desk:
    """The clauses of a plan, what shall be done to them, and what is still untouched.

    Attributes:
        dice: all chance comes from here (乱数).
        speak: where new words come from (文の源).
        drafts: the clauses of the old plan, in order (旧の条項).
        said: all texts of both versions so far: none is made twice (使われた本文).
    """

    dice: Dice
    speak: Speaker
    drafts: list[Draft]
    said: set[str]
    _plan: Plan
    _forms: list[tuple[NumberForm, int]]
    _times: Counter[str]
    _extents: dict[int, tuple[int, int]]
    _touched: set[int]
    _gone: set[int]
    _kinds: dict[int, LinkKind]
    _changed: dict[int, list[Draft]]
    _inserted: dict[int, list[Draft]]

    def __init__(self, plan: Plan, dice: Dice, speak: Speaker) -> None:
        self._plan, self.dice, self.speak = plan, dice, speak
        self.drafts, self._forms = unpack(plan)
        self._times = Counter(draft.text for draft in self.drafts)
        self.said = set(self._times)
        self._extents = {}
        for at, draft in enumerate(self.drafts):
            if draft.series is not None:
                self._extents[draft.series] = (self._extents.get(draft.series, (at, at))[0], at)
        self._touched, self._gone = set(), set()
        self._kinds, self._changed, self._inserted = {}, {}, {}

    # ── what may be done ────────────────────────────────────────────────────────────────────────────

    def is_free(self, places: Iterable[int]) -> bool:
        """Whether all these clauses are there and untouched."""
        return all(0 <= at < len(self.drafts) and at not in self._touched for at in places)

    def is_leaf(self, at: int) -> bool:
        """A paragraph, or an item without items of its own."""
        draft = self.drafts[at]
        if draft.kind != "item":
            return draft.kind == "paragraph"
        below = self.drafts[at + 1] if at + 1 < len(self.drafts) else None
        return not (below is not None and below.kind == "item" and below.level > draft.level)

    def is_unique(self, at: int) -> bool:
        """Whether no other clause says the same."""
        return self._times[self.drafts[at].text] == 1

    def is_single(self, at: int) -> bool:
        """Whether it can be taken out by itself, and everybody can tell that it was this one."""
        return self.is_free((at,)) and self.is_leaf(at) and self.is_unique(at)

    def is_alike(self, one: int, other: int) -> bool:
        """Whether one may stand where the other stands: paragraphs, or items or headings of one form and level."""
        a, b = self.drafts[one], self.drafts[other]
        return (a.kind, a.level, self._form(a)) == (b.kind, b.level, self._form(b))

    def _form(self, draft: Draft) -> object:
        return draft.label if draft.series is None else self._forms[draft.series][0]

    def is_gap(self, at: int) -> bool:
        """Whether something may be put before this clause: it and the one before it stay, and belong together."""
        if not 0 < at < len(self.drafts) or at in self._inserted or {at - 1, at} & self._gone:
            return False
        before, behind = self.drafts[at - 1], self.drafts[at]
        return before.kind != "caption" and before.document == behind.document

    def is_still(self, block: range) -> bool:
        """Whether nothing was put into this block or before it."""
        return self._inserted.keys().isdisjoint(block)

    def holds_whole_lists(self, block: range) -> bool:
        """Whether every list in it begins and ends in it."""
        for at in block:
            series = self.drafts[at].series
            if series is not None and not set(self._extents[series]) <= set(block):
                return False
        after = self.drafts[block.stop] if block.stop < len(self.drafts) else None
        return self.drafts[block.start].kind != "item" and not (after is not None and after.kind == "item")

    def new_words(self, sentences: int) -> str | None:
        """A text that was not said yet, None if there seems to be none left."""
        for _ in range(50):
            text = "".join(self.speak(self.dice) for _ in range(sentences))
            if text not in self.said:
                self.said.add(text)
                return text
        return None

    # ── doing it ────────────────────────────────────────────────────────────────────────────────────

    def change(self, places: Sequence[int], kind: LinkKind, drafts: list[Draft]) -> None:
        """Let other clauses stand in the place of these."""
        self._touched.update(places)
        self._gone.update(places[1:])
        self._changed[places[0]] = drafts
        self._kinds[places[0]] = kind
        self.said.update(draft.text for draft in drafts)

    def delete(self, at: int) -> None:
        self._touched.add(at)
        self._gone.add(at)
        self._kinds[at] = "deleted"

    def insert(self, at: int, draft: Draft) -> None:
        """Put a new clause before this one."""
        self._inserted[at] = [draft]

    def move(self, block: range, at: int) -> None:
        """Put a block before this clause; there it is counted on in that one's list."""
        own, target = self.drafts[block.start].series, self.drafts[at]
        moved = []
        for place in block:
            draft = self.drafts[place]
            series = target.series if draft.series == own and own is not None else draft.series
            moved.append(attrs.evolve(draft, series=series, document=target.document))
            self._kinds[place] = "moved"
        self._touched.update(block)
        self._gone.update(block)
        self._inserted[at] = moved

    # ── what comes of it ────────────────────────────────────────────────────────────────────────────

    def exercise(self, version: str) -> Exercise:
        """Carry everything out, count the labels anew and tell the truth about it."""
        drafts = list(self._result())
        new = compose(drafts, version, self._forms)
        old_ids, new_ids = [one.id for one in self._plan.clauses], [one.id for one in new.clauses]
        became: dict[tuple[int, ...], list[int]] = {}
        added = []
        for at, draft in enumerate(drafts):
            if draft.origins:
                became.setdefault(draft.origins, []).append(at)
            else:
                added.append(TrueLink("added", (), (new_ids[at],)))
        links = [(at, TrueLink("deleted", (old_ids[at],), ())) for at, kind in self._kinds.items() if kind == "deleted"]
        for origins, places in became.items():
            renumbered = self._plan.clauses[origins[0]].label != new.clauses[places[0]].label
            olds, news = tuple(old_ids[at] for at in origins), tuple(new_ids[at] for at in places)
            links.append((origins[0], TrueLink(self._kinds.get(origins[0], "same"), olds, news, renumbered)))
        links.sort(key=lambda one: one[0])
        return Exercise(self._plan, new, (*(link for _, link in links), *added))

    def _result(self) -> Iterable[Draft]:
        for at, draft in enumerate(self.drafts):
            yield from self._inserted.get(at, ())
            if at in self._changed:
                yield from self._changed[at]
            elif at not in self._gone:
                yield draft
