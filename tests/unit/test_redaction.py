"""What leaves the office: the public view, and a trace that tells nothing of what is not published."""

import attrs

import plancomment as pc
from plancomment.redaction import public_trace, public_view

CONSULTATION = pc.Consultation(
    "意見募集",
    submissions=(
        pc.Submission("s1", "山田", "person", age_band="40代", area="緑町"),
        pc.Submission("s2", None, "group"),
        pc.Submission("s3", "山田", "person"),
    ),
    comments=(
        pc.Comment("1", text="私は緑町の山田です。1頁の『剪定』は困る。", summary="剪定は困る。", submission_id="s1"),
        pc.Comment("2", text="秘密です。", summary="秘密", withheld_reason="個人情報", submission_id="s2"),
        pc.Comment("3", text="1頁の『剪定』は困る。", submission_id="s3"),
    ),
    responses=(pc.Response("A", ("1", "3"), (pc.ResponsePart("「間伐」に改めました。"),)),),
)


def test_the_public_view_keeps_counts_and_drops_what_is_private() -> None:
    public = public_view(CONSULTATION)
    assert pc.tally(public) == pc.tally(CONSULTATION)
    assert public.comments[0] == pc.Comment("1", summary="剪定は困る。", submission_id="s1")
    assert public.comments[1] == pc.Comment("2", withheld_reason="個人情報", submission_id="s2")
    assert public.comments[2].text == "1頁の『剪定』は困る。"
    assert [one.submitter_id for one in public.submissions] == ["p1", None, "p1"]
    assert {one.age_band for one in public.submissions} == {None}
    assert {one.area for one in public.submissions} == {None}
    assert public_view(public) == public


def test_names_of_submitters_leave_no_trace_in_the_public_view() -> None:
    renamed = attrs.evolve(
        CONSULTATION,
        submissions=tuple(
            attrs.evolve(one, submitter_id="佐藤" if one.submitter_id else None, area="港町")
            for one in CONSULTATION.submissions
        ),
    )
    assert public_view(renamed) == public_view(CONSULTATION)


def test_a_public_trace_quotes_public_words_only() -> None:
    def link(comment_id: str, basis: str, evidence: str, status: str = "proposed") -> pc.TraceLink:
        return pc.TraceLink("R1", comment_id, basis, 0.9, evidence, status, "0123456789abcdef")  # type: ignore[arg-type]

    trace = pc.Trace(
        (
            link("1", "quoted", "1頁の『剪定』"),
            link("3", "quoted", "1頁の『剪定』"),
            link("3", "stated", "「間伐」に改めました。"),
            link("2", "declared", "秘密のやりとり"),
            link("1", "suggested", "緑町"),
            link("1", "quoted", "緑町", "rejected"),
            link("3", "declared", "担当課の判断"),
            link("9", "declared", "どこにもない意見"),
        ),
        (pc.Cause("R2", "update"),),
        ("R3",),
    )
    public = public_trace(trace, public_view(CONSULTATION))
    assert [(one.comment_id, one.basis, one.evidence) for one in public.links] == [
        ("1", "quoted", ""),
        ("3", "quoted", "1頁の『剪定』"),
        ("3", "stated", "「間伐」に改めました。"),
        ("3", "declared", "担当課の判断"),
    ]
    assert {one.fingerprint for one in public.links} == {""}
    assert (public.causes, public.unexplained) == (trace.causes, trace.unexplained)
