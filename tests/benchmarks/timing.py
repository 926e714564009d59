"""Ratios of times, measured in turn and in one run, since the speed of a machine drifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

Measure = Callable[[], Mapping[str, float]]
"""Does some work once; the seconds of processor time of the whole, or of each part by its name."""


class Row(NamedTuple):
    """How long something takes for each unit of what it is compared with."""

    what: str
    ratio: float
    target: str = ""
    """What DESIGN asks for; empty where the row only says where the time goes."""


def in_turn(measure: Callable[[Path], Mapping[str, float]], paths: Sequence[Path]) -> Measure:
    """A measure that takes one file after another, and then the first again."""
    turns = cycle(paths)
    return lambda: measure(next(turns))


def medians(measures: Mapping[str, Measure], rounds: int) -> Mapping[str, float]:
    """The median seconds of each part; all are measured in every round, after one that does not count."""
    seconds: dict[str, list[float]] = {}
    for turn in range(rounds + 1):
        for measure in measures.values():
            for name, taken in measure().items():
                seconds.setdefault(name, []).extend([taken] if turn else [])
    return {name: median(taken) for name, taken in seconds.items()}
