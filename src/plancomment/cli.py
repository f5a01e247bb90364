"""The command line: parses, calls, prints. Exit status 0 fine, 1 findings of severity error, 2 unusable input."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import attrs
import click

from plancomment import archive, files
from plancomment.comparison import compare
from plancomment.consultation import Consultation
from plancomment.errors import MissingExtraError, PlancommentError, WriteError
from plancomment.findings import Finding, Severity
from plancomment.folder.settings import SOURCE
from plancomment.phrases import say
from plancomment.plan import Plan
from plancomment.project import Project, load_project, new_project, save_project
from plancomment.publishing import FORMATS, examine, publish
from plancomment.read.outline import read_plan, read_tracked
from plancomment.read.published import read_published
from plancomment.read.table.options import FORMS
from plancomment.read.table.splitting import SPLITS
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.layout import Layout
from plancomment.taking import read_columns, take_table
from plancomment.tallies import Tally, TallyRow, tally
from plancomment.terminal import comparison_lines, printable, reading_lines, table, told
from plancomment.textdiff.words import Segmenter

__all__ = ["main"]


class _Command(click.Command):
    """A command whose help speaks the language that was asked for."""

    lang = "en"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("usage", self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for one in self.get_params(ctx) if (record := one.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(say("options", self.lang)):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("help", self.lang)
        return option


class _Group(_Command, click.Group):
    """The group of commands; likewise."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx)]
        with formatter.section(say("commands", self.lang)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _option(*names: str, key: str, lang: str, **attributes: Any) -> click.Option:
    return click.Option(list(names), help=say(key, lang), **attributes)


def _format_option(lang: str) -> click.Option:
    return _option("--format", "form", key="format", lang=lang, type=click.Choice(["text", "json"]), default="text")


def _build(lang: str) -> _Group:
    """All commands, with help in one language."""

    def language() -> click.Option:
        return _option("--lang", key="lang", lang=lang, type=click.Choice(["en", "ja"]), expose_value=False)

    def command(name: str, run: Any, *parameters: click.Parameter) -> _Command:
        made = _Command(name, callback=run, params=[*parameters, language()], help=say(name, lang))
        made.lang = lang
        return made

    path = click.Path(path_type=Path)
    folder = click.Argument(["folder"], type=path)
    commands = [
        command(
            "new",
            lambda folder, title: _new(lang, folder, title),
            folder,
            _option("--title", key="new.title", lang=lang),
        ),
        command("check", lambda folder, form: _check(lang, folder, form), folder, _format_option(lang)),
        command(
            "compare",
            lambda **given: _compare(lang, **given),
            click.Argument(["old"], type=path),
            click.Argument(["new"], type=path, required=False),
            _option("-o", "--out", "out", key="compare.out", lang=lang, type=path),
            *(
                _option(f"--{name.replace('_', '-')}", key=f"compare.{name}", lang=lang)
                for name in ("document", "old_version", "new_version", "title")
            ),
            _option(
                "--segmenter",
                key="compare.segmenter",
                lang=lang,
                type=click.Choice(["builtin", "sudachi"]),
                default="builtin",
            ),
            _option("--no-cosmetic", "cosmetic", key="compare.cosmetic", lang=lang, flag_value=False, default=True),
            _format_option(lang),
        ),
        command("tally", lambda folder, form: _tally(lang, folder, form), folder, _format_option(lang)),
        command(
            "read",
            lambda result, out: _read(lang, result, out),
            click.Argument(["result"], type=path),
            _option("-o", "--out", "out", key="read.out", lang=lang, type=path, required=True),
        ),
        command(
            "take",
            lambda folder, table, **options: _take(lang, folder, table, **options),
            folder,
            click.Argument(["table"], type=path),
            _option("--columns", key="take.columns", lang=lang, multiple=True),
            _option("--save-columns", "save", key="take.save", lang=lang, is_flag=True),
            *(_option(f"--{name}", key=f"take.{name}", lang=lang) for name in ("sheet", "responses", "encoding")),
            _option("--split", key="take.split", lang=lang, type=click.Choice(SPLITS)),
            _option("--form", key="take.form", lang=lang, type=click.Choice(FORMS)),
            _option("--dry-run", "dry", key="take.dry", lang=lang, is_flag=True),
            _option("--anyway", key="take.anyway", lang=lang, is_flag=True),
        ),
        command(
            "publish",
            lambda folder, out, formats, strict: _publish(lang, folder, out, formats, strict),
            folder,
            _option("-o", "--out", "out", key="publish.out", lang=lang, type=path, required=True),
            _option("--formats", key="publish.formats", lang=lang, default=",".join(FORMATS), show_default=True),
            _option("--strict", key="publish.strict", lang=lang, is_flag=True),
        ),
    ]
    version = click.version_option(package_name="plancomment", help=say("version", lang))
    group = _Group("plancomment", commands={one.name: one for one in commands if one.name}, params=[language()])
    group.help, group.lang = say("group", lang), lang
    return version(group)


def _new(lang: str, folder: Path, title: str | None) -> int:
    if title is None:
        new_project(folder)
    else:
        new_project(folder, title=title)
    click.echo(say("made", lang, printable(str(folder))))
    return 0


def _check(lang: str, folder: Path, form: str) -> int:
    findings = examine(load_project(folder)).findings
    if form == "json":
        click.echo(archive.to_json(findings, indent=1, ascii_only=True), nl=False)
    else:
        _print_findings(lang, findings)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _print_findings(lang: str, findings: Sequence[Finding]) -> None:
    if not findings:
        click.echo(say("none found", lang))
        return
    for finding in findings:
        click.echo(f"{finding.code} {say(finding.severity.value, lang)}  {printable(told(finding, lang))}")
    numbers = [sum(finding.severity is severity for finding in findings) for severity in Severity]
    click.echo(say("found", lang, *numbers))


def _compare(
    lang: str,
    *,
    old: Path,
    new: Path | None,
    out: Path | None,
    segmenter: Segmenter,
    cosmetic: bool,
    form: str,
    title: str | None,
    **names: str | None,
) -> int:
    language: Literal["ja", "en"] = "ja" if lang == "ja" else "en"
    plans = _read_sides(old, new, **names)
    comparison = compare(*plans, segmenter=segmenter, cosmetic=cosmetic)
    if out is not None:
        if any(path is not None and out.resolve() == path.resolve() for path in (old, new)):
            raise WriteError(f"{out} was not written: it is one of the plans that are compared")
        if out.suffix.lower() == ".json":
            archive.dump(comparison, out)
        else:
            key = "comparison title" if new is not None else "tracked title"
            title = title or say(key, lang, old.name, new.name if new is not None else "")
            layout = Layout(sections=("comparison",), lang=language)
            write(build_report(Consultation(title), comparison=comparison, layout=layout), out)
        click.echo(say("wrote", lang, printable(str(out))))
        if comparison.omitted:
            click.echo(say("omitted", lang, len(comparison.omitted)))
    elif form == "json":
        click.echo(archive.to_json(comparison, indent=1, ascii_only=True), nl=False)
    else:
        for line in comparison_lines(comparison, language, lambda key, *values: say(key, lang, *values)):
            click.echo(line)
    findings = [finding for plan in plans for finding in plan.findings]
    for line in reading_lines(findings, language, lambda key, *values: say(key, lang, *values)):
        click.echo(line, err=True)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _read_sides(
    old: Path, new: Path | None, *, document: str | None, old_version: str | None, new_version: str | None
) -> tuple[Plan, Plan]:
    """Both plans: two files, or one Word file before and after its tracked changes.

    Files of one name are told apart by their paths and give the document its name; else it is 本編.
    """
    same = new is not None and old.stem == new.stem
    wanted = document or (None if same else "本編")
    if new is None:
        return read_tracked(old, old_version=old_version or "素案", new_version=new_version or "成案", document=wanted)
    versions = (str(old), str(new)) if same else (old.stem, new.stem)
    before = read_plan(old, version=old_version or versions[0], document=wanted)
    return before, read_plan(new, version=new_version or versions[1], document=wanted)


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


def _read(lang: str, result: Path, out: Path) -> int:
    if files.is_there(out / SOURCE):
        raise WriteError(f"{out} was not written: it is a consultation folder already")
    published = read_published(result)
    project = Project(consultation=published.consultation, comparison=published.comparison)
    save_project(project, out)
    _print_findings(lang, published.findings)
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
    _print_findings(lang, taken.intake.findings)
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


def _publish(lang: str, folder: Path, out: Path, formats: str, strict: bool) -> int:
    project = load_project(folder)
    errors = examine(project).errors
    if strict and errors:
        _print_findings(lang, errors)
        click.echo(say("refused", lang), err=True)
        return 1
    names = [name for name in (one.strip() for one in formats.split(",")) if name]
    for path in publish(project, out, formats=names):
        click.echo(say("wrote", lang, printable(str(path))))
    if errors:
        click.echo(say("left", lang, len(errors)), err=True)
    return 0


def _language(arguments: Sequence[str]) -> str:
    """The language asked for anywhere on the line: help texts are made before the line is parsed."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang=ja" or (argument == "--lang" and arguments[index + 1 : index + 2] == ["ja"]):
            return "ja"
    return "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 fine, 1 findings of severity error, 2 unusable input.

    Args:
        arguments: what stands behind the program's name; the process's own by default.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(given)
    for stream in (sys.stdout, sys.stderr):
        # A CP932 terminal cannot show every character: what it lacks is escaped, never an exception.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        status = _build(lang).main(given, prog_name="plancomment", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = 2
    except click.exceptions.Abort:
        status = 130
    except MissingExtraError as error:
        click.echo(f"{say('error', lang)}: {say('missing extra', lang, error.extra)}", err=True)
        status = 2
    except PlancommentError as error:
        click.echo(f"{say('error', lang)}: " + "\n".join(printable(line) for line in str(error).split("\n")), err=True)
        status = 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            return 0
        click.echo(f"{say('error', lang)}: {error.strerror}", err=True)
        status = 2
    return status if isinstance(status, int) else 0
