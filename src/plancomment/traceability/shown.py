"""Revisions made ready for being looked up by their words and places (修正の索引)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import attrs

from plancomment.comparison import Comparison, Revision
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability.atoms import heading_names, place_name
from plancomment.traceability.citations import Citation, citations
from plancomment.traceability.substrings import Substrings

__all__ = ["Shown", "ShownRevisions", "shown_by"]


@attrs.frozen
class Shown:
    """A revision made ready for comparing: its texts as keys, its places by version.

    Attributes:
        revision: the revision itself.
        old: key of the text before, None if there is none or it is lost.
        new: key of the text after.
        labels: keys of its own labels, before and after.
        places: keys of the places and headings that name it.
        old_pages: (document, page) in the old version.
        new_pages: (document, page) in the new version.
        names: chapters, items and figures that it stands below or bears, each in its one spelling: 第3章, 施策3-1.
        lines: the printed lines that its places name.
        at: its place among the revisions, from 0.
    """

    revision: Revision
    old: str | None
    new: str | None
    labels: frozenset[str]
    places: frozenset[str]
    old_pages: frozenset[tuple[str, int]]
    new_pages: frozenset[tuple[str, int]]
    names: frozenset[str] = frozenset()
    lines: frozenset[int] = frozenset()
    at: int = 0

    @property
    def is_lost(self) -> bool:
        """A row of a published table whose words are not in the file."""
        return self.old is None and self.new is None

    @property
    def content(self) -> tuple[str | None, str | None]:
        """Both sides: the same change made at several places has one content."""
        return (self.old, self.new)

    def changed(self, quote: str) -> bool:
        """The quoted words stand on one side only: they were put in, or taken out."""
        key = comparison_key(quote)
        return bool(key) and (key in (self.old or "")) != (key in (self.new or ""))

    def says(self, quote: str) -> bool:
        """The quoted words stand on one of its sides."""
        key = comparison_key(quote)
        return bool(key) and (key in (self.old or "") or key in (self.new or ""))

    def is_at(self, quote: str) -> bool:
        """The quoted words name its place or a heading above it."""
        key = comparison_key(quote)
        return len(key) >= 2 and (any(key in place for place in self.places) or place_name(quote) in self.names)

    def on_page(self, citation: Citation, documents: Sequence[str], *, new_too: bool = False) -> bool:
        """It stands on a page that the citation names: of the old version, or with ``new_too`` of either."""
        pages = self.old_pages | self.new_pages if new_too else self.old_pages
        meant = documents_meant(citation, documents)
        return any(document in meant and page in citation.pages for document, page in pages)


def documents_meant(citation: Citation, documents: Sequence[str]) -> Sequence[str]:
    """The documents that a citation may mean: without a name the plan itself, not its summary."""
    meant = [name for name in documents if citation.document and citation.document in name]
    return meant or [name for name in documents if "概要" not in name] or documents


@attrs.frozen(eq=False)
class ShownRevisions(Sequence[Shown]):
    """The revisions of a comparison made ready, with what they are looked up by.

    Attributes:
        shown: the revisions, in the order of the comparison.
        documents: the documents in which they stand.
    """

    shown: tuple[Shown, ...]
    documents: tuple[str, ...] = attrs.field(init=False)
    _texts: Substrings = attrs.field(init=False)
    _places: Substrings = attrs.field(init=False)
    _sides: dict[str, list[int]] = attrs.field(init=False, factory=dict)
    _old_pages: dict[tuple[str, int], list[int]] = attrs.field(init=False, factory=dict)
    _new_pages: dict[tuple[str, int], list[int]] = attrs.field(init=False, factory=dict)
    _names: dict[str, list[int]] = attrs.field(init=False, factory=dict)
    _by_place: dict[str, list[int]] = attrs.field(init=False, factory=dict)
    _place_keys: tuple[str, ...] = attrs.field(init=False)
    _without_old: frozenset[int] = attrs.field(init=False)
    _without_new: frozenset[int] = attrs.field(init=False)
    _saying: dict[str, frozenset[int]] = attrs.field(init=False, factory=dict)
    _cited: dict[Citation, tuple[Shown, ...]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        documents: dict[str, None] = {}
        for at, one in enumerate(self.shown):
            for side in dict.fromkeys(side for side in (one.old, one.new) if side and len(side) >= _HEAD):
                self._sides.setdefault(side[:_HEAD], []).append(at)
            for index, pages in ((self._old_pages, one.old_pages), (self._new_pages, one.new_pages)):
                for page in sorted(pages):
                    index.setdefault(page, []).append(at)
                    documents[page[0]] = None
            for name in one.names:
                self._names.setdefault(name, []).append(at)
            for place in one.places:
                self._by_place.setdefault(place, []).append(at)
        texts = (f"{one.old or ''}\n{one.new or ''}" for one in self.shown)
        object.__setattr__(self, "documents", tuple(documents))
        object.__setattr__(self, "_texts", Substrings(tuple(texts)))
        object.__setattr__(self, "_place_keys", tuple(self._by_place))
        object.__setattr__(self, "_places", Substrings(self._place_keys))
        for name in ("old", "new"):
            lacking = frozenset(at for at, one in enumerate(self.shown) if getattr(one, name) is None)
            object.__setattr__(self, f"_without_{name}", lacking)

    @classmethod
    def of(cls, shown: Sequence[Shown]) -> "ShownRevisions":
        """The same with what they are looked up by, unless it is there already."""
        return shown if isinstance(shown, cls) else cls(tuple(attrs.evolve(one, at=at) for at, one in enumerate(shown)))

    def __len__(self) -> int:
        return len(self.shown)

    def __iter__(self) -> Iterator[Shown]:
        return iter(self.shown)

    @overload
    def __getitem__(self, at: int) -> Shown: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Shown, ...]: ...
    def __getitem__(self, at: int | slice) -> Shown | tuple[Shown, ...]:
        return self.shown[at]

    def saying(self, key: str) -> tuple[Shown, ...]:
        """Those with the words, given as a key, on one of their sides."""
        return tuple(self.at(self.places_saying(key)))

    def places_saying(self, key: str) -> frozenset[int]:
        """The places of those with the words, given as a key, on one of their sides."""
        found = self._saying.get(key)
        if found is None:
            found = self._saying[key] = frozenset(self._texts.find(key))
        return found

    def at(self, places: Iterable[int]) -> list[Shown]:
        """Those at the places, in order."""
        return [self.shown[at] for at in sorted(places)]

    def fitting(self, old: str, new: str) -> list[Shown]:
        """All that may show this change: what they have of the two sides holds the words, or is a part of them."""
        if old and new:
            olds, news = self._sharing(old), self._sharing(new)
            return self.at((olds & news) | (olds & self._without_new) | (news & self._without_old))
        return self.at(self._sharing(old or new) if old or new else ())

    def _sharing(self, key: str) -> frozenset[int]:
        within = self.within(key)
        return self.places_saying(key).union(within) if within else self.places_saying(key)

    def nearly_saying(self, key: str) -> tuple[tuple[Shown, str], ...]:
        """Those with nearly the words on one of their sides, and what stands there; the nearest first."""
        return tuple((self.shown[near.at], near.words) for near in self._texts.near(key) if "\n" not in near.words)

    def within(self, key: str) -> set[int]:
        """The places of those that have a side which is a part of the words."""
        found: set[int] = set()
        for place in range(len(key) - _HEAD + 1):
            for at in self._sides.get(key[place : place + _HEAD], ()):
                if any(side and key.startswith(side, place) for side in self.shown[at].content):
                    found.add(at)
        return found

    def placed(self, quote: str) -> tuple[Shown, ...]:
        """Those whose place, or a heading above them, the quoted words name."""
        key = comparison_key(quote)
        if len(key) < 2:
            return ()
        found = {at for place in self._places.find(key) for at in self._by_place[self._place_keys[place]]}
        found.update(self._names.get(place_name(quote), ()))
        return tuple(self.shown[at] for at in sorted(found))

    def sharing_place(self, one: Shown) -> tuple[Shown, ...]:
        """The others that are called by one of its places."""
        found = {at for place in one.places for at in self._by_place.get(place, ())}
        return tuple(self.shown[at] for at in sorted(found) if self.shown[at] is not one)

    def cited(self, citation: Citation, *, old: bool = True, new: bool = False) -> tuple[Shown, ...]:
        """Those at the place that a citation names, in the old version, in the new one, or in either.

        A page decides where there is one, and chapter, item, figure and lines make the choice smaller; without a page
        chapter, item and figure decide. A summary or annex named alone means all that stands in it.
        """
        versions = f"{old} {new}"
        asked = Citation(
            citation.pages,
            citation.document,
            "",
            "",
            "",
            citation.path,
            citation.item,
            citation.figure,
            citation.lines,
            versions,
        )
        here = self._cited.get(asked)
        if here is None:
            here = self._cited[asked] = self._at_place(asked, old=old, new=new)
        return here

    def _at_place(self, citation: Citation, *, old: bool, new: bool) -> tuple[Shown, ...]:
        found: set[int] | None = None
        meant = documents_meant(citation, self.documents)
        if citation.pages:
            indexes = [index for index, wanted in ((self._old_pages, old), (self._new_pages, new)) if wanted]
            places = ((document, page) for document in meant for page in citation.pages)
            found = {at for place in places for index in indexes for at in index.get(place, ())}
        for name in citation.names:
            named = set(self._names.get(name, ()))
            found = named if found is None else (found & named) or (found if citation.pages else set())
        if found is None and citation.document and citation.document in "".join(self.documents):
            pages = (place for place in sorted({*self._old_pages, *self._new_pages}) if place[0] in meant)
            found = {at for place in pages for at in (*self._old_pages.get(place, ()), *self._new_pages.get(place, ()))}
        here = [self.shown[at] for at in sorted(found or ())]
        if citation.lines and citation.pages:
            here = [one for one in here if one.lines & set(citation.lines)] or here
        return tuple(here)


#: A side with fewer characters names nothing by itself.
_HEAD = 4


def shown_by(comparison: Comparison) -> ShownRevisions:
    """The revisions of a comparison, made ready."""
    return ShownRevisions(tuple(_shown(one, comparison, at) for at, one in enumerate(comparison.revisions)))


def _shown(revision: Revision, comparison: Comparison, at: int) -> Shown:
    def side(text: str | None, label: str) -> str | None:
        return None if text is None else comparison_key(label + text)

    old_label = "".join(clause.label for clause in revision.old_clauses[:1])
    new_label = "".join(clause.label for clause in revision.new_clauses[:1])
    clauses = revision.old_clauses + revision.new_clauses
    headings = [head for clause in clauses for head in clause.heading_path]
    named = [place.place for place in revision.locations]
    own = [clause.full_text for clause in clauses if clause.kind in ("heading", "caption")]
    pages: dict[str, set[tuple[str, int]]] = {}
    for place in revision.locations:
        if place.page is not None:
            pages.setdefault(place.version, set()).add((place.document, place.page))
    return Shown(
        revision,
        side(revision.old, old_label),
        side(revision.new, new_label),
        frozenset(comparison_key(label) for label in (old_label, new_label) if label),
        frozenset(comparison_key(name) for name in (*named, *headings) if name),
        frozenset(pages.get(comparison.old_version, ())),
        frozenset(pages.get(comparison.new_version, ())),
        _names_of((*headings, *named, *own, old_label, new_label)),
        _lines_of(revision),
        at,
    )


def _names_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in dict.fromkeys(texts) if text for name in heading_names(text))


def _lines_of(revision: Revision) -> frozenset[int]:
    lines = {place.line for place in revision.locations if place.line is not None}
    for place in revision.locations:
        for citation in citations(place.place) if "行" in place.place else ():
            lines.update(citation.lines)
    return frozenset(lines)
