"""The section that a consultation is held for: each comment beside its answer (意見の概要と市の考え方).

A response is printed once. Comments that stand together and share it share one merged cell; where it answers a comment
further down, that comment's cell names the place (No.5と同じ) and links to it. The text of a withheld comment is never
printed: its row tells the reason.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

import attrs

from plancomment.comments import Comment
from plancomment.report.document import Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.figures import category_label, disposition_label, reason_text
from plancomment.report.material import Material, anchor
from plancomment.responses import Reference, Response
from plancomment.tallies import TallyRow
from plancomment.traceability.citations import Citation, citations

__all__ = ["comment_sections"]

_WIDTHS = {"cited": 14, "number": 8, "opinion": 40, "disposition": 8, "answer": 47, "revised": 18}
_CENTRED = ("number", "disposition")
Blocks = Sequence[tuple[TallyRow | None, tuple[Comment, ...]]]


def comment_sections(material: Material) -> Iterator[tuple[TallyRow | None, tuple[Paragraph | Table, ...]]]:
    """意見の概要と市の考え方: No.｜意見の概要｜対応｜市の考え方, with 反映箇所 where a trace is printed.

    First what stands below the heading of the section; then, where the layout wants a table for each category of the
    first level, each of these with its table.
    """
    words = material.words
    if not material.consultation.comments:
        yield None, (Paragraph((Run(words.say("no_comments")),)),)
        return
    lead = [] if material.tally.published.value else [Paragraph((Run(words.say("none_published")),))]
    if words.layout.comment_tables != "category" or material.blocks[0][0] is None:
        flat = words.layout.comment_tables == "flat"
        blocks: Blocks = [(None, comments) for _, comments in material.blocks] if flat else material.blocks
        whole = _table(_rows(blocks, material, 0, _Seen()), material, tuple(_notes(material)))
        table = attrs.evolve(whole, caption=words.say("caption.comments"), anchor="comments")
        yield None, (*lead, table)
        return
    yield None, (*lead, *(Paragraph((Run(note),)) for note in _notes(material)))
    seen = _Seen()
    for top, blocks in _by_top(material):
        rows = _rows([(row if row is not top else None, comments) for row, comments in blocks], material, 1, seen)
        yield top, (attrs.evolve(_table(rows, material, ()), anchor=anchor("comments", top.id)),)


@attrs.define
class _Seen:
    """The anchors that are on the page: a double id is a finding elsewhere, and a link leads to the first thing.

    Attributes:
        rows: of comments.
        others: of cells and of places in them.
    """

    rows: set[str] = attrs.Factory(set)
    others: set[str] = attrs.Factory(set)


def _by_top(material: Material) -> Iterator[tuple[TallyRow, Blocks]]:
    """The comments of each category of the first level; one without any comment in it is not there."""
    blocks = material.blocks
    tops = [place for place, (row, _) in enumerate(blocks) if row is not None and not row.depth]
    for start, end in pairwise((*tops, len(blocks))):
        row = blocks[start][0]
        if row is not None:
            yield row, blocks[start:end]


def _table(rows: Iterable[Row], material: Material, notes: tuple[str, ...]) -> Table:
    return Table(tuple(_columns(material)), tuple(rows), notes=notes, groups=material.words.say("category"))


def _named_once(rows: Iterable[Row], seen: set[str]) -> Iterator[Row]:
    """The rows, with each anchor where it stands first."""

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
    return "disposition" in _names(material)


def _names(material: Material) -> tuple[str, ...]:
    """The columns that are printed."""
    layout, scheme = material.words.layout, material.consultation.scheme
    left_out = set()
    if not layout.show_disposition or scheme is None or not scheme.dispositions:
        left_out.add("disposition")
    if material.trace is None or material.comparison is None:
        left_out.add("revised")
    return tuple(name for name in layout.comment_columns if name not in left_out)


def _columns(material: Material) -> Iterator[Column]:
    words = material.words
    widths = {**_WIDTHS, **dict(words.layout.widths)}
    for name in _names(material):
        yield Column(words.say(name), widths[name], align="center" if name in _CENTRED else "start")


def _notes(material: Material) -> Iterator[str]:
    words = material.words
    if _shows_disposition(material):
        signs = [disposition_label(row, words) for row in material.tally.by_disposition if row.number]
        if signs:
            yield f"{words.say('disposition')}{words.bracketed(words.say('separator').join(signs))}"
    if any(len(response.comment_ids) > 1 for response in material.consultation.responses):
        yield words.say("note.shared")
    if words.layout.originals:
        yield words.layout.originals


def _rows(blocks: Blocks, material: Material, above: int, seen: _Seen) -> Iterator[Row]:
    """The comments, each category below a heading row; so many levels of categories stand above the table."""
    return _named_once(_all_rows(blocks, material, above, seen.rows), seen.others)


def _all_rows(blocks: Blocks, material: Material, above: int, seen: set[str]) -> Iterator[Row]:
    names = _names(material)
    dispositions = material.consultation.effective_dispositions()
    for row, comments in blocks:
        if row is not None:
            runs = (Run(category_label(row, material.words), emphasis="strong"),)
            heading = Cell(runs, colspan=len(names), header=True)
            yield Row((heading,), anchor=anchor("category", row.id), kind="heading", level=row.depth - above)
        for together in _together(comments, material):
            yield from _shared_rows(names, together, material, dispositions, seen)


def _together(comments: Iterable[Comment], material: Material) -> Iterator[tuple[Comment, ...]]:
    """Neighbours with the same answers; a comment that is withheld or has no answer stands alone."""

    def key(item: tuple[int, Comment]) -> tuple[str, ...]:
        place, comment = item
        answers = () if comment.is_withheld else material.answers.get(comment.id, ())
        return tuple(response.id for response in answers) or ("", str(place))

    for _, group in groupby(enumerate(comments), key=key):
        yield tuple(comment for _, comment in group)


def _shared_rows(
    names: Sequence[str],
    comments: Sequence[Comment],
    material: Material,
    dispositions: dict[str, str | None],
    anchored: set[str],
) -> Iterator[Row]:
    """The rows of comments that share one answer cell; the disposition is merged where neighbours have the same."""
    kinds = [dispositions.get(comment.id) for comment in comments]
    # Where number and comment do not stand first, their cells say so themselves.
    moved = tuple(names[:2]) != ("number", "opinion")
    for place, comment in enumerate(comments):
        cells = []
        for name in names:
            if name == "cited":
                cells.append(_cited_cell(comment, material))
            elif name == "number":
                cells.append(_number_cell(comment, material, named=moved))
            elif name == "opinion":
                cells.append(_opinion_cell(comment, material, named=moved))
            elif name == "disposition" and (place == 0 or kinds[place] != kinds[place - 1]):
                same = next((n for n, kind in enumerate(kinds[place:]) if kind != kinds[place]), len(kinds) - place)
                cells.append(_disposition_cell(comment, kinds[place], same, material))
            elif name == "answer" and place == 0:
                cells.append(_answer_cell(comment, len(comments), material))
            elif name == "revised":
                cells.append(Cell(tuple(_revision_runs(comment, material))))
        # A double id is a finding elsewhere; the page must still be made, and a link leads to the first of them.
        name_of_row = material.comment_anchors.get(comment.id, "")
        yield Row(tuple(cells), anchor="" if name_of_row in anchored else name_of_row)
        anchored.add(name_of_row)


def _answer_cell(comment: Comment, rows: int, material: Material) -> Cell:
    alone = not comment.is_withheld and not material.answers.get(comment.id)
    name = anchor("unanswered", comment.id) if alone else ""
    return Cell(tuple(_answer_runs(comment, material)), rowspan=rows, anchor=name)


def _cited_cell(comment: Comment, material: Material) -> Cell:
    """What the comment itself names, each place on its line; else its category."""
    words, text = material.words, comment.published_text
    said = "\n".join(dict.fromkeys(_place_words(one) for one in citations(text or "")))
    if not said and comment.category_id is not None and text is not None:
        rows = (row for row, _ in material.blocks if row is not None and row.id == comment.category_id)
        said = next((category_label(row, words) for row in rows), "")
    said = said or words.say("nothing")
    return Cell((Run(said),), anchor=anchor("cited", comment.id, comment.category_id))


def _place_words(citation: Citation) -> str:
    """The words that name a place, without those that are quoted from it: P8の「…」 is P8."""
    if not citation.quote:
        return citation.words
    return _joint().sub("", citation.words[: -len(citation.quote) - 2]) or citation.words


@functools.cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"(?:に(?:ある|おける|は|も)?|の(?:中の?)?|では?|は|、|[（(\s])+$")


def _number_cell(comment: Comment, material: Material, *, named: bool) -> Cell:
    name = anchor("number", comment.id) if named else ""
    name = name if comment.number else anchor("unnumbered", comment.id)
    return Cell((Run(material.comment_numbers[comment.id] or material.words.say("nothing")),), header=True, anchor=name)


def _opinion_cell(comment: Comment, material: Material, *, named: bool) -> Cell:
    """The comment; words that are not its own, because it is withheld or blank, have an anchor that says so."""
    words, text = material.words, comment.published_text
    if text is None:
        told = words.say("withheld_text", reason=reason_text(comment, words))
        return Cell((Run(told, emphasis="muted"),), anchor=anchor("withheld", comment.id))
    if not text.strip():
        return Cell((Run(words.say("empty"), emphasis="muted"),), anchor=anchor("blank", comment.id))
    return Cell((Run(text),), anchor=anchor("opinion", comment.id) if named else "")


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
