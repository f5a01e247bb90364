"""Number formats of spreadsheets: what the office sees of a number."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancomment.read.spreadsheets.formats import BUILTIN, Format, read_format, show_duration, show_number, show_plain
from plancomment.read.spreadsheets.sheets import column_letters, column_number


@pytest.mark.parametrize(
    ("code", "written", "shown"),
    [
        ("General", "3.0", "3"),
        ("G/標準", "1234.50", "1234.5"),
        ("0", "12", "12"),
        ("#,##0", "1234", "1234"),
        ("0.00", "3.14159", "3.14159"),
        ("0.00E+00", "12345", "12345"),
        ("# ?/?", "0.5", "0.5"),
        ("@", "5", "5"),
        ("0000", "12", "0012"),
        ("0000", "123456", "123456"),
        ("0000", "-5", "-0005"),
        ("0000", "1.5", "1.5"),
        ("000\\-0000", "1234567", "123-4567"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "12", "012"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "1234", "012-34"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "1234567", "123-4567"),
        ("[>100]0000", "5", "0005"),
        ('"R8-"000', "7", "R8-007"),
        ('"No."0', "12", "No.12"),
        ('0"件"', "30", "30件"),
        ('0"件"', "0", "0件"),
        ('General"件"', "2.5", "2.5件"),
        ("0_ ", "5", "5"),
        ("00;(00);-", "-3", "(03)"),
        ("00;(00);-", "0", "-"),
        (";;;", "5", "5"),
        ('"0"0', "5", "5"),
        ("0%", "0.25", "25%"),
        ("0.0%", "0.1234", "12.34%"),
        ("0%", "1", "100%"),
        ("yyyy/m/d", "46296", "2026-10-01"),
        ("yyyy/m/d", "46296.99999", "2026-10-01"),
        ('[$-411]ggge"年"m"月"d"日"', "46296", "2026-10-01"),
        ("[$-411]ge.m.d;@", "46296", "2026-10-01"),
        ('m"月"', "46296", "2026-10-01"),
        ("aaaa", "46296", "2026-10-01"),
        ("yyyy/m/d h:mm", "46296.5", "2026-10-01 12:00:00"),
        ("yyyy/m/d h:mm", "46296.999999", "2026-10-02 00:00:00"),
        ("yyyy/m/d h:mm", "0.5", "12:00:00"),
        ("h:mm AM/PM", "0.75", "18:00:00"),
        ("mm:ss", "0.5", "12:00:00"),
        ("[h]:mm", "1.0625", "25:30:00"),
        ("[h]:mm", "-0.5", "-12:00:00"),
        ("yyyy/m/d", "1", "1900-01-01"),
        ("yyyy/m/d", "59", "1900-02-28"),
        ("yyyy/m/d", "60", "60"),
        ("yyyy/m/d", "61", "1900-03-01"),
        ("yyyy/m/d", "0.5", "0.5"),
        ("yyyy/m/d", "-3", "-3"),
        ("yyyy/m/d", "2958465", "9999-12-31"),
        ("yyyy/m/d", "2958466", "2958466"),
        ("yyyy/m/d h:mm", "2958465.9999999", "2958465.9999999"),
        ('"日"0', "5", "日5"),
        ("0000", "文字", "文字"),
        ("0000", "1e999", "1e999"),
        ("0000", "", ""),
        ('"終わりのない', "5", "終わりのない"),
    ],
)
def test_a_number_is_shown_as_its_format_says(code: str, written: str, shown: str) -> None:
    assert show_number(written, read_format(code)) == shown


def test_every_number_of_a_builtin_date_format_is_a_date() -> None:
    for number in (*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)):
        assert show_number("46296", read_format(BUILTIN[number])) == "2026-10-01"
    assert show_number("0.5", read_format(BUILTIN[20])) == "12:00:00"
    assert show_number("46296.25", read_format(BUILTIN[22])) == "2026-10-01 06:00:00"


@given(st.dates(datetime.date(1904, 1, 2), datetime.date(9999, 12, 31)))
def test_both_date_systems_name_every_day(day: datetime.date) -> None:
    form = read_format("yyyy/m/d")
    from_1904 = str((day - datetime.date(1904, 1, 1)).days)
    from_1900 = str((day - datetime.date(1899, 12, 30)).days)
    assert show_number(from_1904, form, from_1904=True) == show_number(from_1900, form) == day.isoformat()


@given(st.integers(-(10**30), 10**30))
def test_whole_numbers_keep_their_digits(number: int) -> None:
    assert show_number(str(number), Format()) == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_other_numbers_are_the_same_number_without_a_power(number: float) -> None:
    shown = show_plain(repr(number))
    assert "e" not in shown.lower()
    assert float(shown) == pytest.approx(number, rel=1e-14)
    assert not shown.endswith(".0")


@given(st.text(alphabet='0#?.,%Eehmsdyga;"\\_*[]<>=/-@ 件General$', max_size=30), st.floats(-1e6, 1e6))
def test_any_format_shows_some_text(code: str, number: float) -> None:
    assert isinstance(show_number(repr(number), read_format(code)), str)


@given(st.integers(1, 18_278))
def test_columns_have_names(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_durations() -> None:
    assert show_duration(0) == "00:00:00"
    assert show_duration(91_800) == "25:30:00"
    assert column_letters(16_384) == "XFD"
