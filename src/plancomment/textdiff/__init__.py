"""The text-diff engine (文言比較): strings in, marked strings out; plans and comments are not known here."""

from plancomment.textdiff.diff import Move, Segment, Tag, TextDiff, diff_text
from plancomment.textdiff.patches import apply_patch, to_patch

__all__ = ["Move", "Segment", "Tag", "TextDiff", "apply_patch", "diff_text", "to_patch"]
