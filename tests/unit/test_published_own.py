"""Results that this library wrote, read by their anchors; and pages whose anchors lead astray."""

import datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment.errors import ReadError
from plancomment.read.blocks import CellBlock, Contents, TableBlock, TextBlock
from plancomment.read.published.anchors import split_anchor
from plancomment.read.published.ownchanges import find_versions
from plancomment.read.published.results import Published, read_blocks, read_published
from plancomment.report.layout import Layout
from plancomment.report.material import anchor

# A made-up town.
RECORD = pc.Consultation(
    "「滝川原町景観計画（素案）」に対する意見募集",
    plan_title="滝川原町景観計画（素案）",
    authority="滝川原町",
    opened_on=datetime.date(2024, 5, 1),
    closed_on=datetime.date(2024, 5, 31),
    draft_published_on=datetime.date(2024, 4, 30),
    categories=(
        pc.Category("2", "眺め", None, "第２章"),
        pc.Category("2.1", "色 彩", "2", "(1)"),
        pc.Category("3", "道"),
    ),
    scheme=pc.DispositionScheme(
        (pc.Disposition("a", "Ａ", "修正する", True), pc.Disposition("b", "", "参考とする", False))
    ),
    comments=(
        pc.Comment("2-1", summary="屋根の色を揃えて。", category_id="2.1", number="1"),
        pc.Comment("2-2", summary="壁の色も。", category_id="2.1", number="2"),
        pc.Comment("2-3", summary="看板を減らして。", category_id="2", number="3"),
        pc.Comment("3-1", summary="電柱。", category_id="3", number="1"),
        pc.Comment("3-2", category_id="3", number="2", withheld_reason="個人情報"),
        pc.Comment("3-3", summary="まだ。", category_id="3", number="3"),
    ),
    responses=(
        pc.Response(
            "R1",
            ("2-1", "2-2", "3-1"),
            (pc.ResponsePart("前書き。"), pc.ResponsePart("「こげ茶」との記述を追加しました。", "屋根について")),
            "a",
        ),
        pc.Response("R2", ("2-3",), (pc.ResponsePart("考えます。"),), "b", (pc.Reference("R1", "屋根について"),)),
    ),
)


def write_and_read(folder: Path, report: pc.Document, suffix: str = ".html") -> Published:
    return read_published(pc.write(report, folder / f"result{suffix}"))


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_a_record_comes_back(tmp_path: Path, suffix: str) -> None:
    found = write_and_read(tmp_path, pc.build_report(RECORD), suffix)
    read = found.consultation
    # The tree stands in printed order, and so do the comments filed in it.
    assert read.categories == RECORD.categories
    order = ("2-3", "2-1", "2-2", "3-1", "3-2", "3-3")
    assert tuple(one.id for one in read.comments) == order
    assert {one.id: one for one in read.comments} == {one.id: one for one in RECORD.comments}
    assert read.scheme == RECORD.scheme
    (second, first) = read.responses
    assert second == RECORD.responses[1]
    assert attrs.evolve(first, stated_revisions=()) == RECORD.responses[0]
    assert [one.new for one in first.stated_revisions] == ["こげ茶"]
    for name in ("title", "plan_title", "authority", "opened_on", "closed_on", "draft_published_on"):
        assert getattr(read, name) == getattr(RECORD, name)
    assert found.comparison is None
    ledger = found.ledger
    assert ledger is not None
    assert (ledger.records_read, ledger.taken) == (6, 5)
    assert [(row.comment_id, row.reason) for row in ledger.withheld] == [("3-2", "個人情報")]
    assert all(place.line is not None for place in found.places)
    # The same page again says the same.
    again = write_and_read(tmp_path, pc.build_report(read), suffix)
    assert attrs.evolve(again.consultation, responses=()) == attrs.evolve(read, responses=())


def test_sections_and_columns_that_are_not_printed_are_not_there(tmp_path: Path) -> None:
    report = pc.build_report(RECORD, layout=Layout(sections=("comments",), show_disposition=False))
    read = write_and_read(tmp_path, report).consultation
    assert [one.published_text for one in read.comments][:2] == ["看板を減らして。", "屋根の色を揃えて。"]
    assert read.scheme is None
    assert read.categories == ()
    assert read.printed is None
    assert read.effective_dispositions()["2-1"] is None


def test_printed_figures_and_channels_come_back(tmp_path: Path) -> None:
    printed = pc.PrintedTotals(
        persons=1979, groups=None, submissions=12, by_channel=(pc.PrintedCount("窓口", pc.Count(1200, "人")),)
    )
    read = write_and_read(tmp_path, pc.build_report(attrs.evolve(RECORD, printed=printed))).consultation
    assert read.printed is not None
    assert (read.printed.persons, read.printed.groups) == (pc.Count(1979, "人"), None)
    assert read.printed.comments == pc.Count(6, "件")
    assert read.printed.by_channel == printed.by_channel


def test_a_reference_to_a_response_that_is_not_printed_is_told(tmp_path: Path) -> None:
    lost = pc.Response("R9", (), (pc.ResponsePart("誰にも。"),))
    refers = attrs.evolve(RECORD.responses[1], refers_to=(pc.Reference("R9"),))
    record = attrs.evolve(RECORD, responses=(RECORD.responses[0], refers, lost))
    found = write_and_read(tmp_path, pc.build_report(record))
    assert [(one.code, one.subjects) for one in found.findings if one.code != "PC671"] == [("PC607", ("R2",))]
    assert found.consultation.responses[0].refers_to == ()


