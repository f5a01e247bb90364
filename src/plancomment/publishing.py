"""From a loaded consultation folder to everything that is made of it: counts, links, findings, and published files."""

import functools
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from plancomment import archive, fields, files
from plancomment.auditing import audit
from plancomment.errors import (
    InvalidConsultationError,
    InvalidDataError,
    PlancommentError,
    UnknownFormatError,
    WriteError,
    WrongTypeError,
    WrongValueError,
)
from plancomment.findings import Finding, Place, Severity
from plancomment.folder.settings import SOURCE
from plancomment.project import Project
from plancomment.proofreading import proofread, proofread_tables
from plancomment.redaction import public_trace, public_view
from plancomment.report import render
from plancomment.report.contents import build_report
from plancomment.report.csv import Encoding, graph_tables, replaced_characters, tables
from plancomment.report.document import Document
from plancomment.report.layout import Layout
from plancomment.report.publication import missing_parts
from plancomment.report.xlsx import long_cells
from plancomment.tallies import Tally, tally
from plancomment.traceability.graph import graph
from plancomment.traceability.links import Trace
from plancomment.traceability.tracing import trace

__all__ = ["FORMATS", "USUAL", "Examined", "examine", "publish"]

#: What publish writes, by name.
FORMATS: tuple[str, ...] = ("md", "html", "docx", "xlsx", "pdf", "csv", "json")
#: What it writes where nothing else is asked for: what needs no extra.
USUAL: tuple[str, ...] = ("md", "html", "docx", "csv", "json")
_MANIFEST = "manifest.json"
# Only what publish itself writes may be removed again, whatever a manifest says.
_OWN_NAME = re.compile(r"result\.(?:md|html|docx|xlsx|pdf)|csv/[\w.-]+\.csv|json/[a-z]+\.json")


@attrs.frozen
class Examined:
    """What was made of a folder (点検・集計の結果).

    Attributes:
        tally: its counts (集計).
        trace: its links, None where nothing is compared (反映対応).
        findings: of reading and of the audit (点検結果).
    """

    tally: Tally = attrs.field(validator=fields.instance_of(Tally))
    trace: Trace | None = attrs.field(validator=fields.optional(fields.instance_of(Trace)))
    findings: tuple[Finding, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Finding))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def examine(project: Project, *, layout: Layout | None = None) -> Examined:
    """Count, link and audit a loaded folder (点検).

    Args:
        project: a loaded folder.
        layout: what it requires is checked, too; that of ``[report]`` in consultation.toml by default.

    Raises:
        WrongTypeError: an argument is of another type.
    """
    fields.require(project, Project, "examine")
    if layout is not None:
        fields.require(layout, Layout, "examine")
    consultation, comparison = project.consultation, project.comparison
    links = _trace(project)
    found = audit(consultation, comparison=comparison, trace=links, draft=project.draft, final=project.final)
    findings = (*project.findings, *project.placed(found), *_layout_findings(project, layout))
    return Examined(tally(consultation), links, findings)


def _trace(project: Project) -> Trace | None:
    if project.comparison is None:
        return None
    return trace(project.comparison, project.consultation, links=project.links, causes=project.causes)


def _layout(project: Project) -> Layout:
    """How the folder wants its result to look."""
    return Layout.from_settings(project.settings.report, texts=project.settings.layouts)


def _layout_findings(project: Project, layout: Layout | None) -> Iterator[Finding]:
    """PC503: what ``[report]`` says and no report can do; PC506 to PC513: what it requires and is not there."""
    try:
        layout = layout or _layout(project)
        for finding in project.placed(
            missing_parts(project.consultation, layout=layout, comparison=project.comparison)
        ):
            yield attrs.evolve(finding, place=finding.place or Place(file=SOURCE))
    except InvalidDataError as error:
        for problem in error.problems:
            yield Finding(
                "PC503",
                Severity.ERROR,
                (),
                f"[report] {problem}",
                f"[report] の設定に誤りがあります：{problem}。",
                Place(file=SOURCE),
            )


