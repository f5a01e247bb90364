"""Every find in a text, none within another (個人情報の検出)."""

from collections.abc import Iterator

from plancomment.errors import WrongTypeError
from plancomment.personal.names import framed_names
from plancomment.personal.numbers import birth_dates, folded, mails, official_numbers, phones, postal_codes
from plancomment.personal.places import addresses
from plancomment.personal.values import Kind, PersonalData

__all__ = ["find_personal_data"]

# What wins where two finds share characters: the surer rule, then the longer find.
_RANKS = {name: at for at, name in enumerate(("email", "my_number", "corporate_number", "birth_date", "phone"))}


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """What in a text looks like personal data (個人情報の候補), in order, none of them sharing a character.

    Telephone numbers, mail addresses, postal codes, addresses with the number of a house, 個人番号 and 法人番号 whose
    check digit is right, dates of birth, and names in the frames in which people write them. Full-width and kanji
    digits count as digits. It finds candidates: a person decides. What it finds and misses is told in
    docs/reference/personal-data.md.

    Args:
        text: any text.

    Raises:
        WrongTypeError: ``text`` is no str.
    """
    if not isinstance(text, str):
        raise WrongTypeError(f"text must be str, not {type(text).__name__}")
    found = sorted(_all(text), key=lambda one: (_RANKS.get(one.kind, 9), one.start - one.end, one.start))
    taken: list[PersonalData] = []
    covered = bytearray(len(text))
    for one in found:
        if not any(covered[one.start : one.end]):
            covered[one.start : one.end] = b"\x01" * (one.end - one.start)
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.start))


def _all(text: str) -> Iterator[PersonalData]:
    plain = folded(text)
    rules: tuple[tuple[Kind, Iterator[tuple[int, int, float]]], ...] = (
        ("email", mails(plain)),
        ("birth_date", birth_dates(plain)),
        ("phone", phones(plain)),
        ("postal_code", postal_codes(plain)),
        ("address", addresses(plain)),
        ("name", framed_names(folded(text, digits=False))),
    )
    for kind, rule in rules:
        for start, end, score in rule:
            yield PersonalData(kind, start, end, score)
    for number, start, end, score in official_numbers(plain):
        yield PersonalData("my_number" if number == "my_number" else "corporate_number", start, end, score)
