"""The comparison table (新旧対照表): where, old, new, with the changed words underlined on both sides."""

from collections.abc import Iterator, Sequence
from typing import Literal

from plancomment.comparison import Comparison, ComparisonEntry, Revision, said, shown_label
from plancomment.report.document import Cell, Column, Paragraph, Row, Run, Table
from plancomment.report.excerpts import blank_like, excerpt
from plancomment.report.material import Material, anchor, place_parts
from plancomment.textdiff import TextDiff

__all__ = ["comparison_blocks"]

_WIDTHS = {"place": 15, "old": 42, "new": 42, "note": 12, "comments": 15}
Side = Literal["old", "new"]


def comparison_blocks(material: Material, comparison: Comparison) -> tuple[Paragraph | Table, ...]:
    """新旧対照表, with the columns of the layout; remarks and comments are left out where no row has any."""
    words = material.words
    count = sum(revision.is_cosmetic for revision in comparison.omitted)
    omitted = words.say("note.omitted", changes=words.changes(count)) if count else ""
    if not comparison.entries:
        return (Paragraph((Run(omitted or words.say("no_revisions")),)),)
    revisions = {revision.id: revision for revision in comparison.revisions}
    noted = [
        (entry, [revisions[one] for one in entry.revision_ids if one in revisions]) for entry in comparison.entries
    ]
    widths = {**_WIDTHS, **dict(words.layout.widths)}
    columns = [name for name in words.layout.comparison_columns if _wanted(name, noted, material)]
    anchored: set[str] = set()
    rows = [
        _row(columns, entry, shown, material, comparison, anchored, str(number))
        for number, (entry, shown) in enumerate(noted, start=1)
    ]
    versions = {"old": comparison.old_version, "new": comparison.new_version}
    named = all(versions.values())
    return (
        Table(
            tuple(Column(_title(name, material), widths[name]) for name in columns),
            tuple(rows),
            caption=words.say("caption.comparison", **versions) if named else words.say("caption.versions"),
            anchor="comparison",
            notes=(
                *_notes(rows, material),
                *_left_over(columns, noted, material, comparison.old_version),
                *((omitted,) if omitted else ()),
            ),
        ),
    )


def _title(name: str, material: Material) -> str:
    """Reasons that are no comments stand among the remarks, unless the layout has no remarks."""
    layout = material.words.layout
    only = name == "comments" and "note" in layout.comparison_columns and "comments" not in dict(layout.titles)
    return material.words.say("comments_only" if only else name)


def _wanted(name: str, noted: Sequence[tuple[ComparisonEntry, list[Revision]]], material: Material) -> bool:
    if name == "comments":
        return material.trace is not None
    return name != "note" or any(_note(one, shown, material) or _office(one, material) for one, shown in noted)


def _row(
    columns: Sequence[str],
    entry: ComparisonEntry,
    shown: Sequence[Revision],
    material: Material,
    comparison: Comparison,
    anchored: set[str],
    number: str,
) -> Row:
    cells = []
    for name in columns:
        if name == "place":
            cells.append(Cell(tuple(_places(entry, shown, material, comparison, number)), header=True))
        elif name == "note":
            cells.append(_remarks(entry, shown, material, number))
        elif name == "comments":
            cells.append(Cell(tuple(_reasons(entry, material, with_causes="note" not in columns))))
        else:
            side: Side = "old" if name == "old" else "new"
            said = _lacking(side, entry, shown, material, comparison)
            runs = (Run(material.words.say(said), emphasis="muted"),) if said else ()
            # Words that stand there because the side has no text of its own are muted: the anchor tells which they are.
            name_of_side = anchor(side, number, *((said,) if said else ()))
            cells.append(
                Cell(runs or tuple(_side(side, entry, shown, material, comparison, number)), anchor=name_of_side)
            )
    # The first row that shows a revision is where links to it lead.
    names = [material.revision_anchors.get(one, "") for one in entry.revision_ids]
    name = next((one for one in names if one and one not in anchored), "")
    anchored.add(name)
    return Row(tuple(cells), anchor=name)


