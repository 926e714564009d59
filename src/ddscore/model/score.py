"""A score: a figure, what it is out of, and the bounds that what is unknown leaves open (FORMATS 4)."""

from enum import StrEnum
from typing import NamedTuple


class Unknown(StrEnum):
    """What a figure shows where something is unknown; its bounds always span both cases."""

    LOW = "low"
    """The low end: what nobody can find is not disclosed."""
    EXCLUDE = "exclude"
    """Nothing: the criterion is left out of its parent's figure."""
    BLOCK = "block"
    """No figure here, nor at any node above."""


class Status(StrEnum):
    """What can be said of a node."""

    SCORED = "scored"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    INSUFFICIENT = "insufficient"
    """Too little is known to print a figure: its coverage is below the rubric's minimum."""
    BLOCKED = "blocked"


class Score(NamedTuple):
    """A figure with its bounds; always `low <= percent <= high`."""

    points: float | None
    """None where no figure is shown."""
    of: float
    """The most that the node can have, in points."""
    percent: float | None
    """0 to 100 (a gap -100 to 100); None where no figure is shown."""
    low: float
    """In percent, what is certain at the least."""
    high: float
    """In percent, what is possible at the most."""

    @property
    def coverage(self) -> float:
        """How much of the range is settled, from 0 to 1."""
        return 1 - (self.high - self.low) / 100
