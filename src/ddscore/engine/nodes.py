"""Criteria, groups and themes, compiled to functions that give a figure with its reason (FORMATS 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ddscore.engine.bounds import Reading, aggregate, clamp
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.criteria import compile_ladder
from ddscore.engine.logic import Verdict, all_true, unique
from ddscore.model.assessment import CapResult, Need
from ddscore.model.rubric import Criterion, Group, Side, Theme
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from ddscore.engine.ladder import Climb, Ladder
    from ddscore.engine.patterns import Asked, Language
    from ddscore.engine.scope import Scope
    from ddscore.model.rubric import Cap, Node

TOP = 100.0


class Scored(NamedTuple):
    """A node's figures with all that explains them."""

    node: Node
    applies: Verdict
    readings: Mapping[str, Reading]
    """A theme's policy, practice and gap, else that of the node's own side; empty where it does not apply."""
    ladder: Ladder | None = None
    caps: tuple[CapResult, ...] = ()
    facts: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


class Evaluation(Protocol):
    """An assessment under way: what nodes see of each other."""

    @property
    def scope(self) -> Scope:
        """What the nodes' conditions are asked of."""

    def applies(self, node: str) -> Verdict:
        """Whether the node itself applies."""

    def scored(self, node: str) -> Scored:
        """The node, evaluated once."""


Evaluate = Callable[[Evaluation], Scored]


class CompiledCap(NamedTuple):
    """A cap with its condition ready."""

    cap: Cap
    condition: Compiled


class CompiledNode(NamedTuple):
    """A node ready to be evaluated."""

    node: Node
    side: Side | None
    parent: str | None
    applies: Compiled | None
    evaluate: Evaluate
    gate: Asked
    """What its `applies_when` asks."""
    asked: Asked
    """What its own levels and caps ask."""


def compile_caps(caps: Sequence[Cap], language: Language) -> tuple[CompiledCap, ...]:
    """Caps with their conditions ready."""
    return tuple(CompiledCap(cap, compile_condition(cap.when, language)) for cap in caps)


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
            evaluate = _group(node, side, own)
        else:
            raise TypeError(f"{node.id} is neither a criterion nor a group")
        applies = _applies(node, gate)
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
    applies = _applies(theme, gate)
    evaluate = _theme(theme, caps)
    compiled = {theme.id: CompiledNode(theme, None, None, applies, evaluate, gate.asked, own.asked)}
    for side, group in ((Side.POLICY, theme.policy), (Side.PRACTICE, theme.practice)):
        if group is not None:
            compiled.update(compile_nodes(group.children, side, theme.id, language))
    return compiled


def _applies(node: Node, language: Language) -> Compiled | None:
    return None if node.applies_when is None else compile_condition(node.applies_when, language)


def _criterion(criterion: Criterion, side: Side, language: Language) -> Evaluate:
    climb: Climb = compile_ladder(criterion, language)
    caps = compile_caps(criterion.caps, language)
    worst, best = criterion.span
    of = best if criterion.of is None else criterion.of
    least = _percent(worst, best)
    weight = _weight(criterion)
    unknown = criterion.unknown

    def evaluate(evaluation: Evaluation) -> Scored:
        applies = evaluation.applies(criterion.id)
        if applies.truth is False:
            return Scored(criterion, applies, {})
        ladder = climb(evaluation.scope)
        if ladder.applies is False:
            return Scored(criterion, Verdict(False, (), ladder.searched), {}, ladder)
        low, high = _percent(ladder.low, best), _percent(ladder.high, best)
        whether = all_true((applies.truth, ladder.applies))
        point = _point(low, high, unknown)
        reading = Reading(low, high, point, False, of, of, least, TOP, whether, weight)
        capped, results = _cap(reading, caps, unknown, evaluation.scope) if caps else (reading, [])
        settled = settle(capped, unknown)
        is_open = settled.low < settled.high or settled.applies is None or len(ladder.possible) > 1
        return Scored(
            criterion,
            applies,
            {side: settled},
            ladder,
            tuple([result for result, _ in results]),
            unique((applies.facts, ladder.facts)) if applies.facts else ladder.facts,
            unique((applies.needs, ladder.needs, *[verdict.needs for _, verdict in results]))
            if is_open
            else (),
        )

    return evaluate


def _percent(points: float, best: float) -> float:
    return points * TOP / best if best else 0.0


def _weight(node: Node) -> tuple[float, float]:
    return (1, 1) if node.weight == "children" else (node.weight, node.weight)


def settle(reading: Reading, unknown: Unknown) -> Reading:
    """The figure that a criterion shows, by its own mode."""
    blocks = unknown is Unknown.BLOCK and (reading.low < reading.high or reading.applies is None)
    if blocks or reading.blocked:
        return reading._replace(point=None, blocked=True)
    point = _point(reading.low, reading.high, unknown)
    return reading if point == reading.point else reading._replace(point=point)


