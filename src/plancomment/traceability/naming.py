"""What a comment is called where several stand together: as the result names it on its page (意見の呼び名)."""

from collections import Counter

from plancomment.consultation import Consultation

__all__ = ["comment_names"]


def comment_names(consultation: Consultation) -> dict[str, str]:
    """The name of each comment by its id, no two of them alike: No.5 (意見の呼び名).

    Where numbers begin anew in each category, the label of the uppermost one stands before it: 総論 No.5. A comment
    without a number, or whose name would still be another one's, is called by its id.
    """
    tops = _tops(consultation)
    times = Counter(comment.number for comment in consultation.comments if comment.number)
    names: dict[str, str] = {}
    for comment in consultation.comments:
        name = f"No.{comment.number or comment.id}"
        if max(times.values(), default=0) > 1 and comment.number:
            name = f"{tops.get(comment.category_id, '')} {name}".strip()
        names.setdefault(comment.id, name)
    shared = Counter(names.values())
    by_id = {one: name if shared[name] == 1 else f"No.{one}" for one, name in names.items()}
    # An id may look like a number that is printed.
    shared = Counter(by_id.values())
    return {one: name if shared[name] == 1 else f"{name}（ID：{one}）" for one, name in by_id.items()}


def _tops(consultation: Consultation) -> dict[str | None, str]:
    """The label of the uppermost category above each category, or of itself; of a circle there is none."""
    categories = {category.id: category for category in consultation.categories}
    tops: dict[str | None, str] = {}
    for name, category in categories.items():
        seen = {name}
        while category.parent_id in categories and category.parent_id not in seen:
            seen.add(category.parent_id)
            category = categories[category.parent_id]
        if category.parent_id not in categories:
            tops[name] = category.label
    return tops
