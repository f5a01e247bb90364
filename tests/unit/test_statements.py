"""What responses say was changed, and whether the texts show it, exactly or nearly."""

import pytest

import plancomment as pc
from plancomment.traceability.agreement import difference, is_there, nearly_stated_in, stated_in
from plancomment.traceability.shown import Shown, ShownRevisions, shown_by
from plancomment.traceability.statements import read_statements, stated_revisions, states_change

Pair = tuple[str | None, str | None]


def pairs(text: str) -> list[Pair]:
    return [(one.old, one.new) for one in stated_revisions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「川」を「河川」に改めました。", [("川", "河川")]),
        ("「川」を「河川」に修正しました。", [("川", "河川")]),
        ("「川」を「河川」に変更します。", [("川", "河川")]),
        ("「川」から「河川」へ改めました。", [("川", "河川")]),
        ("「川」の表記を「河川」に統一しました。", [("川", "河川")]),
        ("「川」という表現を「河川」という表現に改めます。", [("川", "河川")]),
        ("修正箇所：「川」→「河川」に修正", [("川", "河川")]),
        ("「水辺等」としました。", [(None, "水辺等")]),
        ("ご意見を踏まえ、「関連する条例」とも調整する記述を追加しました。", [(None, "関連する条例")]),
        ("「市民参加」との記述を追加しました。", [(None, "市民参加")]),
        ("「市民参加」を追記。", [(None, "市民参加")]),
        ("「駅前」と「港」を追加しました。", [(None, "駅前"), (None, "港")]),
        ("「山」を削除しました。", [("山", None)]),
        ("「山」を削り、「谷」を加えました。", [("山", None), (None, "谷")]),
        ("「山」の後に「谷」を挿入しました。", [(None, "谷")]),
        ("【計画案の修正】\n（修正前）川を守る\n（修正後）川と池を守る", [("川を守る", "川と池を守る")]),
        ("（修正後）川と池\n（修正前）川", [("川", "川と池")]),
        ("修正前：川　修正後：川と池", [("川", "川と池")]),
        ("旧：川\n新：川と池", [("川", "川と池")]),
        ("【修正前】なし\n【修正後】池を守る", [(None, "池を守る")]),
        ("【変更前】川\n【変更後】池\n\nなお、図は変えません。", [("川", "池")]),
        ("（修正前）川\n（修正後）池\n（修正前）山\n（修正後）谷", [("川", "池"), ("山", "谷")]),
        ("第3章に次の文章を追加しました：\n「池を守る。」\n\n今後も努めます。", [(None, "池を守る。")]),
        ("次のとおり追記します。\n池を守る取組を進める。", [(None, "池を守る取組を進める。")]),
        ("以下の記述を削除しました。\n・池を埋める。", [("池を埋める。", None)]),
        ("「川」を「河川」に改めることはしませんが、「池」を追加しました。", [(None, "池")]),
        ("「川」を「河川」に改めるべきとのご意見を踏まえ、「水系」としました。", [(None, "水系")]),
    ],
)
def test_what_is_stated(text: str, expected: list[Pair]) -> None:
    assert pairs(text) == expected
    assert states_change(text)
    assert all(one.words and one.words in text for one in stated_revisions(text))


@pytest.mark.parametrize(
    "text",
    [
        "「川」を「河川」に改めるべき。",
        "「川」を「河川」に改めるべきとのご意見ですが、原案のとおりとします。",
        "「川」を「河川」に修正しません。",
        "「川」を「河川」に修正することは行いません。",
        "「川」を「河川」に変更する予定はありません。",
        "「川」の追加は困難です。",
        "「川」を目指します。",
        "「川」としています。",
        "既に「川」を記載しております。",
        "貴重なご意見として承ります。",
        "",
    ],
)
def test_what_states_nothing(text: str) -> None:
    assert pairs(text) == []
    assert not states_change(text)


