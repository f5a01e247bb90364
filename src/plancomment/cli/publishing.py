"""``publish`` and ``layout``: the result as files, and how it looks (公表資料の作成)."""

from pathlib import Path
from typing import Any

import click

from plancomment import files
from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.cli.showing import print_findings
from plancomment.errors import WriteError
from plancomment.phrases import say
from plancomment.project import load_project
from plancomment.publishing import USUAL, examine, publish
from plancomment.report.csv import ENCODINGS
from plancomment.report.layout import load_layout
from plancomment.report.layouts import LAYOUTS, layout_text
from plancomment.terminal import printable

__all__ = ["layout_command", "publish_command"]


def publish_command(lang: str) -> Command:
    """``plancomment publish FOLDER -o OUT``."""
    return command(
        lang,
        "publish",
        lambda **given: _publish(lang, **given),
        path_argument("folder"),
        out_option(lang, "publish.out", required=True),
        option("--formats", key="publish.formats", lang=lang, default=",".join(USUAL), show_default=True),
        option("--layout", key="publish.layout", lang=lang),
        option("--reference", key="publish.reference", lang=lang, type=click.Path(path_type=Path)),
        option("--encoding", key="publish.encoding", lang=lang, type=click.Choice(ENCODINGS), default=ENCODINGS[0]),
        option("--strict", key="publish.strict", lang=lang, is_flag=True),
    )


def layout_command(lang: str) -> Command:
    """``plancomment layout [NAME] [-o FILE]``."""
    return command(
        lang,
        "layout",
        lambda name, out: _layout(lang, name, out),
        click.Argument(["name"], required=False, type=click.Choice(LAYOUTS)),
        out_option(lang, "layout.out"),
    )


def _layout(lang: str, name: str | None, out: Path | None) -> int:
    """The names with what each is, or the text of one."""
    if name is None:
        width = max(len(one) for one in LAYOUTS)
        for one in LAYOUTS:
            click.echo(f"{one:{width}}  {layout_text(one).partition(chr(10))[0].removeprefix('# ')}")
    elif out is None:
        click.echo(layout_text(name), nl=False)
    elif files.is_there(out):
        raise WriteError(say("layout.there", lang, printable(str(out))))
    else:
        files.write_text(out, layout_text(name))
        click.echo(say("wrote", lang, printable(str(out))))
    return 0


def _publish(lang: str, *, folder: Path, out: Path, formats: str, layout: str | None, strict: bool,
             **given: Any) -> int:  # fmt: skip
    project = load_project(folder)
    wanted = load_layout(layout) if layout is not None else None
    errors = examine(project, layout=wanted).errors
    if strict and errors:
        print_findings(lang, errors)
        click.echo(say("refused", lang), err=True)
        return 1
    names = [name for name in (one.strip() for one in formats.split(",")) if name]
    for path in publish(project, out, formats=names, layout=wanted, **given):
        click.echo(say("wrote", lang, printable(str(path))))
    if errors:
        click.echo(say("left", lang, len(errors)), err=True)
    return 0
