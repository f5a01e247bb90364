"""Findings as annotations of GitHub Actions, which shows them beside the lines they are about (注釈).

Its log reads lines such as ``::error file=a.csv,line=3,title=PC201::message`` as commands. The characters that would
end a command, or begin another one, are escaped as its toolkit does it (actions/toolkit, packages/core, command.ts).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from plancomment import cells, files
from plancomment.cli.translation import translate
from plancomment.errors import PlancommentError
from plancomment.findings import Finding, Place, Severity
from plancomment.project import Project
from plancomment.terminal import printable, told

__all__ = ["annotation", "annotations"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotation(problem: str, lang: str) -> str:
    """The line for what is no finding: a problem that keeps a folder from being read."""
    return f"::error title=plancomment::{_data(printable(translate(problem, lang)))}"


def annotations(findings: Iterable[Finding], folder: Path, lang: str, project: Project | None = None) -> Iterator[str]:
    """One line for each finding, with its file as the current folder names it, where it lies below.

    A finding about a revision is shown at the plan's file, which ``project`` tells; its page is in the words.
    """
    lines: dict[str, dict[int, int]] = {}
    for finding in findings:
        properties = {"file": "", "line": "", "title": finding.code}
        place = finding.place
        if place is not None and not place.file and project is not None:
            place = attrs.evolve(place, file=_plan_file(finding, place, project))
        if place is not None and place.file:
            properties["file"] = _below_here(folder / place.file)
            line = _line(place, folder, lines)
            properties["line"] = str(line) if line is not None else ""
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
        yield f"::{_LEVELS[finding.severity]} {listed}::{_data(printable(told(finding, lang)))}"


def _below_here(path: Path) -> str:
    """GitHub finds a file by its path below the current folder, where its job runs."""
    here = Path.cwd()
    for one, base in ((path, here), (path.resolve(), here.resolve())):
        if path.is_absolute() and one.is_relative_to(base):
            return one.relative_to(base).as_posix()
    return path.as_posix()


def _plan_file(finding: Finding, place: Place, project: Project) -> str | None:
    """The plan text that a finding about a revision is about: the only one, or that of the revision's document."""
    wanted = [one for one in (project.settings.draft, project.settings.final) if one and one.version == place.version]
    revisions = project.comparison.revisions if project.comparison is not None else ()
    named = {
        (location.version, location.document)
        for revision in revisions
        if revision.id in finding.subjects
        for location in revision.locations[:1]
    }
    documents = [one for version in wanted for one in version.documents]
    fitting = [one.path for one in documents if len(documents) == 1 or (place.version, one.name) in named]
    return fitting[0] if fitting else None


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
