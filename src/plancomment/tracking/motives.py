"""Comments in the margin that say what a revision was made for (コメントによる意見と考え方)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plancomment.alignment.anchors import Budget, tie_runs
from plancomment.comparison import Comparison, Revision
from plancomment.consultation import Consultation
from plancomment.plan import Clause
from plancomment.report.japanese import JAPANESE
from plancomment.traceability.links import Trace
from plancomment.tracking.marks import Marks, first_place
from plancomment.tracking.pieces import plain
from plancomment.tracking.stories import Block
from plancomment.tracking.told import Told

__all__ = ["motives_of", "put_comments"]


def motives_of(revision: Revision, consultation: Consultation, trace: Trace) -> list[str]:
    """The lines of a comment: each opinion that moved a revision, and what was answered; other causes likewise.

    Opinions that share an answer stand above it. ``consultation`` and ``trace`` are those for the public.
    """
    comments = {comment.id: comment for comment in consultation.comments}
    lines: list[str] = []
    answered: dict[tuple[str, ...], list[str]] = {}
    responses = consultation.responses_by_comment()
    texts: dict[str, str] = {}
    for key in trace.comments_of(revision.id):
        comment = comments.get(key)
        if comment is None or comment.published_text is None:
            continue
        known = responses.get(key, ())
        texts |= {response.id: response.text for response in known}
        answered.setdefault(tuple(response.id for response in known), []).append(
            f"意見{comment.number or comment.id}：{comment.published_text}"
        )
    for names, opinions in answered.items():
        lines += opinions
        lines += [f"市の考え方：{texts[name]}" for name in names if texts[name].strip()]
    for cause in trace.causes:
        if cause.revision_id == revision.id:
            key = "office_note" if cause.note else "office"
            lines.append(JAPANESE[key].format(kind=JAPANESE[f"office.{cause.kind}"], note=cause.note))
    return lines


def put_comments(
    comparison: Comparison,
    motives: Mapping[str, list[str]],
    plans: tuple[Sequence[Clause], Sequence[Clause]],
    stories: tuple[Sequence[Block], Sequence[Block]],
    places: Mapping[Block, tuple[Any, str]],
    marks: Marks,
    told: Told,
) -> list[tuple[str, list[str]]]:
    """Marks the place of each revision that has motives; the ids and lines of the comments.

    Args:
        comparison: the revisions.
        motives: the lines of each revision's comment by its id.
        plans: the clauses of the draft and of the final.
        stories: the blocks of both.
        places: where a block stands in the tracked file.
        marks: what makes elements.
        told: PC519 for those whose place is not there.
    """
    found = [_blocks_of(clauses, blocks) for clauses, blocks in zip(plans, stories, strict=True)]
    made = []
    for revision in comparison.revisions:
        lines = motives.get(revision.id)
        if not lines:
            continue
        blocks = [found[1].get(clause.id) for clause in revision.new_clauses]
        blocks += [found[0].get(clause.id) for clause in revision.old_clauses]
        place = next((places[block] for block in blocks if block is not None and block in places), None)
        if place is None:
            told.unplaced(revision.id, revision.new or revision.old or "")
            continue
        key = marks.number()
        _put(place[0], place[1], key, marks)
        made.append((key, lines))
    return made


def _put(paragraph: Any, mark: str, key: str, marks: Marks) -> None:
    """The range of a comment around what a paragraph says; its sign comes and goes with the words."""
    paragraph.insert(first_place(paragraph), marks.element("commentRangeStart", id=key))
    run = marks.element("r")
    run.append(marks.element("commentReference", id=key))
    if mark:
        wrapped = marks.mark(mark)
        wrapped.append(run)
        run = wrapped
    paragraph.extend([marks.element("commentRangeEnd", id=key), run])


def _blocks_of(clauses: Sequence[Clause], blocks: Sequence[Block]) -> dict[str, Block]:
    """The paragraph of each clause, by the clause's id: equal texts in one order."""
    listed = list(_paragraphs(blocks))
    texts = {_key(text) for text, _ in listed}
    wanted = [_key(one.full_text) if _key(one.full_text) in texts else _key(one.text) for one in clauses]
    numbers: dict[str, int] = {}
    sides = [
        [numbers.setdefault(text, len(numbers)) for text in side]
        for side in (wanted, [_key(text) for text, _ in listed])
    ]
    return {
        clauses[i + at].id: listed[j + at][1]
        for i, j, length in tie_runs(sides[0], sides[1], Budget())
        for at in range(length)
    }


def _paragraphs(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Texts and where each begins: paragraphs, and cells as a whole."""
    for block in blocks:
        if block.rows is None:
            yield block.text, block
        for row in block.rows or ():
            for cell in row.cells:
                inside = [one for one in cell.blocks if not one.is_table]
                if len(inside) > 1:
                    first = next((one for one in inside if one.text.strip()), inside[0])
                    yield "\n".join(one.text for one in inside), first
                yield from _paragraphs(cell.blocks)


def _key(text: str) -> str:
    return "".join(plain(text).split())
