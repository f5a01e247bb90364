"""Drawings that draw others (form XObjects): how often each is drawn before anything is drawn (図の入れ子).

Ten forms that each draw the next one ten times are ten thousand million drawings in a kilobyte, and pdfium makes them
all.
"""

import re
from collections import Counter

__all__ = ["Drawings", "count_calls"]

_CALL = re.compile(rb"/([^\s/<>\[\](){}%]{1,64})\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,64})\s+([0-9]{1,9})\s+[0-9]{1,5}\s+R\b")
_NUMBER = re.compile(rb"([0-9]{1,9})\s+[0-9]+\s+obj\b")
_PLAIN = 4_000  # bytes of an object that are looked at
_NAMES = 1_000
_ENOUGH = 10**12
_DEEPEST = 60  # pdfium stops earlier


def count_calls(content: bytes, calls: Counter[bytes]) -> None:
    """Count the calls of drawings in a piece of a content stream, by name; names beyond a thousand together."""
    if b"Do" not in content:
        return
    for found in _CALL.finditer(content):
        name = found[1]
        calls[name if name in calls or len(calls) < _NAMES else b""] += 1


class Drawings:
    """Which stream draws which other ones, and how often; gathered while the streams are counted."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._calls: dict[int, Counter[bytes]] = {}
        self._names: dict[int, dict[bytes, int]] = {}
        self._most = 0
        self._places: dict[int, int] = {}

    def add(self, head: bytes, calls: Counter[bytes]) -> None:
        """Take in a stream: its dictionary, from its number on, and the calls in it."""
        number = _NUMBER.match(head)
        if number is None or not calls:
            return
        self._most = max(self._most, calls.total())
        if b"/Form" in head:
            self._calls[int(number[1])] = calls
            self._names[int(number[1])] = self._references(head)

    def _references(self, head: bytes) -> dict[bytes, int]:
        """The names in a dictionary and in the plain objects that it refers to, with the numbers of their objects."""
        names = {found[1]: int(found[2]) for found in _NAMED.finditer(head)}
        for name in (b"Resources", b"XObject"):
            if name in names:
                if not self._places:
                    self._places = {int(found[1]): found.end() for found in _NUMBER.finditer(self._data)}
                begin = self._places.get(names[name])
                if begin is not None:
                    plain = self._data[begin : begin + _PLAIN].partition(b"endobj")[0]
                    names.update((more[1], int(more[2])) for more in _NAMED.finditer(plain))
        return names

    def heaviest(self) -> int:
        """The most drawings that one call can make, times the most calls of one stream if drawings are nested."""
        costs: dict[int, int] = {}
        for _ in range(_DEEPEST):
            found = {
                number: min(
                    _ENOUGH,
                    1 + sum(count * costs.get(self._names[number].get(name, -1), 1) for name, count in calls.items()),
                )
                for number, calls in self._calls.items()
            }
            if found == costs:
                break
            costs = found
        deepest = max(costs.values(), default=1)
        return deepest if deepest <= self._most + 1 else deepest * max(1, self._most)
