"""Links: declared, stated, quoted, cited, suggested, each with evidence and fingerprint; causes without a comment."""

import attrs
import pytest

import plancomment as pc
from plancomment.traceability.citations import citations, quotations
from plancomment.traceability.links import fingerprint
from plancomment.traceability.statements import states_change

SCHEME = pc.DispositionScheme(
    (
        pc.Disposition("1", "①", "既に記載", False),
        pc.Disposition("2", "②", "計画に反映する", True),
        pc.Disposition("3", "③", "今後の参考"),
    )
)
DRAFT = """\
# 第１章　基本目標

<!-- page: 3, line: 5 -->
（１）待ち時間をおおむね30分以内とします。

（２）高齢者の外出を支援します。

<!-- page: 4 -->
（３）利用の少ない停留所を廃止します。

（４）運転手の確保に努めます。

図１　路線の一覧
"""
FINAL = """\
# 第１章　基本目標

<!-- page: 3, line: 5 -->
（１）待ち時間をおおむね20分以内とします。

（２）高齢者や障害のある方の外出を支援します。

<!-- page: 5 -->
（３）運転手の確保と育成に努めます。

（４）停留所にベンチを設置します。

図１　路線の一覧
"""


def plans() -> tuple[pc.Plan, pc.Plan]:
    return (
        pc.parse_plan(DRAFT, version="素案", document="本編"),
        pc.parse_plan(FINAL, version="成案", document="本編"),
    )


def comparison() -> pc.Comparison:
    return pc.compare(*plans())


def by_text(found: pc.Comparison, words: str) -> str:
    (revision,) = (one for one in found.revisions if words in (one.old or "") + (one.new or ""))
    return revision.id


def record(
    summary: str,
    answer: str,
    *,
    disposition: str = "2",
    stated: tuple[pc.StatedRevision, ...] = (),
    scheme: object = SCHEME,
) -> pc.Consultation:
    return pc.Consultation(
        "意見募集",
        scheme=scheme,  # type: ignore[arg-type]
        comments=(pc.Comment("1-1", summary=summary), pc.Comment("1-2", summary="別の意見です。")),
        responses=(
            pc.Response("A1", ("1-1",), (pc.ResponsePart(answer),), disposition if scheme else None, (), stated),
        ),
    )


def links(consultation: pc.Consultation, **more: object) -> dict[str, tuple[str, str]]:
    """Basis and evidence of each link of comment 1-1, by the revision's text before or after."""
    found = comparison()
    texts = {one.id: one.old or one.new or "" for one in found.revisions}
    traced = pc.trace(found, consultation, **more)  # type: ignore[arg-type]
    return {texts[link.revision_id]: (link.basis, link.evidence) for link in traced.links if link.comment_id == "1-1"}


WAIT = "待ち時間をおおむね30分以内とします。"
HELP = "高齢者の外出を支援します。"
STOPS = "利用の少ない停留所を廃止します。"
DRIVERS = "運転手の確保に努めます。"
BENCH = "停留所にベンチを設置します。"


def test_the_texts_show_five_revisions() -> None:
    assert [(one.kind, one.old or one.new) for one in comparison().revisions] == [
        ("amended", WAIT),
        ("amended", HELP),
        ("deleted", STOPS),
        ("amended", DRIVERS),
        ("added", BENCH),
    ]


@pytest.mark.parametrize(
    ("stated", "target"),
    [
        (pc.StatedRevision("S", old="30分以内", new="20分以内"), WAIT),
        (pc.StatedRevision("S", new="障害のある方"), HELP),
        (pc.StatedRevision("S", old="利用の少ない停留所を廃止"), STOPS),
        (pc.StatedRevision("S", new="（４）停留所にベンチを設置します。"), BENCH),
        (pc.StatedRevision("S", pc.Location("素案", "本編", 3), new="と育成"), DRIVERS),
        (pc.StatedRevision("S", pc.Location("成案", "", place="図１")), None),
        (pc.StatedRevision("S", old="40分以内", new="20分以内"), None),
        (pc.StatedRevision("S", new="高齢者"), None),
        (pc.StatedRevision("S", words="説明を見直しました。"), None),
    ],
)
def test_a_stated_revision_is_linked_by_its_words(stated: pc.StatedRevision, target: str | None) -> None:
    found = links(
        record("もっと早くしてほしい。", "改めました。", stated=(attrs.evolve(stated, words="改めました。"),))
    )
    assert found == ({target: ("stated", "改めました。")} if target else {})