def _places(
    entry: ComparisonEntry, shown: Sequence[Revision], material: Material, comparison: Comparison, row: str
) -> Iterator[Run]:
    """Every place of the row on a line of its own; its anchor names page and line, as numbers, and the revision."""
    named = {place_parts(one, material.words, comparison.old_version): one for one in reversed(entry.locations)}
    places = [(place, named[place]) for place in reversed(named) if any(place)]
    if not places:
        yield Run(material.words.say("nothing"))
    for number, ((page, detail), one) in enumerate(places):
        if number:
            yield Run("\n")
        figures = [None if figure is None else str(figure) for figure in (one.page, one.line)]
        revision = next((revision.id for revision in shown if one in revision.locations), None)
        at = anchor("at", row, str(number + 1), *figures, revision)
        yield Run(page, emphasis="strong", anchor=at) if page else Run("", anchor=at)
        if page and detail:
            yield Run(" ")
        has_line = one.line is not None and "行目" not in one.place
        of_version = one.version != comparison.old_version
        said = [word for word, is_said in (("line", has_line), ("version", of_version)) if is_said]
        yield Run(detail, anchor=anchor("at.place", row, str(number + 1), *said))


def _is_lost(entry: ComparisonEntry, shown: Sequence[Revision], comparison: Comparison) -> bool:
    """Whether a missing side is missing because a published table could not be read, not because there is none."""
    if entry.old is not None and entry.new is not None:
        return False
    if shown:
        return any(revision.kind not in ("added", "deleted") for revision in shown)
    return comparison.source == "published"


def _remarks(entry: ComparisonEntry, shown: Sequence[Revision], material: Material, number: str) -> Cell:
    """The note, then why the office made the change; the anchor between them tells where the note ends."""
    note, office = _note(entry, shown, material), _office(entry, material)
    runs = [Run(note)] if note else []
    if office:
        runs += [Run("\n")] if note else []
        runs.append(Run("\n".join(office), anchor=anchor("office", number)))
    at = anchor("note", number) if note else ""
    return Cell(tuple(runs) or (Run(material.words.say("nothing")),), anchor=at)


def _office(entry: ComparisonEntry, material: Material) -> tuple[str, ...]:
    """事務局修正（議会）, with the note: the causes of the row's revisions, each once."""
    words = material.words
    said = []
    for cause in (cause for one in entry.revision_ids for cause in material.causes.get(one, ())):
        key = "office_note" if cause.note else "office"
        said.append(words.say(key, kind=words.say(f"office.{cause.kind}"), note=cause.note))
    return tuple(dict.fromkeys(said))


def _note(entry: ComparisonEntry, shown: Sequence[Revision], material: Material) -> str:
    words = material.words
    told = said(entry, shown, "en" if words.lang == "en" else "ja")
    notes = [told] if told else []
    for name in ("moved", "renumbered"):
        if not entry.note and any(revision.kind == name or getattr(revision, name) for revision in shown):
            notes.append(words.say(name))
    if (entry.old is None or entry.new is None) and any(revision.kind == "unknown" for revision in shown):
        notes.append(words.say("note.lost"))
    return "\n".join(notes)


def _lacking(
    side: Side, entry: ComparisonEntry, shown: Sequence[Revision], material: Material, comparison: Comparison
) -> str:
    """The key of the words for a side without a text: it is new, gone, lost or blank; ``""`` where it has one."""
    text = entry.old if side == "old" else entry.new
    if text is None:
        return "lost" if _is_lost(entry, shown, comparison) else "added" if side == "old" else "deleted"
    return "empty" if not text.strip() and not shown_label(side, text, shown)[0] else ""


def _side(
    side: Side,
    entry: ComparisonEntry,
    shown: Sequence[Revision],
    material: Material,
    comparison: Comparison,
    number: str,
) -> Iterator[Run]:
    """The text of one side of a row: the label, then the text with what changed underlined."""
    text, other = (entry.old, entry.new) if side == "old" else (entry.new, entry.old)
    label, separator, changed = shown_label(side, text or "", shown)
    tag: Literal["ins", "del"] = "del" if side == "old" else "ins"
    if label:
        yield Run(label, emphasis="double-underline", tag=tag) if changed else Run(label)
        if text:
            yield Run(separator or "\u3000")
    if not text:
        return
    # A row of mere renumberings shows nothing but labels.
    if bool(shown) and all(revision.kind == "renumbered" for revision in shown):
        for place, one in enumerate(text.split("\n")):
            if place:
                yield Run("\n")
            yield Run(one, emphasis="double-underline", tag=tag)
    elif entry.diff is not None:
        yield from _marked(entry.diff, side, tag, material, number)
    elif other is None and not _is_lost(entry, shown, comparison):
        yield Run(text, emphasis="underline", tag=tag)
    else:
        yield Run(text)


