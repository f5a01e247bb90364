"""Laws of counting (集計の法則)."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from hypothesis import given, settings

from plancomment import strategies
from plancomment.consultation import Consultation
from plancomment.tallies import Tally

__all__ = ["check_tally", "counted", "hold"]

#: What a function may tell; what it leaves out is not checked.
_NAMES = ("received", "published", "withheld", "by_category", "by_disposition")


def counted(result: Any) -> dict[str, Any]:
    """What a counting function told, as plain numbers: from a Tally or a mapping.

    Raises:
        AssertionError: it is neither, a name is not known, or a number is no int of 0 or more.
    """
    if isinstance(result, Tally):
        result = {
            "received": result.received.value,
            "published": result.published.value,
            "withheld": result.withheld.value,
            "by_category": {row.id: row.count.value for row in result.by_category},
            "by_disposition": {row.id: row.count.value for row in result.by_disposition},
        }
    assert isinstance(result, Mapping), f"the function returned {type(result).__name__}, not a mapping or a Tally"
    unknown = sorted(str(name) for name in result if name not in _NAMES)
    assert not unknown, f"unknown names: {', '.join(unknown)}; known are {', '.join(_NAMES)}"
    for name, value in result.items():
        numbers = value.values() if isinstance(value, Mapping) else [value]
        assert all(type(number) is int and number >= 0 for number in numbers), f"{name}: {value!r} is no count"
    return dict(result)


def check_tally(tally: Callable[[Consultation], Any], *, max_examples: int = 100) -> None:
    """Hold a counting function against the laws of counting (集計関数の検査).

    Args:
        tally: takes a :class:`~plancomment.Consultation`, returns a :class:`~plancomment.Tally`, or a mapping with
            some of ``received``, ``published``, ``withheld`` (意見の件数) and ``by_category``, ``by_disposition``: how
            many published comments (件) by id, None for those without; a category counts what is filed below it, too.
        max_examples: how many consultations are tried.

    Raises:
        AssertionError: a law does not hold; the message says which, the notes show the smallest consultation.
    """

    @settings(max_examples=max_examples, deadline=None, database=None, report_multiple_bugs=False)
    @given(consultation=strategies.consultations())
    def laws(consultation: Consultation) -> None:
        hold(tally, consultation)

    laws()


def hold(tally: Callable[[Consultation], Any], consultation: Consultation) -> None:
    """Hold one consultation against the laws."""
    told = counted(tally(consultation))
    shown = [one for one in consultation.comments if not one.is_withheld]
    wanted = {
        "received": len(consultation.comments),
        "published": len(shown),
        "withheld": len(consultation.comments) - len(shown),
    }
    for name, number in wanted.items():
        if name in told:
            assert told[name] == number, f"{name}: {told[name]} told, {number} comments (件)"
    if "by_category" in told:
        tops = {one.id for one in consultation.categories if one.parent_id is None} | {None}
        total = sum(number for key, number in told["by_category"].items() if key in tops)
        assert total == len(shown), f"by_category: the top categories have {total}, published are {len(shown)} (件)"
        for category in consultation.categories:
            own = sum(one.category_id == category.id for one in shown)
            below = sum(
                told["by_category"].get(one.id, 0) for one in consultation.categories if one.parent_id == category.id
            )
            number = told["by_category"].get(category.id, 0)
            assert number == own + below, f"by_category[{category.id!r}]: {number} told, {own} own and {below} below"
    if "by_disposition" in told:
        total = sum(told["by_disposition"].values())
        assert total == len(shown), f"by_disposition: {total} in all, published are {len(shown)} (件)"
    turned = attrs.evolve(consultation, comments=consultation.comments[::-1], responses=consultation.responses[::-1])
    assert counted(tally(turned)) == told, "the order of comments and responses changes the counts"
