"""What a result is made of, and how its comments, revisions and categories are named and linked on the page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

import attrs

from plancomment.comments import Comment
from plancomment.comparison import Comparison, ComparisonEntry, Revision
from plancomment.consultation import Consultation
from plancomment.plan import Location
from plancomment.report.document import Run
from plancomment.report.wording import Words
from plancomment.responses import Response
from plancomment.tallies import Tally, TallyRow
from plancomment.traceability.coverage import Coverage, coverage
from plancomment.traceability.links import Cause, Trace, TraceLink

__all__ = ["Material", "anchor", "gather", "place_parts"]

T = TypeVar("T")


def anchor(kind: str, name: str | None, *more: str | None) -> str:
    """The anchor of one thing, made from its id: letters and digits stay, any other sign is written as its number.

    ``~`` stands for None; between several ids stands ``~~``, and ``~n~`` for None among them
    (``plancomment.read.published.anchors`` takes it apart).
    """
    if not more:
        return f"{kind}-" + ("~" if name is None else _written(name))
    return f"{kind}-" + "~~".join("~n~" if one is None else _written(one) for one in (name, *more))


def _written(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-._" else f"~{ord(char):x}~" for char in name)


@attrs.frozen
class Material:
    """Everything that the sections are written from (報告書の材料).

    Attributes:
        consultation: comments and responses (意見募集).
        tally: its counts (集計).
        words: the words of the language (文言).
        comparison: what changed, None if that is not printed (新旧対照表).
        trace: which comment moved what, None if that is not printed (対応関係).
        blocks: the comments in printed order, by category; the row is None where there are no categories at all (配列).
        comments: by id (意見).
        comment_names: what each comment id is called, such as No.5 (意見の呼び名).
        comment_anchors: where each comment id stands on the page, if it does (意見のアンカー).
        comment_numbers: what is printed in the column No. (意見の番号).
        revision_names: what each revision id is called: its place (修正の呼び名).
        revision_anchors: where each revision id stands on the page, if it does (修正のアンカー).
        answers: the responses to each comment id (回答).
        homes: the comment id with which each response id is printed in full (回答の掲載場所).
        links_by_comment: the links of the trace, the rejected ones left out, by comment id (対応).
        links_by_revision: the same by revision id (対応).
        causes: by revision id (意見によらない理由).
        coverage: how far both explain each other, None where there is no comparison or no trace (反映状況).
    """

    consultation: Consultation
    tally: Tally
    words: Words
    comparison: Comparison | None
    trace: Trace | None
    blocks: tuple[tuple[TallyRow | None, tuple[Comment, ...]], ...]
    comments: Mapping[str, Comment]
    comment_names: Mapping[str, str]
    comment_anchors: Mapping[str, str]
    comment_numbers: Mapping[str, str]
    revision_names: Mapping[str, str]
    revision_anchors: Mapping[str, str]
    answers: Mapping[str, tuple[Response, ...]]
    homes: Mapping[str, str]
    links_by_comment: Mapping[str, tuple[TraceLink, ...]]
    links_by_revision: Mapping[str, tuple[TraceLink, ...]]
    causes: Mapping[str, tuple[Cause, ...]]
    coverage: Coverage | None

    def comment_run(self, comment_id: str) -> Run:
        """The comment's name, linked to its row."""
        return Run(self.comment_names.get(comment_id, comment_id), link=self.comment_anchors.get(comment_id, ""))

    def revision_run(self, revision_id: str) -> Run:
        """The revision's place, linked to its row."""
        return Run(self.revision_names.get(revision_id, revision_id), link=self.revision_anchors.get(revision_id, ""))


def gather(
    consultation: Consultation,
    tally: Tally,
    words: Words,
    *,
    comparison: Comparison | None,
    trace: Trace | None,
    sections: Iterable[str],
) -> Material:
    """Find names, anchors and places once, for all sections (材料の準備)."""
    shown = set(sections)
    blocks = _blocks(consultation, tally)
    printed = [comment for _, comments in blocks for comment in comments]
    numbers = _numbers(blocks, words)
    answers = consultation.responses_by_comment()
    entries = comparison.entries if comparison is not None else ()
    links = [link for link in (trace.links if trace is not None else ()) if link.status != "rejected"]
    return Material(
        consultation=consultation,
        tally=tally,
        words=words,
        comparison=comparison,
        trace=trace,
        blocks=blocks,
        comments={comment.id: comment for comment in printed},
        comment_names=_comment_names(blocks, numbers, tally, words),
        comment_anchors={one.id: anchor("comment", one.id) for one in printed} if "comments" in shown else {},
        comment_numbers=numbers,
        revision_names=_revision_names(comparison, words),
        revision_anchors=_revision_anchors(entries) if "comparison" in shown else {},
        answers=answers,
        homes=_homes(printed, answers),
        links_by_comment=_by(links, [link.comment_id for link in links]),
        links_by_revision=_by(links, [link.revision_id for link in links]),
        causes=_by(trace.causes, [cause.revision_id for cause in trace.causes]) if trace is not None else {},
        coverage=coverage(trace, comparison, consultation) if trace is not None and comparison is not None else None,
    )


