"""Decisions hold while their texts do: what stands, what follows a revision to its new id, what is suspect."""

import attrs
import pytest

import plancomment as pc
from plancomment.traceability.links import TraceLink, fingerprint, revision_mark
from plancomment.traceability.suspects import follow_causes, split_suspects

OLD = "（１）緑道を整備します。\n\n（２）水路を守ります。\n\n（３）苗木を配ります。\n"
NEW = "（１）緑道を広く整備します。\n\n（２）水路を守ります。\n\n（３）苗木を毎年配ります。\n"
COMMENTS = (pc.Comment("1", text="緑道は広く。", summary="緑道を広く"), pc.Comment("2", summary="毎年配ってほしい"))
CONSULTATION = pc.Consultation("意見募集", comments=COMMENTS)


def compared(old: str, new: str) -> pc.Comparison:
    return pc.compare(pc.parse_plan(old, version="素案"), pc.parse_plan(new, version="成案"))


def decided(comparison: pc.Comparison, index: int, comment: pc.Comment, status: str = "confirmed") -> TraceLink:
    revision = comparison.revisions[index]
    return TraceLink(
        revision.id, comment.id, "cited", 0.6, "1頁", status, fingerprint(revision, comment), "読み合わせた"
    )


BEFORE = compared(OLD, NEW)
LINKS = (decided(BEFORE, 0, COMMENTS[0]), decided(BEFORE, 1, COMMENTS[1], "rejected"))


def test_links_stand_while_both_texts_do() -> None:
    assert split_suspects(LINKS, BEFORE, CONSULTATION) == (LINKS, ())
    # Numbers, categories and who handed it in are no text.
    renumbered = attrs.evolve(CONSULTATION, comments=(attrs.evolve(COMMENTS[0], number="12"), COMMENTS[1]))
    assert split_suspects(LINKS, BEFORE, renumbered) == (LINKS, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("序文です。\n\n" + OLD, "序文です。\n\n" + NEW),
        (OLD, "新しい前書きを置きます。\n\n" + NEW),
        ("<!-- page: 3 -->\n\n" + OLD, "<!-- page: 9 -->\n\n" + NEW),
        (OLD, NEW.replace("水路を守ります", "水路と池を守り、育てます")),
    ],
)
def test_changes_elsewhere_keep_the_ids(old: str, new: str) -> None:
    assert split_suspects(LINKS, compared(old, new), CONSULTATION) == (LINKS, ())


def test_a_link_follows_a_renumbered_clause() -> None:
    after = compared(OLD, NEW.replace("（３）", "（４）").replace("（２）", "（３）").replace("（１）", "（２）"))
    amended = [one for one in after.revisions if one.kind == "amended"]
    assert not {one.id for one in amended} & {link.revision_id for link in LINKS}
    standing, suspects = split_suspects(LINKS, after, CONSULTATION)
    assert not suspects
    assert [link.revision_id for link in standing] == [one.id for one in amended]
    assert [attrs.evolve(link, revision_id="R") for link in standing] == [
        attrs.evolve(link, revision_id="R") for link in LINKS
    ]
    assert split_suspects(standing, after, CONSULTATION) == (standing, ())


def test_a_changed_clause_makes_its_links_suspect() -> None:
    after = compared(OLD, NEW.replace("緑道を広く", "緑道を少し広く"))
    assert split_suspects(LINKS, after, CONSULTATION) == (LINKS[1:], LINKS[:1])
    gone = compared(OLD, OLD)
    assert split_suspects(LINKS, gone, CONSULTATION) == ((), LINKS)


@pytest.mark.parametrize(
    "comments",
    [
        (attrs.evolve(COMMENTS[0], text="緑道は狭く。"), COMMENTS[1]),
        (attrs.evolve(COMMENTS[0], summary=None), COMMENTS[1]),
        COMMENTS[1:],
    ],
)
def test_a_changed_comment_makes_its_links_suspect(comments: tuple[pc.Comment, ...]) -> None:
    consultation = attrs.evolve(CONSULTATION, comments=comments)
    assert split_suspects(LINKS, BEFORE, consultation) == (LINKS[1:], LINKS[:1])


