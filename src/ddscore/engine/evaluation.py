"""One case under one compiled rubric: nodes evaluated once each, and the rubric's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.bounds import Reading, aggregate
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.logic import ALWAYS, unique
from ddscore.engine.nodes import (
    CompiledNode,
    Scored,
    compile_caps,
    compile_nodes,
    compile_theme,
)
from ddscore.engine.patterns import Language
from ddscore.engine.scope import Scope
from ddscore.model.assessment import Reason
from ddscore.model.rubric import Aggregate, Rubric, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.known import View
    from ddscore.engine.logic import Verdict
    from ddscore.engine.patterns import Asked, Test
    from ddscore.model.rubric import Band, Row


Readings = Mapping[str, Reading]
"""A rubric's own readings, by side, understatement among them."""


class CompiledRow(NamedTuple):
    """A row of a decision table with its condition ready."""

    row: Row
    condition: Compiled | None
    asked: Asked


class CompiledRubric(NamedTuple):
    """A rubric whose conditions are closures; made once, used for any number of cases."""

    rubric: Rubric
    nodes: Mapping[str, CompiledNode]
    profiles: tuple[CompiledRow, ...]
    outcomes: tuple[CompiledRow, ...]
    tests: Mapping[Test, tuple[str, object]]
    """Every test that it makes, with its collection and what it wants."""


UNDERSTATEMENT = "understatement"
"""The summary's mean of negative gaps, beside its sides and its gap."""


@lru_cache(maxsize=64)
def compile_rubric(rubric: Rubric) -> CompiledRubric:
    """Compile a rubric that the documents layer has checked."""
    own_side = Side.GAP if rubric.themes else Side.OVERALL
    language = Language.of(rubric.fields, rubric.instruments, own_side)
    nodes: dict[str, CompiledNode] = {}
    ceilings = language.apart()
    caps = compile_caps(rubric.caps, ceilings)
    for theme in rubric.themes:
        nodes.update(compile_theme(theme, caps, ceilings.asked, language))
    if rubric.overall is not None:
        nodes.update(compile_nodes([rubric.overall], Side.OVERALL, None, language))
    profiles, outcomes = (_rows(rows, language) for rows in (rubric.profiles, rubric.outcomes))
    return CompiledRubric(rubric, nodes, profiles, outcomes, language.wanted)


def _rows(rows: Sequence[Row], language: Language) -> tuple[CompiledRow, ...]:
    compiled = []
    for row in rows:
        own = language.apart()
        condition = None if row.when is None else compile_condition(row.when, own)
        compiled.append(CompiledRow(row, condition, own.asked))
    return tuple(compiled)


