"""What was done to a plan, clause by clause (演習の正解)."""

from typing import Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongValueError
from plancomment.plan import Plan

__all__ = ["Exercise", "LinkKind", "TrueLink"]

LinkKind = Literal["same", "amended", "rewritten", "split", "merged", "moved", "added", "deleted"]

_SIDES: dict[str, tuple[int, int]] = {"split": (1, 2), "merged": (2, 1), "added": (0, 1), "deleted": (1, 0)}


@attrs.frozen
class TrueLink:
    """Which clauses became which, known because we did it ourselves (正しい対応).

    Attributes:
        kind: ``"same"`` 変更なし, ``"amended"`` a small change 一部改正, ``"rewritten"`` about half
            of the words kept 全面改正, ``"split"`` 分割, ``"merged"`` 統合, ``"moved"`` 移動, ``"added"`` 新設,
            ``"deleted"`` 削除 (種類).
        old_ids: ids in the old plan: two where clauses were merged, none where one was added (旧の条項ID).
        new_ids: ids in the new plan: two where a clause was split, none where one was deleted (新の条項ID).
        renumbered: there is a clause on both sides and the label of the first differs (番号の変更).

    Raises:
        WrongValueError: the numbers of ids are not those of the kind.
    """

    kind: LinkKind = attrs.field(
        validator=fields.one_of("same", "amended", "rewritten", "split", "merged", "moved", "added", "deleted")
    )
    old_ids: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(str))
    new_ids: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(str))
    renumbered: bool = attrs.field(default=False, validator=fields.flag)

    def __attrs_post_init__(self) -> None:
        sizes = (len(self.old_ids), len(self.new_ids))
        if sizes != _SIDES.get(self.kind, (1, 1)):
            raise WrongValueError(f"TrueLink of kind {self.kind!r} cannot have {sizes[0]} old and {sizes[1]} new ids")


@attrs.frozen
class Exercise:
    """A plan, the same plan after seeded edits, and the truth about them (演習).

    Attributes:
        old: before (旧).
        new: after (新).
        truth: every clause of both sides exactly once, in the order of the old plan, then what was added (正解).

    Raises:
        WrongValueError: a clause stands in no link, or in two.
    """

    old: Plan = attrs.field(validator=fields.instance_of(Plan))
    new: Plan = attrs.field(validator=fields.instance_of(Plan))
    truth: tuple[TrueLink, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(TrueLink))

    def __attrs_post_init__(self) -> None:
        for plan, ids in (
            (self.old, [one for link in self.truth for one in link.old_ids]),
            (self.new, [one for link in self.truth for one in link.new_ids]),
        ):
            if sorted(ids) != sorted(clause.id for clause in plan.clauses):
                raise WrongValueError(f"the truth does not tell of every clause of {plan.version!r} exactly once")
