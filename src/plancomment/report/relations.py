"""Which comment moved which words (対応関係): figures, by disposition, drawn, by comment, by revision.

A suggestion is printed as one and counts nowhere. Evidence is printed only where its words are public already: it may
quote a comment as it was submitted, of which only a summary is published.
"""

from collections.abc import Iterator, Sequence

from plancomment.report.correspondence import picture_blocks
from plancomment.report.document import Block, Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.figures import disposition_label
from plancomment.report.material import Material
from plancomment.report.wording import Words
from plancomment.tallies import TallyRow
from plancomment.traceability.coverage import Coverage
from plancomment.traceability.links import TraceLink

__all__ = ["trace_blocks"]


def trace_blocks(material: Material) -> tuple[Block, ...]:
    """対応関係: how far promises are shown and revisions explained, then the links, each once in each direction."""
    words = material.words
    blocks: list[Block] = []
    if material.coverage is not None:
        blocks.extend(_figures(material.coverage, material))
    blocks.extend(picture_blocks(material))
    rows = list(_comment_rows(material))
    if not any(material.links_by_comment.values()):
        blocks.append(Paragraph((Run(words.say("no_links")),)))
    if rows:
        blocks.append(_links_table(material, "trace_comment", "trace_revision", "trace_comments", rows))
    rows = list(_revision_rows(material))
    if rows:
        blocks.append(_links_table(material, "trace_revision", "trace_reason", "trace_revisions", rows))
    return tuple(blocks)


def _links_table(material: Material, first: str, second: str, name: str, rows: Sequence[Row]) -> Table:
    words = material.words
    suggested = words.say("basis.suggested")
    has_suggestions = any(cell.text == suggested for row in rows for cell in row.cells)
    return Table(
        (
            Column(words.say(first), 26),
            Column(words.say(second), 30),
            Column(words.say("basis"), 18),
            Column(words.say("evidence"), 40),
        ),
        tuple(rows),
        caption=words.say(f"caption.{name}"),
        anchor=name.replace("_", "-"),
        notes=(words.say("note.suggested"),) if has_suggestions else (),
    )


def _figures(coverage: Coverage, material: Material) -> Iterator[Block]:
    """In words, every revision in exactly one row, and every published comment in the row of its disposition."""
    words = material.words
    if coverage.promised.value:
        said = {"promised": words.count(coverage.promised), "shown": words.count(coverage.shown)}
        yield Paragraph((Run(words.say("covered_comments", **said)),))
    if coverage.required.value:
        numbers = {"required": coverage.required.value, "explained": coverage.explained.value}
        said = {name: words.changes(number) for name, number in numbers.items()}
        yield Paragraph((Run(words.say("covered_revisions", **said)),))
    kinds = {
        "comment": coverage.by_comments.value,
        "cause": coverage.by_causes.value,
        "unexplained": len(coverage.unexplained),
        "needless": coverage.needless.value,
    }
    rows = [Row((_head(words.say(f"coverage.{kind}")), _changes(number, words))) for kind, number in kinds.items()]
    total = Row((_head(words.say("total")), _changes(coverage.revisions.value, words)), kind="total")
    yield Table(
        (Column(words.say("coverage"), 3), Column(words.say("count"), 1, align="end", unit=words.changes_unit())),
        (*rows, total),
        caption=words.say("caption.coverage"),
        anchor="coverage",
    )
    if material.consultation.scheme is not None and coverage.by_disposition:
        yield _by_disposition(coverage, words)


