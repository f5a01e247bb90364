"""One version of a plan: documents made of clauses, the smallest pieces that can be pointed at."""

from collections.abc import Iterable
from typing import Literal

import attrs

from plancomment import fields
from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.findings import Finding

__all__ = ["Clause", "ClauseKind", "Location", "Plan", "join_plans"]

ClauseKind = Literal["heading", "paragraph", "item", "cell", "caption"]


@attrs.frozen
class Location:
    """A place in a named version of the plan (変更箇所).

    Attributes:
        version: the version that page and line belong to, such as 素案 (版).
        document: the document within it, such as 本編 or 概要版 (文書).
        page: the printed page, from 1, None if not known (頁).
        line: the printed line on that page, from 1, None if not known (行).
        place: as printed or as it would be, such as 見出し, 5～6行目, 図中のコメント; ``""`` for none (箇所).
    """

    version: str = attrs.field(validator=fields.text)
    document: str = attrs.field(validator=fields.text)
    page: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    line: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    place: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Clause:
    """The smallest piece of a plan that can be pointed at (条項・記述).

    Attributes:
        id: unique in its plan.
        kind: ``"heading"`` 見出し, ``"paragraph"`` 段落, ``"item"`` 号・箇条書き, ``"cell"`` 表のセル,
            ``"caption"`` 図表の題.
        label: the label as printed, such as （１） or 第３章, ``""`` if it has none (項番号).
        text: what follows the label, exactly as given (本文).
        heading_path: the headings above it, outermost first, each as printed (見出しの系列).
        location: where it stands (位置).
        separator: the white space between label and text, as given, so that :attr:`full_text` is what was read.
        level: a heading's depth from 1, an item's from 1 in its list, 0 for the rest (階層).
        row: the table row of a cell, from 1, None outside tables (行).
        column: the table column of a cell, from 1, None outside tables (列).
    """

    id: str = attrs.field(validator=fields.identifier)
    kind: ClauseKind = attrs.field(validator=fields.one_of("heading", "paragraph", "item", "cell", "caption"))
    label: str = attrs.field(validator=fields.text)
    text: str = attrs.field(validator=fields.text)
    heading_path: tuple[str, ...] = attrs.field(converter=fields.as_tuple, validator=fields.tuple_of(str))
    location: Location = attrs.field(validator=fields.instance_of(Location))
    separator: str = attrs.field(default="", validator=fields.text)
    level: int = attrs.field(default=0, validator=fields.natural)
    row: int | None = attrs.field(default=None, validator=fields.optional(fields.position))
    column: int | None = attrs.field(default=None, validator=fields.optional(fields.position))

    @property
    def full_text(self) -> str:
        """Label, separator and text, as read."""
        return f"{self.label}{self.separator}{self.text}"


@attrs.frozen
class Plan:
    """One version of a plan (計画（素案・成案）).

    Attributes:
        version: its name, such as 素案 (版).
        clauses: all clauses in reading order, document after document (条項).
        findings: what its reader left out, mended or only estimated, such as pages; not compared (所見).

    Raises:
        WrongValueError: two clauses have one id, or a clause belongs to another version.
    """

    version: str = attrs.field(validator=fields.text)
    clauses: tuple[Clause, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Clause))
    findings: tuple[Finding, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(Finding), eq=False
    )

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for clause in self.clauses:
            if clause.id in seen:
                raise WrongValueError(f"Plan {self.version!r} has two clauses with the id {clause.id!r}")
            if clause.location.version != self.version:
                raise WrongValueError(
                    f"clause {clause.id!r} belongs to version {clause.location.version!r}, not {self.version!r}"
                )
            seen.add(clause.id)

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of its documents, in order of first appearance (文書名)."""
        return tuple(dict.fromkeys(clause.location.document for clause in self.clauses))


def join_plans(*plans: Plan) -> Plan:
    """Several documents of one version as one plan, in the given order (結合).

    Clause ids stay as they are; one that would be double gets ``~2``, ``~3`` … behind it.

    Raises:
        WrongTypeError: an argument is no Plan.
        WrongValueError: no plan was given, or the versions differ.
    """
    for plan in plans:
        if not isinstance(plan, Plan):
            raise WrongTypeError(f"join_plans takes plans, not {type(plan).__name__}")
    versions = list(dict.fromkeys(plan.version for plan in plans))
    if len(versions) != 1:
        raise WrongValueError(f"join_plans needs plans of one version, got {versions!r}")
    clauses = tuple(_unique(clause for plan in plans for clause in plan.clauses))
    return Plan(versions[0], clauses, tuple(finding for plan in plans for finding in plan.findings))


def _unique(clauses: Iterable[Clause]) -> Iterable[Clause]:
    seen: set[str] = set()
    for clause in clauses:
        new_id, number = clause.id, 1
        while new_id in seen:
            number += 1
            new_id = f"{clause.id}~{number}"
        seen.add(new_id)
        yield clause if new_id == clause.id else attrs.evolve(clause, id=new_id)
