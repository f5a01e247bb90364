"""The text-diff engine (文言比較): strings in, marked strings out; plans and comments are not known here."""

from plancomment.textdiff.diff import Segment, Tag, TextDiff, diff_text

__all__ = ["Segment", "Tag", "TextDiff", "diff_text"]
