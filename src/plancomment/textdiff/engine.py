"""diff-match-patch behind a typed face (差分エンジン): the only file that imports it.

What is used: its shortest edit script of two strings (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
1986), run without its clock, and its patch format. What is not used: its line mode, its clean-up, its fuzzy patching.
"""

from collections.abc import Sequence
from typing import Any

from diff_match_patch import diff_match_patch, patch_obj

__all__ = ["Piece", "differences", "format_patch", "parse_patch"]

# (-1 deleted, 0 equal, 1 inserted; the text).
Piece = tuple[int, str]


def _engine() -> Any:
    engine = diff_match_patch()
    # No deadline: under a clock the same texts give other marks on a busy machine.
    engine.Diff_Timeout = 0
    return engine


_ENGINE = _engine()


def differences(old: str, new: str) -> list[Piece]:
    """Return a shortest edit script between two strings, code point by code point."""
    pieces: list[Piece] = _ENGINE.diff_main(old, new, False)
    return pieces


def format_patch(pieces: Sequence[Piece]) -> str:
    """Return the pieces as one hunk of diff-match-patch's text format, with the whole text as its context."""
    hunk: Any = patch_obj()
    hunk.diffs = list(pieces)
    hunk.start1 = hunk.start2 = 0
    hunk.length1 = sum(len(text) for sign, text in pieces if sign <= 0)
    hunk.length2 = sum(len(text) for sign, text in pieces if sign >= 0)
    return str(hunk)


def parse_patch(patch: str) -> list[tuple[int, int, list[Piece]]]:
    """Return each hunk of a patch: its lengths before and after as its head tells them, and its pieces.

    Raises ValueError for what is no patch.
    """
    return [(hunk.length1, hunk.length2, list(hunk.diffs)) for hunk in _ENGINE.patch_fromText(patch)]