def _by_disposition(coverage: Coverage, words: Words) -> Table:
    rows = []
    for one in coverage.by_disposition:
        row = TallyRow(one.id, one.label, one.comments, one.comments, number=one.number)
        implied = "nothing" if one.implies_revision is None else f"implies.{one.implies_revision}"
        rows.append(
            Row(
                (
                    _head(disposition_label(row, words)),
                    Cell((Run(words.say(implied)),)),
                    *(Cell((Run(words.count(count)),), number=count.value) for count in (one.comments, one.linked)),
                    _changes(one.revisions.value, words),
                )
            )
        )
    total = (
        _head(words.say("total")),
        Cell((Run(words.say("nothing")),)),
        *(Cell((Run(words.count(count)),), number=count.value) for count in (coverage.comments, coverage.linked)),
        _changes(coverage.by_comments.value, words),
    )
    several = sum(one.revisions.value for one in coverage.by_disposition) != coverage.by_comments.value
    return Table(
        (
            Column(words.say("disposition_row"), 4),
            Column(words.say("implies"), 1, align="center"),
            Column(words.say("trace_comment"), 1, align="end", unit=words.unit("件")),
            Column(words.say("linked"), 2, align="end", unit=words.unit("件")),
            Column(words.say("trace_revision"), 1, align="end", unit=words.changes_unit()),
        ),
        (*rows, Row(total, kind="total")),
        caption=words.say("caption.trace_dispositions"),
        anchor="trace-dispositions",
        notes=(words.say("note.moved"),) if several else (),
    )


def _head(text: str) -> Cell:
    return Cell((Run(text),), header=True)


def _changes(number: int, words: Words) -> Cell:
    return Cell((Run(words.changes(number)),), number=number)


def _comment_rows(material: Material) -> Iterator[Row]:
    """Comments in printed order, then ids that are linked but do not exist; those of which nothing is shown say so."""
    words = material.words
    missing = set(material.coverage.missing) if material.coverage is not None else set()
    nothing = Cell((Run(words.say("nothing")),))
    printed = [comment.id for _, comments in material.blocks for comment in comments]
    for comment_id in dict.fromkeys((*printed, *material.links_by_comment)):
        links = material.links_by_comment.get(comment_id, ())
        rows = [(Cell((material.revision_run(link.revision_id),)), *_grounds(link, material)) for link in links]
        if comment_id in missing:
            rows.append((Cell((Run(words.say("missing"), emphasis="strong"),)), nothing, nothing))
        for place, cells in enumerate(rows):
            first = Cell((material.comment_run(comment_id),), rowspan=len(rows), header=True)
            yield Row((*((first,) if place == 0 else ()), *cells))


def _revision_rows(material: Material) -> Iterator[Row]:
    words = material.words
    revisions = material.comparison.revisions if material.comparison is not None else ()
    unexplained = set(material.coverage.unexplained) if material.coverage is not None else set()
    listed = (*(revision.id for revision in revisions), *material.links_by_revision, *material.causes)
    for revision_id in dict.fromkeys(listed):
        rows = [
            (Cell((material.comment_run(link.comment_id),)), *_grounds(link, material))
            for link in material.links_by_revision.get(revision_id, ())
        ]
        nothing = Cell((Run(words.say("nothing")),))
        for cause in material.causes.get(revision_id, ()):
            note = Cell((Run(cause.note),)) if cause.note else nothing
            rows.append((Cell((Run(words.say("office", kind=words.say(f"office.{cause.kind}"))),)), nothing, note))
        if revision_id in unexplained:
            rows.append((Cell((Run(words.say("unexplained"), emphasis="strong"),)), nothing, nothing))
        for place, cells in enumerate(rows):
            first = Cell((material.revision_run(revision_id),), rowspan=len(rows), header=True)
            yield Row((*((first,) if place == 0 else ()), *cells))


def _grounds(link: TraceLink, material: Material) -> tuple[Cell, Cell]:
    """The cells for basis and evidence."""
    words = material.words
    confirmed = link.basis == "suggested" and link.status == "confirmed"
    basis = words.say("basis.confirmed" if confirmed else f"basis.{link.basis}")
    evidence = link.evidence if link.evidence and _is_public(link, material) else words.say("nothing")
    return Cell((Run(basis),)), Cell((Run(evidence),))


def _is_public(link: TraceLink, material: Material) -> bool:
    """Whether the evidence stands in what is published anyway, or was written by an official."""
    if link.basis in ("declared", "stated"):
        return True
    comment = material.comments.get(link.comment_id)
    if comment is None or comment.is_withheld:
        return False
    words = link.evidence.removeprefix("「").removesuffix("」")
    answers = material.answers.get(comment.id, ())
    return any(words in text for text in (comment.published_text or "", *(response.text for response in answers)))
