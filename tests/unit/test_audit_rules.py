"""The rules about words: each finds what it is for, and keeps silent about its sound neighbour."""

import attrs
import pytest

import plancomment as pc
from plancomment.auditing import answers, citing, coverage, references, remains, statements, summaries, texts
from plancomment.auditing.case import Case
from plancomment.traceability.links import fingerprint

SCHEME = pc.DispositionScheme(
    (
        pc.Disposition("1", "①", "計画に反映する", True),
        pc.Disposition("2", "②", "参考とする", False),
        pc.Disposition("3", "③", "その他", None),
    )
)
DRAFT = """# 第１章　目標

<!-- page: 1 -->

（１）高齢化への対応を通じて、安心して暮らせるまちを実現します。

<!-- page: 2 -->

（２）交通弱者が買物に出掛けられるよう、通院や買物などの移動を支えます。

（３）緑を守ります。
"""


def plan(text: str = DRAFT, version: str = "素案", document: str = "本編") -> pc.Plan:
    return pc.parse_plan(text, version=version, document=document)


def joined(version: str, *given: tuple[str, str]) -> pc.Plan:
    return pc.join_plans(*(plan(text, version, document) for document, text in given))


def answered(
    words: str, disposition: str | None = None, *, comment: str = "意見です。", **more: object
) -> pc.Consultation:
    response = pc.Response("A1", ("1",), (pc.ResponsePart(words),), disposition, **more)  # type: ignore[arg-type]
    comments = (pc.Comment("1", summary=comment),)
    return pc.Consultation("意見募集", "緑の基本計画", scheme=SCHEME, comments=comments, responses=(response,))


def codes(findings: object) -> list[str]:
    return [finding.code for finding in findings]  # type: ignore[attr-defined]


# ---- what a response tells of a change


@pytest.mark.parametrize(
    ("words", "disposition", "expected"),
    [
        ("ご意見を踏まえ、素案の記述を修正しました。", "2", ["PC210"]),
        ("ご指摘を踏まえ、「高齢化等」としました。", "2", ["PC210"]),
        ("本編８ページの「甲」を「乙」に改めました。", "2", ["PC210"]),
        ("ご意見を踏まえ、素案の記述を修正しました。", "1", []),
        ("ご意見を踏まえ、素案の記述を修正しました。", "3", []),
        ("昨年度、バスの便を追加しました。今後の参考とします。", "2", []),
        ("「表現を修正しました」とのご報告に感謝します。", "2", []),
        ("素案の記述は修正しませんが、今後の参考とします。", "2", []),
        ("原案のとおりとします。", "1", ["PC211"]),
        ("ご意見は今後の参考とさせていただきます。", "1", ["PC211"]),
        ("第５章に記載しているとおり、毎年度評価します。", "1", ["PC211"]),
        ("ご意見の趣旨を盛り込みました。", "1", []),
        ("ご意見を踏まえ、説明を再検討しました。", "1", []),
        ("", "1", []),
        ("原案のとおりとします。", "2", []),
        ("原案のとおりとします。", None, []),
    ],
)
def test_a_response_and_its_disposition(words: str, disposition: str | None, expected: list[str]) -> None:
    found = list(answers.check_change_told(Case(answered(words, disposition))))
    assert codes(found) == expected
    for finding in found:
        assert finding.severity == "warning"
        assert finding.message_ja.endswith("。")


def test_a_response_that_stays_as_it_is_says_so_in_the_message() -> None:
    (finding,) = answers.check_change_told(Case(answered("ご意見は理解しますが、修正は行いません。", "1")))
    assert finding.subjects == ("1", "A1")
    assert "修正は行いません" in finding.message
    assert "修正は行いません" in finding.message_ja


def test_a_change_told_by_the_response_referred_to_is_enough() -> None:
    base = answered("「No.2」の回答のとおりです。", "1", refers_to=(pc.Reference("A2"),))
    told = pc.Response("A2", ("2",), (pc.ResponsePart("素案の表現を改めました。"),), "1", (pc.Reference("A1"),))
    both = attrs.evolve(
        base, comments=(*base.comments, pc.Comment("2", summary="別")), responses=(*base.responses, told)
    )
    assert codes(answers.check_change_told(Case(both))) == []


