"""The section that a consultation is held for: each comment beside its answer (意見の概要と市の考え方).

A response is printed once. Comments that stand together and share it share one merged cell; where it answers a comment
further down, that comment's cell names the place (No.5と同じ) and links to it. The text of a withheld comment is never
printed: its row tells the reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

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
        tuple(_rows(material)),
        caption=words.say("caption.comments"),
        anchor="comments",
        notes=tuple(_notes(material)),
        groups=words.say("category"),
    )
    if material.tally.published.value:
        return (table,)
    return (Paragraph((Run(words.say("none_published")),)), table)


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
    answer = Cell(tuple(_answer_runs(comments[0], material)), rowspan=len(comments))
    for place, comment in enumerate(comments):
        cells = [_number_cell(comment, material), Cell((_opinion_run(comment, material),))]
        if _shows_disposition(material) and (place == 0 or kinds[place] != kinds[place - 1]):
            same = next((n for n, kind in enumerate(kinds[place:]) if kind != kinds[place]), len(kinds) - place)
            cells.append(Cell((_disposition_run(comment, kinds[place], material),), rowspan=same))
        if place == 0:
            cells.append(answer)
        if _shows_revisions(material):
            cells.append(Cell(tuple(_revision_runs(comment, material))))
        # A double id is a finding elsewhere; the page must still be made, and a link leads to the first of them.
        name = material.comment_anchors.get(comment.id, "")
        yield Row(tuple(cells), anchor="" if name in anchored else name)
        anchored.add(name)


def _number_cell(comment: Comment, material: Material) -> Cell:
    return Cell((Run(material.comment_numbers[comment.id] or material.words.say("nothing")),), header=True)


def _opinion_run(comment: Comment, material: Material) -> Run:
    text = comment.published_text
    if text is None:
        return Run(material.words.say("withheld_text", reason=reason_text(comment, material.words)), emphasis="muted")
    return Run(text) if text.strip() else Run(material.words.say("empty"), emphasis="muted")


def _disposition_run(comment: Comment, disposition_id: str | None, material: Material) -> Run:
    words = material.words
    if comment.is_withheld:
        return Run(words.say("nothing"))
    row = next(row for row in material.tally.by_disposition if row.id == disposition_id)
    link = anchor("disposition", row.id) if "dispositions" in words.layout.sections else ""
    return Run(disposition_label(row, words, short=True), link=link)


def _answer_runs(comment: Comment, material: Material) -> Iterator[Run]:
    words = material.words
    if comment.is_withheld:
        yield Run(words.say("nothing"))
        return
    answers = material.answers.get(comment.id, ())
    pieces = [runs for response in answers if (runs := list(_response_runs(response, comment, material)))]
    if not pieces:
        yield Run(words.say("no_answer"), emphasis="muted")
    for number, runs in enumerate(pieces):
        if number:
            yield Run("\n\n")
        yield from runs


def _response_runs(response: Response, comment: Comment, material: Material) -> Iterator[Run]:
    """The response where it is at home, else the name of that place."""
    words = material.words
    home = material.homes[response.id]
    if home != comment.id:
        name = material.comment_run(home)
        yield Run(words.say("same", name=name.text), link=name.link)
        return
    lines: list[tuple[Run, ...]] = []
    for part in response.parts:
        if part.title:
            lines.append((Run(words.say("part", title=part.title), emphasis="strong"),))
        if part.text:
            lines.append((Run(part.text),))
    lines.extend((_reference_run(reference, material),) for reference in response.refers_to)
    for number, runs in enumerate(lines):
        if number:
            yield Run("\n")
        yield from runs


def _reference_run(reference: Reference, material: Material) -> Run:
    words = material.words
    home = material.homes.get(reference.response_id)
    if home is None:
        return Run(words.say("see_unknown", name=reference.response_id))
    name = material.comment_run(home)
    if reference.part_title:
        return Run(words.say("see_part", name=name.text, part=reference.part_title), link=name.link)
    return Run(words.say("see", name=name.text), link=name.link)


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
