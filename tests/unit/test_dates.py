"""Japanese dates: read as offices write them, odd ones reported, written as offices read them."""

import datetime

import pytest

from plancomment.dates import format_date, odd_date, parse_date
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.findings import Place

TUESDAY = datetime.date(2021, 10, 19)


@pytest.mark.parametrize(
    "text",
    [
        "令和3年10月19日",
        "令和３年１０月１９日",
        "令和三年十月十九日",
        "令和3年10月19日（火）",
        "令和3年10月19日(火曜日)",
        "R3.10.19",
        "Ｒ３．１０．１９",
        "r03/10/19",
        "令3.10.19",
        "㋿3年10月19日",
        " 2021年10月19日 ",
        "2021-10-19",
        "2021/10/19",
        "２０２１．１０．１９",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert parse_date(text) == TUESDAY
    assert odd_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", datetime.date(2019, 5, 1)),
        ("平成元年1月8日", datetime.date(1989, 1, 8)),
        ("昭和64年1月7日", datetime.date(1989, 1, 7)),
        ("大正15年12月24日", datetime.date(1926, 12, 24)),
        ("明治45年7月29日", datetime.date(1912, 7, 29)),
        ("二〇二一年十月十九日", TUESDAY),
        ("令和廿一年一月三十日", datetime.date(2039, 1, 30)),
    ],
)
def test_first_years_and_other_eras(text: str, day: datetime.date) -> None:
    assert parse_date(text) == day
    assert odd_date(text) is None


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("平成31年5月1日", "令和元年5月1日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("令和元年4月30日", "平成31年4月30日"),
    ],
)
def test_a_day_outside_its_era_is_read_and_reported(text: str, better: str) -> None:
    assert parse_date(text) == parse_date(better)
    finding = odd_date(text, place=Place("consultation.toml"))
    assert finding is not None
    assert finding.code == "PC502"
    assert text in finding.message_ja
    assert better in finding.message_ja
    assert finding.place == Place("consultation.toml")


def test_a_day_before_every_era_has_no_better_name() -> None:
    finding = odd_date("明治元年1月1日")
    assert finding is not None
    assert "1868-01-01" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "令和3年",
        "令和3年13月1日",
        "令和3年2月30日",
        "令和0年1月1日",
        "3年10月19日",
        "元年5月1日",
        "10/19",
        "令和十十年一月一日",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(WrongValueError):
        parse_date(text)


def test_only_text_is_read() -> None:
    with pytest.raises(WrongTypeError):
        parse_date(20211019)  # type: ignore[arg-type]


def test_writing() -> None:
    assert format_date(TUESDAY) == "令和3年10月19日"
    assert format_date(datetime.date(2019, 5, 1)) == "令和元年5月1日"
    assert format_date(TUESDAY, style="western") == "2021年10月19日"
    assert format_date(TUESDAY, style="iso") == "2021-10-19"
    with pytest.raises(WrongValueError):
        format_date(TUESDAY, style="lunar")  # type: ignore[arg-type]
    with pytest.raises(WrongValueError):
        format_date(datetime.date(1600, 1, 1))
