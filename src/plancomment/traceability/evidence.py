"""What stood here before is in rooms of its own: citations, statements, shown, agreement."""

from plancomment.traceability.agreement import SHORTEST_QUOTE, is_there, stated_in
from plancomment.traceability.citations import Citation, citations, quotations
from plancomment.traceability.shown import Shown, shown_by
from plancomment.traceability.statements import stated_revisions, states_change

__all__ = [
    "SHORTEST_QUOTE",
    "Citation",
    "Shown",
    "citations",
    "is_there",
    "quotations",
    "shown_by",
    "stated_in",
    "stated_revisions",
    "states_change",
]
