"""Counts that add up: by category, by disposition, crossed, by channel; and the comparison with printed figures.

Every breakdown counts published comments (件): received = published + withheld. Persons (人), groups (団体) and
submissions (通) are counted apart and never added to each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment import fields
from plancomment.comments import Category
from plancomment.consultation import Consultation
from plancomment.counts import Count, Unit
from plancomment.responses import DispositionScheme

__all__ = ["CrossCell", "Tally", "TallyRow", "tally"]

_count = fields.instance_of(Count)
_optional_id = fields.optional(fields.text)


@attrs.frozen
class TallyRow:
    """One row of a breakdown (内訳の行).

    Attributes:
        id: the category, disposition or channel counted; None for what has none (区分なし, 未定, 不明).
        label: as printed, without number or symbol (項目名).
        count: published comments (件), children's included; in ``by_channel`` submissions (通).
        own: those filed right here, without the children's.
        withheld: withheld comments (件) here and below, which ``count`` leaves out (非公表).
        parent_id: the category above, None at the top.
        depth: 0 at the top, 1 below it … (階層).
        number: the number or symbol as printed (番号・記号).
    """

    id: str | None = attrs.field(validator=_optional_id)
    label: str = attrs.field(validator=fields.text)
    count: Count = attrs.field(validator=_count)
    own: Count = attrs.field(validator=_count)
    withheld: Count = attrs.field(default=Count(0, "件"), validator=_count)
    parent_id: str | None = attrs.field(default=None, validator=_optional_id)
    depth: int = attrs.field(default=0, validator=fields.natural)
    number: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class CrossCell:
    """Published comments of one category, without its children's, and one disposition (クロス集計).

    Attributes:
        category_id: None for comments filed nowhere.
        disposition_id: None for comments that have none yet (未定).
        count: in 件; cells of 0 are left out.
    """

    category_id: str | None = attrs.field(validator=_optional_id)
    disposition_id: str | None = attrs.field(validator=_optional_id)
    count: Count = attrs.field(validator=_count)


_rows = fields.tuple_of(TallyRow)


@attrs.frozen
class Tally:
    """All counts of one consultation (集計).

    Attributes:
        received: comments received (件) = published + withheld.
        published: comments published (公表, 件).
        withheld: comments not published (非公表, 件).
        persons: distinct persons (人); None where a comment's submission or a submission's kind is not known.
        groups: distinct groups (団体); None likewise.
        submissions: submissions (通); None where a comment's submission is not known.
        by_category: every category in tree order, each row after its parent and holding its children's sums.
        by_disposition: every disposition in the scheme's order.
        by_channel: submissions (通) by channel, most first; () where submissions are not known.
        cross: category by disposition, in the order of those two.
    """

    received: Count = attrs.field(validator=_count)
    published: Count = attrs.field(validator=_count)
    withheld: Count = attrs.field(validator=_count)
    persons: Count | None = attrs.field(validator=fields.optional(_count))
    groups: Count | None = attrs.field(validator=fields.optional(_count))
    submissions: Count | None = attrs.field(validator=fields.optional(_count))
    by_category: tuple[TallyRow, ...] = attrs.field(converter=fields.as_tuple, validator=_rows)
    by_disposition: tuple[TallyRow, ...] = attrs.field(converter=fields.as_tuple, validator=_rows)
    by_channel: tuple[TallyRow, ...] = attrs.field(converter=fields.as_tuple, validator=_rows)
    cross: tuple[CrossCell, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(CrossCell))


def tally(consultation: Consultation) -> Tally:
    """Count a consultation (集計). A shared response counts once for each comment it answers.

    Broken references do not stop it: a comment filed under a category or disposition that does not exist is counted in
    a row of that id at the end, so that every breakdown still adds up to ``published``.
    """
    fields.require(consultation, Consultation, "tally")
    # One pass over the comments, and no list of pairs: there may be a million of them.
    find = consultation.response_dispositions().get
    cross = Counter(
        (one.category_id, own if (own := one.disposition_id) is not None else find(one.id))
        for one in consultation.comments
        if one.withheld_reason is None
    )
    withheld = Counter([one.category_id for one in consultation.comments if one.withheld_reason is not None])
    by_category: Counter[str | None] = Counter()
    by_disposition: Counter[str | None] = Counter()
    for (category_id, disposition_id), number in cross.items():
        by_category[category_id] += number
        by_disposition[disposition_id] += number
    category_rows = tuple(_category_rows(consultation.categories, by_category, withheld))
    disposition_rows = tuple(_disposition_rows(consultation.scheme, by_disposition))
    published, hidden = sum(cross.values()), sum(withheld.values())
    persons, groups, submissions = _submitters(consultation)
    return Tally(
        received=Count(published + hidden, "件"),
        published=Count(published, "件"),
        withheld=Count(hidden, "件"),
        persons=persons,
        groups=groups,
        submissions=submissions,
        by_category=category_rows,
        by_disposition=disposition_rows,
        by_channel=() if submissions is None else tuple(_channel_rows(consultation)),
        cross=tuple(_cross_cells(cross, category_rows, disposition_rows)),
    )


def _row(
    row_id: str | None, label: str, own: int, *, total: int | None = None, unit: Unit = "件", number: str = ""
) -> TallyRow:
    return TallyRow(row_id, label, Count(own if total is None else total, unit), Count(own, unit), number=number)


def _category_rows(
    categories: Sequence[Category], own: Counter[str | None], withheld: Counter[str | None]
) -> Iterator[TallyRow]:
    order, parents = _tree(categories)
    totals = {node: own[node] for node in order}
    hidden = {node: withheld[node] for node in order}
    # Children come after their parents in the order, so going backwards every child is complete when it is added.
    for node in reversed(order):
        parent = parents[node]
        if parent is not None:
            totals[parent] += totals[node]
            hidden[parent] += hidden[node]
    known = {category.id: category for category in reversed(categories)}
    depths: dict[str, int] = {}
    for node in order:
        parent = parents[node]
        depths[node] = 0 if parent is None else depths[parent] + 1
        yield attrs.evolve(
            _row(node, known[node].label, own[node], total=totals[node], number=known[node].number),
            withheld=Count(hidden[node], "件"),
            parent_id=parent,
            depth=depths[node],
        )
    for missing in _others(own | withheld, known):
        yield attrs.evolve(_row(missing, missing or "", own[missing]), withheld=Count(withheld[missing], "件"))


def _tree(categories: Sequence[Category]) -> tuple[list[str], dict[str, str | None]]:
    """Category ids, each after its parent, siblings in the given order; and each one's parent.

    An unknown parent and a circle are findings elsewhere; here such a category stands at the top: counting must end.
    """
    given = {category.id: category.parent_id for category in reversed(categories)}
    parents: dict[str, str | None] = {}
    settled: set[str] = set()
    for category in categories:
        chain: dict[str, None] = {}
        node: str | None = category.id
        while node is not None and node not in settled and node not in chain:
            chain[node] = None
            above = given[node]
            parents[node] = above if above in given else None
            node = parents[node]
        if node is not None and node in chain:
            parents[min(_circle(list(chain), node))] = None
        settled.update(chain)
    children: dict[str | None, list[str]] = {}
    for name in dict.fromkeys(category.id for category in categories):
        children.setdefault(parents[name], []).append(name)
    order: list[str] = []
    todo = list(reversed(children.get(None, [])))
    while todo:
        name = todo.pop()
        order.append(name)
        todo.extend(reversed(children.get(name, [])))
    return order, parents


def _circle(chain: list[str], node: str) -> list[str]:
    return chain[chain.index(node) :]


def _others(counted: Iterable[str | None], known: Iterable[str]) -> list[str | None]:
    """Ids that were counted but that nobody defined, sorted, None last."""
    strangers = set(counted) - set(known)
    return [*sorted(one for one in strangers if one is not None), *([None] if None in strangers else [])]


def _disposition_rows(scheme: DispositionScheme | None, counted: Counter[str | None]) -> Iterator[TallyRow]:
    known = {one.id: one for one in reversed(scheme.dispositions)} if scheme is not None else {}
    for name in dict.fromkeys(one.id for one in (scheme.dispositions if scheme is not None else ())):
        yield _row(name, known[name].label, counted[name], number=known[name].symbol)
    for missing in _others(counted, known):
        yield _row(missing, missing or "", counted[missing])


def _submitters(consultation: Consultation) -> tuple[Count | None, Count | None, Count | None]:
    """Persons, groups and submissions; None where what was recorded does not tell."""
    recorded = {submission.id for submission in consultation.submissions}
    if not {comment.submission_id for comment in consultation.comments} <= recorded:
        return None, None, None
    submissions = Count(len(consultation.submissions), "通")
    heads: Counter[str | None] = Counter()
    for kind in ("person", "group", None):
        alike = [one.submitter_id for one in consultation.submissions if one.submitter_kind == kind]
        keys = set(alike)
        # A submission without a submitter's key counts as somebody of its own.
        heads[kind] = len(keys) if None not in keys else len(keys) - 1 + alike.count(None)
    if heads[None]:
        return None, None, submissions
    return Count(heads["person"], "人"), Count(heads["group"], "団体"), submissions


def _channel_rows(consultation: Consultation) -> Iterator[TallyRow]:
    counted = Counter([submission.channel for submission in consultation.submissions])
    for channel, number in sorted(counted.items(), key=lambda item: (item[0] is None, -item[1], item[0] or "")):
        yield attrs.evolve(_row(channel, channel or "", number, unit="通"), withheld=Count(0, "件"))


def _cross_cells(
    cross: Counter[tuple[str | None, str | None]], categories: Sequence[TallyRow], dispositions: Sequence[TallyRow]
) -> Iterator[CrossCell]:
    for category in categories:
        for disposition in dispositions:
            number = cross[category.id, disposition.id]
            if number:
                yield CrossCell(category.id, disposition.id, Count(number, "件"))
