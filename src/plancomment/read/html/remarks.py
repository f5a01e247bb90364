"""What was left out of a page, as findings with its words (読み取りの所見)."""

from plancomment.findings import Finding, Place, Severity
from plancomment.read.html.texts import collapse

__all__ = ["elsewhere", "hidden", "in_cell", "kept", "left_out", "line_of", "misdeclared", "readings", "struck"]


def _quoted(text: str) -> str:
    """All the words: they stand nowhere else."""
    return f"「{collapse(text)}」"


def _info(code: str, source: str, line: int | None, message: str, message_ja: str) -> Finding:
    return Finding(code, Severity.INFO, (), message, message_ja, Place(file=source, line=line))


def left_out(source: str, line: int | None, what: str, text: str) -> Finding:
    """PC660: what frames the document on its page."""
    words = _quoted(text)
    return _info(
        "PC660", source, line, f"{what} is not the document: {words}", f"{what} は本文ではないため除きました: {words}"
    )


def struck(source: str, line: int | None, text: str) -> Finding:
    """PC661: words that are marked as deleted."""
    words = _quoted(text)
    return _info(
        "PC661",
        source,
        line,
        f"words marked as deleted were left out: {words}",
        f"削除の印がある文字を除きました: {words}",
    )


def kept(source: str, line: int | None, text: str) -> Finding:
    """PC661: words that are marked as deleted, where the mark says what went and the words count."""
    words = _quoted(text)
    return _info(
        "PC661", source, line, f"words marked as deleted were kept: {words}", f"削除の印がある文字を残しました: {words}"
    )


def hidden(source: str, line: int | None, text: str) -> Finding:
    """PC662: words that the page does not show."""
    words = _quoted(text)
    return _info(
        "PC662",
        source,
        line,
        f"words that the page hides were left out: {words}",
        f"画面に表示されない文字を除きました: {words}",
    )


def readings(source: str, pairs: list[str]) -> Finding:
    """PC663: the readings beside the words; the words themselves are kept."""
    words = _quoted("、".join(pairs))
    return _info(
        "PC663",
        source,
        None,
        f"{len(pairs)} reading(s) beside words were set aside: {words}",
        f"ルビ {len(pairs)} か所を本文から外しました: {words}",
    )


def elsewhere(source: str, tag: str, names: list[str]) -> Finding:
    """PC664: pictures, frames or films whose content is not in the file."""
    words = _quoted("、".join(filter(None, names)))
    return _info(
        "PC664",
        source,
        None,
        f"the content of {len(names)} <{tag}> is not in the file as text: {words}",
        f"<{tag}> {len(names)} 個の内容は文字としてファイルにありません: {words}",
    )


def in_cell(source: str, line: int | None, row: int, column: int) -> Finding:
    """PC680: a table within a cell, which follows the table around it."""
    return _info(
        "PC680",
        source,
        line,
        f"the cell in row {row}, column {column} holds a table, which is given after the table around it",
        f"{row}行{column}列のセルの中の表は、外側の表の次に置きました",
    )


def misdeclared(source: str, declared: str) -> Finding:
    """PC681: the page is in another encoding than it says."""
    return _info(
        "PC681",
        source,
        None,
        f"the page says that its encoding is {declared:.40}, which its bytes are not",
        f"文字コードの宣言 {declared:.40} は実際と異なります",
    )


def line_of(finding: Finding) -> int:
    """For their order: the line, 0 where it is not known."""
    return (finding.place.line or 0) if finding.place is not None else 0
