"""``link``: proposed links go into a table, decisions come back from it (反映対応の確認)."""

from pathlib import Path

import click

from plancomment import files
from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.deciding import Decided, read_decisions
from plancomment.errors import UnknownFormatError
from plancomment.folder.decisions import TABLE
from plancomment.linking import proposals, render_proposals
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
    if table.suffix.lower() != ".csv":
        raise UnknownFormatError(f"{table}: the table is written as .csv, which every spreadsheet opens")
    # What stands in the table that is written anew would be lost.
    sources = [] if decisions is None else [decisions]
    if files.is_there(table) and (decisions is None or decisions.resolve() != table.resolve()):
        sources.append(table)
    decided = Decided(project)
    if sources:
        decided = read_decisions(sources[0], project, *sources[1:])
    rows = proposals(decided.project, everything=everything)
    save_project(decided.project, folder, beside={table: render_proposals(rows, table, decided=decided)})
    if sources:
        taken = (decided.accepted, decided.rejected, decided.causes, decided.withdrawn)
        click.echo(say("link.taken", lang, *taken))
    for words in decided.outdated:
        click.echo(say("link.outdated", lang, printable(words)), err=True)
    click.echo(say("wrote", lang, printable(str(table))))
    listed = [row for row in rows if not row.decision and not row.cause]
    links = [row for row in listed if row.comment_id is not None]
    click.echo(say("link.open", lang, len(links), len(listed) - len(links)))
    former = sum(bool(row.former) for row in listed)
    if former:
        click.echo(say("link.former", lang, former))
    return 1 if decided.outdated else 0
