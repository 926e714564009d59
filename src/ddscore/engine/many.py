"""A tree of nodes under many sets of weights: criteria are judged once, and means are taken anew.

Nodes are taken by columns, all sets at once. Where weights decide more than figures (a condition asks for a
score that they change, or many parts may not apply beside parts whose figures differ) the engine itself
evaluates the node under each set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.engine import columns
from ddscore.engine.columns import Columns
from ddscore.engine.evaluation import Run
from ddscore.engine.limits import limits_of, limits_of_node
from ddscore.model.rubric import Aggregate, Criterion, Group, Side, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.bounds import Reading
    from ddscore.engine.caps import Acting
    from ddscore.engine.columns import Column, Table
    from ddscore.engine.evaluation import Readings
    from ddscore.engine.figures import Figures
    from ddscore.engine.limits import Limits
    from ddscore.engine.nodes import CompiledNode
    from ddscore.model.rubric import Node


class Many:
    """A run under many sets of weights; each node is taken when it is first asked for."""

    def __init__(self, run: Run, weights: Mapping[str, Column], count: int) -> None:
        self.run = run
        self.weights = weights
        self.count = count
        self._readings: dict[str, Mapping[str, Columns] | Table] = {}
        self._summary: Mapping[str, Columns] | Table | None = None
        self._draws: dict[int, Draw] = {}

    def draw(self, place: int) -> Draw:
        """The run under one set."""
        if place not in self._draws:
            self._draws[place] = Draw(self, place)
        return self._draws[place]

    def readings(self, name: str) -> Mapping[str, Columns] | Table:
        """A node under every set."""
        if name not in self._readings:
            compiled = self.run.compiled.nodes[name]
            found = self._by_columns(compiled) if self._settles(compiled.node) else None
            self._readings[name] = columns.together(self._one_by_one(compiled)) if found is None else found
        return self._readings[name]

    def at(self, name: str, place: int) -> Readings:
        """A node's readings under one set."""
        return _row(self.readings(name), place)

    def summary_at(self, place: int) -> Readings:
        """The rubric's own readings under one set."""
        return _row(self.summary(), place)

    def _settles(self, node: Node) -> bool:
        """Whether no condition of a node asks for a score that weights change."""
        caps = self.run.compiled.rubric.caps if isinstance(node, Theme) else ()
        asked = (
            *limits_of_node(node, self.own),
            *(one for cap in caps for one in limits_of(cap.when, self.own)),
        )
        return all(self._is_settled(one) for one in asked)

    @property
    def own(self) -> Side:
        """The side of the rubric's own score where a condition names none."""
        return Side.GAP if self.run.compiled.rubric.themes else Side.OVERALL

    def _is_settled(self, asked: Limits) -> bool:
        found = self.asked(asked)
        return found is None or (isinstance(found, Columns) and found.settled)

    def asked(self, asked: Limits) -> Columns | Table | None:
        """What a condition sets against limits; None where no set gives it anything to compare."""
        if asked.node is None:
            found, side = self.summary(), asked.side
        else:
            own = self.run.compiled.nodes[asked.node].side
            found, side = self.readings(asked.node), asked.side if own is None else own
            lineage = [self.run.compiled.nodes[name].node for name in self.run.lineage(asked.node)]
            conditions = [one for node in lineage for one in limits_of(node.applies_when, self.own)]
            if not all(self._is_settled(one) for one in conditions):
                return [self.at(asked.node, place) for place in range(self.count)]
        if not isinstance(found, Mapping):
            return found
        columns_ = found.get(side)
        return columns_ if columns_ is not None and columns_.sure else None

    def _by_columns(self, compiled: CompiledNode) -> Mapping[str, Columns] | None:
        node, base = compiled.node, self.run.figures(compiled.node.id)
        if isinstance(node, Criterion):
            weight = self._own_weight(node)
            return {side: columns.settled(reading, weight) for side, reading in base.readings.items()}
        if isinstance(node, Theme):
            return self._theme(node, base)
        sides = {
            side: self._group(node, side, base.caps, reading, self._weight(node))
            for side, reading in base.readings.items()
        }
        return _all(sides)

    def _theme(self, theme: Theme, base: Figures) -> Mapping[str, Columns] | None:
        weight = self._weight(theme)
        found: dict[str, Columns | None] = {}
        for side, group in ((Side.POLICY, theme.policy), (Side.PRACTICE, theme.practice)):
            if group is not None and side in base.readings:
                caps = [one for one in base.caps if one.cap.side is side]
                found[side] = self._group(group, side, caps, base.readings[side], weight)
        sides = _all(found)
        if sides is None or Side.GAP not in base.readings:
            return sides
        whole = columns.gap(sides[Side.POLICY], sides[Side.PRACTICE], base.readings[Side.GAP])
        return {**sides, Side.GAP: whole}

    def _group(
        self, group: Group, side: str, caps: Sequence[Acting], alike: Reading, weight: Column | None
    ) -> Columns | None:
        """A group by columns; None where it has to be evaluated set by set."""
        parts = []
        for child in group.children:
            found = self.readings(child.id)
            if not isinstance(found, Mapping):
                return None
            if side in found and (group.aggregate is not Aggregate.MEAN or found[side].alike.weight[1] > 0):
                parts.append(found[side])
        if group.aggregate is not Aggregate.MEAN:
            if not all(part.settled for part in parts):
                return None
            least, most = ([end] * self.count for end in alike.weight)
            return columns.settled(alike, weight or most)._replace(least=weight or least)
        whole = columns.mean(parts, alike)
        if whole is None:
            return None
        if weight is not None:
            whole = whole._replace(least=weight, most=weight)
        return columns.capped(whole, caps, group.unknown)

    def _weight(self, node: Node) -> Column | None:
        """A node's own weight under each set; None where it is what its parts weigh."""
        return None if node.weight == "children" else self._own_weight(node)

    def _own_weight(self, node: Node) -> Column:
        return self.weights.get(node.id) or [1.0 if node.weight == "children" else node.weight] * self.count

    def _one_by_one(self, compiled: CompiledNode) -> Table:
        """A node evaluated by the engine under each set."""
        weight = self._weight(compiled.node)
        table = []
        for position in range(self.count):
            readings = compiled.evaluate.figures(self.draw(position)).readings
            if weight is not None:
                own = weight[position], weight[position]
                readings = {side: reading._replace(weight=own) for side, reading in readings.items()}
            table.append(readings)
        return table

    def summary(self) -> Mapping[str, Columns] | Table:
        """The rubric's own readings under every set."""
        if self._summary is None:
            overall = self.run.compiled.rubric.overall
            if overall is not None:
                self._summary = self.readings(overall.id)
            else:
                found = self._sides()
                self._summary = (
                    columns.together([self.draw(position).sides() for position in range(self.count)])
                    if found is None
                    else found
                )
        return self._summary

    def _sides(self) -> Mapping[str, Columns] | None:
        """Means over the themes in which both sides apply; understatement bears on no decision."""
        both = []
        for theme in self.run.compiled.rubric.themes:
            readings = self.readings(theme.id)
            if not isinstance(readings, Mapping):
                return None
            if Side.GAP in readings:
                both.append(readings)
        parts = {
            side: [_as_its_gap(readings[side], readings[Side.GAP]) for readings in both]
            for side in (Side.POLICY, Side.PRACTICE)
        }
        parts[Side.GAP] = [columns.positive(readings[Side.GAP]) for readings in both]
        alike = self.run.summary()
        return _all({side: columns.mean(parts[side], alike[side]) for side in parts if side in alike})


class Draw(Run):
    """A run under one set of weights; what weights do not change is the first run's."""

    __slots__ = ("_many", "_place")

    def __init__(self, many: Many, position: int) -> None:
        super().__init__(many.run.compiled, many.run.scope.view)
        # What is asked of facts is the same under all weights.
        self.scope = many.run.scope.asked_by(self)
        self._many = many
        self._place = position

    def figures(self, node: str) -> Figures:
        """The node with its readings under this set."""
        return self._many.run.figures(node)._replace(readings=self._many.at(node, self._place))

    def summary(self) -> Readings:
        """The rubric's own readings under this set."""
        return self._many.summary_at(self._place)


def _as_its_gap(side: Columns, gap: Columns) -> Columns:
    """A theme's side as it counts in the summary: where the gap does."""
    return side._replace(alike=side.alike._replace(applies=gap.alike.applies))


def _row(found: Mapping[str, Columns] | Table, position: int) -> Readings:
    if isinstance(found, Mapping):
        return {side: one.row(position) for side, one in found.items()}
    return found[position]


def _all(found: Mapping[str, Columns | None]) -> Mapping[str, Columns] | None:
    sides = {side: one for side, one in found.items() if one is not None}
    return sides if len(sides) == len(found) else None
