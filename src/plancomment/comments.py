"""What was handed in: submissions (通), the comments (件) they hold, and the categories comments are filed under."""

import datetime
from typing import Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongValueError

__all__ = ["Category", "Comment", "Submission"]

_optional_text = fields.optional(fields.text)
_optional_id = fields.optional(fields.identifier)


@attrs.frozen
class Category:
    """A node of the tree that comments are filed under (項目・区分).

    Attributes:
        id: unique among categories.
        label: as printed, without its number (項目名).
        parent_id: the category above, None at the top (上位の区分).
        number: the number as printed, such as ``"(3)"``; ``""`` if it has none (番号).
    """

    id: str = attrs.field(validator=fields.identifier)
    label: str = attrs.field(validator=fields.text)
    parent_id: str | None = attrs.field(default=None, validator=_optional_id)
    number: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Submission:
    """What one person or group handed in, by one channel, on one day (提出, 通). It holds one or more comments.

    Attributes:
        id: unique among submissions.
        submitter_id: a key that tells submitters apart, never a name (提出者). A submission without one counts as
            somebody of its own.
        submitter_kind: ``"person"`` (個人) or ``"group"`` (団体), None if not known.
        channel: how it came, as printed, such as 電子メール (提出方法).
        received_on: the day it arrived (受付日).
        age_band: as asked, such as 40代 (年代). Private: never published as such.
        area: as asked (地区). Private: never published as such.
    """

    id: str = attrs.field(validator=fields.identifier)
    submitter_id: str | None = attrs.field(default=None, validator=_optional_id)
    submitter_kind: Literal["person", "group"] | None = attrs.field(
        default=None, validator=fields.optional(fields.one_of("person", "group"))
    )
    channel: str | None = attrs.field(default=None, validator=_optional_text)
    received_on: datetime.date | None = attrs.field(default=None, validator=fields.optional(fields.date))
    age_band: str | None = attrs.field(default=None, validator=_optional_text)
    area: str | None = attrs.field(default=None, validator=_optional_text)


@attrs.frozen
class Comment:
    """One opinion (意見, 件): as submitted, as summarised, or withheld with a reason; at least one of the three.

    Attributes:
        id: unique among comments, such as ``"2-47"`` where printed numbers restart in each top category.
        text: as submitted (意見の原文), None if not at hand. Not published where there is a summary.
        summary: as published (意見の概要), None if the text itself is published.
        category_id: where it is filed (区分), None if nowhere.
        submission_id: the submission it came with (提出), None if not known.
        number: as printed (番号), ``""`` if it has none.
        disposition_id: overrides the response's (対応区分), None to take the response's.
        withheld_reason: why it is not published (非公表の理由), None for a comment that is published.
    """

    id: str = attrs.field(validator=fields.identifier)
    text: str | None = attrs.field(default=None, validator=_optional_text)
    summary: str | None = attrs.field(default=None, validator=_optional_text)
    category_id: str | None = attrs.field(default=None, validator=_optional_id)
    submission_id: str | None = attrs.field(default=None, validator=_optional_id)
    number: str = attrs.field(default="", validator=fields.text)
    disposition_id: str | None = attrs.field(default=None, validator=_optional_id)
    withheld_reason: str | None = attrs.field(default=None, validator=_optional_text)

    def __attrs_post_init__(self) -> None:
        if self.text is None and self.summary is None and self.withheld_reason is None:
            raise WrongValueError(f"Comment {self.id!r} needs a text, a summary or a withheld_reason")

    @property
    def is_withheld(self) -> bool:
        """Received and counted, but not published (非公表)."""
        return self.withheld_reason is not None

    @property
    def published_text(self) -> str | None:
        """What the public reads: the summary, else the text; None for a withheld comment."""
        if self.withheld_reason is not None:
            return None
        return self.summary if self.summary is not None else self.text
