"""PC117, PC118: citations that point nowhere in the version they name (引用先の点検)."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from plancomment.auditing.case import Case
from plancomment.findings import Finding, Severity
from plancomment.plan import Plan
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability.citations import Atlas, Citation, citations, resolve

__all__ = ["check_comment_citations", "check_response_citations"]

#: Shorter quotations (in characters of their key) are often in somebody's own words.
_SHORTEST_QUOTE = 8
#: A clause with this share of a quotation's pairs of characters is what was meant.
_NEAR = 0.5


@attrs.define
class _Version:
    """A plan by what may be cited of it; the pairs of characters are counted when they are first asked for."""

    atlas: Atlas
    pairs: dict[str, list[int]] | None = None

    def quotes(self, key: str) -> bool:
        """Whether the words stand in it, exactly or nearly."""
        if any(key in one for one in self.atlas.keys):
            return True
        if self.pairs is None:
            self.pairs = {}
            for at, one in enumerate(self.atlas.keys):
                for pair in _pairs(one):
                    self.pairs.setdefault(pair, []).append(at)
        wanted = _pairs(key)
        times = Counter(at for pair in wanted for at in self.pairs.get(pair, ()))
        return max(times.values(), default=0) >= _NEAR * len(wanted)


@functools.cache
def _other_document() -> re.Pattern[str]:
    """A document's name just before a place: 「○○市総合計画」の12ページ. The plan itself is 本計画 or 計画案."""
    kinds = (
        "計画|プラン|条例|法律|法|方針|ビジョン|大綱|要綱|要領|指針|戦略|白書|広報|新聞|ガイドライン|マニュアル|手引き?"
        "|報告書"
    )
    name = rf"[々ー一-鿿ァ-ヺA-Za-zＡ-Ｚａ-ｚ・]{{2,}}(?:{kinds})"
    return re.compile(rf"({name}|広報[ぁ-んァ-ヺー一-鿿]+)[」』]?(?:[（(][^（()）]*[)）])?(?:の|、|\s)*\Z")


def _is_elsewhere(text: str, citation: Citation, titles: str) -> bool:
    """Whether the citation is one of another document: it is named just before, and not in the titles."""
    found = _other_document().search(text[max(0, citation.start - 60) : citation.start])
    return found is not None and comparison_key(found[1]) not in titles


def _pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)}


def check_comment_citations(case: Case) -> Iterator[Finding]:
    """PC117: a comment cites what the draft does not have. For information: people cite from memory."""
    if case.draft is None:
        return
    versions = [_Version(Atlas(case.draft))]
    titles = _titles(case)
    for comment in case.consultation.comments:
        if comment.is_withheld:
            continue
        for citation, told, told_ja in _lost((comment.text, comment.summary), versions, (case.draft,), titles):
            yield Finding(
                "PC117",
                Severity.INFO,
                (comment.id,),
                f"comment {comment.id!r} cites {citation.words!r}: {told}",
                f"意見「{comment.id}」の引用「{citation.words}」は、{told_ja}。",
            )


def check_response_citations(case: Case) -> Iterator[Finding]:
    """PC118: a response cites what neither version has."""
    if case.final is None:
        return
    plans = tuple(plan for plan in (case.draft, case.final) if plan is not None)
    versions = [_Version(Atlas(plan)) for plan in plans]
    titles = _titles(case)
    for response in case.consultation.responses:
        for citation, told, told_ja in _lost((response.text,), versions, plans, titles):
            yield Finding(
                "PC118",
                Severity.WARNING,
                (response.id,),
                f"response {response.id!r} cites {citation.words!r}: {told}",
                f"回答「{response.id}」の引用「{citation.words}」は、{told_ja}。",
            )


def _titles(case: Case) -> str:
    return comparison_key(f"{case.consultation.title}\n{case.consultation.plan_title}")


def _lost(
    texts: Iterable[str | None], versions: Sequence[_Version], plans: Sequence[Plan], titles: str
) -> Iterator[tuple[Citation, str, str]]:
    """The citations that point nowhere in any of the versions, each once, with what is missing."""
    names = " or ".join(repr(plan.version) for plan in plans)
    names_ja = "にも".join(f"「{plan.version}」" for plan in plans) + ("にも" if len(plans) > 1 else "に")
    seen: set[str] = set()
    for text in texts:
        for citation in citations(text or ""):
            if citation.words in seen or _is_elsewhere(text or "", citation, titles):
                continue
            seen.add(citation.words)
            if all(resolve(citation, version.atlas) == () for version in versions):
                yield citation, f"there is no such place in {names}", f"{names_ja}見当たらない箇所です"
                continue
            key = comparison_key(citation.quote)
            if len(key) >= _SHORTEST_QUOTE and not any(version.quotes(key) for version in versions):
                yield citation, f"these words stand nowhere in {names}", f"{names_ja}見当たらない文言です"
