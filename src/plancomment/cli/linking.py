"""``link``: proposed links go into a table, decisions come back from it (反映対応の確認)."""

from pathlib import Path

import click

from plancomment import files
from plancomment.auditing import audit
from plancomment.auditing.coverage import check_doubled_reasons
from plancomment.cli.commands import Command, command, option, out_option, path_argument
from plancomment.cli.translation import translate
from plancomment.deciding import Decided, read_decisions
from plancomment.errors import UnknownFormatError, WriteError
from plancomment.findings import Finding
from plancomment.folder.decisions import TABLE
from plancomment.linking import proposals, render_proposals
from plancomment.phrases import say
from plancomment.project import Project, load_project, save_project
from plancomment.terminal import printable, told
from plancomment.traceability.tracing import trace

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
    sources = _sources(folder, table, decisions)
    decided = Decided(project)
    if sources:
        decided = read_decisions(sources[0], project, *sources[1:])
    rows = proposals(decided.project, everything=everything)
    save_project(decided.project, folder, beside={table: render_proposals(rows, table, decided=decided)})
    if sources:
        taken = (decided.accepted, decided.rejected, decided.causes, decided.withdrawn)
        click.echo(say("link.taken", lang, *taken))
    for key, told_rows in (("link.outdated", decided.outdated), ("link.cleared", decided.cleared)):
        for words in told_rows:
            click.echo(say(key, lang, printable(translate(words, lang))), err=True)
    for finding in _doubled(decided.project) if sources else ():
        words = told(finding, lang)
        click.echo(f"{finding.code} {say(finding.severity.value, lang)}  {printable(words)}", err=True)
    click.echo(say("wrote", lang, printable(str(table))))
    listed = [row for row in rows if not row.decision and not row.cause]
    links = [row for row in listed if row.comment_id is not None]
    click.echo(say("link.open", lang, len(links), len(listed) - len(links)))
    former = sum(bool(row.former) for row in listed)
    if former:
        click.echo(say("link.former", lang, former))
    unconfirmed = sum(row.basis not in ("", "suggested") for row in listed)
    if unconfirmed:
        click.echo(say("link.unconfirmed", lang, unconfirmed))
    return 1 if decided.outdated else 0


def _sources(folder: Path, table: Path, decisions: Path | None) -> list[Path]:
    """The tables whose decisions are taken: the one that was named, and the folder's own where it is written anew."""
    if table.suffix.lower() != ".csv":
        raise UnknownFormatError(f"{table}: the table is written as .csv, which every spreadsheet opens")
    sources = [] if decisions is None else [decisions]
    if files.is_there(table) and (decisions is None or decisions.resolve() != table.resolve()):
        # What stands in the table that is written anew would be lost; another table may belong to another folder.
        if table.resolve() != (folder / TABLE).resolve():
            raise WriteError(f"{table} is there already; take what is decided in it with --decisions, or name another")
        sources.append(table)
    return sources


def _doubled(project: Project) -> tuple[Finding, ...]:
    """Revisions that a comment and a cause explain now, or two causes."""
    if project.comparison is None:
        return ()
    traced = trace(project.comparison, project.consultation, links=project.links, causes=project.causes)
    return audit(project.consultation, comparison=project.comparison, trace=traced, checks=(check_doubled_reasons,))
