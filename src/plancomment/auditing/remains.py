"""PC406: words that a revision replaced and that still stand elsewhere in the final plan (旧文言の残存)."""

import functools
import re
from collections.abc import Iterator

import attrs

from plancomment.auditing.case import Case, told
from plancomment.comparison import Comparison, Revision
from plancomment.findings import Finding, Place, Severity
from plancomment.plan import Clause
from plancomment.textdiff import Segment
from plancomment.textdiff.keys import comparison_key

__all__ = ["check_remains"]

#: Words with their neighbours that are shorter than this (in characters of their key) stand in too many places.
_SHORTEST = 6
#: A term that was replaced as a whole needs no neighbours if it has so many characters.
_SHORTEST_TERM = 4
#: Words that stay in more clauses than this, and in more than were revised, are ordinary words.
_MOST = 10
#: So many places are told by name.
_TOLD = 3


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ々〇ァ-ヺー一-鿿]{1,8}\Z")


@functools.cache
def _behind() -> re.Pattern[str]:
    return re.compile(r"[ぁ-ん]{0,4}[0-9０-９A-Za-zＡ-Ｚａ-ｚ々〇ァ-ヺー一-鿿]{1,6}")


@functools.cache
def _term() -> re.Pattern[str]:
    return re.compile(r"[A-Za-zＡ-Ｚａ-ｚ々〇ァ-ヺー一-鿿・]+\Z")


@functools.cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[0-9０-９,，.．〇一二三四五六七八九十百千万]*\Z")


@functools.cache
def _reference() -> re.Pattern[str]:
    """Numbers of articles, pages and years: another one is right at another place."""
    return re.compile(r"[0-9０-９〇一二三四五六七八九十百元](?:条|項|号|章|節|款|頁|ページ|年|月|日)")


@functools.cache
def _signs() -> re.Pattern[str]:
    """No letter at all, or an explanation in brackets: it is given once."""
    return re.compile(r"\W*\Z|[（(].*[)）]\Z", re.DOTALL)


@functools.cache
def _kana() -> re.Pattern[str]:
    return re.compile(r"[ぁ-んー]")


@attrs.define
class _Old:
    """Words that were replaced: as they stood, by what, and by which revisions."""

    words: str
    new: str
    revisions: list[Revision]
    left: list[Clause] = attrs.Factory(list)


def check_remains(case: Case) -> Iterator[Finding]:
    """PC406: words that an amendment replaced stand in a clause of the final plan that was not revised.

    A term that was replaced as a whole is looked for as it is, other words together with their neighbours. Numbers,
    short words and words that stay in many clauses are passed over: there, a change at one place means that place.
    """
    if case.final is None or case.comparison is None or case.comparison.source != "texts":
        return
    replaced = _replaced(case.comparison)
    revised = {clause.id for revision in case.comparison.revisions for clause in _new_words(revision)}
    heads: dict[str, list[_Old]] = {}
    for key, old in replaced.items():
        heads.setdefault(key[:_SHORTEST_TERM], []).append(old)
    for clause in case.final.clauses:
        if clause.id in revised:
            continue
        key = comparison_key(clause.text)
        found: dict[int, _Old] = {}
        for at in range(len(key) - _SHORTEST_TERM + 1):
            for old in heads.get(key[at : at + _SHORTEST_TERM], ()):
                new = comparison_key(old.new)
                if key.startswith(comparison_key(old.words), at) and (not new or new not in key):
                    found[id(old)] = old
        for old in found.values():
            old.left.append(clause)
    for old in replaced.values():
        if old.left and not (len(old.left) > _MOST and len(old.left) > len(old.revisions)):
            yield _remains(old)


def _new_words(revision: Revision) -> tuple[Clause, ...]:
    """The clauses whose words a revision changed; a mere move or renumbering changes none."""
    return revision.new_clauses if revision.needs_reason else ()


def _replaced(comparison: Comparison) -> dict[str, _Old]:
    """What amendments replaced, by its key, in the order of the revisions."""
    found: dict[str, _Old] = {}
    for revision in comparison.revisions:
        if revision.kind != "amended" or revision.diff is None or revision.is_cosmetic:
            continue
        new_key = comparison_key(revision.new or "")
        for words, new in _exchanges(revision.diff.segments):
            if _reference().search(words) or len(_kana().sub("", words)) < _SHORTEST_TERM - 1:
                continue
            key = comparison_key(words)
            # Words that the new text has, too, are right in other places.
            if key in new_key or key == comparison_key(new):
                continue
            old = found.setdefault(key, _Old(words, new, []))
            if revision not in old.revisions[-1:]:
                old.revisions.append(revision)
    return found


def _exchanges(segments: tuple[Segment, ...]) -> Iterator[tuple[str, str]]:
    """The words that were replaced and those in their place, each with as much around them as it needs."""
    at = 0
    while at < len(segments):
        if segments[at].tag.value == "equal":
            at += 1
            continue
        begin = at
        while at < len(segments) and segments[at].tag.value != "equal":
            at += 1
        out = "".join(one.text for one in segments[begin:at] if one.tag.value == "delete")
        put = "".join(one.text for one in segments[begin:at] if one.tag.value == "insert")
        if all(_number().match(one) or _signs().match(one) for one in (out, put)):
            continue
        if put and len(comparison_key(out)) >= _SHORTEST_TERM and _term().match(out):
            yield out, put
            continue
        before = _before().search(segments[begin - 1].text) if begin else None
        behind = _behind().match(segments[at].text) if at < len(segments) else None
        left = before[0] if before is not None else ""
        right = behind[0] if behind is not None else ""
        # What was only put in or taken out is told by both its neighbours.
        sure = (left and right) if not (out and put) else (left or right)
        if sure and len(comparison_key(left + out + right)) >= _SHORTEST:
            yield left + out + right, left + put + right


def _remains(old: _Old) -> Finding:
    places = [_named(clause) for clause in old.left]
    more, more_ja = (f" and {len(places) - _TOLD} more", "ほか") if len(places) > _TOLD else ("", "")
    first = old.left[0].location
    by = told(old.revisions[0])
    return Finding(
        "PC406",
        Severity.WARNING,
        (old.revisions[0].id,),
        f"revision {old.revisions[0].id}{f' ({by})' if by else ''} put {old.new!r} in place of {old.words!r}, "
        f"which still stands at {', '.join(places[:_TOLD])}{more}",
        f"修正{old.revisions[0].id}{f'（{by}）' if by else ''}で「{old.words}」を「{old.new}」としましたが、"
        f"修正されていない箇所に残っています（{'、'.join(places[:_TOLD])}{more_ja}）。",
        Place(page=first.page, line=first.line, version=first.version),
    )


def _named(clause: Clause) -> str:
    """Where a clause stands, in one line: 概要版 P.2 「…」."""
    page = f"P.{clause.location.page}" if clause.location.page is not None else ""
    words = clause.label or (clause.heading_path[-1] if clause.heading_path else "")
    return " ".join(part for part in (clause.location.document, page, words) if part)
