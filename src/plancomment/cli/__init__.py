"""The command line: parses, calls, prints. Exit status 0 fine, 1 findings of severity error, 2 unusable input."""

import sys
from collections.abc import Sequence

import click

from plancomment.cli.checking import check_command, tally_command
from plancomment.cli.commands import Group, language_option
from plancomment.cli.comparing import compare_command
from plancomment.cli.folders import new_command, read_command, take_command
from plancomment.cli.linking import link_command
from plancomment.cli.publishing import layout_command, publish_command
from plancomment.cli.translation import translate
from plancomment.errors import MissingExtraError, PlancommentError
from plancomment.phrases import say
from plancomment.terminal import printable

__all__ = ["main"]

#: In the order in which the work is done; the help lists them so.
_COMMANDS = (
    new_command,
    check_command,
    compare_command,
    tally_command,
    read_command,
    take_command,
    link_command,
    layout_command,
    publish_command,
)


def _build(lang: str) -> Group:
    """All commands, with help in one language."""
    commands = [make(lang) for make in _COMMANDS]
    version = click.version_option(package_name="plancomment", help=say("version", lang))
    group = Group(
        "plancomment", commands={one.name: one for one in commands if one.name}, params=[language_option(lang)]
    )
    group.help, group.lang = say("group", lang), lang
    return version(group)


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
        lines = [printable(translate(line, lang)) for line in str(error).split("\n")]
        click.echo(f"{say('error', lang)}: " + "\n".join(lines), err=True)
        status = 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            return 0
        click.echo(f"{say('error', lang)}: {error.strerror}", err=True)
        status = 2
    return status if isinstance(status, int) else 0
