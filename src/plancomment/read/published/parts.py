"""What stands within an answer: titled parts, and references to other answers (回答の見出し・参照)."""

import functools
import re
import unicodedata

import attrs

from plancomment.read.published.lines import fold
from plancomment.responses import Response, ResponsePart

__all__ = ["find_references", "split_parts", "with_part_titles"]


@functools.cache
def _part_title() -> re.Pattern[str]:
    begin = r"(?:(?<=^)|(?<=[\s。]))"
    angled = r"[<＜〈《](?P<angled>[^<>＜＞〈〉《》\n]{1,80})[>＞〉》]"
    return re.compile(rf"{begin}(?:{angled}|■[ 　]*(?P<marked>[^\s■。]{{1,60}})(?=\s|$))", re.MULTILINE)


def split_parts(text: str) -> tuple[ResponsePart, ...]:
    """The titled parts of an answer: ＜…＞, <…> and ■… where a line or a sentence begins; one part if it has no titles.

    Nothing but the brackets of the titles and the white space around the parts is left out.
    """
    titles = list(_part_title().finditer(text))
    parts = []
    if not titles or text[: titles[0].start()].strip():
        parts.append(ResponsePart(text[: titles[0].start()].strip() if titles else text))
    for index, match in enumerate(titles):
        end = titles[index + 1].start() if index + 1 < len(titles) else len(text)
        parts.append(ResponsePart(text[match.end() : end].strip(), (match["angled"] or match["marked"]).strip()))
    return tuple(part for part in parts if part.text or part.title)


@functools.cache
def _reference() -> re.Pattern[str]:
    number = r"([0-9]+(?:-[0-9]+)*)"
    return re.compile(
        rf"(?:(?:No|NO|no)\.?\s*{number}|{number}\s*番)\s*(?:\(([^()]*)\))?\s*[」』]?\s*(?:\(([^()]*)\))?\s*"
        r"(?:の|と|に対する|への)?\s*(?:ご?意見)?(?:への|に対する|の)?\s*(?:[市町村区都道府県本]{1,2}の)?"
        r"(?:(?:回答|考え方|対応)\s*(?:の|と)\s*(?:とおり|通り|同じ|同様)|同じ|同様|(?:回答|考え方)を(?:ご参照|ご覧|参照))"
    )


def find_references(text: str) -> tuple[tuple[str, str], ...]:
    """The answers that a text points to: number and part, as in 「No.6（交流について）」の回答のとおりです."""
    folded = unicodedata.normalize("NFKC", text)
    return tuple(
        (match[1] or match[2], (match[3] or match[4] or "").strip()) for match in _reference().finditer(folded)
    )


def with_part_titles(responses: list[Response]) -> tuple[Response, ...]:
    """References keep a title only if the response pointed to has it, in that response's own spelling."""
    titles = {one.id: {fold(part.title): part.title for part in one.parts if part.title} for one in responses}
    return tuple(
        attrs.evolve(
            one,
            refers_to=tuple(
                attrs.evolve(reference, part_title=titles[reference.response_id].get(fold(reference.part_title), ""))
                for reference in one.refers_to
            ),
        )
        if one.refers_to
        else one
        for one in responses
    )
