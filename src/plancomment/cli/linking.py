"""``link``: proposed links go into a table, decisions come back from it (反映対応の確認)."""

from pathlib import Path

import click

from plancomment import files
from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.folder.decisions import TABLE
from plancomment.linking import Decided, proposals, read_decisions, write_proposals
from plancomment.phrases import say
from plancomment.project import load_project, save_project
from plancomment.terminal import printable

__all__ = ["link_command"]


def link_command(lang: str) -> Command:
    """``plancomment link FOLDER``."""
    return command(
        lang,
        "link",
        lambda folder, out, decisions, everything: _link(lang, folder, out, decisions, everything),
        path_argument("folder"),
        out_option(lang, "link.out"),
        option("--decisions", key="link.decisions", lang=lang, type=click.Path(path_type=Path)),
        option("--all", "everything", key="link.all", lang=lang, is_flag=True),
    )


def _link(lang: str, folder: Path, out: Path | None, decisions: Path | None, everything: bool) -> int:
    project = load_project(folder)
    if project.comparison is None:
        click.echo(say("link.nothing", lang), err=True)
        return 2
    table = out if out is not None else folder / TABLE
    source = decisions if decisions is not None else table
    decided: Decided | None = None
    if decisions is not None or files.is_there(source):
        # Nothing is written before everything could be read.
        decided = read_decisions(source, project)
        save_project(decided.project, folder)
        project = decided.project
        click.echo(say("link.taken", lang, decided.accepted, decided.rejected, decided.causes))
        for place in decided.outdated:
            click.echo(say("link.outdated", lang, printable(place)))
    rows = proposals(project, everything=everything)
    write_proposals(rows, table, decided=decided)
    links = [row for row in rows if row.comment_id is not None and not row.decision]
    click.echo(say("wrote", lang, printable(str(table))))
    click.echo(say("link.open", lang, len(links), sum(row.comment_id is None for row in rows)))
    return 0