def publish(
    project: Project,
    out: str | os.PathLike[str],
    *,
    formats: Sequence[str] = USUAL,
    lang: str | None = None,
    layout: Layout | None = None,
    reference: str | os.PathLike[str] | None = None,
    encoding: Encoding = "utf-8-sig",
) -> tuple[Path, ...]:
    """Write the result of a consultation into a folder (公表資料の作成): what a city puts on its web site.

    ``result.md``, ``.html``, ``.docx``, ``.xlsx`` and ``.pdf``, ``csv/`` with a file for each table, ``json/`` with the
    values themselves, both with the graph of everything that is joined (``graph-nodes.csv``, ``graph-edges.csv``,
    ``graph.json``), and ``manifest.json`` with the SHA-256 of each file, written last. Only the public view of the
    consultation goes out, and no link that is a mere suggestion. Everything is made before the first file is written,
    read again by a reader that shares nothing with its writer, and put in place whole; what an earlier publication
    wrote there and this one does not is removed. A text that is too long for a cell of Excel, and a character that
    CP932 does not have, is told among the findings (PC514, PC515).

    Args:
        project: a loaded folder.
        out: the folder to write into; it is made where it is missing.
        formats: any of :data:`FORMATS`; by default those that need no extra, which leaves out Excel and PDF.
        lang: ``"ja"`` or ``"en"``; the folder's own setting by default.
        layout: how it looks; what ``[report]`` in consultation.toml says by default.
        reference: a Word file whose styles, header, footer and page set-up the Word file takes over (ひな形).
        encoding: of the CSV files, ``"utf-8-sig"`` or ``"cp932"`` (文字コード).

    Returns:
        The files written, the manifest last.

    Raises:
        InvalidConsultationError: references are broken, so that no figure could be trusted; nothing was written.
        UnknownFormatError: a format or an encoding that is not known, a font that is missing; nothing was written.
        MissingExtraError: a format needs an extra that is not installed; nothing was written.
        MissingFileError, ReadError: the reference is not there or no Word file; nothing was written.
        WrongValueError: ``out`` is a consultation folder; nothing was written.
        InvalidDataError: ``[report]`` in consultation.toml is wrong; nothing was written.
        WriteError: a file could not be written, or does not say what it should when it is read again.
    """
    fields.require(project, Project, "publish")
    if isinstance(formats, str):
        raise WrongTypeError("formats must be a sequence of names, not str")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UnknownFormatError(f"unknown format {unknown[0]!r}; known are {', '.join(FORMATS)}")
    if layout is not None:
        fields.require(layout, Layout, "publish")
    broken = [finding for finding in project.consultation.problems() if finding.severity is Severity.ERROR]
    if broken:
        raise InvalidConsultationError(project.placed(broken))
    folder = files.as_path(out)
    if files.is_there(folder / SOURCE):
        raise WrongValueError(f"{folder} is a consultation folder; publish into another one")
    known = files.read_bytes(reference) if reference is not None else None
    options = _Options(tuple(dict.fromkeys(formats)), lang, layout or _layout(project), known, encoding)
    contents = _contents(project, options)
    former = _former(folder)
    contents[_MANIFEST] = _manifest(contents)
    written = files.write_together({folder / name: data for name, data in contents.items()})
    for name in sorted(former.keys() - contents.keys()):
        _remove(folder / name, former[name])
    return written


@attrs.frozen
class _Options:
    """What a publication is to be."""

    formats: tuple[str, ...]
    lang: str | None
    layout: Layout
    reference: bytes | None
    encoding: Encoding


