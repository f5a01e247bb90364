"""The laws of the engine (docs: laws P20-P29), as properties."""

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment.textdiff import Tag, TextDiff, diff_text
from plancomment.textdiff.clusters import graphemes
from plancomment.textdiff.passages import changed_passages
from plancomment.textdiff.script import FREE_CELLS, edit_script
from plancomment.textdiff.tidying import tidy
from plancomment.textdiff.words import segment

# Few words, so that echoes and repetitions are the rule; and the characters that break engines.
PLAIN = "市民 計画 の を し 、 。 は 支援 防災 10 ３ 年度 第2条 （ ） 「 」 取り入れ ます a new plan ・"
WORDS = [*PLAIN.split(), " ", "\n"]
HOSTILE = [
    "か\u3099",
    "葛\U000e0100",
    "👩\u200d👧",
    "🇯",
    "🇵",
    "ｶ",
    "ﾞ",
    "\r",
    "\n",
    "\u1112",
    "\u1161",
    "1\ufe0f\u20e3",
    "\u3099",
]
texts = st.lists(st.sampled_from(WORDS), max_size=16).map("".join)
hostile = st.lists(st.sampled_from(WORDS + HOSTILE), max_size=16).map("".join)
granularity = st.sampled_from(["word", "char"])
RUNS = settings(max_examples=150, deadline=None)


def tokens(text: str) -> list[str]:
    return [text[a:b] for a, b in segment(text)]


def cost(old: list[str], new: list[str]) -> int:
    hunks, coarsened = edit_script(old, new)
    assert not coarsened
    return sum(i2 - i1 + j2 - j1 for i1, i2, j1, j2 in hunks)


def lcs(a: list[str], b: list[str]) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def assert_canonical(result: TextDiff) -> None:
    tags = [tag for tag, _ in result.segments]
    assert all(text for _, text in result.segments)
    assert all(pair not in {(tag, tag) for tag in Tag} for pair in itertools.pairwise(tags))
    assert (Tag.INSERT, Tag.DELETE) not in set(itertools.pairwise(tags))


@RUNS
@given(hostile, hostile, granularity)
def test_p20_p22_p29_rebuilds_canonical_on_grapheme_boundaries(old: str, new: str, how: str) -> None:
    result = diff_text(old, new, granularity=how)  # type: ignore[arg-type]
    assert "".join(text for tag, text in result.segments if tag != "insert") == old
    assert "".join(text for tag, text in result.segments if tag != "delete") == new
    assert_canonical(result)
    for text, marks in ((old, result.marks_old), (new, result.marks_new)):
        edges = {0} | {end for _, end in graphemes(text)}
        assert {position for mark in marks for position in mark} <= edges


@RUNS
@given(hostile, granularity)
def test_p21_nothing_to_mark(text: str, how: str) -> None:
    segments = diff_text(text, text, granularity=how).segments  # type: ignore[arg-type]
    assert [tuple(piece) for piece in segments] == ([("equal", text)] if text else [])
    for old, new, tag in (("", text, "insert"), (text, "", "delete")):
        pieces = [tuple(piece) for piece in diff_text(old, new, granularity=how).segments]  # type: ignore[arg-type]
        assert pieces == ([(tag, text)] if text else [])


@RUNS
@given(texts, texts)
def test_p23_p24_shortest_before_the_clean_up_and_bounded_after(old: str, new: str) -> None:
    a, b = tokens(old), tokens(new)
    shortest = len(a) + len(b) - 2 * lcs(a, b)
    assert cost(a, b) == cost(b, a) == shortest
    marked = sum(i2 - i1 + j2 - j1 for i1, i2, j1, j2 in tidy(a, b, edit_script(a, b)[0]))
    assert shortest <= marked <= min(5 * shortest, len(a) + len(b))


@RUNS
@given(texts, texts)
def test_p25_another_sentence_keeps_every_mark(old: str, new: str) -> None:
    old, new = old + "。", new + "。"
    sentence = "空は青く、雲が白い。"
    plain, before, after = (
        diff_text(old, new),
        diff_text(sentence + old, sentence + new),
        diff_text(old + sentence, new + sentence),
    )
    moved = len(sentence)
    assert before.marks_old == tuple((a + moved, b + moved) for a, b in plain.marks_old)
    assert before.marks_new == tuple((a + moved, b + moved) for a, b in plain.marks_new)
    assert (after.marks_old, after.marks_new) == (plain.marks_old, plain.marks_new)


