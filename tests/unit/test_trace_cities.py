"""Results of three invented towns, each with phrasings of its own: every row finds exactly its comments."""

import attrs
import pytest

import plancomment as pc
from plancomment.exercises import make_opinions
from plancomment.textdiff import diff_text

ACCEPT, KEEP, LATER = "a", "b", "c"


def scheme(*labels: str) -> pc.DispositionScheme:
    return pc.DispositionScheme(
        tuple(
            pc.Disposition(name, symbol, label, implies)
            for name, symbol, label, implies in zip(
                (ACCEPT, KEEP, LATER), ("Ａ", "Ｂ", "Ｃ"), labels, (True, False, None), strict=True
            )
        )
    )


def consultation(rows: list[tuple[str, str, str, str]], *labels: str, refers: dict[str, str]) -> pc.Consultation:
    """Rows of id, comment, disposition and answer; an empty answer: the one above holds."""
    comments: list[pc.Comment] = []
    responses: list[pc.Response] = []
    for name, summary, disposition, answer in rows:
        comments.append(pc.Comment(name, summary=summary))
        if answer:
            part = pc.ResponsePart(answer)
            found = (pc.Reference(refers[name]),) if name in refers else ()
            responses.append(pc.Response(f"A{name}", (name,), (part,), disposition, found))
        else:
            responses[-1] = attrs.evolve(responses[-1], comment_ids=(*responses[-1].comment_ids, name))
    return pc.Consultation("意見募集", scheme=scheme(*labels), comments=tuple(comments), responses=tuple(responses))


def row(name: str, place: pc.Location, old: str | None, new: str | None) -> pc.Revision:
    diff = diff_text(old, new) if old is not None and new is not None else None
    kind = "amended" if diff is not None else "added" if new else "deleted" if old else "unknown"
    return pc.Revision(name, kind, old, new, diff, locations=(place,))  # type: ignore[arg-type]


def at(document: str, page: int | None, place: str = "", line: int | None = None) -> pc.Location:
    return pc.Location("素案", document, page, line, place)


def published(*revisions: pc.Revision) -> pc.Comparison:
    return pc.Comparison("published", "素案", "成案", revisions)


# A harbour town: statements within the answers, the same slogan in many of them.
HARBOUR = published(
    row("R1", at("本編", 6, "見出し"), "(ア) 漁師への支援", "(ア) 漁業者への支援"),
    row("R2", at("概要版", 2, "港の将来像"), "漁師への支援を通じて港を守る", "漁業者への支援を通じて港を守る"),
    row(
        "R3",
        at("本編", 9, "④今後の方向 2行目"),
        "市場の改修と岸壁の補強を進める",
        "市場の改修と計画的な岸壁の補強を進める",
    ),
    row("R4", at("本編", 14, "④今後の方向 1行目"), "海岸の清掃を進める", "海岸の清掃を住民とともに進める"),
    row("R5", at("本編", 3, "将来像の図"), "「海とくらすまち」", "「海とくらす明るいまち」"),
    row("R6", at("本編", 4, "将来像の説明"), None, None),
    row("R7", at("本編", 20, "指標"), "来訪者数 2万人（年間）", "来訪者数 2万人（年間の延べ人数）"),
)
HARBOUR_ROWS = [
    (
        "1",
        "素案P6の「(ア)漁師への支援」は、養殖を営む者も含めるべき。",
        ACCEPT,
        "ご指摘を踏まえ、「漁業者」としました。",
    ),
    ("2", "６ページの図が見にくい。", KEEP, "図の作成に当たって参考とします。"),
    ("3", "スローガンに明るさがほしい。", ACCEPT, "ご意見を踏まえ、「海とくらす明るいまち」としました。"),
    ("4", "観光に力を入れてほしい。", KEEP, "「海とくらす明るいまち」の実現に向けて取り組みます。"),
    ("5", "9頁の岸壁は古い。", ACCEPT, "「④今後の方向」の箇所に、「計画的な」との記述を追加しました。"),
    ("6", "14頁は行政だけの話に読める。", ACCEPT, "「④今後の方向」の箇所に、「住民とともに」との記述を追加しました。"),
    ("7", "清掃にもっと人がほしい。", ACCEPT, ""),
    ("8", "来訪者数の数え方が分からない。", ACCEPT, "ご指摘を踏まえ、「年間の延べ人数」と修正しました。"),
    ("9", "用語が難しい。", ACCEPT, "用語の説明を見直しました。"),
]
HARBOUR_LINKS = {
    "R1": {"1": "stated"},
    "R2": {"1": "stated"},
    "R3": {"5": "stated"},
    "R4": {"6": "stated", "7": "stated"},
    "R5": {"3": "stated"},
    "R6": {},
    "R7": {"8": "stated"},
}