def _by(values: Iterable[T], keys: Iterable[str]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for value, key in zip(values, keys, strict=True):
        found.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in found.items()}


def _blocks(consultation: Consultation, tally: Tally) -> tuple[tuple[TallyRow | None, tuple[Comment, ...]], ...]:
    """The comments by category in tree order; a category without any, below it too, is left out."""
    filed: dict[str | None, list[Comment]] = {}
    for comment in consultation.comments:
        filed.setdefault(comment.category_id, []).append(comment)
    if not consultation.categories and set(filed) <= {None}:
        return ((None, consultation.comments),) if consultation.comments else ()
    return tuple(
        (row, tuple(filed.get(row.id, ()))) for row in tally.by_category if row.count.value or row.withheld.value
    )


def _numbers(blocks: tuple[tuple[TallyRow | None, tuple[Comment, ...]], ...], words: Words) -> dict[str, str]:
    """The printed number of each comment; where no comment has one, they are counted as the layout counts them."""
    if any(comment.number for _, comments in blocks for comment in comments):
        return {comment.id: comment.number for _, comments in blocks for comment in comments}
    numbers: dict[str, str] = {}
    count = 0
    for row, comments in blocks:
        if words.layout.comment_numbers == "category" and row is not None and not row.depth:
            count = 0
        for comment in comments:
            count += 1
            numbers[comment.id] = str(count)
    return numbers


def _comment_names(
    blocks: tuple[tuple[TallyRow | None, tuple[Comment, ...]], ...],
    numbers: Mapping[str, str],
    tally: Tally,
    words: Words,
) -> dict[str, str]:
    """No.5, or with the top category before it where numbers restart, or the id where both would be ambiguous."""
    rows = {row.id: row for row in tally.by_category}
    restart = max(Counter(number for number in numbers.values() if number).values(), default=0) > 1
    names: dict[str, str] = {}
    for row, comments in blocks:
        while row is not None and row.parent_id is not None:
            row = rows[row.parent_id]
        for comment in comments:
            number = numbers[comment.id]
            if not number:
                names[comment.id] = words.say("comment", number=comment.id)
            elif restart and row is not None:
                label = row.label if row.id is not None else words.say("no_category")
                names[comment.id] = words.say("comment_in", category=label, number=number)
            else:
                names[comment.id] = words.say("comment", number=number)
    times = Counter(names.values())
    return {
        comment_id: name if times[name] == 1 else words.say("comment", number=comment_id)
        for comment_id, name in names.items()
    }


def _homes(printed: Iterable[Comment], answers: Mapping[str, tuple[Response, ...]]) -> dict[str, str]:
    homes: dict[str, str] = {}
    for comment in printed:
        if not comment.is_withheld:
            for response in answers.get(comment.id, ()):
                homes.setdefault(response.id, comment.id)
    return homes


def place_parts(location: Location, words: Words, old_version: str) -> tuple[str, str]:
    """A place as printed: document and page; place, line, and the version where it is not the old one (変更箇所)."""
    page = words.say("page", page=location.page) if location.page is not None else ""
    # A place such as 7行目 names its line already.
    has_line = location.line is not None and "行目" not in location.place
    line = words.say("line", line=location.line) if has_line else ""
    detail = " ".join(part for part in (location.place, line) if part)
    if location.version != old_version:
        detail += words.say("of_version", version=location.version)
    return " ".join(part for part in (location.document, page) if part), detail


def _revision_names(comparison: Comparison | None, words: Words) -> dict[str, str]:
    if comparison is None:
        return {}
    return {revision.id: _revision_name(revision, words, comparison.old_version) for revision in comparison.revisions}


def _revision_name(revision: Revision, words: Words, old_version: str) -> str:
    if not revision.locations:
        return revision.id
    location = revision.locations[0]
    clauses = revision.old_clauses or revision.new_clauses
    if location.page is None and location.line is None and not location.place and clauses:
        # Without any printed place, the nearest heading tells a reader where to look.
        location = attrs.evolve(location, place=(*clauses[0].heading_path, "")[-2 if clauses[0].heading_path else -1])
    # In a link the innermost headings are enough; the row itself shows the whole place.
    location = attrs.evolve(location, place="\u3000".join(location.place.split("\u3000")[-2:]))
    return " ".join(part for part in place_parts(location, words, old_version) if part) or revision.id


def _revision_anchors(entries: Iterable[ComparisonEntry]) -> dict[str, str]:
    """Each revision leads to the first row that shows it; the row is named after its first revision."""
    anchors: dict[str, str] = {}
    for entry in entries:
        fresh = next((one for one in entry.revision_ids if one not in anchors), None)
        if fresh is not None:
            for revision_id in entry.revision_ids:
                anchors.setdefault(revision_id, anchor("revision", fresh))
    return anchors
