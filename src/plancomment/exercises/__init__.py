"""Made-up plans and edits whose truth is known (演習): to measure how well a comparison finds what was done.

A part of the test kit, without any dependency of its own::

    exercise = edit_plan(make_plan(1500, seed=1), 60, seed=1)
    score = judge(align(exercise.old, exercise.new), exercise)
    score.changed.recall, score.changed.precision

    opinions = make_opinions(seed=1)
    trace(opinions.comparison, opinions.consultation)  # to be held against opinions.truth
"""

from plancomment.exercises.edits import edit_plan
from plancomment.exercises.opinions import Opinions, make_opinions
from plancomment.exercises.plans import make_plan, recombine
from plancomment.exercises.scores import Hits, Score, judge, match_lines
from plancomment.exercises.truth import Exercise, TrueLink

__all__ = [
    "Exercise",
    "Hits",
    "Opinions",
    "Score",
    "TrueLink",
    "edit_plan",
    "judge",
    "make_opinions",
    "make_plan",
    "match_lines",
    "recombine",
]
