"""Values of many rows (値の作成), made without asking each field again what the reader has asked already.

The validators of a :class:`Comment` and a :class:`Response` take four fifths of the time that a value costs. What is
put in here was made by this room: every text is a ``str``, every id was checked by ``is_id``, and a comment without
any text is refused before. A test holds these values against those of the constructors.
"""

from plancomment.comments import Comment
from plancomment.responses import Response, ResponsePart

__all__ = ["make_comment", "make_response"]

_new = object.__new__
_id, _text, _summary, _category, _submission, _number, _disposition, _reason = (
    vars(Comment)[name].__set__
    for name in (
        "id",
        "text",
        "summary",
        "category_id",
        "submission_id",
        "number",
        "disposition_id",
        "withheld_reason",
    )
)
_part_text, _part_title = (vars(ResponsePart)[name].__set__ for name in ("text", "title"))
_answer_id, _answer_comments, _answer_parts, _answer_disposition, _answer_references, _answer_stated = (
    vars(Response)[name].__set__
    for name in ("id", "comment_ids", "parts", "disposition_id", "refers_to", "stated_revisions")
)


def make_comment(
    comment_id: str,
    text: str | None,
    summary: str | None,
    category_id: str | None,
    submission_id: str | None,
    number: str,
    disposition_id: str | None,
    withheld_reason: str | None,
) -> Comment:
    """``Comment(…)`` of values that were checked."""
    comment = _new(Comment)
    _id(comment, comment_id)
    _text(comment, text)
    _summary(comment, summary)
    _category(comment, category_id)
    _submission(comment, submission_id)
    _number(comment, number)
    _disposition(comment, disposition_id)
    _reason(comment, withheld_reason)
    return comment


def make_response(
    response_id: str, comment_ids: tuple[str, ...], texts: tuple[str, ...], disposition_id: str | None
) -> Response:
    """``Response(…)`` of values that were checked, with a part without a title for each text."""
    parts = []
    for text in texts:
        part = _new(ResponsePart)
        _part_text(part, text)
        _part_title(part, "")
        parts.append(part)
    response = _new(Response)
    _answer_id(response, response_id)
    _answer_comments(response, comment_ids)
    _answer_parts(response, tuple(parts))
    _answer_disposition(response, disposition_id)
    _answer_references(response, ())
    _answer_stated(response, ())
    return response
