"""PC2xx: what has no answer, no disposition, no revision or no reason (対応の漏れ)."""

from collections.abc import Iterator

from plancomment.auditing.case import Case, place_of, told
from plancomment.findings import Finding, Severity
from plancomment.traceability.links import CAUSE_NAMES, Trace, TraceLink

__all__ = [
    "check_answers",
    "check_dispositions",
    "check_doubled_reasons",
    "check_promises",
    "check_reasons",
    "check_withheld",
]


#: So many suggested comments are told by name.
_MOST = 5


def check_answers(case: Case) -> Iterator[Finding]:
    """PC201: a published comment without a response."""
    answered = {comment_id for response in case.consultation.responses for comment_id in response.comment_ids}
    for comment in case.consultation.comments:
        if not comment.is_withheld and comment.id not in answered:
            yield Finding(
                "PC201",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} has no response",
                f"意見「{comment.id}」に対する市の考え方がありません。",
            )


def check_dispositions(case: Case) -> Iterator[Finding]:
    """PC202: a published comment without a disposition; PC203: one whose responses disagree about it."""
    consultation = case.consultation
    if consultation.scheme is None or not consultation.scheme.dispositions:
        return
    effective = consultation.effective_dispositions()
    answers = consultation.responses_by_comment()
    for comment in consultation.comments:
        if comment.is_withheld or effective[comment.id] is not None:
            continue
        responses = answers.get(comment.id, ())
        torn = [response for response in responses if response.disposition_id is not None]
        if torn:
            told = ", ".join(f"{response.id!r} says {response.disposition_id!r}" for response in torn)
            yield Finding(
                "PC203",
                Severity.ERROR,
                (comment.id, *(response.id for response in torn)),
                f"comment {comment.id!r} has responses with different dispositions: {told}",
                f"意見「{comment.id}」の対応区分が回答によって異なります"
                f"（{'、'.join(f'{response.id}：{response.disposition_id}' for response in torn)}）。",
            )
        elif responses:
            yield Finding(
                "PC202",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} has no disposition",
                f"意見「{comment.id}」の対応区分がありません。",
            )


def check_promises(case: Case) -> Iterator[Finding]:
    """PC204: a disposition that implies a revision, and no revision that the comment moved."""
    consultation = case.consultation
    if case.trace is None or case.comparison is None or consultation.scheme is None:
        return
    moved = {link.comment_id for link in case.trace.links if link.counts}
    effective = consultation.effective_dispositions()
    for comment in consultation.comments:
        disposition = consultation.scheme.get(effective.get(comment.id))
        if disposition is None or not disposition.implies_revision or comment.id in moved:
            continue
        name = f"{disposition.symbol}{disposition.label}"
        yield Finding(
            "PC204",
            Severity.ERROR,
            (comment.id,),
            f"comment {comment.id!r} is marked {name!r}, but no revision is linked to it",
            f"意見「{comment.id}」は「{name}」ですが、対応する修正がありません。",
        )


def check_reasons(case: Case) -> Iterator[Finding]:
    """PC205: a revision that no comment and no cause explains; PC208: one that only a suggestion would explain.

    A row that a published table lost is a warning only, and so is a revision of notation.
    """
    if case.trace is None or case.comparison is None:
        return
    unexplained = set(case.trace.unexplained)
    suggested = _suggestions(case.trace)
    for revision in case.comparison.revisions:
        if revision.id not in unexplained:
            continue
        named = told(revision)
        where, where_ja = (f" ({named})", f"（{named}）") if named else ("", "")
        severity = Severity.WARNING if revision.kind == "unknown" or revision.is_cosmetic else Severity.ERROR
        links = suggested.get(revision.id)
        if links:
            more, more_ja = (f" and {len(links) - _MOST} more", "ほか") if len(links) > _MOST else ("", "")
            comments = ", ".join(f"{link.comment_id!r} ({link.score:.2f})" for link in links[:_MOST]) + more
            comments_ja = "、".join(f"「{link.comment_id}」（{link.score:.2f}）" for link in links[:_MOST]) + more_ja
            yield Finding(
                "PC208",
                severity,
                (revision.id,),
                f"revision {revision.id} ({revision.kind}){where} is explained by a suggestion only: {comments}; "
                "confirm or reject it with 'plancomment link'",
                f"修正{revision.id}{where_ja}の理由は候補があるだけです：意見{comments_ja}。"
                "plancomment link で確認してください。",
                place_of(revision),
            )
        else:
            yield Finding(
                "PC205",
                severity,
                (revision.id,),
                f"revision {revision.id} ({revision.kind}){where} is explained by no comment and no cause",
                f"修正{revision.id}{where_ja}の理由となる意見もその他の理由もありません。",
                place_of(revision),
            )


def _suggestions(trace: Trace) -> dict[str, list[TraceLink]]:
    """The links that nobody decided on and that do not count, by revision, the surest first."""
    found: dict[str, list[TraceLink]] = {}
    for link in trace.links:
        if link.status == "proposed" and not link.counts:
            found.setdefault(link.revision_id, []).append(link)
    for links in found.values():
        links.sort(key=lambda link: (-link.score, link.comment_id))
    return found


def check_doubled_reasons(case: Case) -> Iterator[Finding]:
    """PC213: a revision that a comment and a cause explain; PC214: one with causes of different kinds."""
    if case.trace is None or case.comparison is None:
        return
    for revision in case.comparison.revisions:
        kinds = list(dict.fromkeys(one.kind for one in case.trace.causes if one.revision_id == revision.id))
        if not kinds:
            continue
        named = told(revision)
        where, where_ja = (f" ({named})", f"（{named}）") if named else ("", "")
        causes, causes_ja = ", ".join(kinds), "、".join(CAUSE_NAMES[kind] for kind in kinds)
        comments = case.trace.comments_of(revision.id)
        if comments:
            more, more_ja = (f" and {len(comments) - _MOST} more", "ほか") if len(comments) > _MOST else ("", "")
            yield Finding(
                "PC213",
                Severity.WARNING,
                (revision.id, *comments),
                f"revision {revision.id}{where} has a cause that needs no comment ({causes}), and is linked to "
                f"{', '.join(map(repr, comments[:_MOST]))}{more}: it is told as made by comments",
                f"修正{revision.id}{where_ja}には意見によらない理由（{causes_ja}）があるのに、意見"
                f"{''.join(f'「{one}」' for one in comments[:_MOST])}{more_ja}にも対応しています。"
                "意見による修正として示されます。",
                place_of(revision),
            )
        if len(kinds) > 1:
            yield Finding(
                "PC214",
                Severity.WARNING,
                (revision.id,),
                f"revision {revision.id}{where} has causes of different kinds: {causes}",
                f"修正{revision.id}{where_ja}に種類の異なる理由があります：{causes_ja}。",
                place_of(revision),
            )


def check_withheld(case: Case) -> Iterator[Finding]:
    """PC207: a comment withheld without a reason."""
    for comment in case.consultation.comments:
        if comment.withheld_reason is not None and not comment.withheld_reason.strip():
            yield Finding(
                "PC207",
                Severity.ERROR,
                (comment.id,),
                f"comment {comment.id!r} is withheld without a reason",
                f"意見「{comment.id}」の非公表の理由がありません。",
            )
