"""Nodes, compiled to functions that give figures, and the reasons for them (FORMATS 4)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.bounds import Reading
from ddscore.engine.caps import CompiledCap, acting, compile_caps, explained, lowered, truths
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.criteria import compile_ladder
from ddscore.engine.figures import REMEMBERED, SET_ASIDE, Evaluate, Evaluation, Figures, Scored
from ddscore.engine.groups import group_of, theme_of
from ddscore.engine.logic import Verdict, all_true, unique
from ddscore.model.rubric import Criterion, Group, Side, Theme
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.engine.ladder import Points
    from ddscore.engine.patterns import Asked, Language
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Node

TOP = 100.0


class CompiledNode(NamedTuple):
    """A node ready to be evaluated."""

    node: Node
    side: Side | None
    parent: str | None
    applies: Compiled
    evaluate: Evaluate
    gate: Asked
    """What its `applies_when` asks."""
    asked: Asked
    """What its own levels and caps ask."""


def compile_nodes(
    nodes: Sequence[Node], side: Side, parent: str | None, language: Language
) -> Mapping[str, CompiledNode]:
    """The nodes and all below them, by id, in the order of the rubric."""
    compiled: dict[str, CompiledNode] = {}
    for node in nodes:
        gate, own = language.apart(), language.apart()
        if isinstance(node, Criterion):
            evaluate = _criterion(node, side, own)
        elif isinstance(node, Group):
            evaluate = group_of(node, side, compile_caps(node.caps, own))
        else:
            raise TypeError(f"{node.id} is neither a criterion nor a group")
        applies = compile_condition(node.applies_when, gate)
        compiled[node.id] = CompiledNode(node, side, parent, applies, evaluate, gate.asked, own.asked)
        if isinstance(node, Group):
            compiled.update(compile_nodes(node.children, side, node.id, language))
    return compiled


def compile_theme(
    theme: Theme, rubric_caps: Sequence[CompiledCap], by_caps: Asked, language: Language
) -> Mapping[str, CompiledNode]:
    """A theme and all below it; the rubric's own caps act on its sides, before the gap, and ask `by_caps`."""
    gate, own = language.apart(), language.apart()
    caps = (*compile_caps(theme.caps, own), *rubric_caps)
    own.asked.add(by_caps)
    applies = compile_condition(theme.applies_when, gate)
    evaluate = theme_of(theme, caps)
    compiled = {theme.id: CompiledNode(theme, None, None, applies, evaluate, gate.asked, own.asked)}
    for side, group in ((Side.POLICY, theme.policy), (Side.PRACTICE, theme.practice)):
        if group is not None:
            compiled.update(compile_nodes(group.children, side, theme.id, language))
    return compiled


def _criterion(criterion: Criterion, side: Side, language: Language) -> Evaluate:
    climb = compile_ladder(criterion, language)
    caps = compile_caps(criterion.caps, language)
    worst, best = criterion.span
    of = best if criterion.of is None else criterion.of
    least = _percent(worst, best)
    weight = (1, 1) if criterion.weight == "children" else (criterion.weight, criterion.weight)
    unknown = criterion.unknown

    @lru_cache(maxsize=REMEMBERED)
    def settled(applies: Truth, points: Points, holding: tuple[Truth, ...]) -> Figures:
        low, high = _percent(points.low, best), _percent(points.high, best)
        whether = all_true((applies, points.applies))
        point = _point(low, high, unknown)
        reading = Reading(low, high, point, False, of, of, least, TOP, whether, weight)
        acts = acting(caps, holding)
        return Figures(applies, {side: settle(lowered(reading, acts, unknown), unknown)}, points, acts)

    def figures(evaluation: Evaluation) -> Figures:
        applies = evaluation.applies(criterion.id)
        if applies is False:
            return SET_ASIDE
        points = climb.points(evaluation.scope)
        if points.applies is False:
            return Figures(False, {}, points)
        return settled(applies, points, truths(caps, evaluation.scope))

    def because(evaluation: Evaluation, figures: Figures) -> Scored:
        applies = evaluation.gate(criterion.id)
        if figures.points is None:
            return Scored(criterion, applies, {})
        ladder = climb.because(evaluation.scope, figures.points)
        if not figures.readings:
            return Scored(criterion, Verdict(False, (), ladder.searched), {}, ladder)
        capped = explained(caps, evaluation.scope)
        reading = figures.readings[side]
        is_open = reading.low < reading.high or reading.applies is None or len(ladder.possible) > 1
        needs = (applies.needs, ladder.needs, capped.needs) if is_open else ()
        return Scored(
            criterion,
            applies,
            figures.readings,
            ladder,
            capped.results,
            unique((applies.facts, ladder.facts)) if applies.facts else ladder.facts,
            unique(needs),
        )

    return Evaluate(figures, because)


def _percent(points: float, best: float) -> float:
    return points * TOP / best if best else 0.0


def settle(reading: Reading, unknown: Unknown) -> Reading:
    """The figure that a criterion shows, by its own mode."""
    blocks = unknown is Unknown.BLOCK and (reading.low < reading.high or reading.applies is None)
    if blocks or reading.blocked:
        return reading._replace(point=None, blocked=True)
    point = _point(reading.low, reading.high, unknown)
    return reading if point == reading.point else reading._replace(point=point)


def _point(low: float, high: float, unknown: Unknown) -> float | None:
    return low if low == high or unknown is Unknown.LOW else None