def test_a_stated_place_without_words_is_enough() -> None:
    stated = pc.StatedRevision("S", pc.Location("素案", "本編", 4), words="4ページを修正しました。")
    found = links(record("意見です。", "4ページを修正しました。", stated=(stated,)))
    assert {text for text, (basis, _) in found.items() if basis == "stated"} == {STOPS, DRIVERS}


def test_very_short_words_need_the_page() -> None:
    stated = pc.StatedRevision("S", old="30", new="20", words="改めました。")
    assert links(record("もっと早く。", "改めました。", stated=(stated,))) == {}
    assert links(record("素案3ページの時間について。", "改めました。", stated=(stated,)))[WAIT][0] == "stated"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("市民が利用します。", "市民等が利用します。", ("市民", "市民等")),
        ("防災を進めます。", "防災及び減災を進めます。", ("防災", "防災及び減災")),
        ("市民等が利用します。", "市民が利用します。", ("市民等", "市民")),
        ("目標は75%とします。", "目標は80%とします。", ("75%", "80%")),
        ("小学校と連携します。", "中学校と連携します。", ("小学校", "中学校")),
    ],
)
def test_an_exchange_is_found_however_short_and_where_one_word_holds_the_other(
    old: str, new: str, words: tuple[str, str]
) -> None:
    plans = [pc.parse_plan(f"# 目標\n\n{text}\n", version=name) for text, name in ((old, "素案"), (new, "成案"))]
    found = pc.compare(*plans)
    stated = pc.StatedRevision("S", old=words[0], new=words[1])
    by_value = pc.trace(found, record("直してほしい。", "直しました。", stated=(stated,)))
    by_words = pc.trace(found, record("直してほしい。", f"「{words[0]}」を「{words[1]}」に改めました。"))
    for traced in (by_value, by_words):
        assert [(link.comment_id, link.basis) for link in traced.links] == [("1-1", "stated")]
        assert traced.unexplained == ()


def test_a_page_alone_claims_no_change_that_words_explain() -> None:
    found = pc.compare(*plans())
    both = record("素案3ページの（１）について。", "「おおむね20分以内」としました。")
    other = pc.Comment("1-2", summary="素案3ページに斜面林も入れてほしい。", disposition_id="2")
    label = pc.Comment("1-3", summary="素案3ページの（４）も直してほしい。", disposition_id="2")
    both = attrs.evolve(both, comments=(both.comments[0], other, label))
    traced = pc.trace(found, both)
    assert traced.comments_of(by_text(found, "30分")) == ("1-1",)
    assert [link.basis for link in traced.links if link.comment_id == "1-2"] == ["suggested", "suggested"]
    assert [link for link in traced.links if link.comment_id == "1-3"] == []
    audited = pc.audit(both, comparison=found, trace=traced)
    assert {one.subjects for one in audited if one.code == "PC204"} == {("1-2",), ("1-3",)}


def test_all_comments_of_a_shared_response_inherit_and_withheld_ones_do_not() -> None:
    stated = (pc.StatedRevision("S", old="30分以内", new="20分以内", words="改めました。"),)
    shared = pc.Consultation(
        "意見募集",
        scheme=SCHEME,
        comments=(
            pc.Comment("1", summary="あ"),
            pc.Comment("2", summary="い"),
            pc.Comment("3", withheld_reason="誹謗"),
            pc.Comment("4", summary="え"),
            pc.Comment("5", summary="お"),
        ),
        responses=(
            pc.Response("A", ("2", "1", "3"), (pc.ResponsePart("改めました。"),), "2", (), stated),
            pc.Response("B", ("4", "3"), (pc.ResponsePart("「1」の回答のとおりです。"),), "2", (pc.Reference("A"),)),
            pc.Response("C", ("5",), (pc.ResponsePart("「1」の回答のとおりです。"),), "1", (pc.Reference("A"),)),
        ),
    )
    found = comparison()
    traced = pc.trace(found, shared)
    revision = by_text(found, "30分")
    assert traced.comments_of(revision) == ("1", "2", "4")
    assert traced.comments_of(revision, suggested=True) == ("1", "2", "4", "5")
    assert traced.revisions_of("4") == (revision,)
    assert traced.revisions_of("5") == ()


def test_quoted_words_link_where_they_were_changed() -> None:
    found = links(record("「おおむね30分以内」は長すぎる。", "見直します。"))
    assert found == {WAIT: ("quoted", "「おおむね30分以内」")}
    found = links(record("長すぎる。", "「おおむね20分以内」の表記で分かりやすくなると考えます。"))
    assert found == {WAIT: ("quoted", "「おおむね20分以内」")}


