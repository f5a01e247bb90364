"""Laws of reports (公表資料の法則)."""

from collections.abc import Callable

import attrs
from hypothesis import given, settings

from plancomment import strategies
from plancomment.comments import Comment
from plancomment.consultation import Consultation

__all__ = ["check_report"]

_SECRET = "秘匿すべき語🜚"


def check_report(render: Callable[[Consultation], str], *, max_examples: int = 50) -> None:
    """Hold a function that makes a report against the laws of reports (公表資料の検査).

    Every published text stands in it, nothing of a withheld comment or of an original that has a summary does, and the
    same input gives the same report.

    Args:
        render: takes a consultation, returns the report as plain text, without markup.
        max_examples: how many consultations are tried.

    Raises:
        AssertionError: a text is missing, a secret stands in it, or a second report is another one.
    """

    @settings(max_examples=max_examples, deadline=None, database=None, report_multiple_bugs=False)
    @given(consultation=strategies.consultations())
    def laws(consultation: Consultation) -> None:
        hidden = tuple(_with_secret(one) for one in consultation.comments)
        consultation = attrs.evolve(consultation, comments=hidden)
        report = render(consultation)
        for comment in consultation.comments:
            text = comment.published_text
            if text is not None:
                assert _plain(text) in _plain(report), f"comment {comment.id!r}: its text is missing"
        assert _SECRET not in report, "a withheld text, or an original that has a summary, stands in the report"
        assert render(consultation) == report, "the same input gives another report"

    laws()


def _with_secret(comment: Comment) -> Comment:
    if comment.is_withheld or comment.summary is not None:
        return attrs.evolve(comment, text=_SECRET)
    return comment


def _plain(text: str) -> str:
    return "".join(text.split())
