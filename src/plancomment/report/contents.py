"""What a result says, section by section (公表資料の組立て)."""

from collections.abc import Iterator, Sequence

from plancomment import fields
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.findings import Finding
from plancomment.report.answers import comment_sections
from plancomment.report.changes import comparison_blocks
from plancomment.report.document import Block, Document, Section
from plancomment.report.figures import category_label, disposition_blocks, summary_blocks
from plancomment.report.layout import Layout
from plancomment.report.material import Material, anchor, gather
from plancomment.report.observations import finding_blocks
from plancomment.report.relations import trace_blocks
from plancomment.report.wording import TEXTS, Words
from plancomment.tallies import tally
from plancomment.traceability.links import Trace

__all__ = ["build_report"]


def build_report(
    consultation: Consultation,
    *,
    comparison: Comparison | None = None,
    trace: Trace | None = None,
    findings: Sequence[Finding] = (),
    layout: Layout | None = None,
    lang: str | None = None,
) -> Document:
    """The result of a consultation as a neutral page (公表資料), ready for :func:`plancomment.report.write`.

    Sections: 意見募集の結果, 意見への対応, 意見の概要と市の考え方, 新旧対照表, 対応関係, 点検結果; the last three only
    where ``comparison``, ``trace`` and ``findings`` are given. Counts carry their units (人, 団体, 通, 件); what is not
    known is 未公表, never 0. Of a comment only ``published_text`` is printed, of a withheld one only its number and
    the reason.

    Args:
        consultation: comments and responses.
        comparison: what changed in the plan.
        trace: which comment moved what.
        findings: what the check noticed.
        layout: columns, titles, dates, sections and looks; the usual ones by default.
        lang: ``"ja"`` or ``"en"``; the layout's own by default, which is Japanese unless it says otherwise.

    Raises:
        WrongTypeError: the first argument is no Consultation.
        WrongValueError: another language.
    """
    if not isinstance(consultation, Consultation):
        raise WrongTypeError(f"build_report takes a Consultation, not {type(consultation).__name__}")
    for value, kind in ((comparison, Comparison), (trace, Trace), (layout, Layout)):
        if value is not None:
            fields.require(value, kind, "build_report")
    layout = layout if layout is not None else Layout()
    lang = lang if lang is not None else layout.lang
    if not isinstance(lang, str) or lang not in TEXTS:
        raise WrongValueError(f"lang must be one of {', '.join(map(repr, TEXTS))}, got {lang!r}")
    words = Words(lang, layout, consultation.authority)
    counts = tally(consultation)
    given = {
        "dispositions": consultation.scheme is not None and bool(consultation.scheme.dispositions),
        "comparison": comparison is not None,
        "trace": trace is not None,
        "findings": bool(findings),
    }
    names = [name for name in layout.sections if given.get(name, True)]
    material = gather(consultation, counts, words, comparison=comparison, trace=trace, sections=names)
    sections: list[Section] = []
    for number, name in enumerate(names, start=1):
        title = words.heading(number, words.say(f"section.{name}"))
        if name == "comments":
            sections.extend(_comment_sections(title, material))
            continue
        blocks = _blocks(name, material, findings)
        sections.append(Section(title, blocks, anchor=f"section-{name}", landscape=name == "comparison"))
    title, made = _title(consultation.title, words)
    return Document(
        title,
        tuple(sections),
        lang="ja" if lang == "ja" else "en",
        notes=layout.notes,
        publisher=consultation.authority,
        anchor=anchor("result", made),
        look=layout.look,
    )


def _comment_sections(title: str, material: Material) -> Iterator[Section]:
    """The section of the comments; below it one for each category, where the layout wants a table for each."""
    for row, blocks in comment_sections(material):
        if row is None:
            yield Section(title, blocks, anchor="section-comments")
        else:
            label = category_label(row, material.words)
            yield Section(label, blocks, level=2, anchor=anchor("category", row.id))


def _title(title: str, words: Words) -> tuple[str, str]:
    """The consultation's title as that of its result, and how it was made: as it is where it says so already."""
    if "結果" in title or "result" in title.lower():
        return title, "titled"
    if title.strip():
        return words.say("title", title=title), "of"
    return words.say("section.summary"), "untitled"


def _blocks(name: str, material: Material, findings: Sequence[Finding]) -> tuple[Block, ...]:
    if name == "summary":
        return summary_blocks(material)
    if name == "dispositions":
        return disposition_blocks(material)
    if name == "comparison" and material.comparison is not None:
        return comparison_blocks(material, material.comparison)
    if name == "trace":
        return trace_blocks(material)
    return finding_blocks(findings, material)
