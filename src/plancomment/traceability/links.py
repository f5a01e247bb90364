"""Links between revisions and comments, causes that need no comment, and the two-way map made of them (反映対応)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.comments import Comment
from plancomment.comparison import Revision
from plancomment.errors import WrongTypeError, WrongValueError

__all__ = ["BASES", "CAUSE_NAMES", "Cause", "Trace", "TraceLink", "comment_mark", "fingerprint", "revision_mark"]

Basis = Literal["declared", "stated", "quoted", "cited", "suggested"]
#: From the strongest to the weakest.
BASES: tuple[Basis, ...] = ("declared", "stated", "quoted", "cited", "suggested")
#: What the kinds of a cause are called (種別).
CAUSE_NAMES: Mapping[str, str] = {
    "council": "議会",
    "committee": "審議会",
    "correction": "誤字",
    "update": "時点修正",
    "other": "その他",
}


def _share(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, float):
        raise WrongTypeError(f"{type(instance).__name__}.{attribute.name} must be float, not {type(value).__name__}")
    if not 0.0 <= value <= 1.0:
        raise WrongValueError(f"{type(instance).__name__}.{attribute.name} lies between 0 and 1, got {value}")


def _as_float(value: Any) -> Any:
    return float(value) if value in (0, 1) and not isinstance(value, bool) else value


@attrs.frozen
class TraceLink:
    """One comment had its part in one revision (反映対応).

    Attributes:
        revision_id: the revision (修正).
        comment_id: the comment (意見).
        basis: how it is known: ``"declared"`` a person said so, ``"stated"`` the response states this revision,
            ``"quoted"`` its words are quoted, ``"cited"`` its place is named, ``"suggested"`` it looks alike (根拠).
        score: how sure, from 0 to 1 (確度).
        evidence: the words that it rests on (証拠).
        status: ``"proposed"``, or what a person decided: ``"confirmed"``, ``"rejected"`` (確認状況).
        fingerprint: of the revision's and the comment's texts when the link was made, ``""`` if not taken (指紋).
        reason: why a person decided so, in words; ``""`` if nobody said (理由).
        note: in which version the evidence was found, how near its words are, and what else speaks for the link, in no
            words of a comment (補足).
    """

    revision_id: str = attrs.field(validator=fields.identifier)
    comment_id: str = attrs.field(validator=fields.identifier)
    basis: Basis = attrs.field(validator=fields.one_of(*BASES))
    score: float = attrs.field(default=1.0, converter=_as_float, validator=_share)
    evidence: str = attrs.field(default="", validator=fields.text)
    status: Literal["proposed", "confirmed", "rejected"] = attrs.field(
        default="proposed", validator=fields.one_of("proposed", "confirmed", "rejected")
    )
    fingerprint: str = attrs.field(default="", validator=fields.text)
    reason: str = attrs.field(default="", validator=fields.text)
    note: str = attrs.field(default="", validator=fields.text)

    @property
    def counts(self) -> bool:
        """Whether it explains its revision: not rejected, and more than a suggestion unless somebody confirmed it."""
        return self.status == "confirmed" or (self.status == "proposed" and self.basis != "suggested")


@attrs.frozen
class Cause:
    """Why a revision was made where no comment asked for it (意見によらない修正の理由).

    Attributes:
        revision_id: the revision (修正).
        kind: ``"council"`` 議会, ``"committee"`` 審議会, ``"correction"`` 誤字の訂正,
            ``"update"`` 時点修正, ``"other"`` (種別).
        note: in words (備考).
        fingerprint: of the revision's texts when it was given, see :func:`revision_mark`, by which the cause follows
            a revision to a new id; ``""`` if not taken (指紋).
    """

    revision_id: str = attrs.field(validator=fields.identifier)
    kind: Literal["council", "committee", "correction", "update", "other"] = attrs.field(
        validator=fields.one_of("council", "committee", "correction", "update", "other")
    )
    note: str = attrs.field(default="", validator=fields.text)
    fingerprint: str = attrs.field(default="", validator=fields.text)


@attrs.frozen
class Trace:
    """All links and causes of one comparison, readable in both directions (対応表).

    Attributes:
        links: best basis first within each revision (対応).
        causes: explanations without a comment (意見によらない理由).
        unexplained: ids of revisions that nobody explains; moves and renumberings need no explanation (理由不明の修正).
        suspects: given links whose texts changed since they were decided on: they decide nothing any more (要再確認).
    """

    links: tuple[TraceLink, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(TraceLink)
    )
    causes: tuple[Cause, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(Cause))
    unexplained: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    suspects: tuple[TraceLink, ...] = attrs.field(
        default=(), converter=fields.as_tuple, validator=fields.tuple_of(TraceLink)
    )

    def comments_of(self, revision_id: str, *, suggested: bool = False) -> tuple[str, ...]:
        """The comments that moved a revision, best first; with ``suggested``, mere suggestions behind them."""
        chosen = (one for one in self.links if one.revision_id == revision_id and _wanted(one, suggested))
        return tuple(dict.fromkeys(link.comment_id for link in chosen))

    def revisions_of(self, comment_id: str, *, suggested: bool = False) -> tuple[str, ...]:
        """The revisions that a comment moved, in the order of the links."""
        chosen = (one for one in self.links if one.comment_id == comment_id and _wanted(one, suggested))
        return tuple(dict.fromkeys(link.revision_id for link in chosen))


def _wanted(link: TraceLink, suggested: bool) -> bool:
    return link.counts or (suggested and link.status == "proposed")


def fingerprint(revision: Revision, comment: Comment) -> str:
    """24 hexadecimal digits: the first half changes with the revision's texts, the second with the comment's (指紋).

    Labels, places, categories and numbers are no part of it.
    """
    return revision_mark(revision) + comment_mark(comment)


def revision_mark(revision: Revision) -> str:
    """The first half of a fingerprint: twelve digits of the SHA-256 of the texts before and after (修正の指紋)."""
    return _mark(revision.old, revision.new)


def comment_mark(comment: Comment) -> str:
    """The second half of a fingerprint: likewise of the comment as submitted and as summarised (意見の指紋)."""
    return _mark(comment.text, comment.summary)


def _mark(*content: str | None) -> str:
    data = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return hashlib.sha256(data).hexdigest()[:12]