def _contents(project: Project, options: _Options) -> dict[str, bytes]:
    """The bytes of every file by its name in the folder, made of the public view alone."""
    layout = options.layout
    consultation = public_view(project.consultation)
    traced = _trace(project)
    links = public_trace(traced, consultation) if traced is not None else None
    # Found in the public view, so that no finding tells anything of a text that is not published.
    found = audit(consultation, comparison=project.comparison, trace=links, draft=project.draft, final=project.final)
    findings = (*project.findings, *project.placed(found))
    report = functools.partial(
        build_report,
        consultation,
        comparison=project.comparison,
        trace=links,
        lang=options.lang or layout.lang,
    )
    document = report(layout=layout, findings=findings)
    told = tuple(_unfitting(document, options))
    if told:
        findings = (*findings, *told)
        document = report(layout=layout, findings=findings)
    joined = None
    if project.comparison is not None and links is not None:
        joined = graph(consultation, project.comparison, links)
    values = {
        "consultation": consultation,
        "comparison": project.comparison,
        "trace": links,
        "tally": tally(consultation),
        "findings": findings,
        "graph": joined,
    }
    contents: dict[str, bytes] = {}
    for name in options.formats:
        if name in ("md", "html", "docx", "xlsx", "pdf"):
            reference = options.reference if name == "docx" else None
            data = contents[f"result.{name}"] = render(document, f".{name}", reference=reference)
            _require_same(f"result.{name}", proofread(data, f".{name}", document))
        elif name == "csv":
            # One table of comments, and no white space in place of words: a program would take it for text.
            plain = attrs.evolve(layout, comment_tables="one", blanks=False)
            listed = document if plain == layout else report(layout=plain, findings=findings)
            for stem, table in tables(listed):
                data = contents[f"csv/{stem}.csv"] = render(table, ".csv", encoding=options.encoding)
                _require_same(f"csv/{stem}.csv", proofread_tables(data, options.encoding, table))
            contents |= {
                f"csv/{stem}.csv": files.encode(text, stem, encoding="utf-8-sig")
                for stem, text in (graph_tables(joined) if joined is not None else ())
            }
        else:
            for stem, value in values.items():
                if value is not None:
                    text = archive.to_json(value, indent=1)
                    _require_same(f"json/{stem}.json", () if archive.from_json(text) == value else ("other values",))
                    contents[f"json/{stem}.json"] = files.encode(text, stem)
    return contents


def _unfitting(document: Document, options: _Options) -> Iterator[Finding]:
    """PC514: a text that takes several cells of the workbook. PC515: a character that the CSV files cannot hold."""
    if "xlsx" in options.formats:
        for long in long_cells(document):
            row = "" if long.row is None else f", row {long.row}"
            place = Place(file="result.xlsx", row=long.row or None, column=long.column or None)
            yield Finding(
                "PC514",
                Severity.INFO,
                (),
                f"the text in {long.table!r}{row} has {long.length} characters, more than the 32,767 that a cell of "
                f"Excel holds, and stands in {long.pieces} cells",
                f"「{long.table}」の文章は{long.length}字で、Excelの1セルの上限（32,767字）を超えるため、"
                f"{long.pieces}セルに分けました。",
                place,
            )
    if "csv" in options.formats and options.encoding == "cp932":
        for one in replaced_characters(document):
            sign = f"U+{ord(one.char):04X}"
            yield Finding(
                "PC515",
                Severity.WARNING,
                (),
                f"CP932 does not have {one.char!r} ({sign}); it is written as {one.written!r} in {one.count} places",
                f"CP932で表せない文字「{one.char}」（{sign}、{one.count}か所）は「{one.written}」に置き換えました。",
                one.places[0],
            )


def _require_same(name: str, problems: Sequence[str]) -> None:
    if problems:
        raise WriteError(
            f"{name} was not written, nor any file with it: read again, it differs from what it was made of: "
            f"{'; '.join(problems)}"
        )


def _manifest(contents: Mapping[str, bytes]) -> bytes:
    """A list of the files with their hashes: a set without it, or that differs from it, is not complete."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(contents.items())}
    text = json.dumps({"files": hashes}, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8")


def _former(folder: Path) -> dict[str, str]:
    """The files that an earlier publication wrote here, with their hashes; what is no such list says nothing."""
    try:
        listed = json.loads(files.read_text(folder / _MANIFEST))["files"]
        names = {name: str(listed[name]) for name in listed}
    except (PlancommentError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {name: known for name, known in names.items() if _OWN_NAME.fullmatch(name)}


def _remove(path: Path, known: str) -> None:
    """Delete a file that an earlier publication wrote, unless somebody changed it since."""
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() == known:
            path.unlink()
    except OSError:
        pass  # it is gone already, or not ours to delete: the manifest does not list it any more