def test_a_shared_response_may_have_changed_something_for_one_comment_only() -> None:
    comments = (pc.Comment("1", summary="甲", disposition_id="1"), pc.Comment("2", summary="乙", disposition_id="2"))
    response = pc.Response("A1", ("1", "2"), (pc.ResponsePart("素案の記述を修正しました。"),))
    case = Case(pc.Consultation("意見募集", scheme=SCHEME, comments=comments, responses=(response,)))
    assert codes(answers.check_change_told(case)) == []
    assert codes(answers.check_change_told(Case(attrs.evolve(case.consultation, scheme=None)))) == []


# ---- answers by reference


def referring(words: str, target: str, *, titles: tuple[str, ...] = ()) -> Case:
    categories = (
        pc.Category("1", "総論"),
        pc.Category("2", "各論"),
        pc.Category("2.1", "バス路線", "2"),
        pc.Category("2.2", "進行管理", "2"),
        pc.Category("9", "円", "9"),
    )
    comments = tuple(
        pc.Comment(one, summary="意見", category_id=category)
        for one, category in (("a", "1"), ("b", "2.1"), ("c", "2.2"))
    )
    parts = tuple(pc.ResponsePart("本文です。", title) for title in titles) or (pc.ResponsePart("本文です。"),)
    responses = (
        pc.Response("A1", ("b",), (pc.ResponsePart(words),), None, (pc.Reference(target),)),
        pc.Response("A2", ("a",), parts),
        pc.Response("A3", ("c",), parts),
    )
    return Case(pc.Consultation("意見募集", categories=categories, comments=comments, responses=responses))


def test_a_reference_to_another_branch_is_told() -> None:
    (finding,) = answers.check_reference_fits(referring("「a」の回答のとおりです。", "A2"))
    assert (finding.code, finding.severity, finding.subjects) == ("PC212", "info", ("A1", "b"))


@pytest.mark.parametrize(
    "case",
    [
        referring("「c」の回答のとおりです。", "A3"),
        referring("「a」の回答のとおりです。", "A2", titles=("バス路線について",)),
        referring("「a」の回答のとおりです。" + "また、路線の見直しは地域の皆様と話し合いながら進めます。" * 3, "A2"),
        referring("「z」の回答のとおりです。", "A404"),
    ],
    ids=["same branch", "titled", "not by reference only", "unknown"],
)
def test_a_reference_that_fits_is_not(case: Case) -> None:
    assert list(answers.check_reference_fits(case)) == []


def test_without_a_choice_of_branches_there_is_no_wrong_one() -> None:
    case = referring("「a」の回答のとおりです。", "A2")
    flat = attrs.evolve(case.consultation, categories=case.consultation.categories[:1])
    assert list(answers.check_reference_fits(Case(flat))) == []


# ---- citations


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("33ページの表現を直してほしい。", ["PC117"]),
        ("第９章が分かりにくい。", ["PC117"]),
        ("２ページの「夜間の警備を強化するという方針」に賛成する。", ["PC117"]),
        ("２ページの「交通弱者が買物に出掛けられるよう」を改めてほしい。", []),
        ("２ページの「交通弱者が買物にでかけられるように」を改めてほしい。", []),
        ("１ページを読んだ。第１章はよい。", []),
        ("「夜間の警備を強化するという方針」を加えてほしい。", []),
        ("「みなと野市総合計画」の33ページと比べてほしい。", []),
        ("市総合計画（令和5年版）、33ページを見てほしい。", []),
        ("広報みなと33ページを見た。", []),
        ("本計画の33ページを見た。", ["PC117"]),
        ("緑の基本計画の33ページを見た。", ["PC117"]),
    ],
)
def test_a_comment_cites_the_draft(words: str, expected: list[str]) -> None:
    found = list(citing.check_comment_citations(Case(answered("参考とします。", comment=words), draft=plan())))
    assert codes(found) == expected
    assert all(finding.severity == "info" for finding in found)


