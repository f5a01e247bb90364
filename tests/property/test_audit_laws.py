"""Laws of the audit (P09, P65, P66, P79), held against consultations that Hypothesis draws."""

from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment import strategies
from plancomment.cli import main
from plancomment.findings import Severity

Told = Counter[tuple[str, str, tuple[str, ...]]]
DRAFT = "# 第１章　目標\n\n<!-- page: 1 -->\n\n（１）高齢化への対応を通じて、まちを守ります。\n\n（２）緑を守ります。\n"
FINAL = DRAFT.replace("高齢化への", "高齢化等への").replace("緑を守ります", "緑を育てます")
PLANS = pc.parse_plan(DRAFT, version="素案"), pc.parse_plan(FINAL, version="成案")
COMPARISON = pc.compare(*PLANS)
# Answers and comments that the rules about words have something to say about.
ANSWERS = (
    "「高齢化」を「高齢化等」に改めました。",
    "「緑を守ります」を「緑をはぐくみます」に改めました。",
    "原案のとおりとします。",
    "素案の表現を修正しました。第９章のとおりです。",
    "ご意見は今後の参考とさせていただきますので、ご理解とご協力を賜りますよう、どうかよろしくお願いいたします。",
)
COMMENTS = (
    "１ページの「高齢化への対応」を改めてほしい。",
    "３３ページは何ですか。",
    "緑を育ててほしいと心から願います。",
)


@st.composite
def records(draw: st.DrawFn) -> pc.Consultation:
    """A consultation with words, references and dispositions that contradict each other."""
    record = draw(strategies.consultations())
    comments = tuple(
        one if one.is_withheld else attrs.evolve(one, summary=draw(st.sampled_from(COMMENTS)))
        for one in record.comments
    )
    ids = [one.id for one in record.responses]
    responses = []
    for at, one in enumerate(record.responses):
        parts = draw(st.lists(st.builds(pc.ResponsePart, st.sampled_from(ANSWERS)), min_size=1, max_size=2))
        target = draw(st.none() | st.sampled_from(ids[:at])) if at else None
        refers = (pc.Reference(target),) if target is not None else ()
        responses.append(attrs.evolve(one, parts=tuple(parts), refers_to=refers))
    return attrs.evolve(record, comments=comments, responses=tuple(responses))


def audited(record: pc.Consultation) -> tuple[pc.Finding, ...]:
    links = pc.trace(COMPARISON, record)
    return pc.audit(record, comparison=COMPARISON, trace=links, draft=PLANS[0], final=PLANS[1])


def told(findings: tuple[pc.Finding, ...]) -> Told:
    return Counter((one.code, one.severity.value, tuple(sorted(one.subjects))) for one in findings)


@given(st.data(), records())
def test_p09_order_changes_the_order_of_findings_at_most(data: st.DataObject, record: pc.Consultation) -> None:
    shuffled = attrs.evolve(
        record,
        **{
            name: tuple(data.draw(st.permutations(getattr(record, name))))
            for name in ("comments", "responses", "submissions", "categories")
        },
    )
    assert told(audited(shuffled)) == told(audited(record))


def renamed(record: pc.Consultation) -> tuple[pc.Consultation, dict[str, str]]:
    """The record with other ids everywhere, in another alphabetical order, and the new ids by the old ones."""
    new: dict[str, str] = {}
    for kind in ("comments", "responses", "categories", "submissions"):
        ids = [one.id for one in getattr(record, kind)]
        new |= {one: f"{kind}/{len(ids) - at}" for at, one in enumerate(ids)}

    def name(one: str | None) -> str | None:
        return None if one is None else new[one]

    return (
        attrs.evolve(
            record,
            comments=tuple(
                attrs.evolve(
                    one, id=new[one.id], category_id=name(one.category_id), submission_id=name(one.submission_id)
                )
                for one in record.comments
            ),
            responses=tuple(
                attrs.evolve(
                    one,
                    id=new[one.id],
                    comment_ids=tuple(new[each] for each in one.comment_ids),
                    refers_to=tuple(attrs.evolve(each, response_id=new[each.response_id]) for each in one.refers_to),
                )
                for one in record.responses
            ),
            categories=tuple(
                attrs.evolve(one, id=new[one.id], parent_id=name(one.parent_id)) for one in record.categories
            ),
            submissions=tuple(attrs.evolve(one, id=new[one.id]) for one in record.submissions),
        ),
        new,
    )


