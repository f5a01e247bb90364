"""The seed in the shared folder, read in place: a real published result whose last table lost its shape."""

import datetime
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from plancomment.counts import Count
from plancomment.read.published import Published, read_published

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))
SEED = next(iter(sorted(SHARED.glob("seeds/000_*.txt"))), None)

pytestmark = pytest.mark.skipif(SEED is None, reason=f"no seed below {SHARED} (set PLANCOMMENT_SHARED)")

MARKS = re.compile(r"</?[pu]>")


@pytest.fixture(scope="module")
def seed() -> Published:
    assert SEED is not None
    return read_published(SEED)


@pytest.fixture(scope="module")
def raw() -> str:
    assert SEED is not None
    return MARKS.sub("", SEED.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_the_summary(seed: Published) -> None:
    consultation = seed.consultation
    assert consultation.plan_title == "(仮称)北九州市DX推進計画(素案)"
    assert consultation.title == "「(仮称)北九州市DX推進計画(素案)」に対する市民意見募集の結果について"
    assert consultation.authority == "北九州市"
    assert (consultation.opened_on, consultation.closed_on) == (
        datetime.date(2021, 10, 19),
        datetime.date(2021, 11, 12),
    )
    assert consultation.printed is not None
    assert consultation.printed.persons == Count(33, "人")
    assert consultation.printed.comments == Count(92, "件")
    assert consultation.printed.groups is None
    assert consultation.printed.submissions is None
    assert consultation.printed.by_channel is None


def test_the_tree_of_categories(seed: Published) -> None:
    tree = seed.consultation.categories
    assert [(one.id, one.number) for one in tree if one.parent_id is None] == [(str(n), str(n)) for n in range(1, 5)]
    below = [one for one in tree if one.parent_id is not None]
    assert [(one.id, one.number, one.parent_id) for one in below] == [
        *((f"2.{n}", f"({n})", "2") for n in range(1, 13)),
        ("2.13", "", "2"),
    ]
    labels = {one.id: one.label for one in tree}
    assert (labels["1"], labels["2.9"], labels["2.13"]) == ("総論に関するもの", "デジタル人材の確保・育成", "各論全般")


def test_the_printed_counts(seed: Published) -> None:
    printed = seed.consultation.printed
    assert printed is not None
    assert printed.by_category is not None
    assert printed.by_disposition is not None
    counts = {row.id: row.count.value if row.count is not None else None for row in printed.by_category}
    assert [counts[top] for top in ("1", "2", "3", "4")] == [19, 52, 19, 2]
    assert [counts[f"2.{n}"] for n in range(1, 14)] == [6, 4, 8, 1, 6, 4, 2, 5, 4, 1, 7, 3, None]
    assert [row.count.value for row in printed.by_disposition if row.count is not None] == [45, 9, 29, 9]


def test_the_scheme(seed: Published) -> None:
    scheme = seed.consultation.scheme
    assert scheme is not None
    assert [(one.id, one.symbol, one.implies_revision) for one in scheme.dispositions] == [
        ("1", "①", False),
        ("2", "②", True),
        ("3", "③", False),
        ("4", "④", False),
    ]


def test_the_comments_agree_with_the_printed_counts(seed: Published) -> None:
    consultation = seed.consultation
    assert consultation.problems() == ()
    assert len(consultation.comments) == 92
    assert Counter(comment.id.split("-")[0] for comment in consultation.comments) == {"1": 19, "2": 52, "3": 19, "4": 2}
    filed = Counter(comment.category_id for comment in consultation.comments)
    assert [filed[f"2.{n}"] for n in range(1, 14)] == [6, 4, 8, 1, 6, 4, 2, 5, 4, 1, 7, 3, 1]
    assert filed["2"] == 0
    assert Counter(consultation.effective_dispositions().values()) == {"1": 45, "2": 9, "3": 29, "4": 9}


def test_blank_cells_belong_to_the_response_above(seed: Published) -> None:
    shared = [one.comment_ids for one in seed.consultation.responses if len(one.comment_ids) > 1]
    assert ("2-34", "2-35") in shared
    assert ("1-15", "1-16", "1-17", "1-18", "1-19") in shared
    assert ("2-23", "2-24") in shared
    assert len(seed.consultation.responses_by_comment()) == 92


def test_titled_parts(seed: Published) -> None:
    titled = {one.id: one.parts for one in seed.consultation.responses if any(part.title for part in one.parts)}
    assert {response_id: len(parts) for response_id, parts in titled.items()} == {"A2-21": 2, "A2-41": 3}
    assert titled["A2-21"][0].title == "市の情報システムについて"
    assert titled["A2-41"][2].title == "転勤、転居の手続きについて"
    assert titled["A2-41"][2].text.startswith("転勤、転居等での手続きの在り方")


def test_stated_revisions(seed: Published) -> None:
    stated = {one.id: one.stated_revisions for one in seed.consultation.responses if one.stated_revisions}
    assert {response_id: [one.new for one in found] for response_id, found in stated.items()} == {
        "A1-9": ["高齢化等"],
        "A1-10": ["関係者と連携・協働し"],
        "A1-11": ["デジタルで快適・便利な幸せなまち"],
        "A1-12": ["その他関連計画"],
        "A2-25": ["安全・安定的な"],
        "A2-34": ["市民との協働により"],
        "A2-47": ["各職員が月1回以上実施"],
        "A4-1": [None],
    }
    assert all(one.old is None for found in stated.values() for one in found)
    assert stated["A2-25"][0].location is not None
    assert stated["A2-25"][0].location.place == "④取組の方向性"
    assert stated["A2-25"][0].location.version == "成案"
    assert stated["A4-1"][0].words == "ご意見を踏まえ、説明を再検討しました。"


def test_the_comparison_table(seed: Published) -> None:
    comparison = seed.comparison
    assert comparison is not None
    assert (comparison.source, comparison.old_version, comparison.new_version) == ("published", "素案", "成案")
    rows = [(one.locations[0].document, one.locations[0].page, one.kind) for one in comparison.revisions]
    assert rows == [
        ("概要版", 1, "amended"),
        ("概要版", 4, "unknown"),
        ("本編", 8, "amended"),
        ("本編", 8, "unknown"),
        ("本編", 10, "unknown"),
        ("本編", 10, "amended"),
        ("本編", 11, "unknown"),
        ("本編", 12, "amended"),
        ("本編", 12, "amended"),
        ("本編", 24, "amended"),
        ("本編", 27, "amended"),
        ("本編", 33, "amended"),
        ("本編", 36, "amended"),
        ("本編", 39, "amended"),
    ]
    assert len({one.id for one in comparison.revisions}) == 14
    assert [len(entry.revision_ids) for entry in comparison.entries] == [1] * 7 + [2] + [1] * 5
    lines = [one.locations[0].line for one in comparison.revisions]
    assert lines == [None, None, None, 7, 9, 9, None, 2, None, 5, None, None, None, None]
    assert comparison.revisions[11].locations[0].place == "④取組の方向性 1行目"
    assert all((one.diff is not None) == (one.kind == "amended") for one in comparison.revisions)


def test_the_texts_of_the_comparison_table(seed: Published) -> None:
    assert seed.comparison is not None
    sides = [(one.old, one.new) for one in seed.comparison.revisions]
    assert sides[0][0] is not None
    assert sides[0][0].startswith("SDGsの推進や高齢化への対応を通じて、")
    assert sides[0][1] is not None
    assert sides[0][1].startswith("SDGsの推進や高齢化等への対応を通じて、")
    assert sides[1] == (None, None)
    assert sides[2] == ("(イ) 高齢化への対応", "(イ) 高齢化等への対応")
    assert sides[3] == (None, None)
    assert sides[4] == ("高齢者をはじめデジタル技術に親しみが ない方のデジタル活用に向けて", None)
    assert "関係者を巻き込んで" in (sides[5][0] or "")
    assert "関係者と連携・協働し" in (sides[5][1] or "")
    assert sides[6] == (None, None)
    assert sides[7] == ("「デジタルで快適・便利なまちへ」", "「デジタルで快適・便利な幸せなまちへ」")
    assert sides[8] == sides[7]
    assert squeeze(sides[9][1] or "").endswith("、その他関連計画とも連携していきます。")
    for row, words in (
        (10, "各職員が月1回"),
        (11, "安全・安定的な"),
        (12, "市民との協働により"),
        (13, "各職員が月1回"),
    ):
        assert words in (sides[row][1] or "")
        assert words not in (sides[row][0] or "")


def test_what_was_mended_or_lost_is_told_with_its_line(seed: Published) -> None:
    told: dict[str, list[int | None]] = {}
    for finding in seed.findings:
        assert finding.place is not None
        told.setdefault(finding.code, []).append(finding.place.line)
    assert told == {
        "PC601": [93, 122, 179],
        "PC602": [170, 172, 175, 182, 183],
        "PC603": [171, 173, 176],
        "PC604": [174],
    }
    assert {finding.place.file for finding in seed.findings if finding.place is not None} == {str(SEED)}


def test_no_text_of_the_tables_is_dropped(seed: Published, raw: str) -> None:
    consultation, comparison = seed.consultation, seed.comparison
    assert consultation.scheme is not None
    assert consultation.printed is not None
    assert comparison is not None
    titles = ["No.", "意見概要", "対応", "市の考え方", "内訳", "件数", "意見への対応", "変更箇所", "旧", "新"]
    known = set(titles)
    known.update(squeeze(one.summary or "") for one in consultation.comments)
    known.update(one.number for one in consultation.comments)
    known.update(
        squeeze("".join(f"<{part.title}>{part.text}" if part.title else part.text for part in one.parts))
        for one in consultation.responses
    )
    for category in consultation.categories:
        known.update((category.number, category.label, squeeze(category.number + category.label)))
    for disposition in consultation.scheme.dispositions:
        known.update((disposition.symbol, disposition.symbol + disposition.label))
    for row in (*(consultation.printed.by_category or ()), *(consultation.printed.by_disposition or ())):
        if row.count is not None:
            known.update((str(row.count.value), f"{row.count.value}件", f"({row.count.value}件)"))
    for revision in comparison.revisions:
        place = revision.locations[0]
        known.update(squeeze(text) for text in (revision.old, revision.new, place.place, place.document) if text)
        known.add(f"P.{place.page}")
    known.update(squeeze(finding.message.partition(": ")[2]) for finding in seed.findings)
    cells = {squeeze(cell) for line in raw.split("\n") if "\t" in line for cell in line.split("\t")} - {""}
    assert len(cells) > 200
    assert cells - known == set()


def test_no_text_is_invented(seed: Published, raw: str) -> None:
    assert seed.comparison is not None
    texts = [one.summary for one in seed.consultation.comments]
    texts += [part.text for one in seed.consultation.responses for part in one.parts]
    texts += [side for one in seed.comparison.revisions for side in (one.old, one.new)]
    assert [text for text in texts if text is not None and text not in raw] == []
