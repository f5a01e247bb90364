"""Labels of Japanese plans, told apart from words and quantities."""

import pytest

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.read.labels import label_shape, label_style, split_label
from plancomment.read.pagemarks import PageMark, read_mark


@pytest.mark.parametrize(
    ("line", "label", "separator", "style"),
    [
        ("第1章 計画の策定", "第1章", " ", "chapter"),
        ("第２節　現状", "第２節", "　", "chapter"),
        ("第３編", "第３編", "", "chapter"),
        ("第二部　資料", "第二部", "　", "chapter"),
        ("第１款　総務", "第１款", "　", "chapter"),
        ("第4目（備考）", "第4目", "", "chapter"),
        ("第１条　この条例は", "第１条", "　", "article"),
        ("第一条（目的）", "第一条", "", "article"),
        ("第二条の二　市は", "第二条の二", "　", "article"),
        ("第1項　市は", "第1項", "　", "article"),
        ("1-1 背景", "1-1", " ", "number"),
        ("1－1－2　背景", "1－1－2", "　", "number"),
        ("1.1 背景", "1.1", " ", "number"),
        ("１．背景", "１．", "", "number"),
        ("1. 背景", "1.", " ", "number"),
        ("1 背景", "1", " ", "number"),
        ("３　人口", "３", "　", "number"),
        ("3 人口の推移", "3", " ", "number"),
        ("2 本市の概況", "2", " ", "number"),
        ("1 年齢別人口", "1", " ", "number"),
        ("1 期間", "1", " ", "number"),
        ("3 施設の整備", "3", " ", "number"),
        ("Ⅰ　基本構想", "Ⅰ", "　", "number"),
        ("Ⅰ．基本構想", "Ⅰ．", "", "number"),
        ("Ⅲ－２　施策", "Ⅲ－２", "　", "number"),
        ("II. 現状", "II.", " ", "number"),
        ("（１）鉄道は", "（１）", "", "item"),
        ("(1) 鉄道は", "(1)", " ", "item"),
        ("1)鉄道は", "1)", "", "item"),
        ("１）　鉄道は", "１）", "　", "item"),
        ("①鉄道は", "①", "", "item"),
        ("㉑ 鉄道は", "㉑", " ", "item"),
        ("⑴鉄道は", "⑴", "", "item"),
        ("A 修正", "A", " ", "item"),
        ("Ｂ．修正", "Ｂ．", "", "item"),
        ("ア　鉄道は", "ア", "　", "item"),
        ("ア．鉄道は", "ア．", "", "item"),
        ("（ア）鉄道は", "（ア）", "", "item"),
        ("(イ) 高齢者への対応", "(イ)", " ", "item"),
        ("（一）鉄道は", "（一）", "", "item"),
        ("一　鉄道", "一", "　", "item"),
        ("十二　鉄道", "十二", "　", "item"),
        ("二　略", "二", "　", "item"),
        ("・鉄道", "・", "", "bullet"),
        ("○鉄道", "○", "", "bullet"),
        ("● 鉄道", "●", " ", "bullet"),
        ("■　鉄道", "■", "　", "bullet"),
        ("図1 人口", "図1", " ", "caption"),
        ("表2-1：人口", "表2-1：", "", "caption"),
        ("図表4　人口", "図表4", "　", "caption"),
        ("写真1（駅前）", "写真1", "", "caption"),
    ],
)
def test_a_label_is_split_off(line: str, label: str, separator: str, style: str) -> None:
    assert split_label(line) == (label, separator, line[len(label + separator) :])
    assert label_style(label) == style


@pytest.mark.parametrize(
    "line",
    [
        "",
        "　",
        "本市は",
        "2040年に",
        "2040 年度",
        "3つの柱",
        "3 つの柱",
        "1人",
        "5 年間の計画",
        "12.4 ％の人",
        "1.5倍",
        "１．５倍",
        "1.5 倍",
        "10月1日",
        "10 月 1 日から",
        "2021-10-19 公表",
        "アンケート",
        "ア",
        "一人一人",
        "一 人 一 人",
        "パ ブ リ ッ ク",
        "イ　ン　フ　ラ",
        "（１）及び（２）は",
        "①～③は",
        "（注）",
        "（2040年）",
        "第1章では",
        "第1部会",
        "第5条第1項の規定",
        "Ⅰ期",
        "1 ",
        "A plan",
        "A案",
        "e.g. this",
        "○○市",
        "○年○月",
        "・・・",
        "図1は、人口を示す",
        "図1 のとおり",
        "093-582-2160 まで",
        "1",
    ],
)
def test_words_and_quantities_stay_whole(line: str) -> None:
    assert split_label(line) == ("", "", line)


def test_what_is_no_label_has_no_style() -> None:
    assert [label_style(word) for word in ("", "本市", "2040", "（注）")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("first", "second"),
    [("（１）", "(12)"), ("ア", "ヱ"), ("①", "⑳"), ("一", "二十一"), ("Ⅰ", "Ⅻ"), ("第1章", "第１２章"), ("A.", "Ｂ．")],
)
def test_labels_of_one_list_have_one_shape(first: str, second: str) -> None:
    assert label_shape(first) == label_shape(second)


def test_labels_of_different_lists_have_different_shapes() -> None:
    labels = ["（１）", "1", "1-1", "1.", "①", "ア", "（ア）", "㋐", "一", "Ⅰ", "A", "a)", "・", "第1章", "第1節"]
    assert len({label_shape(label) for label in labels}) == len(labels)


def test_a_line_must_be_text() -> None:
    with pytest.raises(WrongTypeError, match="bytes"):
        split_label(b"1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("comment", "mark"),
    [
        ("page: 8", PageMark(8)),
        (" Page：８ ", PageMark(8)),
        ("p.8", PageMark(8)),
        ("8頁", PageMark(8)),
        ("頁: 8", PageMark(8)),
        ("ページ 8", PageMark(8)),
        ("page: 8, line: 7", PageMark(8, 7)),
        ("8頁7行目", PageMark(8, 7)),
        ("line: 12", PageMark(None, 12)),
        ("１２行目", PageMark(None, 12)),
        ("the page layout is open", None),
        ("page layout: two columns", None),
        ("line up the columns", None),
        ("plan", None),
        ("", None),
    ],
)
def test_page_marks(comment: str, mark: PageMark | None) -> None:
    assert read_mark(comment) == mark


@pytest.mark.parametrize(
    "comment", ["page: x", "page: 0", "page:", "page: -1", "line: 0", "page: 8, line", "page: 8 9"]
)
def test_a_mark_that_names_nothing_is_refused(comment: str) -> None:
    with pytest.raises(WrongValueError, match="not a page mark"):
        read_mark(comment)
