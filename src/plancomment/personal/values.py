"""One find (個人情報の候補), and what was masked (墨消し)."""

from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.consultation import Consultation
from plancomment.errors import WrongTypeError, WrongValueError

__all__ = ["KINDS", "Kind", "Masked", "PersonalData", "Redacted"]

Kind = Literal["phone", "email", "postal_code", "address", "my_number", "corporate_number", "birth_date", "name"]
#: Every kind, with its Japanese name.
KINDS: dict[str, str] = {
    "phone": "電話番号",
    "email": "メールアドレス",
    "postal_code": "郵便番号",
    "address": "住所",
    "my_number": "個人番号",
    "corporate_number": "法人番号",
    "birth_date": "生年月日",
    "name": "氏名",
}


@attrs.frozen
class PersonalData:
    """A piece of a text that looks like personal data (個人情報の候補).

    Attributes:
        kind: which kind, one of ``KINDS`` (種類).
        start: the position of its first character in the text, from 0 (開始位置).
        end: the position behind its last character (終了位置).
        score: how sure the rule is, above 0 and at most 1 (確からしさ).
    """

    kind: Kind = attrs.field(validator=fields.one_of(*KINDS))
    start: int = attrs.field(validator=fields.natural)
    end: int = attrs.field(validator=fields.position)
    score: float = attrs.field()

    @score.validator
    def _check_score(self, attribute: Any, value: Any) -> None:
        if not isinstance(value, float):
            raise WrongTypeError(f"PersonalData.score must be float, not {type(value).__name__}")
        if not 0.0 < value <= 1.0:
            raise WrongValueError(f"PersonalData.score lies above 0 and at most at 1, got {value}")

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            raise WrongValueError(f"PersonalData.end must lie behind start, got {self.start} and {self.end}")


@attrs.frozen
class Masked:
    """One place that was masked, or kept on purpose (墨消しの記録). It never holds the words.

    Attributes:
        owner: whose text it is: ``"comment"``, ``"response"`` or ``"consultation"`` (対象).
        id: the id of the comment or response, ``""`` for the consultation (ID).
        field: the field, such as ``"text"``, ``"summary"`` or ``"parts[0].text"`` (項目).
        kind: what it looked like, one of ``KINDS`` (種類).
        number: the how-manieth find in that field it is, from 1 (順番).
        basis: ``"rule"`` for a rule, ``"hand"`` for words that a person named (根拠).
        kept: whether a person decided that it stays (残した).
    """

    owner: Literal["comment", "response", "consultation"] = attrs.field(
        validator=fields.one_of("comment", "response", "consultation")
    )
    id: str = attrs.field(validator=fields.text)
    field: str = attrs.field(validator=fields.text)
    kind: Kind = attrs.field(validator=fields.one_of(*KINDS))
    number: int = attrs.field(validator=fields.position)
    basis: Literal["rule", "hand"] = attrs.field(default="rule", validator=fields.one_of("rule", "hand"))
    kept: bool = attrs.field(default=False, validator=fields.flag)

    @property
    def key(self) -> str:
        """What names this place in ``keep``: ``comment:c1:text:2``."""
        return f"{self.owner}:{self.id}:{self.field}:{self.number}"


@attrs.frozen
class Redacted:
    """A consultation whose finds are masked (墨消し後の内容).

    Attributes:
        consultation: the values, masked (意見募集).
        log: what was masked, and what was kept, in the order of the record (記録).
    """

    consultation: Consultation = attrs.field(validator=fields.instance_of(Consultation))
    log: tuple[Masked, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Masked))
