"""The section that a consultation is held for: each comment beside its answer (意見の概要と市の考え方).

A response is printed once. Comments that stand together and share it share one merged cell; where it answers a comment
further down, that comment's cell names the place (No.5と同じ) and links to it. The text of a withheld comment is never
printed: its row tells the reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from plancomment.comments import Comment
from plancomment.report.document import Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.figures import category_label, disposition_label, reason_text
from plancomment.report.material import Material, anchor
from plancomment.responses import Reference, Response

__all__ = ["comment_blocks"]


def comment_blocks(material: Material) -> tuple[Paragraph | Table, ...]:
    """意見の概要と市の考え方: No.｜意見の概要｜対応｜市の考え方, with 反映箇所 where a trace is printed."""
    words = material.words
    if not material.consultation.comments:
        return (Paragraph((Run(words.say("no_comments")),)),)
    table = Table(
        tuple(_columns(material)),
        tuple(_named_once(_rows(material))),
        caption=words.say("caption.comments"),
        anchor="comments",
        notes=tuple(_notes(material)),
        groups=words.say("category"),
    )
    if material.tally.published.value:
        return (table,)
    return (Paragraph((Run(words.say("none_published")),)), table)


def _named_once(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; a double id is a finding elsewhere, and a link leads to the first thing of that name."""
    seen: set[str] = set()

    def first(name: str) -> str:
        if name in seen:
            return ""
        seen.add(name)
        return name

    for row in rows:
        if any(cell.anchor or any(run.anchor for run in cell.runs) for cell in row.cells):
            cells = [
                attrs.evolve(
                    cell,
                    anchor=first(cell.anchor),
                    runs=tuple(attrs.evolve(run, anchor=first(run.anchor)) if run.anchor else run for run in cell.runs),
                )
                for cell in row.cells
            ]
            row = attrs.evolve(row, cells=tuple(cells))
        yield row


def _shows_disposition(material: Material) -> bool:
    scheme = material.consultation.scheme
    return material.words.layout.show_disposition and scheme is not None and bool(scheme.dispositions)


def _shows_revisions(material: Material) -> bool:
    return material.trace is not None and material.comparison is not None


def _columns(material: Material) -> Iterator[Column]:
    words = material.words
    yield Column(words.say("number"), 8, align="center")
    yield Column(words.say("opinion"), 40)
    if _shows_disposition(material):
        yield Column(words.say("disposition"), 8, align="center")
    yield Column(words.say("answer"), 47)
    if _shows_revisions(material):
        yield Column(words.say("revised"), 18)


def _notes(material: Material) -> Iterator[str]:
    words = material.words
    if _shows_disposition(material):
        signs = [disposition_label(row, words) for row in material.tally.by_disposition if row.number]
        if signs:
            yield f"{words.say('disposition')}{words.bracketed(words.say('separator').join(signs))}"
    if any(len(response.comment_ids) > 1 for response in material.consultation.responses):
        yield words.say("note.shared")


def _rows(material: Material) -> Iterator[Row]:
    width = sum(1 for _ in _columns(material))
    dispositions = material.consultation.effective_dispositions()
    anchored: set[str] = set()
    for row, comments in material.blocks:
        if row is not None:
            heading = Cell((Run(category_label(row, material.words), emphasis="strong"),), colspan=width, header=True)
            yield Row((heading,), anchor=anchor("category", row.id), kind="heading", level=row.depth)
        for together in _together(comments, material):
            yield from _shared_rows(together, material, dispositions, anchored)


def _together(comments: Iterable[Comment], material: Material) -> Iterator[tuple[Comment, ...]]:
    """Neighbours with the same answers; a comment that is withheld or has no answer stands alone."""

    def key(item: tuple[int, Comment]) -> tuple[str, ...]:
        place, comment = item
        answers = () if comment.is_withheld else material.answers.get(comment.id, ())
        return tuple(response.id for response in answers) or ("", str(place))

    for _, group in groupby(enumerate(comments), key=key):
        yield tuple(comment for _, comment in group)


def _shared_rows(
    comments: Sequence[Comment], material: Material, dispositions: dict[str, str | None], anchored: set[str]
) -> Iterator[Row]:
    """The rows of comments that share one answer cell; the disposition is merged where neighbours have the same."""
    kinds = [dispositions.get(comment.id) for comment in comments]
    alone = not comments[0].is_withheld and not material.answers.get(comments[0].id)
    answer = Cell(
        tuple(_answer_runs(comments[0], material)),
        rowspan=len(comments),
        anchor=anchor("unanswered", comments[0].id) if alone else "",
    )
    for place, comment in enumerate(comments):
        cells = [_number_cell(comment, material), _opinion_cell(comment, material)]
        if _shows_disposition(material) and (place == 0 or kinds[place] != kinds[place - 1]):
            same = next((n for n, kind in enumerate(kinds[place:]) if kind != kinds[place]), len(kinds) - place)
            cells.append(_disposition_cell(comment, kinds[place], same, material))
        if place == 0:
            cells.append(answer)
        if _shows_revisions(material):
            cells.append(Cell(tuple(_revision_runs(comment, material))))
        # A double id is a finding elsewhere; the page must still be made, and a link leads to the first of them.
        name = material.comment_anchors.get(comment.id, "")
        yield Row(tuple(cells), anchor="" if name in anchored else name)
        anchored.add(name)