def test_promises_are_told_apart() -> None:
    read = read_statements("「川」を「河川」に改めました。「池」を追加します。図を見直しました。")
    assert [(one.old, one.new) for one in read.done] == [("川", "河川")]
    assert [(one.old, one.new) for one in read.promised] == [(None, "池")]
    assert read.says_so
    assert [one.new for one in stated_revisions("「池」を追加します。", promises=False)] == []
    assert [(one.old, one.new) for one in stated_revisions("図を見直しました。", unquoted=True)] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "document", "page", "line", "place"),
    [
        ("12ページの「川」を「河川」に改めました。", "", 12, None, ""),
        ("概要版3頁5行目に「池」を追加しました。", "概要版", 3, 5, "5行目"),
        ("第２章第１節に「池」を追加しました。", "", None, None, "第2章第1節"),
        ("「水辺」の箇所に「池」を追加しました。", "", None, None, "水辺"),
        ("【計画案の修正】12ページ\n（修正前）川\n（修正後）池", "", 12, None, ""),
    ],
)
def test_where_it_was_changed(text: str, document: str, page: int | None, line: int | None, place: str) -> None:
    (stated,) = stated_revisions(text, version="成案")
    assert stated.location == pc.Location("成案", document, page, line, place)


def test_no_place() -> None:
    assert stated_revisions("「川」を「河川」に改めました。")[0].location is None


OLD = "池の周りを関係者を巻き込んで整備し、憩いの場とします。\n\n道路を直します。\n"
NEW = "池の周りを関係者と連携・協働し整備し、憩いの場とします。\n\n道路を直し、歩道を広げます。\n"


@pytest.fixture(scope="module")
def shown() -> ShownRevisions:
    return shown_by(pc.compare(*(pc.parse_plan(text, version=name) for text, name in ((OLD, "素案"), (NEW, "成案")))))


def test_words_that_the_texts_show_exactly(shown: ShownRevisions) -> None:
    stated = pc.StatedRevision("S", new="関係者と連携・協働し")
    assert [one.revision.id for one in stated_in(stated, shown)] == [shown[0].revision.id]
    assert [one.revision.id for one in stated_in(stated, tuple(shown))] == [shown[0].revision.id]


def test_words_that_the_texts_show_nearly_with_the_difference(shown: ShownRevisions) -> None:
    stated = pc.StatedRevision("S", new="関係者等と連携・協働し")
    assert stated_in(stated, shown) == ()
    (near,) = nearly_stated_in(stated, shown)
    assert near.shown is shown[0]
    assert near.difference == "関係者[-等-]と連携・協働し"
    assert nearly_stated_in(pc.StatedRevision("S", new="憩いの場所とします"), shown) == ()
    assert nearly_stated_in(pc.StatedRevision("S", new="短い語"), shown) == ()
    assert nearly_stated_in(pc.StatedRevision("S"), shown) == ()
    assert difference("池", "池") == "池"


def test_shown_revisions_are_a_sequence(shown: ShownRevisions) -> None:
    assert len(shown) == len(list(shown)) == 2
    assert isinstance(shown[0], Shown)
    assert [one.at for one in shown[:2]] == [0, 1]
    assert ShownRevisions.of(shown) is shown


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (None, True),
        (pc.Location("成案", "", place="第２章"), True),
        (pc.Location("成案", "本編", 4), True),
        (pc.Location("", "", 3), True),
        (pc.Location("成案", "本編", 3), False),
        (pc.Location("成案", "概要版", 4), False),
    ],
)
def test_whether_a_revision_stands_where_it_is_stated(location: pc.Location | None, expected: bool) -> None:
    places = (pc.Location("素案", "本編", 3), pc.Location("成案", "本編", 4))
    found = shown_by(
        pc.Comparison("published", "素案", "成案", (pc.Revision("R", "added", None, "池を守る。", locations=places),))
    )
    assert is_there(pc.StatedRevision("S", location, new="池"), found[0]) is expected


def test_words_of_one_character_and_of_none(shown: ShownRevisions) -> None:
    assert [one.at for one in shown.saying("連")] == [0]
    assert shown.saying("") == ()
    assert shown.fitting("", "") == []
    assert [one.at for one in shown.fitting("", "歩道を広げ")] == [1]


def test_two_markers_of_one_kind_make_no_pair() -> None:
    assert pairs("（修正前）川\n（修正前）池\n（修正後）湖") == [("池", "湖")]
    assert pairs("（修正後）") == []
    assert pairs("次の文章を追加しました：\n") == []
