"""The arithmetic of `bounds` for many sets of weights at once: a column has a number for each set.

A set takes some microseconds so, where evaluating a rubric's tree once for each would take a hundred times as
long. Sums and products are those of `bounds`, in the same order; a mean is not held within what it is a mean
of, so that it may differ in the sixteenth digit: compare figures rounded, as conditions and bands do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import fsum
from operator import add, mul, sub, truediv
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ddscore.engine.bounds import Reading
    from ddscore.engine.caps import Acting

Column = Sequence[float]
_FEW = 3
"""Of how many parts whose weight is open all combinations are tried."""
_DIGITS = 9
"""To which conditions and bands round what they compare (FORMATS 3)."""


class Columns(NamedTuple):
    """A reading under each set of weights."""

    alike: Reading
    """What no weight changes: what it is out of, whether it applies or is blocked."""
    low: Column
    high: Column
    point: Column | None
    """None where no set gives a figure."""
    least: Column
    """The least weight in its parent; 0 for none."""
    most: Column
    settled: bool
    """Whether figures are the same under every set."""

    @property
    def sure(self) -> bool:
        """Whether it surely applies."""
        return self.alike.applies is True

    @property
    def fixed(self) -> bool:
        """Whether it surely counts in its parent, and with one weight, whichever of its parts apply."""
        return self.sure and (self.least is self.most or self.least == self.most)

    def row(self, place: int) -> Reading:
        """The reading under one set."""
        return self.alike._replace(
            low=self.low[place],
            high=self.high[place],
            point=None if self.point is None else self.point[place],
            weight=(self.least[place], self.most[place]),
        )

    def rounded(self) -> tuple[list[float], list[float]]:
        """Low and high as conditions and bands compare them."""
        if self.settled:
            count = len(self.low)
            return [round(self.low[0], _DIGITS)] * count, [round(self.high[0], _DIGITS)] * count
        low = rounded(self.low)
        return low, low if self.high is self.low else rounded(self.high)


Table = Sequence["Mapping[str, Reading]"]
"""A node's readings by side, for each set of weights, where they have not enough in common for columns."""


def rounded(column: Column) -> list[float]:
    """Figures as conditions and bands compare them; a negative zero is zero."""
    return [round(value, _DIGITS) + 0.0 for value in column]


def settled(reading: Reading, weights: Column) -> Columns:
    """A reading whose figures no weight changes, with its own weight under each set."""
    count = len(weights)
    low: Column = [reading.low] * count
    # Figures that are equal share a column, and what is done to the one need not be done to the other.
    high = low if reading.high == reading.low else [reading.high] * count
    point = (
        None if reading.point is None else low if reading.point == reading.low else [reading.point] * count
    )
    return Columns(reading, low, high, point, weights, weights, True)


def together(table: Table) -> Mapping[str, Columns] | Table:
    """Rows as columns where all sets agree on all but the figures; else as they are."""
    first = table[0]
    if any(row.keys() != first.keys() for row in table):
        return table
    columns: dict[str, Columns] = {}
    for side, alike in first.items():
        rows = [row[side] for row in table]
        traits = {
            (row.point is None, row.blocked, row.of, row.shown_of, row.applies, row.weight[1] > 0)
            for row in rows
        }
        if len(traits) > 1:
            return table
        points = [row.point for row in rows if row.point is not None]
        columns[side] = Columns(
            alike,
            [row.low for row in rows],
            [row.high for row in rows],
            points or None,
            [row.weight[0] for row in rows],
            [row.weight[1] for row in rows],
            len({(row.low, row.high, row.point) for row in rows}) == 1,
        )
    return columns


def mean(parts: Sequence[Columns], alike: Reading) -> Columns | None:
    """Weighted means of parts that weigh something; None where they have to be taken set by set.

    `alike` is what the mean gives under the rubric's own weights, before caps.
    """
    most = added([part.most for part in parts])
    least = most if all(part.fixed for part in parts) else _least(parts)
    if all(part.settled for part in parts) and len({_figures(part) for part in parts}) == 1:
        whole = parts[0]
        return Columns(alike, whole.low, whole.high, whole.point, least, most, True)
    bounds = _bounds(parts, most)
    if bounds is None:
        return None
    low, high = bounds
    return Columns(alike, low, high, _shown(parts, low, high, most, alike), least, most, False)


def _least(parts: Sequence[Columns]) -> Column:
    """The least weight of the parts together: of those that surely apply."""
    sure = [part.least for part in parts if part.sure]
    return added(sure) if sure else [0.0] * len(parts[0].most)


def _figures(part: Columns) -> tuple[float, float, float | None]:
    return part.low[0], part.high[0], None if part.point is None else part.point[0]


