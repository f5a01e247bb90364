"""A consultation that is edited, whose counts hold at every step (編集の状態機械)."""

from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from plancomment import strategies
from plancomment.comments import Category, Comment
from plancomment.consultation import Consultation
from plancomment.personal.masking import redact
from plancomment.responses import Response, ResponsePart
from plancomment.tallies import tally
from plancomment.testing.counting import counted, hold

__all__ = ["ConsultationMachine"]


class ConsultationMachine(RuleBasedStateMachine):
    """Adds, answers, merges, re-files, withholds and redacts comments; a tool's counts must hold at every step.

    Subclass it and override :meth:`tally` with your own function, then run ``YourMachine.TestCase`` with pytest or
    unittest. As it is, it tries :func:`plancomment.tally`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.consultation = Consultation(
            "試験", categories=(Category("k1", "一"), Category("k2", "二", "k1"), Category("k3", "三"))
        )
        self.added = 0

    def tally(self, consultation: Consultation) -> Any:
        """The function that is tried: a Tally or a mapping, as :func:`check_tally` takes it (集計関数)."""
        return tally(consultation)

    def _pick(self, data: st.DataObject) -> Comment:
        comment: Comment = data.draw(st.sampled_from(self.consultation.comments), label="comment")
        return comment

    def _replace(self, comment: Comment, **changes: Any) -> None:
        comments = tuple(
            attrs.evolve(one, **changes) if one.id == comment.id else one for one in self.consultation.comments
        )
        self.consultation = attrs.evolve(self.consultation, comments=comments)

    @rule(text=strategies.sentences(), category=st.sampled_from(["k1", "k2", "k3", None]))
    def add(self, text: str, category: str | None) -> None:
        """One more comment (意見の追加)."""
        self.added += 1
        comment = Comment(f"c{self.added}", text=text, category_id=category)
        self.consultation = attrs.evolve(self.consultation, comments=(*self.consultation.comments, comment))

    @precondition(lambda self: self.consultation.comments)
    @rule(data=st.data(), category=st.sampled_from(["k1", "k2", "k3", None]))
    def refile(self, data: st.DataObject, category: str | None) -> None:
        """Another category (区分の変更)."""
        self._replace(self._pick(data), category_id=category)

    @precondition(lambda self: self.consultation.comments)
    @rule(data=st.data(), text=strategies.sentences())
    def answer(self, data: st.DataObject, text: str) -> None:
        """One answer to one or more comments (考え方の追加)."""
        ids = data.draw(
            st.lists(st.sampled_from([one.id for one in self.consultation.comments]), min_size=1, unique=True)
        )
        response = Response(f"r{len(self.consultation.responses) + 1}", tuple(ids), (ResponsePart(text),))
        self.consultation = attrs.evolve(self.consultation, responses=(*self.consultation.responses, response))

    @precondition(lambda self: len(self.consultation.responses) > 1)
    @rule()
    def merge(self) -> None:
        """The last two answers become one (考え方の統合)."""
        *others, first, second = self.consultation.responses
        ids = tuple(dict.fromkeys((*first.comment_ids, *second.comment_ids)))
        merged = attrs.evolve(first, comment_ids=ids, parts=(*first.parts, *second.parts))
        self.consultation = attrs.evolve(self.consultation, responses=(*others, merged))

    @precondition(lambda self: self.consultation.comments)
    @rule(data=st.data())
    def withhold(self, data: st.DataObject) -> None:
        """One comment is not published (非公表)."""
        self._replace(self._pick(data), withheld_reason="本人の希望")

    @rule()
    def redact(self) -> None:
        """Personal data are masked, which changes no count (墨消し)."""
        before = counted(self.tally(self.consultation))
        self.consultation = redact(self.consultation).consultation
        assert counted(self.tally(self.consultation)) == before, "masking changed the counts"

    @invariant()
    def counts_hold(self) -> None:
        """The laws of counting hold (集計の法則)."""
        hold(self.tally, self.consultation)
