"""Statements of change in a published response (修正内容（公表）).

What a sentence says is read by :mod:`plancomment.traceability.statements`. A published answer states a change where it
says so in the past tense; in the present tense (修正します) only where its disposition implies a revision, and likewise
a sentence that quotes nothing (説明を見直しました): its words are kept, old and new are None.
"""

from plancomment.responses import StatedRevision
from plancomment.traceability.statements import stated_revisions

__all__ = ["find_statements"]


def find_statements(text: str, *, version: str, implied: bool | None, first: int = 1) -> tuple[StatedRevision, ...]:
    """The changes that a response says were made, in the order of its words (修正内容).

    Args:
        text: the response.
        version: the name of the new version, to which the response's pages belong.
        implied: whether its disposition implies a revision, None if unknown.
        first: the number of the first id, ``S1`` and so on.
    """
    return stated_revisions(text, version=version, promises=bool(implied), unquoted=bool(implied), first=first)
