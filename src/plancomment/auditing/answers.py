"""PC210-PC212: what an answer says of a change, against its disposition; answers by reference (回答と対応区分)."""

import functools
import re
from collections.abc import Iterator, Mapping

from plancomment.auditing.case import Case
from plancomment.findings import Finding, Severity
from plancomment.responses import Response
from plancomment.textdiff.keys import comparison_key

__all__ = ["check_change_told", "check_reference_fits"]

#: An answer by reference only is no longer than this (in characters of its key).
_LONGEST_REFERENCE = 60


@functools.cache
def _changed() -> re.Pattern[str]:
    """A change that was made or is announced, by a verb that plans are changed with."""
    verbs = "修正|変更|追加|追記|削除|加筆|訂正|修文|加え|改め|書き換え"
    done = r"(?:を)?(?:いた)?(?:し|させていただき)?(?:ました|ます|ております|ています)"
    return re.compile(rf"(?:{verbs}){done}|」(?:に|と)(?:いた)?しました")


@functools.cache
def _of_the_plan() -> re.Pattern[str]:
    """Words for a piece of the plan; a change of anything else is none of it."""
    return re.compile(
        r"素案|原案|計画案|本計画|本編|概要版|記述|記載|文言|表記|表現|文章|見出し|注釈|脚注|用語集|箇所|[0-9０-９]\s*(?:ページ|頁)"
    )


@functools.cache
def _unchanged() -> re.Pattern[str]:
    """The plan stays as it was."""
    return re.compile(
        r"(?:原案|素案|原文|計画案|現行|案)のとおりと(?:いた)?(?:し|させていただき)ます"
        r"|(?:修正|変更|追記|追加|加筆)(?:は|を)?(?:いた)?(?:しません|行いません|行わない|しない(?:こと|もの))"
    )


@functools.cache
def _standing() -> re.Pattern[str]:
    """What the plan says already: 「第５章に記載しているとおり」."""
    return re.compile(
        r"(?:記載|明記|反映|整理|追加|統一|見直)(?:し)?(?:て(?:いる|い|お)|の(?:とおり|ある)|済み|されて|された)"
    )


@functools.cache
def _vague() -> re.Pattern[str]:
    """Any word that may tell a change: where one stands, the answer is not called silent."""
    return re.compile(
        r"修正|変更|追加|追記|削除|加筆|訂正|修文|加え|改め|書き換え|反映|盛り込|明記|記載|見直|整理|統一|改訂|補足|入れ|差し替"
        r"|(?<!参考)と(?:いた)?し(?:ました|ます)|ご(?:意見|指摘|提案|提言)(?:のとおり|を踏まえ|を受け)"
    )


def check_change_told(case: Case) -> Iterator[Finding]:
    """PC210: an answer tells a change of the plan, the disposition none; PC211: the other way round."""
    consultation = case.consultation
    if consultation.scheme is None:
        return
    implies = {one.id: one.implies_revision for one in reversed(consultation.scheme.dispositions)}
    names = {one.id: f"{one.symbol}{one.label}" for one in reversed(consultation.scheme.dispositions)}
    effective = consultation.effective_dispositions()
    responses = {response.id: response for response in consultation.responses}
    answers = consultation.responses_by_comment()
    told: dict[str, bool | None] = {}
    for response in consultation.responses:
        told[response.id] = _tells_change(response)
        marked = {one: implies.get(effective.get(one) or "") for one in dict.fromkeys(response.comment_ids)}
        without = [one for one, implied in marked.items() if implied is False]
        if without and True not in marked.values() and told[response.id] and not response.refers_to:
            name = names[effective[without[0]] or ""]
            yield Finding(
                "PC210",
                Severity.WARNING,
                (response.id, *without),
                f"response {response.id!r} says that the plan was changed, but the disposition of "
                f"{', '.join(map(repr, without))} is {name!r}",
                f"回答「{response.id}」は計画を修正したと述べていますが、意見{_listed(without)}の対応区分は「{name}」です。",
            )
    for comment_id, disposition_id in effective.items():
        if disposition_id is None or implies.get(disposition_id) is not True:
            continue
        found = _reached(answers.get(comment_id, ()), responses)
        words = "\n".join(response.text for response in found)
        stays = _unchanged().search(words)
        if not words.strip() or any(response.stated_revisions or told.get(response.id) for response in found):
            continue
        if stays is not None or not _vague().search(_standing().sub("", words)):
            quoted, quoted_ja = ("", "修正に触れていません")
            if stays is not None:
                quoted, quoted_ja = (f": {stays[0]!r}", f"「{stays[0]}」と述べています")
            yield Finding(
                "PC211",
                Severity.WARNING,
                (comment_id, *dict.fromkeys(response.id for response in answers[comment_id])),
                f"comment {comment_id!r} is marked {names[disposition_id]!r}, but its response "
                + (f"says that the plan stays as it is{quoted}" if stays is not None else "tells no change"),
                f"意見「{comment_id}」は「{names[disposition_id]}」ですが、回答は{quoted_ja}。",
            )