def test_a_response_cites_either_version() -> None:
    final = plan(DRAFT.replace("<!-- page: 2 -->", "<!-- page: 3 -->"), "成案")
    for words, expected in (
        ("３ページのとおりです。", []),
        ("４ページのとおりです。", ["PC118"]),
        ("第８章です。", ["PC118"]),
    ):
        found = list(citing.check_response_citations(Case(answered(words), draft=plan(), final=final)))
        assert codes(found) == expected
    assert list(citing.check_response_citations(Case(answered("４ページのとおりです。"), draft=plan()))) == []
    assert list(citing.check_comment_citations(Case(answered("x", comment="４ページ"), final=final))) == []


def test_a_withheld_comment_and_one_told_twice() -> None:
    twice = pc.Comment("1", text="33ページの件。", summary="33ページの件。")
    hidden = pc.Comment("2", text="34ページの件。", withheld_reason="誹謗中傷")
    case = Case(pc.Consultation("意見募集", comments=(twice, hidden)), draft=plan())
    assert [finding.subjects for finding in citing.check_comment_citations(case)] == [("1",)]


# ---- stated revisions in other words

FINAL = DRAFT.replace("通院や買物などの移動", "通院、買物、通学などの移動")


def stated(old: str | None, new: str | None, final: str = FINAL) -> list[pc.Finding]:
    record = answered("改めました。", "1", stated_revisions=(pc.StatedRevision("S1", None, old, new),))
    return list(statements.check_statements(Case(record, pc.compare(plan(), plan(final, "成案")))))


def test_near_words_are_shown_beside_each_other() -> None:
    (finding,) = stated("通院や買物などの移動", "通院、買物及び通学などの移動")
    assert (finding.code, finding.severity, finding.subjects) == ("PC209", "error", ("A1", "S1", "1"))
    assert "'通院、買物及び通学などの移動'" in finding.message
    assert "'通院、買物、通学などの移動'" in finding.message
    assert "通院、買物[-及び-]{+、+}通学などの移動" in finding.message_ja


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("通院や買物などの移動", "通院、買物、通学などの移動", []),
        ("保育所の待機児童を解消します", "学童保育を拡充します", ["PC206"]),
        ("通院", "入院", ["PC206"]),
        (None, "橋を架け替えるとともに道路を広げます", ["PC206"]),
        # Words that stood there all the time, and still do, are no change in other words.
        ("高齢化への対応を通して", "高齢化への対応に通じて", ["PC206"]),
    ],
)
def test_far_words_are_not_shown(old: str | None, new: str | None, expected: list[str]) -> None:
    assert codes(stated(old, new)) == expected


def test_nothing_is_near_where_nothing_was_revised() -> None:
    assert codes(stated("通院や買物などの移動", "通院や買物等の移動", DRAFT)) == ["PC206"]


# ---- explained by a suggestion only


def test_suggested_comments_are_told_with_their_scores() -> None:
    comparison = pc.compare(plan(), plan(FINAL, "成案"))
    (revision,) = comparison.revisions
    comments = tuple(pc.Comment(str(number), summary="意見") for number in range(8))
    links = tuple(pc.TraceLink(revision.id, str(number), "suggested", number / 10) for number in range(8))
    record = pc.Consultation("意見募集", comments=comments)
    case = Case(record, comparison, pc.Trace(links, (), (revision.id,)))
    (finding,) = coverage.check_reasons(case)
    assert (finding.code, finding.severity, finding.subjects) == ("PC208", "error", (revision.id,))
    assert "'7' (0.70), '6' (0.60)" in finding.message
    assert "and 3 more" in finding.message
    assert "plancomment link" in finding.message_ja
    rejected = tuple(attrs.evolve(link, status="rejected") for link in links)
    assert codes(coverage.check_reasons(attrs.evolve(case, trace=pc.Trace(rejected, (), (revision.id,))))) == ["PC205"]
    assert codes(coverage.check_reasons(attrs.evolve(case, trace=pc.Trace(links)))) == []


# ---- suspect links


