"""How sure a piece of evidence makes a link, and what several pieces make together (確度).

A weight is the share of links with this piece alone that are right, measured on data with known truth:
docs/explanation/links.md has the table, tests/bench/calibration.py measures it anew.
"""

from collections.abc import Iterable

__all__ = [
    "CITED_ALONE",
    "CITED_BY_RESPONSE",
    "CITED_CHAPTER",
    "CITED_LOST",
    "CITED_WORDS",
    "MOST",
    "NEARLY_STATED",
    "QUOTED_BY_RESPONSE",
    "QUOTED_CHANGE",
    "QUOTED_CLAUSE",
    "QUOTED_NEARLY",
    "STATED",
    "STATED_PLACE",
    "STEP",
    "UNSAID",
    "UNTOLD",
    "WEAK",
    "together",
]

#: A response states the change in words that the texts show.
STATED = 0.97
#: The same in nearly these words.
NEARLY_STATED = 0.9
#: A response states the place only.
STATED_PLACE = 0.75
#: Every reference to another response between the statement and the comment.
STEP = 0.93
#: A response quotes words that were put in or taken out, without a sentence that says so.
QUOTED_BY_RESPONSE = 0.75
#: A comment quotes words of the old plan that were changed.
QUOTED_CHANGE = 0.9
#: The same in nearly these words.
QUOTED_NEARLY = 0.85
#: A comment's quotation where neither disposition nor response tells whether it changed anything.
UNTOLD = 0.6
#: The quoted words stayed, but their page or heading is named with them.
QUOTED_CLAUSE = 0.75
#: A place is named, and words or a label there tell which change is meant.
CITED_WORDS = 0.85
#: A place is named at which one change alone stands.
CITED_ALONE = 0.7
#: A response names the place.
CITED_BY_RESPONSE = 0.75
#: A chapter is named in which one change alone stands.
CITED_CHAPTER = 0.5
#: A place is named of which the words are lost.
CITED_LOST = 0.5
#: Something of the above, but not enough to decide.
WEAK = 0.15
#: What likeness is worth where responses were given, and none of them says anything of the revision.
UNSAID = 0.5
#: No link that was found is surer than this.
MOST = 0.99


def together(weights: Iterable[float]) -> float:
    """How sure several independent pieces make a link: as sure as that not all of them err (noisy-or).

    J. Pearl 1988, "Probabilistic Reasoning in Intelligent Systems", section 4.3.2. Rounded to two places.
    """
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return min(MOST, round(1.0 - doubt, 2))
