"""What the authority answered: dispositions as a city's own data, responses, and the changes they say were made."""

import attrs

from plancomment import fields
from plancomment.plan import Location

__all__ = ["Disposition", "DispositionScheme", "Reference", "Response", "ResponsePart", "StatedRevision"]

_optional_text = fields.optional(fields.text)
_optional_id = fields.optional(fields.identifier)


@attrs.frozen
class Disposition:
    """One way to deal with a comment (対応区分).

    Attributes:
        id: unique in its scheme.
        symbol: as printed, such as ① or A (記号), ``""`` if there is none.
        label: as printed, such as 計画に反映する (区分名).
        implies_revision: whether a comment so marked must have changed the plan; None if the words do not tell.
    """

    id: str = attrs.field(validator=fields.identifier)
    symbol: str = attrs.field(validator=fields.text)
    label: str = attrs.field(validator=fields.text)
    implies_revision: bool | None = attrs.field(default=None, validator=fields.optional(fields.flag))


@attrs.frozen
class DispositionScheme:
    """A city's own list of dispositions, in printed order (対応区分表).

    Attributes:
        dispositions: the dispositions; ids may be double, which is a finding (対応区分).
    """

    dispositions: tuple[Disposition, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Disposition)
    )

    def get(self, disposition_id: str | None) -> Disposition | None:
        """The disposition of that id, the first if it is double, None if there is none."""
        return next((one for one in self.dispositions if one.id == disposition_id), None)


@attrs.frozen
class ResponsePart:
    """A piece of a response, with a title where it has one (市の考え方の一部).

    Attributes:
        text: as printed (本文).
        title: as printed, without its brackets, such as 防災について (見出し), ``""`` if it has none.
    """

    text: str = attrs.field(validator=fields.text)
    title: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Reference:
    """「No.1」の回答のとおりです: a response points to another one (参照).

    Attributes:
        response_id: the response pointed to (参照する回答).
        part_title: the titled part meant, ``""`` for the whole (参照する見出し).
    """

    response_id: str = attrs.field(validator=fields.identifier)
    part_title: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class StatedRevision:
    """A change that a response *says* was made (修正内容（公表）). What the texts show is a Revision, another type.

    Attributes:
        id: unique among stated revisions.
        location: where, in a named version, None if it does not say (変更箇所).
        old: the words before, None if it does not quote them (旧).
        new: the words after, None if it does not quote them (新).
        words: the words in which the response says so (公表文).
    """

    id: str = attrs.field(validator=fields.identifier)
    location: Location | None = attrs.field(default=None, validator=fields.optional(fields.instance_of(Location)))
    old: str | None = attrs.field(default=None, validator=_optional_text)
    new: str | None = attrs.field(default=None, validator=_optional_text)
    words: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Response:
    """The authority's answer to one or many comments, in any order (市の考え方).

    Attributes:
        id: unique among responses.
        comment_ids: the comments it answers, contiguous or not (対象の意見).
        parts: its paragraphs, titled or not (本文).
        disposition_id: for all its comments that have none of their own (対応区分), None if it has none.
        refers_to: other responses that it points to (参照).
        stated_revisions: the changes that it says were made (修正内容).
    """

    id: str = attrs.field(validator=fields.identifier)
    comment_ids: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(str))
    parts: tuple[ResponsePart, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(ResponsePart)
    )
    disposition_id: str | None = attrs.field(default=None, validator=_optional_id)
    refers_to: tuple[Reference, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Reference)
    )
    stated_revisions: tuple[StatedRevision, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(StatedRevision)
    )

    @property
    def text(self) -> str:
        """Its parts joined by line breaks, each title in ＜ ＞ on a line above its part."""
        return "\n".join(f"＜{part.title}＞\n{part.text}" if part.title else part.text for part in self.parts)
