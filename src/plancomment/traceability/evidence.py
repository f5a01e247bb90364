"""What a comment or a response says about places and words of the plan: citations, quotations, statements of change."""

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import attrs

from plancomment.comparison import Comparison, Revision
from plancomment.responses import StatedRevision
from plancomment.textdiff.keys import comparison_key

__all__ = [
    "Citation",
    "Shown",
    "citations",
    "exchanges",
    "is_there",
    "quotations",
    "shown_by",
    "stated_in",
    "states_change",
]

#: A quotation shorter than this (in characters of its key) names nothing by itself.
SHORTEST_QUOTE = 4
#: How far behind a page the words quoted from it may begin: 「計画書P8の「…」」, 「8ページにある「…」」.
_REACH = 8


@attrs.frozen
class Citation:
    """A page named in a text, with the words quoted from it (引用箇所).

    Attributes:
        pages: the pages named, from 1 (頁).
        document: 概要版, 本編 … where the text names one just before, else ``""`` (文書).
        quote: the words quoted right behind the page, ``""`` if there are none (引用).
        label: the label named right behind the page, such as （１） or ①, ``""`` if there is none (項番号).
        words: the piece of text that says so (証拠).
    """

    pages: tuple[int, ...]
    document: str
    quote: str
    label: str
    words: str


@functools.cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(r"(?:の|にある|、|\s)?\s*([（(][0-9０-９一二三四五六七八九十ア-ンa-zA-Z]{1,3}[）)]|[①-⑳])")


@functools.cache
def _page_pattern() -> re.Pattern[str]:
    digits = r"[0-9０-９]{1,4}"
    span = rf"{digits}(?:\s*[~〜～\-－–—]\s*[PpＰｐ]?[.．]?\s*{digits})?"
    return re.compile(
        rf"(?P<document>概要版|本編|資料編|本文|別冊)?(?:[のは、]|\s)?"
        rf"(?:(?<![A-Za-zＡ-Ｚａ-ｚ])[PpＰｐ]{{1,2}}[.．,，]?\s*(?P<p>{span})(?![A-Za-zＡ-Ｚａ-ｚ0-9０-９])"
        rf"|(?P<page>{span})\s*(?:ページ|頁|㌻)(?!数))"
    )


@functools.cache
def _statement_pattern() -> re.Pattern[str]:
    verbs = "改め|修正|変更|追加|追記|削除|加筆|反映|見直|加え|改訂|明記|記載|整理|訂正|書き換え|再検討|統一"
    return re.compile(rf"(?:{verbs})(?:を|し|いた|て|る|ま)*(?:ました|ます|いたします)|」(?:に|と)(?:いた)?しました")


def citations(text: str) -> tuple[Citation, ...]:
    """Every page that a text names: P8, Ｐ．8, 24ページ, P.5～6, 概要版4ページ, with the words quoted behind it."""
    found = []
    quotes = _quotes_with_start(text)
    starts = [begin for begin, _ in quotes]
    for match in _page_pattern().finditer(text):
        pages = _pages(match["p"] or match["page"])
        if not pages:
            continue
        start = match.end()
        quote = between = ""
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] - start <= _REACH:
            between = text[start : starts[at]]
            quote = "" if "。" in between or "\n" in between else quotes[at][1]
        named = _label_pattern().match(text, start)
        label = named[1] if named is not None else ""
        words = match[0].strip()
        if quote:
            words += text[start : start + len(between) + len(quote) + 2]
        elif named is not None:
            words += named[0]
        found.append(Citation(pages, match["document"] or "", quote, label, words))
    return tuple(found)


def _pages(span: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"[0-9]+", unicodedata.normalize("NFKC", span))]
    first, last = numbers[0], numbers[-1]
    if first < 1 or last < first or last - first > 50:
        return tuple(number for number in numbers if number >= 1)
    return tuple(range(first, last + 1))


def _quotes_with_start(text: str) -> list[tuple[int, str]]:
    """What stands between outermost 「」 or 『』, with the position of its opening bracket."""
    found: list[tuple[int, str]] = []
    opened: list[tuple[int, str]] = []
    closing = {"「": "」", "『": "』"}
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


@functools.cache
def _exchange_pattern() -> re.Pattern[str]:
    verbs = "改|修正|変更|訂正|統一|見直|しました|いたしました|書き換え|置き換え"
    return re.compile(
        rf"「([^「」]+)」(?:の(?:表記|記述|文言|部分|語句))?(?:を|から)、?「([^「」]+)」(?:に|へ|と)(?:{verbs})"
    )


def exchanges(text: str) -> tuple[StatedRevision, ...]:
    """What a response says was put in place of what: 「Ａ」を「Ｂ」に改めました, each as a stated revision."""
    return tuple(
        StatedRevision(f"E{number}", old=match[1], new=match[2], words=match[0])
        for number, match in enumerate(_exchange_pattern().finditer(text), start=1)
    )


