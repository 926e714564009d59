"""What climbing a criterion's levels gives: points, and, apart, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ddscore.engine.scope import Scope
    from ddscore.model.assessment import LevelResult, Need
    from ddscore.model.dates import Truth


class Points(NamedTuple):
    """What a criterion's levels, or coded answers, gave."""

    applies: Truth
    low: float
    high: float
    possible: tuple[int, ...] = ()
    """The places of the levels that may be reached, in order."""


class Ladder(NamedTuple):
    """The same with the reason."""

    points: Points
    levels: tuple[LevelResult, ...]
    possible: tuple[str, ...]
    """Labels of the levels that may be reached, in order."""
    facts: tuple[str, ...]
    searched: tuple[str, ...]
    needs: tuple[Need, ...]
    by_fact: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Under `for_each`: each fact with the levels that it may reach."""
    coded: str = ""
    """How coded answers gave the points, in a sentence."""


class Climb(NamedTuple):
    """A criterion's levels, or its rule for coded answers, ready for a case."""

    points: Callable[[Scope], Points]
    because: Callable[[Scope, Points], Ladder]
    """With the reason for the points that it gave."""
