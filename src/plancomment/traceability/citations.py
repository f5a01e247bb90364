"""What a text cites: pages, chapters, labels, figures, documents, lines and quoted words; and where that is (引用)."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment.plan import Clause, Plan
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability.atoms import Atom, find_atoms, heading_names

__all__ = ["Atlas", "Citation", "citations", "quotations", "resolve"]

#: How far behind a place the words quoted from it may begin: 「計画書P8の「…」」, 「8ページにある「…」」.
_REACH = 8
#: A place is named in no more pieces than this.
_MOST_ATOMS = 8
#: Documents that are meant even where nothing else is named.
_WHOLE_DOCUMENTS = frozenset({"概要版", "資料編", "別冊", "用語集", "用語解説"})
#: Documents that "the plan" does not mean.
_SUMMARY = "概要"


@attrs.frozen
class Citation:
    """A place named in a text, with the words quoted from it (引用箇所). Every field but ``words`` may be empty.

    Attributes:
        pages: the pages named, from 1 (頁).
        document: 概要版, 本編 … where the text names one just before, else ``""`` (文書).
        quote: the words quoted right behind the place, ``""`` if there are none (引用).
        label: the label named right behind the place, such as （１） or ①, ``""`` if there is none (項番号).
        words: the piece of text that says so (証拠).
        path: chapters, sections and what else stands above, outermost first, in one spelling: 第3章, 第1節 (章節).
        item: a measure, policy or the like by its number, in one spelling: 施策3-1 (施策等の番号).
        figure: a figure, table or annex by its number, in one spelling: 図3-2 (図表番号).
        lines: the printed lines named, from 1 (行).
        version: the version named just before, as printed: 素案, 修正後 (版).
        start: where the words begin in the text, counted in characters from 0.
        end: where they end.
    """

    pages: tuple[int, ...]
    document: str
    quote: str
    label: str
    words: str
    path: tuple[str, ...] = ()
    item: str = ""
    figure: str = ""
    lines: tuple[int, ...] = ()
    version: str = ""
    start: int = 0
    end: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Its chapter, item and figure, each in its one spelling: what a heading or caption must bear."""
        return (*self.path, *(name for name in (self.item, self.figure) if name))


@functools.cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"(?:の中の|の中|の|にある|内の|[（(]|[)）]|\s){0,3}")


@functools.cache
def _label_joint() -> re.Pattern[str]:
    return re.compile(r"(?:の|にある|、|\s)?\s*")


def citations(text: str) -> tuple[Citation, ...]:
    """Every place that a text names, in its order: P8, 24ページ, 概要版4ページ, 第３章（２）, 図表4, 施策３－１.

    Pieces that follow each other closely are one place: 「第３章の12ページ」, 「P.8 7行目」.
    """
    quotes = _quotes_with_start(text)
    starts = [begin for begin, _ in quotes]
    found = (_citation(text, group, quotes, starts) for group in _groups(text))
    return tuple(citation for citation in found if citation is not None)


def _groups(text: str) -> Iterator[list[Atom]]:
    group: list[Atom] = []
    for atom in find_atoms(text):
        if group and _joins(text, group, atom):
            group.append(atom)
        else:
            if group:
                yield group
            group = [] if atom.kind == "label" else [atom]
    if group:
        yield group


def _joins(text: str, group: list[Atom], atom: Atom) -> bool:
    gap = text[group[-1].end : atom.start]
    if len(group) >= _MOST_ATOMS:
        return False
    kinds = {one.kind for one in group}
    if atom.kind == "label":
        named = kinds & {"page", "path", "item"}
        return "label" not in kinds and bool(named) and _label_joint().fullmatch(gap) is not None
    if len(gap) > _REACH or _joint().fullmatch(gap) is None:
        return False
    # Several chapters or items behind each other are one path; two pages are two places.
    return atom.kind in ("path", "item") or (atom.kind not in kinds and atom.kind != "version")


