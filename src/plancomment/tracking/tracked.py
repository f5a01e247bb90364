"""A draft and a final as one Word file with tracked changes (変更履歴つきの素案)."""

import copy
import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from plancomment import fields, files
from plancomment.alignment.anchors import Budget
from plancomment.comparison import Comparison, compare
from plancomment.consultation import Consultation
from plancomment.errors import ReadError, UnknownFormatError, WriteError, WrongTypeError
from plancomment.findings import Finding
from plancomment.memory import no_collection
from plancomment.plan import Plan
from plancomment.read.docx.names import STRICT, W
from plancomment.read.limits import Limits, as_limits
from plancomment.read.outline import read_plan
from plancomment.redaction import public_trace, public_view
from plancomment.textdiff.words import Segmenter
from plancomment.traceability.links import Cause, Trace, TraceLink
from plancomment.traceability.tracing import trace
from plancomment.tracking.copies import Copies, StyleNames
from plancomment.tracking.marks import Marks
from plancomment.tracking.media import Media
from plancomment.tracking.motives import motives_of, put_comments
from plancomment.tracking.numbers import Numbers
from plancomment.tracking.package import Opened, comment_marks, open_document, put_together
from plancomment.tracking.pieces import plain
from plancomment.tracking.settling import settle
from plancomment.tracking.stories import Story, said
from plancomment.tracking.told import Told, excerpt
from plancomment.tracking.writing import Writer

__all__ = ["write_tracked"]

_ENDINGS = (".docx", ".docm")


def write_tracked(
    draft: str | os.PathLike[str],
    final: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    consultation: Consultation | None = None,
    links: Sequence[TraceLink] = (),
    causes: Sequence[Cause] = (),
    author: str = "plancomment",
    dated: datetime.date | None = None,
    document: str = "本編",
    versions: tuple[str, str] = ("素案", "成案"),
    segmenter: Segmenter = "builtin",
    limits: Limits | None = None,
) -> tuple[Finding, ...]:
    """Write the draft as a Word file whose tracked changes make it the final (変更履歴つきの素案).

    Accepting all changes gives the final's text, rejecting all gives the draft. The file is the draft's own, with its
    styles, headers and pictures. Words, paragraphs, table rows and tables are marked as inserted or deleted, and whole
    paragraphs that stand elsewhere now as moved. With a consultation, a comment in the margin tells which opinions
    moved a revision and what was answered (意見と市の考え方), of the public view only. The file is read again before it
    is put in place. Tables of contents are not compared: Word makes them anew.

    Args:
        draft: the Word file before (素案).
        final: the Word file after (成案).
        out: the file to write, of the same ending as the draft.
        consultation: whose opinions are told; none by default.
        links: links that were declared or decided on, as in :func:`~plancomment.trace`.
        causes: why revisions were made without a comment, likewise.
        author: who is named as having changed the text (変更者).
        dated: the day of the changes; not told by default (変更日).
        document: which document of the plan it is, as the consultation names it (本編, 概要版).
        versions: what the consultation calls the two versions (版の名前).
        segmenter: what cuts the text into words.
        limits: how much is read.

    Returns:
        What of the final the file cannot show, and what is told of it beside (PC516 to PC519).

    Raises:
        ReadError: one of both is no Word file, or the draft holds tracked changes already; nothing was written.
        MissingFileError: one of both is not there.
        MissingExtraError: lxml is not installed.
        UnknownFormatError: a name does not end in ``.docx`` or ``.docm``.
        WriteError: the file could not be written, or does not say what it should when it is read again.
    """
    limits = as_limits(limits)
    _check(author, dated, consultation)
    paths = [files.as_path(path) for path in (draft, final, out)]
    _check_names(*paths)
    opened = [open_document(files.read_bytes(path, limit=limits.file_bytes), str(path), limits) for path in paths[:2]]
    told = Told(paths[0].name, paths[1].name)
    try:
        with no_collection():
            work = _Work(opened[0], opened[1], told, author, dated, segmenter)
            work.prepare()
            wanted = work.write()
            comments = []
            if consultation is not None:
                plans = [
                    read_plan(path, version=version, document=document, limits=limits)
                    for path, version in zip(paths, versions, strict=False)
                ]
                comments = work.comment(plans, consultation, links, causes)
            data = put_together(opened[0], comments, work.marks)
            _require_same(data, str(paths[2]), wanted, limits)
    except RecursionError as error:
        raise ReadError(str(draft), ["it is nested too deeply (Limits.depth)"]) from error
    files.write_bytes(paths[2], data)
    return tuple(told.findings)


def _check(author: object, dated: object, consultation: object) -> None:
    if not isinstance(author, str):
        raise WrongTypeError(f"author must be str, not {type(author).__name__}")
    if dated is not None and (not isinstance(dated, datetime.date) or isinstance(dated, datetime.datetime)):
        raise WrongTypeError(f"dated must be a date or None, not {type(dated).__name__}")
    if consultation is not None:
        fields.require(consultation, Consultation, "write_tracked")


def _check_names(draft: Path, final: Path, out: Path) -> None:
    for path in (draft, final, out):
        if path.suffix.lower() not in _ENDINGS:
            raise UnknownFormatError(f"{path}: only Word files (.docx, .docm) hold tracked changes")
    if out.suffix.lower() != draft.suffix.lower():
        raise UnknownFormatError(f"{out}: it is made of {draft.name} and must end like it")
    if any(files.is_there(path) and out.resolve() == path.resolve() for path in (draft, final)):
        raise WriteError(f"{out} was not written: it is one of the plans that are compared")