def test_a_link_without_a_fingerprint_always_stands() -> None:
    links = (*(attrs.evolve(link, fingerprint="") for link in LINKS), TraceLink("R9", "9", "declared"))
    assert split_suspects(links, compared(OLD, OLD), attrs.evolve(CONSULTATION, comments=())) == (links, ())


def test_equal_texts_are_followed_in_order_and_once_for_each_comment() -> None:
    old, new = "（ア）緑です。\n\n（イ）緑です。\n", "（ア）森です。\n\n（イ）森です。\n"
    first, second = compared(old, new).revisions
    links = (TraceLink(first.id, "1", "cited", fingerprint=fingerprint(first, COMMENTS[0])),
             TraceLink(second.id, "1", "cited", fingerprint=fingerprint(second, COMMENTS[0])))  # fmt: skip
    after = compared(old, new.replace("（イ）", "（エ）").replace("（ア）", "（ウ）"))
    standing, suspects = split_suspects(links, after, CONSULTATION)
    assert {link.revision_id for link in standing} == {one.id for one in after.revisions}
    assert split_suspects(links[::-1], after, CONSULTATION) == (standing[::-1], suspects)
    # One place is left: it is taken by the link that has it; the other is looked at again.
    left = compared(old.split("\n")[0] + "\n", new.split("\n")[0] + "\n")
    assert split_suspects(links[::-1], left, CONSULTATION) == (links[:1], links[1:])


def test_rows_whose_words_are_lost_are_not_followed() -> None:
    lost = pc.Revision("R1", "unknown")
    link = TraceLink("R1", "1", "cited", fingerprint=fingerprint(lost, COMMENTS[0]))
    there = pc.Comparison("published", "素案", "成案", (lost,))
    assert split_suspects((link,), there, CONSULTATION) == ((link,), ())
    elsewhere = pc.Comparison("published", "素案", "成案", (attrs.evolve(lost, id="R2"),))
    assert split_suspects((link,), elsewhere, CONSULTATION) == ((), (link,))


def test_a_cause_follows_its_revision_to_a_new_id() -> None:
    first, second = BEFORE.revisions
    causes = (
        pc.Cause(second.id, "council", "６月議会", revision_mark(second)),
        pc.Cause(first.id, "update", fingerprint=revision_mark(first)),
        pc.Cause(first.id, "other"),
    )
    assert follow_causes(causes, BEFORE) == causes
    after = compared(OLD, NEW.replace("（３）", "（４）").replace("（１）", "（０）").replace("毎年", "隔年"))
    renumbered = next(one for one in after.revisions if "緑道" in (one.new or ""))
    assert renumbered.id != first.id
    # Whose texts changed, and those without a fingerprint, stay as they are: the audit tells that they point nowhere.
    assert follow_causes(causes, after) == (causes[0], attrs.evolve(causes[1], revision_id=renumbered.id), causes[2])
    traced = pc.trace(after, CONSULTATION, causes=causes)
    assert renumbered.id not in traced.unexplained
    assert traced.causes[1].revision_id == renumbered.id


def test_two_causes_of_equal_texts_find_two_places() -> None:
    old, new = "（ア）緑です。\n\n（イ）緑です。\n", "（ア）森です。\n\n（イ）森です。\n"
    causes = tuple(pc.Cause(one.id, "correction", "", revision_mark(one)) for one in compared(old, new).revisions)
    after = compared(old, new.replace("（イ）", "（エ）").replace("（ア）", "（ウ）"))
    followed = follow_causes(causes, after)
    assert {one.revision_id for one in followed} == {one.id for one in after.revisions}
    assert follow_causes(causes[::-1], after) == followed[::-1]
    assert follow_causes((*followed, *causes), after) == (*followed, *causes)
