"""What has to be told of a sheet: what nobody sees, what is struck out, what has no value (所見)."""

from collections.abc import Iterable, Mapping

from plancomment.findings import Finding, Place, Severity
from plancomment.read.blocks import TableBlock
from plancomment.read.spreadsheets.sheets import Remark, Sheet, column_letters

__all__ = ["tell_sheet"]

#: How much of the words of one cell is told.
_WORDS = 1_000
#: How many runs of hidden rows or columns are told.
_RUNS = 20

# code, severity, message, message_ja; {words} are the cell's, {count} is how many there are that are not told by place
_REMARKS: Mapping[Remark, tuple[str, Severity, str, str]] = {
    "covered": (
        "PC621",
        Severity.WARNING,
        "a merged cell covers {words}, which nobody sees; it was left out",
        "結合セルの下に隠れている{words}は、取り込みませんでした。",
    ),
    "struck": (
        "PC622",
        Severity.WARNING,
        "all of the cell is struck out; its text was kept: {words}",
        "セル全体に取り消し線がありますが、文字は取り込みました：{words}",
    ),
    "run": (
        "PC622",
        Severity.WARNING,
        "struck-out words were left out: {words}",
        "取り消し線のある文字を除きました：{words}",
    ),
    "kept": (
        "PC622",
        Severity.WARNING,
        "struck-out words were kept: {words}",
        "取り消し線のある文字を残しました：{words}",
    ),
    "error": (
        "PC623",
        Severity.WARNING,
        "the cell shows an error value, kept as text: {words}",
        "セルがエラー値です。文字として取り込みました：{words}",
    ),
    "formula": (
        "PC624",
        Severity.ERROR,
        "the file holds no value for the formula {words}; the cell was read as blank",
        "数式{words}の値が保存されていません。空欄として取り込みました。",
    ),
}
_BESIDE_JA = {
    "note": "メモ・コメント",
    "text box": "図形の文字",
    "note or text box": "メモ・図形の文字",
    "header or footer": "ヘッダー・フッター",
    "chart sheet": "グラフシート",
    "dialog sheet": "ダイアログシート",
    "macro sheet": "マクロシート",
}


def tell_sheet(source: str, sheet: Sheet, table: TableBlock | None) -> tuple[Finding, ...]:
    """The findings of one sheet, by code, then by place."""
    findings = [*_tell_hidden(source, sheet, table)]
    for kind, (code, severity, message, message_ja) in _REMARKS.items():
        told = sorted(sheet.remarks.get(kind, ()))
        for row, column, words in told:
            place = Place(source, row, column_letters(column), sheet=sheet.name)
            findings.append(Finding(code, severity, (), *_fill(message, message_ja, words), place))
        if more := sheet.counts.get(kind, 0) - len(told):
            place = Place(source, sheet=sheet.name)
            text, text_ja = _fill(message, message_ja, "…")
            findings.append(
                Finding(code, severity, (), f"{more} more cells: {text}", f"ほかに{more}か所：{text_ja}", place)
            )
    for what, row, column, words in sheet.beside:
        place = Place(source, row or None, column_letters(column) if column else None, sheet=sheet.name)
        findings.append(_tell_beside(what, words, place))
    if more := sheet.beside_count - len(sheet.beside):
        findings.append(_tell_beside(f"{more} more", "…", Place(source, sheet=sheet.name)))
    return tuple(sorted(findings, key=lambda finding: finding.code))


def _fill(message: str, message_ja: str, words: str) -> tuple[str, str]:
    shown = _shown(words)
    return message.replace("{words}", shown), message_ja.replace("{words}", f"「{shown}」")


def _shown(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _tell_beside(what: str, words: str, place: Place) -> Finding:
    name = _BESIDE_JA.get(what, what.replace(" more", "件"))
    shown = _shown(words)
    return Finding(
        "PC625",
        Severity.WARNING,
        (),
        f"not in a cell, and not read ({what}): {shown}",
        f"セルの中にないため、取り込みませんでした（{name}）：{shown}",
        place,
    )


def _tell_hidden(source: str, sheet: Sheet, table: TableBlock | None) -> Iterable[Finding]:
    """What nobody sees who opens the file, and was read all the same."""
    if table is None:
        return
    place = Place(source, sheet=sheet.name)
    if sheet.is_hidden:
        message, message_ja = "the sheet is hidden; it was read", "非表示のシートです。取り込みました。"
        yield Finding("PC621", Severity.WARNING, (), message, message_ja, place)
    if sheet.hidden_rows:
        runs, count = _runs(sheet.hidden_rows), len(sheet.hidden_rows)
        message = f"{count} row(s) are hidden, by hand or by a filter, and were read: {runs}"
        message_ja = f"{count}行が非表示です（フィルターを含む）。取り込みました：{runs}行"
        yield Finding("PC621", Severity.WARNING, (), message, message_ja, place)
    columns = _hidden_columns(sheet, table)
    if columns:
        names = ", ".join(column_letters(column) for column in columns)
        message, message_ja = f"hidden columns were read: {names}", f"非表示の列も取り込みました：{names}列"
        yield Finding("PC621", Severity.WARNING, (), message, message_ja, place)


def _hidden_columns(sheet: Sheet, table: TableBlock) -> list[int]:
    """The hidden columns that hold text."""
    hidden = bytearray(table.width + 2)
    for first, last in sheet.hidden_columns:
        if first <= table.width:
            hidden[first : min(last, table.width) + 1] = b"\1" * (min(last, table.width) + 1 - first)
    columns = [column for column in range(1, table.width + 1) if hidden[column]]
    return [column for column in columns if any(texts[column - 1] for texts in table.rows or ())]


def _runs(numbers: Iterable[int]) -> str:
    """Numbers in runs: 3-7, 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in runs[:_RUNS])
    return shown if len(runs) <= _RUNS else f"{shown}, …"