def _citation(text: str, group: list[Atom], quotes: list[tuple[int, str]], starts: list[int]) -> Citation | None:
    names: dict[str, str] = {}
    numbers: dict[str, tuple[int, ...]] = {}
    path: list[str] = []
    for atom in group:
        if atom.kind in ("page", "line"):
            numbers[atom.kind] = atom.numbers
        elif atom.kind == "path":
            path.append(atom.name)
        else:
            if atom.kind == "item" and "item" in names:
                path.append(names["item"])
            names[atom.kind] = text[atom.start : atom.end] if atom.kind in ("label", "version") else atom.name
    if not (numbers or path or names.keys() & {"item", "figure"} or names.get("document") in _WHOLE_DOCUMENTS):
        return None
    start, end = next(atom for atom in group if atom.kind != "version").start, group[-1].end
    if text[end : end + 1] in ("）", ")") and re.search(r"[（(][^）)]*$", text[start:end]):
        end += 1
    quote = ""
    at = bisect_left(starts, end)
    if at < len(starts) and starts[at] - end <= _REACH:
        between = text[end : starts[at]]
        if "。" not in between and "\n" not in between:
            quote = quotes[at][1]
            end = starts[at] + len(quote) + 2 if quote else end
    return Citation(
        numbers.get("page", ()),
        names.get("document", ""),
        quote,
        names.get("label", ""),
        text[start:end],
        tuple(path),
        names.get("item", ""),
        names.get("figure", ""),
        numbers.get("line", ()),
        names.get("version", ""),
        start,
        end,
    )


def _quotes_with_start(text: str) -> list[tuple[int, str]]:
    """What stands between outermost 「」 or 『』, with the position of its opening bracket."""
    found: list[tuple[int, str]] = []
    opened: list[tuple[int, str]] = []
    closing = {"「": "」", "『": "』", "｢": "｣"}
    for index, char in enumerate(text):
        if char in closing:
            opened.append((index, closing[char]))
        elif opened and char == opened[-1][1]:
            start, _ = opened.pop()
            if not opened:
                found.append((start, text[start + 1 : index]))
    return found


def quotations(text: str) -> tuple[str, ...]:
    """The words quoted in a text, each once, in order (引用)."""
    return tuple(dict.fromkeys(quote for _, quote in _quotes_with_start(text)))


