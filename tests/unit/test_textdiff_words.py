"""Where words and grapheme clusters begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.textdiff import words
from plancomment.textdiff.clusters import graphemes
from plancomment.textdiff.words import segment, word_kind


def cut(text: str) -> str:
    return "|".join(text[a:b] for a, b in segment(text))


@pytest.mark.parametrize(
    "words",
    [
        "計画|は|、|令和3年度|から|令和7年度|まで|の|5年間|と|します|。",
        "条例|第10条第1項|、|第二条の二|及び|第三条第２号",
        "定員|は|１，５００台|（|約|80％|）|、|3億5,000万円|、|R7年度|、|P.8|、|1-1|、|COVID-19",
        "令和３年10月19日|の|午前9時30分|から",
        "意見|を|取り入れ|ながら|、|計画|の|見直し|を|進めます|。",
        "空き家|等|の|適正|管理|について|所有者|が|行う|こと",
        "働き方|の|見直し|で|健やか|に|育つ",
        "市民|一人ひとり|に|やさしい|まちづくり",
        "自主|防災|組織|の|育成|及び|活動|支援|に|努めなければならない|。",
        "within| |30 days| |by| |well-known| |experts|.",
        "（２）|地域|の|見守り",
        "コミュニティセンター|の|ﾎｰﾙ",
        "上|\r\n|下",
    ],
)
def test_words(words: str) -> None:
    assert cut(words.replace("|", "")) == words


@pytest.mark.parametrize(
    "clusters",
    [
        "か\u3099|き",
        "葛\U000e0100|城",
        "👩\u200d👧|!",
        "👍🏽|👍",
        "1\ufe0f\u20e3|2",
        "🇯🇵|🇫🇷|🇩",
        "ｶﾞ|ｶ",
        "\r\n|\n|\u3099",
        "\u1112\u1161\u11ab|\u1100\u1173",
        "각\u11a8|가",
        "\u06001|2",
        "e\u0301\u0323|x",
    ],
)
def test_grapheme_clusters(clusters: str) -> None:
    text = clusters.replace("|", "")
    assert "|".join(text[a:b] for a, b in graphemes(text)) == clusters


@given(
    st.text(
        alphabet=st.sampled_from("市民のは、。10３年（）ab か\u3099\U000e0100👩\u200d🇯ｶﾞ\r\n取り入れ"),
        max_size=40,
    )
)
def test_words_cover_the_text_on_grapheme_boundaries(text: str) -> None:
    spans = segment(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)
    assert {b for _, b in spans} <= {b for _, b in graphemes(text)}


def test_kinds() -> None:
    kinds = [word_kind(word) for word in ("。", "、", "（", "」", "　", "の", "計画", "＝")]
    assert kinds == ["end", "comma", "open", "close", "space", "particle", "word", "sign"]


def first_best_cuts(run: str) -> tuple[int, ...]:
    """Of all ways to cut a run of kanji the cheapest, of these the one of fewest words, of these the first."""
    ways: list[list[tuple[int, int, tuple[int, ...]]]] = [[(0, 0, ())]]
    for end in range(1, len(run) + 1):
        ways.append(
            [
                (cost + words._cost(run[end - length : end], False), pieces + 1, (*cuts, end))
                for length in range(1, min(end, 3) + 1)
                for cost, pieces, cuts in ways[end - length]
            ]
        )
    return min(ways[-1])[2]


@given(st.text(alphabet="市民計画的再生可能等各性", min_size=1, max_size=11))
def test_a_run_of_kanji_is_cut_in_the_first_of_the_best_ways(run: str) -> None:
    assert tuple(b for _, b in segment(run)) == first_best_cuts(run)


@pytest.mark.parametrize("ending", ["", "町", "します"])
def test_a_very_long_run_of_kanji_is_cut_once_and_not_kept(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []
    cost = words._cost
    monkeypatch.setattr(words, "_cost", lambda piece, last: weighed.append(piece) or cost(piece, last))
    kept = [cache.cache_info().currsize for cache in (words._kept_kanji_cuts, words._phrase_cuts)]
    text = "市" * 20_000 + ending
    pieces = [text[a:b] for a, b in segment(text)]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 3
    assert len(weighed) <= 3 * len(text)
    assert [cache.cache_info().currsize for cache in (words._kept_kanji_cuts, words._phrase_cuts)] == kept


def test_the_kind_of_a_very_long_word_is_not_kept() -> None:
    kept = words._kept_kind.cache_info().currsize
    assert word_kind("ア" * 20_000) == "word"
    assert words._kept_kind.cache_info().currsize == kept