def states_change(text: str) -> bool:
    """Whether a response says in words that the plan was changed (改めました, 追加しました, 「…」としました)."""
    return _statement_pattern().search(text) is not None


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
    """

    revision: Revision
    old: str | None
    new: str | None
    labels: frozenset[str]
    places: frozenset[str]
    old_pages: frozenset[tuple[str, int]]
    new_pages: frozenset[tuple[str, int]]

    @property
    def is_lost(self) -> bool:
        """A row of a published table whose words are not in the file."""
        return self.old is None and self.new is None

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
        return len(key) >= 2 and any(key in place for place in self.places)

    def on_page(self, citation: Citation, documents: Sequence[str], *, new_too: bool = False) -> bool:
        """It stands on a page that the citation names: of the old version, or with ``new_too`` of either."""
        pages = self.old_pages | self.new_pages if new_too else self.old_pages
        meant = [name for name in documents if citation.document and citation.document in name]
        if not meant:
            # Without a name the plan itself is meant, not its summary.
            meant = [name for name in documents if "概要" not in name] or list(documents)
        return any(document in meant and page in citation.pages for document, page in pages)


def shown_by(comparison: Comparison) -> tuple[Shown, ...]:
    """The revisions of a comparison, made ready."""
    return tuple(_shown(revision, comparison) for revision in comparison.revisions)


def _shown(revision: Revision, comparison: Comparison) -> Shown:
    def side(text: str | None, label: str) -> str | None:
        return None if text is None else comparison_key(label + text)

    old_label = "".join(clause.label for clause in revision.old_clauses[:1])
    new_label = "".join(clause.label for clause in revision.new_clauses[:1])
    headings = (head for clause in revision.old_clauses + revision.new_clauses for head in clause.heading_path)
    named = (place.place for place in revision.locations)
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
    )


def stated_in(stated: StatedRevision, shown: Sequence[Shown], pages: Iterable[Citation] = ()) -> tuple[Shown, ...]:
    """The revisions that a stated one speaks of (公表された修正内容に当たる修正).

    Its words decide. Where they fit several different changes, or are very short, its page decides, or the ``pages``
    that the comments cite; the same change at other places stays with it. Without words, its place alone decides.
    """
    fitting = [one for one in shown if _fits(stated, one)]
    if stated.old is None and stated.new is None:
        if stated.location is None:
            return ()
        return tuple(one for one in shown if _at(stated, one))
    exact = [one for one in fitting if _is_exchange(stated, one)]
    if exact:
        return tuple(exact)
    short = max(len(comparison_key(text or "")) for text in (stated.old, stated.new)) < SHORTEST_QUOTE - 1
    kinds = {(one.old, one.new) for one in fitting}
    if len(kinds) <= 1 and not short:
        return tuple(fitting)
    documents = tuple(dict.fromkeys(document for one in shown for document, _ in one.old_pages | one.new_pages))
    cited = tuple(pages)
    here = [
        one
        for one in fitting
        if _at(stated, one) or any(one.on_page(citation, documents, new_too=True) for citation in cited)
    ]
    if not here:
        # Longer words are the same change made in sentences that differ otherwise; a very short one could be anything.
        return () if short else tuple(fitting)
    changes = {_changes(one.revision) for one in here}
    return tuple(one for one in fitting if one in here or _changes(one.revision) in changes)


def _is_exchange(stated: StatedRevision, one: Shown) -> bool:
    """Exactly the stated words were marked, on both sides: then it is this change, however short they are."""
    if not stated.old or not stated.new or one.revision.diff is None:
        return False
    marked = [(segment.tag.value, comparison_key(segment.text)) for segment in one.revision.diff.segments]
    wanted = [("delete", comparison_key(stated.old)), ("insert", comparison_key(stated.new))]
    return any(marked[at : at + 2] == wanted for at in range(len(marked)))


def _fits(stated: StatedRevision, one: Shown) -> bool:
    """The stated words are among those put in, or taken out; both where both are told and both sides are there."""
    if one.is_lost or (stated.old is None and stated.new is None):
        return False
    old, new = comparison_key(stated.old or ""), comparison_key(stated.new or "")
    fits_new = not new or one.new is None or _gained(new, one.new, one.old)
    fits_old = not old or one.old is None or _gained(old, one.old, one.new)
    # 「市民」を「市民等」に: the shorter words stand on both sides, and the longer ones decide.
    if old and old in new and one.old is not None:
        fits_old = fits_new and old in one.old
    elif new and new in old and one.new is not None:
        fits_new = fits_old and new in one.new
    told = (bool(new) and one.new is not None) or (bool(old) and one.old is not None)
    return told and fits_new and fits_old


def _gained(words: str, side: str, other: str | None) -> bool:
    """The words stand more often on this side than on the other; or they quote this whole side and more."""
    if words in side:
        return side.count(words) > (other or "").count(words)
    return len(side) >= SHORTEST_QUOTE and side in words and (other is None or other not in words)


def is_there(stated: StatedRevision, one: Shown) -> bool:
    """The revision stands in the document and on the page that the statement names, as far as both tell."""
    location = stated.location
    if location is None:
        return True
    documents = {place.document for place in one.revision.locations}
    if location.document and location.document not in documents:
        return False
    if location.page is None:
        return True
    pages = {
        place.page
        for place in one.revision.locations
        if place.version == location.version and place.page is not None and location.document in ("", place.document)
    }
    return not pages or location.page in pages


def _at(stated: StatedRevision, one: Shown) -> bool:
    """The stated place is the revision's: same page where both have one, same document, and its words name it."""
    location = stated.location
    if location is None:
        return False
    if location.page is not None:
        pages = one.old_pages | one.new_pages
        if not any(page == location.page and location.document in ("", document) for document, page in pages):
            return False
        return not location.place or one.is_at(location.place) or one.is_lost
    return bool(location.place) and one.is_at(location.place)


def _changes(revision: Revision) -> tuple[tuple[str, str], ...]:
    """The words put in and taken out, to tell the same change in another sentence."""
    if revision.diff is None:
        return (("", (revision.old or "") + (revision.new or "")),)
    return tuple(
        (segment.tag.value, segment.text) for segment in revision.diff.segments if segment.tag.value != "equal"
    )
