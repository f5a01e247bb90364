"""The table in which a person decides on proposed links: its columns and their words (確認表の定義)."""

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from plancomment import cells, fields, files
from plancomment.errors import ReadError, WrongValueError
from plancomment.folder.sheets import Column, Sheet, read_sheet
from plancomment.folder.tables import BASES, CAUSE_KINDS
from plancomment.read.limits import Limits
from plancomment.read.table.grids import read_grids

__all__ = ["ACCEPTED", "DECISIONS", "REJECTED", "SHOWN", "TABLE", "read_decision_sheet"]

#: The table's name in a folder.
TABLE = "links-to-confirm.csv"
ACCEPTED, REJECTED, WITHDRAWN = "承認", "却下", "取消"
#: What a decision is called in the table.
SHOWN: Mapping[str, str] = {"confirmed": ACCEPTED, "rejected": REJECTED, "withdrawn": WITHDRAWN}
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("承認", "承認する", "承認します", "承認済", "承認済み"), "confirmed"),
    **dict.fromkeys(
        ("確認", "確認済", "確認済み", "可", "採用", "ok", "○", "〇", "◯", "⭕", "✓", "✔", "☑", "✅"), "confirmed"
    ),
    **dict.fromkeys(("accept", "accepted", "confirm", "confirmed"), "confirmed"),
    **dict.fromkeys(("却下", "却下する", "却下します", "却下済", "却下済み", "不承認", "否認"), "rejected"),
    **dict.fromkeys(("否", "不可", "不採用", "ng", "x", "×", "✕", "✖", "✗", "✘", "❌", "╳"), "rejected"),
    **dict.fromkeys(("reject", "rejected"), "rejected"),
    **dict.fromkeys(("取消", "取消し", "取消す", "取消する", "取り消し", "取り消す", "撤回"), "withdrawn"),
    **dict.fromkeys(("withdraw", "withdrawn"), "withdrawn"),
}
_EXPECTED = (
    f"{ACCEPTED} (accept, confirmed, 可, 採用, OK, ○, ✓), {REJECTED} (reject, 不承認, 否, 不可, 不採用, NG, ×, x), "
    f"{WITHDRAWN} (withdraw, 取り消し, 撤回) or nothing"
)
# A word that begins so is not near to the one behind it.
_NOT = ("不", "非", "未", "否", "無", "not", "un")
# A mark and a variation selector behind a sign: ✔️.
_SELECTORS = ("\ufe0e", "\ufe0f")
_KINDS: Mapping[str, str] = {
    **{word: kind for kind, word in CAUSE_KINDS.items()},
    **{kind: kind for kind in CAUSE_KINDS},
    "委員会": "committee",
}


def _key(cell: str | None) -> str:
    """A word without its width, case and white space: 承 認 is 承認."""
    folded = unicodedata.normalize("NFKC", cell or "").lower()
    return "".join(char for char in folded if not char.isspace() and char not in _SELECTORS)


def _unknown(cell: str, known: Iterable[str], expected: str) -> WrongValueError:
    """What was typed, as it was typed, with the word that was perhaps meant."""
    word = _key(cell)
    near = [] if word.startswith(_NOT) else difflib.get_close_matches(word, sorted(known), 1, 0.5)
    meant = f" (perhaps {near[0]}?)" if near else ""
    return WrongValueError(f"unknown: {cell[:40]!r}{meant}; expected {expected}")


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
        raise _unknown(cell or "", _WORDS, _EXPECTED)
    return _WORDS.get(word)


def _cause(cell: str | None) -> str | None:
    word = _key(cell)
    if word and word not in _KINDS:
        known = ", ".join(f"{japanese} ({kind})" for kind, japanese in CAUSE_KINDS.items())
        raise _unknown(cell or "", _KINDS, f"one of {known} or nothing")
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


def read_decision_sheet(place: Path) -> Sheet:
    """The table of a file: .csv, .txt and .tsv with commas or tabs, in UTF-8, UTF-16 or CP932, or a workbook.

    Raises:
        MissingFileError: there is no such file.
        ReadError: there is no table in it; what is wrong with cells is in the sheet's ``problems``.
    """
    if place.suffix.lower() in (".csv", ".txt", ".tsv"):
        data = files.read_bytes(place)
        return read_sheet(_with_commas(data, place.name), place.name, DECISIONS)
    grids = read_grids(place, None, Limits()).grids
    if not grids:
        raise ReadError(place.name, ["there is no table in it"])
    rows = [*([""] for _ in range(grids[0].first_row - 1)), *grids[0].rows]
    return read_sheet(cells.render_csv(rows).encode("utf-8"), place.name, DECISIONS)


def _with_commas(data: bytes, source: str) -> bytes:
    """A table with tabs, as a spreadsheet saves Unicode text, as one with commas; any other as it is."""
    try:
        text = files.decode(data, source).removeprefix("\ufeff")
        header = text.splitlines()[0] if text else ""
        if "\t" not in header or "," in header:
            return data
        return cells.render_csv(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)).encode("utf-8")
    except (ReadError, csv.Error):
        # What is wrong with it is told where it is read.
        return data
