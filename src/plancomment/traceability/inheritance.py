"""Responses by reference: 「No.1」の回答のとおりです, with titled parts, one after another (回答の参照)."""

from collections.abc import Iterable

import attrs

from plancomment.responses import Response

__all__ = ["Inherited", "inheritance"]

#: A chain longer than this says nothing any more; real ones have two or three steps.
_MOST_STEPS = 16


@attrs.frozen
class Inherited:
    """What a response takes over from another one (参照による継承).

    Attributes:
        response: the other response (参照先の回答).
        part_title: the titled part that is meant, ``""`` for all of it (見出し).
        steps: how many references lead there, from 1 (段数).
    """

    response: Response
    part_title: str
    steps: int


def inheritance(responses: Iterable[Response]) -> dict[str, tuple[Inherited, ...]]:
    """What each response that refers to others takes over, the nearest first (参照の連鎖).

    A reference to a whole response leads on to those that it refers to; one to a titled part ends there. Of several
    ways to one text the shortest counts. Circles end where they began; unknown responses are passed over, both are
    findings (:meth:`Consultation.problems`).
    """
    known: dict[str, Response] = {}
    for response in responses:
        known.setdefault(response.id, response)
    found = {}
    for response in known.values():
        if response.refers_to:
            found[response.id] = tuple(_reached(response, known))
    return found


def _reached(start: Response, known: dict[str, Response]) -> Iterable[Inherited]:
    seen = {(start.id, "")}
    edge = [start]
    for steps in range(1, _MOST_STEPS + 1):
        following = []
        for response in edge:
            for reference in response.refers_to:
                target, step = known.get(reference.response_id), (reference.response_id, reference.part_title)
                if target is None or target is start or step in seen or (target.id, "") in seen:
                    continue
                seen.add(step)
                yield Inherited(target, reference.part_title, steps)
                if not reference.part_title:
                    following.append(target)
        edge = following
