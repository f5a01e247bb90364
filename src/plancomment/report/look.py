"""How pages look that a document is written on: marks, fonts, paper, and what a file's properties say (体裁).

A document knows no format; what its looks ask for and a format cannot do, that format leaves out.
"""

import datetime
from typing import Literal

import attrs

from plancomment import fields

__all__ = ["Look"]

Marks = Literal["underline", "strike", "color"]


@attrs.frozen
class Look:
    """The looks of a document, the same for every format (体裁).

    Attributes:
        marks: how changed words are shown: ``"underline"`` underlined on both sides 下線; ``"strike"`` struck out on
            the old side and underlined on the new one 取消線; ``"color"`` underlined and coloured 色. Changed labels
            have a double underline in all three (変更の印).
        font: the Japanese font of the text, by name; ``""`` for the one that the format takes by itself (本文の書体).
        heading_font: that of titles and headings, ``""`` for the one that the format takes by itself (見出しの書体).
        paper: ``"A4"`` or ``"A3"`` (用紙).
        landscape: ``"wide"`` puts the sections that ask for it on pages wider than high; ``"all"`` and ``"none"`` put
            every section or none there (用紙の向き).
        author: in the file's properties; ``""`` for nothing at all (作成者).
        subject: likewise (件名).
        keywords: likewise (キーワード).
        dated: the day in the file's properties; None for no day, or, where a format must have one, the first that it
            can hold (文書の日付).
    """

    marks: Marks = attrs.field(default="underline", validator=fields.one_of("underline", "strike", "color"))
    font: str = attrs.field(default="", validator=fields.text)
    heading_font: str = attrs.field(default="", validator=fields.text)
    paper: Literal["A4", "A3"] = attrs.field(default="A4", validator=fields.one_of("A4", "A3"))
    landscape: Literal["wide", "all", "none"] = attrs.field(
        default="wide", validator=fields.one_of("wide", "all", "none")
    )
    author: str = attrs.field(default="", validator=fields.text)
    subject: str = attrs.field(default="", validator=fields.text)
    keywords: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    dated: datetime.date | None = attrs.field(default=None, validator=fields.optional(fields.date))
