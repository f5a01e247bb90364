"""How findings are shown on a terminal (指摘の表示)."""

from collections.abc import Sequence

import click

from plancomment.findings import Finding, Severity
from plancomment.phrases import say
from plancomment.terminal import printable, told

__all__ = ["print_findings"]


def print_findings(lang: str, findings: Sequence[Finding], *, known: int = 0, ignored: int = 0) -> None:
    """One line for each finding, and their numbers; how many are not told, because they are known or ignored."""
    if not findings:
        click.echo(say("none new", lang, known, ignored) if known or ignored else say("none found", lang))
        return
    for finding in findings:
        click.echo(f"{finding.code} {say(finding.severity.value, lang)}  {printable(told(finding, lang))}")
    numbers = [sum(finding.severity is severity for finding in findings) for severity in Severity]
    click.echo(say("found", lang, *numbers))
    if known or ignored:
        click.echo(say("hidden", lang, known, ignored))
