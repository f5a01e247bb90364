"""Where words and grapheme clusters begin and end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.errors import MissingExtraError, WrongValueError
from plancomment.textdiff import dictionary, kanji, phrases, words
from plancomment.textdiff.clusters import graphemes
from plancomment.textdiff.kana import choice
from plancomment.textdiff.vocabulary import LONG_WORDS
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
        # units
        "令和6～10年度|、|2024（令和6）年3月|、|R5.4.1|、|３～５歳|、|三千二百五十平方キロメートル|、|数十件|、|二つ",
        "同条第2項|、|別表第1|、|様式第3号|、|前2項|、|第四本部|、|第三者委員会|、|第2土曜日|、|小学|3年生",
        "within| |12.5 km²|,| |9 a.m.|,| |$1,200|,| |Section 3.2|,| |fiscal 2025|,| |1 April 2025|,| |5 times",
        "（１）|ア|に|、|前記|（２）|の|（|80％|）",
        "1)| |公園|と|（３）|～|（５）",
        # words
        "橋|その他|の|施設|、|調査|および|点検|、|強い|まちづくり",
        "子ども|の|声|と|お願い|、|ご意見|、|デジタル化|、|省エネルギー|、|eラーニング",
        "特に|、|変更|に|対応|する|こと|、|最も|大きな|課題|か|。",
        "未利用地|や|要配慮者|の|都道府県",
        "mayor|'s| |e-mail|:| |a@example.jp| |https://example.jp/a_b",
        # names
        "市民協働推進課|と|青葉町立郷土資料館|、|次期|総合計画|の|策定",
        "若葉市環境審議会|委員|、|ごみ減量計画|、|子育て支援センター|、|説明会",
        # one sign for a grapheme cluster
        "葛\U000e0100城町|の|か\u3099ん|検診",
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


@pytest.mark.parametrize(
    "words",
    [
        "令和３年度|に|見直し|を|進めていきます|。",
        "条例|第10条第1項|については|、|分かりやすい|案内|を|する",
        "努めなければならない|。|受け入れ|ながら|、|住み続けられる|まち|とともに",
        "青葉町|の|市民協働推進課|、|未着手|、|市内|3か所",
        "葛\U000e0100城|地区",
    ],
)
def test_words_of_the_dictionary(words: str) -> None:
    pytest.importorskip("sudachipy", reason="the extra ja is not installed")
    text = words.replace("|", "")
    assert "|".join(text[a:b] for a, b in segment(text, "sudachi")) == words


def test_a_missing_dictionary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    dictionary._tokenizer.cache_clear()
    monkeypatch.setattr(dictionary.importlib, "import_module", refuse)
    with pytest.raises(MissingExtraError):
        segment("市の計画", "sudachi")


def test_another_segmenter_is_refused() -> None:
    with pytest.raises(WrongValueError):
        segment("市の計画", "other")  # type: ignore[arg-type]


@given(st.text(alphabet="ごみまちのにぎわいとりすべてその", max_size=6))
def test_a_choice_by_the_first_sign_finds_what_the_words_find(text: str) -> None:
    listed = "まち(?!が[いえ])|まちづくり|ごみ|にぎわ(?:い|う)|とりわけ|とり|その他|その|すべて"
    plain, quick = re.match(listed, text), re.match(choice(listed), text)
    assert (plain and plain[0]) == (quick and quick[0])


def test_a_choice_needs_words_that_begin_with_a_sign() -> None:
    with pytest.raises(ValueError, match="sign of its own"):
        choice("まち|[みさ]ち")


def test_kinds() -> None:
    kinds = [word_kind(word) for word in ("。", "、", "（", "」", "　", "  ", "の", "計画", "＝")]
    assert kinds == ["end", "comma", "open", "close", "space", "space", "particle", "word", "sign"]


def first_best_cuts(run: str) -> tuple[int, ...]:
    """Of all ways to cut a run of kanji the cheapest, of these the one of fewest words, of these the first."""
    ways: list[list[tuple[int, int, tuple[int, ...]]]] = [[(0, 0, ())]]
    for end in range(1, len(run) + 1):
        ways.append(
            [
                (cost + kanji._cost(run[end - length : end], False), pieces + 1, (*cuts, end))
                for length in range(1, min(end, kanji._LONGEST_WORD) + 1)
                if length < 4
                or run[end - length : end] in LONG_WORDS
                or (length == 4 and run[end - length] in kanji.BOUND_PREFIXES)
                for cost, pieces, cuts in ways[end - length]
            ]
        )
    return min(ways[-1])[2]


@given(st.text(alphabet="市民計画的再生可能等各性", min_size=1, max_size=11))
def test_a_run_of_kanji_is_cut_in_the_first_of_the_best_ways(run: str) -> None:
    assert kanji.cut_kanji(run) == first_best_cuts(run)


@pytest.mark.parametrize("ending", ["", "町", "します"])
def test_a_very_long_run_of_kanji_is_cut_once_and_not_kept(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []
    cost = kanji._cost
    monkeypatch.setattr(kanji, "_cost", lambda piece, last: weighed.append(piece) or cost(piece, last))
    kept = [cache.cache_info().currsize for cache in (kanji._kept_cuts, phrases._kept_cuts)]
    text = "市" * 20_000 + ending
    pieces = [text[a:b] for a, b in segment(text)]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 3
    assert len(weighed) <= 3 * len(text)
    assert [cache.cache_info().currsize for cache in (kanji._kept_cuts, phrases._kept_cuts)] == kept


def test_the_kind_of_a_very_long_word_is_not_kept() -> None:
    kept = words._kept_kind.cache_info().currsize
    assert word_kind("ア" * 20_000) == "word"
    assert words._kept_kind.cache_info().currsize == kept


def test_half_a_surrogate_pair_is_no_hindrance_to_the_dictionary() -> None:
    pytest.importorskip("sudachipy", reason="the extra ja is not installed")
    text = "市の\ud800計画"
    assert "".join(text[a:b] for a, b in segment(text, "sudachi")) == text
