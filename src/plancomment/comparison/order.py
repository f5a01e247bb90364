"""The clauses of one plan in their order: where each stands, what it stands below, who its siblings are."""

from collections.abc import Sequence

import attrs

from plancomment.plan import Clause
from plancomment.remarks import has_number

__all__ = ["Order"]

# 条, 項, 号, イ above （１）: deeper ones would name the place no better.
_DEEPEST = 4
# So many clauses may stand below one item before the next of its list.
_LONGEST_ITEM = 500


@attrs.define(eq=False)
class Order:
    """Places and parents of the clauses, each worked out when it is first asked for (条項の順序と上下)."""

    clauses: Sequence[Clause]
    _places: dict[str, int] = attrs.field(factory=dict, init=False)
    _parents: dict[int, int | None] = attrs.field(factory=dict, init=False)

    def place(self, clause: Clause) -> int:
        """Where the clause stands, from 0."""
        if not self._places:
            self._places = {one.id: at for at, one in enumerate(self.clauses)}
        return self._places[clause.id]

    def above(self, clause: Clause) -> tuple[str, ...]:
        """The numbers of the item's article and of the items it stands below, outermost first: （２） above ア."""
        labels: list[str] = []
        at = self._parent(self.place(clause)) if clause.kind == "item" and not clause.location.place else None
        while at is not None and len(labels) < _DEEPEST:
            if has_number(self.clauses[at].label):
                labels.append(self.clauses[at].label)
            at = self._parent(at)
        return tuple(reversed(labels))

    def _parent(self, at: int) -> int | None:
        """The labelled clause under the same heading that the item stands below."""
        if at not in self._parents:
            self._parents[at] = self._find_parent(at)
        return self._parents[at]

    def _find_parent(self, at: int) -> int | None:
        child = self.clauses[at]
        if child.kind != "item":
            return None
        before = at - 1
        while before >= 0:
            clause = self.clauses[before]
            if clause.kind == "heading" or clause.heading_path != child.heading_path:
                return None
            if clause.location.document != child.location.document:
                return None
            if clause.level < child.level and clause.label and clause.kind in ("item", "paragraph"):
                return before
            if before in self._parents and clause.kind == "item" and clause.level >= child.level:
                # Nothing between an item and its parent stands above either: so that a long list is walked once.
                known = self._parents[before]
                if known is None:
                    return None
                before = known
            else:
                before -= 1
        return None

    def in_one_list(self, one: Clause, two: Clause) -> bool:
        """Whether no heading, and no item above theirs, stands between two clauses of one kind and level.

        Items and paragraphs that stand further apart than any list is long are in none.
        """
        if one.kind != "heading" and self.place(two) - self.place(one) > _LONGEST_ITEM:
            return False
        for clause in self.clauses[self.place(one) + 1 : self.place(two)]:
            if clause.kind == "heading" and (one.kind != "heading" or clause.level < one.level):
                return False
            if clause.kind == one.kind == "item" and clause.level < one.level:
                return False
        return True
