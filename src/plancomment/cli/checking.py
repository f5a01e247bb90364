"""``check`` and ``tally``: what a folder lacks, and its counts (点検・集計)."""

from collections.abc import Iterable
from pathlib import Path

import click

from plancomment import archive
from plancomment.cli.commands import Command, command, format_option, path_argument
from plancomment.cli.showing import print_findings
from plancomment.findings import Severity
from plancomment.phrases import say
from plancomment.project import load_project
from plancomment.publishing import examine
from plancomment.tallies import Tally, TallyRow, tally
from plancomment.terminal import table

__all__ = ["check_command", "tally_command"]


def check_command(lang: str) -> Command:
    """``plancomment check FOLDER``."""
    return command(
        lang,
        "check",
        lambda folder, form: _check(lang, folder, form),
        path_argument("folder"),
        format_option(lang),
    )


def tally_command(lang: str) -> Command:
    """``plancomment tally FOLDER``."""
    return command(
        lang,
        "tally",
        lambda folder, form: _tally(lang, folder, form),
        path_argument("folder"),
        format_option(lang),
    )


def _check(lang: str, folder: Path, form: str) -> int:
    findings = examine(load_project(folder)).findings
    if form == "json":
        click.echo(archive.to_json(findings, indent=1, ascii_only=True), nl=False)
    else:
        print_findings(lang, findings)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _tally(lang: str, folder: Path, form: str) -> int:
    counted = tally(load_project(folder).consultation)
    if form == "json":
        click.echo(archive.to_json(counted, indent=1, ascii_only=True), nl=False)
    else:
        _print_tally(lang, counted)
    return 0


def _print_tally(lang: str, counted: Tally) -> None:
    heads = (
        ("persons", counted.persons),
        ("groups", counted.groups),
        ("submissions", counted.submissions),
        ("received", counted.received),
        ("published", counted.published),
        ("withheld", counted.withheld),
    )
    rows = [(say(key, lang), str(count) if count is not None else say("unknown", lang)) for key, count in heads]
    click.echo(table(rows, right=(1,), header=False))
    for title, missing, breakdown in (
        ("by category", "no category", counted.by_category),
        ("by disposition", "no disposition", counted.by_disposition),
        ("by channel", "no channel", counted.by_channel),
    ):
        # A city without categories or dispositions has no such breakdown.
        if any(row.id is not None for row in breakdown):
            click.echo()
            click.echo(_breakdown(lang, title, missing, breakdown))


def _breakdown(lang: str, title: str, missing: str, rows: Iterable[TallyRow]) -> str:
    lines = [(say(title, lang), say("count", lang))]
    top = [row for row in rows if row.depth == 0]
    for row in rows:
        name = f"{row.number} {row.label}".strip() if row.id is not None else say(missing, lang)
        lines.append(("  " * row.depth + name, str(row.count)))
    total = sum((row.count for row in top[1:]), top[0].count)
    lines.append((say("total", lang), str(total)))
    return table(lines, right=(1,))