def _point(low: float, high: float, unknown: Unknown) -> float | None:
    return low if low == high or unknown is Unknown.LOW else None


def _cap(
    reading: Reading, caps: Sequence[CompiledCap], unknown: Unknown, scope: Scope
) -> tuple[Reading, list[tuple[CapResult, Verdict]]]:
    """Lower what is above a cap that acts; where that is unknown, only what is certain falls."""
    verdicts = [(cap, condition(scope)) for cap, condition in caps]
    results = [
        (CapResult(cap.at_most, cap.side, cap.because, verdict.truth, verdict.facts, cap.when), verdict)
        for cap, verdict in verdicts
    ]
    # First the caps that act: below them, one that may act may have nothing left to lower.
    for cap, verdict in sorted(verdicts, key=lambda judged: not judged[1].truth):
        if verdict.truth is False:
            continue
        low, high, point = min(reading.low, cap.at_most), reading.high, reading.point
        if verdict.truth:
            high = min(high, cap.at_most)
        if point is not None and (verdict.truth or unknown is Unknown.LOW):
            point = min(point, cap.at_most)
        blocks = verdict.truth is None and unknown is Unknown.BLOCK and cap.at_most < reading.high
        blocked = reading.blocked or blocks
        reading = reading._replace(low=low, high=high, point=None if blocked else point, blocked=blocked)
    return reading, results


def _group(group: Group, side: Side, language: Language) -> Evaluate:
    caps = compile_caps(group.caps, language)

    def evaluate(evaluation: Evaluation) -> Scored:
        applies = evaluation.applies(group.id)
        if applies.truth is False:
            return Scored(group, applies, {})
        scored = _combined(group, side, caps, evaluation)
        if scored is None:
            return Scored(group, Verdict(False), {})
        reading, results, facts = scored
        reading = _perhaps(reading, applies, group.unknown)
        needs = unique((applies.needs, *(verdict.needs for _, verdict in results)))
        return Scored(
            group, applies, {side: reading}, None, tuple(result for result, _ in results), facts, needs
        )

    return evaluate


def _combined(
    group: Group, side: Side, caps: Sequence[CompiledCap], evaluation: Evaluation
) -> tuple[Reading, list[tuple[CapResult, Verdict]], tuple[str, ...]] | None:
    """A group's reading from its children's, after its caps; None where none of them applies."""
    children = [evaluation.scored(child.id) for child in group.children]
    whole = aggregate(
        group.aggregate, [child.readings[side] for child in children if child.readings], group.of
    )
    if whole is None:
        return None
    if group.weight != "children":
        whole = whole._replace(weight=_weight(group))
    reading, results = _cap(whole, caps, group.unknown, evaluation.scope) if caps else (whole, [])
    return reading, results, unique([child.facts for child in children])


def _perhaps(reading: Reading, applies: Verdict, unknown: Unknown) -> Reading:
    """A reading of a node that may not apply counts as applying; under block it blocks."""
    if applies.truth:
        return reading
    blocked = reading.blocked or unknown is Unknown.BLOCK
    return reading._replace(applies=None, blocked=blocked, point=None if blocked else reading.point)


def _theme(theme: Theme, caps: Sequence[CompiledCap]) -> Evaluate:
    def evaluate(evaluation: Evaluation) -> Scored:
        applies = evaluation.applies(theme.id)
        if applies.truth is False:
            return Scored(theme, applies, {})
        readings: dict[str, Reading] = {}
        results: list[tuple[CapResult, Verdict]] = []
        facts: list[tuple[str, ...]] = []
        for side, group in ((Side.POLICY, theme.policy), (Side.PRACTICE, theme.practice)):
            if group is None:
                continue
            own = [cap for cap in caps if cap.cap.side is side]
            scored = _combined(group, side, own, evaluation)
            if scored is not None:
                readings[side] = _perhaps(scored[0], applies, theme.unknown)
                results += scored[1]
                facts.append(scored[2])
        if len(readings) > 1:
            readings[Side.GAP] = gap(readings[Side.POLICY], readings[Side.PRACTICE])
        return Scored(
            theme,
            applies if readings else Verdict(False),
            readings,
            None,
            tuple(result for result, _ in results),
            unique(facts),
            unique((applies.needs, *(verdict.needs for _, verdict in results))),
        )

    return evaluate


def gap(policy: Reading, practice: Reading) -> Reading:
    """Policy less practice; its figure is the point within its bounds that is nearest to 0."""
    low, high = policy.low - practice.high, policy.high - practice.low
    blocked = policy.blocked or practice.blocked
    return Reading(
        low,
        high,
        None if blocked else clamp(0.0, low, high),
        blocked,
        TOP,
        TOP,
        policy.least - practice.most,
        policy.most - practice.least,
        all_true((policy.applies, practice.applies)),
        policy.weight,
    )