def _bounds(parts: Sequence[Columns], total: Column) -> tuple[Column, Column] | None:
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    if all(part.fixed for part in parts):
        weights = [part.most for part in parts]
        low = _weighted(lows, weights, total)
        known = all(part.high is part.low for part in parts)
        return low, low if known else _weighted(highs, weights, total)
    if all(part.settled for part in parts):
        return _extreme(parts, lows, lowest=True), _extreme(parts, highs, lowest=False)
    # Which values are the lowest differs from set to set, so that all ways to weigh them are tried.
    ways = _ways(parts)
    if ways is None:
        return None
    totals = [added(way) for way in ways]
    least = [_weighted(lows, way, whole) for way, whole in zip(ways, totals, strict=True)]
    most = [_weighted(highs, way, whole) for way, whole in zip(ways, totals, strict=True)]
    return _each(min, least), _each(max, most)


def _ways(parts: Sequence[Columns]) -> Sequence[Sequence[Column]] | None:
    """Each part at its least or its most weight, in every combination; None where these would be many."""
    nothing = [0.0] * len(parts[0].most)
    ends = [
        (part.most,) if part.fixed else (part.least if part.sure else nothing, part.most) for part in parts
    ]
    if sum(len(each) > 1 for each in ends) > _FEW:
        return None
    ways = list(product(*ends))
    # Without any part there is no mean.
    return ways if any(part.sure for part in parts) else ways[1:]


def _shown(
    parts: Sequence[Columns], low: Column, high: Column, total: Column, alike: Reading
) -> Column | None:
    if alike.point is None:
        return None
    shown = [part for part in parts if part.point is not None]
    points = [part.point for part in shown if part.point is not None]
    if len(points) == len(parts) and all(part.point is part.low and part.fixed for part in parts):
        return low
    weights = [part.most for part in shown]
    means = _weighted(points, weights, total if len(shown) == len(parts) else added(weights))
    return _within(means, low, high)


def _within(values: Column, lows: Column, highs: Column) -> Column:
    """The point between two ends that is nearest to each value; by hand, which is quicker."""
    return [
        low if value < low else high if value > high else value
        for value, low, high in zip(values, lows, highs, strict=True)
    ]


def _weighted(values: Sequence[Column], weights: Sequence[Column], total: Column) -> Column:
    if len(values) == 1:
        return values[0]
    products = [map(mul, column, weight) for column, weight in zip(values, weights, strict=True)]
    return list(map(truediv, map(fsum, zip(*products, strict=True)), total))


def _extreme(parts: Sequence[Columns], values: Sequence[Column], *, lowest: bool) -> Column:
    """The least, or greatest, mean that the weights allow; see `bounds.least_mean`."""
    order = sorted(range(len(parts)), key=lambda place: values[place][0], reverse=not lowest)
    nothing = [0.0] * len(values[0])
    weights = [parts[place].least if parts[place].sure else nothing for place in order]
    ordered = [values[place] for place in order]
    means: list[Column] = []
    for rank, place in enumerate(order):
        if rank and parts[place].fixed:
            continue
        weights[rank] = parts[place].most
        means.append(_weighted(ordered, weights, added(weights)))
    return _each(min if lowest else max, means)


def _each(choose: Callable[..., float], means: Sequence[Column]) -> Column:
    return list(map(choose, *means)) if len(means) > 1 else means[0]


def added(columns: Sequence[Column]) -> Column:
    """Sums, set by set."""
    if len(columns) < 3:  # the sum of two is what fsum gives too
        return list(map(add, *columns)) if len(columns) > 1 else columns[0]
    return list(map(fsum, zip(*columns, strict=True)))


def capped(columns: Columns, caps: Sequence[Acting], unknown: Unknown) -> Columns | None:
    """What `caps` leave; None where they may block, which has to be asked set by set."""
    if unknown is Unknown.BLOCK and any(holds is None for _, holds in caps):
        return None
    low, high, point = columns.low, columns.high, columns.point
    for cap, holds in caps:
        if holds is False:
            continue
        lowers_point = point is not None and (holds or unknown is Unknown.LOW)
        lowered = _at_most(low, cap.at_most)
        if lowers_point and point is not None:
            point = lowered if point is low else _at_most(point, cap.at_most)
        if holds:
            high = lowered if high is low else _at_most(high, cap.at_most)
        low = lowered
    return columns._replace(low=low, high=high, point=point)


def _at_most(column: Column, limit: float) -> Column:
    return [value if value < limit else limit for value in column]


def gap(policy: Columns, practice: Columns, alike: Reading) -> Columns:
    """Policy less practice; its figure is the point within its bounds that is nearest to 0."""
    low = high = list(map(sub, policy.low, practice.high))
    if policy.high is not policy.low or practice.high is not practice.low:
        high = list(map(sub, policy.high, practice.low))
    point: Column | None = None
    if alike.point is not None:
        point = low if high is low else _within([0.0] * len(low), low, high)
    both = policy.settled and practice.settled
    return Columns(alike, low, high, point, policy.least, policy.most, both)


def positive(columns: Columns) -> Columns:
    """The part of a gap above 0; its figure, the nearest to 0 within the bounds, is then the low one."""
    low = _above_zero(columns.low)
    high = low if columns.high is columns.low else _above_zero(columns.high)
    return columns._replace(low=low, high=high, point=None if columns.point is None else low)


def _above_zero(column: Column) -> Column:
    return [value if value > 0 else 0.0 for value in column]
