"""``publish``: the result as files (公表資料の作成)."""

from pathlib import Path

import click

from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.cli.showing import print_findings
from plancomment.phrases import say
from plancomment.project import load_project
from plancomment.publishing import FORMATS, examine, publish
from plancomment.terminal import printable

__all__ = ["publish_command"]


def publish_command(lang: str) -> Command:
    """``plancomment publish FOLDER -o OUT``."""
    return command(
        lang,
        "publish",
        lambda folder, out, formats, strict: _publish(lang, folder, out, formats, strict),
        path_argument("folder"),
        out_option(lang, "publish.out", required=True),
        option("--formats", key="publish.formats", lang=lang, default=",".join(FORMATS), show_default=True),
        option("--strict", key="publish.strict", lang=lang, is_flag=True),
    )


def _publish(lang: str, folder: Path, out: Path, formats: str, strict: bool) -> int:
    project = load_project(folder)
    errors = examine(project).errors
    if strict and errors:
        print_findings(lang, errors)
        click.echo(say("refused", lang), err=True)
        return 1
    names = [name for name in (one.strip() for one in formats.split(",")) if name]
    for path in publish(project, out, formats=names):
        click.echo(say("wrote", lang, printable(str(path))))
    if errors:
        click.echo(say("left", lang, len(errors)), err=True)
    return 0
