"""Laws of links (P09, P60, P61, P64, P65 of docs/explanation/laws.md): order, names and strangers change no link."""

import random
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc

SCHEME = pc.DispositionScheme(
    (
        pc.Disposition("a", "A", "反映", True),
        pc.Disposition("b", "B", "記載済み", False),
        pc.Disposition("c", "C", "参考"),
    )
)
SENTENCES = (
    ("公園の池を掃除します。", "公園の池を毎年掃除します。"),
    ("坂道に手すりを付けます。", "坂道と階段に手すりを付けます。"),
    ("図書館の開館時間を延ばします。", "図書館の開館時間を夜8時まで延ばします。"),
    ("古い井戸を埋めます。", None),
    (None, "雨水をためる樽を配ります。"),
    ("橋の名前を募集します。", "橋の名前を募集します。"),
)


def comparison() -> pc.Comparison:
    sides = []
    for side, version in ((0, "素案"), (1, "成案")):
        lines = [f"<!-- page: {at // 2 + 3} -->\n\n{pair[side]}\n" for at, pair in enumerate(SENTENCES) if pair[side]]
        sides.append(pc.parse_plan("# 第１章　まち\n\n" + "\n".join(lines), version=version, document="本編"))
    return pc.compare(*sides)


COMPARISON = comparison()
QUOTES = [text for pair in SENTENCES for text in pair if text] + ["第１章", "掃除します", "毎年", "手すり", "ない言葉"]
quotes = st.sampled_from(QUOTES).map(lambda words: f"「{words}」")
places = st.sampled_from(["", "素案3ページの", "P4の", "第１章の", "概要版の", "本編5頁2行目、"])
summaries = st.builds("{}{}はよくない。".format, places, quotes) | st.sampled_from(
    ["賛成です。", "3頁について。", "池と橋。"]
)
answers = st.one_of(
    st.builds("{}を{}に改めました。".format, quotes, quotes),
    st.builds("{}としました。".format, quotes),
    st.builds("{}{}との記述を追加します。".format, places, quotes),
    st.builds("（修正前）{}\n（修正後）{}".format, quotes, quotes),
    st.sampled_from(["修正しました。", "ご意見として承ります。", "4ページを修正しました。", "「毎年」を目指します。"]),
)


@st.composite
def consultations(draw: st.DrawFn) -> pc.Consultation:
    size = draw(st.integers(1, 8))
    comments = tuple(
        pc.Comment(
            f"k{at}",
            summary=draw(summaries),
            withheld_reason=draw(st.sampled_from([None, None, None, None, "個人情報"])),
        )
        for at in range(size)
    )
    responses: list[pc.Response] = []
    at = 0
    while at < size:
        count = draw(st.integers(1, 3))
        ids = tuple(one.id for one in comments[at : at + count] if not one.is_withheld)
        at += count
        if not ids:
            continue
        refers = ()
        if responses and draw(st.booleans()):
            refers = (pc.Reference(draw(st.sampled_from([one.id for one in responses]))),)
        part = pc.ResponsePart(draw(answers))
        responses.append(pc.Response(f"s{len(responses)}", ids, (part,), draw(st.sampled_from("abc")), refers))
    return pc.Consultation("意見募集", scheme=SCHEME, comments=comments, responses=tuple(responses))


def shuffled(values: tuple[Any, ...], dice: random.Random) -> tuple[Any, ...]:
    found = list(values)
    dice.shuffle(found)
    return tuple(found)


@given(consultations(), st.randoms(use_true_random=False))
def test_order_changes_no_link(record: pc.Consultation, dice: random.Random) -> None:
    """P09."""
    other = attrs.evolve(record, comments=shuffled(record.comments, dice), responses=shuffled(record.responses, dice))
    turned = attrs.evolve(COMPARISON, revisions=shuffled(COMPARISON.revisions, dice))
    first, second = pc.trace(COMPARISON, record), pc.trace(turned, other)
    assert set(first.links) == set(second.links)
    assert set(first.unexplained) == set(second.unexplained)


@given(consultations())
def test_links_have_ends_both_ways_and_no_doubles(record: pc.Consultation) -> None:
    """P60, P61, P64, and the same again."""
    traced = pc.trace(COMPARISON, record)
    revisions = {one.id for one in COMPARISON.revisions}
    comments = {one.id for one in record.comments if not one.is_withheld}
    pairs = [(link.revision_id, link.comment_id) for link in traced.links]
    assert len(pairs) == len(set(pairs))
    assert {name for name, _ in pairs} <= revisions
    assert {name for _, name in pairs} <= comments
    for suggested in (False, True):
        forth = {(r, c) for r in revisions for c in traced.comments_of(r, suggested=suggested)}
        back = {(r, c) for c in comments for r in traced.revisions_of(c, suggested=suggested)}
        assert forth == back
    assert pc.trace(COMPARISON, record) == traced
    assert {link for link in traced.links if link.counts} <= set(pc.trace(COMPARISON, record, suggest=False).links)


@given(consultations())
def test_renaming_renames(record: pc.Consultation) -> None:
    """P65."""

    def new(name: str) -> str:
        return "z" + name[::-1]

    renamed = attrs.evolve(
        record,
        comments=tuple(attrs.evolve(one, id=new(one.id)) for one in record.comments),
        responses=tuple(
            attrs.evolve(
                one,
                id=new(one.id),
                comment_ids=tuple(map(new, one.comment_ids)),
                refers_to=tuple(pc.Reference(new(ref.response_id)) for ref in one.refers_to),
            )
            for one in record.responses
        ),
    )
    there = tuple(attrs.evolve(one, id="v" + one.id) for one in COMPARISON.revisions)
    second = pc.trace(attrs.evolve(COMPARISON, revisions=there), renamed)
    first = [
        attrs.evolve(link, revision_id="v" + link.revision_id, comment_id=new(link.comment_id))
        for link in pc.trace(COMPARISON, record).links
    ]
    assert set(first) == set(second.links)


@given(consultations(), st.sampled_from(["空が青い。", "「月見」の会を開いてほしい。", "第９章の99ページ"]))
def test_a_stranger_changes_nothing_above_a_suggestion(record: pc.Consultation, summary: str) -> None:
    stranger = pc.Comment("stranger", summary=summary)
    answer = pc.Response("far", ("stranger",), (pc.ResponsePart("ご意見として承ります。"),), "c")
    more = attrs.evolve(record, comments=(stranger, *record.comments), responses=(*record.responses, answer))
    first, second = (
        {link for link in pc.trace(COMPARISON, one).links if link.basis != "suggested"} for one in (record, more)
    )
    assert first == second


@given(consultations(), st.sampled_from(["confirmed", "rejected"]), st.data())
def test_decisions_are_kept(record: pc.Consultation, status: Any, data: st.DataObject) -> None:
    found = pc.trace(COMPARISON, record).links
    if not found:
        return
    chosen = data.draw(st.lists(st.sampled_from(found), unique=True))
    decided = tuple(attrs.evolve(link, status=status) for link in chosen)
    traced = pc.trace(COMPARISON, record, links=decided)
    assert set(decided) <= set(traced.links)
    assert traced.suspects == ()
    broken = tuple(attrs.evolve(link, fingerprint="0" * 24) for link in decided)
    again = pc.trace(COMPARISON, record, links=broken)
    assert again.suspects == broken
    assert again.links == found
