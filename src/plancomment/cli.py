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

# (English, Japanese) for everything that the command line says.
_TEXTS: dict[str, tuple[str, str]] = {
    "group": (
        "Public consultations on municipal plans: check, count, compare and publish.",
        "パブリックコメントの点検・集計・新旧対照・公表資料の作成を行います。",
    ),
    "lang": ("Language of help and messages.", "説明とメッセージの言語。"),
    "new": (
        "Make a consultation folder with templates and explanations.",
        "意見募集のフォルダーをひな形と説明つきで作ります。",
    ),
    "new.title": ("Title of the consultation.", "意見募集の件名。"),
    "check": (
        "Report what is missing or contradictory in a folder; exit status 1 if anything is wrong.",
        "フォルダーの不足や矛盾を点検します。誤りがあれば終了コードは1です。",
    ),
    "compare": (
        "Compare two plans (.docx .pdf .html .md .txt), or with OLD alone the tracked changes of one Word file; "
        "print the table, or write it with -o (.md, .html, .csv, .json).",
        "二つの計画（.docx .pdf .html .md .txt）、又は一つの Word ファイルの変更履歴を比べます。"
        "表を表示するか、-o でファイル（.md .html .csv .json）に書きます。",
    ),
    "compare.document": ("Name of the document in the table, such as 本編.", "表に示す文書名（本編など）。"),
    "compare.old_version": ("Name of the version before, such as 素案.", "旧の版の名前（素案など）。"),
    "compare.new_version": ("Name of the version after, such as 成案.", "新の版の名前（成案など）。"),
    "compare.title": ("Title of the file that is written.", "書き出すファイルの表題。"),
    "compare.out": ("File to write.", "書き出すファイル。"),
    "compare.segmenter": ("What cuts the text into words.", "単語の分割方法。"),
    "compare.cosmetic": (
        "Leave out rows that differ in width, variants or spacing only, and tell how many.",
        "表記（全角・半角、異体、空白）のみの修正を表から省き、件数だけを示します。",
    ),
    "tally": ("Count comments, submitters and submissions.", "意見・提出者・提出数を集計します。"),
    "read": (
        "Read a result that somebody published and make a folder of it.",
        "公表された結果を読み取り、フォルダーにします。",
    ),
    "read.out": ("Folder to make.", "作るフォルダー。"),
    "take": (
        "Take comments and answers of a table (.csv .xlsx .json .docx …) into a folder; exit status 1 if any fails.",
        "意見の一覧表（.csv .xlsx .json .docx など）を取り込みます。取り込めない行があれば終了コードは1です。",
    ),
    "take.columns": (
        "Header and field, such as 意見の概要=summary; repeatable.",
        "見出しと項目の対応（例：意見の概要=summary）。繰返し可。",
    ),
    "take.save": ("Save how the table was read in consultation.toml.", "読み方を consultation.toml に保存します。"),
    "take.sheet": ("Sheet of comments.", "意見のシート名。"),
    "take.responses": ("Sheet or file of answers.", "回答のシート名かファイル。"),
    "take.split": ("Take apart cells with several comments.", "一つのセルの複数の意見を分けます。"),
    "take.form": ("Whether each row is a form's submission.", "フォームの回答一覧か、意見の表か。"),
    "take.encoding": ("Encoding of a text file, such as cp932.", "文字コード（cp932 など）。"),
    "take.dry": ("Write nothing, only tell.", "書き込まずに結果だけを示します。"),
    "take.anyway": (
        "Write what could be taken although something is wrong.",
        "誤りがあっても、取り込めた分を書き込みます。",
    ),
    "ledger": (
        "{0}: {1} records read, {2} taken, {3} refused, {4} withheld",
        "{0}：読み取り{1}件、取込み{2}件、取り込めない行{3}件、非公表{4}件",
    ),
    "ledger.split": (" ({0} more by splitting)", "（分割による増{0}件）"),
    "publish": (
        "Write the result: Markdown, one HTML page, CSV and JSON.",
        "公表資料（Markdown・HTML・CSV・JSON）を作ります。",
    ),
    "publish.out": ("Folder to write into.", "書き出すフォルダー。"),
    "publish.formats": ("Formats, separated by commas.", "形式（カンマ区切り）。"),
    "publish.strict": ("Write nothing while errors are left.", "誤りが残っている間は書き出しません。"),
    "format": ("Output for people or for machines.", "人が読む形式か、プログラム用の形式か。"),
    "help": ("Show this message and exit.", "この説明を表示して終了します。"),
    "version": ("Show the version and exit.", "版を表示して終了します。"),
    "usage": ("Usage: ", "使い方: "),
    "options": ("Options", "オプション"),
    "commands": ("Commands", "コマンド"),
    "error": ("error", "エラー"),
    "warning": ("warning", "警告"),
    "info": ("info", "情報"),
    "none found": ("No findings.", "指摘はありません。"),
    "found": ("{0} error(s), {1} warning(s), {2} for information.", "エラー{0}件、警告{1}件、情報{2}件。"),
    "made": ("Made {0}", "作成しました：{0}"),
    "wrote": ("Wrote {0}", "書き出しました：{0}"),
    "left": (
        "{0} finding(s) of severity error are left: see 'plancomment check'.",
        "エラーの指摘が{0}件残っています（plancomment check で確認できます）。",
    ),
    "refused": ("Nothing was written.", "何も書き出していません。"),
    "comparison title": ("Result of comparing {0} and {1}", "{0} と {1} の比較結果"),
    "tracked title": ("Tracked changes of {0}", "{0} の変更履歴"),
    "and more": (" ({0} more)", "（ほか{0}件）"),
    "missing extra": (
        "{0} was not read: this kind of file needs more than is installed: pip install 'plancomment[{1}]'",
        "{0} は読めませんでした。この形式には追加の部品が要ります。導入方法：pip install 'plancomment[{1}]'",
    ),
    "no change": ("No revision: the texts say the same.", "修正はありません。"),
    "omitted": ("Left out: {0} revision(s) of notation only.", "表記のみの修正{0}件は省略しました。"),
    "old": ("Old", "旧"),
    "new side": ("New", "新"),
    "note": ("Note", "備考"),
    "persons": ("Persons", "個人"),
    "groups": ("Groups", "団体"),
    "submissions": ("Submissions", "提出数"),
    "received": ("Comments received", "提出された意見"),
    "published": ("  published", "  うち公表"),
    "withheld": ("  withheld", "  うち非公表"),
    "by category": ("By category", "項目別"),
    "by disposition": ("By disposition", "対応区分別"),
    "by channel": ("By channel", "提出方法別"),
    "count": ("Count", "件数"),
    "total": ("Total", "合計"),
    "no category": ("(filed nowhere)", "（項目なし）"),
    "no disposition": ("(not yet decided)", "（未定）"),
    "no channel": ("(not known)", "（不明）"),
    "unknown": ("not known", "不明"),
    "added": ("(added)", "（新設）"),
    "deleted": ("(deleted)", "（削る）"),
    "lost": ("(lost)", "（不明）"),
}