def test_a_response_without_words_keeps_its_name(tmp_path: Path) -> None:
    empty = pc.Response("E", ("2-1",), ())
    both = (RECORD.responses[0], empty, pc.Response("F", ("2-1",), (pc.ResponsePart("追って。"),)))
    read = write_and_read(tmp_path, pc.build_report(attrs.evolve(RECORD, responses=both))).consultation
    assert [(one.id, one.comment_ids) for one in read.responses] == [
        ("R1", ("2-1", "2-2", "3-1")),
        ("E", ("2-1",)),
        ("F", ("2-1",)),
    ]
    assert [one.text for one in read.responses[2].parts] == ["追って。"]
    assert [part.title for part in read.responses[0].parts] == ["", "屋根について"]


def test_computed_comparisons_come_back_as_published_ones(tmp_path: Path) -> None:
    old = pc.parse_plan("# 景観\n\n（１）屋根の色を守る。\n\n（２）壁を塗る。\n\n（３）庭を残す。\n", version="素案")
    new = pc.parse_plan(
        "# 景観\n\n（１）屋根の色を皆で守る。\n\n（２）庭を残す。\n\n（３）花を植える。\n", version="成案"
    )
    made = pc.compare(old, new)
    found = write_and_read(tmp_path, pc.build_report(RECORD, comparison=made)).comparison
    assert found is not None
    assert (found.source, found.old_version, found.new_version) == ("published", "素案", "成案")
    assert [one.id for one in found.revisions] == [one.id for one in made.revisions]
    # The label is a part of what the table shows.
    assert found.entries[0].old == "（１）　屋根の色を守る。"
    assert [one.kind for one in found.revisions][:2] == ["amended", "deleted"]


def test_a_page_that_lost_its_anchors_is_read_like_any_other(tmp_path: Path) -> None:
    path = pc.write(pc.build_report(RECORD), tmp_path / "result.html")
    page = path.read_text(encoding="utf-8")
    assert ' id="result-of"' in page
    path.write_text(page.replace(' id="', ' data-id="'), encoding="utf-8")
    read = read_published(path).consultation
    assert [one.summary for one in read.comments][:3] == ["看板を減らして。", "屋根の色を揃えて。", "壁の色も。"]
    assert (read.opened_on, read.closed_on) == (RECORD.opened_on, RECORD.closed_on)
    path.write_text(page.replace('id="overview-', 'data-id="').replace('id="comment-', 'data-id="'), encoding="utf-8")
    assert len(read_published(path).consultation.comments) >= 5


def test_names_and_ids() -> None:
    for ids in [("2-47",), (None,), ("a b", None), (None, "~"), ("~~", "", None, "項"), ("1", "~n~", "é")]:
        assert split_anchor(anchor("given", *ids)) == ("given", ids)
    assert split_anchor("summary") == ("summary", ("",))
    assert find_versions("素案と成案の新旧対照表") == ("素案", "成案")
    assert find_versions("Draft compared with Final") == ("Draft", "Final")
    assert find_versions("新旧対照表") is None


_NAMES = st.sampled_from(
    [
        *("result-of", "result-titled", "overview-plan", "overview-received", "item-0~~1", "item-x~~1", "item-9~~2"),
        *("item.label-1", "disposition-1", "disposition.label-1", "channel-1", "category-1", "comment-1", "comment-~"),
        *("comment-~a~", "comment-~110000~", "given-1~~9", "given-1", "part-A~~x", "part.title-A~~1", "see-A~~1~~B"),
        *(
            "same-1~~A",
            "answer-A",
            "withheld-1",
            "blank-1",
            "old-1",
            "new-1~~lost",
            "at-1~~1~~0~~9~~R",
            "at.place-1~~1",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_blocks_end_in_a_result_or_in_one_error(data: st.DataObject) -> None:
    words = st.sampled_from(
        [
            *(
                "",
                " ",
                "1",
                "No.",
                "意見の概要",
                "市の考え方",
                "対応",
                "旧",
                "新",
                "件数",
                "項目",
                "３件",
                "意見数 0件",
                "①",
            ),
            *(
                "No.1の回答のとおりです。",
                "新旧対照表（概要版）",
                "第１章　道",
                "募集期間 令和5年1月1日",
                "P.3",
                "該当箇所",
            ),
        ]
    )
    text = words | st.text(max_size=8)
    anchors = st.lists(st.tuples(st.integers(0, 9), _NAMES), max_size=2).map(tuple)

    def make_table() -> TableBlock:
        height, width = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
        cells, taken = [], set()
        for row in range(1, height + 1):
            for column in range(1, width + 1):
                if (row, column) in taken:
                    continue
                rows = data.draw(st.integers(1, height - row + 1))
                taken |= {(one, column) for one in range(row, row + rows)}
                cells.append(CellBlock(row, column, data.draw(text), rows, anchors=data.draw(anchors)))
        return TableBlock(tuple(cells), height, width, sheet=data.draw(st.sampled_from(["", "表1"])))

    blocks: list[TextBlock | TableBlock] = []
    for _ in range(data.draw(st.integers(0, 6))):
        if data.draw(st.booleans()):
            blocks.append(make_table())
        else:
            blocks.append(TextBlock(data.draw(text), anchors=data.draw(anchors)))
    try:
        published = read_blocks(Contents("result.html", tuple(blocks)))
    except ReadError:
        return
    ledger = published.ledger
    assert ledger is not None
    assert ledger.records_read == ledger.taken + len(ledger.refused) + len(ledger.withheld)
    assert len(published.places) == len(published.consultation.comments)
