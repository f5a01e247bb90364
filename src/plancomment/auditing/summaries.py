"""PC405: a summary that lost points of its original comment (意見の概要の点検)."""

import functools
import re
from collections.abc import Iterator

from plancomment.auditing.case import Case
from plancomment.findings import Finding, Severity
from plancomment.textdiff.keys import comparison_key

__all__ = ["check_summaries"]

#: A sentence with no more of its pairs of characters in the summary than this has no counterpart there.
_COUNTERPART = 0.15
#: So many points have to be lost before it is told: one or two may be examples.
_LOST = 3
#: Sentences with fewer pairs of characters (those of kana alone left out) say too little to be looked for.
_FEWEST_PAIRS = 5
#: No more sentences of one comment are looked at.
_MOST_SENTENCES = 500


@functools.cache
def _point() -> re.Pattern[str]:
    """A request, a quoted phrase, a page or a figure: what a sentence that carries a point has."""
    return re.compile(
        r"ほしい|欲しい|べき|必要|お願い|ください|下さい|いただきたい|求め|望み|望む|提案|要望|反対|賛成|ではないか"
        r"|して(?:は|も)どうか|たい(?:です|と思)|疑問|問題|不安|心配"
        r"|「[^「」]{3,}」|[PpＰｐ][.．]?\s*[0-9０-９]|[0-9０-９]+\s*(?:ページ|頁|[%％人件円台回年分か所])"
    )


def check_summaries(case: Case) -> Iterator[Finding]:
    """PC405: several sentences that carry a point have no counterpart in the summary.

    A summary is shorter by nature: only sentences with a request, a quotation, a page or a figure count, and none is
    lost that shares words with the summary. Reported are at least three, and more than the half of them.
    """
    for comment in case.consultation.comments:
        if comment.is_withheld or not comment.text or not comment.summary:
            continue
        points, lost = _points(comment.text, comment.summary)
        if len(lost) >= _LOST and 2 * len(lost) > points:
            yield Finding(
                "PC405",
                Severity.INFO,
                (comment.id,),
                f"{len(lost)} of {points} points of comment {comment.id!r} have no counterpart in its summary: "
                + " / ".join(lost),
                f"意見「{comment.id}」の原文の要点{points}のうち{len(lost)}は、概要に見当たりません："
                + "／".join(lost),
            )


def _points(text: str, summary: str) -> tuple[int, list[str]]:
    """How many sentences of a text carry a point, and those without a counterpart in the summary."""
    there = _pairs(summary)
    points = 0
    lost: list[str] = []
    for sentence in re.split(r"(?<=[。！？!?])|\n", text, maxsplit=_MOST_SENTENCES):
        if _point().search(sentence) is None:
            continue
        pairs = _pairs(sentence)
        if len(pairs) < _FEWEST_PAIRS:
            continue
        points += 1
        if len(pairs & there) <= _COUNTERPART * len(pairs):
            lost.append(sentence.strip())
    return points, lost


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters that say something: not those of hiragana and signs alone."""
    key = comparison_key(text)
    return {key[at : at + 2] for at in range(len(key) - 1) if _SAYING.search(key, at, at + 2)}


_SAYING = re.compile(r"[0-9A-Za-z々〇ァ-ヺ一-鿿]")