def test_a_decision_about_other_words_is_told() -> None:
    comparison = pc.compare(plan(), plan(FINAL, "成案"))
    (revision,) = comparison.revisions
    comment = pc.Comment("1", summary="通学も加えてほしい。")
    made = fingerprint(revision, comment)
    links = (
        pc.TraceLink(revision.id, "1", "suggested", status="confirmed", fingerprint="0" * 12 + made[12:]),
        pc.TraceLink(revision.id, "1", "suggested", status="rejected", fingerprint=made[:12] + "0" * 12),
        pc.TraceLink(revision.id, "9", "declared", fingerprint=made),
        pc.TraceLink("R404", "1", "declared", fingerprint="0" * 12 + made[12:]),
    )
    case = Case(pc.Consultation("意見募集", comments=(comment,)), comparison, pc.Trace(suspects=links))
    found = list(references.check_suspects(case))
    assert {(finding.code, finding.severity) for finding in found} == {("PC119", "warning")}
    assert [finding.subjects for finding in found] == [(link.comment_id, link.revision_id) for link in links]
    assert [finding.message.rsplit(": ", 1)[1] for finding in found] == [
        "the revision's text changed since",
        "the comment's text changed since",
        "the comment is gone since",
        "the revision is gone or says something else since",
    ]
    assert "確認済み" in found[0].message_ja
    assert list(references.check_suspects(attrs.evolve(case, trace=pc.Trace()))) == []
    assert list(references.check_suspects(attrs.evolve(case, trace=None))) == []


# ---- copied answers

LONG = (
    "運賃の割引については、財源の確保や利用者間の公平性の観点からの検討も必要であると考えており、今後の参考とします。"
)


def copied(*responses: pc.Response) -> list[pc.Finding]:
    return list(texts.check_copied_answers(Case(pc.Consultation("意見募集", responses=responses))))


def test_one_answer_typed_twice_could_be_shared() -> None:
    one, other = pc.ResponsePart(LONG), pc.ResponsePart(LONG.replace("、", "、 "))
    (finding,) = copied(pc.Response("A1", ("1",), (one,), "2"), pc.Response("A2", ("2",), (other,), "2"))
    assert (finding.code, finding.severity, finding.subjects) == ("PC404", "info", ("A1", "A2"))
    assert copied(pc.Response("A1", ("1",), (one,), "2"), pc.Response("A2", ("2",), (other,), "1")) == []
    short = pc.ResponsePart("今後の参考とさせていただきます。")
    assert copied(pc.Response("A1", ("1",), (short,)), pc.Response("A2", ("2",), (short,))) == []
    reference = (pc.Reference("A9"),)
    assert (
        copied(pc.Response("A1", ("1",), (one,), None, reference), pc.Response("A2", ("2",), (one,), None, reference))
        == []
    )


# ---- summaries

TEXT = (
    "駅前の駐輪場が足りないので増やしてほしい。図書館の開館時間を21時まで延ばしてください。"
    "小学校の給食費を無償にすべきだと思います。河川敷の草刈りも年3回は必要です。いつもありがとうございます。"
)


def summarised(summary: str | None, text: str | None = TEXT) -> list[pc.Finding]:
    comment = pc.Comment("1", text=text, summary=summary)
    return list(summaries.check_summaries(Case(pc.Consultation("意見募集", comments=(comment,)))))


def test_a_summary_that_lost_three_of_four_points() -> None:
    (finding,) = summarised("駅前に駐輪場を増やすべきである。")
    assert (finding.code, finding.severity, finding.subjects) == ("PC405", "info", ("1",))
    assert "3 of 4 points" in finding.message
    assert "図書館の開館時間を21時まで延ばしてください。" in finding.message


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("駐輪場の増設、図書館の開館延長、給食費の無償化、河川敷の草刈りを求める。", TEXT),
        ("駐輪場を増やし、図書館の開館時間を延長すべきである。", TEXT),
        (None, TEXT),
        ("駐輪場を増やすべきである。", None),
        (
            "駐輪場を増やすべきである。",
            "母は足が悪く、坂道がつらいと言います。近所の人も同じです。家の前は静かです。駐輪場は必要です。",
        ),
    ],
    ids=["all", "two of four", "no summary", "no text", "no points"],
)
def test_a_good_summary_is_shorter_by_nature(summary: str | None, text: str | None) -> None:
    assert summarised(summary, text) == []


