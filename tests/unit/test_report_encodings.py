"""CSV in CP932: what it cannot hold is written as a sign and told, and nothing else changes."""

import csv
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment.cells import unguard
from plancomment.errors import UnknownFormatError
from plancomment.findings import Place
from plancomment.report import render
from plancomment.report.csv import replaced_characters
from plancomment.report.document import Cell, Column, Document, Row, Run, Section, Table
from plancomment.report.encodings import fitted, misfits


def table(*texts: str, caption: str = "表") -> Table:
    return Table((Column("意見"),), [Row((Cell((Run(text),)),)) for text in texts], caption=caption, anchor="comments")


def document(*texts: str, caption: str = "表") -> Document:
    return Document("題", [Section("節", [table(*texts, caption=caption)])])


def test_every_character_either_survives_or_is_told():
    for code in (*range(0x30000), sys.maxunicode):
        char = chr(code)
        sign = misfits(char).get(char, char)
        assert fitted(char) == sign
        assert sign.encode("cp932").decode("cp932") == sign
        if sign != char:
            assert sign in "￠￡￥￢―∥－～ " or sign == f"［U+{code:04X}］"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5))
def test_cp932_is_read_back_with_its_signs(texts):
    data = render(table(*texts), ".csv", encoding="cp932")
    rows = list(csv.reader(io.StringIO(data.decode("cp932"), newline="")))
    assert [unguard(row[0]) if row else None for row in rows[1:]] == [fitted(text) or None for text in texts]


def test_a_sign_that_could_open_a_formula_is_guarded():
    # U+2212 becomes the minus of full width, which some spreadsheets take for the beginning of a formula.
    assert render(table("\u22121+1"), ".csv", encoding="cp932").decode("cp932") == "意見\r\n'－1+1\r\n"


def test_utf8_changes_nothing():
    assert render(table("𠮷〜"), ".csv").decode("utf-8-sig") == "意見\r\n𠮷〜\r\n"


def test_what_is_replaced_is_listed_with_count_and_places():
    made = document("𠮷野家の𠮷", "2〜3人", "𠮷", caption="〜の表")
    assert [(one.char, one.written, one.count, one.places) for one in replaced_characters(made)] == [
        (
            "〜",
            "～",
            2,
            (Place(file="comments.csv"), Place(file="comments.csv", row=3, column="意見")),
        ),
        (
            "𠮷",
            "［U+20BB7］",
            3,
            (Place(file="comments.csv", row=2, column="意見"), Place(file="comments.csv", row=4, column="意見")),
        ),
    ]
    assert [one.count for one in replaced_characters(made.tables[0])] == [1, 3]
    assert replaced_characters(document("①㈱髙﨑～")) == ()
    (many,) = replaced_characters(document(*["👍"] * 50))
    assert (many.count, len(many.places)) == (50, 20)


def test_write_takes_the_encoding_for_csv_only(tmp_path):
    path = pc.write(document("髙い"), tmp_path / "a.csv", encoding="cp932")
    assert path.read_bytes() == "表\r\n意見\r\n髙い\r\n\r\n".encode("cp932")
    for name, encoding in (("a.csv", "utf-16"), ("a.html", "cp932"), ("a.xlsx", "cp932")):
        with pytest.raises(UnknownFormatError, match=encoding):
            pc.write(document("髙い"), tmp_path / name, encoding=encoding)
