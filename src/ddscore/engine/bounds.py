"""The arithmetic of figures with bounds (FORMATS 4): means, sums, least and greatest of what may be.

All figures are percentages of what a node can have; `of` turns them into points. Bounds are outer bounds:
what is unknown is taken as independent, and a part that may not apply is taken both ways.
"""

from __future__ import annotations

from math import fsum
from operator import mul
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
        return weighted_mean([part.value for part in parts], [part.most for part in parts])
    ordered = sorted(parts)
    means = []
    for lowest in range(1, len(ordered) + 1):
        weights = [part.most if place < lowest else part.least for place, part in enumerate(ordered)]
        if fsum(weights) > 0:
            means.append(weighted_mean([part.value for part in ordered], weights))
    return min(means)


def greatest_mean(parts: Sequence[Part]) -> float:
    """The highest weighted mean that the weights allow."""
    # Taken from 0, since turning 0 round would give a figure of minus zero.
    return 0.0 - least_mean([Part(-part.value, part.least, part.most) for part in parts])


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The mean of values with their weights; ValueError where all weights are zero."""
    total = fsum(weights)
    if total <= 0:
        raise ValueError("no weight")
    mean = fsum(map(mul, values, weights)) / total
    counted = (
        values if all(weights) else [value for value, weight in zip(values, weights, strict=True) if weight]
    )
    # Rounding must not carry a mean beyond what it is a mean of: full marks everywhere are 100 percent.
    return clamp(mean, min(counted), max(counted)) + 0.0


def aggregate(
    how: Aggregate, children: Sequence[Reading], of: float | None, weight: _Span | None = None
) -> Reading | None:
    """One reading from those of the children that apply; None where none has any weight.

    `of` is what the node is scaled to, where the rubric sets it, and `weight` its own; without one it weighs
    what its parts do.
    """
    parts = [child for child in children if child.weight[1] > 0] if how is _MEAN else children
    if not parts:
        return None
    lows, highs, points, blocks, ofs, shown_ofs, leasts, mosts, applies, weights = zip(*parts, strict=True)
    # Points over points is the mean of the fractions, weighed by what each is out of.
    spans = [(own, own) for own in ofs] if how is _SUM else weights
    combine = _COMBINE[how]
    low, high = combine(lows, highs, applies, spans)
    least, most = combine(leasts, mosts, applies, spans)
    blocked = True in blocks
    point = None if blocked else _shown(how, points, shown_ofs if how is _SUM else [own for _, own in spans])
    full = shown_of = 100.0
    if how is _SUM:
        full = fsum(ofs)
        kept = [child.shown_of for child in parts if not child.left_out]
        shown_of = fsum(kept) if kept else full
    sure = [child.weight[0] for child in parts if child.applies]
    return Reading(
        low,
        high,
        None if point is None else clamp(point, low, high),
        blocked,
        full if of is None else of,
        shown_of if of is None else of,
        least,
        most,
        True if sure else None,
        weight or (fsum(sure), fsum([own for _, own in weights])),
    )


def _shown(how: Aggregate, points: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The figure of the parts that show one."""
    shown = [(point, weight) for point, weight in zip(points, weights, strict=True) if point is not None]
    if not shown:
        return None
    figures = [point for point, _ in shown]
    if how is _MEAN or how is _SUM:
        return weighted_mean(figures, [weight for _, weight in shown])
    return min(figures) if how is Aggregate.MIN else max(figures)


_Span = tuple[float, float]
"""The least and the most that something weighs."""


def _means(
    lows: Sequence[float], highs: Sequence[float], applies: Sequence[Truth], spans: Sequence[_Span]
) -> tuple[float, float]:
    if lows.count(lows[0]) == len(lows) and highs.count(highs[0]) == len(highs):
        # As what a node can score at the least and the most nearly always is: 0 and 100 of each part.
        return lows[0] + 0.0, highs[0] + 0.0
    if all(applies) and all(least == most for least, most in spans):
        weights = [most for _, most in spans]
        low = weighted_mean(lows, weights)
        return low, low if lows == highs else weighted_mean(highs, weights)
    open_ = [(least if surely else 0.0, most) for (least, most), surely in zip(spans, applies, strict=True)]
    return (
        least_mean([Part(low, *span) for low, span in zip(lows, open_, strict=True)]),
        greatest_mean([Part(high, *span) for high, span in zip(highs, open_, strict=True)]),
    )


def _minima(
    lows: Sequence[float], highs: Sequence[float], applies: Sequence[Truth], _: Sequence[_Span]
) -> tuple[float, float]:
    sure = [high for high, surely in zip(highs, applies, strict=True) if surely]
    return min(lows), min(sure) if sure else max(highs)


def _maxima(
    lows: Sequence[float], highs: Sequence[float], applies: Sequence[Truth], _: Sequence[_Span]
) -> tuple[float, float]:
    sure = [low for low, surely in zip(lows, applies, strict=True) if surely]
    return max(sure) if sure else min(lows), max(highs)


# By name: to look a member up in its class takes as long as adding some numbers.
_MEAN, _SUM = Aggregate.MEAN, Aggregate.SUM
_COMBINE = {
    Aggregate.MEAN: _means,
    Aggregate.SUM: _means,
    Aggregate.MIN: _minima,
    Aggregate.MAX: _maxima,
}
