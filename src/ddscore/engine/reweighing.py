"""One case under many sets of weights: what its figures, bands, profiles and outcomes come to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine import columns
from ddscore.engine.columns import Columns
from ddscore.engine.evaluation import Decision, decide, place
from ddscore.engine.limits import limits_of
from ddscore.engine.many import Many
from ddscore.engine.matchers import BOUNDS
from ddscore.model.rubric import Aggregate, Group, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from ddscore.engine.bounds import Reading
    from ddscore.engine.columns import Column
    from ddscore.engine.evaluation import CompiledRow, Run
    from ddscore.engine.limits import Limits
    from ddscore.model.rubric import Rubric

SUMMARY_SIDES = (Side.POLICY, Side.PRACTICE, Side.GAP, Side.OVERALL)


class Figures(NamedTuple):
    """A figure of the rubric's own under each set of weights, rounded as conditions compare it.

    None where the figure does not apply; a point of None where none is given.
    """

    low: Sequence[float | None]
    high: Sequence[float | None]
    point: Sequence[float | None]


class Reweighed(NamedTuple):
    """What came of each set of weights."""

    figures: Mapping[Side, Figures]
    bands: Sequence[Decision]
    profiles: Sequence[Decision]
    outcomes: Sequence[Decision]


def weights_of(rubric: Rubric) -> dict[str, float]:
    """Every weight of a rubric that can change a figure, by node, in the order of the rubric."""
    found: dict[str, float] = {}
    if rubric.overall is not None:
        found.update(_below(rubric.overall))
    for theme in rubric.themes:
        if len(rubric.themes) > 1 and theme.weight != "children":
            found[theme.id] = theme.weight
        for side in (theme.policy, theme.practice):
            if side is not None:
                found.update(_below(side))
    return {name: weight for name, weight in found.items() if weight > 0}


def _below(group: Group) -> Iterator[tuple[str, float]]:
    """Weights go with means only, and one alone says nothing unless it is its group's weight."""
    weighed = group.aggregate is Aggregate.MEAN and (len(group.children) > 1 or group.weight == "children")
    for child in group.children:
        if weighed and child.weight != "children":
            yield child.id, child.weight
        if isinstance(child, Group):
            yield from _below(child)


def reweigh(run: Run, weights: Mapping[str, Column], count: int) -> Reweighed:
    """What an assessment comes to under each of `count` sets of weights; the first is the rubric's own."""
    decided, compiled = _Decided(Many(run, weights, count)), run.compiled
    profiles, outcomes = decided.by(compiled.profiles), decided.by(compiled.outcomes)
    return Reweighed(decided.figures(), decided.bands(), profiles, outcomes)


class _Decided:
    """What comes of each set of weights: figures, bands, profiles and outcomes."""

    def __init__(self, many: Many) -> None:
        self._many = many
        self._rounded: dict[tuple[str | None, str], tuple[list[float], list[float]]] = {}

    def figures(self) -> Mapping[Side, Figures]:
        """The rubric's own figures under each set."""
        found = self._many.summary()
        if isinstance(found, Mapping):
            return {side: self._figures(side, found[side]) for side in SUMMARY_SIDES if side in found}
        sides = [side for side in SUMMARY_SIDES if any(side in row for row in found)]
        return {side: _listed([row.get(side) for row in found]) for side in sides}

    def _figures(self, side: Side, whole: Columns) -> Figures:
        low, high = self._comparable(None, side, whole)
        point: Sequence[float | None] = [None] * self._many.count
        if whole.point is not None:
            point = low if whole.point is whole.low else columns.rounded(whole.point)
        return Figures(low, high, point)

    def _comparable(self, node: str | None, side: str, found: Columns) -> tuple[list[float], list[float]]:
        if (node, side) not in self._rounded:
            self._rounded[node, side] = found.rounded()
        return self._rounded[node, side]

    def by(self, rows: Sequence[CompiledRow]) -> Sequence[Decision]:
        """What a table decides under each set: asked once for all sets that meet the same limits."""
        asked = dict.fromkeys(one for row, _, _ in rows for one in limits_of(row.when, self._many.own))
        keys = [key for one in asked for key in self._keys(one)]
        return self._decided(keys, lambda position: decide(rows, self._many.draw(position).scope))

    def _keys(self, asked: Limits) -> list[Sequence[Hashable]]:
        """What tells sets apart by which of a condition's limits they meet."""
        found = self._many.asked(asked)
        if found is None:
            return []
        if not isinstance(found, Columns):
            return [range(self._many.count)]
        if asked.in_points:
            scale = found.alike.of / 100
            ends = [columns.rounded([value * scale for value in end]) for end in (found.low, found.high)]
        else:
            ends = list(self._comparable(asked.node, asked.side, found))
        return [
            [BOUNDS[bound](value, limit) for value in end] for end in ends for bound, limit in asked.limits
        ]

    def bands(self) -> Sequence[Decision]:
        """The rubric's own band under each set."""
        rows, side, found = self._many.run.compiled.rubric.bands, self._many.own, self._many.summary()
        keys: list[Sequence[Hashable]] = [range(self._many.count)]
        if isinstance(found, Mapping):
            edges = [band.below for band in rows if band.below is not None]
            ends = self._comparable(None, side, found[side]) if side in found else ()
            keys = [[bisect_right(edges, value) for value in end] for end in ends]
        return self._decided(keys, lambda position: place(rows, self._many.summary_at(position).get(side)))

    def _decided(
        self, keys: Sequence[Sequence[Hashable]], ask: Callable[[int], Decision]
    ) -> Sequence[Decision]:
        if not keys:
            return [ask(0)] * self._many.count
        known: dict[Hashable, Decision] = {}
        decided = []
        for position, key in enumerate(zip(*keys, strict=True)):
            if key not in known:
                known[key] = ask(position)
            decided.append(known[key])
        return decided


def _listed(readings: Sequence[Reading | None]) -> Figures:
    def of(values: Sequence[float | None]) -> list[float | None]:
        return [None if value is None else columns.rounded([value])[0] for value in values]

    return Figures(
        of([None if one is None else one.low for one in readings]),
        of([None if one is None else one.high for one in readings]),
        of([None if one is None else one.point for one in readings]),
    )