def test_a_disposition_without_revision_gives_suggestions_at_most() -> None:
    consultation = record("「おおむね30分以内」は長すぎる。", "「おおむね20分以内」を目指しています。", disposition="1")
    assert links(consultation) == {WAIT: ("suggested", "「おおむね30分以内」")}
    assert links(consultation, suggest=False) == {}
    assert pc.trace(comparison(), consultation).comments_of(by_text(comparison(), "30分")) == ()


def test_an_open_disposition_needs_a_response_that_says_so() -> None:
    assert links(record("長い。", "「おおむね20分以内」を目指しています。", disposition="3"))[WAIT][0] == "suggested"
    assert links(record("長い。", "「おおむね20分以内」に改めました。", disposition="3"))[WAIT][0] == "stated"
    assert links(record("長い。", "「おおむね20分以内」に改めました。", scheme=None))[WAIT][0] == "stated"
    answer = "時間を見直しました。「おおむね20分以内」であれば利用しやすくなります。"
    assert links(record("長い。", answer, disposition="3"))[WAIT][0] == "quoted"
    assert links(record("長い。", answer, scheme=None))[WAIT][0] == "quoted"


def test_words_too_short_or_found_nowhere_link_nothing() -> None:
    assert links(record("「外出」と「地下鉄」について。", "見直します。")) == {}


def test_a_page_with_words_quoted_from_it() -> None:
    found = links(record("素案4ページの「運転手の確保」に育成も加えてほしい。", "見直します。"))
    assert found == {DRIVERS: ("quoted", "「運転手の確保」")}


def test_a_page_alone_cites_a_change_that_is_alone_there() -> None:
    final = FINAL.replace("高齢者や障害のある方", "高齢者")
    found = pc.compare(plans()[0], pc.parse_plan(final, version="成案", document="本編"))
    traced = pc.trace(found, record("計画書P3について、長すぎる。", "見直します。"))
    (link,) = traced.links
    assert (link.revision_id, link.basis, link.evidence) == (by_text(found, "30分"), "cited", "P3")
    many = pc.trace(comparison(), record("計画書P3について、長すぎる。", "見直します。"))
    assert {one.basis for one in many.links} == {"suggested"}


def test_a_page_of_the_summary_is_not_a_page_of_the_plan() -> None:
    assert links(record("概要版3ページについて。", "見直します。")) != {}
    both = pc.join_plans(
        plans()[0], pc.parse_plan("<!-- page: 3 -->\n\n30分で着きます。\n", version="素案", document="概要版")
    )
    new = pc.join_plans(
        plans()[1], pc.parse_plan("<!-- page: 3 -->\n\n20分で着きます。\n", version="成案", document="概要版")
    )
    found = pc.compare(both, new)
    (link,) = pc.trace(found, record("概要版3ページについて。", "見直します。")).links
    assert (link.revision_id, link.basis) == (by_text(found, "30分で着き"), "cited")


def test_a_response_cites_a_page_of_the_new_plan() -> None:
    consultation = record("ベンチがほしい。", "5ページの「ベンチを設置」を追加しました。")
    assert links(consultation)[BENCH][0] == "stated"
    consultation = record("ベンチがほしい。", "5ページに記載を追加しました。")
    assert {basis for basis, _ in links(consultation).values()} == {"suggested"}


def test_declared_links_stand_above_and_rejected_ones_keep_others_away() -> None:
    found = comparison()
    revision = by_text(found, "30分")
    consultation = record("「おおむね30分以内」は長すぎる。", "見直します。")
    declared = pc.TraceLink(revision, "1-2", "declared", evidence="担当課の判断", status="confirmed")
    rejected = pc.TraceLink(revision, "1-1", "quoted", 0.9, "「おおむね30分以内」", "rejected")
    traced = pc.trace(found, consultation, links=(declared, rejected))
    assert set(traced.links) == {declared, rejected}
    assert traced.comments_of(revision) == ("1-2",)
    confirmed = attrs.evolve(rejected, basis="suggested", status="confirmed")
    assert pc.trace(found, consultation, links=(confirmed,)).comments_of(revision) == ("1-1",)


