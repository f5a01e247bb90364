"""Suggestions by likeness: what is compared, in which order links stand, and how often they are right."""

import importlib.util
import math
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plancomment as pc
from plancomment.traceability.likeness import _best, _blocks
from plancomment.traceability.vectors import Index, folded, joined, triples


def measuring() -> ModuleType:
    """tests/bench/likeness.py, which reads the real proposals."""
    path = Path(__file__).parents[1] / "bench" / "likeness.py"
    spec = importlib.util.spec_from_file_location("measured_likeness", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def revision(name: str, old: str | None, new: str | None, document: str = "本編") -> pc.Revision:
    kind = "amended" if old and new else "added" if new else "deleted"
    return pc.Revision(name, kind, old, new, locations=(pc.Location("素案", document=document),))


BUS = revision("R1", "循環バスを運行します。", "循環バスを毎日運行します。")
PARK = revision("R2", None, "児童公園に日よけを設けます。", "資料編")
COMMENTS = (
    pc.Comment("1", summary="公園に日よけがほしい。"),
    pc.Comment("2", summary="循環バスは土日も毎日走らせてほしい。"),
    pc.Comment("3", text="図書館の本が少ない。"),
)


def test_the_comment_that_shares_words_comes_first_and_the_words_are_told():
    links = pc.suggest_links([BUS, PARK], COMMENTS)
    best = {one.revision_id: one for one in reversed(links)}
    assert best["R1"].comment_id == "2"
    assert best["R1"].evidence.split("、")[0] == "循環バス"
    assert best["R2"].comment_id == "1"
    assert best["R2"].evidence.startswith("公園")
    assert {one.basis for one in links} == {"suggested"}
    assert all(not one.counts and 0 < one.score < 1 for one in links)


def test_without_a_word_in_common_there_is_no_link():
    assert pc.suggest_links([revision("R1", "あいうえお", "かきくけこ")], [pc.Comment("1", text="道路の舗装")]) == ()
    assert pc.suggest_links([revision("R1", "、。！", "？！")], [pc.Comment("1", text="、。！")]) == ()
    assert pc.suggest_links([], COMMENTS) == ()
    assert pc.suggest_links([BUS], []) == ()


def test_withheld_comments_and_moves_are_left_out():
    withheld = pc.Comment("9", text="循環バスを毎日運行します。", withheld_reason="個人情報")
    assert {one.comment_id for one in pc.suggest_links([BUS], [withheld, *COMMENTS])} == {"2"}
    moved = pc.Revision("R9", "moved", "循環バス", "循環バス", moved=True)
    assert pc.suggest_links([moved], COMMENTS) == ()


def test_responses_speak_for_their_comments():
    silent = pc.Comment("5", text="賛成です。")
    answer = pc.Response("A5", ("5",), (pc.ResponsePart("児童公園に日よけを設けることとしました。"),))
    assert pc.suggest_links([PARK], [silent]) == ()
    (link,) = pc.suggest_links([PARK], [silent], responses=[answer])
    assert link.comment_id == "5"


def test_a_neighbour_in_the_same_document_speaks_too():
    vague = revision("R2", "必要に応じて見直します。", "毎年見直します。")
    told = [pc.Comment("1", text="毎日の循環バス"), pc.Comment("2", text="毎年の祭り")]
    alone = pc.suggest_links([vague], told)
    beside = pc.suggest_links([BUS, vague], told)
    score = {one.comment_id: one.score for one in beside if one.revision_id == "R2"}
    before = {one.comment_id: one.score for one in alone}
    assert score["1"] > before.get("1", 0)
    elsewhere = pc.suggest_links([BUS, attrs_at(vague, "資料編")], told)
    assert "1" not in {one.comment_id for one in elsewhere if one.revision_id == "R2" and one.score > before["2"]}


def attrs_at(one: pc.Revision, document: str) -> pc.Revision:
    return pc.Revision(one.id, one.kind, one.old, one.new, locations=(pc.Location("素案", document=document),))


def test_top_bounds_the_links_and_equal_comments_come_in_the_order_of_ids():
    same = [pc.Comment(name, text="循環バスを毎日") for name in ("c", "a", "b", "d")]
    links = pc.suggest_links([BUS], same, top=3)
    assert [one.comment_id for one in links] == ["a", "b", "c"]
    assert len({one.score for one in links}) == 1
    by = pc.suggest_links([BUS, PARK], COMMENTS, by="comment", top=1)
    assert [(one.comment_id, one.revision_id) for one in by] == [("1", "R2"), ("2", "R1")]


@given(st.permutations(COMMENTS), st.sampled_from(["revision", "comment"]))
def test_the_order_of_the_comments_changes_no_link(comments, by):
    def told(links):
        return sorted((one.revision_id, one.comment_id, one.score, one.evidence) for one in links)

    assert told(pc.suggest_links([BUS, PARK], comments, by=by)) == told(pc.suggest_links([BUS, PARK], COMMENTS, by=by))


@pytest.mark.parametrize(
    ("given_", "error", "said"),
    [
        ({"revisions": BUS}, pc.WrongTypeError, "Revision values"),
        ({"revisions": ["R1"]}, pc.WrongTypeError, "suggest_links"),
        ({"comments": [BUS]}, pc.WrongTypeError, "suggest_links"),
        ({"responses": ["x"]}, pc.WrongTypeError, "suggest_links"),
        ({"top": 0}, pc.WrongValueError, "top counts from 1"),
        ({"top": True}, pc.WrongTypeError, "int as top"),
        ({"by": "page"}, pc.WrongValueError, "by must be"),
    ],
)
def test_wrong_arguments(given_, error, said):
    arguments = {"revisions": [BUS], "comments": COMMENTS} | given_
    with pytest.raises(error, match=said):
        pc.suggest_links(arguments.pop("revisions"), arguments.pop("comments"), **arguments)


# ── the index ────────────────────────────────────────────────────────────────────────────────────────

texts = st.lists(st.text(alphabet="あいうかき", min_size=0, max_size=12), min_size=1, max_size=8)


def indexed(questions: list[str], answers: list[str]) -> Index:
    index = Index()
    for one in questions:
        index.ask(Counter(triples(folded(one))))
    for one in answers:
        index.add(Counter(triples(folded(one))))
    index.close()
    return index


def plain_cosine(question: str, answer: str, everything: list[str]) -> float:
    """The formula of the textbook: sublinear counts times rarity, divided by both lengths."""
    bags = [Counter(triples(folded(one))) for one in everything]

    def weigh(text: str) -> dict[str, float]:
        counts = Counter(triples(folded(text)))
        return {
            gram: (1 + math.log(count)) * math.log((1 + len(bags)) / sum(gram in bag for bag in bags))
            for gram, count in counts.items()
        }

    one, other = weigh(question), weigh(answer)
    size = math.sqrt(sum(x * x for x in one.values())) * math.sqrt(sum(x * x for x in other.values()))
    return sum(weight * other.get(gram, 0.0) for gram, weight in one.items()) / size if size else 0.0


@given(texts, texts)
def test_the_index_gives_the_cosines_of_the_textbook(questions, answers):
    index = indexed(questions, answers)
    for number, question in enumerate(questions):
        found = index.cosines(index.vector(number))
        expected = [plain_cosine(question, answer, questions + answers) for answer in answers]
        assert found == pytest.approx(expected, abs=1e-9)


@given(texts, texts)
def test_vectors_are_joined_by_sums(questions, answers):
    index = indexed(questions, answers)
    first, last = index.vector(0), index.vector(len(questions) - 1)
    apart = [0.5 * a + 2.0 * b for a, b in zip(index.sums(first), index.sums(last), strict=True)]
    assert index.sums(joined((0.5, first), (2.0, last))) == pytest.approx(apart)


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(0.1, 2)), min_size=1, max_size=400),
    st.integers(1, 6),
)
def test_the_best_are_those_of_a_sorted_list(values, top):
    sums, scales = [one for one, _ in values], [scale for _, scale in values]
    found = _best(sums, scales, _blocks(scales), range(len(values)), top)
    rounded = [round(one * scale, 6) for one, scale in values]
    expected = sorted((-value, at) for at, value in enumerate(rounded) if value > 0)[:top]
    assert [(-value, at) for at, value, _ in found if value > 0] == expected


# ── how often it is right ────────────────────────────────────────────────────────────────────────────


def test_real_proposals_find_their_changes():
    """Goals: 65 %, 75 % and 74 % of other changes of the same proposals (docs/explanation/likeness.md tells which)."""
    measure = measuring()
    if not measure.LINKS.exists():
        pytest.skip(f"no {measure.LINKS.name} below {measure.SHARED} (set PLANCOMMENT_SHARED)")
    ranks, truth, _ = measure.rank_changes()
    first, five, each, _ = measure.shares(ranks, lambda one: [truth[one]], near=5)
    assert len(set(truth.values())) == 49
    assert first >= 0.65
    assert five >= 0.75
    assert each >= 0.70


def test_real_adopted_proposals_find_their_revisions():
    measure = measuring()
    if not measure.ADOPTIONS.exists():
        pytest.skip(f"no {measure.ADOPTIONS.name} below {measure.SHARED} (set PLANCOMMENT_SHARED)")
    ranks, truth = measure.rank_adoptions()
    first, three, each, each_three = measure.shares(ranks, lambda one: truth[one], near=3)
    assert len(ranks) == 84
    assert first >= 0.75
    assert three >= 0.94
    assert each >= 0.67
    assert each_three >= 0.85