class Run:
    """An assessment under way; each node is evaluated when it is first asked for."""

    __slots__ = ("_applies", "_scored", "_summary", "compiled", "scope")

    def __init__(self, compiled: CompiledRubric, view: View) -> None:
        self.compiled = compiled
        self.scope = Scope(view, self, {}, {})
        self._applies: dict[str, Verdict] = {}
        self._scored: dict[str, Scored] = {}
        self._summary: Readings | None = None

    def applies(self, node: str) -> Verdict:
        """Whether the node itself applies; its ancestors are asked apart."""
        if node not in self._applies:
            condition = self.compiled.nodes[node].applies
            self._applies[node] = ALWAYS if condition is None else condition(self.scope)
        return self._applies[node]

    def scored(self, node: str) -> Scored:
        """The node, evaluated once."""
        if node not in self._scored:
            self._scored[node] = self.compiled.nodes[node].evaluate(self)
        return self._scored[node]

    def reading(self, node: str | None, side: Side) -> Reading | None:
        """The reading that a `score` condition asks for; None where it does not apply, or may not."""
        if node is None:
            found = self.summary().get(side)
        elif all(self.applies(name).truth for name in self.lineage(node)):
            own = self.compiled.nodes[node].side
            found = self.scored(node).readings.get(side if own is None else own)
        else:
            found = None
        return found if found is not None and found.applies else None

    def in_force(self, node: str) -> bool:
        """Whether neither the node nor what it is part of is set aside by its `applies_when`."""
        return all(self.applies(name).truth is not False for name in self.lineage(node))

    def lineage(self, node: str) -> Sequence[str]:
        """The node and all that it is part of, from the inside out."""
        lineage = []
        current: str | None = node
        while current is not None:
            lineage.append(current)
            current = self.compiled.nodes[current].parent
        return lineage

    def evidence(self, node: str | None) -> tuple[str, ...]:
        """The facts on which a node's figures rest, or those of the whole rubric."""
        if node is not None:
            return self.scored(node).facts
        return unique(
            self.scored(name).facts
            for name, compiled in self.compiled.nodes.items()
            if compiled.parent is None
        )

    def summary(self) -> Readings:
        """The rubric's own readings: its overall score, or its sides, gap and understatement."""
        if self._summary is None:
            rubric = self.compiled.rubric
            if rubric.overall is not None:
                self._summary = self.scored(rubric.overall.id).readings
            else:
                self._summary = self.sides()
        return self._summary

    def sides(self) -> Readings:
        """Means over the themes in which both sides apply, with the same weights for all figures."""
        themes = [self.scored(theme.id).readings for theme in self.compiled.rubric.themes]
        both = [readings for readings in themes if Side.GAP in readings]
        figures: dict[str, list[Reading]] = {
            side: [
                readings[side]._replace(applies=readings[Side.GAP].applies, weight=readings[Side.GAP].weight)
                for readings in both
            ]
            for side in (Side.POLICY, Side.PRACTICE)
        }
        figures[Side.GAP] = [_positive(readings[Side.GAP]) for readings in both]
        figures[UNDERSTATEMENT] = [_positive(_reversed(readings[Side.GAP])) for readings in both]
        summary = {name: aggregate(Aggregate.MEAN, parts, None) for name, parts in figures.items()}
        return {name: reading for name, reading in summary.items() if reading is not None}


def _positive(gap: Reading) -> Reading:
    """The part of a gap above 0; what lies below never offsets another theme's."""
    return gap._replace(
        low=max(gap.low, 0.0),
        high=max(gap.high, 0.0),
        point=None if gap.point is None else max(gap.point, 0.0),
        least=max(gap.least, 0.0),
        most=max(gap.most, 0.0),
    )


def _reversed(gap: Reading) -> Reading:
    return gap._replace(
        low=-gap.high,
        high=-gap.low,
        point=None if gap.point is None else -gap.point,
        least=-gap.most,
        most=-gap.least,
    )


class Decision(NamedTuple):
    """The row of a table that holds for certain, if one does, and those that may."""

    row: str | None
    possible: tuple[str, ...]
    reason: Reason = Reason()


def decide(rows: Sequence[CompiledRow], scope: Scope) -> Decision:
    """The first row that is true with every row above it false."""
    possible, verdicts = [], []
    for row, condition, _ in rows:
        verdict = ALWAYS if condition is None else condition(scope)
        verdicts.append(verdict)
        if verdict.truth is not False:
            possible.append(row.id)
        if verdict.truth:
            break
    # No row needs to hold: with the last condition unknown, none is certain.
    certain = verdicts and verdicts[-1].truth and len(possible) == 1
    return Decision(possible[0] if certain else None, tuple(possible), _reason(verdicts, bool(certain)))


def _reason(verdicts: Sequence[Verdict], certain: bool) -> Reason:
    """What a certain row rests on, and what ruled out those above it; else what would settle the table."""
    if not certain:
        return Reason(needs=unique(verdict.needs for verdict in verdicts if verdict.truth is None))
    holding = verdicts[-1]
    # A row without a condition holds by what those above it lack.
    resting = verdicts if holding is ALWAYS else [holding]
    return Reason(
        unique(verdict.facts for verdict in resting), unique(verdict.searched for verdict in verdicts)
    )


def place(bands: Sequence[Band], reading: Reading | None) -> Decision:
    """The band in which the whole of a figure's range lies, and those that it touches."""
    if reading is None or not bands:
        return Decision(None, ())
    low, high = round(reading.low, 9), round(reading.high, 9)
    possible = []
    floor = float("-inf")
    for band in bands:
        ceiling = float("inf") if band.below is None else band.below
        if low < ceiling and high >= floor:
            possible.append(band.id)
        floor = ceiling
    return Decision(possible[0] if len(possible) == 1 else None, tuple(possible))
