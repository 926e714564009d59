"""Ratios of times, measured in turn and in one run, since the speed of a machine drifts."""

from __future__ import annotations

import gc
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Measure = Callable[[], float] if TYPE_CHECKING else object
"""Does some work once; the seconds of processor time that it took."""


class Row(NamedTuple):
    """One figure: how long something takes for each unit of what it is compared with."""

    what: str
    ratio: float
    seconds: float
    target: float | None = None
    """None where it only says where the time goes."""
    at_least: bool = False
    """Whether the target is the least that will do, and not the most."""

    @property
    def met(self) -> bool:
        """Whether the ratio keeps to its target."""
        if self.target is None:
            return True
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


def medians(measures: Mapping[str, Measure], rounds: int) -> Mapping[str, float]:
    """The median seconds of each, all taken in turn in every round, after one round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in measures}
    gc.collect()
    for turn in range(rounds + 1):
        for name, measure in measures.items():
            taken = measure()
            if turn:
                seconds[name].append(taken)
    return {name: median(taken) for name, taken in seconds.items()}
