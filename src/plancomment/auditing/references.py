"""PC1xx: ids that are double or unknown, ends that are gone (参照)."""

from collections.abc import Iterator

from plancomment.auditing.case import Case
from plancomment.findings import Finding, Severity
from plancomment.traceability.links import CAUSE_NAMES, comment_mark, revision_mark

__all__ = ["check_link_ends", "check_references", "check_suspects"]


def check_references(case: Case) -> Iterator[Finding]:
    """PC101-PC114: ids that are double, unknown or in a circle."""
    yield from case.consultation.problems()


def check_link_ends(case: Case) -> Iterator[Finding]:
    """PC115: a link or a cause whose revision or comment does not exist."""
    if case.trace is None or case.comparison is None:
        return
    revisions = {revision.id for revision in case.comparison.revisions}
    comments = {comment.id: comment for comment in case.consultation.comments}
    for link in case.trace.links:
        if link.revision_id not in revisions:
            yield _lost_end(
                "link", "対応", link.revision_id, f"comment {link.comment_id!r}", f"意見「{link.comment_id}」"
            )
        if link.comment_id not in comments:
            yield Finding(
                "PC115",
                Severity.ERROR,
                (link.comment_id, link.revision_id),
                f"a link of revision {link.revision_id} names the comment {link.comment_id!r}, which does not exist",
                f"修正{link.revision_id}の対応にある意見「{link.comment_id}」がありません。",
            )
        elif comments[link.comment_id].is_withheld and link.counts:
            yield Finding(
                "PC115",
                Severity.ERROR,
                (link.comment_id, link.revision_id),
                f"a link of revision {link.revision_id} names the comment {link.comment_id!r}, which is withheld",
                f"修正{link.revision_id}の対応にある意見「{link.comment_id}」は非公表です。",
            )
    for cause in case.trace.causes:
        if cause.revision_id not in revisions:
            yield _lost_end(
                "cause", "理由", cause.revision_id, f"kind {cause.kind!r}", f"種別「{CAUSE_NAMES[cause.kind]}」"
            )


def _lost_end(noun: str, noun_ja: str, revision_id: str, other: str, other_ja: str) -> Finding:
    return Finding(
        "PC115",
        Severity.ERROR,
        (revision_id,),
        f"a {noun} ({other}) names the revision {revision_id}, which the texts do not show: "
        "it was changed again, or is gone",
        f"{noun_ja}（{other_ja}）にある修正{revision_id}がありません。文面が変わったか、修正がなくなっています。",
    )


def check_suspects(case: Case) -> Iterator[Finding]:
    """PC119: a decision about a link whose revision or comment says something else now."""
    if case.trace is None:
        return
    comments = {comment.id: comment_mark(comment) for comment in case.consultation.comments}
    shown = case.comparison.revisions if case.comparison is not None else ()
    revisions = {revision.id: revision_mark(revision) for revision in shown}
    for link in case.trace.suspects:
        comment = comments.get(link.comment_id)
        changed = "the comment is gone", "意見がなくなりました"
        if comment is not None and not link.fingerprint.endswith(comment):
            changed = "the comment's text changed", "意見の文面が変わりました"
        elif comment is not None and link.revision_id not in revisions:
            changed = "the revision is gone or says something else", "修正の文面が変わったか、修正がなくなりました"
        elif comment is not None:
            changed = "the revision's text changed", "修正の文面が変わりました"
        status = link.status if link.status != "proposed" else link.basis
        status_ja = _STATUS.get(status, "候補")
        yield Finding(
            "PC119",
            Severity.WARNING,
            (link.comment_id, link.revision_id),
            f"the link of comment {link.comment_id!r} and revision {link.revision_id} ({status}) has to be looked at "
            f"again: {changed[0]} since",
            f"意見「{link.comment_id}」と修正{link.revision_id}の対応（{status_ja}）は、その後{changed[1]}。"
            "もう一度確認してください。",
        )


_STATUS = {"confirmed": "確認済み", "rejected": "却下", "declared": "申告"}
