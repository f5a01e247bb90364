"""What changed between two versions of a plan, as values: revisions, and the rows of the table (新旧対照表)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii
from typing import Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongValueError
from plancomment.plan import Clause, Location
from plancomment.textdiff import TextDiff

__all__ = ["Comparison", "ComparisonEntry", "Revision", "RevisionKind", "content_ids"]

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
        old: the text before, without its label; None if there was none, or if it is lost; several clauses stand
            line by line (旧).
        new: the text after; None if there is none, or if it is lost (新).
        diff: old against new, None unless both are there.
        label_diff: the old label against the new one, None if the label stayed or there is no pair (項番号の差).
        old_clauses: the clauses before; several: they were merged, or are the cells of a table row or column that
            is gone; () in a published table.
        new_clauses: the clauses after; several: one was split, or they are the cells of a new table row or column;
            () in a published table.
        moved: it also stands elsewhere in the order now, beside an amendment (移動を伴う).
        renumbered: it also has another label now, beside an amendment (番号の変更を伴う).
        locations: where: the old places, then the new ones, each of its named version; the cells of a table row or
            column have one (変更箇所).
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

    @property
    def is_cosmetic(self) -> bool:
        """Whether its text and label differ in width, variants, Unicode form or spacing only (表記のみの修正)."""
        if self.moved or self.kind not in ("amended", "renumbered") or len(self.old_clauses) != len(self.new_clauses):
            return False
        changes = [one for one in (self.diff, self.label_diff) if one is not None and not one.is_equal]
        return bool(changes) and all(one.is_cosmetic for one in changes)


@attrs.frozen
class ComparisonEntry:
    """One row of the comparison table (新旧対照表の行). The same change at several places can share one.

    Attributes:
        locations: every place of the row; of the old version, of the new one for what was added or moved (変更箇所).
        old: the old side as shown, None if there is none or it is lost; the cells of a table row stand in one line,
            with ｜ between them (旧).
        new: the new side as shown (新).
        diff: old against new, with the words to underline, None unless both are there.
        revision_ids: the revisions it shows (修正ID).
        note: for the remarks column, in Japanese (備考).
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
        entries: the rows, in the order of the table; revisions of notation only may have none (行).
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

    @property
    def omitted(self) -> tuple[Revision, ...]:
        """The revisions that no row shows: those of notation only, where they were to be left out (省略した修正)."""
        shown = {name for entry in self.entries for name in entry.revision_ids}
        return tuple(one for one in self.revisions if one.id not in shown)


def content_ids(contents: Iterable[tuple[str | None, ...]]) -> list[str]:
    """An id for each content: ``R`` and ten digits of its SHA-256; equal ones get ``-2``, ``-3`` … in order."""
    times: Counter[str] = Counter()
    ids = []
    for content in contents:
        # What json.dumps writes, without the encoder that it would make at every call.
        data = ",".join(["null" if text is None else encode_basestring_ascii(text) for text in content])
        name = "R" + hashlib.sha256(f"[{data}]".encode("ascii")).hexdigest()[:10]
        times[name] += 1
        ids.append(name if times[name] == 1 else f"{name}-{times[name]}")
    return ids