# A mountain town: before and after as blocks, answers by reference, promises.
MOUNTAIN = published(
    row("R1", at("", 5), "森林の整備を推進します。", "森林の整備と木材の利用を推進します。"),
    row("R2", at("", 8), "獣害への対策を検討します。", "獣害への対策を実施します。"),
    row("R3", at("", 11), None, "登山道の標識を更新します。"),
    row("R4", at("", 12), "温泉の開発を進めます。", None),
    row("R5", at("", 17), "おおむね30分に1本のバスを走らせます。", "おおむね20分に1本のバスを走らせます。"),
)
MOUNTAIN_ROWS = [
    (
        "1",
        "第２章の林業に木材のことがない。",
        ACCEPT,
        "【計画案の修正】5ページ\n（修正前）森林の整備を推進します。\n（修正後）森林の整備と木材の利用を推進します。",
    ),
    ("2", "材木をもっと使うべき。", ACCEPT, "No.1の回答のとおりです。"),
    ("3", "木材は高いので使わないでほしい。", KEEP, "No.2の回答のとおりです。"),
    ("4", "鹿が多い。8ページは「検討」では足りない。", ACCEPT, "「検討します」を「実施します」に変更します。"),
    (
        "5",
        "道に迷った。",
        ACCEPT,
        "11ページに次の文章を追加します：\n登山道の標識を更新します。\n\n今後も点検に努めます。",
    ),
    ("6", "「温泉の開発を進めます。」は環境に悪い。", ACCEPT, "ご意見を踏まえ削除しました。"),
    ("7", "「温泉の開発を進めます。」に賛成だ。", KEEP, "ご意見として承ります。"),
    ("8", "「30分に1本」を「20分に1本」に改めるべき。", ACCEPT, "修正前：30分に1本　修正後：20分に1本"),
    ("9", "「20分に1本」は無理だと思う。", LATER, "今後の参考とさせていただきます。"),
]
MOUNTAIN_LINKS = {
    "R1": {"1": "stated", "2": "stated"},
    "R2": {"4": "stated"},
    "R3": {"5": "stated"},
    "R4": {"6": "quoted"},
    "R5": {"8": "stated"},
}

# A river town: arrows and chapter titles, words quoted from memory, places without words.
RIVER = published(
    row("R1", at("計画書", 7, "第３章（２）川の管理"), "堤防の点検を年1回行います。", "堤防の点検を年2回行います。"),
    row(
        "R2",
        at("計画書", 9, "第３章（３）橋の管理"),
        "橋の塗り替えは必要に応じて行います。",
        "橋の塗り替えは計画的に行います。",
    ),
    row("R3", at("計画書", 15, "第５章 施策5-2"), "遊歩道に案内板を設けます。", "遊歩道に多言語の案内板を設けます。"),
    row("R4", at("計画書", 21, "図表4"), "水質の推移（10年）", "水質の推移（20年）"),
)
RIVER_ROWS = [
    ("1", "第３章（２）の点検は少なすぎる。", ACCEPT, "ご意見のとおり、「年1回」→「年2回」に修正。"),
    (
        "2",
        "「橋の塗替えは必要に応じて行います」ではいつになるか分からない。",
        ACCEPT,
        "見直しを行い、修正いたしました。",
    ),
    ("3", "施策５－２は外国人に分かりにくい。", ACCEPT, "ご意見を踏まえて修正しました。"),
    ("4", "図表４はもっと長い期間がよい。", ACCEPT, "修正しました。"),
    ("5", "第３章はよく書けている。", KEEP, "ありがとうございます。"),
    ("6", "図表4は色が悪い。", LATER, "今後の参考とします。"),
]
RIVER_LINKS = {
    "R1": {"1": "stated"},
    "R2": {"2": "quoted"},
    "R3": {"3": "cited"},
    "R4": {"4": "cited"},
}

