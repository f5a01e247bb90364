"""Commands and options whose help speaks the language that was asked for (コマンドの形)."""

from pathlib import Path
from typing import Any

import click

from plancomment.phrases import say

__all__ = ["Command", "Group", "command", "format_option", "language_option", "option", "out_option", "path_argument"]


class Command(click.Command):
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


class Group(Command, click.Group):
    """The group of commands; likewise."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx)]
        with formatter.section(say("commands", self.lang)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def option(*names: str, key: str, lang: str, **attributes: Any) -> click.Option:
    """An option whose help is the text of ``key``."""
    return click.Option(list(names), help=say(key, lang), **attributes)


def format_option(lang: str) -> click.Option:
    """``--format``: for people or for machines."""
    return option("--format", "form", key="format", lang=lang, type=click.Choice(["text", "json"]), default="text")


def language_option(lang: str) -> click.Option:
    """``--lang``: it is read before the line is parsed, and only shown and checked here."""
    return option("--lang", key="lang", lang=lang, type=click.Choice(["en", "ja"]), expose_value=False)


def path_argument(name: str, *, required: bool = True) -> click.Argument:
    """A file or folder on the line."""
    return click.Argument([name], type=click.Path(path_type=Path), required=required)


def out_option(lang: str, key: str, *, required: bool = False) -> click.Option:
    """``-o FILE``."""
    return option("-o", "--out", "out", key=key, lang=lang, type=click.Path(path_type=Path), required=required)


def command(lang: str, name: str, run: Any, *parameters: click.Parameter) -> Command:
    """A command whose text has the name as its key."""
    made = Command(name, callback=run, params=[*parameters, language_option(lang)], help=say(name, lang))
    made.lang = lang
    return made
