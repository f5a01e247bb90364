"""What may leave the office: the public view of a consultation (公表用の内容)."""

import attrs

from plancomment.comments import Comment, Submission
from plancomment.consultation import Consultation
from plancomment.traceability.links import Trace, TraceLink

__all__ = ["public_trace", "public_view"]


def public_view(consultation: Consultation) -> Consultation:
    """The consultation without what is not for the public (公表用).

    A comment that has a summary loses its original text; a withheld one keeps its reason only; a submission loses age
    band and area, and its submitter's key becomes ``p1``, ``p2`` … in order of appearance. No count changes.
    """
    names: dict[str, str] = {}
    for submission in consultation.submissions:
        if submission.submitter_id is not None:
            names.setdefault(submission.submitter_id, f"p{len(names) + 1}")
    return attrs.evolve(
        consultation,
        comments=tuple(_public_comment(comment) for comment in consultation.comments),
        submissions=tuple(_public_submission(submission, names) for submission in consultation.submissions),
    )


def public_trace(trace: Trace, consultation: Consultation) -> Trace:
    """The trace as it may be published beside the public view of its consultation (公表用).

    Suggestions, links that a person rejected and links to withheld comments are left out. Evidence stays where a person
    wrote it, or where its words are public already. Fingerprints, which tell something of unpublished texts, and the
    reasons of decisions, which are notes of the office, do not.
    """
    comments = {comment.id: comment for comment in consultation.comments if not comment.is_withheld}
    answers = consultation.responses_by_comment()
    answered = "\n".join(
        one.text for one in consultation.responses if any(name in comments for name in one.comment_ids)
    )
    stated = {one.words for response in consultation.responses for one in response.stated_revisions}

    def public(link: TraceLink) -> TraceLink:
        texts = [comments[link.comment_id].published_text or ""]
        texts += [response.text for response in answers.get(link.comment_id, ())]
        known = link.basis == "declared" or link.evidence in stated or any(link.evidence in text for text in texts)
        # What a response by reference takes over stands in another one.
        known = known or (link.basis == "stated" and link.evidence in answered)
        evidence, note = (link.evidence, link.note) if known else ("", "")
        return attrs.evolve(link, evidence=evidence, fingerprint="", reason="", note=note)

    return attrs.evolve(
        trace, links=tuple(public(link) for link in trace.links if link.counts and link.comment_id in comments)
    )


def _public_comment(comment: Comment) -> Comment:
    if comment.is_withheld:
        return attrs.evolve(comment, text=None, summary=None)
    return attrs.evolve(comment, text=None) if comment.summary is not None else comment


def _public_submission(submission: Submission, names: dict[str, str]) -> Submission:
    submitter_id = names[submission.submitter_id] if submission.submitter_id is not None else None
    return attrs.evolve(submission, submitter_id=submitter_id, age_band=None, area=None)
