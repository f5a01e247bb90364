"""The first two sections of a result: the figures, and how the comments were dealt with."""

from collections.abc import Iterable, Sequence

from plancomment.comments import Comment
from plancomment.counts import Count, PrintedCount
from plancomment.report.document import Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.material import Material, anchor
from plancomment.report.wording import Words
from plancomment.tallies import TallyRow

__all__ = ["disposition_blocks", "disposition_label", "summary_blocks"]


def disposition_label(row: TallyRow, words: Words, *, short: bool = False) -> str:
    """Symbol and label, or the symbol alone where there is one; 未定 where there is no disposition."""
    if row.id is None:
        return words.say("undecided")
    if short and row.number:
        return row.number
    return f"{row.number} {row.label}".strip()


def summary_blocks(material: Material) -> tuple[Paragraph | Table, ...]:
    """意見募集の結果: period, submitters, counts; by channel, by category. What is not known is 未公表, never 0."""
    return (_overview(material), *_channels(material), *_categories(material))


def _overview(material: Material) -> Table:
    consultation, words, tally = material.consultation, material.words, material.tally
    printed = consultation.printed
    rows: list[Row] = []

    def add(key: str, text: str) -> None:
        rows.append(Row((_name(words.say(key)), Cell((Run(text),))), anchor=anchor("overview", key)))

    def add_count(key: str, counted: Count | None, stated: Count | None) -> None:
        if counted is not None:
            add(key, words.count(counted))
        elif stated is not None:
            add(key, words.say("printed", count=words.count(stated)))
        else:
            add(key, words.say("unknown"))

    if consultation.plan_title:
        add("plan", consultation.plan_title)
    if consultation.authority:
        add("publisher", consultation.authority)
    add("draft_published", words.day(consultation.draft_published_on))
    opened, closed = consultation.opened_on, consultation.closed_on
    if opened is None and closed is None:
        add("period", words.say("no_day"))
    else:
        add("period", words.say("period_value", opened=words.day(opened), closed=words.day(closed)))
    add_count("persons", tally.persons, printed.persons if printed is not None else None)
    add_count("groups", tally.groups, printed.groups if printed is not None else None)
    add_count("submissions", tally.submissions, printed.submissions if printed is not None else None)
    if not tally.withheld.value:
        add("received", words.count(tally.received))
    else:
        counts = {"received": words.count(tally.received), "withheld": words.count(tally.withheld)}
        add("received", words.say("received_withheld", **counts))
        add("withheld", _withheld(material))
    return Table(
        (Column(words.say("item"), 3), Column(words.say("content"), 7)),
        tuple(rows),
        caption=words.say("caption.summary"),
        anchor="summary",
    )


def _withheld(material: Material) -> str:
    """How many comments are withheld, and how many for each reason, in the order of first use."""
    words = material.words
    reasons: dict[str, int] = {}
    for comment in material.consultation.comments:
        if comment.is_withheld:
            reason = reason_text(comment, words)
            reasons[reason] = reasons.get(reason, 0) + 1
    listed = words.say("separator").join(
        words.say("reason_count", reason=reason, count=words.count(Count(times, "件")))
        for reason, times in reasons.items()
    )
    return words.say("reasons", count=words.count(material.tally.withheld), reasons=listed)


def reason_text(comment: Comment, words: Words) -> str:
    """Why a comment is withheld, in words."""
    return comment.withheld_reason or words.say("no_reason")


def _channels(material: Material) -> Iterable[Table]:
    words, printed = material.words, material.consultation.printed
    rows: Sequence[TallyRow | PrintedCount] = material.tally.by_channel
    notes: tuple[str, ...] = ()
    if not rows and printed is not None and printed.by_channel:
        rows, notes = printed.by_channel, (words.say("note.printed"),)
    if not rows:
        return
    units = {row.count.unit for row in rows if row.count is not None}
    body = [
        Row((_name(row.label or words.say("no_channel"), anchor("channel", str(number))), _figure(row.count, words)))
        for number, row in enumerate(rows, start=1)
    ]
    if len(units) == 1 and all(row.count is not None for row in rows):
        total = sum(row.count.value for row in rows if row.count is not None)
        body.append(_total(words, [Count(total, next(row.count.unit for row in rows if row.count is not None))]))
    yield Table(
        (Column(words.say("channel"), 3), _number_column(words, "count", "".join(units) if len(units) == 1 else "")),
        tuple(body),
        caption=words.say("caption.channels"),
        anchor="channels",
        chart="bar",
        notes=notes,
    )


def _categories(material: Material) -> Iterable[Table]:
    words, tally = material.words, material.tally
    if not material.consultation.categories:
        return
    rows = [
        Row((_category(row, material, anchored=True), _figure(row.count, words)), level=row.depth)
        for row in tally.by_category
    ]
    yield Table(
        (Column(words.say("category"), 3), _number_column(words, "count", "件")),
        (*rows, _total(words, [tally.published])),
        caption=words.say("caption.categories"),
        anchor="categories",
        chart="bar",
        notes=_notes(material),
    )


