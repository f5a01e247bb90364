"""The table of comments of a result that this library wrote, read by its anchors (意見と考え方の表)."""

import re

import attrs

from plancomment.comments import Comment
from plancomment.findings import Finding, Place
from plancomment.read.ledger import LedgerRow
from plancomment.read.published import remarks
from plancomment.read.published.anchors import Anchor, AnchoredRow
from plancomment.read.published.dispositions import SchemeReader
from plancomment.read.published.statements import find_statements
from plancomment.responses import Reference, Response, ResponsePart, StatedRevision

__all__ = ["OwnAnswers"]

_ANSWERS = ("part", "part.title", "see", "same", "answer")
# What the first cell of a row can be instead of a number.
_NO_NUMBER = ("cited", "opinion", "withheld", "blank", "given", "unanswered", *_ANSWERS)
_WITHHELD = re.compile(r"（公表しません。理由：(.*)）|\(Not published\. Reason: (.*)\)", re.DOTALL)
_NO_REASON = ("理由の記載なし", "no reason given")


def _numbered(row: AnchoredRow) -> str:
    """The number: its cell says so, or it is the first one, unless that is something else."""
    found = row.find("number")
    if found is not None:
        return found[0].text
    first = row.cells.get(1)
    return first[0].text if first is not None and not any(one.kind in _NO_NUMBER for one in first[1]) else ""


@attrs.define
class _Answer:
    """A response while the rows are read; parts and references by their printed order."""

    place: Place
    comment_ids: list[str] = attrs.field(factory=list)
    titles: dict[str, str] = attrs.field(factory=dict)
    texts: dict[str, str] = attrs.field(factory=dict)
    references: list[tuple[str, str]] = attrs.field(factory=list)

    def parts(self) -> dict[str, ResponsePart]:
        numbers = sorted({*self.titles, *self.texts}, key=int)
        return {one: ResponsePart(self.texts.get(one, ""), self.titles.get(one, "")) for one in numbers}


@attrs.define
class OwnAnswers:
    """Collects comments and responses, row by row.

    Attributes:
        comments: in printed order; the disposition stands at each of them.
        places: where each of them stands.
        withheld: the rows of those that are not published.
        findings: what was noticed.
    """

    comments: list[Comment] = attrs.field(factory=list)
    places: list[Place] = attrs.field(factory=list)
    withheld: list[LedgerRow] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    _category: str | None = None
    _given: str | None = None
    _above: list[str] = attrs.field(factory=list)
    _answers: dict[str, _Answer] = attrs.field(factory=dict)

    def enter_category(self, category_id: str | None) -> None:
        """A heading row: the comments below are filed there."""
        self._category = category_id

    def take(self, row: AnchoredRow, comment_id: str) -> None:
        """The row of one comment: No., comment, disposition if there is a column of them, answer."""
        cited = row.find("cited")
        if cited is not None and len(cited[1].ids) > 1:
            # A table without lines for the categories names them here.
            self._category = cited[1].ids[1]
        number = "" if row.find("unnumbered") else _numbered(row)
        self.places.append(row.place)
        found = row.find("opinion", "withheld", "blank")
        text = found[0].text if found is not None else row.text(2)
        if row.find("withheld"):
            match = _WITHHELD.fullmatch(text)
            reason = (match[1] or match[2] or "") if match is not None else text
            reason = "" if reason in _NO_REASON else reason
            self.comments.append(Comment(comment_id, category_id=self._category, number=number, withheld_reason=reason))
            self.withheld.append(LedgerRow(row.place, reason or "withheld without a reason", comment_id))
            return
        given = row.find("given")
        if given is not None:
            self._given = given[1].ids[1]
        self.comments.append(
            Comment(
                comment_id,
                summary="" if row.find("blank") else text,
                category_id=self._category,
                number=number,
                disposition_id=self._given,
            )
        )
        if row.find("unanswered"):
            self._above = []
        elif (answer := row.find(*_ANSWERS)) is not None:
            anchors = row.cells[answer[0].column][1]
            self._above = self._read(answer[0].text, [one for one in anchors if one.kind in _ANSWERS], row.place)
        for response_id in self._above:
            self._answers.setdefault(response_id, _Answer(row.place)).comment_ids.append(comment_id)

    def _read(self, text: str, anchors: list[Anchor], place: Place) -> list[str]:
        """The ids of the responses in a cell; those that are printed here in full are taken apart."""
        found: dict[str, list[Anchor]] = {}
        for one in anchors:
            found.setdefault(one.id(1) if one.kind == "same" else one.id(), []).append(one)
        groups = list(found.items())
        for at, (response_id, own) in enumerate(groups):
            after = groups[at + 1][1][0] if at + 1 < len(groups) else None
            end = after.offset if after is not None else len(text)
            if after is not None and after.kind != "answer" and own[0].kind != "answer":
                # A blank line stands between two responses; one without any text is but a name.
                end -= 2 if text[:end].endswith("\n\n") else 0
            if own[0].kind != "same":
                self._take_apart(self._answers.setdefault(response_id, _Answer(place)), own, text[:end])
        return list(found)

    def _take_apart(self, answer: _Answer, anchors: list[Anchor], text: str) -> None:
        for at, one in enumerate(anchors):
            last = at + 1 == len(anchors)
            words = text[one.offset :] if last else text[one.offset : anchors[at + 1].offset].removesuffix("\n")
            if one.kind == "part.title":
                answer.titles[one.id(1)] = words[1:-1]
            elif one.kind == "part":
                answer.texts[one.id(1)] = words
            elif one.kind == "see":
                answer.references.append((one.id(2), one.id(3)))

    def responses(self, scheme: SchemeReader, version: str) -> tuple[Response, ...]:
        """The responses in printed order, once every row is read.

        A disposition that all comments of a response have, and no other response of theirs, is the response's.
        """
        shared: dict[str, int] = {}
        for answer in self._answers.values():
            for comment_id in answer.comment_ids:
                shared[comment_id] = shared.get(comment_id, 0) + 1
        at = {comment.id: index for index, comment in enumerate(self.comments)}
        parts = {response_id: answer.parts() for response_id, answer in self._answers.items()}
        made: list[Response] = []
        stated: list[StatedRevision] = []
        for response_id, answer in self._answers.items():
            kinds = {self.comments[at[one]].disposition_id for one in answer.comment_ids}
            alone = len(kinds) == 1 and all(shared[one] == 1 for one in answer.comment_ids)
            own = next(iter(kinds)) if alone else None
            if own is not None:
                for one in answer.comment_ids:
                    self.comments[at[one]] = attrs.evolve(self.comments[at[one]], disposition_id=None)
            implied = next((one.implies_revision for one in scheme.dispositions if one.id == own), None)
            begun = len(stated)
            for part in parts[response_id].values():
                stated.extend(find_statements(part.text, version=version, implied=implied, first=len(stated) + 1))
            made.append(
                Response(
                    response_id,
                    tuple(answer.comment_ids),
                    tuple(parts[response_id].values()),
                    own,
                    self._references(response_id, answer, parts),
                    tuple(stated[begun:]),
                )
            )
        return tuple(made)

    def _references(
        self, response_id: str, answer: _Answer, parts: dict[str, dict[str, ResponsePart]]
    ) -> tuple[Reference, ...]:
        found = []
        for target, number in answer.references:
            if target not in self._answers:
                told = remarks.unresolved_reference(1, response_id, target)
                self.findings.append(attrs.evolve(told, place=answer.place))
                continue
            part = parts[target].get(number)
            found.append(Reference(target, part.title if part is not None else ""))
        return tuple(found)
