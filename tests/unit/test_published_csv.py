"""A result of this library read back from its CSV and JSON files."""

import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import plancomment as pc
from plancomment import strategies as st

EXAMPLE = Path(__file__).parents[2] / "examples" / "hamanasu"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    pc.publish(pc.load_project(EXAMPLE), folder, formats=("csv", "json"))
    return folder


def printed(consultation: pc.Consultation) -> list[pc.Comment]:
    return [one for one in consultation.comments if not one.is_withheld]


def answers(consultation: pc.Consultation) -> list[tuple[str | None, list[str]]]:
    """What each published comment says, and the answers to it."""
    by_comment = consultation.responses_by_comment()
    return [
        (one.published_text, [answer.text for answer in by_comment.get(one.id, ())]) for one in printed(consultation)
    ]


def paths(consultation: pc.Consultation) -> list[tuple[str, ...]]:
    """The labels above each published comment."""
    categories = {one.id: one for one in consultation.categories}
    found = []
    for comment in printed(consultation):
        labels: list[str] = []
        key = comment.category_id
        while key is not None:
            labels.insert(0, categories[key].label)
            key = categories[key].parent_id
        found.append(tuple(labels))
    return found


def test_the_values_of_a_published_folder_come_back_equal(out: Path) -> None:
    project = pc.load_project(EXAMPLE)
    for place in (out, out / "json"):
        published = pc.read_published(place)
        assert published.consultation == pc.public_view(project.consultation)
        assert published.comparison == project.comparison
    alone = pc.read_published(out / "json" / "consultation.json")
    assert (alone.consultation, alone.comparison) == (published.consultation, None)
    pc.dump(published, out / "whole.json")
    assert pc.read_published(out / "whole.json") == published


@settings(max_examples=40, deadline=None)
@given(consultation=st.consultations())
def test_any_consultation_comes_back_from_json(consultation: pc.Consultation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "values.json"
        pc.dump(consultation, path)
        assert pc.read_published(path).consultation == consultation


def test_comments_answers_and_headings_come_back_from_csv(out: Path) -> None:
    given_values = pc.load_project(EXAMPLE).consultation
    found = pc.read_published(out / "csv" / "comments.csv").consultation
    shown = {id(one): at for at, one in enumerate(printed(found))}
    assert len(shown) == len(printed(given_values)) + 2  # the two that are withheld are rows that say so
    hidden = [at for at, one in enumerate(printed(found)) if (one.published_text or "").startswith("（公表しません")]
    assert len(hidden) == 2
    kept = [row for at, row in enumerate(zip(paths(found), answers(found), strict=True)) if at not in hidden]
    wanted = list(zip(paths(given_values), answers(given_values), strict=True))
    assert sorted(said[0] or "" for _, said in kept) == sorted(said[0] or "" for _, said in wanted)
    assert sorted(path for path, _ in kept) == sorted(path for path, _ in wanted)


def test_all_tables_in_one_file(out: Path, tmp_path: Path) -> None:
    project = pc.load_project(EXAMPLE)
    report = pc.build_report(pc.public_view(project.consultation), comparison=project.comparison)
    for encoding in ("utf-8-sig", "cp932"):
        path = tmp_path / f"{encoding}.csv"
        pc.write(report, path, encoding=encoding)
        published = pc.read_published(path)
        assert published.comparison is not None
        assert project.comparison is not None
        assert len(published.comparison.entries) == len(project.comparison.entries)
        assert published.consultation.printed is not None
        counted = pc.tally(project.consultation)
        assert published.consultation.printed.comments == counted.received
        texts = [one.published_text for one in printed(published.consultation)]
        assert {one.published_text for one in printed(project.consultation)} <= set(texts)


def test_a_formula_and_outer_spaces_come_back(tmp_path: Path) -> None:
    texts = ["=1+1", "　前に空白", "後に空白 ", "'=A1", "一行目\n二行目", "―"]
    comments = [pc.Comment(f"c{at}", number=str(at), text=text, category_id="k") for at, text in enumerate(texts, 1)]
    consultation = pc.Consultation("計画", categories=(pc.Category("k", "総則"),), comments=tuple(comments))
    path = tmp_path / "result.csv"
    pc.write(pc.build_report(consultation), path)
    found = pc.read_published(path).consultation
    assert [one.published_text for one in found.comments] == texts


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("open.csv", 'No.,意見\n1,"開いたまま\n', r"line 2"),
        ("empty.csv", "", "it is empty"),
        ("tally.json", pc.to_json(pc.tally(pc.Consultation("計画"))), "it holds a Tally"),
        (
            "compared.json",
            pc.to_json(pc.compare(pc.parse_plan("a", version="素案"), pc.parse_plan("b", version="成案"))),
            "comparison alone",
        ),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, name: str, content: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(pc.ReadError, match=words):
        pc.read_published(path)


def test_a_folder_without_values_and_a_file_without_a_value(tmp_path: Path) -> None:
    with pytest.raises(pc.ReadError, match=r"without consultation\.json"):
        pc.read_published(tmp_path)
    (tmp_path / "a.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(pc.InvalidDataError):
        pc.read_published(tmp_path / "a.json")


def test_limits_hold_for_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No.,意見,考え方\n" + "1,あ,い\n" * 10, encoding="utf-8")
    for limits in ({"rows": 5}, {"cells": 10}, {"columns": 2}, {"cell_characters": 1}):
        with pytest.raises(pc.ReadError, match=rf"Limits\.{next(iter(limits))}"):
            pc.read_published(path, limits=attrs.evolve(pc.Limits(), **limits))
