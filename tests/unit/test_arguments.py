"""Wrong arguments: every public function refuses them with an error of this library, before it does anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import plancomment as pc

CONSULTATION = pc.Consultation("意見募集")
PLAN = pc.parse_plan("本文です。", version="素案")
COMPARISON = pc.compare(PLAN, PLAN)
PROJECT = pc.Project(CONSULTATION)
DOCUMENT = pc.build_report(CONSULTATION)

CALLS: list[Callable[[Any, Path], object]] = [
    lambda wrong, folder: pc.align(wrong, PLAN),
    lambda wrong, folder: pc.audit(wrong),
    lambda wrong, folder: pc.audit(CONSULTATION, comparison=wrong),
    lambda wrong, folder: pc.audit(CONSULTATION, trace=wrong),
    lambda wrong, folder: pc.build_report(wrong),
    lambda wrong, folder: pc.build_report(CONSULTATION, comparison=wrong),
    lambda wrong, folder: pc.build_report(CONSULTATION, layout=wrong),
    lambda wrong, folder: pc.build_report(CONSULTATION, lang=wrong),
    lambda wrong, folder: pc.compare(PLAN, wrong),
    lambda wrong, folder: pc.diff_text(wrong, "a"),
    lambda wrong, folder: pc.diff_text("a", "b", segmenter=wrong),
    lambda wrong, folder: pc.dump(CONSULTATION, wrong),
    lambda wrong, folder: pc.dump(wrong, folder / "x.json"),
    lambda wrong, folder: pc.examine(wrong),
    lambda wrong, folder: pc.format_date(wrong),
    lambda wrong, folder: pc.from_json(wrong),
    lambda wrong, folder: pc.join_consultations(wrong),
    lambda wrong, folder: pc.join_plans(wrong),
    lambda wrong, folder: pc.load(wrong),
    lambda wrong, folder: pc.load_project(wrong),
    lambda wrong, folder: pc.new_project(wrong),
    lambda wrong, folder: pc.odd_date(wrong),
    lambda wrong, folder: pc.parse_date(wrong),
    lambda wrong, folder: pc.parse_plan(wrong, version="素案"),
    lambda wrong, folder: pc.parse_plan("a", version=wrong),
    lambda wrong, folder: pc.publish(wrong, folder),
    lambda wrong, folder: pc.publish(PROJECT, wrong),
    lambda wrong, folder: pc.read_plan(wrong, version="素案"),
    lambda wrong, folder: pc.read_published(wrong),
    lambda wrong, folder: pc.read_table(wrong),
    lambda wrong, folder: pc.reconcile(wrong, pc.PrintedTotals()),
    lambda wrong, folder: pc.save_project(wrong, folder),
    lambda wrong, folder: pc.save_project(PROJECT, wrong),
    lambda wrong, folder: pc.tally(wrong),
    lambda wrong, folder: pc.to_json(wrong),
    lambda wrong, folder: pc.trace(wrong, CONSULTATION),
    lambda wrong, folder: pc.trace(COMPARISON, wrong),
    lambda wrong, folder: pc.write(wrong, folder / "x.md"),
    lambda wrong, folder: pc.write(DOCUMENT, wrong),
]


@pytest.mark.parametrize("wrong", [5, 1.5, b"a", object(), ["a"]], ids=lambda one: type(one).__name__)
def test_wrong_arguments_are_refused(wrong: object, tmp_path: Path) -> None:
    for number, call in enumerate(CALLS):
        try:
            call(wrong, tmp_path)
        except pc.PlancommentError:
            continue
        except Exception as error:
            pytest.fail(f"call {number} of CALLS raised {error!r}")
        pytest.fail(f"call {number} of CALLS took {wrong!r}")
    assert list(tmp_path.iterdir()) == []


def test_formats_are_names_and_not_one_name(tmp_path: Path) -> None:
    with pytest.raises(pc.WrongTypeError):
        pc.publish(PROJECT, tmp_path, formats="md")


@pytest.mark.parametrize(
    "make",
    [
        lambda: pc.Count(10**16, "件"),
        lambda: pc.Finding("PC1", 10**5000, (), "", ""),  # type: ignore[arg-type]
        lambda: pc.TraceLink("R", "1", "stated", 10**5000),
        lambda: pc.Clause("1", "item", "", "", (), pc.Location("素案", "本編"), level=True),
        lambda: pc.Clause("1", "item", "", "", (), pc.Location("素案", "本編"), level=-1),
        lambda: pc.Project(CONSULTATION, places=3),  # type: ignore[arg-type]
        lambda: pc.Examined(1, None, ()),  # type: ignore[arg-type]
        lambda: pc.Revision("R", "amended", "旧", "新", pc.diff_text("旧い", "新")),
        lambda: pc.ComparisonEntry((), "旧", "新しい", pc.diff_text("旧", "新")),
    ],
)
def test_values_refuse_what_they_cannot_be(make: Callable[[], object]) -> None:
    with pytest.raises(pc.PlancommentError):
        make()