def _number_cell(comment: Comment, material: Material) -> Cell:
    name = "" if comment.number else anchor("unnumbered", comment.id)
    return Cell((Run(material.comment_numbers[comment.id] or material.words.say("nothing")),), header=True, anchor=name)


def _opinion_cell(comment: Comment, material: Material) -> Cell:
    """The comment; words that are not its own, because it is withheld or blank, have an anchor that says so."""
    words, text = material.words, comment.published_text
    if text is None:
        told = words.say("withheld_text", reason=reason_text(comment, words))
        return Cell((Run(told, emphasis="muted"),), anchor=anchor("withheld", comment.id))
    if not text.strip():
        return Cell((Run(words.say("empty"), emphasis="muted"),), anchor=anchor("blank", comment.id))
    return Cell((Run(text),))


def _disposition_cell(comment: Comment, disposition_id: str | None, rows: int, material: Material) -> Cell:
    """The disposition, merged over so many rows."""
    words = material.words
    if comment.is_withheld:
        return Cell((Run(words.say("nothing")),), rowspan=rows)
    row = next(row for row in material.tally.by_disposition if row.id == disposition_id)
    link = anchor("disposition", row.id) if "dispositions" in words.layout.sections else ""
    run = Run(disposition_label(row, words, short=True), link=link)
    return Cell((run,), rowspan=rows, anchor=anchor("given", comment.id, row.id))


def _answer_runs(comment: Comment, material: Material) -> Iterator[Run]:
    words = material.words
    if comment.is_withheld:
        yield Run(words.say("nothing"))
        return
    answers = material.answers.get(comment.id, ())
    pieces = [list(_response_runs(response, comment, material)) for response in answers]
    if not any(run.text for runs in pieces for run in runs):
        yield Run(words.say("no_answer"), emphasis="muted")
    begun = False
    for runs in pieces:
        printed = any(run.text for run in runs)
        if begun and printed:
            yield Run("\n\n")
        begun = begun or printed
        yield from runs


def _response_runs(response: Response, comment: Comment, material: Material) -> Iterator[Run]:
    """The response where it is at home, else the name of that place."""
    words = material.words
    home = material.homes[response.id]
    if home != comment.id:
        name = material.comment_run(home)
        yield Run(words.say("same", name=name.text), link=name.link, anchor=anchor("same", comment.id, response.id))
        return
    lines: list[Run] = []
    for number, part in enumerate(response.parts, start=1):
        if part.title:
            title = words.say("part", title=part.title)
            lines.append(Run(title, emphasis="strong", anchor=anchor("part.title", response.id, str(number))))
        if part.text:
            lines.append(Run(part.text, anchor=anchor("part", response.id, str(number))))
    for number, reference in enumerate(response.refers_to, start=1):
        lines.append(_reference_run(reference, material, (response.id, str(number))))
    for number, run in enumerate(lines or [Run("", anchor=anchor("answer", response.id))]):
        if number:
            yield Run("\n")
        yield run


def _reference_run(reference: Reference, material: Material, own: tuple[str, str]) -> Run:
    """Where the other response stands; its anchor names that response and its part, counted from 1."""
    words = material.words
    target = next(
        (
            str(number)
            for one in material.consultation.responses
            if one.id == reference.response_id
            for number, part in enumerate(one.parts, start=1)
            if reference.part_title and part.title == reference.part_title
        ),
        "0",
    )
    see = anchor("see", *own, reference.response_id, target)
    home = material.homes.get(reference.response_id)
    if home is None:
        return Run(words.say("see_unknown", name=reference.response_id), anchor=see)
    name = material.comment_run(home)
    if reference.part_title:
        return Run(words.say("see_part", name=name.text, part=reference.part_title), link=name.link, anchor=see)
    return Run(words.say("see", name=name.text), link=name.link, anchor=see)


def _revision_runs(comment: Comment, material: Material) -> Iterator[Run]:
    """The places that the comment moved, each on its line; suggestions do not count."""
    links = material.links_by_comment.get(comment.id, ())
    runs = dict.fromkeys(material.revision_run(link.revision_id) for link in links if link.counts)
    if not runs:
        yield Run(material.words.say("nothing"))
    for number, run in enumerate(runs):
        if number:
            yield Run("\n")
        yield run
