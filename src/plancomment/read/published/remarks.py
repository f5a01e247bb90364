"""What a reader of published results says about its input: PC601-PC607, PC670 and PC671, each with its line (所見).

======  ========  ================================================================================================
code    severity  meaning
======  ========  ================================================================================================
PC601   info      marks of the extraction (``<p>``, ``<u>`` …) were removed; nothing else of the text was
PC602   warning   cells of the comparison table had slipped and were put back by a rule
PC603   warning   a row of the comparison table has lost its own texts; they are None, nothing was invented
PC604   warning   a single text stands in a row; which side, or which row, it belongs to cannot be told
PC605   warning   a piece of text that has no place in the values; its words are in the message
PC606   warning   the numbers of the comments do not run on
PC607   warning   a response refers to another one that is not there
======  ========  ================================================================================================
"""

from collections.abc import Sequence

from plancomment.findings import Finding, Place, Severity

__all__ = [
    "marks_removed",
    "odd_number",
    "reason_not_taken",
    "refers_to_itself",
    "side_unknown",
    "slipped_row",
    "slipped_text",
    "table_not_taken",
    "text_lost",
    "unread",
    "unread_counts",
    "unresolved_reference",
]


def marks_removed(line: int, kind: str, times: int) -> Finding:
    """PC601: marks of one kind on one line."""
    return Finding(
        "PC601",
        Severity.INFO,
        (),
        f"{times} mark(s) <{kind}> of the text extraction were removed",
        f"文字抽出の記号 <{kind}> を{times}個取り除きました。",
        Place(line=line),
    )


def slipped_text(line: int, taken_from: int, revision_id: str) -> Finding:
    """PC602: the second text of a row stood one row further down."""
    return Finding(
        "PC602",
        Severity.WARNING,
        (revision_id,),
        f"the columns slipped: the second text of this row was found on line {taken_from}",
        f"列がずれています。この行の2番目の本文は{taken_from}行目にありました。",
        Place(line=line),
    )


def slipped_row(line: int, revision_id: str) -> Finding:
    """PC602: a row had lost its first column."""
    return Finding(
        "PC602",
        Severity.WARNING,
        (revision_id,),
        "the row has lost its first column: its cells were moved right by one, the document is that of the row above",
        "行の先頭の列が失われています。セルを右へ1列戻し、文書名は上の行のものとしました。",
        Place(line=line),
    )


def text_lost(line: int, revision_id: str) -> Finding:
    """PC603: the row's own texts are not in the file."""
    return Finding(
        "PC603",
        Severity.WARNING,
        (revision_id,),
        "this row's own texts are not in the file; old and new stay unknown",
        "この行の旧・新の本文がファイルにありません。不明のままとします。",
        Place(line=line),
    )


def side_unknown(line: int, revision_id: str) -> Finding:
    """PC604: one text only."""
    return Finding(
        "PC604",
        Severity.WARNING,
        (revision_id,),
        "the row has only one text; whether it is the old or the new one, and of this row or another, cannot be told",
        "この行には本文が1つしかありません。旧・新のどちらか、この行のものかどうかは判断できません。",
        Place(line=line),
    )


def unread(line: int, text: str, comment_id: str | None = None) -> Finding:
    """PC605: text without a place in the values. It is quoted whole, because it would be lost otherwise.

    ``comment_id``: the comment in whose row it stands, None if it stands in none.
    """
    of, of_ja = (f" of comment {comment_id!r}", f"意見「{comment_id}」に") if comment_id is not None else ("", "")
    return Finding(
        "PC605",
        Severity.WARNING,
        (comment_id,) if comment_id is not None else (),
        f"this text{of} could not be read: {text}",
        f"{of_ja}読み取れない文字列があります：{text}",
        Place(line=line),
    )


def unread_counts(line: int, counts: Sequence[tuple[str, str]]) -> Finding:
    """PC605: the figures of a column 件数, each with the id of its comment, which has no field for one."""
    return Finding(
        "PC605",
        Severity.WARNING,
        tuple(comment_id for comment_id, _ in counts),
        "the figures of the column 件数 have no place in the values: "
        + ", ".join(f"comment {comment_id!r} {told}" for comment_id, told in counts),
        "「件数」欄の数は読み取りの対象外です："
        + "、".join(f"意見「{comment_id}」{told}" for comment_id, told in counts),
        Place(line=line),
    )


def odd_number(line: int, comment_id: str, expected: str) -> Finding:
    """PC606: another number was expected."""
    return Finding(
        "PC606",
        Severity.WARNING,
        (comment_id,),
        f"the number of comment {comment_id!r} does not follow the one above; expected was {expected}",
        f"意見「{comment_id}」の番号が連続していません（想定：{expected}）。",
        Place(line=line),
    )


def unresolved_reference(line: int, response_id: str, target: str) -> Finding:
    """PC607: a reference to nothing."""
    return Finding(
        "PC607",
        Severity.WARNING,
        (response_id,),
        f"response {response_id!r} refers to the response to No. {target}, which was not found",
        f"回答「{response_id}」が参照するNo.{target}の回答が見つかりません。",
        Place(line=line),
    )


def refers_to_itself(line: int, response_id: str, target: str) -> Finding:
    """PC670: a response that says it is like itself."""
    return Finding(
        "PC670",
        Severity.WARNING,
        (response_id,),
        f"response {response_id!r} refers to No. {target}, which is among the comments that it answers itself",
        f"回答「{response_id}」が、自らの対象であるNo.{target}の回答を参照しています。",
        Place(line=line),
    )


def table_not_taken(titles: str, place: Place) -> Finding:
    """PC671: a table of a result of this library that is no part of a consultation."""
    return Finding(
        "PC671",
        Severity.INFO,
        (),
        f"the table {titles!r:.200} is made of the other values, or of links between them, and was not read",
        f"表「{titles:.200}」は他の内容から作られたもの、又は対応関係のため、読み取っていません。",
        place,
    )


def reason_not_taken(words: str, place: Place) -> Finding:
    """PC671: a remark of a result of this library that says why a change was made without a comment."""
    return Finding(
        "PC671",
        Severity.INFO,
        (),
        f"the remark {words!r} tells the reason of a change, which is no part of the comparison, and was not read",
        f"備考「{words}」は修正の理由であり、新旧対照表の内容ではないため、読み取っていません。",
        place,
    )
