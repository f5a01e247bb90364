"""What Hypothesis loads by its entry point, so that ``st.from_type(Consultation)`` works without any import of ours."""

from typing import Any

from plancomment.comments import Comment, Submission
from plancomment.consultation import Consultation
from plancomment.plan import Clause, Plan
from plancomment.responses import DispositionScheme, Response

__all__ = ["register"]

#: The strategy of :mod:`plancomment.strategies` for each type.
_STRATEGIES: dict[type, str] = {
    Clause: "clauses",
    Comment: "comments",
    Consultation: "consultations",
    DispositionScheme: "schemes",
    Plan: "plans",
    Response: "responses",
    Submission: "submission",
}


def register() -> None:
    """Tell Hypothesis how the values are drawn; the strategies themselves are loaded when one is asked for."""
    from hypothesis import strategies as st

    for kind, name in _STRATEGIES.items():
        st.register_type_strategy(kind, lambda _, name=name: _made(name))  # type: ignore[misc]


def _made(name: str) -> Any:
    # Only now: the strategies need Hypothesis, which is loading us.
    from plancomment import strategies

    if name == "submission":
        from hypothesis import strategies as st

        return strategies.submissions().filter(bool).flatmap(st.sampled_from)
    return getattr(strategies, name)()