def _say(key: str, lang: str, *values: object) -> str:
    text = _TEXTS[key][lang == "ja"]
    return text.format(*values) if values else text


class _Command(click.Command):
    """A command whose help speaks the language that was asked for."""

    lang = "en"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_say("usage", self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for one in self.get_params(ctx) if (record := one.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(_say("options", self.lang)):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _say("help", self.lang)
        return option


class _Group(_Command, click.Group):
    """The group of commands; likewise."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx)]
        with formatter.section(_say("commands", self.lang)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _option(*names: str, key: str, lang: str, **attributes: Any) -> click.Option:
    return click.Option(list(names), help=_say(key, lang), **attributes)


def _format_option(lang: str) -> click.Option:
    return _option("--format", "form", key="format", lang=lang, type=click.Choice(["text", "json"]), default="text")


def _build(lang: str) -> _Group:
    """All commands, with help in one language."""

    def language() -> click.Option:
        return _option("--lang", key="lang", lang=lang, type=click.Choice(["en", "ja"]), expose_value=False)

    def command(name: str, run: Any, *parameters: click.Parameter) -> _Command:
        made = _Command(name, callback=run, params=[*parameters, language()], help=_say(name, lang))
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
    version = click.version_option(package_name="plancomment", help=_say("version", lang))
    group = _Group("plancomment", commands={one.name: one for one in commands if one.name}, params=[language()])
    group.help, group.lang = _say("group", lang), lang
    return version(group)


def _new(lang: str, folder: Path, title: str | None) -> int:
    if title is None:
        new_project(folder)
    else:
        new_project(folder, title=title)
    click.echo(_say("made", lang, printable(str(folder))))
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
        click.echo(_say("none found", lang))
        return
    for finding in findings:
        click.echo(f"{finding.code} {_say(finding.severity.value, lang)}  {printable(told(finding, lang))}")
    numbers = [sum(finding.severity is severity for finding in findings) for severity in Severity]
    click.echo(_say("found", lang, *numbers))


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
    plans = _read_sides(lang, old, new, **names)
    comparison = compare(*plans, segmenter=segmenter, cosmetic=cosmetic)
    if out is not None:
        if any(path is not None and out.resolve() == path.resolve() for path in (old, new)):
            raise WriteError(f"{out} was not written: it is one of the plans that are compared")
        if out.suffix.lower() == ".json":
            archive.dump(comparison, out)
        else:
            key = "comparison title" if new is not None else "tracked title"
            title = title or _say(key, lang, old.name, new.name if new is not None else "")
            layout = Layout(sections=("comparison",), lang=language)
            write(build_report(Consultation(title), comparison=comparison, layout=layout), out)
        click.echo(_say("wrote", lang, printable(str(out))))
        if comparison.omitted:
            click.echo(_say("omitted", lang, len(comparison.omitted)))
    elif form == "json":
        click.echo(archive.to_json(comparison, indent=1, ascii_only=True), nl=False)
    else:
        for line in comparison_lines(comparison, language, lambda key, *values: _say(key, lang, *values)):
            click.echo(line)
    findings = [finding for plan in plans for finding in plan.findings]
    for line in reading_lines(findings, language, lambda key, *values: _say(key, lang, *values)):
        click.echo(line, err=True)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _read_sides(
    lang: str, old: Path, new: Path | None, *, document: str | None, old_version: str | None, new_version: str | None
) -> tuple[Plan, Plan]:
    """Both plans: two files, or one Word file before and after its tracked changes.

    Files of one name are told apart by their paths and give the document its name; else it is 本編.
    """
    same = new is not None and old.stem == new.stem
    wanted = document or (None if same else "本編")
    path = old
    try:
        if new is None:
            return read_tracked(
                old, old_version=old_version or "素案", new_version=new_version or "成案", document=wanted
            )
        versions = (str(old), str(new)) if same else (old.stem, new.stem)
        before = read_plan(old, version=old_version or versions[0], document=wanted)
        path = new
        return before, read_plan(new, version=new_version or versions[1], document=wanted)
    except MissingExtraError as error:
        raise PlancommentError(_say("missing extra", lang, path.name, error.extra)) from error


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
    rows = [(_say(key, lang), str(count) if count is not None else _say("unknown", lang)) for key, count in heads]
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
    lines = [(_say(title, lang), _say("count", lang))]
    top = [row for row in rows if row.depth == 0]
    for row in rows:
        name = f"{row.number} {row.label}".strip() if row.id is not None else _say(missing, lang)
        lines.append(("  " * row.depth + name, str(row.count)))
    total = sum((row.count for row in top[1:]), top[0].count)
    lines.append((_say("total", lang), str(total)))
    return table(lines, right=(1,))


def _read(lang: str, result: Path, out: Path) -> int:
    if files.is_there(out / SOURCE):
        raise WriteError(f"{out} was not written: it is a consultation folder already")
    published = read_published(result)
    project = Project(consultation=published.consultation, comparison=published.comparison)
    save_project(project, out)
    _print_findings(lang, published.findings)
    click.echo(_say("made", lang, printable(str(out))))
    return 1 if any(finding.severity is Severity.ERROR for finding in published.findings) else 0


def _take(lang: str, folder: Path, table: Path, *, columns: Sequence[str], save: bool, dry: bool, anyway: bool,
          **options: Any) -> int:  # fmt: skip
    project = load_project(folder)
    options |= {"columns": read_columns(columns) or None}
    taken = take_table(project, table, **options)
    for ledger in filter(None, (taken.intake.ledger, taken.intake.answers_ledger)):
        figures = (ledger.records_read, ledger.taken, len(ledger.refused), len(ledger.withheld))
        more = _say("ledger.split", lang, ledger.pieces) if ledger.pieces else ""
        click.echo(_say("ledger", lang, printable(ledger.source), *figures) + more)
    _print_findings(lang, taken.intake.findings)
    if dry or (taken.errors and not anyway):
        click.echo(_say("refused", lang), err=not dry)
        return 1 if taken.errors else 0
    project = taken.project
    if save:
        kept = {key: value for key, value in options.items() if value is not None}
        project = attrs.evolve(
            project, settings=attrs.evolve(project.settings, intake={**project.settings.intake, **kept})
        )
    save_project(project, folder)
    click.echo(_say("wrote", lang, printable(str(folder))))
    return 1 if taken.errors else 0


def _publish(lang: str, folder: Path, out: Path, formats: str, strict: bool) -> int:
    project = load_project(folder)
    errors = examine(project).errors
    if strict and errors:
        _print_findings(lang, errors)
        click.echo(_say("refused", lang), err=True)
        return 1
    names = [name for name in (one.strip() for one in formats.split(",")) if name]
    for path in publish(project, out, formats=names):
        click.echo(_say("wrote", lang, printable(str(path))))
    if errors:
        click.echo(_say("left", lang, len(errors)), err=True)
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
    except PlancommentError as error:
        click.echo(f"{_say('error', lang)}: " + "\n".join(printable(line) for line in str(error).split("\n")), err=True)
        status = 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            return 0
        click.echo(f"{_say('error', lang)}: {error.strerror}", err=True)
        status = 2
    return status if isinstance(status, int) else 0
