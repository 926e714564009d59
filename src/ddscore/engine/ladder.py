"""What climbing a criterion's levels gives: points, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ddscore.engine.scope import Scope
    from ddscore.model.assessment import LevelResult, Need
    from ddscore.model.dates import Truth


class Ladder(NamedTuple):
    """What a criterion's levels gave, with the reason."""

    applies: Truth
    low: float
    """In points, as is `high`."""
    high: float
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


Climb = Callable[["Scope"], Ladder]
