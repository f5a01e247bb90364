"""Tables of comments and answers, read into values with a ledger of every row."""

import json
from pathlib import Path

import pytest

from plancomment.comments import Category, Comment, Submission
from plancomment.errors import MissingFileError, ReadError, UnknownFormatError, WrongTypeError, WrongValueError
from plancomment.findings import Place, Severity
from plancomment.read.table import read_table
from plancomment.read.table.intake import Intake, LedgerRow
from plancomment.responses import Disposition, DispositionScheme, Response, ResponsePart

SCHEME = DispositionScheme((Disposition("reflect", "①", "反映する"), Disposition("other", "Ｂ", "その他")))


def read(tmp_path: Path, text: str, name: str = "意見.csv", **options: object) -> Intake:
    (tmp_path / name).write_bytes(text.encode("utf-8-sig"))
    intake = read_table(tmp_path / name, **options)  # type: ignore[arg-type]
    ledger = intake.ledger
    assert ledger.records_read + ledger.pieces == ledger.taken + len(ledger.refused) + len(ledger.withheld)
    assert ledger.taken + len(ledger.withheld) == len(intake.comments) == len(ledger.rows)
    return intake


def codes(intake: Intake) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row if finding.place else None) for finding in intake.findings]


def answer(response_id: str, ids: tuple[str, ...], text: str, disposition: str | None = None) -> Response:
    return Response(response_id, ids, (ResponsePart(text),), disposition)


def test_a_printed_table_shares_answers_downwards(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        "海辺市の意見募集の結果,,,,\n\nNo.,項目,意 見 の\u3000概要,対応,市の考え方\n"
        '1,（１）　総論,木を植えて,①,植えます。\n２,,"花も\n植えて",,\nNo.3,,海を守って,②,守ります。\n'
        "1,その他,名前を変えて,①, 変えません。 \n",
    )
    assert intake.categories == (Category("1", "総論", None, "（１）"), Category("2", "その他"))
    assert intake.comments == (
        Comment("1-1", None, "木を植えて", "1", number="1"),
        Comment("1-2", None, "花も\n植えて", "1", number="２"),
        Comment("1-3", None, "海を守って", "1", number="No.3"),
        Comment("2-1", None, "名前を変えて", "2", number="1"),
    )
    assert intake.responses == (
        answer("R1-1", ("1-1", "1-2"), "植えます。", "①"),
        answer("R1-3", ("1-3",), "守ります。", "②"),
        answer("R2-1", ("2-1",), " 変えません。 ", "①"),
    )
    assert (intake.ledger.source, intake.ledger.records_read, intake.ledger.taken) == ("意見.csv", 4, 4)
    assert codes(intake) == [("PC615", None)]
    assert intake.findings[0].subjects == ("R1-1", "1-2")


def test_numbers_that_do_not_restart_are_ids(tmp_path: Path) -> None:
    assert [one.id for one in read(tmp_path, "番号,意見\n1,海\n5,山\n,川\n").comments] == ["1", "5", "row4"]
    assert [one.id for one in read(tmp_path, "意見,回答\n海,はい\n山,\n").comments] == ["1", "2"]
    restart = read(tmp_path, "番号,意見\n1,海\n2,山\n1,川\n,空\n")
    assert [one.id for one in restart.comments] == ["1-1", "1-2", "2-1", "2-row5"]
    assert [one.id for one in read(tmp_path, "意見ID,番号,意見\nx1,1,海\n x2 ,1,山\n").comments] == ["x1", "x2"]


def test_every_refused_row_is_reported_at_once(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        '番号,意見の概要,対応,回答,非公表の理由\n7,海,①,はい,\n7,山,①,いいえ,\n2,,①,川も,\n3,"花\n火",，,やる,\n'
        '4,,,,誹謗中傷のため\n"5\n\x07",犬,①,,\n6,猫,反映する,,\n',
        scheme=SCHEME,
    )
    assert [row.place for row in intake.ledger.refused] == [
        Place("意見.csv", 3, "番号"),
        Place("意見.csv", 4, "意見の概要"),
        Place("意見.csv", 7, "番号"),
    ]
    assert [row.reason for row in intake.ledger.refused][1] == "the cell '意見の概要' has no comment"
    assert intake.ledger.withheld == (LedgerRow(Place("意見.csv", 6, "非公表の理由"), "withheld", "4"),)
    assert codes(intake) == [("PC611", 3), ("PC610", 4), ("PC613", 7), ("PC614", 8), ("PC612", 5), ("PC606", None)]
    assert [one.severity for one in intake.findings if one.code == "PC612"] == [Severity.ERROR]
    assert intake.comments[-1] == Comment("6", None, "猫", number="6", disposition_id="reflect")
    assert intake.comments[1].disposition_id is None
    # No answer is lost, not even that of a refused row.
    assert [one.text for one in intake.responses] == ["はい", "いいえ", "川も", "やる"]
    assert [one.comment_ids for one in intake.responses] == [("7",), (), (), ("3",)]


