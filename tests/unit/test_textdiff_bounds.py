"""Texts that are too large for a shortest script: bounded by sizes, told as coarse, and still right (docs: law P31)."""

import itertools

import pytest

from plancomment.textdiff import Tag, TextDiff, diff_text, passages


def unrelated(first: int, size: int) -> str:
    state, out = first, []
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        out.append("、" if state % 29 == 0 else chr(0x4E00 + state // 7 % 3000))
    return "".join(out)


def assert_right(result: TextDiff) -> None:
    # The value itself refuses segments that do not rebuild both sides.
    tags = [segment.tag for segment in result.segments]
    assert all(one is not other for one, other in itertools.pairwise(tags))
    assert (Tag.INSERT, Tag.DELETE) not in set(itertools.pairwise(tags))


def sentences(count: int) -> list[str]:
    return [f"第{number}地区では、{unrelated(number, 12)}を{number}か所に設けます。" for number in range(count)]


def test_a_large_text_keeps_fine_marks_in_many_places() -> None:
    old = sentences(4000)
    new = list(old)
    for at in range(0, 4000, 40):
        new[at] = old[at].replace("設けます", "増やします")
    result = diff_text("".join(old), "".join(new))
    assert result.coarsened
    assert {result.old[start:end] for start, end in result.marks_old} == {"設けます"}
    assert len(result.marks_new) == 100


def test_where_nothing_ties_equally_many_sentences_each_is_compared_in_its_place() -> None:
    old = "".join(f"第{number}号の施設は、別に定める日に開く。" for number in range(1500))
    new = "".join(f"第{number}項の施設は、別に定める日に開く。" for number in range(3, 1503))
    result = diff_text(old, new)
    assert result.coarsened
    assert_right(result)
    assert [old[start:end] for start, end in result.marks_old[:2]] == ["第0号", "第1号"]


def test_a_passage_without_ties_is_replaced_whole_when_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MAX_PRODUCT", 10_000)
    monkeypatch.setattr(passages, "LONGEST_PASSAGE", 300)
    old, new = f"始め。{'あ' * 400}終わり。", f"始め。{'い' * 400}終わり。"
    result = diff_text(old, new)
    assert result.coarsened
    assert_right(result)
    # The sentence in common ties; the rest is marked whole.
    assert [old[start:end] for start, end in result.marks_old] == [f"{'あ' * 400}終わり。"]


def test_a_long_line_of_phrases_is_tied_at_its_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MAX_PRODUCT", 10_000)
    monkeypatch.setattr(passages, "LONGEST_PASSAGE", 300)
    phrases = [f"the plan of town {number}" for number in range(200)]
    old = ", ".join(phrases)
    new = old.replace("plan of town 5,", "scheme of town 5,").replace("plan of town 190,", "design of town 190,")
    result = diff_text(old, new)
    assert [new[start:end] for start, end in result.marks_new] == ["scheme", "design"]


def test_no_tie_cuts_a_grapheme_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MAX_PRODUCT", 100)
    old = "".join(f"{number}番。\u3099葛\U000e0100城" for number in range(30))
    new = old.replace("7番", "8番目")
    result = diff_text(old, new)
    assert_right(result)
    assert all(not text.startswith(("\u3099", "\U000e0100")) for _, text in result.segments)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (unrelated(1, 20_000), unrelated(2, 20_000)),
        ("あいうえおかきくけこ" * 30_000, "かきくけこさしすせそ" * 30_000),
        ("".join(sentences(3000)), "".join(sentences(3000)[::-1])),
        ("\n".join(unrelated(3, 9_000)), "\n".join(unrelated(4, 9_000))),
    ],
    ids=["unrelated", "periodic", "reversed", "one-sign lines"],
)
def test_p31_the_worst_cases_are_coarse_and_still_right(old: str, new: str) -> None:
    result = diff_text(old, new)
    assert result.coarsened
    assert_right(result)


@pytest.mark.parametrize("sign", ["!", ".", "A1.", "a-b_", "'s", "(01", "https://a", "第", "1,", "令和"])
def test_long_runs_of_one_kind_take_linear_time_and_are_right(sign: str) -> None:
    text = (sign * 30_000)[:30_000]
    for old, new in (
        (f"頭{text}尾", f"顔{text}後"),
        (text, f"{text[:15_000]}変{text[15_000:]}"),
        (text, text + text[1:]),
    ):
        assert_right(diff_text(old, new))