@attrs.define
class _Work:
    """What is made of two open files."""

    draft: Opened
    final: Opened
    told: Told
    author: str
    dated: datetime.date | None
    segmenter: Segmenter
    marks: Marks = attrs.field(init=False)
    stories: tuple[Story, Story] = attrs.field(init=False)
    places: dict[Any, tuple[Any, str]] = attrs.field(init=False, factory=dict)

    def prepare(self) -> None:
        """Refuses a draft that cannot be marked, and accepts the final's changes."""
        package, main = self.draft.files.package, self.draft.parts.main
        problems = []
        found = self.draft.changes()
        if found:
            problems.append(f"it holds {found} tracked changes already: accept or reject them first")
        raw = next(package.read(name) for name in package.names if name.lstrip("/").lower() == main.lower())
        if any(uri[1:-1].encode() in raw for uri in STRICT):
            problems.append("it is a strict Open XML document: save it as an ordinary Word document first")
        if problems:
            raise ReadError(self.draft.source, problems)
        accepted = settle(self.final.root, accept=True)
        if accepted:
            self.told.accepted(accepted)
        remarks = comment_marks(self.draft.root)
        if remarks:
            self.told.remarks(remarks)
        for what, what_ja, words in _elsewhere(self.draft, self.final):
            self.told.lost(what, what_ja, words)

    def write(self) -> tuple[list[object], list[object]]:
        """Marks the draft; what it said, and what the final says."""
        self.stories = self.draft.story(), self.final.story()
        wanted = said(self.stories[0].blocks), said(self.stories[1].blocks)
        self.marks = Marks.of(self.draft.root, self.author, self.dated)
        old, new = self.draft.parts, self.final.parts
        copies = Copies(
            self.draft.root,
            StyleNames.read(old.of_kind("styles")),
            StyleNames.read(new.of_kind("styles")),
            Numbers(old.of_kind("numbering"), new.of_kind("numbering")),
            self.told,
        )
        media = Media(self.draft.files, self.final.files)
        writer = Writer(self.marks, copies, media, self.segmenter, Budget(), self.places)
        writer.write(self.draft.root.find(f"{W}body"), self.stories[0].blocks, self.stories[1].blocks)
        return wanted

    def comment(
        self,
        plans: Sequence[Plan],
        consultation: Consultation,
        links: Sequence[TraceLink],
        causes: Sequence[Cause],
    ) -> list[tuple[str, list[str]]]:
        """Marks what moved the revisions; the ids and lines of the comments."""
        comparison = compare(plans[0], plans[1], segmenter=self.segmenter)
        public = public_view(consultation)
        known = public_trace(trace(comparison, consultation, links=links, causes=causes), public)
        motives = _motives(comparison, public, known)
        clauses = plans[0].clauses, plans[1].clauses
        blocks = self.stories[0].blocks, self.stories[1].blocks
        return put_comments(comparison, motives, clauses, blocks, self.places, self.marks, self.told)


def _motives(comparison: Comparison, consultation: Consultation, known: Trace) -> dict[str, list[str]]:
    return {revision.id: motives_of(revision, consultation, known) for revision in comparison.revisions}


def _elsewhere(draft: Opened, final: Opened) -> list[tuple[str, str, str]]:
    """What both files say outside their bodies, where it differs: what, and the final's words."""
    found = []
    for kinds, what, what_ja in (
        (("header",), "a header", "ヘッダー"),
        (("footer",), "a footer", "フッター"),
        (("footnotes", "endnotes"), "a footnote or endnote", "脚注・文末脚注"),
    ):
        before, after = (_texts(opened, kinds) for opened in (draft, final))
        found += [(what, what_ja, text) for text in after if text not in before]
    return found


def _texts(opened: Opened, kinds: Sequence[str]) -> list[str]:
    """The paragraphs of parts of these kinds, without blank ones, each once."""
    found: dict[str, None] = {}
    for kind, root in opened.others():
        if kind in kinds:
            root = copy.deepcopy(root)
            settle(root, accept=True)
            for paragraph in root.iter(f"{W}p"):
                text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
                if text.strip():
                    found[text] = None
    return list(found)


def _require_same(data: bytes, name: str, wanted: tuple[list[object], list[object]], limits: Limits) -> None:
    """The file, read again, says the draft's words if all is rejected and the final's if all is accepted."""
    for is_final, side in enumerate(("rejected", "accepted")):
        opened = open_document(data, name, limits)
        settle(opened.root, accept=bool(is_final))
        found, hoped = _lines(said(opened.story().blocks)), _lines(wanted[is_final])
        if found != hoped:
            other = "final" if is_final else "draft"
            at = next((at for at, pair in enumerate(zip(found, hoped, strict=False)) if pair[0] != pair[1]), -1)
            raise WriteError(
                f"{name} was not written: with all changes {side} it would not say what the {other} says: "
                f"{excerpt(found[at] if found else '')!r} for {excerpt(hoped[at] if hoped else '')!r}"
            )


def _lines(words: Any) -> list[str]:
    """Texts and the frames of the tables that they stand in, in order."""
    if isinstance(words, str):
        return [plain(words)]
    return ["[", *(line for one in words for line in _lines(one)), "]"]
