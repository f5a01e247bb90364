"""The marks, pair by pair: tests/fixtures/marks.md, and the shared development pairs when they are there."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plancomment.textdiff import Tag, TextDiff, diff_text

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "marks.md"
SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", str(ROOT / ".." / "shared"))) / "data" / "marks_dev.jsonl"
MARK = re.compile(r"\{([^{}>]*)>([^{}]*)\}")


def marked(diff: TextDiff) -> str:
    """Write a diff as text with {old>new} marks."""
    out, open_delete = "", False
    for tag, text in diff.segments:
        if open_delete and tag != Tag.INSERT:
            out += ">}"
        if tag == Tag.EQUAL:
            out += text
        elif tag == Tag.DELETE:
            out += "{" + text
        else:
            out += (">" if open_delete else "{>") + text + "}"
        open_delete = tag == Tag.DELETE
    return out + (">}" if open_delete else "")


def fixture_pairs() -> Iterator[tuple[str, ...]]:
    for line in FIXTURES.read_text(encoding="utf-8").splitlines():
        if line.startswith("- "):
            yield tuple(line[2:].split(" !or! "))


PAIRS = list(fixture_pairs())


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("accepted", PAIRS, ids=[pair[0] for pair in PAIRS])
def test_marks_of_the_fixture(accepted: tuple[str, ...]) -> None:
    old, new = MARK.sub(r"\1", accepted[0]), MARK.sub(r"\2", accepted[0])
    assert marked(diff_text(old, new)) in accepted


def test_marks_of_the_shared_development_pairs() -> None:
    if not SHARED.is_file():
        pytest.skip(f"no {SHARED.name}: set PLANCOMMENT_SHARED to the folder that holds data/")
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    exact = [row["id"] for row in rows if marked(diff_text(row["old"], row["new"])) in row["accepted_marks"]]
    assert len(exact) >= min(17, len(rows)), f"exact: {exact}"