@attrs.frozen(eq=False)
class Atlas:
    """The clauses of a plan by what they can be cited by (引用の索引). Made once for many citations.

    Attributes:
        plan: the plan.
        keys: the comparison key of each clause, label and text.
    """

    plan: Plan
    keys: tuple[str, ...] = attrs.field(init=False)
    _pages: dict[str, tuple[list[int], list[int]]] = attrs.field(init=False, factory=dict)
    _names: dict[str, set[int]] = attrs.field(init=False, factory=dict)
    _labels: dict[str, set[int]] = attrs.field(init=False, factory=dict)
    _joined: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        clauses = self.plan.clauses
        object.__setattr__(self, "keys", tuple(comparison_key(one.label + one.text) for one in clauses))
        object.__setattr__(self, "_joined", "\n".join(self.keys))
        names_of: dict[str, frozenset[str]] = {}
        for at, clause in enumerate(clauses):
            if clause.location.page is not None:
                pages, places = self._pages.setdefault(clause.location.document, ([], []))
                if not pages or clause.location.page >= pages[-1]:
                    pages.append(clause.location.page)
                    places.append(at)
            own = (clause.full_text,) if clause.kind in ("heading", "caption") else (clause.label,)
            for words in (*clause.heading_path, *own):
                if words not in names_of:
                    names_of[words] = heading_names(words)
                for name in names_of[words]:
                    self._names.setdefault(name, set()).add(at)
            for words in (clause.label, *clause.heading_path):
                self._labels.setdefault(comparison_key(words), set()).add(at)

    def documents_meant(self, citation: Citation) -> tuple[str, ...]:
        """The documents that a citation may mean: those it names, else all but a summary."""
        documents = self.plan.documents
        if citation.document:
            return tuple(name for name in documents if citation.document in name)
        return tuple(name for name in documents if _SUMMARY not in name) or documents

    def on_pages(self, citation: Citation, documents: Iterable[str]) -> set[int] | None:
        """The clauses that begin or go on on one of the pages; None where no page is known."""
        known = False
        found: set[int] = set()
        for document in documents:
            pages, places = self._pages.get(document, ([], []))
            known = known or bool(pages)
            for page in citation.pages:
                first, last = bisect_left(pages, page), bisect_right(pages, page)
                found.update(places[first:last])
                if first == last and 0 < first < len(pages):
                    # A clause before it goes on over the whole page, or the page holds nothing but a picture.
                    found.add(places[first - 1])
        return found if known else None

    def under_name(self, name: str) -> set[int] | None:
        """The clauses below a heading, or with a caption, of that name; None where the plan has none of its kind."""
        if name in self._names:
            return self._names[name]
        if re.search(rf"{re.escape(name)}(?![0-9]|-[0-9])", self._joined):
            return {at for at, key in enumerate(self.keys) if name in key}
        kind = re.sub(r"[0-9IVX-]+", "#", name)
        if any(re.sub(r"[0-9IVX-]+", "#", other) == kind for other in self._names):
            return set()
        return None

    def under_label(self, label: str) -> set[int]:
        """The clauses that bear a label, or stand below a heading that begins with it."""
        key = comparison_key(label)
        found = set(self._labels.get(key, ()))
        for words, places in self._labels.items():
            if words.startswith(key):
                found |= places
        return found


def resolve(citation: Citation, plan: Plan | Atlas) -> tuple[Clause, ...] | None:
    """The clauses of a plan that a citation points at, in its order (引用先).

    Document, pages, chapters, items and figures must all fit. Label, line and quoted words make the choice smaller
    where they are found, and are passed over where they are not: a reader may name or quote them in his own way.

    Returns:
        () where the plan has such places and this one is not among them; None where nothing can be said: the plan has
        no pages, no chapters or figures of that kind, or not the document that is named.
    """
    atlas = plan if isinstance(plan, Atlas) else Atlas(plan)
    clauses = atlas.plan.clauses
    documents = atlas.documents_meant(citation)
    if not documents:
        return None
    told: list[set[int]] = []
    if citation.pages:
        told.extend(found for found in (atlas.on_pages(citation, documents),) if found is not None)
    told.extend(found for found in map(atlas.under_name, citation.names) if found is not None)
    if not told:
        if citation.document not in _WHOLE_DOCUMENTS or citation.pages or citation.names:
            return None
        told = [set(range(len(clauses)))]
    here = {at for at in set.intersection(*told) if clauses[at].location.document in documents}
    for narrower in _narrower(citation, atlas, here):
        here = narrower or here
    return tuple(clauses[at] for at in sorted(here))


def _narrower(citation: Citation, atlas: Atlas, here: set[int]) -> Iterator[set[int]]:
    """Smaller and smaller choices of what is there; an empty one says nothing."""
    clauses = atlas.plan.clauses
    if citation.label:
        here = (here & atlas.under_label(citation.label)) or here
        yield here
    if citation.lines:
        yield _on_lines(citation.lines, clauses, here)
    if citation.quote:
        key = comparison_key(citation.quote)
        yield {at for at in here if key in atlas.keys[at]}


def _on_lines(lines: Sequence[int], clauses: Sequence[Clause], here: Iterable[int]) -> set[int]:
    """The clauses that hold the lines: each begins on its line and goes on to where the next one begins."""
    placed = sorted((clauses[at].location.line or 0, at) for at in here if clauses[at].location.line is not None)
    starts = [line for line, _ in placed]
    return {placed[at - 1][1] for at in (bisect_right(starts, line) for line in lines) if at}