@given(records())
def test_p65_other_ids_change_no_finding_but_its_names(record: pc.Consultation) -> None:
    other, new = renamed(record)
    expected = [
        (one.code, one.severity, tuple(new.get(subject, subject) for subject in one.subjects))
        for one in audited(record)
    ]
    assert [(one.code, one.severity, one.subjects) for one in audited(other)] == expected


@given(st.data(), records())
def test_p65_a_deleted_target_turns_exactly_its_links_into_findings(
    data: st.DataObject, record: pc.Consultation
) -> None:
    assert record.problems() == () or {one.code for one in record.problems()} == {"PC114"}
    kind = data.draw(st.sampled_from(("comments", "responses", "categories", "submissions")))
    there = getattr(record, kind)
    if not there:
        return
    gone = data.draw(st.sampled_from(there))
    left = attrs.evolve(record, **{kind: tuple(one for one in there if one is not gone)})
    expected: Told = Counter()
    if kind == "comments":
        expected.update(("PC107", "error", (gone.id, one.id)) for one in left.responses if gone.id in one.comment_ids)
    elif kind == "responses":
        expected.update(
            ("PC110", "error", (one.id, gone.id))
            for one in left.responses
            for each in one.refers_to
            if each.response_id == gone.id
        )
    elif kind == "categories":
        expected.update(("PC102", "error", (one.id, gone.id)) for one in left.categories if one.parent_id == gone.id)
        expected.update(("PC104", "error", (one.id, gone.id)) for one in left.comments if one.category_id == gone.id)
    else:
        expected.update(("PC105", "error", (one.id, gone.id)) for one in left.comments if one.submission_id == gone.id)
    expected = Counter({(code, weight, tuple(sorted(names))): n for (code, weight, names), n in expected.items()})
    broken = tuple(one for one in left.problems() if one.severity is Severity.ERROR)
    assert told(broken) == expected
    assert {one for one in told(audited(left)) if one[0] < "PC115"} >= set(expected)


@given(records())
def test_p79_all_findings_in_one_run_in_one_order(record: pc.Consultation) -> None:
    once = audited(record)
    assert audited(record) == once
    links = pc.trace(COMPARISON, record)
    apart = [
        finding
        for check in pc.CHECKS
        for finding in pc.audit(
            record, comparison=COMPARISON, trace=links, draft=PLANS[0], final=PLANS[1], checks=(check,)
        )
    ]
    assert apart == list(once)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("comments.csv", "'1-1,1,1,T17", "'1-1,1,1,T17"),
        ("comments.csv", "'1-1,1,1,T17", "'1-1,1,99,T17"),
        ("responses.csv", "A19,'3-3,1,", "A19,'3-3,,"),
        ("responses.csv", "A7,'1-7,1,,「1-2」の回答のとおりです。,A2", "A7,'1-7,1,,「3-3」の回答のとおりです。,A19"),
        ("consultation.toml", 'authority = "みなと野市"', 'authority = "○○市"'),
        ("plans/final/gaiyo.md", "移動に困難を抱える方", "交通弱者"),
    ],
)
def test_p66_exit_status_and_findings_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str
) -> None:
    source = Path(__file__).parents[2] / "examples/minato"
    for path in source.rglob("*"):
        if path.is_file():
            copy = tmp_path / "minato" / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    changed = tmp_path / "minato" / name
    text = changed.read_bytes().decode("utf-8")
    assert old in text
    changed.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    for options in ([], ["--select", "PC1"], ["--ignore", "PC1,PC2"]):
        status = main(["check", str(tmp_path / "minato"), "--format", "json", *options])
        found = pc.from_json(capsys.readouterr().out)
        assert status == (1 if any(one.severity is Severity.ERROR for one in found) else 0)
