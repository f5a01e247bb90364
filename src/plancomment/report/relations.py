"""The last two sections: which comment moved which words, both ways (対応関係), and what the check noticed (点検結果).

A suggestion is printed as one and counts nowhere. Evidence is printed only where its words are public already: it may
quote a comment as it was submitted, of which only a summary is published.
"""

from collections.abc import Iterable, Iterator, Sequence

from plancomment.findings import Finding, Place
from plancomment.report.document import Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.material import Material
from plancomment.report.wording import Words
from plancomment.traceability.links import TraceLink

__all__ = ["finding_blocks", "trace_blocks"]


def trace_blocks(material: Material) -> tuple[Paragraph | Table, ...]:
    """対応関係: how many revisions are explained, from comments to revisions, and from revisions to their reasons."""
    words = material.words
    blocks: list[Paragraph | Table] = []
    if material.comparison is not None:
        blocks.append(_coverage(material))
    rows = list(_comment_rows(material))
    if not rows:
        blocks.append(Paragraph((Run(words.say("no_links")),)))
    else:
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


def _coverage(material: Material) -> Table:
    """Every revision in exactly one row: moved by a comment, otherwise explained, unexplained, or in no need of it."""
    words = material.words
    kinds = {"comment": 0, "cause": 0, "unexplained": 0, "needless": 0}
    revisions = material.comparison.revisions if material.comparison is not None else ()
    for revision in revisions:
        if any(link.counts for link in material.links_by_revision.get(revision.id, ())):
            kinds["comment"] += 1
        elif revision.id in material.causes:
            kinds["cause"] += 1
        else:
            kinds["unexplained" if revision.needs_reason else "needless"] += 1
    rows = [
        Row((Cell((Run(words.say(f"coverage.{kind}")),), header=True), _changes(number, words)))
        for kind, number in kinds.items()
    ]
    total = Row((Cell((Run(words.say("total")),), header=True), _changes(len(revisions), words)), kind="total")
    return Table(
        (Column(words.say("coverage"), 3), Column(words.say("count"), 1, align="end", unit=words.changes_unit())),
        (*rows, total),
        caption=words.say("caption.coverage"),
        anchor="coverage",
    )


def _changes(number: int, words: Words) -> Cell:
    return Cell((Run(words.changes(number)),), number=number)


def _comment_rows(material: Material) -> Iterator[Row]:
    """Comments in printed order, then ids that are linked but do not exist."""
    printed = [comment.id for _, comments in material.blocks for comment in comments]
    for comment_id in dict.fromkeys((*printed, *material.links_by_comment)):
        links = material.links_by_comment.get(comment_id, ())
        for place, link in enumerate(links):
            first = Cell((material.comment_run(comment_id),), rowspan=len(links), header=True)
            yield Row(
                (
                    *((first,) if place == 0 else ()),
                    Cell((material.revision_run(link.revision_id),)),
                    *_grounds(link, material),
                )
            )


def _revision_rows(material: Material) -> Iterator[Row]:
    words = material.words
    revisions = material.comparison.revisions if material.comparison is not None else ()
    needing = {revision.id for revision in revisions if revision.needs_reason}
    listed = (*(revision.id for revision in revisions), *material.links_by_revision, *material.causes)
    for revision_id in dict.fromkeys(listed):
        rows = [
            (Cell((material.comment_run(link.comment_id),)), *_grounds(link, material))
            for link in material.links_by_revision.get(revision_id, ())
        ]
        nothing = Cell((Run(words.say("nothing")),))
        for cause in material.causes.get(revision_id, ()):
            note = Cell((Run(cause.note),)) if cause.note else nothing
            rows.append((Cell((Run(words.say(f"cause.{cause.kind}")),)), nothing, note))
        counted = any(link.counts for link in material.links_by_revision.get(revision_id, ()))
        if revision_id in needing and not counted and revision_id not in material.causes:
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


def finding_blocks(findings: Iterable[Finding], material: Material) -> tuple[Paragraph | Table, ...]:
    """点検結果: code, severity, what, about which, where; in the order of the findings."""
    words = material.words
    rows = []
    for finding in findings:
        message = finding.message_ja if words.lang == "ja" else finding.message
        subjects: list[Run] = []
        for subject in finding.subjects:
            if subjects:
                subjects.append(Run("\n"))
            subjects.append(_subject(subject, material))
        rows.append(
            Row(
                (
                    Cell((Run(finding.code),), header=True),
                    Cell((Run(words.say(f"severity.{finding.severity.value}"), emphasis="strong"),)),
                    Cell((Run(message),)),
                    Cell(tuple(subjects) or (Run(words.say("nothing")),)),
                    Cell((Run(_where(finding.place, words)),)),
                )
            )
        )
    return (
        Table(
            (
                Column(words.say("code"), 8),
                Column(words.say("severity"), 8),
                Column(words.say("message"), 48),
                Column(words.say("subjects"), 20),
                Column(words.say("where"), 20),
            ),
            tuple(rows),
            caption=words.say("caption.findings"),
            anchor="findings",
        ),
    )


def _subject(subject: str, material: Material) -> Run:
    if subject in material.comment_names:
        return material.comment_run(subject)
    return material.revision_run(subject)


def _where(place: Place | None, words: Words) -> str:
    if place is None:
        return words.say("nothing")
    parts = [place.file or ""]
    for name in ("version", "page", "line", "row", "column"):
        value = getattr(place, name)
        if value is not None:
            parts.append(words.say(f"place.{name}", value=value))
    return " ".join(part for part in parts if part) or words.say("nothing")
