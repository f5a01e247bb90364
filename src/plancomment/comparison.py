"""What changed between two versions of a plan: revisions, and the rows of the old/new comparison table (新旧対照表)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import attrs

from plancomment import fields
from plancomment.alignment import ClausePair, align
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.plan import Clause, Location, Plan
from plancomment.remarks import locate, moved_from, order, renumbering, span
from plancomment.textdiff import TextDiff, diff_text
from plancomment.textdiff.keys import comparison_key
from plancomment.textdiff.words import Segmenter

__all__ = ["Comparison", "ComparisonEntry", "Revision", "compare", "content_ids"]

RevisionKind = Literal["amended", "added", "deleted", "moved", "renumbered", "unknown"]

_optional_text = fields.optional(fields.text)
_optional_diff = fields.optional(fields.instance_of(TextDiff))


def _require_same(value: "Revision | ComparisonEntry") -> None:
    """A diff that speaks of other texts than the value itself would print one thing and mark another."""
    if value.diff is not None and (value.diff.old != value.old or value.diff.new != value.new):
        raise WrongValueError(f"{type(value).__name__}.diff is not the diff of its old and new")


@attrs.frozen
class Revision:
    """A change that the two texts, or a published table, *show* (修正).

    Attributes:
        id: made from the content, so that it stays when other things change (修正ID).
        kind: ``"amended"`` 改める, ``"added"`` 新設, ``"deleted"`` 削る, ``"moved"`` 移動, ``"renumbered"`` 番号のみ,
            ``"unknown"`` where a published table lost a side.
        old: the text before, without its label; None if there was none, or if it is lost (旧).
        new: the text after; None if there is none, or if it is lost (新).
        diff: old against new, None unless both are there.
        label_diff: the old label against the new one, None if the label stayed or there is no pair (項番号の差).
        old_clauses: the clauses before; several: they were merged; () in a published table.
        new_clauses: the clauses after; several: one was split; () in a published table.
        moved: it also stands elsewhere in the order now, beside an amendment (移動を伴う).
        renumbered: it also has another label now, beside an amendment (番号の変更を伴う).
        locations: where: the old place, then the new one, each of its named version (変更箇所).
    """

    id: str = attrs.field(validator=fields.identifier)
    kind: RevisionKind = attrs.field(
        validator=fields.one_of("amended", "added", "deleted", "moved", "renumbered", "unknown")
    )
    old: str | None = attrs.field(default=None, validator=_optional_text)
    new: str | None = attrs.field(default=None, validator=_optional_text)
    diff: TextDiff | None = attrs.field(default=None, validator=_optional_diff)
    label_diff: TextDiff | None = attrs.field(default=None, validator=_optional_diff)
    old_clauses: tuple[Clause, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Clause)
    )
    new_clauses: tuple[Clause, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Clause)
    )
    moved: bool = attrs.field(default=False, validator=fields.flag)
    renumbered: bool = attrs.field(default=False, validator=fields.flag)
    locations: tuple[Location, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Location)
    )

    def __attrs_post_init__(self) -> None:
        _require_same(self)

    @property
    def needs_reason(self) -> bool:
        """Whether somebody must have wanted it: everything but a mere move or renumbering (理由を要する)."""
        return self.kind not in ("moved", "renumbered")


@attrs.frozen
class ComparisonEntry:
    """One row of the comparison table (新旧対照表の行). The same change at several places can share one.

    Attributes:
        locations: every place of the row; of the old version, of the new one for what was added or moved (変更箇所).
        old: the old side as shown, None if there is none or it is lost (旧).
        new: the new side as shown (新).
        diff: old against new, with the words to underline, None unless both are there.
        revision_ids: the revisions it shows, one for each place (修正ID).
        note: for the remarks column (備考).
    """

    locations: tuple[Location, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(Location))
    old: str | None = attrs.field(default=None, validator=_optional_text)
    new: str | None = attrs.field(default=None, validator=_optional_text)
    diff: TextDiff | None = attrs.field(default=None, validator=_optional_diff)
    revision_ids: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    note: str = attrs.field(default="", validator=fields.text)

    def __attrs_post_init__(self) -> None:
        _require_same(self)


@attrs.frozen
class Comparison:
    """All revisions between two versions, and the rows made of them (新旧対照表).

    Attributes:
        source: ``"texts"`` computed from two plans, ``"published"`` read from somebody's table (出所).
        old_version: the name of the version before (旧の版).
        new_version: the name of the version after (新の版).
        revisions: in the order of the new text, deletions where they stood (修正).
        entries: the rows, in the order of the table (行).
        segmenter: what cut the words, ``""`` in a published table (単語分割).
        coarsened: a cap on work was hit, so that pairs or marks may be coarser than they had to be (粗い比較).
    """

    source: Literal["texts", "published"] = attrs.field(validator=fields.one_of("texts", "published"))
    old_version: str = attrs.field(validator=fields.text)
    new_version: str = attrs.field(validator=fields.text)
    revisions: tuple[Revision, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Revision)
    )
    entries: tuple[ComparisonEntry, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(ComparisonEntry)
    )
    segmenter: str = attrs.field(default="", validator=fields.text)
    coarsened: bool = attrs.field(default=False, validator=fields.flag)

    def revision(self, revision_id: str) -> Revision | None:
        """The revision of that id, None if there is none."""
        return next((one for one in self.revisions if one.id == revision_id), None)


def content_ids(contents: Iterable[tuple[str | None, ...]]) -> list[str]:
    """An id for each content: ``R`` and ten digits of its SHA-256; equal ones get ``-2``, ``-3`` … in order."""
    times: Counter[str] = Counter()
    ids = []
    for content in contents:
        data = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        name = "R" + hashlib.sha256(data).hexdigest()[:10]
        times[name] += 1
        ids.append(name if times[name] == 1 else f"{name}-{times[name]}")
    return ids


def compare(old: Plan, new: Plan, *, segmenter: Segmenter = "builtin") -> Comparison:
    """All revisions between two versions of a plan, and the rows of their table (新旧対照).

    What differs in page, line, white space or the headings above only is no revision. A row shows one
    revision; the same amendment of the same text at several places shares one, as do clauses that moved
    together, and siblings that are merely renumbered. A row of these shows the labels.

    Args:
        old: the version before (旧).
        new: the version after (新).
        segmenter: what cuts the words: ``"builtin"``, or ``"sudachi"`` with the extra ``ja``.

    Raises:
        WrongTypeError: an argument is no Plan.
        WrongValueError: another segmenter.
        MissingExtraError: the segmenter is not installed.
    """
    for plan in (old, new):
        if not isinstance(plan, Plan):
            raise WrongTypeError(f"compare takes two plans, not {type(plan).__name__}")
    used = diff_text("", "", segmenter=segmenter).segmenter
    aligned = align(old, new)
    pairs = [(pair, kind) for pair in aligned.pairs if (kind := _kind(pair)) is not None]
    ids = content_ids(_content(pair) for pair, _ in pairs)
    revisions = tuple(_revision(name, kind, pair, segmenter) for name, (pair, kind) in zip(ids, pairs, strict=True))
    entries = _entries(revisions, old, new, segmenter)
    coarsened = aligned.coarsened or any(one.diff.coarsened for one in revisions if one.diff is not None)
    return Comparison("texts", old.version, new.version, revisions, entries, used, coarsened)


# ── revisions ────────────────────────────────────────────────────────────────────────────────────────


def _same(old: str, new: str) -> bool:
    """Whether two texts differ in nothing, or in white space only that keeps no two words apart."""
    if old == new:
        return True
    squeezed = ("".join(text.replace("\ufeff", "").split()) for text in (old, new))
    return next(squeezed) == next(squeezed) and comparison_key(old) == comparison_key(new)


def _text(clauses: tuple[Clause, ...]) -> str | None:
    return "\n".join(clause.text for clause in clauses) if clauses else None


def _label(clauses: tuple[Clause, ...]) -> str:
    return clauses[0].label if clauses else ""


def _kind(pair: ClausePair) -> RevisionKind | None:
    """What the pair is as a revision, None if it is none."""
    if not any(clause.full_text.strip() for clause in (*pair.old, *pair.new)):
        return None
    if not (pair.old and pair.new):
        return "deleted" if pair.old else "added"
    if len(pair.old) != len(pair.new) or not _same(pair.old[0].text, pair.new[0].text):
        return "amended"
    if pair.moved:
        return "moved"
    return None if _same(_label(pair.old), _label(pair.new)) else "renumbered"


def _content(pair: ClausePair) -> tuple[str | None, ...]:
    labels = ("\n".join(clause.label for clause in side) if side else None for side in (pair.old, pair.new))
    return (next(labels), _text(pair.old), next(labels), _text(pair.new))


def _revision(name: str, kind: RevisionKind, pair: ClausePair, segmenter: Segmenter) -> Revision:
    old, new = _text(pair.old), _text(pair.new)
    old_label, new_label = _label(pair.old), _label(pair.new)
    both = old is not None and new is not None
    relabelled = both and not _same(old_label, new_label)
    return Revision(
        name,
        kind,
        old,
        new,
        diff=None if old is None or new is None else diff_text(old, new, segmenter=segmenter),
        label_diff=diff_text(old_label, new_label, segmenter=segmenter) if relabelled else None,
        old_clauses=pair.old,
        new_clauses=pair.new,
        moved=pair.moved and kind != "moved",
        renumbered=relabelled and kind != "renumbered",
        locations=tuple(locate(clause) for clause in (*pair.old, *pair.new)),
    )


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────


def _entries(
    revisions: tuple[Revision, ...], old: Plan, new: Plan, segmenter: Segmenter
) -> tuple[ComparisonEntry, ...]:
    old_places = {clause.id: at for at, clause in enumerate(old.clauses)}
    new_places = {clause.id: at for at, clause in enumerate(new.clauses)}
    groups: list[list[Revision]] = []
    amendments: dict[tuple[str | None, str | None], list[Revision]] = {}
    for revision in revisions:
        if revision.kind == "amended" and (revision.old, revision.new) in amendments:
            amendments[revision.old, revision.new].append(revision)
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and (
            _follows_in_number(last, revision) or _follows_in_place(last, revision, old_places, new_places)
        ):
            groups[-1].append(revision)
            continue
        groups.append([revision])
        if revision.kind == "amended":
            amendments[revision.old, revision.new] = groups[-1]
    return tuple(_entry(group, segmenter) for group in groups)


def _follows_in_place(
    last: Revision, revision: Revision, old_places: dict[str, int], new_places: dict[str, int]
) -> bool:
    """Whether two moved clauses are neighbours on both sides: they moved together."""
    if not last.kind == revision.kind == "moved":
        return False
    old_step = old_places[revision.old_clauses[0].id] - old_places[last.old_clauses[0].id]
    new_step = new_places[revision.new_clauses[0].id] - new_places[last.new_clauses[0].id]
    return old_step == new_step == 1


def _follows_in_number(last: Revision, revision: Revision) -> bool:
    """Whether a renumbered clause is the next sibling of another, on both sides and by its number too."""
    if not last.kind == revision.kind == "renumbered":
        return False
    for before, clauses in ((last.old_clauses, revision.old_clauses), (last.new_clauses, revision.new_clauses)):
        one, two = before[0], clauses[0]
        if (one.kind, one.level, one.location.document) != (two.kind, two.level, two.location.document):
            return False
        if one.heading_path != two.heading_path or order(one.label, two.label)[:-1] != order(two.label, one.label)[:-1]:
            return False
        if sum(order(two.label, one.label)[-1:]) - sum(order(one.label, two.label)[-1:]) != 1:
            return False
    return True


def _entry(group: list[Revision], segmenter: Segmenter) -> ComparisonEntry:
    first = group[0]
    old, new, diff = first.old, first.new, first.diff
    if first.kind == "renumbered":
        old = span([_label(revision.old_clauses) for revision in group])
        new = span([_label(revision.new_clauses) for revision in group])
        diff = diff_text(old, new, segmenter=segmenter)
    elif first.kind == "moved":
        old = "\n".join(revision.old or _label(revision.old_clauses) for revision in group)
        new = "\n".join(revision.new or _label(revision.new_clauses) for revision in group)
        diff = diff_text(old, new, segmenter=segmenter)
    elif len(first.old_clauses) > 1 or len(first.new_clauses) > 1:
        # Split or merged: each piece stands with its own label, or the new number would be told nowhere.
        old = "\n".join(clause.full_text for clause in first.old_clauses)
        new = "\n".join(clause.full_text for clause in first.new_clauses)
        diff = diff_text(old, new, segmenter=segmenter)
    elif first.diff is None:
        # A clause that is nothing but its label shows that.
        old = old if old is None else old or _label(first.old_clauses)
        new = new if new is None else new or _label(first.new_clauses)
    # A row stands at its old place; what was moved at its new one, since the remark names the old.
    places = (
        revision.locations[len(revision.old_clauses) :]
        if first.kind == "moved"
        else revision.locations[: len(revision.old_clauses)] or revision.locations
        for revision in group
    )
    return ComparisonEntry(
        tuple(place for locations in places for place in locations),
        old,
        new,
        diff,
        tuple(revision.id for revision in group),
        "、".join(dict.fromkeys(_notes(group))),
    )


def _notes(group: list[Revision]) -> Iterable[str]:
    first = group[0]
    if first.kind == "renumbered":
        yield renumbering([_label(one.old_clauses) for one in group], [_label(one.new_clauses) for one in group])
        return
    if first.kind == "moved":
        count = f"（ほか{len(group) - 1}項目）" if len(group) > 1 else ""
        yield moved_from(first.old_clauses[0], first.new_clauses[0]) + count
    for revision in group:
        if revision.moved:
            yield moved_from(revision.old_clauses[0], revision.new_clauses[0])
        if revision.renumbered:
            yield renumbering([_label(revision.old_clauses)], [_label(revision.new_clauses)])
        if revision.old_clauses and len(revision.new_clauses) > 1:
            yield f"{len(revision.new_clauses)}つに分割"
        if revision.new_clauses and len(revision.old_clauses) > 1:
            yield f"{len(revision.old_clauses)}つを統合"
