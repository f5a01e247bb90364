"""Which characters of a paragraph stay, go and come (残る文字・削る文字・加わる文字)."""

from collections.abc import Sequence

import attrs

from plancomment.textdiff import Tag, diff_text
from plancomment.textdiff.words import Segmenter
from plancomment.tracking.pieces import Piece

__all__ = ["Changes", "find_changes"]


@attrs.frozen
class Changes:
    """What becomes of a paragraph.

    Attributes:
        gone: for each character of the old text whether it goes.
        added: where in the old text something comes, and from where to where it stands in the new one.
        kept: the places of the characters that stay: in the old text and in the new one.
    """

    gone: tuple[bool, ...]
    added: tuple[tuple[int, int, int], ...]
    kept: tuple[tuple[int, int], ...]


def find_changes(old: Sequence[Piece], new: Sequence[Piece], segmenter: Segmenter) -> Changes:
    """Compare two paragraphs by words; what cannot be cut, such as an equation, stays or goes as a whole."""
    texts = ["".join(piece.text for piece in pieces) for pieces in (old, new)]
    ahead, back = _kept(texts[0], texts[1], segmenter)
    wholes = [list(_wholes(old)), list(_wholes(new))]
    cut = True
    while cut:
        cut = _free(wholes[0], ahead, back) + _free(wholes[1], back, ahead) > 0
    gone = tuple(at not in ahead for at in range(len(texts[0])))
    added = []
    start = 0
    for at, stop in [*sorted(ahead.items()), (len(texts[0]), len(texts[1]))]:
        if stop > start:
            # Behind what goes between the same neighbours.
            added.append((at, start, stop))
        start = stop + 1
    return Changes(gone, tuple(added), tuple(sorted(ahead.items())))


def _kept(old: str, new: str, segmenter: Segmenter) -> tuple[dict[int, int], dict[int, int]]:
    """The places of equal characters, from the old text to the new one, and back."""
    ahead: dict[int, int] = {}
    i = j = 0
    for tag, text in diff_text(old, new, segmenter=segmenter).segments:
        if tag == Tag.EQUAL:
            ahead.update(zip(range(i, i + len(text)), range(j, j + len(text)), strict=True))
        i += len(text) if tag != Tag.INSERT else 0
        j += len(text) if tag != Tag.DELETE else 0
    return ahead, {there: here for here, there in ahead.items()}


def _wholes(pieces: Sequence[Piece]) -> list[range]:
    """Where something stands that is kept as a whole: fields, equations, words with a reading."""
    found: list[range] = []
    start, number = 0, 0
    for piece in pieces:
        end = start + len(piece.text)
        if piece.field and piece.field == number and found:
            found[-1] = range(found[-1].start, end)
        elif piece.field or (not piece.is_text and len(piece.text) > 1):
            found.append(range(start, end))
        start, number = end, piece.field
    return [whole for whole in found if len(whole) > 1]


def _free(wholes: Sequence[range], here: dict[int, int], there: dict[int, int]) -> int:
    """Frees the characters of what is kept only in part, or not in one piece; how many."""
    count = 0
    for whole in wholes:
        found = [at for at in whole if at in here]
        if found and (len(found) < len(whole) or here[whole[-1]] - here[whole[0]] != len(whole) - 1):
            count += len(found)
            for at in found:
                del there[here.pop(at)]
    return count
