"""The arithmetic of figures with bounds (FORMATS 4): means, sums, least and greatest of what may be.

All figures are percentages of what a node can have; `of` turns them into points. Bounds are outer bounds:
what is unknown is taken as independent, and a part that may not apply is taken both ways.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.rubric import Aggregate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.dates import Truth


class Reading(NamedTuple):
    """What is known of a node's figure, in percent of `of`."""

    low: float
    high: float
    point: float | None
    """The figure; None where it is blocked or left out."""
    blocked: bool
    of: float
    """The most it can have, in points."""
    shown_of: float
    """The same without what is left out; what the shown points are out of."""
    least: float
    """The least that it can score whatever the case, in percent."""
    most: float
    applies: Truth
    """None where it may turn out not to apply; what does not has no reading."""
    weight: tuple[float, float]
    """The least and the most weight in its parent."""

    @property
    def left_out(self) -> bool:
        """Whether it counts for nothing in its parent's shown figure."""
        return self.point is None and not self.blocked


class Part(NamedTuple):
    """One weighed value: `weight` from its least to its most, least 0 where it may not count at all."""

    value: float
    least: float
    most: float


def clamp(value: float, low: float, high: float) -> float:
    """The point between `low` and `high` that is nearest to `value`."""
    return min(max(value, low), high)


def least_mean(parts: Sequence[Part]) -> float:
    """The lowest weighted mean that the weights allow; ValueError where no part can count.

    In the lowest mean the lowest values have their greatest weight and all others their least, so trying
    how many they are finds it.
    """
    if all(part.least == part.most for part in parts):
        return weighted_mean([(part.value, part.most) for part in parts])
    ordered = sorted(parts)
    means = []
    for lowest in range(1, len(ordered) + 1):
        weighed = [
            (part.value, part.most if place < lowest else part.least) for place, part in enumerate(ordered)
        ]
        if fsum(weight for _, weight in weighed) > 0:
            means.append(weighted_mean(weighed))
    return min(means)


def greatest_mean(parts: Sequence[Part]) -> float:
    """The highest weighted mean that the weights allow."""
    # Taken from 0, since turning 0 round would give a figure of minus zero.
    return 0.0 - least_mean([Part(-part.value, part.least, part.most) for part in parts])


def weighted_mean(weighed: Sequence[tuple[float, float]]) -> float:
    """The mean of (value, weight) pairs; ValueError where all weights are zero."""
    total = fsum([weight for _, weight in weighed])
    if total <= 0:
        raise ValueError("no weight")
    values = [value for value, weight in weighed if weight]
    mean = fsum([value * weight for value, weight in weighed]) / total
    # Rounding must not carry a mean beyond what it is a mean of: full marks everywhere are 100 percent.
    return clamp(mean, min(values), max(values)) + 0.0


def aggregate(how: Aggregate, children: Sequence[Reading], of: float | None) -> Reading | None:
    """One reading from those of the children that apply; None where none has any weight.

    `of` is what the node is scaled to, where the rubric sets it.
    """
    parts = [child for child in children if how is not Aggregate.MEAN or child.weight[1] > 0]
    if not parts:
        return None
    combine = _COMBINE[how]
    low, high = combine([child.low for child in parts], [child.high for child in parts], parts)
    least, most = combine([child.least for child in parts], [child.most for child in parts], parts)
    shown = [child for child in parts if child.point is not None]
    blocked = any(child.blocked for child in parts)
    point = None
    if shown and not blocked:
        point = clamp(_shown(how, shown), low, high)
    full = shown_of = 100.0
    if how is Aggregate.SUM:
        full = fsum(child.of for child in parts)
        kept = [child.shown_of for child in parts if not child.left_out]
        shown_of = fsum(kept) if kept else full
    sure = [child.weight[0] for child in parts if child.applies]
    applies: Truth = True if sure else None
    weight = fsum(sure), fsum([child.weight[1] for child in parts])
    return Reading(
        low,
        high,
        point,
        blocked,
        full if of is None else of,
        shown_of if of is None else of,
        least,
        most,
        applies,
        weight,
    )


def _shown(how: Aggregate, children: Sequence[Reading]) -> float:
    points = [child.point for child in children if child.point is not None]
    if how is Aggregate.MIN:
        return min(points)
    if how is Aggregate.MAX:
        return max(points)
    weights = [child.shown_of if how is Aggregate.SUM else child.weight[1] for child in children]
    return weighted_mean(list(zip(points, weights, strict=True)))


def _means(lows: Sequence[float], highs: Sequence[float], parts: Sequence[Reading]) -> tuple[float, float]:
    return _weighed(lows, highs, parts, [child.weight for child in parts])


def _sums(lows: Sequence[float], highs: Sequence[float], parts: Sequence[Reading]) -> tuple[float, float]:
    # Points over points is the mean of the fractions, weighed by what each is out of.
    return _weighed(lows, highs, parts, [(child.of, child.of) for child in parts])


def _weighed(
    lows: Sequence[float],
    highs: Sequence[float],
    parts: Sequence[Reading],
    weights: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    if lows.count(lows[0]) == len(lows) and highs.count(highs[0]) == len(highs):
        # As what a node can score at the least and the most nearly always is: 0 and 100 of each part.
        return lows[0] + 0.0, highs[0] + 0.0
    spans = [
        (least if child.applies else 0.0, most) for child, (least, most) in zip(parts, weights, strict=True)
    ]
    if all(least == most for least, most in spans):
        settled = [most for _, most in spans]
        return (
            weighted_mean(list(zip(lows, settled, strict=True))),
            weighted_mean(list(zip(highs, settled, strict=True))),
        )
    return (
        least_mean([Part(low, *span) for low, span in zip(lows, spans, strict=True)]),
        greatest_mean([Part(high, *span) for high, span in zip(highs, spans, strict=True)]),
    )


def _minima(lows: Sequence[float], highs: Sequence[float], parts: Sequence[Reading]) -> tuple[float, float]:
    sure = [high for high, child in zip(highs, parts, strict=True) if child.applies]
    return min(lows), min(sure) if sure else max(highs)


def _maxima(lows: Sequence[float], highs: Sequence[float], parts: Sequence[Reading]) -> tuple[float, float]:
    sure = [low for low, child in zip(lows, parts, strict=True) if child.applies]
    return max(sure) if sure else min(lows), max(highs)


_COMBINE = {
    Aggregate.MEAN: _means,
    Aggregate.SUM: _sums,
    Aggregate.MIN: _minima,
    Aggregate.MAX: _maxima,
}
