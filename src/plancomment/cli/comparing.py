"""``compare``: two plans, or the tracked changes of one Word file (新旧対照)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import click

from plancomment import archive
from plancomment.cli.commands import Command, command, format_option, option, out_option, path_argument
from plancomment.comparison import compare
from plancomment.consultation import Consultation
from plancomment.dates import parse_date
from plancomment.errors import WriteError, WrongValueError
from plancomment.findings import Finding, Severity
from plancomment.phrases import say
from plancomment.plan import Plan
from plancomment.project import load_project
from plancomment.read.outline import read_plan, read_tracked
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.layout import Layout
from plancomment.terminal import comparison_lines, printable, reading_lines
from plancomment.textdiff.words import Segmenter
from plancomment.tracking import write_tracked

__all__ = ["compare_command"]


def compare_command(lang: str) -> Command:
    """``plancomment compare OLD [NEW]``."""
    return command(
        lang,
        "compare",
        lambda **given: _compare(lang, **given),
        path_argument("old"),
        path_argument("new", required=False),
        out_option(lang, "compare.out"),
        *(
            option(f"--{name.replace('_', '-')}", key=f"compare.{name}", lang=lang)
            for name in ("document", "old_version", "new_version", "title")
        ),
        option(
            "--segmenter",
            key="compare.segmenter",
            lang=lang,
            type=click.Choice(["builtin", "sudachi"]),
            default="builtin",
        ),
        option("--tracked", key="compare.tracked", lang=lang, type=click.Path(path_type=Path)),
        option("--consultation", key="compare.consultation", lang=lang, type=click.Path(path_type=Path)),
        option("--author", key="compare.author", lang=lang),
        option("--dated", key="compare.dated", lang=lang),
        option("--no-cosmetic", "cosmetic", key="compare.cosmetic", lang=lang, flag_value=False, default=True),
        format_option(lang),
    )


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
    tracked: Path | None,
    consultation: Path | None,
    author: str | None,
    dated: str | None,
    **names: str | None,
) -> int:
    language: Literal["ja", "en"] = "ja" if lang == "ja" else "en"
    if tracked is not None and new is not None:
        told = _write_tracked(old, new, tracked, consultation, names["document"], author, dated, segmenter)
        click.echo(say("wrote", lang, printable(str(tracked))))
        for line in reading_lines(told, language, lambda key, *values: say(key, lang, *values)):
            click.echo(line, err=True)
        if out is None:
            return 0
    elif any(one is not None for one in (tracked, consultation, author, dated)):
        raise WrongValueError(say("tracked needs", lang))
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


def _write_tracked(
    old: Path,
    new: Path,
    tracked: Path,
    consultation: Path | None,
    document: str | None,
    author: str | None,
    dated: str | None,
    segmenter: Segmenter,
) -> Sequence[Finding]:
    given: dict[str, Any] = {} if author is None else {"author": author}
    if consultation is not None:
        project = load_project(consultation)
        given |= {"consultation": project.consultation, "links": project.links, "causes": project.causes}
        if project.draft is not None and project.final is not None:
            given["versions"] = project.draft.version, project.final.version
    if document is not None:
        given["document"] = document
    day = None if dated is None else parse_date(dated)
    return write_tracked(old, new, tracked, dated=day, segmenter=segmenter, **given)


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
