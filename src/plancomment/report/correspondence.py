"""The picture of comments and revisions (対応図): what is linked, and how many are not."""

from collections.abc import Iterable, Iterator
from typing import Literal

from plancomment.comparison import Revision
from plancomment.counts import Count
from plancomment.report.diagram import Diagram, DiagramEdge, DiagramNode, LineStyle
from plancomment.report.document import Block, Paragraph, Run
from plancomment.report.material import Material
from plancomment.textdiff.clusters import graphemes
from plancomment.traceability.links import BASES

__all__ = ["picture_blocks"]

#: A picture of more lines than this tells nobody anything, and would be longer than the tables.
MOST_LINES = 1000
#: How many characters of a text tell which one it is.
_HINT = 40
# What stands at the ends of inserted words and tells nothing.
_STOPS = "、。，．,. \u3000\n"
_LINES: tuple[LineStyle, ...] = ("thick", "solid", "dashed", "dotted", "dash-dot")
_STYLES = dict(zip(BASES, _LINES, strict=True))


def picture_blocks(material: Material) -> Iterator[Block]:
    """Nothing where no link counts; suggestions, and what is linked to nothing, are not drawn but counted."""
    words = material.words
    links = [link for group in material.links_by_comment.values() for link in group if link.counts]
    if not links:
        return
    if len(links) > MOST_LINES:
        yield Paragraph((Run(words.say("picture.many", count=f"{len(links):,}")),))
        return
    known = {link.comment_id for link in links}
    printed = [comment.id for _, comments in material.blocks for comment in comments]
    comments = dict.fromkeys((*(one for one in printed if one in known), *(link.comment_id for link in links)))
    moved = {link.revision_id for link in links}
    shown = {one.id: one for one in (material.comparison.revisions if material.comparison is not None else ())}
    revisions = dict.fromkeys((*(one for one in shown if one in moved), *(link.revision_id for link in links)))
    lefts = {name: number for number, name in enumerate(comments)}
    rights = {name: number for number, name in enumerate(revisions)}
    edges = {(link.comment_id, link.revision_id): _STYLES[link.basis] for link in reversed(links)}
    used = set(edges.values())
    drawn = sorted(edges.items(), key=lambda one: (lefts[one[0][0]], rights[one[0][1]]))
    right = [_revision(one, shown.get(one), material) for one in revisions]
    notes = [words.say("note.strike")] if any(node.tag for node in right) else []
    yield Diagram(
        [_comment(one, material) for one in comments],
        right,
        [DiagramEdge(*ends, line) for ends, line in drawn],
        titles=(words.say("trace_comment"), words.say("trace_revision")),
        legend=tuple((line, words.say(_basis(basis))) for basis, line in _STYLES.items() if line in used),
        caption=words.say("caption.picture"),
        anchor="trace-picture",
        notes=(*notes, *_notes(material, known, moved)),
    )


def _basis(basis: str) -> str:
    """A suggestion that counts was confirmed."""
    return "basis.confirmed" if basis == "suggested" else f"basis.{basis}"


def _comment(comment_id: str, material: Material) -> DiagramNode:
    comment = material.comments.get(comment_id)
    run = material.comment_run(comment_id)
    text = comment.published_text if comment is not None else None
    return DiagramNode(comment_id, run.text, _hint(text or ""), run.link)


def _revision(revision_id: str, found: Revision | None, material: Material) -> DiagramNode:
    run = material.revision_run(revision_id)
    if found is None:
        return DiagramNode(revision_id, run.text, "", run.link)
    name, text = run.text, found.new if found.new is not None else found.old or ""
    tag: Literal["", "ins", "del"] = ""
    if found.kind in ("added", "deleted"):
        name += material.words.say(found.kind)
        tag = "del" if found.kind == "deleted" else "ins"
    elif found.diff is not None and found.old is not None and found.new is not None:
        # Words that were added tell what was changed; where there are none, those that went.
        inserted, gone = _changed(found.new, found.diff.marks_new), _changed(found.old, found.diff.marks_old)
        if inserted or gone:
            text, tag = (inserted, "ins") if inserted else (gone, "del")
    return DiagramNode(revision_id, name, _hint(text), run.link, tag)


def _changed(text: str, marks: Iterable[tuple[int, int]]) -> str:
    return "…".join(filter(None, (text[start:end].strip(_STOPS) for start, end in marks)))


def _hint(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text[: 20 * _HINT].split())
    clusters = graphemes(line)
    return line if len(clusters) <= _HINT else f"{line[: clusters[_HINT - 1][1]]}…"


def _notes(material: Material, known: set[str], moved: set[str]) -> Iterator[str]:
    words = material.words
    others = sum(not one.is_withheld and one.id not in known for one in material.consultation.comments)
    if others:
        yield words.say("picture.comments", count=words.count(Count(others, "件")))
    revisions = material.comparison.revisions if material.comparison is not None else ()
    others = sum(one.id not in moved for one in revisions)
    if others:
        yield words.say("picture.revisions", count=words.changes(others))