def test_dispositions_are_found_by_symbol_and_label(tmp_path: Path) -> None:
    rows = ["①", "反映する", "①反映 する", "B", "その他", "reflect", ""]
    intake = read(tmp_path, "意見,対応区分\n" + "".join(f"海,{row}\n" for row in rows), scheme=SCHEME)
    assert [one.disposition_id for one in intake.comments] == ["reflect"] * 3 + ["other"] * 2 + ["reflect", None]
    assert intake.findings == ()


def test_a_comment_id_must_be_usable(tmp_path: Path) -> None:
    intake = read(tmp_path, '意見ID,意見\n,海\n"a\nb",山\nc,川\n')
    assert codes(intake) == [("PC613", 2), ("PC613", 3)]
    assert [one.id for one in intake.comments] == ["c"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    text = "受付,お声,返事\n1,海,はい\n"
    with pytest.raises(ReadError) as caught:
        read(tmp_path, text)
    assert "意見の概要" in str(caught.value)
    assert "there are: 受付, お声, 返事" in str(caught.value)
    columns = {"number": "受付", "text": "お 声", "answer": "返事"}
    intake = read(tmp_path, text, columns=columns)
    assert intake.comments == (Comment("1", "海", number="1"),)
    assert intake.responses == (answer("R1", ("1",), "はい"),)
    with pytest.raises(ReadError, match="all of these names"):
        read(tmp_path, text, columns={**columns, "summary": "概要"})
    with pytest.raises(WrongValueError, match="unknown field"):
        read(tmp_path, text, columns={"colour": "受付"})
    for wrong in (["受付"], {"text": 1}):
        with pytest.raises(WrongTypeError, match="columns"):
            read(tmp_path, text, columns=wrong)
    with pytest.raises(WrongTypeError, match="scheme"):
        read(tmp_path, text, scheme="①")


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        "番号,意見,ご意見,担当,,回答\n1,海,山,佐藤,,はい\n番号,意見,ご意見,担当,,回答\n2,川,,,メモ,,余り\n,,,,,\n",
    )
    assert codes(intake) == [("PC616", None), ("PC617", None), ("PC618", 3), ("PC616", 4), ("PC615", None)]
    assert "担当" in intake.findings[1].message
    assert "column 5, 7" in intake.findings[3].message
    assert [one.text for one in intake.comments] == ["海", "川"]


def test_answers_and_categories_that_are_not_there(tmp_path: Path) -> None:
    intake = read(tmp_path, "項目,意見,対応,回答\n,海,,\n（１）,山,①,\n・緑,川,,はい\n")
    assert intake.categories == (Category("1", "（１）"), Category("2", "・緑"))
    assert [one.category_id for one in intake.comments] == [None, "1", "2"]
    assert [one.disposition_id for one in intake.comments] == [None, "①", None]
    assert intake.responses == (answer("R3", ("3",), "はい"),)
    assert codes(intake) == [("PC614", 3)]


def test_submissions_need_an_id(tmp_path: Path) -> None:
    header = "意見,提出ID,提出者ID,提出者の種別,提出方法,提出日,年代,地区\n"
    intake = read(
        tmp_path,
        header + "海,T1,p1,個人,郵送,平成31年5月1日,40代,北\n山,T1,,,郵送,,,\n"
        "川,T2,,ねこ,,,,\n空,,,,窓口,,,\n花,T1,,,窓口,,,\n鳥,T3,,,,2024-10-01,,\n",
    )
    first = intake.submissions[0]
    assert (first.submitter_kind, first.channel, first.received_on and first.received_on.year) == (
        "person",
        "郵送",
        2019,
    )
    assert intake.submissions[1] == Submission("T2")
    assert [one.submission_id for one in intake.comments] == ["T1", "T1", "T2", None, "T1", "T3"]
    assert codes(intake) == [("PC502", 2), ("PC619", 4), ("PC619", 6)]


