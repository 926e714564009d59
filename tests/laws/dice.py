"""Choices, small enough to be drawn by the thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_PLACES = [st.integers(0, last) for last in range(100)]
"""Made once: Hypothesis takes longer to make a strategy than to draw from it."""


class Dice:
    """What a composite strategy draws with; whatever comes first in a choice is what examples shrink to."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def upto(self, last: int) -> int:
        """A number from 0."""
        drawn: int = self._draw(_PLACES[last])
        return drawn

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.upto(len(choices) - 1)]

    def some(self, choices: Sequence[T], least: int = 0, most: int = 2) -> list[T]:
        """Several of them in any order, each once."""
        left = list(choices)
        wanted = min(least + self.upto(most - least), len(left))
        return [left.pop(self.upto(len(left) - 1)) for _ in range(wanted)]

    def chance(self, one_in: int) -> bool:
        """Whether something that is there once in so many times is there."""
        return self.upto(one_in - 1) == one_in - 1

    def order(self, members: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return self.some(members, len(members), len(members))
