"""The last section: what the check noticed (点検結果)."""

from collections.abc import Iterable

from plancomment.findings import Finding, Place
from plancomment.report.document import Block, Cell, Column, Row, Run, Table
from plancomment.report.material import Material
from plancomment.report.wording import Words

__all__ = ["finding_blocks"]


def finding_blocks(findings: Iterable[Finding], material: Material) -> tuple[Block, ...]:
    """点検結果: code, severity, what, about which, where; in the order of the findings."""
    words = material.words
    rows = []
    for finding in findings:
        message = finding.message_ja if words.lang == "ja" else finding.message
        subjects: list[Run] = []
        for subject in finding.subjects:
            if subjects:
                subjects.append(Run("\n"))
            subjects.append(_subject(subject, material))
        rows.append(
            Row(
                (
                    Cell((Run(finding.code),), header=True),
                    Cell((Run(words.say(f"severity.{finding.severity.value}"), emphasis="strong"),)),
                    Cell((Run(message),)),
                    Cell(tuple(subjects) or (Run(words.say("nothing")),)),
                    Cell((Run(_where(finding.place, words)),)),
                )
            )
        )
    return (
        Table(
            (
                Column(words.say("code"), 8),
                Column(words.say("severity"), 8),
                Column(words.say("message"), 48),
                Column(words.say("subjects"), 20),
                Column(words.say("where"), 20),
            ),
            tuple(rows),
            caption=words.say("caption.findings"),
            anchor="findings",
        ),
    )


def _subject(subject: str, material: Material) -> Run:
    if subject in material.comment_names:
        return material.comment_run(subject)
    return material.revision_run(subject)


def _where(place: Place | None, words: Words) -> str:
    if place is None:
        return words.say("nothing")
    parts = [place.file or ""]
    for name in ("version", "page", "line", "row", "column"):
        value = getattr(place, name)
        if value is not None:
            parts.append(words.say(f"place.{name}", value=value))
    return " ".join(part for part in parts if part) or words.say("nothing")
