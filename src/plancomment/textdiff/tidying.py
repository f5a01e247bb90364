"""What makes the marks of an official of a shortest edit script: whole phrases, no islands (傍線の整え)."""

from collections.abc import Sequence

from plancomment.textdiff.script import Hunk
from plancomment.textdiff.words import word_kind

__all__ = ["tidy"]


def tidy(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Part, turn, slide and absorb, until nothing moves any more (文の切り離し・句の移動・位置の調整・飛び地).

    Whole sentences come off the replacement before them, a moved phrase is the one that was in front, every pure
    insertion or deletion slides to its best place, stray islands are absorbed. A sentence comes off and a move turns
    but once, every slide raises the sum of the scores and every absorption takes a hunk away, so this ends, and a
    second run changes nothing.
    """
    while True:
        tidied = _absorbed(a, b, _slid(a, b, _fronted(a, b, _stepped(a, b, _parted(a, b, hunks)))))
        if tidied == hunks:
            return hunks
        hunks = tidied


# ── whole sentences ──────────────────────────────────────────────────────────────────────────────────


def _parted(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Take new sentences off the replacement at the end of the sentence before them, and old ones likewise.

    Of two 。 the later one was taken for the common one: {減ります>減っています。便を見直します}。 becomes
    {減ります>減っています}。{>便を見直します。}
    """
    parted: list[Hunk] = []
    for number, (i1, i2, j1, j2) in enumerate(hunks):
        parted.append((i1, i2, j1, j2))
        following = hunks[number + 1][0] if number + 1 < len(hunks) else len(a) + 1
        if not (i1 < i2 and j1 < j2 and i2 + 1 < following and i2 < len(a) and word_kind(a[i2]) == "end"):
            continue
        stop = a[i2]
        in_old, in_new = stop in a[i1:i2], stop in b[j1:j2]
        if in_new and not in_old and b[j1] != stop:
            at = b.index(stop, j1)
            parted[-1:] = [(i1, i2, j1, at), (i2 + 1, i2 + 1, at + 1, j2 + 1)]
        elif in_old and not in_new and a[i1] != stop:
            at = a.index(stop, i1)
            parted[-1:] = [(i1, at, j1, j2), (at + 1, i2 + 1, j2 + 1, j2 + 1)]
    return parted


# ── moves ────────────────────────────────────────────────────────────────────────────────────────────

# Of two phrases that changed places the front one is shown as moved, up to this many words.
_LONGEST_MOVE = 16


def _fronted(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Show a move as the front phrase going back, unless it is more than twice as long as what it passes.

    {>会議を}毎年秋に{会議を>}開く becomes {毎年秋に>}会議を{>毎年秋に}開く.
    """
    turned = list(hunks)
    for number in range(len(hunks) - 1):
        (i1, i2, j1, j2), (k1, k2, l1, l2) = turned[number], turned[number + 1]
        front, passed = k1 - i2, j2 - j1
        if (
            i1 == i2
            and l1 == l2
            and 0 < front <= min(2 * passed, _LONGEST_MOVE)
            and a[k1:k2] == b[j1:j2]
            and all(word_kind(word) != "end" for word in a[i1:k1])
        ):
            turned[number : number + 2] = [(i1, k1, j1, j1), (k2, k2, j2, l1)]
    return turned


# ── numbers in a row ─────────────────────────────────────────────────────────────────────────────────


def _stepped(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Pair numbers that went one step on by their places: {②>③}と{③>④}, not {②と>}③{>と④}.

    The shortest script takes the second number of the old text for the first of the new one, or the other way round.
    """
    stepped = list(hunks)
    for number in range(len(hunks) - 1):
        (i1, i2, j1, j2), (k1, k2, l1, l2) = stepped[number], stepped[number + 1]
        if k1 - i2 != 1 or not _is_number(a[i2]):
            continue
        if j1 == j2 and k1 == k2:  # ② と [③] … と ④
            first, last = a[i1:i2], b[l1:l2]
        elif i1 == i2 and l1 == l2:
            first, last = b[j1:j2], a[k1:k2]
        else:
            continue
        if 1 < len(first) < 4 and first[1:] == last[:-1] and _is_number(first[0]) and _is_number(last[-1]):
            stepped[number : number + 2] = [(i1, i1 + 1, j1, j1 + 1), (k2 - 1, k2, l2 - 1, l2)]
    return stepped


def _is_number(word: str) -> bool:
    return any(sign.isnumeric() for sign in word)


# ── the best place for what was only inserted or only deleted ────────────────────────────────────────


def _slid(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Move pure insertions and deletions that repeat their surroundings to the best word boundary."""
    moved = list(hunks)
    for number, (i1, i2, j1, j2) in enumerate(hunks):
        if i1 < i2 and j1 < j2:
            continue
        words, start, stop = (a, i1, i2) if i1 < i2 else (b, j1, j2)
        # One word of the text in common has to stay on each side, or two edits would run into one.
        low = moved[number - 1][1] + 1 if number else 0
        high = hunks[number + 1][0] - 1 if number + 1 < len(hunks) else len(a)
        best, best_score, steady = 0, -1, (False, 0)
        for way, room in ((-1, i1 - low), (1, high - i2)):
            shift = 0
            while abs(shift) < min(room, stop - start):
                leaving = start + shift + way if way < 0 else start + shift
                entering = stop + shift + way if way < 0 else stop + shift
                if words[leaving] != words[entering]:
                    break
                if best_score < 0:
                    steady = _steady(words, start, stop)
                    best_score = _score(words, start, stop, steady)
                shift += way
                score = _score(words, start + shift, stop + shift, steady)
                if score > best_score:
                    best, best_score = shift, score
        moved[number] = (i1 + best, i2 + best, j1 + best, j2 + best)
    return moved


_CONJUNCTIONS = frozenset(("及び", "並びに", "又は", "若しくは", "または", "および", "ならびに", "もしくは", "や"))


def _steady(words: Sequence[str], start: int, stop: int) -> tuple[bool, int]:
    """Return what no slide changes, since the word that leaves is the one that enters: brackets and conjunctions."""
    kinds = [word_kind(word) for word in words[start:stop]]
    return kinds.count("open") == kinds.count("close"), sum(word in _CONJUNCTIONS for word in words[start:stop])


def _score(words: Sequence[str], start: int, stop: int, steady: tuple[bool, int]) -> int:
    """Return how well words[start:stop] stands by itself: good cuts at both ends, brackets in pairs.

    A conjunction binds the whole phrase, so it stands at an end: 方針{>及び県の方針}との, not {>方針及び県の}方針との.
    """
    balanced, conjunctions = steady
    paired = 6 if balanced and word_kind(words[start]) != "close" else 0
    at_an_end = words[start] in _CONJUNCTIONS or words[stop - 1] in _CONJUNCTIONS
    bound = 6 if at_an_end or not conjunctions else 0
    return paired + bound + _cut(words, start) + _cut(words, stop)


def _cut(words: Sequence[str], at: int) -> int:
    """Return how good a cut before words[at] is; the ends of the text count as ends of a sentence."""
    before = word_kind(words[at - 1]) if at else "end"
    after = word_kind(words[at]) if at < len(words) else "end"
    if before == "end":
        return 9
    if after == "comma":
        # In a list the 読点 goes with the word after it (証人{>、鑑定人}、参考人); behind は, ため, して it belongs
        # to what is before it (守るため、{>声を掛け合い、}).
        return 1 if before == "particle" or words[at - 1][-1] in "てでしくずば" else 6
    if after == "open" or before in ("close", "space"):
        return 5
    if before == "comma":
        return 5
    if after == "end":
        return 4
    if before == "open" or after in ("close", "space"):
        return 3
    if before == "particle":
        return 1 if after == "particle" else 4
    return 2


# ── islands ──────────────────────────────────────────────────────────────────────────────────────────


def _absorbed(a: Sequence[str], b: Sequence[str], hunks: list[Hunk]) -> list[Hunk]:
    """Make one hunk of two when what stands between them is too little to be read by itself."""
    kept: list[Hunk] = []
    for hunk in hunks:
        while kept and _is_stray(a, b, kept[-1], hunk):
            first = kept.pop()
            hunk = (first[0], hunk[1], first[2], hunk[3])
        kept.append(hunk)
    return kept


def _is_stray(a: Sequence[str], b: Sequence[str], left: Hunk, right: Hunk) -> bool:
    """Tell whether the words between two neighbouring hunks should be marked with them."""
    island = a[left[1] : right[0]]
    if len(island) > 2:
        return False
    if _holds_apart(a, left[:2], right[:2]) or _holds_apart(b, left[2:], right[2:]):
        return True
    both = _replaces(left) and _replaces(right)
    # How many words were written anew on the smaller of the two sides.
    rewritten = min(max(left[1] - left[0], left[3] - left[2]), max(right[1] - right[0], right[3] - right[2]))
    if len(island) == 1:
        word, kind = island[0], word_kind(island[0])
        if kind == "space":
            return _is_between_letters(a, b, left, right)
        mixed = (left[0] < left[1] or right[0] < right[1]) and (left[2] < left[3] or right[2] < right[3])
        if kind == "particle" and len(word) == 1:
            # A lone を, し or の; of the others only what stands between longer phrases.
            if both:
                return word in "をしの" or rewritten > 2
            alone = mixed and not (_replaces(left) or _replaces(right))
            return alone or _opens(a, b, left) or _opens(a, b, right)
        if word == "・" and both:
            return True
        # 利活用を推進し → 利活用推進・…: where a particle opens or closes a compound, its word goes along.
        if mixed and kind == "word" and (_is_bare_particle(a, b, left) or _is_bare_particle(a, b, right)):
            return True
    # A short echo inside a sentence that was written anew.
    return both and rewritten >= 4 * len(island) and all(word_kind(word) in ("particle", "word") for word in island)


# Two hunks that hold a pair of brackets apart are looked at up to this many words each.
_LONGEST_BRACKETED = 20


def _holds_apart(words: Sequence[str], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tell whether a bracket opens in the left words and closes in the right ones: 再編{・統合>（統合・複合化）}.

    Where nothing but the brackets changed, they are marked alone: {>「}子育て支援{>」}.
    """
    sizes = left[1] - left[0], right[1] - right[0]
    if min(sizes) == 0 or not 1 < max(sizes) <= _LONGEST_BRACKETED:
        return False
    opened, closed = ([word_kind(word) for word in words[start:stop]] for start, stop in (left, right))
    return opened.count("open") > opened.count("close") and closed.count("close") > closed.count("open")


def _replaces(hunk: Hunk) -> bool:
    return hunk[0] < hunk[1] and hunk[2] < hunk[3]


def _is_bare_particle(a: Sequence[str], b: Sequence[str], hunk: Hunk) -> bool:
    words = [*a[hunk[0] : hunk[1]], *b[hunk[2] : hunk[3]]]
    return len(words) == 1 and len(words[0]) == 1 and words[0] != "等" and word_kind(words[0]) == "particle"


def _opens(a: Sequence[str], b: Sequence[str], hunk: Hunk) -> bool:
    """Tell whether an insertion or deletion begins with a case particle: 会員{を集め>の名簿を作り}.

    A phrase that was only added stands by itself: 貸出し{>や閲覧}を{行う>始める}.
    """
    i1, i2, j1, j2 = hunk
    return (i1 == i2 or j1 == j2) and (a[i1] if i1 < i2 else b[j1]) in ("の", "を", "に", "が", "で")


def _is_between_letters(a: Sequence[str], b: Sequence[str], left: Hunk, right: Hunk) -> bool:
    """Tell whether the space stands between two words of a spaced language, not behind a label or in a table."""
    before = a[left[1] - 1] if left[0] < left[1] else b[left[3] - 1]
    after = a[right[0]] if right[0] < right[1] else b[right[2]]
    return before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