def _notes(material: Material) -> tuple[str, ...]:
    words, tally = material.words, material.tally
    notes = []
    if any(row.depth for row in tally.by_category):
        notes.append(words.say("note.levels"))
    if tally.withheld.value:
        notes.append(words.say("note.withheld", count=words.count(tally.withheld)))
    return tuple(notes)


def disposition_blocks(material: Material) -> tuple[Paragraph | Table, ...]:
    """意見への対応: by disposition, and crossed with the categories; margins and totals are sums of the cells."""
    words, tally = material.words, material.tally
    rows = [Row((_disposition(row, words), _figure(row.count, words))) for row in tally.by_disposition]
    withheld = (words.say("note.withheld", count=words.count(tally.withheld)),) if tally.withheld.value else ()
    table = Table(
        (Column(words.say("disposition_row"), 3), _number_column(words, "count", "件")),
        (*rows, _total(words, [tally.published])),
        caption=words.say("caption.dispositions"),
        anchor="dispositions",
        chart="bar",
        notes=withheld,
    )
    return (table, *_crossed(material))


def _crossed(material: Material) -> Iterable[Table]:
    words, tally = material.words, material.tally
    if not material.consultation.categories:
        return
    shares = {row.id: dict.fromkeys((one.id for one in tally.by_disposition), 0) for row in tally.by_category}
    for cell in tally.cross:
        shares[cell.category_id][cell.disposition_id] += cell.count.value
    whole = {one.id: sum(share[one.id] for share in shares.values()) for one in tally.by_disposition}
    # Rows come after their parents, so going backwards every row is complete when it is added to its parent.
    for row in reversed(tally.by_category):
        if row.parent_id is not None:
            for name, number in shares[row.id].items():
                shares[row.parent_id][name] += number
    rows = []
    for row in tally.by_category:
        numbers = list(shares[row.id].values())
        figures = [_figure(Count(number, "件"), words) for number in (*numbers, sum(numbers))]
        rows.append(Row((_category(row, material), *figures), level=row.depth))
    totals = [Count(number, "件") for number in (*whole.values(), sum(whole.values()))]
    titles = [disposition_label(row, words, short=True) for row in tally.by_disposition]
    yield Table(
        (
            Column(words.say("category"), 2 + len(titles)),
            *(Column(title, 1, align="end", unit=words.unit("件")) for title in titles),
            Column(words.say("total"), 1, align="end", unit=words.unit("件")),
        ),
        (*rows, _total(words, totals)),
        caption=words.say("caption.crossed"),
        anchor="crossed",
        notes=_notes(material),
    )


def _number_column(words: Words, key: str, unit: str) -> Column:
    return Column(words.say(key), 1, align="end", unit=words.unit(unit) if unit else "")


def _name(text: str, anchor: str = "") -> Cell:
    return Cell((Run(text),), header=True, anchor=anchor)


def _category(row: TallyRow, material: Material, *, anchored: bool = False) -> Cell:
    """A category's number and label, linked to its comments where they are printed; ``anchored`` once on a page."""
    counted = row.count.value or row.withheld.value
    headed = material.comment_anchors and material.words.layout.comment_tables != "flat"
    link = anchor("category", row.id) if headed and counted else ""
    if not anchored or row.id is None:
        name = anchor("item", "0", None) if anchored else ""
        return Cell((Run(category_label(row, material.words), link=link),), header=True, anchor=name)
    runs = _numbered(row, link, anchor("item.label", row.id))
    return Cell(runs, header=True, anchor=anchor("item", str(row.depth), row.id))


def _disposition(row: TallyRow, words: Words) -> Cell:
    name = anchor("disposition", row.id)
    if row.id is None:
        return _name(disposition_label(row, words), name)
    return Cell(_numbered(row, "", anchor("disposition.label", row.id)), header=True, anchor=name)


def _numbered(row: TallyRow, link: str, name: str) -> tuple[Run, ...]:
    """Number or symbol, and the label, with an anchor between them that tells where the label begins."""
    if not row.label:
        return (Run(row.number, link=link), Run("", anchor=name))
    return (*((Run(f"{row.number} "),) if row.number else ()), Run(row.label, link=link, anchor=name))


def category_label(row: TallyRow, words: Words) -> str:
    """Number and label as printed; 区分なし for what is filed nowhere."""
    return f"{row.number} {row.label}".strip() if row.id is not None else words.say("no_category")


def _figure(count: Count | None, words: Words) -> Cell:
    if count is None:
        return Cell((Run(words.say("unknown")),))
    return Cell((Run(words.count(count)),), number=count.value)


def _total(words: Words, counts: Sequence[Count]) -> Row:
    return Row((_name(words.say("total")), *(_figure(count, words) for count in counts)), kind="total")
