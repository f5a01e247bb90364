"""Chance that is the same on every machine and in every version of Python (擬似乱数)."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from plancomment.errors import WrongTypeError

__all__ = ["Dice", "require_whole"]


def require_whole(**numbers: object) -> None:
    """Refuse what is no whole number, by the name of the argument."""
    for name, value in numbers.items():
        if type(value) is not int:
            raise WrongTypeError(f"{name} must be a whole number, not {type(value).__name__}")


T = TypeVar("T")


class Dice:
    """Draws that depend on the seed only.

    Of the methods of :class:`random.Random` only ``random()`` is promised to give the same numbers in later versions
    of Python; ``choice``, ``sample`` and ``shuffle`` are not. So everything is made of it here.
    """

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed).random

    def below(self, end: int) -> int:
        """A whole number from 0 up to, not including, ``end``."""
        return int(self._draw() * end)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + self.below(most - least + 1)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the given things."""
        return choices[self.below(len(choices))]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred draws."""
        return self.below(100) < percent
