"""The table in which a person decides on proposed links: its columns and their words (確認表の定義)."""

import unicodedata
from collections.abc import Mapping

from plancomment import fields
from plancomment.errors import WrongValueError
from plancomment.folder.sheets import Column
from plancomment.folder.tables import BASES, CAUSE_KINDS

__all__ = ["ACCEPTED", "DECISIONS", "REJECTED", "SHOWN", "TABLE"]

#: The table's name in a folder.
TABLE = "links-to-confirm.csv"
ACCEPTED, REJECTED, WITHDRAWN = "承認", "却下", "取消"
#: What a decision is called in the table.
SHOWN: Mapping[str, str] = {"confirmed": ACCEPTED, "rejected": REJECTED, "withdrawn": WITHDRAWN}
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("承認", "確認", "可", "○", "〇", "◯", "accept", "accepted", "confirmed"), "confirmed"),
    **dict.fromkeys(("却下", "否", "×", "✕", "✖", "reject", "rejected"), "rejected"),
    **dict.fromkeys(("取消", "取消し", "取り消し", "withdraw", "withdrawn"), "withdrawn"),
}
_KINDS: Mapping[str, str] = {
    **{word: kind for kind, word in CAUSE_KINDS.items()},
    **{kind: kind for kind in CAUSE_KINDS},
    "委員会": "committee",
}


def _key(cell: str | None) -> str:
    return unicodedata.normalize("NFKC", cell or "").strip().lower()


def _filled(value: str) -> str | None:
    """A text that is never None: an empty one is an empty cell."""
    return value or None


def _id(cell: str | None) -> str | None:
    name = (cell or "").strip()
    if name:
        fields.check_identifier("an id", name)
    return name or None


def _decision(cell: str | None) -> str | None:
    word = _key(cell)
    if word and word not in _WORDS:
        known = f"{ACCEPTED} (accept), {REJECTED} (reject), {WITHDRAWN} (withdraw)"
        raise WrongValueError(f"unknown: {word[:40]!r}; expected {known} or nothing")
    return _WORDS.get(word)


def _cause(cell: str | None) -> str | None:
    word = _key(cell)
    if word and word not in _KINDS:
        known = ", ".join(f"{japanese} ({kind})" for kind, japanese in CAUSE_KINDS.items())
        raise WrongValueError(f"unknown: {word[:40]!r}; expected one of {known} or nothing")
    return _KINDS.get(word)


def _text(cell: str | None) -> str:
    return cell or ""


#: In the order of the table. Only ids, decision, reason, cause and fingerprint are read back.
DECISIONS = (
    Column("revision_id", "修正ID", _id, _filled, required=True),
    Column("place", "変更箇所", _text, _filled),
    Column("old", "旧", _text, _filled),
    Column("new", "新", _text, _filled),
    Column("comment_id", "意見ID", _id, _filled, required=True),
    Column("number", "番号", _text, _filled),
    Column("comment", "意見", _text, _filled),
    Column("response", "市の考え方", _text, _filled),
    Column("basis", "根拠", _text, BASES.get),
    Column("score", "確度", _text, _filled, plain=True),
    Column("evidence", "証拠", _text, _filled),
    Column("former", "前の判断", _text, _filled),
    Column("decision", "判断", _decision, SHOWN.get),
    Column("reason", "理由", _text, _filled),
    Column("cause", "意見によらない理由", _cause, CAUSE_KINDS.get),
    Column("fingerprint", "指紋", _text, _filled),
)
