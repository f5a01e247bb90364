"""From a loaded consultation folder to everything that is made of it: counts, links, findings, and published files."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import attrs

from plancomment import archive, files
from plancomment.auditing import audit
from plancomment.errors import InvalidConsultationError, UnknownFormatError
from plancomment.findings import Finding, Severity
from plancomment.project import Project
from plancomment.redaction import public_view
from plancomment.report import write
from plancomment.report.contents import build_report
from plancomment.report.csv import tables
from plancomment.report.layout import Layout
from plancomment.tallies import Tally, tally
from plancomment.traceability.links import Trace
from plancomment.traceability.tracing import trace

__all__ = ["FORMATS", "Examined", "examine", "publish"]

#: What publish writes, by name.
FORMATS: tuple[str, ...] = ("md", "html", "csv", "json")


@attrs.frozen
class Examined:
    """What was made of a folder (点検・集計の結果).

    Attributes:
        tally: its counts (集計).
        trace: its links, None where nothing is compared (反映対応).
        findings: of reading and of the audit (点検結果).
    """

    tally: Tally
    trace: Trace | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def examine(project: Project) -> Examined:
    """Count, link and audit a loaded folder (点検)."""
    consultation, comparison = project.consultation, project.comparison
    links = None
    if comparison is not None:
        links = trace(comparison, consultation, links=project.links, causes=project.causes)
    found = audit(consultation, comparison=comparison, trace=links)
    return Examined(tally(consultation), links, (*project.findings, *project.placed(found)))


def publish(
    project: Project,
    out: str | os.PathLike[str],
    *,
    formats: Sequence[str] = FORMATS,
    lang: str | None = None,
) -> tuple[Path, ...]:
    """Write the result of a consultation into a folder (公表資料の作成): what a city puts on its web site.

    ``result.md``, ``result.html``, ``csv/`` with one file for each table, ``json/`` with the values themselves, and
    ``manifest.json`` with the SHA-256 of each file, written last. Only the public view of the consultation goes out.
    Everything is made before the first file is written, and each file is put in place whole.

    Args:
        project: a loaded folder.
        out: the folder to write into; it is made where it is missing.
        formats: any of :data:`FORMATS`.
        lang: ``"ja"`` or ``"en"``; the folder's own setting by default.

    Returns:
        The files written, the manifest last.

    Raises:
        InvalidConsultationError: references are broken, so that no figure could be trusted; nothing was written.
        UnknownFormatError: a format that is not known; nothing was written.
        WriteError: a file could not be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UnknownFormatError(f"unknown format {unknown[0]!r}; known are {', '.join(FORMATS)}")
    broken = [finding for finding in project.consultation.problems() if finding.severity is Severity.ERROR]
    if broken:
        raise InvalidConsultationError(project.placed(broken))
    examined = examine(project)
    consultation = public_view(project.consultation)
    layout = Layout.from_settings(project.settings.report)
    document = build_report(
        consultation,
        comparison=project.comparison,
        trace=examined.trace,
        findings=examined.findings,
        layout=layout,
        lang=lang or layout.lang,
    )
    folder = Path(out)
    written: list[Path] = []
    for name in dict.fromkeys(formats):
        if name in ("md", "html"):
            written.append(write(document, folder / f"result.{name}"))
        elif name == "csv":
            written.extend(write(table, folder / "csv" / f"{stem}.csv") for stem, table in tables(document))
        else:
            values = {
                "consultation": consultation,
                "comparison": project.comparison,
                "trace": examined.trace,
                "tally": examined.tally,
                "findings": examined.findings,
            }
            written.extend(
                archive.dump(value, folder / "json" / f"{stem}.json")
                for stem, value in values.items()
                if value is not None
            )
    written.append(_manifest(folder, written))
    return tuple(written)


def _manifest(folder: Path, written: Sequence[Path]) -> Path:
    """A list of the files with their hashes: a set without it, or that differs from it, is not complete."""
    hashes = {
        path.relative_to(folder).as_posix(): hashlib.sha256(files.read_bytes(path)).hexdigest() for path in written
    }
    text = json.dumps({"files": dict(sorted(hashes.items()))}, ensure_ascii=False, indent=1)
    return files.write_text(folder / "manifest.json", text + "\n")
