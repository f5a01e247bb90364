"""A diff as a patch for other programs (差分の受け渡し), in the text format of diff-match-patch."""

from plancomment.errors import WrongTypeError, WrongValueError
from plancomment.textdiff.diff import Tag, TextDiff
from plancomment.textdiff.engine import format_patch, parse_patch

__all__ = ["apply_patch", "to_patch"]

_SIGNS = {Tag.DELETE: -1, Tag.EQUAL: 0, Tag.INSERT: 1}


def to_patch(diff: TextDiff) -> str:
    """Return the diff as a patch (パッチ) that every diff-match-patch can read.

    It is one hunk with the whole old text as its context, so that nobody can apply it to another text by
    mistake; lengths count code points.

    Raises:
        WrongTypeError: `diff` is no TextDiff.
        WrongValueError: the texts hold half a surrogate pair, which the format cannot carry.

    >>> from plancomment.textdiff import diff_text
    >>> print(to_patch(diff_text("30 days", "60 days")), end="")
    @@ -1,7 +1,7 @@
    -30 days
    +60 days
    """
    if not isinstance(diff, TextDiff):
        raise WrongTypeError(f"to_patch takes a TextDiff, not {type(diff).__name__}")
    try:
        return format_patch([(_SIGNS[segment.tag], segment.text) for segment in diff.segments])
    except UnicodeEncodeError as error:
        raise WrongValueError("the texts hold half a surrogate pair, which no patch can carry") from error


def apply_patch(patch: str, text: str) -> str:
    """Return what a patch of :func:`to_patch` makes of the text it was made from (パッチの適用).

    Nothing is searched for and nothing is guessed: any other text is refused.

    Raises:
        WrongTypeError: an argument is no str.
        WrongValueError: the patch is none of :func:`to_patch`, or was made from another text.

    >>> from plancomment.textdiff import diff_text
    >>> apply_patch(to_patch(diff_text("30分", "15分")), "30分")
    '15分'
    """
    if not isinstance(patch, str) or not isinstance(text, str):
        raise WrongTypeError(f"patch and text are str, not {type(patch).__name__} and {type(text).__name__}")
    try:
        hunks = parse_patch(patch)
    except ValueError as error:
        raise WrongValueError("this is no patch of diff-match-patch") from error
    if len(hunks) != 1:
        raise WrongValueError(f"a patch of the whole text is one hunk, and this one has {len(hunks)}")
    old_length, new_length, pieces = hunks[0]
    old = "".join(piece for sign, piece in pieces if sign <= 0)
    new = "".join(piece for sign, piece in pieces if sign >= 0)
    if (len(old), len(new)) != (old_length, new_length):
        raise WrongValueError("the patch is damaged: its head and its lines disagree")
    if old != text:
        raise WrongValueError(
            f"the patch was made from another text ({len(old)} code points; this one has {len(text)})"
        )
    return new