def _listed(ids: list[str]) -> str:
    return "、".join(f"「{one}」" for one in ids)


def _tells_change(response: Response) -> bool:
    """Whether it says, in one sentence, that a piece of the plan was changed and does not take it back."""
    if response.stated_revisions:
        return True
    for sentence in re.split(r"(?<=。)|\n", response.text):
        changed = _changed().search(sentence)
        if changed is not None and not _unchanged().search(sentence):
            # What a quotation says is not what the answer says.
            outside = re.sub(r"「[^「」]*」", "「」", sentence)
            quoted = "「」" in outside and re.search(r"ご(?:意見|指摘|提案|提言)|「」を「」に", outside)
            if _changed().search(outside) and (quoted or _of_the_plan().search(outside)):
                return True
    return False


def _reached(answers: tuple[Response, ...], responses: Mapping[str, Response]) -> list[Response]:
    """The responses and all those that they refer to, each once."""
    found: dict[str, Response] = {}
    waiting = list(reversed(answers))
    while waiting:
        response = waiting.pop()
        if response.id not in found:
            found[response.id] = response
            waiting.extend(responses[one.response_id] for one in response.refers_to if one.response_id in responses)
    return list(found.values())


def check_reference_fits(case: Case) -> Iterator[Finding]:
    """PC212: an answer that is a reference only, to answers about another branch of the categories."""
    consultation = case.consultation
    tops = _tops(case)
    if len(set(tops.values())) < 2:
        return
    categories = {comment.id: comment.category_id for comment in consultation.comments if not comment.is_withheld}
    labels = {category.id: comparison_key(category.label) for category in consultation.categories}
    responses = {response.id: response for response in consultation.responses}
    for response in consultation.responses:
        if not response.refers_to or len(comparison_key(response.text)) > _LONGEST_REFERENCE:
            continue
        reached = _reached((response,), responses)[1:]
        titles = [comparison_key(part.title) for one in reached for part in one.parts if part.title]
        titles += [comparison_key(one.part_title) for one in response.refers_to if one.part_title]
        branches = {tops.get(categories.get(one) or "") for target in reached for one in target.comment_ids}
        if not branches - {None}:
            continue
        for comment_id in dict.fromkeys(response.comment_ids):
            category = categories.get(comment_id)
            if category is None or category not in tops or tops[category] in branches:
                continue
            if any(labels[category] in title or title in labels[category] for title in titles if title):
                continue
            names = ", ".join(repr(one.id) for one in reached)
            yield Finding(
                "PC212",
                Severity.INFO,
                (response.id, comment_id),
                f"comment {comment_id!r} is answered by reference only, to {names}, which answers nothing in its part "
                "of the categories: see that it fits",
                f"意見「{comment_id}」の回答は参照のみで、参照先（{'、'.join(one.id for one in reached)}）は"
                "別の項目の意見への回答です。内容が合うか確認してください。",
            )


def _tops(case: Case) -> dict[str, str]:
    """The top category above each category; what is in a circle, or below nothing that exists, has none."""
    parents = {category.id: category.parent_id for category in case.consultation.categories}
    tops: dict[str, str] = {}
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at in parents and at not in tops and at not in path:
            path.append(at)
            at = parents[at]
        if at is None:
            top = path[-1]
        elif at in tops:
            top = tops[at]
        else:
            continue
        tops |= dict.fromkeys(path, top)
    return tops