def test_a_withheld_comment_needs_no_summary() -> None:
    comment = pc.Comment("1", text=TEXT, summary="別のこと", withheld_reason="個人情報")
    assert list(summaries.check_summaries(Case(pc.Consultation("意見募集", comments=(comment,))))) == []


# ---- old words that stay

GAIYO = "# 概要\n\n<!-- page: 1 -->\n\n（１）人口減少や高齢化への対応を進めます。\n\n（２）交通弱者を支えます。\n"


def remaining(final: str, gaiyo: str = GAIYO, *, draft: str = DRAFT) -> list[pc.Finding]:
    old = joined("素案", ("本編", draft), ("概要版", GAIYO))
    new = joined("成案", ("本編", final), ("概要版", gaiyo))
    case = Case(pc.Consultation("意見募集"), pc.compare(old, new), final=new)
    return list(remains.check_remains(case))


def test_old_words_in_the_summary_of_the_plan() -> None:
    (finding,) = remaining(DRAFT.replace("高齢化への対応", "高齢化等への対応"))
    assert (finding.code, finding.severity) == ("PC406", "warning")
    assert "「高齢化への対応」を「高齢化等への対応」" in finding.message_ja
    assert "概要版 P.1 （１）" in finding.message_ja
    assert finding.place == pc.Place(page=1, version="成案")
    (finding,) = remaining(DRAFT.replace("交通弱者", "移動に困難を抱える方"))
    assert "概要版 P.1 （２）" in finding.message


@pytest.mark.parametrize(
    ("final", "gaiyo"),
    [
        (DRAFT.replace("高齢化への対応", "高齢化等への対応"), GAIYO.replace("高齢化への", "高齢化等への")),
        (DRAFT.replace("高齢化への対応", "高齢化等への対応"), GAIYO.replace("人口減少や", "")),
        (DRAFT.replace("緑を守ります。", "緑を育てます。"), GAIYO),
        (DRAFT, GAIYO),
        (DRAFT + "\n（４）水を守ります。\n", GAIYO),
    ],
    ids=["mended", "revised otherwise", "not elsewhere", "nothing", "added"],
)
def test_old_words_that_are_gone_or_were_never_there(final: str, gaiyo: str) -> None:
    assert remaining(final, gaiyo) == []


def test_numbers_and_ordinary_words_may_stay() -> None:
    numbers = DRAFT + "\n（４）令和9年度までに30か所を整備します。\n\n（５）令和9年度までに公園を整備します。\n"
    assert remaining(numbers.replace("令和9年度までに30", "令和8年度までに30"), draft=numbers) == []
    many = DRAFT + "".join(f"\n（{number}）関係機関と第{number}号の協議を進めます。\n" for number in range(4, 20))
    assert remaining(many.replace("関係機関と第4号", "協力団体と第4号"), draft=many) == []


def test_without_both_texts_nothing_can_remain() -> None:
    case = Case(pc.Consultation("意見募集"), pc.Comparison("published", "素案", "成案"), final=plan(version="成案"))
    assert list(remains.check_remains(case)) == []
    assert list(remains.check_remains(attrs.evolve(case, final=None))) == []


def test_what_only_the_text_of_a_response_states_is_looked_for() -> None:
    comparison = pc.compare(plan(), plan(FINAL, "成案"))
    for words, expected in (
        ("「通院や買物など」を「通院、買物、通学など」に改めました。", []),
        ("「通院や買物など」を「通院・買物等」に改めました。", ["PC209"]),
        ("「緑を守ります」を「緑を育てます」に改めました。", ["PC206"]),
        ("「緑を守ります」を「緑を育てます」に改めることを今後検討します。", []),
    ):
        found = list(statements.check_statements(Case(answered(words, "1"), comparison)))
        assert codes(found) == expected, words
        assert all(finding.subjects == ("A1", "1") for finding in found)
    (near,) = stated("通院や買物など", "通院と買物")
    assert near.code == "PC209"
    assert "新 回答「通院と買物」、計画「通院、買物、通学など」" in near.message_ja