TOWNS = {
    "harbour": (HARBOUR, consultation(HARBOUR_ROWS, "反映する", "記載済み", "その他", refers={}), HARBOUR_LINKS),
    "mountain": (
        MOUNTAIN,
        consultation(MOUNTAIN_ROWS, "修正", "原案どおり", "参考", refers={"2": "A1", "3": "A2"}),
        MOUNTAIN_LINKS,
    ),
    "river": (RIVER, consultation(RIVER_ROWS, "採用", "不採用", "検討", refers={}), RIVER_LINKS),
}


@pytest.mark.parametrize("town", TOWNS)
def test_every_row_finds_exactly_its_comments(town: str) -> None:
    comparison, record, expected = TOWNS[town]
    traced = pc.trace(comparison, record)
    found = {
        revision.id: {
            link.comment_id: link.basis
            for link in traced.links
            if link.revision_id == revision.id and link.basis != "suggested"
        }
        for revision in comparison.revisions
    }
    assert found == expected


@pytest.mark.parametrize("town", TOWNS)
def test_every_link_tells_what_it_rests_on(town: str) -> None:
    comparison, record, _ = TOWNS[town]
    said = {comment.id: comment.summary or "" for comment in record.comments}
    for response in record.responses:
        for name in response.comment_ids:
            said[name] += response.text
    for link in pc.trace(comparison, record).links:
        assert link.evidence
        assert link.fingerprint
        if "参照先の回答" not in link.note and link.basis != "suggested":
            assert link.evidence.strip("「」") in said[link.comment_id]


def test_a_near_quotation_tells_what_stands_there() -> None:
    comparison, record, _ = TOWNS["river"]
    (link,) = (one for one in pc.trace(comparison, record).links if one.comment_id == "2" and one.counts)
    assert link.evidence == "「橋の塗替えは必要に応じて行います」"
    assert link.note == "素案の近い文言：橋の塗り替えは必要に応じて行います"


def test_several_pieces_make_a_link_surer() -> None:
    comparison, record, _ = TOWNS["harbour"]
    scores = {
        (link.revision_id, link.comment_id): (link.score, link.note) for link in pc.trace(comparison, record).links
    }
    assert scores["R1", "1"] > scores["R2", "1"]
    assert scores["R1", "1"][1] == "ほかに意見の引用（素案の文言）、意見の箇所（素案の箇所）"


def test_the_version_of_a_page_is_told() -> None:
    old, new = (
        pc.parse_plan(f"<!-- page: {page} -->\n\n{text}\n", version=name)
        for page, text, name in ((3, "川を守ります。", "素案"), (4, "川と池を守ります。", "成案"))
    )
    record = pc.Consultation(
        "意見募集",
        scheme=scheme("反映", "済み", "他"),
        comments=(pc.Comment("1", summary="素案3ページが気になる。"), pc.Comment("2", summary="よい。")),
        responses=(
            pc.Response("A1", ("1",), (pc.ResponsePart("検討しました。"),), ACCEPT),
            pc.Response("A2", ("2",), (pc.ResponsePart("4ページを修正しました。"),), ACCEPT),
        ),
    )
    notes = {link.comment_id: (link.basis, link.note) for link in pc.trace(pc.compare(old, new), record).links}
    assert notes == {"1": ("cited", "素案の箇所"), "2": ("cited", "成案の箇所")}


# ── answers by reference ─────────────────────────────────────────────────────────────────────────────


def chain(*references: tuple[str, str, str], disposition: str = ACCEPT) -> pc.Consultation:
    """Responses A1, A2 … to the comments 1, 2 …; A1 states two changes in two titled parts, others refer on."""
    first = pc.Response(
        "A1",
        ("1",),
        (
            pc.ResponsePart("「検討します」を「実施します」に改めました。", "獣害について"),
            pc.ResponsePart("「登山道の標識」との記述を追加しました。", "登山道について"),
        ),
        ACCEPT,
    )
    others = [
        pc.Response(
            source,
            (source[1:],),
            (pc.ResponsePart(f"{target}の回答のとおりです。"),),
            disposition,
            (pc.Reference(target, title),),
        )
        for source, target, title in references
    ]
    comments = tuple(pc.Comment(one.comment_ids[0], summary="意見です。") for one in (first, *others))
    return pc.Consultation(
        "意見募集", scheme=scheme("反映", "済み", "他"), comments=comments, responses=(first, *others)
    )


