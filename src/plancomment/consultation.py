"""The aggregate: one call for opinions on one draft plan, with everything that was received, answered and printed."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from plancomment import fields
from plancomment.comments import Category, Comment, Submission
from plancomment.counts import PrintedTotals
from plancomment.errors import InvalidConsultationError, WrongValueError
from plancomment.findings import Finding, Severity
from plancomment.responses import DispositionScheme, Response

__all__ = ["Consultation", "join_consultations"]

_optional_date = fields.optional(fields.date)


@attrs.frozen
class Consultation:
    """One call for opinions on one draft plan (意見公募手続・パブリックコメント).

    The constructor checks types and each value's own fields only. What is wrong between the values (unknown and double
    ids, circles) is a finding: :meth:`problems` lists all of it, :meth:`require_valid` raises it together.

    Attributes:
        title: of the consultation as published (件名).
        plan_title: of the plan (計画名).
        authority: the city that asks (実施機関).
        opened_on: first day of the period (募集開始日), None if not known.
        closed_on: last day of the period (募集終了日), None if not known.
        draft_published_on: the day the draft was published (案の公示日), None if not known.
        categories: the nodes of the tree, in printed order (項目).
        scheme: the city's dispositions, None where it uses none (対応区分表).
        submissions: what was handed in (提出, 通); () where submissions were not recorded.
        comments: the opinions, in printed order (意見, 件).
        responses: the answers, in printed order (市の考え方).
        printed: figures that somebody printed (公表された集計), None if nothing was printed yet.
    """

    title: str = attrs.field(validator=fields.text)
    plan_title: str = attrs.field(default="", validator=fields.text)
    authority: str = attrs.field(default="", validator=fields.text)
    opened_on: datetime.date | None = attrs.field(default=None, validator=_optional_date)
    closed_on: datetime.date | None = attrs.field(default=None, validator=_optional_date)
    draft_published_on: datetime.date | None = attrs.field(default=None, validator=_optional_date)
    categories: tuple[Category, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Category)
    )
    scheme: DispositionScheme | None = attrs.field(
        default=None, validator=fields.optional(fields.instance_of(DispositionScheme))
    )
    submissions: tuple[Submission, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Submission)
    )
    comments: tuple[Comment, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Comment)
    )
    responses: tuple[Response, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Response)
    )
    printed: PrintedTotals | None = attrs.field(
        default=None, validator=fields.optional(fields.instance_of(PrintedTotals))
    )

    def problems(self) -> tuple[Finding, ...]:
        """Every broken reference between the values, as findings PC101-PC114 in a stable order (参照の点検)."""
        return (
            *_duplicate_ids(self),
            *_category_problems(self),
            *_comment_problems(self),
            *_response_problems(self),
            *_reference_problems(self),
            *_submitter_problems(self),
        )

    def require_valid(self) -> None:
        """Return if there is no broken reference.

        Raises:
            InvalidConsultationError: there are some; ``findings`` holds those of severity error, all of them.
        """
        errors = tuple(finding for finding in self.problems() if finding.severity is Severity.ERROR)
        if errors:
            raise InvalidConsultationError(errors)

    def responses_by_comment(self) -> dict[str, tuple[Response, ...]]:
        """The responses to each comment id that is answered, in the order of ``responses``."""
        answers: dict[str, list[Response]] = {}
        for response in self.responses:
            for comment_id in dict.fromkeys(response.comment_ids):
                answers.setdefault(comment_id, []).append(response)
        return {comment_id: tuple(found) for comment_id, found in answers.items()}

    def response_dispositions(self) -> dict[str, str | None]:
        """The disposition id that the responses give each comment id; None where several of them disagree."""
        found: dict[str, str | None] = {}
        named = 0
        for response in self.responses:
            disposition_id = response.disposition_id
            if disposition_id is not None:
                named += len(response.comment_ids)
                for comment_id in response.comment_ids:
                    found[comment_id] = disposition_id
        if len(found) < named:  # some comment has several: only then is it worth asking whether they agree
            for response in self.responses:
                for comment_id in response.comment_ids if response.disposition_id is not None else ():
                    if found[comment_id] != response.disposition_id:
                        found[comment_id] = None
        return found

    def effective_dispositions(self) -> dict[str, str | None]:
        """The disposition id of each comment id that is published: its own, else its response's (対応区分).

        None where there is none yet, and where several responses disagree (a finding of the audit, PC203).
        """
        find = self.response_dispositions().get
        return {
            comment.id: comment.disposition_id if comment.disposition_id is not None else find(comment.id)
            for comment in self.comments
            if comment.withheld_reason is None
        }


def join_consultations(*parts: Consultation) -> Consultation:
    """Parts of one consultation as a whole (結合), such as the comments of several offices.

    Categories and dispositions that are equal in several parts are one; submissions, comments and responses belong to
    one part each. Title, period and the like are the first part's; printed totals were a part's and are dropped.

    Raises:
        WrongValueError: no part was given.
        InvalidConsultationError: an id means different things in two parts; all of them are named.
    """
    if not parts:
        raise WrongValueError("join_consultations needs at least one part")
    for part in parts:
        fields.require(part, Consultation, "join_consultations")
    schemes = [part.scheme for part in parts if part.scheme is not None]
    dispositions = dict.fromkeys(one for scheme in schemes for one in scheme.dispositions)
    joined = attrs.evolve(
        parts[0],
        categories=tuple(dict.fromkeys(one for part in parts for one in part.categories)),
        scheme=DispositionScheme(tuple(dispositions)) if schemes else None,
        submissions=tuple(one for part in parts for one in part.submissions),
        comments=tuple(one for part in parts for one in part.comments),
        responses=tuple(one for part in parts for one in part.responses),
        printed=None,
    )
    doubles = tuple(_duplicate_ids(joined))
    if doubles:
        raise InvalidConsultationError(doubles)
    return joined


def _error(code: str, subjects: Iterable[str], message: str, message_ja: str) -> Finding:
    return Finding(code, Severity.ERROR, tuple(subjects), message, message_ja)


def _duplicate_ids(consultation: Consultation) -> Iterator[Finding]:
    scheme = consultation.scheme.dispositions if consultation.scheme is not None else ()
    stated = (one for response in consultation.responses for one in response.stated_revisions)
    for noun, noun_ja, values in (
        ("category", "項目", consultation.categories),
        ("disposition", "対応区分", scheme),
        ("submission", "提出", consultation.submissions),
        ("comment", "意見", consultation.comments),
        ("response", "回答", consultation.responses),
        ("stated revision", "修正内容", tuple(stated)),
    ):
        for value_id, times in Counter(value.id for value in values).items():
            if times > 1:
                yield _error(
                    "PC101",
                    (value_id,),
                    f"the {noun} id {value_id!r} is used {times} times",
                    f"{noun_ja}のID「{value_id}」が{times}回使われています。",
                )


def _category_problems(consultation: Consultation) -> Iterator[Finding]:
    parents = {category.id: category.parent_id for category in consultation.categories}
    for category in consultation.categories:
        if category.parent_id is not None and category.parent_id not in parents:
            yield _error(
                "PC102",
                (category.id, category.parent_id),
                f"category {category.id!r} stands below the category {category.parent_id!r}, which does not exist",
                f"項目「{category.id}」の上位区分「{category.parent_id}」がありません。",
            )
    graph = {node: (parent,) for node, parent in parents.items() if parent in parents and parent is not None}
    for circle in _circles(graph):
        yield _error(
            "PC103",
            circle,
            "categories stand below each other in a circle: " + " → ".join(circle),
            "項目の上下関係が循環しています：" + "→".join(circle),
        )


def _comment_problems(consultation: Consultation) -> Iterator[Finding]:
    categories = {category.id for category in consultation.categories}
    submissions = {submission.id for submission in consultation.submissions}
    for comment in consultation.comments:
        if comment.category_id is not None and comment.category_id not in categories:
            yield _error(
                "PC104",
                (comment.id, comment.category_id),
                f"comment {comment.id!r} is filed under the category {comment.category_id!r}, which does not exist",
                f"意見「{comment.id}」の区分「{comment.category_id}」がありません。",
            )
        if comment.submission_id is not None and comment.submission_id not in submissions:
            yield _error(
                "PC105",
                (comment.id, comment.submission_id),
                f"comment {comment.id!r} belongs to the submission {comment.submission_id!r}, which does not exist",
                f"意見「{comment.id}」の提出「{comment.submission_id}」がありません。",
            )
    yield from _disposition_problems(consultation)


def _disposition_problems(consultation: Consultation) -> Iterator[Finding]:
    known = {one.id for one in consultation.scheme.dispositions} if consultation.scheme is not None else set()
    names = ", ".join(sorted(known)) or "none"
    for noun, noun_ja, values in (
        ("comment", "意見", consultation.comments),
        ("response", "回答", consultation.responses),
    ):
        for value in values:
            if value.disposition_id is not None and value.disposition_id not in known:
                yield _error(
                    "PC106",
                    (value.id, value.disposition_id),
                    f"{noun} {value.id!r} has the disposition {value.disposition_id!r}, which is not in the scheme "
                    f"(there are: {names})",
                    f"{noun_ja}「{value.id}」の対応区分「{value.disposition_id}」は対応区分表にありません（{names}）。",
                )


def _response_problems(consultation: Consultation) -> Iterator[Finding]:
    comments = {comment.id: comment for comment in consultation.comments}
    for response in consultation.responses:
        for comment_id, times in Counter(response.comment_ids).items():
            if comment_id not in comments:
                yield _error(
                    "PC107",
                    (response.id, comment_id),
                    f"response {response.id!r} answers the comment {comment_id!r}, which does not exist",
                    f"回答「{response.id}」の対象の意見「{comment_id}」がありません。",
                )
            elif comments[comment_id].is_withheld:
                yield _error(
                    "PC108",
                    (comment_id, response.id),
                    f"comment {comment_id!r} is withheld but response {response.id!r} answers it",
                    f"非公表の意見「{comment_id}」に回答「{response.id}」があります。",
                )
            if times > 1:
                yield _error(
                    "PC109",
                    (response.id, comment_id),
                    f"response {response.id!r} names the comment {comment_id!r} {times} times",
                    f"回答「{response.id}」に意見「{comment_id}」が{times}回挙げられています。",
                )
        if not response.comment_ids:
            yield Finding(
                "PC114",
                Severity.WARNING,
                (response.id,),
                f"response {response.id!r} answers no comment",
                f"回答「{response.id}」の対象となる意見がありません。",
            )


def _reference_problems(consultation: Consultation) -> Iterator[Finding]:
    responses = {response.id: response for response in consultation.responses}
    graph: dict[str, tuple[str, ...]] = {}
    for response in consultation.responses:
        for reference in response.refers_to:
            target = responses.get(reference.response_id)
            if target is None:
                yield _error(
                    "PC110",
                    (response.id, reference.response_id),
                    f"response {response.id!r} refers to the response {reference.response_id!r}, which does not exist",
                    f"回答「{response.id}」が参照する回答「{reference.response_id}」がありません。",
                )
            elif reference.part_title and all(part.title != reference.part_title for part in target.parts):
                yield _error(
                    "PC111",
                    (response.id, target.id),
                    f"response {response.id!r} refers to the part {reference.part_title!r} of response {target.id!r}, "
                    "which has no such part",
                    f"回答「{response.id}」が参照する回答「{target.id}」に見出し「{reference.part_title}」がありません。",
                )
        graph[response.id] = tuple(one.response_id for one in response.refers_to if one.response_id in responses)
    for circle in _circles(graph):
        yield _error(
            "PC112",
            circle,
            "responses refer to each other in a circle: " + " → ".join(circle),
            "回答の参照が循環しています：" + "→".join(circle),
        )


def _submitter_problems(consultation: Consultation) -> Iterator[Finding]:
    kinds: dict[str, set[str]] = {}
    for submission in consultation.submissions:
        if submission.submitter_id is not None and submission.submitter_kind is not None:
            kinds.setdefault(submission.submitter_id, set()).add(submission.submitter_kind)
    for submitter_id, found in kinds.items():
        if len(found) > 1:
            yield _error(
                "PC113",
                (submitter_id,),
                f"the submitter {submitter_id!r} is a person in one submission and a group in another",
                f"提出者「{submitter_id}」が個人と団体の両方になっています。",
            )


def _circles(graph: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The circles that a walk meets, each once, beginning at its smallest id. No recursion: chains may be long."""
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in sorted(graph):
        if start in done:
            continue
        path: list[str] = [start]
        at: dict[str, int] = {start: 0}
        todo: list[Iterator[str]] = [iter(graph.get(start, ()))]
        while todo:
            following = next(todo[-1], None)
            if following is None:
                todo.pop()
                node = path.pop()
                del at[node]
                done.add(node)
            elif following in at:
                circle = path[at[following] :]
                first = circle.index(min(circle))
                found[tuple(circle[first:] + circle[:first])] = None
            elif following not in done:
                at[following] = len(path)
                path.append(following)
                todo.append(iter(graph.get(following, ())))
    return list(found)