def test_tsv_and_json_hold_the_same(tmp_path: Path) -> None:
    rows = [
        {"番号": 1, "意見": "海\nと山", "回答": "はい", "対応": None},
        {"番号": "2", "意見": "=1+1", "担当": "佐藤"},
    ]
    csv = read(tmp_path, '番号,意見,回答,対応,担当\n1,"海\nと山",はい,,\n2,\'=1+1,,,佐藤\n')
    tsv = read(tmp_path, '番号\t意見\t回答\t対応\t担当\n1\t"海\nと山"\tはい\t\t\n2\t\'=1+1\t\t\t佐藤\n', "a.tsv")
    parsed = read(tmp_path, json.dumps(rows, ensure_ascii=False), "a.json")
    assert csv.comments == tsv.comments == parsed.comments
    assert csv.responses == tsv.responses == parsed.responses
    assert csv.comments[1] == Comment("2", "=1+1", number="2")


def test_json_of_another_shape(tmp_path: Path) -> None:
    intake = read(
        tmp_path, '[{"番号": 1, "意見": "海"}, 3, {"番号": true, "意見": "山"}, {"番号": 2, "意見": 1.5}]', "a.json"
    )
    assert [row.place for row in intake.ledger.refused] == [
        Place("a.json", 2, None),
        Place("a.json", 3, "番号"),
        Place("a.json", 4, "意見"),
    ]
    assert (intake.ledger.records_read, intake.ledger.taken) == (4, 1)
    for text, message in (
        ("{", "not JSON"),
        ("{}", "a list of objects"),
        ('[{"意見": 1, "意見": 2}]', "occurs twice"),
        ('[{"a": 1}]', "there are: a"),
        ("[]", "there are: none"),
    ):
        with pytest.raises(ReadError, match=message):
            read(tmp_path, text, "b.json")


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.csv, \.tsv, \.json, .*\.xlsx"):
        read_table(tmp_path / "a.pages")
    with pytest.raises(MissingFileError):
        read_table(tmp_path / "a.xlsx")
    with pytest.raises(MissingFileError):
        read_table(tmp_path / "a.csv")
    with pytest.raises(ReadError, match="there are: none"):
        read(tmp_path, "")
    with pytest.raises(ReadError, match="line 2"):
        read(tmp_path, '意見,回答\n"海,はい\n')
    with pytest.raises(ReadError, match="no header row"):
        read(tmp_path, "a\n" * 20 + "意見,回答\n海,はい\n")
    assert read(tmp_path, "a\n" * 19 + "意見,回答\n").comments == ()
    (tmp_path / "cp.csv").write_bytes("番号,意見\n①,髙い\n".encode("cp932"))
    assert read_table(tmp_path / "cp.csv").comments == (Comment("1", "髙い", number="①"),)


def test_cells_that_no_value_takes_are_told_with_their_place(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        '意見ID,意見,対応,回答,提出ID,提出者ID\nA,海,\x01,はい。,,\nB,山,①,はい。,"T\n1",\nC,川,①,はい。,T2,"x\ny"\nD,木,①,はい。,,\n',
    )
    assert [one.id for one in intake.comments] == ["B", "C", "D"]
    assert [(one.code, one.place) for one in intake.findings] == [
        ("PC613", Place("意見.csv", 2, "対応")),
        ("PC619", Place("意見.csv", 3, "提出ID")),
        ("PC619", Place("意見.csv", 4, "提出者ID")),
    ]
    assert [one.submission_id for one in intake.comments] == [None, "T2", None]
    assert intake.submissions == (Submission("T2"),)


def test_the_answer_to_a_withheld_comment_is_told(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        "意見ID,意見,対応,回答,非公表の理由\nA,海,①,はい。,\nB,山,①,秘密。,個人情報\nC,川,,,\nD,木,①,え。,\nE,草,,,\n",
    )
    assert intake.responses == (answer("RA", ("A",), "はい。", "①"), answer("RD", ("D", "E"), "え。", "①"))
    assert codes(intake) == [("PC620", 3), ("PC615", None)]
    assert intake.findings[0].place == Place("意見.csv", 3, "回答")
    assert "秘密" not in intake.findings[0].message + intake.findings[0].message_ja


def test_the_answer_in_a_refused_row_of_a_withheld_comment_is_not_public(tmp_path: Path) -> None:
    intake = read(tmp_path, "意見ID,意見,対応,回答,非公表の理由\nA,海,①,はい。,\nA,山,①,秘密。,個人情報\n")
    assert intake.responses == (answer("RA", ("A",), "はい。", "①"),)
    assert codes(intake) == [("PC611", 3), ("PC620", 3)]
