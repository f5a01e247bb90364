"""Property-test a tally of your own against consultations that Hypothesis draws (needs the extra "hypothesis").

Usage: python examples/property_test_tally.py
"""

from collections import Counter

from hypothesis import given

import plancomment as pc
from plancomment import strategies


def my_count_by_category(consultation: pc.Consultation) -> dict[str | None, int]:
    """The tool under test: yours goes here."""
    return Counter(comment.category_id for comment in consultation.comments if not comment.is_withheld)


@given(strategies.consultations())
def test_no_comment_is_lost(consultation: pc.Consultation) -> None:
    published = [comment for comment in consultation.comments if not comment.is_withheld]
    assert sum(my_count_by_category(consultation).values()) == len(published)


@given(strategies.consultations())
def test_same_figures_as_plancomment(consultation: pc.Consultation) -> None:
    mine = my_count_by_category(consultation)
    for row in pc.tally(consultation).by_category:
        assert mine.get(row.id, 0) == row.own.value


if __name__ == "__main__":
    test_no_comment_is_lost()
    test_same_figures_as_plancomment()
    print("both properties hold")
