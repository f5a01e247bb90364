"""``check`` and ``tally``: what a folder lacks, and its counts (点検・集計)."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import click

from plancomment import archive, files
from plancomment.auditing.baseline import Known, read_baseline, split_known, write_baseline
from plancomment.auditing.selection import select as choose
from plancomment.cli.annotations import annotation, annotations
from plancomment.cli.commands import Command, command, format_option, option, path_argument
from plancomment.cli.showing import print_findings
from plancomment.errors import PlancommentError, ReadError, WriteError
from plancomment.findings import Severity
from plancomment.folder.settings import SOURCE
from plancomment.phrases import say
from plancomment.project import load_project
from plancomment.publishing import examine
from plancomment.tallies import Tally, TallyRow, tally
from plancomment.terminal import printable, table

__all__ = ["check_command", "tally_command"]


def check_command(lang: str) -> Command:
    """``plancomment check FOLDER``."""
    file = click.Path(path_type=Path)
    return command(
        lang,
        "check",
        lambda folder, select, ignore, baseline, write, form: _check(
            lang, folder, form, select, ignore, baseline, write
        ),
        path_argument("folder"),
        option("--select", "select", key="check.select", lang=lang, multiple=True, metavar="CODES"),
        option("--ignore", "ignore", key="check.ignore", lang=lang, multiple=True, metavar="CODES"),
        option("--baseline", "baseline", key="check.baseline", lang=lang, type=file),
        option("--write-baseline", "write", key="check.write_baseline", lang=lang, type=file),
        option(
            "--format",
            "form",
            key="check.format",
            lang=lang,
            type=click.Choice(["text", "json", "github"]),
            default="text",
        ),
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


def _check(
    lang: str,
    folder: Path,
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    baseline: Path | None,
    write: Path | None,
) -> int:
    try:
        return _checked(lang, folder, form, select, ignore, baseline, write)
    except PlancommentError as error:
        _tell_error(error, form, lang)
        raise


def _checked(
    lang: str,
    folder: Path,
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    baseline: Path | None,
    write: Path | None,
) -> int:
    if write is not None and not files.is_folder(write.parent):
        raise WriteError(f"{write}: the folder it would stand in is not there")
    project = load_project(folder)
    settings = _settings(project.settings.extra.get("check", {}), folder)
    selected = _codes(select) if select else settings.select
    unwanted = _codes(ignore) if ignore else settings.ignore
    wanted = choose(examine(project).findings, select=selected)
    findings = choose(wanted, ignore=unwanted)
    ignored = len(wanted) - len(findings)
    if write is not None:
        click.echo(say("wrote", lang, printable(str(write_baseline(write, findings)))))
        return 0
    told = len(findings)
    gone: tuple[Known, ...] = ()
    known = baseline if baseline is not None else settings.baseline
    if known is not None:
        findings, gone = split_known(findings, read_baseline(known))
        # What was not asked for is not gone.
        gone = tuple(
            one for one in gone if one.code.startswith(selected or ("",)) and not one.code.startswith(unwanted)
        )
    if form == "json":
        click.echo(archive.to_json(findings, indent=1, ascii_only=_is_narrow()), nl=False)
    elif form == "github":
        for line in annotations(findings, folder, lang, project):
            click.echo(line)
    else:
        print_findings(lang, findings, known=told - len(findings), ignored=ignored)
    for one in gone:
        words = " ".join((one.code, *one.subjects)) + (f" ({one.file})" if one.file else "")
        click.echo(say("gone", lang, printable(words)), err=form != "text")
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _tell_error(error: PlancommentError, form: str, lang: str) -> None:
    """What cannot be read, for the program that reads the output; the line on standard error is for people."""
    source = getattr(error, "source", "")
    problems = [str(one) for one in getattr(error, "problems", (error,))]
    if form == "json":
        told = {"error": {"source": source, "problems": problems}}
        click.echo(json.dumps(told, ensure_ascii=_is_narrow(), indent=1))
    elif form == "github":
        for one in problems:
            click.echo(annotation(f"{source}: {one}" if source else one, lang))


def _is_narrow() -> bool:
    """Whether standard output cannot carry every character: what it lacks is escaped as JSON does it."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") not in ("utf8", "utf8sig")


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    """Names separated by commas, in an option that may stand several times; ｐｃ２ is PC2."""
    folded = (unicodedata.normalize("NFKC", words).upper().replace("、", ",") for words in given)
    return tuple(name.strip() for words in folded for name in words.split(","))


@attrs.frozen
class _Settings:
    """What ``[check]`` in consultation.toml says: the defaults of the options."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None


def _settings(table: object, folder: Path) -> _Settings:
    """The settings, checked; the baseline lies in the folder, wherever the command runs."""
    problems = []
    if not isinstance(table, dict):
        raise ReadError(SOURCE, ["check: must be a table"])
    for key, value in table.items():
        if key in ("select", "ignore"):
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                problems.append(f'check.{key}: must be a list of codes, such as ["PC401"]')
        elif key != "baseline":
            problems.append(f"check.{key}: is not known; known are select, ignore, baseline")
        elif not isinstance(value, str) or not value:
            problems.append("check.baseline: must be the name of a file")
    if problems:
        raise ReadError(SOURCE, problems)
    selected = table.get("select")
    baseline = table.get("baseline")
    return _Settings(
        _codes(selected) if selected is not None else None,
        _codes(table.get("ignore", ())),
        folder / baseline if baseline is not None else None,
    )


def _tally(lang: str, folder: Path, form: str) -> int:
    counted = tally(load_project(folder).consultation)
    if form == "json":
        click.echo(archive.to_json(counted, indent=1, ascii_only=_is_narrow()), nl=False)
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