def test_references_are_followed_and_every_step_costs() -> None:
    record = chain(("A2", "A1", ""), ("A3", "A2", ""), ("A4", "A3", ""))
    traced = pc.trace(MOUNTAIN, record)
    assert traced.comments_of("R2") == ("1", "2", "3", "4")
    scores = [link.score for link in traced.links if link.revision_id == "R2"]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    assert [link.note for link in traced.links if link.revision_id == "R2"][1:] == ["参照先の回答"] * 3


def test_a_reference_to_a_titled_part_takes_over_that_part_only() -> None:
    traced = pc.trace(MOUNTAIN, chain(("A2", "A1", "登山道について"), ("A3", "A1", "獣害について"), ("A4", "A2", "")))
    assert traced.comments_of("R2") == ("1", "3")
    assert traced.comments_of("R3") == ("1", "2", "4")


def test_circles_and_dangling_references_end() -> None:
    record = chain(("A2", "A3", ""), ("A3", "A4", ""), ("A4", "A2", ""), ("A5", "A9", ""), ("A6", "A6", ""))
    traced = pc.trace(MOUNTAIN, record)
    assert traced.comments_of("R2") == ("1",)
    told = {(one.code, one.subjects) for one in record.problems()}
    assert told == {("PC112", ("A2", "A3", "A4")), ("PC112", ("A6",)), ("PC110", ("A5", "A9"))}


def test_a_reference_does_not_count_where_the_disposition_denies_it() -> None:
    traced = pc.trace(MOUNTAIN, chain(("A2", "A1", ""), disposition=KEEP))
    assert traced.comments_of("R2") == ("1",)
    assert traced.comments_of("R2", suggested=True) == ("1", "2")


def test_a_long_chain_ends() -> None:
    record = chain(*((f"A{number}", f"A{number - 1}", "") for number in range(2, 60)))
    found = pc.trace(MOUNTAIN, record).comments_of("R2")
    assert found == tuple(str(number) for number in range(1, 18))


# ── given links ──────────────────────────────────────────────────────────────────────────────────────


def test_decisions_hold_while_their_texts_do() -> None:
    comparison, record, _ = TOWNS["mountain"]
    (link,) = (one for one in pc.trace(comparison, record).links if one.comment_id == "6")
    rejected = attrs.evolve(link, status="rejected")
    traced = pc.trace(comparison, record, links=(rejected,))
    assert rejected in traced.links
    assert traced.suspects == ()
    assert "R4" in traced.unexplained
    changed = attrs.evolve(
        record,
        comments=tuple(
            attrs.evolve(one, summary="「温泉の開発を進めます。」はやめて。") if one.id == "6" else one
            for one in record.comments
        ),
    )
    traced = pc.trace(comparison, changed, links=(rejected,))
    assert traced.suspects == (rejected,)
    assert traced.comments_of("R4") == ("6",)
    assert pc.from_json(pc.to_json(traced)) == traced


# ── what decides between several ─────────────────────────────────────────────────────────────────────


def traced(comparison: pc.Comparison, summary: str, answer: str, disposition: str = ACCEPT) -> dict[str, str]:
    record = consultation([("1", summary, disposition, answer)], "反映", "済み", "他", refers={})
    return {link.revision_id: link.basis for link in pc.trace(comparison, record).links if link.counts}


def test_a_heading_named_by_the_answer_or_the_comment() -> None:
    one = published(row("R1", at("", None, "水辺の憩い"), "池を守ります。", "池と川を守ります。"))
    assert traced(one, "意見です。", "ご意見を踏まえ「水辺の憩い」の説明を見直しました。") == {"R1": "cited"}
    assert traced(one, "「水辺の憩い」が分からない。", "検討しました。") == {}
    record = consultation([("1", "「水辺の憩い」が分からない。", ACCEPT, "はい。")], "反映", "済み", "他", refers={})
    (link,) = pc.trace(one, record).links
    assert (link.basis, link.evidence) == ("suggested", "「水辺の憩い」")
    assert link.note == "素案の見出し；ほかに文言の類似"


