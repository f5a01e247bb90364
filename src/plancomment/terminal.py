"""Tables and texts for a terminal: full-width characters count two columns, and no text can steer the terminal."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from plancomment.comparison import Comparison, ComparisonEntry, Revision, said, shown_label
from plancomment.findings import Finding, Place, Severity
from plancomment.remarks import Lang
from plancomment.textdiff import Tag, TextDiff

__all__ = ["comparison_lines", "marked", "printable", "reading_lines", "table", "told", "width"]

# How many findings of one code are told before the rest is counted.
_WARNINGS = 3
_INFOS = 1


def printable(text: str) -> str:
    """The text with line breaks and tabs as spaces, control, format and half characters escaped (制御文字の無害化)."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    )


def width(text: str) -> int:
    """How many columns the text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text
    )


def table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), header: bool = True) -> str:
    """Rows as aligned columns, two spaces apart; the first row is underlined with ``header``.

    Args:
        rows: all with the same number of cells.
        right: the columns, from 0, that are aligned to the right (numbers).
        header: whether the first row holds titles.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    widths = [max(width(row[index]) for row in cells) for index in range(len(cells[0]))]
    lines = []
    for number, row in enumerate(cells):
        parts = []
        for index, cell in enumerate(row):
            space = " " * (widths[index] - width(cell))
            parts.append(space + cell if index in right else cell + space)
        lines.append("  ".join(parts).rstrip())
        if number == 0 and header:
            lines.append("  ".join("-" * one for one in widths))
    return "\n".join(lines)


def marked(diff: TextDiff, side: Tag) -> str:
    """One side of a diff with its marks in the signs of wdiff: ``[-old-]``, ``{+new+}``."""
    opening, closing = ("[-", "-]") if side is Tag.DELETE else ("{+", "+}")
    pieces = []
    for segment in diff.segments:
        if segment.tag is Tag.EQUAL:
            pieces.append(printable(segment.text))
        elif segment.tag is side:
            pieces.append(f"{opening}{printable(segment.text)}{closing}")
    return "".join(pieces)


def _side(entry: ComparisonEntry, shown: Sequence[Revision], side: Literal["old", "new"], text: str) -> str:
    """One side of a row in one line: its label, then the text with its marks."""
    label, separator, changed = shown_label(side, text, shown)
    head = printable(label)
    if head and changed and entry.old is not None and entry.new is not None:
        head = f"[-{head}-]" if side == "old" else f"{{+{head}+}}"
    tag = Tag.DELETE if side == "old" else Tag.INSERT
    told = marked(entry.diff, tag) if entry.diff is not None else printable(text)
    return f"{head}{printable(separator) or ' '}{told}" if head else told


def comparison_lines(comparison: Comparison, lang: Lang, say: Callable[..., str]) -> Iterator[str]:
    """The rows of a comparison: places, both sides with their marks, the remark; then how many revisions have none.

    Args:
        comparison: the revisions and their rows.
        lang: the language of the remarks.
        say: the words of a key in that language; further arguments stand in their places.
    """
    revisions = {revision.id: revision for revision in comparison.revisions}
    if not revisions and not comparison.entries:
        yield say("no change")
    for entry in comparison.entries:
        for location in entry.locations:
            page = f"P.{location.page}" if location.page is not None else ""
            yield " ".join(printable(one) for one in (location.document, page, location.place) if one)
        shown = [revisions[one] for one in entry.revision_ids if one in revisions]
        yield f"  {say('old')}: {say('added') if entry.old is None else _side(entry, shown, 'old', entry.old)}"
        yield f"  {say('new side')}: {say('deleted') if entry.new is None else _side(entry, shown, 'new', entry.new)}"
        note = said(entry, shown, lang)
        if note:
            yield f"  {say('note')}: {printable(note)}"
    count = sum(revision.is_cosmetic for revision in comparison.omitted)
    if count:
        yield say("omitted", count)


def told(finding: Finding, lang: str) -> str:
    """The finding in one sentence, its place before it."""
    return _where(finding.place, lang) + (finding.message_ja if lang == "ja" else finding.message)


def _where(place: Place | None, lang: str) -> str:
    if place is None:
        return ""
    if lang != "ja":
        return f"{place}: "
    parts = (
        place.file,
        place.version,
        f"シート「{place.sheet}」" if place.sheet is not None else None,
        f"{place.page}ページ" if place.page is not None else None,
        f"{place.line}行目" if place.line is not None else None,
        f"{place.row}行" if place.row is not None else None,
        f"「{place.column}」列" if place.column is not None else None,
    )
    # A version may be named after its file.
    return " ".join(dict.fromkeys(part for part in parts if part)) + "："


def reading_lines(findings: Iterable[Finding], lang: str, say: Callable[..., str]) -> Iterator[str]:
    """What readers noticed, the heaviest first; of many findings of one code and file the first ones and a number."""
    groups: dict[tuple[Severity, str, str | None], dict[str, None]] = {}
    for finding in findings:
        key = finding.severity, finding.code, finding.place.file if finding.place is not None else None
        groups.setdefault(key, {})[told(finding, lang)] = None
    for severity in Severity:
        for (weight, code, _), sentences in groups.items():
            if weight is severity:
                shown = list(sentences)[: _INFOS if severity is Severity.INFO else _WARNINGS]
                rest = len(sentences) - len(shown)
                for number, sentence in enumerate(shown, start=1):
                    more = say("and more", rest) if rest and number == len(shown) else ""
                    yield f"{code} {say(severity.value)}  {printable(sentence)}{more}"
