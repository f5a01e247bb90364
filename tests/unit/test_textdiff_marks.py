"""The marks, pair by pair: tests/fixtures/marks*.md, and the shared development pairs when they are there."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plancomment.textdiff import Tag, TextDiff, diff_text, tidying
from plancomment.textdiff.words import Segmenter

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("marks*.md"))
SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", str(ROOT / ".." / "shared"))) / "data" / "marks_dev.jsonl"
MARK = re.compile(r"\{([^{}>]*)>([^{}]*)\}")
MISSED = re.compile(r" !(builtin|sudachi) misses!$")


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


def fixture_pairs(segmenter: str) -> Iterator[tuple[str, list[str], bool]]:
    """Give every pair: a name for the test, the marks that are right, whether they are known to be missed."""
    for path in FIXTURES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("- "):
                missed = MISSED.search(line)
                accepted = MISSED.sub("", line[2:]).split(" !or! ")
                yield accepted[0], accepted, missed is not None and missed[1] == segmenter


def pairs(segmenter: str) -> list[object]:
    missed = pytest.mark.xfail(strict=True, reason="known to be missed")
    return [
        pytest.param(accepted, id=name, marks=[missed] if fails else [])
        for name, accepted, fails in fixture_pairs(segmenter)
    ]


def sides(accepted: str) -> tuple[str, str]:
    return MARK.sub(r"\1", accepted), MARK.sub(r"\2", accepted)


def test_there_are_enough_pairs_and_few_are_missed() -> None:
    for segmenter in ("builtin", "sudachi"):
        known = [fails for _, _, fails in fixture_pairs(segmenter)]
        assert len(known) >= 400
        assert sum(known) <= 5


def test_all_marks_of_a_pair_are_marks_of_the_same_texts() -> None:
    for _, accepted, _ in fixture_pairs("builtin"):
        assert len({sides(marks) for marks in accepted}) == 1, accepted


@pytest.mark.parametrize("accepted", pairs("builtin"))
def test_marks_of_the_fixtures(accepted: list[str]) -> None:
    assert marked(diff_text(*sides(accepted[0]))) in accepted


@pytest.mark.parametrize("accepted", pairs("sudachi"))
def test_marks_of_the_fixtures_with_a_dictionary(accepted: list[str]) -> None:
    pytest.importorskip("sudachipy", reason="the extra ja is not installed")
    assert marked(diff_text(*sides(accepted[0]), segmenter="sudachi")) in accepted


@pytest.mark.parametrize(("segmenter", "least"), [("builtin", 17), ("sudachi", 17)])
def test_marks_of_the_shared_development_pairs(segmenter: Segmenter, least: int) -> None:
    if not SHARED.is_file():
        pytest.skip(f"no {SHARED.name}: set PLANCOMMENT_SHARED to the folder that holds data/")
    if segmenter == "sudachi":
        pytest.importorskip("sudachipy", reason="the extra ja is not installed")
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    exact = [
        row["id"]
        for row in rows
        if marked(diff_text(row["old"], row["new"], segmenter=segmenter)) in row["accepted_marks"]
    ]
    assert len(exact) >= min(least, len(rows)), f"exact: {exact}"


@pytest.mark.parametrize("echo", ["市の", "市の、", "市は学校及び公園を守ります。\n"])
def test_a_long_echo_slides_in_a_time_that_grows_with_its_length(echo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []
    kind = tidying.word_kind
    monkeypatch.setattr(tidying, "word_kind", lambda word: looked_at.append(word) or kind(word))
    sizes = []
    for times in (100, 200):
        looked_at.clear()
        assert len(diff_text(echo * times, echo * 2 * times).segments) == 2
        sizes.append(len(looked_at))
    assert sizes[1] <= 2.5 * sizes[0]
