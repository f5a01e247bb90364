"""Two lists and the lines between them, before they are drawn (対応図)."""

from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.report.anchors import anchor_name

__all__ = ["LINE_STYLES", "Diagram", "DiagramEdge", "DiagramNode", "LineStyle"]

LineStyle = Literal["thick", "solid", "dashed", "dotted", "dash-dot"]
LINE_STYLES: tuple[LineStyle, ...] = ("thick", "solid", "dashed", "dotted", "dash-dot")


@attrs.frozen
class DiagramNode:
    """One thing in a diagram (図の項目).

    Attributes:
        id: unique on its side of the diagram.
        name: what it is called (名称).
        text: a few words more, ``""`` for none (説明).
        link: an anchor of the document that it leads to, ``""`` for none (文書内リンク).
        tag: ``"ins"`` where its text is words that were added, ``"del"`` where they went, ``""`` for the rest
            (追加・削除の別).
    """

    id: str = attrs.field(validator=fields.identifier)
    name: str = attrs.field(validator=fields.text)
    text: str = attrs.field(default="", validator=fields.text)
    link: str = attrs.field(default="", validator=anchor_name)
    tag: Literal["", "ins", "del"] = attrs.field(default="", validator=fields.one_of("", "ins", "del"))


@attrs.frozen
class DiagramEdge:
    """A line from the left side of a diagram to the right one (図の線).

    Attributes:
        source: id of the node on the left (左の項目).
        target: id of the node on the right (右の項目).
        line: ``"thick"`` 太線, ``"solid"`` 実線, ``"dashed"`` 破線, ``"dotted"`` 点線 or ``"dash-dot"`` 一点鎖線
            (線種).
    """

    source: str = attrs.field(validator=fields.identifier)
    target: str = attrs.field(validator=fields.identifier)
    line: LineStyle = attrs.field(default="solid", validator=fields.one_of(*LINE_STYLES))


def _legend(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, tuple) or not all(
        isinstance(pair, tuple) and len(pair) == 2 and pair[0] in LINE_STYLES and isinstance(pair[1], str)
        for pair in value
    ):
        raise WrongTypeError(f"Diagram.{attribute.name} must be (line style, words) pairs of strings")


@attrs.frozen
class Diagram:
    """Two lists, and lines between them (対応図). It shows what a table of the same document says in words.

    A format that cannot draw leaves it out.

    Attributes:
        left: the nodes on the left, in order (左の項目).
        right: the nodes on the right (右の項目).
        edges: the lines (線).
        titles: what stands above the left and the right side (見出し).
        legend: what each style of line means, as (style, words) pairs (凡例).
        caption: what it shows (図の題).
        anchor: where a link can lead to, ``""`` for none (アンカー).
        notes: printed below it (図の注).

    Raises:
        WrongValueError: two nodes of one side have one id, or a line begins or ends nowhere.
    """

    left: tuple[DiagramNode, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(DiagramNode))
    right: tuple[DiagramNode, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(DiagramNode))
    edges: tuple[DiagramEdge, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(DiagramEdge))
    titles: tuple[str, ...] = attrs.field(default=("", ""), converter=fields.as_tuple, validator=fields.tuple_of(str))
    legend: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=fields.as_tuple, validator=_legend)
    caption: str = attrs.field(default="", validator=fields.text)
    anchor: str = attrs.field(default="", validator=anchor_name)
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))

    def __attrs_post_init__(self) -> None:
        if len(self.titles) != 2:
            raise WrongValueError(f"Diagram {self.anchor!r} needs two titles")
        sides = [{node.id for node in side} for side in (self.left, self.right)]
        if len(sides[0]) < len(self.left) or len(sides[1]) < len(self.right):
            raise WrongValueError(f"Diagram {self.anchor!r}: two nodes of one side have one id")
        for edge in self.edges:
            if edge.source not in sides[0] or edge.target not in sides[1]:
                raise WrongValueError(
                    f"Diagram {self.anchor!r}: the line {edge.source} → {edge.target} has lost an end"
                )
