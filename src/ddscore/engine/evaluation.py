"""One case under one compiled rubric: nodes evaluated once each, and the rubric's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.bounds import Reading, aggregate
from ddscore.engine.caps import compile_caps
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.logic import ALWAYS, unique
from ddscore.engine.nodes import CompiledNode, compile_nodes, compile_theme
from ddscore.engine.patterns import Language
from ddscore.engine.scope import Scope
from ddscore.model.assessment import Reason
from ddscore.model.rubric import Aggregate, Rubric, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.figures import Figures, Scored
    from ddscore.engine.known import View
    from ddscore.engine.logic import Verdict
    from ddscore.engine.patterns import Asked, Test
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Band, Row


Readings = Mapping[str, Reading]
"""A rubric's own readings, by side, understatement among them."""


class CompiledRow(NamedTuple):
    """A row of a decision table with its condition ready."""

    row: Row
    condition: Compiled
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
        compiled.append(CompiledRow(row, compile_condition(row.when, own), own.asked))
    return tuple(compiled)


class Run:
    """An assessment under way; each node is evaluated, and explained, when that is first asked for."""

    __slots__ = ("_applies", "_figures", "_gates", "_scored", "_summary", "compiled", "scope")

    def __init__(self, compiled: CompiledRubric, view: View) -> None:
        self.compiled = compiled
        self.scope = Scope.of(view, self)
        self._applies: dict[str, Truth] = {}
        self._gates: dict[str, Verdict] = {}
        self._figures: dict[str, Figures] = {}
        self._scored: dict[str, Scored] = {}
        self._summary: Readings | None = None

    def applies(self, node: str) -> Truth:
        """Whether the node itself applies; its ancestors are asked apart."""
        if node not in self._applies:
            self._applies[node] = self.compiled.nodes[node].applies.truth(self.scope)
        return self._applies[node]

    def gate(self, node: str) -> Verdict:
        """Whether the node itself applies, and why."""
        if node not in self._gates:
            condition = self.compiled.nodes[node].applies
            self._gates[node] = condition.because(self.scope, self.applies(node))
        return self._gates[node]

    def figures(self, node: str) -> Figures:
        """The node, evaluated once."""
        found = self._figures.get(node)
        if found is None:
            found = self._figures[node] = self.compiled.nodes[node].evaluate.figures(self)
        return found

    def scored(self, node: str) -> Scored:
        """The node with the reason for its figures."""
        if node not in self._scored:
            evaluate = self.compiled.nodes[node].evaluate
            self._scored[node] = evaluate.because(self, self.figures(node))
        return self._scored[node]

    def reading(self, node: str | None, side: Side) -> Reading | None:
        """The reading that a `score` condition asks for; None where it does not apply, or may not."""
        if node is None:
            found = self.summary().get(side)
        elif all(self.applies(name) for name in self.lineage(node)):
            own = self.compiled.nodes[node].side
            found = self.figures(node).readings.get(side if own is None else own)
        else:
            found = None
        return found if found is not None and found.applies else None

    def in_force(self, node: str) -> bool:
        """Whether neither the node nor what it is part of is set aside by its `applies_when`."""
        return all(self.applies(name) is not False for name in self.lineage(node))

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
                self._summary = self.figures(rubric.overall.id).readings
            else:
                self._summary = self.sides()
        return self._summary

    def sides(self) -> Readings:
        """Means over the themes in which both sides apply, with the same weights for all figures."""
        themes = [self.figures(theme.id).readings for theme in self.compiled.rubric.themes]
        both = [(readings, readings[Side.GAP]) for readings in themes if Side.GAP in readings]
        figures: dict[str, list[Reading]] = {
            side: [_as_its_gap(readings[side], gap) for readings, gap in both]
            for side in (Side.POLICY, Side.PRACTICE)
        }
        figures[Side.GAP] = [_positive(gap) for _, gap in both]
        figures[UNDERSTATEMENT] = [_positive(_reversed(gap)) for _, gap in both]
        summary = {name: aggregate(Aggregate.MEAN, parts, None) for name, parts in figures.items()}
        return {name: reading for name, reading in summary.items() if reading is not None}


def _as_its_gap(side: Reading, gap: Reading) -> Reading:
    """A theme's side as it counts in the summary: where the gap does."""
    if side.applies is gap.applies and side.weight == gap.weight:
        return side
    return side._replace(applies=gap.applies, weight=gap.weight)


def _positive(gap: Reading) -> Reading:
    """The part of a gap above 0; what lies below never offsets another theme's."""
    low, high, point, blocked, of, shown_of, least, most, applies, weight = gap
    above = None if point is None else max(point, 0.0)
    ends = max(low, 0.0), max(high, 0.0)
    return Reading(*ends, above, blocked, of, shown_of, max(least, 0.0), max(most, 0.0), applies, weight)


def _reversed(gap: Reading) -> Reading:
    low, high, point, blocked, of, shown_of, least, most, applies, weight = gap
    other = None if point is None else -point
    return Reading(-high, -low, other, blocked, of, shown_of, -most, -least, applies, weight)


class Decision(NamedTuple):
    """The row of a table that holds for certain, if one does, and those that may."""

    row: str | None
    possible: tuple[str, ...]


def decide(rows: Sequence[CompiledRow], scope: Scope) -> Decision:
    """The first row that is true with every row above it false."""
    possible: list[str] = []
    truth: Truth = False
    for row, condition, _ in rows:
        truth = condition.truth(scope)
        if truth is not False:
            possible.append(row.id)
        if truth:
            break
    # No row needs to hold: with the last condition unknown, none is certain.
    return Decision(possible[0] if truth and len(possible) == 1 else None, tuple(possible))


def reason(rows: Sequence[CompiledRow], decided: str | None, scope: Scope) -> Reason:
    """What a certain row rests on, and what ruled out those above it; else what would settle the table."""
    verdicts: list[Verdict] = []
    for _, condition, _ in rows:
        verdicts.append(condition.verdict(scope))
        if verdicts[-1].truth:
            break
    if decided is None:
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
