"""What becomes of every row: the ledger's law, splitting, forms, answers in a table of their own, silent losses."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment.cells import render_csv
from plancomment.comments import Comment
from plancomment.errors import ReadError
from plancomment.findings import Place, Severity
from plancomment.read.table import headers
from plancomment.read.table.checks import find_gaps, holds_records, read_sums
from plancomment.read.table.grids import Grid, Grids
from plancomment.read.table.intake import Intake
from plancomment.read.table.making import make_comment, make_response
from plancomment.read.table.splitting import SPLITS, split_text
from plancomment.read.table.submissions import parse_day
from plancomment.read.table.tables import read_table
from plancomment.responses import Response, ResponsePart


def holds(intake: Intake) -> Intake:
    """P05: every record is a comment, refused or withheld."""
    ledger = intake.ledger
    assert ledger.records_read + ledger.pieces == ledger.taken + len(ledger.refused) + len(ledger.withheld)
    assert ledger.taken + len(ledger.withheld) == len(intake.comments) == len(ledger.rows) == len(intake.places)
    return intake


def read(tmp_path: Path, text: str, name: str = "意見.csv", **options: object) -> Intake:
    (tmp_path / name).write_bytes(text.encode("utf-8-sig"))
    return holds(read_table(tmp_path / name, **options))  # type: ignore[arg-type]


def codes(intake: Intake) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row if finding.place else None) for finding in intake.findings]


# ---- laws

CELL = st.text(st.sampled_from("海山\n\r\"',①合計12\x1b縺 　"), max_size=6)
ROW = st.tuples(
    st.sampled_from(["", "1", "2", "3", "x", "合計"]), CELL, CELL, st.sampled_from(["", "", "個人情報"]), CELL
)


@given(rows=st.lists(ROW, max_size=8), split=st.sampled_from([None, *SPLITS]))
def test_no_record_is_lost(
    rows: Sequence[Sequence[str]], split: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """P05, and its metamorphic relation: one more valid row raises each count by one."""
    path = tmp_path_factory.mktemp("a") / "a.csv"
    header = ["番号", "意見", "項目", "非公表の理由", "回答"]
    path.write_bytes(render_csv([header, *rows]).encode())
    before = holds(read_table(path, split=split))
    assert before.ledger.records_read <= len(rows)
    path.write_bytes(render_csv([header, *rows, ["99", "花を植えて", "緑", "", "はい。"]]).encode())
    after = holds(read_table(path, split=split))
    assert after.ledger.records_read == before.ledger.records_read + 1
    assert after.ledger.taken == before.ledger.taken + 1
    assert after.ledger.refused == before.ledger.refused
    assert len(after.ledger.withheld) == len(before.ledger.withheld)


PLAIN = st.text(st.sampled_from("海山川花 ,\n'="), min_size=1, max_size=8).filter(str.strip)


@given(
    rows=st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932"]),
    order=st.permutations(["番号", "意見", "回答", "担当課"]),
)
def test_form_of_a_file_changes_nothing(
    rows: Sequence[tuple[str, str]], encoding: str, order: Sequence[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """P81: encoding, the order of columns and an ignored column do not change the values."""
    folder = tmp_path_factory.mktemp("a")
    records = [
        {"番号": str(n), "意見": text.replace("\n", "。\n"), "回答": answer, "担当課": "緑政課"}
        for n, (text, answer) in enumerate(rows, 1)
    ]
    (folder / "a.json").write_text(
        json.dumps([{k: r[k] for k in ("番号", "意見", "回答")} for r in records]), encoding="utf-8"
    )
    from plancomment.cells import guard

    lines = [list(order), *[[guard(record[name]) for name in order] for record in records]]
    (folder / "b.csv").write_bytes(render_csv(lines).encode(encoding))
    one, two = read_table(folder / "a.json"), read_table(folder / "b.csv")
    assert (one.comments, one.responses) == (two.comments, two.responses)


def test_values_made_in_bulk_are_those_of_the_constructors() -> None:
    given_ = ("1-2", "海", None, "3", None, "２", "A", None)
    assert make_comment(*given_) == Comment(*given_)
    assert hash(make_comment(*given_)) == hash(Comment(*given_))
    made = make_response("R1", ("1", "2"), ("a", "b"), None)
    assert made == Response("R1", ("1", "2"), (ResponsePart("a"), ResponsePart("b")))
    assert pc.from_json(pc.to_json(made)) == made


def test_an_intake_can_be_kept_as_json(tmp_path: Path) -> None:
    intake = read(tmp_path, "番号,意見,非公表の理由\n1,海,\n2,,個人情報\n3,,\n")
    assert pc.from_json(pc.to_json(intake)) == intake
    assert intake.places["2"] == Place("意見.csv", 3)


# ---- several comments in one cell


@pytest.mark.parametrize(
    ("how", "text", "pieces"),
    [
        ("circled", "次のとおり。①木を。②花を①と②は同じ。③水", ["次のとおり。①木を。", "②花を①と②は同じ。", "③水"]),
        ("circled", "②から①まで", ["②から①まで"]),
        ("circled", "①木を②③の順に植えて", ["①木を②③の順に植えて"]),
        ("circled", "①木を植えて。③花も植えて。", ["①木を植えて。③花も植えて。"]),
        ("circled", "①木を植えて②花も植えて", ["①木を植えて", "②花も植えて"]),
        ("circled", "①木\n②花\n①～②に賛成", ["①木", "②花\n①～②に賛成"]),
        ("circled", "①　②。", ["①　②。"]),
        ("numbered", "（１）木\n（２）花 2.5倍", ["（１）木", "（２）花 2.5倍"]),
        ("numbered", "1.木\n(2)花\n2.池", ["1.木\n(2)花", "2.池"]),
        ("bullets", "・木\n 続き\n・花", ["・木\n 続き", "・花"]),
        ("lines", "木\r\n花\n\n池", ["木", "花", "池"]),
        ("paragraphs", "木\n花\n\n池", ["木\n花", "池"]),
        ("lines", "木", ["木"]),
    ],
)
def test_pieces_are_exact(how: str, text: str, pieces: list[str]) -> None:
    assert split_text(text, how) == pieces
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_cells_are_split_on_request_only(tmp_path: Path) -> None:
    text = "番号,意見,対応,回答\n12,①木を。②花を。,①,はい。\n13,池を。,②,いいえ。\n"
    assert [one.id for one in read(tmp_path, text).comments] == ["12", "13"]
    intake = read(tmp_path, text, split="circled")
    assert [(one.id, one.text, one.number) for one in intake.comments] == [
        ("12-1", "①木を。", "12"),
        ("12-2", "②花を。", "12"),
        ("13", "池を。", "13"),
    ]
    assert [one.comment_ids for one in intake.responses] == [("12-1", "12-2"), ("13",)]
    assert (intake.ledger.records_read, intake.ledger.pieces, intake.ledger.taken) == (2, 1, 3)
    assert intake.ledger.rows == (2, 2, 3)
    assert codes(intake) == [("PC635", None)]
    both = "番号,意見,意見の概要\n1,①木②花,①木②花\n2,①木②花,木\n3,①木②花,\n"
    intake = read(tmp_path, both, split="circled")
    assert [one.id for one in intake.comments] == ["1-1", "1-2", "2", "3-1", "3-2"]
    assert codes(intake) == [("PC635", 3), ("PC635", None)]


# ---- exports of forms

FORM = (
    "タイムスタンプ,受付番号,お名前,住所,年代を教えてください,計画（素案）についてのご意見をお書きください,"
    "第２章についてのご意見をお書きください\n"
    "2026/10/05 13:45:10,A1,山本,海辺町1,40代,木を植えて,川を\n2026-10-05T08:00:00+09:00,A2,川本,海辺町2,,花を,\n"
)


def test_a_form_is_told_by_its_header(tmp_path: Path) -> None:
    intake = read(tmp_path, FORM)
    assert [(one.id, one.text, one.submission_id) for one in intake.comments] == [
        ("A1", "木を植えて", "A1"),
        ("A2", "花を", "A2"),
    ]
    assert [one.received_on for one in intake.submissions] == [datetime.date(2026, 10, 5)] * 2
    assert [one.age_band for one in intake.submissions] == ["40代", None]
    assert [one.code for one in intake.findings] == ["PC616", "PC626", "PC636"]
    assert "山本" not in repr(intake)
    assert "海辺町" not in repr(intake)


def test_each_question_can_be_a_comment(tmp_path: Path) -> None:
    expected = [("A1-1", "木を植えて", "1"), ("A1-2", "川を", "2"), ("A2-1", "花を", "1")]
    intake = read(tmp_path, FORM, form="survey")
    assert [(one.id, one.text, one.category_id) for one in intake.comments] == expected
    assert intake.categories[0].label == "計画（素案）についてのご意見をお書きください"
    assert (intake.ledger.records_read, intake.ledger.pieces, intake.ledger.taken) == (2, 1, 3)
    names = FORM.split("\n")[0].split(",")[5:]
    again = read(tmp_path, FORM, columns={"text": names, "number": "受付番号"})
    assert [(one.id, one.text, one.category_id) for one in again.comments] == expected
    turned = read(tmp_path, FORM, columns={"text": names[::-1], "number": "受付番号"})
    assert [one.text for one in turned.comments] == ["川を", "木を植えて", "花を"]


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("第１章についてのご意見をお書きください,その他ご自由にお書きください", None),
        ("第１章についてのご意見をお書きください,第２章についてのご意見", None),
        ("第１章についてのご意見,第２章に関する意見", None),
        ("感想,その他", None),
        ("年代,素案についてのご意見,その他", ["素案についてのご意見", "その他"]),
    ],
)
def test_every_column_of_words_is_asked(tmp_path: Path, header: str, labels: list[str] | None) -> None:
    start = "2026/10/05 13:45" + (",40代" if labels else "")
    text = f"タイムスタンプ,{header},満足度\n{start},木を,花を,5\n{start},,池を,4\n"
    intake = read(tmp_path, text, form="survey")
    assert [(one.text, one.category_id) for one in intake.comments] == [("木を", "1"), ("花を", "2"), ("池を", "2")]
    assert [one.label for one in intake.categories] == (labels or header.split(","))
    assert intake.ledger.refused == ()
    assert "columns not read: 満足度" in [one.message for one in intake.findings]


def test_a_form_with_one_column_of_words(tmp_path: Path) -> None:
    intake = read(tmp_path, "タイムスタンプ,自由欄\n2026/10/05 13:45,木を\n", form="survey")
    assert [(one.id, one.text, one.category_id) for one in intake.comments] == [("1", "木を", None)]


def test_a_column_of_long_texts_is_no_small_loss(tmp_path: Path) -> None:
    intake = read(
        tmp_path, "番号,意見,担当課,更新,別の声\n1,木,緑課,2026/10/05 13:45:10,木を川の両岸に植えて\n2,花,水課,,池\n"
    )
    found = [(one.severity.value, one.place and one.place.column) for one in intake.findings]
    assert found == [("warning", "別の声"), ("info", None)]
    assert "2 cell(s)" in intake.findings[0].message


def test_columns_of_submissions_without_ids(tmp_path: Path) -> None:
    intake = read(tmp_path, "番号,提出日,提出方法,年代,意見\n1,2026/10/05,郵送,,木\n")
    assert codes(intake) == [("PC637", None), ("PC617", None)]
    assert "提出日, 提出方法;" in intake.findings[0].message
    assert intake.findings[0].severity.value == "warning"


def test_comments_without_words_are_told(tmp_path: Path) -> None:
    intake = read(tmp_path, "番号,意見\n1,－\n2,なし\n3,特になし。\n4,意見はありません\n5,木がない\n6,-\n")
    assert len(intake.comments) == 6
    assert [(one.code, one.subjects) for one in intake.findings] == [("PC638", ("1", "2", "3", "4", "6"))]
    assert "row(s) 2, 3, 4, 5, 7" in intake.findings[0].message


def test_an_odd_cell_stays_whole(tmp_path: Path) -> None:
    intake = read(tmp_path, "番号,意見\n1,①木を②③の順に植えて\n2,①木。②花\n3,池①\n", split="circled")
    assert [one.id for one in intake.comments] == ["1", "2-1", "2-2", "3"]
    assert codes(intake) == [("PC635", 2), ("PC635", None)]


def test_an_unknown_disposition_is_told_once(tmp_path: Path) -> None:
    scheme = pc.DispositionScheme((pc.Disposition("a", "Ａ", "反映する"),))
    intake = read(tmp_path, "番号,意見,対応\n1,木,⑤\n2,花,Ａ\n3,池,⑤\n4,川,⑥\n", scheme=scheme)
    assert [(one.code, one.subjects) for one in intake.findings] == [("PC612", ("1", "3")), ("PC612", ("4",))]
    assert "row(s) 2, 4" in intake.findings[0].message
    assert "[[dispositions]]" in intake.findings[0].message_ja


def test_a_table_is_no_form_if_told_so(tmp_path: Path) -> None:
    intake = read(tmp_path, FORM, form="table")
    assert [one.id for one in intake.comments] == ["1", "2"]
    assert [one.id for one in intake.submissions] == ["A1", "A2"]
    intake = read(tmp_path, "回答日時,ご意見\n2026/10/05 1:45,海\n", form="survey")
    assert [one.id for one in intake.submissions] == ["S1"]


@pytest.mark.parametrize(
    "text",
    ["2026/10/05 13:45:10", "2026-10-05T13:45", "令和8年10月5日", "令和8年10月5日 午後1時45分",
     "２０２６年１０月５日１３時",
     "2026/10/05 1:45:10 午後 GMT+9", "R8.10.5 13:45", "2026-10-05T13:45:10.123Z", "2026年10月5日(月) 13:45"],
)  # fmt: skip
def test_the_day_of_a_time(text: str) -> None:
    assert parse_day(text) == (datetime.date(2026, 10, 5), None)


# ---- answers in a table of their own


def test_answers_are_joined_by_number(tmp_path: Path) -> None:
    comments = "番号,項目,意見,非公表の理由\n1,緑,木,\n2,緑,花,\n3,水,海,\n4,水,川,個人情報\n5,水,池,\n"
    (tmp_path / "回答.csv").write_text(
        "対象意見番号,対応区分,市の考え方\n1～2,①,植えます。\n3、No.5,②,守ります。\n4,,秘密。\n9,,え。\n,,え。\n5,①,\n5,,また。\n",
        encoding="utf-8",
    )
    intake = read(tmp_path, comments, responses=tmp_path / "回答.csv")
    assert [(one.id, one.comment_ids, one.disposition_id) for one in intake.responses] == [
        ("R1", ("1", "2"), "①"),
        ("R3", ("3", "5"), "②"),
        ("R5", ("5",), None),
    ]
    assert codes(intake) == [("PC620", 4), ("PC629", 5), ("PC629", 6), ("PC614", 7)]
    ledger = intake.answers_ledger
    assert ledger is not None
    assert (ledger.source, ledger.records_read, ledger.taken, len(ledger.refused)) == ("回答.csv", 7, 5, 2)
    assert "秘密" not in repr(intake)


def test_a_name_that_fits_several_records_fits_none(tmp_path: Path) -> None:
    comments = "番号,項目,意見\n1,緑,①木②花\n1,水,海\n2,水,川\n"
    (tmp_path / "b.csv").write_text(
        "回答ID,意見番号,回答\nA,1,え。\nA,1-1,え。\nB,2,二。\nB,,三。\n\x1b,2-1,え。\n", encoding="utf-8"
    )
    intake = read(tmp_path, comments, responses=str(tmp_path / "b.csv"), split="circled")
    assert [one.id for one in intake.comments] == ["1-1-1", "1-1-2", "2-1", "2-2"]
    assert [(one.id, one.comment_ids, one.text) for one in intake.responses] == [
        ("A", ("1-1-1", "1-1-2"), "え。"),
        ("B", ("2-2",), "二。\n三。"),
    ]
    assert [row.place.row for row in intake.answers_ledger.refused] == [2, 6]  # type: ignore[union-attr]


def test_answers_stand_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Grid([["番号", "意見"], ["1", "木"], ["2", "花"]], "意見")
    two = Grid([["番号", "回答"], ["1", "え。"], ["2", ""]], "回答", merges=[(1, 1, 2, 1)])
    monkeypatch.setattr("plancomment.read.table.tables.read_grids", lambda *_: Grids("a.xlsx", [one, two], (), True))
    intake = holds(read_table(tmp_path / "a.xlsx", responses="回答"))
    assert [one.comment_ids for one in intake.responses] == [("1", "2")]
    assert codes(intake) == [("PC615", None)]
    monkeypatch.setattr("plancomment.read.table.tables.read_grids", lambda *_: Grids("a.xlsx", [one, one], (), True))
    with pytest.raises(ReadError, match="no table of answers"):
        read_table(tmp_path / "a.xlsx", responses="b.xlsx")


# ---- silent losses


def test_a_stray_quote_is_noticed(tmp_path: Path) -> None:
    """100 records become fewer without an error: the swallowed ones are seen in the cell, in the numbers and sums."""
    lines = [f"{n},意見{n},回答{n}" for n in range(1, 101)]
    lines[11] = '12,"意見12,回答12'
    lines[59] = '60,意見60,回答60"'
    (tmp_path / "a.csv").write_text("番号,意見,回答\n" + "\n".join([*lines, "合計,100件,"]) + "\n", encoding="utf-8")
    intake = holds(read_table(tmp_path / "a.csv"))
    assert intake.ledger.records_read == 52
    assert [(one.code, one.severity) for one in intake.findings if one.severity is Severity.ERROR] == [
        ("PC627", Severity.ERROR),
        ("PC628", Severity.ERROR),
    ]
    assert "PC606" in [one.code for one in intake.findings]


def test_what_is_shaped_like_a_record() -> None:
    assert holds_records("海\n13,山,え", 3, ",")
    assert holds_records("海\n13\t山\tえ", 3, "")
    assert holds_records("海\n13,山", 2, ",")
    assert not holds_records("海\nなお,山", 2, ",")
    assert not holds_records("海,山,え\n川", 3, ",")


def test_gaps() -> None:
    assert find_gaps(["1", "2", "4", "A-1", "A-3", "x", "2-46", "2-48"]) == ["3", "A-2", "2-47"]
    assert find_gaps(["10023", "10088"]) == []
    assert find_gaps(["1", "3", "2"]) == []
    assert find_gaps([]) == []


def test_rows_of_sums(tmp_path: Path) -> None:
    text = "番号,項目,意見\n1,緑,木\n2,緑,花\n,小計,2件\n3,水,海\n,小計,2\n,計,3件\n,合計,5人\n合計について,水,意見\n"
    intake = read(tmp_path, text)
    assert [one.id for one in intake.comments] == ["1", "2", "3", "合計について"]
    sums = [(one.place.row, one.severity) for one in intake.findings if one.code == "PC628" and one.place]
    assert sums == [(4, Severity.INFO), (6, Severity.ERROR), (7, Severity.INFO), (8, Severity.INFO)]
    assert read_sums(["合計"]) is None


@pytest.mark.parametrize("length", [255, 32_767])
def test_a_text_at_the_limit_of_a_cell(tmp_path: Path, length: int) -> None:
    intake = read(tmp_path, f"番号,意見\n1,{'あ' * length}\n2,海\n")
    assert codes(intake) == [("PC630", 2)]
    longer = read(tmp_path, f"番号,意見\n1,{'あ' * 255}\n2,{'い' * 256}\n")
    assert codes(longer) == []


def test_a_file_that_was_cut(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "番号,意見,回答\n1,海,え\n2,山,え\n3,川")) == [
        ("PC630", 4),
        ("PC615", None),
    ]
    assert codes(read(tmp_path, "番号,意見,回答\n1,海,え\n2,山,え\n3,川,え")) == []


def test_replaced_and_misread_characters(tmp_path: Path) -> None:
    intake = read(tmp_path, "番号,意見\n1,葛?城市\n2,縺薙ｓ縺ｫ縺｡縺ｯ\n3,本当ですか??それは\n4,\ufffd\n")
    assert [(one.code, one.message.split(":")[-1]) for one in intake.findings] == [("PC634", " 2, 5"), ("PC634", " 3")]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("意見の\n概 要", "summary"), ("海辺市の考え方", "answer"),
        ("考え方及び対応", "answer"), ("ご意見（200字以内）", "text"),
        ("意見（概要版）", "summary"), ("１．氏名【必須】", "private"), ("電話番号", "private"),
        ("問3 ご意見をお書きください。", "question"),
        ("計画の名前についてのご意見をお書きください", "question"),
        ("お住まいの地区", "area"), ("担当課", ""), ("", ""), ("意見数", ""),
        ("素案への反映状況", "disposition"), ("意" * 400, ""),
    ],
)  # fmt: skip
def test_names_of_columns(header: str, field: str) -> None:
    assert headers.field_of(headers.header_key(header)) == field


# ---- into a folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pc.new_project(tmp_path / "folder")
    return tmp_path / "folder"


def take(*arguments: object) -> int:
    from plancomment.cli import main

    return main(["take", *map(str, arguments)])


def test_take_writes_what_is_new(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "a.csv"
    table.write_text("番号,項目,お声,対応,回答,受付番号\n1,緑,木,Ａ,はい。,T1\n2,水,海,Ｂ,え。,T2\n", encoding="utf-8")
    assert take(folder, table, "--columns", "お声=summary", "--dry-run") == 0
    assert pc.load_project(folder).consultation.comments == ()
    assert take(folder, table, "--columns", "お声=summary", "--save-columns") == 0
    table.write_text("番号,項目,お声,対応,回答,受付番号\n2,水,別,Ｂ,え。,T2\n3,緑,花,Ａ,う。,T1\n", encoding="utf-8")
    assert take(folder, table) == 1
    assert "a.csv: 2 records read, 1 taken, 1 refused, 0 withheld" in capsys.readouterr().out
    assert len(pc.load_project(folder).consultation.comments) == 2
    assert take(folder, table, "--anyway", "--lang", "ja") == 1
    assert "読み取り2件、取込み1件、取り込めない行1件" in capsys.readouterr().out
    found = pc.load_project(folder).consultation
    assert [(one.id, one.summary, one.category_id) for one in found.comments] == [
        ("1", "木", "1"),
        ("2", "海", "2"),
        ("3", "花", "1"),
    ]
    assert [one.comment_ids for one in found.responses] == [("1",), ("2",), ("3",)]
    assert [one.id for one in found.submissions] == ["T1", "T2"]
    assert found.problems() == ()


def test_take_tells_wrong_columns(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("番号,意見\n1,①木②花\n", encoding="utf-8")
    assert take(folder, tmp_path / "a.csv", "--columns", "意見") == 2
    assert "意見の概要=summary" in capsys.readouterr().err
    assert take(folder, tmp_path / "a.csv", "--split", "circled") == 0
    assert "1 records read, 2 taken, 0 refused, 0 withheld (1 more by splitting)" in capsys.readouterr().out


def test_what_the_folder_has_stays(folder: Path, tmp_path: Path) -> None:
    from plancomment.taking import read_columns, take_table

    table = tmp_path / "a.csv"
    table.write_text(
        "意見ID,項目,意見,回答,提出ID,提出方法,非公表の理由\nx,（１）緑,木,あ。,T1,郵送,\ny,（１）緑,花,,T1,,\nw,,,,,,個人情報\n",
        encoding="utf-8",
    )
    project = take_table(pc.load_project(folder), table).project
    table.write_text(
        "意見ID,項目,意見,回答,提出ID,提出方法,非公表の理由\nx,（１）緑,木,い。,T1,窓口,\nz,（１）緑,池,,T1,窓口,\nw,,,,,,個人情報\n",
        encoding="utf-8",
    )
    taken = take_table(project, table)
    holds(taken.intake)
    assert [one.subjects for one in taken.errors if one.code == "PC633"] == [("x",)]  # another answer
    assert len(taken.errors) == 1
    assert [one.subjects for one in taken.intake.findings if one.message.startswith("1 comment(s) are")] == [("w",)]
    assert len(taken.intake.ledger.refused) == 2
    assert [(one.id, one.comment_ids) for one in taken.project.consultation.responses] == [
        ("Rx", ("x", "y")),
        ("Rx-2", ("z",)),
    ]
    assert len(taken.project.consultation.categories) == 1
    assert taken.project.consultation.submissions[0].channel == "郵送"
    assert "PC619" in [one.code for one in taken.intake.findings]
    assert read_columns(["a=text", "b=text", "c=number"]) == {"text": ["a", "b"], "number": "c"}


def test_a_growing_list_can_be_taken_again(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("番号,項目,意見\n1,緑,①木②花\n2,水,池\n", encoding="utf-8")
    assert take(folder, table, "--split", "circled") == 0
    table.write_text("番号,項目,意見\n1,緑,①木②花\n2,水,池\n3,水,川\n", encoding="utf-8")
    assert take(folder, table, "--split", "circled") == 0
    project = pc.load_project(folder)
    assert [one.id for one in project.consultation.comments] == ["1-1", "1-2", "2", "3"]
    table.write_text("番号,項目,意見\n1,緑,①木②花③草\n2,緑,池\n3,水,海\n", encoding="utf-8")
    taken = pc.take_table(project, table, split="circled")
    holds(taken.intake)
    ledger = taken.intake.ledger
    assert (ledger.records_read, ledger.taken, len(ledger.refused), ledger.pieces) == (3, 1, 2, 0)
    assert [one.subjects for one in taken.errors] == [("2",), ("3",)]


def test_the_saved_mapping_keeps_what_somebody_wrote(folder: Path) -> None:
    import attrs

    path = folder / "consultation.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "# 公表資料の言語", '[intake]\nsheet = "一覧" # 毎年\n[intake.columns]\ntext = "お声"\n\n# 公表資料の言語'
        ),
        encoding="utf-8",
    )
    project = pc.load_project(folder)
    assert project.settings.intake == {"sheet": "一覧", "columns": {"text": "お声"}}
    wanted = {"sheet": "一覧", "columns": {"text": ["お声", "声"], "number": "順"}, "split": "lines"}
    pc.save_project(attrs.evolve(project, settings=attrs.evolve(project.settings, intake=wanted)), folder)
    assert pc.load_project(folder).settings.intake == wanted
    assert "# 毎年" in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace('"lines"', '"word"'), encoding="utf-8")
    with pytest.raises(ReadError, match="intake: split must be one of"):
        pc.load_project(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("split =", "splt ="), encoding="utf-8")
    assert "'split'" in pc.load_project(folder).findings[0].message
