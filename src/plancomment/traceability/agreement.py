"""Which of the revisions that the texts show a response speaks of (公表された修正内容と文面の照合)."""

from collections.abc import Iterable, Sequence

import attrs

from plancomment.comparison import Revision
from plancomment.responses import StatedRevision
from plancomment.textdiff import diff_text
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability.citations import Citation
from plancomment.traceability.shown import Shown, ShownRevisions

__all__ = ["NearlyShown", "difference", "is_there", "nearly_stated_in", "stated_in"]

#: A quotation shorter than this (in characters of its key) names nothing by itself.
SHORTEST_QUOTE = 4


@attrs.frozen
class NearlyShown:
    """A revision that shows a stated change in nearly the words stated (近い文言の修正).

    Attributes:
        shown: the revision.
        difference: stated and shown words in one line, such as ``関係者[-等-]と連携`` (相違).
    """

    shown: Shown
    difference: str


def stated_in(stated: StatedRevision, shown: Sequence[Shown], pages: Iterable[Citation] = ()) -> tuple[Shown, ...]:
    """The revisions that a stated one speaks of (公表された修正内容に当たる修正).

    Its words decide. Where they fit several different changes, or are very short, its page decides, or the ``pages``
    that the comments cite; the same change at other places stays with it. Without words, its place alone decides.
    """
    known = ShownRevisions.of(shown)
    if stated.old is None and stated.new is None:
        if stated.location is None:
            return ()
        return tuple(one for one in _near_place(stated, known) if _at(stated, one))
    old, new = comparison_key(stated.old or ""), comparison_key(stated.new or "")
    fitting = [one for one in known.fitting(old, new) if _fits(old, new, one)]
    exact = [one for one in fitting if _is_exchange(stated, one)]
    if exact:
        return tuple(exact)
    if any(_is_marked(old, new, one) for one in fitting):
        # Words put into a sentence, or taken out of one, are not a whole clause that happens to hold them.
        fitting = [one for one in fitting if one.revision.kind not in ("added", "deleted")]
    short = max(len(old), len(new)) < SHORTEST_QUOTE - 1
    kinds = {one.content for one in fitting}
    if len(kinds) <= 1 and not short:
        return tuple(fitting)
    cited = tuple(pages)
    here = [
        one
        for one in fitting
        if _at(stated, one) or any(one.on_page(citation, known.documents, new_too=True) for citation in cited)
    ]
    if not here:
        # Longer words are the same change made in sentences that differ otherwise; a very short one could be anything.
        return () if short else tuple(fitting)
    changes = {_changes(one.revision) for one in here}
    places = {one.at for one in here}
    return tuple(one for one in fitting if one.at in places or _changes(one.revision) in changes)


def nearly_stated_in(stated: StatedRevision, shown: Sequence[Shown]) -> tuple[NearlyShown, ...]:
    """The revisions that show a stated change in nearly its words, the nearest first, with the difference.

    The words must have been put in, or taken out, as far as both texts tell: words near them on both sides were no
    change.
    """
    known = ShownRevisions.of(shown)
    for words, is_new in ((stated.new, True), (stated.old, False)):
        if words is None:
            continue
        key = comparison_key(words)
        found = []
        for one, there in known.nearly_saying(key):
            side, other = (one.new, one.old) if is_new else (one.old, one.new)
            if side is not None and there in side and there not in (other or ""):
                found.append(NearlyShown(one, difference(key, there)))
        if found:
            return tuple(found)
    return ()


def difference(said: str, there: str) -> str:
    """What was said against what stands there, in one line: [-said only-]{+there only+}."""
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[segment.tag.value].format(segment.text) for segment in diff_text(said, there).segments)


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
        if location.version in ("", place.version)
        and place.page is not None
        and location.document in ("", place.document)
    }
    return not pages or location.page in pages


def _near_place(stated: StatedRevision, known: ShownRevisions) -> tuple[Shown, ...]:
    location = stated.location
    if location is None:
        return ()
    if location.page is None:
        return known.placed(location.place)
    page = Citation((location.page,), location.document, "", "", "")
    everywhere = [attrs.evolve(page, document=name) for name in known.documents] if not location.document else [page]
    found = {one.at: one for each in everywhere for one in known.cited(each, new=True)}
    return tuple(found[at] for at in sorted(found))


def _is_exchange(stated: StatedRevision, one: Shown) -> bool:
    """Exactly the stated words were marked, on both sides: then it is this change, however short they are."""
    if not stated.old or not stated.new or one.revision.diff is None:
        return False
    marked = [(segment.tag.value, comparison_key(segment.text)) for segment in one.revision.diff.segments]
    wanted = [("delete", comparison_key(stated.old)), ("insert", comparison_key(stated.new))]
    return any(marked[at : at + 2] == wanted for at in range(len(marked)))


def _is_marked(old: str, new: str, one: Shown) -> bool:
    """Exactly the stated words were marked as put in or taken out."""
    if one.revision.diff is None or bool(old) == bool(new):
        return False
    wanted = ("insert", new) if new else ("delete", old)
    return any((part.tag.value, comparison_key(part.text)) == wanted for part in one.revision.diff.segments)


def _fits(old: str, new: str, one: Shown) -> bool:
    """The stated words are among those put in, or taken out; both where both are told and both sides are there."""
    if one.is_lost:
        return False
    fits_new = not new or one.new is None or _gained(new, one.new, one.old)
    fits_old = not old or one.old is None or _gained(old, one.old, one.new)
    # 「市民」を「市民等」に: the shorter words stand on both sides, and the longer ones decide.
    if old and old in new and one.old is not None:
        fits_old = fits_new and old in one.old
    elif new and new in old and one.new is not None:
        fits_new = fits_old and new in one.new
    # A sentence that goes altogether is no sentence that is only a part of it.
    if not new and one.new is not None and old not in (one.old or ""):
        return False
    told = (bool(new) and one.new is not None) or (bool(old) and one.old is not None)
    return told and fits_new and fits_old


def _gained(words: str, side: str, other: str | None) -> bool:
    """The words stand more often on this side than on the other; or they quote this whole side and more."""
    if words in side:
        return side.count(words) > (other or "").count(words)
    return len(side) >= SHORTEST_QUOTE and side in words and (other is None or other not in words)


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
