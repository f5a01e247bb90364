"""Findings as annotations of GitHub Actions, which shows them beside the lines they are about (注釈).

Its log reads lines such as ``::error file=a.csv,line=3,title=PC201::message`` as commands. The characters that would
end a command, or begin another one, are escaped as its toolkit does it (actions/toolkit, packages/core, command.ts).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from plancomment import cells, files
from plancomment.errors import PlancommentError
from plancomment.findings import Finding, Place, Severity
from plancomment.terminal import printable, told

__all__ = ["annotations"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotations(findings: Iterable[Finding], folder: Path, lang: str) -> Iterator[str]:
    """One line for each finding; files are named below ``folder`` as it was given."""
    lines: dict[str, dict[int, int]] = {}
    for finding in findings:
        properties = {"file": "", "line": "", "title": finding.code}
        place = finding.place
        if place is not None and place.file:
            properties["file"] = (folder / place.file).as_posix()
            line = _line(place, folder, lines)
            properties["line"] = str(line) if line is not None else ""
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
        yield f"::{_LEVELS[finding.severity]} {listed}::{_data(printable(told(finding, lang)))}"


def _line(place: Place, folder: Path, known: dict[str, dict[int, int]]) -> int | None:
    """The line of the file: a row of a table may begin further down, where cells hold several lines."""
    if place.file is None or place.row is None:
        # The line of a place with a page is a printed one.
        return place.line if place.page is None and place.version is None else None
    if place.file not in known:
        known[place.file] = _lines(folder / place.file)
    return known[place.file].get(place.row)


def _lines(path: Path) -> dict[int, int]:
    """The line on which each row of a CSV file begins; nothing for any other file."""
    if path.suffix != ".csv":
        return {}
    try:
        records = cells.parse_csv(files.read_text(path), path.name)
    except PlancommentError:
        return {}
    return dict(zip(cells.row_numbers(records), (line for line, _ in records), strict=True))


def _data(text: str) -> str:
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