def _marked(diff: TextDiff, side: Side, tag: Literal["ins", "del"], material: Material, number: str) -> Iterator[Run]:
    """A side with its changed words; （略） and underlined white space where the layout wants them."""
    words, layout = material.words, material.words.layout
    same, before = "", ""
    gaps = 0
    for piece in excerpt(diff, side, layout.comparison_text, words.say("omitted")):
        if piece.kind == "same":
            same += piece.text
            before = "same"
            continue
        if piece.kind == "lacking" and not (layout.blanks and blank_like(piece.text)):
            continue
        if same:
            yield Run(same)
            same = ""
        if piece.kind == "changed":
            yield Run(piece.text, emphasis="underline", tag=tag)
        elif piece.kind == "omitted":
            # Between the two, only the other side has words: one sign says it.
            if before != "omitted":
                yield Run(words.say("omitted"), emphasis="muted")
        else:
            blank = blank_like(piece.text)
            gaps += 1
            # The anchor tells that the white space is none of the text, and how long it is.
            at = anchor("gap", f"{side}.{number}", str(gaps), str(len(blank)))
            yield Run(blank, emphasis="underline", anchor=at)
        before = piece.kind
    if same:
        yield Run(same)


def _reasons(entry: ComparisonEntry, material: Material, *, with_causes: bool) -> Iterator[Run]:
    """The comments that moved the row's revisions, then what else did; suggestions do not count."""
    words = material.words
    links = [link for one in entry.revision_ids for link in material.links_by_revision.get(one, ())]
    comments = dict.fromkeys(link.comment_id for link in links if link.counts)
    said = _office(entry, material) if with_causes else ()
    pieces = [*(material.comment_run(one) for one in comments), *(Run(one) for one in said)]
    for number, run in enumerate(pieces):
        if number:
            yield Run("\n")
        yield run
    if not pieces:
        yield Run(words.say("nothing"))


def _notes(rows: Sequence[Row], material: Material) -> Iterator[str]:
    """What the marks and signs of the table mean, as far as it has them."""
    words = material.words
    runs = [run for row in rows for cell in row.cells for run in cell.runs]
    if any(run.emphasis == "underline" and run.tag for run in runs):
        yield words.say(f"note.{words.layout.look.marks}")
    if any(run.emphasis == "double-underline" for run in runs):
        yield words.say("note.double")
    if any(run.emphasis == "underline" and not run.tag for run in runs):
        yield words.say("note.blanks")
    for key, note in (("omitted", "note.omitted_text"), ("lost", "note.lost_sign")):
        if any(run.emphasis == "muted" and run.text == words.say(key) for run in runs):
            yield words.say(note, sign=words.say(key))


def _left_over(
    columns: Sequence[str],
    noted: Sequence[tuple[ComparisonEntry, list[Revision]]],
    material: Material,
    old_version: str,
) -> Iterator[str]:
    """The remarks of the rows, where the layout has no column for them: each once, with the places it is made for."""
    words = material.words
    remarks: dict[str, list[str]] = {}
    for entry, shown in noted if "note" not in words.layout.comparison_columns else ():
        office = () if "comments" in columns else _office(entry, material)
        places = (" ".join(filter(None, place_parts(one, words, old_version))) for one in entry.locations)
        named = [place for place in places if place] or [words.say("nothing")]
        for remark in filter(None, (_note(entry, shown, material), *office)):
            remarks.setdefault(remark, []).extend(named)
    for remark, where in remarks.items():
        yield words.say("note.remark", places=words.say("separator").join(dict.fromkeys(where)), remark=remark)