def test_causes_explain_without_a_comment() -> None:
    found = comparison()
    ids = [one.id for one in found.revisions]
    traced = pc.trace(found, record("意見", "見直します。"), causes=(pc.Cause(ids[0], "committee", "審議会の意見"),))
    assert traced.unexplained == tuple(ids[1:])


def test_moves_and_renumberings_need_no_explanation() -> None:
    old, new = (
        pc.parse_plan(f"# 第１章\n\n{text}", version=name)
        for name, text in (
            ("素案", "（１）道路を直します。\n\n（２）公園を増やします。\n"),
            ("成案", "（１）橋を架けます。\n\n（２）道路を直します。\n\n（３）公園を増やします。\n"),
        )
    )
    found = pc.compare(old, new)
    traced = pc.trace(found, pc.Consultation("意見募集"))
    assert [one.kind for one in found.revisions] == ["added", "renumbered", "renumbered"]
    assert traced.unexplained == (found.revisions[0].id,)


def test_a_fingerprint_follows_the_texts() -> None:
    found = comparison().revisions[0]
    comment = pc.Comment("1", summary="意見")
    assert fingerprint(found, comment) == fingerprint(found, attrs.evolve(comment, number="9"))
    assert fingerprint(found, comment) != fingerprint(found, attrs.evolve(comment, summary="異見"))
    (link, *_) = pc.trace(comparison(), record("「おおむね30分以内」は長い。", "見直します。")).links
    assert link.fingerprint == fingerprint(found, pc.Comment("1-1", summary="「おおむね30分以内」は長い。"))


def test_the_order_of_comments_changes_no_link() -> None:
    consultation = record("「おおむね30分以内」は長い。素案4ページの「運転手の確保」も。", "見直します。")
    turned = attrs.evolve(consultation, comments=consultation.comments[::-1])
    assert set(pc.trace(comparison(), consultation).links) == set(pc.trace(comparison(), turned).links)


@pytest.mark.parametrize(
    ("text", "pages", "document", "quote"),
    [
        ("計画書P8の「(イ)高齢化」部分", (8,), "", "(イ)高齢化"),
        ("Ｐ．１２について", (12,), "", ""),
        ("p.5～6の記述", (5, 6), "", ""),
        ("24ページ", (24,), "", ""),
        ("概要版４頁にある「目標」", (4,), "概要版", "目標"),
        ("本編のP.3～P.5", (3, 4, 5), "本編", ""),
        ("7ページ。「別の文」", (7,), "", ""),
        ("10-3ページ", (10, 3), "", ""),
        ("1～900ページ", (1, 900), "", ""),
    ],
)
def test_citations(text: str, pages: tuple[int, ...], document: str, quote: str) -> None:
    (found,) = citations(text)
    assert (found.pages, found.document, found.quote) == (pages, document, quote)


@pytest.mark.parametrize(
    ("text", "label"),
    [("2ページの（１）は", "（１）"), ("P.3①", "①"), ("4頁にある(ア)の", "(ア)"), ("5ページ（令和7年）", "")],
)
def test_a_label_behind_a_page(text: str, label: str) -> None:
    (found,) = citations(text)
    assert found.label == label
    assert found.words.endswith(label)


@pytest.mark.parametrize("text", ["PDCAを回す", "GDP2%", "ＩＣＴＰ３", "P2P通信", "0ページ", "100ページ数", "P.", ""])
def test_what_is_no_citation(text: str) -> None:
    assert citations(text) == ()


def test_many_pages_are_read_in_one_pass() -> None:
    found = citations("8頁" * 30_000)
    assert len(found) == 30_000
    assert {one.words for one in found} == {"8頁"}


def test_the_words_of_a_citation_are_words_of_the_text() -> None:
    text = "素案1頁『剪定』は困る 私は緑町の者です、父の「あ」"
    assert [one.words for one in citations(text)] == ["1頁『剪定』"]


def test_quotations_are_the_outermost_ones_each_once() -> None:
    assert quotations("「『緑』の町」と「水」、「水」と『風』") == ("『緑』の町", "水", "風")
    assert quotations("「閉じない") == ()
    assert quotations("逆」「") == ()


@pytest.mark.parametrize(
    "text", ["「20分」に改めました。", "「A」としました。", "記述を追加しました。", "文言を修正いたします。"]
)
def test_what_states_a_change(text: str) -> None:
    assert states_change(text)


@pytest.mark.parametrize("text", ["「20分」を目指してまいります。", "貴重なご意見として承ります。", "取組を進めます。"])
def test_what_states_no_change(text: str) -> None:
    assert not states_change(text)