@pytest.mark.parametrize("seed", range(6))
def test_p23_the_engine_and_the_table_give_scripts_of_one_length(seed: int) -> None:
    state, words = seed + 1, []
    for _ in range(170):
        state = (state * 1103515245 + 12345) % 2**31
        words.append("市町村区道路橋"[state // 65536 % 7])
    # The first pair is too large for the table, the second is not.
    for a, b in ((words[:90], words[80:]), (words[:45], words[45:85])):
        assert (len(a) * len(b) > FREE_CELLS) == (len(a) == 90)
        assert cost(a, b) == len(a) + len(b) - 2 * lcs(a, b)
        assert cost(b, a) == cost(a, b)


@RUNS
@given(texts, texts, texts)
def test_p26_a_detour_costs_no_less(one: str, two: str, three: str) -> None:
    a, b, c = tokens(one), tokens(two), tokens(three)
    assert cost(a, c) <= cost(a, b) + cost(b, c)


@RUNS
@given(texts, texts)
def test_p27_the_clean_up_is_idempotent(old: str, new: str) -> None:
    a, b = tokens(old), tokens(new)
    once = tidy(a, b, edit_script(a, b)[0])
    assert tidy(a, b, once) == once


@RUNS
@given(texts, texts)
def test_a_window_gives_the_marks_of_the_whole_text(old: str, new: str) -> None:
    a, b = tokens(old), tokens(new)
    old_cuts, new_cuts = [0, *(end for _, end in segment(old))], [0, *(end for _, end in segment(new))]
    hunks = [
        (old_cuts[i], old_cuts[i_end], new_cuts[j], new_cuts[j_end])
        for i, i_end, j, j_end in tidy(a, b, edit_script(a, b)[0])
    ]
    assert changed_passages(old, new, "builtin") == (hunks, False)


def test_p28_the_number_of_threads_decides_nothing() -> None:
    olds = [f"{n}年度に{word}の計画を見直し、市民の意見を聴く。" for n in range(40) for word in ("緑", "水道", "橋")]
    news = [old.replace("年度に", "年度から").replace("水道", "下水道").replace("聴く", "反映する") for old in olds]
    alone = list(map(diff_text, olds, news))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(diff_text, olds, news)) == alone


def test_p28_the_hash_seed_decides_nothing() -> None:
    program = (
        "from plancomment.textdiff import diff_text\n"
        "a = '市民の意見を取り入れ、計画の見直しを進めます。' * 9\n"
        "b = '意見を反映し、市民とともに、計画の改定を進める。' * 8\n"
        "print(ascii(diff_text(a, b)), ascii(diff_text(a, b, granularity='char')))\n"
    )
    outputs = set()
    for seed in ("0", "4711"):
        path = os.pathsep.join([str(Path(__file__).resolve().parents[2] / "src"), *filter(None, sys.path)])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        outputs.add(
            subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout
        )
    assert len(outputs) == 1


def unrelated(first: int, size: int) -> str:
    state, out = first, []
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        out.append("、" if state % 29 == 0 else chr(0x4E00 + state // 7 % 3000))
    return "".join(out)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (unrelated(1, 5000), unrelated(2, 5000)),
        ("市の" * 4000, "の市" * 3700),
        ("計画を進めます。\n" * 900 + "市", "町" + "計画を進めます。\n" * 850),
    ],
    ids=["unrelated", "periodic", "boilerplate"],
)
@pytest.mark.parametrize("how", ["word", "char"])
def test_worst_cases_are_coarse_and_still_right(old: str, new: str, how: str) -> None:
    result = diff_text(old, new, granularity=how)  # type: ignore[arg-type]
    assert result.coarsened
    assert_canonical(result)


def test_large_texts_with_few_edits_keep_fine_marks() -> None:
    sentences = [f"第{n}条　{unrelated(n, 20)}を定める。\n" for n in range(600)]
    old = "".join(sentences)
    new = old.replace("第7条　", "第7条　新たに").replace("第550条　", "第550条　改めて")
    result = diff_text(old, new)
    assert [new[a:b] for a, b in result.marks_new] == ["新たに", "改めて"]
    assert result.coarsened
