"""Personal data: found by rules, masked consistently, never in the log."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as hypothesis_strategies

import plancomment as pc
from plancomment import strategies as st
from plancomment.personal.masking import MASK

SENTENCES = Path(__file__).parents[1] / "fixtures" / "personal" / "sentences.tsv"
Find = tuple[str, int, int]


def sentences() -> Iterator[tuple[str, list[Find]]]:
    """The texts of the fixture, and what is to be found in each."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, marked = line.split("\t")
        text, wanted = "", []
        for part in re.split("(【.*?】)", marked.replace("\\n", "\n"), flags=re.DOTALL):
            if part.startswith("【"):
                wanted.append((kind, len(text), len(text) + len(part) - 2))
                part = part[1:-1]
            text += part
        yield text, wanted


def test_what_is_found_and_missed_in_the_sentences() -> None:
    wanted, found, right = Counter[str](), Counter[str](), Counter[str]()
    count = 0
    for text, spans in sentences():
        count += 1
        finds = [(one.kind, one.start, one.end) for one in pc.find_personal_data(text)]
        wanted.update(kind for kind, *_ in spans)
        found.update(kind for kind, *_ in finds)
        right.update(find[0] for find in finds if find in spans)
    assert count >= 400
    for kind in wanted:
        least = 0.9 if kind in ("name", "address") else 0.99
        assert right[kind] >= least * wanted[kind], kind
        assert right[kind] >= 0.9 * found[kind], kind
    assert set(found) == set(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "令和3-10-19",
        "第12-3号",
        "P.12-13",
        "図1-2-3",
        "1234-5678-9012",
        "0000-0000-0000",
        "本町三丁目",
        "市民の皆様",
        "森林法",
    ],
)
def test_what_is_nobodys_is_not_found(text: str) -> None:
    assert pc.find_personal_data(text) == ()


@settings(max_examples=200, deadline=None)
@given(text=st.texts(max_size=60))
def test_finds_stand_in_order_and_share_nothing(text: str) -> None:
    finds = pc.find_personal_data(text)
    ends = [0]
    for one in finds:
        assert ends[-1] <= one.start < one.end <= len(text)
        assert 0 < one.score <= 1
        ends.append(one.end)


@pytest.mark.parametrize(
    "part", ["1", "a", "@", "山", "1-", "市", "丁目", "氏名：", "a@", "a.", "山田", " ", "(", "一"]
)
def test_long_texts_of_one_kind_end(part: str) -> None:
    """No rule goes back over the text: 200,000 characters would take hours otherwise."""
    assert isinstance(pc.find_personal_data(part * (200_000 // len(part))), tuple)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("name", 3, 3, 1.0), "behind start"),
        (("name", 0, 2, 1.5), "at most at 1"),
        (("name", 0, 2, 1), "must be float"),
    ],
)
def test_finds_are_checked(values: tuple[Any, ...], words: str) -> None:
    with pytest.raises((pc.WrongValueError, pc.WrongTypeError), match=words):
        pc.PersonalData(*values)


def consultation(*texts: str) -> pc.Consultation:
    comments = tuple(pc.Comment(f"c{at}", text=text) for at, text in enumerate(texts, 1))
    answer = pc.Response("r1", ("c1",), (pc.ResponsePart("担当の山田様にお尋ねください。", "電話 059-300-0012"),))
    return pc.Consultation("計画", comments=comments, responses=(answer,))


def test_finds_are_masked_and_the_log_holds_no_secret() -> None:
    given_values = consultation("氏名：鈴木花子\n電話は090-0000-1234です。", "森の中の道を直してください。")
    redacted = pc.redact(given_values)
    assert [one.text for one in redacted.consultation.comments] == [
        f"氏名：{MASK}\n電話は{MASK}です。",
        "森の中の道を直してください。",
    ]
    assert redacted.consultation.responses[0].text == f"担当の{MASK}様にお尋ねください。" or MASK in str(redacted)
    assert [(one.owner, one.id, one.field, one.kind, one.number) for one in redacted.log] == [
        ("comment", "c1", "text", "name", 1),
        ("comment", "c1", "text", "phone", 2),
        ("response", "r1", "parts[0].title", "phone", 1),
        ("response", "r1", "parts[0].text", "name", 1),
    ]
    said = pc.to_json(redacted.log) + repr(redacted)
    for secret in ("鈴木", "花子", "090", "059", "1234"):
        assert secret not in said


def test_what_a_person_keeps_and_names() -> None:
    given_values = consultation(
        "田中さんの家の前です。連絡は090-0000-1234。", "丸屋商店の角です。丸屋商店は閉まりました。"
    )
    redacted = pc.redact(given_values, keep=["comment:c1:text:1"], words=["丸屋商店"])
    assert [one.text for one in redacted.consultation.comments] == [
        f"田中さんの家の前です。連絡は{MASK}。",
        f"{MASK}の角です。{MASK}は閉まりました。",
    ]
    assert [one.kept for one in redacted.log[:2]] == [True, False]
    assert [one.basis for one in redacted.log if one.id == "c2"] == ["hand", "hand"]
    with pytest.raises(pc.WrongValueError, match="keep names no find: comment:c9:text:1"):
        pc.redact(given_values, keep=["comment:c9:text:1"])
    with pytest.raises(pc.WrongValueError, match="two characters or more"):
        pc.redact(given_values, words=["森"])
    with pytest.raises(pc.WrongTypeError, match="words must be several str"):
        pc.redact(given_values, words="森林")
    with pytest.raises(pc.WrongTypeError, match="keep must be several str"):
        pc.redact(given_values, keep=[1])  # type: ignore[list-item]
    with pytest.raises(pc.WrongTypeError, match="Consultation"):
        pc.redact("c1")  # type: ignore[arg-type]
    with pytest.raises(pc.WrongTypeError, match="text must be str"):
        pc.find_personal_data(1)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    values=st.consultations(),
    secret=hypothesis_strategies.sampled_from(["電話090-0000-1234", "氏名：山田太郎", "a@example.jp"]),
)
def test_masking_twice_is_masking_once_and_changes_no_count(values: pc.Consultation, secret: str) -> None:
    comments = tuple(
        attrs.evolve(one, text=None if one.text is None else f"{one.text}\n{secret}") for one in values.comments
    )
    values = attrs.evolve(values, comments=comments)
    once = pc.redact(values)
    assert pc.redact(once.consultation).consultation == once.consultation
    assert pc.tally(once.consultation) == pc.tally(values)
    assert len(once.log) >= sum(one.text is not None for one in comments)
    assert secret[-5:] not in pc.to_json(once.consultation)
    assert pc.from_json(pc.to_json(once)) == once


def test_what_is_masked_is_in_no_published_file(tmp_path: Path) -> None:
    project = pc.load_project(Path(__file__).parents[2] / "examples" / "minato")
    first = project.consultation.comments[0]
    secret = attrs.evolve(first, text="氏名：鈴木花子 電話090-9999-1234", summary=None)
    values = attrs.evolve(project.consultation, comments=(secret, *project.consultation.comments[1:]))
    redacted = pc.redact(values)
    pc.publish(
        attrs.evolve(project, consultation=redacted.consultation), tmp_path, formats=("md", "html", "csv", "json")
    )
    said = "".join(path.read_text(encoding="utf-8-sig") for path in tmp_path.rglob("*") if path.is_file())
    assert MASK in said
    assert "鈴木花子" not in said
    assert "9999-1234" not in said
