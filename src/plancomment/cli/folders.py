"""``new``, ``read`` and ``take``: a folder is made and filled (フォルダーの作成と取込み)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from plancomment import files
from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.cli.showing import print_findings
from plancomment.errors import WriteError
from plancomment.findings import Severity
from plancomment.folder.settings import SOURCE
from plancomment.phrases import say
from plancomment.project import Project, load_project, new_project, save_project
from plancomment.read.table.options import FORMS
from plancomment.read.table.splitting import SPLITS
from plancomment.results import read_published
from plancomment.taking import read_columns, take_table
from plancomment.terminal import printable

__all__ = ["new_command", "read_command", "take_command"]


def new_command(lang: str) -> Command:
    """``plancomment new FOLDER``."""
    return command(
        lang,
        "new",
        lambda folder, title: _new(lang, folder, title),
        path_argument("folder"),
        option("--title", key="new.title", lang=lang),
    )


def read_command(lang: str) -> Command:
    """``plancomment read RESULT -o FOLDER``."""
    return command(
        lang,
        "read",
        lambda result, out: _read(lang, result, out),
        path_argument("result"),
        out_option(lang, "read.out", required=True),
    )


def take_command(lang: str) -> Command:
    """``plancomment take FOLDER TABLE``."""
    return command(
        lang,
        "take",
        lambda folder, table, **options: _take(lang, folder, table, **options),
        path_argument("folder"),
        path_argument("table"),
        option("--columns", key="take.columns", lang=lang, multiple=True),
        option("--save-columns", "save", key="take.save", lang=lang, is_flag=True),
        *(option(f"--{name}", key=f"take.{name}", lang=lang) for name in ("sheet", "responses", "encoding")),
        option("--split", key="take.split", lang=lang, type=click.Choice(SPLITS)),
        option("--form", key="take.form", lang=lang, type=click.Choice(FORMS)),
        option("--dry-run", "dry", key="take.dry", lang=lang, is_flag=True),
        option("--anyway", key="take.anyway", lang=lang, is_flag=True),
    )


def _new(lang: str, folder: Path, title: str | None) -> int:
    if title is None:
        new_project(folder)
    else:
        new_project(folder, title=title)
    click.echo(say("made", lang, printable(str(folder))))
    return 0


def _read(lang: str, result: Path, out: Path) -> int:
    if files.is_there(out / SOURCE):
        raise WriteError(f"{out} was not written: it is a consultation folder already")
    published = read_published(result)
    project = Project(consultation=published.consultation, comparison=published.comparison)
    save_project(project, out)
    print_findings(lang, published.findings)
    click.echo(say("made", lang, printable(str(out))))
    return 1 if any(finding.severity is Severity.ERROR for finding in published.findings) else 0


def _take(lang: str, folder: Path, table: Path, *, columns: Sequence[str], save: bool, dry: bool, anyway: bool,
          **options: Any) -> int:  # fmt: skip
    project = load_project(folder)
    options |= {"columns": read_columns(columns) or None}
    taken = take_table(project, table, **options)
    for ledger in filter(None, (taken.intake.ledger, taken.intake.answers_ledger)):
        figures = (ledger.records_read, ledger.taken, len(ledger.refused), len(ledger.withheld))
        more = say("ledger.split", lang, ledger.pieces) if ledger.pieces else ""
        click.echo(say("ledger", lang, printable(ledger.source), *figures) + more)
    print_findings(lang, taken.intake.findings)
    if dry or (taken.errors and not anyway):
        click.echo(say("refused", lang), err=not dry)
        return 1 if taken.errors else 0
    project = taken.project
    if save:
        kept = {key: value for key, value in options.items() if value is not None}
        project = attrs.evolve(
            project, settings=attrs.evolve(project.settings, intake={**project.settings.intake, **kept})
        )
    save_project(project, folder)
    click.echo(say("wrote", lang, printable(str(folder))))
    return 1 if taken.errors else 0