def test_words_of_a_clause_that_is_gone_must_be_many() -> None:
    one = published(row("R1", at("", 5), "温泉の開発と観光道路の延伸を計画的に進めます。", None))
    assert traced(one, "「観光道路」は要らない。", "見直しました。") == {}
    assert traced(one, "「観光道路の延伸を計画的に」は要らない。", "見直しました。") == {"R1": "quoted"}


def test_a_neutral_disposition_needs_an_answer_that_says_so() -> None:
    one = published(row("R1", at("", 5), "堤防を毎年点検します。", "堤防を年に2回点検します。"))
    assert traced(one, "「毎年点検」では足りない。", "参考とします。", LATER) == {}
    assert traced(one, "「毎年点検」では足りない。", "修正しました。", LATER) == {"R1": "quoted"}
    bare = pc.Consultation("意見募集", comments=(pc.Comment("1", summary="「毎年点検」では足りない。"),))
    (link,) = pc.trace(one, bare).links
    assert (link.basis, link.score) == ("quoted", 0.6)


def test_what_the_answer_states_leaves_no_room_for_a_place_alone() -> None:
    one = published(
        row("R1", at("", 5), "堤防を毎年点検します。", "堤防を年に2回点検します。"),
        row("R2", at("", 6), "橋を塗ります。", "橋を白く塗ります。"),
    )
    assert traced(one, "6ページについて。", "「年に2回」としました。") == {"R1": "stated"}
    assert traced(one, "6ページについて。", "修正しました。") == {"R2": "cited"}


def test_words_put_into_a_sentence_are_no_new_clause() -> None:
    one = published(
        row("R1", at("", 5), "堤防を点検します。", "堤防を計画的に点検します。"),
        row("R2", at("", 6), None, "橋を計画的に塗ります。"),
    )
    assert traced(one, "意見です。", "「計画的に」を追加しました。") == {"R1": "stated"}


def test_mass_quotations_are_not_suggested() -> None:
    many = published(
        *(row(f"R{n}", at("", n), "市民の暮らしを守る。", "市民の暮らしと命を守る。") for n in range(1, 80))
    )
    record = consultation(
        [("1", "「市民の暮らし」は大切。素案7ページの「市民の暮らし」も。", ACCEPT, "修正しました。")],
        "反映",
        "済み",
        "他",
        refers={},
    )
    assert {link.revision_id for link in pc.trace(many, record, suggest=False).links} == {"R7"}


def test_suggestions_by_likeness_explain_themselves() -> None:
    one = published(
        row("R1", at("本編", 5), None, "自転車専用の通行帯を設けます。"),
        row("R2", at("本編", 9), "橋を塗ります。", "橋を白く塗ります。"),
    )
    rows = [
        ("1", "自転車専用の通行帯がほしい。", ACCEPT, "ご意見のとおりです。"),
        ("2", "広報紙が読みにくい。", LATER, "参考とします。"),
        ("3", "自転車専用の通行帯は要らない。", KEEP, "承ります。"),
        ("4", "図書館を増やして。", LATER, "参考とします。"),
    ]
    record = consultation(rows, "反映", "済み", "他", refers={})
    suggested = [link for link in pc.trace(one, record).links if link.revision_id == "R1"]
    assert [link.comment_id for link in suggested] == ["1"]
    assert suggested[0].basis == "suggested"
    assert "自転車専用の通行帯" in suggested[0].evidence
    assert pc.trace(one, record, suggest=False).links == ()
    twice = attrs.evolve(record, comments=(*record.comments, pc.Comment("5", summary="自転車専用の通行帯がほしい。")))
    assert {link.comment_id for link in pc.trace(one, twice).links if link.revision_id == "R1"} <= {"1", "5"}


def test_exercises_are_found_again() -> None:
    opinions = make_opinions(300, 20, 60, seed=5)
    links = pc.trace(opinions.comparison, opinions.consultation).links
    counting = {(link.revision_id, link.comment_id) for link in links if link.counts}
    assert len(counting & opinions.truth) >= 0.9 * len(counting) > 0
    assert make_opinions(300, 20, 60, seed=5) == opinions
    with pytest.raises(pc.WrongTypeError):
        make_opinions(vague=0.5)  # type: ignore[arg-type]
