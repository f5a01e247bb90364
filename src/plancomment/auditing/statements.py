"""PC206, PC209: what responses say was changed, against what the texts show (公表された修正内容)."""

from collections.abc import Iterator, Sequence

import attrs

from plancomment.auditing.case import Case, told
from plancomment.comparison import Revision
from plancomment.findings import Finding, Place, Severity
from plancomment.responses import Response, StatedRevision
from plancomment.textdiff import Tag
from plancomment.textdiff.keys import comparison_key
from plancomment.traceability.agreement import difference, is_there, nearly_stated_in, stated_in
from plancomment.traceability.citations import Citation, citations
from plancomment.traceability.shown import ShownRevisions, shown_by
from plancomment.traceability.statements import stated_revisions

__all__ = ["check_statements"]


def check_statements(case: Case) -> Iterator[Finding]:
    """PC206: a stated change that the texts do not show; PC209: one that they show in other words.

    A response without stated revisions of its own states what its text does: 「Ａ」を「Ｂ」に改めました。
    """
    if case.comparison is None:
        return
    shown = shown_by(case.comparison)
    comments = {comment.id: comment for comment in case.consultation.comments}
    for response in case.consultation.responses:
        cited: list[Citation] | None = None
        for stated in response.stated_revisions or stated_revisions(response.text, promises=False):
            if stated.old is None and stated.new is None and stated.location is None:
                continue
            if cited is None:
                texts = (comments[one] for one in response.comment_ids if one in comments)
                cited = [one for each in texts for text in (each.text, each.summary) for one in citations(text or "")]
            found = stated_in(stated, shown, cited)
            if any(is_there(stated, one) for one in found):
                continue
            near = _nearest(stated, shown) if not found else None
            if near is not None:
                yield _differs(response, stated, near)
            else:
                yield _not_shown(response, stated, tuple(one.revision for one in found))


def _named(response: Response, stated: StatedRevision) -> tuple[str, str, tuple[str, ...]]:
    """The stated revision in English and Japanese, and what a finding about it is about."""
    if stated in response.stated_revisions:
        subjects = (response.id, stated.id, *response.comment_ids)
        return f"the revision {stated.id!r}", f"修正「{stated.id}」", subjects
    return "a revision", "修正", (response.id, *response.comment_ids)


def _place(stated: StatedRevision) -> Place | None:
    location = stated.location
    return Place(page=location.page, line=location.line, version=location.version) if location is not None else None


def _not_shown(response: Response, stated: StatedRevision, elsewhere: Sequence[Revision]) -> Finding:
    words = "".join(
        f", {side} {text!r}" for side, text in (("old", stated.old), ("new", stated.new)) if text is not None
    )
    words_ja = "".join(
        f"{side}「{text}」" for side, text in (("旧", stated.old), ("新", stated.new)) if text is not None
    )
    others = ", ".join(dict.fromkeys(told(one) for one in elsewhere))
    name, name_ja, subjects = _named(response, stated)
    return Finding(
        "PC206",
        Severity.ERROR,
        subjects,
        f"response {response.id!r} states {name}{words}, which the texts do not show"
        + (f" there, only at {others}" if elsewhere else ""),
        f"回答「{response.id}」が述べる{name_ja}{words_ja}は、"
        + (f"その箇所の文面に見当たりません（ほかの箇所：{others}）。" if elsewhere else "文面に見当たりません。"),
        _place(stated),
    )


def _marked(said: str, there: str) -> str:
    """The difference in one line; spelling that no key tells apart is none."""
    return difference(comparison_key(said), comparison_key(there))


@attrs.frozen
class _Near:
    """A revision near the stated one, and each side that differs: its name, the words stated, those in the plan."""

    revision: Revision
    differing: tuple[tuple[str, str, str], ...]


def _nearest(stated: StatedRevision, shown: ShownRevisions) -> _Near | None:
    """The nearest revision that has the stated words, or words near them, on every side that is told."""
    sides = []
    for name, said in (("old", stated.old), ("new", stated.new)):
        key = comparison_key(said or "")
        if said is not None and key:
            there = {one.at: words for one, words in reversed(shown.nearly_saying(key))}
            sides.append((name, said, key, there))
    for near in nearly_stated_in(stated, shown):
        one = near.shown
        differing: list[tuple[str, str, str]] = []
        far = False
        for name, said, key, there in sides:
            text = one.old if name == "old" else one.new
            if text is not None and key not in text:
                differing.append((name, said, there.get(one.at, "")))
                far = far or there.get(one.at, "") not in text or one.at not in there
        if differing and not far:
            return _Near(one.revision, tuple(differing))
    if stated.old and stated.new:
        for one in shown.saying(comparison_key(stated.old)):
            put = _put_for(stated.old, one.revision)
            if put:
                return _Near(one.revision, (("new", stated.new, put),))
    return None


def _put_for(words: str, revision: Revision) -> str:
    """What a revision put in place of words that it took out, ``""`` if it did not, or not with others."""
    start = (revision.old or "").find(words)
    if revision.diff is None or start < 0 or words in (revision.new or ""):
        return ""
    end, at = start + len(words), 0
    put = []
    for segment in revision.diff.segments:
        if segment.tag is Tag.INSERT:
            put.append(segment.text if start <= at <= end else "")
        else:
            if segment.tag is Tag.EQUAL:
                put.append(segment.text[max(0, start - at) : max(0, end - at)])
            at += len(segment.text)
    return "".join(put)


def _differs(response: Response, stated: StatedRevision, near: _Near) -> Finding:
    where = told(near.revision)
    names = {"old": "旧", "new": "新"}
    english = "; ".join(
        f"{side} stated {said!r}, in the plan {there!r} ({_marked(said, there)})"
        for side, said, there in near.differing
    )
    japanese = "；".join(
        f"{names[side]} 回答「{said}」、計画「{there}」（{_marked(said, there)}）"
        for side, said, there in near.differing
    )
    name, name_ja, subjects = _named(response, stated)
    return Finding(
        "PC209",
        Severity.ERROR,
        subjects,
        f"response {response.id!r} states {name} in other words than the plan's"
        f"{f' at {where}' if where else ''}: {english}",
        f"回答「{response.id}」が述べる{name_ja}の文言が計画{f'（{where}）' if where else ''}と異なります。"
        f"{japanese}。",
        _place(stated),
    )
